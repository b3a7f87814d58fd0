"""A made world of any size: record versions as the canonical table, and a hold over a thousand areas."""

from __future__ import annotations

import functools
from dataclasses import fields
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.agreement import (
    ActRules,
    Agreement,
    Area,
    Citation,
    Code,
    Collective,
    CoverageRule,
    Filter,
    Hold,
    Instrument,
    Limit,
    Measure,
    Names,
    Party,
    Reading,
    SetFilter,
    StandingRule,
    Term,
    Vagueness,
    regions_of,
)
from ceasefire.assess._cases import Moment, case_for
from ceasefire.assess.engines import Engine, Inputs, Table
from ceasefire.assess.engines._table import OPEN_HIGH, STANDING_CODES
from ceasefire.assess.forms import Case
from ceasefire.incidents import known_at
from ceasefire.records import Choice, Where
from ceasefire.times import calendar_for, instant_from_text, zone_from_text

AREAS, DAYS, TARGET, AT_MOST = 1_000, 3_650, 7, 3
SEED, SCHEME, ZONE, BEGINS_S = 20_160_912, "ocha-pcode", "Asia/Damascus", 19 * 3600
BEGINS = instant_from_text("2016-09-12T19:00:00+03:00")
SUB_DISTRICTS, GOVERNORATES = 899, 100
PLACE_M = 30_000
GONE = (1 << 60) + 1  # the known_until of a version that nothing has replaced
KINDS = ("report", "tally", "statement")
SOURCES = tuple(f"source-{number}" for number in range(40))
ACTORS = ("government", "opposition", "russia", "coalition", "islamic-state", "nusra")
COLLECTIVES = {"insurgents": ("opposition", "nusra"), "pro-government": ("government", "russia")}
WHATS = ("shelling", "air-strike", "ground-fire", "ambush", "abduction", "sniper-fire")
COLUMNS = (
    "position", "known_from", "known_until", "earliest", "latest", "how", "kind", "source", "place", "axes", "standing",
    "low_0", "high_0",
)  # fmt: skip
_DAY_S = 86_400
_CALENDAR = calendar_for(zone_from_text(ZONE), BEGINS_S, BEGINS, BEGINS + (DAYS + TARGET + 3) * _DAY_S)
END = _CALENDAR.bounds[DAYS]
_NOBODY = Citation("nobody", "2016")
Ints = npt.NDArray[np.int64]


def make_rows(count: int) -> pa.Table:
    """Return `count` record versions, the last of them a late record that becomes known after `as_of`.

    One version in seven corrects an earlier one, three in ten have a date range of two to seven days, a few name a
    place that lies in one of several areas, one count in twenty is open above. Always the same for one count.
    """
    draw = np.random.default_rng(SEED)
    corrections = count // 7
    firsts = count - corrections
    codes = {
        "kind": draw.choice(len(KINDS), firsts, p=(0.9, 0.06, 0.04)),
        "source": draw.integers(0, len(SOURCES), firsts),
        "how": draw.choice(2, firsts, p=(0.85, 0.15)),
        "place": draw.choice(len(places()), firsts, p=_place_shares(draw)),
        "axes": draw.choice(len(axes()), firsts, p=_zipf(len(axes()))),
        "standing": draw.choice(len(STANDING_CODES), firsts, p=(0.12, 0.3, 0.33, 0.2, 0.02, 0.01, 0.02)),
    }
    columns = {name: values.astype(np.int32) for name, values in codes.items()}
    whole = draw.random(firsts) < 0.3  # known to the day, or to a range of days; the rest within an hour
    earliest = BEGINS - 5 * _DAY_S + draw.integers(0, (DAYS + 5) * _DAY_S, firsts)
    length = np.where(whole, draw.integers(1, 7, firsts) * _DAY_S, 3600)
    low = np.minimum(draw.geometric(0.45, firsts) - 1, 40)
    high = np.where(draw.random(firsts) < 0.05, OPEN_HIGH, low + draw.integers(0, 4, firsts))
    known = earliest + length + draw.exponential(3 * _DAY_S, firsts).astype(np.int64)
    numbers = {"known_from": known, "earliest": earliest, "latest": earliest + length, "low_0": low, "high_0": high}
    columns |= {name: values.astype(np.int64) for name, values in numbers.items()}
    columns["known_until"] = np.full(firsts, GONE, dtype=np.int64)
    corrected = draw.choice(firsts, corrections, replace=False)
    later = {name: values[corrected] for name, values in columns.items()}
    later["known_from"] = later["known_from"] + draw.integers(_DAY_S, 60 * _DAY_S, corrections)
    later["low_0"] = np.maximum(later["low_0"] + draw.integers(-1, 3, corrections), 0)
    later["high_0"] = np.where(later["high_0"] < 0, OPEN_HIGH, np.maximum(later["high_0"], later["low_0"]))
    columns["known_until"][corrected] = later["known_from"]
    withdrawn = draw.choice(firsts, firsts // 100, replace=False)
    columns["known_until"][withdrawn] = np.minimum(
        columns["known_until"][withdrawn], columns["known_from"][withdrawn] + 9 * _DAY_S
    )
    rows = {name: np.concatenate([columns[name], later[name]]) for name in columns} | {"position": np.arange(count)}
    for name, value in late_record().items():
        rows[name][-1] = value
    return pa.table({name: rows[name] for name in COLUMNS})


def late_record() -> dict[str, int]:
    """Return the one version that becomes known a second after `END`: three killed, five years before, in one area."""
    day = BEGINS + DAYS // 2 * _DAY_S
    times = {"known_from": END + 1, "known_until": GONE, "earliest": day + 60, "latest": day + 3660}
    codes = {"how": 0, "kind": 0, "source": 0, "place": AREAS // 2, "axes": 0, "standing": 3}
    return times | codes | {"low_0": 3, "high_0": 3}


def _zipf(count: int) -> npt.NDArray[np.float64]:
    weights = 1 / np.arange(1, count + 1)
    return np.asarray(weights / weights.sum())


def _place_shares(draw: np.random.Generator) -> npt.NDArray[np.float64]:
    """Areas differ in how much happens; 2 % of the versions name a governorate only, 0.5 % the country only."""
    busy = draw.lognormal(0, 0.7, AREAS + SUB_DISTRICTS)
    parts = [(busy, 0.975), (np.ones(GOVERNORATES), 0.02), (np.ones(1), 0.005)]
    return np.concatenate([weights / weights.sum() * share for weights, share in parts])


def area_code(number: int) -> str:
    """Return the P-code of area `number`, a district: ten in each governorate."""
    return f"XX{number // 10:02}{number % 10:02}"


def places() -> tuple[Where, ...]:
    """Return 2,000 places by code: areas, sub-districts inside them, governorates (one of ten areas), the country."""
    coded = [(area_code(number), 20_000) for number in range(AREAS)]
    coded += [(f"{area_code(number * 7 % AREAS)}01", 5_000) for number in range(SUB_DISTRICTS)]
    coded += [(area_code(number * 10)[:4], 25_000) for number in range(GOVERNORATES)]
    coded += [("XX", 400_000)]
    return tuple(Where(radius_m=radius, scheme=SCHEME, code=code) for code, radius in coded)


def axes() -> tuple[tuple[Choice | None, ...], ...]:
    """Return 400 who-and-what expressions: one, either, both, a collective, nobody known."""
    draw = np.random.default_rng(SEED + 1)
    named = (*ACTORS, *COLLECTIVES)
    who: list[Choice | None] = [Choice("all_of", (each,)) for each in named for _ in range(6)]
    who += [Choice("any_of", (one, other)) for one in named for other in named if one < other]
    who += [Choice("all_of", ("government", "russia")), Choice("unknown"), None]
    what = [Choice("all_of", (each,)) for each in WHATS] * 3 + [
        Choice("any_of", ("shelling", "air-strike")),
        Choice("unknown"),
    ]
    status = Choice("all_of", ("none",))
    found: dict[tuple[Choice | None, ...], None] = {}
    while len(found) < 400:
        by, against = (who[int(draw.integers(len(who)))] for _ in range(2))
        found[by, against, None, what[int(draw.integers(len(what)))], status] = None
    return tuple(found)


def table_of(rows: pa.Table) -> Table:
    """Return the rows with what their codes mean."""
    return Table(rows, KINDS, SOURCES, places(), axes(), ("killed",))


def agreement() -> Agreement:
    """Return an agreement of one term: in every area at most three killed by the parties a day, for seven days."""
    parties = SetFilter(any=frozenset({"government", "opposition", "russia"}))
    killed = Measure("killed", filters=(Filter(by=parties, what=SetFilter(any=frozenset(WHATS[:4]))),))
    reading = Reading(
        id="as-made", names=Names("As made"), authority="illustration", instrument="truce", areas_mode="each",
        form=Hold(Limit(killed, Fraction(AT_MOST)), TARGET),
        areas=tuple(f"area-{number:03}" for number in range(AREAS)),
        standing=StandingRule("corroborated", "screened"), vague=Vagueness(days=10, place_m=PLACE_M),
        coverage=CoverageRule(("mission",), ("shelling",)),
    )  # fmt: skip
    return Agreement(
        id="benchmark", names=Names("Benchmark"), zone=ZONE, day_begins_s=BEGINS_S, source=_NOBODY,
        parties=tuple(Party(each, Names(each)) for each in ACTORS), guarantors=(), excluded=(), actors=(),
        collectives=tuple(Collective(each, Names(each), members) for each, members in COLLECTIVES.items()), sources=(),
        areas=tuple(
            Area(f"area-{number:03}", Names(f"Area {number}"), Code(SCHEME, area_code(number)))
            for number in range(AREAS)
        ),
        instruments=(Instrument("truce", Names("Truce"), ACTORS[:2], BEGINS, None, ActRules()),),
        terms=(Term("calm", Names("Calm"), "at most three a day", _NOBODY, (reading,)),), milestones=(),
        hash="made", fictional=True,
    )  # fmt: skip


class Watched(Case):
    """A case whose coverage is given: how watches are read is not measured here."""

    __slots__ = ()

    def watched_for(self, measure: Measure) -> npt.NDArray[np.bool_]:
        """Return (areas, days): nine days in ten of every area observed."""
        del measure
        every = watched()
        return np.stack([every[int(area.removeprefix("area-"))] for area in self.area_ids])


def case_of(table: Table, engine: Engine, as_of: int = END) -> Case:
    """Return the reading as a case at the end of ten years, known at `as_of`."""
    made = agreement()
    inputs = Inputs(known_at((), (), as_of, "recorded", {}), as_of, frozenset(), table)
    moment = Moment(made, engine, inputs, regions_of(made), (), END)
    case = case_for(moment, made.terms[0].readings[0])
    return Watched(**{each.name: getattr(case, each.name) for each in fields(Case)})


@functools.cache
def watched() -> npt.NDArray[np.bool_]:
    """Return (areas, days): whether silence counts."""
    return np.asarray(np.random.default_rng(SEED + 2).random((AREAS, DAYS)) < 0.9)
