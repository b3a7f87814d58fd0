"""From the options of a question to the incidents as they were known, with what is told on the way."""

from __future__ import annotations

from ceasefire.cli._asking import ask
from ceasefire.cli._options import Given
from ceasefire.cli._output import tell_problems
from ceasefire.desk import Desk, desk_of, unheeded
from ceasefire.incidents.linking import Linker


def desk_for(given: Given) -> Desk:
    """Return the incidents as known at the moment asked about; decisions that moved nothing go to stderr.

    Raises:
        Refused: Something is wrong with the question or the files.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    desk = desk_of(*ask(given))
    tell_problems(unheeded(desk), given.lang, given.problems)
    return desk


def new_linker(name: str) -> Linker:
    """Return a linker by its name, on a database of its own."""
    import duckdb

    from ceasefire.desk import linker_called

    return linker_called(name, duckdb.connect())
