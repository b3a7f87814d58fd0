"""The vocabulary in words: every code that an answer or a record carries, as a message for the catalogues."""

from __future__ import annotations

from ceasefire.publish.words._language import Language, mark

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
    "civilians-killed": mark("civilians killed"),
    "civilians_killed": mark("civilians killed"),
    "injured": mark("injured"),
    "trucks": mark("trucks"),
    "parcels": mark("parcels"),
    "people": mark("people"),
    "strikes": mark("strikes"),
    "flights": mark("flights"),
    "convoys": mark("convoys"),
    "deliveries": mark("deliveries"),
    "incidents": mark("incidents"),
    "violations": mark("breaches alleged"),
    "breaches": mark("breaches alleged"),
}
REASONS = {
    "too vague in time or place for this measure": mark("too vague in time or place for this measure"),
}
EVENTS = {
    "air-strike": mark("air strike"),
    "shelling": mark("shelling"),
    "clash": mark("clash"),
    "flight": mark("flight"),
    "delivery": mark("delivery"),
    "killing": mark("killing"),
    "unknown": mark("kind of event unknown"),
}


def word(language: Language, vocabulary: dict[str, str], code: str) -> str:
    """Return a code in words; one that the vocabulary does not know is shown as written, with spaces."""
    message = vocabulary.get(code)
    return language.say(message) if message else code.replace("-", " ").replace("_", " ")
