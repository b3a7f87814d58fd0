"""The steps of a bulletin: drafted, cleared by another person, released under signature, corrected openly."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins import _making as making
from ceasefire.centre.bulletins._templates import current_template
from ceasefire.centre.bulletins.models import Bulletin
from ceasefire.centre.filing.entering import file_contents, team_key
from ceasefire.centre.live import now, shown, store
from ceasefire.centre.people.models import Person
from ceasefire.ledger.notes import Note
from ceasefire.problems import Refused
from ceasefire.publish.bulletin import NO_TEXTS, Texts, bulletin_from_bytes, note_text
from ceasefire.publish.words import LANGUAGES, Voice, mark

WHY = {
    "no-day": mark("This is no day of the agreement: write a date as 2016-09-19."),
    "not-over": mark("This day is not over yet. A bulletin tells of a day that is past."),
    "is-out": mark("There is a released bulletin of this day. Correct that one."),
    "not-out": mark("Only a released bulletin is corrected; a draft is drafted again."),
    "corrected-already": mark("A later bulletin corrects this one already. Correct that one."),
    "own-draft": mark("You drafted it. Somebody else has to clear it."),
    "changed": mark("It was changed since you read it. Read it again."),
    "not-drafted": mark("It is not waiting to be cleared."),
    "not-cleared": mark("It has not been cleared yet, or it was drafted again since."),
    "not-in-all": mark("Write it in all three languages, or leave all three empty."),
    "no-reason": mark("Say why it is corrected, in all three languages."),
    "too-long": mark("This is too long: at most 4,000 characters."),
    "meanwhile": mark("Somebody else drafted one in the same moment. Try again."),
}
_MOST_CHARACTERS = 4_000


class StoppedError(Exception):
    """A step that cannot be taken now; `why` is a key of WHY."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody asks for: the day, remarks, and for a correction which bulletin and why.

    Attributes:
        day: `agreement:` or `civil:` and a date; of a correction that of the bulletin that it corrects.
    """

    day: str = ""
    remarks: Texts = NO_TEXTS
    corrects: int = 0
    reason: Texts = NO_TEXTS


def draft(person: Person, asked: Draft, *, moment: int | None = None) -> Bulletin:
    """Draft a bulletin from the ledger as it is now; an open draft of the same day is drafted again.

    Args:
        person: Who drafts it.
        asked: Of which day, with which remarks.
        moment: Until when it knows, seconds UTC; None: until now.

    Raises:
        StoppedError: It cannot be drafted; `why` says so.
        Refused: The ledger cannot be read.
    """
    _must_be_whole(asked.remarks)
    copy, knowledge = store().copy(), settings.CENTRE_KNOWLEDGE
    old = _corrected(asked) if asked.corrects else None
    day = asked.day
    if old is not None:
        past = bulletin_from_bytes(old.content.encode()).head.period
        day = f"{past.kind}:{past.date}"
    try:
        period = making.period_in(copy, day, knowledge)
    except ValueError:
        raise StoppedError("no-day") from None
    moment = max(now(), _newest(knowledge)) if moment is None else moment
    if period.end > moment:
        raise StoppedError("not-over")
    same = Bulletin.objects.filter(start=period.start, end=period.end)
    if old is None and same.filter(state="released").exists():
        raise StoppedError("is-out")
    waiting = same.filter(state__in=("drafted", "cleared")).first()
    number = waiting.number if waiting else (Bulletin.objects.aggregate(most=Max("number"))["most"] or 0) + 1
    template_number, template = current_template()
    made = making.bulletin_from_ledger(
        copy,
        making.Brief(
            number,
            day,
            _since(number, period.start),
            moment,
            copy.size,
            knowledge,
            template_number,
            template,
            asked.remarks,
            asked.corrects,
            asked.reason,
        ),
    )
    fields = {
        "state": "drafted",
        "date": period.date,
        "start": period.start,
        "end": period.end,
        "as_of": moment,
        "size": made.head.size,
        "root": made.head.root,
        "content": made.content.decode(),
        "sha256": made.sha256,
        "corrects": old,
        "drafted_at": now(),
        "drafted_by": person,
        "cleared_at": None,
        "cleared_by": None,
    }
    return _kept(number, fields, again=waiting is not None)


def clear(person: Person, number: int, sha256: str) -> None:
    """Clear a draft: somebody else than its drafter read exactly this.

    Raises:
        StoppedError: It is the own draft, it was changed, or it waits for nothing.
    """
    with transaction.atomic():
        found = Bulletin.objects.select_for_update().get(number=number)
        if found.state != "drafted":
            raise StoppedError("not-drafted")
        if found.sha256 != sha256:
            raise StoppedError("changed")
        if found.drafted_by_id == person.pk:
            raise StoppedError("own-draft")
        found.state, found.cleared_at, found.cleared_by = "cleared", now(), person
        found.save()


def release(person: Person, viewer: Viewer, number: int, sha256: str) -> None:
    """Release what was cleared: sign it with the team's key, and enter a statement that names it into the ledger.

    Raises:
        StoppedError: It was not cleared, or it was changed.
        Refused: The centre holds no key of the team, or the ledger refuses the statement; then it is not released.
    """
    found = Bulletin.objects.get(number=number)
    _must_be_cleared(found, sha256)
    key = team_key(viewer)
    head = bulletin_from_bytes(found.content.encode()).head
    note = Note.signed(note_text(head, found.sha256), key.team, key.sign)
    entry = _statement(viewer, found)
    with transaction.atomic():
        found = Bulletin.objects.select_for_update().get(number=number)
        _must_be_cleared(found, sha256)
        found.state, found.released_at, found.released_by = "released", now(), person
        found.note, found.entry = str(note), entry
        found.save()
        if found.corrects_id is not None:
            Bulletin.objects.filter(number=found.corrects_id).update(state="corrected")


def _must_be_cleared(found: Bulletin, sha256: str) -> None:
    if found.state != "cleared":
        raise StoppedError("not-cleared")
    if found.sha256 != sha256:
        raise StoppedError("changed")


def _statement(viewer: Viewer, found: Bulletin) -> int | None:
    """Enter the statement that names a bulletin, once; return its position, or None where no source fits."""
    agreement = shown().agreement
    own = next((each for each in agreement.sources if each.id == viewer.source), None)
    if own is None or own.kind not in ("mission", "editors"):
        return None
    name = f"bulletin-{found.number}-{found.sha256[:32]}"
    there = [each for each in shown().inputs.records if each.key == f"{viewer.source}/{name}"]
    if there:  # it was entered, and then something stopped the release
        return there[0].position
    text = {
        code: Voice(code).say(
            "Bulletin {number} of {date} was released. SHA-256 {digest}",
            number=str(found.number),
            date=found.date,
            digest=found.sha256,
        )
        for code in LANGUAGES
    }
    about = {"kind": "statement", "id": name, "stance": "asserts", "text": text}
    return file_contents(viewer, [about]).first


def _corrected(asked: Draft) -> Bulletin:
    """Return the bulletin that is to be corrected."""
    if not all(asked.reason.within(code).strip() for code in LANGUAGES):
        raise StoppedError("no-reason")
    _must_be_whole(asked.reason)
    old = Bulletin.objects.filter(number=asked.corrects).first()
    if old is None or not old.is_out:
        raise StoppedError("not-out")
    if old.state == "corrected":
        raise StoppedError("corrected-already")
    return old


def _must_be_whole(texts: Texts) -> None:
    """Refuse a text in some languages only, or one that nobody would read to its end."""
    given = [bool(texts.within(code).strip()) for code in LANGUAGES]
    if any(given) and not all(given):
        raise StoppedError("not-in-all")
    if any(len(texts.within(code)) > _MOST_CHARACTERS for code in LANGUAGES):
        raise StoppedError("too-long")


def _since(number: int, start: int) -> int:
    """Return the moment of the newest released bulletin before this one that is of an earlier day."""
    before = Bulletin.objects.filter(number__lt=number, state__in=("released", "corrected"), start__lt=start)
    newest = before.aggregate(most=Max("as_of"))["most"]
    return start if newest is None else int(newest)


def _newest(knowledge: str) -> int:
    """Return the instant of the newest entry, by which the clock of a real centre may not lag."""
    if knowledge != "recorded":
        return 0
    try:
        return shown().recorded
    except Refused:
        return 0


def _kept(number: int, fields: dict[str, object], *, again: bool) -> Bulletin:
    if not again:
        try:
            return Bulletin.objects.create(number=number, **fields)
        except IntegrityError:
            raise StoppedError("meanwhile") from None
    with transaction.atomic():
        changed = Bulletin.objects.filter(number=number, state__in=("drafted", "cleared")).update(**fields)
        if not changed:
            raise StoppedError("meanwhile")
    return Bulletin.objects.get(number=number)
