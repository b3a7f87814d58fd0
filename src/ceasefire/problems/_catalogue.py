"""The catalogue: code -> what was seen, what was expected (with an example), what to do.

Texts are message ids for gettext; `{name}` are the parameters of the problem.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of fault. `http` is the status a server answers with."""

    seen: str
    expected: str
    remedy: str
    severity: str = "error"
    http: int = 422


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
    # The ledger: what verification finds (docs/ledger-format.md, "How it is verified")
    "E-LEDGER-001": Entry(
        "this is no copy of a ledger: {reason}.",
        "Expected a folder that ceasefire ledger export wrote, with its manifest, or a ledger's database.",
        "Check the name, or ask for the copy again.",
    ),
    "E-LEDGER-002": Entry(
        "the log's signature on it does not hold.",
        "Expected a signature by {expected}.",
        "Somebody other than the log wrote or changed it. Keep this copy as evidence and ask for another.",
    ),
    "E-LEDGER-003": Entry(
        "the manifest names this file, and it is not there.",
        "Expected every file that was exported.",
        "Copy the folder again, whole. If it is missing there too, the copy was cut.",
    ),
    "E-LEDGER-004": Entry(
        "the file is not the one that was exported: its hash is {seen}.",
        "Expected {expected}, as in the manifest.",
        "Something changed it after the export. Do not use this copy.",
    ),
    "E-LEDGER-005": Entry(
        "the manifest does not name this file.",
        "Expected only what was exported.",
        "Somebody added it. It is no part of the ledger; take it out and keep it apart.",
    ),
    "E-LEDGER-006": Entry(
        "it is not written as it must be: {reason}.",
        "Expected the form in docs/ledger-format.md.",
        "It was changed, or not written by this program. Do not use this copy.",
    ),
    "E-LEDGER-007": Entry(
        "the entries give the root {seen}.",
        "Expected {expected}, which the log signed.",
        "Entries were changed, dropped or added after the log signed. Keep this copy as evidence.",
    ),
    "E-LEDGER-008": Entry(
        "the hashes in it are not those of the entries.",
        "Expected the tile that the entries give.",
        "Entries or hashes were changed. Do not use this copy.",
    ),
    "E-LEDGER-009": Entry(
        "the entry there says that its position is {seen}.",
        "Expected {expected}.",
        "Entries were dropped, added or put in another order.",
    ),
    "E-LEDGER-010": Entry(
        "it was recorded at {seen}, before the entry that precedes it.",
        "Expected {limit} or later.",
        "It was backdated, or put where it was not.",
    ),
    "E-LEDGER-011": Entry(
        "the signature of {team} does not hold.",
        "Expected what {team} signed.",
        "The entry was changed after {team} had signed it, or {team} never signed it.",
    ),
    "E-LEDGER-012": Entry(
        "it is signed with a key that {team} did not have then.",
        "Expected a key announced by an earlier entry, and not withdrawn.",
        "Ask {team} whether the entry is theirs. If it is, they sign it again with a valid key.",
    ),
    "E-LEDGER-013": Entry(
        'it was signed for the ledger "{seen}".',
        "Expected {expected}.",
        "It was taken from another ledger and counts for nothing here.",
    ),
    "E-LEDGER-014": Entry(
        "the same signed entry stands in the ledger already.",
        "Expected each entry once.",
        "It was replayed. A correction is a new version, signed anew.",
    ),
    "E-LEDGER-015": Entry(
        'the part "{part}" is not what the entry commits to.',
        "Expected the content and the salt that its team signed.",
        "It was exchanged, or its salt was. Do not use this copy.",
    ),
    "E-LEDGER-016": Entry(
        'the part "{part}" is missing, and nothing in the ledger redacts it.',
        "Expected every part that this copy's reader may read.",
        "It was kept back or lost. Ask for a whole copy.",
    ),
    "E-LEDGER-017": Entry(
        'the part "{part}" should not be in this copy.',
        "Expected only the parts for {expected} that were not redacted.",
        "Tell the operator, and do not pass the copy on.",
    ),
    "E-LEDGER-018": Entry(
        "{team} may not enter this ({kind}): {reason}.",
        "Expected an entry that its team may write, as docs/ledger-format.md says.",
        "Correct it and sign it again. In a copy: somebody let in what the rules forbid.",
    ),
    "E-LEDGER-020": Entry(
        "the copy has {seen} entries.",
        "Expected at least {expected}, as seen before.",
        "The ledger was rolled back, or this is an old copy. Do not cosign; ask the operator, and tell the other side.",
    ),
    "E-LEDGER-021": Entry(
        "its first {size} entries are not those seen before: their root is {seen}.",
        "Expected {expected}.",
        "The ledger was forked or rewritten. Keep both copies as evidence and run ceasefire ledger compare on them.",
    ),
    "E-LEDGER-022": Entry(
        "the log's key is {seen}.",
        "Expected {expected}.",
        "This is another ledger, or one made to look like it. Do not use it.",
    ),
    "E-LEDGER-023": Entry(
        "the cosignature of {team} does not hold.",
        "Expected one by a key that {team} had then, on this very checkpoint.",
        "Ask {team} to cosign again; nothing else rests on it.",
    ),
    "E-LEDGER-024": Entry(
        "the entry of that proof is not in this copy.",
        "Expected it at position {expected}.",
        "It was acknowledged and is gone: keep the proof, it convicts the log. Tell both sides.",
    ),
    # The ledger: what its commands answer
    "E-LEDGER-030": Entry(
        "no ledger has been opened in it.",
        "Expected a database in which ceasefire ledger init was run.",
        "Check the name, or open one.",
    ),
    "E-LEDGER-031": Entry(
        'the ledger "{seen}" has been opened in it already.',
        "Expected a new database.",
        "Name another one. A ledger is never opened anew.",
    ),
    "E-LEDGER-032": Entry(
        "the database cannot be used: {reason}.",
        "Expected a database that can be read and written.",
        "Nothing was acknowledged. Mend it (space, rights, the server), then hand the entries in again.",
        http=503,
    ),
    "E-LEDGER-033": Entry(
        "the key cannot be used: {reason}.",
        "Expected a key file that ceasefire keys new wrote, and its passphrase.",
        "Check the file and the passphrase.",
    ),
    "E-LEDGER-034": Entry(
        "{what} is not as it must be: {reason}.",
        "Expected {expected}.",
        "Correct it and try again.",
    ),
    "E-LEDGER-035": Entry(
        'the {field} "{seen}" is nobody whom the agreement names.',
        "Expected a source of the agreement, or a pseudonym from the vault.",
        "Give --vault to enter a pseudonym in its place, or --public-names if it is public.",
    ),
    "E-LEDGER-036": Entry(
        "the attachment cannot be taken: {reason}.",
        "Expected {expected}.",
        "Convert or shorten it, and keep the original in your own archive.",
    ),
    "E-LEDGER-037": Entry(
        "the new agreement changes the area {seen}.",
        "Expected areas to stay as they are: entries say in which of them they are.",
        "Give the changed area a new id.",
    ),
    "E-LEDGER-038": Entry(
        "the two copies share their first {size} entries and then differ: "
        "{first} has {one} there, {second} has {other}.",
        "Expected one history.",
        "If the log signed both, it told two stories: keep both copies, they are the proof.",
    ),
    "E-LEDGER-039": Entry(
        "this needs {package}.",
        "Expected the extra to be installed.",
        "Run: pip install 'ceasefire[{extra}]'.",
    ),
    "E-LEDGER-040": Entry(
        "the ledger has no {seen}.",
        "Expected {expected}.",
        "Check the number. ceasefire ledger log lists the entries.",
    ),
    "E-LEDGER-041": Entry(
        "the vault cannot be used: {reason}.",
        "Expected a vault that ceasefire vault new wrote, its key and a log that can be written.",
        "Nothing was looked up.",
    ),
    "W-LEDGER-001": Entry(
        "the clock says {seen}, earlier than the newest entry.",
        "",
        "Entries are recorded at {limit} until the clock has passed it. Set the clock right.",
        severity="warning",
    ),
    "W-LEDGER-002": Entry(
        "the core of {count} records was redacted: assessments older than that can no longer be reproduced.",
        "",
        "What nobody can read any more cannot count. So this answer takes no day as watched.",
        severity="warning",
    ),
    "W-LEDGER-003": Entry(
        "the log's key was not compared with one that you trust.",
        "",
        "Compare {seen} with the one that was handed to you, or give it as --log.",
        severity="warning",
    ),
    "W-LEDGER-004": Entry(
        'the name "{seen}" is readable by every side.',
        "",
        "An id or an incident's name should not say where or who. Give it another if it does.",
        severity="warning",
    ),
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
    # Warnings
    "W-REC-001": Entry(
        'the statement is about the incident "{seen}", of which no record tells.',
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
}
