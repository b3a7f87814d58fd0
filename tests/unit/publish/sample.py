"""A small agreement, its records and its answer, made by hand: every state, authority, verdict and kind occurs."""

import dataclasses
import datetime as dt
from fractions import Fraction

from ceasefire.agreement import (
    ActRules,
    Agreement,
    AllOf,
    AnswersFor,
    Area,
    Baseline,
    Citation,
    Code,
    CoverageRule,
    Deadline,
    Excluded,
    Filter,
    Floor,
    Guarantor,
    Hold,
    Instrument,
    Limit,
    Measure,
    Milestone,
    MilestoneSet,
    Names,
    Never,
    Party,
    Reading,
    Response,
    SetFilter,
    Source,
    Term,
)
from ceasefire.assess import (
    AreaResult,
    Assessment,
    Cell,
    Clock,
    InForce,
    MilestoneResult,
    ReadingResult,
    RecordSummary,
    SetAside,
    SetResult,
    Settle,
    Span,
    TermResult,
)
from ceasefire.records import (
    Act,
    Choice,
    Cites,
    Count,
    Determination,
    Finding,
    Record,
    Statement,
    Tally,
    Where,
    Who,
)
from ceasefire.times import When, calendar_for, instant_from_text, zone_from_text

BEGIN = instant_from_text("2016-09-12T19:00:00+03:00")
ENDS = instant_from_text("2016-09-19T19:00:00+03:00")
AT = instant_from_text("2016-09-20T00:00:00+03:00")
DAMASCUS = zone_from_text("Asia/Damascus")

US = Citation("united-states", "2016-09-14", quote="reduced violence over seven consecutive days")
PENTAGON = Citation("pentagon", "2016-09-09", quote="all Syrian planes from day one")
PAPER = Citation("washington-examiner", "2016-09-19", "What went wrong in Syria", "seven straight days")


def _names(english: str, arabic: str, russian: str) -> Names:
    return Names(english, arabic, russian)


AREAS = (
    Area("aleppo", _names("Aleppo", "حلب", "Алеппо"), Code("ocha-pcode", "SY02", "2016-09-05")),
    Area("idlib", _names("Idlib", "إدلب", "Идлиб"), Code("ocha-pcode", "SY07", "2016-09-05")),
    Area("hama", _names("Hama", "حماة", "Хама"), Code("ocha-pcode", "SY05", "2016-09-05")),
    Area("homs", _names("Homs", "حمص", "Хомс"), Code("ocha-pcode", "SY04", "2016-09-05")),
    Area(
        "rural-damascus",
        _names("Rural Damascus", "ريف دمشق", "Дамаск (мухафаза Риф-Димашк)"),
        Code("ocha-pcode", "SY03", "2016-09-05"),
    ),
    Area("latakia", _names("Latakia", "اللاذقية", "Латакия"), Code("ocha-pcode", "SY06", "2016-09-05")),
    Area(
        "deir-ez-zor",
        _names("Deir ez-Zor", "دير الزور", "Дейр-эз-Зор"),
        Code("ocha-pcode", "SY09", "2016-09-05"),
    ),
)

KILLED = Measure("killed", ("report",), (Filter(by=SetFilter(any=frozenset({"government", "opposition", "russia"}))),))
HALF = Limit(KILLED, Baseline(Fraction(1, 2), dt.date(2016, 8, 15), dt.date(2016, 9, 11)))
FLIGHTS = Measure(
    "incidents",
    ("report",),
    (
        Filter(
            by=SetFilter(any=frozenset({"government"})),
            what=SetFilter(any=frozenset({"flight", "air-strike"})),
        ),
    ),
)
DELIVERED = Measure("deliveries", ("movement",), (Filter(status=SetFilter(any=frozenset({"delivered"}))),))

AGREEMENT = Agreement(
    id="syria-2016-09",
    names=_names(
        "Cessation of hostilities, Syria, September 2016",
        "وقف الأعمال العدائية، سوريا، أيلول/سبتمبر 2016",
        "Прекращение боевых действий, Сирия, сентябрь 2016 года",
    ),
    zone="Asia/Damascus",
    day_begins_s=19 * 3600,
    source=PAPER,
    parties=(
        Party("government", _names("Syrian government", "الحكومة السورية", "Правительство Сирии")),
        Party("opposition", _names("Opposition groups", "فصائل المعارضة", "Группы оппозиции")),
    ),
    guarantors=(
        Guarantor(
            "united-states",
            _names("United States", "الولايات المتحدة", "США"),
            (AnswersFor("opposition", US),),
        ),
        Guarantor(
            "russia",
            _names("Russian Federation", "الاتحاد الروسي", "Российская Федерация"),
            (AnswersFor("government", US),),
        ),
    ),
    excluded=(Excluded("isil", _names("Islamic State", "تنظيم الدولة الإسلامية", "«Исламское государство»"), (US,)),),
    actors=(),
    collectives=(),
    sources=(
        Source("un-ocha", _names("UN OCHA", "مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية", "УКГВ ООН"), "un"),
        Source("sohr", _names("SOHR", "المرصد السوري", "СОНПЧ"), "monitor"),
        Source("snhr", _names("SNHR", "الشبكة السورية", "СНПЧ"), "monitor"),
        Source(
            "un-coi",
            _names("UN Commission of Inquiry", "لجنة التحقيق الدولية", "Комиссия ООН по расследованию"),
            "un",
        ),
        Source(
            "syrian-army",
            _names("Syrian army command", "قيادة الجيش السوري", "Командование сирийской армии"),
            "party",
        ),
        Source(
            "russian-centre",
            _names("Russian Reconciliation Centre", "المركز الروسي للمصالحة", "Российский центр примирения"),
            "guarantor",
        ),
        Source("pentagon", _names("Pentagon", "البنتاغون", "Пентагон"), "guarantor"),
    ),
    areas=AREAS,
    instruments=(
        Instrument(
            "arrangement",
            _names("United States-Russia arrangement", "الترتيب الأمريكي الروسي", "Договорённость США и России"),
            ("government", "opposition"),
            BEGIN,
            BEGIN + 2 * 86400,
            ActRules(),
        ),
        Instrument(
            "army-truce",
            _names("Syrian army’s own truce", "هدنة الجيش السوري", "Перемирие, объявленное армией Сирии"),
            ("government",),
            BEGIN,
            BEGIN + 6 * 86400 + 17940,
            ActRules(),
        ),
    ),
    terms=(
        Term(
            "reduced-violence",
            _names(
                "Reduced violence for seven straight days",
                "خفض العنف سبعة أيام متتالية",
                "Снижение насилия семь дней подряд",
            ),
            "If violence is significantly reduced for seven straight days",
            PAPER,
            (
                Reading(
                    "as-us",
                    _names(
                        "“Reduced violence over seven consecutive days”: no day above the days before",
                        "«خفض العنف على مدى سبعة أيام متتالية»: لا يوم فوق ما سبقه",
                        "«Снижение насилия семь дней подряд»: ни одного дня хуже прежнего",
                    ),
                    "attributed",
                    Hold(HALF, 7),
                    "arrangement",
                    US,
                    areas=tuple(a.id for a in AREAS),
                    coverage=CoverageRule(("un-ocha",), ("killed",), Fraction(3, 4)),
                ),
                Reading(
                    "half-of-before",
                    _names(
                        "Deaths at most half the mean of the 28 days before",
                        "الوفيات لا تتجاوز نصف متوسط 28 يومًا سابقة",
                        "Погибших не больше половины среднего за 28 предыдущих дней",
                    ),
                    "illustration",
                    Hold(HALF, 7),
                    "arrangement",
                    areas=("aleppo", "idlib"),
                ),
            ),
        ),
        Term(
            "aid-access",
            _names("Aid into besieged areas", "المساعدات إلى المناطق المحاصرة", "Помощь в осаждённые районы"),
            "aid flows freely into Aleppo and other besieged areas",
            PAPER,
            (
                Reading(
                    "every-area",
                    _names(
                        "Every besieged area reached within seven days",
                        "الوصول إلى كل منطقة خلال سبعة أيام",
                        "До каждого района помощь дошла за семь дней",
                    ),
                    "agreed",
                    Floor(DELIVERED, 1, 7, "tiled"),
                    "arrangement",
                    US,
                    areas=("aleppo", "homs"),
                    areas_mode="each",
                ),
            ),
        ),
        Term(
            "grounding",
            _names(
                "Aircraft grounded from day one",
                "وقف الطيران منذ اليوم الأول",
                "Авиация не летает с первого дня",
            ),
            "planes grounded from day one",
            PAPER,
            (
                Reading(
                    "all-syrian",
                    _names(
                        "No Syrian aircraft anywhere",
                        "لا طائرات سورية في أي مكان",
                        "Никаких сирийских самолётов нигде",
                    ),
                    "attributed",
                    Never(FLIGHTS),
                    "arrangement",
                    PENTAGON,
                ),
                Reading(
                    "no-both",
                    _names(
                        "No Syrian and no Russian aircraft over agreed areas",
                        "لا طائرات سورية ولا روسية فوق المناطق المتفق عليها",
                        "Ни сирийских, ни российских самолётов над согласованными районами",
                    ),
                    "illustration",
                    AllOf((Never(FLIGHTS), Never(FLIGHTS))),
                    "arrangement",
                ),
            ),
        ),
        Term(
            "complaints",
            _names("Answer to complaints", "الرد على الشكاوى", "Ответ на жалобы"),
            "each complaint is answered",
            PAPER,
            (
                Reading(
                    "within-24h",
                    _names(
                        "Every admitted complaint within 24 hours",
                        "كل شكوى مقبولة خلال 24 ساعة",
                        "На каждую признанную жалобу за 24 часа",
                    ),
                    "illustration",
                    Response(86400, SetFilter(any=frozenset({"russia"}))),
                    "arrangement",
                ),
                Reading(
                    "checkpoints",
                    _names("Two checkpoints by day two", "حاجزان بحلول اليوم الثاني", "Два поста ко второму дню"),
                    "tabled",
                    Deadline(DELIVERED, 2, 2),
                    "arrangement",
                    US,
                ),
            ),
        ),
    ),
    milestones=(
        Milestone(
            "jic",
            _names(
                "Conditions for the Joint Implementation Center",
                "شروط إنشاء مركز التنفيذ المشترك",
                "Условия создания Совместного исполнительного центра",
            ),
            (
                MilestoneSet(
                    "as-quoted",
                    _names("As quoted", "كما وردت", "Как в цитате"),
                    (("reduced-violence", "as-us"), ("aid-access", "every-area")),
                ),
            ),
            PAPER,
        ),
    ),
    hash="sha256:" + "a" * 64,
)

_OUTCOMES = {
    "kept": 1,
    "broken": 2,
    "open": 3,
    "not-observed": 3,
    "not-in-force": 8,
    "running": 5,
    "future": 4,
}


def cells(states: str, first: int = BEGIN, limit: int | None = 22) -> tuple[Cell, ...]:
    """Return a day for each letter: k kept, b broken, o open, n not observed, x not in force, r running, f future."""
    words = {
        "k": "kept",
        "b": "broken",
        "o": "open",
        "n": "not-observed",
        "x": "not-in-force",
        "r": "running",
        "f": "future",
    }
    calendar = calendar_for(DAMASCUS, 19 * 3600, first, first + 86400 * len(states))
    low_high = {
        "k": (4, 9),
        "b": (117, 214),
        "o": (12, 38),
        "n": (0, None),
        "x": (0, 0),
        "r": (3, None),
        "f": (0, None),
    }
    return tuple(
        Cell(
            calendar.bounds[index],
            calendar.bounds[index + 1],
            calendar.date(index).isoformat(),
            words[letter],
            *low_high[letter],
            limit,
            limit,
            _OUTCOMES[words[letter]],
            letter in "kb",
        )
        for index, letter in enumerate(states)
    )


_GRID = {
    "aleppo": "xkkobkbbr",
    "idlib": "xnkkknkkr",
    "hama": "xbnnnbkor",
    "homs": "xknknnonr",
    "rural-damascus": "xokkkkkkr",
    "latakia": "xkoookbnr",
    "deir-ez-zor": "xkknkkook",
}
_WORST = {"k": 0, "x": 0, "r": 0, "f": 0, "n": 1, "o": 2, "b": 3}
_DAY_BEFORE = BEGIN - 86400


def _verdict(states: str) -> tuple[str, int]:
    if "b" in states:
        return "not-met", 2
    return ("undetermined", 3) if {"o", "n"} & set(states) else ("met", 1)


def _areas(ids: tuple[str, ...]) -> tuple[AreaResult, ...]:
    result = []
    for each in ids:
        verdict, outcomes = _verdict(_GRID[each])
        result.append(
            AreaResult(
                each,
                verdict,
                cells(_GRID[each], _DAY_BEFORE),
                Clock(7, 0, 2, None, AT - 2 * 86400, None),
                outcomes,
            )
        )
    return tuple(result)


URUM = "un-ocha/urum-2016-09-20"
RAIDS = "sohr/aleppo-raids-2016-09-18"
VAGUE = "ucdp/354021"
RUMOUR = "press/rumour-7"


def answer() -> Assessment:
    """Return how it stood at midnight after 19 September, with numbers made up to show everything."""
    lead = ReadingResult(
        "as-us",
        "attributed",
        "hold",
        "undetermined",
        3,
        Clock(7, 0, 5, None, BEGIN, AT + 2 * 86400),
        cells("xkkkoobkr", _DAY_BEFORE),
        _areas(tuple(each.id for each in AREAS)),
        (35, 49),
        (SetAside(VAGUE, "the date is vaguer than 7 days", 0, 412),),
        (RUMOUR, "press/rumour-8"),
        (URUM, RAIDS, "sohr/talbiseh-2016-09-16"),
        (
            Settle((RAIDS,), "confirmed", 3),
            Settle(("aleppo@2016-09-16", "homs@2016-09-17"), "watch", 2),
            Settle((URUM,), "dismissed", 1),
        ),
    )
    other = dataclasses.replace(
        lead,
        id="half-of-before",
        authority="illustration",
        verdict="not-met",
        outcomes=2,
        clock=Clock(7, 0, 0, None, None, None),
        areas=_areas(("aleppo", "idlib")),
        settle=(),
        set_aside=(),
        unscreened=(),
    )
    aid = ReadingResult(
        "every-area",
        "agreed",
        "floor",
        "not-met",
        2,
        None,
        cells("xoooooobr", _DAY_BEFORE, None),
        _areas(("aleppo", "homs")),
        (16, 16),
        (),
        (),
        ("un-ocha/border-2016-09-19",),
        (),
    )
    flights = ReadingResult(
        "all-syrian",
        "attributed",
        "never",
        "undetermined",
        3,
        None,
        cells("kknnoobor", BEGIN, 0),
        (AreaResult("", "undetermined", cells("kknnoobor", BEGIN, 0), None, 3),),
        (3, 8),
        (),
        (RUMOUR,),
        (URUM,),
        (Settle((URUM,), "confirmed", 1),),
    )
    both = dataclasses.replace(
        flights, id="no-both", authority="illustration", form="all", verdict="not-met", outcomes=2, settle=()
    )
    complaints = ReadingResult(
        "within-24h",
        "illustration",
        "response",
        "pending",
        4,
        None,
        (),
        (),
        (0, 0),
        (),
        (),
        (),
        (Settle(("sohr/complaint-3",), "confirmed", 1),),
    )
    checkpoints = ReadingResult(
        "checkpoints", "tabled", "deadline", "not-applicable", 8, None, (), (), (0, 0), (), (), (), ()
    )
    return Assessment(
        agreement="syria-2016-09",
        at=AT,
        as_of=AT,
        knowledge="as-reported",
        digest="sha256:" + "9be2" * 16,
        inputs="sha256:" + "4f9c" * 16,
        semantics="1",
        tzdata="2026.2",
        records=RecordSummary(163, 140, 12, 3, 8),
        in_force=(
            InForce(
                "arrangement",
                "contested",
                (Span(BEGIN, BEGIN + 4 * 86400, True), Span(BEGIN + 4 * 86400, ENDS, False)),
                ("united-states/act-extend-1", "russia/act-extend-2"),
                ("syrian-army/over", "united-states/not-dead"),
            ),
            InForce("army-truce", "not-in-force", (Span(BEGIN, BEGIN + 6 * 86400 + 17940, True),), (), ()),
        ),
        terms=(
            TermResult("reduced-violence", (lead, other)),
            TermResult("aid-access", (aid,)),
            TermResult("grounding", (flights, both)),
            TermResult("complaints", (checkpoints, complaints)),
        ),
        milestones=(
            MilestoneResult(
                "jic",
                "not-met",
                (SetResult("as-quoted", "not-met", ("reduced-violence/as-us", "aid-access/every-area")),),
            ),
        ),
    )


def record(kind: str, key: str, **fields) -> Record:
    """Return a record with everything left out but what is given."""
    source, _, id_ = key.partition("/")
    blank = Record(
        kind=kind,
        source=source,
        id=id_,
        version=1,
        dataset="sample",
        position=0,
        recorded=None,
        claimed_recorded=AT - 3600,
        speaker=source,
        carrier="",
        origin="",
        standing="corroborated",
        when=None,
        where=None,
        who=Who(),
        what=Choice("unknown"),
        counts=(),
        absent_means_none=(),
        incidents=(),
        withdrawn=False,
        text=(),
        cites=Cites(),
        details=None,
        hash="sha256:" + "0" * 64,
    )
    return dataclasses.replace(blank, **fields)


def moment(text: str, hours: float = 1) -> When:
    """Return an interval that begins at a local time."""
    start = instant_from_text(f"{text}:00+03:00")
    return When(start, start + int(hours * 3600))


def records() -> tuple[Record, ...]:
    """Return the records that the answer names, and what the sides say."""
    week = When(BEGIN, ENDS, "spread")
    either = Choice("any_of", ("government", "russia"))
    return (
        record(
            "report",
            URUM,
            carrier="ReliefWeb",
            when=moment("2016-09-19T19:10", 0.75),
            where=Where(scheme="agreement", code="aleppo"),
            who=Who(by=either),
            what=Choice("any_of", ("air-strike",)),
            counts=(Count("killed", 18, None, None, "at least 18"), Count("trucks", 18, 18, 18, "18 of 31")),
            incidents=("urum-convoy",),
            text=(
                ("en", "A UN and SARC convoy was hit at Urum al-Kubra."),
                ("ar", "أصيبت قافلة للأمم المتحدة والهلال الأحمر في أورم الكبرى."),
                ("ru", "В Урум-эль-Кубре обстреляна колонна ООН и Красного Полумесяца."),
            ),
            cites=Cites("Flash update", "2016-09-20", "https://reliefweb.int/"),
        ),
        record(
            "report",
            RAIDS,
            when=moment("2016-09-18T00:00", 24),
            where=Where(scheme="ocha-pcode", code="SY02"),
            who=Who(by=Choice("any_of", ("government",))),
            what=Choice("any_of", ("air-strike",)),
            standing="screened",
            counts=(Count("killed", 1, 1, 4, "one woman; four by another count"),),
            text=(("en", "Five raids on eastern Aleppo, the first since the truce."),),
        ),
        record(
            "report",
            "sohr/talbiseh-2016-09-16",
            when=moment("2016-09-16T00:00", 48),
            counts=(Count("killed", 2, 2, 2, "two"),),
            text=(("en", "Two killed at Talbiseh."),),
        ),
        record(
            "report",
            VAGUE,
            when=moment("2016-01-01T00:00", 24 * 365),
            counts=(Count("killed", 0, 412, 412, "412"),),
            text=(("en", "A year’s total."),),
        ),
        record(
            "report",
            RUMOUR,
            standing="received",
            when=moment("2016-09-17T10:00"),
            text=(("en", "Talk of a helicopter over Handarat."),),
        ),
        record(
            "movement",
            "un-ocha/border-2016-09-19",
            when=moment("2016-09-19T12:00"),
            text=(("en", "Convoy for eastern Aleppo still at the border."),),
        ),
        record(
            "determination",
            "united-states/kirby-violence",
            when=week,
            details=Determination("reduced-violence", "partly-met"),
            carrier="State Department transcript",
            text=(("en", "A measure of reduced violence over the week, despite continued government attacks."),),
        ),
        record(
            "determination",
            "united-states/kirby-aid",
            when=week,
            details=Determination("aid-access", "not-met"),
            text=(("en", "No sustained flow of relief; deliveries only began today."),),
        ),
        record(
            "determination",
            "syrian-army/over-term",
            when=week,
            details=Determination("reduced-violence", "ended"),
            text=(("en", "The period of calm is over."), ("ar", "انتهت فترة التهدئة.")),
        ),
        record(
            "statement",
            "syrian-army/over",
            when=moment("2016-09-19T18:45"),
            details=Statement("declares-ended", instrument="arrangement"),
            text=(("en", "The regime of calm is over; over 300 breaches by armed groups."),),
        ),
        record(
            "statement",
            "united-states/not-dead",
            when=moment("2016-09-20T17:00"),
            details=Statement("denies", instrument="arrangement"),
            text=(("en", "The ceasefire is not dead."),),
        ),
        record(
            "statement",
            "sohr/urum-who",
            when=moment("2016-09-19T22:00"),
            who=Who(by=either),
            details=Statement("asserts", about="urum-convoy"),
            text=(("en", "The planes were Syrian or Russian."),),
        ),
        record(
            "statement",
            "russia/urum-denial",
            when=moment("2016-09-20T12:00"),
            details=Statement("denies", about=URUM),
            text=(("en", "Neither Russian nor Syrian aircraft struck the convoy."),),
        ),
        record(
            "finding",
            "un-coi/urum",
            when=moment("2017-03-01T12:00"),
            who=Who(by=Choice("all_of", ("government",))),
            details=Finding("urum-convoy", "yes", "no", "", "yes", "reasonable grounds"),
            text=(("en", "The Syrian air force struck the convoy."),),
        ),
        record(
            "tally",
            "syrian-army/week",
            when=week,
            who=Who(by=Choice("any_of", ("opposition",))),
            details=Tally("breaches by armed groups, country-wide", "armed groups"),
            counts=(Count("violations", 300, 300, None, "over 300"),),
        ),
        record(
            "tally",
            "russian-centre/week",
            when=When(BEGIN, BEGIN + 5 * 86400, "spread"),
            who=Who(by=Choice("any_of", ("opposition",))),
            details=Tally("breaches by the opposition; fire on excluded groups left out", "opposition groups"),
            counts=(Count("violations", 199, 199, 199, "199"),),
        ),
        record(
            "tally",
            "snhr/week-government",
            when=week,
            who=Who(by=Choice("all_of", ("government",))),
            details=Tally("combat breaches", "government forces"),
            counts=(Count("violations", 203, 203, 203, "203"),),
        ),
        record(
            "tally",
            "snhr/week-opposition",
            when=week,
            who=Who(by=Choice("all_of", ("opposition",))),
            details=Tally("combat breaches", "armed opposition"),
            counts=(Count("violations", 6, 6, 6, "6"),),
        ),
        record(
            "act",
            "united-states/act-extend-1",
            when=moment("2016-09-14T22:00"),
            who=Who(by=Choice("all_of", ("united-states", "russia"))),
            details=Act("extends", "arrangement", BEGIN + 2 * 86400, BEGIN + 4 * 86400),
            text=(("en", "Prolonged by 48 hours."),),
        ),
        record(
            "act",
            "russia/act-extend-2",
            when=moment("2016-09-16T22:00"),
            who=Who(by=Choice("all_of", ("russia",))),
            details=Act("extends", "arrangement", BEGIN + 4 * 86400, ENDS),
            text=(("en", "Ready to prolong by 72 hours."),),
        ),
    )
