"""The parts of an agreement that stand alone: names, citations, parties and sources, areas."""

from __future__ import annotations

from typing import Any

from ceasefire.agreement._fields._ids import ACTOR, AREA, PARTY, Defines
from ceasefire.agreement._fields._kinds import Either, Key, List, Made, Map, Named
from ceasefire.agreement._fields._nodes import Definition, Field
from ceasefire.agreement._fields._places import LATITUDE, LONGITUDE, Points, check_position
from ceasefire.agreement._fields._scalars import TEXT, one_word_of, whole
from ceasefire.agreement._fields._times import CITED_DATE
from ceasefire.agreement._model import (
    Actor,
    AnswersFor,
    Area,
    Circle,
    Citation,
    Code,
    Collective,
    Excluded,
    Guarantor,
    Line,
    Names,
    Party,
    Polygon,
    Source,
)

_METRES = whole(1, 5_000_000, "3000")

NAMES = Named(
    "names",
    "a text, or a map of en, ar, ru",
    '"Two Valleys"',
    Either(
        "a text, or a map of en, ar, ru",
        '"Two Valleys"',
        single=Made(TEXT, Names),
        mapped=Map(
            {
                "en": Key(TEXT, "English.", required=True),
                "ar": Key(TEXT, "Arabic."),
                "ru": Key(TEXT, "Russian."),
            },
            lambda values: Names(**values),
            "a text, or a map of en, ar, ru",
            "{en: Two Valleys}",
        ),
    ),
)
CITATION = Named(
    "citation",
    "a source",
    "{speaker: UN OCHA, date: 2016-09-20}",
    Map(
        {
            "speaker": Key(TEXT, "Who says it.", required=True),
            "date": Key(CITED_DATE, "The source's own date: a year, a month or a day."),
            "title": Key(TEXT, "What it stands in."),
            "quote": Key(TEXT, "The words."),
            "url": Key(TEXT, "Where it can be read."),
        },
        lambda values: Citation(**values),
        "a source",
        "{speaker: UN OCHA, date: 2016-09-20}",
    ),
)
NAME = Key(NAMES, "The name, in English or in three languages.", required=True)


def identified(scope: str) -> dict[str, Key]:
    """Return the keys with which every named thing begins."""
    return {"id": Key(Defines(scope), "Small letters, digits and hyphens.", required=True), "name": NAME}


PARTIES = List(
    Map(
        identified("party"),
        lambda v: Party(v["id"], v["name"]),
        "a party",
        "{id: government, name: Government}",
    )
)
_ANSWERS_FOR = Map(
    {
        "party": Key(PARTY, "The party it answers for.", required=True),
        "according_to": Key(CITATION, "By whose word.", required=True),
    },
    lambda values: AnswersFor(**values),
    "a party and by whose word",
    "{party: government, according_to: {speaker: US State Department}}",
)
GUARANTORS = List(
    Map(
        {
            **identified("guarantor"),
            "answers_for": Key(List(_ANSWERS_FOR, least=0), "The parties it answers for, by whose word."),
        },
        lambda v: Guarantor(v["id"], v["name"], v.get("answers_for", ())),
        "a guarantor",
        "{id: russia, name: Russian Federation}",
    ),
    least=0,
)
EXCLUDED = List(
    Map(
        {**identified("excluded"), "by_list": Key(List(CITATION), "By whose list.", required=True)},
        lambda v: Excluded(v["id"], v["name"], v["by_list"]),
        "an excluded group",
        "{id: isil, name: Islamic State, by_list: [{speaker: UN Security Council}]}",
    ),
    least=0,
)
ACTORS = List(
    Map(
        identified("actor"),
        lambda v: Actor(v["id"], v["name"]),
        "an actor",
        "{id: coalition, name: Coalition}",
    ),
    least=0,
)


def _check_collective(here: Field, _values: dict[str, Any]) -> None:
    """Note the members, which a reading may take the collective for."""
    named, members = here.get("id"), here.get("any_of")
    for member in members.items() if named and members else ():
        definition = Definition(f"member:{named.text if named else ''}", member.text, member.where)
        here.notes.definitions.append(definition)


COLLECTIVES = List(
    Map(
        {
            **identified("collective"),
            "any_of": Key(List(ACTOR, unique=True), "Some of these, not known which.", required=True),
        },
        lambda v: Collective(v["id"], v["name"], v["any_of"]),
        "a collective",
        "{id: insurgents, name: Insurgents, any_of: [opposition]}",
        check=_check_collective,
    ),
    least=0,
)
SOURCES = List(
    Map(
        {
            **identified("source"),
            "kind": Key(TEXT, "party, guarantor, mission, ngo, un, press, data-set …"),
            "of": Key(ACTOR, "The party, guarantor or actor whose organ it is."),
        },
        lambda v: Source(v["id"], v["name"], v.get("kind", ""), v.get("of", "")),
        "a source",
        "{id: ucdp, name: UCDP, kind: data-set}",
    ),
    least=0,
)

_SHAPES = ("code", "circle", "line", "polygon")
_CIRCLE = Map(
    {
        "lat": Key(LATITUDE, "Latitude of the centre, WGS 84.", required=True),
        "lon": Key(LONGITUDE, "Longitude of the centre.", required=True),
        "radius_m": Key(_METRES, "Metres.", required=True),
    },
    lambda v: Circle(v["lon"], v["lat"], v["radius_m"]),
    "a circle",
    "{lat: 36.15, lon: 36.95, radius_m: 3000}",
    check=lambda here, v: check_position(here, v.get("lon"), v.get("lat")),
)
_LINE = Map(
    {
        "points": Key(Points(2), "Two or more of [longitude, latitude].", required=True),
        "offset_m": Key(_METRES, "Metres from the line.", required=True),
        "side": Key(one_word_of(("both", "left", "right")), "Seen in the direction of the line."),
    },
    lambda v: Line(v["points"], v["offset_m"], v.get("side", "both")),
    "a line with a width",
    "{points: [[37.10, 36.25], [37.15, 36.26]], offset_m: 3500}",
)
_CODE = Map(
    {
        "scheme": Key(TEXT, "The published scheme.", required=True),
        "code": Key(TEXT, "The code in it.", required=True),
        "vintage": Key(TEXT, "Which edition of the scheme."),
    },
    lambda v: Code(**v),
    "a code of a scheme",
    "{scheme: ocha-pcode, code: SY}",
)


def _area(values: dict[str, Any]) -> Area:
    shape = next(values[name] for name in _SHAPES if name in values)
    return Area(values["id"], values["name"], shape, values.get("within", ""))


AREAS = List(
    Map(
        {
            **identified("area"),
            "within": Key(AREA, "The area that contains this one."),
            "code": Key(_CODE, "An area of a published scheme."),
            "circle": Key(_CIRCLE, "All points within a distance of the centre."),
            "line": Key(_LINE, "All points within a distance of a line."),
            "polygon": Key(Made(Points(3), Polygon), "A ring of [longitude, latitude]; it closes itself."),
        },
        _area,
        "an area",
        "{id: town, name: Town, circle: {lat: 36.15, lon: 36.95, radius_m: 3000}}",
        one_of=_SHAPES,
    ),
    least=0,
)
