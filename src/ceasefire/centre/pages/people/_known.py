"""What is known to everybody who signed in: the agreement, roles and release rules; to some: teams and keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from ceasefire.centre.access import ROLES, RULES, TABLE, Rule, Viewer, audience_of
from ceasefire.centre.live import keys, store
from ceasefire.centre.pages.people._words import AUDIENCES
from ceasefire.centre.seen.agreements import versions
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._templates import ROLE_WORDS
from ceasefire.desk import agreement_of
from ceasefire.problems import Refused
from ceasefire.publish.words import KINDS, Language, word


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key of a team: its fingerprint, from and until which entry it holds, who announced it, whether it is here."""

    team: str
    fingerprint: str
    since: int
    until: int | None
    by: str
    reason: str
    held: bool


def keys_known(request: HttpRequest) -> HttpResponse:
    """Show the teams and keys that the ledger announces, and which of them this centre holds."""
    ring = store().keyring()
    problems: tuple[object, ...] = ()
    try:
        held = {each.public.sign for each in keys().teams.values()}
    except Refused as refused:
        held, problems = set(), tuple(refused.problems)
    lines = [
        KeyLine(
            each.keys.team,
            fingerprint(each.keys.sign),
            each.since,
            each.until,
            each.by,
            each.reason,
            each.keys.sign in held,
        )
        for each in ring.spans
    ]
    logs = [(position, str(key)) for position, key in ring.log]
    return page(
        request,
        "people/keys.html.j2",
        origin=ring.origin,
        operator=ring.operator,
        lines=sorted(lines, key=lambda each: (each.team != ring.operator, each.team, each.since)),
        logs=logs,
        problems=problems,
    )


def fingerprint(key: bytes) -> str:
    """Return the first half of the SHA-256 of a key, in groups that can be read out."""
    text = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(text[at : at + 4] for at in range(0, 32, 4))


def agreement(request: HttpRequest) -> HttpResponse:
    """Show the versions of the agreement, and one of them in full: the newest, or that of ?entry=."""
    found = versions()
    asked = request.GET.get("entry", "")
    shown = next((each for each in found if not asked or str(each.position) == asked), None)
    if asked and shown is None:
        raise Http404
    read = agreement_of(shown.text) if shown else None
    return page(request, "people/agreement.html.j2", versions=found, shown=shown, read=read)


def audiences(request: HttpRequest) -> HttpResponse:
    """Show who may see and do what, and to whom each kind of record is released: the tables themselves."""
    language = spoken(request)
    roles = [(each, word(language, ROLE_WORDS, each)) for each in ROLES]
    rows = [
        (name, row.what, [("act" if each in row.act else "see" if each in row.see else "") for each in ROLES])
        for name, row in TABLE.items()
    ]
    rules = [(word(language, KINDS, kind), rule_in_words(language, rule), rule.why) for kind, rule in RULES.items()]
    members = [
        (word(language, AUDIENCES, audience), [words for role, words in roles if audience_of(Viewer(role)) == audience])
        for audience in AUDIENCES
    ]
    return page(request, "people/audiences.html.j2", roles=roles, rows=rows, rules=rules, members=members)


def rule_in_words(language: Language, rule: Rule) -> tuple[str, str, str, str]:
    """Return a rule in words: for parties, for observers, for anybody, and how coarse."""
    after = [_after(language, each) for each in (rule.parties, rule.observers, rule.public)]
    coarse = language.say("the area, not the point; with its words") if rule.words else None
    coarse = coarse or language.say("the area, not the point; without words, pictures and files")
    if rule.parties is None:
        coarse = "–"
    if rule.over:
        coarse = language.say("; ").join((coarse, language.say("only once it is over")))
    return after[0], after[1], after[2], coarse


def _after(language: Language, hours: int | None) -> str:
    if hours is None:
        return language.say("never")
    if hours == 0:
        return language.say("at once")
    return language.count("after {n} hour", "after {n} hours", hours)
