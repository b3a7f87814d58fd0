"""Reading an agreement: what a good file becomes, and that no layout changes it."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from ceasefire.agreement import (
    AllOf,
    AnyOf,
    Baseline,
    Circle,
    Code,
    Deadline,
    Filter,
    Floor,
    Hold,
    Limit,
    Line,
    Measure,
    Never,
    NotThat,
    Polygon,
    Response,
    SetFilter,
    State,
    Vagueness,
    agreement_from_bytes,
    agreement_from_text,
)
from ceasefire.problems import Refused

GOOD = Path(__file__).parents[2] / "scenarios" / "good"
MINIMAL = (GOOD / "minimal.yaml").read_text("utf-8")
EVERYTHING = agreement_from_bytes((GOOD / "everything.yaml").read_bytes(), "everything.yaml")
READINGS = {reading.id: reading for term in EVERYTHING.terms for reading in term.readings}


def codes(text: str) -> list[str]:
    """Return the codes of the problems of a text that must be refused."""
    with pytest.raises(Refused) as refused:
        agreement_from_text(text)
    return [each.code for each in refused.value.problems]


def test_times_are_instants():
    """A period begins at an instant, and a length in hours becomes its end; without either it is open."""
    truce = {each.id: each for each in EVERYTHING.instruments}

    assert 1930147200 == truce["arrangement"].begins
    assert 1930147200 + 48 * 3600 == truce["arrangement"].ends
    calm = truce["month-of-calm"]
    assert calm.begins is not None
    assert calm.ends == calm.begins + 31 * 86400
    assert agreement_from_text(MINIMAL).instruments[0].ends is None


def test_a_list_alone_means_any():
    """A condition that is a list is met by any of its members."""
    rules = EVERYTHING.instruments[0].rules

    assert SetFilter(any=frozenset({"government", "opposition"})) == rules.end
    assert SetFilter(all=frozenset({"united-states", "russia"})) == rules.extend


def test_shapes_are_lon_lat():
    """Points are longitude, latitude; a ring that repeats its first point loses the repetition."""
    shapes = {area.id: area.shape for area in EVERYTHING.areas}

    assert Code("ocha-pcode", "SY", "2016-09-05") == shapes["country"]
    assert Line(((37.10, 36.25), (37.15, 36.26)), 3500, "left") == shapes["road"]
    assert Circle(lon=36.95, lat=36.15, radius_m=3000) == shapes["town"]
    assert Polygon(((37.0, 36.0), (37.1, 36.0), (37.1, 36.1))) == shapes["zone"]


def test_every_form_is_read():
    """Each form of the format becomes its value, fractions exact and dates as dates."""
    by = (Filter(by=SetFilter(any=frozenset({"government", "opposition"}))),)
    killed = Measure("killed", ("report", "statement"), by)
    aid = READINGS["each-week"].form
    road = READINGS["empty-road"].form
    fixed = READINGS["fixed"].form

    assert isinstance(aid, AllOf)
    assert isinstance(road, AnyOf)
    assert isinstance(fixed, AllOf)
    assert Hold(Limit(killed, Baseline(Fraction(1, 2), days_before=28)), 7, "fail", "instant", keep=True) == (
        READINGS["half-of-before"].form
    )
    assert Limit(Measure("killed"), Fraction(45, 2)) == fixed.forms[1]
    assert Baseline(Fraction(2), dt.date(2031, 1, 1), dt.date(2031, 1, 31)) == getattr(fixed.forms[2], "at_most", None)
    assert [Floor, Response, Response, Deadline] == [type(form) for form in aid.forms]
    assert State(Measure("heavy-weapons"), "absent", 2, 2) == road.forms[0]
    assert isinstance(road.forms[2], NotThat)
    assert isinstance(road.forms[3], Hold)
    assert isinstance(road.forms[3].condition, Never)


def test_tallies_are_their_own_kind():
    """A measure of one source's tallies reads tallies and nothing else."""
    fixed = READINGS["fixed"].form

    assert isinstance(fixed, AllOf)
    assert Measure("violations", ("tally",), tallies_of="ucdp") == getattr(fixed.forms[2], "measure", None)


def test_a_reading_keeps_its_rules():
    """What a reading says about places, standings, findings, coverage, vagueness and validity is kept."""
    reading = READINGS["half-of-before"]

    assert (("insurgents", ("opposition",)),) == reading.takes
    assert ("verified", "received") == (reading.standing.sure, reading.standing.possible)
    assert reading.findings.permitted_excluded
    assert Fraction(3, 4) == reading.coverage.share
    assert Vagueness(7, 150000) == reading.vague
    assert "each" == reading.areas_mode
    assert 0 == reading.day_begins_s
    assert reading.valid_from == EVERYTHING.instruments[0].begins


def test_layout_does_not_change_the_hash():
    """Remarks, quotes, flow or block style, aliases, line ends and a byte order mark change nothing."""
    minimal = agreement_from_text(MINIMAL)
    block = MINIMAL.replace("source: {speaker: Nobody}\nzone", "source:\n    speaker: 'Nobody'\nzone")
    alias = MINIMAL.replace("{speaker: Nobody}", "&who {speaker: Nobody}", 1)
    alias = alias.replace("source: {speaker: Nobody}", "source: *who")

    assert alias != MINIMAL != block
    assert minimal == agreement_from_text(block + "\n# the end\n")
    assert minimal == agreement_from_text(alias)
    assert minimal == agreement_from_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert minimal.hash != agreement_from_text(MINIMAL.replace("flights", "sorties")).hash


def test_defaults_written_out_do_not_change_the_hash():
    """A default that is written out says nothing new."""
    spelled = MINIMAL.replace("{unit: flights}", "{unit: flights, records: [report], filter: {}}")
    spelled = spelled.replace("instrument: truce", "instrument: truce\n        areas_mode: together")

    assert agreement_from_text(MINIMAL) == agreement_from_text(spelled)


def test_the_hash_is_of_the_canonical_json():
    """The hash of the smallest example is fixed: changing the meaning of the format must be seen here."""
    assert "794ca9f9eeffb3e016c266cda891abd04afaca108acfa613ab707302a985a6ab" == (agreement_from_text(MINIMAL).hash)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-FILE-001"),
        (b"\xff\xfe\x00", "E-FILE-002"),
        (b"a" * 5_000_001, "E-FILE-007"),
        (b"a: [1, 2", "E-SYNTAX-001"),
        (b"a: \x00", "E-SYNTAX-001"),
        (b'a: "\\UFFFFFFFF"', "E-SYNTAX-001"),
        (b"- " * 100, "E-SYNTAX-006"),
        (b"&a [*a]", "E-SYNTAX-006"),
        (b"a: &a 1\nb: [" + b"*a," * 101 + b"]", "E-SYNTAX-006"),
        (b"a: &a " + b"x" * 20_001 + b"\nb: *a", "E-SYNTAX-006"),
        (b"just words", "E-SYNTAX-004"),
    ],
)
def test_what_is_no_agreement_at_all(data: bytes, code: str):
    """Bytes that are no agreement at all are refused with one problem."""
    with pytest.raises(Refused) as refused:
        agreement_from_bytes(data, "a.yaml")

    assert [code] == [each.code for each in refused.value.problems]


def test_a_long_text_is_refused():
    """A field has a largest length."""
    assert ["E-FILE-005"] == codes(MINIMAL.replace("Aircraft stay", "Aircraft stay " * 2000))


def test_half_a_character_is_refused():
    """A surrogate, which no UTF-8 can hold, is no text."""
    assert ["E-SYNTAX-004"] == codes(MINIMAL.replace("name: Minimal", 'name: "\\ud800"'))


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("2300-01-01T00:00:00Z", "E-SYNTAX-004"),
        ("0001-01-01T00:00:00+14:00", "E-SYNTAX-004"),
        ("2031-13-01T00:00:00Z", "E-TIME-001"),
    ],
)
def test_far_instants_are_refused(end: str, code: str):
    """An instant outside 1900 to 2199, or outside any calendar, is refused."""
    begins = '"2031-03-01T19:00:00+03:00"}'

    assert [code] == codes(MINIMAL.replace(begins, f'{begins[:-1]}, ends: "{end}"}}'))


def test_a_source_may_be_called_as_a_party_is():
    """Parties speak too, so that a source may have a party's id."""
    both = MINIMAL + "sources: [{id: government, name: Government's own reports}]\n"

    assert "government" == agreement_from_text(both).sources[0].id


def test_a_missing_list_draws_no_further_faults():
    """Where a section is missing or of the wrong type, the ids it would have defined are not asked for."""
    assert ["E-SYNTAX-003"] == codes(MINIMAL.replace("parties:\n  - {id: government, name: Government}\n", ""))


def test_a_term_without_readings_has_none_to_name():
    """A milestone that names a reading of an unread term is told so."""
    text = MINIMAL[: MINIMAL.index("    readings:")]
    text += "milestones: [{id: m, name: M, sets: [{id: s, name: S, needs: [{term: no-flights, reading: r}]}]}]\n"

    assert ["E-AGR-001"] == codes(text)
