"""The parts of a mapping file that every reader shares: `dataset`, `zone`, `only`, `actors`."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem
from ceasefire.records import Dataset, Faults, Fields, dataset_from_json
from ceasefire.sources._jsonl import id_from_file
from ceasefire.sources._result import Source
from ceasefire.sources._yaml_text import yaml_from_text
from ceasefire.times import zone_from_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shared:
    """What any mapping may say.

    Attributes:
        dataset: What holds for the whole file.
        zone: Of the civil days in the file.
        only: Column to the values it may have; other rows are set aside.
        actors: A name in the file to an actor's id.
    """

    dataset: Dataset
    zone: zoneinfo.ZoneInfo
    zone_name: str
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)


def read_mapping(
    source: Source, default: Dataset, read: Callable[[Fields, Shared, Faults], T], *, required: bool = False
) -> tuple[Shared, T]:
    """Return the shared part of a mapping, and what `read` makes of the rest.

    Args:
        source: Holds the mapping's text; without one the defaults are used.
        default: What the data set says when the mapping is silent.
        read: Reads the reader's own keys; all unknown keys are faults.
        required: Whether the reader cannot do without.

    Raises:
        Refused: With every fault of the mapping, or when it is required and absent.
    """
    if source.mapping is None and required:
        raise Refused([problem("E-READ-006", Place(source.file), file=source.file)])
    document = yaml_from_text(source.mapping or "", source.mapping_file or "mapping")
    value = {} if document.value is None else document.value
    faults = Faults(Place(source.mapping_file or "mapping"))
    if not isinstance(value, dict):
        faults.add("E-SYNTAX-004", "", seen="no map", expected="a mapping", example="dataset: {id: ucdp-ged}")
        raise Refused(faults.found)
    fields = Fields(value, faults)
    shared = _shared(fields, default)
    own = read(fields, shared, faults)
    fields.close()
    faults.refuse_if_any()
    return shared, own


def texts(fields: Fields, key: str, example: str) -> dict[str, str]:
    """Return a map from text to text, such as a table of names."""

    def read(inner: Fields) -> dict[str, str]:
        inner.asked.extend(inner.value)
        found = {}
        for name, value in inner.value.items():
            if isinstance(value, bool) or not isinstance(value, str | int):
                inner.wrong("", value, "texts", example)
            else:
                found[name] = str(value)
        return found

    return fields.inner(key, read, example) or {}


def lacking_columns(source: Source, needed: Sequence[str], header: Sequence[str], layout: str) -> None:
    """Do nothing when the header has every column that is needed.

    Raises:
        Refused: With each column that it lacks, and the nearest one that it has.
    """
    missing = [name for name in needed if name not in header]
    if missing:
        raise Refused(_lacks(source, name, header, layout) for name in dict.fromkeys(missing))


def _lacks(source: Source, name: str, header: Sequence[str], layout: str) -> Problem:
    place = Place(source.file, 1)
    return problem("E-READ-002", place, column=f"{name}. {did_you_mean(name, header)}".strip(". "), layout=layout)


def _shared(fields: Fields, default: Dataset) -> Shared:
    dataset = default
    if fields.has("dataset"):
        described = fields.value["dataset"]
        if isinstance(described, dict):
            described = {
                "source": default.source,
                "standing": default.standing,
                "title": default.title,
            } | described
            described = {"rows_distinct": default.rows_distinct} | described
            described = {key: value for key, value in described.items() if value != ""}
        try:
            dataset = dataset_from_json(described, Place(fields.faults.place.file, 0, "dataset"), default.id)
        except Refused as refused:
            fields.faults.found.extend(refused.problems)
    if not dataset.source and not fields.faults.found:
        fields.fault("E-SYNTAX-003", "dataset", key="source", example="source: un-ocha")
    zone_name = fields.text("zone") or "UTC"
    try:
        zone = zone_from_text(zone_name)
    except ValueError:
        fields.fault("E-TIME-003", "zone", seen=zone_name, suggestion=did_you_mean(zone_name, ("Asia/Damascus",)))
        zone = zone_from_text("UTC")
    return Shared(dataset, zone, zone_name, _only(fields), texts(fields, "actors", "IS: islamic-state"))


def _only(fields: Fields) -> dict[str, frozenset[str]]:
    def read(inner: Fields) -> dict[str, frozenset[str]]:
        inner.asked.extend(inner.value)
        found = {}
        for column, values in inner.value.items():
            listed = values if isinstance(values, list) else [values]
            if any(isinstance(value, bool | dict | list | None) for value in listed):
                inner.wrong("", values, "the values to keep", "country_id: [652]")
            else:
                found[column] = frozenset(str(value) for value in listed)
        return found

    return fields.inner("only", read, "{country_id: [652]}") or {}


def default_dataset(source: Source) -> Dataset:
    """Return the data set of a file about which nothing is said; without a mapping it is its own source."""
    name = id_from_file(source.file)
    return Dataset(name, "" if source.mapping is not None else name)
