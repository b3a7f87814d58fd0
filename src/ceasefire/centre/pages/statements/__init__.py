"""Statements, determinations, and answers awaited.

Invariants (tests/site): what contradicts stands side by side; an amended position and one that was taken back stay
visible; a side amends its own word alone; nothing typed is lost.
"""

__all__: list[str] = []
