"""What the JSON answer holds, as a JSON Schema 2020-12 that says what each field means."""

from __future__ import annotations

from ceasefire.assess import CELL_STATES, KNOWLEDGE

Schema = dict[str, object]

VERDICT_IDS = ("met", "not-met", "undetermined", "pending", "not-applicable")
IN_FORCE_IDS = ("in-force", "not-in-force", "contested")
AUTHORITY_IDS = ("agreed", "tabled", "attributed", "illustration")
SETTLE_IDS = ("confirmed", "dismissed", "watch", "answer")


def assessment_schema() -> Schema:
    """Return the schema of what `json_from_assessment` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assessment",
        **_object(
            "How every term of an agreement stood at one moment, as known at another.",
            {
                "agreement": _text("The agreement's id."),
                "at": _instant("The moment asked about."),
                "as_of": _instant("The moment at which it is known. Later records play no part."),
                "knowledge": _one_of(
                    "By which clock a record counts as known: the ledger's (recorded), the source's own "
                    "(as-reported), or none (hindsight).",
                    KNOWLEDGE,
                ),
                "digest": _text("SHA-256 over what docs/semantics.md lists; equal for everybody with equal inputs."),
                "records": _records(),
                "in_force": _list("Each instrument, in the agreement's order.", _in_force()),
                "terms": _list("Each term, in the agreement's order.", _term()),
                "milestones": _list("Each milestone, in the agreement's order.", _milestone()),
                "inputs": _text("Hash of the set of records and the agreement that went in."),
                "checkpoint": _checkpoint(),
                "semantics": _text("Version of the meaning (docs/semantics.md)."),
                "tzdata": _text("Version of the time zone database."),
                "assumed": _list(
                    "What the asker took for granted beyond what was known.",
                    _object(
                        "One assumption.",
                        {
                            "record": _text("The record's source/id."),
                            "how": _one_of("As what it was taken.", ("confirmed", "dismissed")),
                        },
                    ),
                ),
            },
        ),
        "$defs": {"cell": _cell(), "clock": _clock()},
    }


def _checkpoint() -> Schema:
    cosigned = _object(
        "What one team cosigned last.",
        {
            "team": _text("The team."),
            "size": _whole("The tree's size then."),
            "at": _instant("When."),
        },
    )
    tree = _object(
        "The tree of the ledger that the records came from.",
        {
            "origin": _text("The ledger's name."),
            "size": _whole("How many of its entries were taken."),
            "root": _text("The root over them, in base64."),
            "without": _list("Positions of records whose core was redacted.", _whole("A position.")),
            "cosigned": _list("Who cosigned, and up to where. Not part of the digest.", cosigned),
        },
    )
    files = {"type": "null", "description": "The records came from files."}
    return {"description": "What the answer cites of a ledger.", "anyOf": [tree, files]}


def _records() -> Schema:
    return _object(
        "How many record versions went in.",
        {
            "read": _whole("Versions read, refused ones included."),
            "used": _whole("Records known at as_of."),
            "set_aside": _whole("Records that at least one reading sets aside as too vague."),
            "refused": _whole("Rows a reader refused; it says why."),
            "not_yet_known": _whole("Record versions that became known only after as_of."),
            "superseded": _whole("Record versions that had been corrected or withdrawn by as_of."),
        },
    )


def _in_force() -> Schema:
    span = _object(
        "A stretch of time in which it is, or may be, in force.",
        {
            "since": _instant("Beginning."),
            "until": _instant("End, not included; null where it is open.", null=True),
            "sure": _flag("False where it is only possibly in force."),
        },
    )
    return _object(
        "Whether an instrument is in force at the moment asked about.",
        {
            "instrument": _text("The instrument's id."),
            "verdict": _one_of("Contested where records contradict each other.", IN_FORCE_IDS),
            "spans": _list("In order of time.", span),
            "acts": _keys("Acts that changed its course."),
            "declarations": _keys("Statements and determinations about it."),
        },
    )


def _term() -> Schema:
    return _object(
        "A term and its readings.",
        {
            "id": _text("The term's id."),
            "readings": _list("Agreed ones first, illustrations last.", _reading()),
        },
    )


def _reading() -> Schema:
    return _object(
        "The answer as one reading of the term has it.",
        {
            "id": _text("The reading's id, unique within the term."),
            "authority": _one_of("Whose reading it is, in kind.", AUTHORITY_IDS),
            "verdict": _verdict(),
            "clock": _clock_or_null("The clock of a hold over all areas at once; null for other forms."),
            "areas": _list("Each area by itself.", _area()),
            "coverage": {
                "type": ["string", "null"],
                "pattern": r"^\d{1,3}%$",
                "description": "Share of area-days so far that were watched as the reading asks, rounded "
                "down; null before the first.",
            },
            "set_aside": _list("Records too vague for the measure.", _set_aside()),
            "unscreened": _keys("Records below the standing at which they would count; they move nothing."),
            "evidence": _keys("Records that decide the verdict."),
            "settle": _list("What would settle it, best first. For the mission's eyes only.", _settle()),
            "form": _text("The kind of test: limit, hold, never, state, floor, response, deadline, all, any, not."),
            "outcomes": _outcomes(),
            "watched": _object(
                "The coverage in numbers.",
                {"area_days": _whole("Area-days watched."), "of": _whole("Area-days so far.")},
            ),
            "strip": _cells("All areas at once, day by day."),
        },
    )


def _set_aside() -> Schema:
    return _object(
        "A record whose high is dropped; its low still counts wherever it surely lies.",
        {
            "record": _text("source/id."),
            "reason": _text("What about it is too vague."),
            "low": _whole("Its low."),
            "high": _whole("Its high; null where open.", null=True),
        },
    )


def _settle() -> Schema:
    return _object(
        "One thing to find out.",
        {
            "records": _keys("source/id; or area@date for a watch."),
            "turns": _whole("Cells of area and day that become definite."),
            "how": _one_of("What would have to be known about them.", SETTLE_IDS),
        },
    )


def _area() -> Schema:
    return _object(
        "One area of a reading.",
        {
            "id": _text("The area's id; empty where the reading is about no area in particular."),
            "verdict": _verdict(),
            "clock": _clock_or_null("Its own clock."),
            "outcomes": _outcomes(),
            "cells": _cells("Day by day."),
        },
    )


def _milestone() -> Schema:
    one = _object(
        "One set of (term, reading) pairs.",
        {
            "id": _text("The set's id."),
            "verdict": _verdict(),
            "lacks": _keys("term/reading pairs that are not met."),
            "authority": _one_of("The weakest of its readings; an illustration decides nothing.", AUTHORITY_IDS),
        },
    )
    return _object(
        "Whether a milestone's conditions hold. Computed; people decide.",
        {
            "id": _text("The milestone's id."),
            "sets": _list("In the agreement's order.", one),
            "verdict": _verdict(),
        },
    )


def _cell() -> Schema:
    return _object(
        "One agreement day.",
        {
            "date": {
                "type": "string",
                "format": "date",
                "description": "Local date on which the day begins.",
            },
            "start": _instant("Beginning."),
            "end": _instant("End, not included."),
            "state": _one_of("Not observed: open for no reason but missing coverage. Running: today.", CELL_STATES),
            "low": _whole("Surely counted."),
            "high": _whole("At most; null where open.", null=True),
            "limit_low": _whole("Least that the limit may be; null where there is none.", null=True),
            "limit_high": _whole("Most that the limit may be; null where there is none.", null=True),
            "outcomes": _outcomes(),
            "watched": _flag("Coverage closes the day."),
        },
    )


def _clock() -> Schema:
    return _object(
        "Whole agreement days run.",
        {
            "target": _whole("Days asked for."),
            "sure": _whole("Longest ending run surely kept."),
            "possible": _whole("Longest ending run not surely broken."),
            "sure_since": _instant("Since when it surely runs.", null=True),
            "possible_since": _instant("Since when it may be running.", null=True),
            "completes_earliest": _instant("The earliest moment at which it can be complete.", null=True),
        },
    )


def _object(description: str, properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _whole(description: str, *, null: bool = False) -> Schema:
    return {"type": ["integer", "null"] if null else "integer", "minimum": 0, "description": description}


def _instant(description: str, *, null: bool = False) -> Schema:
    kind: object = ["string", "null"] if null else "string"
    return {"type": kind, "format": "date-time", "pattern": "Z$", "description": f"{description} UTC."}


def _one_of(description: str, words: tuple[str, ...]) -> Schema:
    return {"enum": list(words), "description": description}


def _list(description: str, items: Schema) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _keys(description: str) -> Schema:
    return _list(description, {"type": "string"})


def _cells(description: str) -> Schema:
    return _list(description, {"$ref": "#/$defs/cell"})


def _clock_or_null(description: str) -> Schema:
    return {"anyOf": [{"$ref": "#/$defs/clock"}, {"type": "null"}], "description": description}


def _verdict() -> Schema:
    return _one_of("True in all completions, false in all, both, still open, or not asked.", VERDICT_IDS)


def _outcomes() -> Schema:
    words = ("met", "not-met", "pending", "not-applicable")
    return _list("What some completion of what is known gives.", _one_of("One of them.", words))
