"""What pages show: the newest answer from the ledger, as known at any moment, for one audience.

`now` is the centre's clock, `store` its ledger, `keys` the keys it signs and opens with; `shown` computes an answer
once and keeps it until the ledger grows or the minute turns. The answer is the same for everybody; records and
incidents are derived anew from what an audience has been released, so that no page shows what its reader may not see.
"""

from ceasefire.centre.live._centre import Keys, keys, latest_moment, now, store
from ceasefire.centre.live._current import catch_up, shown, zone
from ceasefire.centre.live._moments import Moment, moment_from_text, span_of_history
from ceasefire.centre.live._shown import Shown, opened_parts
from ceasefire.centre.live._slider import Slider, view_of
from ceasefire.centre.live._views import View, view_for

__all__ = [
    "Keys",
    "Moment",
    "Shown",
    "Slider",
    "View",
    "catch_up",
    "keys",
    "latest_moment",
    "moment_from_text",
    "now",
    "opened_parts",
    "shown",
    "span_of_history",
    "store",
    "view_for",
    "view_of",
    "zone",
]
