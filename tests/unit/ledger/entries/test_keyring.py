"""The kinds that say which keys are valid: each rule of the format's table, once kept and once broken."""

import base64
from dataclasses import replace

import pytest
from tests.unit.ledger.making import (
    NORTH,
    OPERATOR,
    ORIGIN,
    REPORT,
    SOUTH,
    Drawn,
    SmallLedger,
    author,
    entry,
    log,
    opening,
    team,
)

from ceasefire.ledger import PublicKeys, new_log_key
from ceasefire.ledger.entries import (
    CONTROL,
    Keyring,
    enter_agreement,
    enter_key,
    enter_log_key,
    enter_opening,
    enter_redaction,
    enter_withdrawal,
    open_part,
    submit,
)

CORE_MISSING, NOT_ALLOWED, NOT_VALID = "E-LEDGER-016", "E-LEDGER-018", "E-LEDGER-012"


def report(by, number=1, record="r1"):
    """Return a report by a team, signed with its so-manyeth key."""
    return entry(team(by, number), "record", REPORT | {"id": record})


def text(data):
    """Return base64."""
    return base64.b64encode(data).decode()


OPENED = opening(team(NORTH).public).core


# Opening.


def test_the_first_entry_opens():
    """Position 0, signed by the operator with the key that the entry itself announces: the ledger is open."""
    ledger = SmallLedger(team(NORTH).public)

    assert (ORIGIN, OPERATOR, (OPERATOR, NORTH)) == (ledger.ring.origin, ledger.ring.operator, ledger.ring.teams)
    assert log().public == ledger.ring.log_at(1)
    assert ledger.ring.is_valid(NORTH, team(NORTH).public.sign, 1)
    assert not ledger.ring.is_valid(NORTH, team(NORTH).public.sign, 0)
    assert team(NORTH).public == ledger.ring.newest(NORTH, 1)
    assert None is ledger.ring.newest(SOUTH, 1)


def test_only_the_first_entry_opens():
    """A second opening, by the operator itself, is refused; so is any other kind at position 0."""
    ledger = SmallLedger()
    empty = SmallLedger(open_=False)
    others = [report(OPERATOR), enter_agreement(author(OPERATOR), "text"), enter_key(author(OPERATOR),
    team(NORTH).public),
              enter_log_key(author(OPERATOR), log(2)), enter_redaction(author(OPERATOR), 0, ["core"], ["a"], "b"),
              enter_withdrawal(author(OPERATOR), team(OPERATOR).public, "lost", "g")]  # fmt: skip

    assert NOT_ALLOWED == ledger.refusal(opening(team(SOUTH, 2).public))
    assert [NOT_ALLOWED] * 6 == [empty.refusal(each) for each in others]


@pytest.mark.parametrize("change", [
    {"origin": "another.example/truce"}, {"origin": 1}, {"operator": NORTH}, {"operator": "nobody"}, {"operator": 1},
    {"log": "no key"}, {"log": 1}, {"log": str(log(1, "another.example").public)},
    {"log": str(team(OPERATOR).public.cosigner)},
    {"teams": []}, {"teams": 1}, {"teams": "mission"}, {"teams": [1]}, {"teams": OPENED["teams"][1:]},
    {"teams": [*OPENED["teams"], OPENED["teams"][1]]}, {"teams": [*OPENED["teams"], team(NORTH, 2).public.json()]},
    {"teams": [*OPENED["teams"], team(NORTH).public.json() | {"team": SOUTH}]},
    {"teams": [*OPENED["teams"], team(SOUTH).public.json() | {"team": "South"}]},
    {"teams": [*OPENED["teams"], team(SOUTH).public.json() | {"more": "x"}]},
    {"teams": [*OPENED["teams"], team(SOUTH).public.json() | {"sign": "AAAA"}]},
    {"teams": [*OPENED["teams"], {"team": SOUTH, "sign": text(bytes(32))}]}, {"more": 1},
])  # fmt: skip
def test_an_opening_that_is_none(change):
    """Another name, operator, log or teams than may be, a team or a key twice, a key too many: refused."""
    ledger = SmallLedger(open_=False)

    assert NOT_ALLOWED == ledger.refusal(entry(team(OPERATOR), "ledger", OPENED | change))


@pytest.mark.parametrize("key", ["origin", "operator", "log", "teams"])
def test_an_opening_lacks_nothing(key):
    """Without one of its four keys an opening is refused."""
    ledger = SmallLedger(open_=False)
    core = {each: value for each, value in OPENED.items() if each != key}

    assert NOT_ALLOWED == ledger.refusal(entry(team(OPERATOR), "ledger", core))


def test_an_opening_is_signed_by_its_operator():
    """By another team, with another key of the operator's, or for another ledger's name it is refused."""
    ledger = SmallLedger(open_=False)

    assert NOT_ALLOWED == ledger.refusal(entry(team(NORTH), "ledger", OPENED))
    assert NOT_ALLOWED == ledger.refusal(entry(team(OPERATOR, 2), "ledger", OPENED))
    assert NOT_ALLOWED == ledger.refusal(entry(team(OPERATOR), "ledger", OPENED, origin="another.example/truce"))
    assert (0, OPERATOR) == (ledger.add(entry(team(OPERATOR), "ledger", OPENED)).position, ledger.ring.operator)


# Announcing keys.


def test_a_team_announces_its_next_key():
    """With a valid key a team announces another one, valid from the next position on, beside the old one."""
    ledger = SmallLedger()
    announced = ledger.add(enter_key(author(NORTH), team(NORTH, 2).public)).position

    assert [False, True] == [ledger.ring.is_valid(NORTH, team(NORTH, 2).public.sign, announced + at) for at in (0, 1)]
    assert [team(NORTH).public, team(NORTH, 2).public] == [ledger.ring.newest(NORTH, announced + at) for at in (0, 1)]
    ledger.add(report(NORTH, 2, "r1"))
    ledger.add(report(NORTH, 1, "r2"))


def test_a_key_signs_nothing_before_it_is_announced():
    """A team's coming key, and its own announcement signed with it, are refused."""
    ledger = SmallLedger()

    assert NOT_VALID == ledger.refusal(report(NORTH, 2))
    assert NOT_VALID == ledger.refusal(enter_key(author(NORTH, 2), team(NORTH, 2).public))


def test_nobody_announces_a_key_for_a_team_that_has_one():
    """Neither another team nor the operator announces a key of a team that has a valid one."""
    ledger = SmallLedger()

    assert NOT_ALLOWED == ledger.refusal(enter_key(author(SOUTH), team(NORTH, 2).public))
    assert NOT_ALLOWED == ledger.refusal(enter_key(author(OPERATOR), team(NORTH, 2).public))
    ledger.add(enter_key(author(OPERATOR), team(OPERATOR, 2).public))


def test_the_operator_brings_a_team_in():
    """A team that was never there gets its first key from the operator, and from no other team."""
    ledger = SmallLedger(team(NORTH).public)

    assert NOT_ALLOWED == ledger.refusal(enter_key(author(NORTH), team(SOUTH).public))
    ledger.add(enter_key(author(OPERATOR), team(SOUTH).public))
    assert (OPERATOR, NORTH, SOUTH) == ledger.ring.teams
    assert (1, OPERATOR) == (ledger.ring.spans[-1].since, ledger.ring.spans[-1].by)
    ledger.add(report(SOUTH))


def test_a_team_without_a_valid_key_gets_one_from_the_operator():
    """Once its only key is withdrawn, a team gets a new one from the operator alone, and the ledger shows who gave
    it.
    """
    ledger = SmallLedger()
    ledger.add(enter_withdrawal(author(NORTH), team(NORTH).public, "leaked", "stolen at the crossing"))

    assert NOT_VALID == ledger.refusal(enter_key(author(NORTH), team(NORTH, 2).public))
    assert NOT_ALLOWED == ledger.refusal(enter_key(author(SOUTH), team(NORTH, 2).public))
    ledger.add(enter_key(author(OPERATOR), team(NORTH, 2).public))
    assert OPERATOR == ledger.ring.spans[-1].by
    ledger.add(report(NORTH, 2))
    assert NOT_ALLOWED == ledger.refusal(enter_key(author(OPERATOR), team(NORTH, 3).public))


def test_a_key_is_announced_once_for_ever():
    """The same signing key is refused again: while valid, once withdrawn, for another team, or with another sealing
    key.
    """
    ledger = SmallLedger()
    used = team(NORTH).public
    again = [
        used,
        PublicKeys(NORTH, used.sign, team(NORTH, 2).public.seal),
    ]

    assert [NOT_ALLOWED] * 2 == [ledger.refusal(enter_key(author(NORTH), each)) for each in again]
    assert NOT_ALLOWED == ledger.refusal(enter_key(author(SOUTH), PublicKeys(SOUTH, used.sign, used.seal)))
    ledger.add(enter_withdrawal(author(NORTH), used, "leaked", "g"))
    assert [NOT_ALLOWED] * 2 == [ledger.refusal(enter_key(author(OPERATOR), each)) for each in again]


@pytest.mark.parametrize(
    "change", [{"team": "North"}, {"team": 1}, {"sign": "AAAA"}, {"sign": 1}, {"seal": ""}, {"more": 1}]
)
def test_an_announcement_that_is_none(change):
    """A name or key that is none, or a key too many, is refused."""
    ledger = SmallLedger()

    assert NOT_ALLOWED == ledger.refusal(entry(team(NORTH), "key", team(NORTH, 2).public.json() | change))


# Withdrawing keys.


@pytest.mark.parametrize("by", [NORTH, OPERATOR])
@pytest.mark.parametrize("reason", ["lost", "leaked", "retired"])
def test_a_key_is_withdrawn_by_its_team_or_the_operator(by, reason):
    """For each of the three reasons: from the next position on the key is not valid, what it signed before stands."""
    ledger = SmallLedger()
    before = ledger.add(report(NORTH)).position
    at = ledger.add(enter_withdrawal(author(by), team(NORTH).public, reason, "g", "2016-09-12T00:00:00Z")).position
    sign = team(NORTH).public.sign

    assert [True, True, False] == [ledger.ring.is_valid(NORTH, sign, each) for each in (before, at, at + 1)]
    assert (at, reason) == next((each.until, each.reason) for each in ledger.ring.spans if each.keys.team == NORTH)
    assert NOT_VALID == ledger.refusal(report(NORTH, 1, "r2"))
    assert None is ledger.ring.newest(NORTH, at + 1)
    ledger.add(report(SOUTH, 1, "r3"))


def test_another_team_withdraws_nothing():
    """A team's key is not withdrawn by another team than the operator."""
    ledger = SmallLedger()

    assert NOT_ALLOWED == ledger.refusal(enter_withdrawal(author(SOUTH), team(NORTH).public, "leaked", "g"))
    assert NOT_ALLOWED == ledger.refusal(enter_withdrawal(author(SOUTH), team(OPERATOR).public, "leaked", "g"))


def test_only_a_valid_key_is_withdrawn():
    """A key that was never announced, that is another team's, or that is withdrawn already is not withdrawn."""
    ledger = SmallLedger()
    ledger.add(enter_key(author(NORTH), team(NORTH, 2).public))
    ledger.add(enter_withdrawal(author(NORTH), team(NORTH).public, "retired", "g"))
    mine = author(NORTH, 2)

    assert NOT_ALLOWED == ledger.refusal(enter_withdrawal(mine, team(NORTH).public, "retired", "g"))
    assert NOT_ALLOWED == ledger.refusal(enter_withdrawal(mine, team(NORTH, 3).public, "retired", "g"))
    assert NOT_ALLOWED == ledger.refusal(
        enter_withdrawal(mine, PublicKeys(NORTH, team(SOUTH).public.sign, bytes(32)), "retired", "g")
    )
    ledger.add(report(NORTH, 2))


def test_withdrawing_touches_one_key():
    """Of a team's two keys only the one that is named ends."""
    ledger = SmallLedger()
    ledger.add(enter_key(author(NORTH), team(NORTH, 2).public))
    at = ledger.add(enter_withdrawal(author(NORTH, 2), team(NORTH).public, "retired", "g")).position

    assert [False, True] == [ledger.ring.is_valid(NORTH, team(NORTH, each).public.sign, at + 1) for each in (1, 2)]
    assert team(NORTH, 2).public == ledger.ring.newest(NORTH, at + 1)


WITHDRAWAL = enter_withdrawal(author(NORTH), team(NORTH).public, "lost", "g").core


@pytest.mark.parametrize("change", [
    {"reason": "stolen"}, {"reason": ""}, {"reason": []}, {"sign": "AAAA"}, {"sign": 1}, {"team": "North"}, {"team": 1},
    {"until": "2016-09-12T00:00:00Z"}, {"reason": ...}, {"ground": ...}, {"sign": ...}, {"team": ...},
    {"ground": ""}, {"ground": " \n"}, {"ground": 1}, {"ground": []}, {"since": 1}, {"since": ""},
    {"since": "2016-09-12"},
    {"since": "2016-09-12T00:00:00+00:00"}, {"since": "2016-09-12T03:00:00+03:00"}, {"since": []},
])  # fmt: skip
def test_a_withdrawal_that_is_none(change):
    """Another reason than the three, no ground, a `since` that is no instant, something missing or more: refused."""
    ledger = SmallLedger()
    core = {key: value for key, value in (WITHDRAWAL | change).items() if value is not ...}

    assert NOT_ALLOWED == ledger.refusal(entry(team(NORTH), "key-withdrawn", core))
    ledger.add(entry(team(NORTH), "key-withdrawn", WITHDRAWAL))


# The log's key.


def test_the_operator_changes_the_logs_key_forward_only():
    """Checkpoints of a size above the announcement are signed with the new key, those up to it with the old one."""
    ledger = SmallLedger()
    at = ledger.add(enter_log_key(author(OPERATOR), log(2))).position

    assert [log(1).public, log(1).public, log(2).public] == [ledger.ring.log_at(size) for size in (1, at, at + 1)]
    assert ((0, log(1).public), (at, log(2).public)) == ledger.ring.log


def test_nobody_else_changes_the_logs_key():
    """Another team's announcement of a log key is refused."""
    ledger = SmallLedger()

    assert NOT_ALLOWED == ledger.refusal(enter_log_key(author(NORTH), log(2)))


def test_a_log_key_never_comes_back():
    """The key in use, and one that was in use before, are refused."""
    ledger = SmallLedger()

    assert NOT_ALLOWED == ledger.refusal(enter_log_key(author(OPERATOR), log(1)))
    ledger.add(enter_log_key(author(OPERATOR), log(2)))
    assert NOT_ALLOWED == ledger.refusal(enter_log_key(author(OPERATOR), log(1)))


@pytest.mark.parametrize("core", [
    {}, {"log": 1}, {"log": "no key"}, {"log": str(log(2).public), "more": 1},
    {"log": str(team(OPERATOR).public.cosigner)},
    {"log": str(new_log_key("another.example/truce", Drawn("another")).public)}, {"log": [str(log(2).public)]},
])  # fmt: skip
def test_a_log_key_that_is_none(core):
    """Another ledger's name, a cosigner's key, anything but a verifier key: refused."""
    assert NOT_ALLOWED == SmallLedger().refusal(entry(team(OPERATOR), "log-key", core))


# What holds of all of them.


def test_a_control_entry_has_its_core():
    """Only a record's core can be missing: who may sign what must be known to everybody."""
    ledger = SmallLedger()
    entries = [enter_key(author(NORTH), team(NORTH, 2).public), enter_log_key(author(OPERATOR), log(2)),
               enter_withdrawal(author(NORTH), team(NORTH).public, "lost", "g")]  # fmt: skip

    assert [CORE_MISSING] * 3 == [ledger.refusal(each, core=None) for each in entries]
    assert CORE_MISSING == SmallLedger(open_=False).refusal(opening(), core=None)


def test_keys_of_other_teams_sign_nothing_for_one():
    """An entry by one team that is signed with another team's valid key is refused."""
    ledger = SmallLedger()
    forged = submit(replace(team(SOUTH), team=NORTH), ORIGIN, "record", open_part("core", REPORT, Drawn("forged")))

    assert (NORTH, team(SOUTH).public.sign) == (forged.entry.by, forged.entry.key)
    assert NOT_VALID == ledger.refusal(forged)


@pytest.mark.parametrize("kind", CONTROL)
def test_a_control_entry_of_any_content_is_judged(kind):
    """Whatever JSON stands in the core, the judge refuses and raises nothing else."""
    ledger = SmallLedger(open_=kind != "ledger")
    contents = [{}, {"team": []}, {"team": NORTH, "sign": {}, "seal": [], "reason": {}, "ground": 1},
                {"log": {}}, {"origin": [], "operator": {}, "log": [], "teams": {"a": 1}}]  # fmt: skip

    assert [NOT_ALLOWED] * 5 == [ledger.refusal(entry(team(OPERATOR), kind, each)) for each in contents]


def test_the_same_entries_give_the_same_keys():
    """Keys follow from the entries alone: read twice, they are equal, and an empty ledger has none."""
    first, second = SmallLedger(), SmallLedger()
    for ledger in (first, second):
        ledger.add(enter_key(author(NORTH), team(NORTH, 2).public))

    assert first.ring == second.ring
    assert (Keyring(), ()) == (SmallLedger(open_=False).ring, Keyring().teams)
    assert enter_opening(author(OPERATOR), log(), ()).core == opening().core
