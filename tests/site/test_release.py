"""Release rules: nothing leaves earlier or finer than its rule."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.centre.access import ROLES, RULES, Audience, Viewer, audience_of, completed, released
from ceasefire.problems import Place
from ceasefire.records import KINDS, Dataset, Record, record_from_json

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = (ROOT / "agreements/syria-2016-09/records.jsonl").read_text("utf-8").splitlines()
WIDER = ("anybody", "observers", "parties", "mission")
HOURS = {"parties": "parties", "observers": "observers", "anybody": "public"}


def _records() -> list[Record]:
    read = [json.loads(each) for each in LINES]
    found = [
        record_from_json(each, Place("records.jsonl"), Dataset(""), at)
        for at, each in enumerate(read)
        if each["kind"] in KINDS
    ]
    some = {each.kind: each for each in reversed(found)}
    missing = [replace(some["report"], kind=kind) for kind in KINDS if kind not in some]
    return [*found, *missing]


RECORDS = _records()
_audience = st.sampled_from(("parties", "observers", "anybody", "nobody"))
_now = st.integers(1_400_000_000, 1_600_000_000)


@given(st.sampled_from(RECORDS), _audience, _now, st.integers(-10, 400_000))
def test_nothing_leaves_before_its_delay_or_finer_than_its_rule(record: Record, audience, known: int, later: int):
    """Outside, a record comes after its hours and without point, radius and, unless said in public, words."""
    found, rule = released(record, audience, known, known + later), RULES[record.kind]
    hours = getattr(rule, HOURS[audience]) if audience in HOURS else None

    if hours is None or later < hours * 3_600:
        assert found is None
    if found is not None:
        assert found.where is None or (found.where.lon, found.where.lat, found.where.radius_m) == (None, None, None)
        assert rule.words or not (found.text or found.media)


@given(st.sampled_from(RECORDS), _now, st.integers(0, 400_000), st.integers(0, 400_000))
def test_who_is_further_out_never_has_more_and_what_is_out_stays_out(record: Record, known: int, first: int, more: int):
    """What a wider audience has, every narrower one has; what is released once is released later."""
    out = [released(record, each, known, known + first) is not None for each in WIDER]  # type: ignore[arg-type]
    after = [released(record, each, known, known + first + more) is not None for each in WIDER]  # type: ignore[arg-type]

    assert out == sorted(out)
    assert all(later for before, later in zip(out, after, strict=True) if before)


@given(st.sampled_from([each for each in RECORDS if each.kind == "movement"]), _audience, _now)
def test_a_convoy_on_its_way_is_never_shown_outside(record: Record, audience, known: int):
    """A movement that is requested, approved, departed or delayed is not released, however late."""
    found = released(record, audience, known, known + 10**8)

    assert found is None or found.details.status in {"delivered", "refused", "turned-back", "attacked"}  # type: ignore[union-attr]


@given(st.sampled_from(RECORDS), _audience, _now)
def test_a_notice_goes_to_nobody_by_rule(record: Record, audience, known: int):
    """A notice leaves only by its owner's consent, per recipient."""
    assert released(replace(record, kind="notice"), audience, known, known + 10**8) is None


def test_whoever_administers_and_whoever_is_under_duress_belongs_to_no_inner_audience():
    """An administrator has no audience; a duress word makes an observer of everybody."""
    assert audience_of(Viewer("administrator")) == "nobody"
    assert {audience_of(Viewer(each, duress=True)) for each in ROLES} == {"observers"}
    assert not any(Viewer(each, duress=True).inside for each in ROLES)


@pytest.mark.parametrize("name", ["observer", "co-chair-us", "liaison", ""])
def test_a_moment_in_the_future_releases_nothing_earlier(as_: Callable[[str], Client], name: str):
    """Asking how it will be known next year ends no delay: the same is held back as now."""
    from ceasefire.centre.live import Moment, moment_from_text, shown, view_for
    from ceasefire.centre.people.models import Person

    browser = as_(name)
    viewer = Person.objects.get(username=name).viewer(duress=False) if name else Viewer("anybody")
    later = moment_from_text("2017-09-20T00:00:00+03:00")
    assert isinstance(later, Moment)

    assert {each.key for each in view_for(viewer, shown(later)).records} <= {
        each.key for each in view_for(viewer, shown()).records
    }
    assert browser.get("/?known=2017-09-20T00:00:00%2B03:00").status_code == 200


def test_the_page_of_roles_is_what_the_tables_say():
    """docs/roles.md holds both tables as they are now; scripts/roles.py writes them."""
    script = ROOT / "scripts" / "roles.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_rungs_of_a_convoy_come_with_its_last():
    """What is on its way is not shown; once the end may be known, the rungs before it are, and no later trip's."""

    def rung(status: str, day: int) -> Record:
        content = {
            "kind": "movement",
            "source": "un-ocha",
            "id": f"{status}-{day}",
            "status": status,
            "convoy": "one",
            "when": {"from": f"2016-09-{day}T08:00:00Z", "to": f"2016-09-{day}T09:00:00Z", "how": "sometime"},
        }
        return record_from_json(content, Place("test"), Dataset(""), 0)

    rungs = [rung("departed", 17), rung("delivered", 18), rung("departed", 25)]
    day = 86_400
    known = {(each.key, each.version): each.when.latest for each in rungs if each.when}
    end = known[rungs[1].key, rungs[1].version]

    def shown(audience: Audience, now: int) -> list[str]:
        over = completed(rungs, audience, known, now)
        return [
            each.id
            for each in rungs
            if known[each.key, each.version] <= now
            and released(each, audience, known[each.key, each.version], now, over)
        ]

    assert shown("parties", end - 1) == []
    assert shown("parties", end) == ["departed-17", "delivered-18"]
    assert shown("observers", end + day - 1) == []
    assert shown("observers", end + day) == ["departed-17", "delivered-18"]
    assert shown("parties", end + 30 * day) == ["departed-17", "delivered-18"]
