"""Keys lost, leaked, withdrawn and replaced, as the storage sees it: forward only, and history stands."""

from __future__ import annotations

import os

import pytest
from tests.centre.ledgers import AUTHOR, LOG, MISSION, NORTH, NOW, ORIGIN, codes, opened, record, sound

from ceasefire.centre import Store
from ceasefire.ledger import new_log_key, new_team_key
from ceasefire.ledger.copies import Expected
from ceasefire.ledger.entries import Author, enter_key, enter_log_key, enter_redaction, enter_withdrawal
from ceasefire.ledger.notes import cosign
from ceasefire.problems import Refused


def refused(store: Store, *entries, key=LOG) -> list[str]:
    """Return the codes with which the storage refuses entries, none of which it keeps."""
    before = store.size()
    with pytest.raises(Refused) as caught:
        store.append(entries, key, NOW)
    assert before == store.size()
    return codes(caught.value)


@pytest.mark.parametrize("reason", ["lost", "leaked", "retired"])
def test_a_withdrawn_key_is_invalid_forward_only(database: str, reason: str) -> None:
    """What a key signed before its withdrawal stands and verifies; after it the key signs nothing, in the same batch
    neither; the team's new key does.
    """
    with opened(database) as store:
        store.append([record("before", NORTH)], LOG, NOW)
        withdrawal = enter_withdrawal(AUTHOR, NORTH.public, reason, "found on a market")
        assert ["E-LEDGER-012"] == refused(store, withdrawal, record("in the same batch", NORTH))
        store.append([withdrawal], LOG, NOW)

        assert ["E-LEDGER-012"] == refused(store, record("after", NORTH))
        new = new_team_key("north", os.urandom)
        assert ["E-LEDGER-012"] == refused(store, record("unannounced", new))
        store.append([enter_key(AUTHOR, new.public), record("new", new)], LOG, NOW)
        facts = sound(store)
        assert (5, reason) == (facts.head.size, next(each.reason for each in facts.keyring.spans if each.until))
        assert [new.public] == [each.keys for each in facts.replaced_by_operator]


def test_another_process_knows_of_a_withdrawal_at_once(database: str) -> None:
    """A store that was open before a key was withdrawn by another one refuses it all the same."""
    with opened(database) as store:
        store.append([record("before", NORTH)], LOG, NOW)
        with Store(database) as other:
            other.append([enter_withdrawal(AUTHOR, NORTH.public, "leaked", "a laptop was seized")], LOG, NOW)
        assert ["E-LEDGER-012"] == refused(store, record("after", NORTH))


def test_what_was_refused_leaves_no_key_behind(database: str) -> None:
    """A key announced in a batch that was refused signs nothing afterwards."""
    new = new_team_key("north", os.urandom)
    with opened(database) as store:
        announced = enter_key(Author(NORTH, ORIGIN, os.urandom), new.public)
        assert ["E-LEDGER-014"] == refused(store, announced, announced)
        assert ["E-LEDGER-012"] == refused(store, record("x", new))
        store.append([announced, record("x", new)], LOG, NOW)
        sound(store)


def test_a_new_log_key_signs_from_its_entry_on(database: str) -> None:
    """The old log key signs no checkpoint that covers its successor's announcement; old checkpoints still verify."""
    new = new_log_key(ORIGIN, os.urandom)
    with opened(database) as store:
        old = store.append([record("a")], LOG, NOW)
        store.cosigned(cosign(old.checkpoint.text, "north", NORTH.sign, NOW))
        assert ["E-LEDGER-022"] == refused(store, enter_log_key(AUTHOR, new))
        assert ["E-LEDGER-022"] == refused(store, record("b"), key=new)
        store.append([enter_log_key(AUTHOR, new)], new, NOW)
        assert ["E-LEDGER-022"] == refused(store, record("b"))
        store.append([record("b")], new, NOW)

        facts = sound(store, Expected(LOG.public, None, (*old.proofs, store.prove(1))))
        assert (4, (("north", 2, NOW),)) == (facts.head.size, facts.cosigned)


def test_a_cosignature_counts_with_a_key_of_its_time(database: str) -> None:
    """A cosignature by a key withdrawn before that checkpoint is not taken in; one from before is, even late."""
    with opened(database) as store:
        early = cosign(store.copy().checkpoint.text, "north", NORTH.sign, NOW)
        store.append([enter_withdrawal(AUTHOR, NORTH.public, "lost", "a flood")], LOG, NOW)
        store.append([record("a")], LOG, NOW)
        late = cosign(store.copy().checkpoint.text, "north", NORTH.sign, NOW)

        assert 1 == store.cosigned(early)
        for wrong in (late, cosign("another\n1\nAAAA\n", "north", NORTH.sign, NOW)):
            with pytest.raises(Refused, match="E-LEDGER-023"):
                store.cosigned(wrong)
        assert (("north", 1, NOW),) == sound(store).cosigned


def test_a_team_redacts_its_own_alone(database: str) -> None:
    """A team redacts its own entries with its newest key; another team's only the operator does."""
    with opened(database) as store:
        store.append([record("n", NORTH), record("m", MISSION)], LOG, NOW)
        north = Author(NORTH, ORIGIN, os.urandom)
        assert ["E-LEDGER-018"] == refused(store, enter_redaction(north, 2, ["core"], ["north"], "privacy"))
        assert 1 == len(store.entry(2)[1])
        store.redact(enter_redaction(north, 1, ["core"], ["north"], "privacy"), LOG, NOW)
        assert () == store.entry(1)[1]
        sound(store)
