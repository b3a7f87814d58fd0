import json

import pytest

from ceasefire.problems import Refused
from ceasefire.records import Dataset
from ceasefire.sources import READERS, read_source, shipped_mapping, shipped_mappings
from ceasefire.sources._mapping import read_mapping
from ceasefire.sources._result import Source

LINE = {"kind": "report", "source": "s", "when": {"day": "2031-03-01", "zone": "UTC"}}


def test_every_reader_says_what_it_reads():
    """Each reader has the name under which it is registered, one line of description, its mapping."""
    assert set(READERS) == {"jsonl", "yaml", "csv", "xlsx", "hxl", "ucdp-ged", "acled"}
    for name, reader in READERS.items():
        assert reader.name == name
        assert reader.description
        assert "\n" not in reader.description
        assert reader.mapping in ("required", "optional", "none")


def test_an_unknown_reader_is_refused_with_the_nearest():
    """A reader that does not exist is refused, with the names of those that do."""
    with pytest.raises(Refused, match='no reader is called "ucdp"'):
        read_source("ucdp", b"", "f")


@pytest.mark.parametrize("reader", [name for name, reader in READERS.items() if reader.mapping == "required"])
def test_a_reader_without_its_mapping_says_how_to_make_one(reader: str):
    """A reader that cannot do without a mapping says so."""
    with pytest.raises(Refused, match="E-READ-006"):
        read_source(reader, b"a\n1\n", "table.csv")


def test_progress_is_told_every_thousand_rows():
    """The number of rows so far, refused ones included, is told after every thousand."""
    told: list[int] = []
    lines = [json.dumps(LINE | {"id": str(n)}) if n % 2 else "{" for n in range(2_500)]
    result = read_source("jsonl", "\n".join(lines).encode(), "f", progress=told.append)

    assert told == [1000, 2000]
    assert (result.summary.read, result.summary.used, result.summary.refused) == (2500, 1250, 1250)


def test_a_thousand_problems_are_kept_and_the_others_counted():
    """A hopeless file does not fill the memory with its problems."""
    result = read_source("jsonl", b"{\n" * 1_500, "f")

    assert len(result.problems) == 1_001
    assert result.problems[-1].code == "W-READ-002"
    assert dict(result.problems[-1].params) == {"count": "500"}


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_shipped_mapping_is_read(name: str):
    """Each mapping that comes with the program has a data set with a licence and a release, and no fault."""
    text = shipped_mapping(name)
    source = Source(None, "f", text, name)  # type: ignore[arg-type]

    def everything(fields, shared, faults):
        fields.asked.extend(fields.value)

    shared, _ = read_mapping(source, Dataset("x"), everything)
    assert shared.dataset.released is not None
    assert shared.dataset.licence.startswith("CC BY")


def test_a_mapping_that_does_not_come_with_the_program_is_refused():
    """An unknown shipped mapping is refused with the names of those there are."""
    with pytest.raises(Refused, match="Did you mean"):
        shipped_mapping("ucdp-ged-syria-2016.yaml")


def test_a_mapping_has_all_its_faults_reported():
    """Every fault of a mapping comes at once, with its field."""
    mapping = "dataset: {id: d, relesed: x}\nzone: Mars\nonly: {a: [[1]]}\nactors: {a: [b]}\n"
    mapping += "single_day: maybe\ncolour: red\n"
    with pytest.raises(Refused) as refused:
        read_source("ucdp-ged", b"id\n1\n", "f", mapping, mapping_file="m.yaml")

    found = [(each.code, each.where.field) for each in refused.value.problems]
    assert found == [
        ("E-SYNTAX-002", "dataset"),
        ("E-TIME-003", "zone"),
        ("E-SYNTAX-004", "only"),
        ("E-SYNTAX-004", "actors"),
        ("E-REC-006", "single_day"),
        ("E-SYNTAX-002", ""),
    ]
    assert {each.where.file for each in refused.value.problems} == {"m.yaml"}


def test_a_mapping_must_be_a_map():
    """A mapping of another shape is refused; an empty one says nothing and is fine."""
    with pytest.raises(Refused, match="E-SYNTAX-004 mapping"):
        read_source("ucdp-ged", b"id\n1\n", "f", "- a\n")
    with pytest.raises(Refused, match="E-READ-002"):
        read_source("ucdp-ged", b"id\n1\n", "f", "")
