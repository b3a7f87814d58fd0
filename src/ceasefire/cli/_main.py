"""The program: its commands, and what happens when one of them cannot go on."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import click

import ceasefire
from ceasefire.cli._lazy import Lazy
from ceasefire.problems import Refused, problem

# Name of each command (its module is `_NAME`) and the first sentence of its help.
COMMANDS = {
    "check": "Say how every term of an agreement stands.",
    "explain": "Say why a verdict is what it is, and what would turn it.",
    "history": "Show how the answer changed as knowledge came in.",
    "incidents": "List the incidents: where the three questions about each stand.",
    "incident": "Say everything about one incident.",
    "link": "Suggest which reports are one incident; confirm, reject, split, undo.",
    "answers": "List the answers awaited, and the complaint docket.",
    "queue": "Say what to look at next, and why. For the mission only.",
    "validate": "Say everything that is wrong with agreements and records.",
    "schema": "Print the JSON Schema of agreements, records or answers.",
    "readers": "List the readers of records, or suggest a mapping for a table.",
    "ledger": "Keep the ledger: open, append, prove, export, verify, cosign, compare.",
    "keys": "Make and show the keys that teams sign with, and withdraw them.",
    "vault": "Keep who a source is outside the ledger, under a pseudonym.",
    "bulletin": "Check a released bulletin: whose it is, and that it follows from the ledger.",
    "serve": "Serve the centre: its board, map, incidents, reports, ledger, bulletin.",
    "demo": "Show the truce of September 2016 in Syria: answer, incidents, ledger, site.",
}
_INSIDE = dict.fromkeys(("incidents", "incident", "answers", "queue"), "_desk") | dict.fromkeys(
    ("serve", "bulletin"), "_site"
)
EPILOG = """Data go to stdout, words to stderr. Exit codes: 0 done, 1 problem, 2 wrong usage, 3 a verdict that
--fail-on names, 4 a copy of a ledger that is not sound."""


class Program(Lazy):
    """The whole program: turns what stops a command into words."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever stops it becomes lines on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            faults = refused.problems
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  the last resort: bad input never shows a traceback
            if ctx.params["debug"]:
                traceback.print_exc(file=sys.stderr)
            faults = (problem("E-CLI-001", reason=f"{type(error).__name__}: {error}"),)
        from ceasefire.cli._output import tell_problems

        tell_problems(faults, ctx.meta.get("ceasefire.lang", "en"), ctx.meta.get("ceasefire.problems", "few"))
        return ctx.exit(ctx.meta.get("ceasefire.exit", 1))


@click.group(
    cls=Program,
    package="ceasefire.cli",
    helps=COMMANDS,
    inside=_INSIDE,
    name="ceasefire",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(ceasefire.__version__, prog_name="ceasefire")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of the program itself.")
def main(debug: bool) -> None:
    """Assess a ceasefire: from an agreement and what every source says, the verdict on each term, and why.

    It computes and never declares. A verdict is not a finding of violation; people decide, and both are
    recorded.
    """
    del debug
