"""Pages lead to each other: to the entry behind what they show, to its incident, to the same moment elsewhere."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from ceasefire.centre.web._typed import day_from_typed, moment_from_typed, number_from_typed, page_from_typed

Site = Callable[[str], Client]
EVENING = 1_474_138_800  # 17 September 2016, 22:00 in Damascus
ENTRY = re.compile(r'class="entry-link" href="(/ledger/entries/\d+/)"')


def text_of(browser: Client, address: str) -> str:
    """Return a page's HTML; it must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.content[:400])
    return unescape(answer.content.decode())


@pytest.mark.parametrize("address", ["/", "/time/changes/", "/statements/", "/statements/answers/"])
def test_what_is_shown_leads_to_its_entry_for_those_who_may_see_entries(as_: Site, address: str):
    """An analyst comes to the entry of each line; an observer, who may not see entries, finds no such link."""
    analyst = as_("analyst")
    found = ENTRY.findall(text_of(analyst, address))

    assert found
    assert analyst.get(found[0]).status_code == 200
    assert not ENTRY.findall(text_of(as_("observer"), address))


def test_the_board_leads_nobody_to_what_only_those_may_see_who_signed_in(as_: Site):
    """Whoever has not signed in finds on the board no link to the ledger, to changes or to another page."""
    board = text_of(as_(""), "/")

    assert "The checkpoint" in board
    for address in ("/ledger/", "/time/", "/statements/", "/incidents/", "/map/"):
        assert f'href="{address}' not in board
    assert 'href="/ledger/"' in text_of(as_("observer"), "/")


def test_each_page_leads_to_the_others_at_the_same_moment(as_: Site):
    """From the board as known on an evening one comes to sheets, map and incidents of that evening; now, to nothing."""
    analyst = as_("analyst")
    past, now = text_of(analyst, f"/?known={EVENING}"), text_of(analyst, "/")

    for address in ("/time/", "/map/", "/incidents/", "/statements/", "/aid/"):
        assert f'href="{address}?known={EVENING}"' in past
        assert f'href="/?known={EVENING}"' in text_of(analyst, f"{address}?known={EVENING}")
    assert "?known=" not in now.partition('id="same-moment"')[2].partition("</p>")[0]


def test_an_entrys_page_opens_what_is_sealed_in_it_and_leads_to_its_incident(as_: Site):
    """The form on the page of a report's entry opens its protected parts; the incident is one click away."""
    verifier = as_("verifier")
    changes = text_of(verifier, "/time/changes/")
    line = next(each for each in changes.splitlines() if "sohr/urum-attack" in each and "entry-link" in each)
    entry = text_of(verifier, ENTRY.findall(line)[0])
    form = entry.partition('class="sealed"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="(\d+)"', form))

    assert 'href="/incidents/one/?id=sohr%2Furum-attack"' in entry
    opened = verifier.post("/incidents/protected/", fields)
    assert opened.status_code == 200
    assert "This reading is on record" in opened.content.decode()


def test_moments_of_the_comparison_are_typed_by_the_centres_clock(as_: Site):
    """What the browser's field gives has no offset: 22:00 there is the instant that a link would carry."""
    analyst = as_("analyst")
    typed = text_of(analyst, "/time/changes/?from=2016-09-17T00:00&to=2016-09-17T22:00:00")
    linked = text_of(analyst, f"/time/changes/?from=2016-09-17T00:00:00%2B03:00&to={EVENING}")

    assert 'value="2016-09-17T22:00:00"' in typed
    assert typed.partition('id="changes"')[2] == linked.partition('id="changes"')[2]


def test_what_is_typed_is_read_strictly():
    """Days, numbers and moments are what they look like; digits of other scripts, signs and week dates are none."""
    zone = zoneinfo.ZoneInfo("Asia/Damascus")

    assert day_from_typed("2016-09-19") == dt.date(2016, 9, 19)
    assert {day_from_typed(each) for each in ("", "20160919", "2016-W38-1", "2016-02-30", "0001-01-01")} == {None}
    assert number_from_typed("0") == 0
    assert {number_from_typed(each) for each in ("", "-1", "1.0", "١٢", "²", "9" * 19)} == {None}
    assert [page_from_typed(each, 7) for each in ("", "x", "0", "3", "8")] == [1, 1, 1, 3, 7]
    assert page_from_typed("2", 0) == 1
    assert moment_from_typed("2016-09-17T22:00", zone) == dt.datetime(2016, 9, 17, 19, tzinfo=dt.UTC)
    assert moment_from_typed("2016-09-17T22:00+00:00", zone) == dt.datetime(2016, 9, 17, 22, tzinfo=dt.UTC)
    assert {moment_from_typed(each, zone) for each in ("", "now", "0001-01-01T00:00", "9999-12-31T23:59")} == {None}
