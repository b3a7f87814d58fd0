"""incidents, incident, answers, queue: what each prints, in three languages, and how each fails."""

from __future__ import annotations

import json

import pytest

from ceasefire.cli._demo import SCENARIO, shipped_agreements
from ceasefire.publish.words import width

SYRIA = str(shipped_agreements() / SCENARIO)
VALLEYS = str(shipped_agreements() / "two-valleys")
MARCH = ("--as-reported", "--as-of", "2017-03-31T12:00:00+03:00")
THEN = ("--as-of", "2031-03-16T10:00:00-02:00")


def test_the_convoy_shows_two_findings_that_differ(run) -> None:
    """Both bodies stand beside each other, each with what it found, and every source's own count."""
    text = run("incident", SYRIA, "urum-al-kubra-convoy", *MARCH).stdout

    assert "Who did it? ◪ contested" in text
    assert "United Nations Board of Inquiry (Urum al-Kubra), 22 Dec 2016" in text
    assert "standard: reasonable grounds" in text
    assert "First text: 'air strikes'" in text
    for printed in ("“around 20”", "“at least 18”", "“at least 14”"):
        assert printed in text


@pytest.mark.parametrize(
    ("as_of", "who", "happened"),
    [
        ("2016-09-21T00:00:00+03:00", "contested", "corroborated"),
        ("2016-12-31T12:00:00+02:00", "not-identifiable", "verified"),
        ("2017-03-31T12:00:00+03:00", "contested", "verified"),
    ],
)
def test_the_convoy_as_known_at_three_moments(run, as_of: str, who: str, happened: str) -> None:
    """What was known on 20 September, in December and in March 2017 gives each its own answers."""
    result = run("incident", SYRIA, "urum-al-kubra-convoy", "--format", "json", "--as-reported", "--as-of", as_of)
    found = json.loads(result.stdout)

    assert found["questions"]["who"]["state"] == who
    assert found["questions"]["happened"]["state"] == happened


def test_the_strike_has_its_mistake_file(run) -> None:
    """Notice, calls with how they went, stop, admission, apology, reviewer, finding; what is not on record is said."""
    text = run("incident", SYRIA, "jabal-tharda", *MARCH).stdout

    for line in (
        "notice before",
        "call: hung up",
        "call: held",
        "it stopped",
        "admission",
        "apology",
        "reviewer named",
    ):
        assert line in text
    assert "Not on record: lessons." in " ".join(text.split())
    assert "9 km" in text


@pytest.mark.parametrize("lang", ["en", "ar", "ru"])
@pytest.mark.parametrize(
    "command",
    [
        ("incident", SYRIA, "jabal-tharda", *MARCH),
        ("incidents", SYRIA, *MARCH),
        ("incidents", SYRIA, "--tallies", *MARCH),
        ("answers", VALLEYS, *THEN),
        ("queue", VALLEYS, "--for", "verification", *THEN),
        ("queue", VALLEYS, "--for", "answers", *THEN),
        ("queue", SYRIA, "--for", "linking", *MARCH),
        ("link", "suggest", SYRIA, *MARCH),
    ],
)
def test_every_page_in_every_language(run, command: tuple[str, ...], lang: str) -> None:
    """Each page is printed, no line wider than 100 columns, and the same bytes twice."""
    first, second = run(*command, "--lang", lang), run(*command, "--lang", lang)

    assert (first.exit_code, first.stdout) == (0, second.stdout)
    assert max(map(width, first.stdout.splitlines())) <= 100


def test_html_stands_alone(run) -> None:
    """The page asks for nothing from anywhere, runs from the right in Arabic, and has no script."""
    text = run("incident", SYRIA, "urum-al-kubra-convoy", "--format", "html", "--lang", "ar", *MARCH).stdout

    assert 'dir="rtl"' in text
    assert "default-src 'none'" in text
    for wrong in ("<script", "http://", "src="):
        assert wrong not in text


def test_geojson_draws_no_false_dot(run) -> None:
    """A point is no finer than a hundredth of a degree and has its radius; without one the geometry is null."""
    found = json.loads(run("incidents", SYRIA, "--format", "geojson", *MARCH).stdout)["features"]
    placed = [each for each in found if each["geometry"]]

    assert placed
    assert any(each["geometry"] is None for each in found)
    for each in placed:
        assert each["properties"]["radius_m"] >= 1000
        assert all(round(degrees, 2) == degrees for degrees in each["geometry"]["coordinates"])


def test_a_point_known_finer_than_a_town_is_drawn_no_finer_than_on_the_page(run) -> None:
    """Howitzers known to 400 m: one decimal of a degree, in ten kilometres, as the page shows it."""
    found = json.loads(run("incidents", VALLEYS, "--format", "geojson", *THEN).stdout)["features"]
    guns = next(each for each in found if each["id"] == "north-bank-guns")

    assert guns["geometry"]["coordinates"] == [-15.1, -19.9]
    assert guns["properties"]["radius_m"] == 10_000
    assert "-19.873" not in run("incident", VALLEYS, "north-bank-guns", "--format", "json", *THEN).stdout


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (("--kind", "shelling"), {"russian-centre/al-ansari-2016-09-14", "russian-general-staff/aleppo-2016-09-13"}),
        (("--state", "contested"), {"jabal-tharda", "urum-al-kubra-convoy"}),
        (("--source", "snhr"), {"urum-al-kubra-convoy"}),
        (("--by", "islamic-state"), {"reuters/jabal-tharda-hill-taken"}),
    ],
)
def test_filters(run, option: tuple[str, str], expected: set[str]) -> None:
    """Only the incidents asked for are listed."""
    found = json.loads(run("incidents", SYRIA, "--format", "json", *option, *MARCH).stdout)

    assert {each["id"] for each in found["incidents"]} == expected


def test_an_area_takes_what_may_lie_in_it(run) -> None:
    """What surely lies elsewhere is left out."""
    found = json.loads(run("incidents", SYRIA, "--format", "json", "--area", "castello-road", *MARCH).stdout)
    ids = {each["id"] for each in found["incidents"]}

    assert "russian-general-staff/castello-checkpoint-2016-09-15" in ids
    assert "jabal-tharda" not in ids


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("incident", SYRIA, "urum-al-kubra-convoi", *MARCH), 'Did you mean "urum-al-kubra-convoy"?'),
        (("incidents", SYRIA, "--area", "castelo-road", *MARCH), 'Did you mean "castello-road"?'),
        (("incidents", SYRIA, "--kind", "air-strik", *MARCH), 'Did you mean "air-strike"?'),
        (("incidents", SYRIA, "--by", "rusia", *MARCH), 'Did you mean "russia"?'),
    ],
)
def test_a_near_miss_is_named(run, arguments: tuple[str, ...], hint: str) -> None:
    """What is not there is one problem, with the nearest name."""
    result = run(*arguments)

    assert (1, "") == (result.exit_code, result.stdout)
    assert hint in result.stderr


def test_answers_name_the_guarantor_and_never_count_without_coverage(run) -> None:
    """Overdue answers with who answers for the addressee by whose word; totals beside the days watched."""
    text = " ".join(run("answers", VALLEYS, *THEN).stdout.split())

    assert "Port League answers for River Council, according to Port League delegation (invented)" in text
    assert "days on which somebody watched" in text
    assert "11 of 11 days" in text


def test_a_decision_that_moved_nothing_is_told(run, tmp_path) -> None:
    """One's own report, a role that may not, no role, one origin: each is a warning, and the incident does not move."""
    base = {"kind": "standing", "source": "mission", "standing": "verified", "recorded": "2031-03-15T09:00:00-02:00"}
    shot = base | {"record": "mission/shot-12", "to": "verified"}
    bang = base | {"record": "radio/explosion-8", "to": "corroborated"}
    rows = [
        shot | {"id": "x1"},
        shot | {"id": "x2", "role": "analyst", "reviewer": "a-1"},
        shot | {"id": "x3", "role": "verifier", "reviewer": "mission"},
        bang | {"id": "x4", "role": "analyst", "reviewer": "a-1"},
    ]
    file = tmp_path / "more.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    result = run("incident", VALLEYS, "mission/shot-12", "--records", str(file), *THEN)

    assert "Did it happen? ■ corroborated" in result.stdout
    for code in ("W-CASE-001", "W-CASE-003", "W-CASE-004", "W-CASE-005"):
        assert code in result.stderr


def test_queues_are_ordered_and_say_why(run) -> None:
    """What settles most comes first; every line has its reason."""
    found = json.loads(run("queue", VALLEYS, "--for", "verification", "--format", "json", *THEN).stdout)["queue"]

    assert [(-each["settles"], each["since"]) for each in found] == sorted(
        (-each["settles"], each["since"]) for each in found
    )
    assert all(each["reason"] for each in found)
    assert found[0]["settles"] > 0


def test_tallies_as_json_are_bounds_beside_bounds(run) -> None:
    """Each tally with the incidents of its time and place, never a sum; a tally is no place on a map."""
    found = json.loads(run("incidents", SYRIA, "--tallies", "--format", "json", *MARCH).stdout)
    army = next(each for each in found if each["tally"].startswith("syrian-army-command/"))

    assert army["counts"]["violations"][1] is None
    assert army["incidents"][0] <= army["incidents"][1]
    assert "one-sided" in army["reasons"]
    assert run("incidents", SYRIA, "--tallies", "--format", "geojson", *MARCH).exit_code == 2


def test_the_report_shows_a_determination_on_an_incident_under_it(run) -> None:
    """Guarantors who determine differently whether it was permitted stand beside each other, under the incident."""
    page = run("check", VALLEYS, "--format", "html", *THEN).stdout

    assert '<h3><span lang="en" dir="auto"></span>' not in page
    assert "permitted: no" in page
    assert "permitted: yes" in page
