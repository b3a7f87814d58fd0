"""Reasons in codes and parameters, for the pairs that are suggested."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.incidents.linking._comparison import ASPECTS, CODES, Comparison
from ceasefire.incidents.linking._prepared import OPEN, Bag, Ints, Prepared
from ceasefire.incidents.linking._suggestion import PROVISIONAL, SUGGESTED, Marks, Reason, Suggestion

_NAMED_WORDS = 4
_SILENT = {"", "other-words"}


@dataclass(frozen=True, slots=True)
class Further:
    """What other reports do to each pair: weight added by a third one, its number or -1, weight taken by rivals."""

    added: Ints
    third: Ints
    taken: Ints


def suggestions(prepared: Prepared, compared: Comparison, score: Ints, further: Further, marks: Marks) -> tuple[Suggestion, ...]:
    """Return the compared pairs as suggestions, by key.

    Source: issue "Incidents": each pair with a score and the reasons in words.
    """
    rows = zip(
        compared.first.tolist(), compared.second.tolist(), score.tolist(), compared.weights.tolist(),
        compared.codes.tolist(), further.added.tolist(), further.third.tolist(), further.taken.tolist(), strict=True,
    )  # fmt: skip
    made = []
    for row, (first, second, points, weights, codes, more, third, less) in enumerate(rows):
        reasons = [
            Reason(code, weight, _params(prepared, compared, row, code))
            for code, weight in zip((CODES[aspect][at] for aspect, at in zip(ASPECTS, codes, strict=True)), weights, strict=True)
            if code not in _SILENT
        ]
        if more:
            reasons.append(Reason("third-report", more, (("key", prepared.accounts[third].key),)))
        if less:
            reasons.append(Reason("rivals", less))
        reasons.sort(key=lambda each: (-abs(each.weight), each.code))
        one, other = prepared.accounts[first], prepared.accounts[second]
        sure = points >= marks.high and one.earliest is not None and other.earliest is not None
        state = PROVISIONAL if sure else SUGGESTED
        made.append(Suggestion(one.key, other.key, points, state, tuple(reasons)))
    return tuple(sorted(made, key=lambda each: (each.first, each.second)))


def _params(prepared: Prepared, compared: Comparison, row: int, code: str) -> tuple[tuple[str, str | int], ...]:
    first, second = int(compared.first[row]), int(compared.second[row])
    one, other = prepared.accounts[first], prepared.accounts[second]
    if code == "days-apart":
        return (("days", int(compared.days[row])),)
    if code == "same-period":
        return (("hours", int(compared.hours[row])),)
    if code in {"near", "far"}:
        known = (("first_m", int(prepared.radius_m[first])), ("second_m", int(prepared.radius_m[second])))
        return (("distance_m", int(compared.distance_m[row])), *known)
    if code == "same-place":
        return (("place", one.area if one.area == other.area else ""),)
    if code in {"same-area", "other-area"}:
        return (("first", one.area), ("second", other.area))
    if code.startswith("counts"):
        return _count_params(prepared, first, second, int(compared.unit[row]))
    if code in {"other-kind", "other-actors"}:
        sides = (one.kinds, other.kinds) if code == "other-kind" else (one.actors, other.actors)
        return (("first", ", ".join(sides[0])), ("second", ", ".join(sides[1])))
    if code == "same-media":
        return (("number", len(set(one.media) & set(other.media))),)
    bags = {"same-kind": ("kinds", prepared.kinds), "same-actors": ("actors", prepared.actors)}
    bags["same-words"] = ("words", prepared.words)
    if code in bags:
        name, bag = bags[code]
        return ((name, _both(bag, first, second)),)
    return ()


def _both(bag: Bag, first: int, second: int) -> str:
    """Return what both name, rarest first, the first few."""
    others = set(bag.ids[second].tolist())
    shared = [each for each in bag.ids[first].tolist() if each >= 0 and each in others]
    return ", ".join(bag.names[each] for each in shared[:_NAMED_WORDS])


def _count_params(prepared: Prepared, first: int, second: int, unit: int) -> tuple[tuple[str, str | int], ...]:
    def printed(row: int) -> str:
        low, high = int(prepared.low[row, unit]), int(prepared.high[row, unit])
        return str(low) if low == high else f"{low}+" if high >= OPEN else f"{low}-{high}"

    return (("unit", prepared.units[unit]), ("first", printed(first)), ("second", printed(second)))
