"""Canonical JSON, against another's implementation of RFC 8785, and the spellings that are refused."""

import json

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from ceasefire.ledger.entries import canonical, object_from_canonical

MOST = 2**53 - 1
ENTRY = b'{"a":[1,"x",true,{"b":-2}],"c":""}'

texts = st.text(st.characters(codec="utf-8"), max_size=8)
leaves = st.one_of(st.booleans(), st.integers(-MOST, MOST), texts)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
objects = st.dictionaries(texts, values, max_size=5)


@given(objects)
@example({"\uffff": 1, "\U00010000": 2, "z": "\U0001f54a"})  # UTF-16 sorts these two the other way round
@example({"\ue000": 1, "\U0010ffff": 2, "\u05d0": 3})
@example({"control": "".join(map(chr, range(0x20))) + '\x7f"\\/\u2028\u2029'})
@example({"": "", "a": {}, "b": []})
def test_it_is_rfc_8785(obj):
    """Objects of texts, truths, integers, lists and objects are written as another's RFC 8785 writes them."""
    assert rfc8785.dumps(obj) == canonical(obj)


@given(objects)
@example({"\uffff": 1, "\U00010000": 2})
def test_what_was_written_reads_back(obj):
    """What was written reads back to an equal object."""
    assert obj == object_from_canonical(canonical(obj))


@given(objects, st.integers(0, 8))
def test_other_spellings_are_refused(obj, choice):
    """Indented, spaced, unsorted or escaped JSON of the same object is refused, unless it is the one spelling."""
    written = [
        json.dumps(obj, indent=1),
        json.dumps(obj),
        json.dumps(obj, ensure_ascii=False),
        json.dumps(obj, separators=(",", ":"), sort_keys=True),
        json.dumps(dict(reversed(obj.items())), separators=(",", ":"), ensure_ascii=False),
        canonical(obj).decode() + "\n",
        " " + canonical(obj).decode(),
        "\ufeff" + canonical(obj).decode(),
        canonical(obj).decode().replace("/", "\\/"),
    ][choice]

    assert (written.encode() == canonical(obj)) == is_read(written.encode())


@pytest.mark.parametrize("data", [
    b'{"a":1,"a":1}', b'{"a":1,"a":2}', b'{"a":{"b":1,"b":1}}', b'{"a":[{"b":1,"b":2}]}', b'{"b":1,"a":2}',
    b'{"a":1.0}', b'{"a":1.5}', b'{"a":1e3}', b'{"a":1E3}', b'{"a":-0}', b'{"a":-0.0}', b'{"a":01}', b'{"a":+1}',
    b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}', b'{"a":0x1}', b'{"a":.5}',
    b'{"a":9007199254740992}', b'{"a":-9007199254740992}', b'{"a":' + b"9" * 5000 + b"}", b'{"a":123456789012345678}',
    b'{"a":null}', b'{"a":[null]}', b'{"a":[1,{"b":[null]}]}',
    b'{"a":"\\u0061"}', b'{"a":"\\u00e9"}', b'{"a":"\\/"}', b'{"a":"\\u000A"}', b'{"a":"\\u000a"}', b'{"a":"\\u001F"}',
    b'{"a":"\\ud83d\\ude00"}', b'{"a":"\\ud83d"}', b'{"\\ud83d":1}', b'{"a":"\xed\xa0\xbd"}', b'{"a":"\xff"}',
    b'{"a":"\n"}',
    b'{"a":1}\n', b' {"a":1}', b'{"a": 1}', b'{"a":1,}', b'\xef\xbb\xbf{"a":1}', b'{"a":1}{"a":1}', b"{'a':1}",
    b"{a:1}",
    b"", b"{", b"1", b'"a"', b"true", b"null", b"[]", b'[{"a":1}]', b'{"a":True}',
])  # fmt: skip
def test_what_is_not_canonical(data):
    """Keys twice or unsorted, floats, null, big or odd integers, escapes, stray bytes, anything but one object:
    refused.
    """
    with pytest.raises(ValueError, match=r".+"):
        object_from_canonical(data)


@pytest.mark.parametrize("number", [0, 1, -1, MOST, -MOST, 10**15])
def test_integers_up_to_the_safe_limit_are_read(number):
    """Every integer that a double holds exactly is read."""
    assert {"a": number} == object_from_canonical(b'{"a":%d}' % number)


@pytest.mark.parametrize("before", [b"[", b'{"a":'])
def test_deep_nesting_is_refused_or_read(before):
    """However deep it is nested, an object is read or refused; nothing else happens."""
    after = b"]" if before == b"[" else b"}"
    seen = [is_read(b'{"a":' + before * depth + b"1" + after * depth + b"}") for depth in (*range(880, 1010), 100_000)]

    assert [True, False] == [seen[0], seen[-1]]


def test_bytes_changed_anywhere_are_another_object_or_none():
    """No change of one byte gives another spelling of the same object."""
    changed = (ENTRY[:at] + bytes([byte]) + ENTRY[at + 1 :] for at in range(len(ENTRY)) for byte in range(256))
    same = [each for each in changed if is_read(each) and object_from_canonical(each) == object_from_canonical(ENTRY)]

    # Python holds 1 and true for equal, so the bytes decide
    assert [ENTRY] * len(ENTRY) == same


def test_a_text_that_is_no_unicode_is_not_written():
    """Half a surrogate pair has no UTF-8, so it is refused."""
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud83d"})


def is_read(data):
    """Return whether bytes are read."""
    try:
        object_from_canonical(data)
    except ValueError:
        return False
    return True
