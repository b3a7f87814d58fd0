"""Bulletins as the centre keeps them: made from the ledger, drafted, cleared by another, released, corrected openly.

A bulletin's content is fixed when it is drafted; whoever clears and whoever releases it names the hash of what they
read. Invariants (tests/site/test_bulletin.py): nobody clears the own draft; what is released is never changed, only
corrected by a bulletin with a new number; made anew from the ledger at the size and moment that it cites, it has the
same bytes.
"""

__all__: list[str] = []
