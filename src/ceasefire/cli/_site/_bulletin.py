"""`ceasefire bulletin`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ceasefire.cli._options import lang_option
from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.ledger.notes import Note, VerifierKey
    from ceasefire.publish.bulletin import Bulletin

_UNSOUND = 4
Read = TypeVar("Read")


@click.command("bulletin")
@click.argument("content", metavar="CONTENT")
@click.argument("note", metavar="NOTE")
@click.option("--key", "key", required=True, metavar="KEY", help="The team's key, handed to you by another way.")
@click.option("--ledger", metavar="COPY", help="Compute it anew from this copy, and compare byte for byte.")
@lang_option
def command(content: str, note: str, *, key: str, ledger: str | None, lang: str) -> None:
    """Check a released bulletin: whose it is, and that it follows from the ledger.

    CONTENT and NOTE are the two files that a bulletin's page hands out. The note must be signed with KEY and
    name this content. With --ledger the copy is verified, its checkpoint must be the one that the note names,
    and the bulletin is computed anew. Exit code 4 where something does not fit.
    """
    from ceasefire.cli._output import tell, voice
    from ceasefire.publish.bulletin import bulletin_from_bytes, states

    say = voice(lang).say
    data, trusted = _bytes(content), _key(key)
    bulletin, signed = _read(content, lambda: bulletin_from_bytes(data)), _note(note)
    click.get_current_context().meta["ceasefire.exit"] = _UNSOUND
    if not signed.is_signed_by(trusted):
        raise _unfit(note, f"it is not signed with this key of {trusted.name}")
    if not states(signed.text, bulletin.head, bulletin.sha256):
        raise _unfit(content, "it is not the content that was signed")
    number = str(bulletin.head.number)
    tell(say("Bulletin {number}: the signature of {team} holds.", number=number, team=trusted.name))
    if ledger is not None:
        _must_follow(bulletin, ledger)
        tell(say("Computed anew from {copy}: the same, byte for byte.", copy=ledger))


def _must_follow(bulletin: Bulletin, name: str) -> None:
    """Refuse a bulletin that does not follow from a copy.

    Raises:
        Refused: The copy is not sound, is another ledger or a shorter one, or gives another bulletin.
    """
    from ceasefire.cli._custody import copy_at, verified
    from ceasefire.cli._custody._named import store_at

    copy = copy_at(name)
    verified(copy)
    store_at(":memory:")  # says what to install, where the centre's release rules are not
    from ceasefire.centre.bulletins._making import made_anew

    made = made_anew(copy, bulletin)
    if (made.head.origin, made.head.root) != (bulletin.head.origin, bulletin.head.root):
        raise _unfit(name, "its first entries are not those that the bulletin cites")
    if made.sha256 != bulletin.sha256:
        raise _unfit(name, "from it another bulletin follows")


def _key(text: str) -> VerifierKey:
    from ceasefire.ledger.notes import LOG, VerifierKey

    try:
        key = VerifierKey.from_text(text.strip("\u2066\u2067\u2068\u2069 \n"))
        if key.kind != LOG:
            raise ValueError("a witness's key")  # noqa: TRY301  one way out for both
    except ValueError as error:
        raise _malformed("--key", error, "name+id+key, as a bulletin's page shows it") from None
    return key


def _note(name: str) -> Note:
    from ceasefire.ledger.notes import note_from_text

    return _read(name, lambda: note_from_text(_bytes(name).decode()))


def _read(name: str, make: Callable[[], Read]) -> Read:
    try:
        return make()
    except ValueError as error:
        raise _malformed(name, error, "the file that a bulletin's page hands out") from None


def _bytes(name: str) -> bytes:
    from ceasefire.cli._inputs import bytes_of

    return bytes_of(Path(name))


def _malformed(name: str, error: ValueError, expected: str) -> Refused:
    return Refused([problem("E-LEDGER-034", Place(name), what="it", reason=error, expected=expected)])


def _unfit(name: str, reason: str) -> Refused:
    expected = "a bulletin, its note, the team's key and a copy of its ledger that belong together"
    return Refused([problem("E-LEDGER-034", Place(name), what="it", reason=reason, expected=expected)])
