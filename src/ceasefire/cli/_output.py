"""What goes out: data to stdout or whole into a file, words and problems to stderr."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.problems import Place, Problem, Refused, problem, render

if TYPE_CHECKING:
    from ceasefire.publish.words import Voice

FEW = 5


def tell(text: str) -> None:
    """Write words for people to stderr."""
    click.echo(text, err=True)


def lines_of(problems: Sequence[Problem], lang: str) -> list[str]:
    """Return one line a problem, in the language asked for."""
    if lang == "en":
        return [render(each) for each in problems]
    return [render(each, voice(lang).say) for each in problems]


def tell_problems(problems: Sequence[Problem], lang: str, many: str = "all", indent: str = "", left: int = 0) -> None:
    """Write problems to stderr: the first few and how many more there are, or all.

    Args:
        problems: What to write, errors and warnings.
        lang: `en`, `ar` or `ru`.
        many: `few` or `all`.
        indent: Before each line.
        left: How many more there are that nobody kept.
    """
    shown = problems if many == "all" else problems[:FEW]
    for line in lines_of(shown, lang):
        tell(indent + line)
    more = len(problems) - len(shown) + left
    if more:
        text = voice(lang).count(
            "… and {n} more; --problems all lists them.", "… and {n} more; --problems all lists them.", more
        )
        tell(indent + text)


def voice(lang: str) -> Voice:
    """Return what says the shell's own words in a language, from the same catalogues as the answers."""
    from ceasefire.publish.words import Voice

    return Voice(lang)


def colours(output: str | None) -> bool:
    """Return whether to use terminal colours: only on a terminal that has them, and not with NO_COLOR."""
    if output not in (None, "-") or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def write(text: str, output: str | None) -> None:
    """Write an answer, in UTF-8, to stdout or whole into a file.

    Raises:
        Refused: The file cannot be written; what was there before is still there.
    """
    if output in (None, "-"):
        click.echo(text.encode(), nl=False)
        return
    write_file(Path(str(output)), text.encode())


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed over it.

    Raises:
        Refused: E-CLI-004.
    """
    try:
        target = path.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode) and not target.is_dir():
            with target.open("wb") as stream:  # a pipe or a terminal cannot be renamed over
                stream.write(data)
            return
        _replace(target, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused([problem("E-CLI-004", Place(str(path)), reason=reason)]) from None


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that its owner alone may read; one that is there is left alone.

    Raises:
        Refused: E-CLI-004.
    """
    try:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        _replace(path.resolve(), data, 0o600)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused([problem("E-CLI-004", Place(str(path)), reason=reason)]) from None


def _replace(target: Path, data: bytes, mode: int = 0o666) -> None:
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
