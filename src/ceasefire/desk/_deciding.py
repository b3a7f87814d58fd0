"""Who may decide, and on what."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.agreement import Agreement
from ceasefire.desk._desk import Desk
from ceasefire.problems import Place, Refused, did_you_mean, problem

_NOWHERE = Place()


def deciding_source(agreement: Agreement, where: Place = _NOWHERE) -> str:
    """Return the id of the one source that decides: the mission, or the editors where there is no mission.

    Args:
        agreement: Names the sources.
        where: Where one would be named, for the problem.

    Raises:
        Refused: E-CASE-002, there is none, or more than one.
    """
    missions = [each.id for each in agreement.sources if each.kind == "mission"]
    fit = missions or [each.id for each in agreement.sources if each.kind == "editors"]
    if len(fit) == 1:
        return fit[0]
    raise Refused([problem("E-CASE-002", where, count=len(fit), expected=", ".join(fit) or "none")])


def must_be_accounts(desk: Desk, keys: Sequence[str], where: Place = _NOWHERE) -> None:
    """Refuse keys of which no account is known.

    Args:
        desk: What lies on it.
        keys: Each source/id.
        where: Where the keys were given, for the problems.

    Raises:
        Refused: E-ASK-001 for each of them, with the nearest key.
    """
    known = sorted({one.key for each in desk.incidents for one in each.accounts})
    expected = f"{len(known)} accounts"
    faults = []
    for each in keys:
        if each not in known:
            near = did_you_mean(each, known)
            params = {"wanted": "record", "seen": each, "expected": expected, "suggestion": near}
            faults.append(problem("E-ASK-001", where, **params))
    if faults:
        raise Refused(faults)
