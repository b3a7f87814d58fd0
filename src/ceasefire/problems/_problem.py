"""A problem as a frozen value, and the one function that turns it into a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ceasefire.problems._catalogue import CATALOGUE

# What a fault misses, where it is a word of the program's own and no name out of a file.
WANTED = (
    "term", "reading", "area", "day", "record", "incident", "account", "kind", "actor", "source",
    "a kind of record", "an area", "a term", "an instrument", "a date",
)  # fmt: skip
DID_YOU_MEAN = "Did you mean {near}?"

_SHOWN = 80


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the input: a file, a line (1-based; a row for tables) and the path of the field."""

    file: str = ""
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        """Return `file:line field`, leaving out what is unknown."""
        spot = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(part for part in (spot, self.field) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a code of the catalogue, its place, and named parameters (already shortened, plain text)."""

    code: str
    where: Place = Place()
    params: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> str:
        """Return `error` or `warning`."""
        return CATALOGUE[self.code].severity


class Refused(Exception):  # noqa: N818  the field's word, not an error of the program
    """No answer can be given; `problems` says why.

    Attributes:
        problems: At least one problem, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__("; ".join(render(each) for each in self.problems))


def problem(code: str, where: Place = Place(), **params: object) -> Problem:
    """Return a problem of the catalogue; parameters are shortened to 80 characters and kept on one line.

    Raises:
        KeyError: `code` is not in the catalogue.
    """
    CATALOGUE[code]
    return Problem(code, where, tuple((name, _shorten(value)) for name, value in params.items()))


def render(fault: Problem, translate: Callable[[str], str] = str) -> str:
    """Return one line: code, place, what was seen, what was expected, what to do.

    >>> from ceasefire.problems import Place, problem
    >>> render(problem("E-FILE-001", Place("a.yaml")))
    'E-FILE-001 a.yaml: the file is empty. Expected an agreement or records. Check that the right file was named.'
    """
    entry = CATALOGUE[fault.code]
    parts = [translate(text) for text in (entry.seen, entry.expected, entry.remedy) if text]
    values = _Blanks((name, _in_words(name, value, translate)) for name, value in fault.params)
    text = " ".join(part.format_map(values).strip() for part in parts)
    where = str(fault.where)
    return f"{fault.code} {where}: {' '.join(text.split())}" if where else f"{fault.code} {' '.join(text.split())}"


def did_you_mean(seen: object, known: Iterable[str]) -> str:
    """Return `Did you mean "x"?` for the nearest known word, or an empty string.

    >>> did_you_mean("goverment", ["government", "opposition"])
    'Did you mean "government"?'
    """
    near = difflib.get_close_matches(str(seen), sorted(known), n=1, cutoff=0.6)
    return DID_YOU_MEAN.format(near=f'"{near[0]}"') if near else ""


def _in_words(name: str, value: str, translate: Callable[[str], str]) -> str:
    """Return a parameter: what is wanted, and a hint that asks "Did you mean …?", in the reader's language."""
    if name == "wanted" and value in WANTED:
        return translate(value)
    before, _, after = DID_YOU_MEAN.partition("{near}")
    if not (value.startswith(before) and value.endswith(after)):
        return value
    return translate(DID_YOU_MEAN).format(near=value[len(before) : -len(after)])


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _shorten(value: object) -> str:
    text = " ".join(str(value).split())
    printable = "".join(char if char.isprintable() else "�" for char in text)
    return printable if len(printable) <= _SHOWN * 4 else printable[: _SHOWN - 1] + "…"
