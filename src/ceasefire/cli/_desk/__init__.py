"""The commands on incidents: the list, one of them, answers awaited, work queues.

`_situation` turns a question into what was known and derived; the modules named after a command print it. Invariants
(tests/unit/cli/desk): the same question gives the same bytes; decisions that moved nothing are told on stderr.
"""

__all__: list[str] = []
