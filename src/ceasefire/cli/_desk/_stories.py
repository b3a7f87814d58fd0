"""The incidents part of the demo: the convoy as known at three moments, the strike with its mistake file, as pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ceasefire.assess import Asked
from ceasefire.cli._asking import instant
from ceasefire.cli._options import LANGUAGES
from ceasefire.cli._output import write_file
from ceasefire.desk import Inputs, desk_of, incident_called
from ceasefire.incidents.dossier import Incident, Situation
from ceasefire.publish.incidents import KnownAt, dossier_of, html_from_page, sections_text, story_section

_CONVOY, _STRIKE = "urum-al-kubra-convoy", "jabal-tharda"
_MOMENTS = ("2016-09-21T00:00:00+03:00", "2016-12-31T12:00:00+02:00", "2017-03-31T12:00:00+03:00")
_PAGES = ("2016-09-20", "2016-12-31", "2017-03-31")


def stories(inputs: Inputs, asked: Asked, folder: Path, lang: str) -> Iterator[str]:
    """Write the pages of both incidents, each as known at three moments, and yield lines on how they were known.

    Args:
        inputs: The founding scenario.
        asked: The demo's question; only its clock is used.
        folder: Where the pages are written.
        lang: Of the lines.
    """
    moments = [KnownAt(instant(each, "--as-of"), asked.knowledge) for each in _MOMENTS]
    for name, handling in ((_CONVOY, ""), (_STRIKE, "mistake")):
        told = [(moment, *_at(inputs, asked, moment, name)) for moment in moments]
        for date, (moment, situation, incident) in zip(_PAGES, told, strict=True):
            for code in LANGUAGES:
                page = dossier_of(incident, situation, code, moment)
                write_file(folder / f"{name}.{date}.{code}.html", html_from_page(page).encode())
        yield from sections_text(story_section(told, lang, handling=handling))


def _at(inputs: Inputs, asked: Asked, moment: KnownAt, name: str) -> tuple[Situation, Incident]:
    desk = desk_of(inputs, replace(asked, at=moment.as_of, as_of=moment.as_of))
    return desk.situation, incident_called(desk, name)
