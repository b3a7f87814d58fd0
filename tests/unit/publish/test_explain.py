"""Why a verdict is what it is."""

import pytest
from tests.unit.publish.sample import AGREEMENT, AT, answer, cells, record, records

from ceasefire.problems import Refused
from ceasefire.publish import LANGUAGES, explain_text
from ceasefire.publish.words import width


def explain(term: str = "reduced-violence", lang: str = "en", given=None, assessment=None, **asked) -> str:
    """Return the explanation as one line."""
    text = explain_text(AGREEMENT, assessment or answer(), given or records(), term=term, lang=lang, **asked)
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("term", [each.id for each in AGREEMENT.terms])
def test_it_fits_a_terminal(term, lang):
    """No line is wider than 100 columns, for every term in every language."""
    text = explain_text(AGREEMENT, answer(), records(), term=term, lang=lang)

    assert max(width(line) for line in text.splitlines()) <= 100
    assert text.endswith("\n")


def test_it_says_verdict_reading_and_text():
    """The verdict, whose reading it is, and the quoted text come first."""
    text = explain()

    assert text.startswith("◪ Reduced violence for seven straight days: undetermined, as read: ")
    assert "(attributed to United States, 14 Sept 2016)" in text
    assert "“If violence is significantly reduced for seven straight days”" in text


def test_it_says_how_the_verdict_comes_about():
    """Each day is listed with its bounds, its limit, and whether it was watched."""
    text = explain()

    assert "17 Sept 2016: broken; at least 117, at most 214; limit 22" in text
    assert "19 Sept 2016: running; at least 3, no upper bound; limit 22; not watched to the end" in text
    assert "Clock: 0 of 7 days surely, 5 at most." in text


def test_it_lists_the_records_as_printed():
    """Each record stands with its source, carrier, bounds and the words it was printed in."""
    text = explain()

    assert "un-ocha/urum-2016-09-20 UN OCHA (report, corroborated), carried by ReliefWeb" in text
    assert "killed: 18 or more (“at least 18”); trucks: 18 (“18 of 31”)" in text


def test_a_day_shows_that_day_and_what_can_bear_on_it():
    """Asked for one day, only that day and the records that may lie on it are shown."""
    text = explain(day="2016-09-19")

    assert "un-ocha/urum-2016-09-20" in text
    assert "sohr/talbiseh-2016-09-16 SOHR" not in text
    assert "17 Sept 2016: broken" not in text


def test_an_area_shows_its_own_verdict():
    """Asked for one area, its verdict and days are shown, and records surely elsewhere are not."""
    text = explain(area="hama")

    assert text.startswith("✕ Reduced violence")
    assert "Here only for Hama." in text
    assert "un-ocha/urum-2016-09-20 UN OCHA" not in text


def test_another_reading_can_be_asked_for():
    """A reading is chosen by its id; without one the leading reading answers."""
    assert "as read: Deaths at most half" in explain(reading="half-of-before")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"term": "reduced-violense"}, 'Did you mean "reduced-violence"?'),
        ({"reading": "as-uk"}, 'Did you mean "as-us"?'),
        ({"area": "hamma"}, 'Did you mean "hama"?'),
        ({"day": "2016-09-31"}, "Expected one of: 2016-09-11"),
    ],
)
def test_what_is_not_there_is_refused_with_a_hint(asked, hint):
    """An unknown term, reading, area or day is a problem that names what there is."""
    with pytest.raises(Refused, match="E-ASK-001") as refused:
        explain(**asked)

    assert hint in str(refused.value)


def test_it_says_who_contests_it():
    """Positions on the term and on the incidents behind it are told, contradictions marked."""
    text = explain()

    assert "Reduced violence for seven straight days (they contradict each other)" in text
    assert "Russian Federation, 19 Sept 2016, 23:00: denies." in text
    assert "Nobody is on record" in explain(term="complaints", reading="checkpoints")


def test_it_says_what_would_turn_it():
    """What would turn it is marked as the mission's, and a definite verdict has nothing."""
    assert "What would turn it (for the mission’s eyes only)" in explain()
    assert "Nothing known to be missing would turn it." in explain(term="aid-access")


def test_days_that_follow_each_other_are_one_watch():
    """Watches over one area on three days in a row are said at once."""
    import dataclasses

    from ceasefire.assess import Settle

    given = answer()
    watches = tuple(Settle((f"aleppo@2016-09-{day}",), "watch", 1) for day in (14, 15, 16, 18))
    reading = dataclasses.replace(given.terms[0].readings[0], settle=watches)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    text = explain(assessment=dataclasses.replace(given, terms=(term,)))

    assert "a watch over Aleppo on any day from 14 Sept 2016 to 16 Sept 2016: settles 1 area-day" in text
    assert "a watch over Aleppo on 18 Sept 2016: settles 1 area-day" in text


def test_a_broken_run_without_a_broken_day_is_told():
    """Where the possible run ends at an open day, the text says that some day is broken and none can be named."""
    import dataclasses

    from ceasefire.assess import Clock

    given = answer()
    strip = cells("kooook")
    clock = Clock(7, 0, 2, None, strip[4].start, None)
    reading = dataclasses.replace(given.terms[0].readings[0], strip=strip, clock=clock)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    text = explain(assessment=dataclasses.replace(given, terms=(term,)))

    assert "No day before 16 Sept 2016, 19:00 need be broken by itself" in text
    assert "need be broken by itself" not in explain()


def test_a_record_that_is_not_given_keeps_its_key():
    """Evidence without its record is named, and said to be missing."""
    text = explain(given=(record("report", "sohr/other", claimed_recorded=AT),))

    assert "un-ocha/urum-2016-09-20 not among the records given" in text
