"""Report: filing what was seen, heard or told, one by one or from a table; drafts; the receipt.

`_views` is the form: `_typed` reads what was typed, `_when` and `_content` make it a record's JSON, bounds as typed,
`_choices` offers the agreement's names, `_preview` says who will read what. `_importing` takes tables, `_mapping` names
their columns; `_drafting` keeps what is not filed. Invariants (tests/site/test_report*.py): a form is filed once; what
is wrong is said at its field and nothing typed is lost; nobody reads another's draft, table or receipt.
"""

__all__: list[str] = []
