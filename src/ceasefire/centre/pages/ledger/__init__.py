"""The ledger: entries, checkpoints, cosignatures, the proof of one entry, copies for one's audience, the verifier.

Of an entry that is not released to somebody, its number, its kind and what it commits to are shown, and nothing else:
neither who signed it nor when. A filter matches only what is shown, so that it cannot be asked about the rest.
"""

__all__: list[str] = []
