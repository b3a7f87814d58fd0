"""Reasons in codes and parameters, for the pairs that are suggested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ceasefire.incidents.linking._account import Account
from ceasefire.incidents.linking._comparison import ASPECTS, CODES, Comparison
from ceasefire.incidents.linking._prepared import OPEN, Bag, Ints, Prepared
from ceasefire.incidents.linking._suggestion import PROVISIONAL, SUGGESTED, Marks, Reason, Suggestion

_NAMED = 4
Params = tuple[tuple[str, str | int], ...]
_SILENT = {"", "other-words"}


@dataclass(frozen=True, slots=True)
class Further:
    """What other reports do to each pair: weight added by a third one, its number or -1, weight taken by rivals."""

    added: Ints
    third: Ints
    taken: Ints


def suggestions(
    prepared: Prepared, compared: Comparison, score: Ints, further: Further, marks: Marks
) -> tuple[Suggestion, ...]:
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
            for code, weight in zip(
                (CODES[aspect][at] for aspect, at in zip(ASPECTS, codes, strict=True)), weights, strict=True
            )
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


def _params(prepared: Prepared, compared: Comparison, row: int, code: str) -> Params:
    maker = _PARAMS.get(code)
    return () if maker is None else maker(_Pair(prepared, compared, row))


@dataclass(frozen=True, slots=True)
class _Pair:
    """One row of a comparison, with its accounts."""

    prepared: Prepared
    compared: Comparison
    row: int

    @property
    def first(self) -> int:
        return int(self.compared.first[self.row])

    @property
    def second(self) -> int:
        return int(self.compared.second[self.row])

    @property
    def one(self) -> Account:
        return self.prepared.accounts[self.first]

    @property
    def other(self) -> Account:
        return self.prepared.accounts[self.second]


def _distance(pair: _Pair) -> Params:
    radius = pair.prepared.radius_m
    known = (("first_m", int(radius[pair.first])), ("second_m", int(radius[pair.second])))
    return (("distance_m", int(pair.compared.distance_m[pair.row])), *known)


def _counted(pair: _Pair) -> Params:
    unit = int(pair.compared.unit[pair.row])
    found: list[tuple[str, str | int]] = [("unit", pair.prepared.units[unit])]
    for name, row in (("first", pair.first), ("second", pair.second)):
        high = int(pair.prepared.high[row, unit])
        found += [(f"{name}_low", int(pair.prepared.low[row, unit])), (f"{name}_high", -1 if high >= OPEN else high)]
    return tuple(found)


def _sides(first: tuple[str, ...], second: tuple[str, ...]) -> Params:
    return (("first", ", ".join(first)), ("second", ", ".join(second)))


def _both(bag: Bag, pair: _Pair) -> str:
    """Return what both name, rarest first, the first few."""
    others = set(bag.ids[pair.second].tolist())
    shared = [each for each in bag.ids[pair.first].tolist() if each >= 0 and each in others]
    return ", ".join(bag.names[each] for each in shared[:_NAMED])


_PARAMS: Mapping[str, Callable[[_Pair], Params]] = {
    "days-apart": lambda pair: (("days", int(pair.compared.days[pair.row])),),
    "same-period": lambda pair: (("hours", int(pair.compared.hours[pair.row])),),
    "near": _distance,
    "far": _distance,
    "same-area": lambda pair: _sides((pair.one.area,), (pair.other.area,)),
    "other-area": lambda pair: _sides((pair.one.area,), (pair.other.area,)),
    "same-kind": lambda pair: (("kinds", _both(pair.prepared.kinds, pair)),),
    "other-kind": lambda pair: _sides(pair.one.kinds, pair.other.kinds),
    "same-actors": lambda pair: (("actors", _both(pair.prepared.actors, pair)),),
    "other-actors": lambda pair: _sides(pair.one.actors, pair.other.actors),
    "counts-agree": _counted,
    "counts-near": _counted,
    "counts-differ": _counted,
    "same-words": lambda pair: (("words", _both(pair.prepared.words, pair)),),
    "same-media": lambda pair: (("number", len(set(pair.one.media) & set(pair.other.media))),),
}
