"""Every kind of dishonest operator, who holds the log's key and signs everything anew, and which check finds it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest
from tests.attacks.ledger.world import (
    MINUTE,
    ORIGIN,
    START,
    Desk,
    Dice,
    DictFiles,
    Written,
    author,
    code,
    core_dict,
    core_of,
    cosigned,
    entry,
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

from ceasefire.ledger.copies import Expected, WitnessState, compare_copies, cosign_copy, read_folder, verify_copy
from ceasefire.ledger.entries import (
    Author,
    Submission,
    Wrap,
    attach,
    enter_agreement,
    enter_key,
    enter_log_key,
    enter_opening,
    enter_record,
    enter_redaction,
    enter_withdrawal,
    line_from_part,
    open_attachment,
    part_from_line,
)
from ceasefire.ledger.notes import Note, cosign
from ceasefire.problems import Refused

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


def numbered(*positions: int) -> Desk:
    """Return the desk with its entries in another order, each with the number that it had."""
    desk = unwitnessed()
    entries = tuple(
        replace(desk.entries[each], position=each, recorded=START + place * MINUTE)
        for place, each in enumerate(positions)
    )
    return replace(desk, entries=entries)


def with_instants(*positions: int) -> Desk:
    """Return the desk with its entries in another order, each with the instant that it had."""
    desk = unwitnessed()
    return replace(desk, entries=tuple(desk.entries[each] for each in positions))


def fork(position: int) -> Desk:
    """Return the other story: another entry in the place of one, which its team signed as well."""
    mission = author("mission")
    if position == 1:
        return with_entry(1, enter_agreement(mission, "agreed: otherwise\n"))
    if position == 6:
        return with_entry(6, enter_withdrawal(author("ru", 2), team("ru").public, "leaked", "other"))
    if position == 7:
        return with_entry(7, enter_redaction(mission, 2, ["narrative"], ["head of mission"], "said otherwise"))
    team_ = author({2: "mission", 3: "us", 4: "ru"}[position])
    return with_entry(position, enter_record(team_, one_record(80 + position), {}, {}))


def first_hashes(count: int) -> bytes:
    """Return the hashes of the first honest entries, as their tile has them."""
    return honest().copy().tile(0, 0, 8)[: count * 32]


def other_root() -> Files:
    """Sign a root that the entries do not give."""
    desk = unwitnessed()
    return desk.files("us", checkpoint=replace(fork(7)).copy().checkpoint)


def new_log_key_entry(by: Author) -> Submission:
    """Return the announcement of another log key."""
    return enter_log_key(by, log_key(2))


def redacted_decision() -> Desk:
    """Return the desk with an act entered, and its core redacted."""
    return and_then(
        entry(author("mission"), "decision", ACT), enter_redaction(author("mission"), 8, ["core"], ["x"], "y")
    )


def for_strangers() -> Submission:
    """Return a record with a part for a team that the ledger does not know."""
    dice = Dice("strangers")
    return entry(
        author("mission"), "record", core_dict(98), [protected("narrative", {"text": "x"}, ["uk", "us"], dice)]
    )


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


def line_put_in(position: int, name: str, audience: str = "us", *, only: bool = False) -> Files:
    """Put a part into an export that should not have it, where the leaf has it; `only` with the reader's wrap alone."""
    files = honest().files(audience)
    submission = honest().entries[position].submission
    added = sealed_of(submission, name)
    order_ = [each.name for each in submission.entry.parts]
    lines = [part_from_line(each) for each in files[PARTS].split(b"\n")[:-1]]
    lines.append((position, added.only_for(audience) if only else added))
    lines.sort(key=lambda each: (each[0], order_.index(each[1].name) if each[0] == position else 0))
    return resigned(files | {PARTS: b"".join(line_from_part(*each) + b"\n" for each in lines)})


def wraps_of(change: Callable[[tuple[Wrap, ...]], tuple[Wrap, ...]]) -> Files:
    """Change the wraps of a part for us."""
    files = honest().files("us")
    full = sealed_of(honest().entries[2].submission, "position")
    changed = replace(full, wraps=change(full.wraps))
    lines = [part_from_line(each) for each in files[PARTS].split(b"\n")[:-1]]
    lines = [(position, changed if (position, part.name) == (2, "position") else part) for position, part in lines]
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
    return replace(desk, entries=tuple(each for number, each in enumerate(desk.entries) if number != 3))


def our_key_and_what_it_signed() -> Desk:
    """Open the ledger anew with a key of the operator's own for us, and keep what us signed."""
    first = our_key_from_the_start().entries[0]
    return replace(unwitnessed(), entries=(first, *honest().entries[1:]))


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


def cosignature_copied(later: bool) -> Files:
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
    """What is done, and what each honest check answers: verified alone; with the tree of eight seen before; with the
    receipt of an entry; asked to cosign (None: as with the tree seen); compared with the copy that another party has.
    """

    files: Callable[[], Files]
    alone: str
    seen: str = ""
    receipt: str = ""
    compared: str = ""
    receipt_of: int = 4
    cosign: str | None = None


def alone(fault_code: str, files: Callable[[], Files | Desk]) -> Attack:
    """Return a copy that is found unsound by whoever looks."""
    return Attack(lambda: _files(files()), fault_code, fault_code, fault_code)


def rewritten(
    desk: Callable[[], Desk],
    *,
    seen: str = "E-LEDGER-021",
    receipt: str = "E-LEDGER-024",
    compared: str = "fork",
    receipt_of: int = 4,
    cosign: str | None = None,
) -> Attack:
    """Return a copy that is sound in itself: only who remembers, or compares, finds it out."""
    return Attack(lambda: _files(desk()), "", seen, receipt, compared, receipt_of, cosign)


def _files(made: Files | Desk) -> Files:
    return made.files("us") if isinstance(made, Desk) else made


MISSION, US, RU, RU2 = author("mission"), author("us"), author("ru"), author("ru", 2)
LATE = START + 3600

ATTACKS = {
    # entries dropped, reordered, backdated, replayed; all numbered, hashed and signed anew
    "drop-an-entry": rewritten(lambda: order(0, 1, 2, 3, 5, 6, 7), seen="E-LEDGER-020"),
    "drop-an-entry-and-add-another": rewritten(
        lambda: and_then(entry(MISSION, "record", core_dict(90)), desk=order(0, 1, 2, 3, 5, 6, 7))
    ),
    "drop-an-entry-under-a-cosigned-checkpoint": alone(
        "E-LEDGER-007", lambda: replace(order(0, 1, 2, 3, 5, 6, 7), checkpoints=honest().checkpoints)
    ),
    "drop-an-entry-and-keep-the-numbers": alone("E-LEDGER-009", lambda: numbered(0, 1, 2, 3, 5, 6, 7)),
    "drop-an-entry-and-keep-the-tree": alone(
        "E-LEDGER-008", lambda: resigned(order(0, 1, 2, 3, 5, 6, 7).files("us") | {"tile/0/000.p/7": first_hashes(7)})
    ),
    "reorder-two": rewritten(lambda: order(0, 1, 2, 4, 3, 5, 6, 7)),
    "reorder-two-and-keep-the-numbers": alone("E-LEDGER-009", lambda: numbered(0, 1, 2, 4, 3, 5, 6, 7)),
    "reorder-two-and-keep-their-instants": alone("E-LEDGER-010", lambda: with_instants(0, 1, 2, 4, 3, 5, 6, 7)),
    "reorder-an-entry-before-its-key": alone("E-LEDGER-012", lambda: order(0, 1, 2, 3, 4, 6, 5, 7)),
    "backdate-below-the-one-before": alone("E-LEDGER-010", lambda: at(4, START + 2 * MINUTE)),
    "backdate-within-the-gap": rewritten(lambda: at(4, START + 4 * MINUTE - 1)),
    "postdate-within-the-gap": rewritten(lambda: at(4, START + 4 * MINUTE + 1)),
    "raise-an-instant-and-lower-it-after": alone("E-LEDGER-010", lambda: at(4, LATE)),
    "backdate-the-newest-entry": rewritten(lambda: at(7, START + 6 * MINUTE), receipt="E-LEDGER-021"),
    "replay-an-entry": alone("E-LEDGER-014", lambda: and_then(honest().entries[3].submission)),
    "replay-an-entry-at-once": alone("E-LEDGER-014", lambda: order(0, 1, 2, 3, 3, 4, 5, 6)),
    "replay-the-opening": alone("E-LEDGER-014", lambda: and_then(opening())),
    "open-the-ledger-twice": alone(
        "E-LEDGER-018", lambda: and_then(enter_opening(MISSION, log_key(), [team("us").public]))
    ),
    "replay-an-entry-of-another-ledger": alone("E-LEDGER-013", lambda: and_then(from_another_ledger())),
    "begin-with-something-else": alone("E-LEDGER-018", lambda: order(1, 2, 3)),
    # the tail, the tree and its checkpoints
    "truncate-the-tail": rewritten(
        lambda: unwitnessed().until(6), seen="E-LEDGER-020", compared="prefix", receipt_of=7
    ),
    "roll-back-to-a-cosigned-checkpoint": rewritten(
        lambda: replace(honest(), cosigners=(team("ru"), team("us"))).until(5),
        seen="E-LEDGER-020",
        compared="prefix",
        receipt_of=6,
    ),
    "fork-before-the-end": rewritten(lambda: fork(6), receipt="E-LEDGER-021"),
    "fork-at-the-end": rewritten(lambda: fork(7), receipt="E-LEDGER-021"),
    "fork-at-the-beginning": rewritten(lambda: fork(1), receipt="E-LEDGER-021"),
    "replay-an-old-checkpoint-as-newest": alone("E-LEDGER-006", old_checkpoint_as_newest),
    "replay-an-old-checkpoint-and-its-size": alone("E-LEDGER-006", old_checkpoint_and_size),
    "sign-a-root-that-the-entries-do-not-give": alone("E-LEDGER-007", other_root),
    "put-hashes-into-a-tile": alone(
        "E-LEDGER-008", lambda: resigned(honest().files("us") | {"tile/0/000.p/8": first_hashes(7) + bytes(32)})
    ),
    "move-a-leaf-to-the-next-bundle": alone("E-LEDGER-006", one_leaf_moved_on),
    # keys
    "sign-with-another-log-key": alone("E-LEDGER-002", lambda: replace(unwitnessed(), key=log_key(2))),
    "sign-the-manifest-with-another-log-key": alone("E-LEDGER-002", lambda: resigned(honest().files("us"), log_key(2))),
    "open-under-another-log-key": rewritten(
        another_log_key, seen="E-LEDGER-022", receipt="E-LEDGER-002", compared="other"
    ),
    "announce-another-log-key-and-sign-with-the-old": alone(
        "E-LEDGER-002", lambda: and_then(new_log_key_entry(MISSION))
    ),
    "a-party-changes-the-log-key": alone("E-LEDGER-018", lambda: and_then(new_log_key_entry(US))),
    "introduce-a-key-for-a-party-that-has-one": alone(
        "E-LEDGER-018", lambda: and_then(enter_key(MISSION, team("us", 66).public))
    ),
    "introduce-a-party's-key-for-another-party": alone(
        "E-LEDGER-018", lambda: and_then(enter_key(RU2, replace(team("ru", 66).public, team="us")))
    ),
    "introduce-a-key-again-that-was-withdrawn": alone(
        "E-LEDGER-018", lambda: and_then(enter_key(RU2, team("ru").public))
    ),
    "announce-one-team's-key-as-another's": alone(
        "E-LEDGER-018", lambda: and_then(enter_key(RU2, replace(team("us").public, team="ru")))
    ),
    "withdraw-a-party's-key-as-another-party": alone(
        "E-LEDGER-018", lambda: and_then(enter_withdrawal(RU2, team("us").public, "leaked", "rumour"))
    ),
    "withdraw-a-key-twice": alone(
        "E-LEDGER-018", lambda: and_then(enter_withdrawal(MISSION, team("ru").public, "leaked", "again"))
    ),
    "withdraw-and-introduce": rewritten(
        replaced_by_operator, seen="", receipt="", compared="prefix", cosign="E-LEDGER-012"
    ),
    "begin-with-an-own-key-for-a-party": rewritten(our_key_from_the_start, seen="E-LEDGER-020"),
    "begin-with-an-own-key-and-keep-what-it-signed": alone("E-LEDGER-012", our_key_and_what_it_signed),
    # forgeries
    "forge-an-entry-with-the-operator's-key": alone("E-LEDGER-011", lambda: and_then(signed_by(MISSION, US))),
    "forge-an-entry-under-another-key": alone("E-LEDGER-012", lambda: and_then(with_own_key(MISSION, "us"))),
    "forge-an-entry-of-a-team-that-is-none": alone("E-LEDGER-012", lambda: and_then(with_own_key(MISSION, "uk"))),
    "sign-with-a-withdrawn-key": alone("E-LEDGER-012", lambda: and_then(entry(RU, "record", core_dict(95)))),
    "sign-with-a-key-before-it-is-announced": alone(
        "E-LEDGER-012", lambda: with_entry(4, entry(RU2, "record", core_dict(95)))
    ),
    "change-who-said-it": alone("E-LEDGER-012", lambda: tampered_leaf(b'"by":"us"', b'"by":"ru"')),
    "change-the-kind": alone("E-LEDGER-011", lambda: tampered_leaf(b'"kind":"agreement"', b'"kind":"dataset"')),
    "change-the-readers": alone("E-LEDGER-011", lambda: tampered_leaf(b'"for":["ru","us"]', b'"for":["mission","us"]')),
    # parts
    "say-otherwise-in-a-core": alone("E-LEDGER-015", core_said_otherwise),
    "swap-two-salts": alone("E-LEDGER-015", salts_swapped),
    "swap-two-payloads": alone("E-LEDGER-015", payloads_swapped),
    "swap-two-cores": alone("E-LEDGER-015", cores_swapped),
    "swap-two-sealed-parts": alone("E-LEDGER-015", sealed_swapped),
    "move-a-sealed-part-to-another-entry": alone("E-LEDGER-015", sealed_moved),
    "keep-back-a-part-of-the-audience": alone("E-LEDGER-016", lambda: line_kept_back(2, "position")),
    "keep-back-a-part-of-another's-entry": alone("E-LEDGER-016", lambda: line_kept_back(4, "position")),
    "keep-back-the-audience's-own-part": alone("E-LEDGER-016", lambda: line_kept_back(3, "narrative")),
    "keep-back-a-core": alone("E-LEDGER-016", lambda: line_kept_back(4, "core")),
    "keep-back-the-core-of-an-agreement": alone("E-LEDGER-016", lambda: line_kept_back(1, "core")),
    "keep-back-the-core-of-a-redaction": alone("E-LEDGER-016", lambda: line_kept_back(7, "core")),
    "keep-back-the-wraps": alone("E-LEDGER-016", lambda: wraps_of(lambda wraps: ())),
    "put-in-the-wraps-for-others": alone("E-LEDGER-017", lambda: wraps_of(lambda wraps: wraps)),
    "put-in-a-part-for-others": alone("E-LEDGER-017", lambda: line_put_in(4, "narrative")),
    "put-in-a-redacted-part": alone("E-LEDGER-017", lambda: line_put_in(2, "narrative", only=True)),
    "put-a-sealed-part-into-a-copy-for-everyone": alone("E-LEDGER-017", lambda: line_put_in(2, "position", "everyone")),
    "call-a-copy-for-everyone-one-for-us": alone(
        "E-LEDGER-016", lambda: resigned(honest().files("everyone"), audience="us")
    ),
    "call-a-copy-for-us-one-for-everyone": alone(
        "E-LEDGER-017", lambda: resigned(honest().files("us"), audience="everyone")
    ),
    "call-a-copy-for-ru-one-for-us": alone("E-LEDGER-017", lambda: resigned(honest().files("ru"), audience="us")),
    "exchange-an-attachment": alone("E-LEDGER-006", attachment_exchanged),
    "add-an-attachment-under-a-false-name": alone("E-LEDGER-006", attachment_added),
    "exchange-the-agreement-that-people-read": alone(
        "E-LEDGER-006", lambda: replace(honest(), agreement="agreed: otherwise\n")
    ),
    "leave-out-the-agreement-that-people-read": alone("E-LEDGER-003", lambda: replace(honest(), agreement="")),
    "add-a-file-and-name-it-in-the-manifest": alone(
        "E-LEDGER-005", lambda: resigned(honest().files("us") | {"verifier.html": b"<script>"})
    ),
    # what the rules forbid, let in
    "a-party-redacts-somebody-else's-entry": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(US, 4, ["narrative"], ["x"], "y"))
    ),
    "redact-the-core-of-a-decision": alone("E-LEDGER-018", redacted_decision),
    "redact-a-decision-and-take-its-core-out": alone(
        "E-LEDGER-016", lambda: replace(redacted_decision(), gone={**honest().gone, 8: frozenset({"core"})})
    ),
    "redact-the-core-of-an-agreement": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 1, ["core"], ["x"], "y"))
    ),
    "redact-a-redaction": alone("E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 7, ["core"], ["x"], "y"))),
    "redact-what-is-not-there": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 3, ["position-2"], ["x"], "y"))
    ),
    "redact-what-comes-later": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 9, ["core"], ["x"], "y"))
    ),
    "redact-the-redaction-itself": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 8, ["core"], ["x"], "y"))
    ),
    "redact-without-approval": alone("E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 3, ["core"], [], "y"))),
    "redact-without-ground": alone(
        "E-LEDGER-018", lambda: and_then(enter_redaction(MISSION, 3, ["core"], ["x"], " \n"))
    ),
    "take-out-without-a-redaction": alone(
        "E-LEDGER-016", lambda: replace(honest(), gone={**honest().gone, 4: frozenset({"position"})})
    ),
    "take-out-a-core-and-redact-it-elsewhere": alone(
        "E-LEDGER-016",
        lambda: replace(
            and_then(enter_redaction(MISSION, 3, ["core"], ["x"], "y")),
            gone={**honest().gone, 4: frozenset({"core"})},
        ),
    ),
    "an-act-entered-as-a-record": alone("E-LEDGER-018", lambda: and_then(entry(MISSION, "record", ACT))),
    "a-record-entered-as-a-decision": alone(
        "E-LEDGER-018", lambda: and_then(entry(MISSION, "decision", core_dict(96)))
    ),
    "a-party-enters-the-agreement": alone("E-LEDGER-018", lambda: and_then(enter_agreement(US, "agreed: ours\n"))),
    "an-agreement-that-is-no-text": alone(
        "E-LEDGER-018", lambda: replace(and_then(entry(MISSION, "agreement", {"text": 1})), agreement="")
    ),
    "a-version-twice-with-other-content": alone(
        "E-LEDGER-018", lambda: and_then(entry(US, "record", core_dict(3, counts={"killed": 99})))
    ),
    "a-version-twice-by-leaving-out-version-one": alone(
        "E-LEDGER-018", lambda: and_then(entry(US, "record", {k: v for k, v in core_dict(3).items() if k != "version"}))
    ),
    "a-version-that-is-a-truth": alone(
        "E-LEDGER-018", lambda: and_then(entry(US, "record", core_dict(97, version=True)))
    ),
    "a-part-for-a-team-that-is-none": alone("E-LEDGER-018", lambda: and_then(for_strangers())),
    # cosignatures
    "copy-a-cosignature-from-another-checkpoint": alone("E-LEDGER-023", lambda: cosignature_copied(later=False)),
    "lay-a-cosignature-of-another-checkpoint-beside": alone("E-LEDGER-023", lambda: cosignature_copied(later=True)),
    "lay-a-cosignature-by-a-key-not-announced-yet": alone("E-LEDGER-023", lambda: cosigned_by(2, 5)),
    "lay-a-cosignature-by-a-key-withdrawn": alone("E-LEDGER-023", lambda: cosigned_by(1, 8)),
    "lay-a-cosignature-by-nobody-here": alone("E-LEDGER-023", lambda: cosigned_by(3, 8)),
}


def state_of_us() -> WitnessState:
    """Return what us remembers: the whole honest ledger."""
    return seen(8)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_dishonest_operator_is_found_out(name: str) -> None:
    """Each attack is found by each check that can know of it, with the code that names it, and by no other."""
    attack = ATTACKS[name]
    files, state = attack.files(), state_of_us()
    proof = honest().receipt(attack.receipt_of)

    assert attack.alone == code(files)
    assert attack.seen == code(files, Expected(state.log, state.seen))
    assert attack.receipt == code(files, Expected(proofs=(proof,)))
    assert (attack.seen if attack.cosign is None else attack.cosign) == refusal_to_cosign(files, state)
    if not attack.alone:
        assert attack.compared == relation(files, honest().files("ru"))


def refusal_to_cosign(files: Files, state: WitnessState | None) -> str:
    """Return the code with which us refuses to cosign a copy, or an empty text; it signs nothing that it refuses."""
    try:
        signature, after, _ = cosign_copy(read_folder(DictFiles(files)), team("us"), state, log_key().public, now=LATE)
    except Refused as refused:
        return refused.problems[0].code
    assert ("us", True) == (signature.name, state is None or after.seen.size >= state.seen.size)
    return ""


def relation(one: Files, other: Files) -> str:
    """Return how two copies stand to each other, prefix whichever it is."""
    copies = [read_folder(DictFiles(each)) for each in (one, other)]
    found = compare_copies(copies[0], verify_copy(copies[0]), copies[1], verify_copy(copies[1]))
    back = compare_copies(copies[1], verify_copy(copies[1]), copies[0], verify_copy(copies[0]))
    assert found.shared == back.shared
    assert found.differing == back.differing[::-1]
    return "prefix" if found.relation.endswith("-is-prefix") else found.relation


def test_the_table_of_attacks_is_whole() -> None:
    """Nothing dropped out of the table: so many attacks, of which so many leave a ledger that is sound in itself."""
    assert (102, 14) == (len(ATTACKS), sum(not each.alone for each in ATTACKS.values()))


def test_the_honest_ledger_passes_every_check() -> None:
    """What the operator is accused of in none of the attacks: the honest copy passes all of them."""
    files, state = honest().files("us"), state_of_us()
    proofs = tuple(honest().receipt(each, size) for size in range(1, 9) for each in range(size))

    assert "" == code(files, Expected(state.log, state.seen, proofs))
    assert "" == refusal_to_cosign(files, state)
    assert "same" == relation(files, honest().files("everyone"))
    assert 36 == len(proofs)


def test_a_key_that_the_operator_replaced_is_told() -> None:
    """Withdrawing a party's key and introducing another is allowed, for a key is lost; every reader is told of it."""
    facts = verified(replaced_by_operator().files("everyone"))

    assert [("us", 9, "mission")] == [(each.keys.team, each.since, each.by) for each in facts.replaced_by_operator]
    assert () == verified(honest().files("everyone")).replaced_by_operator


def test_a_party_that_has_cosigned_never_cosigns_under_a_replaced_key() -> None:
    """The party whose key was replaced is refused by its own machine, with its old key and whatever it remembers."""
    for state in (None, seen(3), seen(8)):
        assert "E-LEDGER-012" == refusal_to_cosign(replaced_by_operator().files("us"), state)


def test_a_team_whose_key_is_not_in_the_ledger_does_not_cosign_it() -> None:
    """A party from whose ledger its own key was left out is refused by its own machine, even the first time."""
    assert "E-LEDGER-012" == refusal_to_cosign(our_key_from_the_start().files("us"), None)


@pytest.mark.parametrize(("number", "size", "counts"), [
    (1, 1, True), (1, 5, True), (1, 6, True), (1, 7, False), (1, 8, False),
    (2, 5, False), (2, 6, True), (2, 7, True), (2, 8, True), (3, 8, False),
])  # fmt: skip
def test_a_cosignature_counts_only_by_a_key_that_was_valid_at_that_size(number: int, size: int, counts: bool) -> None:
    """In a checkpoint, a cosignature by a key announced later or withdrawn before is passed over and not told."""
    note = cosigned(honest().head(size), team("ru", number))
    desk = replace(honest(), cosigners=(), checkpoints={size: note} if size < 8 else {})
    more = {"checkpoint": note} if size == 8 else {}

    facts = verified(desk.files("us", **more))

    assert ((("ru", size, START),) if counts else ()) == facts.cosigned


def test_two_views_given_to_two_parties_convict_the_log_when_they_compare() -> None:
    """Where a ledger forks, the comparison says how much is shared and what each has there; both are signed."""
    for position in (1, 2, 3, 4, 6, 7):
        ours, theirs = honest().files("us"), fork(position).files("ru")
        copies = [read_folder(DictFiles(each)) for each in (ours, theirs)]
        facts = [verify_copy(each) for each in copies]

        found = compare_copies(copies[0], facts[0], copies[1], facts[1])

        assert ("fork", position) == (found.relation, found.shared)
        assert all(found.differing)
        assert all(each.checkpoint.is_signed_by(log_key().public) for each in copies)


def test_a_receipt_made_up_by_a_party_does_not_accuse_the_log() -> None:
    """A proof that the log never signed is refused as such, and not taken for an entry that is gone."""
    forged = fork(4)
    for key in (log_key(2), log_key(3)):
        proof = replace(forged, key=key).receipt(4)
        assert "E-LEDGER-002" == code(honest().files("us"), Expected(proofs=(proof,)))
    unsigned = forged.receipt(4)
    unsigned = replace(unsigned, checkpoint=Note(unsigned.checkpoint.text, honest().copy().checkpoint.signatures))
    assert "E-LEDGER-002" == code(honest().files("us"), Expected(proofs=(unsigned,)))


@pytest.mark.parametrize("position", range(8))
def test_every_receipt_convicts_a_log_that_signed_another_story(position: int) -> None:
    """Any receipt of the honest tree is broken by any fork of it, before or behind its entry."""
    proof = honest().receipt(position)

    for forked in (1, 2, 3, 4, 6, 7):
        seen_code = code(fork(forked).files("everyone"), Expected(proofs=(proof,)))
        assert ("E-LEDGER-024" if forked == position else "E-LEDGER-021") == seen_code


def test_what_a_proof_says_cannot_be_changed() -> None:
    """A proof with another index, leaf, path or root is refused."""
    proof, files = honest().receipt(4), honest().files("us")
    others = [
        replace(proof, index=5), replace(proof, index=8), replace(proof, index=10**17), replace(proof, extra=b""),
        replace(proof, extra=honest().leaves()[5]), replace(proof, proof=proof.proof[:-1]),
        replace(proof, proof=(*proof.proof, bytes(32))), replace(proof, proof=proof.proof[::-1]),
        replace(proof, checkpoint=honest().head(6)), replace(proof, checkpoint=honest().head(3)),
    ]  # fmt: skip

    assert ["E-LEDGER-024"] * 10 == [code(files, Expected(proofs=(each,))) for each in others]


def test_an_attachment_forged_by_one_of_its_readers_does_not_open() -> None:
    """A reader has the attachment's key and could seal another file with it: the part names the sealed bytes."""
    payload, _, sealed = attach(b"one", "a.txt", b"one", "text/plain", Dice("one"))
    _, _, other = attach(b"two", "a.txt", b"two", "text/plain", Dice("one"))

    assert b"one" == open_attachment(payload, sealed)
    with pytest.raises(ValueError, match="not the attachment"):
        open_attachment(payload, other)
    assert payload["key"] == attach(b"two", "a.txt", b"two", "text/plain", Dice("one"))[0]["key"]
    assert payload["attachment"] == hashlib.sha256(sealed).hexdigest()
