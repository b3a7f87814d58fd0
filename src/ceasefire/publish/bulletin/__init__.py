"""The daily bulletin as text: from an answer and what was released outside, to frozen pages in three languages.

A `Bulletin` is a value: its content is canonical JSON with one SHA-256, and a signed note names that hash, the day, and
the checkpoint it was computed from. It is made of cores alone, released to observers by its moment, so that anybody
with a copy of the ledger computes the same bytes. A `Template` says which sections stand in which order, and what the
mission adds in its own words; the section on coverage cannot be left out.

Invariants (tests/unit/publish/bulletin): the same material gives the same bytes; content reads back to itself; nothing
of what would settle a question, and no queue, is in it; a template with a placeholder that nobody fills is refused.
"""

from ceasefire.publish.bulletin._bulletin import Bulletin, bulletin_from_bytes, bulletin_of, content_of
from ceasefire.publish.bulletin._content import BulletinPage, Head, Heading, Part
from ceasefire.publish.bulletin._day import Period, period_from_text, period_of
from ceasefire.publish.bulletin._material import Material, material_of
from ceasefire.publish.bulletin._note import NOTE_HEADER, note_text, states
from ceasefire.publish.bulletin._template import (
    DEFAULT,
    NO_TEXTS,
    PLACEHOLDERS,
    SECTIONS,
    Fault,
    Template,
    TemplateSection,
    Texts,
    faults_of,
    template_from_bytes,
    template_from_json,
)

__all__ = [
    "DEFAULT",
    "NOTE_HEADER",
    "NO_TEXTS",
    "PLACEHOLDERS",
    "SECTIONS",
    "Bulletin",
    "BulletinPage",
    "Fault",
    "Head",
    "Heading",
    "Material",
    "Part",
    "Period",
    "Template",
    "TemplateSection",
    "Texts",
    "bulletin_from_bytes",
    "bulletin_of",
    "content_of",
    "faults_of",
    "material_of",
    "note_text",
    "period_from_text",
    "period_of",
    "states",
    "template_from_bytes",
    "template_from_json",
]
