"""`ceasefire ledger cosign`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli._keys._files import key_option
from ceasefire.cli._ledger._verify import log_option, proof_option
from ceasefire.cli._options import lang_option

if TYPE_CHECKING:
    from ceasefire.ledger import TeamKey
    from ceasefire.ledger.copies import Facts, WitnessState
    from ceasefire.ledger.notes import ProofFile, Signature, VerifierKey


@click.command("cosign")
@click.argument("folder", metavar="DIR")
@click.option(
    "--state", metavar="FILE", help="Where the tree you saw last is kept. Default: beside the key file, KEY.witness."
)
@log_option
@proof_option
@key_option
@lang_option
def command(folder: str, *, state: str | None, log: str, proofs: tuple[str, ...], key: str, lang: str) -> None:
    """Verify a copy against the tree you saw last, and cosign its checkpoint.

    For a party's own machine, offline. Refuses a copy that is unsound, smaller than the tree seen last,
    or that does not continue it, and says which. The first time --log is needed. The cosignature is
    written into the folder, cosignatures/TEAM, and printed: hand either back.
    """
    from ceasefire.cli._keys import team_key_at
    from ceasefire.cli._ledger._verify import log_key_of, proofs_at, state_at
    from ceasefire.cli._output import tell, voice
    from ceasefire.ledger.notes import short_form

    path = Path(state or f"{key}.witness")
    own = team_key_at(key)
    before = state_at(str(path)) if path.exists() else None
    trusted = log_key_of(log) if log else None
    signature, facts = cosign_folder(Path(folder), own, before, trusted, path=path, proofs=proofs_at(proofs))
    click.echo(str(signature))
    tell(voice(lang).say("Cosigned: {short}", short=short_form(facts.head)))


def cosign_folder(
    folder: Path,
    own: TeamKey,
    before: WitnessState | None,
    trusted: VerifierKey | None,
    *,
    path: Path,
    proofs: tuple[ProofFile, ...] = (),
    at: int | None = None,
) -> tuple[Signature, Facts]:
    """Return a party's cosignature on an exported folder; what it saw is on the disk before that is.

    Raises:
        Refused: As `cosign_copy`; or a file cannot be written, and then nothing was signed away.
    """
    from ceasefire.cli._asking import now
    from ceasefire.cli._custody import DirFiles
    from ceasefire.cli._output import write_file
    from ceasefire.ledger.copies import cosign_copy, read_folder

    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta["ceasefire.exit"] = 4
    signature, after, facts = cosign_copy(
        read_folder(DirFiles(folder)),
        own,
        before,
        trusted,
        now=now() if at is None else at,
        proofs=proofs,
    )
    if context is not None:
        context.meta["ceasefire.exit"] = 1
    write_file(path, after.text().encode())
    (folder / "cosignatures").mkdir(exist_ok=True)
    write_file(folder / "cosignatures" / own.team, f"{signature}\n".encode())
    return signature, facts


def lines_in(path: Path) -> Iterator[tuple[Signature, str]]:
    """Yield the cosignatures in a file or a cosigned folder, with the checkpoint's text where the folder has it.

    Raises:
        Refused: E-LEDGER-034 or E-FILE-003.
    """
    from ceasefire.cli._inputs import bytes_of
    from ceasefire.ledger.notes import note_from_text, signature_from_line
    from ceasefire.problems import Place, Refused, problem

    files = sorted((path / "cosignatures").glob("*")) if path.is_dir() else [path]
    try:
        text = note_from_text(bytes_of(path / "checkpoint").decode()).text if path.is_dir() else ""
        for each in files:
            yield signature_from_line(bytes_of(each).decode().rstrip("\n")), text
    except ValueError as error:
        expected = "the line that cosign wrote, or the cosigned folder"
        raise Refused([problem("E-LEDGER-034", Place(str(path)), what="it", reason=error, expected=expected)]) from None
