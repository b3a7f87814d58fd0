"""What a form comes to in one completion, by its plain meaning: true, false, open or neutral."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from tests.oracle.completions import Asked
from tests.oracle.worlds import World

from ceasefire.agreement import (
    AllOf,
    AnyOf,
    Baseline,
    Deadline,
    Floor,
    Form,
    Hold,
    Limit,
    Measure,
    Never,
    NotThat,
    State,
)

TRUE, FALSE, OPEN, NEUTRAL = 1, 2, 4, 8


class Completion:
    """One completion: counts per measure, place and slot; in force per slot; resets.

    `late` 1 puts every occurrence in the middle of its slot, 0 at the start.
    """

    def __init__(
        self,
        world: World,
        counts: dict[tuple[int, str, int], int],
        force: tuple[bool, ...],
        resets: tuple[int, ...],
        measures: Sequence[Asked],
    ) -> None:
        """Keep them."""
        self.world, self.counts, self.force, self.resets, self.measures = (
            world,
            counts,
            force,
            resets,
            measures,
        )
        self.now = world.now
        self.late = 0

    def total(self, measure: Measure, area: str, slots: Iterable[int], *, every: bool = False) -> int:
        """Return the count of a measure in an area over slots before now."""
        index = self.measures.index((measure, every))
        return sum(self.counts.get((index, area, slot), 0) for slot in slots if slot < self.now)

    def day(self, measure: Measure, area: str, day: int) -> int:
        """Return the count of a day."""
        return self.total(measure, area, (2 * day, 2 * day + 1))

    def whole(self, day: int) -> bool:
        """Return whether all of the day is over and was in force."""
        return 2 * day + 2 <= self.now and self.force[2 * day] and self.force[2 * day + 1]

    def running(self, day: int) -> bool:
        """Return whether now cuts the day, and it has been in force from its start until past now."""
        return 2 * day < self.now < 2 * day + 2 and self.force[2 * day] and self.force[self.now]

    @property
    def last(self) -> int:
        """Return the number of days begun by now."""
        return (self.now + 1) // 2

    @property
    def later(self) -> int:
        """Return what the future is."""
        return OPEN if self.force[self.now] else NEUTRAL


def conj(values: Iterable[int]) -> int:
    """Return the conjunction."""
    values = [each for each in values if each != NEUTRAL]
    return NEUTRAL if not values else FALSE if FALSE in values else OPEN if OPEN in values else TRUE


def disj(values: Iterable[int]) -> int:
    """Return the disjunction."""
    values = [each for each in values if each != NEUTRAL]
    return NEUTRAL if not values else TRUE if TRUE in values else OPEN if OPEN in values else FALSE


def contrary(value: int) -> int:
    """Return the negation."""
    return {TRUE: FALSE, FALSE: TRUE}.get(value, value)


def truth(form: Form, world: World, c: Completion) -> int:
    """Return what the form comes to over all areas."""
    if holds_together(form) and world.mode == "together" and len(world.areas) > 1:
        return joined(form, world, c)
    return conj([area_truth(form, world, c, area) for area in world.areas])


def holds_together(form: Form) -> bool:
    """Return whether a form has a hold somewhere."""
    return isinstance(form, Hold) or any(
        holds_together(each) for each in getattr(form, "forms", ())
    ) or (isinstance(form, NotThat) and holds_together(form.form))  # fmt: skip


def joined(form: Form, world: World, c: Completion) -> int:
    """Return the form when its clocks run for all areas at once."""
    match form:
        case Hold():
            return hold(form, world, c, world.areas)
        case AllOf(forms):
            return conj([truth(each, world, c) for each in forms])
        case AnyOf(forms):
            return disj([truth(each, world, c) for each in forms])
        case NotThat(inner):
            return contrary(joined(inner, world, c))
    return truth(form, world, c)


def area_truth(form: Form, world: World, c: Completion, area: str) -> int:
    """Return what the form comes to in one area."""
    match form:
        case AllOf(forms):
            return conj([area_truth(each, world, c, area) for each in forms])
        case AnyOf(forms):
            return disj([area_truth(each, world, c, area) for each in forms])
        case NotThat(inner):
            return contrary(area_truth(inner, world, c, area))
    return leaf_truth(form, world, c, area)


def leaf_truth(form: Form, world: World, c: Completion, area: str) -> int:
    """Return what a form that joins no others comes to in one area."""
    match form:
        case Limit():
            return limit(form, world, c, area)
        case Never():
            return never(form.measure, c, area, 0)
        case State():
            return never(form.measure, c, area, 2 * (world.begins // 2 + form.from_day - 1), form.count)
        case Hold():
            return hold(form, world, c, (area,))
        case Floor():
            return floor(form, c, area)
        case Deadline():
            return deadline(form, world, c, area)
    raise TypeError(form)


def limit_of(form: Limit | Never | State, c: Completion, area: str) -> Fraction:
    """Return the limit as a number."""
    if not isinstance(form, Limit):
        return Fraction(0)
    if not isinstance(form.at_most, Baseline):
        return form.at_most
    begins = c.world.begins // 2
    days = range(begins - form.at_most.days_before, begins)
    return form.at_most.factor * sum(c.day(form.measure, area, day) for day in days) / len(days)


def broken(form: Limit | Never | State, c: Completion, area: str, day: int) -> bool:
    """Return whether a day's count is over the limit."""
    return c.day(form.measure, area, day) > limit_of(form, c, area)


def limit(form: Limit, world: World, c: Completion, area: str) -> int:
    """Every whole day in force keeps it; the running day may have broken it already."""
    values = [c.later]
    for day in range(c.last):
        if c.whole(day):
            values.append(FALSE if broken(form, c, area, day) else TRUE)
        elif c.running(day):
            values.append(FALSE if broken(form, c, area, day) else OPEN)
    return conj(values)


def never(measure: Measure, c: Completion, area: str, since: int, most: int = 0) -> int:
    """Return whether nothing counted lies in a slot in force."""
    slots = [slot for slot in range(since, c.now) if c.force[slot]]
    if any(c.total(measure, area, (slot,), every=True) > most for slot in slots):
        return FALSE
    return c.later if c.later == OPEN else TRUE if slots else NEUTRAL


def hold(form: Hold, world: World, c: Completion, areas: Sequence[str]) -> int:
    """So many whole days in force in a row, all kept."""
    condition = form.condition
    bad = {day for day in range(c.last) if any(broken(condition, c, area, day) for area in areas)}
    begun = (c.world.begins < c.now and any(c.force[: c.now + 1])) or any(c.force[: c.now])
    rest = OPEN if c.force[c.now] else FALSE if begun else NEUTRAL
    if form.restart == "instant":
        return from_the_instant(form, c, areas, bad, rest)
    if form.on_breach == "fail":
        return failing(form, c, bad, rest)
    good = False
    for day, run in runs(c, bad):
        good = good or run >= form.days
        if form.keep and day in bad and (c.whole(day) or c.running(day)):
            good = False
    return TRUE if good else rest


def runs(c: Completion, bad: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield (day, how many whole kept days in a row end with it) for every day begun."""
    cut = {slot // 2 for slot in c.resets if slot % 2}
    fresh = {slot // 2 for slot in c.resets if slot % 2 == 0}
    run = 0
    for day in range(c.last):
        if day in fresh:
            run = 0
        run = run + 1 if c.whole(day) and day not in bad and day not in cut else 0
        yield day, run


def failing(form: Hold, c: Completion, bad: Collection[int], rest: int) -> int:
    """Only the first days can make it up."""
    first = next((day for day in range(c.last) if c.whole(day) or c.running(day)), None)
    if first is None:
        return rest
    for day in range(first, min(first + form.days, c.last)):
        if not (c.whole(day) or c.running(day)) or day in bad:
            return FALSE
    return TRUE if first + form.days <= c.last and c.whole(first + form.days - 1) else rest


def from_the_instant(form: Hold, c: Completion, areas: Sequence[str], bad: Collection[int], rest: int) -> int:
    """A breach cuts the time in force at the slot of its last occurrence; a stretch must last long enough."""
    measure = form.condition.measure
    cuts = sorted(
        [2 * slot for slot in c.resets]
        + [
            max(
                2 * slot + c.late
                for slot in (2 * day, 2 * day + 1)
                for area in areas
                if c.total(measure, area, (slot,))
            )
            for day in bad
            if c.whole(day) or c.running(day)
        ]
    )  # half-slots: an occurrence is at the start or in the middle of its slot
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for half in range(2 * c.now + 1):
        inside = half < 2 * c.now and c.force[half // 2]
        if start is not None and (not inside or half in cuts):
            stretches.append((start, half))
            start = None
        if inside and start is None:
            start = half
    long = [end - begin >= 4 * form.days for begin, end in stretches]
    if form.keep:
        return TRUE if long and long[-1] else rest
    return TRUE if any(long) else rest


def floor(form: Floor, c: Completion, area: str) -> int:
    """Enough in every window of whole days in force."""
    values, day = [c.later], 0
    while day < c.last:
        stretch = []
        while day < c.last and (c.whole(day) or c.running(day)):
            stretch.append(day)
            day += 1
        day += not stretch
        step = form.days if form.windows == "tiled" else 1
        for first in stretch[::step]:
            window = range(first, first + form.days)
            enough = sum(c.day(form.measure, area, each) for each in window) >= form.at_least
            if all(each in stretch and c.whole(each) for each in window):
                values.append(TRUE if enough else FALSE)
            elif stretch[-1] == c.last - 1 and c.force[c.now]:
                values.append(TRUE if enough else OPEN)
    return conj(values)


def deadline(form: Deadline, world: World, c: Completion, area: str) -> int:
    """Enough by the end of the day."""
    first = world.begins // 2
    end = 2 * (first + form.by_day)
    if not any(c.force[slot] for slot in range(2 * first, min(end, c.now))):
        return NEUTRAL
    if c.total(form.measure, area, range(2 * first, end)) >= form.at_least:
        return TRUE
    return FALSE if end <= c.now else OPEN
