"""A party as witness: what it signs, and what it never signs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._keys import TeamKey
from ceasefire.ledger.copies._copy import Copy
from ceasefire.ledger.copies._verify import Expected, Facts, verify_copy
from ceasefire.ledger.notes import Checkpoint, ProofFile, Signature, VerifierKey, cosign
from ceasefire.problems import Refused, problem


@dataclass(frozen=True, slots=True)
class WitnessState:
    """The last tree that a party saw and cosigned, and the log's key that it trusts; on the party's own machine."""

    log: VerifierKey
    seen: Checkpoint

    def text(self) -> str:
        """Return the state as a file."""
        content = {
            "log": str(self.log),
            "origin": self.seen.origin,
            "size": self.seen.size,
            "root": text_from_bytes(self.seen.root),
        }
        return json.dumps(content, indent=1, sort_keys=True) + "\n"

    @staticmethod
    def from_text(text: str) -> WitnessState:
        """Return the state of a file.

        Raises:
            ValueError: Not such a file.
        """
        try:
            content = json.loads(text)
            origin, size, log = content["origin"], content["size"], content["log"]
            root = bytes_from_text(content["root"], 32)
        except (KeyError, TypeError, RecursionError):
            raise ValueError("not a witness's state") from None
        if not isinstance(origin, str) or not isinstance(log, str) or type(size) is not int or size < 0:
            raise ValueError("not a witness's state")
        return WitnessState(VerifierKey.from_text(log), Checkpoint(origin, size, root))


def cosign_copy(
    copy: Copy,
    key: TeamKey,
    state: WitnessState | None,
    log: VerifierKey | None,
    now: int,
    *,
    proofs: tuple[ProofFile, ...] = (),
) -> tuple[Signature, WitnessState, Facts]:
    """Return a party's cosignature on a copy's checkpoint, and what it has to remember before it hands that out.

    Args:
        copy: The copy.
        key: The party's key.
        state: What it saw last; None for the first time.
        log: The log's key as handed over in another way; needed the first time.
        now: Instant, seconds UTC.
        proofs: Acknowledgements that must still hold.

    Raises:
        Refused: The copy is unsound, smaller than the tree seen last, or another; or the key is not valid there.

    Source: C2SP tlog-witness: a witness verifies consistency with what it signed before, and persists first.
    """
    trusted = log if state is None else state.log
    if trusted is None:
        reason = "nothing says which log to trust"
        raise Refused([problem("E-LEDGER-034", what="--log", reason=reason, expected="the log's key, the first time")])
    facts = verify_copy(copy, Expected(trusted, state.seen if state else None, proofs))
    public = key.public
    if not facts.keyring.is_valid(key.team, public.sign, facts.head.size):
        raise Refused([problem("E-LEDGER-012", team=key.team)])
    signature = cosign(facts.head.text, key.team, key.sign, now)
    return signature, WitnessState(trusted, facts.head), facts
