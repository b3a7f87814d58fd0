"""A made-up war for linking: incidents that are known, and what five sources tell of them, with stated noise.

Noise p: each field of each report is altered with probability p, independently: the day shifted by one, seldom two, the
place moved to a neighbouring village or the point by up to 8 km, counts changed by up to half or left open, actors
dropped or exchanged, the kind confused, the text told without place, number or detail. Whatever the noise: every source
words a report in its own way and may spell the place in another; one point in five is known to 10 or 20 km only; one
time in ten to two or three days; one report in ten is printed word for word by another source; each of an incident's
four details (streets, buildings, names) is told by three reports in five; one report in fifty is a summary of two or
three incidents of one day within 60 km. Decoys: a quarter of the incidents has another one in the same or a
neighbouring village on the same or the next day, mostly of the same kind and by the same actors.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from ceasefire.incidents.linking import Account

DAY_S = 86_400
SUMMED_KM = 60
START = 16_801 * DAY_S  # 2016-01-01
KINDS = ("shelling", "airstrike", "clash", "mine", "sniper", "abduction", "raid")
CONFUSED = {
    "shelling": "airstrike",
    "airstrike": "shelling",
    "clash": "raid",
    "mine": "shelling",
    "sniper": "clash",
    "abduction": "raid",
    "raid": "clash",
}
ACTORS = (
    "north-army",
    "south-front",
    "river-guard",
    "hill-brigade",
    "old-faction",
    "air-command",
    "border-force",
    "militia",
)
# source: share of the incidents it tells, whether its rows are distinct occurrences
SOURCES = {"observatory": (0.75, False), "network": (0.40, True), "mission": (0.25, True), "agency": (0.20, False)}
WIRE = "wire"
PHRASES = {
    "shelling": (
        "{n} killed by shells on {place}",
        "Artillery hits {place}, {n} dead",
        "Mortar rounds fall on {place}; {n} people lost their lives",
        "Bombardment of {place} leaves {n} dead",
        "Rockets strike homes in {place}, killing {n}",
    ),
    "airstrike": (
        "Warplanes strike {place}, {n} killed",
        "{n} die in raids by aircraft on {place}",
        "Helicopters drop barrels on {place}, {n} dead",
        "Air attack on {place} kills {n}",
        "Jets bomb the market of {place}; {n} killed",
    ),
    "clash": (
        "Fighting near {place}, {n} killed",
        "{n} fighters die in clashes around {place}",
        "Battle at the edge of {place} leaves {n} dead",
        "Exchange of fire at {place}: {n} dead",
        "Heavy clashes on the front of {place} with {n} losses",
    ),
    "mine": (
        "Landmine kills {n} at {place}",
        "{n} dead as a roadside bomb goes off in {place}",
        "Explosive device blows up near {place}, {n} killed",
        "Car hits a mine on the road to {place}; {n} dead",
        "Blast in {place} takes {n} lives",
    ),
    "sniper": (
        "Sniper shoots {n} in {place}",
        "{n} killed by sniper fire at {place}",
        "Shots from a roof in {place}: {n} dead",
        "Gunman picks off {n} in {place}",
        "Single bullets kill {n} at the crossing of {place}",
    ),
    "abduction": (
        "{n} people taken from {place}",
        "Gunmen kidnap {n} near {place}",
        "Abduction of {n} in {place}",
        "{n} villagers of {place} seized",
        "Armed men take {n} away from {place}",
    ),
    "raid": (
        "Raid on {place}, {n} killed",
        "Armed group storms {place}: {n} dead",
        "Attack on a post in {place} kills {n}",
        "Assault on {place} leaves {n} dead",
        "Night incursion into {place}; {n} killed",
    ),
}
TAILS = (
    "",
    "",
    " according to residents",
    " and several wounded",
    ", local council says",
    " in the early morning",
    " despite the truce",
    " as rescue teams search the rubble",
    ", say medics",
    " and homes were damaged",
)
SYLLABLES = (
    "ba",
    "da",
    "far",
    "ham",
    "jis",
    "kaf",
    "lat",
    "mar",
    "nab",
    "qas",
    "raz",
    "sal",
    "tal",
    "zah",
    "hur",
    "deir",
    "min",
    "sur",
)


@dataclass(frozen=True, slots=True)
class World:
    """Accounts, the incidents each one tells of, and the data sets whose rows are distinct."""

    accounts: tuple[Account, ...]
    truth: dict[str, frozenset[int]]
    distinct: frozenset[str]


@dataclass(frozen=True, slots=True)
class Incident:
    """What really happened."""

    number: int
    day: int
    village: int
    kind: str
    actors: tuple[str, str]
    killed: int
    injured: int
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Village:
    """A place with its spellings."""

    lon: float
    lat: float
    names: tuple[str, str]


def make(reports: int, noise: float, seed: int, *, a_day: int = 60) -> World:
    """Return about that many reports, so many a day."""
    draw = random.Random(f"{seed} {noise}")  # noqa: S311  a world to try, no secret
    villages = _villages(draw, 400)
    near = _neighbours(villages)
    days = max(20, reports // a_day)
    accounts: list[Account] = []
    truth: dict[str, frozenset[int]] = {}
    maker = _Maker(draw, noise, villages, near)
    incidents: list[Incident] = []
    while len(accounts) < reports:
        found = [_incident(draw, len(incidents), days, villages)]
        if draw.random() < 1 / 4:
            found.append(_decoy(draw, found[0], near))
        incidents += found
        for each in found:
            for account in maker.reports(each):
                accounts.append(account)
                truth[account.key] = frozenset((each.number,))
        if draw.random() < 0.03 and len(incidents) > 3:
            summed = [found[0], *_same_day(incidents[-2000:], found[0], villages)]
            if len(summed) > 1:
                account = maker.summary(summed)
                accounts.append(account)
                truth[account.key] = frozenset(each.number for each in summed)
    distinct = frozenset(name for name, (_, is_distinct) in SOURCES.items() if is_distinct)
    return World(tuple(accounts), truth, distinct)


def _villages(draw: random.Random, number: int) -> list[Village]:
    towns = [(draw.uniform(36.0, 40.5), draw.uniform(32.8, 36.8)) for _ in range(16)]
    made = []
    for index in range(number):
        lon, lat = towns[index % 16] if index < 160 else (draw.uniform(36.0, 40.5), draw.uniform(32.8, 36.8))
        name = "".join(draw.choice(SYLLABLES) for _ in range(draw.choice((2, 3))))
        other = name.replace("a", "e", 1) if draw.random() < 0.5 else name + "a"
        spot = (draw.gauss(lon, 0.12), draw.gauss(lat, 0.1))
        made.append(Village(*spot, (f"al-{name}".title(), other.title())))
    return made


def _neighbours(villages: list[Village]) -> list[list[int]]:
    """Return of each village the five nearest."""
    return [
        sorted(
            (other for other in range(len(villages)) if other != one),
            key=lambda other, one=one: _km(villages[one], villages[other]),  # type: ignore[misc]
        )[:5]
        for one in range(len(villages))
    ]


def _km(one: Village, other: Village) -> float:
    return 111.2 * math.hypot((one.lon - other.lon) * 0.82, one.lat - other.lat)


def _incident(draw: random.Random, number: int, days: int, villages: list[Village]) -> Incident:
    village = int(4 * ((len(villages) / 4 + 1) ** draw.random() - 1))  # few places see most: the first one 5 % of it
    killed = min(80, int(draw.paretovariate(0.75)))
    pair = draw.sample(ACTORS, 2)
    injured, details = killed * draw.randrange(4), _details(draw)
    kind = draw.choice(KINDS)
    return Incident(number, draw.randrange(days), village, kind, (pair[0], pair[1]), killed, injured, details)


def _details(draw: random.Random) -> tuple[str, ...]:
    """Return four names of streets, buildings and people, from a few thousand, some far more common than others."""
    return tuple("".join(SYLLABLES[int(18 * draw.random() ** 2)] for _ in range(3)) for _ in range(4))


def _decoy(draw: random.Random, real: Incident, near: list[list[int]]) -> Incident:
    village = real.village if draw.random() < 0.5 else draw.choice(near[real.village])
    kind = real.kind if draw.random() < 0.6 else draw.choice(KINDS)
    pair = draw.sample(ACTORS, 2)
    actors = real.actors if draw.random() < 0.6 else (pair[0], pair[1])
    killed = min(80, int(draw.paretovariate(0.75)))
    day = real.day + draw.randrange(2)
    return Incident(real.number + 1, day, village, kind, actors, killed, killed * draw.randrange(4), _details(draw))


def _same_day(recent: list[Incident], one: Incident, villages: list[Village]) -> list[Incident]:
    """Return two other incidents of the day, within 60 km."""
    others = [each for each in recent if each.day == one.day and each.number != one.number]
    return [each for each in others if _km(villages[one.village], villages[each.village]) <= SUMMED_KM][:2]


@dataclass(slots=True)
class _Maker:
    """Tells incidents as sources do."""

    draw: random.Random
    noise: float
    villages: list[Village]
    near: list[list[int]]
    made: int = 0

    def reports(self, incident: Incident) -> list[Account]:
        """Return what the sources tell of it, at least one report; copies and follow-ups among them."""
        draw = self.draw
        told = [name for name, (share, _) in SOURCES.items() if draw.random() < share] or [draw.choice(list(SOURCES))]
        made = [self._report(incident, name) for name in told]
        if "observatory" in told and draw.random() < 0.12:  # it comes back to it
            made.append(self._report(incident, "observatory"))
        if draw.random() < 0.1:
            first = made[0]
            self.made += 1
            copied = {name: getattr(first, name) for name in Account.__dataclass_fields__}
            made.append(Account(**(copied | {"key": f"{WIRE}/{self.made:07}", "source": WIRE, "dataset": WIRE})))
        return made

    def summary(self, incidents: list[Incident]) -> Account:
        """Return a summary of several incidents: one day, a wide place, their names in one text."""
        self.made += 1
        first = incidents[0]
        spots = [self.villages[each.village] for each in incidents]
        killed = sum(each.killed for each in incidents)
        return Account(
            key=f"observatory/{self.made:07}",
            source="observatory",
            origin="observatory",
            dataset="observatory",
            earliest=START + first.day * DAY_S,
            latest=START + (first.day + 1) * DAY_S,
            lon=sum(each.lon for each in spots) / len(spots),
            lat=sum(each.lat for each in spots) / len(spots),
            radius_m=SUMMED_KM * 1000,
            kinds=tuple(sorted({each.kind for each in incidents})),
            counts=(("killed", killed, killed),),
            text=f"{killed} people killed in attacks on " + ", ".join(each.names[0] for each in spots),
        )

    def _is_noisy(self) -> bool:
        return self.draw.random() < self.noise

    def _report(self, incident: Incident, source: str) -> Account:
        draw = self.draw
        self.made += 1
        first = incident.day + (draw.choice((-2, -1, -1, -1, 1, 1, 1, 2)) if self._is_noisy() else 0)
        length = draw.choice((2, 3)) if draw.random() < 0.1 else 1
        first -= draw.randrange(length)
        village, lon, lat, radius = self._place(incident)
        kind = CONFUSED[incident.kind] if self._is_noisy() else incident.kind
        killed, injured = self._count(incident.killed), self._count(incident.injured)
        counts = (("injured", *injured), ("killed", *killed)) if draw.random() < 0.5 else (("killed", *killed),)
        media = f"{incident.number + 1000:064x}" if draw.random() < 0.15 else ""
        if self._is_noisy() and draw.random() < 0.1:  # an old picture
            media = f"{draw.randrange(50):064x}"
        return Account(
            key=f"{source}/{self.made:07}",
            source=source,
            origin=source,
            dataset=source,
            earliest=START + first * DAY_S,
            latest=START + (first + length) * DAY_S,
            lon=lon,
            lat=lat,
            radius_m=radius,
            kinds=(kind,),
            actors=self._actors(incident),
            counts=counts,
            text=self._text(incident, kind, village, killed),
            media=(media,) if media else (),
        )

    def _place(self, incident: Incident) -> tuple[Village, float, float, int]:
        draw = self.draw
        index, wrong = incident.village, self._is_noisy()
        elsewhere = wrong and draw.random() < 0.5
        village = self.villages[draw.choice(self.near[index]) if elsewhere else index]
        lon, lat, radius = village.lon, village.lat, 2_000
        if wrong and not elsewhere:
            lon, lat = lon + draw.uniform(-0.07, 0.07), lat + draw.uniform(-0.06, 0.06)
        if draw.random() < 0.2:
            radius = draw.choice((10_000, 20_000))
            lon, lat = round(lon / 0.1) * 0.1, round(lat / 0.1) * 0.1
        return village, round(lon, 5), round(lat, 5), radius

    def _count(self, real: int) -> tuple[int, int | None]:
        if not self._is_noisy():
            return real, real
        changed = max(0, real + self.draw.choice((-1, 1)) * max(1, int(real * self.draw.uniform(0.1, 0.5))))
        return (changed, None) if self.draw.random() < 0.4 else (changed, changed)

    def _actors(self, incident: Incident) -> tuple[str, ...]:
        if not self._is_noisy():
            return tuple(sorted(incident.actors))
        return () if self.draw.random() < 0.5 else tuple(sorted((incident.actors[0], self.draw.choice(ACTORS))))

    def _text(self, incident: Incident, kind: str, village: Village, killed: tuple[int, int | None]) -> str:
        draw = self.draw
        place = draw.choice(village.names) if draw.random() < 0.4 else village.names[0]
        number = str(killed[0]) if killed[1] is not None else f"at least {killed[0]}"
        told = [each for each in incident.details if draw.random() < 0.6]
        if self._is_noisy():
            place, number, told = "the area", "several", []
        more = " near " + " and ".join(told) if told else ""
        return draw.choice(PHRASES[kind]).format(place=place, n=number) + more + draw.choice(TAILS)
