"""Random small worlds: an instrument, a reading, records, all with every kind of uncertainty, on a grid of half-days."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction

from ceasefire import agreement as A
from ceasefire import records as R
from ceasefire.assess import ReferenceEngine, known_at
from ceasefire.assess._areas import regions_of
from ceasefire.assess._cases import Moment, case_for
from ceasefire.assess.engines import Inputs, table_from_records
from ceasefire.times import When

SLOT_S = 43_200
ORIGIN = 1_473_638_400  # 2016-09-12T00:00:00Z
NAMES = A.Names("x")
FILTERS = (
    A.Filter(),
    A.Filter(by=A.SetFilter(any=frozenset({"a"}))),
    A.Filter(by=A.SetFilter(any=frozenset({"a", "b"}))),
    A.Filter(by=A.SetFilter(only=frozenset({"a"}))),
    A.Filter(by=A.SetFilter(all=frozenset({"a", "b"}))),
)
CHOICES = (
    R.Choice("all_of", ("a",)),
    R.Choice("all_of", ("b",)),
    R.Choice("all_of", ("a", "b")),
    R.Choice("any_of", ("a", "b")),
    R.Choice("any_of", ("group",)),
    R.UNKNOWN,
    None,
)
GROUP = ("a", "c")


@dataclass(frozen=True)
class World:
    """One world: what the program is given. Slots count half-days from ORIGIN; a day is two slots."""

    form: A.Form
    areas: tuple[str, ...]
    mode: str
    begins: int
    ends: int | None
    now: int
    records: tuple[R.Record, ...]
    acts: tuple[R.Record, ...]
    watched: frozenset[tuple[str, int]]
    vague_days: int | None
    distinct: frozenset[str]
    permitted: bool = False

    def node(self, engine=None):
        """Return the program's answer."""
        return self.evaluate(self.case(engine))

    def evaluate(self, case):
        """Return the answer in a case of this world."""
        from ceasefire.assess.forms import evaluate

        return evaluate(case, self.form)

    def case(self, engine=None):
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


def agreement_of(world: World) -> A.Agreement:
    """Return an agreement with one term and one reading."""
    citation = A.Citation("x", "2016")
    rule = A.SetFilter(all=frozenset({"a", "b"}))
    rules = A.ActRules(rule, rule, rule, rule, rule)
    ends = None if world.ends is None else instant(world.ends)
    reading = A.Reading(
        id="r", names=NAMES, authority="agreed", form=world.form, instrument="i", source=citation,
        areas=world.areas, areas_mode=world.mode,
        findings=A.FindingRule(("body",), permitted_excluded=world.permitted),
        coverage=A.CoverageRule(("w",), ("seen",)), vague=A.Vagueness(days=world.vague_days),
    )  # fmt: skip
    whole = A.Area("ab", NAMES, A.Code("ocha-pcode", "SY"))
    areas = (
        whole,
        *(A.Area(each, NAMES, A.Code("ocha-pcode", f"SY0{each}"), "ab") for each in ("p", "q"))
    )  # fmt: skip
    return A.Agreement(
        id="w", names=NAMES, zone="UTC", day_begins_s=0, source=citation, parties=(), guarantors=(), excluded=(),
        actors=(), collectives=(A.Collective("group", NAMES, GROUP),), sources=(), areas=areas,
        instruments=(A.Instrument("i", NAMES, (), instant(world.begins), ends, rules),),
        terms=(A.Term("t", NAMES, "", citation, (reading,)),), milestones=(), hash="",
    )  # fmt: skip


def record(kind: str, ident: str, **parts) -> R.Record:
    """Return a record with everything not named left empty."""
    base = {
        "source": "s", "version": 1, "dataset": "loose", "position": 0, "recorded": 0, "claimed_recorded": None,
        "speaker": "s", "carrier": "", "origin": "", "standing": "corroborated", "when": None, "where": None,
        "who": R.Who(), "what": R.UNKNOWN, "counts": (), "absent_means_none": (), "incidents": (), "withdrawn": False,
        "text": (), "cites": R.Cites(), "details": None, "hash": ident,
    }  # fmt: skip
    return R.Record(kind=kind, id=ident, **(base | parts))


def watch_records(world: World) -> list[R.Record]:
    """Return one watch for each watched area and day."""
    return [
        record(
            "watch", f"watch-{area}-{day}", speaker="w", where=R.Where(scheme="agreement", code=area),
            when=When(instant(2 * day), instant(2 * day + 2), "throughout"), details=R.Watch(("seen",), True),
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


def random_form(rng: random.Random, kind: str) -> A.Form:
    """Return a random form of a kind."""
    unit = rng.choice(("killed", "killed", "incidents"))
    measure = A.Measure(unit, filters=(rng.choice(FILTERS),))
    at_most: Fraction | A.Baseline = Fraction(rng.choice((0, 1, 2, 3)), rng.choice((1, 1, 2)))
    if rng.random() < 0.2 and kind in ("limit", "hold", "all", "any"):
        at_most = A.Baseline(Fraction(1, rng.choice((1, 2))), days_before=2)
    limit = A.Limit(measure, at_most)
    if kind == "limit":
        return limit
    if kind == "never":
        return A.Never(measure)
    if kind == "absent":
        return A.State(measure, "absent", rng.choice((0, 0, 1)), rng.choice((1, 1, 2)))
    if kind == "present":
        return A.State(measure, "present", rng.choice((1, 2)), rng.choice((1, 1, 2)))
    if kind == "hold":
        restart = rng.choice(("next-day", "next-day", "instant"))
        condition = rng.choice((limit, limit, A.Never(measure)))
        breach = "restart" if restart == "instant" else rng.choice(("restart", "restart", "fail"))
        return A.Hold(condition, rng.choice((1, 2, 2, 3)), breach, restart, rng.random() < 0.3)
    if kind == "floor":
        return A.Floor(measure, rng.choice((1, 2)), rng.choice((1, 2, 3)), rng.choice(("sliding", "tiled")))
    if kind == "deadline":
        return A.Deadline(measure, rng.choice((1, 2)), rng.choice((1, 2, 3)))
    if kind == "response":
        return A.Response(SLOT_S * rng.choice((1, 2)), rng.choice((None, A.SetFilter(any=frozenset({"a"})))))
    if kind in ("all", "any"):
        inner = ("limit", "never", "hold", "floor", "deadline", "not")
        parts = tuple(random_form(rng, rng.choice(inner)) for _ in range(2))
        if kind == "all" and rng.random() < 0.5:
            parts = tuple(A.Never(replace(measure, filters=(each,))) for each in rng.sample(FILTERS[1:], 2))
        return A.AllOf(parts) if kind == "all" else A.AnyOf(parts)
    return A.NotThat(random_form(rng, rng.choice(("limit", "never", "hold", "floor", "deadline"))))


def random_record(rng: random.Random, index: int, first: int, now: int, kind: str) -> R.Record:
    """Return a random report."""
    low = rng.choice((0, 1, 1, 2))
    high = rng.choice((low, low, low + 1, None))
    start = rng.randint(max(0, first - 1), now)
    length = rng.choice((1, 1, 2, 2, 3, 4))
    how = rng.choice(("sometime", "sometime", "spread", "throughout"))
    if kind in ("present", "absent"):
        how = rng.choice(("sometime", "throughout"))
    place = rng.choice((R.Where(scheme="agreement", code="p"), R.Where(scheme="agreement", code="p"),
                        R.Where(scheme="agreement", code="q"), R.Where(scheme="agreement", code="ab"), None))  # fmt: skip
    if kind in ("present", "absent"):
        place = rng.choice((R.Where(scheme="agreement", code="p"), None))
    dataset = rng.choice(("d1", "d1", "d1", "d2", "loose"))
    return record(
        "report", f"r{index}", source=dataset, dataset=dataset,
        standing=rng.choice(("corroborated", "corroborated", "corroborated", "screened", "received")),
        when=When(instant(start), instant(start + length), how), where=place,
        who=R.Who(by=rng.choice(CHOICES)),
        counts=(R.Count("killed", low, None, high),),
        incidents=rng.choice(((), (), (), ("X",), ("X", "Y"))) if kind not in ("present", "absent") else (),
    )  # fmt: skip


def random_act(rng: random.Random, index: int, begins: int, now: int) -> R.Record:
    """Return a random act, joint, one side's, or of an unknown pair."""
    what = rng.choice(("extends", "extends", "ends", "suspends", "resumes", "resets"))
    effective = rng.randint(begins, now)
    until = instant(effective + rng.randint(1, 4)) if what == "extends" else None
    return record(
        "act", f"act{index}", standing=rng.choice(("corroborated", "corroborated", "screened", "received")),
        who=R.Who(by=rng.choice((R.Choice("all_of", ("a", "b")), R.Choice("any_of", ("a", "b")),
                                 R.Choice("all_of", ("a",))))),
        details=R.Act(what, "i", instant(effective), until),
        recorded=rng.choice((0, 0, 0, 0, instant(now + 1))),
    )  # fmt: skip


def random_finding(rng: random.Random, index: int) -> R.Record:
    """Return a finding on incident X by the body whose findings count: whether, who, permitted."""
    return record(
        "finding", f"f{index}", speaker="body",
        who=R.Who(by=rng.choice((*CHOICES[:4], None, None))),
        details=R.Finding("X", happened=rng.choice(("yes", "no", "")), identifiable=rng.choice(("", "", "no")),
                          permitted=rng.choice(("", "", "yes"))),
    )  # fmt: skip


def random_link(rng: random.Random, records: tuple[R.Record, ...]) -> R.Record:
    """Return a link between two of the records."""
    first, second = rng.sample(records, 2)
    return record("link", "link", details=R.Link(first.key, second.key, rng.choice(("provisional", "rejected"))))


def random_docket(rng: random.Random, begins: int, now: int) -> list[R.Record]:
    """Return complaints, answers, and sometimes a complete channel."""
    docket = []
    for index in range(rng.choice((0, 1, 1, 2))):
        start = rng.randint(begins - 1, now)
        docket.append(
            record(
                "complaint", f"c{index}",
                standing=rng.choice(("corroborated", "corroborated", "screened", "received")),
                when=When(instant(start), instant(start + rng.choice((1, 1, 2)))),
                details=R.Complaint(f"{index}", rng.choice([each for each in CHOICES if each]),
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
                    who=R.Who(by=rng.choice((R.Choice("all_of", ("a",)), R.Choice("any_of", ("a", "b")), None))),
                    details=R.Answer(f"s/c{index}"),
                )
            )  # fmt: skip
    if rng.random() < 0.6:
        docket.append(
            record(
                "watch", "channel", speaker="w", when=When(instant(0), instant(now + 4), "throughout"),
                details=R.Watch(("seen",), True),
            )
        )  # fmt: skip
    return docket
