"""Why a verdict is what it is."""

import pytest
from tests.unit.publish.sample import AGREEMENT, AT, answer, cells, moment, record, records

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
    """Each area stands with its verdict and its days, with their bounds, limit, and whether they were watched."""
    text = explain()

    assert "✕ Aleppo: not met · 11 Sept 2016: not in force ■ 12–13 Sept 2016, each day: kept; at least 4" in text
    assert "kept; at least 4, at most 9; limit 22" in text
    assert "17–18 Sept 2016, each day: broken; at least 117, at most 214; limit 22" in text
    assert "19 Sept 2016: running; at least 3, no upper bound; limit 22; not watched throughout" in text
    assert "12 Sept 2016: not observed; limit 22" in text
    assert "Clock: 0 of 7 days surely, 5 at most." in text


def test_a_verdict_is_told_by_the_days_that_decide_it():
    """Of what is not met the broken days are told and the others counted; asked for, a day is always told."""
    text = explain(term="grounding")

    assert "◪ 16–17 Sept 2016, each day: open; at least 12, at most 38; limit 0; not watched throughout" in text
    assert "3 other days do not decide it." in text
    assert "■ 12 Sept 2016: kept; at least 4, at most 9; limit 0" in explain(term="grounding", day="2016-09-12")


def test_joined_forms_are_told_without_numbers():
    """Where forms are joined a day's numbers are the first one's alone, so only its state is told."""
    text = explain(term="grounding", reading="no-both")

    assert (
        "Each day below stands for all of that at once. ░ 14–15 Sept 2016: not observed ◪ 16–17 Sept 2016: open" in text
    )
    assert "at most 38" not in text


def floor(states: str, low: int, high: int | None, verdict: str, form=None):
    """Return the answer about aid to one area, with days of these states that all have these bounds."""
    import dataclasses

    from ceasefire.assess import AreaResult

    given = answer()
    days = tuple(dataclasses.replace(each, low=low, high=high) for each in cells(states, limit=None))
    reading = dataclasses.replace(
        given.terms[1].readings[0], verdict=verdict, areas=(AreaResult("aleppo", verdict, days, None),), strip=days
    )
    return dataclasses.replace(given, terms=(dataclasses.replace(given.terms[1], readings=(reading,)),))


@pytest.mark.parametrize(
    ("states", "low", "high", "verdict", "told"),
    [
        ("rrrrrrb", 0, 0, "not-met", "✕ 12–18 Sept 2016 (window of 7 days): at most 0 (1 asked for), watched: short"),
        ("rrrrrrb", 0, None, "not-met", "(window of 7 days): short, together with windows beside it"),
        ("rrrrrrk", 2, None, "met", "■ 12–18 Sept 2016 (window of 7 days): at least 2 (1 asked for): enough"),
        ("rrrrrro", 0, 3, "undetermined", "◪ 12–18 Sept 2016 (window of 7 days): at least 0, at most 3"),
        ("rrrrrrnr", 0, None, "undetermined", "not all of it watched: open ▷ 19 Sept 2016: still counting"),
        ("rrr", 0, None, "pending", "▷ 12–14 Sept 2016: still counting"),
        ("rrrrrrbb", 0, 0, "not-met", "✕ each window of 7 days that ends on 18–19 Sept 2016: at most"),
        ("rrrrrrooooooo", 0, 3, "not-met", "No single window is surely short; windows end to end are surely"),
    ],
)  # fmt: skip
def test_a_floor_is_told_by_its_windows(states, low, high, verdict, told):
    """Windows are short, enough or open, and days on which none has ended are still counting; no day is broken."""
    text = explain(term="aid-access", assessment=floor(states, low, high, verdict))

    assert told in text
    assert "broken" not in text


def test_areas_with_the_same_days_stand_together():
    """Two areas of which the same can be said are one line, and not told twice."""
    import dataclasses

    given = floor("rrrrrrb", 0, 0, "not-met")
    reading = given.terms[0].readings[0]
    areas = (*reading.areas, dataclasses.replace(reading.areas[0], id="homs"))
    term = dataclasses.replace(given.terms[0], readings=(dataclasses.replace(reading, areas=areas),))
    text = explain(term="aid-access", assessment=dataclasses.replace(given, terms=(term,)))

    assert "✕ Aleppo and Homs: not met ✕ 12–18 Sept 2016 (window of 7 days)" in text
    assert 1 == text.count("window of 7 days")


def test_silence_is_told_by_its_watch():
    """A watch among the evidence is told as what makes silence count, not as a record without content."""
    import dataclasses

    given = floor("rrrrrrb", 0, 0, "not-met")
    reading = dataclasses.replace(given.terms[0].readings[0], evidence=("un-ocha/channel",))
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    watch = record("watch", "un-ocha/channel", when=moment("2016-09-12T19:00", 168), text=(("en", "The channel."),))
    text = explain(term="aid-access", assessment=dataclasses.replace(given, terms=(term,)), given=(watch,))

    assert "Silence counts because UN OCHA watched everywhere, 12 Sept 2016, 19:00 to 19 Sept 2016, 19:00" in text
    assert "No record decides it" not in text


def test_what_judges_no_day_says_why():
    """A reading that is not applicable says what its instrument is, and nothing would turn it."""
    text = explain(term="complaints", reading="checkpoints")

    assert "It judges no day at this moment. ◪ United States-Russia arrangement: contested" in text
    assert "turn it" not in text


def test_complaints_are_judged_one_by_one():
    """A reading about answers says that it has no days."""
    assert "It is judged complaint by complaint, not day by day." in explain(term="complaints", reading="within-24h")


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
    assert "However the open points turn out, it stays so" in explain(term="aid-access")


def test_days_that_follow_each_other_are_one_watch():
    """Watches over one area on three days in a row are said at once."""
    import dataclasses

    from ceasefire.assess import Settle

    given = answer()
    watches = tuple(Settle((f"aleppo@2016-09-{day}",), "watch", 1) for day in (14, 15, 16, 18))
    reading = dataclasses.replace(given.terms[0].readings[0], settle=watches)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    text = explain(assessment=dataclasses.replace(given, terms=(term,)))

    assert "a watch over Aleppo on any day of 14–16 Sept 2016: settles 1 area-day" in text
    assert "a watch over Aleppo on 18 Sept 2016: settles 1 area-day" in text


def test_a_broken_run_without_a_broken_day_is_told():
    """Where the possible run is shorter than the days that are not broken, a run of them is over its limits."""
    import dataclasses

    from ceasefire.assess import Clock

    given = answer()
    strip = cells("kooook")
    clock = Clock(7, 0, 2, None, strip[4].start, None)
    reading = dataclasses.replace(given.terms[0].readings[0], strip=strip, clock=clock)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    text = explain(assessment=dataclasses.replace(given, terms=(term,)))

    assert "No single day of 12–17 Sept 2016 is surely broken, but the whole run surely is" in text
    assert "No single day" not in explain()


def test_a_reset_is_no_broken_run():
    """Where an act may have begun the clock anew, a short run is not said to be broken."""
    import dataclasses

    from ceasefire.assess import Clock
    from ceasefire.records import Act

    given = answer()
    clock = Clock(7, 0, 2, None, cells("kooook")[4].start, None)
    reading = dataclasses.replace(given.terms[0].readings[0], strip=cells("kooook"), clock=clock)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    reset = record("act", "united-states/reset", details=Act("resets", "arrangement", AT))
    changed = dataclasses.replace(given, terms=(term,))

    assert "No single day" not in explain(assessment=changed, given=(*records(), reset))


def test_a_record_that_is_not_given_keeps_its_key():
    """Evidence without its record is named, and said to be missing."""
    text = explain(given=(record("report", "sohr/other", claimed_recorded=AT),))

    assert "un-ocha/urum-2016-09-20 not among the records given" in text
