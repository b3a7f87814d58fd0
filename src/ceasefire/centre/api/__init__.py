"""The JSON API under /api/v1/, by tokens with a scope and an expiry.

`_guard.OPERATIONS` maps each operation to a row of access.TABLE and the scopes that it takes; a token never does more
than its owner's role. What is read goes through the same view as the pages. What is sent goes through
`filing.file_contents`. Errors are problem+json (RFC 9457) with the codes of the catalogue. Invariants
(tests/site/test_api*.py): every operation answers every role and scope as the table says; nothing that is refused
leaves a trace in the ledger; a key is answered once.
"""

__all__: list[str] = []
