"""What a page of these is asked for: the moment, the view of whoever asks, and names in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from ceasefire.centre.access import Viewer, may
from ceasefire.centre.live import Slider, View, shown, view_for, view_of
from ceasefire.centre.web import spoken
from ceasefire.desk import Desk, incident_called
from ceasefire.incidents.dossier import Incident
from ceasefire.problems import Refused
from ceasefire.publish.incidents import KnownAt
from ceasefire.publish.words import NameBook, names_of


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown: to whom, as known at which moment (`known` as it stands in the address; empty: now)."""

    viewer: Viewer
    view: View
    known: str
    names: NameBook
    slider: Slider | None = None

    @property
    def desk(self) -> Desk:
        """Return the desk, derived from what was released to the viewer."""
        return self.view.desk

    @property
    def moment(self) -> KnownAt:
        """Return the moment, as pages of incidents print it."""
        return KnownAt(self.desk.asked.as_of, self.desk.asked.knowledge)

    @property
    def is_mission(self) -> bool:
        """Return whether work queues and forms are shown: not to who was made to sign in."""
        return self.view.audience == "mission"


def seen(request: HttpRequest, *, present: bool = False) -> Seen:
    """Return what a request may be shown.

    Args:
        request: Its address may say `?known=`, or `?stop=` of the slider.
        present: As known now, whatever the address says: to decide one must know how it stands.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    code = spoken(request).code
    if present:
        view = view_for(viewer, shown())
        return Seen(viewer, view, "", names_of(view.shown.agreement, code))
    view, slider = view_of(request)
    return Seen(viewer, view, slider.chosen, names_of(view.shown.agreement, code), slider)


def incident_of(asked: Seen, name: str) -> Incident:
    """Return the incident of that id, or that carries that name or account.

    Raises:
        Http404: None that the viewer may see.
    """
    try:
        return incident_called(asked.desk, name)
    except Refused:
        raise Http404 from None


def entry_address(asked: Seen, position: int) -> str:
    """Return the address of a ledger entry's page, or nothing if the viewer may not see it."""
    return reverse("entry", args=[position]) if may(asked.viewer.role, "entry", act=False) else ""
