"""Base64 with one spelling."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.ledger import bytes_from_text, text_from_bytes

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@given(st.binary(max_size=100))
def test_what_was_written_reads_back(data):
    """Any bytes read back from what was written of them, which is the standard's base64."""
    text = text_from_bytes(data)

    assert base64.b64encode(data).decode() == text
    assert data == bytes_from_text(text, len(data))


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x00", b"\xff", b"\xff\xff", b"\xa5", b"\xa5\x5a"])
def test_unused_bits_must_be_zero(data):
    """Of the last letters that decode to the same bytes, the one that encoding gives is read and no other."""
    text = text_from_bytes(data)
    stem, padding = text.rstrip("="), text[len(text.rstrip("=")) :]
    spellings = [stem[:-1] + letter + padding for letter in LETTERS]
    same = [each for each in spellings if base64.b64decode(each) == data]

    assert 4 ** (3 - len(data)) == len(same)
    assert [text] == [each for each in same if reads(each)]


@given(st.binary(min_size=1, max_size=40), st.data())
def test_another_spelling_is_refused(data, more):
    """Padding left out or added, spaces, newlines, letters of the URL alphabet: none is read as the same bytes."""
    text = text_from_bytes(data)
    at = more.draw(st.integers(0, len(text)))
    put = more.draw(st.sampled_from([" ", "\n", "\r\n", "\t", "=", "-", "_", "\0", "é", "٣"]))
    others = {text.rstrip("="), text + "=", text + "\n", text[:at] + put + text[at:]} | {
        text.replace("+", "-"),
        text.replace("/", "_"),
    }

    assert [] == [each for each in others - {text} if reads(each)]


@pytest.mark.parametrize("seen", [None, 1, b"AAA=", ["AAA="], True])
def test_only_texts_are_read(seen):
    """What is no text is refused as a fault of the input."""
    with pytest.raises(ValueError, match="no base64 text"):
        bytes_from_text(seen)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_length_that_was_asked_for_must_be_there(length):
    """Bytes of another length than the one asked for are refused, and the message has both."""
    with pytest.raises(ValueError, match=f"{length} bytes where 32 were expected"):
        bytes_from_text(text_from_bytes(bytes(length)), 32)


def reads(text):
    """Return whether the text is read."""
    try:
        bytes_from_text(text)
    except ValueError:
        return False
    return True
