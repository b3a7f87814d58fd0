"""What an audience sees of an answer."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property

from ceasefire.assess import Assessment
from ceasefire.centre.access import Audience, Viewer, audience_of, completed, released, without_strangers
from ceasefire.centre.live._centre import latest_moment
from ceasefire.centre.live._kept import Kept
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


_deriving = threading.Lock()  # of threads that ask for the same incidents one derives them, and the others wait
_views: Kept[View] = Kept(_KEPT)


def view_for(viewer: Viewer, of: Shown) -> View:
    """Return what a viewer sees of an answer: incidents are derived from the records released, and from no others."""
    return _seen_by(audience_of(viewer), of, duress=viewer.duress)


def prepare(of: Shown, like: Shown) -> None:
    """Make the views of a new answer that were used of an older one, and their incidents: no reader waits for them."""
    for _, each in _views.made_of(like):
        view = _seen_by(each.audience, of, duress=False)
        if "desk" in vars(each):
            _ = view.desk


def forget(of: Shown) -> None:
    """Keep no view of an answer that is not shown any more."""
    _views.forget(of)


def _seen_by(audience: Audience, of: Shown, *, duress: bool) -> View:
    # a delay runs by the centre's clock: a moment that the reader names, in the future even, releases nothing earlier
    present = latest_moment(of.recorded)

    def made() -> View:
        view = _view(audience, of, present)
        return replace(view, held_back=0) if duress else view  # whose role sees all must not read of what is held back

    return _views.get(of, made, audience, present // _HOUR, duress)


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
