"""`ceasefire ledger export`."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli._keys._files import log_key_option
from ceasefire.cli._options import db_option, lang_option
from ceasefire.problems import Place, Refused, did_you_mean, problem

if TYPE_CHECKING:
    from ceasefire.centre import Store
    from ceasefire.ledger import LogKey
    from ceasefire.ledger.copies import Copy, ExportFile


@click.command("export")
@click.argument("folder", metavar="DIR")
@click.option("--for", "audience", default="everyone", show_default=True, metavar="TEAM", help="For whom.")
@log_key_option
@db_option
@lang_option
def command(folder: str, audience: str, log_key: str, db: str, lang: str) -> None:
    """Write a copy for everybody or for one team.

    DIR is a new folder, or a .zip: tiles, entries, keys, the agreement, and of protected parts those
    alone that the team may read. It can be read and verified without this program. What has been handed
    over cannot be called back.
    """
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._keys import log_key_at
    from ceasefire.cli._output import tell, voice

    store, key = store_at(db), log_key_at(log_key)
    teams = ("everyone", *store.keyring().teams)
    if audience not in teams:
        hint = did_you_mean(audience, teams)
        params = {"wanted": "team", "seen": audience, "expected": ", ".join(teams), "suggestion": hint}
        raise Refused([problem("E-ASK-001", Place("--for"), **params)])
    files = export_to(Path(folder), store, key, audience)
    tell(voice(lang).count("{n} file written to {folder}", "{n} files written to {folder}", files, folder=folder))


def export_to(target: Path, store: Store, key: LogKey, audience: str) -> int:
    """Write an export whole or not at all; return how many files it has.

    Raises:
        Refused: E-CLI-004, something is there already, or it cannot be written; or the ledger cannot be read.
    """
    with store.reading() as copy:
        return write_export(target, copy, store, key, audience)


def write_export(target: Path, copy: Copy, store: Store, key: LogKey, audience: str) -> int:
    """Write an export of a copy, with the store's attachments.

    Raises:
        Refused: As `export_to`.
    """
    from ceasefire.ledger.copies import export_files

    attachments = store.attachments(audience)
    files = export_files(
        copy,
        key,
        audience,
        store.newest_agreement(),
        store.redacted(),
        attachment=store.attachment,
        attachments=attachments,
    )
    try:
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise FileExistsError(17, "something is there already")
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ".zip":
            return _zipped(target, files)
        return _foldered(target, files)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused([problem("E-CLI-004", Place(str(target)), reason=reason)]) from None


def _foldered(target: Path, files: Iterable[ExportFile]) -> int:
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}.", dir=target.parent))
    try:
        written = 0
        for file in files:
            path = beside / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
            written += 1
        beside.chmod(0o755)
        beside.replace(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return written


def _zipped(target: Path, files: Iterable[ExportFile]) -> int:
    beside = target.with_name(f".{target.name[:100]}.part")
    try:
        written = 0
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.writestr(zipfile.ZipInfo(file.path), file.data, zipfile.ZIP_DEFLATED)
                written += 1
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return written
