"""Which records are confirmed to be one occurrence, which may be, and what contradictory decisions leave open."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from tests.oracle.worlds import instant, record

from ceasefire.incidents._groups import Contradiction, Groups, groups
from ceasefire.incidents._sameness import Sameness, sameness
from ceasefire.records import Link, Where
from ceasefire.times import When

PLACE = Where(scheme="agreement", code="p")


def told(ident: str, *names: str, slot: int = 4, **parts):
    """Return a report of half a day that names these incidents; its key is s/ident."""
    when = When(instant(slot), instant(slot + 1))
    return record("report", ident, when=when, where=PLACE, incidents=names, position=ord(ident[0]), **parts)


def states(**pairs: str) -> dict[frozenset[str], str]:
    """Return states by pair: `ab="confirmed"` is about s/a and s/b."""
    return {frozenset(f"s/{each}" for each in pair): state for pair, state in pairs.items()}


def short(found: Groups) -> list[str]:
    """Return the confirmed groups as words of their members."""
    return ["".join(sorted(key.removeprefix("s/") for key in group)) for group in found.confirmed]


def test_who_is_split_out_leaves_the_others_together() -> None:
    """R, rejected with A and with B, leaves the incident that all three name; A and B stay confirmed to each other."""
    found = groups([told("a", "X"), told("b", "X"), told("r", "X")], states(ar="rejected", br="rejected"))

    assert short(found) == ["ab"]
    assert found.contradictions == ()


def test_who_is_split_out_of_half_an_incident_is_a_contradiction() -> None:
    """R rejected with A alone still hangs with A through B: nothing is confirmed, and the chain says why."""
    found = groups([told("a", "X"), told("b", "X"), told("r", "X")], states(ar="rejected"))

    assert short(found) == []
    assert found.contradictory == (frozenset({"s/a", "s/b", "s/r"}),)
    assert found.contradictions == (Contradiction(("s/a", "s/r"), ("s/a", "s/b", "s/r")),)


def test_a_contradiction_has_the_shortest_chain() -> None:
    """A = B = C = D and A = E = D by links, A and D rejected: the chain goes by E."""
    links = states(ab="confirmed", bc="confirmed", cd="confirmed", ae="confirmed", de="confirmed", ad="rejected")
    found = groups([told(each) for each in "abcde"], links)

    assert [each.chain for each in found.contradictions] == [("s/a", "s/e", "s/d")]


def test_a_contradiction_touches_no_other_group() -> None:
    """What is torn in one component leaves another confirmed."""
    links = states(ab="confirmed", bc="confirmed", ac="rejected", xy="confirmed")

    assert short(groups([told(each) for each in "abcxyz"], links)) == ["xy"]


def test_a_round_up_joins_nothing() -> None:
    """A record that tells of two incidents, confirmed with two records or naming both, joins no two of them."""
    found = groups([told("a", "X"), told("b", "Y"), told("r", "X", "Y")], states(ar="confirmed", br="confirmed"))

    assert short(found) == []


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    """Shuffled records and links give the same groups, contradictions and chains."""
    rng = random.Random(seed)  # noqa: S311
    names = [(), ("X",), ("X",), ("Y",)]
    reports = [told(each, *rng.choice(names)) for each in "abcdefgh"]
    decided = {
        frozenset((f"s/{one}", f"s/{two}")): rng.choice(("confirmed", "rejected", "provisional"))
        for one, two in rng.sample(list(itertools.combinations("abcdefgh", 2)), 8)
    }
    proven = rng.choice([None, {f"s/{each}" for each in "aceg"}])
    shuffled = dict(rng.sample(list(decided.items()), len(decided)))

    assert groups(reports, decided, proven) == groups(rng.sample(reports, len(reports)), shuffled, proven)


def test_a_name_of_ten_thousand_is_quick() -> None:
    """Ten thousand records of one name, a hundred rejected with the first, take seconds neither whole nor torn."""
    many = [told(f"r{number:05}", "X") for number in range(10_000)]
    some = {frozenset((many[0].key, many[number].key)): "rejected" for number in range(1, 101)}
    begun = time.process_time()
    whole, torn = groups(many, {}), groups(many, some)

    assert time.process_time() - begun < 2
    assert len(whole.confirmed[0]) == 10_000
    assert len(torn.contradictions) == 100


def test_a_claim_below_the_standard_parts_no_proven_accounts() -> None:
    """A and B are split from R; a planted P that names their incident as well does not join them all again."""
    reports = [told("a", "X"), told("b", "X"), told("r", "X"), told("p", "X")]
    split = states(ar="rejected", br="rejected")

    assert short(groups(reports, split)) == []
    assert short(groups(reports, split, {"s/a", "s/b", "s/r"})) == ["ab"]


def test_a_claim_below_the_standard_joins_no_proven_accounts() -> None:
    """P, a planted report confirmed to be one with A, names the incident of B: that does not make A and B one."""
    reports = [told("a"), told("b", "X"), told("p", "X")]

    assert short(groups(reports, states(ap="confirmed"))) == ["abp"]
    assert short(groups(reports, states(ap="confirmed"), {"s/a", "s/b"})) == ["ap"]


def test_a_rejected_claim_parts_nothing_but_itself() -> None:
    """P claims the incident of A and B and is rejected with A alone: A, B and the other claim stay together."""
    reports = [told("a", "X"), told("b", "X"), told("p", "X"), told("q", "X")]
    found = groups(reports, states(ap="rejected"), {"s/a", "s/b"})

    assert short(found) == ["abq"]
    assert found.contradictions == ()


def test_links_join_through_a_report_below_the_standard() -> None:
    """A = P and P = B are two decisions of persons: A and B are one, whatever P is worth."""
    found = groups([told(each) for each in "abp"], states(ap="confirmed", bp="confirmed"), {"s/a", "s/b"})

    assert short(found) == ["abp"]


def test_claims_of_an_incident_that_nothing_proven_names_stand_among_themselves() -> None:
    """Two screened reports of one name are one occurrence; rejected ones are not."""
    reports = [told("a", "X"), told("p", "Y"), told("q", "Y")]

    assert short(groups(reports, {}, {"s/a"})) == ["pq"]
    assert short(groups(reports, states(pq="rejected"), {"s/a"})) == []


def same(reports, links=(), *, proven: str, distinct: frozenset[str] = frozenset()) -> Sameness:
    """Return the sameness of reports, of which these are at the standard of proof."""
    decisions = [record("link", f"l{number}", details=Link(*each)) for number, each in enumerate(links)]
    positions = frozenset(map(ord, proven))
    return sameness(reports, decisions, distinct, proven=positions, vague=frozenset(), apart={})


def partners(found: Sameness, ident: str) -> str:
    """Return the idents of those that a report may be one with."""
    return "".join(sorted(map(chr, found.may_equal.get(ord(ident), ()))))


def test_the_ends_of_a_confirmed_chain_are_one() -> None:
    """A = B = C on three days: A may be what C tells of, though their times do not meet."""
    chain = [told("a"), told("b", slot=8), told("c", slot=12)]
    found = same(chain, [("s/a", "s/b", "confirmed"), ("s/b", "s/c", "confirmed")], proven="abc")

    assert partners(found, "a") == "bc"
    assert found.confirmed == (frozenset(map(ord, "abc")),)


def test_what_may_be_one_with_an_account_may_be_one_with_the_occurrence() -> None:
    """D, of the time of A, may be one with A = B on two days as a whole: D may be what B tells of."""
    found = same([told("a"), told("b", slot=8), told("d")], [("s/a", "s/b", "confirmed")], proven="abd")

    assert partners(found, "d") == "ab"
    assert partners(found, "b") == "ad"


def test_who_is_rejected_with_one_account_is_rejected_with_the_occurrence() -> None:
    """D, rejected with B, is not one with A either, if A = B is confirmed: even of one time and place."""
    links = [("s/a", "s/b", "confirmed"), ("s/d", "s/b", "rejected")]
    found = same([told("a"), told("b"), told("d")], links, proven="abd")

    assert partners(found, "d") == ""


def test_a_contradiction_leaves_every_pair_open_that_was_not_rejected() -> None:
    """A = B = C = D on four days, A and D rejected: B may be D, for the link that errs may be A = B."""
    chain = [told("a"), told("b", slot=8), told("c", slot=12), told("d", slot=16)]
    links = [("s/a", "s/b", "confirmed"), ("s/b", "s/c", "confirmed"), ("s/c", "s/d", "confirmed")]
    found = same(chain, [*links, ("s/d", "s/a", "rejected")], proven="abcd")

    assert [partners(found, each) for each in "abcd"] == ["bc", "acd", "abd", "bc"]
    assert found.confirmed == ()


def test_only_accounts_at_the_standard_may_be_one() -> None:
    """A screened report that a link joins, for sure or perhaps, is nobody's equal."""
    reports = [told("a"), told("b"), told("p")]
    links = [("s/a", "s/p", "confirmed"), ("s/b", "s/p", "provisional")]
    found = same(reports, links, proven="ab")

    assert (partners(found, "a"), partners(found, "p")) == ("b", "")


def test_rows_of_a_distinct_set_confirm_nothing_and_leave_the_other_account_open() -> None:
    """Two rows of one data set that share an incident with a third account are parts of it: the third may be either."""
    rows = [told("a", "X", dataset="d"), told("b", "X", dataset="d"), told("c", "X")]
    found = same(rows, proven="abc", distinct=frozenset({"d"}))

    assert found.confirmed == ()
    assert [partners(found, each) for each in "abc"] == ["c", "c", "ab"]


def test_a_planted_row_of_a_distinct_set_does_not_part_the_accounts_of_it() -> None:
    """A received row of the data set of A that claims the incident stands apart; A and B have one high as before."""
    rows = [told("a", "X", dataset="d"), told("b", "X"), told("p", "X", dataset="d")]
    found = same(rows, proven="ab", distinct=frozenset({"d"}))

    assert found.confirmed == (frozenset(map(ord, "ab")),)


def test_of_two_decisions_on_one_pair_the_last_prevails() -> None:
    """Confirmed and then rejected parts; rejected and then confirmed joins."""
    two = [told("a"), told("b")]
    parted = same(two, [("s/a", "s/b", "confirmed"), ("s/b", "s/a", "rejected")], proven="ab")
    joined = same(two, [("s/b", "s/a", "rejected"), ("s/a", "s/b", "confirmed")], proven="ab")

    assert (parted.confirmed, partners(parted, "a")) == ((), "")
    assert (joined.confirmed, partners(joined, "a")) == ((frozenset(map(ord, "ab")),), "b")


def test_a_link_of_a_record_with_itself_or_with_nobody_is_nothing() -> None:
    """Links that name one record twice, or one that does not exist, change nothing and break nothing."""
    two = [told("a"), told("b", slot=9)]
    links = [("s/a", "s/a", "confirmed"), ("s/a", "s/a", "rejected"), ("s/a", "s/none", "confirmed")]

    assert same(two, links, proven="ab") == same(two, proven="ab")
