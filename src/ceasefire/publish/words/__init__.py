"""Ids, codes, forms and numbers in words, in English, Arabic and Russian.

English texts are the message ids; `mark`, `say` and `count` name them, `scripts/messages.py` collects and
checks them. Invariants (tests/unit/publish): every message is in both catalogues with the same `{values}`
and all plural forms; no language calls a verdict a violation; a wrapped text is never wider than asked.
"""

from ceasefire.publish.words._forms import form_in_words, measure_in_words
from ceasefire.publish.words._language import Language, language_for
from ceasefire.publish.words._names import NameBook, names_of
from ceasefire.publish.words._phrases import (
    Headline,
    assumed_phrase,
    clock_phrase,
    clock_since,
    headline_of,
    lacking,
    records_in_words,
    settle_phrases,
)
from ceasefire.publish.words._vocabulary import (
    ACTS,
    ANSWERS,
    AUTHORITIES,
    CELLS,
    EVENTS,
    IN_FORCE,
    KINDS,
    KNOWLEDGE,
    PURPOSES,
    REASONS,
    SIGNS,
    STANCES,
    STANDINGS,
    STATUSES,
    UNITS,
    VERDICTS,
    VIEWS,
    word,
)
from ceasefire.publish.words._voice import LANGUAGES, Catalogue, Voice, catalogue, mark
from ceasefire.publish.words._width import cut, pad, width, wrap

__all__ = [
    "ACTS",
    "ANSWERS",
    "AUTHORITIES",
    "CELLS",
    "EVENTS",
    "IN_FORCE",
    "KINDS",
    "KNOWLEDGE",
    "LANGUAGES",
    "PURPOSES",
    "REASONS",
    "SIGNS",
    "STANCES",
    "STANDINGS",
    "STATUSES",
    "UNITS",
    "VERDICTS",
    "VIEWS",
    "Catalogue",
    "Headline",
    "Language",
    "NameBook",
    "Voice",
    "assumed_phrase",
    "catalogue",
    "clock_phrase",
    "clock_since",
    "cut",
    "form_in_words",
    "headline_of",
    "lacking",
    "language_for",
    "mark",
    "measure_in_words",
    "names_of",
    "pad",
    "records_in_words",
    "settle_phrases",
    "width",
    "word",
    "wrap",
]
