"""Open everything that a question needs, saying on stderr what each file held."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Protocol

import click

from ceasefire.cli._inputs._against import compare
from ceasefire.cli._inputs._files import RecordFile, agreement_at, bytes_of, read_files, spec_from_text
from ceasefire.cli._output import tell, tell_problems, voice
from ceasefire.desk import Inputs, inputs_from_ledger
from ceasefire.places import Boundaries, boundaries_from_geojson
from ceasefire.problems import Place, Problem, Refused, problem


class Asking(Protocol):
    """The part of the options that says what to open, and how to speak of it."""

    @property
    def agreement(self) -> str:
        """A file or a folder."""
        ...

    @property
    def records(self) -> tuple[str, ...]:
        """Each `[READER:]FILE[+MAPPING]`."""
        ...

    @property
    def boundaries(self) -> tuple[str, ...]:
        """Each `FILE:SCHEME:VINTAGE:PROPERTY`."""
        ...

    @property
    def ledger(self) -> str:
        """A copy of a ledger, in the place of the agreement."""
        ...

    @property
    def log(self) -> str:
        """The log's key that is trusted, or nothing."""
        ...

    @property
    def knowledge(self) -> str:
        """`recorded`, `as-reported` or `hindsight`."""
        ...

    @property
    def lang(self) -> str:
        """The language of the problems."""
        ...

    @property
    def problems(self) -> str:
        """`few` or `all`."""
        ...


def names_a_ledger(asking: Asking) -> bool:
    """Return whether a ledger is asked, by --ledger or in the place of the agreement."""
    from ceasefire.cli._custody import is_copy

    return bool(asking.ledger) or is_copy(asking.agreement)


def open_ledger(asking: Asking, size: int | None, until: int | None) -> Inputs:
    """Return what the first entries of a ledger's copy hold; the copy is verified first.

    Args:
        asking: Names the copy.
        size: Take so many entries; `known_by` is then the instant at which the last of them was known.
        until: Take those recorded by this instant.

    Raises:
        Refused: The copy is not sound, or holds no agreement.
    """
    from ceasefire.cli._custody import copy_at, verified
    from ceasefire.cli._ledger._verify import log_key_of
    from ceasefire.ledger.copies import Expected, inputs_from_copy

    if asking.records:
        raise click.UsageError("With a ledger there are no --records: enter them into it.")
    copy = copy_at(asking.ledger or asking.agreement)
    facts = verified(copy, Expected(log_key_of(asking.log) if asking.log else None))
    held = inputs_from_copy(copy, size, until if asking.knowledge == "recorded" else None, asking.knowledge)
    if held.without:
        tell_problems([problem("W-LEDGER-002", count=len(held.without))], asking.lang)
    if held.unheeded:
        tell_problems([problem("W-LEDGER-005", count=len(held.unheeded))], asking.lang)
    boundaries = tuple(_boundaries(each) for each in asking.boundaries)
    return inputs_from_ledger(held, facts.cosigned, boundaries, asking.knowledge)


def open_inputs(asking: Asking) -> Inputs:
    """Return everything read; what each file held goes to stderr.

    Raises:
        Refused: Something is wrong with the agreement, or between it and the records.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    agreement, beside = agreement_at(asking.agreement)
    specs = (*beside, *(spec_from_text(each) for each in asking.records))
    boundaries = tuple(_boundaries(each) for each in asking.boundaries)
    files = read_files(specs, lambda file: tell_file(file, asking.lang, asking.problems))
    if not all(each.is_usable for each in files):
        tell(voice(asking.lang).say("No answer: mend or leave out what was refused, and ask again."))
        raise click.exceptions.Exit(1)
    found = compare(agreement, files)
    if errors := [each for each in found if each.severity == "error"]:
        raise Refused(errors)
    tell_problems(found, asking.lang, asking.problems)
    results = [each.result for each in files if each.result]
    return Inputs(
        agreement,
        tuple(record for each in results for record in each.records),
        tuple({each.dataset.id: each.dataset for each in results}.values()),
        boundaries,
        sum(each.summary.refused for each in results),
    )


def tell_file(file: RecordFile, lang: str, many: str) -> None:
    """Write to stderr what a file held, and what is wrong with it, errors first."""
    if file.result is None:
        tell_problems(file.problems, lang, many)
        return
    held = file.result.summary
    text = voice(lang).say(
        "{file}: {read} read, {used} used, {aside} set aside, {refused} refused",
        file=file.spec.path,
        read=str(held.read),
        used=str(held.used),
        aside=str(held.set_aside),
        refused=str(held.refused),
    )
    tell(text)
    tell_problems(sorted(file.problems, key=_errors_first), lang, many, "  ")


def _errors_first(fault: Problem) -> bool:
    return fault.severity != "error"


def _boundaries(text: str) -> Boundaries:
    parts = text.rsplit(":", 3)
    if len(parts) != 4 or not all(parts):
        raise click.BadParameter(f"{text!r}: write FILE:SCHEME:VINTAGE:PROPERTY.", param_hint="--boundaries")
    file, scheme, vintage, code_property = parts
    data = bytes_of(Path(file))
    try:
        version = hashlib.sha256(data).hexdigest()
        return boundaries_from_geojson(json.loads(data), code_property, scheme, vintage, version)
    except (ValueError, RecursionError) as error:
        raise Refused([problem("E-SYNTAX-001", Place(file), format="GeoJSON", reason=error)]) from None
