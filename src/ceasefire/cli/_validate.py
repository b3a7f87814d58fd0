"""`ceasefire validate`: everything that is wrong with agreements and records, at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli._options import lang_option
from ceasefire.problems import Problem, Refused

if TYPE_CHECKING:
    from ceasefire.agreement import Agreement
    from ceasefire.cli._inputs import RecordFile, Spec

_RECORDS = re.compile(rb"(?m)^(- |-$|\[|(dataset|records)\s*:)")
_AGREEMENT = re.compile(rb"(?m)^(ceasefire|parties|terms|instruments|day_begins)\s*:")


class _Together:
    """Files that are about each other: those of one folder, or all that were named one by one."""

    def __init__(self) -> None:
        self.agreements: list[Agreement] = []
        self.specs: list[Spec] = []


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
    from ceasefire.cli._output import lines_of, tell, voice

    groups, problems = _opened(files, lang)
    for group in groups:
        problems += _faults(group, lang)
    for line in lines_of(problems, lang):
        click.echo(line)
    errors = sum(each.severity == "error" for each in problems)
    say, count = voice(lang).say, voice(lang).count
    if not problems:
        tell(say("No fault found."))
    else:
        faults = count("{n} fault", "{n} faults", errors)
        warnings = count("{n} warning", "{n} warnings", len(problems) - errors)
        tell(say("{faults}, {warnings}", faults=faults, warnings=warnings))
    if errors:
        raise click.exceptions.Exit(1)


def _opened(files: tuple[str, ...], lang: str) -> tuple[list[_Together], list[Problem]]:
    """Return the agreements and files of records that were named, and what is wrong with the former."""
    from ceasefire.cli._inputs import agreement_at, spec_from_text
    from ceasefire.cli._output import tell, voice

    loose = _Together()
    groups = [loose]
    problems: list[Problem] = []
    for name in files:
        try:
            if Path(name).is_dir():
                folder = _Together()
                agreement, specs = agreement_at(name)
                tell(voice(lang).say("{file}: a folder with an agreement, read", file=name))
                folder.agreements.append(agreement)
                folder.specs += specs
                groups.append(folder)
            elif _is_agreement(name):
                loose.agreements.append(agreement_at(name)[0])
                tell(voice(lang).say("{file}: an agreement, read", file=name))
            else:
                loose.specs.append(spec_from_text(name))
        except Refused as refused:
            problems += refused.problems
    return groups, problems


def _faults(group: _Together, lang: str) -> list[Problem]:
    from ceasefire.cli._inputs import compare, read_files

    files = read_files(group.specs, lambda file: _tell(file, lang))
    found = [fault for file in files for fault in file.problems]
    agreement = group.agreements[0] if len(group.agreements) == 1 else None
    return [*found, *compare(agreement, files)]


def _tell(file: RecordFile, lang: str) -> None:
    from ceasefire.cli._output import tell, voice

    if file.result:
        held, out = file.result.summary, voice(lang)
        values = {"file": file.spec.path, "refused": str(held.refused)}
        tell(
            out.count(
                "{file}: {n} record, {refused} refused", "{file}: {n} records, {refused} refused", held.read, **values
            )
        )


def _is_agreement(name: str) -> bool:
    """Tell by the keys at the margin; a YAML file that has none of either kind is read as an agreement."""
    from ceasefire.cli._inputs import bytes_of

    if not name.lower().endswith((".yaml", ".yml")) or not Path(name).exists():
        return name.lower().endswith((".yaml", ".yml")) and ":" not in name and "+" not in name
    data = bytes_of(Path(name))
    return bool(_AGREEMENT.search(data)) or not _RECORDS.search(data)
