"""A sound copy in words: for the duty officer, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.copies import Compared, Facts, Redaction
from ceasefire.ledger.entries import CORE, KeySpan, Leaf, Part, SealedPart, canonical
from ceasefire.ledger.notes import short_form
from ceasefire.publish.custody._cited import cosigned_in_words
from ceasefire.publish.words import Language, language_for, mark
from ceasefire.times import text_from_instant, zone_from_text

KINDS = {
    "ledger": mark("opening of the ledger"),
    "key": mark("announcement of a key"),
    "key-withdrawn": mark("withdrawal of a key"),
    "log-key": mark("new key of the log"),
    "agreement": mark("text of the agreement"),
    "dataset": mark("description of a data set"),
    "record": mark("record of a source"),
    "decision": mark("record that decides"),
    "redaction": mark("redaction"),
}
REASONS = {"lost": mark("lost"), "leaked": mark("leaked"), "retired": mark("retired")}


def facts_text(facts: Facts, lang: str) -> str:
    """Return what a sound copy says of itself, as lines."""
    language = _language(lang)
    say, number = language.say, language.number
    head, ring = facts.head, facts.keyring
    lines = [
        say("Sound: everything was recomputed from the entries, and it fits."),
        say("Ledger: {origin}", origin=head.origin),
        say("Checkpoint: {size} entries, root {root}", size=number(head.size), root=text_from_bytes(head.root)),
        say("In short, to read out or to initial on paper: {short}", short=short_form(head)),
        say("Newest entry recorded {instant} (UTC)", instant=language.instant(facts.recorded)),
        say("Written for: {audience}", audience=_audience(language, facts.audience)),
        cosigned_in_words(language, facts.cosigned),
    ]
    lines += [
        say("{team} has never cosigned it.", team=team)
        for team in ring.teams
        if team != ring.operator and facts.last_cosigned(team) is None
    ]
    lines.append(say("Entries by kind:"))
    lines += [f"  {number(count)}  {say(KINDS[kind])}" for kind, count in facts.kinds]
    if facts.withheld:
        lines.append(
            language.count(
                "{n} protected part is not in this copy: it is for others.",
                "{n} protected parts are not in this copy: they are for others.",
                facts.withheld,
            )
        )
    lines += [_redaction(language, each) for each in facts.redactions]
    lines += [_span(language, each) for each in ring.spans if each.until is not None]
    lines += [
        say(
            "Note: the operator itself announced a key of {team}, with entry {entry}.",
            team=each.keys.team,
            entry=number(each.since),
        )
        for each in facts.replaced_by_operator
    ]
    lines.append(say("The log's first key: {key}", key=str(ring.log[0][1])))
    lines.append(say("Not shown by this: that something was never handed in, or that what somebody says is true."))
    return "\n".join(lines) + "\n"


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return the same for programs; keys and their order are stable."""
    return {
        "sound": True,
        "origin": facts.head.origin,
        "size": facts.head.size,
        "root": text_from_bytes(facts.head.root),
        "for": facts.audience,
        "recorded": text_from_instant(facts.recorded),
        "log": str(facts.keyring.log[0][1]),
        "cosigned": {
            team: {"size": size, "time": text_from_instant(instant)} for team, size, instant in facts.cosigned
        },
        "entries": dict(facts.kinds),
        "withheld": facts.withheld,
        "redactions": [
            {
                "entry": each.entry,
                "parts": list(each.parts),
                "by_entry": each.by_entry,
                "team": each.team,
                "approved_by": list(each.approved_by),
                "ground": each.ground,
                "recorded": text_from_instant(each.recorded),
            }
            for each in facts.redactions
        ],
    }


def compared_text(compared: Compared, names: tuple[str, str], sizes: tuple[int, int], lang: str) -> str:
    """Return how two copies stand to each other, in one sentence."""
    language = _language(lang)
    first, second = names if compared.relation != "second-is-prefix" else names[::-1]
    if compared.relation == "other":
        return language.say("{first} and {second} are copies of different ledgers.", first=first, second=second) + "\n"
    if compared.relation == "same":
        text = language.count(
            "One history: {first} and {second} hold the same {n} entry.",
            "One history: {first} and {second} hold the same {n} entries.",
            compared.shared,
            first=first,
            second=second,
        )
    else:
        text = language.count(
            "One history: {first} is the beginning of {second}, which has {n} entry more.",
            "One history: {first} is the beginning of {second}, which has {n} entries more.",
            abs(sizes[0] - sizes[1]),
            first=first,
            second=second,
        )
    return text + "\n"


def entry_line(leaf: Leaf, core: Mapping[str, Any] | None, lang: str) -> str:
    """Return an entry in a list: position, instant, team, kind, and which record or team it is about."""
    language = _language(lang)
    kind = language.say(KINDS[leaf.entry.kind])
    return (
        f"{leaf.position:>6}  {text_from_instant(leaf.recorded)}  {leaf.entry.by:<16} {kind}  {_about(core)}".rstrip()
    )


def entry_text(leaf: Leaf, parts: tuple[Part, ...], opened: Mapping[str, Any], lang: str) -> str:
    """Return everything about one entry: what was signed, the core, and of each protected part what may be shown."""
    language = _language(lang)
    say = language.say
    lines = [
        say("Entry {position}: {kind}", position=language.number(leaf.position), kind=say(KINDS[leaf.entry.kind])),
        say("Signed by {team}, recorded {instant} (UTC)", team=leaf.entry.by, instant=language.instant(leaf.recorded)),
    ]
    if leaf.entry.claimed is not None:
        lines.append(
            say("Its author's own time, a claim: {instant} (UTC)", instant=language.instant(leaf.entry.claimed))
        )
    have = {each.name: each for each in parts}
    for head in leaf.entry.parts:
        content = opened.get(head.name)
        readers = language.list(head.readers) if head.name != CORE else say("everybody")
        lines += ["", say("Part {name}, for {readers}", name=head.name, readers=readers)]
        if content is not None:
            lines.append(json.dumps(json.loads(canonical(content)), ensure_ascii=False, indent=2))
        elif isinstance(have.get(head.name), SealedPart):
            lines.append(say("Sealed. Give --key to open what is sealed to your team."))
        else:
            lines.append(say("Not in this copy."))
    return "\n".join(lines) + "\n"


def _redaction(language: Language, each: Redaction) -> str:
    return language.say(
        "Redacted: {parts} of entry {entry}, by {team} with entry {by_entry} on {instant}, "
        "approved by {approvers}: {ground}",
        parts=language.list(each.parts),
        entry=language.number(each.entry),
        team=each.team,
        by_entry=language.number(each.by_entry),
        instant=language.instant(each.recorded),
        approvers=language.list(each.approved_by),
        ground=each.ground,
    )


def _span(language: Language, each: KeySpan) -> str:
    return language.say(
        "A key of {team} was withdrawn with entry {entry} ({reason}); what it signed before stands.",
        team=each.keys.team,
        entry=language.number(each.until or 0),
        reason=language.say(REASONS[each.reason]),
    )


def _audience(language: Language, audience: str) -> str:
    if not audience:
        return language.say("nobody else: this is the ledger itself")
    return language.say("everybody") if audience == "everyone" else audience


def _about(core: Mapping[str, Any] | None) -> str:
    if core is None:
        return ""
    if "source" in core and "id" in core:
        version = core.get("version", 1)
        return f"{core.get('kind', '')} {core['source']}/{core['id']}" + (f" v{version}" if version != 1 else "")
    return str(core.get("team") or core.get("id") or core.get("entry", ""))


def _language(lang: str) -> Language:
    return language_for(lang, zone_from_text("UTC"))
