"""Every kind of dishonest operator, who holds the log's key and signs everything anew, and which check finds it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from ceasefire.ledger.copies import Expected, WitnessState, compare_copies, cosign_copy, read_folder, verify_copy
from ceasefire.ledger.entries import (
    Author,
    Submission,
    enter_agreement,
    enter_key,
    enter_opening,
    enter_record,
    enter_redaction,
    enter_withdrawal,
    line_from_part,
    part_from_line,
)
from ceasefire.ledger.notes import Note, cosign
from ceasefire.problems import Refused
from tests.attacks.ledger.world import (
    MINUTE,
    ORIGIN,
    START,
    Desk,
    DictFiles,
    Written,
    author,
    code,
    core_of,
    cosigned,
    entry,
    fault,
    head_of,
    honest,
    log_key,
    one_record,
    opening,
    protected,
    resigned,
    sealed_of,
    seen,
    team,
    verified,
)

Files = Mapping[str, bytes]
OTHER_LEDGER = "t.example/other"
PARTS, ENTRIES = "parts/000.jsonl", "tile/entries/000.p/8"


# --- what an operator does -------------------------------------------------------------------------------------------


def unwitnessed(desk: Desk | None = None) -> Desk:
    """Return the desk without the checkpoints that others cosigned: their signatures cannot be made again."""
    return replace(desk or honest(), checkpoints={}, cosigners=())


def with_entry(position: int, submission: Submission, recorded: int | None = None) -> Desk:
    """Return the desk with another entry in the place of one."""
    desk = unwitnessed()
    entries = list(desk.entries)
    entries[position] = Written(submission, entries[position].recorded if recorded is None else recorded)
    return replace(desk, entries=tuple(entries))


def and_then(*submissions: Submission, desk: Desk | None = None) -> Desk:
    """Return the honest desk with more entries behind, the newest checkpoint without its cosignature."""
    desk = replace(desk or honest(), cosigners=())
    last = desk.entries[-1].recorded
    more = tuple(Written(each, last + number * MINUTE) for number, each in enumerate(submissions, start=1))
    return replace(desk, entries=(*desk.entries, *more))


def at(position: int, recorded: int) -> Desk:
    """Return the desk with another instant for one entry."""
    return with_entry(position, honest().entries[position].submission, recorded)


def order(*positions: int) -> Desk:
    """Return the desk with its entries in another order, numbered anew, each recorded as the place has it."""
    desk = unwitnessed()
    entries = tuple(
        Written(desk.entries[each].submission, START + place * MINUTE) for place, each in enumerate(positions)
    )
    return replace(desk, entries=entries)


def with_parts(desk: Desk, parts: dict[tuple[int, str], object]) -> Desk:
    """Return the desk with other bytes for parts (None: without them)."""
    return replace(desk, parts=parts)  # type: ignore[arg-type]


def salts_swapped() -> Desk:
    """Swap the salts of two cores."""
    one, two = (core_of(honest().entries[each].submission) for each in (3, 4))
    return with_parts(honest(), {(3, "core"): replace(one, salt=two.salt), (4, "core"): replace(two, salt=one.salt)})


def payloads_swapped() -> Desk:
    """Swap what two cores say."""
    one, two = (core_of(honest().entries[each].submission) for each in (3, 4))
    return with_parts(
        honest(), {(3, "core"): replace(one, payload=two.payload), (4, "core"): replace(two, payload=one.payload)}
    )


def cores_swapped() -> Desk:
    """Swap two cores whole, each with its salt."""
    one, two = (core_of(honest().entries[each].submission) for each in (3, 4))
    return with_parts(honest(), {(3, "core"): two, (4, "core"): one})


def sealed_swapped() -> Desk:
    """Swap two sealed parts of one entry for the same reader."""
    submission = honest().entries[2].submission
    one, two = sealed_of(submission, "position"), sealed_of(submission, "attachment-1")
    return with_parts(
        honest(), {(2, "position"): replace(two, name="position"), (2, "attachment-1"): replace(one, name=two.name)}
    )


def sealed_moved() -> Desk:
    """Put one entry's sealed position in the place of another's."""
    moved = sealed_of(honest().entries[2].submission, "position")
    return with_parts(honest(), {(4, "position"): moved})


def core_said_otherwise() -> Desk:
    """Change what a core says, and draw a new salt for it."""
    core = core_of(honest().entries[3].submission)
    payload = core.payload.replace(b'"best":1', b'"best":9')
    assert payload != core.payload
    return with_parts(honest(), {(3, "core"): replace(core, payload=payload, salt=bytes(32))})


def signed_by(key_of: Author, claimed: Author) -> Submission:
    """Return an entry that says it is somebody's and was signed with another's key."""
    made = entry(claimed, "record", core_dict(91))
    return replace(made, signature=key_of.key.sign.sign(made.entry.message()))


def with_own_key(by: Author, name: str) -> Submission:
    """Return an entry in a team's name under a key that the team never had."""
    return entry(Author(replace(by.key, team=name), ORIGIN, by.random), "record", core_dict(92))


def core_dict(number: int, **more: object) -> dict[str, object]:
    """Return a record's core."""
    submission = enter_record(author("mission"), one_record(number), {}, {})
    return submission.core | more


ACT = {"kind": "act", "source": "s", "id": "act-1", "act": "ends", "instrument": "i", "dataset": "d"}


def tampered_leaf(old: bytes, new: bytes) -> Files:
    """Change bytes of a leaf in place and sign tree and manifest over it."""
    desk = unwitnessed()
    leaves = [each.replace(old, new) for each in desk.leaves()]
    assert leaves != list(desk.leaves())
    return desk.files("us", leaves=tuple(leaves), checkpoint=head_of(leaves, desk.key))


def line_kept_back(position: int, name: str) -> Files:
    """Keep a part back from its reader."""
    return with_parts(honest(), {(position, name): None}).files("us")


def line_put_in(position: int, name: str, audience: str = "us") -> Files:
    """Put a part into an export that should not have it, where the leaf has it."""
    files = honest().files(audience)
    submission = honest().entries[position].submission
    order_ = [each.name for each in submission.entry.parts]
    lines = [part_from_line(each) for each in files[PARTS].split(b"\n")[:-1]]
    lines.append((position, sealed_of(submission, name)))
    lines.sort(key=lambda each: (each[0], order_.index(each[1].name) if each[0] == position else 0))
    return resigned(files | {PARTS: b"".join(line_from_part(*each) + b"\n" for each in lines)})


def wraps_of(change: Callable[[tuple[object, ...]], tuple[object, ...]]) -> Files:
    """Change the wraps of a part for us."""
    files = honest().files("us")
    full = sealed_of(honest().entries[2].submission, "position")
    lines = [part_from_line(each) for each in files[PARTS].split(b"\n")[:-1]]
    lines = [
        (position, replace(full, wraps=change(full.wraps)) if (position, part.name) == (2, "position") else part)  # type: ignore[arg-type]
        for position, part in lines
    ]
    return resigned(files | {PARTS: b"".join(line_from_part(*each) + b"\n" for each in lines)})


def old_checkpoint_as_newest() -> Files:
    """Give an old checkpoint out as the newest, with all entries there."""
    files = honest().files("us")
    return resigned(files | {"checkpoint": str(honest().checkpoints[5]).encode()})


def old_checkpoint_and_size() -> Files:
    """Give an old checkpoint out as the newest and say so in the manifest, with all entries there."""
    return resigned(old_checkpoint_as_newest(), size="5")


def another_log_key() -> Desk:
    """Open the same ledger under another log key, and sign it all with that."""
    first = enter_opening(author("mission"), log_key(2), [team("us").public, team("ru").public])
    return replace(with_entry(0, first), key=log_key(2))


def our_key_from_the_start() -> Desk:
    """Open the ledger anew with a key of the operator's own for us, and leave out what us signed."""
    first = enter_opening(author("mission"), log_key(), [team("us", 66).public, team("ru").public])
    desk = with_entry(0, first)
    return replace(desk, entries=tuple(each for number, each in enumerate(desk.entries) if number != 3), gone={})


def from_another_ledger() -> Submission:
    """Return an entry that us signed for another ledger."""
    return enter_record(author("us", origin=OTHER_LEDGER), one_record(93), {}, {})


def replaced_by_operator() -> Desk:
    """Withdraw us's key as lost, announce another one, and sign with it."""
    mission = author("mission")
    return and_then(
        enter_withdrawal(mission, team("us").public, "lost", "said on the telephone"),
        enter_key(mission, team("us", 66).public),
        enter_record(author("us", 66), one_record(94), {}, {}),
    )


def cosignature_copied(later: bool) -> Files:  # noqa: FBT001  the one choice there is
    """Put us's cosignature on the first three entries on the newest checkpoint."""
    line = honest().checkpoints[3].signatures[1]
    if later:
        return honest().files("us") | {"cosignatures/us": f"{line}\n".encode()}
    newest = honest().copy().checkpoint
    return honest().files("us", checkpoint=replace(newest, signatures=(*newest.signatures, line)))


def cosigned_by(number: int, size: int) -> Files:
    """Lay a cosignature by one of ru's keys beside a copy of some size."""
    key = team("ru", number)
    desk = replace(honest(), cosigners=()).until(size)
    line = cosign(desk.copy().checkpoint.text, key.team, key.sign, START)
    return desk.files("us") | {"cosignatures/ru": f"{line}\n".encode()}


def attachment_exchanged() -> Files:
    """Put other bytes under an attachment's name."""
    files = honest().files("us")
    name = next(each for each in files if each.startswith("attachments/"))
    return resigned(files | {name: bytes(48)})


def attachment_added() -> Files:
    """Add an attachment under a name that is no hash of it."""
    return resigned(honest().files("us") | {"attachments/" + "0" * 64: b"x"})


def one_leaf_moved_on() -> Files:
    """Write a ledger of 257 entries with the last leaf of the first bundle in the second."""
    more = [entry(author("mission"), "record", core_dict(100) | {"id": f"m{each}"}) for each in range(249)]
    files = and_then(*more, desk=unwitnessed()).files("everyone")
    first, second = "tile/entries/000", "tile/entries/001.p/1"
    leaves, where = files[first], 0
    for _ in range(255):
        where += 2 + int.from_bytes(leaves[where : where + 2], "big")
    return resigned(files | {first: leaves[:where], second: leaves[where:] + files[second]})


# --- who finds it out ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attack:
    """What is done, and the code that each honest check answers; a check that cannot know is not named."""

    files: Callable[[], Files]
    alone: str = ""
    seen: str = ""
    receipt: str = ""
    seen_size: int = 8


def by(desk: Callable[[], Desk], audience: str = "us") -> Callable[[], Files]:
    """Return the export of a desk."""
    return lambda: desk().files(audience)


def rewritten(desk: Callable[[], Desk], seen_code: str = "E-LEDGER-021", receipt: str = "E-LEDGER-024") -> Attack:
    """Return a ledger that is sound in itself: only who remembers finds it out."""
    return Attack(by(desk), seen=seen_code, receipt=receipt)


def alone(code_: str, desk: Callable[[], Desk], audience: str = "us") -> Attack:
    """Return a ledger that is found unsound by whoever looks."""
    return Attack(by(desk, audience), alone=code_)


MISSION, US, RU, RU2 = (author(*each) for each in (("mission",), ("us",), ("ru",), ("ru", 2)))

ATTACKS = {
    # entries dropped, reordered, added, replayed
    "drop-an-entry": rewritten(lambda: order(0, 1, 2, 3, 5, 6, 7)._without_gone()),  # type: ignore[attr-defined]
}
