"""Entries and leaves: what a team signs, what goes into the tree, and the one spelling of it."""

import base64
import hashlib
import json
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import NORTH, ORIGIN, SOUTH, START, Drawn, each_changed_byte, team

from ceasefire.ledger.entries import (
    KINDS,
    MOST_LEAF,
    OpenPart,
    canonical,
    leaf_bytes,
    leaf_from_bytes,
    open_part,
    seal_part,
    submit,
)
from ceasefire.times import instant_from_text

SEALED = seal_part("position", {"a": 1}, (team(SOUTH).public, team(NORTH).public), Drawn("entry"))
SUBMISSION = submit(
    team(NORTH), ORIGIN, "record", open_part("core", {"kind": "report"}, Drawn("core")), [SEALED], claimed=START
)
LEAF = leaf_bytes(SUBMISSION, 12, START + 60)
HASH = base64.b64encode(bytes(32)).decode()
HEAD: dict[str, Any] = {"name": "position", "hash": HASH, "for": ["north"], "sealed": HASH}
CORE: dict[str, Any] = {"name": "core", "hash": HASH}


def read(leaf):
    """Return everything that a leaf says, but for the bytes that were signed; None where it is refused."""
    try:
        found = leaf_from_bytes(leaf)
    except ValueError:
        return None
    return found.entry, found.position, found.recorded, found.signature


def test_a_leaf_is_as_the_format_says():
    """Built here by hand from the format's words, with another's canonical JSON: the same bytes, and the signature
    holds.
    """
    core, (head, _) = SUBMISSION.parts[0], SEALED
    assert isinstance(core, OpenPart)

    entry: Any = {
        "v": 1,
        "origin": ORIGIN,
        "by": "north",
        "key": base64.b64encode(team(NORTH).public.sign).decode(),
        "kind": "record",
        "claimed": "2016-09-19T16:00:00Z",
        "parts": [
            {
                "name": "core",
                "hash": base64.b64encode(
                    hashlib.sha256(b"ceasefire.part/v1\n" + core.salt + b'{"kind":"report"}').digest()
                ).decode(),
            },
            {
                "name": "position",
                "for": ["north", "south"],
                "hash": base64.b64encode(head.hash).decode(),
                "sealed": base64.b64encode(head.sealed).decode(),
            },
        ],
    }
    message = b"ceasefire.entry/v1\n" + rfc8785.dumps(entry)
    Ed25519PublicKey.from_public_bytes(team(NORTH).public.sign).verify(SUBMISSION.signature, message)
    signature = base64.b64encode(SUBMISSION.signature).decode()
    leaf: Any = {"entry": entry, "position": 12, "recorded": "2016-09-19T16:01:00Z", "signature": signature}

    assert rfc8785.dumps(leaf) == LEAF
    assert message == leaf_from_bytes(LEAF).message == SUBMISSION.entry.message()
    assert hashlib.sha256(message).digest() == leaf_from_bytes(LEAF).id == SUBMISSION.id


names = st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True).filter(lambda name: name != "core")


@given(
    st.tuples(st.text(st.characters(codec="utf-8"), max_size=30), st.sampled_from(KINDS)),
    st.lists(names, max_size=3, unique=True),
    st.integers(0, 10**9),
    st.integers(0, 2**32),
    st.none() | st.integers(-(2**31), 2**32),
)
def test_a_leaf_reads_back(named, parts, position, recorded, claimed):
    """Whatever an entry is, its leaf reads back to it, written again it is the same bytes, and what was signed is
    found.
    """
    sealed = [seal_part(each, {}, (team(NORTH).public,), Drawn(each)) for each in parts]
    submission = submit(team(SOUTH), named[0], named[1], open_part("core", {}, Drawn("c")), sealed, claimed=claimed)
    data = leaf_bytes(submission, position, recorded)
    leaf = leaf_from_bytes(data)

    assert (submission.entry, position, recorded, submission.signature) == read(data)
    assert submission.entry.message() == leaf.message
    assert ["core", *parts] == [each.name for each in leaf.entry.parts]
    assert submission.entry.parts[-1] == leaf.entry.part(submission.entry.parts[-1].name)
    assert None is leaf.entry.part("no such part")


def test_a_name_in_the_entry_cannot_be_taken_for_what_follows_it():
    """An origin that looks like the end of an entry does not shift what is held for signed."""
    origin = '","position":1,"recorded":'
    submission = submit(team(SOUTH), origin, "record", open_part("core", {}, Drawn("c")))

    assert submission.entry.message() == leaf_from_bytes(leaf_bytes(submission, 3, START)).message


def test_a_byte_changed_anywhere_is_another_leaf_or_none():
    """No change of one byte gives a second spelling of a leaf."""
    assert [] == [each for each in each_changed_byte(LEAF) if read(each) == read(LEAF)]


def changed(**entry):
    """Return the leaf with keys of its entry exchanged; ... takes one away."""
    content = json.loads(LEAF)
    content["entry"] = {key: value for key, value in (content["entry"] | entry).items() if value is not ...}
    return canonical(content)


@pytest.mark.parametrize("entry", [
    {"v": 2}, {"v": 0}, {"v": "1"}, {"v": True}, {"v": ...}, {"more": 1}, {"origin": 1}, {"origin": ...},
    {"by": "North"}, {"by": ""}, {"by": "1north"}, {"by": "n" * 61}, {"by": 1}, {"by": "north\n"}, {"by": ...},
    {"key": HASH[:-4]}, {"key": "A" + HASH[1:-1]}, {"key": 1}, {"key": HASH[:-2] + "B="}, {"key": ...},
    {"kind": "verdict"}, {"kind": ["record"]}, {"kind": {}}, {"kind": ...},
    {"claimed": 1}, {"claimed": ""}, {"claimed": "2016-09-19"}, {"claimed": "2016-09-19T16:00:00"},
    {"claimed": "2016-09-19T16:00:00+00:00"}, {"claimed": "2016-09-19T19:00:00+03:00"},
    {"claimed": "2016-09-19T16:00:00.5Z"},
    {"claimed": "2016-09-19 16:00:00Z"}, {"claimed": "20160919T160000Z"}, {"claimed": "2016-09-19T16:00Z"},
    {"claimed": "2016-W38-1T16:00:00Z"}, {"claimed": "2016-09-31T16:00:00Z"}, {"claimed": "2016-09-19T24:00:00Z"},
    {"claimed": "2016-09-19T16:00:00z"},
    {"parts": []}, {"parts": {}}, {"parts": ...}, {"parts": [1]}, {"parts": [HEAD]}, {"parts": [HEAD, CORE]},
    {"parts": [CORE, CORE]}, {"parts": [CORE, HEAD, HEAD]}, {"parts": [CORE | {"hash": "AAAA"}]},
    {"parts": [CORE | {"for": ["north"]}]}, {"parts": [{"name": "core"}]}, {"parts": [CORE | {"salt": HASH}]},
    {"parts": [CORE, HEAD | {"for": []}]}, {"parts": [CORE, HEAD | {"for": ["south", "north"]}]},
    {"parts": [CORE, HEAD | {"for": ["north", "north"]}]}, {"parts": [CORE, HEAD | {"for": "north"}]},
    {"parts": [CORE, HEAD | {"for": ["North"]}]}, {"parts": [CORE, HEAD | {"for": [1]}]},
    {"parts": [CORE, HEAD | {"name": "Position"}]}, {"parts": [CORE, HEAD | {"name": ""}]},
    {"parts": [CORE, HEAD | {"name": "p" * 61}]}, {"parts": [CORE, HEAD | {"name": "a/b"}]},
    {"parts": [CORE, HEAD | {"name": 1}]}, {"parts": [CORE, HEAD | {"more": 1}]},
    {"parts": [CORE, HEAD | {"sealed": "AAAA"}]}, {"parts": [CORE, HEAD | {"hash": 1}]},
    {"parts": [CORE, {"name": "position", "hash": HASH}]},
])  # fmt: skip
def test_what_is_no_entry(entry):
    """Each thing that an entry must have, missing or mistaken, refuses the leaf."""
    with pytest.raises(ValueError, match=r".+"):
        leaf_from_bytes(changed(**entry))


@pytest.mark.parametrize("change", [
    {"entry": 1}, {"entry": []}, {"entry": ...}, {"position": "12"}, {"position": True}, {"position": [12]},
    {"position": ...},
    {"recorded": 12}, {"recorded": "yesterday"}, {"recorded": "2016-09-19T16:01:00+00:00"}, {"recorded": ...},
    {"signature": HASH}, {"signature": ""}, {"signature": 1}, {"signature": ...}, {"more": 1},
])  # fmt: skip
def test_what_is_no_leaf(change):
    """Each thing that a leaf must have around its entry, missing or mistaken, refuses it."""
    content = {key: value for key, value in (json.loads(LEAF) | change).items() if value is not ...}

    with pytest.raises(ValueError, match=r".+"):
        leaf_from_bytes(canonical(content))


def test_the_changes_above_begin_with_a_leaf():
    """Unchanged, and with other good values in the same places, the leaf is read: so what was refused was the
    change.
    """
    assert LEAF == changed()
    assert None is not read(changed(parts=[CORE, HEAD], claimed="1969-12-31T23:59:59Z", by="n" * 60))
    assert None is read(changed(claimed=...)[:-1])
    assert None is leaf_from_bytes(changed(claimed=...)).entry.claimed


def test_a_leaf_has_at_most_65_535_bytes():
    """A leaf fits the two bytes of length in a tile of entries; a longer one is refused and says how long it is."""
    short = leaf_bytes(submit(team(NORTH), "", "record", open_part("core", {}, Drawn("c"))), 0, START)

    def leaf(length):
        return leaf_bytes(
            submit(team(NORTH), "o" * (length - len(short)), "record", open_part("core", {}, Drawn("c"))), 0, START
        )

    assert (65_535, 65_535) == (MOST_LEAF, len(leaf(65_535)))
    with pytest.raises(ValueError, match="65536 bytes in a leaf, which holds 65535"):
        leaf(65_536)


def test_instants_before_1970_and_far_on_are_written_as_read():
    """An instant at either end of four-digit years reads back as it was written."""
    for text in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        data = leaf_bytes(SUBMISSION, 0, instant_from_text(text))

        assert text in data.decode()
        assert instant_from_text(text) == leaf_from_bytes(data).recorded


def test_printing_shows_neither_content_nor_salt():
    """What a log file or a traceback would show of a submission holds no payload, salt or sealed bytes."""
    secret = open_part("core", {"village": "Talbiseh"}, Drawn("repr"))
    shown = repr(submit(team(NORTH), ORIGIN, "record", secret, [SEALED], attachments=[("original-1", b"a picture")]))

    assert [] == [
        each for each in ("Talbiseh", "a picture", repr(secret.salt), repr(SEALED[1].sealed)) if each in shown
    ]


def test_the_core_of_a_submission():
    """A submission's core is the content of its first part."""
    assert {"kind": "report"} == SUBMISSION.core
