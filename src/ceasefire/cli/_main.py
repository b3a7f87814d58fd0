"""The program: its commands, and what happens when one of them cannot go on."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import Any

import click

import ceasefire
from ceasefire.problems import Refused, problem

# Name of each command (its module is `_NAME`) and the first sentence of its help.
COMMANDS = {
    "check": "Say how every term of an agreement stands.",
    "explain": "Say why a verdict is what it is, and what would turn it.",
    "history": "Show how the answer changed as knowledge came in.",
    "validate": "Say everything that is wrong with agreements and records.",
    "schema": "Print the JSON Schema of agreements, records or answers.",
    "readers": "List the readers of records, or suggest a mapping for a table.",
    "demo": "Assess the truce of September 2016 in Syria and write a report.",
}
EPILOG = """Data go to stdout, words to stderr. Exit codes: 0 done, 1 problem, 2 wrong usage, 3 a verdict that
--fail-on names."""


class Program(click.Group):
    """A group that imports a command when it is asked for, and turns what stops a command into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which people need them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ceasefire.cli._{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

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
        return ctx.exit(1)


@click.group(
    cls=Program,
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
