"""A ledger in memory, and the desk of an operator who holds its key and can write any copy that keys allow."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.attacks.small import records, report

from ceasefire.ledger import LogKey, TeamKey, new_log_key, new_team_key
from ceasefire.ledger.copies import (
    Batch,
    Expected,
    ExportFile,
    Facts,
    WitnessState,
    cosign_copy,
    export_files,
    read_folder,
    verify_copy,
)
from ceasefire.ledger.entries import (
    Author,
    File,
    OpenPart,
    Part,
    SealedPart,
    Submission,
    enter_agreement,
    enter_key,
    enter_opening,
    enter_record,
    enter_redaction,
    enter_withdrawal,
    leaf_bytes,
    open_part,
    seal_part,
    submit,
)
from ceasefire.ledger.notes import Checkpoint, Note, ProofFile, Signature, cosign
from ceasefire.ledger.tree import WIDTH, grow, inclusion_proof, leaf_hash, root_at
from ceasefire.problems import Problem, Refused

ORIGIN = "t.example/l"
NOTHING = Expected()
START = 1_474_300_800  # 2016-09-19T16:00:00Z
MINUTE = 60


class Dice:
    """Random bytes that are the same in every run."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.thrown = 0

    def __call__(self, count: int) -> bytes:
        """Return the next bytes."""
        self.thrown += 1
        return hashlib.shake_256(f"{self.seed} {self.thrown}".encode()).digest(count)


@functools.cache
def team(name: str, number: int = 1) -> TeamKey:
    """Return a team's keys, the first or a later pair."""
    return new_team_key(name, Dice(f"{name} {number}"))


@functools.cache
def log_key(number: int = 1, origin: str = ORIGIN) -> LogKey:
    """Return the log's key, the first or another."""
    return new_log_key(origin, Dice(f"log {number}"))


def author(name: str, number: int = 1, origin: str = ORIGIN) -> Author:
    """Return a team that hands in."""
    return Author(team(name, number), origin, Dice(f"author {name} {number} {origin}"))


class DictFiles:
    """A folder in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> frozenset[str]:
        """Return the paths of all files."""
        return frozenset(self.files)

    def read(self, path: str) -> bytes:
        """Return the bytes."""
        return self.files[path]


@dataclass
class MemoryCopy:
    """A ledger as its operator has it: any leaves, any parts, any notes."""

    leaves: tuple[bytes, ...]
    parts: Mapping[int, tuple[Part, ...]]
    checkpoint: Note
    checkpoints: Mapping[int, Note] = field(default_factory=dict)
    audience: str = ""
    later_cosignatures: Mapping[str, Signature] = field(default_factory=dict)

    def batches(self) -> Iterator[Batch]:
        """Yield the entries, 256 at a time."""
        for first in range(0, len(self.leaves), WIDTH):
            leaves = self.leaves[first : first + WIDTH]
            span = range(first, first + len(leaves))
            yield Batch(first, leaves, {each: self.parts[each] for each in span if each in self.parts})

    def tile(self, level: int, index: int, width: int) -> bytes:
        """Return the tile that the leaves give."""
        return grow({}, 0, [leaf_hash(each) for each in self.leaves])[level, index][: width * 32]

    def signed_texts(self) -> Mapping[str, Note]:
        """Return nothing: this is no folder."""
        return {}


@dataclass(frozen=True)
class Written:
    """An entry at the place that the operator gives it; `position` None is the place where it stands."""

    submission: Submission
    recorded: int
    position: int | None = None


def head_of(leaves: Sequence[bytes], key: LogKey) -> Note:
    """Return the checkpoint over the leaves, signed by the log."""
    tiles = grow({}, 0, [leaf_hash(each) for each in leaves])
    root = root_at(lambda level, index: tiles[level, index], len(leaves))
    return Note.signed(Checkpoint(key.origin, len(leaves), root).text, key.origin, key.sign)


def cosigned(note: Note, *keys: TeamKey, now: int = START) -> Note:
    """Return a checkpoint with these teams' cosignatures."""
    lines = tuple(cosign(note.text, each.team, each.sign, now) for each in keys)
    return replace(note, signatures=(*note.signatures, *lines))


@dataclass(frozen=True)
class Desk:
    """What an operator has: entries in order, parts that were redacted, checkpoints that were cosigned, the key."""

    entries: tuple[Written, ...]
    gone: Mapping[int, frozenset[str]] = field(default_factory=dict)
    checkpoints: Mapping[int, Note] = field(default_factory=dict)
    cosigners: tuple[TeamKey, ...] = ()
    key: LogKey = field(default_factory=log_key)
    parts: Mapping[tuple[int, str], Part | None] = field(default_factory=dict)
    agreement: str | None = None

    def leaves(self) -> tuple[bytes, ...]:
        """Return the leaves of the entries, each with the place that it is given."""
        return tuple(
            leaf_bytes(each.submission, index if each.position is None else each.position, each.recorded)
            for index, each in enumerate(self.entries)
        )

    def copy(self) -> MemoryCopy:
        """Return the ledger, with its newest checkpoint signed anew."""
        leaves = self.leaves()
        parts = {}
        for index, each in enumerate(self.entries):
            kept = [
                self.parts.get((index, part.name), part)
                for part in each.submission.parts
                if part.name not in self.gone.get(index, ())
            ]
            parts[index] = tuple(part for part in kept if part is not None)
        return MemoryCopy(leaves, parts, cosigned(head_of(leaves, self.key), *self.cosigners), self.checkpoints)

    def files(self, audience: str, **more: object) -> dict[str, bytes]:
        """Return an export, its manifest signed; `more` replaces fields of the copy first."""
        copy = replace(self.copy(), **more)  # type: ignore[arg-type]
        sealed = {hashlib.sha256(data).hexdigest(): data for _, data in self._attachments("")}
        due = [hashlib.sha256(data).hexdigest() for _, data in self._attachments(audience)]
        texts = [each.submission.core["text"] for each in self.entries if each.submission.entry.kind == "agreement"]
        text = self.agreement if self.agreement is not None else (texts or [""])[-1]
        return written(
            export_files(
                copy, self.key, audience, agreement=text, redacted={}, attachment=sealed.__getitem__, attachments=due
            )
        )

    def head(self, size: int) -> Note:
        """Return the checkpoint over the first entries."""
        return head_of(self.leaves()[:size], self.key)

    def until(self, size: int) -> Desk:
        """Return the desk as it was when the ledger had so many entries."""
        earlier = {each: note for each, note in self.checkpoints.items() if each < size}
        redactions = [each.submission.core for each in self.entries[:size] if each.submission.entry.kind == "redaction"]
        named = {each["entry"] for each in redactions}
        gone = {position: names for position, names in self.gone.items() if position in named}
        return replace(self, entries=self.entries[:size], checkpoints=earlier, gone=gone)

    def receipt(self, position: int, size: int | None = None) -> ProofFile:
        """Return what the team was given for its entry: the proof in the tree of `size`, or in the newest."""
        leaves = self.leaves()[:size]
        tiles = grow({}, 0, [leaf_hash(each) for each in leaves])
        path = inclusion_proof(lambda level, index: tiles[level, index], position, len(leaves))
        return ProofFile(position, path, head_of(leaves, self.key), leaves[position])

    def _attachments(self, audience: str) -> Iterable[tuple[str, bytes]]:
        for index, each in enumerate(self.entries):
            for name, data in each.submission.attachments:
                head = each.submission.entry.part(name)
                is_due = not audience or (head is not None and audience in head.readers)
                if is_due and name not in self.gone.get(index, ()):
                    yield name, data


def written(files: Iterable[ExportFile]) -> dict[str, bytes]:
    """Return an export as a folder."""
    return {each.path: each.data for each in files}


def resigned(files: Mapping[str, bytes], key: LogKey | None = None, **head: str) -> dict[str, bytes]:
    """Return the folder with a manifest that its operator signed over whatever is in it now."""
    key = key or log_key()
    found = dict(files)
    lines = files["manifest"].decode().partition("\n\n")[0].split("\n")
    first = [lines[0], lines[1], f"for {head['audience']}" if "audience" in head else lines[2], lines[3]]
    if "size" in head:
        first[3] = f"size {head['size']}"
    listed = sorted(each for each in found if each != "manifest" and not each.startswith("cosignatures/"))
    rest = [f"{hashlib.sha256(found[each]).hexdigest()} {len(found[each])} {each}" for each in listed]
    text = "".join(f"{each}\n" for each in (*first, *rest))
    found["manifest"] = str(Note.signed(text, key.origin, key.sign)).encode()
    return found


def verified(files: Mapping[str, bytes], expected: Expected = NOTHING) -> Facts:
    """Return what a folder says of itself, if it is sound."""
    return verify_copy(read_folder(DictFiles(files)), expected)


def fault(files: Mapping[str, bytes], expected: Expected = NOTHING) -> Problem | None:
    """Return the fault that is found in a folder, or None; any other exception is a fault of the program."""
    try:
        verified(files, expected)
    except Refused as refused:
        return refused.problems[0]
    return None


def code(files: Mapping[str, bytes], expected: Expected = NOTHING) -> str:
    """Return the code of the fault that is found in a folder, or an empty text."""
    found = fault(files, expected)
    return found.code if found else ""


def protected(name: str, payload: dict[str, object], readers: Sequence[str], dice: Dice):
    """Return a protected part, sealed for teams."""
    return seal_part(name, payload, [team(each).public for each in readers], dice)


def entry(by: Author, kind: str, core: Mapping[str, object], sealed: Sequence[tuple[object, Part]] = ()) -> Submission:
    """Return an entry of any kind and core, signed."""
    return submit(by.key, by.origin, kind, open_part("core", core, by.random), protected=sealed)  # type: ignore[arg-type]


def one_record(number: int, text: str = "", **more: object):
    """Return a report of some killed at a point, with a narrative."""
    place = {"lat": 35.271234, "lon": 40.131234, "radius_m": 400}
    made = report("2016-09-13", {"low": 1, "best": 1, "high": 2}, where=place, text={"en": text or f"told {number}"})
    return records(made | {"recorded": "2016-09-14T00:00:00Z"} | more, position=number)[0]


def core_dict(number: int, **more: object) -> dict[str, object]:
    """Return a record's core."""
    submission = enter_record(author("mission"), one_record(number), {}, {})
    return submission.core | more


@functools.cache
def opening() -> Submission:
    """Return the first entry: the mission opens the ledger for two parties."""
    return enter_opening(author("mission"), log_key(), [team("us").public, team("ru").public])


@functools.cache
def honest() -> Desk:
    """Return a small honest ledger: eight entries, protected parts, an attachment, a redaction, keys changed."""
    mission, us, ru = author("mission"), author("us"), author("ru")
    to_us = {"position": [team("us").public], "narrative": [team("us").public], "attachment": [team("us").public]}
    submissions = [
        opening(),
        enter_agreement(mission, "agreed: text\n"),
        enter_record(mission, one_record(2), {}, to_us, [File("note.txt", b"seen from the bridge")]),
        enter_record(us, one_record(3), {}, {"narrative": [team("ru").public]}),
        enter_record(ru, one_record(4), {}, {"position": [team("us").public]}),
        enter_key(ru, team("ru", 2).public),
        enter_withdrawal(author("ru", 2), team("ru").public, "retired", "yearly"),
        enter_redaction(mission, 2, ["narrative"], ["head of mission"], "names a child"),
    ]
    entries = tuple(Written(each, START + index * MINUTE) for index, each in enumerate(submissions))
    desk = Desk(entries, {2: frozenset({"narrative"})})
    earlier = {3: cosigned(desk.head(3), team("us")), 5: cosigned(desk.head(5), team("ru"), team("us"))}
    return replace(desk, checkpoints=earlier, cosigners=(team("ru", 2),))


@functools.cache
def export_with_later_cosignature(audience: str = "us") -> dict[str, bytes]:
    """Return the export of the small honest ledger, with the line that its reader laid beside it afterwards."""
    files = honest().files(audience)
    signature, _, _ = cosign_copy(read_folder(DictFiles(files)), team("us"), None, log_key().public, now=START + 3600)
    return files | {"cosignatures/us": f"{signature}\n".encode()}


def seen(size: int, desk: Desk | None = None) -> WitnessState:
    """Return what a party remembers that cosigned the first entries."""
    desk = desk or honest()
    _, state, _ = cosign_copy(desk.until(size).copy(), team("us"), None, desk.key.public, now=START)
    return state


def core_of(submission: Submission) -> OpenPart:
    """Return an entry's core."""
    first = submission.parts[0]
    assert isinstance(first, OpenPart)
    return first


def sealed_of(submission: Submission, name: str) -> SealedPart:
    """Return one of an entry's protected parts."""
    found = next(each for each in submission.parts if each.name == name)
    assert isinstance(found, SealedPart)
    return found
