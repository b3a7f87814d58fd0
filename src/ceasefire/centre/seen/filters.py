"""The filters of the list, as the address has them: area, days, standing, kind, words of an id; and the order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ceasefire.agreement import Agreement, regions_of
from ceasefire.centre.web._typed import day_from_typed
from ceasefire.desk import Desk
from ceasefire.incidents import ENDS, STAGES
from ceasefire.incidents.dossier import Incident, conclusions_of
from ceasefire.places import NOT, SURELY, place
from ceasefire.publish.words import mark
from ceasefire.records import spot_of
from ceasefire.times import zone_from_text

SORTS = {
    "earliest": mark("the earliest first"),
    "latest": mark("the latest first"),
    "reports": mark("most reports first"),
    "standing": mark("the least established first"),
}
STANDS = (*STAGES, *ENDS)
WHAT_IS_WRONG = {
    "area": mark("The agreement has no such area. All areas are shown."),
    "since": mark("A day is written as 2016-09-17. Days are not filtered."),
    "until": mark("A day is written as 2016-09-17. Days are not filtered."),
    "standing": mark("There is no such standing. All are shown."),
    "sort": mark("There is no such order. The earliest come first."),
}
Within = Literal["", "surely", "possibly"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is asked for; empty: everything. `wrong` names the fields that cannot be used."""

    area: str = ""
    since: str = ""
    until: str = ""
    standing: str = ""
    kind: str = ""
    text: str = ""
    sort: str = ""
    wrong: tuple[str, ...] = ()

    @property
    def address(self) -> dict[str, str]:
        """Return what of it stands in an address."""
        fields = ("area", "since", "until", "standing", "kind", "text", "sort")
        return {each: told for each in fields if (told := getattr(self, each))}

    @property
    def is_open(self) -> bool:
        """Return whether anything narrows the list."""
        return bool(self.address.keys() - {"sort"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """An incident that the list shows, and whether it lies in the area asked for surely or possibly."""

    incident: Incident
    within: Within


def filters_from(query: Mapping[str, str], agreement: Agreement) -> Filters:
    """Return the filters of an address; what cannot be used is named in `wrong` and filters nothing."""
    told = {each: query.get(each, "").strip()[:200] for each in Filters.__dataclass_fields__ if each != "wrong"}
    wrong = []
    if told["area"] and told["area"] not in {each.id for each in agreement.areas}:
        wrong.append("area")
    wrong += [each for each in ("since", "until") if told[each] and day_from_typed(told[each]) is None]
    if told["standing"] and told["standing"] not in STANDS:
        wrong.append("standing")
    if told["sort"] and told["sort"] not in SORTS:
        wrong.append("sort")
    return Filters(**told, wrong=tuple(wrong))


def chosen(desk: Desk, filters: Filters) -> tuple[Chosen, ...]:
    """Return the incidents that fit, in the order asked for.

    What tells no time fits every day, and what tells no place every area, possibly: nothing vanishes by being vague.
    """
    use = {each: told for each, told in filters.address.items() if each not in filters.wrong}
    since, until = _bounds(use, desk.inputs.agreement)
    region = regions_of(desk.inputs.agreement)[use["area"]] if "area" in use else None
    found = []
    for each in desk.incidents:
        if not (_on_days(each, since, until) and _is_called(each, use.get("text", ""))):
            continue
        if "kind" in use and not any(use["kind"] in one.what.members for one in each.accounts):
            continue
        if "standing" in use and conclusions_of(each, desk.situation)[0].state != use["standing"]:
            continue
        relations = [place(spot_of(one.where), region) for one in each.accounts] if region else []
        if region and all(relation == NOT for relation in relations) and relations:
            continue
        within: Within = "" if region is None else "surely" if SURELY in relations else "possibly"
        found.append(Chosen(each, within))
    return _sorted(found, use.get("sort", ""), desk)


def _sorted(found: list[Chosen], sort: str, desk: Desk) -> tuple[Chosen, ...]:
    """Return them in order; incidents come the earliest first, those that tell no time last."""
    timed = [each for each in found if _earliest(each.incident) is not None]
    untimed = [each for each in found if _earliest(each.incident) is None]
    if sort == "latest":
        return (*untimed, *reversed(timed))
    if sort == "reports":
        return tuple(sorted(found, key=lambda each: -len(each.incident.accounts)))
    if sort == "standing":
        return tuple(sorted(found, key=lambda each: _rank(conclusions_of(each.incident, desk.situation)[0].state)))
    return (*timed, *untimed)


def _rank(state: str) -> int:
    return STANDS.index(state) if state in STANDS else len(STANDS)


def _earliest(incident: Incident) -> int | None:
    return min((each.when.earliest for each in incident.counted if each.when), default=None)


def _bounds(use: Mapping[str, str], agreement: Agreement) -> tuple[int | None, int | None]:
    """Return the half-open bounds of the days asked for, seconds UTC, by the agreement's clock."""
    zone = zone_from_text(agreement.zone)

    def midnight(text: str, later: int) -> int | None:
        day = day_from_typed(text)
        if day is None:
            return None
        return int(dt.datetime.combine(day + dt.timedelta(days=later), dt.time(), zone).timestamp())

    return midnight(use.get("since", ""), 0), midnight(use.get("until", ""), 1)


def _on_days(incident: Incident, since: int | None, until: int | None) -> bool:
    times = [each.when for each in incident.accounts]
    if None in times or not times:
        return True
    return any(
        each is not None and (since is None or each.latest > since) and (until is None or each.earliest < until)
        for each in times
    )


def _is_called(incident: Incident, text: str) -> bool:
    wanted = text.casefold()
    return not wanted or any(wanted in each.casefold() for each in _names(incident))


def _names(incident: Incident) -> Iterable[str]:
    return (incident.id, *incident.names, *(each.key for each in incident.accounts), *incident.withdrawn)


def kinds_of(incidents: Sequence[Incident]) -> tuple[str, ...]:
    """Return every kind of event that an account tells of, sorted."""
    return tuple(sorted({kind for each in incidents for one in each.accounts for kind in one.what.members}))
