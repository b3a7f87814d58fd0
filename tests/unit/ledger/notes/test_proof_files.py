"""Proof files: round trip, what they prove, and what is no such file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import ORIGIN, each_changed_letter, log

from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.notes import Checkpoint, Note, ProofFile, proof_file_from_text
from ceasefire.ledger.tree import grow, inclusion_proof, leaf_hash, root_at

LEAVES = [b"leaf %d" % number for number in range(300)]
GROWN = grow({}, 0, [leaf_hash(each) for each in LEAVES])


def proof_of(index, size, extra=b""):
    """Return the proof of a leaf in the tree of the first leaves."""

    def tiles(level, at):
        return GROWN[level, at]

    note = Note.signed(Checkpoint(ORIGIN, size, root_at(tiles, size)).text, ORIGIN, log().sign)
    return ProofFile(index, inclusion_proof(tiles, index, size), note, extra)


@given(st.integers(1, 300), st.data(), st.binary(max_size=40))
def test_a_proof_file_reads_back_and_proves(size, more, extra):
    """What was written reads back, proves its own leaf, and no other."""
    index = more.draw(st.integers(0, size - 1))
    proof = proof_of(index, size, extra)
    read = proof_file_from_text(str(proof))

    assert proof == read
    assert str(proof) == str(read)
    assert [index] == [number for number in range(size) if read.is_true_of(LEAVES[number])]


def test_the_layout_is_the_standards():
    """Header, extra, index, hashes from the leaf's sibling up, an empty line, the checkpoint as it was signed."""
    proof = proof_of(2, 3, b"the leaf")
    root_of_two = GROWN[0, 0]

    lines = str(proof).split("\n")
    assert ["c2sp.org/tlog-proof@v1", "extra dGhlIGxlYWY=", "index 2"] == lines[:3]
    assert (5, "", ORIGIN, "3") == (lines.index("") + 1, lines[4], lines[5], lines[6])
    assert text_from_bytes(proof.proof[0]) == lines[3]
    assert root_of_two[:64] not in proof.proof
    assert "c2sp.org/tlog-proof@v1\nindex 0\n\n" == str(proof_of(0, 1)).partition(ORIGIN)[0]


def test_the_extra_is_vouched_for_by_the_proof_alone():
    """A file whose extra was exchanged is read, and is not true of it: who relies on the extra asks the proof."""
    read = proof_file_from_text(str(proof_of(7, 20, LEAVES[7])).replace(text_from_bytes(LEAVES[7]), "YW5vdGhlcg=="))

    assert b"another" == read.extra
    assert not read.is_true_of(read.extra)
    assert read.is_true_of(LEAVES[7])


def test_a_changed_proof_is_true_of_nothing():
    """With another index, hash, number of hashes, size or root the leaf is not shown to be there."""
    proof = proof_of(7, 20)
    head = Checkpoint(ORIGIN, 20, bytes(32))
    changed = [
        replace(proof, index=6),
        replace(proof, index=20),
        replace(proof, proof=proof.proof[1:]),
        replace(proof, proof=(*proof.proof, bytes(32))),
        replace(proof, proof=(bytes(32), *proof.proof[1:])),
        replace(proof, checkpoint=Note(head.text, ())),
        replace(proof, checkpoint=proof_of(0, 21).checkpoint),
    ]

    assert proof.is_true_of(LEAVES[7])
    assert [] == [each for each in changed if each.is_true_of(LEAVES[7])]


def test_a_letter_changed_anywhere_is_found():
    """Whichever letter of a file is another or gone, it is not read, or not true of its leaf under the log's key."""
    text = str(proof_of(7, 20))

    assert still_proves(text)
    assert [] == [each for each in each_changed_letter(text) if still_proves(each)]


def still_proves(text):
    """Return whether a text proves leaf 7 under the log's key."""
    try:
        proof = proof_file_from_text(text)
    except ValueError:
        return False
    return proof.checkpoint.is_signed_by(log().public) and proof.index == 7 and proof.is_true_of(LEAVES[7])


PLAIN, WITH = str(proof_of(7, 20)), str(proof_of(7, 20, b"extra"))


@pytest.mark.parametrize("text", [
    "", "\n\n", PLAIN.partition("\n\n")[0], PLAIN.partition("\n\n")[0] + "\n\n", PLAIN.partition("\n\n")[2],
    PLAIN.replace("@v1", "@v2"), PLAIN.replace("c2sp.org", "example.org"), "\n" + PLAIN, " " + PLAIN,
    PLAIN.replace("index 7\n", ""), PLAIN.replace("index 7", "index"), PLAIN.replace("index 7", "index 07"),
    PLAIN.replace("index 7", "index -7"), PLAIN.replace("index 7", "index +7"), PLAIN.replace("index 7", "index 7 "),
    PLAIN.replace("index 7", "Index 7"), PLAIN.replace("index 7", "index 1٢"),
    PLAIN.replace("index 7", "index 1" + "0" * 18), PLAIN.replace("index 7\n", "index 7\nAAAA\n"),
    PLAIN.replace("index 7\n", "index 7\n \n"), PLAIN.replace("index 7\n", "index 7\nindex 7\n"),
    PLAIN.replace("index 7\n", "index 7\nextra AAAA\n"),
    PLAIN.replace("index 7\n", "extra AAAA\nextra AAAA\nindex 7\n"), PLAIN.replace("index 7\n", "extra \nindex 7\n"),
    PLAIN.replace("index 7\n", "extra\nindex 7\n"), PLAIN.replace("index 7\n", "extra AAB=\nindex 7\n"),
    WITH.replace("index 7\n", ""), WITH.partition("index")[0], PLAIN.replace("\n20\n", "\n020\n"), PLAIN[:-1],
    PLAIN.replace("\n", "\r\n"), PLAIN + "\n",
])  # fmt: skip
def test_what_is_no_proof_file(text):
    """Another header, no index or one spelled otherwise, hashes that are none, no checkpoint: refused."""
    with pytest.raises(ValueError, match=r".+"):
        proof_file_from_text(text)
