"""What somebody may see, as plain values: pages lay it out, the API sends it, exports write it down.

Import from the modules: `filters` and `suggestions` of incidents, `map` (where incidents are put, coverage, days),
`aid`, `answer` (verdicts as JSON), `entries`, `entry` and `checkpoint` of the ledger, `bulletins`, `agreements`.
Invariant (tests/site/test_release.py, test_attacks_leaks.py): what is not released to whoever looks is in none of
these values.
"""

__all__: list[str] = []
