"""From what a person entered to signed entries in the ledger: read, judged, split into parts, signed, acknowledged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ceasefire.agreement import Agreement, regions_of
from ceasefire.centre.access import Viewer
from ceasefire.centre.filing._kinds import UNJUDGED, may_file
from ceasefire.centre.live import catch_up, keys, now, shown, store, view_for
from ceasefire.centre.storage._appending import Appended
from ceasefire.centre.storage._store import Store
from ceasefire.desk import against, agreement_of
from ceasefire.ledger import PublicKeys, TeamKey
from ceasefire.ledger.entries import Author, File, Identity, Submission, enter_record, strangers_in
from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.records import Dataset, Link, Record, StandingDecision, check_versions, record_from_json

# Which parts of which kinds other teams may open: what was said in public, the guarantors; a position, nobody else.
_WORDS_TO_ALL = frozenset({"tally", "statement", "determination", "finding", "act", "complaint", "answer"})
_GAP = 50  # versions may be left out; so far back is looked for the one that is corrected
TAKEN = "a JPEG, a PNG or plain text of at most 20 MiB"


def file_contents(viewer: Viewer, contents: Sequence[Mapping[str, Any]], files: Sequence[File] = ()) -> Appended:
    """Enter what was typed, as JSON of records (docs/records.md), signed for the viewer's team.

    Args:
        viewer: For whom; the records' `source` becomes the viewer's own.
        contents: Each one record, without `source`, `recorded` and `claimed_recorded`.
        files: Attached to the first of them.

    Returns:
        The acknowledgement: the entries are durable.

    Raises:
        Refused: As `file_records`, or a field is wrong. Nothing of it is entered.
    """
    return file_records(viewer, records_from_contents(viewer, contents), files)


def file_records(viewer: Viewer, records: Sequence[Record], files: Sequence[File] = ()) -> Appended:
    """Enter records, each with the moment at which it was entered.

    Args:
        viewer: For whom; the records' `source` must be the viewer's own.
        records: At least one.
        files: Attached to the first of them.

    Returns:
        The acknowledgement: the entries are durable.

    Raises:
        Refused: A record names what the agreement does not know (E-REC-007 to -009, E-AGR-001), or somebody who may be
            a secret (E-LEDGER-035); the role may not file it (-018); a file cannot be taken (-036); the ledger refuses
            it, or the centre has no key of the team (-012). Problems are placed at `N.field`, N counted from 1.
            Nothing of it is entered.
    """
    own, ledger, moment = team_key(viewer), store(), now()
    agreement = agreement_now()
    if faults := [*faults_of(viewer, records, agreement)]:
        raise Refused(faults)
    ring, size = ledger.keyring(), ledger.size()
    teams = [found for team in ring.teams if (found := ring.newest(team, size)) is not None]
    author, regions = Author(own, ring.origin, os.urandom), regions_of(agreement)
    corrected = _corrected(ledger, records)
    entries: list[Submission] = []
    for at, each in enumerate(records):
        told, readers = replace(each, claimed_recorded=moment), _readers(each, teams)
        before = corrected.get(each.key)
        try:
            entered = enter_record(author, told, regions, readers, files=() if at else files, corrects=before)
        except ValueError as error:
            raise Refused([problem("E-LEDGER-036", Place(field="1.files"), reason=error, expected=TAKEN)]) from None
        corrected[each.key] = entered.id
        entries.append(entered)
    appended = ledger.append(entries, keys().log, moment)
    catch_up()  # whoever filed it sees it on the next page
    return appended


def records_from_contents(viewer: Viewer, contents: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Return the records that were typed, not entered yet; arguments as of `file_contents`.

    Raises:
        Refused: A field is wrong (the problem names it, after the record's number), or the viewer is no source.
    """
    if not viewer.source:
        raise Refused([problem("E-LEDGER-012", Place(field="source"), team=viewer.team or "nobody")])
    return [
        record_from_json(dict(each) | {"source": viewer.source}, Place(field=f"{at}"), Dataset(""), 0)
        for at, each in enumerate(contents, start=1)
    ]


def team_key(viewer: Viewer) -> TeamKey:
    """Return the key with which it is signed: the team's, or the operator's for a liaison who has no team here.

    Raises:
        Refused: E-LEDGER-012, this centre holds no key of that team: the team signs on its own machine; -032, as if
            the database were busy, to whoever signed in by the duress word: whoever stands behind learns nothing.
    """
    if viewer.duress:
        raise Refused([problem("E-LEDGER-032", Place(store().name), reason="database is locked")])
    found = keys().teams.get(signing_team(viewer))
    if found is None:
        raise Refused([problem("E-LEDGER-012", team=viewer.team or "nobody")])
    return found


def signing_team(viewer: Viewer) -> str:
    """Return the team that signs what somebody files: the mission takes in what a liaison without a team hands it."""
    return viewer.team or (store().keyring().operator if viewer.role == "liaison" else "")


def readers_of(record: Record, team: str) -> tuple[str, ...]:
    """Return the teams that will be able to open a record's words."""
    if record.kind not in _WORDS_TO_ALL:
        return (team,)
    return tuple(sorted({*store().keyring().teams, team}))


def agreement_now() -> Agreement:
    """Return the newest agreement, without asking how its terms stand.

    Raises:
        Refused: There is none, or no ledger.
    """
    text = store().newest_agreement()
    if not text:
        raise Refused([problem("E-LEDGER-040", seen="agreement", expected="one, entered first")])
    return agreement_of(text)


def faults_of(viewer: Viewer, records: Sequence[Record], agreement: Agreement) -> Iterator[Problem]:
    """Yield what keeps records from being entered, as `file_records` refuses it, before it is tried."""
    for at, each in enumerate(records, start=1):
        if not may_file(viewer, each.kind):
            reason = "this role does not file it"
            yield problem("E-LEDGER-018", Place(field=f"{at}.kind"), team=viewer.role, kind=each.kind, reason=reason)
        if each.source != viewer.source:
            yield problem("E-LEDGER-035", Place(field=f"{at}.source"), field="source", seen=each.source)
        if each.standing != "received" and each.kind in UNJUDGED:
            expected = "received; a decision on standing moves it"
            place = Place(field=f"{at}.standing")
            yield problem("E-SYNTAX-004", place, seen=each.standing, expected=expected, example="received")
        if isinstance(each.details, Link | StandingDecision):
            yield from _decided_as_another(viewer, each.details, at)
        for field, name in strangers_in(each, agreement):
            yield problem("E-LEDGER-035", Place(field=f"{at}.{field}"), field=field, seen=name)
    number = {id(each): at for at, each in enumerate(records, start=1)}
    for record, fault in against(agreement, records):
        yield replace(fault, where=Place(field=f"{number[id(record)]}.{fault.where.field}"))
    yield from _unread(viewer, records)


def _decided_as_another(viewer: Viewer, decision: Link | StandingDecision, at: int) -> Iterator[Problem]:
    """Yield where a decision names another role or reviewer than whoever decides: then one person would be two."""
    own = {"role": viewer.decides_as, "reviewer": viewer.pseudonym}
    for field, expected in own.items():
        if (seen := getattr(decision, field)) != expected or not expected:
            place, told = Place(field=f"{at}.{field}"), expected or "an account that decides"
            yield problem("E-SYNTAX-004", place, seen=seen or "nothing", expected=told, example=told)


def _unread(viewer: Viewer, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield what is wrong between the records: a version twice, a record named that is nowhere."""
    found = {each.key: (at, each.kind) for at, each in enumerate(records, start=1)}
    faults = [each for each in check_versions(records) if each.severity == "error"]
    # what is not released to whoever files is to them as if it were nowhere: a refusal must not say that it exists
    known = frozenset(each.key for each in view_for(viewer, shown()).inputs.records) if faults else frozenset()
    for fault in faults:
        if fault.code != "E-REC-008" or dict(fault.params).get("seen") not in known:
            at, kind = found[fault.where.field]
            name = "complaint" if kind == "answer" else "about"
            yield replace(fault, where=Place(field=f"{at}.{name if fault.code == 'E-REC-008' else 'id'}"))


def _readers(record: Record, teams: Sequence[PublicKeys]) -> dict[str, list[PublicKeys]]:
    words = list(teams) if record.kind in _WORDS_TO_ALL else []
    return {"narrative": words, "position": []}


def _corrected(ledger: Store, records: Sequence[Record]) -> dict[str, bytes]:
    """Return the id of the newest entry of each record of which an earlier version is in the ledger."""
    before: list[Identity] = [
        (each.source, each.id, version)
        for each in records
        for version in range(max(1, each.version - _GAP), each.version)
    ]
    found = ledger.standing_at(before) if before else {}
    return {f"{source}/{name}": id_ for (source, name, _), (_, id_) in sorted(found.items(), key=lambda one: one[0][2])}
