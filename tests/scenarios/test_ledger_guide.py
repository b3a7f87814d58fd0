"""docs/ledger.md: every command in it works, in the order in which it stands there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_can_be_followed(tmp_path: Path) -> None:
    """The commands of all blocks run one after the other in one shell, and none of them fails."""
    blocks = BLOCK.findall((ROOT / "docs" / "ledger.md").read_text("utf-8"))
    commands = sum(len(re.findall(r"^ceasefire ", each, re.MULTILINE)) for each in blocks)
    (tmp_path / "agreements").symlink_to(ROOT / "agreements")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "CEASEFIRE_PASSPHRASE": "a b c d",
        "LC_ALL": "C.UTF-8",
    }
    script = "set -e\n" + "\n".join(blocks)

    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stdout + done.stderr
    assert commands >= 25
    assert "E-" not in done.stderr
    digests = re.findall(r"Digest (sha256:\w+)", done.stdout)
    assert (2, 1) == (len(digests), len(set(digests)))
