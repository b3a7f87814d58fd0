"""Incidents: the records judged to be about one occurrence. Derived, reversible, never merged by itself.

So far: what may be the same (`sameness`), from confirmed, provisional and rejected links, from the incident a record
names, and from times, places and kinds that allow it. Invariants (tests/oracle, tests/unit/incidents): only records at
the standard of proof make pairs; a rejected link parts a pair for good; record order is irrelevant.
"""

from ceasefire.incidents._sameness import Sameness, sameness

__all__ = ["Sameness", "sameness"]
