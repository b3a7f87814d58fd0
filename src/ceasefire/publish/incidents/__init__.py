"""Incidents, answers awaited and work queues in words, in English, Arabic and Russian: as text, HTML, JSON, GeoJSON.

A `Page` is data; `text_from_page` and `html_from_page` print any of them. Invariants (tests/unit/publish/incidents):
counts of sources stand side by side and are never added; a position is shown no finer than a town; no total by side is
shown without what was watched.
"""

from ceasefire.publish.incidents._answers import answers_json, answers_page
from ceasefire.publish.incidents._codes import PAIRS
from ceasefire.publish.incidents._dossier import dossier_of
from ceasefire.publish.incidents._list import incident_object, incidents_geojson, incidents_json, list_page
from ceasefire.publish.incidents._moment import KnownAt
from ceasefire.publish.incidents._page import (
    Fact,
    Grid,
    Item,
    Page,
    Section,
    html_from_page,
    sections_text,
    text_from_page,
)
from ceasefire.publish.incidents._queues import queue_json, queue_page, suggestions_json, suggestions_page
from ceasefire.publish.incidents._story import story_section
from ceasefire.publish.incidents._tallies import tallies_json, tallies_page, tally_item

__all__ = [
    "PAIRS",
    "Fact",
    "Grid",
    "Item",
    "KnownAt",
    "Page",
    "Section",
    "answers_json",
    "answers_page",
    "dossier_of",
    "html_from_page",
    "incident_object",
    "incidents_geojson",
    "incidents_json",
    "list_page",
    "queue_json",
    "queue_page",
    "sections_text",
    "story_section",
    "suggestions_json",
    "suggestions_page",
    "tallies_json",
    "tallies_page",
    "tally_item",
    "text_from_page",
]
