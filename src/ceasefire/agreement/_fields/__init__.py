"""What a value in an agreement file may be: marked YAML nodes, and the kinds that read them.

A kind reads a field: it returns a value, or notes what is wrong and returns None. It also says its own JSON
Schema, so that the reader and the schema are one table. Invariants (tests/unit/agreement): reading never
stops at the first fault; whatever a kind reads, its schema allows; nothing but `Refused` is ever raised.
"""

from ceasefire.agreement._fields._ids import Defines, Refers
from ceasefire.agreement._fields._kinds import Either, Json, Key, Kind, List, Made, Map, Named, Table
from ceasefire.agreement._fields._nodes import Definition, Field, Notes, Reference, root_from_text
from ceasefire.agreement._fields._scalars import Scalar

__all__ = [
    "Defines",
    "Definition",
    "Either",
    "Field",
    "Json",
    "Key",
    "Kind",
    "List",
    "Made",
    "Map",
    "Named",
    "Notes",
    "Reference",
    "Refers",
    "Scalar",
    "Table",
    "root_from_text",
]
