"""Every subject with who says what since when: contradictions side by side, amended versions beneath the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ceasefire.centre.live import View
from ceasefire.centre.pages.statements._filters import Wanted, matches
from ceasefire.publish._evidence import Words, latest
from ceasefire.publish._sides import Position, Subject, position_of, subjects_of
from ceasefire.publish.words import NameBook, mark
from ceasefire.records import Record

_KINDS = ("statement", "determination", "finding")
# What a column of a contradicted subject says, in the order of the columns.
CLAIMS = {
    "yes": mark("asserts or accepts it"),
    "met": mark("determines: met"),
    "partly-met": mark("determines: partly met"),
    "no": mark("denies it"),
    "not-met": mark("determines: not met"),
    "ended": mark("says that it has ended"),
    "open": mark("neither asserts nor denies it"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A position with its versions.

    Attributes:
        position: The newest version that is known; of one that was taken back, the last.
        earlier: The versions before it, newest first: an amendment hides nothing.
        taken_back: Its source has taken it back.
        unscreened: Nobody has looked at it yet.
        own: The viewer's source said it, and may amend it.
    """

    position: Position
    earlier: tuple[Position, ...]
    taken_back: bool
    unscreened: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """What some say of a subject, and who they are; `says` is the shape."""

    says: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A subject and what is said of it; contradicted ones have a column for each claim."""

    kind: str
    key: str
    title: Words
    contradicted: bool
    columns: tuple[Columns, ...]
    entries: tuple[Entry, ...]


def heard_of(view: View, names: NameBook, wanted: Wanted, source: str) -> tuple[Heard, ...]:
    """Return the subjects on which somebody holds a position that was asked for.

    Args:
        view: What the viewer sees.
        names: In the page's language.
        wanted: By the address. Whether a subject is contradicted does not depend on it.
        source: The viewer's own, whose statements may be amended; empty: none.
    """
    known = view.desk.situation.known
    versions = _versions((*known.earlier, *known.records))
    newest = latest(known.records)
    gone = {key: versions[key][-1] for key in known.withdrawn if key in versions and key not in newest}
    standing = {(each.kind, each.key): each for each in subjects_of(names, newest)}
    found = []
    for subject in subjects_of(names, newest | gone):
        about = _spoken_of(subject, newest)
        told = [*(position_of(names, each) for each in about), *subject.positions]
        now = standing.get((subject.kind, subject.key))
        kept = [
            _entry(each, names, versions[each.key], source=source, view=view)
            for each in told
            if any(matches(wanted, one, (subject.kind, subject.key), names.language) for one in versions[each.key])
        ]
        if kept:
            contradicted = bool(now and now.contradicted) or _differs([*about], now)
            found.append(_heard(names, subject, kept, newest, contradicted=contradicted))
    return tuple(found)


def _versions(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return every known version of every position, in order."""
    found: dict[str, list[Record]] = {}
    told = [each for each in records if each.kind in _KINDS and not each.withdrawn]
    for each in sorted(told, key=lambda one: (one.key, one.version, one.position)):
        found.setdefault(each.key, []).append(each)
    return found


def _spoken_of(subject: Subject, records: Mapping[str, Record]) -> tuple[Record, ...]:
    """Return the position that others speak of, where the subject is itself one: it stands first among them."""
    about = records.get(subject.key) if subject.kind == "record" else None
    return (about,) if about and about.kind in _KINDS else ()


def _differs(about: list[Record], now: Subject | None) -> bool:
    """Return whether somebody denies what the subject itself says."""
    return bool(about) and now is not None and any(each.says in ("no", "ended") for each in now.positions)


def _entry(position: Position, names: NameBook, versions: list[Record], *, source: str, view: View) -> Entry:
    known = view.desk.situation.known
    record = versions[-1]
    return Entry(
        position,
        tuple(position_of(names, each) for each in reversed(versions[:-1])),
        position.key in known.withdrawn,
        known.standing_of(record) == "received",
        bool(source) and record.source == source and record.kind in ("statement", "determination"),
    )


def _heard(
    names: NameBook, subject: Subject, entries: list[Entry], records: Mapping[str, Record], *, contradicted: bool
) -> Heard:
    columns = (
        tuple(
            Columns(says, found)
            for says in CLAIMS
            if (found := tuple(each for each in entries if each.position.says == says))
        )
        if contradicted
        else ()
    )
    title = subject.title
    about = records.get(subject.key) if subject.kind == "record" else None
    if about is not None and not any(about.text):
        title = replace(title, text=names.actor(about.speaker), language=names.language.code)
    elif about is not None and about.kind in _KINDS:
        said = position_of(names, about)
        told = names.language.say("{speaker}: {words}", speaker=said.speaker, words=said.words.text)
        title = Words(told, said.words.language)
    return Heard(subject.kind, subject.key, title, contradicted and len(columns) > 1, columns, tuple(entries))
