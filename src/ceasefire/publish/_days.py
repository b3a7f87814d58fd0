"""The days or windows that decide a verdict, in words; equal ones that follow each other are one line."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence

from ceasefire.agreement import AllOf, AnyOf, Deadline, Floor, Form, Hold, NotThat, State
from ceasefire.assess import Cell
from ceasefire.publish.words import CELLS, SIGNS, Language, mark, word

_OPEN = frozenset({"open", "not-observed", "running"})
_OUTSIDE = frozenset({"not-in-force", "future"})
_JUDGED = frozenset({"kept", "broken", "open", "not-observed"})

Run = Sequence[Cell]


def is_joined(form: Form | None) -> bool:
    """Return whether a form is joined of others."""
    return isinstance(form, AllOf | AnyOf | NotThat)


def has_numbers(form: Form | None) -> bool:
    """Return whether a day's numbers are what the form counts.

    They are not where forms are joined (they are the first one's), nor where something must be present (they say how
    much may be lacking).
    """
    held = form.condition if isinstance(form, Hold) else form
    return not is_joined(held) and not (isinstance(held, State) and held.must == "present")


def days_shown(form: Form | None, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the days of a strip: those of a deadline end with it, for later ones are no longer its own."""
    return cells[: form.by_day] if isinstance(form, Deadline) else cells


def days_in_words(
    language: Language, form: Form | None, verdict: str, cells: Sequence[Cell], *, every: bool
) -> list[str]:
    """Return a line for each run of equal days (or windows) that decide.

    Args:
        language: In which words.
        form: What the reading asks; None: not known, the days speak for themselves.
        verdict: Of the area, or of all.
        cells: Its days.
        every: Whether to tell of every day, deciding or not.
    """
    cells = days_shown(form, cells)
    chosen = list(cells) if every or isinstance(form, Hold) else _deciding(verdict, cells)
    if isinstance(form, Floor | Deadline) and not every:
        chosen = _without_pauses(chosen)
    lines = [_line(language, form, run, cells) for run in _runs(form, chosen)]
    if verdict == "not-met" and not isinstance(form, Hold) and not any(each.state == "broken" for each in cells):
        lines = [*_together(language, form), *lines]
    counted = {id(each) for each in chosen}
    others = [each for each in cells if each.state in _JUDGED and id(each) not in counted]
    if others and lines and not every:
        lines.append(_others(language, form, len(others)))
    return lines


def _deciding(verdict: str, cells: Sequence[Cell]) -> list[Cell]:
    """Return the broken days of what is not met, the kept ones of what is met, else those that are open."""
    inside = [each for each in cells if each.state not in _OUTSIDE]
    if verdict in {"pending", "not-applicable"}:
        return inside
    wanted = {"not-met": {"broken"}, "met": {"kept"}}.get(verdict, _OPEN)
    return [each for each in inside if each.state in wanted] or inside


def _without_pauses(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells without the days on which no window ends, save those after the last window."""
    last = max((index for index, each in enumerate(cells) if each.state != "running"), default=-1)
    return [each for index, each in enumerate(cells) if each.state != "running" or index > last]


def _together(language: Language, form: Form | None) -> list[str]:
    if is_joined(form) or form is None:
        return []
    if isinstance(form, Floor | Deadline):
        return [language.say("No single window is surely short; windows end to end are surely short together.")]
    return [
        language.say("No single day is surely broken; a run of days is surely over its limits when taken together.")
    ]


def _others(language: Language, form: Form | None, number: int) -> str:
    if isinstance(form, Floor | Deadline):
        return language.count("{n} other window does not decide it.", "{n} other windows do not decide it.", number)
    return language.count("{n} other day does not decide it.", "{n} other days do not decide it.", number)


def _runs(form: Form | None, cells: Iterable[Cell]) -> Sequence[Run]:
    """Return the cells in runs of equal ones on days that follow each other."""
    facts = _facts_of(form)
    runs: list[list[Cell]] = []
    for each in cells:
        last = runs[-1][-1] if runs else None
        if last and last.end == each.start and facts(last) == facts(each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _facts_of(form: Form | None) -> Callable[[Cell], tuple[object, ...]]:
    def facts(cell: Cell) -> tuple[object, ...]:
        if not has_numbers(form) or cell.state in _OUTSIDE:
            return (cell.state,)
        if isinstance(form, Floor | Deadline) and cell.state in {"running", "kept"}:
            return (cell.state,)
        return (cell.state, cell.low, cell.high, cell.limit_low, cell.limit_high, cell.watched)

    return facts


def _line(language: Language, form: Form | None, run: Run, cells: Sequence[Cell]) -> str:
    state = run[0].state
    values = {"sign": SIGNS[state], "dates": language.dates(run[0].date, run[-1].date)}
    if not has_numbers(form) or state in _OUTSIDE:
        return language.say("{sign} {dates}: {what}", **values, what=word(language, CELLS, state))
    if isinstance(form, Floor):
        return _windows(language, form, run, values)
    if isinstance(form, Deadline):
        return _deadline(language, form, run[-1], cells, values)
    what = language.say("; ").join(_day(language, run[0]))
    message = mark("{sign} {dates}, each day: {what}") if len(run) > 1 else "{sign} {dates}: {what}"
    return language.say(message, **values, what=what)


def _day(language: Language, cell: Cell) -> list[str]:
    """Return what is known of a day: its state, its bounds, its limit, and whether it was watched."""
    parts = [word(language, CELLS, cell.state)]
    if cell.low or cell.state != "not-observed":
        parts.append(bounds(language, cell))
    parts += _limit(language, cell)
    if not cell.watched and cell.state != "not-observed":
        parts.append(language.say("not watched throughout"))
    return parts


def bounds(language: Language, cell: Cell) -> str:
    """Return what is counted on a day."""
    low = language.number(cell.low)
    if cell.high is None:
        if not cell.low:
            return language.say("any number is possible")
        return language.say("at least {low}, no upper bound", low=low)
    if cell.high == cell.low:
        return language.say("{number} counted", number=low) if cell.low else language.say("none counted")
    return language.say("at least {low}, at most {high}", low=low, high=language.number(cell.high))


def _limit(language: Language, cell: Cell) -> list[str]:
    if cell.limit_high is None:
        return []
    high = language.number(cell.limit_high)
    if cell.limit_low in {None, cell.limit_high}:
        return [language.say("limit {limit}", limit=high)]
    return [language.say("limit between {low} and {limit}", low=language.number(cell.limit_low or 0), limit=high)]


def _windows(language: Language, form: Floor, run: Run, values: dict[str, str]) -> str:
    if run[0].state == "running":
        return language.say("{sign} {dates}: {what}", **values, what=language.say("still counting"))
    what = _window(language, min(run, key=lambda each: each.low), form.at_least)
    if len(run) > 1:
        return language.count(
            "{sign} each window of {n} day that ends on {dates}: {what}",
            "{sign} each window of {n} days that ends on {dates}: {what}",
            form.days,
            **values,
            what=what,
        )
    first = dt.date.fromisoformat(run[0].date) - dt.timedelta(days=form.days - 1)
    values["dates"] = language.dates(first, run[0].date)
    return language.count(
        "{sign} {dates} (window of {n} day): {what}",
        "{sign} {dates} (window of {n} days): {what}",
        form.days,
        **values,
        what=what,
    )


def _deadline(language: Language, form: Deadline, cell: Cell, cells: Sequence[Cell], values: dict[str, str]) -> str:
    if cell.state == "running":
        return language.say("{sign} {dates}: {what}", **values, what=language.say("still counting"))
    values["dates"] = language.dates(cells[0].date, cell.date)
    return language.say(
        "{sign} {dates} (to the end of day {day}): {what}",
        **values,
        day=language.number(form.by_day),
        what=_window(language, cell, form.at_least),
    )


def _window(language: Language, cell: Cell, at_least: int) -> str:
    low, values = language.number(cell.low), {"least": language.number(at_least)}
    if cell.state == "kept":
        return language.say("at least {low} ({least} asked for): enough", low=low, **values)
    if cell.high is None:
        if cell.state == "broken":
            return language.say("short, together with windows beside it")
        return language.say("at least {low} ({least} asked for), not all of it watched: open", low=low, **values)
    high = language.number(cell.high)
    if cell.state == "broken" and cell.high < at_least:
        return language.say("at most {high} ({least} asked for), watched: short", high=high, **values)
    if cell.state == "broken":
        return language.say("short, together with windows beside it")
    return language.say("at least {low}, at most {high} ({least} asked for): open", low=low, high=high, **values)


def made_up_by(cells: Sequence[Cell], days: int) -> tuple[Cell, ...]:
    """Return the last run of at least so many kept days, or nothing."""
    runs = [tuple(run) for kept, run in itertools.groupby(cells, lambda each: each.state == "kept") if kept]
    return next((run for run in reversed(runs) if len(run) >= days), ())


def longest_at_the_end(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the last days that are over, back to one that is broken or not in force."""
    over = [each for each in cells if each.state not in {"running", "future"}]
    free = itertools.takewhile(lambda each: each.state not in {"broken", "not-in-force"}, reversed(over))
    return tuple(free)[::-1]
