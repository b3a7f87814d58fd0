"""What the sides say, by subject; what each counted, side by side."""

import dataclasses

from tests.unit.publish.sample import AGREEMENT, AT, BEGIN, ENDS, moment, record

from ceasefire.publish._evidence import latest
from ceasefire.publish._sides import subjects_of, tallies_of
from ceasefire.publish.words import names_of
from ceasefire.records import Act, Count, Statement, Tally, Where
from ceasefire.times import When

NAMES = names_of(AGREEMENT, "en")
DAY = 86400


def says(key, stance="asserts", at=AT, **details):
    """Return a statement."""
    return record("statement", key, claimed_recorded=at, details=Statement(stance, **details))


def tally(key, number, days=(0, 1), code="SY", *, high=True, accused="armed groups", unit="violations"):
    """Return a tally over some days from the beginning."""
    return record(
        "tally",
        key,
        when=When(BEGIN + days[0] * DAY, BEGIN + days[1] * DAY, "spread"),
        where=Where(scheme="ocha-pcode", code=code),
        counts=(Count(unit, number, number, number if high else None, "" if high else f"over {number}"),),
        details=Tally("all", accused),
    )


def subjects(*given):
    """Return the subjects as (kind, key, speakers in order, contradicted)."""
    return [
        (each.kind, each.key, [one.speaker for one in each.positions], each.contradicted)
        for each in subjects_of(NAMES, latest(given))
    ]


def test_a_statement_is_filed_under_what_it_speaks_of():
    """A statement about another on an instrument is filed with it; one about a report with its incident."""
    first = says("sohr/over", "declares-ended", instrument="arrangement", at=AT - 2)
    act = record("act", "sohr/end", details=Act("ends", "army-truce", AT))
    report = record("report", "sohr/raid", incidents=("raid",), text=(("en", "A raid."),))
    alone = record("report", "sohr/alone")

    assert subjects(
        first,
        act,
        report,
        alone,
        says("snhr/not-over", "denies", about="sohr/over"),
        says("un-ocha/act", about="sohr/end"),
        says("snhr/raid", "denies", about="sohr/raid"),
        says("un-ocha/raid", about="raid"),
        says("snhr/alone", about="sohr/alone"),
        says("un-ocha/term", term="grounding"),
    ) == [
        ("instrument", "arrangement", ["SOHR", "SNHR"], True),
        ("instrument", "army-truce", ["UN OCHA"], False),
        ("term", "grounding", ["UN OCHA"], False),
        ("incident", "raid", ["SNHR", "UN OCHA"], True),
        ("record", "sohr/alone", ["SNHR"], False),
    ]


def test_a_statement_about_nothing_is_left_out():
    """What speaks of no term, instrument, incident or record has no place among the positions."""
    assert subjects(says("sohr/vague")) == []
    assert subjects(dataclasses.replace(says("sohr/told"), incidents=("raid",))) == [
        ("incident", "raid", ["SOHR"], False)
    ]


def test_one_speaker_who_changes_its_mind_contradicts_nobody():
    """It takes two to contradict."""
    given = says("sohr/a", term="grounding", at=AT - 1), says("sohr/b", "denies", term="grounding")

    assert subjects(*given) == [("term", "grounding", ["SOHR", "SOHR"], False)]


def test_doubt_is_no_contradiction():
    """To be unable to confirm, or to ask, is not to say the contrary."""
    given = says("sohr/a", term="grounding", at=AT - 1), says("snhr/b", "cannot-confirm", term="grounding")

    assert subjects(*given) == [("term", "grounding", ["SOHR", "SNHR"], False)]


def test_an_incident_without_words_keeps_its_id():
    """The title is a report's text, or the incident's id."""
    (subject,) = subjects_of(NAMES, latest([says("sohr/a", about="night-raid")]))

    assert subject.title.text == "night raid"


def test_the_longest_tally_of_a_source_is_the_bar():
    """Shorter periods and smaller places of the same source are details, listed and not added."""
    (group,) = tallies_of(
        NAMES,
        [
            tally("sohr/week", 90, (0, 7)),
            tally("sohr/day", 40, (1, 2)),
            tally("sohr/day-aleppo", 20, (1, 2), "SY02"),
            tally("snhr/week", 180, (0, 7), high=False),
        ],
        BEGIN,
    )

    assert [(each.speaker, each.count, each.share) for each in group.rows] == [
        ("SNHR", "over 180", 100),
        ("SOHR", "90", 50),
    ]
    assert [(each.speaker, each.counts) for each in group.details] == [("SOHR", "SY 40; Aleppo 20")]


def test_two_counts_of_one_day_and_place_are_told_apart():
    """The smaller of two for the same day and place stands in the details with its id."""
    (group,) = tallies_of(NAMES, [tally("sohr/all", 11), tally("sohr/city", 7), tally("sohr/town", 5)], BEGIN)

    assert [each.count for each in group.rows] == ["11"]
    assert [each.counts for each in group.details] == ["SY 7 (city); SY 5 (town)"]


def test_tallies_that_accuse_others_stand_beside_each_other():
    """Counts of one source against two sides are two bars with two patterns."""
    (group,) = tallies_of(
        NAMES, [tally("snhr/a", 203, accused="government"), tally("snhr/b", 6, accused="opposition")], BEGIN
    )

    assert [(each.accused, each.count, each.pattern) for each in group.rows] == [
        ("government", "203", 0),
        ("opposition", "6", 1),
    ]


def test_units_are_never_on_one_scale():
    """Tallies of another unit are a group of their own, scaled by themselves."""
    groups = tallies_of(
        NAMES, [tally("sohr/a", 300), tally("snhr/b", 2, unit="convoys"), tally("un-ocha/c", 150)], BEGIN
    )

    assert [(each.unit, [row.share for row in each.rows]) for each in groups] == [
        ("breaches alleged", [100, 50]),
        ("convoys", [100]),
    ]


def test_what_ended_before_is_left_out():
    """A tally of a period that ended before the days assessed is not shown."""
    assert tallies_of(NAMES, [tally("sohr/before", 8, (-3, -2))], BEGIN) == ()
    assert tallies_of(NAMES, [tally("sohr/none", 0)], ENDS - 7 * DAY)[0].rows[0].share == 0


def test_a_finding_that_names_nobody_says_so():
    """Not identifiable is a finding of its own, and stays one."""
    from ceasefire.records import Finding

    finding = record(
        "finding",
        "un-coi/raid",
        when=moment("2016-12-21T12:00"),
        details=Finding("raid", "yes", "", "", "no", "highly probable"),
    )
    ((position,),) = [each.positions for each in subjects_of(NAMES, latest([finding]))]

    assert position.stance == "finding"
    assert position.details == (
        "happened: yes",
        "who did it: not identifiable",
        "standard: highly probable",
    )
