"""A record in one line, and in full, as uncertain as its source left it; and the records that are listed apart."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Code
from ceasefire.assess import Assessment, SetAside
from ceasefire.publish.words import EVENTS, KINDS, REASONS, STANDINGS, UNITS, NameBook, mark, word
from ceasefire.records import Choice, Count, Record, Where, Who

_COARSE_M = 1000
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is in; a source's words are shown in the language they exist in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """One record, ready to show. Empty parts are what its source does not say."""

    key: str
    anchor: str
    kind: str
    standing: str
    speaker: str
    carrier: str
    said: str
    when: str
    place: str
    who: str
    what: str
    counts: str
    words: Words
    title: str
    url: str


def record_words(record: Record, lang: str) -> Words:
    """Return a record's text in the language, else in English, else in any it has, as `plain` has it."""
    texts = dict(record.text)
    for code in (lang, "en", *texts):
        if texts.get(code):
            return Words(plain(texts[code]), code)
    return Words(plain(record.cites.title), "en")


def plain(text: str, most: int = MOST_CHARACTERS) -> str:
    r"""Return a source's words so that they cannot pass for ours: on one line, no marks of format, cut if very long.

    Joiners, which Arabic script needs, stay.

    >>> plain("no\n\u202eWhat bodies found")
    'no What bodies found'
    """
    kept = "".join(
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each
        for each in text
        if each in "\u200c\u200d" or unicodedata.category(each) != "Cf"
    )
    line = " ".join(kept.split())
    return line if len(line) <= most else f"{line[:most].rstrip()} …"


def said_at(record: Record) -> int | None:
    """Return when it was said: as its source claims, else as the ledger has it, else when it was."""
    for instant in (record.claimed_recorded, record.recorded):
        if instant is not None:
            return instant
    return record.when.earliest if record.when else None


def latest(records: Iterable[Record]) -> dict[str, Record]:
    """Return the highest version of each record by key."""
    newest: dict[str, Record] = {}
    for each in records:
        key = each.key
        if key not in newest or each.version > newest[key].version:
            newest[key] = each
    return newest


def record_lines(names: NameBook, keys: Sequence[str], records: Mapping[str, Record]) -> tuple[Line, ...]:
    """Return a line for each key, in order; a key without a record keeps its id and nothing else."""
    return tuple(_line(names, key, f"r{index}", records.get(key)) for index, key in enumerate(keys, start=1))


def _line(names: NameBook, key: str, anchor: str, record: Record | None) -> Line:
    if record is None:
        return Line(key, anchor, "", "", "", "", "", "", "", "", "", "", Words("", "en"), "", "")
    language = names.language
    # a table that gives only the day of an event says nothing of when that was said
    said = record.recorded if record.claimed_recorded is None else record.claimed_recorded
    url = record.cites.url
    return Line(
        key,
        anchor,
        word(language, KINDS, record.kind),
        word(language, STANDINGS, record.standing),
        names.actor(record.speaker),
        names.actor(record.carrier) if record.carrier != record.speaker else "",
        language.instant(said) if said is not None else "",
        language.interval(record.when.earliest, record.when.latest) if record.when else "",
        place_in_words(names, record.where),
        who_in_words(names, record.who),
        _what(names, record.what),
        counts_in_words(names, record.counts),
        record_words(record, language.code),
        record.cites.title,
        url if url.startswith(("https://", "http://")) else "",
    )


def reference(names: NameBook, line: Line) -> str:
    """Return who says it, and of when: a record in three words."""
    if not line.speaker:
        return line.key
    return names.language.say("{speaker}, {date}", speaker=line.speaker, date=line.when or line.said)


def record_label(names: NameBook, records: Mapping[str, Record], key: str) -> str:
    """Return who says it, and of when; the key alone if the record is not given."""
    return reference(names, _line(names, key, "", records.get(key)))


def record_name(names: NameBook, records: Mapping[str, Record], key: str) -> str:
    """Return who says it, and of when, with the key to find it by."""
    label = record_label(names, records, key)
    return key if label == key else names.language.say("{record} ({key})", record=label, key=key)


def place_in_words(names: NameBook, where: Where | None) -> str:
    """Return an area's name, its code, or a position no finer than a town."""
    if where is None:
        return ""
    if where.code:
        return names.area(_area_of(names, where))
    if where.areas is not None:
        return names.language.say(", ").join(names.area(each) for each in _narrowest(names, where.areas.sure))
    if where.lat is None or where.lon is None:
        return ""
    say, digits = names.language.say, shown_digits(where)
    lat = say(mark("{degrees}° N") if where.lat >= 0 else mark("{degrees}° S"), degrees=f"{abs(where.lat):.{digits}f}")
    lon = say(mark("{degrees}° E") if where.lon >= 0 else mark("{degrees}° W"), degrees=f"{abs(where.lon):.{digits}f}")
    return say("about {lat}, {lon}", lat=lat, lon=lon)


def shown_digits(where: Where) -> int:
    """Return to how many decimals of a degree a position is shown: two to who knows it to a town, else one."""
    return 2 if (where.radius_m or 0) >= _COARSE_M else 1


def _area_of(names: NameBook, where: Where) -> str:
    return area_of_code(names, f"{where.scheme}:{where.code}")


def area_of_code(names: NameBook, coded: str) -> str:
    """Return the id of the agreement's area with a code, written SCHEME:CODE; the code alone if there is none."""
    scheme, _, code = coded.rpartition(":")
    if scheme == "agreement":
        return code
    for area in names.agreement.areas:
        if isinstance(area.shape, Code) and (area.shape.scheme, area.shape.code) == (scheme, code):
            return area.id
    return code


def _narrowest(names: NameBook, areas: tuple[str, ...]) -> list[str]:
    """Return those of the areas that hold no other of them."""
    holding = {each.within for each in names.agreement.areas if each.id in areas}
    return [each for each in areas if each not in holding]


def who_in_words(names: NameBook, who: Who) -> str:
    """Return who did it to whom, as far as the source speaks of it."""
    say = names.language.say
    parts = [
        say(message, who=names.choice(choice))
        for message, choice in (
            (mark("by {who}"), who.by),
            (mark("against {who}"), who.against),
            (mark("between {who}"), who.between),
        )
        if choice is not None
    ]
    return say(", ").join(parts)


def _what(names: NameBook, what: Choice) -> str:
    return names.language.list((word(names.language, EVENTS, each) for each in what.members), "or")


def counts_in_words(names: NameBook, counts: Sequence[Count]) -> str:
    """Return the counts with their bounds, and as printed where the source's words say more."""
    return names.language.say("; ").join(_count(names, each) for each in counts)


def _count(names: NameBook, count: Count) -> str:
    language = names.language
    unit = word(language, UNITS, count.unit)
    bounds = bounds_in_words(names, count)
    if not count.as_printed or count.as_printed == str(count.low) == str(count.high):
        return language.say("{unit}: {bounds}", unit=unit, bounds=bounds)
    return language.say("{unit}: {bounds} (“{printed}”)", unit=unit, bounds=bounds, printed=plain(count.as_printed))


def bounds_in_words(names: NameBook, count: Count) -> str:
    """Return "18 or more", "12 to 20" or "18"."""
    language = names.language
    low = language.number(count.low)
    if count.high is None:
        return language.say("{low} or more", low=low)
    if count.high == count.low:
        return low
    return language.say("{low} to {high}", low=low, high=language.number(count.high))


@dataclass(frozen=True, slots=True)
class ApartView:
    """What readings list apart: records too vague (why, and their totals), unscreened ones, and how many more."""

    readings: tuple[str, ...]
    set_aside: tuple[tuple[str, str, str], ...]
    unscreened: tuple[str, ...]
    more: int


def apart_of(
    names: NameBook, assessment: Assessment, records: dict[str, Record], *, mission: bool, most: int | None
) -> list[ApartView]:
    """Return what is listed apart; readings with the same list stand together."""
    language = names.language
    show = functools.partial(record_name, names, records)
    groups: dict[tuple[tuple[SetAside, ...], tuple[str, ...]], list[str]] = {}
    for term in assessment.terms:
        for reading in term.readings:
            if reading.set_aside or reading.unscreened:
                name = names.pair(f"{term.id}/{reading.id}")
                groups.setdefault((reading.set_aside, reading.unscreened), []).append(name)
    views = []
    for (set_aside, unscreened), readings in groups.items():
        aside = [each for each in set_aside if mission or each.record in records]
        waiting = [each for each in unscreened if mission or each in records]
        vague = tuple(
            (show(each.record), word(language, REASONS, each.reason), _totals(names, each.low, each.high))
            for each in aside[:most]
        )
        named = tuple(show(each) for each in waiting[:most])
        if vague or named:
            more = len(aside) + len(waiting) - len(vague) - len(named)
            views.append(ApartView(tuple(readings), vague, named, more))
    return views


def _totals(names: NameBook, low: int, high: int | None) -> str:
    language = names.language
    if high is None:
        return language.say("{low} or more", low=language.number(low))
    return language.say("{low} to {high}", low=language.number(low), high=language.number(high))
