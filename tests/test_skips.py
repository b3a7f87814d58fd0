"""A run in which anything is skipped lists it and fails where everything is required, whichever worker saw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

PASSES = {"test_zero.py": "def test_passes(): ...\n"}
A_TEST = {"test_one.py": "import pytest\n\n\n@pytest.mark.skip(reason='not now')\ndef test_a(): ...\n"}
# Two files skipped by one line: xdist by itself would pass on the first alone.
FILES = {
    "absent.py": "import pytest\n\npytest.skip('nowhere', allow_module_level=True)\n",
    "test_two.py": "import absent\n",
    "test_three.py": "import absent\n",
}
SKIPPED = ("test_one.py::test_a: not now", "test_two.py: nowhere", "test_three.py: nowhere")


def run(folder: Path, files: dict[str, str], workers: int, require: str) -> tuple[int, str]:
    """Run the tests in some files with this suite's hooks; return the code and the output."""
    shutil.copy(ROOT / "tests" / "skips.py", folder / "conftest.py")
    for name, text in files.items():
        (folder / name).write_text(text)
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    surroundings |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "REQUIRE": require}
    plugins = ("-p", "xdist", "-p", "pytest_randomly", "-p", "no:cacheprovider")  # loading all takes seconds
    command = [sys.executable, "-m", "pytest", *plugins, "--color=no", "-n", str(workers), "--rootdir", str(folder)]
    done = subprocess.run(command, check=False, cwd=folder, env=surroundings, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("files", "workers"),
    [(A_TEST, 2), (FILES, 2), (A_TEST | FILES, 0)],
    ids=["a test, two workers", "files, two workers", "both, one process"],
)
def test_a_skip_fails_where_all_is_required(tmp_path: Path, files: dict[str, str], workers: int) -> None:
    """Whether a test or a whole file is skipped, in one process or by workers, the run says so and its code too."""
    code, said = run(tmp_path, PASSES | files, workers, "all")

    assert 1 == code, said
    assert [each for each in SKIPPED if each.partition(":")[0] in files] == [
        each for each in SKIPPED if each in said.splitlines()
    ]
    assert "REQUIRE=all: a skipped test fails the run." in said


def test_a_skip_is_listed_where_not_all_is_required(tmp_path: Path) -> None:
    """Otherwise the skips are but listed; and the seed of the order is printed, so that the run can be made again."""
    code, said = run(tmp_path, PASSES | A_TEST, 2, "")

    assert 0 == code, said
    assert SKIPPED[0] in said.splitlines()
    assert re.search(r"^Using --randomly-seed=\d+$", said, re.MULTILINE)
