"""The ledger: head, entries, proofs, cosignatures; the agreement that is in it; and who asks."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from ceasefire.centre.api._cursors import cursor_after, cut, start_of
from ceasefire.centre.api._problems import refused
from ceasefire.centre.api.reading._asked import LIMIT, Cursor, Limit, router, view_at
from ceasefire.centre.live import store
from ceasefire.centre.models import LedgerEntry
from ceasefire.centre.seen.agreements import versions
from ceasefire.centre.seen.checkpoint import newest_head
from ceasefire.centre.seen.entries import Seen, seen_by
from ceasefire.centre.seen.entry import entry_seen
from ceasefire.centre.storage._faults import stored
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.entries import leaf_from_bytes
from ceasefire.times import text_from_instant

Json = dict[str, Any]
_LAST = (1 << 53) - 1


@router.get("/self", url_name="api-self", summary="Who asks: role and scopes, and until when the token holds")
def self(request: HttpRequest) -> Json:
    """Return the role in which whoever asks is answered."""
    bearer = getattr(request, "bearer", None)
    return {
        "role": request.viewer.role,  # type: ignore[attr-defined]
        "team": request.viewer.team,  # type: ignore[attr-defined]
        "source": request.viewer.source,  # type: ignore[attr-defined]
        "scopes": sorted(request.scopes),  # type: ignore[attr-defined]
        "expires": text_from_instant(bearer.token.expires) if bearer else None,
    }


@router.get("/ledger", url_name="api-ledger", summary="The newest checkpoint, and what each team cosigned last")
def ledger(request: HttpRequest) -> Json:
    """Return the head of the ledger; `checkpoint` is the signed note."""
    del request
    head = newest_head()
    return {
        "origin": head.origin,
        "size": head.size,
        "root": head.root,
        "short": head.short,
        "checkpoint": str(store().copy().checkpoint),
        "cosigned": cosigned_value(),
    }


@router.get("/cosignatures", url_name="api-cosignatures", summary="What each team cosigned last")
def cosignatures(request: HttpRequest) -> Json:
    """Return team, size and instant of each."""
    del request
    return {"items": cosigned_value()}


def cosigned_value() -> list[Json]:
    """Return what each team cosigned last."""
    return [{"team": team, "size": size, "at": text_from_instant(at)} for team, size, at in store().cosigners()]


@router.get("/ledger/entries", url_name="api-entries", summary="Entries, in order, as far as they are released")
def entries(request: HttpRequest, cursor: Cursor = "", limit: Limit = LIMIT) -> Json:
    """Return number, kind and commitment of each entry; who signed it and when only where it is released."""
    start = start_of(cursor, ("entries",))
    rows = LedgerEntry.objects.order_by("position")
    if start.after is not None:
        rows = rows.filter(position__gt=start.after)
    page, last = cut([*rows[: limit + 1]], lambda each: int(each.position), start, limit)
    seen = seen_by(view_at(request, None))
    return {"items": [_row(seen, each) for each in page], "next": cursor_after(("entries",), last, None)}


def _row(seen: Seen, row: LedgerEntry) -> Json:
    shown = seen.shows(row.position, row.kind)
    return {
        "entry": int(row.position),
        "kind": row.kind,
        "commitment": text_from_bytes(leaf_from_bytes(stored(row.leaf)).entry.parts[0].hash),
        "team": row.team if shown else None,
        "recorded": text_from_instant(int(row.recorded)) if shown else None,
    }


@router.get("/ledger/entries/{int:position}", url_name="api-entry", summary="One entry")
def entry(request: HttpRequest, position: int) -> Json:
    """Return what was signed and what it commits to; its core only where it is released."""
    must_be_there(position)
    view = view_at(request, None)
    found = entry_seen(position, request.viewer, view, seen_by(view))  # type: ignore[attr-defined]
    return {
        "entry": found.position,
        "kind": found.kind,
        "commitment": found.commitment,
        "released": found.shown,
        "team": found.team or None,
        "recorded": None if found.recorded is None else text_from_instant(found.recorded),
        "claimed": None if found.claimed is None else text_from_instant(found.claimed),
        "id": found.id or None,
        "leaf": found.leaf or None,
        "core": json.loads(found.text) if found.text else None,
        "parts": [
            {
                "name": each.name,
                "commitment": each.commitment,
                "readers": list(each.readers),
                "state": each.state,
                "ground": each.ground,
                "by_entry": each.by_entry,
            }
            for each in found.parts
        ],
        "corrects": found.corrects,
        "corrected_by": found.corrected_by,
    }


@router.get("/ledger/entries/{int:position}/proof", url_name="api-proof", summary="The proof of one entry")
def proof(request: HttpRequest, position: int) -> Json:
    """Return a tlog-proof: that the entry is in the newest signed tree; with the entry only where it is released."""
    must_be_there(position)
    found = store().prove(position)
    leaf, _ = store().entry(position)
    released = seen_by(view_at(request, None)).shows(position, leaf.entry.kind)
    return {"entry": position, "released": released, "proof": proof_text(found, whole=released)}


def proof_text(found: Any, *, whole: bool) -> str:
    """Return a proof as C2SP writes it; `whole`: with the entry that it proves."""
    return str(found if whole else type(found)(found.index, found.proof, found.checkpoint, b""))


def must_be_there(position: int) -> None:
    """Refuse a number that no entry has.

    Raises:
        Refused: E-API-003.
    """
    if position > _LAST or position >= store().size():
        raise refused("E-API-003")


@router.get("/agreement", url_name="api-agreement", summary="The agreement, and its versions")
def agreement(request: HttpRequest) -> Json:
    """Return the newest text and which entries hold earlier ones."""
    del request
    found = versions()
    if not found:
        raise refused("E-API-003")
    return {
        "text": found[0].text,
        "versions": [
            {"entry": each.position, "recorded": text_from_instant(each.recorded), "hash": each.hash} for each in found
        ],
    }
