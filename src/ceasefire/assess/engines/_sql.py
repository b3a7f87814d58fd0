"""The one SQL text: contributions of plain records by area, first day and last day, and their sums.

Plain SQL that DuckDB and Apache Spark both parse (tests/engines/test_sql_subset.py): joins, CASE, cast sums. Every
value put into it is a whole number; what needs words was looked up before. Plain records are those that nothing but
their own row decides; `contribute` does the rest.

The lookups hold only codes that may count at all, and a place only where it may add something. The sums cost more than
all the rest together, and the kernel adds up rows as well: they are asked for where records are many for the days.
"""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.assess._question import Presence, Question, Spans
from ceasefire.assess.engines._table import OPEN_HIGH

_DAY_S = 86_400

SUMS = """
SELECT area, first_day, last_day,
  CAST(SUM(low) AS BIGINT) AS low,
  CAST(SUM(base) AS BIGINT) AS base,
  CAST(MAX(single) AS BIGINT) AS single,
  CAST(SUM(high) AS BIGINT) AS high,
  CAST(SUM(opens) AS BIGINT) AS opens,
  CAST(MIN(earliest) AS BIGINT) AS earliest,
  CAST(MAX(latest) AS BIGINT) AS latest
FROM ({contributions}) rows_of_records
GROUP BY area, first_day, last_day
"""
CONTRIBUTIONS = """
SELECT CAST(area AS BIGINT) AS area, CAST(first_day AS BIGINT) AS first_day, CAST(last_day AS BIGINT) AS last_day,
  CAST(low AS BIGINT) AS low,
  CAST(CASE WHEN aside = 1 THEN 0 ELSE low END AS BIGINT) AS base,
  CAST(CASE WHEN how = 0 OR {presence} = 1 THEN low ELSE 0 END AS BIGINT) AS single,
  CAST(CASE WHEN high = {open_high} THEN 0 ELSE high END AS BIGINT) AS high,
  CAST(CASE WHEN high = {open_high} THEN 1 ELSE 0 END AS BIGINT) AS opens,
  earliest, latest
FROM (
  SELECT p.area AS area, r.earliest AS earliest, r.latest AS latest, r.how AS how,
    CASE WHEN r.earliest >= {now} THEN {days}
         WHEN r.first_ordinal < {ordinal} THEN -1
         ELSE r.first_ordinal - {ordinal} END AS first_day,
    CASE WHEN r.latest > {now} THEN {days}
         WHEN r.last_ordinal < {ordinal} THEN -1
         ELSE r.last_ordinal - {ordinal} END AS last_day,
    CASE WHEN a.grade = 2 AND s.grade = 2 AND p.grade = 2 AND {during} = 2 THEN {low} ELSE 0 END AS low,
    CASE WHEN r.latest - r.earliest > {longest_s} THEN 0 ELSE {high} END AS high,
    CASE WHEN r.latest - r.earliest > {longest_s} THEN 1 ELSE 0 END AS aside
  FROM records r
  JOIN axes a ON r.axes = a.code
  JOIN standings s ON r.standing = s.code
  JOIN places p ON r.place = p.code
  WHERE r.known_from <= {as_of} AND r.known_until > {as_of}
    AND r.{chosen_column} IN ({chosen}) AND r.how < 2 AND {during} > 0{places}{special}
) placed
WHERE first_day < {days} AND last_day >= 0 AND (low > 0 OR high <> 0)
"""

CHANGED = """
SELECT DISTINCT r.place AS place
FROM records r
WHERE (r.known_from > {since} AND r.known_from <= {until})
  OR (r.known_until > {since} AND r.known_until <= {until})
  OR EXISTS (SELECT 1 FROM special x WHERE x.position = r.position)
"""


def contributions_sql(
    question: Question,
    *,
    as_of: int,
    low: str,
    high: str,
    chosen_column: str,
    chosen: list[int],
    special: bool,
    places: Sequence[int] = (),
    summed: bool = True,
) -> str:
    """Return the text for a question.

    Args:
        question: Its grid, its `during`, its vagueness and presence become numbers in the text.
        as_of: Instant.
        low: Name of the column that holds the unit's lower bound, or "1".
        high: Name of the column that holds its upper bound, or "1".
        chosen_column: `kind` or `source`.
        chosen: The codes in that column that the measure counts.
        special: Whether a table `special` lists positions to leave out.
        places: The only places to read, where they are few: a scan skips the rest before any join.
        summed: Whether rows of one area, first and last day are added up.

    Source: DESIGN, "Engines".
    """
    low, high = (f"r.{low}", f"r.{high}") if low != "1" else ("1", "1")
    low, high = _presence(question.presence, low, high)
    grid = question.grid
    text = CONTRIBUTIONS.format(
        presence=int(question.presence is not None),
        open_high=OPEN_HIGH,
        longest_s=1 << 60 if question.vague.days is None or question.at_least else question.vague.days * _DAY_S,
        now=grid.now,
        days=len(grid),
        ordinal=grid.ordinal,
        low=low,
        high=high,
        during=_during(question.during),
        as_of=as_of,
        chosen_column=chosen_column,
        chosen=", ".join(str(each) for each in chosen) or "-1",
        places=f"\n    AND r.place IN ({', '.join(str(each) for each in places)})" if places else "",
        special="\n    AND NOT EXISTS (SELECT 1 FROM special x WHERE x.position = r.position)" if special else "",
    )
    return SUMS.format(contributions=text) if summed else text


def changed_places_sql(before: int, now: int) -> str:
    """Return the text for the places of versions that came or went between two instants, or that `special` lists.

    Source: DESIGN, "re-assessment after a late record recomputes only its areas and days".
    """
    return CHANGED.format(since=min(before, now), until=max(before, now))


def _presence(presence: Presence | None, low: str, high: str) -> tuple[str, str]:
    if presence is None:
        return low, high
    if presence.must == "absent":
        return f"CASE WHEN {low} > {presence.count} THEN {low} ELSE 0 END", high
    breach = f"CASE WHEN {high} >= 0 AND {high} < {presence.count} THEN 1 ELSE 0 END"
    return breach, f"CASE WHEN {low} < {presence.count} THEN 1 ELSE 0 END"


def _during(during: tuple[Spans, Spans] | None) -> str:
    if during is None:
        return "2"
    sure, possible = during
    inside = " OR ".join(f"(r.earliest >= {since} AND r.latest <= {until})" for since, until in sure)
    meets = " OR ".join(f"(r.earliest < {until} AND r.latest > {since})" for since, until in possible)
    parts = [f"WHEN {inside} THEN 2"] if inside else []
    parts += [f"WHEN {meets} THEN 1"] if meets else []
    return f"CASE {' '.join(parts)} ELSE 0 END" if parts else "0"
