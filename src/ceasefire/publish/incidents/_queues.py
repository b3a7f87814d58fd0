"""What to look at next, and which pairs may be one incident, each with its reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ceasefire.incidents.dossier import Situation, Work
from ceasefire.incidents.linking import Reason, Suggestion
from ceasefire.publish._evidence import area_of_code, bounds_in_words, latest, record_label, record_words
from ceasefire.publish.incidents._codes import PAIRS, WORK
from ceasefire.publish.incidents._moment import KnownAt, moment_facts
from ceasefire.publish.incidents._page import Item, Page, Section
from ceasefire.publish.words import EVENTS, UNITS, NameBook, names_of, word
from ceasefire.records import Count, Record
from ceasefire.times import text_from_instant


def queue_page(
    work: Sequence[Work],
    suggestions: Sequence[Suggestion],
    situation: Situation,
    purpose: str,
    *,
    lang: str,
    moment: KnownAt,
) -> Page:
    """Return a work queue, each with its reason. For the mission's eyes only.

    Args:
        work: In order.
        suggestions: Of a linker, for the reasons of pairs.
        situation: From which it was derived.
        purpose: verification, answers or linking.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
    """
    names = names_of(situation.agreement, lang)
    language, say = names.language, names.language.say
    titles = {
        "verification": say("To verify next"),
        "answers": say("To ask for next"),
        "linking": say("To link or part next"),
    }
    records = latest(situation.known.records)
    reasons = {frozenset((each.first, each.second)): each for each in suggestions}
    items = tuple(_work(names, each, records, reasons.get(frozenset(each.keys))) for each in work)
    return Page(
        language,
        title=titles[purpose],
        summary=say("For the mission’s eyes only: it tells a spoiler what to discredit."),
        moment=moment_facts(names, moment),
        sections=(Section(language.count("{n} thing to do", "{n} things to do", len(work)), items=items),),
    )  # fmt: skip


def _work(names: NameBook, work: Work, records: Mapping[str, Record], suggestion: Suggestion | None) -> Item:
    language, say = names.language, names.language.say
    shown = [say("{record} ({key})", record=record_label(names, records, key), key=key) for key in work.keys]
    reason = word(language, WORK, work.reason)
    if work.settles:
        turned = language.count("settles {n} open point", "settles {n} open points", work.settles)
        reason = say("{reason}: {turned}", reason=reason, turned=turned)
    if work.score:
        reason = say("{reason}, score {score} of 1,000", reason=reason, score=language.number(work.score))
    details = [reason, say("since {instant}", instant=language.instant(work.since))]
    if work.incident:
        details.append(say("incident {incident}", incident=work.incident))
    if suggestion is not None:
        details += reasons_in_words(names, suggestion)
    return Item(
        say("{first} and {second}", first=shown[0], second=shown[1]) if len(shown) > 1 else shown[0], tuple(details)
    )


def reasons_in_words(names: NameBook, suggestion: Suggestion) -> list[str]:
    """Return the reasons of a pair, those that speak for it marked +, those against it −."""
    return [f"{'+' if each.weight >= 0 else '−'} {_reason(names, each)}" for each in suggestion.reasons]


def _reason(names: NameBook, reason: Reason) -> str:
    language = names.language
    if reason.code == "days-apart":
        return language.count("{n} day apart", "{n} days apart", int(dict(reason.params)["days"]))
    if reason.code == "same-media":
        number = int(dict(reason.params)["number"])
        return language.count("{n} picture or film is the same", "{n} pictures or films are the same", number)
    if reason.code not in PAIRS:
        return reason.code
    if reason.code.startswith("counts"):
        return _counts(names, reason)
    shown = {name: _named(names, reason.code, name, value) for name, value in reason.params}
    return language.say(PAIRS[reason.code], **shown)


def _counts(names: NameBook, reason: Reason) -> str:
    """Return how two counts compare; a high of -1 is open."""
    told = dict(reason.params)
    bounds = {
        side: bounds_in_words(
            names, Count("", int(told[f"{side}_low"]), None, high if (high := int(told[f"{side}_high"])) >= 0 else None)
        )
        for side in ("first", "second")
    }
    return names.language.say(PAIRS[reason.code], unit=word(names.language, UNITS, str(told["unit"])), **bounds)


def _named(names: NameBook, code: str, name: str, value: str | int) -> str:
    """Return one thing that a reason names: a number, an area, an actor, a kind, a unit; a word as it stands."""
    if isinstance(value, int):
        return names.language.number(value)
    if name == "place" or code in ("same-area", "other-area"):
        return names.area(area_of_code(names, value))
    parts = value.split(", ")
    if name == "actors" or code == "other-actors":
        return names.language.list(names.actor(each) for each in parts)
    if name == "kinds" or code == "other-kind":
        return names.language.list(word(names.language, EVENTS, each) for each in parts)
    return value


def suggestions_page(suggestions: Sequence[Suggestion], situation: Situation, lang: str, moment: KnownAt) -> Page:
    """Return the suggested pairs with their scores and reasons; nothing of it is decided.

    Args:
        suggestions: In the order to show.
        situation: From which they were made.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
    """
    names = names_of(situation.agreement, lang)
    language, say = names.language, names.language.say
    records = latest(situation.known.records)
    items = []
    for each in suggestions:
        state = word(language, WORK, each.state)
        head = say(
            "{score} of 1,000: {first} and {second}",
            score=language.number(each.score),
            first=each.first,
            second=each.second,
        )
        told = [
            say("; ").join((record_label(names, records, key), record_words(records[key], language.code).text))
            for key in (each.first, each.second)
            if key in records
        ]
        items.append(Item(head, (state, *told, *reasons_in_words(names, each))))
    return Page(
        language,
        title=say("Pairs that may be one incident"),
        summary=say("A program suggests; a person confirms or rejects. Nothing is merged by it."),
        moment=moment_facts(names, moment),
        sections=(Section(language.count("{n} pair", "{n} pairs", len(items)), items=tuple(items)),),
    )  # fmt: skip


def queue_json(work: Sequence[Work], purpose: str) -> str:
    """Return a work queue as JSON."""
    content = {
        "for": purpose,
        "queue": [
            {
                "records": list(each.keys),
                "incident": each.incident,
                "settles": each.settles,
                "since": text_from_instant(each.since),
                "reason": each.reason,
                "score": each.score,
            }
            for each in work
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def suggestions_json(suggestions: Sequence[Suggestion]) -> str:
    """Return suggested pairs as JSON, reasons as codes with their parameters."""
    content = [
        {
            "first": each.first,
            "second": each.second,
            "score": each.score,
            "state": each.state,
            "reasons": [{"code": one.code, "weight": one.weight, **dict(one.params)} for one in each.reasons],
        }
        for each in suggestions
    ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
