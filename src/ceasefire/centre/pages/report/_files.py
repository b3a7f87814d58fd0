"""The files handed in with a form: at most so many and so large, pictures that can be read, or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ceasefire.centre.filing.drafts import MOST_FILES
from ceasefire.ledger.entries import LIMIT_BYTES, File, media_type_of, stripped
from ceasefire.publish.words import mark

TOO_MANY = mark("At most 5 files. Hand in the others with another report.")
TOO_LARGE = mark("This file is larger than 20 MiB. Make it smaller, and keep the original in your own archive.")
NOT_TAKEN = mark("This file is no JPEG or PNG picture that can be read, and no plain text in UTF-8.")
_MOST_NAME = 120


def files_from_upload(uploaded: Sequence[Any]) -> tuple[list[File], list[str]]:
    """Return the files that can be taken, and what is wrong with the others, as messages of the catalogue."""
    files, faults = [], []
    for each in uploaded[:MOST_FILES]:
        if (each.size or 0) > LIMIT_BYTES:
            faults.append(TOO_LARGE)
            continue
        file = File(safe_name(each.name or ""), each.read())
        try:
            stripped(file.data, media_type_of(file.data))
        except ValueError:
            faults.append(NOT_TAKEN)
        else:
            files.append(file)
    if len(uploaded) > MOST_FILES:
        faults.append(TOO_MANY)
    return files, list(dict.fromkeys(faults))


def safe_name(name: str) -> str:
    r"""Return a file's name without folders and without what cannot be printed.

    >>> safe_name("../../etc/pass\nwd.txt"), safe_name("")
    ('passwd.txt', 'file')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable())[-_MOST_NAME:].strip(". ") or "file"
