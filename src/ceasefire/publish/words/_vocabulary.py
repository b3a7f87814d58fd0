"""The vocabulary in words: every code that an answer or a record carries, as a message for the catalogues."""

from __future__ import annotations

from ceasefire.publish.words._language import Language
from ceasefire.publish.words._voice import mark

VERDICTS = {
    "met": mark("met"),
    "not-met": mark("not met"),
    "undetermined": mark("undetermined"),
    "pending": mark("pending"),
    "not-applicable": mark("not applicable"),
}
IN_FORCE = {
    "in-force": mark("in force"),
    "not-in-force": mark("not in force"),
    "contested": mark("contested"),
}
CELLS = {
    "kept": mark("kept"),
    "broken": mark("broken"),
    "open": mark("open"),
    "not-observed": mark("not observed"),
    "not-in-force": mark("not in force"),
    "running": mark("running"),
    "future": mark("future"),
}
SIGNS = {
    "kept": "■",
    "broken": "✕",
    "open": "◪",
    "not-observed": "░",
    "not-in-force": "·",
    "running": "▷",
    "future": " ",
    "met": "■",
    "not-met": "✕",
    "undetermined": "◪",
    "pending": "○",
    "not-applicable": "–",
    "in-force": "■",
    "contested": "◪",
}
AUTHORITIES = {
    "agreed": mark("agreed"),
    "tabled": mark("tabled"),
    "attributed": mark("attributed"),
    "illustration": mark("illustration"),
}
KNOWLEDGE = {
    "recorded": mark("as recorded in the ledger"),
    "as-reported": mark("as reported at the time"),
    "hindsight": mark("with hindsight"),
}
KINDS = {
    "report": mark("report"),
    "tally": mark("tally"),
    "statement": mark("statement"),
    "determination": mark("determination"),
    "complaint": mark("complaint"),
    "answer": mark("answer"),
    "movement": mark("movement"),
    "watch": mark("watch"),
    "notice": mark("notice"),
    "finding": mark("finding"),
    "act": mark("act"),
    "link": mark("link"),
    "standing": mark("decision on standing"),
    "step": mark("step"),
}
STANDINGS = {
    "received": mark("received"),
    "screened": mark("screened"),
    "corroborated": mark("corroborated"),
    "verified": mark("verified"),
    "unverifiable": mark("unverifiable"),
    "not-locatable": mark("not locatable"),
    "false": mark("found false"),
}
STANCES = {
    "asserts": mark("asserts"),
    "denies": mark("denies"),
    "accepts": mark("accepts"),
    "apologises": mark("apologises"),
    "cannot-confirm": mark("cannot confirm"),
    "corrects": mark("corrects"),
    "requests-clarification": mark("requests clarification"),
    "declares-ended": mark("declares it ended"),
}
VIEWS = {
    "met": mark("met"),
    "partly-met": mark("partly met"),
    "not-met": mark("not met"),
    "ended": mark("ended"),
}
STATUSES = {
    "requested": mark("requested"),
    "approved": mark("approved"),
    "letter": mark("facilitation letter"),
    "departed": mark("departed"),
    "arrived": mark("arrived"),
    "delivered": mark("delivered"),
    "refused": mark("refused"),
    "delayed": mark("delayed"),
    "turned-back": mark("turned back"),
    "attacked": mark("attacked"),
}
ACTS = {
    "extends": mark("extends"),
    "resets": mark("resets the clock"),
    "suspends": mark("suspends"),
    "resumes": mark("resumes"),
    "ends": mark("ends"),
}
ANSWERS = {
    "yes": mark("yes"),
    "no": mark("no"),
    "unknown": mark("unknown"),
    "unverifiable": mark("unverifiable"),
    "outside": mark("outside the agreement"),
    "named": mark("named"),
    "not-identifiable": mark("not identifiable"),
}
PURPOSES = {
    "aid": mark("aid"),
    "evacuation": mark("evacuation"),
    "medical": mark("medical"),
    "repair": mark("repair"),
    "patrol": mark("patrol"),
    "demining": mark("demining"),
}
UNITS = {
    "killed": mark("killed"),
    "killed-civilians": mark("civilians killed"),
    "killed-medical": mark("medical workers killed"),
    "injured": mark("injured"),
    "trucks": mark("trucks"),
    "vehicles": mark("vehicles"),
    "parcels": mark("parcels"),
    "items-removed": mark("items removed"),
    "people": mark("people"),
    "people-intended": mark("people it was meant for"),
    "people-reached": mark("people reached"),
    "people-besieged": mark("people besieged"),
    "strikes": mark("strikes"),
    "raids": mark("raids"),
    "flights": mark("flights"),
    "aircraft": mark("aircraft"),
    "convoys": mark("convoys"),
    "deliveries": mark("deliveries"),
    "incidents": mark("incidents"),
    "explosions": mark("explosions"),
    "areas": mark("areas"),
    "checkpoints": mark("checkpoints"),
    "posts": mark("posts"),
    "personnel": mark("personnel"),
    "equipment": mark("equipment"),
    "heavy-weapons": mark("heavy weapons"),
    "violations": mark("breaches alleged"),
    "metres-off": mark("metres off"),
    "minutes": mark("minutes"),
}
REASONS = {
    "too vague in time or place for this measure": mark("too vague in time or place for this measure"),
}
EVENTS = {
    "air-strike": mark("air strike"),
    "aircraft-downed": mark("aircraft downed"),
    "attack": mark("attack"),
    "battles": mark("battles"),
    "checkpoint": mark("checkpoint"),
    "clash": mark("clash"),
    "count": mark("count"),
    "delivery": mark("delivery"),
    "explosion": mark("explosion"),
    "ferry": mark("ferry"),
    "flight": mark("flight"),
    "flight-over-agreed-area": mark("flight over an agreed area"),
    "flight-over-key-area": mark("flight over a key area"),
    "heavy-weapons": mark("heavy weapons"),
    "movement": mark("movement"),
    "non-state": mark("violence between armed groups"),
    "one-sided": mark("one-sided violence"),
    "patrol": mark("patrol"),
    "post": mark("post"),
    "shelling": mark("shelling"),
    "sighting": mark("sighting"),
    "state-based": mark("state-based violence"),
    "territory-taken": mark("territory taken"),
    "un-deliveries": mark("United Nations deliveries"),
    "withdrawal": mark("withdrawal"),
}


def word(language: Language, vocabulary: dict[str, str], code: str) -> str:
    """Return a code in words; one that the vocabulary does not know is shown as written, with spaces."""
    message = vocabulary.get(code)
    return language.say(message) if message else code.replace("-", " ").replace("_", " ")
