"""Taking in a team's cosignature: the line that comes back from its own machine."""

from __future__ import annotations

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import store
from ceasefire.ledger.notes import Signature, note_from_text, signature_from_line
from ceasefire.problems import Problem, Refused, problem

_EXPECTED = "the line that ceasefire ledger cosign printed: a dash, your team, and the signature"


def cosignature_taken(typed: str, viewer: Viewer) -> int:
    """Keep the team's line; return the size of the checkpoint that it is on.

    Raises:
        Refused: E-LEDGER-034, there is no line of this team in it; -023, it does not hold.
    """
    if viewer.duress:  # nothing that is entered under duress is kept, and nothing says so
        return store().size()
    signatures, text = _lines(typed.replace("\r\n", "\n").strip("\n"))
    own = [each for each in signatures if each.name == viewer.team]
    if not own:
        raise Refused([_wrong(f"no line of {viewer.team or 'your team'} in it")])
    return max(store().cosigned(each, text) for each in own)


def _lines(typed: str) -> tuple[tuple[Signature, ...], str]:
    """Return the signature lines, and the checkpoint's text if they came with it."""
    try:
        if "\n\n" in typed:
            note = note_from_text(typed + "\n")
            return note.signatures, note.text
        return tuple(signature_from_line(each.strip()) for each in typed.split("\n") if each.strip()), ""
    except ValueError as error:
        raise Refused([_wrong(str(error))]) from None


def _wrong(reason: str) -> Problem:
    return problem("E-LEDGER-034", what="it", reason=reason, expected=_EXPECTED)
