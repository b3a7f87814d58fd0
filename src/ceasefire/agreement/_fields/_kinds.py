"""What a value of the file may be: each kind reads a field and says its own JSON Schema."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from ceasefire.agreement._fields._nodes import Field

Json = dict[str, Any]


class Kind(Protocol):
    """One kind of value. `read` returns None after noting a fault; a value is never None."""

    @property
    def wanted(self) -> str:
        """What it is, in words."""

    @property
    def example(self) -> str:
        """One that is right."""

    def read(self, here: Field) -> Any:
        """Return the value, or None after noting what is wrong."""

    def schema(self) -> Json:
        """Return the JSON Schema of the value."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a map: the kind of its value, what it means, and whether it must be there."""

    kind: Kind
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list of at least `least` values of one kind; `unique` ones stand in it once."""

    kind: Kind
    build: Callable[[list[Any]], Any] = tuple
    least: int = 1
    unique: bool = False

    @property
    def wanted(self) -> str:
        """What it is, in words."""
        return f"a list, each item {self.kind.wanted}"

    @property
    def example(self) -> str:
        """One that is right."""
        return f"[{self.kind.example}]"

    def read(self, here: Field) -> Any:
        """Return the built list, or None."""
        before = len(here.notes.faults)
        if not isinstance(here.node, yaml.SequenceNode):
            return here.refuse(self.wanted, self.example)
        items = list(here.items())
        if len(items) < self.least:
            return here.refuse(f"at least {self.least} in the list", self.example)
        values = [self.kind.read(item) for item in items]
        known: set[Any] = set()
        for number, value in enumerate(values if self.unique else ()):
            if value is not None and value in known:
                twice = f"{items[number].seen} for the second time"
                items[number].refuse("each once", self.example, seen=twice)
            known.add(value)
        return self.build(values) if len(here.notes.faults) == before else None

    def schema(self) -> Json:
        """Return the JSON Schema of the list."""
        unique = {"uniqueItems": True} if self.unique else {}
        return {"type": "array", "items": self.kind.schema(), "minItems": self.least, **unique}


@dataclass(frozen=True, slots=True)
class Map:
    """A map with known keys.

    Attributes:
        keys: In the order in which they are documented and listed.
        build: Makes the value out of the read values by key; called only when nothing below is wrong.
        wanted: In words.
        example: One that is right.
        check: Notes faults between keys; values that could not be read are None.
        one_of: Keys of which exactly one must be there.
        one_of_code: Which problem to note otherwise.
        more: What the JSON Schema says beyond the keys.
    """

    keys: Mapping[str, Key]
    build: Callable[[dict[str, Any]], Any]
    wanted: str
    example: str
    check: Callable[[Field, dict[str, Any]], None] | None = None
    one_of: tuple[str, ...] = ()
    one_of_code: str = "E-SYNTAX-004"
    more: Json = field(default_factory=dict)

    def read(self, here: Field) -> Any:
        """Return the built value, or None."""
        if not isinstance(here.node, yaml.MappingNode):
            return here.refuse(self.wanted, self.example)
        before = len(here.notes.faults)
        given = self._given(here)
        values = {name: self.keys[name].kind.read(value) for name, value in given.items()}
        for name, key in self.keys.items():
            if key.required and name not in given:
                here.child(name).fault("E-SYNTAX-003", key=name, example=f"{name}: {key.kind.example}")
        if self.check:
            self.check(here, values)
        return self.build(values) if len(here.notes.faults) == before else None

    def _given(self, here: Field) -> dict[str, Field]:
        given: dict[str, Field] = {}
        taken: dict[str, Field] = {}
        unknown = False
        for index, (name, value) in enumerate(here.entries()):
            if name in given:
                here.key(index).child(name).fault("E-SYNTAX-005", key=name)
            elif name in self.keys:
                given[name] = value
            else:
                unknown = True
                nearest = self._unknown(here.key(index), name)
                if nearest:
                    taken[nearest] = value
        given = taken | given
        chosen = [name for name in self.one_of if name in given]
        if self.one_of and len(chosen) != 1 and not (unknown and not chosen):
            self._not_one(here, chosen)
        return given

    def _unknown(self, key: Field, name: str) -> str:
        """Note an unknown key; return the known one that was probably meant, to go on with."""
        near = difflib.get_close_matches(name, self.keys, n=1, cutoff=0.6)
        key.child(name or "?").fault(
            "E-SYNTAX-002",
            seen=name or key.seen,
            expected=", ".join(self.keys),
            suggestion=f'Did you mean "{near[0]}"?' if near else "",
        )
        return near[0] if near else ""

    def _not_one(self, here: Field, chosen: list[str]) -> None:
        seen = " and ".join(f'"{name}"' for name in chosen) or "none of the keys that are needed"
        if self.one_of_code == "E-SYNTAX-004":
            here.refuse(f"exactly one of: {', '.join(self.one_of)}", self.example, seen=seen)
        else:
            here.fault(self.one_of_code, seen=seen, expected=", ".join(self.one_of))

    def schema(self) -> Json:
        """Return the JSON Schema of the map."""
        properties = {name: {"description": key.meaning, **key.kind.schema()} for name, key in self.keys.items()}
        required = [name for name, key in self.keys.items() if key.required]
        choice = {"oneOf": [{"required": [name]} for name in self.one_of]} if self.one_of else {}
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **choice,
            **self.more,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """A map whose keys are ids; the value is a tuple of (key, value)."""

    key: Kind
    wanted: str
    example: str
    value: Callable[[str], Kind]

    def read(self, here: Field) -> Any:
        """Return the pairs, or None."""
        if not isinstance(here.node, yaml.MappingNode):
            return here.refuse(self.wanted, self.example)
        before = len(here.notes.faults)
        pairs: dict[str, Any] = {}
        for index, (name, value) in enumerate(here.entries()):
            key = here.key(index).child(name or "?")
            if name in pairs:
                key.fault("E-SYNTAX-005", key=name)
            self.key.read(key)
            pairs[name] = self.value(name).read(value)
        return tuple(pairs.items()) if len(here.notes.faults) == before else None

    def schema(self) -> Json:
        """Return the JSON Schema of the table."""
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.value("").schema(),
        }


@dataclass(frozen=True, slots=True)
class Either:
    """One kind for a single value, another for a list, another for a map."""

    wanted: str
    example: str
    single: Kind | None = None
    several: Kind | None = None
    mapped: Kind | None = None

    def read(self, here: Field) -> Any:
        """Return the value of the kind that fits the node, or None."""
        if isinstance(here.node, yaml.MappingNode):
            kind = self.mapped
        elif isinstance(here.node, yaml.SequenceNode):
            kind = self.several
        else:
            kind = self.single
        if kind is None or here.tag == "null":
            return here.refuse(self.wanted, self.example)
        return kind.read(here)

    def schema(self) -> Json:
        """Return the JSON Schema of the alternatives."""
        kinds = (self.single, self.several, self.mapped)
        return {"anyOf": [kind.schema() for kind in kinds if kind is not None]}


@dataclass(frozen=True, slots=True)
class Made:
    """A value made out of another kind's value."""

    kind: Kind
    build: Callable[[Any], Any]

    @property
    def wanted(self) -> str:
        """What it is, in words."""
        return self.kind.wanted

    @property
    def example(self) -> str:
        """One that is right."""
        return self.kind.example

    def read(self, here: Field) -> Any:
        """Return the made value, or None."""
        value = self.kind.read(here)
        return None if value is None else self.build(value)

    def schema(self) -> Json:
        """Return the JSON Schema of what it is made of."""
        return self.kind.schema()


@dataclass(slots=True)
class Named:
    """A kind with a name of its own in the schema; set `kind` later where kinds contain each other."""

    name: str
    wanted: str
    example: str
    kind: Kind | None = None

    def read(self, here: Field) -> Any:
        """Return the value, or None."""
        return self.kind.read(here) if self.kind else None

    def schema(self) -> Json:
        """Return a reference to the definition."""
        return {"$ref": f"#/$defs/{self.name}"}
