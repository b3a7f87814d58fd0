"""Which records decide a verdict, which were set aside or are unscreened, and what would settle what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ceasefire.agreement import Baseline, Hold, Limit
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE
from ceasefire.assess._question import Question
from ceasefire.assess._result import SetAside, Settle
from ceasefire.assess.engines import NOT, UNLIMITED, Row, contribute, is_measured, standing_of
from ceasefire.assess.forms import Case, DayTable, Leaf, Node, WindowResult, accepted, baseline_days, coverage_for
from ceasefire.records import Record

MOST = 20


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind one reading's verdict. Record keys, sorted."""

    evidence: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    unscreened: tuple[str, ...]
    settle: tuple[Settle, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A day or a window that is open: its bounds and what they are held against."""

    area: int
    first: int
    last: int
    low: int
    high: int | None
    broken_above: int
    kept_up_to: int
    watched: bool
    floor: bool


def behind(case: Case, node: Node) -> Behind:
    """Return the records behind a node's answer, and what would settle it.

    Source: DESIGN, "Why, and what would settle it".
    """
    evidence: set[str] = set()
    unscreened: set[str] = set()
    aside: dict[str, SetAside] = {}
    settles: dict[tuple[str, str], set[tuple[int, int, int, int]]] = defaultdict(set)
    for index, leaf in enumerate(node.leaves):
        if leaf.response is not None:
            for each in leaf.response.docket:
                if each.outcomes not in (TRUE, FALSE, NEUTRAL):
                    settles[each.complaint.key, "answer"].add((index, 0, 0, 0))
            evidence |= {each.complaint.key for each in leaf.response.docket}
            evidence |= {answer.key for each in leaf.response.docket for answer in each.answers}
            evidence |= _closing(case, node, leaf)
        if leaf.question is None:
            continue
        candidates = [
            each for each in case.inputs.known.records if is_measured(each, leaf.question) and _may_touch(case, each)
        ]
        rows = {each.key: list(contribute(each, leaf.question)) for each in candidates}
        evidence |= _deciding(case, node, leaf, rows) | _closing(case, node, leaf)
        aside |= {each.record: each for each in _set_aside(case, rows)}
        raised = _raised(leaf.question, candidates)
        unscreened |= {key for key, own in raised.items() if any(_in_period(case, row) for row in own)}
        unscreened |= _before(case, leaf, leaf.question)
        for key, cells in _turning(case, leaf, rows, raised, candidates).items():
            settles[key] |= {(index, *cell) for cell in cells}
    return Behind(
        evidence=tuple(sorted(evidence)),
        set_aside=tuple(aside[key] for key in sorted(aside)),
        unscreened=tuple(sorted(unscreened)),
        settle=_ranked(settles) or _together(case, node),
    )


def _before(case: Case, leaf: Leaf, question: Question) -> set[str]:
    """Return the records below the standing for possible that would add to the days of the leaf's baseline."""
    condition = leaf.form.condition if isinstance(leaf.form, Hold) else leaf.form
    if not isinstance(condition, Limit) or not isinstance(condition.at_most, Baseline):
        return set()
    first, last = baseline_days(case, condition.at_most)
    measured = [each for each in case.inputs.known.records if is_measured(each, question)]
    return {
        key
        for key, own in _raised(question, measured).items()
        if any(row.last >= first and row.first <= last for row in own)
    }


def _deciding(case: Case, node: Node, leaf: Leaf, rows: Mapping[str, Sequence[Row]]) -> set[str]:
    """Return the records that touch what decides: breaches of a false verdict, else what is counted where open."""
    touches = _touches_window if leaf.windows is not None else _touches_day
    return {
        key
        for key, own in rows.items()
        if any(_in_period(case, row) and (row.low or row.high != 0) and touches(case, node, leaf, row) for row in own)
    }


def _touches_day(case: Case, node: Node, leaf: Leaf, row: Row) -> bool:
    days = range(max(row.first, 0), min(row.last, len(case.grid) - 1) + 1)
    table = leaf.table
    outcomes = [] if table is None else [int(table.outcomes[row.area, day]) for day in days]
    if node.outcomes == FALSE:
        return row.low > 0 and (FALSE in outcomes or len(days) > 1)
    return any(each not in (TRUE, NEUTRAL, OPEN) for each in outcomes)


def _touches_window(_case: Case, node: Node, leaf: Leaf, row: Row) -> bool:
    windows = leaf.windows
    if windows is None:
        return False
    return any(
        row.first <= last and row.last >= first and (node.outcomes != FALSE or windows.cells[row.area][index] == FALSE)
        for index, (first, last) in enumerate(windows.windows)
    )


def _closing(case: Case, node: Node, leaf: Leaf) -> set[str]:
    """Return the watches by which silence counts, where a definite verdict rests on silence."""
    by_silence = node.outcomes == TRUE or (node.outcomes == FALSE and leaf.table is None)
    if not by_silence:
        return set()
    if leaf.question is None:
        return {each.key for each in case.channels() if "/" in each.key}
    rule = coverage_for(leaf.question.measure, case.reading)
    since, until = case.grid.bounds[min(case.grid.begins, len(case.grid))], case.grid.now
    return {
        each.key
        for each in case.watches
        if "/" in each.key and accepted(each, rule) and each.since < until and each.until > since
    }


def _may_touch(case: Case, record: Record) -> bool:
    grid = case.grid
    if record.when is None or grid.begins >= len(grid):
        return True
    return record.when.earliest < grid.now and record.when.latest > grid.bounds[grid.begins]


def _in_period(case: Case, row: Row) -> bool:
    return row.last >= case.grid.begins and row.first < len(case.grid)


def _set_aside(case: Case, rows: Mapping[str, Sequence[Row]]) -> Iterable[SetAside]:
    for key, own in rows.items():
        left = [row for row in own if row.aside and _in_period(case, row)]
        if left:
            low = max(row.low for row in left)
            yield SetAside(key, "too vague in time or place for this measure", low, left[0].dropped)


def _raised(question: Question, candidates: Sequence[Record]) -> dict[str, list[Row]]:
    """Return what the records below the standing for possible would add if they were confirmed."""
    below = [
        each
        for each in candidates
        if standing_of(each, question) == NOT and question.standings.get(each.key, each.standing) != "false"
    ]
    raised = replace(question, standings=dict(question.standings) | {each.key: "verified" for each in below})
    return {each.key: rows for each in below if (rows := list(contribute(each, raised)))}


def _turning(
    case: Case,
    leaf: Leaf,
    rows: Mapping[str, Sequence[Row]],
    raised: Mapping[str, Sequence[Row]],
    candidates: Sequence[Record],
) -> dict[tuple[str, str], set[tuple[int, int, int]]]:
    """Return (record, how) to the open days or windows that it alone would turn into a definite one."""
    question = leaf.question
    opened = _opened(case, leaf)
    if question is None or not opened:
        return {}
    verified = replace(question, standings=dict(question.standings) | {each.key: "verified" for each in candidates})
    turned: dict[tuple[str, str], set[tuple[int, int, int]]] = defaultdict(set)
    for record in candidates:
        own = rows.get(record.key) or raised.get(record.key)
        if not own:
            continue
        confirmed = list(contribute(record, verified))
        for cell in opened:
            spot = (cell.area, cell.first, cell.last)
            if _settles_down(cell, [row for row in rows.get(record.key, ()) if _touches(row, cell)]):
                turned[record.key, "dismissed"].add(spot)
            now_low = sum(row.low for row in rows.get(record.key, ()) if _within(row, cell))
            then_low = sum(row.low for row in confirmed if _within(row, cell))
            if then_low > now_low and _settles_up(cell, cell.low - now_low + then_low):
                turned[record.key, "confirmed"].add(spot)
    rule = coverage_for(question.measure, case.reading)
    for cell in opened if rule.watchers else ():
        if not cell.watched and cell.high is not None and _definite(cell, cell.high):
            name = f"{case.area_ids[cell.area] or '*'}@{case.grid.date(cell.last)}"
            turned[name, "watch"].add((cell.area, cell.first, cell.last))
    return turned


def _together(case: Case, node: Node) -> tuple[Settle, ...]:
    """Return the smallest set found greedily that turns one open day or window, where no single record does.

    For each open cell the largest contributions are dismissed (or confirmed) first; ties go by record key.
    """
    found: list[tuple[str, ...]] = []
    hows: dict[tuple[str, ...], str] = {}
    for leaf in node.leaves:
        question = leaf.question
        if question is None:
            continue
        candidates = [
            each for each in case.inputs.known.records if is_measured(each, question) and _may_touch(case, each)
        ]
        standings = dict(question.standings) | {each.key: "verified" for each in candidates}
        verified = replace(question, standings=standings)
        now = {each.key: list(contribute(each, question)) for each in candidates}
        then = {each.key: list(contribute(each, verified)) for each in candidates}
        for cell in _opened(case, leaf):
            for how, keys in (("dismissed", _enough_less(cell, now)), ("confirmed", _enough_more(cell, now, then))):
                if keys:
                    found.append(keys)
                    hows.setdefault(keys, how)
    best = min(found, key=lambda keys: (len(keys), keys), default=None)
    return (Settle(best, hows[best], 1),) if best else ()


def _opened(case: Case, leaf: Leaf) -> list[_Open]:
    if leaf.windows is not None:
        return _open_windows(case, leaf.windows)
    return _open_days(case, leaf.table) if leaf.table is not None else []


def _enough_less(cell: _Open, rows: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
    if not cell.watched:
        return ()
    touching = {key: [row for row in own if _touches(row, cell)] for key, own in rows.items()}
    weights = {
        key: None if any(row.high is None for row in own) else sum(row.high or 0 for row in own)
        for key, own in touching.items()
        if any(row.high != 0 for row in own)
    }
    keys = tuple(sorted((key for key, weight in weights.items() if weight is None)))
    left = sum(weight for weight in weights.values() if weight is not None)
    for key in sorted((key for key in weights if key not in keys), key=lambda key: (-(weights[key] or 0), key)):
        if _definite(cell, left):
            break
        keys, left = (*keys, key), left - (weights[key] or 0)
    return tuple(sorted(keys)) if _definite(cell, left) else ()


def _enough_more(cell: _Open, now: Mapping[str, Sequence[Row]], then: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
    gains = {
        key: sum(row.low for row in own if _within(row, cell))
        - sum(row.low for row in now.get(key, ()) if _within(row, cell))
        for key, own in then.items()
    }
    keys: tuple[str, ...] = ()
    low = cell.low
    for key in sorted((key for key, gain in gains.items() if gain > 0), key=lambda key: (-gains[key], key)):
        keys, low = (*keys, key), low + gains[key]
        if _settles_up(cell, low):
            return tuple(sorted(keys))
    return ()


def _touches(row: Row, cell: _Open) -> bool:
    return row.area == cell.area and row.first <= cell.last and row.last >= cell.first


def _within(row: Row, cell: _Open) -> bool:
    return row.area == cell.area and cell.first <= row.first and row.last <= cell.last


def _settles_down(cell: _Open, touching: Sequence[Row]) -> bool:
    """Return whether leaving these rows out makes the day surely kept (or the window surely short)."""
    if not touching or not cell.watched or any(row.high is None for row in touching) or cell.high is None:
        return False
    return _definite(cell, cell.high - sum(row.high or 0 for row in touching))


def _definite(cell: _Open, high: int) -> bool:
    return high < cell.kept_up_to if cell.floor else high <= cell.kept_up_to


def _settles_up(cell: _Open, low: int) -> bool:
    return low >= cell.broken_above if cell.floor else low > cell.broken_above


def _open_days(case: Case, table: DayTable) -> list[_Open]:
    opened = []
    for area in range(len(case.regions)):
        for day in range(max(case.grid.begins, 0), len(case.grid)):
            if int(table.outcomes[area, day]) & (TRUE | OPEN) and int(table.outcomes[area, day]) & FALSE:
                high = int(table.high[area, day])
                opened.append(
                    _Open(
                        area,
                        day,
                        day,
                        int(table.low[area, day]),
                        None if high < 0 else high,
                        int(table.limit_high[area, day]),
                        int(table.limit_low[area, day]),
                        bool(table.watched[area, day]),
                        floor=False,
                    )
                )
    return [each for each in opened if each.broken_above < UNLIMITED or each.kept_up_to >= 0]


def _open_windows(case: Case, windows: WindowResult) -> list[_Open]:
    least = windows.at_least
    opened = []
    for area in range(len(case.regions)):
        for index, (first, last) in enumerate(windows.windows):
            if windows.cells[area][index] & ~NEUTRAL in (TRUE | FALSE, TRUE | OPEN):
                last_day = min(last, len(case.grid) - 1)
                low, high = windows.bounds[area][index]
                watched = bool(windows.watched[area, first : last_day + 1].all())
                opened.append(_Open(area, first, last_day, low, high, least, least, watched, floor=True))
    return opened


def _ranked(settles: Mapping[tuple[str, str], set[tuple[int, int, int, int]]]) -> tuple[Settle, ...]:
    best = [Settle((key,), how, len(cells)) for (key, how), cells in settles.items() if cells]
    best.sort(key=lambda each: (-each.turns, each.how == "watch", each.records, each.how))
    return tuple(best[:MOST])
