"""What a map may show: incidents put where their accounts agree (`found`), coverage, the days, what the address asks.

Invariant (tests/site/test_map*.py): a point is no finer than a town, and an incident is in no area where it surely
is not.
"""

__all__: list[str] = []
