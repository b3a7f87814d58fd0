"""A mapping to start from, guessed from a table's header and its first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from ceasefire.sources._names import kebab
from ceasefire.sources.tables._values import Fault, date_from_cell

DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
)

_HARMS = {
    "killed": r"killed|deaths?\b|dead\b|fatalit",
    "injured": r"injured|wounded",
    "kidnapped": r"kidnapped|abducted",
    "arrested": r"arrested|detained",
    "trucks": r"\btrucks?\b",
}
_PARTS = {
    "first": r"^#date \+?start|start.?date|date.?start|\bfrom\b",
    "last": r"^#date \+?end|end.?date|date.?end|\buntil\b",
    "day": r"^#date\b(?!.*(reported|end))|\bdate\b|\bday\b",
    "lat": r"\blat(itude)?\b",
    "lon": r"\b(lon|lng|long)(gitude)?\b",
    "code": r"\bp.?code\b|^#adm[1-4] .*\bcode\b",
    "by": r"perpetrator|\bperp\b|accused|\bactor.?1\b|\bside.?a\b",
    "against": r"victim|target|\bactor.?2\b|\bside.?b\b",
    "what": r"^#event|event.?type|\btype\b|weapon",
    "text": r"description|\bnotes?\b|summary",
    "url": r"\burl\b|\blink\b",
}


def suggest_mapping(header: Sequence[str], sample: Sequence[Sequence[str]]) -> str:
    """Return the text of a mapping to start from; what could not be guessed stands in it as comments.

    Args:
        header: The names of the columns, or their HXL tags.
        sample: Some rows.
    """
    columns = suggest_columns(header, sample)
    used = _names_in(columns)
    unused = [name for name in header if name and name not in used]
    body = yaml.safe_dump({"columns": columns}, sort_keys=False, allow_unicode=True, width=100)
    comments = [
        "# A guess: check every line, above all the day, its zone, and who is meant by whom.",
        "# What each key means: docs/readers.md. Columns not used:",
        *(f"#   {' '.join(name.split())}" for name in unused),
    ]
    head = "dataset:\n  id: name-of-this-data-set\n  source: who-says-so\n  rows_distinct: false\nzone: UTC\n"
    return "\n".join(comments) + "\n" + head + body


def suggest_columns(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the guessed `columns:` of a mapping, as plain values."""
    found = {part: name for part, pattern in _PARTS.items() if (name := _first(header, pattern))}
    columns: dict[str, Any] = {"id": _id(header, sample)}
    when: dict[str, Any] = {key: found[key] for key in ("first", "last") if key in found}
    if len(when) < 2:
        when = {"day": found["day"]} if "day" in found else {}
    if when:
        formats = _formats(header, sample, when)
        columns["when"] = when | ({"format": formats} if formats != DATE_FORMATS[0] else {})
    where: dict[str, Any] = {}
    if "lat" in found and "lon" in found:
        where |= {"lat": found["lat"], "lon": found["lon"], "radius_m": 25_000}
    if "code" in found:
        where |= {"scheme": {"value": "ocha-pcode"}, "code": found["code"]}
    who = {key: found[key] for key in ("by", "against") if key in found}
    counts = _counts(header)
    columns |= {key: part for key, part in (("where", where), ("who", who), ("counts", counts)) if part}
    columns |= {key: found[key] for key in ("what", "text") if key in found}
    return columns | ({"cites": {"url": found["url"]}} if "url" in found else {})


def _first(header: Sequence[str], pattern: str) -> str:
    matcher = re.compile(pattern)
    return next((name for name in header if name and matcher.search(_plain(name))), "")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", name.casefold()).split())


def _id(header: Sequence[str], sample: Sequence[Sequence[str]]) -> Any:
    for index, name in enumerate(header):
        values = [row[index] for row in sample if index < len(row)]
        named = re.search(r"(^|\b)(id|uuid|event id cnty)(\b|$)", _plain(name))
        if named and "" not in values and len(set(values)) == len(values):
            return name
    return {"hash": [name for name in dict.fromkeys(header) if name]}


def _formats(header: Sequence[str], sample: Sequence[Sequence[str]], when: dict[str, Any]) -> str:
    places = [list(header).index(name) for name in when.values()]
    values = {row[index].strip() for row in sample for index in places if index < len(row)} - {""}
    for each in DATE_FORMATS:
        if all(_is_date(value, each) for value in values):
            return each
    return DATE_FORMATS[0]


def _is_date(text: str, pattern: str) -> bool:
    try:
        date_from_cell("", text, [pattern])
    except Fault:
        return False
    return True


def _counts(header: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in header:
        for harm, pattern in _HARMS.items():
            if name and re.search(pattern, _plain(name)):
                others = kebab(re.sub(pattern, " ", re.sub(r"#[a-z]+|\bnumber of\b|\bnum\b|\+", " ", name.casefold())))
                found.setdefault(f"{harm}-{others}" if others.isascii() and others and name[0] == "#" else harm, name)
                break
    return found


def _names_in(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {name for part in parts for name in _names_in(part)}
