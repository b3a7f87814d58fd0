"""Cosignatures, against the standard's text computed here."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import NORTH, SOUTH, START, each_changed_byte, log, team

from ceasefire.ledger.notes import (
    COSIGNER,
    LOG,
    Checkpoint,
    Note,
    Signature,
    VerifierKey,
    checkpoint_from_note,
    cosign,
    cosigned_at,
    note_from_text,
)

TEXT = Checkpoint("ledger.example/truce", 12, bytes(range(32))).text
KEY = team(NORTH).public.cosigner
LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z


@given(st.integers(0, LATEST))
def test_message_and_key_id_are_the_standards(now):
    """The line is key id (type 0x04), time (8 bytes, big-endian) and Ed25519 over cosignature/v1, time and text."""
    public = team(NORTH).public.sign
    line = cosign(TEXT, NORTH, team(NORTH).sign, now)
    message = (
        b"cosignature/v1\n" + b"time %d\n" % now + b"ledger.example/truce\n12\n" + TEXT.split("\n")[2].encode() + b"\n"
    )

    assert hashlib.sha256(b"north\n\x04" + public).digest()[:4] == line.key_id
    assert now == int.from_bytes(line.data[:8], "big")
    Ed25519PublicKey.from_public_bytes(public).verify(line.data[8:], message)
    assert now == cosigned_at(TEXT, line, KEY)


def test_a_line_reads_back_beside_the_logs():
    """A checkpoint with the log's line and two cosigners' is read back, and each line holds for its own key alone."""
    lines = [cosign(TEXT, name, team(name).sign, START + at) for at, name in enumerate((NORTH, SOUTH))]
    signed = Note.signed(TEXT, "ledger.example/truce", log().sign)
    note = note_from_text(str(Note(TEXT, (*signed.signatures, *lines))))

    assert note.is_signed_by(log().public)
    assert [START, START + 1] == [
        cosigned_at(note.text, line, team(line.name).public.cosigner) for line in note.signatures[1:]
    ]
    assert [None] * 3 == [
        cosigned_at(note.text, line, KEY) for line in (*signed.signatures, lines[1], signed.signatures[0])
    ]


def test_any_byte_changed_does_not_hold():
    """A cosignature with a byte changed, in the time or in the signature, does not hold; nor over another text."""
    line = cosign(TEXT, NORTH, team(NORTH).sign, START)
    changed = [Signature(line.name, line.key_id, each) for each in each_changed_byte(line.data)]
    texts = [Checkpoint("ledger.example/truce", 13, bytes(range(32))).text, TEXT[:-1], TEXT + "\n", ""]

    assert [] == [each for each in changed if cosigned_at(TEXT, each, KEY) is not None]
    assert [] == [each for each in texts if cosigned_at(each, line, KEY) is not None]


@pytest.mark.parametrize("key", [
    VerifierKey(SOUTH, COSIGNER, KEY.public), VerifierKey(NORTH, LOG, KEY.public), team(NORTH, 2).public.cosigner,
])  # fmt: skip
def test_another_key_does_not_answer_for_it(key):
    """Another name, another type or another key: the line is not by it."""
    assert None is cosigned_at(TEXT, cosign(TEXT, NORTH, team(NORTH).sign, START), key)


def test_a_cosignature_is_no_signature_of_an_entry_or_note():
    """What a team signs as cosigner begins otherwise than an entry and a checkpoint, so one never passes for the
    other.
    """
    line = cosign(TEXT, NORTH, team(NORTH).sign, START)

    assert not KEY.verifies(line.data[8:], TEXT.encode())
    assert not Note(TEXT, (Signature(line.name, line.key_id, line.data[8:]),)).is_signed_by(KEY)


@pytest.mark.parametrize("now", [LATEST + 1, 2**63 - 1, 2**63, 2**64 - 1])
def test_a_time_that_nobody_can_write_does_not_hold(now):
    """A signed time after the year 9999 does not count: it could not be shown, and the standard ends at 2**63 - 1."""
    assert None is cosigned_at(TEXT, cosign(TEXT, NORTH, team(NORTH).sign, now), KEY)


def test_the_published_line_is_laid_out_so():
    """The time in the example of tlog-cosignature is the one that its text names: 1679315147."""
    note = note_from_text(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0"
        "xUe+mbIUBkBIfZ+qnA==\n"
    )
    (line,) = note.signatures

    assert (1_679_315_147, 8 + 64) == (int.from_bytes(line.data[:8], "big"), len(line.data))
    assert 20_852_163 == checkpoint_from_note(note).size
