"""What can be read: the data of each page, through the same view as the page, and never more.

Each module adds its operations to one router. What an operation answers has its schema in `api/_shapes.py`; the two
are compared by the schema's own test (tests/site/test_api_schema.py).
"""

from ceasefire.centre.api.reading import _board, _bulletins, _desks, _incidents, _ledger, _records
from ceasefire.centre.api.reading._asked import router

OPERATIONS = (_board, _incidents, _desks, _records, _ledger, _bulletins)

__all__ = ["OPERATIONS", "router"]
