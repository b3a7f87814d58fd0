"""The program starts fast: `--help` imports little, and each command is imported when it is asked for."""

import os
import subprocess
import sys

import pytest

from ceasefire.cli import main
from ceasefire.cli._main import COMMANDS

HEAVY = {"duckdb", "numpy", "pyarrow", "shapely", "jinja2", "babel", "yaml", "rfc8785", "hxl", "openpyxl"}
ALLOWED = {"ceasefire", "ceasefire._version", "ceasefire.cli", "ceasefire.cli._lazy", "ceasefire.cli._main"}
PROGRAM = [sys.executable, "-X", "importtime", "-c", "from ceasefire.cli import main; main()"]


def imported(*arguments: str) -> set[str]:
    """Return the modules that `ceasefire … --help` imports."""
    done = subprocess.run([*PROGRAM, *arguments, "--help"], capture_output=True, text=True, check=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_help_imports_no_heavy_library():
    """Of the libraries that the program stands on, `--help` imports click alone."""
    assert set() == {name.partition(".")[0] for name in imported()} & HEAVY


def test_help_imports_the_shell_and_the_catalogue_alone():
    """Of the program itself only the shell's first module and the problems are imported."""
    own = {name for name in imported() if name.startswith("ceasefire")}

    assert set() == {name for name in own if name not in ALLOWED and not name.startswith("ceasefire.problems")}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_imports_no_heavy_library(name: str):
    """A command imports what it works with when it works."""
    assert set() == {each.partition(".")[0] for each in imported(name)} & HEAVY


@pytest.mark.parametrize("arguments", [(), ("check",), ("readers",)])
def test_help_is_there_in_a_quarter_of_a_second(arguments: tuple[str, ...]):
    """The best of five runs takes less than 0.25 s of the processor, however busy the machine is with other things."""
    best = 9.9
    for _ in range(5):
        start = os.times()
        subprocess.run([PROGRAM[0], *PROGRAM[3:], *arguments, "--help"], capture_output=True, check=True)
        end = os.times()
        used = end.children_user + end.children_system - start.children_user - start.children_system
        best = min(best, used)

    assert best < 0.25


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says(run, name: str):
    """The first sentence of a command's help is the one in the list, and help needs no file."""
    result = run(name, "--help")

    assert 0 == result.exit_code
    assert COMMANDS[name] in " ".join(result.stdout.split())


def test_an_unknown_command_is_wrong_usage(run):
    """A command that is not there gives exit code 2."""
    result = run("chekc")

    assert 2 == result.exit_code
    assert "No such command" in result.stderr


def test_the_version_is_told(run):
    """--version prints the version of the package."""
    assert run("--version").stdout.startswith("ceasefire, version ")


def test_every_option_has_its_help():
    """No command has an option that says nothing of itself."""
    context = main.make_context("ceasefire", ["check", "x"], resilient_parsing=True)
    silent = [
        f"{name} {option.name}"
        for name in COMMANDS
        for option in (main.get_command(context, name) or main).params
        if option.param_type_name == "option" and not getattr(option, "help", None)
    ]

    assert [] == silent
