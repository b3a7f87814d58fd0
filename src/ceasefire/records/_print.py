"""From records to JSON, canonical bytes and the hash of a version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from decimal import Decimal
from typing import Any

import rfc8785

from ceasefire.records._model import Choice, Count, Dataset, Details, Record, Where
from ceasefire.times import When, text_from_instant

_text_from_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def json_from_record(record: Record) -> dict[str, Any]:
    """Return the record as JSON, which `record_from_json` reads back to an equal record.

    Instants are in UTC, degrees are decimal texts: canonical JSON here knows no floats. Defaults are left
    out, but the standing is always written: it may come from the data set.
    """
    content = _content(record)
    if record.recorded is not None:
        content["recorded"] = text_from_instant(record.recorded)
    return content


def json_from_dataset(dataset: Dataset) -> dict[str, Any]:
    """Return the data set as JSON, which `dataset_from_json` reads back to an equal one."""
    content: dict[str, Any] = {"kind": "dataset", "id": dataset.id, "standing": dataset.standing}
    if dataset.released is not None:
        content["released"] = text_from_instant(dataset.released)
    _put(
        content,
        source=dataset.source,
        title=dataset.title,
        rows_distinct=dataset.rows_distinct,
        absent_means_none=list(dataset.absent_means_none),
        coverage=[
            {
                "watcher": each.watcher,
                "sees": list(each.sees),
                "where": json_from_where(each.where),
                "when": json_from_when(each.when),
            }
            for each in dataset.coverage
        ],
        licence=dataset.licence,
    )
    return content


def canonical_json(obj: Any) -> bytes:
    """Return RFC 8785 bytes of integers, texts, truths, lists and objects.

    Raises:
        ValueError: A float, or an integer beyond 2**53 - 1.

    >>> canonical_json({"b": 1, "a": "x"})
    b'{"a":"x","b":1}'
    """
    if _holds_float(obj):
        raise ValueError("no floats in canonical content")
    return rfc8785.dumps(obj)


def version_hash(record: Record) -> str:
    """Return the SHA-256 of the record's canonical content, without position, data set and time of recording.

    The keys of a record are ASCII and its numbers small integers; for these the standard library, with sorted
    keys, writes the bytes of RFC 8785, five times faster (tests/unit/records/test_print.py compares the two).
    """
    return hashlib.sha256(_text_from_json(_content(record)).encode()).hexdigest()


def _content(record: Record) -> dict[str, Any]:
    content: dict[str, Any] = {
        "kind": record.kind,
        "source": record.source,
        "id": record.id,
        "version": record.version,
        "standing": record.standing,
    }
    if record.claimed_recorded is not None:
        content["claimed_recorded"] = text_from_instant(record.claimed_recorded)
    if record.speaker != record.source:
        content["speaker"] = record.speaker
    _put(content, carrier=record.carrier, origin=record.origin, basis=record.basis, grade=record.grade)
    if record.when is not None:
        content["when"] = json_from_when(record.when)
    if record.where is not None:
        content["where"] = json_from_where(record.where)
    who = {
        key: json_from_choice(choice)
        for key, choice in (
            ("by", record.who.by),
            ("against", record.who.against),
            ("between", record.who.between),
        )
        if choice is not None
    }
    _put(content, who=who)
    if record.what.operator != "unknown":
        content["what"] = json_from_choice(record.what)
    _put(
        content,
        counts={count.unit: _json_from_count(count) for count in record.counts},
        absent_means_none=list(record.absent_means_none),
        incident=record.incidents[0] if len(record.incidents) == 1 else list(record.incidents),
        withdrawn=record.withdrawn,
        media=list(record.media),
        text=dict(record.text),
    )
    cites = record.cites
    _put(
        content,
        cites={k: v for k, v in (("title", cites.title), ("date", cites.date), ("url", cites.url)) if v},
    )
    if record.details is not None:
        content.update(_json_from_details(record.details))
    return content


def json_from_when(when: When) -> dict[str, Any]:
    """Return an interval as instants in UTC."""
    return {"from": text_from_instant(when.earliest), "to": text_from_instant(when.latest), "how": when.how}


def json_from_where(where: Where) -> dict[str, Any]:
    """Return a place; degrees as decimal texts."""
    found: dict[str, Any] = {}
    if where.lat is not None and where.lon is not None:
        found.update(lat=_decimal(where.lat), lon=_decimal(where.lon))
    if where.radius_m is not None:
        found["radius_m"] = where.radius_m
    _put(found, scheme=where.scheme, code=where.code, vintage=where.vintage)
    if where.areas is not None:
        parts = {"sure": where.areas.sure, "apart": where.areas.apart, "covers": where.areas.covers}
        found["areas"] = {name: list(ids) for name, ids in parts.items() if ids}
    return found


def json_from_choice(choice: Choice) -> Any:
    """Return `unknown`, the one member, or the operator with its members."""
    if choice.operator == "unknown":
        return "unknown"
    if len(choice.members) == 1 and choice.members[0] != "unknown":
        return choice.members[0]
    return {choice.operator: list(choice.members)}


def _json_from_count(count: Count) -> Any:
    if count.low == count.best == count.high and not count.as_printed:
        return count.low
    found: dict[str, Any] = {"low": count.low}
    if count.best is not None:
        found["best"] = count.best
    if count.high is not None:
        found["high"] = count.high
    _put(found, as_printed=count.as_printed)
    return found


def _json_from_details(details: Details) -> dict[str, Any]:
    """Return what a kind adds: the fields of its value are the keys of its JSON; its numbers are instants."""
    found: dict[str, Any] = {}
    for each in fields(details):
        value = getattr(details, each.name)
        match value:
            case Choice():
                found[each.name] = json_from_choice(value)
            case tuple():
                found[each.name] = list(value)
            case bool():
                found[each.name] = value
            case int():
                found[each.name] = text_from_instant(value)
            case str() if value:
                found[each.name] = value
    return found


def _put(found: dict[str, Any], **values: Any) -> None:
    found.update({key: value for key, value in values.items() if value})


def _decimal(degrees: float) -> str:
    text = repr(degrees)
    return format(Decimal(text), "f") if "e" in text else text


def _holds_float(obj: Any) -> bool:
    if isinstance(obj, dict):
        return any(_holds_float(value) for value in obj.values())
    if isinstance(obj, list | tuple):
        return any(_holds_float(value) for value in obj)
    return isinstance(obj, float)
