"""The part of the catalogue that speaks of ledgers."""

from __future__ import annotations

from ceasefire.problems._entry import Entry

LEDGER: dict[str, Entry] = {
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
        "the core of {count} entries is gone or cannot be read: older assessments cannot be reproduced.",
        "",
        "What nobody can read cannot count, so this answer takes no day as watched.",
        severity="warning",
    ),
    "W-LEDGER-003": Entry(
        "the log's key was not compared with one that you trust.",
        "",
        "Compare {seen} with the one that was handed to you, or give it as --log.",
        severity="warning",
    ),
    "W-LEDGER-005": Entry(
        "{count} entries correct or describe anew what another team had entered: they move nothing.",
        "",
        "Its own team or the operator corrects a record. ceasefire ledger log lists who entered what.",
        severity="warning",
    ),
    "W-LEDGER-004": Entry(
        'the name "{seen}" is readable by every side.',
        "",
        "An id or an incident's name should not say where or who. Give it another if it does.",
        severity="warning",
    ),
}
