"""What a form comes to in one completion, by its plain meaning: T, F, O (open) or N (not applicable)."""

from __future__ import annotations

from tests.oracle.worlds import World

from ceasefire import agreement as A

T, F, O, N = 1, 2, 4, 8


class Completion:
    """One completion: counts per measure, place and slot; in force per slot; resets."""

    def __init__(self, world: World, counts: dict, force: tuple[bool, ...], resets: tuple[int, ...], measures: list):
        """Keep them."""
        self.world, self.counts, self.force, self.resets, self.measures = (
            world,
            counts,
            force,
            resets,
            measures,
        )
        self.now = world.now

    def total(self, measure, area: str, slots, *, every: bool = False) -> int:
        """Return the count of a measure in an area over slots before now."""
        index = self.measures.index((measure, every))
        return sum(self.counts.get((index, area, slot), 0) for slot in slots if slot < self.now)

    def day(self, measure, area: str, day: int) -> int:
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
        return O if self.force[self.now] else N


def conj(values) -> int:
    """Return the conjunction."""
    values = [each for each in values if each != N]
    return N if not values else F if F in values else O if O in values else T


def disj(values) -> int:
    """Return the disjunction."""
    values = [each for each in values if each != N]
    return N if not values else T if T in values else O if O in values else F


def contrary(value: int) -> int:
    """Return the negation."""
    return {T: F, F: T}.get(value, value)


def truth(form, world: World, c: Completion) -> int:
    """Return what the form comes to over all areas."""
    if holds_together(form) and world.mode == "together" and len(world.areas) > 1:
        return joined(form, world, c)
    return conj([area_truth(form, world, c, area) for area in world.areas])


def holds_together(form) -> bool:
    """Return whether a form has a hold somewhere."""
    return isinstance(form, A.Hold) or any(
        holds_together(each) for each in getattr(form, "forms", ())
    ) or (isinstance(form, A.NotThat) and holds_together(form.form))  # fmt: skip


def joined(form, world: World, c: Completion) -> int:
    """Return the form when its clocks run for all areas at once."""
    match form:
        case A.Hold():
            return hold(form, world, c, world.areas)
        case A.AllOf(forms):
            return conj([truth(each, world, c) for each in forms])
        case A.AnyOf(forms):
            return disj([truth(each, world, c) for each in forms])
        case A.NotThat(inner):
            return contrary(joined(inner, world, c))
    return truth(form, world, c)


def area_truth(form, world: World, c: Completion, area: str) -> int:
    """Return what the form comes to in one area."""
    match form:
        case A.AllOf(forms):
            return conj([area_truth(each, world, c, area) for each in forms])
        case A.AnyOf(forms):
            return disj([area_truth(each, world, c, area) for each in forms])
        case A.NotThat(inner):
            return contrary(area_truth(inner, world, c, area))
        case A.Limit():
            return limit(form, world, c, area)
        case A.Never():
            return never(form.measure, c, area, 0)
        case A.State():
            return never(form.measure, c, area, 2 * (world.begins // 2 + form.from_day - 1), form.count)
        case A.Hold():
            return hold(form, world, c, (area,))
        case A.Floor():
            return floor(form, c, area)
        case A.Deadline():
            return deadline(form, world, c, area)
    raise TypeError(form)


def limit_of(form, c: Completion, area: str):
    """Return the limit as a number."""
    if not isinstance(form, A.Limit):
        return 0
    if not isinstance(form.at_most, A.Baseline):
        return form.at_most
    begins = c.world.begins // 2
    days = range(begins - form.at_most.days_before, begins)
    return form.at_most.factor * sum(c.day(form.measure, area, day) for day in days) / len(days)


def broken(form, c: Completion, area: str, day: int) -> bool:
    """Return whether a day's count is over the limit."""
    return c.day(form.measure, area, day) > limit_of(form, c, area)


def limit(form, world: World, c: Completion, area: str) -> int:
    """Every whole day in force keeps it; the running day may have broken it already."""
    values = [c.later]
    for day in range(c.last):
        if c.whole(day):
            values.append(F if broken(form, c, area, day) else T)
        elif c.running(day):
            values.append(F if broken(form, c, area, day) else O)
    return conj(values)


def never(measure, c: Completion, area: str, since: int, most: int = 0) -> int:
    """Return whether nothing counted lies in a slot in force."""
    slots = [slot for slot in range(since, c.now) if c.force[slot]]
    if any(c.total(measure, area, (slot,), every=True) > most for slot in slots):
        return F
    return c.later if c.later == O else T if slots else N


def hold(form, world: World, c: Completion, areas) -> int:
    """So many whole days in force in a row, all kept."""
    condition = form.condition
    bad = {day for day in range(c.last) if any(broken(condition, c, area, day) for area in areas)}
    begun = (c.world.begins < c.now and any(c.force[: c.now + 1])) or any(c.force[: c.now])
    rest = O if c.force[c.now] else F if begun else N
    if form.restart == "instant":
        return from_the_instant(form, c, areas, bad, rest)
    cut = {slot // 2 for slot in c.resets if slot % 2}
    fresh = {slot // 2 for slot in c.resets if slot % 2 == 0}
    if form.on_breach == "fail":
        return failing(form, c, bad, rest)
    run, done = 0, None
    for day in range(c.last):
        if day in fresh:
            run = 0
        run = run + 1 if c.whole(day) and day not in bad and day not in cut else 0
        if run >= form.days:
            done = day
    if done is None:
        return rest
    if not form.keep:
        return T
    run, good = 0, False
    for day in range(c.last):
        if day in fresh:
            run = 0
        run = run + 1 if c.whole(day) and day not in bad and day not in cut else 0
        good = good or run >= form.days
        if day in bad and (c.whole(day) or c.running(day)):
            good = False
    return T if good else rest


def failing(form, c: Completion, bad: set[int], rest: int) -> int:
    """Only the first days can make it up."""
    first = next((day for day in range(c.last) if c.whole(day) or c.running(day)), None)
    if first is None:
        return rest
    for day in range(first, min(first + form.days, c.last)):
        if not (c.whole(day) or c.running(day)) or day in bad:
            return F
    return T if first + form.days <= c.last and c.whole(first + form.days - 1) else rest


def from_the_instant(form, c: Completion, areas, bad: set[int], rest: int) -> int:
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
    stretches, start = [], None
    for half in range(2 * c.now + 1):
        inside = half < 2 * c.now and c.force[half // 2]
        if start is not None and (not inside or half in cuts):
            stretches.append((start, half))
            start = None
        if inside and start is None:
            start = half
    long = [end - begin >= 4 * form.days for begin, end in stretches]
    if form.keep:
        return T if long and long[-1] else rest
    return T if any(long) else rest


def floor(form, c: Completion, area: str) -> int:
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
                values.append(T if enough else F)
            elif stretch[-1] == c.last - 1 and c.force[c.now]:
                values.append(T if enough else O)
    return conj(values)


def deadline(form, world: World, c: Completion, area: str) -> int:
    """Enough by the end of the day."""
    if world.begins >= c.now:
        return N
    first = world.begins // 2
    end = 2 * (first + form.by_day)
    if c.total(form.measure, area, range(2 * first, end)) >= form.at_least:
        return T
    return F if end <= c.now else O
