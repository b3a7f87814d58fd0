"""The changes of the tables of drafts and receipts, in their order."""

__all__: list[str] = []
