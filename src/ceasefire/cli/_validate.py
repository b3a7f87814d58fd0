"""`ceasefire validate`: everything that is wrong with agreements and records, at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import click

from ceasefire.agreement import Agreement
from ceasefire.cli._asking import lang_option
from ceasefire.cli._inputs import (
    RecordFile,
    Spec,
    agreement_at,
    bytes_of,
    compare,
    read_files,
    spec_from_text,
)
from ceasefire.cli._output import lines_of, tell
from ceasefire.problems import Problem, Refused

_RECORDS = re.compile(rb"(?m)^(- |-$|\[|(dataset|records)\s*:)")
_AGREEMENT = re.compile(rb"(?m)^(ceasefire|parties|terms|instruments|day_begins)\s*:")


@dataclass(slots=True)
class _Together:
    """Files that are about each other: those of one folder, or all that were named one by one."""

    agreements: list[Agreement] = field(default_factory=list)
    specs: list[Spec] = field(default_factory=list)


@click.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@lang_option
def command(files: tuple[str, ...], lang: str) -> None:
    """Say everything that is wrong with agreements and records.

    FILE is an agreement, a file of records ([READER:]FILE[+MAPPING], as for check), or a folder that
    holds both. Records are compared with the agreement of their folder, or with the one agreement that is
    named with them. All faults are listed on stdout, each with its file and line; exit code 1 if there is
    any error.
    """
    loose = _Together()
    groups = [loose]
    problems: list[Problem] = []
    for name in files:
        try:
            if Path(name).is_dir():
                groups.append(_folder(name))
            elif _is_agreement(name):
                loose.agreements.append(agreement_at(name)[0])
                tell(f"{name}: an agreement, read")
            else:
                loose.specs.append(spec_from_text(name))
        except Refused as refused:
            problems += refused.problems
    for group in groups:
        problems += _faults(group)
    for line in lines_of(problems, lang):
        click.echo(line)
    errors = sum(each.severity == "error" for each in problems)
    tell(f"{errors} faults, {len(problems) - errors} warnings" if problems else "No fault found.")
    if errors:
        raise click.exceptions.Exit(1)


def _folder(name: str) -> _Together:
    agreement, specs = agreement_at(name)
    tell(f"{name}: a folder with an agreement, read")
    return _Together([agreement], list(specs))


def _faults(group: _Together) -> list[Problem]:
    files = read_files(group.specs, _tell)
    found = [fault for file in files for fault in file.problems]
    agreement = group.agreements[0] if len(group.agreements) == 1 else None
    return [*found, *compare(agreement, files)]


def _tell(file: RecordFile) -> None:
    if file.result:
        held = file.result.summary
        tell(f"{file.spec.path}: {held.read} records, {held.refused} refused")


def _is_agreement(name: str) -> bool:
    """Tell by the keys at the margin; a YAML file that has none of either kind is read as an agreement."""
    if not name.lower().endswith((".yaml", ".yml")) or not Path(name).exists():
        return name.lower().endswith((".yaml", ".yml")) and ":" not in name and "+" not in name
    data = bytes_of(Path(name))
    return bool(_AGREEMENT.search(data)) or not _RECORDS.search(data)
