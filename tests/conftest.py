"""What every test may ask for, and what happens when it is not there.

A test that cannot run is skipped with its reason, and the end of the run lists every one of them. With
REQUIRE=all, as in CI, nothing may be missing: an absent folder or browser fails, and so does a run in which
anything was skipped, in whichever of the workers that share the tests.
"""

import contextlib
import importlib
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from tests.skips import (  # noqa: F401  pytest finds its hooks here
    REQUIRE_ALL,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("suite", max_examples=50, deadline=None, print_blob=True)
settings.register_profile(
    "long",
    max_examples=5000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("long" if os.environ.get("FUZZ_LONG") else "suite")


def _set_up_the_site() -> None:
    """Set Django up with the site's settings, once for all tests of the process; programs they start choose anew."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ceasefire.centre.web.settings"
    with contextlib.suppress(ModuleNotFoundError):  # the tests that need it say so
        importlib.import_module("ceasefire.centre")
    del os.environ["DJANGO_SETTINGS_MODULE"]


_set_up_the_site()  # before a folder's own conftest names a model


def missing(reason: str) -> NoReturn:
    """Skip the test with the reason, or fail it where everything is required."""
    if REQUIRE_ALL:
        pytest.fail(f"REQUIRE=all, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets: CEASEFIRE_DATA, or shared/data beside the repository."""
    folder = Path(os.environ.get("CEASEFIRE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        missing(f"there is no folder {folder}; set CEASEFIRE_DATA to the data sets")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path: CHROMIUM, /usr/bin/chromium, or the first one on the PATH."""
    named = os.environ.get("CHROMIUM")
    tried = [named] if named else ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]
    for name in tried:
        if found := shutil.which(name):
            return found
    missing(f"there is no browser ({', '.join(tried)}); install chromium or set CHROMIUM")
