"""The register of readers, and the one way in."""

from __future__ import annotations

import importlib.resources
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import BinaryIO

from ceasefire.problems import Place, Refused, did_you_mean, problem
from ceasefire.sources._acled import ACLED
from ceasefire.sources._jsonl import JSONL
from ceasefire.sources._result import Reader, ReadResult, Source
from ceasefire.sources._ucdp_ged import UCDP_GED
from ceasefire.sources._yaml import YAML
from ceasefire.sources.tables import CSV, HXL, XLSX

READERS: Mapping[str, Reader] = {reader.name: reader for reader in (JSONL, YAML, CSV, XLSX, HXL, UCDP_GED, ACLED)}

_FOLDER = "mappings"
_OWN = ("jsonl", "yaml")


def read_source(  # noqa: PLR0917  the first four come in the order in which people say them
    reader: str,
    data: BinaryIO | bytes,
    file: str,
    mapping_text: str | None = None,
    position: int = 0,
    progress: Callable[[int], None] | None = None,
    mapping_file: str = "",
) -> ReadResult:
    """Return what a file of an outside format holds.

    Args:
        reader: A name in `READERS`.
        data: The file's bytes, or a binary stream of them.
        file: Its name, for the messages.
        mapping_text: The mapping file's text, for readers that take one.
        position: The position of the first record.
        progress: Called with the number of rows so far, every 1,000 rows.
        mapping_file: The mapping file's name, for the messages.

    Raises:
        Refused: An unknown reader, or a fault of the whole file.
    """
    if reader not in READERS:
        raise Refused(
            [
                problem(
                    "E-READ-001",
                    seen=reader,
                    expected=", ".join(READERS),
                    suggestion=did_you_mean(reader, READERS),
                )
            ]
        )
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    source = Source(stream, file, mapping_text, mapping_file, position, progress)
    try:
        return _without_silence(READERS[reader].read(source), reader, file)
    except OSError as error:
        raise Refused([problem("E-FILE-003", Place(file), reason=error.strerror or "reading failed")]) from None


def _without_silence(result: ReadResult, reader: str, file: str) -> ReadResult:
    """Return the result without its coverage if a row was refused: that row may hold what silence would deny."""
    if not result.summary.refused or not result.dataset.coverage:
        return result
    silenced = replace(result, dataset=replace(result.dataset, coverage=()))
    if reader in _OWN:  # refused as a whole by the shells, which say so
        return silenced
    warning = problem("W-READ-004", Place(file), count=result.summary.refused)
    return replace(silenced, problems=(*result.problems, warning))


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mapping files that come with the program."""
    folder = importlib.resources.files("ceasefire.sources").joinpath(_FOLDER)
    return tuple(sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml")))


def shipped_mapping(name: str) -> str:
    """Return the text of a mapping file that comes with the program.

    Raises:
        Refused: There is none of this name.
    """
    known = shipped_mappings()
    if name not in known:
        suggestion = did_you_mean(name, known)
        raise Refused([problem("E-READ-008", seen=name, expected=", ".join(known), suggestion=suggestion)])
    return importlib.resources.files("ceasefire.sources").joinpath(_FOLDER, name).read_text(encoding="utf-8")
