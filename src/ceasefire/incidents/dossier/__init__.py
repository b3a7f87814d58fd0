"""Everything about an incident, derived anew from the records known at a moment.

`incidents_of` gathers accounts and what is said about them; `conclusions_of` says where the three questions stand;
`positions_of`, `docket_of`, `answers_awaited`, `mistake_file` and `tallies_beside` each answer one question of the
people who work with it; the queues say what to look at next. Invariants (tests/unit/incidents): order of arrival never
changes what is derived; undoing a decision gives exactly what was before it; nothing is merged, dropped or added up.
"""

from ceasefire.incidents.dossier._awaited import Answerable, Awaited, answers_awaited
from ceasefire.incidents.dossier._conclusions import Conclusion, conclusions_of, happened_state, standings_fallen
from ceasefire.incidents.dossier._docket import Docketed, docket_of
from ceasefire.incidents.dossier._incident import Incident, incidents_of
from ceasefire.incidents.dossier._members import Members, is_account, members_of
from ceasefire.incidents.dossier._mistake import Moment, mistake_file
from ceasefire.incidents.dossier._positions import Asked, Position, asked_of, positions_of
from ceasefire.incidents.dossier._queue import PURPOSES, Work, answers_queue, linking_queue, verification_queue
from ceasefire.incidents.dossier._situation import Situation, situation_of
from ceasefire.incidents.dossier._tallies import Beside, tallies_beside
from ceasefire.incidents.dossier._watched import watched_days

__all__ = [
    "PURPOSES",
    "Answerable",
    "Asked",
    "Awaited",
    "Beside",
    "Conclusion",
    "Docketed",
    "Incident",
    "Members",
    "Moment",
    "Position",
    "Situation",
    "Work",
    "answers_awaited",
    "answers_queue",
    "asked_of",
    "conclusions_of",
    "docket_of",
    "happened_state",
    "incidents_of",
    "is_account",
    "linking_queue",
    "members_of",
    "mistake_file",
    "positions_of",
    "situation_of",
    "standings_fallen",
    "tallies_beside",
    "verification_queue",
    "watched_days",
]
