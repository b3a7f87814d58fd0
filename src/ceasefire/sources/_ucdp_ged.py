"""UCDP Georeferenced Event Dataset: the 41 columns of single countries, the 49 of GED Global.

Columns are found by name, so their order and additions do not matter. What becomes of each: docs/readers.md.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ceasefire.problems import Place, Problem, problem
from ceasefire.records import Choice, Cites, Count, Dataset, Faults, Fields, Record, Where, Who, version_hash
from ceasefire.sources._lines import columns_of, rows
from ceasefire.sources._mapping import Shared, lacking_columns, read_mapping, texts
from ceasefire.sources._names import SYRIA_GOVERNORATES, SYRIA_VINTAGE, kebab, set_of
from ceasefire.sources._result import Collector, Format, ReadResult, Source
from ceasefire.sources.tables import Fault, degrees_from_cell, words_from_cell
from ceasefire.times import When, date_from_text, day_start

NEEDED = (
    *("id", "type_of_violence", "side_a", "side_b", "source_office", "source_date"),
    *("source_headline", "source_original", "where_prec", "adm_1", "latitude", "longitude"),
    *("country_id", "event_clarity", "date_prec", "date_start", "date_end", "deaths_civilians"),
    *("low", "best", "high"),
)
RADIUS_M = {1: 2_000, 2: 25_000, 3: 40_000, 4: 100_000, 5: 150_000, 6: 400_000, 7: 400_000}
VIOLENCE = {"1": "state-based", "2": "non-state", "3": "one-sided"}
ACTORS: Mapping[str, str] = {
    "Government of Syria": "government",
    "Syrian insurgents": "syrian-insurgents",
    "IS": "islamic-state",
    "SDF": "sdf",
    "Jabhat Fateh al-Sham": "jabhat-fatah-al-sham",
    "HTS": "jabhat-fatah-al-sham",
    "Civilians": "civilians",
    "Government of Turkey": "turkey",
}

_SYRIA = "652"
_LAYOUT = "UCDP GED (41 or 49 columns)"
_DAY = dt.timedelta(days=1)
_MAX_DEATHS = 10**9


@dataclass(frozen=True, slots=True)
class Options:
    """What a mapping says to this reader: areas by name, scheme and vintage, how a single day is taken."""

    country_id: str = _SYRIA
    areas: Mapping[str, str] = field(default_factory=lambda: SYRIA_GOVERNORATES)
    country_code: str = "SY"
    scheme: str = "ocha-pcode"
    vintage: str = SYRIA_VINTAGE
    single_day: str = "sometime"


_SYRIA_OPTIONS = Options()


def read(source: Source) -> ReadResult:
    """Return the events of a GED file, plain or gzip."""
    default = Dataset(
        "ucdp-ged", "ucdp", "UCDP Georeferenced Event Dataset", rows_distinct=True, standing="corroborated"
    )
    shared, options = read_mapping(source, default, _options)
    collector = Collector(source, shared.dataset)
    found = rows(source)
    line, header = next(found)
    columns = columns_of(source, header, line)
    lacking_columns(source, [*NEEDED, *shared.only], list(columns), _LAYOUT)
    make = row_reader(columns, shared, options)
    kept = [(columns[name], values) for name, values in shared.only.items()]
    width = len(header)
    for line, row in found:
        if len(row) != width:
            collector.refuse([problem("E-READ-005", collector.place(line), seen=len(row), expected=width)])
        elif any(row[index] not in values for index, values in kept):
            collector.put_aside()
        else:
            _take(collector, make, row, line)
    return collector.result()


def _take(collector: Collector, make: Callable[[list[str], int], Record], row: list[str], line: int) -> None:
    try:
        record = make(row, collector.position)
    except Fault as fault:
        collector.refuse([fault.problem(collector.place(line))])
        return
    if record.counts[0].as_printed:
        collector.note([_reversed_bounds(record, collector.place(line))])
    collector.use(record, line)


def _reversed_bounds(record: Record, place: Place) -> Problem:
    killed = record.counts[0]
    return problem("W-READ-001", place, unit="killed", low=killed.high, high=killed.low)


def _options(fields: Fields, shared: Shared, faults: Faults) -> Options:
    del shared, faults
    areas = texts(fields, "areas", '"Aleppo Governorate": SY02')
    country_id = str(fields.number("country_id", None, 1, 9999, "645" if areas else "") or "")
    return Options(
        country_id=country_id,
        areas={_governorate(name): code for name, code in areas.items()},
        country_code=fields.id("country_code"),
        scheme=fields.id("scheme", "ocha-pcode"),
        vintage=fields.id("vintage"),
        single_day=fields.word("single_day", ("sometime", "spread"), "a way to sit in a day", "sometime"),
    )


def row_reader(columns: Mapping[str, int], shared: Shared, options: Options) -> Callable[[list[str], int], Record]:
    """Return the function from a row and a position to a record; it raises `Fault`."""
    at = [columns[name] for name in NEEDED]
    status_at = columns.get("code_status")
    whens, wheres, whos = _whens(shared), _wheres(options), _whos(shared.actors)
    whats = {code: Choice("all_of", (word,)) for code, word in VIOLENCE.items()}
    dataset, single_day = shared.dataset, options.single_day

    def make(row: list[str], position: int) -> Record:
        (id_, violence, side_a, side_b, office, date, headline, original, where_prec, adm_1, lat, lon) = (
            row[index] for index in at[:12]
        )
        country, clarity, date_prec, start, end, civilians, low, best, high = (row[index] for index in at[12:])
        if not id_.isascii() or not id_.isdigit() or len(id_) > 18:
            raise Fault("id", id_, "the number of an event", "233200")
        if violence not in whats:
            raise Fault("type_of_violence", violence, "a type of violence", "1, 2 or 3")
        unsure = status_at is not None and row[status_at] not in ("Clear", "")
        sometime = start[:10] == end[:10] and date_prec in ("0", "1") and clarity != "2"
        record = functools.partial(
            Record,
            kind="report",
            source=dataset.source,
            id=id_,
            version=1,
            dataset=dataset.id,
            position=position,
            recorded=None,
            claimed_recorded=None,
            speaker=dataset.source,
            carrier="",
            origin=origin_of(original, office),
            standing="screened" if unsure and dataset.standing == "corroborated" else dataset.standing,
            when=whens(start, end, single_day if sometime else "spread"),
            where=wheres(where_prec, lat, lon, adm_1, country),
            who=whos(violence, side_a, side_b),
            what=whats[violence],
            counts=counts_of(low, best, high, civilians),
            absent_means_none=dataset.absent_means_none,
            incidents=(),
            withdrawn=False,
            text=(("en", words_from_cell("source_headline", headline)),) if headline else (),
            cites=Cites(words_from_cell("source_office", office), words_from_cell("source_date", date)),
            details=None,
        )
        return record(hash=version_hash(record(hash="")))

    return make


def counts_of(low: str, best: str, high: str, civilians: str) -> tuple[Count, ...]:
    """Return killed and killed-civilians; bounds that the source reversed are put in order, kept as printed.

    >>> counts_of("8", "15", "7", "0")[0]
    Count(unit='killed', low=7, best=15, high=8, as_printed='low 8, best 15, high 7')
    """
    least, likely, most = (_deaths(column, seen) for column, seen in (("low", low), ("best", best), ("high", high)))
    of_them = _deaths("deaths_civilians", civilians)
    printed = f"low {least}, best {likely}, high {most}" if least > most else ""
    killed = Count("killed", min(least, most), likely, max(least, most), printed)
    return (killed, Count("killed-civilians", 0, of_them, max(of_them, least, likely, most)))


@functools.lru_cache(maxsize=4096)
def origin_of(original: str, office: str) -> str:
    """Return where the knowledge comes from: who first reported, else the offices that print it, each once.

    >>> origin_of("SOHR", "Airwars"), origin_of("", "SOHR;SOHR;Waha Report"), origin_of("", "")
    ('sohr', 'sohr-waha-report', '')
    """
    names = [original] if original.strip() else list(dict.fromkeys(part.strip() for part in office.split(";")))
    return kebab(" ".join(names)[:500])


def _whens(shared: Shared) -> Callable[[str, str, str], When]:
    @functools.cache
    def bounds(column: str, text: str) -> tuple[int, int]:
        try:
            date = date_from_text(text.partition(" ")[0])
        except ValueError:
            raise Fault(column, text, "a calendar date", "2016-09-19") from None
        if not 1900 <= date.year < 2200:
            raise Fault(column, text, "a date of the years 1900 to 2199", "2016-09-19")
        return day_start(date, shared.zone, 0), day_start(date + _DAY, shared.zone, 0)

    @functools.lru_cache(maxsize=100_000)
    def when(start: str, end: str, how: str) -> When:
        earliest, latest = bounds("date_start", start)[0], bounds("date_end", end)[1]
        if latest <= earliest:
            raise Fault("date_end", end, f"a date from {start} on", start)
        return When(earliest, latest, how)

    return when


def _wheres(options: Options) -> Callable[[str, str, str, str, str], Where]:
    @functools.lru_cache(maxsize=100_000)
    def where(precision: str, lat_text: str, lon_text: str, adm_1: str, country: str) -> Where:
        radius_m = RADIUS_M.get(int(precision)) if precision.isascii() and precision.isdigit() else None
        if radius_m is None:
            raise Fault("where_prec", precision, "a precision", "1 to 7")
        lat, lon = degrees_from_cell("latitude", lat_text, 90), degrees_from_cell("longitude", lon_text, 180)
        named = options if country == options.country_id else _SYRIA_OPTIONS if country == _SYRIA else None
        if named is None or precision == "7":
            return Where(lon, lat, radius_m)
        if precision == "6" and named.country_code:
            return Where(None, None, radius_m, named.scheme, named.country_code, named.vintage)
        code = named.areas.get(_governorate(adm_1), "") if precision in "1234" else ""
        if code := code or named.country_code:
            return Where(lon, lat, radius_m, named.scheme, code, named.vintage)
        return Where(lon, lat, radius_m)

    return where


def _whos(actors: Mapping[str, str]) -> Callable[[str, str, str], Who]:
    known = {**ACTORS, **actors}

    @functools.cache
    def members(side: str) -> tuple[str, ...]:
        if side in known:
            return (known[side],)
        names = [name.strip() for name in side.split(", ")]
        return tuple(known.get(name) or f"ucdp-{kebab(name)}" for name in names if kebab(name))

    @functools.lru_cache(maxsize=100_000)
    def who(violence: str, side_a: str, side_b: str) -> Who:
        a, b = members(side_a), members(side_b)
        if violence == "3":
            civilians = b or ("civilians",)
            return Who(by=set_of(a), against=set_of(civilians), between=set_of((*a, *civilians)))
        return Who(by=set_of((*a, *b), "any_of"), between=set_of((*a, *b)))

    return who


def _governorate(name: str) -> str:
    return name.strip().removesuffix(" Governorate").removesuffix(" governorate").strip()


def _deaths(column: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > _MAX_DEATHS:
        raise Fault(column, text, "a whole number of 0 or more", "18")
    return int(text)


UCDP_GED = Format("ucdp-ged", "UCDP Georeferenced Event Dataset, 41 or 49 columns, plain or gzip", "optional", read)
