"""The catalogue: code -> what was seen, what was expected (with an example), what to do.

Texts are message ids for gettext; `{name}` are the parameters of the problem.
"""

from __future__ import annotations

from ceasefire.problems._api import API
from ceasefire.problems._entry import Entry
from ceasefire.problems._ledger import LEDGER
from ceasefire.problems._site import SITE

CATALOGUE: dict[str, Entry] = {
    # Files
    "E-FILE-001": Entry(
        "the file is empty.", "Expected an agreement or records.", "Check that the right file was named."
    ),
    "E-FILE-002": Entry(
        "the file is not UTF-8 (byte {byte}).", "Expected text in UTF-8.", "Save it as UTF-8 and try again."
    ),
    "E-FILE-003": Entry(
        "the file could not be read: {reason}.",
        "Expected a readable file.",
        "Check the name and the rights. {suggestion}",
    ),
    "E-FILE-004": Entry(
        "the file ends in the middle: {reason}.",
        "Expected a whole file.",
        "Copy it again; nothing of it was used.",
    ),
    "E-FILE-005": Entry(
        "one field has {length} characters.",
        "Expected at most {limit}.",
        "Shorten it, or keep the text as an attachment.",
    ),
    "E-FILE-006": Entry(
        "no {wanted} in this folder.",
        "Expected a folder with agreement.yaml and records*.",
        "Name the folder that holds both, or the agreement file itself.",
    ),
    "E-FILE-007": Entry(
        "the file has {size} bytes.", "Expected at most {limit}.", "Check that the right file was named."
    ),
    # Syntax shared by YAML and JSON
    "E-SYNTAX-001": Entry(
        "this is not valid {format}: {reason}.",
        "Expected well-formed {format}.",
        "Mend the line and validate again.",
    ),
    "E-SYNTAX-002": Entry(
        'unknown key "{seen}".',
        "Expected one of: {expected}.",
        "{suggestion} Unknown keys are never ignored.",
    ),
    "E-SYNTAX-003": Entry('the key "{key}" is missing.', "Expected it here, for instance {example}.", "Add it."),
    "E-SYNTAX-004": Entry(
        "saw {seen}.", "Expected {expected}, for instance {example}.", "Correct the value. {suggestion}"
    ),
    "E-SYNTAX-005": Entry('the key "{key}" stands twice.', "Expected each key once.", "Remove one of the two."),
    "E-SYNTAX-006": Entry(
        "saw {seen}.",
        "Expected plain YAML: no tags, few and short aliases, at most {depth} levels.",
        "Write the value out where it is used.",
    ),
    # Agreement
    "E-AGR-001": Entry(
        '"{seen}" is not defined as {wanted}.',
        "Defined: {expected}.",
        "{suggestion} Define it or correct the name.",
    ),
    "E-AGR-002": Entry(
        'the id "{seen}" is used twice, first on line {first}.',
        "Expected ids that are used once.",
        "Rename one of the two.",
    ),
    "E-AGR-003": Entry(
        '"{first}" and "{second}" cannot be compared without a start date.',
        'Expected both in days, for instance "30 days".',
        "Write both in days or hours, or give the period an end date.",
    ),
    "E-AGR-004": Entry(
        "the period ends at {ends}, before it begins at {begins}.",
        "Expected an end after the beginning.",
        "Correct one of the two instants.",
    ),
    "E-AGR-005": Entry(
        'area "{seen}" lies within itself, by {path}.',
        "Expected areas nested without a circle.",
        "Remove one `within`.",
    ),
    "E-AGR-006": Entry(
        "{seen} is not a place on Earth as [longitude, latitude].",
        "Expected longitude -180..180 and latitude -90..90, for instance [37.13, 36.20].",
        "Correct it. {suggestion}",
    ),
    "E-AGR-007": Entry(
        'the standing for sure ("{sure}") is below the standing for possible ("{possible}").',
        "Expected sure to ask for at least as much as possible.",
        "Swap or correct them.",
    ),
    "E-AGR-008": Entry(
        'the {role} "{seen}" cannot also be {other}.',
        "Expected a party, a guarantor and an excluded group to be different.",
        "Remove it from one of the two lists.",
    ),
    "E-AGR-009": Entry(
        "the form has {seen}.",
        "Expected exactly one of: {expected}.",
        "Keep one form, or combine them with all / any.",
    ),
    "E-AGR-010": Entry(
        "a reading called {authority} has no {missing}.",
        "Expected an author, a date and a source for every reading that is not an illustration.",
        "Add {missing}, or call it an illustration.",
    ),
    "E-AGR-011": Entry(
        "the measure mixes {seen}.",
        "Expected incidents, or one named source's tallies, never both.",
        "Split it into two readings.",
    ),
    # Times
    "E-TIME-001": Entry(
        '"{seen}" is not an instant with a zone.',
        "Expected for instance 2016-09-12T19:00:00+03:00.",
        'Add the offset, or "Z" for UTC.',
    ),
    "E-TIME-002": Entry(
        '"{seen}" is not a calendar date.',
        "Expected YYYY-MM-DD, for instance 2016-02-27.",
        "Correct the date.",
    ),
    "E-TIME-003": Entry(
        '"{seen}" is not a known time zone.',
        "Expected an IANA name, for instance Asia/Damascus.",
        "{suggestion}",
    ),
    "E-TIME-004": Entry(
        '"{seen}" is not a duration.', 'Expected for instance "48 hours", "7 days", "1 month".', "Correct it."
    ),
    "E-TIME-005": Entry(
        "the interval ends at {end}, not after its beginning at {start}.",
        "Expected an end after the beginning.",
        "Swap or correct them.",
    ),
    "E-TIME-006": Entry('"{seen}" is not a time of day.', 'Expected HH:MM, for instance "19:00".', "Correct it."),
    # Records
    "E-REC-001": Entry(
        "the count of {unit} is {seen}.",
        "Expected whole numbers of 0 or more, for instance low: 18.",
        "Correct it.",
    ),
    "E-REC-002": Entry(
        "the low {low} of {unit} is above the high {high}.",
        "Expected low at or below high.",
        "Swap or correct them.",
    ),
    "E-REC-003": Entry(
        'the record "{seen}" of this source and version stands twice, first on line {first}.',
        "Expected each version of a record once.",
        "Give the correction a higher version, or remove the copy.",
    ),
    "E-REC-004": Entry(
        'versions of "{seen}" correct each other in a circle.',
        "Expected every version to follow an earlier one.",
        "Correct the version numbers.",
    ),
    "E-REC-005": Entry(
        "{seen} is not a position on Earth.",
        "Expected lat -90..90 and lon -180..180, for instance lat: 36.20, lon: 37.13.",
        "Correct it. {suggestion}",
    ),
    "E-REC-006": Entry('"{seen}" is not {wanted}.', "Expected one of: {expected}.", "{suggestion} Correct it."),
    "E-REC-007": Entry(
        'the area "{seen}" is defined nowhere.',
        "Expected an area of the agreement, or a code with its scheme.",
        "{suggestion} Define the area or correct the name.",
    ),
    "E-REC-008": Entry(
        'the record names "{seen}", which is not among the records.',
        "Expected the source and id of a record that was read.",
        "{suggestion} Correct it, or read the file that holds it.",
    ),
    "E-REC-009": Entry(
        'the actor "{seen}" is not in the agreement.',
        "Expected one of: {expected}.",
        "{suggestion} Add it to the agreement's actors or correct the name.",
    ),
    # Readers
    "E-READ-001": Entry('no reader is called "{seen}".', "Expected one of: {expected}.", "{suggestion}"),
    "E-READ-002": Entry(
        "the table lacks the column {column}.",
        "Expected the columns of {layout}.",
        "Check the file or the mapping.",
    ),
    "E-READ-003": Entry(
        '{column}: "{seen}" is not {wanted}.',
        "Expected {example}.",
        "The row was refused; the others were read.",
    ),
    "E-READ-004": Entry(
        "this reader needs {package}.",
        "Expected the extra to be installed.",
        "Run: pip install 'ceasefire[{extra}]'.",
    ),
    "E-READ-005": Entry(
        "the row has {seen} fields.",
        "Expected {expected}, as in the header.",
        "The row was refused; the others were read.",
    ),
    "E-READ-006": Entry(
        "this reader needs a mapping.",
        "Expected READER:FILE+MAPPING.yaml.",
        "Make one to start from: ceasefire readers --suggest-mapping {file}.",
    ),
    "E-READ-007": Entry("the file has {seen}.", "Expected at most {limit}.", "Split it; nothing of it was used."),
    "E-READ-008": Entry('there is no shipped mapping "{seen}".', "Expected one of: {expected}.", "{suggestion}"),
    "E-READ-009": Entry(
        "no row of HXL tags in the first 25 rows.",
        "Expected one such as #date,#adm1+code,#affected+killed.",
        "Add it, or read the table as csv with a mapping.",
    ),
    # Asking
    "E-ASK-001": Entry('there is no {wanted} called "{seen}".', "Expected one of: {expected}.", "{suggestion}"),
    "E-ASK-002": Entry(
        "{seen} is later than {limit}.", "Expected an earlier instant.", "Correct --from, --to or --every."
    ),
    "E-ASK-003": Entry("the question asks for {seen} of {what}.", "Expected at most {limit}.", "Ask for less."),
    # The command line
    "E-CLI-001": Entry(
        "the program met a fault of its own ({reason}).",
        "Expected an answer or a clear problem, never this.",
        "Run it again as: ceasefire --debug …, and report what that prints. Nothing was written.",
        http=500,
    ),
    "E-CLI-002": Entry(
        'no reader is known for the ending of "{seen}".',
        "Expected READER:FILE, for instance csv:reports.txt+mapping.yaml. Readers: {expected}.",
        "Put the reader's name and a colon before the file.",
    ),
    "E-CLI-003": Entry(
        'the data set "{seen}" is described twice, first in {first}, and differently.',
        "Expected one description of each data set.",
        "Give one of the two another id, or leave one of the files out.",
    ),
    "E-CLI-004": Entry(
        "the file could not be written: {reason}.",
        "Expected a folder that exists and may be written to.",
        "Check the name and the rights. Nothing was written.",
    ),
    "W-CLI-001": Entry(
        "actors that the agreement does not know: {seen}.",
        "",
        "They meet no filter by name. Add them to the agreement, or give their ids in the mapping.",
        severity="warning",
    ),
    # Incidents
    "E-CASE-001": Entry(
        'the decision "{seen}" is not on record, or nothing of it is left to undo.',
        "Expected the source/id of a link decision that holds.",
        "See `ceasefire incident` for the decisions on an incident. {suggestion}",
        http=404,
    ),
    "E-CASE-002": Entry(
        "there are {count} sources that could decide, or none: {expected}.",
        "Expected one: the mission's, or the editors'.",
        "Name it with --source.",
    ),
    "E-CASE-003": Entry(
        'every account of "{seen}", or none, would be parted from it.',
        "Expected some of its accounts, at least one of which stays.",
        "Name the accounts that go.",
    ),
    "E-CASE-004": Entry(
        "the back end {seen} is not installed.",
        "Expected it to come with the extra: pip install 'ceasefire[{extra}]'.",
        "Install it, or use the built-in one: --backend duckdb.",
        http=501,
    ),
    "W-CASE-001": Entry(
        'the decision "{decision}" on "{record}" moved nothing: it names no role, and there is a mission.',
        "",
        "docs/incidents.md, “Who moves what”, has the table.",
        severity="warning",
    ),
    "W-CASE-003": Entry(
        'the decision "{decision}" on "{record}" moved nothing: the table has no such move for that role.',
        "",
        "docs/incidents.md, “Who moves what”, has the table.",
        severity="warning",
    ),
    "W-CASE-004": Entry(
        'the decision "{decision}" on "{record}" moved nothing: nobody verifies the own report.',
        "",
        "docs/incidents.md, “Who moves what”, has the table.",
        severity="warning",
    ),
    "W-CASE-005": Entry(
        'the decision "{decision}" on "{record}" moved nothing: it lacks two independent origins.',
        "",
        "docs/incidents.md, “Who moves what”, has the table.",
        severity="warning",
    ),
    "W-CASE-006": Entry(
        'the decision "{decision}" on "{record}" moved nothing: it does not come from the mission.',
        "",
        "docs/incidents.md, “Who moves what”, has the table.",
        severity="warning",
    ),
    "W-CASE-002": Entry(
        '"{first}" and "{second}" were rejected as one, and are joined all the same by {chain}.',
        "",
        "No link joins anything there until one of these decisions is undone.",
        severity="warning",
    ),
    # Warnings
    "W-REC-001": Entry(
        'this is about the incident "{seen}", of which no record tells.',
        "",
        "Correct the name, or read the file with that incident. {suggestion}",
        severity="warning",
    ),
    "W-READ-001": Entry(
        "the low {low} of {unit} is above the high {high} in the source.",
        "",
        "The wider bounds were kept, and the source's own numbers beside them.",
        severity="warning",
    ),
    "W-READ-003": Entry(
        '"{seen}" in the row of tags is not an HXL tag; its column can be named by its header only.',
        "",
        "Write it as #tag+attribute, for instance #adm1+name.",
        severity="warning",
    ),
    "W-READ-002": Entry(
        "{count} more problems were found and are not listed.",
        "",
        "Mend these first and read the file again.",
        severity="warning",
    ),
    "W-READ-004": Entry(
        "{count} rows were refused, so this file's silence counts nowhere: "
        "a refused row may hold what would break a day.",
        "",
        "Mend the rows; then its coverage counts again.",
        severity="warning",
    ),
    "W-KNOWN-001": Entry(
        "{count} records were not yet known at {as_of}, or say nothing of when they were recorded.",
        "",
        "To replay what was said at the time use --as-reported; to use everything regardless, --hindsight.",
        severity="warning",
    ),
    "W-KNOWN-002": Entry(
        "this answer uses hindsight: every record counts as known at all times.",
        "",
        "Do not quote it as what was known then.",
        severity="warning",
    ),
    **LEDGER,
    **API,
    **SITE,
}
