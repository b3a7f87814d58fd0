"""The demo's ledger: September 2016 entered in the order in which it was reported, copied, cosigned, and attacked.

Its keys come from a published seed and its clock is set by hand, so that every machine builds the same tree and gets
the same root and digests. Nothing in it protects anything.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ceasefire.agreement import Agreement, regions_of
from ceasefire.assess import Asked
from ceasefire.centre import DatabaseCopy, Store
from ceasefire.cli._asking import engine_called
from ceasefire.cli._custody._files import DirFiles
from ceasefire.cli._custody._named import verified
from ceasefire.cli._inputs import bytes_of, open_ledger
from ceasefire.cli._ledger._cosign import cosign_folder
from ceasefire.cli._ledger._export import export_to, write_export
from ceasefire.cli._options import Given
from ceasefire.cli._output import lines_of, voice
from ceasefire.desk import Inputs, answer
from ceasefire.ledger import LogKey, TeamKey, new_log_key, new_team_key, text_from_key
from ceasefire.ledger.copies import Batch, WitnessState, read_folder
from ceasefire.ledger.entries import (
    Author,
    OpenPart,
    Submission,
    canonical,
    enter_agreement,
    enter_dataset,
    enter_opening,
    enter_record,
    object_from_canonical,
)
from ceasefire.ledger.notes import checkpoint_from_note, short_form
from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.publish.custody import cosigned_in_words
from ceasefire.publish.words import language_for, wrap
from ceasefire.records import Dataset, Record
from ceasefire.times import instant_from_text, zone_from_text

ORIGIN = "demo.ceasefire.example/syria-2016-09"
OPERATOR, PARTIES = "mission", ("united-states", "russia")
MADE_BY_DEMO = "made-by-ceasefire-demo"
COLUMNS = 100
_BEGINS = instant_from_text("2026-11-22T12:00:00Z")
_SEED = b"ceasefire demo: keys that everybody knows"


@dataclass(frozen=True, slots=True)
class _Cast:
    """The demo's keys."""

    log: LogKey
    mission: TeamKey
    parties: tuple[TeamKey, ...]
    random: Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """What the demo's ledger is made of."""

    agreement: Agreement
    text: str
    records: Sequence[Record]
    datasets: Sequence[Dataset]


def demonstrate(source: Source, folder: Path, asked: Given) -> Iterator[str]:
    """Build the ledger below the folder and yield what is shown of it, in lines of at most 100 columns.

    Raises:
        Refused: Something that is not the demo's own lies there, or it cannot be written.
    """
    for line in _shown(source, folder, asked):
        indent = " " * (len(line) - len(line.lstrip()))
        yield from (indent + each for each in wrap(line.strip(), COLUMNS - len(indent))) if line else ("",)


def _shown(source: Source, folder: Path, asked: Given) -> Iterator[str]:
    """Yield what is shown, line by line, however long.

    Raises:
        Refused: Something that is not the demo's own lies there, or it cannot be written.
    """
    say, count = voice(asked.lang).say, voice(asked.lang).count
    language = language_for(asked.lang, zone_from_text("UTC"))
    emptied(folder)
    cast = _cast()
    store, batches = _built(source, cast, folder / "ledger.sqlite3")
    states = _cosigned(store, cast, folder)
    head = checkpoint_from_note(store.copy().checkpoint)
    yield ""
    yield say("The ledger: what the sources said, in the order in which they said it")
    entries = count("{n} entry", "{n} entries", head.size)
    yield "  " + say(
        "{entries} in {batches}, in short {short}",
        entries=entries,
        batches=count("{n} signed batch", "{n} signed batches", batches),
        short=short_form(head),
    )
    yield "  " + cosigned_in_words(language, store.cosigners())
    yield ""
    yield say("Three copies in {folder}, each verified and assessed on its own: one digest", folder=str(folder))
    for audience in (*PARTIES, "everyone"):
        copy = folder / f"for-{audience}"
        yield f"  {audience:<14}  {_digest(replace(asked, agreement='', ledger=str(copy)))}"
    yield ""
    yield say("A copy in which one number was lowered, and the log signed it again:")
    export = _lowered_copy(store, cast, folder / "tampered")
    yield from _caught(lambda: verified(read_folder(DirFiles(export))), asked.lang)
    yield ""
    yield say("A ledger from which one entry was left out, all signed again, handed to a party that had cosigned:")
    rewritten, _ = _built(source, cast, folder / "rewritten.sqlite3", leave_out=40)
    export_to(folder / "rewritten", rewritten, cast.log, PARTIES[0])
    for each in (store, rewritten):
        each.close()
    party, state = cast.parties[0], states[PARTIES[0]]
    yield from _caught(
        lambda: cosign_folder(folder / "rewritten", party, state, None, path=folder / "unsigned.witness", at=_BEGINS),
        asked.lang,
    )


def demo_ledger(source: Source, folder: Path) -> None:
    """Build the demo's ledger for its site: the database centre.sqlite3, cosigned, and key files without passphrase.

    Raises:
        Refused: It cannot be written.
    """
    cast = _cast()
    store, _ = _built(source, cast, folder / "centre.sqlite3")
    (folder / "keys").mkdir()
    held: list[tuple[str, TeamKey | LogKey]] = [("log", cast.log), ("mission", cast.mission)]
    for name, key in (*held, *((each.team, each) for each in cast.parties)):
        (folder / "keys" / f"{name}.key").write_text(text_from_key(key, "", cast.random))
    (folder / "copies").mkdir()
    _cosigned(store, cast, folder / "copies")
    store.close()


def emptied(folder: Path) -> None:
    """Empty a folder that the demo made, or make it.

    Raises:
        Refused: E-CLI-004.
    """
    try:
        if (folder / MADE_BY_DEMO).is_file():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        (folder / MADE_BY_DEMO).touch()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused([problem("E-CLI-004", Place(str(folder)), reason=reason)]) from None


def _cast() -> _Cast:
    counter = itertools.count()

    def random(length: int) -> bytes:
        return hashlib.shake_256(_SEED + next(counter).to_bytes(8, "big")).digest(length)

    log, mission = new_log_key(ORIGIN, random), new_team_key(OPERATOR, random)
    return _Cast(log, mission, tuple(new_team_key(each, random) for each in PARTIES), random)


def _built(source: Source, cast: _Cast, path: Path, leave_out: int | None = None) -> tuple[Store, int]:
    """Return a ledger with everything in it, one batch for each moment at which something was said."""
    store, author = Store(str(path)), Author(cast.mission, ORIGIN, cast.random)
    regions = regions_of(source.agreement)
    readers = {"narrative": [each.public for each in cast.parties]}
    teams = [each.public for each in cast.parties]
    now = _BEGINS
    store.open_new([enter_opening(author, cast.log, teams), enter_agreement(author, source.text)], cast.log, now)
    said = sorted(enumerate(source.records), key=lambda each: (each[1].claimed_recorded or 0, each[0]))
    batches: list[list[Submission]] = [[enter_dataset(author, each, regions) for each in source.datasets]]
    newest: dict[str, bytes] = {}
    for _, group in itertools.groupby(said, key=lambda each: each[1].claimed_recorded):
        batches.append([])
        for number, each in group:
            if number != leave_out:
                entered = enter_record(author, each, regions, readers, corrects=newest.get(each.key))
                batches[-1].append(entered)
                newest[each.key] = entered.id
    if leave_out is not None:  # as many entries as before, so that the size tells nothing
        batches.append([enter_agreement(author, source.text)])
    for batch in batches:
        now += 60
        if batch:
            store.append(batch, cast.log, now)
    return store, len(batches) + 1


def _cosigned(store: Store, cast: _Cast, folder: Path) -> Mapping[str, WitnessState]:
    """Export to both parties and to everyone, let both cosign, and take the cosignatures in."""
    states, instant = {}, _BEGINS + 86_400
    for party in cast.parties:
        export = folder / f"for-{party.team}"
        export_to(export, store, cast.log, party.team)
        state = folder / f"{party.team}.witness"
        signature, facts = cosign_folder(export, party, None, cast.log.public, path=state, at=instant)
        states[party.team] = WitnessState(cast.log.public, facts.head)
        store.cosigned(signature)
    export_to(folder / "for-everyone", store, cast.log, "everyone")
    return states


def _digest(asked: Given) -> str:
    inputs = open_ledger(asked, None, None)
    moment = instant_from_text(asked.as_of or "")
    question = Asked(moment, moment, asked.knowledge)
    return answer(inputs, question, engine_called(asked.engine, len(inputs.records))).digest


class _Lowered(DatabaseCopy):
    """A copy in which the first report that counts somebody killed counts one fewer."""

    def batches(self, first: int = 0) -> Iterator[Batch]:
        """Yield the entries, one core changed."""
        done = False
        for batch in super().batches(first):
            parts = dict(batch.parts)
            for position, own in parts.items():
                core = own[0]
                if done or not isinstance(core, OpenPart):
                    continue
                lowered = _lower(core)
                if lowered is not None:
                    parts[position], done = (lowered, *own[1:]), True
            yield replace(batch, parts=parts)


def _lower(core: OpenPart) -> OpenPart | None:
    content = object_from_canonical(core.payload)
    killed = content.get("counts", {}).get("killed") if content.get("kind") == "report" else None
    if not isinstance(killed, dict) or killed.get("low", 0) < 10:
        return None
    content["counts"]["killed"] = killed | {"low": killed["low"] - 1}
    return replace(core, payload=canonical(content))


def _lowered_copy(store: Store, cast: _Cast, folder: Path) -> Path:
    copy = store.copy(_Lowered)
    write_export(folder, copy, store, cast.log, "everyone")
    return folder


def _caught(attempt: Callable[[], object], lang: str) -> Iterator[str]:
    try:
        attempt()
    except Refused as refused:
        faults: Sequence[Problem] = refused.problems
        yield from (f"  {line}" for line in lines_of(faults, lang))


def source_of(inputs: Inputs, folder: Path) -> Source:
    """Return what the demo's ledger is made of, from what was opened for the report."""
    text = bytes_of(folder / "agreement.yaml").decode()
    return Source(inputs.agreement, text, inputs.records, inputs.datasets)
