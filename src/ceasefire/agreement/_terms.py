"""Instruments, terms with their readings, milestones."""

from __future__ import annotations

from typing import Any

from ceasefire.agreement._fields._ids import (
    AREA,
    COLLECTIVE,
    INSTRUMENT,
    PARTY,
    SPEAKER,
    TERM,
    Defines,
    define_items,
    member_of,
    reading_of,
)
from ceasefire.agreement._fields._kinds import Key, List, Map, Table
from ceasefire.agreement._fields._nodes import Field, Reference
from ceasefire.agreement._fields._scalars import FLAG, TEXT, one_word_of, whole
from ceasefire.agreement._fields._times import INSTANT, LENGTH, TIME_OF_DAY, ZONE
from ceasefire.agreement._forms import FORM
from ceasefire.agreement._measures import ACTORS, COVERAGE
from ceasefire.agreement._model import (
    AUTHORITIES,
    STANDINGS,
    ActRules,
    FindingRule,
    Instrument,
    Milestone,
    MilestoneSet,
    Reading,
    StandingRule,
    Term,
    Vagueness,
)
from ceasefire.agreement._parts import CITATION, NAME, identified
from ceasefire.times import Duration, text_from_instant

_SOURCE = Key(CITATION, "Who says so, when, where.")


def _check_instrument(here: Field, values: dict[str, Any]) -> None:
    begins, ends, lasts = (values.get(name) for name in ("begins", "ends", "lasts"))
    if isinstance(lasts, Duration) and lasts.months and "ends" not in values:
        here.notes.months.append((here, lasts.text))
    if begins is None:
        return
    if ends is not None and ends <= begins:
        (here.get("ends") or here).fault("E-AGR-004", begins=text_from_instant(begins), ends=text_from_instant(ends))
    elif ends is not None and isinstance(lasts, Duration) and lasts.seconds not in (0, ends - begins):
        seen = f'"{lasts.text}" and another end'
        (here.get("lasts") or here).refuse("an end and a length that agree", "lasts: 48 hours", seen=seen)


def _instrument(values: dict[str, Any]) -> Instrument:
    lasts = values.get("lasts", Duration())
    begins = values.get("begins")
    ends = values.get("ends", begins + lasts.seconds if begins is not None and lasts.seconds else None)
    rules = values.get("acts", ActRules())
    source = values.get("source")
    return Instrument(values["id"], values["name"], values["binds"], begins, ends, rules, source)


_ACTS = Map(
    {
        name: Key(ACTORS, f"Whose recorded act suffices to {name}.")
        for name in ("extend", "reset", "suspend", "resume", "end")
    },
    lambda values: ActRules(**values),
    "whose act suffices",
    "{extend: {all: [united-states, russia]}}",
)
INSTRUMENTS = List(
    Map(
        {
            **identified("instrument"),
            "binds": Key(List(PARTY, unique=True), "The parties it binds.", required=True),
            "begins": Key(INSTANT, "The instant at which it takes effect; without it, it has not begun."),
            "ends": Key(INSTANT, "The instant at which it ends; without ends or lasts it is open."),
            "lasts": Key(LENGTH, "Its length, instead of an end."),
            "source": _SOURCE,
            "acts": Key(_ACTS, "Whose recorded act suffices."),
        },
        _instrument,
        "an instrument",
        '{id: arrangement, name: Arrangement, binds: [government], begins: "2016-09-12T19:00:00+03:00"}',
        check=_check_instrument,
    )
)


def _check_standing(here: Field, values: dict[str, Any]) -> None:
    default = StandingRule()
    sure, possible = values.get("sure", default.sure), values.get("possible", default.possible)
    if sure and possible and STANDINGS.index(sure) < STANDINGS.index(possible):
        here.fault("E-AGR-007", sure=sure, possible=possible)


_STANDING = Map(
    {
        "sure": Key(one_word_of(STANDINGS), "From this standing on a record is sure."),
        "possible": Key(one_word_of(STANDINGS), "From this standing on it counts as possible."),
    },
    lambda values: StandingRule(**values),
    "standings",
    "{sure: corroborated, possible: screened}",
    check=_check_standing,
)
_FINDINGS = Map(
    {
        "bodies": Key(List(SPEAKER, unique=True), "Whose findings count."),
        "permitted": Key(one_word_of(("counted", "excluded")), "What was found permitted is counted, or not."),
    },
    lambda values: FindingRule(values.get("bodies", ()), values.get("permitted") == "excluded"),
    "whose findings count",
    "{bodies: [un-coi], permitted: excluded}",
)
_VAGUE = Map(
    {
        "days": Key(whole(0, 100_000), "At most so many days long."),
        "place_m": Key(whole(0, 21_000_000, "150000"), "At most so many metres in radius."),
    },
    lambda values: Vagueness(**values),
    "how vague a record may be",
    "{days: 7, place_m: 150000}",
)


def _check_valid(here: Field, values: dict[str, Any]) -> None:
    start, end = values.get("from"), values.get("until")
    if start is not None and end is not None and end <= start:
        (here.get("until") or here).fault("E-TIME-005", start=text_from_instant(start), end=text_from_instant(end))


_VALID = Map(
    {
        "from": Key(INSTANT, "Days before are not applicable."),
        "until": Key(INSTANT, "Days after are not applicable."),
    },
    lambda values: (values.get("from"), values.get("until")),
    "from and until",
    '{from: "2016-09-12T19:00:00+03:00"}',
    check=_check_valid,
)


def _check_reading(here: Field, values: dict[str, Any]) -> None:
    authority = values.get("authority")
    source = here.get("source")
    if authority in (None, "illustration"):
        return
    if source is None:
        here.fault("E-AGR-010", authority=authority, missing="source")
    elif values.get("source") and not values["source"].date:
        here.fault("E-AGR-010", authority=authority, missing="date")


def _reading(values: dict[str, Any]) -> Reading:
    valid_from, valid_until = values.pop("valid", (None, None))
    return Reading(
        names=values.pop("name"),
        day_begins_s=values.pop("day_begins", None),
        valid_from=valid_from,
        valid_until=valid_until,
        **values,
    )


_TAKES = Table(
    COLLECTIVE,
    "a map from a collective to some of its members",
    "{syrian-insurgents: [opposition]}",
    lambda collective: List(member_of(collective), unique=True),
)
_READINGS = List(
    Map(
        {
            "id": Key(Defines(), "Small letters, digits and hyphens.", required=True),
            "name": NAME,
            "authority": Key(one_word_of(AUTHORITIES), "By whose authority it is read so.", required=True),
            "source": _SOURCE,
            "instrument": Key(INSTRUMENT, "The instrument whose period it is judged in.", required=True),
            "zone": Key(ZONE, "The agreement's unless it says otherwise."),
            "day_begins": Key(TIME_OF_DAY, "The agreement's unless it says otherwise."),
            "areas": Key(List(AREA, unique=True), "Where; everywhere unless it says otherwise."),
            "areas_mode": Key(one_word_of(("together", "each")), "One clock for all areas at once, or one for each."),
            "takes": Key(_TAKES, "For whom this reading takes a collective."),
            "standing": Key(_STANDING, "Which records are sure, and which possible."),
            "findings": Key(_FINDINGS, "Whose findings count."),
            "coverage": Key(COVERAGE, "Where silence counts."),
            "vague": Key(_VAGUE, "A vaguer record is set aside."),
            "valid": Key(_VALID, "When this version is in force."),
            "form": Key(FORM, "What it asks for.", required=True),
        },
        _reading,
        "a reading",
        "{id: half-of-before, name: Half, authority: illustration, instrument: arrangement, form: …}",
        check=_check_reading,
    ),
    least=0,
)


def _check_term(here: Field, _values: dict[str, Any]) -> None:
    named = here.get("id")
    define_items(here.get("readings"), f"reading:{named.text if named else ''}")


TERMS = List(
    Map(
        {
            **identified("term"),
            "text": Key(TEXT, "The quoted words.", required=True),
            "source": Key(CITATION, "Where they stand.", required=True),
            "readings": Key(_READINGS, "Its formal interpretations."),
        },
        lambda v: Term(v["id"], v["name"], v["text"], v["source"], v.get("readings", ())),
        "a term",
        '{id: reduced-violence, name: Less violence, text: "…", source: {speaker: …}}',
        check=_check_term,
    )
)


def _check_need(here: Field, values: dict[str, Any]) -> None:
    term, reading = values.get("term"), here.get("reading")
    if term and reading and values.get("reading"):
        kind = reading_of(term)
        here.notes.references.append(Reference(kind.scopes, kind.wanted, values["reading"], reading.where))


_NEED = Map(
    {
        "term": Key(TERM, "The term.", required=True),
        "reading": Key(Defines(), "Its reading.", required=True),
    },
    lambda values: (values["term"], values["reading"]),
    "a term and its reading",
    "{term: reduced-violence, reading: half-of-before}",
    check=_check_need,
)
_SET = Map(
    {
        "id": Key(Defines(), "Small letters, digits and hyphens.", required=True),
        "name": NAME,
        "same_days": Key(FLAG, "All must hold in the same run of days."),
        "needs": Key(List(_NEED), "All of these.", required=True),
    },
    lambda v: MilestoneSet(v["id"], v["name"], v["needs"], v.get("same_days", False)),
    "a set of needs",
    "{id: as-quoted, name: As quoted, needs: [{term: reduced-violence, reading: half-of-before}]}",
)


def _check_milestone(here: Field, _values: dict[str, Any]) -> None:
    named = here.get("id")
    define_items(here.get("sets"), f"set:{named.text if named else ''}")


MILESTONES = List(
    Map(
        {
            **identified("milestone"),
            "source": _SOURCE,
            "sets": Key(List(_SET), "It becomes available when one of these holds.", required=True),
        },
        lambda v: Milestone(v["id"], v["name"], v["sets"], v.get("source")),
        "a milestone",
        "{id: jic, name: Centre, sets: […]}",
        check=_check_milestone,
    ),
    least=0,
)
