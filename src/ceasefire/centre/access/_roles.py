"""The roles of a joint implementation centre, and whoever looks at a page in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "reporter",
    "analyst",
    "verifier",
    "head-of-mission",
    "co-chair",
    "liaison",
    "access-officer",
    "observer",
    "administrator",
    "anybody",
]
ROLES: tuple[Role, ...] = get_args(Role)
# The mission: they read records as they are filed. A reporter files, and reads no finer than a party.
INSIDE: frozenset[Role] = frozenset({"analyst", "verifier", "head-of-mission", "access-officer"})
_DECIDES: dict[Role, str] = {
    "analyst": "analyst",
    "verifier": "verifier",
    "head-of-mission": "head-of-mission",
    "co-chair": "co-chair",
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a role, the team whose keys open sealed parts, the source spoken for, the pseudonym in decisions.

    Attributes:
        person: Primary key of the account; None for somebody who has not signed in.
        duress: Signed in by the duress word: sees what an observer sees, and nothing that is entered is kept.
    """

    role: Role
    team: str = ""
    source: str = ""
    pseudonym: str = ""
    person: int | None = None
    duress: bool = False

    @property
    def inside(self) -> bool:
        """Return whether records are shown as they were filed, and work queues at all."""
        return self.role in INSIDE and not self.duress

    @property
    def decides_as(self) -> str:
        """Return the role that a decision names (records/ROLES), or nothing: this role decides nothing."""
        return _DECIDES.get(self.role, "")


NOBODY = Viewer("anybody")
