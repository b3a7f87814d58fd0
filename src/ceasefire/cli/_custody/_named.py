"""From a name on the command line to a copy of a ledger, and its verification."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli._custody._files import DirFiles, ZipFiles
from ceasefire.ledger.copies import Copy, Expected, Facts, read_folder, verify_copy
from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.centre import Store

UNSOUND = 4
_SQLITE = b"SQLite format 3\x00"
_ADDRESSES = ("postgres://", "postgresql://")
_LONG = 20_000
NOTHING = Expected()


def is_folder(name: str) -> bool:
    """Return whether the name is an exported folder, or a .zip."""
    path = Path(name)
    return (path.is_dir() and (path / "manifest").is_file()) or (path.suffix.lower() == ".zip" and path.is_file())


def is_copy(name: str) -> bool:
    """Return whether the name is a copy: an exported folder, a .zip, a SQLite file, a PostgreSQL address."""
    if name.startswith(_ADDRESSES) or is_folder(name):
        return True
    path = Path(name)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def store_at(name: str) -> Store:
    """Return the ledger's database of that name.

    Raises:
        Refused: E-LEDGER-039, Django is not installed.
    """
    try:
        from ceasefire.centre import Store
    except ModuleNotFoundError as error:
        if error.name not in ("django", "psycopg"):
            raise
        extra = "centre" if error.name == "django" else "postgres"
        raise Refused([problem("E-LEDGER-039", package=error.name, extra=extra)]) from None
    return Store(name)


def copy_at(name: str) -> Copy:
    """Return the copy of a name, its files compared with its manifest, its entries not yet judged.

    Raises:
        Refused: There is none, or the first file that is not the one exported; the exit code is then 4.
    """
    path = Path(name)
    if path.is_dir() and not is_folder(name):
        raise Refused([problem("E-LEDGER-001", Place(name), reason="it has no manifest")])
    if is_folder(name):
        with _Unsound():
            return read_folder(DirFiles(path) if path.is_dir() else ZipFiles(path))
    if not is_copy(name):
        reason = (
            "neither a folder, a .zip, a SQLite file nor a PostgreSQL address" if path.exists() else "it is not there"
        )
        raise Refused([problem("E-LEDGER-001", Place(name), reason=reason)])
    store, context = store_at(name), click.get_current_context(silent=True)
    return store.copy() if context is None else context.with_resource(store.reading())


def verified(copy: Copy, expected: Expected = NOTHING) -> Facts:
    """Return what a sound copy says; a bar on stderr for a long one, if a person is looking.

    Raises:
        Refused: With the first fault; the exit code is then 4.
    """
    size = int(copy.checkpoint.text.split("\n")[1])
    with _Unsound():
        if size < _LONG or not sys.stderr.isatty():
            return verify_copy(copy, expected)
        with click.progressbar(length=size, label="entries", file=sys.stderr) as bar:
            return verify_copy(copy, expected, bar.update)


class _Unsound:
    """While a copy is judged, what is refused is an unsound ledger."""

    def __enter__(self) -> None:
        self._set(UNSOUND)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._set(1)

    def _set(self, code: int) -> None:
        if (context := click.get_current_context(silent=True)) is not None:
            context.meta["ceasefire.exit"] = code
