"""When an instrument is in force."""

from __future__ import annotations

import pytest
from tests.oracle.worlds import record

from ceasefire.agreement import ActRules, Instrument, Names, SetFilter, StandingRule
from ceasefire.assess.days import FOREVER, timeline
from ceasefire.records import Act, Choice, Who

BOTH = SetFilter(all=frozenset({"us", "russia"}))
RULES = ActRules(BOTH, BOTH, BOTH, BOTH, SetFilter(any=frozenset({"us", "russia"})))
TRUCE = Instrument("i", Names("x"), (), 100, 200, RULES)
JOINT = Choice("all_of", ("us", "russia"))


def act(what: str, effective: int, until: int | None = None, by: Choice | None = JOINT, **parts):
    """Return an act record."""
    return record("act", f"{what}-{effective}", who=Who(by=by), details=Act(what, "i", effective, until), **parts)


def lines(*acts, instrument: Instrument = TRUCE):
    """Return (sure, possible) spans."""
    line = timeline(instrument, acts, {}, StandingRule(), ())
    return line.sure, line.possible


def test_the_first_period_alone() -> None:
    """Without acts it is in force from its beginning to its end."""
    assert lines() == (((100, 200),), ((100, 200),))


def test_a_joint_extension_prolongs() -> None:
    """Both guarantors prolong it without a gap."""
    assert lines(act("extends", 190, 300))[0] == ((100, 300),)


@pytest.mark.parametrize("by", [Choice("all_of", ("russia",)), Choice("any_of", ("russia", "us")), None])
def test_one_side_does_not_surely_prolong(by: Choice | None) -> None:
    """One side's announcement prolongs nothing; an act by one or both prolongs possibly."""
    sure, possible = lines(act("extends", 190, 300, by=by))

    assert sure == ((100, 200),)
    assert possible == (((100, 200),) if by == Choice("all_of", ("russia",)) else ((100, 300),))


def test_an_extension_after_the_end_leaves_a_gap() -> None:
    """What lapsed and was taken up again was not in force between."""
    assert lines(act("extends", 250, 300))[0] == ((100, 200), (250, 300))


def test_either_side_may_end_it() -> None:
    """An end by one side suffices here, and cuts an extension; a later extension begins anew."""
    acts = (act("extends", 110, 300), act("ends", 150, by=Choice("all_of", ("us",))), act("extends", 180, 190))

    assert lines(*acts)[0] == ((100, 150), (180, 190))


def test_suspension_and_resumption() -> None:
    """While suspended it is not in force."""
    assert lines(act("suspends", 120), act("resumes", 150))[0] == ((100, 120), (150, 200))


def test_a_screened_end_is_only_possible() -> None:
    """An end below the standard of proof takes the rest out of the sure line alone."""
    sure, possible = lines(act("ends", 150, standing="screened"))

    assert (sure, possible) == (((100, 150),), ((100, 200),))


def test_nobodys_act_suffices_where_no_rule_is_given() -> None:
    """Without a rule an act changes nothing: an absent rule is not anybody's leave."""
    bare = Instrument("i", Names("x"), (), 100, None, ActRules())

    assert lines(act("ends", 150), instrument=bare) == (((100, FOREVER),), ((100, FOREVER),))


def test_what_has_not_begun_is_never_in_force() -> None:
    """Without a beginning there is no day."""
    assert lines(act("extends", 150, 300), instrument=Instrument("i", Names("x"), (), None, None, RULES)) == ((), ())


def test_resets_are_graded_too() -> None:
    """A joint reset is sure, one side's is none, an unclear one possible."""
    acts = [act("resets", 120), act("resets", 140, by=Choice("any_of", ("us", "russia")))]
    line = timeline(TRUCE, acts, {}, StandingRule(), ())

    assert (line.sure_resets, line.possible_resets) == ((120,), (120, 140))
