"""The link desk: suggested pairs with reasons, decisions with their undoing, and the splitting of an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ceasefire.centre.live import now
from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.centre.pages.incidents._contents import Asks, NotEnteredError
from ceasefire.centre.pages.incidents._entering import in_words, must_be_current
from ceasefire.centre.seen.suggestions import suggested
from ceasefire.desk import must_be_accounts, undecided
from ceasefire.incidents import Decider, link_decision, link_states, split_decisions, undo_decision
from ceasefire.incidents.dossier import Incident
from ceasefire.incidents.linking import Suggestion
from ceasefire.problems import Refused
from ceasefire.publish._evidence import counts_in_words, record_label, record_words
from ceasefire.publish.incidents._codes import LINKS, WORK
from ceasefire.publish.incidents._queues import reasons_in_words
from ceasefire.publish.words import word
from ceasefire.records import LINK_STATES, Link, Record


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair, in words: who tells it and of when, what it counts, its incident."""

    key: str
    label: str
    told: str
    incident: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one: how they stand to each other, and what speaks for and against it.

    Attributes:
        state: confirmed, rejected, provisional by a decision; empty: nobody has decided.
        made_from: Versions of one's own decision on the pair: what a form was made from.
    """

    sides: tuple[Side, Side]
    score: int
    state: str
    words: str
    reasons: tuple[str, ...]
    made_from: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a pair as it stands: who took it, when, why; `is_own`: it may be undone by this account."""

    record: Record
    sides: tuple[Side, Side]
    state: str
    words: str
    by: str
    when: str
    why: str
    counts: bool
    is_own: bool


class _Index:
    """Records, incidents and decisions by what a pair is looked up by; made once for a page."""

    def __init__(self, asked: Seen) -> None:
        """Index what the viewer sees."""
        self.asked = asked
        self.records = {each.key: each for each in asked.view.records}
        self.of = {one.key: each.id for each in asked.desk.incidents for one in each.accounts}
        self.states = link_states(asked.desk.situation.known.links)
        self.own: dict[str, int] = {}
        for each in asked.desk.inputs.records:
            if each.kind == "link" and each.source == asked.viewer.source:
                self.own[each.id] = max(each.version, self.own.get(each.id, 0))

    def side(self, key: str) -> Side:
        """Return one record in words."""
        names, record = self.asked.names, self.records.get(key)
        told = [counts_in_words(names, record.counts), record_words(record, names.language.code).text] if record else []
        words = names.language.say("; ").join(each for each in told if each)
        return Side(key, record_label(names, self.records, key), words, self.of.get(key, ""))

    def made_from(self, pair: tuple[str, str]) -> int:
        """Return how many versions one's own source has decided on a pair."""
        drafted = link_decision((), pair, "provisional", Decider(self.asked.viewer.source, "", "", 0))
        return self.own.get(drafted.id, 0)


def pairs_of(asked: Seen, only: str = "") -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the suggested pairs on which nobody has decided, and those that were decided, or are one already.

    Args:
        asked: By whom.
        only: A record's key; empty: all.
    """
    index = _Index(asked)
    found = [each for each in suggested(asked.desk) if not only or only in (each.first, each.second)]
    waiting = {(each.first, each.second) for each in undecided(asked.desk, found)}
    made = [(each, _pair(index, each)) for each in found]
    return (
        tuple(pair for each, pair in made if (each.first, each.second) in waiting),
        tuple(pair for each, pair in made if (each.first, each.second) not in waiting),
    )


def _pair(index: _Index, suggestion: Suggestion) -> Pair:
    names, pair = index.asked.names, (suggestion.first, suggestion.second)
    state = index.states.get(frozenset(pair), "")
    return Pair(
        (index.side(pair[0]), index.side(pair[1])),
        suggestion.score,
        state,
        word(names.language, LINKS, state) if state else word(names.language, WORK, suggestion.state),
        tuple(reasons_in_words(names, suggestion)),
        index.made_from(pair),
    )


def pair_made_from(asked: Seen, pair: tuple[str, str]) -> int:
    """Return how many versions one's own source has decided on a pair: what a form about it is made from."""
    return _Index(asked).made_from(pair)


def decisions_of(asked: Seen) -> tuple[Decision, ...]:
    """Return the decisions on links as they stand, the newest first."""
    index, known, language = _Index(asked), asked.desk.situation.known, asked.names.language
    heeded = {each.key for each in known.links}
    links = [each for each in asked.view.records if isinstance(each.details, Link)]
    links.sort(key=lambda each: (-known.said[each.key], each.key))
    return tuple(
        Decision(
            each,
            (index.side(details.first), index.side(details.second)),
            details.state,
            word(language, LINKS, details.state),
            language.list(one for one in (asked.names.actor(each.source), details.reviewer) if one),
            language.instant(known.said[each.key]),
            record_words(each, language.code).text,
            each.key in heeded,
            each.source == asked.viewer.source,
        )
        for each in links
        if isinstance(details := each.details, Link)
    )


def decided(asked: Seen, form: Mapping[str, str], parted: Sequence[str]) -> tuple[Record, ...]:
    """Return the records of what was decided on the desk.

    Args:
        asked: By whom, as known now.
        form: `do` (a state of a link, undo, split), `first` and `second`, `key`, `incident`, `seen`, `why`.
        parted: Of a split, the keys that go.

    Raises:
        NotEnteredError: It cannot be decided so, or somebody was faster.
    """
    say, what, versions = asked.names.language.say, form.get("do", ""), asked.desk.inputs.records
    viewer = asked.viewer
    decider = Decider(viewer.source, viewer.decides_as, viewer.pseudonym, now(), form.get("why", "").strip()[:4_000])
    if what in LINK_STATES:
        pair = (form.get("first", ""), form.get("second", ""))
        _must_be_accounts(asked, pair)
        if pair[0] == pair[1]:
            raise NotEnteredError([Asks("", say("A pair is two records."))])
        must_be_current(asked, form.get("seen", ""), pair_made_from(asked, pair))
        return _worded(asked, decider, [link_decision(versions, pair, what, decider)])
    if what == "undo":
        own = [each for each in versions if each.key == form.get("key")]
        must_be_current(asked, form.get("seen", ""), max((each.version for each in own), default=0))
        try:
            return _worded(asked, decider, [undo_decision(versions, form.get("key", ""), decider)])
        except LookupError:
            raise NotEnteredError(
                [Asks("", say("There is no such decision, or nothing of it is left to undo."))]
            ) from None
    if what == "split":
        return _split(asked, form, parted, decider)
    raise NotEnteredError([Asks("", say("Choose what you decide."))])


def _split(asked: Seen, form: Mapping[str, str], parted: Sequence[str], decider: Decider) -> tuple[Record, ...]:
    say = asked.names.language.say
    found = next((each for each in asked.desk.incidents if each.id == form.get("incident")), None)
    if found is None:
        raise NotEnteredError([Asks("", say("There is no such incident any more."))])
    if form.get("seen", "") != members_of(found):
        raise NotEnteredError(
            [
                Asks(
                    "",
                    say(
                        "This incident has other reports than when you opened the page. Nothing was entered. "
                        "Look at it and choose again."
                    ),
                )
            ],
            clash=True,
        )
    keys = {each.key for each in found.accounts}
    going = frozenset(parted) & keys
    if not going or going == keys:
        raise NotEnteredError([Asks("", say("Choose the reports that go; at least one must stay."))])
    return _worded(asked, decider, split_decisions(asked.desk.inputs.records, found.accounts, going, decider))


def _worded(asked: Seen, decider: Decider, records: Sequence[Record]) -> tuple[Record, ...]:
    """Return decisions with the reason in the language in which it was typed."""
    text = ((asked.names.language.code, decider.words),) if decider.words else ()
    return tuple(replace(each, text=text) for each in records)


def members_of(incident: Incident) -> str:
    """Return what an incident was made of, as a form keeps it."""
    return "\n".join(sorted(each.key for each in incident.accounts))


def _must_be_accounts(asked: Seen, pair: tuple[str, str]) -> None:
    try:
        must_be_accounts(asked.desk, pair)
    except Refused as refused:
        raise NotEnteredError([Asks("", in_words(asked, each)) for each in refused.problems]) from None
