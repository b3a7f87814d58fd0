"""Time: sheets of days and areas, the slider, what changed between two moments."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from ceasefire.times import instant_from_text

Site = Callable[[str], Client]
EVENING = instant_from_text("2016-09-17T22:00:00+03:00")


def text_of(browser: Client, address: str) -> str:
    """Return a page's HTML; it must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content[:400]
    return unescape(answer.content.decode())


def test_the_board_as_known_earlier_names_nothing_that_came_later(as_: Site):
    """As known on the evening of the 17th, nothing of the convoy of the 19th is on the board, and it says when."""
    page = text_of(as_("analyst"), f"/?known={EVENING}")

    assert "17 Sept 2016, 22:00" in page
    assert "urum" not in page.lower()
    assert "urum" in text_of(as_("analyst"), "/").lower()


def test_the_slider_has_a_stop_for_each_moment_and_leads_to_the_ones_beside_it(as_: Site):
    """The last stop shows the last record; the links lead one record back and on; a stop beyond the end is the last."""
    browser = as_("analyst")
    page = text_of(browser, "/")
    last = int(re.search(r'name="stop" min="0" max="(\d+)"', page)[1])  # type: ignore[index]
    end = text_of(browser, f"/?stop={last}")

    assert last > 30
    beyond = text_of(browser, f"/?stop={last + 1000}")
    moment = re.search(r'<span id="stop-said">([^<]*)', end)
    assert moment
    assert moment[0] in beyond
    assert 'rel="next"' not in end
    assert 'rel="prev"' in end
    assert 'rel="prev"' not in text_of(browser, "/?stop=0")


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 40, "2016-13-01", "%00", "١٢"])
def test_a_moment_that_is_none_shows_the_present(as_: Site, wrong: str):
    """A mistyped moment is the present, never a fault."""
    assert "20 Sept 2016, 00:0" in text_of(as_("analyst"), f"/?known={wrong}")
    assert as_("analyst").get(f"/time/?stop={wrong}").status_code == 200
    assert as_("analyst").get(f"/time/changes/?from={wrong}&to={wrong}").status_code == 200


def test_outside_the_mission_what_was_watched_is_shown_once_it_is_past(as_: Site):
    """An observer's sheet ends two days earlier than the mission's, a party's one day, and both say so."""

    def days(name: str) -> int:
        return text_of(as_(name), "/time/?term=reduced-violence").count('class="cell')

    assert days("analyst") > days("co-chair-us") > days("observer")
    assert "once it is past" in text_of(as_("observer"), "/time/")
    assert "once it is past" not in text_of(as_("analyst"), "/time/")


def test_what_changed_names_the_verdict_before_and_now_and_the_records(as_: Site):
    """Between the evening of the 17th and midnight after the 19th the aid term turned, and the record is named."""
    page = text_of(as_("analyst"), f"/time/changes/?from={EVENING}&to=2016-09-20T00:00:00%2B03:00")

    assert "now not met" in page
    assert "un-ocha/eastern-aleppo-un-deliveries" in page
    assert "sohr/urum-attack" in page


def test_what_changed_names_no_record_that_is_not_released(as_: Site):
    """To an observer the attack of the evening before is not named, and how many are held back is said."""
    page = text_of(as_("observer"), f"/time/changes/?from={EVENING}&to=2016-09-20T00:00:00%2B03:00")

    assert "sohr/urum-attack" not in page
    assert "not released to you" in page


def test_moments_the_wrong_way_round_are_told(as_: Site):
    """Two moments in the wrong order are said to be so."""
    page = text_of(as_("analyst"), f"/time/changes/?to={EVENING}&from=2016-09-20T00:00:00%2B03:00")

    assert "must come before" in page


def test_a_moment_beyond_all_that_is_known_is_the_last_one(as_: Site):
    """A moment far ahead shows what is known at the end, not a century of days that nobody has lived."""
    page = text_of(as_("analyst"), "/time/?known=2199-01-01T00:00:00Z")

    assert "2199" not in page.replace("known=2199", "")
    assert len(page) < 3_000_000


def test_how_many_are_held_back_is_the_same_at_every_moment(as_: Site):
    """Counts at moments side by side would tell an observer when something became known that is not released."""
    browser = as_("observer")
    moments = ("", *(f"?known={EVENING + hours * 3_600}" for hours in (0, 12, 24, 36, 48)))
    told = {tuple(re.findall(r"\d+ records are not released", text_of(browser, f"/{each}"))[:1]) for each in moments}

    assert len(told) == 1
    assert told != {()}
