"""The centre's clock, its ledger, and the keys it holds."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ceasefire.centre.storage._store import Store
from ceasefire.ledger import LogKey, TeamKey, key_from_text
from ceasefire.problems import Place, Refused, problem
from ceasefire.times import instant_from_text

_STARTED = int(time.time())


def now() -> int:
    """Return the present instant, seconds UTC; the demo's clock runs on from the moment it replays."""
    if settings.CENTRE_NOW:
        return instant_from_text(settings.CENTRE_NOW) + int(time.time()) - _STARTED
    return int(time.time())


def store() -> Store:
    """Return the ledger of the site's database."""
    return Store()


def latest_moment(recorded: int) -> int:
    """Return until when "now" knows: the present, or the newest entry if the clocks of two machines differ."""
    return now() if settings.CENTRE_KNOWLEDGE == "as-reported" else max(now(), recorded)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that this centre was given: the log's, and those of the teams for which it may sign."""

    log: LogKey
    teams: Mapping[str, TeamKey]


_kept: dict[tuple[str, float], Keys] = {}


def keys() -> Keys:
    """Return the keys in the folder CEASEFIRE_KEYS, opened with CEASEFIRE_PASSPHRASE.

    Raises:
        Refused: E-LEDGER-033, there is no folder, no log key in it, or a key that does not open.
    """
    folder = Path(settings.CENTRE_KEYS or "keys")
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix == ".key")
        mark = (str(folder), max((each.stat().st_mtime for each in files), default=0.0))
        kept = _kept.get(mark)  # once: another thread may be clearing them
        if kept is None:
            found = [key_from_text(each.read_text(), os.environ.get("CEASEFIRE_PASSPHRASE", "")) for each in files]
            logs = [each for each in found if isinstance(each, LogKey)]
            if len(logs) != 1:
                raise _refused(folder, f"{len(logs)} log keys in it, not one")
            kept = Keys(logs[0], {each.team: each for each in found if isinstance(each, TeamKey)})
            _kept.clear()
            _kept[mark] = kept
    except OSError as error:
        raise _refused(folder, (error.strerror or "it cannot be read").lower()) from None
    except ValueError as error:
        raise _refused(folder, str(error)) from None
    return kept


def _refused(folder: Path, reason: str) -> Refused:
    return Refused([problem("E-LEDGER-033", Place(str(folder)), reason=reason)])
