"""Checkpoints: what is one, what is not, and the short form that people read to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import log

from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.notes import Checkpoint, Note, checkpoint_from_note, note_from_text, short_form

ROOT = text_from_bytes(bytes(range(32)))
# The example of C2SP tlog-checkpoint and tlog-cosignature; neither key was published.
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+"
    "mbIUBkBIfZ+qnA==\n"
)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_the_published_example_is_read():
    """The example of tlog-checkpoint is read, and written again letter for letter."""
    note = note_from_text(EXAMPLE)
    head = checkpoint_from_note(note)

    assert ("example.com/behind-the-sofa", 20_852_163) == (head.origin, head.size)
    assert "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=" == text_from_bytes(head.root)
    assert note.text == head.text
    assert EXAMPLE == str(note)


@given(st.integers(0, 10**18 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_reads_back(size, root):
    """What was signed and written reads back, and verifies."""
    head = Checkpoint("ledger.example/truce", size, root)
    note = note_from_text(str(Note.signed(head.text, head.origin, log().sign)))

    assert head == checkpoint_from_note(note)
    assert note.is_signed_by(log().public)


@pytest.mark.parametrize("size", [
    "", "00", "01", "007", "+7", "-7", "-0", "7.0", "7e1", " 7", "7 ", "0x7", "1_000", "1٢", "７", "1" + "0" * 18,
])  # fmt: skip
def test_a_size_has_one_spelling(size):
    """Leading zeros, signs, spaces, digits of other scripts and what no ledger holds are refused."""
    with pytest.raises(ValueError, match="not a checkpoint"):
        checkpoint_from_note(Note(f"a.example/l\n{size}\n{ROOT}\n", ()))


@pytest.mark.parametrize("text", [
    "", "\n", "\n\n\n", "a.example/l\n", "a.example/l\n7\n", f"a.example/l\n7\n{ROOT}", f"\n7\n{ROOT}\n",
    f"a.example/l\n7\n{ROOT}\nextension\n", f"a.example/l\n7\n{ROOT}\n\n", f"\na.example/l\n7\n{ROOT}\n",
    f"a example\n7\n{ROOT}\n", f"a+example\n7\n{ROOT}\n", f"7\na.example/l\n{ROOT}\n",
])  # fmt: skip
def test_three_lines_and_no_more(text):
    """A missing line, an extension line, an empty line, an origin that names no key: refused."""
    with pytest.raises(ValueError, match="not a checkpoint"):
        checkpoint_from_note(Note(text, ()))


@pytest.mark.parametrize("root", [
    "", "AAAA", text_from_bytes(bytes(31)), text_from_bytes(bytes(33)), ROOT[:-1], ROOT + "=", ROOT[:-2] + "9=",
    " " + ROOT, ROOT.replace("A", "-"), "00" * 32,
])  # fmt: skip
def test_a_root_is_32_bytes_in_one_spelling(root):
    """A root of another length, or base64 that is written otherwise, is refused."""
    with pytest.raises(ValueError, match=r"base64|bytes"):
        checkpoint_from_note(Note(f"a.example/l\n7\n{root}\n", ()))


@given(st.binary(min_size=32, max_size=32))
def test_the_short_form_is_the_first_100_bits(root):
    """Twenty letters without I, L, O and U, in fours: the root's first 100 bits, and the size before them."""
    size, *groups = short_form(Checkpoint("a.example/l", 198, root)).split()
    number = 0
    for letter in "".join(groups):
        number = number * 32 + LETTERS.index(letter)

    assert ("198", [4] * 5) == (size, [len(each) for each in groups])
    assert int.from_bytes(root[:13], "big") >> 4 == number
