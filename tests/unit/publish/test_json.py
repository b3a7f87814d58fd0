"""The answer as JSON, and the schema that documents it."""

import dataclasses
import json

import jsonschema
import pytest
from tests.unit.publish.sample import answer

from ceasefire.publish import assessment_schema, json_from_assessment


def keys(value, path=""):
    """Yield the keys of an answer in the order in which they are printed, the first of each list only."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}{name}"
            yield from keys(inner, f"{path}{name}.")
    elif isinstance(value, list) and value:
        yield from keys(value[0], path)


def objects(schema):
    """Yield every object of a schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


def test_real_answers_fit_the_schema():
    """What is printed validates against the schema, which itself is valid 2020-12."""
    schema = assessment_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(json.loads(json_from_assessment(answer())))


def test_the_schema_refuses_what_it_does_not_know():
    """An additional key anywhere is an error, so the schema documents every key there is."""
    for each in objects(assessment_schema()):
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
        assert each["description"]


def test_every_field_is_described():
    """Each property says what it means, in words."""
    for each in objects(assessment_schema()):
        for name, field in each["properties"].items():
            assert field.get("description") or "$ref" in field, name


def test_the_promised_keys_come_first_and_in_order():
    """The keys of the published example stand first, in its order; what was added follows them."""
    printed = list(keys(json.loads(json_from_assessment(answer()))))
    top = [name for name in printed if "." not in name]
    reading = [
        name.rpartition(".")[2] for name in printed if name.startswith("terms.readings.") and name.count(".") == 2
    ]

    assert top[:9] == [
        "agreement", "at", "as_of", "knowledge", "digest", "records", "in_force", "terms", "milestones",
    ]  # fmt: skip
    assert reading[:10] == [
        "id", "authority", "verdict", "clock", "areas", "coverage", "set_aside", "unscreened", "evidence", "settle",
    ]  # fmt: skip


def test_instants_are_utc_and_the_text_is_stable():
    """Instants end in Z, the text ends in one newline, and the same answer gives the same text."""
    text = json_from_assessment(answer())

    assert json.loads(text)["at"] == "2016-09-19T21:00:00Z"
    assert text.endswith("}\n")
    assert text == json_from_assessment(answer())


@pytest.mark.parametrize(
    ("coverage", "shown"), [((62, 100), "62%"), ((999, 1000), "99%"), ((7, 7), "100%"), ((0, 0), None)]
)
def test_coverage_is_rounded_down(coverage, shown):
    """100% means all, and a reading without days so far has no coverage."""
    given = answer()
    reading = dataclasses.replace(given.terms[0].readings[0], coverage=coverage)
    term = dataclasses.replace(given.terms[0], readings=(reading,))
    value = json.loads(json_from_assessment(dataclasses.replace(given, terms=(term,))))

    assert value["terms"][0]["readings"][0]["coverage"] == shown


def test_outcomes_are_words():
    """A cell says in words what is still possible, not as a bit mask."""
    value = json.loads(json_from_assessment(answer()))
    cell = next(each for each in value["terms"][0]["readings"][0]["areas"][0]["cells"] if each["state"] == "open")

    assert cell["outcomes"] == ["met", "not-met"]
