"""What can only be judged when the whole file is read: ids, references, nesting, lengths of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ceasefire.agreement._fields import Definition, Field, Notes, Reference
from ceasefire.problems import did_you_mean, problem

_ROLES = {"party": "a party", "guarantor": "a guarantor", "excluded": "excluded from the truce"}
_ACTORS = {*_ROLES, "actor", "collective"}
_SECTIONS = {
    "party": "parties",
    "guarantor": "guarantors",
    "excluded": "excluded",
    "actor": "actors",
    "collective": "collectives",
    "source": "sources",
    "area": "areas",
    "instrument": "instruments",
    "term": "terms",
}
_LISTED = 12
_FAULTS_WITH_SUGGESTIONS = 100

Scopes = dict[str, dict[str, None]]  # scope, ids in the order of the file


def check_references(root: Field) -> None:
    """Note every id that stands twice, is named but not defined, or cannot be compared.

    Source: docs/agreement-file.md.
    """
    notes = root.notes
    _check_definitions(notes)
    defined = _by_scope(notes.definitions)
    broken = {fault.where.field.partition("[")[0].partition(".")[0] for fault in notes.faults}
    for reference in notes.references:
        _check_reference(notes, reference, defined, broken)
    _check_nesting(root)
    _check_months(root)


def _by_scope(definitions: Iterable[Definition]) -> Scopes:
    scopes: Scopes = {}
    for each in definitions:
        scopes.setdefault(each.scope, {})[each.id] = None
    return scopes


def _check_definitions(notes: Notes) -> None:
    """Note ids that stand twice; all actors share one space of names, which sources do not."""
    first: dict[tuple[str, str], Definition] = {}
    for each in notes.definitions:
        if each.scope.startswith("member:"):
            continue
        space = "actor" if each.scope in _ACTORS else each.scope
        other = first.setdefault((space, each.id), each)
        if other is each:
            continue
        if other.scope != each.scope and {other.scope, each.scope} <= set(_ROLES):
            role = each.scope if each.scope != "excluded" else "excluded group"
            params = {"role": role, "seen": each.id, "other": _ROLES[other.scope]}
            notes.faults.append(problem("E-AGR-008", each.where, **params))
        else:
            params = {"seen": each.id, "first": str(other.where.line)}
            notes.faults.append(problem("E-AGR-002", each.where, **params))


def _check_reference(notes: Notes, reference: Reference, defined: Scopes, broken: set[str]) -> None:
    if any(reference.id in defined.get(scope, ()) for scope in reference.scopes):
        return
    if any(_is_unknowable(scope, defined, broken) for scope in reference.scopes):
        return
    known = [each for scope in reference.scopes for each in defined.get(scope, ())]
    many = len(known) > _LISTED
    few_faults = len(notes.faults) < _FAULTS_WITH_SUGGESTIONS
    notes.faults.append(
        problem(
            "E-AGR-001",
            reference.where,
            seen=reference.id,
            wanted=reference.wanted,
            expected=", ".join(known[:_LISTED]) + (" …" if many else "") or "none",
            suggestion=_suggestion(reference, known, defined) if few_faults else "",
        )
    )


def _is_unknowable(scope: str, defined: Scopes, broken: set[str]) -> bool:
    """Tell whether another fault, already noted, is why a scope is empty."""
    kind, _, outer = scope.partition(":")
    if outer:
        return outer not in defined.get("term" if kind == "reading" else "collective", ())
    return scope not in defined and _SECTIONS.get(scope) in broken


def _suggestion(reference: Reference, known: list[str], defined: Scopes) -> str:
    elsewhere = [scope for scope in _SECTIONS if reference.id in defined.get(scope, ())]
    if elsewhere:
        return f'"{reference.id}" stands under {_SECTIONS[elsewhere[0]]}.'
    return did_you_mean(reference.id, known)


def _children(root: Field, section: str) -> Iterator[Field]:
    listed = root.get(section)
    return listed.items() if listed else iter(())


def _text(here: Field, key: str) -> str:
    field = here.get(key)
    return field.text if field else ""


def _check_nesting(root: Field) -> None:
    """Note each circle of `within` once, at its first area in the file."""
    areas = {_text(area, "id"): area for area in _children(root, "areas")}
    within = {name: _text(area, "within") for name, area in areas.items()}
    done: set[str] = set()
    for start in areas:
        path: list[str] = []
        name = start
        while name in within and name not in done and name not in path:
            path.append(name)
            name = within[name]
        if name in path:
            circle = path[path.index(name) :]
            link = areas[name].get("within") or areas[name]
            link.fault("E-AGR-005", seen=name, path=" within ".join([*circle, name]))
        done.update(path)


def _check_months(root: Field) -> None:
    """Note a period in months without an end: nothing counted in days can be compared with it."""
    for instrument, length in root.notes.months:
        name = _text(instrument, "id")
        lasts = instrument.get("lasts") or instrument
        readings = [
            reading.path
            for term in _children(root, "terms")
            for reading in _children(term, "readings")
            if _text(reading, "instrument") == name
        ]
        inside = tuple(f"{path}." for path in readings)
        compared = [text for field, text in root.notes.windows if field.path.startswith(inside)]
        if compared:
            lasts.fault("E-AGR-003", first=length, second=compared[0])
        else:
            hint = "A month has no fixed length."
            lasts.refuse("a length in days or hours, or an end", "30 days", suggestion=hint)
