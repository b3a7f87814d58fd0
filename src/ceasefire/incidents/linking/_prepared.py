"""Accounts as columns: sorted by key, so that their order changes nothing, with every name a number and its rarity."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ceasefire.incidents.linking._account import Account
from ceasefire.incidents.linking._words import sounds_like_round_up, words_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

UNTOLD_RADIUS_M = 5_000  # how well a point is taken to be known where its source does not say
WIDE_M = 30_000  # a place as wide as a district holds several incidents
LONG_S = 3 * 86_400  # a time longer than three days holds several incidents
OPEN = 1 << 30
_UNITS = 6  # the most frequent units are compared
_CELL = 0.1  # degrees; how many accounts lie around a place says how rare it is


@dataclass(frozen=True, slots=True)
class Bag:
    """What each account names of one sort: ids, rarest first, padded with -1.

    Attributes:
        names: Of each id.
        rarity: Of each id: hundredths of the natural logarithm of how few name it.
        ids: (n, width) int32.
        marks: (n, 4) uint64: a bit for each id, by a hash; accounts without a common bit have no id in common.
    """

    names: tuple[str, ...]
    rarity: Ints
    ids: npt.NDArray[np.int32]
    marks: npt.NDArray[np.uint64]

    def some(self) -> Flags:
        """Return which accounts name anything, (n,)."""
        return np.asarray(self.ids[:, 0] >= 0)


@dataclass(frozen=True, slots=True)
class Phrases:
    """How rare a word is within one source: what an outlet always writes says nothing between two of its reports.

    Attributes:
        keys: Source times `width` plus word, sorted. rarity: Of each, as `Bag.rarity`.
        width: Number of words.
    """

    keys: Ints
    rarity: Ints
    width: int

    def of(self, source: Ints, words: Ints) -> Ints:
        """Return the rarity of words, each in a source that uses it."""
        return self.rarity[np.searchsorted(self.keys, source * self.width + words)]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Accounts by key, as columns of n.

    Attributes:
        accounts: In order of their keys.
        source, dataset, area: Numbers of the names; dataset -1 where rows are not distinct, area -1 where none is told.
        areas: Names of the areas.
        timed, pointed: Which tell a time, a point.
        earliest, latest: Seconds UTC.
        lon, lat: Degrees. radius_m: Metres.
        around: How rare the place is, as `Bag.rarity`.
        round_up: Which tell of several incidents: long, wide, or by their words.
        kinds, actors, words, media: What they name; of words only those that two accounts use at least.
        told: How many words there are. phrases: How rare they are within each source.
        units: The compared units. low, high: (n, units), -1 where not told, `OPEN` where open.
    """

    accounts: tuple[Account, ...]
    source: Ints
    dataset: Ints
    area: Ints
    areas: tuple[str, ...]
    timed: Flags
    pointed: Flags
    earliest: Ints
    latest: Ints
    lon: Floats
    lat: Floats
    radius_m: Ints
    around: Ints
    area_rarity: Ints
    round_up: Flags
    kinds: Bag
    actors: Bag
    words: Bag
    told: Ints
    phrases: Phrases
    media: Bag
    units: tuple[str, ...]
    low: Ints
    high: Ints


def prepare(accounts: Sequence[Account], distinct_sets: frozenset[str]) -> Prepared:
    """Return the accounts as columns.

    Raises:
        ValueError: Two accounts have one key, or a time ends before it begins.
    """
    ordered = tuple(sorted(accounts, key=lambda each: each.key))
    _refuse_nonsense(ordered)
    areas, area = _numbered([each.area for each in ordered])
    timed = np.array([each.earliest is not None for each in ordered], dtype=np.bool_)
    pointed = np.array([each.lon is not None and each.lat is not None for each in ordered], dtype=np.bool_)
    lon, lat = (np.array([value or 0.0 for value in column], dtype=np.float64) for column in _points(ordered))
    radius = _column(UNTOLD_RADIUS_M if each.radius_m is None else each.radius_m for each in ordered)
    earliest, latest = _column(each.earliest or 0 for each in ordered), _column(each.latest or 0 for each in ordered)
    units, low, high = _counts(ordered)
    texts = [words_of(each.text) for each in ordered]
    words = _bag(texts, width=16, background=200, shared=True)
    source = _numbered([each.source for each in ordered], keep_empty=True)[1]
    datasets = _numbered([each.dataset if each.dataset in distinct_sets else "" for each in ordered])[1]
    return Prepared(
        accounts=ordered,
        source=source,
        dataset=datasets,
        area=area,
        areas=areas,
        timed=timed,
        pointed=pointed,
        earliest=earliest,
        latest=latest,
        lon=lon,
        lat=lat,
        radius_m=radius,
        around=_around(lon, lat, pointed),
        area_rarity=_rarity(np.bincount(area[area >= 0], minlength=len(areas)), len(ordered), 200),
        round_up=np.array([account_is_round_up(each) for each in ordered], dtype=np.bool_),
        kinds=_bag([each.kinds for each in ordered], width=4, background=5),
        actors=_bag([each.actors for each in ordered], width=6, background=5),
        words=words,
        phrases=_phrases(words, source),
        told=_column(len(each) for each in texts),
        media=_bag([each.media for each in ordered], width=6, background=1000),
        units=units,
        low=low,
        high=high,
    )


def account_is_round_up(account: Account) -> bool:
    """Return whether an account is taken to tell of several incidents.

    So it is if its place is as wide as a district, its time longer than three days, or its words sum up a period.

    Source: issue "Incidents": a report may belong to several incidents.

    >>> account_is_round_up(Account("a/1", text="78 people were killed yesterday"))
    True
    """
    wide = account.radius_m is not None and account.radius_m >= WIDE_M
    timed = account.earliest is not None and account.latest is not None
    long = timed and (account.latest or 0) - (account.earliest or 0) > LONG_S
    return wide or long or sounds_like_round_up(account.text)


def _refuse_nonsense(ordered: Sequence[Account]) -> None:
    for one, other in itertools.pairwise(ordered):
        if one.key == other.key:
            message = f"two accounts have the key {one.key}; link the newest version of each record"
            raise ValueError(message)
    for each in ordered:
        if (each.earliest is None) != (each.latest is None) or (each.lon is None) != (each.lat is None):
            message = f"{each.key}: a time has both ends and a point both degrees, or neither"
            raise ValueError(message)
        if each.earliest is not None and each.latest is not None and each.latest < each.earliest:
            message = f"{each.key}: its time ends before it begins"
            raise ValueError(message)


def _points(ordered: Sequence[Account]) -> tuple[list[float | None], list[float | None]]:
    return [each.lon for each in ordered], [each.lat for each in ordered]


def _column(values: object) -> Ints:
    return np.fromiter(values, dtype=np.int64)  # type: ignore[call-overload,no-any-return]


def _numbered(names: Sequence[str], *, keep_empty: bool = False) -> tuple[tuple[str, ...], Ints]:
    """Return the names in order, and the number of each; -1 for an empty one unless it is kept."""
    known = tuple(sorted(set(names) - (set() if keep_empty else {""})))
    number = {name: index for index, name in enumerate(known)}
    return known, _column(number.get(name, -1) for name in names)


def _rarity(seen: Ints, total: int, background: int) -> Ints:
    """Return hundredths of ln(how few name it); the background keeps a handful of accounts from calling all common."""
    return np.round(100 * np.log((total + background) / (seen + 1.0))).astype(np.int64)


def _bag(told: Sequence[tuple[str, ...]], *, width: int, background: int, shared: bool = False) -> Bag:
    """Return what is named; with `shared` only what two accounts name at least, for nothing else can be compared."""
    names: dict[str, int] = {}
    flat = [names.setdefault(name, len(names)) for each in told for name in each]
    # numbers by order of the names, so that nothing hangs on who named one first
    ordered = sorted(names)
    renumber = np.zeros(max(1, len(names)), dtype=np.int64)
    renumber[[names[name] for name in ordered]] = np.arange(len(ordered))
    ids = renumber[np.array(flat, dtype=np.int64)]
    owners = np.repeat(np.arange(len(told)), [len(each) for each in told])
    seen = np.bincount(ids, minlength=len(names))
    rarity = _rarity(seen, len(told), background)
    if shared:
        owners, ids = owners[seen[ids] > 1], ids[seen[ids] > 1]
    order = np.lexsort((ids, -rarity[ids], owners))
    owners, ids = owners[order], ids[order]
    rank = np.arange(len(ids)) - np.searchsorted(owners, owners, side="left")
    kept = rank < width
    matrix = np.full((len(told), width), -1, dtype=np.int32)
    matrix[owners[kept], rank[kept]] = ids[kept]
    return Bag(tuple(ordered), rarity, matrix, _marks(matrix))


def _phrases(bag: Bag, source: Ints) -> Phrases:
    owner, column = np.nonzero(bag.ids >= 0)
    width = max(1, len(bag.names))
    keys, seen = np.unique(source[owner] * width + bag.ids[owner, column], return_counts=True)
    totals = np.bincount(source)[keys // width]
    return Phrases(keys, np.round(100 * np.log((totals + 200) / (seen + 1.0))).astype(np.int64), width)


def _marks(ids: npt.NDArray[np.int32]) -> npt.NDArray[np.uint64]:
    """Return 256 bits an account, of which each id sets one."""
    bit = (ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(56)
    bits = np.where(ids >= 0, np.uint64(1) << (bit & np.uint64(63)), np.uint64(0))
    quarter = bit >> np.uint64(6)
    columns = [np.bitwise_or.reduce(np.where(quarter == each, bits, np.uint64(0)), axis=1) for each in range(4)]
    return np.stack(columns, axis=1)


def _around(lon: Floats, lat: Floats, pointed: Flags) -> Ints:
    """Return how rare a place is: by the accounts in its cell of about ten kilometres."""
    cells = np.floor(lon / _CELL).astype(np.int64) * 10_000 + np.floor(lat / _CELL).astype(np.int64)
    cells[~pointed] = -(1 << 40)
    _, number, seen = np.unique(cells, return_inverse=True, return_counts=True)
    return _rarity(seen, len(lon), 200)[number]


def _counts(ordered: Sequence[Account]) -> tuple[tuple[str, ...], Ints, Ints]:
    frequency: dict[str, int] = {}
    for each in ordered:
        for unit, _, _ in each.counts:
            frequency[unit] = frequency.get(unit, 0) + 1
    units = tuple(sorted(frequency, key=lambda unit: (-frequency[unit], unit))[:_UNITS])
    place = {unit: index for index, unit in enumerate(units)}
    rows, columns, lows, highs = [], [], [], []
    for row, each in enumerate(ordered):
        for unit, low, high in each.counts:
            if unit in place:
                rows.append(row)
                columns.append(place[unit])
                lows.append(min(low, OPEN))
                highs.append(OPEN if high is None else min(high, OPEN))
    low_table = np.full((len(ordered), len(units)), -1, dtype=np.int64)
    high_table = np.full((len(ordered), len(units)), -1, dtype=np.int64)
    low_table[rows, columns] = lows
    high_table[rows, columns] = highs
    return units, low_table, high_table
