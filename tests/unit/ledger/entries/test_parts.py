"""Parts: what they open to, for whom, and how little their hashes and lengths tell."""

import csv
import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import NORTH, OPERATOR, SOUTH, Drawn, each_changed_byte, team

from ceasefire.ledger.entries import (
    OpenPart,
    PartHead,
    SealedPart,
    Wrap,
    canonical,
    commitment,
    holds,
    line_from_part,
    open_part,
    part_from_line,
    seal_part,
    unseal,
)

READERS = (team(NORTH).public, team(SOUTH).public)
PAYLOAD = {"where": {"lat": "36.2", "lon": "37.13", "radius_m": 500}}
DOMAIN = b"ceasefire.part/v1\n"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)

payloads = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.one_of(st.booleans(), st.integers(-9, 9), st.text(st.characters(codec="utf-8"), max_size=300)),
    max_size=3,
)


def sealed(payload=PAYLOAD, readers=READERS, seed="part"):
    """Return (head, part) of a protected part."""
    return seal_part("position", payload, readers, Drawn(seed))


def opens(part, head, key):
    """Return what a part opens to, or None where it is refused."""
    try:
        return unseal(part, head, key)
    except ValueError:
        return None


@given(payloads)
def test_a_part_opens_to_what_was_sealed(payload):
    """Each reader gets the payload, and the head names the readers, the salted hash and the hash of the sealed
    bytes.
    """
    head, part = sealed(payload)

    assert [payload, payload] == [unseal(part, head, team(each)) for each in (NORTH, SOUTH)]
    assert ("position", (NORTH, SOUTH)) == (head.name, head.readers)
    assert hashlib.sha256(part.sealed).digest() == head.sealed
    assert holds(part, head)


def test_only_its_readers_open_it():
    """A team that is no reader, and a reader's other key, have no wrap; with another's wrap they open nothing."""
    head, part = sealed()
    north = part.only_for(NORTH)
    stolen = replace(part, wraps=tuple(replace(each, key=team(OPERATOR).public.seal) for each in part.wraps))

    assert [None, None] == [opens(part, head, team(OPERATOR)), opens(part, head, team(NORTH, 2))]
    assert [PAYLOAD, None] == [opens(north, head, team(NORTH)), opens(north, head, team(SOUTH))]
    assert (NORTH,) == tuple(each.to for each in north.wraps)
    assert None is opens(stolen, head, team(OPERATOR))


def test_any_changed_byte_of_sealed_wrap_or_hash_is_refused():
    """Whichever byte of the sealed bytes, of the wrap or of the committed hash is another, the part does not open."""
    head, part = sealed(readers=READERS[:1])
    (wrap,) = part.wraps
    changed = [
        *((replace(part, sealed=each), head) for each in each_changed_byte(part.sealed)),
        *((replace(part, wraps=(replace(wrap, wrap=each),)), head) for each in each_changed_byte(wrap.wrap)),
        *((part, replace(head, hash=each)) for each in each_changed_byte(head.hash)),
        (replace(part, sealed=b""), head),
        (replace(part, wraps=(replace(wrap, wrap=b""),)), head),
    ]

    assert PAYLOAD == unseal(part, head, team(NORTH))
    assert [] == [each for each in changed if opens(*each, team(NORTH)) is not None]
    assert [] == [each for each in each_changed_byte(part.sealed) if holds(replace(part, sealed=each), head)]


def test_parts_do_not_open_in_each_others_place():
    """Sealed bytes, wraps and hash of two parts of one payload are not exchangeable."""
    (head_1, part_1), (head_2, part_2) = sealed(seed="one"), sealed(seed="two")
    mixed = SealedPart("position", part_1.sealed, part_2.wraps)

    assert [None] * 4 == [
        opens(part_1, head_2, team(NORTH)),
        opens(part_2, head_1, team(NORTH)),
        opens(mixed, head_1, team(NORTH)),
        opens(mixed, head_2, team(NORTH)),
    ]


def test_what_opens_must_be_what_was_committed_to():
    """An author who seals another payload under the committed hash, with all care, shows it to no reader."""
    head, part = sealed(readers=READERS[:1])
    data, salt, key, nonce = canonical({"where": {"code": "south"}}), bytes(32), bytes(range(32)), bytes(12)
    plain = len(data).to_bytes(4, "big") + salt + data
    bytes_ = nonce + ChaCha20Poly1305(key).encrypt(nonce, plain + bytes(-len(plain) % 256), DOMAIN + head.hash)
    receiver = X25519PublicKey.from_public_bytes(READERS[0].seal)
    wrap = Wrap(NORTH, READERS[0].seal, SUITE.encrypt(key, receiver, b"ceasefire.wrap/v1\n" + head.hash))
    forged = SealedPart("position", bytes_, (wrap,))
    true_hash = commitment(salt, data)

    assert holds(forged, replace(head, sealed=hashlib.sha256(bytes_).digest()))
    assert None is opens(forged, head, team(NORTH))
    assert None is opens(forged, replace(head, hash=true_hash), team(NORTH))
    assert PAYLOAD == unseal(part, head, team(NORTH))


def test_sealed_bytes_are_as_the_format_says():
    """Nonce, ciphertext and tag; inside: length, salt, payload, zeros; opened here by hand, from the format's words."""
    head, part = sealed(readers=READERS[:1])
    content_key = SUITE.decrypt(part.wraps[0].wrap, team(NORTH).seal, b"ceasefire.wrap/v1\n" + head.hash)
    plain = ChaCha20Poly1305(content_key).decrypt(part.sealed[:12], part.sealed[12:], DOMAIN + head.hash)
    data = canonical(PAYLOAD)

    assert (32, 32 + 32 + 16) == (len(content_key), len(part.wraps[0].wrap))
    assert len(data).to_bytes(4, "big") == plain[:4]
    assert data == plain[36 : 36 + len(data)]
    assert 0 == sum(plain[36 + len(data) :]) == len(plain) % 256
    assert hashlib.sha256(DOMAIN + plain[4:36] + data).digest() == head.hash


def test_salts_and_keys_differ_each_time():
    """Of one payload sealed many times no salt, hash, nonce, ciphertext or wrap occurs twice; so for open parts."""
    random = Drawn("many")
    heads, parts = zip(*(seal_part("position", {"a": "yes"}, READERS[:1], random) for _ in range(50)), strict=True)
    opened = [open_part("core", {"a": "yes"}, random) for _ in range(50)]

    assert 50 == len({each.hash for each in heads}) == len({each.sealed for each in heads})
    assert 50 == len({each.sealed[:12] for each in parts}) == len({each.wraps[0].wrap for each in parts})
    assert 50 == len({each.salt for each in opened}) == len({each.head().hash for each in opened})
    assert {32} == {len(each.salt) for each in opened}


@pytest.fixture(scope="module")
def villages(shared_data):
    """Return the names of a gazetteer, in every spelling that it has."""
    text = (shared_data / "geonames_syria" / "geonames_sy_cities500.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    names = {each["name"] for each in rows} | {one for each in rows for one in each["alternatenames"].split("|")}
    return sorted(names - {""})


@pytest.mark.data
def test_no_guess_is_confirmed_by_hashing(villages):
    """A yes, a no, a village: hashing all of them, bare or with every salt that is open, meets no protected hash."""
    answers = [{"admitted": each} for each in ("yes", "no", "unknown")]
    places = [{"where": each} for each in villages]
    secret = [*answers, *places[::40]]
    random = Drawn("guess")
    heads = {seal_part("narrative", each, READERS, random)[0].hash for each in secret}
    cores = [open_part("core", {"id": str(number)}, random) for number in range(3)]
    salts = [b"", bytes(32), DOMAIN, *(each.salt for each in cores), *(each.head().hash for each in cores)]
    guesses = [canonical(each) for each in (*answers, *places)]
    met = [
        guess
        for guess in guesses
        for salt in salts
        if {commitment(salt, guess), hashlib.sha256(salt + guess).digest(), hashlib.sha256(guess).digest()} & heads
    ]

    assert len(villages) > 1000
    assert len(secret) == len(heads)
    assert [] == met


def test_a_reader_with_the_salt_does_confirm_it():
    """The same search finds the answer once the salt is known: the test above would see it."""
    opened = open_part("narrative", {"admitted": "yes"}, Drawn("known"))
    guesses = [canonical({"admitted": each}) for each in ("yes", "no", "unknown")]

    assert guesses[:1] == [each for each in guesses if commitment(opened.salt, each) == opened.head().hash]


@given(st.integers(0, 1500))
def test_the_length_tells_multiples_of_256_only(count):
    """The sealed bytes are nonce, tag and the next multiple of 256 over length, salt and payload: a yes is as long as
    a no.
    """
    payload = {"a": "x" * count}
    _, part = sealed(payload, READERS[:1])
    inside = 4 + 32 + len(canonical(payload))

    assert 12 + 16 + -(-inside // 256) * 256 == len(part.sealed)
    assert len(sealed({"a": "yes"})[1].sealed) == len(sealed({"a": "no", "b": "x" * 100})[1].sealed)


def test_an_open_parts_content():
    """It is what the payload says, as it was made, as it was read from a line, and of whatever payload stands there."""
    made = open_part("core", {"a": 1}, Drawn("content"))
    _, read = part_from_line(line_from_part(1, made))
    assert isinstance(read, OpenPart)

    assert {"a": 1} == made.content() == read.content()
    assert {"a": 2} == replace(read, payload=canonical({"a": 2})).content()
    with pytest.raises(ValueError, match=r".+"):
        replace(read, payload=b'{"a": 1}').content()


def test_a_line_reads_back():
    """An open and a sealed part are written as the format says, and read back with the position of their entry."""
    opened = open_part("core", {"b": 1, "a": "é"}, Drawn("line"))
    _, part = sealed()

    for each in (opened, part, part.only_for(SOUTH), part.only_for(OPERATOR)):
        assert (12, each) == part_from_line(line_from_part(12, each))
    assert line_from_part(3, opened).startswith('{"entry":3,"part":"core","payload":{"a":"é","b":1},"salt":"'.encode())
    assert [b'{"entry":3,"part":"position","sealed":"', b'","wraps":[{"key":"'] == [
        line_from_part(3, part)[:39],
        line_from_part(3, part)[39:].partition(b'"')[1] + line_from_part(3, part)[39:].partition(b'"')[2][:18],
    ]


SALT = "A" * 43 + "="


@pytest.mark.parametrize("line", [
    b"", b"[]", b'{"entry":1,"part":"core"}', b'{"entry":1,"part":"core","payload":{}}',
    b'{"entry":true,"part":"core","payload":{},"salt":"%s"}' % SALT.encode(),
    b'{"entry":"1","part":"core","payload":{},"salt":"%s"}' % SALT.encode(),
    b'{"entry":1,"part":1,"payload":{},"salt":"%s"}' % SALT.encode(),
    b'{"entry":1,"part":"core","payload":[],"salt":"%s"}' % SALT.encode(),
    b'{"entry":1,"part":"core","payload":{},"salt":"AAAA"}', b'{"entry":1,"part":"core","payload":{},"salt":1}',
    b'{"entry":1,"part":"core","payload":{},"salt":"%s","sealed":""}' % SALT.encode(),
    b'{"entry": 1,"part":"core","payload":{},"salt":"%s"}' % SALT.encode(),
    b'{"part":"core","payload":{},"salt":"%s"}' % SALT.encode(),
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":{}}', b'{"entry":1,"part":"x","sealed":"AAA","wraps":[]}',
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[1]}', b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[{}]}',
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[{"key":"AAAA","to":"a","wrap":"AAAA"}]}',
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[{"key":"%s","to":1,"wrap":"AAAA"}]}' % SALT.encode(),
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[{"key":"%s","to":"a","wrap":"A"}]}' % SALT.encode(),
    b'{"entry":1,"part":"x","sealed":"AAAA","wraps":[{"key":"%s","more":1,"to":"a","wrap":"AAAA"}]}' % SALT.encode(),
])  # fmt: skip
def test_what_is_no_line(line):
    """A line that lacks something, has more, or is spelled otherwise is refused."""
    with pytest.raises(ValueError, match=r".+"):
        part_from_line(line)


def test_what_holds_without_a_key():
    """An open part holds for the core's head by its salted hash, a sealed one for a protected head by its bytes'
    hash.
    """
    head, part = sealed()
    opened = open_part("core", {"a": 1}, Drawn("holds"))

    assert holds(opened, opened.head())
    assert not holds(replace(opened, payload=canonical({"a": 2})), opened.head())
    assert not holds(replace(opened, salt=bytes(32)), opened.head())
    assert not holds(OpenPart("position", opened.salt, opened.payload), PartHead("position", opened.head().hash))
    assert not holds(SealedPart("core", part.sealed, ()), PartHead("core", head.hash, (), head.sealed))
    assert not holds(part, replace(head, sealed=bytes(32)))


def test_one_key_twice_or_a_wrap_too_many_changes_nothing():
    """A reader finds its own wrap among others, whatever the others are."""
    head, part = sealed()
    more = replace(part, wraps=(Wrap(SOUTH, bytes(32), b""), *reversed(part.wraps)))

    assert PAYLOAD == unseal(more, head, team(NORTH))
