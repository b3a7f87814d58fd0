"""The files of an exported folder, on disk or in a .zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ceasefire.problems import Place, Refused, problem

MOST_BYTES = 1 << 30


class DirFiles:
    """The files of a folder. A link is read as what it points to; the manifest says whether that belongs there."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self._folder = folder

    def names(self) -> frozenset[str]:
        """Return the paths of all files.

        Raises:
            Refused: The folder cannot be listed.
        """
        try:
            return frozenset(
                each.relative_to(self._folder).as_posix() for each in self._folder.rglob("*") if not each.is_dir()
            )
        except OSError as error:
            raise _unreadable(str(self._folder), error) from None

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            Refused: It cannot be read.
        """
        file = self._folder / path
        try:
            if file.stat().st_size > MOST_BYTES:
                raise Refused([problem("E-FILE-007", Place(str(file)), size=file.stat().st_size, limit=MOST_BYTES)])
            return file.read_bytes()
        except OSError as error:
            raise _unreadable(str(file), error) from None


class ZipFiles:
    """The files of a .zip, without the one folder that may hold them all."""

    def __init__(self, path: Path) -> None:
        """Open the archive.

        Raises:
            Refused: Not a .zip.
        """
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise _unreadable(str(path), error) from None
        names = [each for each in self._zip.namelist() if not each.endswith("/")]
        tops = {each.split("/", 1)[0] for each in names}
        self._top = f"{tops.pop()}/" if "manifest" not in names and len(tops) == 1 else ""
        self._names = frozenset(each.removeprefix(self._top) for each in names)
        if len(names) != len(self._names):
            raise Refused([problem("E-LEDGER-001", Place(str(path)), reason="a file stands in it twice")])

    def names(self) -> frozenset[str]:
        """Return the paths of all files."""
        return self._names

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            Refused: It cannot be unpacked, or would be too large.
        """
        try:
            info = self._zip.getinfo(self._top + path)
            if info.file_size > MOST_BYTES:
                raise Refused([problem("E-FILE-007", Place(path), size=info.file_size, limit=MOST_BYTES)])
            return self._zip.read(info)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise _unreadable(path, error) from None


def _unreadable(name: str, error: Exception) -> Refused:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Refused([problem("E-FILE-003", Place(name), reason=reason)])
