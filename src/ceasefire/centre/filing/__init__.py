"""Filing: what a person enters becomes a record, is judged by the ledger and signed for a team; drafts are kept.

`file_contents` takes JSON of records as docs/records.md describes it, `file_records` records that are made already.
Import them from `ceasefire.centre.filing.entering`, once Django's applications are loaded.
"""
