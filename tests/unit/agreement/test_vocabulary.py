"""The agreement's words: the same as those of the records, all documented, all exported."""

from pathlib import Path
from typing import Any

from ceasefire import agreement, records
from ceasefire.agreement import _form_model, _measures, _model, agreement_schema

DOCUMENT = (Path(__file__).parents[3] / "docs" / "agreement-file.md").read_text("utf-8")


def keys(schema: Any) -> set[str]:
    """Return every key that a schema names."""
    if isinstance(schema, list):
        return {key for each in schema for key in keys(each)}
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})) | {key for each in schema.values() for key in keys(each)}


def test_movements_have_the_rungs_of_the_records():
    """A filter's statuses are those that a movement can have."""
    assert records.MOVEMENT_STATUS == _measures.MOVEMENT_STATUS


def test_measures_count_kinds_of_record():
    """A measure counts any kind of record but the kinds of decision about records."""
    assert {*records.KINDS} - {"link", "standing", "step"} == {*_measures.RECORD_KINDS}


def test_every_key_is_documented():
    """Each key of the format stands in its document."""
    silent = {key for key in keys(agreement_schema()) if f"{key}:" not in DOCUMENT}

    assert [] == sorted(key for key in silent if f"`{key}`" not in DOCUMENT)


def test_every_value_is_exported():
    """Each class of the model is exported, and nothing is exported that is not there."""
    values = {**vars(_model), **vars(_form_model)}
    classes = {name for name, value in values.items() if hasattr(value, "__dataclass_fields__") and name[0] != "_"}

    assert classes <= set(agreement.__all__)
    assert [] == [name for name in agreement.__all__ if not hasattr(agreement, name)]
    assert sorted(agreement.__all__) == sorted(set(agreement.__all__))
