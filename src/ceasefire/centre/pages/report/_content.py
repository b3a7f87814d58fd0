"""From what was typed to the JSON of a record, bounds as they were typed; and what is wrong, by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ceasefire.centre.pages.report._choices import HARM, OPERATORS, WEAPONS
from ceasefire.centre.pages.report._typed import BOUNDS, MOST_WORDS, Typed, whole
from ceasefire.centre.pages.report._when import when_from_typed
from ceasefire.publish.words import Voice, mark


def content_from_typed(typed: Typed, source_of: str = "") -> dict[str, Any]:
    """Return the JSON of the record, without its id; what is wrong is noted in `typed.faults`.

    Args:
        typed: What was typed.
        source_of: The actor for which the viewer's source speaks: who gives an answer.
    """
    content: dict[str, Any] = {"kind": typed.kind}
    for read in _READ[typed.kind]:
        content |= read(typed)
    if typed.kind == "answer" and source_of:
        content["who"] = {"by": source_of}
    return content | _text(typed)


def _where(typed: Typed) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if area := typed.one("area"):
        found |= {"scheme": "agreement", "code": area}
    degrees = {name: _degrees(typed, name, most) for name, most in (("lat", 90), ("lon", 180))}
    if typed.one("lat") or typed.one("lon"):
        for name, value in degrees.items():
            if not typed.one(name):
                typed.wrong(name, mark("A position needs both latitude and longitude."))
            found[name] = value
        found["radius_m"] = whole(typed, "radius_m")
        if not typed.one("radius_m"):
            typed.wrong("radius_m", mark("Say how far off the position may be, in metres."))
    elif typed.one("radius_m"):
        typed.wrong("radius_m", mark("A radius means something beside a position only."))
    if typed.kind == "watch" and not found:
        typed.wrong("area", mark("Say where it was watched."))
    return {"where": found} if found else {}


def _degrees(typed: Typed, name: str, most: int) -> str | None:
    text = typed.one(name).replace(",", ".").replace("٫", ".")
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        value = Decimal("NaN")
    if value is None:
        return None
    if not value.is_finite() or abs(value) > most:
        typed.wrong(name, mark("These are no degrees. Write for instance 36.15, with a minus in the south or west."))
        return None
    return f"{value.quantize(Decimal('0.00000001')).normalize():f}"


def _who(typed: Typed) -> dict[str, Any]:
    found = {name: set_ for name in ("by", "against", "between") if (set_ := _set(typed, name)) is not None}
    return {"who": found} if found else {}


def _set(typed: Typed, name: str) -> Any:
    members, how = typed.many(name), typed.one(f"{name}_how") or "any_of"
    if how not in OPERATORS:
        typed.wrong(f"{name}_how", mark("Choose one of what is offered."))
        return None
    if how == "unknown":
        if members:
            typed.wrong(name, mark("Either nobody knows who, or it is among those ticked: not both."))
        return "unknown"
    if not members:
        return None
    return members[0] if len(members) == 1 else {how: members}


def _what(typed: Typed) -> dict[str, Any]:
    kinds = typed.many("what")
    return {"what": kinds[0] if len(kinds) == 1 else {"any_of": kinds}} if kinds else {}


def _counts(typed: Typed) -> dict[str, Any]:
    found = {}
    for unit in (*HARM, "more"):
        bounds = {each: number for each in BOUNDS if (number := whole(typed, f"{unit}_{each}")) is not None}
        name = typed.one("more_unit") if unit == "more" else unit
        if bounds and not name:
            typed.wrong("more_unit", mark("Say what was counted."))
        if bounds.get("low", 0) > bounds.get("high", 10**9):
            typed.wrong(f"{unit}_low", mark("At least is more than at most."))
        if bounds and name:
            found[name] = bounds
    return {"counts": found} if found else {}


def _known(typed: Typed) -> dict[str, Any]:
    found = {name: value for name in ("basis", "incident") if (value := typed.one(name))}
    origin, pseudonym = typed.one("origin"), typed.one("origin_pseudonym")
    if origin and pseudonym:
        typed.wrong("origin_pseudonym", mark("Either a source by name, or one by pseudonym: not both."))
    if origin or pseudonym:
        found["origin"] = origin or pseudonym
    return found


def _complaint(typed: Typed) -> dict[str, Any]:
    if not typed.one("number"):
        typed.wrong("number", mark("Give the complaint the number under which your side keeps it."))
    addressee = _set(typed, "addressee")
    if addressee is None:
        typed.wrong("addressee", mark("Say to whom the complaint is put."))
    found = {"number": typed.one("number"), "addressee": addressee, "admitted": "unknown"}
    return found | {name: value for name in ("term", "incident") if (value := typed.one(name))}


def _answer(typed: Typed) -> dict[str, Any]:
    if not typed.one("complaint"):
        typed.wrong("complaint", mark("Choose what is answered."))
    return {"complaint": typed.one("complaint")}


def _watch(typed: Typed) -> dict[str, Any]:
    sees = typed.many("sees")
    if not sees:
        typed.wrong("sees", mark("Say what would have been seen had it happened."))
    return {"sees": sees, "done": typed.one("done") == "yes"}


def _text(typed: Typed) -> dict[str, Any]:
    """Return the words, with what has no field of its own in a record before them: the place, the weapon."""
    code = typed.one("words_language") or "en"
    if code not in ("en", "ar", "ru"):
        typed.wrong("words_language", mark("Choose one of what is offered."))
        return {}
    say, words = Voice(code).say, typed.one("words")
    if len(words) > MOST_WORDS:
        typed.wrong("words", mark("These words are too long. Attach them as a text file."))
    lines = []
    if place := typed.one("place"):
        lines.append(say("Place: {place}", place=place))
    if (weapon := typed.one("weapon")) in WEAPONS:
        lines.append(say("Weapon: {weapon}", weapon=say(WEAPONS[weapon])))
    text = "\n".join([*lines, words]).strip()
    return {"text": {code: text}} if text else {}


_READ: Mapping[str, tuple[Callable[[Typed], dict[str, Any]], ...]] = {
    "report": (when_from_typed, _where, _who, _what, _counts, _known),
    "complaint": (when_from_typed, _where, _what, _complaint),
    "answer": (when_from_typed, _answer),
    "watch": (when_from_typed, _where, _watch),
}
