"""The shipped agreement of September 2016, published from its real answer."""

import json
from pathlib import Path

import jsonschema
import pytest

from ceasefire.agreement import agreement_from_bytes
from ceasefire.assess import Asked, ReferenceEngine, check
from ceasefire.incidents import known_at
from ceasefire.publish import (
    LANGUAGES,
    assessment_schema,
    explain_text,
    html_from_assessment,
    json_from_assessment,
    table_from_assessment,
)
from ceasefire.publish.words import width
from ceasefire.sources import read_source
from ceasefire.times import instant_from_text

FOLDER = Path(__file__).resolve().parents[3] / "agreements" / "syria-2016-09"
MIDNIGHT = instant_from_text("2016-09-20T00:00:00+03:00")


@pytest.fixture(scope="module")
def shipped():
    """The agreement, its answer at midnight after 19 September as then reported, and the records known."""
    agreement = agreement_from_bytes((FOLDER / "agreement.yaml").read_bytes(), "agreement.yaml")
    read = read_source("jsonl", (FOLDER / "records.jsonl").read_bytes(), "records.jsonl")
    datasets = [read.dataset]
    asked = Asked(MIDNIGHT, MIDNIGHT, "as-reported")
    assessment = check(agreement, read.records, datasets, asked, ReferenceEngine())
    known = known_at(read.records, datasets, MIDNIGHT, "as-reported", {})
    return agreement, assessment, known.records


def test_it_fits_the_schema(shipped):
    """The real answer validates."""
    _, assessment, _ = shipped

    jsonschema.Draft202012Validator(assessment_schema()).validate(json.loads(json_from_assessment(assessment)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_a_terminal(shipped, lang):
    """The real table and every explanation fit 100 columns in every language."""
    agreement, assessment, records = shipped
    texts = [table_from_assessment(agreement, assessment, records, lang, colour=False)]
    texts += [
        explain_text(agreement, assessment, records, term=term.id, reading=reading.id, lang=lang)
        for term in assessment.terms
        for reading in term.readings
    ]

    assert max(width(line) for text in texts for line in text.splitlines()) <= 100
    assert [text for text in texts if "{" in text] == []


def test_the_headline_is_nobodys_illustration(shipped):
    """Nothing of September 2016 was agreed reading by reading, and the headline says whose it is."""
    agreement, assessment, records = shipped
    head = table_from_assessment(agreement, assessment, records, "en", colour=False).split("\n\n")[1]

    assert "as read by" in " ".join(head.split())
    assert "No reading of it is agreed." in " ".join(head.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_knows_its_records(shipped, lang):
    """Every record that decides a verdict is shown with its words, and no key is left bare."""
    agreement, assessment, records = shipped
    page = html_from_assessment(agreement, assessment, records, lang)
    known = {each.key for each in records}
    evidence = {key for term in assessment.terms for reading in term.readings for key in reading.evidence}

    assert evidence <= known
    assert all(key in page for key in evidence)
    assert f'<html lang="{lang}"' in page
