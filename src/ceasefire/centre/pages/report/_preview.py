"""What will be read by whom: the core by all sides, the sealed parts by those named, before and after filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ceasefire.agreement import Agreement, regions_of
from ceasefire.centre.access import RULES, Viewer
from ceasefire.centre.filing.entering import readers_of, signing_team
from ceasefire.centre.pages.report._choices import BASES, DONE, HOW
from ceasefire.ledger.entries import File, core_from_record, record_from_core
from ceasefire.publish._evidence import Line, record_lines
from ceasefire.publish.words import EVENTS, UNITS, NameBook, Voice, mark, word
from ceasefire.records import Answer, Complaint, Record, Watch

_PARTS = {
    "position": mark("the exact place"),
    "narrative": mark("the words, and numbers as printed"),
    "attachment": mark("an attachment, without its metadata"),
    "original": mark("an attachment as it was handed in"),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A part that stays sealed: what it is, what its author reads in it, and who can open it."""

    what: str
    readers: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A record before it is filed: the line that all sides will read, and what stays sealed for whom."""

    line: Line
    how: str
    more: tuple[tuple[str, str], ...]
    sealed: tuple[Sealed, ...]
    released: tuple[str, ...]
    signed_by: str
    taken_in: bool


def preview_of(viewer: Viewer, record: Record, files: Sequence[File], agreement: Agreement, names: NameBook) -> Preview:
    """Return what all sides will read of a record, and what stays sealed."""
    core, parts = core_from_record(record, regions_of(agreement))
    team = signing_team(viewer)
    own, words = names_of_teams(names, [team]), names_of_teams(names, readers_of(record, team))
    sealed = []
    if "position" in parts and record.where is not None:
        shown = [
            f"{record.where.lat}, {record.where.lon}",
            names.language.say("within {n} m", n=str(record.where.radius_m)),
        ]
        lines = tuple(shown) if record.where.lat is not None else ()
        sealed.append(Sealed(part_in_words(names.language, "position"), own, lines))
    if "narrative" in parts:
        texts = tuple(text for _, text in record.text)
        sealed.append(Sealed(part_in_words(names.language, "narrative"), words, texts))
    sealed += [Sealed(part_in_words(names.language, "attachment"), own, (each.name,)) for each in files]
    (line,) = record_lines(names, [record.key], {record.key: record_from_core(core, 0, 0)})
    how = names.language.say(HOW[record.when.how]) if record.when else ""
    return Preview(
        line,
        how,
        _more(names, record),
        tuple(sealed),
        released_in_words(names.language, record.kind),
        own,
        team != viewer.team,
    )


def _more(names: NameBook, record: Record) -> tuple[tuple[str, str], ...]:
    """Return what else of a record all sides will read, each with its name."""
    say, found = names.language.say, []
    if record.basis:
        found.append((say("Seen, heard or told"), say(BASES[record.basis])))
    if record.origin:
        found.append((say("Origin of the knowledge"), names.actor(record.origin)))
    if record.incidents:
        found.append((say("Incident"), names.language.list(record.incidents)))
    match record.details:
        case Complaint(number, addressee, _, term):
            found += [(say("Number"), number), (say("Put to"), names.choice(addressee))]
            found += [(say("Term"), names.term(term))] if term else []
        case Answer(complaint):
            found.append((say("Answers"), complaint))
        case Watch(sees, done):
            kinds = (word(names.language, EVENTS | UNITS, each) for each in sees)
            found += [
                (say("Would have seen"), names.language.list(kinds)),
                (say("Done"), say(DONE["yes" if done else "no"])),
            ]
        case _:
            pass
    return tuple(found)


def released_in_words(language: Voice, kind: str) -> tuple[str, ...]:
    """Return the release rule of a kind in sentences: when parties, then observers, may read what is not sealed."""
    rule = RULES[kind]
    told = []
    for hours, at_once, later, never in (
        (
            rule.parties,
            mark("The sides and the guarantors read it at once."),
            mark("The sides and the guarantors read it after {n} hours."),
            mark("The sides and the guarantors do not read it here."),
        ),
        (
            rule.observers,
            mark("Observers read it at once, no finer than the agreement's areas."),
            mark("Observers read it after {n} hours, no finer than the agreement's areas."),
            mark("Observers do not read it."),
        ),
    ):
        told.append(language.say(never if hours is None else later if hours else at_once, n=str(hours or 0)))
    if rule.over:
        told.append(language.say("Outside the mission it is read only once it is over."))
    return tuple(told)


def part_in_words(language: Voice, name: str) -> str:
    """Return what a sealed part of an entry is."""
    kind = name.split("-", maxsplit=1)[0]
    return language.say(_PARTS[kind]) if kind in _PARTS else name


def names_of_teams(names: NameBook, teams: Sequence[str]) -> str:
    """Return teams in words; the mission is nobody whom an agreement names."""
    say = names.language.say
    return names.language.list(say("the mission") if each == "mission" else names.actor(each) for each in teams)
