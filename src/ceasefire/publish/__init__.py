"""Publish: an answer as JSON, as a terminal table, as a page, in words; in English, Arabic and Russian.

Values in, text out: nothing is opened, asked or remembered here. A verdict is a word and a shape before it
is a colour, always said as read by somebody; an illustration never leads; nothing is added up over sources;
what would settle a question is for the mission's eyes only.

Invariants (tests/unit/publish, tests/web): the JSON answer fits `assessment_schema()`; no line of the table
is wider than 100 columns, in any language; the page has no script, makes no request and never scrolls
sideways; a verdict is called a violation in no language.

To add a text: docstring of scripts/messages.py. Babel and Jinja are imported on first use.
"""

from ceasefire.publish._evidence import Line, record_lines
from ceasefire.publish._explain import explain_text
from ceasefire.publish._grid import HeatMap, heat_maps
from ceasefire.publish._history import changes_between, history_json, history_text
from ceasefire.publish._html import ReportView, html_from_assessment, report_view
from ceasefire.publish._json import json_from_assessment, value_from_assessment
from ceasefire.publish._schema import assessment_schema
from ceasefire.publish._sides import subjects_of
from ceasefire.publish._table import table_from_assessment
from ceasefire.publish.words import LANGUAGES

__all__ = [
    "LANGUAGES",
    "HeatMap",
    "Line",
    "ReportView",
    "assessment_schema",
    "changes_between",
    "explain_text",
    "heat_maps",
    "history_json",
    "history_text",
    "html_from_assessment",
    "json_from_assessment",
    "record_lines",
    "report_view",
    "subjects_of",
    "table_from_assessment",
    "value_from_assessment",
]
