"""The newest checkpoint, and who cosigned what last."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.centre.live import store
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.notes import checkpoint_from_note, short_form


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A team, and the size and instant (seconds UTC) of what it cosigned last; None: it never did."""

    team: str
    operates: bool
    size: int | None
    instant: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """The newest checkpoint: whose ledger, how many entries, the root (base64), its short form, who cosigned what."""

    origin: str
    size: int
    root: str
    short: str
    cosigned: tuple[Cosigned, ...]


def newest_head() -> Head:
    """Return the newest checkpoint and who cosigned what last.

    Raises:
        Refused: There is no ledger, or it cannot be read.
    """
    ledger = store()
    head, ring = checkpoint_from_note(ledger.copy().checkpoint), ledger.keyring()
    last = {team: (size, instant) for team, size, instant in ledger.cosigners()}
    teams = tuple(Cosigned(each, each == ring.operator, *last.get(each, (None, None))) for each in ring.teams)
    return Head(head.origin, head.size, text_from_bytes(head.root), short_form(head), teams)
