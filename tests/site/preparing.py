"""Copies the demonstration's ledger into the site's database, makes writers, prints their tokens as JSON."""

import json
import sys

from benchmarks._ledger_world import copy_database

from ceasefire.centre import Store
from ceasefire.centre.people._accounts import Account, make_account
from ceasefire.centre.people._tokens import make_token
from ceasefire.centre.web._starting import make_site_tables

WRITERS = 4


def main(source: str, target: str) -> None:
    """Prepare the site's database, which is the target."""
    make_site_tables()
    copy_database(source, target)
    tokens = []
    for number in range(WRITERS):
        account = Account(f"writer-{number}", "reporter", "mission", "civil-defence", f"writer-{number}")
        person = make_account(account, "a word that nobody needs", must_enrol=False)
        tokens.append(make_token(person, "load", ["report"], 3)[1])
    Store().close()
    print(json.dumps(tokens))  # noqa: T201  what it is for


if __name__ == "__main__":
    main(*sys.argv[1:])
