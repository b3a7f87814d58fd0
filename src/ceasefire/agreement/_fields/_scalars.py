"""Single values: texts, ids, words and numbers."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ceasefire.agreement._fields._kinds import Json
from ceasefire.agreement._fields._nodes import Field
from ceasefire.problems import did_you_mean

MAX_TEXT = 20_000
MAX_NUMBER = 10**12
TEXTUAL = frozenset({"str", "timestamp"})
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
WHOLE = r"0|-?[1-9][0-9]{0,15}"
_FRACTION = r"(0|[1-9][0-9]{0,12})(/[1-9][0-9]{0,12})?"
_DECIMAL = r"-?[0-9]{1,3}(\.[0-9]{1,15})?"


def _no_hint(_text: str) -> str:
    return ""


class Beyond(ValueError):  # noqa: N818  not an error of the program
    """The text is of the right kind but lies beyond what is read; says what was expected instead."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value.

    Attributes:
        parse: Text to value; raises ValueError, whose text is a suggestion if it is a sentence, or Beyond.
        wanted: In words.
        example: One that is right.
        json: Its JSON Schema.
        code: The problem to note when `parse` refuses it.
        tags: What plain YAML may take it for.
        hint: Text to a suggestion.
    """

    parse: Callable[[str], Any]
    wanted: str
    example: str
    json: Json
    code: str = "E-SYNTAX-004"
    tags: frozenset[str] = TEXTUAL
    hint: Callable[[str], str] = _no_hint

    def read(self, here: Field) -> Any:
        """Return the value, or None."""
        text = here.text
        if len(text) > MAX_TEXT:
            return here.fault("E-FILE-005", length=len(text), limit=MAX_TEXT)
        if here.tag not in self.tags or here.seen == "nothing":
            return here.refuse(self.wanted, self.example, suggestion=self._tag_hint(here) or self.hint(text))
        try:
            return self.parse(text)
        except Beyond as error:
            return here.refuse(str(error), self.example)
        except ValueError as error:
            seen = here.seen if self.code == "E-SYNTAX-004" else text
            hint = self.hint(text) or (str(error) if str(error).endswith(".") else "")
            return here.fault(self.code, seen=seen, expected=self.wanted, example=self.example, suggestion=hint)

    def _tag_hint(self, here: Field) -> str:
        if self.tags >= TEXTUAL and here.tag in {"int", "float", "bool"}:
            return "Put it in quotes."
        quoted = here.tag == "str" and getattr(here.node, "style", None) in {"'", '"'}
        return "Remove the quotes." if quoted and re.fullmatch(WHOLE, here.text) else ""

    def schema(self) -> Json:
        """Return the JSON Schema of the value."""
        return dict(self.json)


def _text(text: str) -> str:
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t":
            raise ValueError(f"It holds the character U+{ord(char):04X}.")
    return text


def _matching(pattern: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > 64 or not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return parse


def _kebab(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f'Did you mean "{plain}"?' if plain and plain != text else ""


TEXT = Scalar(_text, "text", '"Two Valleys"', {"type": "string", "minLength": 1, "pattern": r"\S"})
IDENT = Scalar(
    _matching(_ID),
    "an id of small letters, digits and hyphens",
    "two-valleys",
    {"type": "string", "pattern": f"^{_ID}$", "maxLength": 64},
    hint=_kebab,
)
WORD = Scalar(
    _matching(_ID),
    "a word of small letters, digits and hyphens",
    "air-strike",
    {"type": "string", "pattern": f"^{_ID}$", "maxLength": 64},
    hint=_kebab,
)


def one_word_of(words: Iterable[str]) -> Scalar:
    """Return the kind of a word from a closed list."""
    known = tuple(words)

    def parse(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return Scalar(
        parse,
        f"one of: {', '.join(known)}",
        known[0],
        {"enum": list(known)},
        hint=lambda text: did_you_mean(text, known),
    )


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


FLAG = Scalar(_truth, "true or false", "true", {"type": "boolean"}, tags=frozenset({"bool"}))


def whole(least: int, most: int = MAX_NUMBER, example: str = "7") -> Scalar:
    """Return the kind of a whole number within bounds."""

    def parse(text: str) -> int:
        if not re.fullmatch(WHOLE, text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return Scalar(
        parse,
        f"a whole number from {least} to {most}",
        example,
        {"type": "integer", "minimum": least, "maximum": most},
        tags=frozenset({"int"}),
    )


def one_number(number: int, wanted: str) -> Scalar:
    """Return the kind of a number of which there is only one."""
    return dataclasses.replace(whole(number, number, str(number)), wanted=wanted)


def _as_fraction(text: str) -> str:
    """Suggest the fraction of a decimal number."""
    if not re.fullmatch(_DECIMAL, text) or "." not in text or text.startswith("-"):
        return ""
    return f'Did you mean "{Fraction(text)}"?'


def fraction(most: int = MAX_NUMBER) -> Scalar:
    """Return the kind of an exact number of 0 or more, whole or as `45/2`."""

    def parse(text: str) -> Fraction:
        if not re.fullmatch(_FRACTION, text):
            raise ValueError(text)
        value = Fraction(text)
        if value > most or value.denominator > MAX_NUMBER:
            raise ValueError(text)
        return value

    return Scalar(
        parse,
        f"a whole number or a fraction from 0 to {most}",
        "3/4" if most == 1 else "45/2",
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": most},
                {"type": "string", "pattern": f"^{_FRACTION}$"},
            ]
        },
        tags=frozenset({"int", "str"}),
        hint=_as_fraction,
    )
