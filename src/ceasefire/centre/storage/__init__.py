"""Where the ledger lies: one transaction for entry, tree and signed checkpoint, on SQLite and on PostgreSQL."""

__all__: list[str] = []
