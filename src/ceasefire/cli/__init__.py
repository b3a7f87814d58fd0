"""The command line: files, the clock and the terminal, and nothing of the meaning.

`_main` is the program, `_asking` the options that commands share, `_inputs` opens files and compares
records with the agreement, `_output` writes; each command has a module of its name. Data go to stdout,
words to stderr. Invariants (tests/unit/cli, tests/scenarios/cli): bad input gives one clear problem with
its place and exit code 1, never a traceback; what `-o` names is written whole or not at all; `ceasefire
--help` imports no heavy library, for a command's module is imported when the command is asked for.
"""

from ceasefire.cli._main import main

__all__ = ["main"]
