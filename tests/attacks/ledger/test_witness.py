"""A witness never signs a smaller tree than before, nor another one, and remembers as before when it refuses."""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace

import pytest
from tests.attacks.ledger.world import START, Desk, MemoryCopy, Written, author, entry, log_key, opening, team

from ceasefire.ledger.copies import WitnessState, cosign_copy
from ceasefire.ledger.notes import cosigned_at
from ceasefire.problems import Refused

SIZES = range(1, 7)
LATE = START + 3600


@functools.cache
def told(fork: int, size: int) -> MemoryCopy:
    """Return one of the stories that a log can tell: from entry `fork` on (6: nowhere) it differs from the true one."""
    mission = author("mission")
    entries = [opening()]
    for number in range(1, size):
        text = f"{number} otherwise" if number >= fork else f"{number}"
        entries.append(entry(replace(mission, random=bytes), "agreement", {"text": text}))
    return Desk(tuple(Written(each, START + number) for number, each in enumerate(entries))).copy()


@functools.cache
def signed_at(fork: int, size: int) -> WitnessState:
    """Return what us remembers that has signed a story up to there."""
    return cosign_copy(told(fork, size), team("us"), None, log_key().public, now=START)[1]


def test_a_witness_signs_only_what_continues_the_tree_it_signed() -> None:
    """Of every story, forked anywhere, of every size, offered after every other, only continuations are signed."""
    signed = refused = 0

    for (seen_fork, seen_size), (fork, size) in itertools.product(itertools.product(SIZES, SIZES), repeat=2):
        state = signed_at(seen_fork, seen_size)
        before = state.text()
        same_story = min(seen_fork, seen_size) == min(fork, seen_size)
        expected = "E-LEDGER-020" if size < seen_size else "" if same_story else "E-LEDGER-021"
        answer, after = _offered(told(fork, size), state)
        assert expected == answer, (seen_fork, seen_size, fork, size)
        assert before == state.text()
        assert after is None if answer else after is not None
        signed += not answer
        refused += bool(answer)

    assert 36 * 36 == signed + refused
    assert (476, 820) == (signed, refused)


def _offered(copy: MemoryCopy, state: WitnessState) -> tuple[str, WitnessState | None]:
    try:
        line, after, facts = cosign_copy(copy, team("us"), state, None, now=LATE)
    except Refused as refused:
        return refused.problems[0].code, None
    assert LATE == cosigned_at(copy.checkpoint.text, line, team("us").public.cosigner)
    assert (facts.head, state.log) == (after.seen, after.log)
    assert after.seen.size >= state.seen.size
    return "", after


def test_a_witness_that_signs_step_by_step_is_never_led_back() -> None:
    """Along a growing ledger each state follows from the one before, and none of the earlier copies is signed again."""
    state = signed_at(6, 1)
    for size in range(2, 7):
        answer, after = _offered(told(6, size), state)
        assert ("", size) == (answer, after.seen.size if after else 0)
        state = after or state
        for smaller in range(1, size):
            assert ("E-LEDGER-020", None) == _offered(told(6, smaller), state)


def test_a_state_reads_back_to_itself() -> None:
    """What is kept on the party's machine reads back to the same state."""
    for fork, size in itertools.product((1, 6), SIZES):
        assert signed_at(fork, size) == WitnessState.from_text(signed_at(fork, size).text())


def test_the_first_time_a_witness_needs_to_be_told_the_key() -> None:
    """Without a state and without the log's key nothing is signed; with another log's key neither."""
    copy = told(6, 5)
    for log, expected in ((None, "E-LEDGER-034"), (log_key(2).public, "E-LEDGER-022")):
        with pytest.raises(Refused) as caught:
            cosign_copy(copy, team("us"), None, log, now=LATE)
        assert [expected] == [each.code for each in caught.value.problems]


def test_a_state_outweighs_the_key_given_again() -> None:
    """A party that remembers a log is not talked into another by naming that one's key."""
    other = replace(signed_at(6, 3), log=log_key(2).public)
    with pytest.raises(Refused) as caught:
        cosign_copy(told(6, 5), team("us"), other, log_key().public, now=LATE)
    assert ["E-LEDGER-022"] == [each.code for each in caught.value.problems]


@pytest.mark.parametrize("name", ["uk", "ru"])
def test_a_key_that_is_not_in_the_ledger_signs_nothing(name: str) -> None:
    """A team that the ledger does not know, or a key of a team that it has not announced, cosigns nothing."""
    with pytest.raises(Refused) as caught:
        cosign_copy(told(6, 5), team(name, 9), None, log_key().public, now=LATE)
    assert ["E-LEDGER-012"] == [each.code for each in caught.value.problems]


def test_an_acknowledgement_that_is_broken_keeps_a_witness_from_signing() -> None:
    """A party that holds a receipt for an entry which is gone signs nothing, though it never cosigned before."""
    entries = tuple(
        Written(each, START + number)
        for number, each in enumerate([opening(), entry(author("us"), "dataset", {"id": "d"})])
    )
    receipt = Desk(entries).receipt(1)
    with pytest.raises(Refused) as caught:
        cosign_copy(told(6, 5), team("us"), None, log_key().public, now=LATE, proofs=(receipt,))
    assert ["E-LEDGER-024"] == [each.code for each in caught.value.problems]
