"""Records against an agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.agreement import agreement_from_bytes
from ceasefire.desk import against, strangers_to
from ceasefire.problems import Place
from ceasefire.records import Dataset, Record, record_from_json

AGREEMENT = agreement_from_bytes(Path("agreements/syria-2016-09/agreement.yaml").read_bytes(), "agreement.yaml")
DAY = {"day": "2016-09-14", "zone": "Asia/Damascus"}


def _record(**content) -> Record:
    base = {"kind": "report", "source": "un-ocha", "id": "one", "when": DAY}
    return record_from_json(base | content, Place(), Dataset(""), 0)


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ({"who": {"by": "goverment"}}, "E-REC-009", "who.by"),
        ({"who": {"between": {"any_of": ["government", "nobody-known"]}}}, "E-REC-009", "who.between"),
        ({"where": {"scheme": "agreement", "code": "alepo"}}, "E-REC-007", "where"),
        ({"where": {"areas": {"sure": ["atlantis"]}}}, "E-REC-007", "where.areas"),
        ({"kind": "complaint", "number": "1", "addressee": "rusia"}, "E-REC-009", "addressee"),
        ({"kind": "complaint", "number": "1", "addressee": "russia", "term": "x"}, "E-AGR-001", "term"),
        ({"kind": "statement", "stance": "denies", "instrument": "x"}, "E-AGR-001", "instrument"),
    ],
)
def test_a_name_that_is_not_defined_is_a_problem_at_its_field(content, code, field):
    """Whatever a record names that the agreement lacks is told with the field that names it."""
    record = _record(**content)

    ((at, fault),) = against(AGREEMENT, [record])

    assert at is record
    assert (code, Place(field=field)) == (fault.code, fault.where)


def test_what_is_defined_is_no_problem():
    """A record that names only what the agreement defines passes."""
    who = {"by": {"any_of": ["government", "russia"]}, "against": "civilians", "between": "coalition"}

    assert not list(against(AGREEMENT, [_record(who=who, where={"scheme": "agreement", "code": "aleppo"})]))


def test_strangers_are_listed_once_in_order():
    """A file of somebody else may name actors of its own: each is told once, as it came."""
    records = [_record(who={"by": each}) for each in ("side-b", "side-a", "side-b", "russia")]

    assert ("side-b", "side-a") == strangers_to(AGREEMENT, records)
    assert not list(against(AGREEMENT, records, actors=False))
