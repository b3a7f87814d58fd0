"""The list's rows: what each incident is called, when and where, who counts how many, and where its questions stand."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.centre.seen.filters import Chosen, Within
from ceasefire.incidents import COUNTED
from ceasefire.incidents.dossier import Conclusion, Incident, conclusions_of
from ceasefire.publish._evidence import counts_in_words, place_in_words
from ceasefire.publish.incidents._codes import QUESTIONS, STATE_SIGNS, STATES
from ceasefire.publish.words import EVENTS, NameBook, word

MOST_COUNTS = 4


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a question stands: its words, a shape, the state in words."""

    question: str
    code: str
    sign: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident in the list. `when` and `place` are empty where no account tells it; counts are by source."""

    id: str
    what: str
    place: str
    when: str
    within: Within
    stands: tuple[Stand, ...]
    counts: tuple[tuple[str, str], ...]
    more_counts: int
    reports: int
    unscreened: bool
    maybe: bool


def row_of(asked: Seen, chosen: Chosen) -> Row:
    """Return the row of an incident."""
    names, incident, situation = asked.names, chosen.incident, asked.desk.situation
    told = [*incident.accounts, *incident.findings]
    counts = [(names.actor(each.speaker), counts_in_words(names, each.counts)) for each in told if each.counts]
    kinds = [kind for each in incident.counted if each.kind == "report" for kind in each.what.members]
    places = [place_in_words(names, each.where) for each in incident.counted if each.where]
    return Row(
        id=incident.id,
        what=word(names.language, EVENTS, _most(kinds)) if kinds else "",
        place=_most(places),
        when=_when(names, incident),
        within=chosen.within,
        stands=stands_of(names, conclusions_of(incident, situation)),
        counts=tuple(counts[:MOST_COUNTS]),
        more_counts=max(0, len(counts) - MOST_COUNTS),
        reports=len(incident.accounts),
        unscreened=not any(situation.known.standing_of(each) in COUNTED for each in incident.accounts),
        maybe=bool(incident.maybe or incident.contradictions),
    )


def stands_of(names: NameBook, conclusions: tuple[Conclusion, ...]) -> tuple[Stand, ...]:
    """Return where the three questions stand, in words."""
    language = names.language
    return tuple(
        Stand(
            word(language, QUESTIONS, each.question),
            each.state,
            STATE_SIGNS.get(each.state, "□"),
            word(language, STATES, each.state),
        )
        for each in conclusions
    )


def _most(found: list[str]) -> str:
    return max(sorted(set(found)), key=found.count) if found else ""


def _when(names: NameBook, incident: Incident) -> str:
    """Return the narrowest time that an account gives."""
    timed = [each.when for each in incident.counted if each.when]
    narrow = min(timed, key=lambda each: (each.latest - each.earliest, each.earliest), default=None)
    return names.language.interval(narrow.earliest, narrow.latest) if narrow else ""
