"""What was chosen in a form, as records: a decision on a standing, a determination, a step."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.centre.access import Viewer
from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.centre.web._typed import moment_from_typed
from ceasefire.incidents import MOVES
from ceasefire.incidents.dossier import Incident
from ceasefire.records import CALL_OUTCOMES, QUESTIONS
from ceasefire.times import text_from_instant, zone_from_text

# What a question about an incident may be determined to be; "named" asks for whom.
VIEWS_OF = {
    "happened": ("yes", "no", "unverifiable"),
    "who": ("named", "not-identifiable"),
    "permitted": ("yes", "no", "outside"),
}
ON_INCIDENT = ("notified", "pre-notice", "call", "stopped", "reviewer-named", "lessons")
# Which steps a complaint may take from a stage of the docket; nothing that is closed opens again by a step.
ON_COMPLAINT: Mapping[str, tuple[str, ...]] = {
    "received": ("admitted", "not-admitted"),
    "not-admitted": ("admitted", "closed"),
    "admitted": ("notified", "inquiry", "not-admitted", "closed"),
    "notified": ("notified", "inquiry", "remedy", "closed"),
    "answered": ("inquiry", "remedy", "closed"),
    "inquiry": ("remedy", "closed"),
    "found": ("inquiry", "remedy", "closed"),
    "remedy": ("closed",),
    "closed": (),
}
_MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Asks:
    """What was typed that cannot be entered: the field, and why, in words."""

    field: str
    why: str


class NotEnteredError(Exception):
    """Nothing was entered; `faults` say why, `clash` that somebody decided in the meantime."""

    def __init__(self, faults: Iterable[Asks], *, clash: bool = False) -> None:
        """Keep what is wrong."""
        super().__init__()
        self.faults = tuple(faults)
        self.clash = clash


def standing_content(asked: Seen, form: Mapping[str, str], key: str, standing: str, seen: int) -> dict[str, Any]:
    """Return the record that moves a standing, as JSON.

    Args:
        asked: By whom.
        form: `to`, `why`.
        key: Of the record that it is about.
        standing: Where that record stands.
        seen: How many decisions on it whoever decides had seen.

    Raises:
        NotEnteredError: The table has no such move for that role.
    """
    say, viewer, to = asked.names.language.say, asked.viewer, form.get("to", "")
    if not any(row.role == viewer.decides_as and standing in row.origins and row.to == to for row in MOVES):
        raise NotEnteredError([Asks("to", say("Choose one of the moves that the table allows from here."))])
    details = {"record": key, "to": to, "role": viewer.decides_as, "reviewer": viewer.pseudonym}
    ident = _ident("standing", key, to, viewer.pseudonym, str(seen))
    return _content(asked, form, "standing", ident) | {"standing": "corroborated"} | details


def determination_content(asked: Seen, form: Mapping[str, str], incident: Incident) -> dict[str, Any]:
    """Return a side's formal view of a question about an incident, as JSON: the next version of its view of that.

    Args:
        asked: By whom.
        form: `question`, `view`, `by` (of "named": actors with commas), `operator`, `why`.
        incident: What it is about; the view is held over the time that its accounts tell.

    Raises:
        NotEnteredError: The question has no such view, or whom it names is missing.
    """
    say, question, view = asked.names.language.say, form.get("question", ""), form.get("view", "")
    if question not in QUESTIONS or view not in VIEWS_OF[question]:
        raise NotEnteredError([Asks("view", say("Choose what you determine."))])
    by = [each for each in form.get("by", "").split(",") if each]
    known = set(asked.names.actors)
    if (question, view) == ("who", "named") and (not by or set(by) - known):
        raise NotEnteredError([Asks("by", say("Say whom you name."))])
    ident = determination_ident(incident.id, question)
    content = _content(asked, form, "determination", ident) | {
        "version": next_version(asked, ident),
        "standing": "screened",  # it is the side's own view, under the side's own signature
        "incident": incident.id,
        "when": _over(asked, incident),
        "question": question,
        "view": view,
    }
    if (question, view) == ("who", "named"):
        content["who"] = {"by": {"all_of" if form.get("operator") == "all_of" else "any_of": by}}
    return content


def step_content(asked: Seen, form: Mapping[str, str], about: str, allowed: Iterable[str], seen: int) -> dict[str, Any]:
    """Return a step in handling an incident or a complaint, as JSON.

    Args:
        asked: By whom.
        form: `step`, `addressee`, `due`, `outcome`, `when`, `why`.
        about: The incident's id, or the complaint's key.
        allowed: Steps that it may take now.
        seen: How many steps whoever decides had seen.

    Raises:
        NotEnteredError: Something cannot be entered.
    """
    say, step = asked.names.language.say, form.get("step", "")
    faults = [] if step in tuple(allowed) else [Asks("step", say("Choose a step that it can take now."))]
    content = _content(asked, form, "step", _ident("step", about, step, str(seen)))
    content |= {"standing": "corroborated", "about": about, "step": step}
    if addressee := form.get("addressee", ""):
        if addressee not in asked.names.actors:
            faults.append(Asks("addressee", say("The agreement names nobody so.")))
        content["addressee"] = {"all_of": [addressee]}
    for field in ("due", "when"):
        if told := form.get(field, ""):
            instant = _instant(asked, told)
            if instant is None:
                faults.append(Asks(field, say("A day and an hour are written as 2016-09-17T19:00.")))
            elif field == "due":
                content["due"] = instant.isoformat()
            else:
                until = instant + dt.timedelta(minutes=1)
                content["when"] = {"from": instant.isoformat(), "to": until.isoformat(), "how": "sometime"}
    if step == "call" and form.get("outcome") in CALL_OUTCOMES:
        content["outcome"] = form["outcome"]
    if step == "notified" and not ("due" in content and "addressee" in content):
        faults.append(Asks("due", say("Say who was notified, and until when an answer is asked for.")))
    if faults:
        raise NotEnteredError(faults)
    return content


def next_version(asked: Seen, ident: str) -> int:
    """Return the next version of one's own record of that id."""
    own = [
        each.version for each in asked.desk.inputs.records if each.source == asked.viewer.source and each.id == ident
    ]
    return max(own, default=0) + 1


def determination_ident(incident: str, question: str) -> str:
    """Return the id of a source's determination on a question about an incident."""
    return _ident("determination", incident, question)


def _content(asked: Seen, form: Mapping[str, str], kind: str, ident: str) -> dict[str, Any]:
    why = form.get("why", "").strip()
    if len(why) > _MOST_WORDS:
        raise NotEnteredError([Asks("why", asked.names.language.say("These are too many words."))])
    text = {"text": {asked.names.language.code: why}} if why else {}
    return {"kind": kind, "id": ident, "version": 1} | text


def _ident(kind: str, *of: str) -> str:
    """Return an id that says nothing, alike for the same decision from the same state: sent twice, it stands once."""
    return f"{kind}-{hashlib.sha256(chr(0).join(of).encode()).hexdigest()[:16]}"


def _over(asked: Seen, incident: Incident) -> dict[str, str]:
    """Return the time of an incident; where no account tells one, the minute in which it is judged."""
    times = [each.when for each in incident.counted if each.when]
    earliest = min((each.earliest for each in times), default=asked.desk.asked.as_of)
    latest = max((each.latest for each in times), default=earliest + 60)
    return {"from": text_from_instant(earliest), "to": text_from_instant(latest), "how": "throughout"}


def _instant(asked: Seen, text: str) -> dt.datetime | None:
    """Return an instant typed by the agreement's clock."""
    return moment_from_typed(text, zone_from_text(asked.desk.inputs.agreement.zone))


def speaks_for(viewer: Viewer) -> bool:
    """Return whether decisions can be entered by an account: never by who was made to sign in."""
    return bool(viewer.source and viewer.pseudonym) and not viewer.duress
