"""The one table by which standings move: from where, to where, by whom, and on what condition."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.records import END_STANDINGS, ORDERED_STANDINGS

STAGES, ENDS = ORDERED_STANDINGS, END_STANDINGS
COUNTED = STAGES[1:]  # somebody looked at it
PROVEN = STAGES[2:]  # the standard of proof of decisions and findings
TWO_ORIGINS, NOT_OWN = "two-origins", "not-own"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: a record moves to `to` from any of `origins`, decided by so many people in a role.

    Attributes:
        origins: Standings from which it moves.
        to: The standing it reaches.
        role: Of those who decide.
        people: How many different people must decide it.
        needs: `two-origins`: two independent origins or one direct observation by the mission. `not-own`: none of them
            told of it. Empty: nothing more.
    """

    origins: tuple[str, ...]
    to: str
    role: str
    people: int = 1
    needs: str = ""


_OPEN = STAGES[:3]

# As printed in docs/incidents.md, which a test holds to this table.
MOVES = (
    Move(("received", *ENDS), "screened", "analyst"),
    Move(("screened",), "corroborated", "analyst", needs=TWO_ORIGINS),
    Move(("screened", "corroborated"), "verified", "verifier", 2, NOT_OWN),
    Move(_OPEN, "unverifiable", "verifier", 2, NOT_OWN),
    Move(_OPEN, "not-locatable", "verifier", 2, NOT_OWN),
    Move(_OPEN, "false", "verifier", 2, NOT_OWN),
    Move(("verified", *ENDS), "screened", "head-of-mission"),
)


def move_for(state: str, to: str, role: str) -> Move | None:
    """Return the row by which somebody in a role may move a record from a standing, or None.

    Source: DESIGN, "Incident": received, screened, corroborated or directly observed, verified.

    >>> move_for("screened", "verified", "verifier").people
    2
    >>> move_for("received", "verified", "verifier") is None
    True
    """
    return next((each for each in MOVES if state in each.origins and each.to == to and each.role == role), None)
