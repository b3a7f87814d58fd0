"""Entering a decision, and saying afterwards what the ledger made of it: that it moved nothing, and why, as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ceasefire.centre.filing.entering import file_contents, file_records
from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.centre.pages.incidents._contents import Asks, NotEnteredError, speaks_for
from ceasefire.centre.storage._appending import Appended
from ceasefire.desk import unheeded
from ceasefire.incidents import COUNTED, of_the_mission
from ceasefire.problems import Problem, Refused, render
from ceasefire.publish.incidents._codes import STATES, WHY_NOT
from ceasefire.publish.words import catalogue, word
from ceasefire.records import Determination, Link, Record, StandingDecision, Step

_STANDS_ALREADY = "that version of the record stands"


def enter_content(asked: Seen, content: Mapping[str, Any]) -> Appended:
    """Enter a decision as JSON.

    Raises:
        NotEnteredError: It was refused; nothing was entered.
        Refused: The database is gone.
    """
    return _entered(asked, lambda: file_contents(asked.viewer, [content]))


def enter_links(asked: Seen, records: Sequence[Record]) -> Appended:
    """Enter decisions on links, all or none; errors as of `enter_content`, and what is not of one's own source."""
    say = asked.names.language.say
    if any(each.source != asked.viewer.source for each in records):
        raise NotEnteredError(
            [Asks("", say("Another source decided this; only it can undo it. You may decide otherwise."))]
        )
    return _entered(asked, lambda: file_records(asked.viewer, records))


def _entered(asked: Seen, enter: Callable[[], Appended]) -> Appended:
    say = asked.names.language.say
    if not speaks_for(asked.viewer):
        raise NotEnteredError(
            [Asks("", say("Your account speaks for no source of the agreement or has no pseudonym."))]
        )
    try:
        return enter()
    except Refused as refused:
        if any(each.code == "E-LEDGER-032" for each in refused.problems):
            raise
        if any(
            each.code == "E-LEDGER-018" and _STANDS_ALREADY in str(dict(each.params).get("reason"))
            for each in refused.problems
        ):
            raise NotEnteredError([Asks("", in_the_meantime(asked))], clash=True) from None
        raise NotEnteredError([Asks("", in_words(asked, each)) for each in refused.problems]) from None


def must_be_current(asked: Seen, told: str, now: int) -> int:
    """Return what a form was made from, if that is still how it stands.

    Args:
        asked: By whom.
        told: What the form says it was made from.
        now: How it stands.

    Raises:
        NotEnteredError: Somebody decided in the meantime; nothing was entered.
    """
    if told != str(now):
        raise NotEnteredError([Asks("", in_the_meantime(asked))], clash=True)
    return now


def in_the_meantime(asked: Seen) -> str:
    """Return that somebody else was first."""
    return asked.names.language.say(
        "Somebody decided on this after you had opened the page. Nothing of yours was entered, and nothing is lost: "
        "what you wrote is still here. Look at how it stands now, and decide again."
    )


def in_words(asked: Seen, problem: Problem) -> str:
    """Return a problem of the catalogue in the page's language."""
    return render(problem, catalogue(asked.names.language.code).gettext)


def outcome_in_words(asked: Seen, key: str, entry: int) -> list[str]:
    """Return what the ledger made of a decision.

    Args:
        asked: By whom, as known after it was entered.
        key: Of the decision.
        entry: Its position.

    Returns:
        Sentences: that it is on record, what it moved, or why it moved nothing.
    """
    language, say = asked.names.language, asked.names.language.say
    record = next((each for each in asked.view.records if each.key == key), None)
    said = [say("On record as entry {n}.", n=language.number(entry))]
    if entry >= asked.view.shown.size:  # the answer does not have it yet: what it made of it nobody can say
        return said
    situation = asked.desk.situation
    match record.details if record else None:
        case None:
            said.append(say("It was taken back: what held before holds again."))
        case StandingDecision(target):
            decided = next((each for each in situation.known.decided if each.decision == key), None)
            by_key = {each.key: each for each in asked.view.records}
            stands = situation.known.standing_of(by_key[target]) if target in by_key else ""
            if decided is not None and decided.why:
                said.append(f"{word(language, WHY_NOT, decided.why)}.".capitalize())
            if stands:
                said.append(
                    say("{record} now stands so: {state}.", record=target, state=word(language, STATES, stands))
                )
        case Determination():
            said.append(_determined(asked, record))
        case Step():
            if record is not None and not of_the_mission(record, situation.bodies):
                said.append(say("It moves nothing: it does not come from the mission."))
        case Link(first, second):
            said += _linked(asked, key, (first, second))
    return said


def _determined(asked: Seen, record: Record | None) -> str:
    """Return what a determination did."""
    say, situation = asked.names.language.say, asked.desk.situation
    if record is None or situation.side_of(record.source) not in {each.id for each in situation.agreement.guarantors}:
        return say("It is shown among what changed. Only what guarantors determine stands beside it.")
    if situation.known.standing_of(record) in COUNTED:
        return say("It stands beside the question, next to what others determined. It moves no verdict.")
    return say("It is received. It stands beside the question once the mission has screened it.")


def _linked(asked: Seen, key: str, pair: tuple[str, str]) -> list[str]:
    """Return what a decision on a pair did: joined it, parted it, or contradicts others."""
    say, known = asked.names.language.say, asked.desk.situation.known
    if key not in {each.key for each in known.links}:
        return [say("It moves nothing: it does not come from the mission.")]
    of = {one.key: each.id for each in asked.desk.incidents for one in each.accounts}
    first, second = (of.get(each, "") for each in pair)
    told = [
        say("The two are one incident now: {incident}.", incident=first)
        if first and first == second
        else say("The two are not one incident.")
    ]
    warnings = [each for each in unheeded(asked.desk) if each.code == "W-CASE-002"]
    return told + [in_words(asked, each) for each in warnings if {*pair} <= _named(each)]


def _named(problem: Problem) -> set[str]:
    params = dict(problem.params)
    chain = str(params.get("chain", "")).split(" → ")
    return {str(params.get("first", "")), str(params.get("second", "")), *chain}
