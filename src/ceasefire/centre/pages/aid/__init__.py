"""Aid: areas and days on the access ladder, convoys, how long each area has gone without.

What is shown is derived from the movements that were released to the reader: outside the mission none that is not over.
Invariants (tests/site): nothing known is told as "no delivery known since", never as none; no number is added to
another; a notice is shown to nobody.
"""

__all__: list[str] = []
