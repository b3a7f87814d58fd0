"""The bulletin as a value: the day it is about, its bytes, what is in it, the text that is signed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from ceasefire.agreement import agreement_from_bytes
from ceasefire.assess import Asked, ReferenceEngine
from ceasefire.desk import Inputs, answer, desk_of
from ceasefire.ledger.notes import Note
from ceasefire.publish.bulletin import (
    DEFAULT,
    NO_TEXTS,
    Bulletin,
    Head,
    TemplateSection,
    Texts,
    bulletin_from_bytes,
    bulletin_of,
    material_of,
    note_text,
    period_from_text,
    period_of,
    states,
)
from ceasefire.publish.words import LANGUAGES
from ceasefire.sources import read_source
from ceasefire.times import instant_from_text

FOLDER = Path(__file__).resolve().parents[4] / "agreements" / "syria-2016-09"
MIDNIGHT = instant_from_text("2016-09-20T00:00:00+03:00")
AGREEMENT = agreement_from_bytes((FOLDER / "agreement.yaml").read_bytes(), "agreement.yaml")
REMARKS = Texts("A remark.", "ملاحظة.", "Примечание.")


@pytest.fixture(scope="module")
def material():
    """What the bulletin of 17 September is made of, if everything known at midnight after the 19th were released."""
    read = read_source("jsonl", (FOLDER / "records.jsonl").read_bytes(), "records.jsonl")
    inputs = Inputs(AGREEMENT, tuple(read.records), (read.dataset,))
    asked = Asked(MIDNIGHT, MIDNIGHT, "as-reported")
    found = answer(inputs, asked, ReferenceEngine())
    fresh = {(each.key, each.version) for each in inputs.records}
    return material_of(found, desk_of(inputs, asked), period_of(AGREEMENT, dt.date(2016, 9, 17)), fresh, 3)


def head(material, **changed) -> Head:
    """Return the head of that bulletin."""
    made = Head(
        "syria-2016-09", 7, 0, material.period, material.period.start, MIDNIGHT, "as-reported", "example.org/truce",
        198, "A" * 43 + "=", material.answer.digest, 0, "0" * 64,
    )  # fmt: skip
    return dataclasses.replace(made, **changed)


@pytest.fixture(scope="module")
def made(material) -> Bulletin:
    """That bulletin."""
    return bulletin_of(material, head(material), DEFAULT, REMARKS, NO_TEXTS)


def test_an_agreement_day_is_named_after_the_date_on_which_most_of_it_lies():
    """From 19:00 to 19:00 Damascus time, named after its end; a civil day runs from midnight to midnight."""
    own, civil = period_of(AGREEMENT, dt.date(2016, 9, 19)), period_from_text(AGREEMENT, "civil:2016-09-19")

    assert (own.start, own.end) == tuple(
        instant_from_text(each) for each in ("2016-09-18T19:00:00+03:00", "2016-09-19T19:00:00+03:00")
    )
    assert (civil.start, civil.end) == tuple(
        instant_from_text(each) for each in ("2016-09-19T00:00:00+03:00", "2016-09-20T00:00:00+03:00")
    )


def test_days_tile_over_a_change_of_clocks():
    """The day after begins where one ends, also when the clocks go back in Damascus and a day has 25 hours."""
    days = [period_of(AGREEMENT, dt.date(2016, 10, 27) + dt.timedelta(days=each)) for each in range(4)]

    assert [each.end for each in days[:-1]] == [each.start for each in days[1:]]
    assert 25 * 3_600 in [each.end - each.start for each in days]


@pytest.mark.parametrize(
    "text", ["", "2016-09-19", "civil:2016-13-01", "civil:0001-01-01", "x:2016-09-19", "civil:9999-12-31"]
)
def test_what_is_no_day_is_refused(text: str):
    """A date that is none, or of no time in which there is an agreement, is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        period_from_text(AGREEMENT, text)


def test_the_same_material_gives_the_same_bytes(material, made: Bulletin):
    """Made twice it has one hash; another remark, another number gives another."""
    again = bulletin_of(material, head(material), DEFAULT, REMARKS, NO_TEXTS)
    other = bulletin_of(material, head(material, number=8), DEFAULT, REMARKS, NO_TEXTS)

    assert again.content == made.content
    assert again.sha256 == made.sha256 != other.sha256


def test_it_reads_back_to_itself(made: Bulletin):
    """Content as canonical JSON is the bulletin again, in all three languages."""
    assert bulletin_from_bytes(made.content) == made
    assert set(made.pages) == set(LANGUAGES)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"format":"ceasefire.bulletin/v2"}', b'{"format":"ceasefire.bulletin/v1"}', b"[1]"]
)
def test_what_is_no_bulletin_is_refused(data: bytes):
    """Other bytes are a ValueError, never a crash."""
    with pytest.raises(ValueError, match=r".+"):
        bulletin_from_bytes(data)


def test_every_section_of_the_template_is_there_in_its_order(made: Bulletin):
    """Each language has the same sections; the remarks stand where the template puts them."""
    for page in made.pages.values():
        assert [each.kind for each in page.parts] == [each.kind for each in DEFAULT.sections]
    assert made.pages["ar"].parts[-1].note == "ملاحظة."


def test_the_missions_words_are_filled_and_the_order_is_theirs(material):
    """Headings and texts of the template stand in each language, with the day and the checkpoint filled in."""
    note = TemplateSection(
        "text", Texts("To {agreement}", "إلى", "Кому"), Texts("No. {number}", "رقم {number}", "№ {number}")
    )
    template = dataclasses.replace(DEFAULT, sections=(note, *reversed(DEFAULT.sections)))
    page = bulletin_of(material, head(material), template, NO_TEXTS, NO_TEXTS).pages

    assert page["en"].parts[0].title == "To Cessation of hostilities, Syria, September 2016"
    assert page["ru"].parts[0].text == "№ 7"
    assert page["en"].parts[-1].kind == "summary"


def test_the_strike_of_the_day_is_told_with_each_sources_count_and_never_added(made: Bulletin):
    """The strike of 17 September stands there with at least three counts, side by side, and with who accepts it."""
    told = [
        each for part in made.pages["en"].parts if part.kind == "incidents" for _, own in part.groups for each in own
    ]
    strike = next(each for each in told if each.label.startswith("jabal-tharda"))

    assert any("killed: 90" in line for line in strike.details)
    assert any("killed: 80 or more" in line for line in strike.details)
    assert "United States Central Command: accepts" in strike.details
    assert not any("total" in line.lower() for line in strike.details)


def test_contradicting_determinations_are_contested_points(made: Bulletin):
    """What is met for one and ended for another is told, with whom and since when."""
    part = next(each for each in made.pages["en"].parts if each.kind == "contested")
    violence = dict(part.groups)["Reduced violence over seven straight days"]

    assert len({each.value for each in violence}) > 1
    assert any(each.label == "United States Department of State" for each in violence)


def test_nothing_of_what_would_settle_it_goes_out(made: Bulletin):
    """Neither work to do nor what would turn a verdict is in it."""
    pages = json.loads(made.content)["pages"]

    assert set(pages) == set(LANGUAGES)
    assert "settle" not in json.dumps(pages["en"]).lower()
    assert "queue" not in json.dumps(pages["en"]).lower()


def test_a_correction_says_what_it_corrects_and_why(material):
    """The page opens with the number of the bulletin that it corrects, and the reason in its language."""
    reason = Texts("A count was wrong.", "كان الإحصاء خاطئًا.", "Подсчёт был неверен.")
    made = bulletin_of(material, head(material, number=8, corrects=7), DEFAULT, NO_TEXTS, reason)

    assert made.pages["en"].notice == "This bulletin corrects bulletin 7: A count was wrong."
    assert "Подсчёт был неверен." in made.pages["ru"].notice
    assert "corrects 7\n" in note_text(made.head, made.sha256)


def test_the_note_states_number_day_hash_and_checkpoint(made: Bulletin):
    """The signed text names them all, is a signed note's text, and fits no other content."""
    text = note_text(made.head, made.sha256)

    assert text.startswith("ceasefire.bulletin/v1\nbulletin 7\n")
    assert f"sha256 {made.sha256}\n" in text
    assert "checkpoint example.org/truce 198 " in text
    assert Note(text, ()).text == text
    assert states(text, made.head, made.sha256)
    assert not states(text, made.head, "0" * 64)
    assert not states(text, dataclasses.replace(made.head, number=8), made.sha256)
