"""What is counted: filters on records, and measures."""

from __future__ import annotations

from typing import Any

from ceasefire.agreement._fields._ids import ACTOR, SPEAKER
from ceasefire.agreement._fields._kinds import Either, Key, Kind, List, Made, Map, Named
from ceasefire.agreement._fields._nodes import Field
from ceasefire.agreement._fields._scalars import WORD, fraction, one_word_of
from ceasefire.agreement._form_model import (
    CoverageRule,
    Filter,
    Measure,
    SetFilter,
)

RECORD_KINDS = (
    "report",
    "tally",
    "statement",
    "determination",
    "complaint",
    "answer",
    "movement",
    "watch",
    "notice",
    "finding",
    "act",
)
MOVEMENT_STATUS = (
    "requested",
    "approved",
    "letter",
    "departed",
    "arrived",
    "delivered",
    "refused",
    "delayed",
    "turned-back",
    "attacked",
)


def _set_filter(values: dict[str, Any]) -> SetFilter:
    return SetFilter(**values)


def _any_of(values: list[str]) -> SetFilter:
    return SetFilter(any=frozenset(values))


def _at_least_one_key(here: Field, values: dict[str, Any]) -> None:
    if not values and not here.node.value:
        here.refuse("any, all or only", "{any: [government]}", seen="an empty map")


def set_of(kind: Kind) -> Either:
    """Return the kind of a condition on a set: any, all, only; a list alone means any."""
    several = List(kind, frozenset, unique=True)
    keys = {
        "any": Key(several, "The true set meets this one."),
        "all": Key(several, "The true set contains each of these."),
        "only": Key(several, "The true set lies inside this one."),
    }
    example = f"{{any: [{kind.example}]}}"
    wanted = "a list, or a map of any, all, only"
    more = {"minProperties": 1}
    mapped = Map(keys, _set_filter, wanted, example, check=_at_least_one_key, more=more)
    return Either(wanted, example, several=List(kind, _any_of, unique=True), mapped=mapped)


ACTORS = Named("actors", "a list of actors, or a map of any, all, only", "{any: [government]}", set_of(ACTOR))
WORDS = Named("words", "a list of words, or a map of any, all, only", "[air-strike]", set_of(WORD))
STATUS = set_of(one_word_of(MOVEMENT_STATUS))


def _filter(values: dict[str, Any]) -> Filter:
    return Filter(**values)


FILTER = Named(
    "filter",
    "a filter",
    "{by: [government]}",
    Map(
        {
            "by": Key(ACTORS, "Who did it."),
            "against": Key(ACTORS, "To whom it was done."),
            "between": Key(ACTORS, "Between whom it was."),
            "what": Key(WORDS, "The kind of event."),
            "status": Key(STATUS, "The rung of a movement of aid."),
        },
        _filter,
        "a filter",
        "{by: [government]}",
    ),
)


def _check_measure(here: Field, values: dict[str, Any]) -> None:
    """Refuse a mix of incidents and tallies, and a sum of tallies over sources."""
    kinds = values.get("records") or ()
    if "tallies_of" in values and any(kind != "tally" for kind in kinds):
        here.fault("E-AGR-011", seen=f"the tallies of one source with the records {', '.join(kinds)}")
    elif "tally" in kinds and "tallies_of" not in values:
        here.fault("E-AGR-011", seen="the tallies of every source, since tallies_of names none")


def _measure(values: dict[str, Any]) -> Measure:
    tallies_of = values.get("tallies_of", "")
    return Measure(
        unit=values["unit"],
        kinds=("tally",) if tallies_of else values.get("records", ("report",)),
        filters=values.get("filter", (Filter(),)),
        tallies_of=tallies_of,
        coverage=values.get("coverage"),
    )


def _alone(value: Any) -> tuple[Any, ...]:
    return (value,)


_KIND = one_word_of(RECORD_KINDS)

COVERAGE = Named(
    "coverage",
    "what must be covered",
    "{watchers: [ucdp], sees: [killed]}",
    Map(
        {
            "watchers": Key(List(SPEAKER, unique=True), "Whose watches are accepted."),
            "sees": Key(List(WORD, unique=True), "What they must be able to see."),
            "share": Key(fraction(1), "Of the area's day that they must cover."),
        },
        lambda values: CoverageRule(**values),
        "what must be covered",
        "{watchers: [ucdp], sees: [killed], share: 3/4}",
    ),
)
MEASURE = Named(
    "measure",
    "a measure",
    "{unit: killed}",
    Map(
        {
            "unit": Key(WORD, "What is counted; `incidents` counts each record as one.", required=True),
            "records": Key(
                Either(
                    "a kind of record or a list of kinds",
                    "report",
                    single=Made(_KIND, _alone),
                    several=List(_KIND, unique=True),
                ),
                "The kinds of record that are counted; reports unless it says otherwise.",
            ),
            "filter": Key(
                Either(
                    "a filter or a list of filters",
                    "{by: [government]}",
                    several=List(FILTER),
                    mapped=Made(FILTER, _alone),
                ),
                "Which of them are counted; a list means any of its filters.",
            ),
            "tallies_of": Key(SPEAKER, "Measure this source's own tallies instead of incidents."),
            "coverage": Key(COVERAGE, "Where silence counts for this measure; else as the reading says."),
        },
        _measure,
        "a measure",
        "{unit: killed}",
        check=_check_measure,
    ),
)
