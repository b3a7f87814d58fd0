"""Which keys are valid when: what the entries that announce and withdraw keys say, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ceasefire.ledger._base64 import bytes_from_text
from ceasefire.ledger._keys import PublicKeys, team_name
from ceasefire.ledger.entries._entries import Leaf
from ceasefire.ledger.notes import LOG, VerifierKey
from ceasefire.times import instant_from_text, text_from_instant

REASONS = ("lost", "leaked", "retired")
CONTROL = ("ledger", "key", "key-withdrawn", "log-key")


class NotAllowedError(ValueError):
    """An entry that its team may not write, or not so; the text says why, in English."""


@dataclass(frozen=True, slots=True)
class KeySpan:
    """A team's keys: valid for entries at positions above `since` and up to `until` (None: to this day).

    `by` is the team that announced it, `reason` why it was withdrawn.
    """

    keys: PublicKeys
    since: int
    by: str
    until: int | None = None
    reason: str = ""

    def is_valid_at(self, position: int) -> bool:
        """Return whether an entry at this position may be signed with it."""
        return self.since < position and (self.until is None or position <= self.until)


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of a ledger after so many of its entries.

    Attributes:
        origin: The ledger's name.
        operator: The team that opened it.
        log: (position, key) of each log key; it signs checkpoints of a size above that position.
        spans: Every key that a team ever had, in the order of announcement.
    """

    origin: str = ""
    operator: str = ""
    log: tuple[tuple[int, VerifierKey], ...] = ()
    spans: tuple[KeySpan, ...] = ()
    _by_key: Mapping[tuple[str, bytes], KeySpan] = field(default_factory=dict, compare=False, repr=False)

    @property
    def teams(self) -> tuple[str, ...]:
        """Return every team, in the order in which they came."""
        return tuple(dict.fromkeys(each.keys.team for each in self.spans))

    def is_valid(self, team: str, sign: bytes, position: int) -> bool:
        """Return whether the team may sign an entry at this position with this key.

        Source: docs/ledger-format.md, "What the kinds hold".
        """
        span = self._by_key.get((team, sign))
        return span is not None and span.is_valid_at(position)

    def newest(self, team: str, position: int) -> PublicKeys | None:
        """Return the team's newest valid keys at a position."""
        valid = [each.keys for each in self.spans if each.keys.team == team and each.is_valid_at(position)]
        return valid[-1] if valid else None

    def log_at(self, size: int) -> VerifierKey:
        """Return the key that signs checkpoints of this size."""
        return [key for position, key in self.log if position < size][-1]

    def after(self, leaf: Leaf, core: Mapping[str, Any]) -> Keyring:
        """Return the keys after one more entry of a kind in CONTROL.

        Raises:
            NotAllowedError: The entry may not stand there.

        Source: docs/ledger-format.md, "What the kinds hold".
        """
        try:
            return _CHANGES[leaf.entry.kind](self, leaf, core)
        except (KeyError, TypeError) as error:
            raise NotAllowedError(f"its core lacks or mistakes {error}") from None
        except NotAllowedError:
            raise
        except ValueError as error:
            raise NotAllowedError(str(error)) from None

    def with_spans(self, *spans: KeySpan) -> Keyring:
        """Return the ring with these spans in the place of its own."""
        return replace(self, spans=spans, _by_key={(each.keys.team, each.keys.sign): each for each in spans})


def _opened(ring: Keyring, leaf: Leaf, core: Mapping[str, Any]) -> Keyring:
    if leaf.position != 0 or ring.spans:
        raise NotAllowedError("a ledger is opened once, by its first entry")
    _exactly(core, "origin", "operator", "log", "teams")
    teams = [PublicKeys.from_json(each) for each in core["teams"]]
    operator = next((each for each in teams if each.team == core["operator"]), None)
    if len({each.team for each in teams}) < len(teams) or len({each.sign for each in teams}) < len(teams):
        raise NotAllowedError("a team or a key that stands twice")
    if operator is None or (leaf.entry.by, leaf.entry.key) != (operator.team, operator.sign):
        raise NotAllowedError("a ledger is opened by its operator")
    log = _log_key(core["log"], leaf.entry.origin)
    if core["origin"] != leaf.entry.origin:
        raise NotAllowedError("the ledger's name in its first entry is another")
    opened = Keyring(leaf.entry.origin, operator.team, ((0, log),))
    # announced by the first entry, so valid from the second on; `_opened` itself vouches for the first
    return opened.with_spans(*(KeySpan(each, 0, operator.team) for each in teams))


def _announced(ring: Keyring, leaf: Leaf, core: Mapping[str, Any]) -> Keyring:
    keys = PublicKeys.from_json(dict(core))
    has_one = ring.newest(keys.team, leaf.position) is not None
    if leaf.entry.by != keys.team and (leaf.entry.by != ring.operator or has_one):
        raise NotAllowedError(f"a key of {keys.team} is announced by {keys.team} itself while it has a valid one")
    if any(each.keys.sign == keys.sign for each in ring.spans):
        raise NotAllowedError("that key was announced before")
    return ring.with_spans(*ring.spans, KeySpan(keys, leaf.position, leaf.entry.by))


def _withdrawn(ring: Keyring, leaf: Leaf, core: Mapping[str, Any]) -> Keyring:
    _exactly(core, "team", "sign", "reason", "ground", optional=("since",))
    team, sign = team_name(core["team"]), bytes_from_text(core["sign"], 32)
    if leaf.entry.by not in (team, ring.operator):
        raise NotAllowedError(f"a key of {team} is withdrawn by {team} or by the operator")
    if core["reason"] not in REASONS:
        raise NotAllowedError(f"a key is withdrawn as {', '.join(REASONS)}")
    if not isinstance(core["ground"], str) or not core["ground"].strip():
        raise NotAllowedError("it says on what ground")
    if "since" in core and text_from_instant(instant_from_text(core["since"])) != core["since"]:
        raise NotAllowedError("since is an instant in UTC, such as 2016-09-19T16:00:00Z")
    if not ring.is_valid(team, sign, leaf.position):
        raise NotAllowedError("that key is not valid, so it cannot be withdrawn")
    return ring.with_spans(
        *(
            replace(each, until=leaf.position, reason=core["reason"]) if each.keys.sign == sign else each
            for each in ring.spans
        )
    )


def _log_changed(ring: Keyring, leaf: Leaf, core: Mapping[str, Any]) -> Keyring:
    _exactly(core, "log")
    if leaf.entry.by != ring.operator:
        raise NotAllowedError("the log's key is changed by the operator")
    key = _log_key(core["log"], ring.origin)
    if key in [each for _, each in ring.log]:
        raise NotAllowedError("that log key was used before")
    return replace(ring, log=(*ring.log, (leaf.position, key)))


def _log_key(text: Any, origin: str) -> VerifierKey:
    key = VerifierKey.from_text(text) if isinstance(text, str) else None
    if key is None or key.kind != LOG or key.name != origin:
        raise NotAllowedError("the log's key is not one of that name")
    return key


def _exactly(core: Mapping[str, Any], *keys: str, optional: tuple[str, ...] = ()) -> None:
    if set(core) - set(optional) != set(keys):
        raise NotAllowedError(f"its core must have {', '.join(keys)}")


_CHANGES = {"ledger": _opened, "key": _announced, "key-withdrawn": _withdrawn, "log-key": _log_changed}
