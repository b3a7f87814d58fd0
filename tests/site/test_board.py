"""The board."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

Site = Callable[[str], Client]


@pytest.mark.parametrize("name", ["", "analyst", "observer", "co-chair-us"])
def test_it_says_whether_it_is_holding_and_as_read_by_whom(as_: Site, name: str):
    """The board leads with the clock, the verdict and the reading's author; an illustration never heads it."""
    page = as_(name).get("/").content.decode()

    assert "as read by United States Department" in page
    assert "of 7 days" in page


def test_what_would_settle_it_is_the_missions_alone(as_: Site):
    """Neither anybody nor an observer nor a co-chair reads what would settle an open question."""
    assert "What would settle it" in as_("analyst").get("/").content.decode()
    for name in ("", "observer", "co-chair-us", "liaison", "reporter"):
        assert "settle" not in as_(name).get("/").content.decode().lower(), name


def test_the_administrator_does_not_see_the_board(as_: Site):
    """Administering shows nothing of the substance."""
    assert as_("administrator").get("/").status_code == 403
