"""What was told of the day: incidents, aid, and points on which the sides contradict each other."""

from __future__ import annotations

from ceasefire.incidents.dossier import Incident, conclusions_of, positions_of
from ceasefire.publish._evidence import bounds_in_words, counts_in_words, place_in_words, said_at
from ceasefire.publish._sides import Position, Subject, subjects_of
from ceasefire.publish.bulletin._content import Heading, Part
from ceasefire.publish.bulletin._material import Material
from ceasefire.publish.incidents._codes import STATE_SIGNS, STATES
from ceasefire.publish.incidents._dossier import title_of
from ceasefire.publish.words import STANCES, STATUSES, UNITS, NameBook, word
from ceasefire.records import Movement, Record, Tally

_MOST_ACCOUNTS = 6
_MOST_INCIDENTS = 40


def incidents_part(names: NameBook, material: Material) -> Part:
    """Return the incidents of the day, those that may be of it, and those of other days that were released since."""
    say = names.language.say
    groups = (
        (say("On this day"), material.of_the_day),
        (say("On this day or on the one beside it"), material.maybe_of_the_day),
        (say("Of other days, released since the bulletin before"), material.released_since),
    )
    filled = tuple(
        (title, (*(_incident(names, material, each) for each in own[:_MOST_INCIDENTS]), *_more(names, len(own))))
        for title, own in groups
        if own
    )
    note = say("Each source’s own count stands beside the others; nothing is added up.") if filled else ""
    empty = say("No incident of this day is released yet. That says nothing of what happened.")
    return Part("incidents", "", note=note, groups=filled, empty=empty)


def _more(names: NameBook, number: int) -> tuple[Heading, ...]:
    if number <= _MOST_INCIDENTS:
        return ()
    return (Heading("", names.language.count("and {n} more", "and {n} more", number - _MOST_INCIDENTS)),)


def _incident(names: NameBook, material: Material, incident: Incident) -> Heading:
    language, say = names.language, names.language.say
    labels = {"happened": say("happened"), "who": say("who"), "permitted": say("permitted")}
    conclusions = conclusions_of(incident, material.desk.situation)
    states = [
        say("{question}: {state}", question=labels[each.question], state=word(language, STATES, each.state))
        for each in conclusions
        if each.state not in ("not-asked", "unknown")
    ]
    told = [each for each in (*incident.accounts, *incident.findings) if each.counts]
    lines = [_counted(names, each) for each in told[:_MOST_ACCOUNTS]]
    if len(told) > _MOST_ACCOUNTS:
        lines.append(language.count("and {n} more", "and {n} more", len(told) - _MOST_ACCOUNTS))
    sign = STATE_SIGNS.get(conclusions[0].state, "")
    return Heading(
        title_of(names, incident), say("; ").join(states), sign, (*lines, *_positions(names, material, incident))
    )


def _counted(names: NameBook, record: Record) -> str:
    return names.language.say(
        "{speaker}: {counts}", speaker=names.actor(record.speaker), counts=counts_in_words(names, record.counts)
    )


def _positions(names: NameBook, material: Material, incident: Incident) -> list[str]:
    """Return who denies, accepts, apologises … as it stands, each speaker's last word."""
    language = names.language
    last = {each.speaker: each for each in positions_of(incident, material.desk.situation) if each.until is None}
    return [
        language.say(
            "{speaker}: {stance}", speaker=names.actor(each.speaker), stance=word(language, STANCES, each.stance)
        )
        for each in last.values()
        if each.counts
    ]


def aid_part(names: NameBook, material: Material) -> Part:
    """Return the rungs of aid that were reached on the day, or released since; each as its source tells it."""
    say = names.language.say
    found = [each for each in material.records.values() if isinstance(each.details, Movement)]
    own = [each for each in found if _is_told(material, each)]
    own.sort(key=lambda each: (each.when.earliest if each.when else 0, each.key))
    columns = (say("When"), say("Rung"), say("Where"), say("Counted"), say("According to"))
    note = say(
        "Approval is not departure, arrival is not delivery. Only what is over is told: delivered, refused, turned "
        "back or attacked."
    )
    empty = say("No movement of aid of this day is released. Nothing is told of convoys that are on their way.")
    return Part("aid", "", note=note, columns=columns, rows=tuple(_rung(names, each) for each in own), empty=empty)


def _rung(names: NameBook, record: Record) -> tuple[str, ...]:
    language, details = names.language, record.details
    status = details.status if isinstance(details, Movement) else ""
    return (
        language.interval(record.when.earliest, record.when.latest) if record.when else "–",
        word(language, STATUSES, status),
        place_in_words(names, record.where) or "–",
        counts_in_words(names, record.counts) or "–",
        names.actor(record.speaker),
    )


def _is_told(material: Material, record: Record) -> bool:
    """Return whether a record is of the day, or was released since the bulletin before."""
    if record.key in material.fresh:
        return True
    return record.when is not None and material.period.touches(record.when.earliest, record.when.latest)


def contested_part(names: NameBook, material: Material) -> Part:
    """Return on what the sides contradict each other, and what each counted on the day for itself."""
    say = names.language.say
    subjects = [each for each in subjects_of(names, material.records) if each.contradicted]
    groups = tuple((each.title.text, tuple(_position(each) for each in _last_words(each))) for each in subjects)
    rows = tuple(_tally(names, each) for each in _tallies(material))
    columns = (say("Source and period"), say("Its count"), say("Whom it accuses"))
    note = say(
        "What the sides say stands beside each other and changes no verdict. Counts are each source’s own, with its "
        "own mandate and scope; they are never added."
    )
    empty = say("Nothing that is released contradicts.")
    return Part("contested", "", note=note, groups=groups, columns=columns, rows=rows, empty=empty)


def _last_words(subject: Subject) -> list[Position]:
    """Return each speaker's last word, the oldest first."""
    return list({each.speaker: each for each in subject.positions}.values())


def _position(position: Position) -> Heading:
    since = (position.since,) if position.since else ()
    of = (position.of,) if position.of else ()
    return Heading(position.speaker, position.stance, details=(*position.details, *of, *since))


def _tallies(material: Material) -> list[Record]:
    found = [
        each
        for each in material.records.values()
        if isinstance(each.details, Tally) and each.when and each.counts and _is_told(material, each)
    ]
    return sorted(found, key=lambda each: (each.speaker, said_at(each) or 0, each.key))


def _tally(names: NameBook, record: Record) -> tuple[str, ...]:
    language, count = names.language, record.counts[0]
    period = language.interval(record.when.earliest, record.when.latest) if record.when else ""
    accused = names.choice(record.who.by) or (record.details.accused if isinstance(record.details, Tally) else "")
    return (
        language.say("{speaker}, {date}", speaker=names.actor(record.speaker), date=period),
        language.say("{unit}: {bounds}", unit=word(language, UNITS, count.unit), bounds=bounds_in_words(names, count)),
        accused or "–",
    )
