"""A language's words: its catalogue, its plurals, and which way it runs.

English is the source. Arabic and Russian are read from locale/*/LC_MESSAGES/ceasefire.po as they are, so
that a translator's correction is one line of text and no build step. Babel is imported on first use.
"""

from __future__ import annotations

import functools
import gettext as gettext_rules
import importlib.resources
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

LANGUAGES = ("en", "ar", "ru")
RIGHT_TO_LEFT = frozenset({"ar"})

_LEFT, _RIGHT, _END = "\u2066", "\u2067", "\u2069"
_STRONG_RIGHT = frozenset({"R", "AL", "AN"})
_LEFT_RUNS = frozenset({"L", "EN"})


def mark(message: str) -> str:
    """Return the message itself; scripts/messages collects it for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language: `messages` maps a text to its forms, `rule` a number to a form."""

    messages: dict[str, tuple[str, ...]]
    rule: Callable[[int], int]

    def gettext(self, message: str) -> str:
        """Return the translation, or the English text where there is none."""
        forms = self.messages.get(message)
        return forms[0] if forms and forms[0] else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form that the language uses for the number."""
        forms = self.messages.get(singular)
        index = self.rule(number)
        if forms and index < len(forms) and forms[index]:
            return forms[index]
        return singular if number == 1 else plural


@functools.cache
def catalogue(code: str) -> Catalogue:
    """Return the catalogue of `en`, `ar` or `ru`; English is empty, its texts are the ids.

    Raises:
        KeyError: No such language.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == "en":
        return Catalogue({}, lambda number: 0 if number == 1 else 1)
    from babel.messages.pofile import read_po  # noqa: PLC0415  keeps `ceasefire --help` fast

    source = importlib.resources.files("ceasefire.publish") / "locale" / code / "LC_MESSAGES" / "ceasefire.po"
    with source.open("rb") as stream:
        read = read_po(stream, locale=code)
    messages: dict[str, tuple[str, ...]] = {}
    for message in read:
        if message.id and not message.fuzzy:
            key = message.id if isinstance(message.id, str) else message.id[0]
            messages[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Catalogue(messages, gettext_rules.c2py(read.plural_expr))


@dataclass(frozen=True, slots=True)
class Voice:
    """What says messages in `en`, `ar` or `ru`."""

    code: str

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    def say(self, message: str, /, **values: str) -> str:
        """Return the translated text with its `{values}`, isolated where they run the other way."""
        text = catalogue(self.code).gettext(message)
        return text.format(**{name: self.isolate(value) for name, value in values.items()}) if values else text

    def count(self, singular: str, plural: str, number: int, /, **values: str) -> str:
        """Return the text in the form for the number, which is `{n}` in it."""
        text = catalogue(self.code).ngettext(singular, plural, number)
        shown = {"n": self.number(number)} | values
        return text.format(**{name: self.isolate(value) for name, value in shown.items()})

    def isolate(self, text: str) -> str:
        """Return the text in an isolate of its own direction if its letters or digits would disturb the line.

        The direction is said, not left to be guessed: a guess overlooks what stands in inner isolates.
        """
        classes = [unicodedata.bidirectional(char) for char in text]
        if self.direction == "rtl":
            foreign, right = _LEFT_RUNS, any(each in _STRONG_RIGHT for each in classes)
        else:
            strong = next((each for each in classes if each == "L" or each in _STRONG_RIGHT), "L")
            foreign, right = _STRONG_RIGHT, strong != "L"
        return f"{_RIGHT if right else _LEFT}{text}{_END}" if foreign & set(classes) else text

    def number(self, number: int) -> str:
        """Return a whole number."""
        return str(number)
