"""The report as one page: what stands in it, what never does."""

import dataclasses
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.unit.publish.sample import AGREEMENT, RAIDS, URUM, answer, cells, record, records

from ceasefire.agreement import Names
from ceasefire.publish import LANGUAGES, html_from_assessment

VOID = {"meta", "br", "link", "input", "hr", "img"}


class Outline(HTMLParser):
    """What a page is made of: tags, headings in order, ids, links, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[int] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note the tag, its attributes, and a heading's level."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Check that tags are closed in order."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the words."""
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


def page(lang: str = "en", assessment=None, given=None, agreement=AGREEMENT, *, mission: bool = True) -> str:
    """Return the report of the sample, or of what is given instead."""
    return html_from_assessment(agreement, assessment or answer(), given or records(), lang, mission=mission)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_and_says_its_language(lang):
    """Every tag is closed in order, and the language and its direction are declared."""
    outline = Outline(page(lang))
    html = next(attrs for tag, attrs in outline.tags if tag == "html")

    assert outline.open == []
    assert html == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone(lang):
    """There is no script and nothing that a browser would fetch; only a reader's own click leaves the page."""
    outline = Outline(page(lang))

    assert {"script", "img", "link", "iframe", "object", "embed", "form"} & {tag for tag, _ in outline.tags} == set()
    assert outline.values("src") == []
    assert not re.search(r"url\(|@import", page(lang))
    assert [name for _, attrs in outline.tags for name in attrs if name.startswith("on")] == []
    assert [tag for tag, attrs in outline.tags if "http" in attrs.get("href", "") and tag != "a"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(lang):
    """There is one h1, and no level is skipped."""
    levels = Outline(page(lang)).headings

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_headers_with_a_scope(lang):
    """Each header cell says whether it heads a row or a column, and each link inside the page leads somewhere."""
    outline = Outline(page(lang))
    scopes = {attrs.get("scope") for tag, attrs in outline.tags if tag == "th"}
    targets = [each[1:] for each in outline.values("href") if each.startswith("#")]

    assert scopes == {"row", "col"}
    assert targets
    assert set(targets) <= set(outline.values("id"))
    assert len(outline.values("id")) == len(set(outline.values("id")))


def test_what_a_source_wrote_is_never_markup():
    """A record's text, a name and a key that look like HTML are shown as they are."""
    evil = '<script>alert("x")</script>'
    told = record("report", URUM, text=(("en", evil),))
    named = dataclasses.replace(AGREEMENT, names=Names(evil))
    html = page(given=(told,), agreement=named)

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_dangerous_address_is_no_link():
    """Only http and https addresses become links."""
    (first, *_) = records()
    told = dataclasses.replace(first, cites=dataclasses.replace(first.cites, url="javascript:alert(1)"))

    assert "javascript:" not in page(given=(told,))


def test_each_section_is_there():
    """The page says what the issue asks of it, section by section."""
    text = Outline(page()).text

    for heading in (
        "In force, according to whom",
        "Milestones: computed, never declared",
        "The terms, reading by reading",
        "Day by day and area by area",
        "Who says what, and since when",
        "What each source counted",
        "Listed apart",
        "What would settle it",
        "The records behind it",
        "Silence is not compliance",
        answer().digest,
        answer().inputs,
    ):
        assert heading in text


def test_the_readings_stand_side_by_side_with_their_authority():
    """Every reading of every term is shown with verdict, authority and watched share."""
    text = Outline(page()).text

    assert "attributed to United States, 14 Sept 2016" in text
    assert "tabled by United States, 14 Sept 2016" in text
    assert "agreed: United States, 14 Sept 2016" in text
    assert text.count("illustration") >= 3
    assert "71%" in text


def test_what_would_settle_it_is_for_the_mission_alone():
    """With `mission` off neither the work list nor any hint of it is in the page."""
    text = Outline(page(mission=False)).text

    assert "For the mission’s eyes only." in Outline(page()).text
    for hint in ("settle", "mission’s eyes"):
        assert hint not in text


def test_contradictions_are_marked_and_findings_stand_beside_them():
    """Who denies what another asserts stands with it; a finding says what it found and by which standard."""
    text = Outline(page()).text

    assert "A UN and SARC convoy was hit at Urum al-Kubra. they contradict each other" in text
    assert "who did it: Syrian government" in text
    assert "standard: reasonable grounds" in text


def test_tallies_are_never_added():
    """Each tally is shown as its source printed it, and no sum of them is anywhere."""
    text = Outline(page()).text

    for shown in ("over 300", "199", "203", "6"):
        assert shown in text
    for total in (300 + 199, 300 + 203, 199 + 203, 203 + 6, 300 + 199 + 203 + 6):
        assert not re.search(rf"\b{total}\b", text)


def test_uncertainty_is_kept_as_it_was_said():
    """Either or both stays that, and at least eighteen has no upper bound."""
    text = Outline(page()).text

    assert "by Syrian government or Russian Federation, or both" in text
    assert "killed: 18 or more (“at least 18”)" in text


def test_positions_are_no_finer_than_a_town():
    """A point without a stated radius is shown to a tenth of a degree."""
    from ceasefire.records import Where

    told = record("report", URUM, where=Where(lat=36.154321, lon=36.954321))

    assert "about 36.2° N, 37.0° E" in Outline(page(given=(told,))).text
    assert "36.15" not in page(given=(told,))


def test_hindsight_and_fiction_are_marked():
    """Hindsight and fictional agreements carry a notice."""
    hindsight = dataclasses.replace(answer(), knowledge="hindsight")
    fiction = dataclasses.replace(AGREEMENT, fictional=True)

    assert "Do not quote this as what was known then." in Outline(page(assessment=hindsight)).text
    assert "This agreement and its records are fictional." in Outline(page(agreement=fiction)).text
    assert "fictional" not in Outline(page()).text


def test_the_newest_version_is_shown():
    """Of two versions of a record the higher one speaks."""
    old = record("report", RAIDS, text=(("en", "old words"),))
    new = record("report", RAIDS, version=2, text=(("en", "new words"),))
    text = Outline(page(given=(new, old))).text

    assert "new words" in text
    assert "old words" not in text


def test_a_long_map_is_cut_and_says_so():
    """A reading of many days and areas shows the last 84 days of 60 areas and counts the rest."""
    given = answer()
    reading = given.terms[0].readings[0]
    area = dataclasses.replace(reading.areas[0], cells=cells("k" * 100))
    areas = tuple(dataclasses.replace(area, id=f"area-{index}") for index in range(62))
    term = dataclasses.replace(given.terms[0], readings=(dataclasses.replace(reading, areas=areas),))
    text = Outline(page(assessment=dataclasses.replace(given, terms=(term,)))).text

    assert "16 earlier days not shown" in text
    assert "2 more areas not shown" in text


def test_an_answer_without_anything_is_a_page():
    """An agreement without terms still gives a whole page."""
    empty = dataclasses.replace(answer(), terms=(), milestones=(), in_force=())
    outline = Outline(page(assessment=empty))

    assert outline.open == []
    assert "The agreement has no term." in outline.text


def test_the_same_answer_gives_the_same_page():
    """Nothing of the moment or the machine goes into the page."""
    assert page() == page()
