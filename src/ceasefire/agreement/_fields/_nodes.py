"""YAML text as marked nodes, and everything that is learned while walking them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ceasefire.problems import Place, Problem, Refused, problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_ALIASES = 100
MAX_REPEATED = 20_000
_SEEN_CHARS = 60
_TAG = "tag:yaml.org,2002:"
_PLAIN_ID = re.compile(r"[a-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Definition:
    """An id that the file defines, in a scope such as `party` or `reading:reduced-violence`."""

    scope: str
    id: str
    where: Place


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that the file names; it must be defined in one of `scopes`."""

    scopes: tuple[str, ...]
    wanted: str
    id: str
    where: Place


@dataclass(slots=True)
class Notes:
    """What walking one file has found so far; `months` and `windows` are lengths, to be compared."""

    file: str
    faults: list[Problem] = dataclasses.field(default_factory=list)
    definitions: list[Definition] = dataclasses.field(default_factory=list)
    references: list[Reference] = dataclasses.field(default_factory=list)
    months: list[tuple[Field, str]] = dataclasses.field(default_factory=list)
    windows: list[tuple[Field, str]] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Field:
    """A node, the path that leads to it, and the notes of its file."""

    node: yaml.Node
    path: str
    notes: Notes

    @property
    def where(self) -> Place:
        """Return file, line and path."""
        return Place(self.notes.file, self.node.start_mark.line + 1, self.path)

    @property
    def tag(self) -> str:
        """Return what plain YAML takes the node for: str, int, bool, null, timestamp, seq, map."""
        return str(self.node.tag).removeprefix(_TAG)

    @property
    def text(self) -> str:
        """Return a scalar's text without outer blanks; empty for lists and maps."""
        return self.node.value.strip() if isinstance(self.node, yaml.ScalarNode) else ""

    @property
    def seen(self) -> str:
        """Return the node in words, for a message."""
        if isinstance(self.node, yaml.MappingNode):
            return "a map"
        if isinstance(self.node, yaml.SequenceNode):
            return "a list" if self.node.value else "an empty list"
        if self.tag == "null" or not self.text:
            return "nothing"
        text = self.text if len(self.text) <= _SEEN_CHARS else self.text[: _SEEN_CHARS - 1] + "…"
        return text if self.tag in {"int", "float", "bool"} else f'"{text}"'

    def fault(self, code: str, **params: object) -> None:
        """Note a fault here."""
        self.notes.faults.append(problem(code, self.where, **params))

    def refuse(self, expected: str, example: str, *, seen: str = "", suggestion: str = "") -> None:
        """Note that the value is not what was expected."""
        self.fault("E-SYNTAX-004", seen=seen or self.seen, expected=expected, example=example, suggestion=suggestion)

    def child(self, name: str, node: yaml.Node | None = None) -> Field:
        """Return the field called `name` below this one; without a node, one that is missing."""
        return Field(node or self.node, f"{self.path}.{name}" if self.path else name, self.notes)

    def entries(self) -> Iterator[tuple[str, Field]]:
        """Yield (key, field) of a map; a key that is no text has an empty name."""
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else ""
                yield name, self.child(name or "?", value)

    def key(self, index: int) -> Field:
        """Return the key of entry `index` as a field, for its line."""
        return Field(self.node.value[index][0], self.path, self.notes)

    def get(self, name: str) -> Field | None:
        """Return the first entry called `name`, if this is a map that has one."""
        return next((field for key, field in self.entries() if key == name), None)

    def items(self) -> Iterator[Field]:
        """Yield the items of a list; the path names each by its id, else by its number from 1."""
        if isinstance(self.node, yaml.SequenceNode):
            for number, node in enumerate(self.node.value, 1):
                named = Field(node, "", self.notes).get("id")
                name = named.text if named and _PLAIN_ID.fullmatch(named.text) else str(number)
                yield Field(node, f"{self.path}[{name}]", self.notes)


class _Forbidden(Exception):  # noqa: N818  not an error of the program
    """YAML that the format leaves out: (what, line from 1)."""


class _Loader(yaml.SafeLoader):
    """Composes nodes, and refuses what could make a small file large or a value a surprise."""

    depth = 0
    aliases = 0
    anchored = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node unless it has a tag, lies too deep, or repeats too much."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(parent, index, line)
        if event.tag:
            raise _Forbidden(f"the tag {event.tag.replace(_TAG, '!!')}", line)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Forbidden(f"more than {MAX_DEPTH} levels of lists and maps", line)
        anchored = bool(event.anchor)
        self.anchored += anchored
        node = super().compose_node(parent, index)
        self.anchored -= anchored
        self.depth -= 1
        return node

    def _repeated(self, parent: yaml.Node | None, index: int, line: int) -> yaml.Node | None:
        """Compose an alias: one of few, of something short, and never inside what is itself repeated."""
        self.aliases += 1
        if self.anchored:
            raise _Forbidden("an alias inside a value that has an anchor", line)
        if self.aliases > MAX_ALIASES:
            raise _Forbidden(f"more than {MAX_ALIASES} aliases", line)
        node = super().compose_node(parent, index)
        if node and node.end_mark.index - node.start_mark.index > MAX_REPEATED:
            raise _Forbidden("an alias of a long value", line)
        return node


def root_from_text(text: str, file: str) -> Field:
    """Return the top field of a YAML text.

    Raises:
        Refused: E-FILE-001 empty, E-FILE-007 too large, E-SYNTAX-001 not YAML, E-SYNTAX-006 YAML left out.

    Source: YAML 1.1, without tags.
    """
    if len(text) > MAX_BYTES:
        raise Refused([problem("E-FILE-007", Place(file), size=len(text), limit=MAX_BYTES)])
    try:
        node = yaml.compose(text, Loader=_Loader)
    except _Forbidden as error:
        what, line = error.args
        raise Refused([problem("E-SYNTAX-006", Place(file, line), seen=what, depth=MAX_DEPTH)]) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        line, reason = _line_and_reason(error, text)
        raise Refused([problem("E-SYNTAX-001", Place(file, line), format="YAML", reason=reason)]) from None
    if node is None:
        raise Refused([problem("E-FILE-001", Place(file))])
    return Field(node, "", Notes(file))


def _line_and_reason(error: Exception, text: str) -> tuple[int, str]:
    if isinstance(error, yaml.MarkedYAMLError):
        begun = f" (from line {error.context_mark.line + 1})" if error.context_mark else ""
        context = f"{error.context}{begun}, " if error.context else ""
        mark = error.problem_mark or error.context_mark
        return (mark.line + 1 if mark else 0), f"{context}{error.problem}"
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1, f"the character U+{ord(text[error.position]):04X}"
    return 0, "an escape that names no character"
