"""The published JSON Schema: sound, closed, and never stricter than the reader."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ceasefire.agreement import agreement_from_bytes, agreement_schema, text_from_agreement

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "tests" / "scenarios"
ACCEPTED = sorted([*SCENARIOS.glob("good/*.yaml"), *ROOT.glob("agreements/*/agreement.yaml")])
VALIDATOR = jsonschema.Draft202012Validator(agreement_schema())

# What a schema cannot say: ids that are not defined, order of times and standings, numbers inside texts.
BEYOND_A_SCHEMA = {
    "area-circle",
    "collective-in-filter",
    "dates-swapped",
    "far-date",
    "no-length",
    "takes-twice",
    "valid-swapped",
    "ends-and-lasts",
    "ends-before",
    "guarantor-for-party",
    "id-twice",
    "incidents-and-tallies",
    "key-twice",
    "month-alone",
    "month-and-days",
    "no-author",
    "no-date-of-reading",
    "no-such-date",
    "not-a-member",
    "nothing-present",
    "party-is-excluded",
    "party-is-guarantor",
    "response-in-months",
    "share-above-one",
    "standing-swapped",
    "tallies-of-all",
    "tallies-of-nobody",
    "thin-polygon",
    "unknown-actor",
    "unknown-area",
    "unknown-collective",
    "unknown-instrument",
    "unknown-party",
    "unknown-reading",
    "unknown-source",
    "unknown-term",
    "unknown-zone",
    "control-character",
}
# What JSON tools take for something else, or cannot load.
NOT_AS_JSON = {
    "alias-bomb",
    "key-that-is-no-text",
    "not-a-number",
    "not-utf8",
    "tag",
    "two-documents",
    "unclosed",
    "yes-for-true",
}


class PlainLoader(yaml.SafeLoader):
    """Loads YAML as JSON tools do: dates and times of day stay texts."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def content(path: Path) -> Any:
    """Return the plain content of a YAML file."""
    return yaml.load(path.read_bytes(), Loader=PlainLoader)  # noqa: S506  a SafeLoader


def maps(schema: Any) -> list[dict[str, Any]]:
    """Return every schema of a map inside a schema."""
    if isinstance(schema, list):
        return [found for each in schema for found in maps(each)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if schema.get("type") == "object" else []
    return here + [found for each in schema.values() for found in maps(each)]


def test_the_schema_is_a_schema():
    """The schema is valid under draft 2020-12, and each call gives a fresh one."""
    jsonschema.Draft202012Validator.check_schema(agreement_schema())

    assert agreement_schema() == agreement_schema()
    assert agreement_schema() is not agreement_schema()


def test_every_map_is_closed():
    """No map of the schema allows a key that it does not name, save the table of collectives."""
    open_maps = [each for each in maps(agreement_schema()) if each["additionalProperties"] is not False]

    assert ["propertyNames"] == [next(key for key in each if key == "propertyNames") for each in open_maps]


def test_every_key_says_what_it_means():
    """Each key in the schema has a description."""
    silent = [
        name
        for each in maps(agreement_schema())
        for name, value in each.get("properties", {}).items()
        if not value.get("description")
    ]

    assert [] == silent


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_accepted_files_are_valid(path: Path):
    """What the reader accepts, the schema allows, as written and as printed."""
    printed = text_from_agreement(agreement_from_bytes(path.read_bytes(), path.name))

    VALIDATOR.validate(content(path))
    VALIDATOR.validate(yaml.load(printed, Loader=PlainLoader))  # noqa: S506  a SafeLoader


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SCENARIOS.glob("bad/*.yaml")) if path.stem not in NOT_AS_JSON],
    ids=lambda path: path.stem,
)
def test_structural_faults_are_invalid(path: Path):
    """The schema refuses each bad file, save those whose fault no schema can express."""
    valid = VALIDATOR.is_valid(content(path))

    assert (path.stem in BEYOND_A_SCHEMA) == valid
