"""Administration: people, roles, keys, the agreement's versions, audiences, the journal, tokens."""

__all__: list[str] = []
