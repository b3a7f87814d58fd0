"""What one record tells, as far as linking compares it."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.records import Record


@dataclass(frozen=True, slots=True)
class Account:
    """What one record (version) tells, as far as linking compares it. Several accounts may tell of one incident.

    Attributes:
        key: Source/id of the record.
        source: Who tells it.
        origin: Whence the knowledge comes.
        dataset: The data set; rows of one that declares them distinct are never paired.
        earliest, latest: Half-open interval, seconds UTC; None where no time is told.
        lon, lat: Degrees, WGS 84; None where no point is told.
        radius_m: How well the point is known; None where that is not told.
        area: Scheme, colon, code; empty where none is told.
        kinds: What it may have been.
        actors: Everybody named as doing, suffering or fighting.
        counts: (unit, low, high), an open high None.
        text: Its words, in any language.
        media: SHA-256 (hex) of its pictures and films.
    """

    key: str
    source: str = ""
    origin: str = ""
    dataset: str = ""
    earliest: int | None = None
    latest: int | None = None
    lon: float | None = None
    lat: float | None = None
    radius_m: int | None = None
    area: str = ""
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int | None], ...] = ()
    text: str = ""
    media: tuple[str, ...] = ()


def account_from_record(record: Record) -> Account:
    """Return what a record tells, as far as linking compares it.

    A record without when has no time, one without point and code no place: see `Account`.

    Source: DESIGN, "Meaning: bounds, not guesses".
    """
    where, who = record.where, record.who
    sides = [each for each in (who.by, who.against, who.between) if each is not None]
    return Account(
        key=record.key,
        source=record.source,
        origin=record.origin,
        dataset=record.dataset,
        earliest=record.when.earliest if record.when else None,
        latest=record.when.latest if record.when else None,
        lon=where.lon if where else None,
        lat=where.lat if where else None,
        radius_m=where.radius_m if where else None,
        area=f"{where.scheme}:{where.code}" if where and where.code else "",
        kinds=tuple(sorted(set(record.what.members))),
        actors=tuple(sorted({member for side in sides for member in side.members})),
        counts=tuple(sorted((each.unit, *record.count(each.unit)) for each in record.counts)),
        text=" ".join(words for _, words in record.text),
        media=tuple(sorted(set(record.media))),
    )
