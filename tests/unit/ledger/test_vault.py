"""The vault: pseudonyms that tell nothing, a file that tells nothing, and a log of look-ups that nobody rewrites."""

import json
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.ledger.making import NORTH, SOUTH, START, Drawn, each_changed_letter

from ceasefire.ledger import (
    Vault,
    broken_line,
    is_pseudonym,
    log_line,
    text_from_bytes,
    text_from_vault,
    vault_from_text,
)

KEY = bytes(range(32))
PEOPLE = ("Abu Omar", "Umm Omar", "доктор", "ممرض")
words = st.text(st.characters(codec="utf-8"), max_size=12)


def filled():
    """Return a vault that knows four people for two teams, and their pseudonyms in that order."""
    vault, random, names = Vault(), Drawn("vault"), []
    for team in (NORTH, SOUTH):
        for who in PEOPLE:
            vault, name = vault.pseudonym(team, who, random)
            names.append(name)
    return vault, names


def test_pseudonyms_of_two_teams_for_one_person_differ():
    """Each (team, identity) has a pseudonym of its own, and keeps it."""
    vault, names = filled()

    assert 8 == len(set(names)) == len(vault.names)
    assert names[:4] == [vault.pseudonym(NORTH, who, never)[1] for who in PEOPLE]
    assert vault == vault.pseudonym(SOUTH, PEOPLE[0], never)[0]
    assert all(is_pseudonym(each) for each in names)


def never(count):
    """Draw nothing: a pseudonym that is known is not drawn again."""
    raise AssertionError(count)


def test_pseudonyms_say_nothing_of_who_they_are():
    """A pseudonym is what was drawn and nothing else: with another draw the same person has another, with the same draw
    another person has the same one.
    """
    first = Vault().pseudonym(NORTH, "Abu Omar", Drawn("one"))[1]

    assert first == Vault().pseudonym(SOUTH, "Umm Omar", Drawn("one"))[1]
    assert first != Vault().pseudonym(NORTH, "Abu Omar", Drawn("two"))[1]


def test_the_vault_alone_names_who():
    """It knows (team, identity) behind each pseudonym it drew, and nobody behind another."""
    vault, names = filled()

    assert [(team, who) for team in (NORTH, SOUTH) for who in PEOPLE] == [vault.who(each) for each in names]
    assert None is vault.who("p-aaaaaaaaaaaaaaaa")
    assert None is Vault().who(names[0])


def test_printing_a_vault_shows_nobody():
    """repr, str and format show how many names it has, not one of them."""
    vault, names = filled()
    shown = f"{vault!r} {vault} {[vault]!r} {(vault, 1)}"

    assert "Vault(8 names)" == repr(vault)
    assert [] == [each for each in (*PEOPLE, *names, NORTH) if each in shown]


@pytest.mark.parametrize(("name", "is_one"), [
    ("p-abcdefghijklmnop", True), ("p-a2b3c4d5e6f7abcd", True), ("p-abcdefghijklmno", False),
    ("p-abcdefghijklmnopq", False), ("p-ABCDEFGHIJKLMNOP", False), ("p-abcdefghijklmno1", False),
    ("q-abcdefghijklmnop", False), ("p-abcdefghijklmnop\n", False), ("icrc", False), ("", False),
])  # fmt: skip
def test_what_looks_like_a_pseudonym(name, is_one):
    """p- and sixteen letters of base 32, no more and no less."""
    assert is_one == is_pseudonym(name)


@given(st.lists(st.tuples(st.sampled_from([NORTH, SOUTH]), words), max_size=6))
def test_a_vaults_file_reads_back(people):
    """Whoever is in it, the vault reads back from its file with its key."""
    vault, random = Vault(), Drawn("file")
    for team, who in people:
        vault, _ = vault.pseudonym(team, who, random)

    assert vault == vault_from_text(text_from_vault(vault, KEY, random), KEY)


def test_a_vaults_file_names_nobody():
    """No name, team or pseudonym stands in the file, in any spelling of JSON; nor two files of one vault share
    bytes.
    """
    vault, names = filled()
    random = Drawn("names")
    one, two = (text_from_vault(vault, KEY, random) for _ in range(2))
    sealed = [json.loads(each)["sealed"] for each in (one, two)]

    assert [] == [each for each in (*PEOPLE, *names, NORTH, SOUTH) if each in one or json.dumps(each)[1:-1] in one]
    assert 2 == len({each[:16] for each in sealed}) == len({each[16:] for each in sealed})


def test_a_vaults_length_tells_its_names_only_roughly():
    """Nobody and thirty people have files of one length."""
    vault, random = Vault(), Drawn("length")
    empty = len(text_from_vault(vault, KEY, random))
    for number in range(30):
        vault, _ = vault.pseudonym(NORTH, f"somebody {number}", random)

    assert empty == len(text_from_vault(vault, KEY, random))


def test_a_changed_file_or_another_key_is_refused():
    """With a letter changed in its sealed bytes, or with another key, a vault does not open."""
    text = text_from_vault(filled()[0], KEY, Drawn("changed"))
    sealed = json.loads(text)["sealed"]
    some = [*each_changed_letter(sealed[:24])]

    for each in some:
        with pytest.raises(ValueError, match=r".+"):
            vault_from_text(json.dumps({"ceasefire_vault": 1, "sealed": each + sealed[24:]}), KEY)
    with pytest.raises(ValueError, match="another key"):
        vault_from_text(text, bytes(32))


@pytest.mark.parametrize("text", [
    "", "{", "[]", "1", "{}", '{"sealed":1}', '{"sealed":"AAA"}', '{"sealed":""}', '{"sealed":"AAAA"}', "[" * 100_000,
    json.dumps({"sealed": text_from_bytes(bytes(40))}),
])  # fmt: skip
def test_what_is_no_vault(text):
    """A file that is none is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        vault_from_text(text, KEY)


@pytest.mark.parametrize("names", [b"", b"{", b"1", b"[1]", b'[["a"]]', b'[["a","b","c","d"]]', b"null", b"\xff"])
def test_what_opens_and_is_no_vault(names):
    """Sealed with the right key, but not names: a ValueError all the same."""
    plain = len(names).to_bytes(4, "big") + names
    sealed = bytes(12) + ChaCha20Poly1305(KEY).encrypt(bytes(12), plain, b"ceasefire.vault/v1\n")

    with pytest.raises(ValueError, match=r".+"):
        vault_from_text(json.dumps({"ceasefire_vault": 1, "sealed": text_from_bytes(sealed)}), KEY)


def log_of(entries):
    """Return a log of look-ups."""
    log = ""
    for number, (who, what, about) in enumerate(entries):
        log += log_line(log, START + number, who, what, about)
    return log


LOG = log_of([("monitor 1", "named", "p-abcdefghijklmnop"), ("head", "looked-up", "p-abcdefghijklmnop"),
              ("head", "looked-up", "p-ponmlkjihgfedcba"), ("court", "looked-up", "p-abcdefghijklmnop")])  # fmt: skip


@given(st.lists(st.tuples(words, words, words), max_size=6))
@example([("a\u2028b", "x", "y"), ("c\x85d", "x", "y"), ("e\r\nf", "\x1c", "\x0b\x0c")])
def test_a_log_as_it_was_written_is_whole(entries):
    """Whatever names are in it, also with line breaks of any kind, a log is one line an entry and unbroken."""
    log = log_of(entries)

    assert 0 == broken_line(log)
    assert len(entries) == log.count("\n")


def test_any_line_changed_is_found():
    """A line changed, taken out, put in or moved breaks the log: at the line that no longer follows."""
    lines = LOG.splitlines(keepends=True)
    for at in range(len(lines) - 1):
        other = lines[at].replace("p-", "p-z")
        swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]

        assert at + 2 == broken_line("".join([*lines[:at], other, *lines[at + 1 :]]))
        assert at + 1 == broken_line("".join([*lines[:at], *lines[at + 1 :]]))
        assert at + 2 == broken_line("".join([*lines[: at + 1], *lines[at:]]))
        assert at + 1 == broken_line("".join(swapped))
    assert 0 == broken_line(LOG) == broken_line("")


def test_any_letter_changed_before_the_last_line_is_found():
    """Whichever letter of a line that has one after it is another or gone, the log is broken."""
    before, _, last = LOG.rstrip("\n").rpartition("\n")

    assert [] == [each for each in each_changed_letter(before) if not broken_line(f"{each}\n{last}\n")]


def test_the_last_line_hangs_by_its_hash():
    """Nothing comes after the last line yet: what it says could still be changed, what it follows could not."""
    lines = LOG.splitlines(keepends=True)
    last = json.loads(lines[3])

    assert 4 == broken_line("".join([*lines[:3], json.dumps(last | {"after": "0" * 64}) + "\n"]))
    assert 0 == broken_line("".join([*lines[:3], json.dumps(last | {"who": "another"}) + "\n"]))


@pytest.mark.parametrize("line", ["", "{", "[]", "1", "{}", '{"before": ""}', '"after"', "[" * 100_000])
def test_a_line_that_is_none_is_found(line):
    """A line that is no line of a log is the broken one."""
    first = LOG.splitlines()[0]

    assert [1, 2] == [broken_line(line + "\n" + LOG), broken_line(f"{first}\n{line}\n")]


def test_each_line_says_who_what_when_and_about_whom():
    """A line has the instant, who asked, what was done, the pseudonym, and the hash of the line before."""
    first, second = (json.loads(each) for each in LOG.splitlines()[:2])

    assert {
        "at": "2016-09-19T16:00:00Z",
        "who": "monitor 1",
        "what": "named",
        "about": "p-abcdefghijklmnop",
        "after": "0" * 64,
    } == first
    assert ("2016-09-19T16:00:01Z", "head", 64) == (second["at"], second["who"], len(second["after"]))
    assert all(one != two for one, two in pairwise(json.loads(each)["after"] for each in LOG.splitlines()))
