"""The ledger: entries, checkpoints, cosignatures, proofs, copies for one's audience."""
