"""Forms, names and periods in words."""

import dataclasses
from fractions import Fraction

import pytest
from tests.unit.publish.sample import AGREEMENT, AT

from ceasefire.agreement import (
    AllOf,
    AnyOf,
    Baseline,
    Citation,
    Deadline,
    Filter,
    Floor,
    Hold,
    Limit,
    Measure,
    Never,
    NotThat,
    Response,
    SetFilter,
    State,
)
from ceasefire.assess import InForce, Span
from ceasefire.publish import LANGUAGES
from ceasefire.publish._periods import period_in_words
from ceasefire.publish.words import form_in_words, names_of
from ceasefire.records import Choice

NAMES = names_of(AGREEMENT, "en")
KILLED = Measure("killed", ("report",), (Filter(between=SetFilter(all=frozenset({"government", "opposition"}))),))
GUARDS = Measure("checkpoints", ("report", "watch"), (Filter(by=SetFilter(only=frozenset({"russia"}))),))
SAID_OF_GUARDS = (
    "From day 3 on at every moment at least 2: checkpoints, by only Russian Federation (records: report or watch)"
)

FORMS = [
    (
        Limit(KILLED, Fraction(22)),
        "In each day at most 22: killed, between Syrian government and Opposition groups",
    ),
    (Limit(Measure("killed"), Fraction(45, 2)), "In each day at most 45/2: killed"),
    (
        Limit(Measure("killed"), Baseline(Fraction(1, 2), days_before=28)),
        "In each day at most 1/2 × the mean of the 28 days before: killed",
    ),
    (Hold(Never(Measure("flights")), 7), "Not once: flights, for 7 days in a row"),
    (State(GUARDS, "present", 2, 3), SAID_OF_GUARDS),
    (State(Measure("personnel"), "absent", 0, 2), "From day 2 on at every moment at most 0: personnel"),
    (Floor(Measure("deliveries"), 1, 7), "At least 1 in every 7 days: deliveries"),
    (Response(86400), "Every admitted complaint is answered within 24 hours"),
    (Deadline(Measure("posts"), 2, 2), "At least 2 by the end of day 2: posts"),
    (AnyOf((Never(Measure("raids")), NotThat(Never(Measure("strikes"))))),
     "One of these: Not once: raids; The contrary of: Not once: strikes"),
    (AllOf((Never(Measure("raids")),)), "All of these: Not once: raids"),
    (Never(Measure("killed", tallies_of="sohr")), "Not once: killed in the tallies of SOHR"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "shown"), FORMS)
def test_every_form_is_said_in_words(form, shown):
    """Each form, measure and filter reads as a phrase."""
    assert form_in_words(NAMES, form) == shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_every_form_can_be_said_in_every_language(form, lang):
    """No form leaves a value unfilled in any language."""
    shown = form_in_words(names_of(AGREEMENT, lang), form)

    assert shown
    assert "{" not in shown


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (None, ""),
        (Choice("unknown"), "unknown"),
        (Choice("any_of", ("russia",)), "Russian Federation"),
        (Choice("all_of", ("russia", "government")), "Russian Federation and Syrian government"),
        (Choice("any_of", ("government", "russia")), "Syrian government or Russian Federation, or both"),
        (
            Choice("any_of", ("government", "russia", "isil")),
            "one or more of Syrian government, Russian Federation and Islamic State",
        ),
    ],
)
def test_a_set_of_actors_stays_as_uncertain_as_it_is(choice, shown):
    """Either, both, some and unknown are told apart."""
    assert NAMES.choice(choice) == shown


@pytest.mark.parametrize(
    ("speaker", "shown"),
    [
        ("sohr", "المرصد السوري"),
        ("SOHR (its director)", "المرصد السوري (its director)"),
        ("United States and Russian Federation", "الولايات المتحدة والاتحاد الروسي"),
        ("A newspaper", "A newspaper"),
    ],
)
def test_a_speaker_is_named_as_the_agreement_names_it(speaker, shown):
    """A free-text speaker that begins with a name of the agreement is shown in the reader's language."""
    assert names_of(AGREEMENT, "ar").citation(Citation(speaker)) == shown


def test_an_unknown_id_is_shown_as_it_is():
    """What the agreement does not name keeps its id."""
    assert NAMES.actor("x") == NAMES.area("x") == NAMES.term("x") == NAMES.milestone("x") == "x"
    assert NAMES.area("") == "everywhere"


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((), "has not begun"),
        ((Span(AT + 1, None, sure=True),), "begins 20 Sept 2016, 00:00"),
        ((Span(AT - 86400, None, sure=True),), "since 19 Sept 2016, 00:00"),
        ((Span(AT - 86400, AT, sure=True),), "until 20 Sept 2016, 00:00"),
        ((Span(AT - 86400, AT, sure=False),), "possibly until 20 Sept 2016, 00:00"),
        (
            (Span(AT - 2 * 86400, AT - 86400, sure=True), Span(AT - 86400, AT, sure=False)),
            "surely until 19 Sept 2016, 00:00, possibly until 20 Sept 2016, 00:00",
        ),
        (
            (Span(AT - 2 * 86400, AT, sure=True), Span(AT - 86400, AT, sure=False)),
            "until 20 Sept 2016, 00:00",
        ),
    ],
)
def test_a_period_says_what_is_sure_and_what_possible(spans, shown):
    """An instrument's period is told with its sure and its possible end."""
    result = dataclasses.replace(InForce("a", "contested", (), (), ()), spans=spans)

    assert period_in_words(NAMES.language, result, AT) == shown
