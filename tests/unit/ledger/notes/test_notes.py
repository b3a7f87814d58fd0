"""Signed notes and verifier keys: the published examples, round trips, and what is refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import Drawn, each_changed_letter, log

from ceasefire.ledger import bytes_from_text, new_log_key, text_from_bytes
from ceasefire.ledger.notes import COSIGNER, LOG, Note, Signature, VerifierKey, is_key_name, note_from_text

# The worked example of C2SP signed-note, "Verifier keys" and "Example".
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The note on the title page of C2SP signed-note; its key was never published, so it is only read.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# The examples of golang.org/x/mod/sumdb/note.
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

PEOPLE = st.text(st.characters(codec="utf-8", exclude_characters="+", exclude_categories=["C", "Z"]), min_size=1)
LINES = st.text(st.characters(codec="utf-8", min_codepoint=0x20), max_size=20)


@pytest.mark.parametrize(
    ("key", "note"),
    [(SPEC_KEY, SPEC_NOTE), (PETER_KEY, f"{TEXT}\n{PETER}"), (PETER_KEY, f"{TEXT}\n{PETER}{ENOCH}"),
     (ENOCH_KEY, f"{TEXT}\n{PETER}{ENOCH}")],
)  # fmt: skip
def test_published_notes_verify(key, note):
    """The worked example of signed-note, and Go's with one and with two signers, verify and are written as printed."""
    verifier, read = VerifierKey.from_text(key), note_from_text(note)

    assert read.is_signed_by(verifier)
    assert key == str(verifier)
    assert note == str(read)


def test_text_may_have_empty_lines():
    """The text ends at the last empty line: the note on the title page of signed-note is one signature over 4 lines."""
    read = note_from_text(POEM)
    (signature,) = read.signatures

    assert "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n" == read.text
    assert ("quasimodo.example/salvatore", "367ba04b", 64) == (
        signature.name,
        signature.key_id.hex(),
        len(signature.data),
    )
    assert POEM == str(read)


@pytest.mark.parametrize(("key", "note"), [(SPEC_KEY, SPEC_NOTE), (PETER_KEY, f"{TEXT}\n{PETER}")])
def test_a_letter_changed_anywhere_is_refused(key, note):
    """Whichever letter of a note is another or gone, it is not read, or not signed by the key."""
    verifier = VerifierKey.from_text(key)

    assert [] == [each for each in each_changed_letter(note) if is_signed(each, verifier)]


def is_signed(text, key):
    """Return whether a text is a note signed by the key."""
    try:
        return note_from_text(text).is_signed_by(key)
    except ValueError:
        return False


@pytest.mark.parametrize("kind", [LOG, COSIGNER])
def test_the_key_id_is_a_hash_of_name_kind_and_key(kind):
    """SHA-256(name, newline, type byte, public key), the first 4 bytes; so one key under two types has two ids."""
    public = bytes(range(32))
    wanted = hashlib.sha256(b"example.org/a\n" + bytes([kind]) + public).digest()[:4]
    key = VerifierKey("example.org/a", kind, public)

    assert wanted == key.id
    assert f"example.org/a+{wanted.hex()}+{text_from_bytes(bytes([kind]) + public)}" == str(key)


@given(PEOPLE, st.sampled_from([LOG, COSIGNER]), st.binary(min_size=32, max_size=32))
def test_a_key_reads_back(name, kind, public):
    """A verifier key reads back from its text, also where its base64 has a plus in it."""
    key = VerifierKey(name, kind, public)

    assert key == VerifierKey.from_text(str(key))


@pytest.mark.parametrize("text", [SPEC_KEY, PETER_KEY])
def test_a_mangled_key_is_refused(text):
    """No part of a key's text, and no text with a letter changed, is a key."""
    parts = {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)} - {text}
    next_letter = {text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :] for at in range(len(text))}

    assert [] == [each for each in parts | next_letter | {text.upper(), text + "\n", " " + text} if is_key(each)]


@pytest.mark.parametrize("data", [
    b"", b"\x01", b"\x01" + bytes(31), b"\x01" + bytes(33), b"\x02" + bytes(32), b"\x00" + bytes(32),
    b"\x06" + bytes(32), b"\xff" + bytes(32),
])  # fmt: skip
def test_only_ed25519_keys_of_two_types_are_read(data):
    """Another type or length is refused, even with the right key id."""
    key_id = hashlib.sha256(b"example.org/a\n" + data).hexdigest()[:8]

    assert not is_key(f"example.org/a+{key_id}+{text_from_bytes(data)}")


def is_key(text):
    """Return whether a text is a verifier key."""
    try:
        VerifierKey.from_text(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\nb", "a\tb", "a\u00a0b", "a\u2003b", "a\u3000b", "a\x01b", "a\ud800"]
)
def test_names_that_no_key_has(name):
    """A key's name is not empty, has no space of any kind, no plus, no control character and no half of a letter."""
    assert not is_key_name(name)


@given(st.lists(LINES, min_size=1, max_size=5), st.integers(1, 3))
def test_a_signed_note_reads_back(lines, count):
    """Any text of lines, signed by some, is read back as it was written and verified for each of them."""
    text = "\n".join(lines) + "\n"
    keys = [new_log_key(f"example.org/{number}", Drawn(f"note {number}")) for number in range(count)]
    note = Note(text, tuple(Note.signed(text, each.origin, each.sign).signatures[0] for each in keys))
    read = note_from_text(str(note))

    assert note == read
    assert all(read.is_signed_by(each.public) for each in keys)
    assert not read.is_signed_by(log(1, "example.org/0").public)


@pytest.mark.parametrize("note", [
    "", "\n", "\n\n", TEXT, TEXT + "\n", PETER, "\n" + PETER, f"{TEXT}\n{PETER[:-1]}", f"{TEXT}\n{PETER}\n",
    f"\x01{TEXT}\n{PETER}", f"{TEXT}\t\n{PETER}", f"{TEXT}\r\n\r\n{PETER}", f"{TEXT}\n{PETER}Unexpected line.\n",
    f"{TEXT}\n{PETER.replace('PeterNeumann', 'Peter Neumann')}", f"{TEXT}\n{PETER.replace('— ', '- ')}",
    f"{TEXT}\n{PETER.replace('— ', '—')}", f"{TEXT}\n{PETER.replace('=', '')}", f"{TEXT}\n {PETER}",
    f"{TEXT}\n— PeterNeumann x08gow==\n", f"{TEXT}\n— PeterNeumann \n", f"{TEXT}\n—  x08go/ZJkuA=\n",
    f"{TEXT}\n{PETER.replace('x08go', 'x08g-')}", f"{TEXT}\n— Peter+Neumann x08go/ZJkuA=\n", f"{TEXT}\n{PETER[:-1]} \n",
])  # fmt: skip
def test_what_is_no_signed_note(note):
    """Without text, empty line, whole signature lines in the one form, or with control characters, it is refused."""
    with pytest.raises(ValueError, match=r".+"):
        note_from_text(note)


@pytest.mark.parametrize("count", [16, 64])
def test_many_signatures_are_read(count):
    """At least 16 signatures are read, as the standard asks, and up to 64."""
    read = note_from_text(f"{TEXT}\n{PETER}" + ENOCH * (count - 1))

    assert count == len(read.signatures)
    assert read.is_signed_by(VerifierKey.from_text(PETER_KEY))


def test_too_many_signatures_are_refused():
    """A note of 65 signatures is refused, so that nobody is kept busy with one."""
    with pytest.raises(ValueError, match="too many signature lines"):
        note_from_text(f"{TEXT}\n" + PETER * 65)


def test_every_signature_by_a_known_key_must_hold():
    """A false signature by the key beside a true one spoils the note; one by a key that only shares name or id does
    not.
    """
    peter, note = VerifierKey.from_text(PETER_KEY), note_from_text(f"{TEXT}\n{PETER}")
    (true,) = note.signatures
    false = Signature(true.name, true.key_id, bytes(64))
    strangers = (Signature("Another", true.key_id, bytes(64)), Signature(true.name, b"\0\0\0\0", bytes(64)))

    assert not Note(TEXT, (true, false)).is_signed_by(peter)
    assert not Note(TEXT, (false, true)).is_signed_by(peter)
    assert Note(TEXT, (*strangers, true)).is_signed_by(peter)
    assert not Note(TEXT, strangers).is_signed_by(peter)
    assert not Note(TEXT, ()).is_signed_by(peter)


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65)])
def test_a_signature_of_any_length_gives_an_answer(signature):
    """Bytes that are no signature do not hold, and raise nothing."""
    assert not VerifierKey.from_text(PETER_KEY).verifies(signature, TEXT.encode())


@pytest.mark.parametrize("public", [bytes(32), b"\xff" * 32, bytes(31)])
def test_a_public_key_of_any_bytes_gives_an_answer(public):
    """Under bytes that are no point of the curve, or a point of low order, a made-up signature does not hold."""
    peter = note_from_text(f"{TEXT}\n{PETER}").signatures[0]

    assert not VerifierKey("PeterNeumann", LOG, public).verifies(peter.data, TEXT.encode())


def test_a_cosigners_key_is_not_a_logs():
    """A signature by a log's key does not count for the same key as a cosigner's: its id is another."""
    signed = Note.signed(TEXT, "example.org/a", log().sign)
    public = log().public.public

    assert signed.is_signed_by(VerifierKey("example.org/a", LOG, public))
    assert not signed.is_signed_by(VerifierKey("example.org/a", COSIGNER, public))


def test_go_keys_sign_as_go_signed():
    """Signing is deterministic: with Go's published secret key the line is Go's, letter for letter."""
    secret = new_log_key("PeterNeumann", lambda _: bytes_from_text("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:])

    assert PETER_KEY == str(secret.public)
    assert f"{TEXT}\n{PETER}" == str(Note.signed(TEXT, "PeterNeumann", secret.sign))
