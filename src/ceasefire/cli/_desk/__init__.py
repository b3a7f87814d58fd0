"""The commands on incidents: the list, one of them, answers awaited, work queues.

`_situation` hands a question to `ceasefire.desk` and tells its warnings; the modules named after a command print what
lies on the desk. Invariants (tests/unit/cli/desk): the same question gives the same bytes; decisions that moved nothing
are told on stderr.
"""

__all__: list[str] = []
