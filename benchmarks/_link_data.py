"""Real accounts to link: the reports behind UCDP's incidents, and UCDP beside the attacks on health care."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from benchmarks._link_world import DAY_S, World
from benchmarks._measure import ROOT
from ceasefire.incidents.linking import Account

EPOCH = date(1970, 1, 1)
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|et|ed|er|es)[- ]")
_TOKEN = re.compile(r"[a-z']+")


def folder() -> Path:
    """Return the folder of real data sets: CEASEFIRE_DATA, or shared/data beside the repository."""
    return Path(os.environ.get("CEASEFIRE_DATA") or ROOT.parent / "shared" / "data")


def headlines(data: Path, year: int) -> World:
    """Return the articles behind the incidents that begin in a year: source, date and headline, nothing else.

    One account is one article, for rows with the same three fields cannot be told apart; the incidents it feeds are its
    truth. The place is the first one that the headline names and GeoNames knows; that is an outside gazetteer.
    """
    names = gazetteer(data)
    feeds: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for row in _rows(data / "ucdp_ged_syria" / "ged_syria_reports_by_source_2016_2017.csv.gz"):
        if row["incident_date_start"].startswith(str(year)):
            feeds[row["source"].strip(), row["report_date"], row["headline"].strip()].add(int(row["incident_id"]))
    accounts, truth = [], {}
    for number, ((source, day, headline), incidents) in enumerate(sorted(feeds.items())):
        key = f"{source}/{number:05}"
        spot = place_in(headline, names)
        begins = (date.fromisoformat(day) - EPOCH).days * DAY_S
        accounts.append(
            Account(
                key=key,
                source=source,
                dataset=source,
                earliest=begins,
                latest=begins + DAY_S,
                area=f"geonames:{spot}" if spot else "",
                text=headline,
            )
        )
        truth[key] = frozenset(incidents)
    return World(tuple(accounts), truth, frozenset())


def gazetteer(data: Path) -> dict[str, str]:
    """Return the number of every place that GeoNames knows, by each of its names in Latin letters."""
    found: dict[str, str] = {}
    for row in _rows(data / "geonames_syria" / "geonames_sy_cities500.csv"):
        for name in (row["name"], *row["alternatenames"].split("|")):
            folded = " ".join(_TOKEN.findall(_folded(_ARTICLE.sub("", _folded(name)))))
            if len(folded) > 3:
                found.setdefault(folded, row["geonameid"])
    return found


def place_in(text: str, names: Mapping[str, str]) -> str:
    """Return the number of the first place that a text names; empty where it names none."""
    tokens = _TOKEN.findall(_folded(text))
    for at in range(len(tokens)):
        for length in (3, 2, 1):
            spot = names.get(" ".join(tokens[at : at + length]))
            if spot:
                return spot
    return ""


def health_care(data: Path) -> tuple[World, dict[str, Mapping[str, str]]]:
    """Return UCDP's events and the attacks on health care of September 2016 in Syria, without truth, and their rows."""
    accounts: list[Account] = []
    rows: dict[str, Mapping[str, str]] = {}
    for row in _rows(data / "ucdp_ged_syria" / "ged_syria_2016_09.csv"):
        accounts.append(_ged(row))
        rows[accounts[-1].key] = row
    for row in _rows(data / "attacks_on_health_care" / "attacks_on_health_care_syria_2016_2023.csv"):
        if row["Date"].startswith("2016-09"):
            accounts.append(_attack(row))
            rows[accounts[-1].key] = row
    return World(tuple(accounts), {}, frozenset({"ged", "aohc"})), rows


_GED_RADIUS_M = {"1": 2_000, "2": 25_000, "3": 30_000, "4": 80_000, "5": 80_000, "6": 300_000, "7": 80_000}
_AOHC_RADIUS_M = {"1": 2_000, "2": 5_000, "3": 25_000, "4": 60_000, "5": 80_000, "6": 300_000}
_BY_PLANE = ("Aerial Bomb", "Airstrike")


def _ged(row: Mapping[str, str]) -> Account:
    killed = sorted(int(float(row[name])) for name in ("low", "best", "high"))
    return Account(
        key=f"ged/{row['id']}",
        source="ged",
        dataset="ged",
        earliest=_day(row["date_start"]),
        latest=_day(row["date_end"]) + DAY_S,
        lon=float(row["longitude"]),
        lat=float(row["latitude"]),
        radius_m=_GED_RADIUS_M[row["where_prec"]],
        actors=tuple(sorted({_actor(row["side_a"]), _actor(row["side_b"])})),
        counts=(("killed", killed[0], killed[-1]),),
        text=f"{row['source_headline']} {row['where_coordinates']}",
    )


def _attack(row: Mapping[str, str]) -> Account:
    workers = int(float(row["Health Workers Killed"] or 0))
    return Account(
        key=f"aohc/{row['SiND Event ID']}",
        source="aohc",
        dataset="aohc",
        earliest=_day(row["Date"]),
        latest=_day(row["Date"]) + DAY_S,
        lon=float(row["Longitude"]) if row["Longitude"] else None,
        lat=float(row["Latitude"]) if row["Latitude"] else None,
        radius_m=_AOHC_RADIUS_M.get(row["Geo Precision"].strip()[1:2], 25_000),
        actors=tuple(sorted({_actor(row["Reported Perpetrator Name"])} - {""})),
        counts=(("killed", workers, None),),  # it counts health workers alone
        text=row["Event Description"],
    )


def _actor(name: str) -> str:
    folded = name.lower()
    for needle, actor in (
        ("government of syria", "government"),
        ("syrian", "government"),
        ("russia", "government"),
        ("islamic state", "is"),
        ("unidentified", ""),
        ("no information", ""),
        ("civilians", ""),
        ("insurgents", "insurgents"),
    ):
        if needle in folded and not (needle == "syrian" and "insurgents" in folded):
            return actor
    return "is" if folded == "is" else folded


def _day(text: str) -> int:
    return (date.fromisoformat(text[:10]) - EPOCH).days * DAY_S


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(each for each in decomposed if not unicodedata.combining(each) and each not in "‘’ʿʾ`")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows: Iterable[dict[str, str]] = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    yield from rows
