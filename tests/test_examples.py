"""The examples in docstrings give what they say."""

import doctest
import importlib
import pkgutil

import ceasefire


def test_every_example_gives_what_it_says() -> None:
    """All examples of the package run; there are some."""
    names = [
        each.name for each in pkgutil.walk_packages(ceasefire.__path__, "ceasefire.") if ".centre" not in each.name
    ]
    results = [doctest.testmod(importlib.import_module(each)) for each in names]

    assert 0 == sum(each.failed for each in results)
    assert sum(each.attempted for each in results) >= 30
