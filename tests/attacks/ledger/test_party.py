"""A dishonest party, with a valid key and an honest operator: nothing that it hands in may stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections
from tests.attacks.ledger.world import (
    ORIGIN,
    START,
    author,
    core_dict,
    core_of,
    entry,
    log_key,
    one_record,
    opening,
    team,
    verified,
    written,
)
from tests.attacks.small import KILLED, agreement, reading

from ceasefire.agreement import text_from_agreement
from ceasefire.centre import Store
from ceasefire.ledger.copies import export_files, inputs_from_copy, verify_copy
from ceasefire.ledger.entries import SealedPart, Submission, enter_agreement, enter_record
from ceasefire.problems import Refused

AGREED = text_from_agreement(agreement(reading({"never": {"measure": KILLED}})))


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    """An honest ledger that was just opened."""
    store = Store(str(tmp_path / "ledger.sqlite3"))
    store.open_new([opening(), enter_agreement(author("mission"), AGREED)], log_key(), START)
    yield store
    connections.close_all()


def still_works(store: Store, *handed_in: Submission) -> list[str]:
    """Hand in entries one by one and return the codes of those refused; whatever was taken in, the ledger verifies, is
    exported for every team, and is read for an assessment.
    """
    refused = []
    for number, each in enumerate(handed_in):
        try:
            store.append([each], log_key(), START + number)
        except Refused as error:
            refused.append(error.problems[0].code)
    copy = store.copy()
    verify_copy(copy)
    for audience in ("everyone", "mission", "us", "ru"):
        files = export_files(
            copy, log_key(), audience, agreement=store.newest_agreement(), redacted={},
            attachment=store.attachment, attachments=store.attachments(audience),
        )  # fmt: skip
        verified(written(files))
    inputs_from_copy(copy, None, None, "recorded")
    return refused


def test_what_no_rule_allows_is_refused_and_leaves_nothing(store: Store) -> None:
    """What cannot be read again, is not whole, stands there already or is somebody else's is refused, code by code."""
    ru = author("ru")
    sound = enter_record(ru, one_record(3), {}, {"narrative": [team("us").public]})
    core = core_of(sound)
    handed_in = {
        "E-LEDGER-006": entry(ru, "nonsense", core_dict(6)),
        "E-LEDGER-012": entry(author("ru", 2), "record", core_dict(7)),
        "E-LEDGER-011": replace(sound, signature=bytes(64)),
        "E-LEDGER-013": entry(author("ru", origin=f"{ORIGIN}/2"), "record", core_dict(8)),
        "E-LEDGER-015": replace(sound, parts=(replace(core, salt=bytes(32)), *sound.parts[1:])),
        "E-LEDGER-016": replace(sound, parts=sound.parts[:1]),
        "E-LEDGER-018": entry(ru, "record", {"kind": "report"}),
    }

    assert list(handed_in) == still_works(store, *handed_in.values())
    assert 2 == store.size()
    assert ["E-LEDGER-014"] == still_works(store, sound, sound)
    assert 3 == store.size()


@pytest.mark.parametrize("version", [True, False, "1", 1.0])
def test_a_version_that_only_looks_like_another_does_not_get_in(store: Store, version: object) -> None:
    """A version that Python takes for the number one, and the database for another, does not stand beside it."""
    ru = author("ru")
    first, second = entry(ru, "record", core_dict(5)), entry(ru, "record", core_dict(5, version=version))

    assert [["E-LEDGER-018"], ["E-LEDGER-006"]][isinstance(version, float)] == still_works(store, first, second)


POISON: Mapping[str, tuple[str, dict[str, object]]] = {
    "a-record-that-is-none": ("record", {"kind": "report", "source": "s", "id": "x"}),
    "an-act-that-is-none": ("decision", {"kind": "act", "source": "s", "id": "x"}),
    "a-data-set-that-is-none": ("dataset", {"id": 5}),
    "a-key-that-no-record-has": ("record", core_dict(6, x=1)),
    "a-core-nested-deeply": ("record", core_dict(6, what=[[[[["x"]]]]])),
}


@pytest.mark.parametrize("name", POISON)
def test_an_entry_that_is_no_record_does_not_stop_the_assessment(store: Store, name: str) -> None:
    """What a party enters as a record, an act or a data set is one, so that the rest can still be assessed."""
    kind, core = POISON[name]

    assert ["E-LEDGER-018"] == still_works(store, entry(author("ru"), kind, core))


@pytest.mark.parametrize("more", [
    {"text": {"en": "told openly"}}, {"cites": {"title": "t"}},
    {"where": {"lat": 35, "lon": 40, "radius_m": 10}}, {"counts": {"killed": {"low": 1, "as_printed": "one"}}},
], ids=lambda each: next(iter(each)))  # fmt: skip
def test_what_is_to_be_protected_does_not_get_into_a_core(store: Store, more: dict[str, object]) -> None:
    """A core with words, a citation, a point or a count as printed is refused."""
    assert ["E-LEDGER-018"] == still_works(store, entry(author("ru"), "record", core_dict(9, **more)))


def test_a_part_without_a_wrap_for_its_reader_does_not_spoil_that_readers_copies(store: Store) -> None:
    """A part says it is for us and has no key for us: it is refused, or no export for us would ever verify."""
    sound = enter_record(author("ru"), one_record(3), {}, {"narrative": [team("us").public]})
    parts = tuple(
        replace(each, wraps=tuple(wrap for wrap in each.wraps if wrap.to != "us"))
        if isinstance(each, SealedPart)
        else each
        for each in sound.parts
    )

    assert ["E-LEDGER-016"] == still_works(store, replace(sound, parts=parts))


def test_a_seal_key_to_which_nothing_can_be_sealed_is_refused(store: Store) -> None:
    """A key of zeros gives everybody who seals to its team an error: it is not announced."""
    keys = replace(team("ru", 5).public, seal=bytes(32))

    assert ["E-LEDGER-018"] == still_works(store, entry(author("ru"), "key", keys.json()))
