"""`ceasefire link reject`."""

from __future__ import annotations

import click

from ceasefire.cli._link._decided import By, decides
from ceasefire.cli._link._pair import decide_pair
from ceasefire.cli._options import Given


@click.command("reject")
@decides
@click.argument("first", metavar="RECORD")
@click.argument("second", metavar="RECORD")
def command(given: Given, by: By, first: str, second: str) -> None:
    """Decide that two reports are not one incident.

    RECORD is source/id. The decision is a record of its own; `undo` brings back what held before it.
    """
    decide_pair(given, by, (first, second), "rejected")
