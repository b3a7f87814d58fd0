"""Write the tables of roles and release rules into docs/roles.md, between the words that people wrote.

python scripts/roles.py            replace the block after each `<!-- table: NAME -->`
python scripts/roles.py --check    say whether that would change anything (exit code 1)
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ceasefire.centre.access import ROLES, RULES, TABLE, Role

PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
BLOCK = re.compile(r"(?P<mark><!-- table: (?P<name>\w+) -->\n)(?:\|.*\n)*")
SHORT: dict[Role, str] = {
    "reporter": "reporter",
    "analyst": "analyst",
    "verifier": "verifier",
    "head-of-mission": "head",
    "co-chair": "co-chair",
    "liaison": "liaison",
    "access-officer": "access",
    "observer": "observer",
    "administrator": "admin",
    "anybody": "anybody",
}


def addresses() -> str:
    """Return the table of addresses: ● sees and acts, ○ sees, ▷ acts only."""
    rows = [["address", "what", *(SHORT[each] for each in ROLES)], ["---"] * (len(ROLES) + 2)]
    for name, row in TABLE.items():
        marks = [
            "●" if each in row.see & row.act else "○" if each in row.see else "▷" if each in row.act else ""
            for each in ROLES
        ]
        rows.append([f"`{name}`", row.what, *marks])
    return _table(rows)


def rules() -> str:
    """Return the release rules."""
    rows = [["kind", "parties", "observers", "anybody", "its words", "only when over", "why"], ["---"] * 7]
    for kind, rule in RULES.items():
        hours = [_after(each) for each in (rule.parties, rule.observers, rule.public)]
        rows.append([f"`{kind}`", *hours, "yes" if rule.words else "no", "yes" if rule.over else "", rule.why])
    return _table(rows)


def with_tables(text: str) -> str:
    """Return the page with the tables as they are now."""
    made = {"addresses": addresses, "rules": rules}
    return BLOCK.sub(lambda found: found["mark"] + made[found["name"]](), text)


def _after(hours: int | None) -> str:
    return "never" if hours is None else "at once" if hours == 0 else f"{hours} h"


def _table(rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> int:
    """Write the page, or compare it."""
    before = PAGE.read_text("utf-8")
    after = with_tables(before)
    if "--check" not in sys.argv:
        PAGE.write_text(after, "utf-8")
        return 0
    if before != after:
        print("docs/roles.md is not what the tables say. Run: python scripts/roles.py", file=sys.stderr)
    return int(before != after)


if __name__ == "__main__":
    sys.exit(main())
