"""Files are written whole or not at all; colours are for terminals."""

import os
import stat
from pathlib import Path

import pytest

from ceasefire.cli._output import colours, write_file
from ceasefire.problems import Refused


def test_a_file_is_replaced_whole(tmp_path: Path):
    """The new content takes the place of the old, through a link too, with the rights of any new file."""
    target, link = tmp_path / "answer.json", tmp_path / "link.json"
    target.write_bytes(b"before")
    link.symlink_to(target)

    write_file(link, b"after")

    assert b"after" == target.read_bytes()
    assert link.is_symlink()
    assert target.stat().st_mode & stat.S_IRUSR
    assert {"answer.json", "link.json"} == {each.name for each in tmp_path.iterdir()}


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """When the disk is full the old file is still there, and nothing half written beside it."""
    target = tmp_path / "answer.json"
    target.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ceasefire.cli._output.os.fsync", full)

    with pytest.raises(Refused, match="No space left"):
        write_file(target, b"after")
    assert b"before" == target.read_bytes()
    assert ["answer.json"] == [each.name for each in tmp_path.iterdir()]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path):
    """What is no regular file, such as /dev/null, stays what it is."""
    write_file(Path(os.devnull), b"words")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize(
    ("terminal", "output", "settings", "coloured"),
    [
        (True, None, {}, True),
        (True, "-", {}, True),
        (True, "answer.txt", {}, False),
        (False, None, {}, False),
        (True, None, {"NO_COLOR": "1"}, False),
        (True, None, {"TERM": "dumb"}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    output: str | None,
    settings: dict[str, str],
    coloured: bool,
):
    """Colours are used on a terminal alone, and never against NO_COLOR."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)

    assert coloured is colours(output)
