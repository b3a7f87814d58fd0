"""The template of the bulletin: what may stand in it, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ceasefire.publish.bulletin import (
    DEFAULT,
    NO_TEXTS,
    PLACEHOLDERS,
    TemplateSection,
    Texts,
    faults_of,
    template_from_bytes,
    template_from_json,
)


def with_text(text: str):
    """Return the usual template with a text in all three languages."""
    sections = (replace(DEFAULT.sections[0], text=Texts(text, text, text)), *DEFAULT.sections[1:])
    return replace(DEFAULT, sections=sections)


def test_the_usual_template_has_no_fault():
    """What is used before the mission makes its own may be used, and has a section for coverage."""
    assert faults_of(DEFAULT) == ()
    assert "coverage" in [each.kind for each in DEFAULT.sections]


def test_coverage_cannot_be_left_out():
    """Without the section on what was watched a template is refused."""
    bare = replace(DEFAULT, sections=tuple(each for each in DEFAULT.sections if each.kind != "coverage"))

    assert [each.code for each in faults_of(bare)] == ["no-coverage"]


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_a_placeholder_that_is_named_is_filled(name: str):
    """Every placeholder on the list is taken, and replaced by its value."""
    assert faults_of(with_text(f"a {{{name}}} b")) == ()
    assert Texts("a {" + name + "} b").filled("en", {name: "X"}) == "a X b"


@pytest.mark.parametrize(
    "text",
    ["{secret}", "{}", "{0}", "{number.__class__}", "{number[0]}", "{number!r}", "{number:>9}", "{number:{size}}"],
)
def test_a_placeholder_that_nobody_fills_is_refused(text: str):
    """Unknown names, attributes, indexes, conversions and formats are refused, and never reach a value."""
    assert {each.code for each in faults_of(with_text(text))} == {"unknown-placeholder"}
    assert "class" not in Texts(text).filled("en", {"number": "7"}).replace(text, "")


@pytest.mark.parametrize("text", ["{number", "number}", "{ {"])
def test_a_bracket_that_is_left_open_is_refused(text: str):
    """It says so instead of failing when the bulletin is drafted."""
    assert {each.code for each in faults_of(with_text(text))} == {"not-a-placeholder"}


def test_two_brackets_stand_for_one():
    """Somebody who means a bracket writes two."""
    assert faults_of(with_text("{{x}}")) == ()
    assert Texts("{{x}}").filled("en", {}) == "{x}"


def test_a_text_stands_in_all_three_languages_or_in_none():
    """A bulletin does not say something to one side only."""
    sections = (replace(DEFAULT.sections[0], heading=Texts("Only English")), *DEFAULT.sections[1:])
    found = faults_of(replace(DEFAULT, sections=sections))

    assert [(each.section, each.code, each.seen) for each in found] == [(0, "not-in-all", "ar, ru")]


def test_a_section_stands_once_but_notes_as_often_as_wanted():
    """Twice the same section, one that nobody knows, and too many are refused; two notes are not."""
    note = TemplateSection("text", NO_TEXTS, Texts("a", "b", "c"))
    twice = replace(DEFAULT, sections=(*DEFAULT.sections, DEFAULT.sections[0]))
    unknown = replace(DEFAULT, sections=(*DEFAULT.sections, TemplateSection("settle")))
    many = replace(DEFAULT, sections=(*DEFAULT.sections, *[note] * 20))

    assert [each.code for each in faults_of(twice)] == ["twice"]
    assert [each.code for each in faults_of(unknown)] == ["unknown-kind"]
    assert [each.code for each in faults_of(many)] == ["too-many"]
    assert faults_of(replace(DEFAULT, sections=(*DEFAULT.sections, note, note))) == ()


def test_a_template_reads_back_to_itself():
    """What is written as canonical JSON is the template again."""
    made = with_text("day {day}")

    assert template_from_bytes(made.canonical()) == made


@pytest.mark.parametrize("content", [{}, {"title": {}}, {"title": {"de": "x"}, "sections": []}, [], {"title": 1}])
def test_what_is_no_template_is_refused(content):
    """Another shape is a ValueError, never a crash or a template."""
    with pytest.raises(ValueError, match=r"template|language"):
        template_from_json(content)
