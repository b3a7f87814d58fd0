"""Small hand-made worlds for the attacks: an agreement from a few parts, records from JSON, both engines asked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import duckdb
import yaml

from ceasefire.agreement import agreement_from_text
from ceasefire.assess import Asked, DuckDBEngine, ReferenceEngine, check
from ceasefire.problems import Place
from ceasefire.records import Dataset, dataset_from_json, record_from_json
from ceasefire.times import instant_from_text

LONG_AGO = "2016-01-01T00:00:00Z"
SY = {"scheme": "ocha-pcode", "code": "SY", "vintage": "v"}
KILLED = {"unit": "killed", "records": "report"}
ACTS = {name: {"all": ["us", "ru"]} for name in ("extend", "reset", "suspend", "resume", "end")}
CITED = {"speaker": "x", "date": "2016-09-09"}


def reading(form: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a reading with coverage by w over area p."""
    base = {
        "id": "r", "name": "R", "authority": "illustration", "instrument": "i", "areas": ["p"],
        "coverage": {"watchers": ["w"], "sees": ["killed"]}, "findings": {"bodies": ["body"]}, "form": form,
    }  # fmt: skip
    return base | more


def agreement(
    *readings: dict[str, Any],
    instrument: dict[str, Any] | None = None,
    milestones: list[Any] | None = None,
    **more: Any,
):
    """Return an agreement of one term with these readings; it begins 2016-09-12T00:00Z in UTC unless told."""
    content = {
        "ceasefire": 1, "id": "a", "name": "A", "source": CITED, "zone": "UTC", "day_begins": "00:00",
        "parties": [{"id": "gov", "name": "G"}, {"id": "opp", "name": "O"}],
        "guarantors": [
            {"id": "us", "name": "U", "answers_for": [{"party": "opp", "according_to": CITED}]},
            {"id": "ru", "name": "R", "answers_for": [{"party": "gov", "according_to": CITED}]},
        ],
        "excluded": [{"id": "isil", "name": "I", "by_list": [CITED]}],
        "collectives": [{"id": "insurgents", "name": "S", "any_of": ["opp", "isil"]}],
        "sources": [{"id": each, "name": each, "kind": "data-set"} for each in ("w", "s", "body")],
        "areas": [{"id": "p", "name": "P", "code": {"scheme": "ocha-pcode", "code": "SY01", "vintage": "v"}},
                  {"id": "q", "name": "Q", "code": {"scheme": "ocha-pcode", "code": "SY02", "vintage": "v"}}],
        "instruments": [
            {"id": "i", "name": "I", "binds": ["gov", "opp"], "begins": "2016-09-12T00:00:00+00:00", "acts": ACTS}
            | (instrument or {})
        ],
        "terms": [{"id": "t", "name": "T", "text": "x", "source": CITED, "readings": list(readings)}],
    }  # fmt: skip
    content |= {"milestones": milestones} if milestones else {}
    return agreement_from_text(yaml.safe_dump(content | more), "a.yaml")


def records(*objects: dict[str, Any], dataset: Dataset | None = None, position: int = 0) -> list[Any]:
    """Return records; source s, id by number, corroborated, recorded 2016-01-01 unless told."""
    made = []
    for number, each in enumerate(objects, start=position):
        base = {"source": "s", "id": f"n{number}", "standing": "corroborated", "recorded": LONG_AGO}
        made.append(record_from_json(base | each, Place("x", number), dataset or Dataset("d"), number))
    return made


def report(when: Any, killed: Any = None, **more: Any) -> dict[str, Any]:
    """Return a report of killed in area p on a day of UTC, or in an interval."""
    when = day(when) if isinstance(when, str) else when
    counts = {} if killed is None else {"killed": killed}
    base = {"kind": "report", "when": when, "where": {"scheme": "agreement", "code": "p"}, "counts": counts}
    return base | more


def day(date: str, zone: str = "UTC", **more: Any) -> dict[str, Any]:
    """Return a civil day."""
    return {"day": date, "zone": zone, **more}


def watch(since: str, until: str, **more: Any) -> dict[str, Any]:
    """Return a watch by w that took place."""
    base = {
        "kind": "watch", "speaker": "w", "done": True, "sees": ["killed"],
        "where": {"scheme": "agreement", "code": "p"}, "when": {"from": since, "to": until},
    }  # fmt: skip
    return base | more


WATCHED = watch("2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z")


def ask(  # noqa: PLR0917  a question has that many parts
    agreed,
    found: list[Any],
    at: str,
    as_of: str = "",
    datasets: tuple[Any, ...] = (),
    knowledge: str = "recorded",
    **more: Any,
):
    """Return the assessment, after both engines gave the same one."""
    asked = Asked(instant_from_text(at), instant_from_text(as_of or at), knowledge, **more)
    found = [_ended(each, asked.as_of) for each in found]
    slow = check(agreed, found, datasets, asked, ReferenceEngine())
    fast = check(agreed, found, datasets, asked, DuckDBEngine(duckdb.connect()))
    assert slow == fast, "the engines differ"
    return slow


def _ended(record, now: int):
    """Return a watch of the default instant as the log that was recorded `now`, of what had been watched by then."""
    if record.kind != "watch" or record.recorded != instant_from_text(LONG_AGO) or record.when.earliest >= now:
        return record
    return replace(record, recorded=now, when=replace(record.when, latest=min(record.when.latest, now)))


def first(answer):
    """Return the first reading's result."""
    return answer.terms[0].readings[0]


def verdict_of(agreed, found: list[Any], at: str, **more: Any) -> str:
    """Return the first reading's verdict."""
    return first(ask(agreed, found, at, **more)).verdict


def dataset(**parts: Any) -> Dataset:
    """Return a data set from JSON."""
    return dataset_from_json({"kind": "dataset", "id": "d"} | parts, Place("x", 1))


def line(obj: dict[str, Any]) -> str:
    """Return a line of JSON."""
    return json.dumps(obj)
