"""Filing: what a person enters becomes a record, is judged by the ledger and signed for a team; drafts are kept.

`entering.file_contents` takes JSON of records as docs/records.md describes it, `entering.file_records` records that are
made already; `once.file_once` files a form once, however often it is sent; `drafts` keeps what is not filed, encrypted,
for its owner alone; `tables` says what becomes of each row of a table. Import them from their modules, once Django's
applications are loaded. Invariants (tests/site/test_report*.py): nothing is entered that names what the agreement does
not know, or somebody who may be a secret; no role files a kind that is not its own; under duress it is as if the
database were busy.
"""

__all__: list[str] = []
