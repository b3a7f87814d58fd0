"""`ceasefire ledger verify`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ceasefire.cli._options import format_option, lang_option
from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.ledger.copies import Expected, WitnessState
    from ceasefire.ledger.notes import ProofFile, VerifierKey

log_option = click.option(
    "--log",
    default="",
    metavar="KEY",
    help="The log's verifier key, as it was handed to you by another way than this copy.",
)
proof_option = click.option(
    "--proof",
    "proofs",
    multiple=True,
    metavar="FILE",
    help="A tlog-proof that you were given: its entry must still be there. Repeatable.",
)


@click.command("verify")
@click.argument("copy", metavar="DIR|DB")
@log_option
@click.option(
    "--state", metavar="FILE", help="Your witness's state: the copy must continue the tree that you saw last."
)
@proof_option
@format_option("text", "json")
@lang_option
def command(copy: str, *, log: str, state: str | None, proofs: tuple[str, ...], form: str, lang: str) -> None:
    """Recompute everything in a copy; name the first fault.

    DIR is an exported folder or .zip, DB a database. Every signature, hash, position, time, key and part
    is judged again from the entries up. Exit code 4, and the fault and what it means, where it is not
    sound. A folder needs neither Django nor a database.
    """
    from ceasefire.cli._custody import copy_at, is_folder, verified
    from ceasefire.cli._output import tell_problems, write
    from ceasefire.publish.custody import facts_json, facts_text

    expected = expected_of(log, state, proofs)
    facts = verified(copy_at(copy), expected)
    if form == "json":
        write(json.dumps(facts_json(facts), ensure_ascii=False, indent=1) + "\n", None)
    else:
        write(facts_text(facts, lang), None)
    if expected.log is None and is_folder(copy):
        tell_problems([problem("W-LEDGER-003", seen=facts.keyring.log[0][1])], lang)


def expected_of(log: str, state: str | None, proofs: tuple[str, ...]) -> Expected:
    """Return what the reader knows from elsewhere.

    Raises:
        Refused: E-LEDGER-034, one of them is not what it should be.
    """
    from ceasefire.ledger.copies import Expected

    known = state_at(state) if state else None
    trusted = log_key_of(log) if log else None
    return Expected(trusted or (known.log if known else None), known.seen if known else None, proofs_at(proofs))


def log_key_of(text: str) -> VerifierKey:
    """Return the log's verifier key of a text.

    Raises:
        Refused: E-LEDGER-034.
    """
    from ceasefire.ledger.notes import LOG, VerifierKey

    try:
        key = VerifierKey.from_text(text.strip("\u2066\u2067\u2068\u2069 \n").removeprefix("log: "))
        if key.kind != LOG:
            raise ValueError("a witness's key")  # noqa: TRY301  one way out for both
    except ValueError as error:
        raise _refused("--log", error, "the key that ledger init printed, name+id+key") from None
    return key


def state_at(name: str) -> WitnessState:
    """Return a witness's state.

    Raises:
        Refused: E-LEDGER-034 or E-FILE-003.
    """
    from ceasefire.ledger.copies import WitnessState

    try:
        return WitnessState.from_text(_text(name))
    except ValueError as error:
        raise _refused(name, error, "the state file that cosign keeps beside the key") from None


def proofs_at(names: tuple[str, ...]) -> tuple[ProofFile, ...]:
    """Return the proofs of files.

    Raises:
        Refused: E-LEDGER-034 or E-FILE-003.
    """
    from ceasefire.ledger.notes import proof_file_from_text

    found = []
    for name in names:
        try:
            found.append(proof_file_from_text(_text(name)))
        except ValueError as error:
            raise _refused(name, error, "a tlog-proof, as ledger prove writes it") from None
    return tuple(found)


def _text(name: str) -> str:
    from pathlib import Path

    from ceasefire.cli._inputs import bytes_of

    return bytes_of(Path(name)).decode()


def _refused(what: str, error: ValueError, expected: str) -> Refused:
    return Refused([problem("E-LEDGER-034", Place(what), what="it", reason=error, expected=expected)])
