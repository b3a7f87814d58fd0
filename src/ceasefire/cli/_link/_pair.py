"""What `confirm` and `reject` do: one decision on one pair."""

from __future__ import annotations

from ceasefire.cli._link._decided import By
from ceasefire.cli._options import Given


def decide_pair(given: Given, by: By, pair: tuple[str, str], state: str) -> None:
    """Hand out the decision on a pair; tell on stderr if it contradicts what was decided before.

    Raises:
        Refused: One of the two is no known account.
    """
    from dataclasses import replace

    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._link._decided import decider_of, hand_out
    from ceasefire.cli._output import tell_problems
    from ceasefire.desk import must_be_accounts
    from ceasefire.incidents import PROVEN, groups, link_decision, link_states
    from ceasefire.problems import Place, problem

    desk = desk_for(given)
    must_be_accounts(desk, pair, Place("RECORD"))
    decision = link_decision(desk.inputs.records, pair, state, decider_of(desk, by))
    states = link_states(desk.situation.known.links) | {frozenset(pair): state}
    singles = [each for each in desk.situation.known.records if len(each.incidents) < 2]
    known = desk.situation.known
    proven = {each.key for each in singles if known.standing_of(each) in PROVEN}
    found = [each for each in groups(singles, states, proven).contradictions if set(pair) & {*each.pair, *each.chain}]
    warnings = [
        problem("W-CASE-002", first=each.pair[0], second=each.pair[1], chain=" → ".join(each.chain)) for each in found
    ]
    tell_problems(warnings, given.lang)
    hand_out([replace(decision, recorded=None)], by, given.lang)
