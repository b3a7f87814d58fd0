"""YAML to plain values, strictly: keys once, no aliases, no guessing beyond numbers, true, false and null."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ceasefire.problems import Place, Refused, problem

MAX_DEPTH = 40

_INT = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?\d{1,17}\.\d{1,20}")
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}
_STRING_TAG = "tag:yaml.org,2002:str"
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not been reached."""

    value: Any
    key: str | None = None


@dataclass(slots=True)
class Document:
    """A YAML file as plain values. `lines` gives the line on which each map and list begins, by id()."""

    value: Any = None
    lines: dict[int, int] = field(default_factory=dict)

    def line(self, value: object, default: int = 1) -> int:
        """Return the line on which a map or list of this document begins."""
        return self.lines.get(id(value), default)


def yaml_from_text(text: str, file: str) -> Document:
    """Return the one document of a YAML text.

    Raises:
        Refused: Not YAML; a key that stands twice; an alias, a tag or a second document; nested beyond 40.
    """
    try:
        return _built(text, file)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _refused(file, line, error.problem or "it cannot be parsed") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = getattr(error, "reason", None) or "it holds characters that YAML does not allow"
        raise _refused(file, 0, reason) from None


def _built(text: str, file: str) -> Document:
    document = Document()
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if isinstance(event, yaml.AliasEvent) or documents > 1 or len(stack) > MAX_DEPTH:
            raise _refused(file, line, "aliases, several documents and nesting beyond 40 are not taken")
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            document.lines[id(value)] = line
            _put(document, stack, value, file, line)
            stack.append(_Open(value))
        elif isinstance(event, yaml.ScalarEvent):
            _put_scalar(document, stack, event, file, line)
    return document


def _put_scalar(document: Document, stack: list[_Open], event: yaml.ScalarEvent, file: str, line: int) -> None:
    if event.tag not in (None, "!", _STRING_TAG):
        raise _refused(file, line, "tags are not taken")
    top = stack[-1] if stack else None
    if top is not None and isinstance(top.value, dict) and top.key is None:
        if event.value in top.value:
            raise Refused([problem("E-SYNTAX-005", Place(file, line), key=event.value)])
        top.key = event.value
        return
    plain = event.implicit[0]
    _put(document, stack, _resolved(event.value) if plain else event.value, file, line)


def _put(document: Document, stack: list[_Open], value: Any, file: str, line: int) -> None:
    if not stack:
        document.value = value
        return
    top = stack[-1]
    if isinstance(top.value, list):
        top.value.append(value)
    elif top.key is None:
        raise _refused(file, line, "a key is not a text")
    else:
        top.value[top.key] = value
        top.key = None


def _resolved(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _refused(file: str, line: int, reason: object) -> Refused:
    return Refused([problem("E-SYNTAX-001", Place(file, line), format="YAML", reason=reason)])
