"""`ceasefire incidents`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from ceasefire.cli._options import Given, asks, format_option, output_option

if TYPE_CHECKING:
    from ceasefire.desk import Desk
    from ceasefire.incidents.dossier import Incident

STATES = (
    "received", "screened", "corroborated", "verified", "unverifiable", "not-locatable", "false", "unknown", "claimed",
    "admitted", "found", "not-identifiable", "contested", "not-asked", "permitted", "not-permitted", "outside",
)  # fmt: skip


@click.command("incidents")
@asks()
@click.option("--kind", metavar="KIND", help="Only incidents that an account calls so, such as air-strike.")
@click.option("--area", metavar="ID", help="Only incidents that may lie in this area of the agreement.")
@click.option("--by", metavar="ACTOR", help="Only incidents that an account lays to this actor, alone or among others.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(STATES),
    help="Only incidents of which a question stands so. Repeatable.",
)
@click.option("--source", metavar="SOURCE", help="Only incidents of which this source tells.")
@click.option("--tallies", is_flag=True, help="Show what the sides count beside what the incidents show, instead.")
@format_option("table", "json", "geojson")
@output_option
def command(
    given: Given,
    *,
    kind: str | None,
    area: str | None,
    by: str | None,
    states: tuple[str, ...],
    source: str | None,
    tallies: bool,
    form: str,
    output: str | None,
) -> None:
    """List the incidents: where the three questions about each stand.

    Derived from the records known at --as-of. A place is shown no finer than a town.
    """
    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._output import write
    from ceasefire.incidents.dossier import tallies_beside
    from ceasefire.publish.incidents import (
        KnownAt,
        incidents_geojson,
        incidents_json,
        list_page,
        tallies_json,
        tallies_page,
        text_from_page,
    )

    desk = desk_for(given)
    moment = KnownAt(desk.asked.as_of, given.knowledge)
    if tallies:
        beside = tallies_beside(desk.situation, desk.incidents, desk.inputs.boundaries)
        if form == "geojson":
            raise click.BadParameter("a tally is no place: table or json.", param_hint="--format")
        page = tallies_page(beside, desk.situation, given.lang, moment)
        write(tallies_json(beside) if form == "json" else text_from_page(page), output)
        return
    _must_occur(desk, {"--kind": kind, "--by": by, "--source": source})
    shown = [each for each in _in_area(desk, area) if _chosen(desk, each, (kind, by, source), states)]
    if form == "geojson":
        write(incidents_geojson(shown, desk.situation, given.lang), output)
    elif form == "json":
        write(incidents_json(shown, desk.situation, moment), output)
    else:
        write(text_from_page(list_page(shown, desk.situation, given.lang, moment)), output)


def _must_occur(desk: Desk, asked: Mapping[str, str | None]) -> None:
    """Refuse a kind, an actor or a source that no account has, with the nearest that one has."""
    from ceasefire.problems import Place, Refused, did_you_mean, problem

    accounts = [one for each in desk.incidents for one in each.accounts]
    occur = {
        "--kind": {kind for each in accounts for kind in each.what.members},
        "--by": {actor for each in accounts if each.who.by for actor in each.who.by.members},
        "--source": {name for each in accounts for name in (each.source, each.speaker)},
    }
    for option, seen in asked.items():
        if seen is not None and accounts and seen not in occur[option]:
            known = sorted(occur[option])
            wanted = {"--by": "actor"}.get(option, option.strip("-"))
            params = {"wanted": wanted, "seen": seen, "expected": ", ".join(known[:12]) or "none"}
            raise Refused([problem("E-ASK-001", Place(option), suggestion=did_you_mean(seen, known), **params)])


def _chosen(
    desk: Desk, incident: Incident, told: tuple[str | None, str | None, str | None], states: tuple[str, ...]
) -> bool:
    from ceasefire.incidents.dossier import conclusions_of

    accounts, (kind, by, source) = incident.accounts, told
    if kind and not any(kind in each.what.members for each in accounts):
        return False
    if by and not any(each.who.by and by in each.who.by.members for each in accounts):
        return False
    if source and not any(source in (each.source, each.speaker) for each in accounts):
        return False
    return not states or any(each.state in states for each in conclusions_of(incident, desk.situation))


def _in_area(desk: Desk, area: str | None) -> Sequence[Incident]:
    from ceasefire.agreement import regions_of
    from ceasefire.places import NOT, place
    from ceasefire.problems import Place, Refused, did_you_mean, problem
    from ceasefire.records import spot_of

    if area is None:
        return desk.incidents
    regions = regions_of(desk.inputs.agreement)
    if area not in regions:
        known = sorted(regions)
        params = {"wanted": "area", "seen": area, "expected": ", ".join(known), "suggestion": did_you_mean(area, known)}
        raise Refused([problem("E-ASK-001", Place("--area"), **params)])
    return [
        each
        for each in desk.incidents
        if any(place(spot_of(one.where), regions[area], desk.inputs.boundaries) != NOT for one in each.accounts)
    ]
