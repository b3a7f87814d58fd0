"""Keys and their files: round trips, passphrases, and that nothing secret is shown."""

import base64
import json
from typing import Any

import pytest
from tests.unit.ledger.making import NORTH, ORIGIN, Drawn, log, team

from ceasefire.ledger import (
    LogKey,
    PublicKeys,
    TeamKey,
    key_from_text,
    lock,
    needs_passphrase,
    new_log_key,
    new_team_key,
    origin_name,
    public_from_text,
    team_name,
    text_from_key,
    unlock_text,
)
from ceasefire.ledger.notes import COSIGNER, LOG, VerifierKey

PASSPHRASE = "a bridge — мост — جسر"  # noqa: S105  of a key made for this test
KEYS: list[TeamKey | LogKey] = [team(NORTH), log()]


def secrets_of(key):
    """Return every secret of a key, in the spellings in which one might find it."""
    raw = [key.sign.private_bytes_raw()] + ([key.seal.private_bytes_raw()] if hasattr(key, "seal") else [])
    whole = b"".join(raw)
    return [
        text for each in (*raw, whole) for text in (each.hex(), base64.b64encode(each).decode()[:40], repr(each)[2:-1])
    ]


def same(one, two):
    """Return whether two keys are the same secret under the same name."""
    return (one.public, secrets_of(one)) == (two.public, secrets_of(two))


@pytest.fixture(scope="module")
def locked():
    """Return the files of both keys under the passphrase: scrypt takes its time, so once for all."""
    return [text_from_key(each, PASSPHRASE, Drawn("lock")) for each in KEYS]


@pytest.mark.parametrize("key", KEYS, ids=["team", "log"])
def test_a_file_without_passphrase_reads_back(key):
    """Without a passphrase the file holds the secret, says so, and reads back with or without one."""
    text = text_from_key(key, "", Drawn("open"))

    assert not needs_passphrase(text)
    assert same(key, key_from_text(text, ""))
    assert same(key, key_from_text(text, "whatever"))
    assert key.public == public_from_text(text)


def test_a_locked_file_reads_back_with_its_passphrase(locked):
    """With the passphrase the key is the same one; without it the public part is there all the same."""
    for key, text in zip(KEYS, locked, strict=True):
        assert needs_passphrase(text)
        assert same(key, key_from_text(text, PASSPHRASE))
        assert key.public == public_from_text(text)


@pytest.mark.parametrize("passphrase", ["", "a bridge", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_another_passphrase_is_refused(locked, passphrase):
    """A passphrase that is not the one is a ValueError that says so, and shows neither."""
    with pytest.raises(ValueError, match="another passphrase") as caught:
        key_from_text(locked[0], passphrase)

    assert "another passphrase" == str(caught.value)


def test_a_locked_file_holds_no_secret(locked):
    """Neither raw nor in hex nor in base64 is the secret or the passphrase in a locked file, or in what printing
    shows.
    """
    for key, text in zip(KEYS, locked, strict=True):
        content = json.loads(text)
        sealed = base64.b64decode(content["secret"]["sealed"])

        assert [] == [each for each in (*secrets_of(key), PASSPHRASE) if each in text]
        assert key.sign.private_bytes_raw() not in sealed
        assert {"salt", "sealed"} == set(content["secret"])
        assert {"ceasefire_key", "public", "secret", "team" if hasattr(key, "seal") else "log"} == set(content)


@pytest.mark.parametrize("key", KEYS, ids=["team", "log"])
def test_printing_shows_no_secret(key):
    """repr, str, format and a traceback's view of a key show its name alone."""
    shown = [repr(key), str(key), f"{key}", f"{key!r}", repr([key]), repr({"key": key})]

    assert [] == [each for each in secrets_of(key) for text in shown if each in text]
    assert repr(key) in ("TeamKey('north')", "LogKey('ledger.example/truce')")
    assert "0x" not in "".join(shown)


def test_two_files_of_one_key_share_no_salt(locked):
    """Locked again, a key has another salt, nonce and ciphertext."""
    again = json.loads(text_from_key(KEYS[1], PASSPHRASE, Drawn("again")))["secret"]
    first = json.loads(locked[1])["secret"]

    assert first["salt"] != again["salt"]
    assert first["sealed"][:16] != again["sealed"][:16]
    assert first["sealed"][16:] != again["sealed"][16:]


def test_a_passphrase_is_asked_for_only_where_one_is_needed():
    """Of a secret in the open nobody is asked; of a locked one somebody is, once; what is no secret is a ValueError."""
    asked = []

    def ask():
        asked.append(1)
        return PASSPHRASE

    assert b"secret" == unlock_text(lock(b"secret", "", Drawn("ask")), ask)
    assert [] == asked
    assert b"secret" == unlock_text(lock(b"secret", PASSPHRASE, Drawn("ask")), ask)
    assert [1] == asked
    malformed: list[Any] = [None, "secret", [], {}, {"open": 1}]
    for each in malformed:
        with pytest.raises(ValueError, match=r".+"):
            unlock_text(each, ask)


def changed(text, **changes):
    """Return a key file with keys exchanged; ... takes one away."""
    content = json.loads(text) | changes
    return json.dumps({key: value for key, value in content.items() if value is not ...})


OPEN = text_from_key(team(NORTH), "", Drawn("malformed"))


@pytest.mark.parametrize("text", [
    "", "{", "[]", "1", "null", '"a"', "[" * 100_000, "{}", changed(OPEN, ceasefire_key=2),
    changed(OPEN, ceasefire_key=...), changed(OPEN, secret=...), changed(OPEN, secret=1),
    changed(OPEN, secret=[]), changed(OPEN, secret={}), changed(OPEN, secret={"open": 1}),
    changed(OPEN, secret={"open": "AAAA"}), changed(OPEN, secret={"open": "A" * 43 + "="}),
    changed(OPEN, secret={"salt": "AAAA", "sealed": "AAAA"}), changed(OPEN, secret={"sealed": "AAAA"}),
    changed(OPEN, secret={"salt": "A" * 22 + "==", "sealed": ""}),
    changed(OPEN, secret={"salt": "A" * 22 + "==", "sealed": "AAAA"}), changed(OPEN, team=1),
    changed(OPEN, team="North"), changed(OPEN, team=...), changed(OPEN, team=..., log=ORIGIN),
])  # fmt: skip
def test_what_is_no_key_file(text):
    """A file that is none, of another version, or without its secret or name, is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        key_from_text(text, PASSPHRASE)


@pytest.mark.parametrize("text", [
    "", "{}", changed(OPEN, public=...), changed(OPEN, public=1), changed(OPEN, public="a+b+c"),
    changed(OPEN, public={"team": NORTH}),
])  # fmt: skip
def test_a_file_without_its_public_part(text):
    """The public part of a file that has none is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        public_from_text(text)


@pytest.mark.parametrize("text", ["", "[]", "{}"])
def test_whether_no_file_needs_a_passphrase(text):
    """Asked of what is no key file, whether it is locked is a ValueError."""
    with pytest.raises(ValueError, match="not a key file"):
        needs_passphrase(text)


def test_new_keys_come_from_what_is_drawn():
    """Two teams' keys are drawn apart, signing and sealing key too, and the same draw gives the same key."""
    random = Drawn("new")
    one, two = new_team_key("a", random), new_team_key("a", random)

    assert 4 == len({one.public.sign, one.public.seal, two.public.sign, two.public.seal})
    assert same(new_team_key("a", Drawn("new")), one)
    assert new_log_key(ORIGIN, Drawn("one")).public != new_log_key(ORIGIN, Drawn("two")).public


def test_public_keys_read_back():
    """What a team hands out reads back; its cosigner's key and a log's key are of the two types."""
    public = team(NORTH).public

    assert public == PublicKeys.from_json(public.json())
    assert VerifierKey(NORTH, COSIGNER, public.sign) == public.cosigner
    assert (ORIGIN, LOG) == (log().public.name, log().public.kind)


@pytest.mark.parametrize("change", [{"more": 1}, {"team": "N"}, {"sign": "AAAA"}, {"seal": None}, {"sign": ...}])
def test_public_keys_that_are_none(change):
    """Something missing, too much or of another length is refused."""
    content = {key: value for key, value in (team(NORTH).public.json() | change).items() if value is not ...}

    with pytest.raises(ValueError, match=r".+"):
        PublicKeys.from_json(content)


@pytest.mark.parametrize("name", ["a", "north", "n-1", "a" * 60, "a-", "a--b"])
def test_names_of_teams(name):
    """A letter, then letters, digits and hyphens, 60 at most."""
    assert name == team_name(name)


@pytest.mark.parametrize(
    "name", ["", "1", "-a", "A", "a b", "a_b", "a.b", "a/b", "a" * 61, "a\n", "é", "а", "a٣", None, 1, ["a"]]
)
def test_names_that_no_team_has(name):
    """Capitals, spaces, other scripts, other signs, 61 letters: refused, also where a key would be made."""
    with pytest.raises(ValueError, match="not a team's name"):
        team_name(name)
    with pytest.raises(ValueError, match="not a team's name"):
        new_team_key(name, Drawn("bad"))


@pytest.mark.parametrize("name", ["ledger.example/truce", "l", "é.example/ю", "a" * 200])
def test_names_of_ledgers(name):
    """What a key may be called, 200 letters at most."""
    assert name == origin_name(name)


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a" * 201, "ceasefire.manifest/v1", "cosignature/v1", None, 1]
)
def test_names_that_no_ledger_has(name):
    """Spaces, a plus, too long, or the first line of something else that is signed: refused, also where a key would be
    made.
    """
    with pytest.raises(ValueError, match="not a ledger's name"):
        origin_name(name)
    with pytest.raises(ValueError, match="not a ledger's name"):
        new_log_key(name, Drawn("bad"))
