"""The centre: where the ledger is kept. Django's ORM, on SQLite out of the box and on PostgreSQL where told so.

It adds no meaning: `ceasefire.ledger` judges what may be entered, and verifies what is kept, by the same rules.
Importing this package imports Django and sets it up. Invariants (tests/centre): several writers at once get gapless,
unique positions; what was acknowledged is durable, and covered by a checkpoint; a write that fails leaves no trace.
"""

from ceasefire.centre._databases import database_from_text, set_up

set_up()

from ceasefire.centre._appending import Appended  # noqa: E402  models exist only once Django is set up
from ceasefire.centre._copy import DatabaseCopy  # noqa: E402
from ceasefire.centre._store import Store  # noqa: E402

__all__ = ["Appended", "DatabaseCopy", "Store", "database_from_text"]
