"""The part of the catalogue that speaks of starting the centre's site (docs/deploy.md)."""

from __future__ import annotations

from ceasefire.problems._entry import Entry

SITE: dict[str, Entry] = {
    "E-SITE-001": Entry(
        "there is no ledger in it, so there is nothing to serve.",
        "Expected a database in which a ledger was opened.",
        "Run: ceasefire ledger init --key mission.key --log-key log.key --agreement agreement.yaml, "
        "with the same DATABASE_URL.",
    ),
    "E-SITE-002": Entry(
        "CEASEFIRE_SECRET_KEY is {seen}, and {reason}.",
        "Expected one text of at least 32 characters, the same for every process of this site.",
        'Make one, once, and keep it: python3 -c "import secrets; print(secrets.token_urlsafe(48))".',
    ),
    "E-SITE-003": Entry(
        "the log key signs for {seen}.",
        "Expected the key of the ledger that is served: {expected}.",
        "Name the right folder in CEASEFIRE_KEYS, or the right database in DATABASE_URL.",
    ),
    "E-SITE-004": Entry(
        "{host}, port {port}, cannot be listened at: {reason}.",
        "Expected an address of this machine and a free port.",
        "Name another with --host or --port, or stop what listens there.",
    ),
    "E-SITE-005": Entry(
        'no account can be made for "{seen}": {reason}.',
        "Expected a new name of at most 150 letters, digits, @, ., +, - and _.",
        "Take another name. An administrator who cannot get in is let in again by a second one.",
    ),
}

__all__ = ["SITE"]
