"""Incidents: the list, one incident, the link desk, the queue, complaints.

What is shown is derived from what was released to the reader; what is decided goes into the ledger as a record, and
comes back as what the ledger made of it. Invariants (tests/site): whatever `MOVES` does not allow is not offered; a
protected part is shown only after its reading is on record; nothing typed is lost when somebody else was faster.
"""

__all__: list[str] = []
