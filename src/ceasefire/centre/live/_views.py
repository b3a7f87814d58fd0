"""What an audience sees of an answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ceasefire.assess import Assessment
from ceasefire.centre.access import Audience, Viewer, audience_of, completed, released, without_strangers
from ceasefire.centre.live._centre import latest_moment
from ceasefire.centre.live._moments import span_of_history
from ceasefire.centre.live._shown import Shown
from ceasefire.desk import Desk, Inputs, desk_of, known_then
from ceasefire.records import Record

_KEPT = 32
_HOUR = 3_600


@dataclass(frozen=True)
class View:
    """What one audience sees: the records released to it, the incidents derived from them, and how many are held back.

    `answer` is everybody's; whoever prints it names only records that are in `records`. `held_back` counts what is
    known by now, not at the moment shown.
    """

    shown: Shown
    audience: Audience
    inputs: Inputs
    held_back: int

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Return the records known at the moment and released."""
        return tuple(known_then(self.inputs, self.shown.asked).records)

    @cached_property
    def desk(self) -> Desk:
        """Return the incidents derived from the records released; the board needs none, so they are derived late."""
        with _deriving:
            return vars(self).get("desk") or desk_of(self.inputs, self.shown.asked)

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Return the instants at which something became known to this audience: where the slider stops."""
        return span_of_history(self.inputs.records, self.inputs.datasets, self.shown.asked.knowledge)

    @property
    def answer(self) -> Assessment:
        """Return the answer."""
        return self.shown.answer


# of threads that ask for the same one makes it, and the others wait: it would take each of them as long
_making, _deriving, _lock = threading.Lock(), threading.Lock(), threading.Lock()
_views: OrderedDict[tuple[Any, ...], View] = OrderedDict()


def view_for(viewer: Viewer, of: Shown) -> View:
    """Return what a viewer sees of an answer: incidents are derived from the records released, and from no others."""
    # a delay runs by the centre's clock: a moment that the reader names, in the future even, releases nothing earlier
    audience, present = audience_of(viewer), latest_moment(of.recorded)
    key = (id(of), of.asked.as_of, audience, present // _HOUR, viewer.duress)
    with _making:
        kept = _views.get(key)
        if kept is not None and kept.shown is of:
            return kept
        view = _view(audience, of, present)
        if viewer.duress:  # whose role sees all must not read of what is held back
            view = replace(view, held_back=0)
        _keep(key, view)
    return view


def _keep(key: tuple[Any, ...], view: View) -> None:
    with _lock:
        _views[key] = view
        while len(_views) > _KEPT:
            _views.popitem(last=False)


def forget(of: Shown) -> None:
    """Keep no view of an answer that is not shown any more."""
    with _lock:
        for key in [key for key, each in _views.items() if each.shown is of]:
            del _views[key]


def prepare(of: Shown, like: Shown) -> None:
    """Make the views of a new answer that were used of an older one, and their incidents: no reader waits for them."""
    with _lock:
        used = [(key, each) for key, each in _views.items() if each.shown is like and not key[-1]]
    for (_, _, audience, _, _), each in used:
        present = latest_moment(of.recorded)
        view = _view(audience, of, present)
        if "desk" in vars(each):
            _ = view.desk
        _keep((id(of), of.asked.as_of, audience, present // _HOUR, False), view)


def _view(audience: Audience, of: Shown, present: int) -> View:
    known = of.known
    over = completed(of.worded, audience, known, present)
    seen = (released(each, audience, known[each.key, each.version], present, over) for each in of.worded)
    kept = tuple(each for each in seen if each is not None)
    kept = kept if audience == "mission" else without_strangers(kept)
    inputs = replace(of.inputs, records=kept)
    # counted as of now, whatever moment is shown: else moments side by side would tell when something became known
    told, own = (sum(1 for each in some if known[each.key, each.version] <= present) for some in (of.worded, kept))
    return View(of, audience, inputs, told - own)
