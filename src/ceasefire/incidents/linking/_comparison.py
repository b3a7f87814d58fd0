"""Two accounts compared, aspect by aspect: how far apart, and how much that speaks for or against one incident.

Weights are hundredths of the natural logarithm of odds, whole numbers, written by hand: each is near what a fit to the
generated data (benchmarks/link.py, the seed for tuning) gave. What many accounts share weighs little, what few share
much. Precision counts: as long as two places or times allow each other they never speak against.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ceasefire.incidents.linking._prepared import OPEN, WIDE_M, Bag, Flags, Floats, Ints, Prepared
from ceasefire.places import within_code

ASPECTS = ("time", "place", "kind", "actors", "counts", "words", "media", "source", "several")
CODES = {
    "time": ("same-day", "same-period", "days-apart", "no-time"),
    "place": ("same-place", "near", "far", "same-area", "other-area", "no-place"),
    "kind": ("", "same-kind", "other-kind"),
    "actors": ("", "same-actors", "other-actors"),
    "counts": ("", "counts-agree", "counts-near", "counts-differ"),
    "words": ("", "same-words", "other-words"),
    "media": ("", "same-media"),
    "source": ("", "same-source"),
    "several": ("", "round-up"),
}
PRIOR = -460
OWN = -110  # a source seldom tells one thing twice
_DAY_S, _HOUR_S = 86_400, 3_600
_VAGUE_M = 20_000
_BRIEF_S = 30 * _HOUR_S
_DEGREE_M = 111_195.0  # the mean radius of the earth, 6,371,009 m, times pi / 180


@dataclass(frozen=True, slots=True)
class Scale:
    """How names weigh: a percentage of the rarity of those shared, at most so much; none shared speaks against."""

    percent: int
    most: int
    against: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of accounts, compared: n pairs.

    Attributes:
        first, second: Numbers of the accounts.
        weights: (n, aspects) int64. codes: (n, aspects) int64, index into `CODES`.
        days: Days between the times. hours: Length of the longer one. distance_m: Between points.
        unit: Number of the unit that `counts` speaks of.
    """

    first: Ints
    second: Ints
    weights: Ints
    codes: Ints
    days: Ints
    hours: Ints
    distance_m: Ints
    unit: Ints

    def total(self) -> Ints:
        """Return the weight of each pair."""
        return np.asarray(self.weights.sum(axis=1) + PRIOR, dtype=np.int64)


def compare(prepared: Prepared, first: Ints, second: Ints) -> Comparison:
    """Return the pairs compared.

    Source: DESIGN, "Sameness"; Fellegi and Sunter 1969 for adding up weights.
    Complexity: O(pairs).
    """
    days, hours, time, time_code = _time(prepared, first, second)
    distance_m, place, place_code = _place(prepared, first, second)
    kind, kind_code = _named(prepared.kinds, (first, second), Scale(55, 180, -120))
    actors, actors_code = _named(prepared.actors, (first, second), Scale(90, 280, -100))
    unit, counts, counts_code = _counts(prepared, first, second)
    words, words_code = _words(prepared, first, second)
    shared = _shared(prepared.media, first, second)[0]
    media = np.minimum(700, shared)
    own = (prepared.source[first] == prepared.source[second]).astype(np.int64)
    several = (prepared.round_up[first] | prepared.round_up[second]).astype(np.int64)
    weights = (time, place, kind, actors, counts, words, media, OWN * own, 0 * several)
    codes = (time_code, place_code, kind_code, actors_code, counts_code, words_code, (shared > 0) * 1, own, several)
    return Comparison(first, second, np.stack(weights, axis=1), np.stack(codes, axis=1), days, hours, distance_m, unit)


def scores(total: Ints) -> Ints:
    """Return thousandths from weights: 1000 / (1 + exp(-weight / 100)), rounded.

    Weights are whole, so the few thousand values there are never fall near a half, and machines agree.
    """
    return np.round(1000 / (1 + np.exp(-np.clip(total, -2000, 2000) / 100))).astype(np.int64)


def weight_of(score: int) -> int:
    """Return a weight that has the score, rounded down; -2000 for none.

    >>> weight_of(500), weight_of(0)
    (0, -2000)
    """
    return math.floor(100 * math.log(score / (1000 - score))) if 0 < score < 1000 else -2000 if score <= 0 else 2000


def _time(prepared: Prepared, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    begins, ends = prepared.earliest, prepared.latest
    gap = np.maximum(begins[first] - ends[second], begins[second] - ends[first])
    longest = np.maximum(ends[first] - begins[first], ends[second] - begins[second])
    timed = prepared.timed[first] & prepared.timed[second]
    meet = gap < 0
    days = np.maximum(1, -(-np.maximum(gap, 0) // _DAY_S))
    blur = np.round(100 * np.log(np.maximum(longest, _BRIEF_S) / _BRIEF_S)).astype(np.int64)
    weight = np.where(meet, np.maximum(0, 160 - blur), np.maximum(-600, 80 - 120 * days))
    code = np.where(timed, np.where(meet, np.where(longest <= _BRIEF_S, 0, 1), 2), 3)
    return days, longest // _HOUR_S, np.where(timed, weight, 0), code


def _place(prepared: Prepared, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    distance = distances_m(prepared, first, second)
    reach = np.maximum(2_000, prepared.radius_m[first] + prepared.radius_m[second])
    rarity = np.minimum(prepared.around[first], prepared.around[second])
    blur = np.round(100 * np.log(np.maximum(reach, 4_000) / 4_000)).astype(np.int64)
    within = np.clip((rarity - blur) * 45 // 100, 0, 350)
    beyond = 100 * np.maximum(0, distance - reach) // (reach + 6_000)
    pointed = prepared.pointed[first] & prepared.pointed[second]
    equal = (prepared.area[first] == prepared.area[second]) & (prepared.area[first] >= 0)
    by_point = np.maximum(-600, within - beyond)
    by_area = (
        np.clip(prepared.area_rarity[np.maximum(0, prepared.area[first])] * 45 // 100, 0, 350)
        if len(prepared.areas)
        else np.zeros(len(first), dtype=np.int64)
    )
    coded = (prepared.area[first] >= 0) & (prepared.area[second] >= 0)
    nested = equal.copy()
    nested[coded & ~equal & ~pointed] = _nested(prepared, first, second, coded & ~equal & ~pointed)
    weight = np.where(pointed, np.where(equal, np.maximum(by_point, by_area), by_point), 0)
    weight = np.where(~pointed & coded, np.where(equal, by_area, np.where(nested, 20, -200)), weight)
    near = (distance <= 1_000) & (reach <= 10_000)
    code = np.where(near | equal, 0, np.where(weight >= 0, 1, 2))
    code = np.where(pointed, code, np.where(coded, np.where(equal, 0, np.where(nested, 3, 4)), 5))
    return distance, weight, code


def distances_m(prepared: Prepared, first: Ints, second: Ints) -> Ints:
    """Return metres between the points, to ten metres, on a plane through both latitudes; below 0.5 % off at 100 km."""
    lon, lat = prepared.lon, prepared.lat
    middle = np.cos(np.radians((lat[first] + lat[second]) / 2))
    across = (lon[first] - lon[second] + 180.0) % 360.0 - 180.0
    along: Floats = np.hypot(across * middle, lat[first] - lat[second]) * _DEGREE_M
    return np.round(along / 10).astype(np.int64) * 10


def _nested(prepared: Prepared, first: Ints, second: Ints, asked: Flags) -> Flags:
    """Return of the asked pairs whether one area lies in the other, once for every two areas."""
    pairs = np.stack((prepared.area[first[asked]], prepared.area[second[asked]]), axis=1)
    found, number = np.unique(pairs, axis=0, return_inverse=True)
    answers = []
    for one, other in found.tolist():
        scheme, _, code = prepared.areas[one].partition(":")
        scheme_other, _, code_other = prepared.areas[other].partition(":")
        same = scheme == scheme_other
        answers.append(same and (within_code(code, code_other, scheme) or within_code(code_other, code, scheme)))
    return np.array(answers, dtype=np.bool_)[number.reshape(-1)]


def _shared(bag: Bag, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Return the rarity of what both name, added up, and how many that are."""
    both = np.sort(np.concatenate((bag.ids[first], bag.ids[second]), axis=1), axis=1)
    twice = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] >= 0)
    rarity = np.append(bag.rarity, 0)
    return np.where(twice, rarity[both[:, 1:]], 0).sum(axis=1), twice.sum(axis=1)


def _named(bag: Bag, pair: tuple[Ints, Ints], scale: Scale) -> tuple[Ints, Ints]:
    first, second = pair
    shared, number = _shared(bag, first, second)
    told = bag.some()[first] & bag.some()[second]
    weight = np.where(number > 0, np.minimum(scale.most, shared * scale.percent // 100), scale.against)
    return np.where(told, weight, 0), np.where(told, np.where(number > 0, 1, 2), 0)


def _words(prepared: Prepared, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Weigh the words both use, each by its rarity beyond the usual, against the words of the shorter text.

    Texts name places: where the points say little of where, words count from a lower rarity on.
    """
    bag = prepared.words
    shorter = np.minimum(prepared.told[first], prepared.told[second])
    shared = np.zeros(len(first), dtype=np.int64)
    some = np.flatnonzero((bag.marks[first] & bag.marks[second]).any(axis=1))  # the others share nothing
    left, right = first[some], second[some]
    pointed = prepared.pointed[left] & prepared.pointed[right]
    vague = ~pointed | (prepared.radius_m[left] + prepared.radius_m[right] > _VAGUE_M)
    wide = pointed & (np.maximum(prepared.radius_m[left], prepared.radius_m[right]) >= WIDE_M)
    usual = np.where(wide, 100, np.where(vague, 150, 250))[:, np.newaxis]
    rarity = np.append(bag.rarity, 0)
    both = np.sort(np.concatenate((bag.ids[left], bag.ids[right]), axis=1), axis=1)
    twice = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] >= 0)
    rare = np.where(twice, rarity[both[:, 1:]], 0)
    row, column = np.nonzero(twice & (prepared.source[left] == prepared.source[right])[:, np.newaxis])
    own = prepared.phrases.of(prepared.source[left][row], both[:, 1:][row, column].astype(np.int64))
    rare[row, column] = np.minimum(rare[row, column], own)
    shared[some] = np.maximum(0, rare - usual).sum(axis=1)
    weight = np.minimum(600, shared * 65 // 100) - 20 * np.minimum(shorter, 10)
    told = shorter > 0
    return np.where(told, weight, 0), np.where(told, np.where(weight > 0, 1, 2), 0)


def _counts(prepared: Prepared, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    """Weigh every unit both count; the heaviest one is named."""
    none = np.zeros(len(first), dtype=np.int64)
    if not prepared.units:
        return none, none, none
    low_first, low_second = prepared.low[first], prepared.low[second]
    high_first, high_second = prepared.high[first], prepared.high[second]
    told = (low_first >= 0) & (low_second >= 0)
    above, below = np.maximum(low_first, low_second), np.minimum(high_first, high_second)
    meet = above <= below
    exact = (low_first == high_first) & (low_second == high_second)
    size = np.log(np.maximum(1, np.minimum(above, OPEN)))
    agree = np.minimum(np.where(exact, 40 + 110 * size, 15), 350)
    apart = np.log((np.maximum(0, above) + 1.0) / (np.maximum(0, below) + 1.0))
    differ = np.maximum(np.where(exact, 100 - 350 * apart, -20 - 60 * apart), -250)
    # a sum over several incidents is no less than what one of them counts, and says no more
    part_of_sum = (prepared.round_up[first][:, np.newaxis] & (high_first >= low_second)) | (
        prepared.round_up[second][:, np.newaxis] & (high_second >= low_first)
    )
    each = np.where(told & ~part_of_sum, np.where(meet, agree, differ), 0).round().astype(np.int64)
    unit = np.argmax(np.abs(each), axis=1)
    weight = np.clip(each.sum(axis=1), -300, 400)
    agrees = np.take_along_axis(meet, unit[:, np.newaxis], axis=1)[:, 0]
    code = np.where(agrees, 1, np.where(weight >= 0, 2, 3))
    return unit, weight, np.where((told & ~part_of_sum).any(axis=1), code, 0)
