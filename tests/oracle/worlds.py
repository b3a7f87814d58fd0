"""Random small worlds on a grid of half-days: an instrument, a reading, records, with every kind of uncertainty."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ceasefire import agreement as agreements
from ceasefire import records as said
from ceasefire.agreement import regions_of
from ceasefire.assess import ReferenceEngine
from ceasefire.assess._cases import Moment, case_for
from ceasefire.assess.engines import Engine, Inputs, table_from_records
from ceasefire.assess.forms import Case, Node, evaluate
from ceasefire.incidents import known_at
from ceasefire.times import When

SLOT_S = 43_200
ORIGIN = 1_473_638_400  # 2016-09-12T00:00:00Z
NAMES = agreements.Names("x")
FILTERS = (
    agreements.Filter(),
    agreements.Filter(by=agreements.SetFilter(any=frozenset({"a"}))),
    agreements.Filter(by=agreements.SetFilter(any=frozenset({"a", "b"}))),
    agreements.Filter(by=agreements.SetFilter(only=frozenset({"a"}))),
    agreements.Filter(by=agreements.SetFilter(all=frozenset({"a", "b"}))),
)
CHOICES = (
    said.Choice("all_of", ("a",)),
    said.Choice("all_of", ("b",)),
    said.Choice("all_of", ("a", "b")),
    said.Choice("any_of", ("a", "b")),
    said.Choice("any_of", ("group",)),
    said.UNKNOWN,
    None,
)
GROUP = ("a", "c")


@dataclass(frozen=True)
class World:
    """One world: what the program is given. Slots count half-days from ORIGIN; a day is two slots."""

    form: agreements.Form
    areas: tuple[str, ...]
    mode: str
    begins: int
    ends: int | None
    now: int
    records: tuple[said.Record, ...]
    acts: tuple[said.Record, ...]
    watched: frozenset[tuple[str, int]]
    vague_days: int | None
    distinct: frozenset[str]
    permitted: bool = False

    def node(self, engine: Engine | None = None) -> Node:
        """Return the program's answer."""
        return self.evaluate(self.case(engine))

    def evaluate(self, case: Case) -> Node:
        """Return the answer in a case of this world."""
        return evaluate(case, self.form)

    def case(self, engine: Engine | None = None) -> Case:
        """Return the case of this world's one reading."""
        agreement = agreement_of(self)
        records = (*self.records, *self.acts, *watch_records(self))
        records = tuple(replace(each, position=index) for index, each in enumerate(records))
        known = known_at(records, (), instant(self.now), "recorded", {})
        engine = engine or ReferenceEngine()
        table = table_from_records(records, (), "recorded", ("killed",)) if engine.reads_table else None
        inputs = Inputs(known, instant(self.now), self.distinct, table)
        moment = Moment(agreement, engine, inputs, regions_of(agreement), (), instant(self.now))
        return case_for(moment, agreement.terms[0].readings[0])


def instant(slot: int) -> int:
    """Return the instant at which a slot begins."""
    return ORIGIN + slot * SLOT_S


def agreement_of(world: World) -> agreements.Agreement:
    """Return an agreement with one term and one reading."""
    citation = agreements.Citation("x", "2016")
    rule = agreements.SetFilter(all=frozenset({"a", "b"}))
    rules = agreements.ActRules(rule, rule, rule, rule, rule)
    ends = None if world.ends is None else instant(world.ends)
    reading = agreements.Reading(
        id="r", names=NAMES, authority="agreed", form=world.form, instrument="i", source=citation,
        areas=world.areas, areas_mode=world.mode,
        findings=agreements.FindingRule(("body",), permitted_excluded=world.permitted),
        coverage=agreements.CoverageRule(("w",), ("seen",)), vague=agreements.Vagueness(days=world.vague_days),
    )  # fmt: skip
    whole = agreements.Area("ab", NAMES, agreements.Code("ocha-pcode", "SY"))
    areas = (
        whole,
        agreements.Area("p", NAMES, agreements.Code("ocha-pcode", "SY01"), "ab"),
        agreements.Area("q", NAMES, agreements.Code("ocha-pcode", "SY02"), "ab"),
    )
    return agreements.Agreement(
        id="w", names=NAMES, zone="UTC", day_begins_s=0, source=citation, parties=(), guarantors=(), excluded=(),
        actors=(), collectives=(agreements.Collective("group", NAMES, GROUP),), sources=(), areas=areas,
        instruments=(agreements.Instrument("i", NAMES, (), instant(world.begins), ends, rules),),
        terms=(agreements.Term("t", NAMES, "", citation, (reading,)),), milestones=(), hash="",
    )  # fmt: skip


BLANK = said.Record(
    kind="", source="s", id="", version=1, dataset="loose", position=0, recorded=0, claimed_recorded=None,
    speaker="s", carrier="", origin="", standing="corroborated", when=None, where=None, who=said.Who(),
    what=said.UNKNOWN, counts=(), absent_means_none=(), incidents=(), withdrawn=False, text=(), cites=said.Cites(),
    details=None, hash="",
)  # fmt: skip


def record(kind: str, ident: str, **parts: Any) -> said.Record:
    """Return a record with everything not named left empty."""
    return replace(replace(BLANK, kind=kind, id=ident, hash=ident), **parts)


def watch_records(world: World) -> list[said.Record]:
    """Return one watch for each watched area and day."""
    return [
        record(
            "watch", f"watch-{area}-{day}", speaker="w", where=said.Where(scheme="agreement", code=area),
            when=When(instant(2 * day), instant(2 * day + 2), "throughout"), details=said.Watch(("seen",), True),
            recorded=instant(min(2 * day + 2, world.now)),
        )
        for area, day in sorted(world.watched)
    ]  # fmt: skip


def random_world(rng: random.Random, kind: str) -> World:
    """Return a random world whose form is of a kind."""
    areas = ("p", "q") if rng.random() < 0.25 and kind not in ("present", "response") else ("p",)
    days = rng.choice((2, 3, 3, 4))
    begins = 4 + rng.choice((0, 0, 0, 0, 1))
    now = 4 + 2 * days + rng.choice((0, 0, 1))
    ends = rng.choice((None, None, begins + 2 * rng.randint(1, days), begins + rng.randint(1, 2 * days)))
    form = random_form(rng, kind)
    baseline = "Baseline" in repr(form)
    first = 0 if baseline else 4
    share = rng.choice((1.0, 1.0, 0.9, 0.5))
    watched = frozenset(
        (area, day) for area in areas for day in range(first // 2, (now + 1) // 2) if rng.random() < share
    )
    count = rng.choice((0, 1, 1, 2, 2, 3, 4))
    records = tuple(random_record(rng, index, first, now, kind) for index in range(count))
    acts = tuple(random_act(rng, index, begins, now) for index in range(rng.choice((0, 0, 0, 1, 2))))
    if kind == "response":
        records = tuple(random_docket(rng, begins, now))
        watched = frozenset()
    if rng.random() < 0.2 and len(records) > 1 and kind != "response":
        records = (*records, random_link(rng, records))
    if any("X" in each.incidents for each in records):
        records = (*records, *(random_finding(rng, index) for index in range(rng.choice((0, 0, 1, 2)))))
    return World(
        form, areas, rng.choice(("together", "each")), begins, ends, now, records, acts, watched,
        rng.choice((None, None, None, 1)) if kind not in ("present", "absent", "response") else None,
        frozenset({"d1", "d2"}), rng.random() < 0.5,
    )  # fmt: skip


def random_form(rng: random.Random, kind: str) -> agreements.Form:
    """Return a random form of a kind."""
    unit = rng.choice(("killed", "killed", "incidents"))
    measure = agreements.Measure(unit, filters=(rng.choice(FILTERS),))
    at_most: Fraction | agreements.Baseline = Fraction(rng.choice((0, 1, 2, 3)), rng.choice((1, 1, 2)))
    if rng.random() < 0.2 and kind in ("limit", "hold", "all", "any"):
        at_most = agreements.Baseline(Fraction(1, rng.choice((1, 2))), days_before=2)
    limit = agreements.Limit(measure, at_most)
    if kind == "limit":
        return limit
    if kind == "hold":
        return random_hold(rng, limit)
    if kind in ("all", "any"):
        return random_join(rng, kind, measure)
    if kind == "not":
        return agreements.NotThat(random_form(rng, rng.choice(("limit", "never", "hold", "floor", "deadline"))))
    return random_leaf(rng, kind, measure)


def random_hold(rng: random.Random, limit: agreements.Limit) -> agreements.Hold:
    """Return a random hold of a limit, or of never on the same measure."""
    restart = rng.choice(("next-day", "next-day", "instant"))
    condition = rng.choice((limit, limit, agreements.Never(limit.measure)))
    breach = "restart" if restart == "instant" else rng.choice(("restart", "restart", "fail"))
    return agreements.Hold(condition, rng.choice((1, 2, 2, 3)), breach, restart, rng.random() < 0.3)


def random_join(rng: random.Random, kind: str, measure: agreements.Measure) -> agreements.AllOf | agreements.AnyOf:
    """Return two random forms joined by all or by any."""
    inner = ("limit", "never", "hold", "floor", "deadline", "not")
    parts = tuple(random_form(rng, rng.choice(inner)) for _ in range(2))
    if kind == "all" and rng.random() < 0.5:
        parts = tuple(agreements.Never(replace(measure, filters=(each,))) for each in rng.sample(FILTERS[1:], 2))
    return agreements.AllOf(parts) if kind == "all" else agreements.AnyOf(parts)


def random_leaf(rng: random.Random, kind: str, measure: agreements.Measure) -> agreements.Form:
    """Return a random form that holds no other."""
    match kind:
        case "never":
            return agreements.Never(measure)
        case "absent":
            return agreements.State(measure, "absent", rng.choice((0, 0, 1)), rng.choice((1, 1, 2)))
        case "present":
            return agreements.State(measure, "present", rng.choice((1, 2)), rng.choice((1, 1, 2)))
        case "floor":
            windows = ("sliding", "tiled")
            return agreements.Floor(measure, rng.choice((1, 2)), rng.choice((1, 2, 3)), rng.choice(windows))
        case "deadline":
            return agreements.Deadline(measure, rng.choice((1, 2)), rng.choice((1, 2, 3)))
        case "response":
            addressees = (None, agreements.SetFilter(any=frozenset({"a"})))
            return agreements.Response(SLOT_S * rng.choice((1, 2)), rng.choice(addressees))
    raise ValueError(kind)


def random_record(rng: random.Random, index: int, first: int, now: int, kind: str) -> said.Record:
    """Return a random report."""
    low = rng.choice((0, 1, 1, 2))
    high = rng.choice((low, low, low + 1, None))
    start = rng.randint(max(0, first - 1), now)
    length = rng.choice((1, 1, 2, 2, 3, 4))
    how = rng.choice(("sometime", "sometime", "spread", "throughout"))
    if kind in ("present", "absent"):
        how = rng.choice(("sometime", "throughout"))
    in_p, in_q, in_ab = (said.Where(scheme="agreement", code=each) for each in ("p", "q", "ab"))
    place = rng.choice((in_p, in_p, in_q, in_ab, None))
    if kind in ("present", "absent"):
        place = rng.choice((in_p, None))
    dataset = rng.choice(("d1", "d1", "d1", "d2", "loose"))
    return record(
        "report", f"r{index}", source=dataset, dataset=dataset,
        standing=rng.choice(("corroborated", "corroborated", "corroborated", "screened", "received")),
        when=When(instant(start), instant(start + length), how), where=place,
        who=said.Who(by=rng.choice(CHOICES)),
        counts=(said.Count("killed", low, None, high),),
        incidents=rng.choice(((), (), (), ("X",), ("X", "Y"))) if kind not in ("present", "absent") else (),
    )  # fmt: skip


def random_act(rng: random.Random, index: int, begins: int, now: int) -> said.Record:
    """Return a random act, joint, one side's, or of an unknown pair."""
    what = rng.choice(("extends", "extends", "ends", "suspends", "resumes", "resets"))
    effective = rng.randint(begins, now)
    until = instant(effective + rng.randint(1, 4)) if what == "extends" or rng.random() < 0.4 else None
    until = until if what in ("extends", "suspends") else None
    return record(
        "act", f"act{index}", standing=rng.choice(("corroborated", "corroborated", "screened", "received")),
        who=said.Who(by=rng.choice((CHOICES[2], CHOICES[3], CHOICES[0]))),
        details=said.Act(what, "i", instant(effective), until),
        recorded=rng.choice((0, 0, 0, 0, instant(now + 1))),
    )  # fmt: skip


def random_finding(rng: random.Random, index: int) -> said.Record:
    """Return a finding on incident X by the body whose findings count: whether, who, permitted."""
    return record(
        "finding", f"f{index}", speaker="body",
        who=said.Who(by=rng.choice((*CHOICES[:4], None, None))),
        details=said.Finding("X", happened=rng.choice(("yes", "no", "")), identifiable=rng.choice(("", "", "no")),
                          permitted=rng.choice(("", "", "yes"))),
    )  # fmt: skip


def random_link(rng: random.Random, records: tuple[said.Record, ...]) -> said.Record:
    """Return a link between two of the records."""
    first, second = rng.sample(records, 2)
    return record("link", "link", details=said.Link(first.key, second.key, rng.choice(("provisional", "rejected"))))


def linked_world(rng: random.Random, kind: str) -> World:
    """Return a random world of two to four reports with up to four links of every state between them, and names.

    In every other one the reports are precise, there is no quarrel about force and no gap in watching: links decide.
    """
    base = random_world(rng, kind)
    precise = rng.random() < 0.5
    if precise:
        days = range((base.now + 1) // 2)
        base = replace(base, acts=(), ends=None, watched=frozenset((area, day) for area in base.areas for day in days))
    draw = precise_record if precise else random_record
    reports = [draw(rng, index, 4, base.now, kind) for index in range(rng.choice((2, 3, 3, 4)))]
    reports = [
        replace(
            each, dataset=(dataset := rng.choice(("d1", "d1", "d2", "loose", "loose"))), source=dataset,
            incidents=rng.choice(((), (), ("X",), ("X",), ("Y",), ("X", "Y"))),
        )
        for each in reports
    ]  # fmt: skip
    findings = [random_finding(rng, index) for index in range(rng.choice((0, 0, 0, 0, 1)))]
    records = [*reports, *random_links(rng, reports, base.now), *findings]
    rng.shuffle(records)
    return replace(base, records=tuple(records))


def precise_record(rng: random.Random, index: int, first: int, now: int, kind: str) -> said.Record:
    """Return a report of one half-day, one place, one actor and one number."""
    start = rng.randint(first, now - 1)
    count = rng.choice((0, 1, 1, 2))
    return replace(
        random_record(rng, index, first, now, kind),
        when=When(instant(start), instant(start + 1), rng.choice(("sometime", "throughout"))),
        where=said.Where(scheme="agreement", code="p"), who=said.Who(by=CHOICES[0]),
        standing=rng.choice(("corroborated", "corroborated", "corroborated", "screened", "received")),
        counts=(said.Count("killed", count, None, count),),
    )  # fmt: skip


def random_links(rng: random.Random, reports: list[said.Record], now: int) -> list[said.Record]:
    """Return links: single ones, chains, triangles, two on one pair; some of them not at the standard, or told late."""
    pairs = [tuple(rng.sample(reports, 2)) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4)))]
    if len(reports) > 2 and rng.random() < 0.4:
        one, two, three = rng.sample(reports, 3)
        pairs = rng.sample([(one, two), (two, three), (three, one)], rng.choice((2, 3)))
    if pairs and len(pairs) < 4 and rng.random() < 0.3:
        first, second = rng.choice(pairs)
        pairs.append((second, first))
    return [
        record(
            "link", f"link{index}",
            standing=rng.choice(("corroborated", "corroborated", "corroborated", "verified", "screened", "received")),
            recorded=instant(rng.choice((0, 0, 0, 1, 2, 3, now + 1))),
            details=said.Link(first.key, second.key, rng.choice(("confirmed", "confirmed", "provisional", "rejected"))),
        )
        for index, (first, second) in enumerate(pairs)
    ]  # fmt: skip


def random_docket(rng: random.Random, begins: int, now: int) -> list[said.Record]:
    """Return complaints, answers, and sometimes a complete channel."""
    docket = []
    for index in range(rng.choice((0, 1, 1, 2))):
        start = rng.randint(begins - 1, now)
        docket.append(
            record(
                "complaint", f"c{index}",
                standing=rng.choice(("corroborated", "corroborated", "screened", "received")),
                when=When(instant(start), instant(start + rng.choice((1, 1, 2)))),
                details=said.Complaint(f"{index}", rng.choice([each for each in CHOICES if each]),
                                    rng.choice(("yes", "yes", "unknown", "no"))),
            )
        )  # fmt: skip
        for number in range(rng.choice((0, 1, 1, 2))):
            reply = rng.randint(start, now + 1)
            docket.append(
                record(
                    "answer", f"a{index}-{number}",
                    standing=rng.choice(("corroborated", "corroborated", "screened", "received")),
                    when=When(instant(reply), instant(reply + rng.choice((1, 1, 2)))),
                    who=said.Who(by=rng.choice((CHOICES[0], CHOICES[3], None))),
                    details=said.Answer(f"s/c{index}"),
                )
            )  # fmt: skip
    if rng.random() < 0.6:
        docket.append(
            record(
                "watch", "channel", speaker="w", when=When(instant(0), instant(now + 4), "throughout"),
                details=said.Watch(("seen",), True), recorded=instant(now),
            )
        )  # fmt: skip
    return docket
