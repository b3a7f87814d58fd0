"""Garbage in every file that a stranger can hand over: refused in words, never a fault of the program."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from tests.attacks.ledger.world import (
    ORIGIN,
    START,
    Dice,
    DictFiles,
    Written,
    author,
    core_dict,
    entry,
    export_with_later_cosignature,
    head_of,
    honest,
    log_key,
    resigned,
    sealed_of,
    seen,
    team,
    verified,
)

from ceasefire.ledger import (
    PublicKeys,
    Vault,
    broken_line,
    bytes_from_text,
    key_from_text,
    log_line,
    needs_passphrase,
    origin_name,
    public_from_text,
    team_name,
    text_from_bytes,
    text_from_key,
    text_from_vault,
    vault_from_text,
)
from ceasefire.ledger.copies import Expected, WitnessState, inputs_from_copy, read_folder, verify_copy
from ceasefire.ledger.entries import (
    KINDS,
    canonical,
    leaf_from_bytes,
    object_from_canonical,
    open_attachment,
    part_from_line,
    unseal,
)
from ceasefire.ledger.notes import (
    Checkpoint,
    Note,
    VerifierKey,
    checkpoint_from_note,
    note_from_text,
    proof_file_from_text,
    short_form,
    signature_from_line,
)
from ceasefire.problems import Refused, render

VAULT_KEY = bytes(range(32))
HUGE = 10**30
NASTY_TEXT = (
    "", " ", "\x00", "\n", "\n\n", "\r", "\u2028", "\x85", "\ud800", "\udfff\ud800", "\U0010ffff", "\u200f", "é",
    "e\u0301", "__proto__", "constructor", "../../etc/passwd", "/", "+", "a" * 70_000, "٣", "0", "-0", "1e9", "NaN",
    "null", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59",
    "0001-01-01T00:00:00Z", "2016-09-19T16:00:00+24:00", "2016-09-19T16:00:00", "2016-W38-1T16:00:00Z",
    "10000-01-01T00:00:00Z", "2016-09-19T24:00:00Z", "2016-09-19T16:00:60Z", "AAA=", "AAB=", "====", "A" * 43 + "=",
)  # fmt: skip
NASTY_BYTES = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\n", b"\n\n", b"[" * 5000, b'{"a":' * 5000, b"9" * 5000,
    b"-", b"1e999", b"\\ud800", b'"\\ud800"', b"null", b"NaN", b"true", b"Infinity", b'{"a":1,"a":1}', b"\xef\xbb\xbf",
    b"__proto__", b"../", b"\xe2\x80\x94 ", b"99999999999999999", "١٢".encode(), b'"', b",", b"}",
)  # fmt: skip

scalars = st.one_of(
    st.sampled_from(NASTY_TEXT),
    st.text(max_size=20),
    st.text(st.characters(categories=["Cs", "Cc", "Nd"]), max_size=5),
    st.sampled_from([0, -1, 1, True, False, None, 1.5, 2**53, -(2**53), 2**63, HUGE, -HUGE, 10**400]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=8), st.sampled_from(NASTY_TEXT[:12])), inner, max_size=4),
    ),
    max_leaves=8,
)


def refused_or_read(call: Callable[[], object]) -> None:
    """Call; a refusal must be a Refused that can be told, or a ValueError that is not Python's own of an encoding."""
    refused: Exception | None = None
    try:
        call()
    except (Refused, ValueError) as error:
        refused = error
    assert not isinstance(refused, UnicodeError), repr(refused)
    if isinstance(refused, Refused):
        assert all(render(each).isprintable() for each in refused.problems)


# --- every reader of bytes and texts ---------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    return data.decode(errors="surrogatepass") if _decodes(data) else data.decode("latin-1")


def _decodes(data: bytes) -> bool:
    try:
        data.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


READERS: dict[str, Callable[[bytes], object]] = {
    "canonical-json": object_from_canonical,
    "leaf": leaf_from_bytes,
    "part-line": part_from_line,
    "note": lambda data: note_from_text(_text(data)),
    "checkpoint": lambda data: short_form(checkpoint_from_note(note_from_text(_text(data)))),
    "signature-line": lambda data: str(signature_from_line(_text(data))),
    "verifier-key": lambda data: str(VerifierKey.from_text(_text(data))),
    "proof-file": lambda data: str(proof_file_from_text(_text(data))),
    "witness-state": lambda data: WitnessState.from_text(_text(data)).text(),
    "vault": lambda data: repr(vault_from_text(_text(data), VAULT_KEY)),
    "vault-log": lambda data: broken_line(_text(data)),
    "team-key": lambda data: key_from_text(_text(data), ""),
    "log-key": lambda data: (needs_passphrase(_text(data)), key_from_text(_text(data), "")),
    "public-key": lambda data: public_from_text(_text(data)),
    "base64": lambda data: bytes_from_text(_text(data)),
}


@functools.cache
def samples() -> dict[str, bytes]:
    """Return something sound for every reader."""
    vault, _ = Vault().pseudonym("us", "Somebody", Dice("vault"))
    log = log_line("", START, "us", "named", "p-aaaaaaaaaaaaaaaa")
    log += log_line(log, START, "us", "looked-up", "p-aaaaaaaaaaaaaaaa")
    team_file = text_from_key(team("us"), "", Dice("file"))
    parts = honest().files("us")["parts/000.jsonl"].split(b"\n")
    checkpoint = str(honest().copy().checkpoint)
    found = {
        "canonical-json": honest().leaves()[2],
        "leaf": honest().leaves()[2],
        "part-line": next(each for each in parts if b"wraps" in each),
        "note": checkpoint.encode(),
        "checkpoint": checkpoint.encode(),
        "signature-line": checkpoint.splitlines()[-1].encode(),
        "verifier-key": str(log_key().public).encode(),
        "proof-file": str(honest().receipt(4)).encode(),
        "witness-state": seen(8).text().encode(),
        "vault": text_from_vault(vault, VAULT_KEY, Dice("vault file")).encode(),
        "vault-log": log.encode(),
        "team-key": team_file.encode(),
        "log-key": text_from_key(log_key(), "", Dice("file")).encode(),
        "public-key": team_file.encode(),
        "base64": b"AAECAw==",
    }
    assert set(READERS) == set(found)
    return found


def test_every_sample_is_read() -> None:
    """What the garbage is made from is sound."""
    assert 15 == len([READERS[name](data) for name, data in samples().items()])


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_bytes_at_random_are_refused(name: str, data: st.DataObject) -> None:
    """No bytes, from nowhere or put into something sound, bring a reader down."""
    read, sound = READERS[name], samples()[name]
    pieces = st.one_of(
        st.binary(max_size=40), st.sampled_from(NASTY_BYTES), st.text(max_size=20).map(lambda each: each.encode())
    )
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 40)))
    piece = data.draw(pieces)
    for garbage in (piece, sound[:start] + piece + sound[end:], sound[:start] + piece, piece + sound[end:]):
        refused_or_read(functools.partial(read, garbage))


JSON_READERS = [name for name, data in (
    ("canonical-json", 0), ("leaf", 0), ("part-line", 0), ("witness-state", 0), ("vault", 0), ("vault-log", 0),
    ("team-key", 0), ("log-key", 0), ("public-key", 0),
)]  # fmt: skip


def changed_anywhere(content: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Return the JSON with one value, wherever it stands, exchanged, dropped or added."""
    if isinstance(content, dict) and content and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(content)))
        return {**content, key: changed_anywhere(content[key], draw)}
    if isinstance(content, list) and content and draw(st.integers(0, 3)):
        at = draw(st.integers(0, len(content) - 1))
        return [*content[:at], changed_anywhere(content[at], draw), *content[at + 1 :]]
    if isinstance(content, dict) and draw(st.booleans()):
        keys = sorted(content)
        kept = {key: content[key] for key in keys if key != (draw(st.sampled_from(keys)) if keys else "")}
        return kept | draw(
            st.dictionaries(st.sampled_from(["__proto__", "core", "v", "claimed", "x"]), values, max_size=2)
        )
    return draw(values)


@pytest.mark.parametrize("name", JSON_READERS)
@given(data=st.data())
def test_json_with_a_value_exchanged_is_refused(name: str, data: st.DataObject) -> None:
    """No JSON value of another type, size or depth brings a reader down, written canonically or not."""
    content = changed_anywhere(
        json.loads(samples()[name].split(b"\n")[0] if name == "vault-log" else samples()[name]), data.draw
    )
    for text in (
        json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        json.dumps(content),
    ):
        refused_or_read(functools.partial(READERS[name], text.encode(errors="surrogatepass")))


@pytest.mark.parametrize("name", READERS)
def test_every_depth_of_nesting_is_refused(name: str) -> None:
    """Neither reading nor writing again what is nested deeply ends in the interpreter's own limit."""
    read = READERS[name]
    for depth in [*range(50, 1100, 25), 10_000, 200_000]:
        for opens, closes in ((b"[", b"]"), (b'{"a":', b"}")):
            inner = opens * depth + b"1" + closes * depth
            for text in (inner, b'{"a":' + inner + b"}", samples()[name].replace(b":1", b":" + inner, 1)):
                refused_or_read(functools.partial(read, text))


@pytest.mark.parametrize("text", NASTY_TEXT)
def test_names_are_refused_or_taken(text: str) -> None:
    """No name brings down what judges names."""
    for judge_name in (team_name, origin_name, lambda name: VerifierKey.from_text(f"{name}+00000000+AAAA")):
        refused_or_read(functools.partial(judge_name, text))
    for obj in ({"team": text, "sign": text, "seal": text}, [text], text, None, {text: text}):
        refused_or_read(functools.partial(PublicKeys.from_json, obj))


def test_no_team_is_called_everyone() -> None:
    """The name of the copies that are for no team cannot be a team's: its sealed parts would go into them."""
    with pytest.raises(ValueError, match="not a team's name"):
        team_name("everyone")


@given(values)
def test_a_vault_whose_key_is_right_and_whose_content_is_not_is_refused(content: Any) -> None:
    """Even what was sealed with the vault's own key is read as names, or refused."""
    data = json.dumps(content).encode()
    for length in (len(data), 0, 2**32 - 1):
        plain = length.to_bytes(4, "big") + data
        sealed = bytes(12) + ChaCha20Poly1305(VAULT_KEY).encrypt(bytes(12), plain, b"ceasefire.vault/v1\n")
        text = json.dumps({"ceasefire_vault": 1, "sealed": text_from_bytes(sealed)})
        refused_or_read(functools.partial(vault_from_text, text, VAULT_KEY))


@pytest.mark.parametrize("who", ["a\u2028b", "a\x85b", "a\x0bb", "a\nb", "\x1c", "é", '"', ""])
def test_a_sound_log_of_lookups_is_not_called_broken(who: str) -> None:
    """Whatever the name of who asks, the log follows line by line; a line changed breaks it."""
    log = ""
    for number in range(4):
        log += log_line(log, START + number, who, "looked-up", "p-aaaaaaaaaaaaaaaa")

    assert 0 == broken_line(log)
    assert 3 == broken_line(log.replace("16:00:01", "16:00:09"))


# --- entries that were signed, whatever they say ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_core_of_any_content_is_judged(kind: str, data: st.DataObject) -> None:
    """Whatever a team signs as any kind of entry, verification judges it, and reading for an assessment does too."""
    sound = {
        "redaction": {"entry": 2, "parts": ["position"], "approved_by": ["x"], "ground": "y"},
        "key": team("ru", 7).public.json(),
        "key-withdrawn": {"team": "us", "sign": team("us").public.json()["sign"], "reason": "lost", "ground": "x"},
        "log-key": {"log": str(log_key(5).public)},
        "agreement": {"text": "x"},
        "dataset": {"kind": "dataset", "id": "d", "coverage": [], "released": "2016-09-19T16:00:00Z"},
        "record": core_dict(99),
        "decision": {"kind": "act", "source": "s", "id": "a", "act": "ends", "instrument": "i", "dataset": "d"},
        "ledger": honest().entries[0].submission.core,
    }[kind]
    content = (
        changed_anywhere(sound, data.draw)
        if data.draw(st.booleans())
        else {"kind": data.draw(values), "text": data.draw(values)}
    )
    try:
        payload = canonical(content if isinstance(content, dict) else {"a": content})
        object_from_canonical(payload)
    except ValueError:
        reject()  # what is no canonical JSON is refused before it is judged
    base = honest()
    by = author("mission")
    made = entry(by, kind, json.loads(payload))
    desk = replace(base, entries=(*base.entries, Written(made, START + 3600)), cosigners=())
    copy = desk.copy()

    def verified_and_read() -> None:
        verify_copy(copy)
        inputs_from_copy(copy, None, None, "recorded")

    refused_or_read(verified_and_read)


@settings(max_examples=200)
@given(data=st.data())
def test_a_leaf_of_any_content_is_judged(data: st.DataObject) -> None:
    """Whatever stands in a leaf under a tree that the log signed, it is judged or refused."""
    leaves = list(honest().leaves())
    at = data.draw(st.integers(0, 7))
    content = changed_anywhere(json.loads(leaves[at]), data.draw)
    leaves[at] = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="surrogatepass"
    )
    assume(len(leaves[at]) <= 65_535 and leaves[at] != honest().leaves()[at])
    copy = replace(honest().copy(), leaves=tuple(leaves), checkpoint=head_of(leaves, log_key()), checkpoints={})

    refused_or_read(functools.partial(verify_copy, copy))


# --- folders ---------------------------------------------------------------------------------------------------------


@given(data=st.data())
def test_a_folder_with_garbage_in_any_file_is_refused(data: st.DataObject) -> None:
    """Garbage in any file of a folder whose operator signs it: refused, with a code, before anything is believed."""
    files = dict(export_with_later_cosignature())
    path = data.draw(st.sampled_from(sorted(set(files) - {"README.txt"})))
    start = data.draw(st.integers(0, len(files[path])))
    end = data.draw(st.integers(start, min(len(files[path]), start + 60)))
    piece = data.draw(st.one_of(st.sampled_from(NASTY_BYTES), st.binary(max_size=30)))
    garbage = files | {path: files[path][:start] + piece + files[path][end:]}

    for folder in (garbage, garbage if path == "manifest" else resigned(garbage)):
        refused_or_read(functools.partial(verified, folder))


PATHS = [
    "../x", "/etc/passwd", "a/../../b", "tile/../checkpoint", "./checkpoint", "checkpoint/", "checkpoint//x", "", ".",
    "..",     "C:/x", "a\\b", "a\x00b", "a b", "a\u202eb", "é", "A", "checkpoints/../x", "-", "_x",
    "tile/0/000.p/9", "tile/-1/000", "parts/999.jsonl", "checkpoints/٣", "checkpoints/03", "checkpoints/-1",
    "attachments/" + "g" * 64, "__proto__", "constructor",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_in_a_manifest_leads_out_of_the_folder(path: str) -> None:
    """A manifest that names a path which no export has is refused, even where file and hash are right."""
    files = resigned(dict(export_with_later_cosignature()) | {path: b"x"})

    with pytest.raises(Refused) as caught:
        read_folder(DictFiles(files))

    assert caught.value.problems[0].code in ("E-LEDGER-005", "E-LEDGER-006")


@pytest.mark.parametrize(
    "size", ["0", "1", "7", "9", "257", "65537", "9" * 18, "9" * 19, "-1", "08", "8.0", "٨", "1e3", "", " 8", "8 "]
)
def test_a_manifest_of_another_size_is_refused_at_once(size: str) -> None:
    """A size that the folder does not have is refused without counting up to it, signed or not."""
    files = resigned(dict(export_with_later_cosignature()), size=size)

    with pytest.raises(Refused) as caught:
        read_folder(DictFiles(files))

    assert caught.value.problems[0].code in ("E-LEDGER-003", "E-LEDGER-006")


@pytest.mark.parametrize("size", [0, 9, 257, 10**17])
def test_a_folder_whose_checkpoint_lies_about_its_size_is_refused(size: int) -> None:
    """A manifest and a checkpoint that agree on a size which is not that of the entries are refused."""
    for key in (log_key(), log_key(9)):
        lie = Note.signed(Checkpoint(ORIGIN, size, bytes(32)).text, ORIGIN, key.sign)
        files = dict(export_with_later_cosignature()) | {"checkpoint": str(lie).encode()}
        with pytest.raises(Refused) as caught:
            verify_copy(read_folder(DictFiles(resigned(files, key, size=str(size)))))
        assert caught.value.problems[0].code in (("E-LEDGER-006",) if size == 0 else ("E-LEDGER-003", "E-LEDGER-005"))


def test_a_ledger_without_entries_is_refused() -> None:
    """A folder of no entries, every file of it in order, is no ledger: there is nobody who opened it."""
    empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    note = Note.signed(f"{ORIGIN}\n0\n{empty}\n", ORIGIN, log_key().sign)
    files = {"checkpoint": str(note).encode(), "manifest": honest().files("us")["manifest"], "README.txt": b""}

    with pytest.raises(Refused) as caught:
        verify_copy(read_folder(DictFiles(resigned(files, size="0"))))

    assert ["E-LEDGER-006"] == [each.code for each in caught.value.problems]


@given(st.text(max_size=30), st.integers(-1, 10**18), st.binary(min_size=32, max_size=32))
def test_whatever_a_party_remembers_is_compared_or_refused(origin: str, size: int, root: bytes) -> None:
    """A state of any origin, size and root, as its file can hold it, is compared with a copy or refused."""
    content = json.loads(seen(8).text()) | {"origin": origin, "size": size, "root": text_from_bytes(root)}

    def compared() -> None:
        state = WitnessState.from_text(json.dumps(content))
        verify_copy(honest().copy(), Expected(state.log, state.seen))

    refused_or_read(compared)


@given(st.binary(max_size=300), st.binary(min_size=32, max_size=32))
def test_sealed_bytes_of_any_kind_do_not_open(data: bytes, key: bytes) -> None:
    """Garbage in the place of a sealed part, its wrap or an attachment is refused by those who try to open it."""
    submission = honest().entries[2].submission
    head, part = submission.entry.part("position"), sealed_of(submission, "position")
    assert head is not None
    for changed in (
        replace(part, sealed=data),
        replace(part, wraps=tuple(replace(each, wrap=data) for each in part.wraps)),
    ):
        with pytest.raises(ValueError, match=r"does not open|not sealed"):
            unseal(changed, head, team("us"))
    for payload in ({}, {"key": 1}, {"key": text_from_bytes(key)}, {"attachment": 1, "key": text_from_bytes(key)}):
        with pytest.raises(ValueError, match="not the attachment"):
            open_attachment(payload, data)


def test_names_that_no_encoding_can_write_are_refused() -> None:
    """Half a surrogate in a key's or a ledger's name, in any file that can hold one, is refused as what it is."""
    key = str(log_key().public).replace("t.example", "\\ud800")
    for call in (
        lambda: VerifierKey.from_text(str(log_key().public).replace("t.example", "\ud800")),
        lambda: WitnessState.from_text(seen(8).text().replace(str(log_key().public), key)),
        lambda: public_from_text(text_from_key(log_key(), "", Dice("x")).replace(str(log_key().public), key)),
        lambda: origin_name("\ud800"),
        lambda: object_from_canonical(b'{"a":"\\ud800"}'),
    ):
        with pytest.raises(ValueError, match="not ") as caught:
            call()
        assert not isinstance(caught.value, UnicodeError)
