"""Time: days and areas of a term, as known at any moment, and what changed between two moments."""

__all__: list[str] = []
