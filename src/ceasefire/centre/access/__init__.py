"""Who may see and do what, and how coarse and how late a record leaves the mission. Pure: no request, no database.

`ROLES` are the mission's own words; `TABLE` has a row for every address; `RULES` has one for every kind of record. Code
asks these tables and nothing else. Invariants (tests/web): an address that is not in the table cannot be served; every
address answers every role as the table says; nothing leaves earlier or finer than its rule; administering shows no
protected part.
"""

from ceasefire.centre.access._release import RULES, Audience, Rule, audience_of, completed, released, without_strangers
from ceasefire.centre.access._roles import INSIDE, NOBODY, ROLES, Role, Viewer
from ceasefire.centre.access._table import TABLE, Access, may

__all__ = [
    "INSIDE",
    "NOBODY",
    "ROLES",
    "RULES",
    "TABLE",
    "Access",
    "Audience",
    "Role",
    "Rule",
    "Viewer",
    "audience_of",
    "completed",
    "may",
    "released",
    "without_strangers",
]
