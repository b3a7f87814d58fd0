"""Copies of ledgers by name: an exported folder or .zip, or a database; read, verified, held to what is known.

Every file that stands for a copy is opened here and nowhere else. Invariant (tests/unit/cli): a copy that is not sound
ends a command with exit code 4 and its first fault; reading a folder needs no Django.
"""

from ceasefire.cli._custody._files import DirFiles, ZipFiles
from ceasefire.cli._custody._named import copy_at, is_copy, is_folder, store_at, verified

__all__ = ["DirFiles", "ZipFiles", "copy_at", "is_copy", "is_folder", "store_at", "verified"]
