"""From JSON to records: one row, all of its faults at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ceasefire.problems import Place, Refused
from ceasefire.records._choices import choice_from_json
from ceasefire.records._details import READ_DETAILS
from ceasefire.records._fields import MAX_NUMBER, Faults, Fields, is_object, shown
from ceasefire.records._model import (
    BASES,
    END_STANDINGS,
    KINDS,
    ORDERED_STANDINGS,
    UNKNOWN,
    Choice,
    Cites,
    Count,
    Coverage,
    Dataset,
    Record,
    Who,
)
from ceasefire.records._place_and_time import read_when, read_where
from ceasefire.records._print import version_hash

STANDINGS = (*ORDERED_STANDINGS, *END_STANDINGS)
LANGUAGES = ("en", "ar", "ru")

_UNIT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TIMELESS = ("statement", "notice", "finding", "act", "link", "standing", "step")
_GRADE = re.compile("[A-F][1-6]")
_HASH = re.compile("[0-9a-f]{64}")
_HOW = {"tally": "spread", "watch": "throughout", "determination": "throughout"}
_WHEN_EXAMPLE = '{"from": "2016-09-12T19:00:00+03:00", "to": "2016-09-12T20:00:00+03:00"}'
_WHERE_EXAMPLE = '{"lat": 36.20, "lon": 37.13, "radius_m": 2000}'


def record_from_json(obj: Any, place: Place, dataset: Dataset, position: int) -> Record:
    """Return the record that a JSON object holds.

    Args:
        obj: As `docs/records.md` describes it; latitude and longitude as numbers or as decimal texts.
        place: File and line, for the faults.
        dataset: Gives the defaults: source, standing, absent_means_none.
        position: The record's order in the input.

    Raises:
        Refused: With every fault of the object.
    """
    faults = Faults(place)
    if not is_object(obj):
        faults.add(
            "E-SYNTAX-004",
            "",
            seen=shown(obj),
            expected="a record as an object",
            example='{"kind": "report", …}',
        )
        raise Refused(faults.found)
    fields = Fields(obj, faults)
    record = _record(fields, dataset, position)
    faults.refuse_if_any()
    return replace(record, hash=version_hash(record))


def dataset_from_json(obj: Any, place: Place, default_id: str = "") -> Dataset:
    """Return the data set that a JSON object describes.

    Args:
        obj: As `docs/records.md` describes it; `kind: dataset` may be left out.
        place: File and line, for the faults.
        default_id: Used when it carries no id.

    Raises:
        Refused: With every fault of the object.
    """
    faults = Faults(place)
    if not is_object(obj):
        faults.add("E-SYNTAX-004", "", seen=shown(obj), expected="an object", example='{"id": "un-ocha-2016"}')
        raise Refused(faults.found)
    fields = Fields(obj, faults)
    fields.word("kind", ("dataset",), "a data set", "dataset")
    dataset = Dataset(
        id=fields.id("id", default_id, example="" if default_id else "un-ocha-2016"),
        source=fields.id("source", without="/"),
        title=fields.text("title"),
        released=fields.instant("released"),
        rows_distinct=fields.truth("rows_distinct"),
        standing=fields.word("standing", STANDINGS, "a standing", "received"),
        absent_means_none=fields.ids("absent_means_none"),
        coverage=_coverages(fields),
        licence=fields.text("licence"),
    )
    fields.close()
    faults.refuse_if_any()
    return dataset


def _record(fields: Fields, dataset: Dataset, position: int) -> Record:
    kind = fields.word("kind", KINDS, "a kind of record", required=True)
    source = fields.id("source", dataset.source, example="" if dataset.source else "un-ocha", without="/")
    record_id = fields.id("id", example="urum-2016-09-20")
    version = _version(fields, record_id)
    silent = (*dataset.absent_means_none, *fields.ids("absent_means_none"))
    when = fields.inner(
        "when",
        lambda inner: read_when(inner, _HOW.get(kind, "")),
        _WHEN_EXAMPLE,
        required=kind not in _TIMELESS and kind != "",
    )
    record = Record(
        kind=kind,
        source=source,
        id=record_id,
        version=version,
        dataset=dataset.id,
        position=position,
        recorded=fields.instant("recorded"),
        claimed_recorded=fields.instant("claimed_recorded"),
        speaker=fields.id("speaker", source),
        carrier=fields.id("carrier"),
        origin=fields.id("origin"),
        standing=fields.word("standing", STANDINGS, "a standing", dataset.standing),
        when=when,
        where=fields.inner("where", read_where, _WHERE_EXAMPLE, required=kind == "watch"),
        who=fields.inner("who", _who, '{"by": "government"}') or Who(),
        what=_what(fields),
        counts=_counts(fields),
        absent_means_none=tuple(dict.fromkeys(silent)),
        incidents=_incidents(fields, kind),
        withdrawn=fields.truth("withdrawn"),
        text=_text(fields),
        cites=fields.inner("cites", _cites, '{"title": "Flash update"}') or Cites(),
        details=None,
        hash="",
        basis=fields.word("basis", BASES, "seen, heard or told"),
        grade=_grade(fields),
        media=_media(fields),
    )
    if not kind:
        return record
    if kind in READ_DETAILS:
        record = replace(record, details=READ_DETAILS[kind](fields))
    fields.close()
    return record


def _version(fields: Fields, record_id: str) -> int:
    version = fields.number("version", 1, 1, 10**9) or 1
    corrected = fields.number("corrects", None, 1, 10**9)
    if corrected is not None and corrected >= version:
        fields.fault("E-REC-004", "corrects", seen=record_id)
    return version


def _grade(fields: Fields) -> str:
    grade = fields.text("grade")
    if grade and not _GRADE.fullmatch(grade):
        fields.wrong("grade", grade, "a letter A to F and a digit 1 to 6", '"B2"')
    return grade


def _media(fields: Fields) -> tuple[str, ...]:
    media = fields.ids("media")
    for each in media:
        if not _HASH.fullmatch(each):
            fields.wrong("media", each, "the SHA-256 of a file, 64 small hexadecimal digits", '["e3b0c44298fc…"]')
    return tuple(sorted(media))


def _incidents(fields: Fields, kind: str) -> tuple[str, ...]:
    """Return the names it gives; an account gives none that could be taken for a record's key."""
    if not fields.has("incident"):
        return ()
    seen = fields.value["incident"]
    slash = "" if kind in ("finding", "determination") else "/"
    if isinstance(seen, list):
        names = fields.ids("incident", '["urum-al-kubra-convoy"]')
        return tuple(each for each in names if fields.checked_id("incident", each, "urum-al-kubra-convoy", slash))
    name = fields.checked_id("incident", seen, "urum-al-kubra-convoy", slash)
    return (name,) if name else ()


def _who(fields: Fields) -> Who:
    return Who(*(choice_from_json(fields, key, '{"any_of": ["government"]}') for key in ("by", "against", "between")))


def _what(fields: Fields) -> Choice:
    choice = choice_from_json(fields, "what", '"air-strike"')
    if choice is not None and choice.operator == "all_of" and len(choice.members) > 1:
        fields.wrong("what", fields.value["what"], 'one kind of event or {"any_of": […]}', '"air-strike"')
    return choice or UNKNOWN


def _counts(fields: Fields) -> tuple[Count, ...]:
    def read(inner: Fields) -> tuple[Count, ...]:
        found = []
        for unit in inner.value:
            inner.asked.append(unit)
            if not _UNIT.fullmatch(unit):
                inner.wrong("", unit, "units in small letters", "killed-civilians")
            elif (count := _count(inner, unit)) is not None:
                found.append(count)
        return tuple(sorted(found, key=lambda count: count.unit))

    return fields.inner("counts", read, '{"killed": 18}') or ()


def _count(fields: Fields, unit: str) -> Count | None:
    seen = fields.value[unit]
    if not isinstance(seen, dict):
        number = _whole(fields, unit, unit, seen)
        return None if number is None else Count(unit, number, number, number)

    def read(inner: Fields) -> Count | None:
        numbers = {key: _whole(inner, key, unit, inner.value[key]) for key in ("low", "best", "high") if inner.has(key)}
        printed = inner.text("as_printed")
        if None in numbers.values():
            return None
        low, high = numbers.get("low") or 0, numbers.get("high")
        if high is not None and low > high:
            inner.fault("E-REC-002", "low", unit=unit, low=low, high=high)
            return None
        return Count(unit, low, numbers.get("best"), high, printed)

    return fields.inner_value(unit, seen, read, '{"low": 18}')


def _whole(fields: Fields, key: str, unit: str, seen: object) -> int | None:
    if isinstance(seen, bool) or not isinstance(seen, int) or seen < 0:
        fields.fault("E-REC-001", key, unit=unit, seen=shown(seen))
        return None
    if seen > MAX_NUMBER:
        fields.wrong(key, seen, f"at most {MAX_NUMBER}", "18")
        return None
    return seen


def _text(fields: Fields) -> tuple[tuple[str, str], ...]:
    if not fields.has("text"):
        return ()
    if isinstance(fields.value["text"], str):
        text = fields.text("text")
        return (("en", text),) if text else ()

    def read(inner: Fields) -> tuple[tuple[str, str], ...]:
        return tuple((language, text) for language in LANGUAGES if (text := inner.text(language)))

    return fields.inner("text", read, '{"en": "…"}') or ()


def _cites(fields: Fields) -> Cites:
    return Cites(fields.text("title"), fields.text("date"), fields.text("url"))


def _coverages(fields: Fields) -> tuple[Coverage, ...]:
    if not fields.has("coverage"):
        return ()
    seen = fields.value["coverage"]
    example = '[{"watcher": "ucdp", "sees": ["killed"], "where": {…}, "when": {…}}]'
    if not isinstance(seen, list):
        fields.wrong("coverage", seen, "a list of watches", example)
        return ()
    found = (fields.inner_value(f"coverage.{n}", each, _coverage, example) for n, each in enumerate(seen))
    return tuple(coverage for coverage in found if coverage is not None)


def _coverage(fields: Fields) -> Coverage | None:
    watcher = fields.id("watcher", example="ucdp")
    sees = fields.ids("sees", '["killed"]')
    where = fields.inner("where", read_where, _WHERE_EXAMPLE, required=True)
    when = fields.inner("when", lambda inner: read_when(inner, "throughout"), _WHEN_EXAMPLE, required=True)
    return None if where is None or when is None else Coverage(watcher, sees, where, when)
