"""How wide a text is on a terminal, and how to wrap, cut and fill it to a number of columns."""

from __future__ import annotations

import unicodedata

_ZERO = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    r"""Return the columns that a text takes: none for combining and format marks, two for wide characters.

    >>> width("abc"), width("كَتَبَ"), width("東京"), width("\u2068x\u2069")
    (3, 3, 4, 1)
    """
    return sum(_columns(char) for char in text)


def cut(text: str, columns: int) -> str:
    """Return the text, or as much of it as fits with an ellipsis."""
    if width(text) <= columns:
        return text
    taken, used = "", 0
    for char in text:
        if used + _columns(char) > columns - 1:
            break
        taken, used = taken + char, used + _columns(char)
    opened = sum(taken.count(char) for char in "\u2066\u2067\u2068")
    closers = "\u2069" * (opened - taken.count("\u2069"))
    return f"{taken.rstrip()}…{closers}"


def pad(text: str, columns: int) -> str:
    """Return the text filled with spaces to the columns, never cut."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Return the text as lines of at most `columns`; a word that is longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        *heads, rest = _pieces(word, columns)
        if heads:
            lines.extend([line] if line else [])
            lines.extend(heads)
            line = ""
        if line and width(line) + 1 + width(rest) > columns:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}" if line else rest
    return [*lines, line] if line or not lines else lines


def _columns(char: str) -> int:
    if unicodedata.category(char) in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(word: str, columns: int) -> list[str]:
    """Return a word in pieces of at most `columns`; a shorter one is one piece."""
    pieces, start, used = [], 0, 0
    for index, char in enumerate(word):
        size = _columns(char)
        if used + size > columns:
            pieces.append(word[start:index])
            start, used = index, 0
        used += size
    return [*pieces, word[start:]]
