"""A group of commands that are imported one by one, when they are asked for: help is there at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """A group whose command NAME is `command` of the module `PACKAGE._NAME`, or `PACKAGE.INSIDE._NAME`."""

    def __init__(
        self,
        *args: Any,
        package: str = "",
        helps: Mapping[str, str] | None = None,
        inside: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Name the package, the first sentence of the help of each command, and who lies in a package inside."""
        super().__init__(*args, **kwargs)
        self.package = package
        self.helps = dict(helps or {})
        self.inside = dict(inside or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which people need them."""
        del ctx
        return list(self.helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        del ctx
        if cmd_name not in self.helps:
            return None
        package = f"{self.package}.{self.inside[cmd_name]}" if cmd_name in self.inside else self.package
        command: click.Command = importlib.import_module(f"{package}._{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self.helps.items()))
