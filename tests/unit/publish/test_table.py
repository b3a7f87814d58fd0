"""The answer for a terminal."""

import dataclasses
import re

import pytest
from tests.unit.publish.sample import AGREEMENT, AT, answer, cells, record, records

from ceasefire.assess import Assessment, Clock, ReadingResult
from ceasefire.publish import LANGUAGES, table_from_assessment
from ceasefire.publish.words import width
from ceasefire.records import Statement

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def table(assessment: Assessment | None = None, lang: str = "en", *, colour: bool = False) -> str:
    """Return the table of the sample, or of another answer to the same agreement."""
    return table_from_assessment(AGREEMENT, assessment or answer(), records(), lang, colour=colour)


def with_authorities(*authorities: str) -> Assessment:
    """Return the answer with the first term only, its readings carrying these authorities."""
    given = answer()
    readings = tuple(
        dataclasses.replace(reading, authority=authority)
        for reading, authority in zip(given.terms[0].readings, authorities, strict=False)
    )
    return dataclasses.replace(given, terms=(dataclasses.replace(given.terms[0], readings=readings),))


def lead_replaced(**changes) -> Assessment:
    """Return the answer with its leading reading changed."""
    given = answer()
    lead: ReadingResult = dataclasses.replace(given.terms[0].readings[0], **changes)
    term = dataclasses.replace(given.terms[0], readings=(lead,))
    return dataclasses.replace(given, terms=(term,))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_100_columns(lang):
    """The table fits 100 columns in every language, and ends in one newline."""
    text = table(lang=lang)

    assert max(width(line) for line in text.splitlines()) <= 100
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_colour_adds_nothing_but_colour(lang):
    """Without the colour codes the coloured table is the plain one: every verdict is said in words."""
    assert ESCAPE.sub("", table(lang=lang, colour=True)) == table(lang=lang)
    assert ESCAPE.search(table(lang=lang, colour=True))
    assert not ESCAPE.search(table(lang=lang))


def test_the_headline_names_whose_reading_it_is():
    """Without an agreed reading the headline says as read by whom, and that none is agreed."""
    text = " ".join(table(with_authorities("attributed", "illustration")).split())

    assert "Reduced violence for seven straight days: undetermined, as read by United States." in text
    assert "No reading of it is agreed." in text


def test_an_agreed_reading_leads():
    """An agreed reading leads the headline, even where it is listed after another."""
    text = " ".join(table(with_authorities("attributed", "agreed")).split())

    assert "Reduced violence for seven straight days: not met, as agreed." in text


def test_an_illustration_never_leads():
    """Where there are only illustrations, the headline says that nothing is agreed and gives no verdict."""
    lines = table(with_authorities("illustration", "illustration")).splitlines()

    assert "No agreed reading: every verdict below is an illustration." in lines
    headline = lines.index("No agreed reading: every verdict below is an illustration.")
    assert lines[headline + 1] == ""


def test_the_strip_shows_each_state_by_its_own_sign():
    """Kept, broken, open, not observed, not in force and running each have a sign, with the date under it."""
    lines = table(lead_replaced(strip=cells("xkbonrf"))).splitlines()
    signs = next(line for line in lines if line.startswith("  days "))
    dates = lines[lines.index(signs) + 1]

    assert signs.split() == ["days", "·", "■", "✕", "◪", "░", "▷"]
    assert dates.split() == ["Sept", "12", "13", "14", "15", "16", "17", "18"]
    for sign, date in zip(signs.split()[1:], dates.split()[1:], strict=False):
        assert signs.index(f" {sign}") + 1 == dates.index(date) + 1


def test_a_long_strip_shows_its_end_and_says_what_it_leaves_out():
    """Of a hundred days the last 56 are shown, in rows that fit, and the number of the others is said."""
    text = table(lead_replaced(strip=cells("k" * 100)))

    assert "44 earlier days not shown" in text
    assert max(width(line) for line in text.splitlines()) <= 100


def test_an_open_verdict_says_what_would_settle_it_first():
    """Each open verdict names the first thing that would settle it; a definite one names none."""
    text = " ".join(table().split())

    assert "First to settle: SOHR, 18 Sept 2016 (sohr/aleppo-raids-2016-09-18) confirmed: settles 3 area-days" in text
    assert text.count("First to settle:") == 3


def test_who_said_what_of_an_instrument_is_told_in_words():
    """Each act and declaration is one line with speaker, date and stance, the latest first, and no bare key."""
    lines = table().splitlines()
    start = next(index for index, line in enumerate(lines) if "United States-Russia arrangement" in line) + 2

    assert [line.strip() for line in lines[start : start + 4]] == [
        "United States, 19 Sept 2016: denies",
        "United States, 19 Sept 2016: for its part extends",
        "Syrian army command, 19 Sept 2016: declares it ended",
        "Russian Federation, 19 Sept 2016: for its part extends",
    ]
    assert "act-extend" not in table()


def test_of_many_words_on_an_instrument_the_latest_are_told():
    """At most four are told, and how many earlier ones there are."""
    said = [
        record(
            "statement", f"sohr/s{day}", claimed_recorded=AT - day * 86400, details=Statement("denies", instrument="x")
        )
        for day in range(7)
    ]
    keys = tuple(each.key for each in said)
    given = answer()
    changed = dataclasses.replace(given.in_force[1], declarations=keys)
    assessment = dataclasses.replace(given, in_force=(changed,))
    text = " ".join(table_from_assessment(AGREEMENT, assessment, said, "en", colour=False).split())

    assert "SOHR, 20 Sept 2016: denies SOHR, 19 Sept 2016: denies" in text
    assert "SOHR, 17 Sept 2016: denies and 3 earlier" in text


def test_a_deadline_has_no_days_after_it():
    """The strip of a deadline ends with it: later days say nothing of it, and are not running."""
    given = answer()
    reading = dataclasses.replace(given.terms[3].readings[0], verdict="met", strip=cells("rkrrrr"))
    term = dataclasses.replace(given.terms[3], readings=(reading,))
    lines = table(dataclasses.replace(given, terms=(term,))).splitlines()

    assert ["days", "▷", "■"] in [line.split() for line in lines]


def test_what_does_not_count_is_said():
    """The number of records too vague or unscreened stands with the reading, and the totals at the end."""
    text = " ".join(table().split())

    assert "Listed apart: 1 record too vague, 2 unscreened" in text
    assert "Records: 163 read, 140 used, 12 set aside, 3 refused, 8 not yet known." in text


def test_the_milestone_says_what_it_lacks():
    """A milestone that is not met names the terms and readings it lacks."""
    text = " ".join(table().split())

    assert "lacks Aid into besieged areas: Every besieged area reached within seven days" in text


def test_hindsight_is_marked():
    """An answer with hindsight says so where it begins."""
    text = table(dataclasses.replace(answer(), knowledge="hindsight"))

    assert "Hindsight: not what was known then. Do not quote it as such." in text.splitlines()[2:5]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (Clock(7, 7, 7, 0, 0, None), "Clock: 7 of 7 days."),
        (Clock(7, 2, 5, 0, 0, None), "Clock: 2 of 7 days surely, 5 at most."),
        (Clock(1, 0, 1, None, 0, None), "Clock: 0 of 1 day surely, 1 at most."),
    ],
)
def test_the_clock_is_said_in_words(clock, words):
    """The clock is said once where it is sure, and with both bounds where it is not."""
    assert words in table(lead_replaced(clock=clock)).splitlines()
