"""Every code that an incident carries, as a message for the catalogues."""

from __future__ import annotations

from ceasefire.publish.words import mark

QUESTIONS = {
    "happened": mark("Did it happen?"),
    "who": mark("Who did it?"),
    "permitted": mark("Was it permitted?"),
}
STATES = {
    "received": mark("received, not looked at yet"),
    "screened": mark("screened"),
    "corroborated": mark("corroborated"),
    "verified": mark("verified"),
    "unverifiable": mark("unverifiable"),
    "not-locatable": mark("not locatable"),
    "false": mark("false"),
    "taken-back": mark("taken back by its source"),
    "unknown": mark("not known"),
    "claimed": mark("claimed, not found"),
    "admitted": mark("admitted by a side that is named"),
    "found": mark("found"),
    "not-identifiable": mark("not identifiable"),
    "contested": mark("contested"),
    "not-asked": mark("nobody on record asks"),
    "permitted": mark("found permitted"),
    "not-permitted": mark("found not permitted"),
    "outside": mark("outside the agreement"),
}
STATE_SIGNS = {
    "verified": "■",
    "corroborated": "■",
    "found": "■",
    "admitted": "■",
    "permitted": "■",
    "not-permitted": "■",
    "contested": "◪",
    "claimed": "◪",
    "screened": "◪",
    "false": "✕",
}
STAGES = {
    "received": mark("received"),
    "not-admitted": mark("not admitted"),
    "admitted": mark("admitted"),
    "notified": mark("respondent notified"),
    "answered": mark("answered"),
    "inquiry": mark("under inquiry"),
    "found": mark("finding made"),
    "remedy": mark("remedy made"),
    "closed": mark("closed"),
}
MOMENTS = {
    "pre-notice": mark("notice before"),
    "event": mark("it began"),
    "call": mark("call"),
    "stopped": mark("it stopped"),
    "admission": mark("admission"),
    "apology": mark("apology"),
    "statement": mark("statement"),
    "reviewer-named": mark("reviewer named"),
    "finding": mark("finding"),
    "lessons": mark("lessons"),
}
CALLS = {
    "no-answer": mark("no answer"),
    "hung-up": mark("hung up"),
    "held": mark("held"),
}
AWAITED = {
    "complaint": mark("answer to a complaint"),
    "clarification": mark("clarification"),
    "position": mark("position on an incident"),
}
WHY_NOT = {
    "no-role": mark("moved nothing: it names no role, and there is a mission"),
    "not-in-table": mark("moved nothing: the table has no such move for that role"),
    "own-report": mark("moved nothing: nobody verifies the own report"),
    "one-origin": mark("moved nothing: there are not two independent origins, nor a direct observation by the mission"),
    "not-the-mission": mark("moved nothing: it does not come from the mission"),
    "taken-back": mark("no longer holds: the record was taken back"),
    "waits-for-another": mark("waits for a second person"),
    "told-before-a-correction": mark("no longer holds: the record was corrected since"),
}
WORK = {
    "settles-open": mark("would settle what is open"),
    "waits-for-second": mark("waits for a second person"),
    "fell-back": mark("fell back: corrected since it was decided"),
    "contradiction": mark("rejected, and joined all the same by other decisions"),
    "provisional": mark("provisional: nobody has confirmed or rejected it"),
    "suggested": mark("suggested"),
    "overdue": mark("overdue"),
    "awaited": mark("awaited"),
    "unscreened": mark("unscreened"),
}
TALLY_REASONS = {
    "mandate": mark("another mandate: it counts what its own body counts"),
    "scope": mark("another scope"),
    "one-sided": mark("one-sided: it accuses others only"),
    "overlaps": mark("overlaps other counts of the same source: added, they count twice"),
    "missing-bulletins": mark("days without a bulletin before it"),
}
LINKS = {
    "confirmed": mark("confirmed to be one occurrence"),
    "provisional": mark("provisionally one occurrence"),
    "rejected": mark("rejected: not one occurrence"),
}
# The templates of ceasefire.incidents.linking, but for the two that count; a test holds them to be equal.
PAIRS = {
    "same-day": mark("same day"),
    "same-period": mark("times that overlap; the longer one lasts {hours} hours"),
    "no-time": mark("at least one tells no time"),
    "same-place": mark("same place"),
    "near": mark("{distance_m} m apart, known to {first_m} m and {second_m} m"),
    "far": mark("{distance_m} m apart, though known to {first_m} m and {second_m} m"),
    "same-area": mark("one place lies in the other, or they are equal: {first}, {second}"),
    "other-area": mark("different areas: {first}, {second}"),
    "no-place": mark("at least one tells no place that can be compared"),
    "same-kind": mark("same kind: {kinds}"),
    "other-kind": mark("different kinds: {first}, {second}"),
    "same-actors": mark("same actors: {actors}"),
    "other-actors": mark("different actors: {first}, {second}"),
    "counts-agree": mark("one says {first}, the other {second} {unit}: this agrees"),
    "counts-near": mark("one says {first}, the other {second} {unit}: nearly the same"),
    "counts-differ": mark("one says {first}, the other {second} {unit}"),
    "same-words": mark("same words: {words}"),
    "other-words": mark("hardly a word in common"),
    "same-source": mark("both from one source, which seldom tells one thing twice"),
    "third-report": mark("{key} fits both"),
    "round-up": mark("one of them tells of several incidents"),
    "rivals": mark("another report of the same source fits as well, or nearly"),
}
