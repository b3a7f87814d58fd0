"""The pairs of accounts that may be one incident, among what lies on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ceasefire.desk._desk import Desk
from ceasefire.incidents import link_states
from ceasefire.incidents.linking import (
    BackEndMissing,
    DuckDBLinker,
    Linker,
    Marks,
    SplinkLinker,
    Suggestion,
    account_from_record,
)
from ceasefire.problems import Refused, problem

if TYPE_CHECKING:
    import duckdb


def linker_called(name: str, connection: duckdb.DuckDBPyConnection) -> Linker:
    """Return a linker by its name, splink or duckdb, on a connection; this is the one place that knows them."""
    return SplinkLinker(connection) if name == "splink" else DuckDBLinker(connection)


def suggestions_of(desk: Desk, linker: Linker, marks: Marks, only: Iterable[str] = ()) -> tuple[Suggestion, ...]:
    """Return the pairs that a linker suggests among the accounts of all incidents, the highest score first.

    Args:
        desk: What lies on it.
        linker: What suggests.
        marks: From which score on a pair is suggested, and a link provisional.
        only: Pairs with one of these keys; none: all pairs.

    Raises:
        Refused: E-CASE-004, the back end is not installed.
    """
    accounts = {one.key: one for each in desk.incidents for one in each.accounts}
    wanted = frozenset(only)
    distinct = frozenset(each.id for each in desk.inputs.datasets if each.rows_distinct)
    try:
        found: Sequence[Suggestion] = linker.suggest(
            [account_from_record(accounts[key]) for key in sorted(accounts)], marks, distinct
        )
    except BackEndMissing as missing:
        raise Refused([problem("E-CASE-004", seen=missing.package, extra=missing.extra)]) from None
    chosen = [each for each in found if not wanted or wanted & {each.first, each.second}]
    return tuple(sorted(chosen, key=lambda each: (-each.score, each.first, each.second)))


def undecided(desk: Desk, found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggested pairs that are not one incident already and on which nobody has decided."""
    states = link_states(desk.situation.known.links)
    decided = {pair for pair, state in states.items() if state != "provisional"}
    of = {one.key: each.id for each in desk.incidents for one in each.accounts}
    return tuple(
        each
        for each in found
        if frozenset((each.first, each.second)) not in decided and of.get(each.first) != of.get(each.second)
    )
