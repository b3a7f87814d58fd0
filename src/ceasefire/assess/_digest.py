"""The digest: one hash by which two sides see that they computed the same answer from the same inputs."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence

import rfc8785

from ceasefire.assess._result import Assessment, Cited, Clock, ReadingResult
from ceasefire.places import Boundaries
from ceasefire.records import Dataset, Record

SEMANTICS = "1"


def inputs_hash(records: Iterable[Record], datasets: Iterable[Dataset]) -> str:
    """Return the SHA-256 (hex) of the set of record versions and of what their data sets declare.

    Source: DESIGN, "Digest"; RFC 8785.
    """
    versions = sorted(
        ([each.source, each.id, each.version, each.hash, each.recorded, each.dataset] for each in records), key=repr
    )
    declared = sorted((_plain(dataclasses.asdict(each)) for each in datasets), key=repr)
    return _sha256({"versions": versions, "datasets": declared})


def cited_hash(cited: Cited) -> str:
    """Return the SHA-256 (hex) of a ledger's tree, in the place of the input set: its root stands for all of it.

    Cores that are gone are named: without them the same tree gives another answer.

    Source: DESIGN, "Digest": input-set hash or checkpoint.
    """
    tree = {"origin": cited.origin, "size": cited.size, "root": cited.root, "without": list(cited.without)}
    return _sha256(tree)


def digest_of(assessment: Assessment, agreement_hash: str, boundaries: Sequence[Boundaries]) -> str:
    """Return `sha256:` and the hex hash over what DESIGN lists; no floats, no language, no evidence.

    Source: DESIGN, "Digest"; RFC 8785.
    """
    content = {
        "semantics": assessment.semantics,
        "agreement": agreement_hash,
        "inputs": assessment.inputs,
        "at": assessment.at,
        "as_of": assessment.as_of,
        "knowledge": assessment.knowledge,
        "tzdata": assessment.tzdata,
        "boundaries": sorted(each.version for each in boundaries),
        "assumed": [list(each) for each in assessment.assumed],
        "in_force": [[each.instrument, each.verdict] for each in assessment.in_force],
        "terms": [[term.id, [_reading(each) for each in term.readings]] for term in assessment.terms],
        "milestones": [[each.id, [[one.id, one.verdict] for one in each.sets]] for each in assessment.milestones],
    }
    return f"sha256:{_sha256(content)}"


def _plain(value: object) -> object:
    """Return the value with floats as their shortest decimal text, which JSON keeps exactly.

    A field that came later (`areas` of a place) is left out where it says nothing: the digests of before stay.
    """
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if not (key == "areas" and each is None)}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _reading(reading: ReadingResult) -> list[object]:
    grid = bytes(cell.outcomes for area in reading.areas for cell in area.cells)
    return [
        reading.id,
        reading.outcomes,
        _clock(reading.clock),
        [[area.id, area.outcomes, _clock(area.clock)] for area in reading.areas],
        len(reading.set_aside),
        hashlib.sha256(grid).hexdigest(),
    ]


def _clock(clock: Clock | None) -> list[int | None] | None:
    if clock is None:
        return None
    return [
        clock.target,
        clock.sure,
        clock.possible,
        clock.sure_since,
        clock.possible_since,
        clock.completes_earliest,
    ]


def _sha256(content: object) -> str:
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()  # type: ignore[arg-type]
