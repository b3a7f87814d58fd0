"""`ceasefire ledger compare`."""

from __future__ import annotations

import click

from ceasefire.cli._options import lang_option
from ceasefire.problems import Refused, problem


@click.command("compare")
@click.argument("first", metavar="DIR")
@click.argument("second", metavar="DIR")
@lang_option
def command(first: str, second: str, lang: str) -> None:
    """Say whether two copies tell one history.

    The same history, one the beginning of the other, or where they fork. Each is verified first. Exit
    code 4 if they fork or are of different ledgers.
    """
    from ceasefire.cli._custody import copy_at, verified
    from ceasefire.cli._output import write
    from ceasefire.ledger.copies import compare_copies
    from ceasefire.publish.custody import compared_text

    copies = [copy_at(each) for each in (first, second)]
    facts = [verified(each) for each in copies]
    found = compare_copies(copies[0], facts[0], copies[1], facts[1])
    context = click.get_current_context()
    if found.relation == "fork":
        context.meta["ceasefire.exit"] = 4
        one, other = found.differing
        fault = problem("E-LEDGER-038", size=found.shared, first=first, second=second, one=one, other=other)
        raise Refused([fault])
    sizes = (facts[0].head.size, facts[1].head.size)
    write(compared_text(found, (first, second), sizes, lang), None)
    if found.relation == "other":
        raise click.exceptions.Exit(4)
