"""Which bulletins somebody may see."""

from __future__ import annotations

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins.models import Bulletin


def seen_by(viewer: Viewer, number: int) -> Bulletin | None:
    """Return a bulletin that somebody may see: released ones all, drafts the mission; None where there is none."""
    if number > 2**31 - 1:
        return None
    found = Bulletin.objects.select_related("drafted_by", "cleared_by", "released_by").filter(number=number).first()
    return found if found is not None and (found.is_out or sees_drafts(viewer)) else None


def sees_drafts(viewer: Viewer) -> bool:
    """Return whether somebody sees bulletins before they are released."""
    return viewer.inside and not viewer.duress
