"""The centre: where the ledger is kept and where two sides work with it. Django, on SQLite or PostgreSQL.

It adds no meaning: `ceasefire.ledger` judges what may be entered, `ceasefire.assess` and `ceasefire.incidents` say what
follows from it. `storage` keeps the ledger; `access` says who may see and do what, and how coarse and how late a record
leaves the mission; `people` are accounts; `live` computes what pages show; `filing` turns what a person enters into
signed entries; `bulletins` releases the day's; `seen` holds what somebody may see, which `pages`, `api` and `exports`
print; `web` ties them to addresses.

Importing this package imports Django and sets it up. Invariants (tests/centre): several writers at once get gapless,
unique positions; what was acknowledged is durable, and covered by a checkpoint; a write that fails leaves no trace;
every address is in the table of access, and answers each role as the table says.
"""

from ceasefire.centre.storage._databases import database_from_text, set_up

set_up()

from ceasefire.centre.storage._appending import Appended  # noqa: E402  models exist only once Django is set up
from ceasefire.centre.storage._copy import DatabaseCopy  # noqa: E402
from ceasefire.centre.storage._store import Store  # noqa: E402

__all__ = ["Appended", "DatabaseCopy", "Store", "database_from_text"]
