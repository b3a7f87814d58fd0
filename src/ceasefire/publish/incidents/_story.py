"""One incident as it was known at several moments, side by side; and its mistake file by itself."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.incidents.dossier import Conclusion, Incident, Situation, conclusions_of
from ceasefire.publish._evidence import plain
from ceasefire.publish.incidents._codes import QUESTIONS, STATE_SIGNS, STATES
from ceasefire.publish.incidents._dossier import title_of
from ceasefire.publish.incidents._handling import timeline_section
from ceasefire.publish.incidents._moment import KnownAt
from ceasefire.publish.incidents._page import Grid, Section
from ceasefire.publish.words import UNITS, NameBook, names_of, word


def story_section(
    known: Sequence[tuple[KnownAt, Situation, Incident]], lang: str, unit: str = "killed", handling: str = ""
) -> tuple[Section, ...]:
    """Return how an incident was known from moment to moment, and how it was handled as known at the last.

    Args:
        known: The incident as derived at each moment, in the order of time; at least one.
        lang: `en`, `ar` or `ru`.
        unit: Whose counts are shown, each as its source printed it.
        handling: `mistake`: with the mistake file.
    """
    names = names_of(known[-1][1].agreement, lang)
    language, say = names.language, names.language.say
    columns = (
        say("As known at"),
        *(word(language, QUESTIONS, each) for each in QUESTIONS),
        word(language, UNITS, unit),
    )
    rows = tuple(
        (
            language.instant(moment.as_of),
            *(_state(names, each) for each in conclusions_of(incident, situation)),
            _counts(names, incident, unit),
        )
        for moment, situation, incident in known
    )
    _, situation, incident = known[-1]
    sections = (Section(title_of(names, incident), grid=Grid(columns, rows)),)
    return (*sections, timeline_section(names, incident, situation)) if handling == "mistake" else sections


def _state(names: NameBook, conclusion: Conclusion) -> str:
    sign = STATE_SIGNS.get(conclusion.state, "")
    text = word(names.language, STATES, conclusion.state)
    named = [names.choice(each) for each in conclusion.actors if each.operator != "unknown"]
    if conclusion.state in ("claimed", "found") and named:
        text = names.language.say("{state}: {who}", state=text, who=names.language.say("; ").join(named))
    return f"{sign} {text}" if sign else text


def _counts(names: NameBook, incident: Incident, unit: str) -> str:
    """Return each source's number as printed; numbers of different sources are never added."""
    told = [*incident.counted, *incident.findings]
    counts = [count for each in told for count in each.counts if count.unit == unit]
    printed = [plain(each.as_printed) or names.language.number(each.low) for each in counts]
    return names.language.say("; ").join(dict.fromkeys(printed))
