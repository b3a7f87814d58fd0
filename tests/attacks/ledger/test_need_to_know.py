"""Need to know: what a reader may not have, or what was cut out, is in nothing that is handed out or left behind."""

from __future__ import annotations

import base64
import functools
import itertools
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.attacks.ledger.world import (
    ORIGIN,
    START,
    Dice,
    DictFiles,
    log_key,
    resigned,
    sealed_of,
    team,
    verified,
    written,
)

from ceasefire.agreement import agreement_from_bytes, regions_of
from ceasefire.assess import Asked, ReferenceEngine, check
from ceasefire.centre import Store
from ceasefire.cli._inputs import agreement_at, read_files
from ceasefire.ledger import Vault, key_from_text, text_from_key, text_from_vault, vault_from_text
from ceasefire.ledger.copies import (
    Batch,
    Expected,
    ExportFile,
    compare_copies,
    cosign_copy,
    export_files,
    inputs_from_copy,
    read_folder,
    verify_copy,
)
from ceasefire.ledger.entries import (
    Author,
    File,
    OpenPart,
    SealedPart,
    Submission,
    canonical,
    commitment,
    enter_agreement,
    enter_dataset,
    enter_opening,
    enter_record,
    enter_redaction,
    object_from_canonical,
    open_attachment,
    pseudonymous,
    unseal,
)
from ceasefire.ledger.notes import ProofFile
from ceasefire.problems import Place, Refused, render
from ceasefire.records import Dataset, record_from_json
from ceasefire.times import instant_from_text

ROOT = Path(__file__).resolve().parents[3]
SYRIA = ROOT / "agreements" / "syria-2016-09"
AUDIENCES = ("everyone", "mission", "us", "ru")
WEEK = 7 * 86_400
LAT, LON = "35.271234", "40.131234"
SPEAKER = "Abu Planted-Speaker-5521"
NARRATIVE, TITLE, URL, PRINTED = (
    "planted-narrative-7319",
    "planted-title-8842",
    "https://planted.example/1",
    "planted-six",
)
VILLAGE, FILE_NAME, FILE = "SY07021234", "planted-file-3307.txt", b"planted-attachment-9910: seen from the bridge"
RECORD_ID, PASSPHRASE = "planted-id-6127", "planted-passphrase-4410"
AT = instant_from_text("2016-09-20T00:00:00+03:00")


@dataclass(frozen=True)
class Planted:
    """A ledger of the shipped agreement with secrets planted in it, and everything that its operator ever gave out."""

    store: Store
    submissions: Mapping[int, Submission]
    proofs: tuple[ProofFile, ...]
    secret: Mapping[str, int]
    vault: Vault
    path: Path
    redacted: Mapping[int, frozenset[str]] = field(default_factory=dict)
    before: Mapping[str, bytes] = field(default_factory=dict)

    def files(self, audience: str) -> dict[str, bytes]:
        """Return an export."""
        copy = self.store.copy()
        return written(
            export_files(
                copy, log_key(), audience, agreement=self.store.newest_agreement(), redacted=self.redacted,
                attachment=self.store.attachment, attachments=self.store.attachments(audience),
            )
        )  # fmt: skip


def planted_record(number: str, **more: Any):
    """Return a record with something to hide."""
    content: dict[str, Any] = {
        "kind": "report", "source": "snhr", "id": number, "recorded": "2016-09-15T00:00:00Z", "standing": "screened",
        "when": {"day": "2016-09-14", "zone": "Asia/Damascus"}, "counts": {"killed": {"low": 1, "best": 1, "high": 6}},
    }  # fmt: skip
    return record_from_json(content | more, Place("planted"), Dataset("planted"), 1)


PLANTED: Mapping[str, dict[str, Any]] = {
    "point": {"where": {"lat": float(LAT), "lon": float(LON), "radius_m": 250}},
    "words": {
        "text": {"en": f"He said {NARRATIVE}."}, "cites": {"title": TITLE, "url": URL},
        "counts": {"killed": {"low": 6, "best": 6, "high": 6, "as_printed": PRINTED}},
    },
    "yes": {"text": {"en": "yes"}},
    "no": {"text": {"en": "no"}},
    "village": {"where": {"scheme": "ocha-pcode", "code": VILLAGE, "vintage": "2016"}},
    "file": {"text": {"en": "with a file"}},
    "speaker": {"speaker": SPEAKER, "text": {"en": "told by one who must not be named"}},
    RECORD_ID: {"where": {"lat": float(LAT), "lon": float(LON), "radius_m": 250}, "text": {"en": NARRATIVE + "-too"}},
}  # fmt: skip


@pytest.fixture(scope="module", name="planted")
def _planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """The ledger before anything was redacted."""
    yield build(tmp_path_factory.mktemp("planted") / "ledger.sqlite3")
    connections.close_all()


@pytest.fixture(scope="module", name="cut")
def _cut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """The ledger after redactions and a purge."""
    yield redacted(build(tmp_path_factory.mktemp("cut") / "ledger.sqlite3"))
    connections.close_all()


def build(path: Path) -> Planted:
    """Return the ledger: the agreement, its records, and the planted ones, each sealed for us or for ru."""
    agreement, specs = agreement_at(str(SYRIA))
    regions, dice = regions_of(agreement), Dice("planted")
    files = read_files(specs, lambda _: None)
    found = [each for file in files if file.result for each in file.result.records]
    mission, us = Author(team("mission"), ORIGIN, dice), Author(team("us"), ORIGIN, Dice("planted us"))
    to_us, to_ru = [team("us").public], [team("ru").public]
    store = Store(str(path))
    opening = [
        enter_opening(mission, log_key(), [team("us").public, team("ru").public]),
        enter_agreement(mission, (SYRIA / "agreement.yaml").read_text()),
    ]
    submissions = [enter_dataset(mission, file.result.dataset, regions) for file in files if file.result]
    for number, record in enumerate(found):
        to = to_us if number % 2 else to_ru
        submissions.append(enter_record(mission, record, regions, {"narrative": to, "position": to}))
    vault, name = Vault().pseudonym("mission", SPEAKER, dice)
    secret = {}
    for name_, more in PLANTED.items():
        secret[name_] = len(opening) + len(submissions)
        record = pseudonymous(planted_record(name_, **more), {SPEAKER: name})
        attached = [File(FILE_NAME, FILE)] if name_ in ("file", RECORD_ID) else []
        readers = {"narrative": to_us, "position": to_us, "attachment": to_us}
        submissions.append(enter_record(us if name_ == "yes" else mission, record, regions, readers, attached))
    first = store.open_new(opening, log_key(), START)
    more_ = store.append(submissions, log_key(), START + 60)
    signature, _, _ = cosign_copy(store.copy(), team("us"), None, log_key().public, now=START + 120)
    store.cosigned(signature)
    every = dict(enumerate([*opening, *submissions]))
    return Planted(store, every, (*first.proofs, *more_.proofs), secret, vault, path)


def redacted(planted: Planted) -> Planted:
    """Return the ledger after the operator redacted four entries, one of them with its core, and purged."""
    mission, before = Author(team("mission"), ORIGIN, Dice("redactions")), planted.files("us")
    gone: dict[int, frozenset[str]] = {}
    for number, name in enumerate(("point", "words", "file", RECORD_ID)):
        position = planted.secret[name]
        parts = [each.name for each in planted.submissions[position].entry.parts]
        names = parts if name == RECORD_ID else parts[1:]
        gone[position] = frozenset(names)
        entry = enter_redaction(mission, position, names, ["head of mission"], f"to protect somebody ({number})")
        planted.store.redact(entry, log_key(), START + 600 + number)
    planted.store.purge()
    return replace(planted, redacted=gone, before=before)


# --- what must not be found ------------------------------------------------------------------------------------------


def spellings(data: bytes) -> Iterator[bytes]:
    """Yield bytes as they are, and as a text may carry them."""
    yield data
    yield base64.b64encode(data)
    yield base64.urlsafe_b64encode(data)
    yield data.hex().encode()
    yield repr(data)[2:-1].encode()


def needles_of(submission: Submission, names: Iterable[str]) -> Iterator[bytes]:
    """Yield what must not be found of an entry's parts: sealed bytes, wraps, what they say, salts, attachments."""
    wanted = set(names)
    for part in submission.parts:
        if part.name not in wanted:
            continue
        if isinstance(part, OpenPart):
            yield from itertools.chain(spellings(part.salt), spellings(part.payload))
            continue
        yield from itertools.chain(spellings(part.sealed), *(spellings(each.wrap) for each in part.wraps))
        payload = opened(submission, part)
        yield from spellings(canonical(payload))
        if "key" in payload:
            yield payload["key"].encode()
            yield payload["attachment"].encode()
            yield payload["sha256"].encode()
    for name, sealed in submission.attachments:
        if name in wanted:
            yield from spellings(sealed)


def opened(submission: Submission, part: SealedPart, by: str = "") -> dict[str, Any]:
    """Return what a protected part says, opened by a team or by whoever can."""
    head = submission.entry.part(part.name)
    assert head is not None
    return unseal(part, head, team(by or part.wraps[0].to))


def withheld_from(planted: Planted, audience: str) -> list[bytes]:
    """Return what an audience must not have, of every entry."""
    found: list[bytes] = []
    for submission in planted.submissions.values():
        names = [each.name for each in submission.entry.parts[1:] if audience not in each.readers]
        found += needles_of(submission, names)
    return found


WORDS = (
    LAT, LON, "35.27123", "40.13123", NARRATIVE, TITLE, URL, PRINTED, VILLAGE, VILLAGE[:6], FILE_NAME, SPEAKER,
    "one who must not be named",
)  # fmt: skip
PLAIN = (*(each.encode() for each in WORDS), FILE, *spellings(FILE), *spellings(NARRATIVE.encode()))


def found_in(files: Mapping[str, bytes], needles: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """Return each needle with the file in which it is."""
    every = sorted(set(needles))
    assert all(len(each) >= 4 for each in every)
    return [(path, each) for path, data in files.items() for each in every if each in data]


def on_disk(planted: Planted) -> dict[str, bytes]:
    """Return the database's files."""
    beside = sorted(planted.path.parent.glob(planted.path.name + "*"))
    return {each.name: each.read_bytes() for each in beside}


# --- exports ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_export_holds_nothing_that_its_reader_may_not_have(planted: Planted, audience: str) -> None:
    """No plaintext, coordinate, sealed byte, wrap, salt, key or attachment of a part for others is in an export."""
    files, needles = planted.files(audience), withheld_from(planted, audience)

    assert [] == found_in(files, needles)
    assert [] == found_in(files, PLAIN)
    assert len(needles) > (0 if audience == "mission" else 1000)
    assert verify_copy(read_folder(DictFiles(files))).withheld == sum(
        audience not in part.readers for each in planted.submissions.values() for part in each.entry.parts[1:]
    )


def test_what_a_reader_may_have_it_has(planted: Planted) -> None:
    """The search finds what is there: each sealed part for us is in its export, and opens to what was planted."""
    files = planted.files("us")
    folder = read_folder(DictFiles(files))
    said: list[bytes] = []
    for batch in folder.batches():
        for position, parts in batch.parts.items():
            if position in planted.secret.values():
                submission = planted.submissions[position]
                sealed = [each for each in parts if isinstance(each, SealedPart)]
                said += [canonical(opened(submission, each, "us")) for each in sealed]
                for each in sealed:
                    assert [] != found_in(files, spellings(each.sealed))
    text = b"\n".join(said)

    for word in (LAT, LON, NARRATIVE, TITLE, URL, PRINTED, VILLAGE, FILE_NAME):
        assert word.encode() in text, word
    assert SPEAKER.encode() not in text
    assert 2 == sum(each.startswith("attachments/") for each in files)
    payload = next(object_from_canonical(each) for each in said if b"attachment" in each)
    assert FILE == open_attachment(payload, files[f"attachments/{payload['attachment']}"])


def test_the_vault_alone_knows_the_speaker(planted: Planted) -> None:
    """A source's name is in the vault and nowhere else; the vault's own file does not show it either."""
    text = text_from_vault(planted.vault, bytes(32), Dice("vault"))
    pseudonym = planted.vault.names[0][2]

    assert ("mission", SPEAKER) == planted.vault.who(pseudonym)
    assert [] == found_in({"vault": text.encode()}, [SPEAKER.encode()])
    assert [] == found_in(on_disk(planted), [SPEAKER.encode()])
    assert any(pseudonym.encode() in data for data in planted.files("everyone").values())


def test_an_answer_of_two_words_cannot_be_found_by_trying(planted: Planted) -> None:
    """A yes and a no are sealed to the same length, and no hash in any export is one that trying them would give."""
    yes, no = (planted.submissions[planted.secret[each]] for each in ("yes", "no"))
    sealed = {each.sealed for entry in (yes, no) for each in entry.parts if isinstance(each, SealedPart)}
    assert [2, 1] == [len(sealed), len({len(each) for each in sealed})]

    guesses = [canonical({"text": {"en": word}}) for word in ("yes", "no")]
    for audience in AUDIENCES:
        files = planted.files(audience)
        for guess in guesses:
            hashes = [commitment(b"", guess), commitment(bytes(32), guess)]
            assert [] == found_in(files, itertools.chain(*(spellings(each) for each in hashes)))
        assert [] == found_in({k: v for k, v in files.items() if k.startswith("parts")}, guesses)


def test_two_parts_that_say_the_same_have_nothing_in_common() -> None:
    """The same words twice, for the same reader, give other hashes, other sealed bytes and other wraps."""
    author, dice = Author(team("mission"), ORIGIN, Dice("same")), {"narrative": [team("us").public]}
    one, two = (enter_record(author, planted_record(each, text={"en": "yes"}), {}, dice) for each in ("a", "b"))
    first, second = (each.parts[1] for each in (one, two))
    assert isinstance(first, SealedPart)
    assert isinstance(second, SealedPart)

    assert one.entry.parts[1].hash != two.entry.parts[1].hash
    assert first.sealed != second.sealed
    assert not {each.wrap for each in first.wraps} & {each.wrap for each in second.wraps}


# --- redaction -------------------------------------------------------------------------------------------------------


def cut_out(planted: Planted) -> list[bytes]:
    """Return what must be nowhere any more."""
    return [
        needle
        for position, names in planted.redacted.items()
        for needle in needles_of(planted.submissions[position], names)
    ]  # fmt: skip


def test_before_a_redaction_the_search_finds_it_in_the_database(planted: Planted) -> None:
    """The search is a search: before the redaction sealed bytes, wraps and open cores are in the database."""
    disk = on_disk(planted)
    words = planted.submissions[planted.secret["words"]]

    sealed = [each for each in words.parts if isinstance(each, SealedPart)]
    assert [] != found_in(disk, [each.sealed for each in sealed])
    assert [] != found_in(disk, [base64.b64encode(each.wraps[0].wrap) for each in sealed])
    assert [] != found_in(disk, [RECORD_ID.encode()])
    assert [] == found_in(disk, PLAIN)


def test_after_a_redaction_and_a_purge_nothing_of_it_is_in_the_database(cut: Planted) -> None:
    """No sealed byte, wrap, salt, core or attachment that was redacted is left in any file of the database."""
    disk, needles = on_disk(cut), cut_out(cut)

    assert {"ledger.sqlite3"} <= set(disk)
    assert len(needles) > 60
    assert [] == found_in(disk, needles)
    assert [] == found_in(disk, PLAIN)
    assert [] == found_in(disk, [RECORD_ID.encode()])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_after_a_redaction_nothing_of_it_is_in_any_export(cut: Planted, audience: str) -> None:
    """No export after the redaction has anything of it, and each verifies whole."""
    files = cut.files(audience)

    assert [] == found_in(files, [*cut_out(cut), *withheld_from(cut, audience), *PLAIN, RECORD_ID.encode()])
    facts = verify_copy(read_folder(DictFiles(files)))
    assert (4, "mission") == (len(facts.redactions), facts.redactions[0].team)
    assert [cut.secret[each] for each in ("point", "words", "file", RECORD_ID)] == [
        each.entry for each in facts.redactions
    ]


def test_after_a_redaction_every_older_proof_still_holds(cut: Planted) -> None:
    """Every proof that was ever given out verifies against the database and against every export, redacted or not."""
    assert len(cut.submissions) == len(cut.proofs)
    assert all(each.is_true_of(each.extra) for each in cut.proofs)
    for copy in (cut.store.copy(), read_folder(DictFiles(cut.files("ru")))):
        assert len(cut.submissions) + 4 == verify_copy(copy, Expected(log_key().public, None, cut.proofs)).head.size


def test_a_copy_from_before_a_redaction_is_the_beginning_of_the_one_after(cut: Planted) -> None:
    """A redaction changes no leaf, the tree only grew; what was handed over before stays sound, and is read whole."""
    before, after = read_folder(DictFiles(cut.before)), read_folder(DictFiles(cut.files("us")))

    found = compare_copies(before, verify_copy(before), after, verify_copy(after))

    assert ("first-is-prefix", len(cut.submissions)) == (found.relation, found.shared)
    assert [] != found_in(cut.before, [needle for needle in cut_out(cut) if len(needle) > 200])


# --- words -----------------------------------------------------------------------------------------------------------


def told_by(call: Callable[[], object]) -> str:
    """Return all that a refused operation says: the problem in words, its value, the exception and its chain."""
    try:
        call()
    except (Refused, ValueError) as error:
        problems = error.problems if isinstance(error, Refused) else ()
        lines = [render(each) for each in problems] + [repr(each) for each in problems]
        return "\n".join([*lines, str(error), repr(error), *traceback.format_exception(error)])
    pytest.fail("it was not refused")


def refusals(planted: Planted) -> Iterator[str]:
    """Yield what each refused operation says."""
    submission = planted.submissions[planted.secret[RECORD_ID]]
    mission = Author(team("mission"), ORIGIN, Dice("refusals"))
    regions: dict[str, Any] = {}
    for part in submission.parts[1:]:
        assert isinstance(part, SealedPart)
        head = submission.entry.part(part.name)
        assert head is not None
        yield told_by(functools.partial(unseal, part, head, team("ru")))
        broken = replace(part, sealed=part.sealed[:-1] + bytes([part.sealed[-1] ^ 1]))
        yield told_by(functools.partial(unseal, broken, head, team("mission")))
        yield told_by(functools.partial(unseal, part, replace(head, hash=bytes(32)), team("mission")))
    for name, sealed in submission.attachments:
        payload = opened(submission, sealed_of(submission, name))
        yield told_by(functools.partial(open_attachment, payload, sealed + b"x"))
        yield told_by(
            functools.partial(open_attachment, payload | {"key": base64.b64encode(bytes(32)).decode()}, sealed)
        )
    yield told_by(lambda: vault_from_text(text_from_vault(planted.vault, bytes(32), Dice("v")), b"x" * 32))
    yield told_by(lambda: key_from_text(text_from_key(team("us"), PASSPHRASE, Dice("k")), "another"))
    again = enter_record(mission, planted_record(RECORD_ID, **PLANTED[RECORD_ID]), regions, {})
    for refused in (
        submission,
        again,
        replace(again, signature=bytes(64)),
        replace(again, parts=submission.parts),
        replace(again, parts=again.parts[:1]),
        enter_record(Author(team("ru", 9), ORIGIN, Dice("x")), planted_record("new", **PLANTED["words"]), {}, {}),
        enter_record(
            Author(team("ru"), "other.example/l", Dice("x")), planted_record("new", **PLANTED["words"]), {}, {}
        ),
    ):
        yield told_by(functools.partial(planted.store.append, [refused], log_key(), START + 900))
    yield told_by(lambda: planted.store.append([again], log_key(2), START + 900))
    wrong = enter_redaction(Author(team("ru"), ORIGIN, Dice("r")), planted.secret["words"], ["narrative"], ["x"], "y")
    yield told_by(lambda: planted.store.redact(wrong, log_key(), START + 900))
    yield told_by(lambda: planted.store.entry(10_000))
    files = planted.files("us")
    parts = files["parts/000.jsonl"]
    for at in (parts.find(b'"sealed"') + 30, parts.find(b'"payload"') + 30, parts.rfind(b'"wrap"') + 30):
        for byte in (0x30, 0xFF, 0x22, 0x0A):
            changed = files | {"parts/000.jsonl": parts[:at] + bytes([byte]) + parts[at + 1 :]}
            yield told_by(functools.partial(read_folder, DictFiles(changed)))
            if byte in (0xFF, 0x22, 0x0A) or b"payload" in parts[at - 40 : at]:
                yield told_by(functools.partial(verified, resigned(changed)))
    yield told_by(lambda: object_from_canonical(b" " + canonical({"text": NARRATIVE})))


def secrets_of(planted: Planted) -> list[bytes]:
    """Return every byte sequence that no message and no printed value may have."""
    every = [each for each in planted.submissions.values() if len(each.entry.parts) > 1]
    needles = [
        needle for each in every for needle in needles_of(each, [part.name for part in each.entry.parts[1:]])
    ]  # fmt: skip
    keys = [team(each).sign.private_bytes_raw() for each in AUDIENCES[1:]]
    keys += [team(each).seal.private_bytes_raw() for each in AUDIENCES[1:]]
    keys.append(log_key().sign.private_bytes_raw())
    return [*needles, *PLAIN, *itertools.chain(*(spellings(each) for each in keys)), PASSPHRASE.encode()]


def test_no_refusal_quotes_what_it_refuses(planted: Planted) -> None:
    """Whatever is refused, and why, the words of it tell nothing of protected parts, names, keys or passphrases."""
    told = {f"refusal {number}": text.encode(errors="replace") for number, text in enumerate(refusals(planted))}

    assert 51 == len(told)
    assert [] == found_in(told, secrets_of(planted))


def test_no_value_that_is_printed_shows_a_secret(planted: Planted) -> None:
    """What a log, a debugger or a traceback prints of any public value tells nothing of protected parts or keys."""
    submission = planted.submissions[planted.secret["file"]]
    copy, folder = planted.store.copy(), read_folder(DictFiles(planted.files("ru")))
    facts = verify_copy(folder)
    batch: Batch = next(iter(folder.batches()))
    mission = Author(team("mission"), ORIGIN, Dice("shown"))
    shown: list[object] = [
        submission, *submission.parts, *submission.attachments[:0], submission.entry, batch, folder, copy, facts,
        planted.store, planted.proofs[-1], planted.proofs[-1].checkpoint, facts.keyring, team("mission"), log_key(),
        mission, planted.vault, File(FILE_NAME, FILE).data[:0], ExportFile("x", FILE),
        inputs_from_copy(copy, None, None, "recorded"), compare_copies(copy, facts, folder, facts),
        *(each for part in submission.parts if isinstance(part, SealedPart) for each in part.wraps),
        planted.store.entry(planted.secret["file"]), planted.store.keyring(),
        Expected(None, facts.head, planted.proofs),
    ]  # fmt: skip
    told = {f"{number} {type(each).__name__}": f"{each!r}\n{each}".encode() for number, each in enumerate(shown)}

    assert [] == found_in(told, secrets_of(planted))
    assert [] == found_in({"file": repr(File("note.txt", FILE)).encode()}, spellings(FILE))


# --- what an assessment makes of it ----------------------------------------------------------------------------------


def test_every_audience_assesses_alike(planted: Planted) -> None:
    """The database and the copies for two audiences give the same verdicts, clocks and cells, whatever is withheld."""
    copies = [planted.store.copy(), *(read_folder(DictFiles(planted.files(each))) for each in ("everyone", "us"))]

    answers = [assessed(each) for each in copies]

    assert 3 == len(answers)
    assert all(answers[0] == each for each in answers[1:])
    assert len(answers[0][1]) > 10


def assessed(copy: Any) -> tuple[object, list[object]]:
    """Return what an assessment makes of a copy: verdicts, clocks, cells and digest."""
    inputs = inputs_from_copy(copy, None, None, "as-reported")
    agreement = agreement_from_bytes(inputs.agreement[0].encode(), "agreement.yaml")
    answer = check(agreement, inputs.records, inputs.datasets, Asked(AT, AT, "as-reported"), ReferenceEngine())
    verdicts = [
        (term.id, each.id, each.verdict, each.outcomes, each.clock, each.areas)
        for term in answer.terms
        for each in term.readings
    ]  # fmt: skip
    return (inputs.head, answer.digest, inputs.without), list(verdicts)
