"""The slider "as known at": which moments a reader may choose, and which one a page shows."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from django.http import HttpRequest

from ceasefire.centre.live._current import shown
from ceasefire.centre.live._moments import Moment, moment_from_text
from ceasefire.centre.live._views import View, view_for


@dataclass(frozen=True, slots=True)
class Slider:
    """The stops of a history, in order, and where the page stands among them.

    Attributes:
        stops: Instants at which something released to this reader became known, seconds UTC.
        index: Of the last stop at or before the moment shown; -1 before the first.
        chosen: The moment in the address, as it goes on in links; empty: now.
    """

    stops: tuple[int, ...]
    index: int
    chosen: str

    @property
    def before(self) -> int | None:
        """Return the stop before the moment shown."""
        return self.stops[self.index - 1] if self.index > 0 else None

    @property
    def after(self) -> int | None:
        """Return the stop after it."""
        return self.stops[self.index + 1] if self.index + 1 < len(self.stops) else None


def view_of(request: HttpRequest) -> tuple[View, Slider]:
    """Return what the reader sees at the moment that the address names (`known`, or `stop` from the slider), or now.

    Raises:
        Refused: The database is gone, or holds no ledger.
    """
    viewer = request.viewer  # type: ignore[attr-defined]
    moment = moment_from_text(request.GET.get("known", ""))
    if (stop := request.GET.get("stop", "")).isascii() and stop.isdigit():
        stops = view_for(viewer, shown()).stops
        if stops:
            instant = stops[min(int(stop[:9]), len(stops) - 1)]
            moment = Moment(instant, instant, chosen=True)
    view = view_for(viewer, shown(moment))
    stops = view.stops
    index = bisect.bisect_right(stops, view.shown.asked.as_of) - 1
    return view, Slider(stops, index, str(view.shown.moment.as_of) if moment else "")
