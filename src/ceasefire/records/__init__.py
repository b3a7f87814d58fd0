"""What sources say: records as frozen values, read from JSON and printed back.

A record is kept as said: bounds stay bounds, sets stay sets (docs/records.md). Invariants
(tests/unit/records): reading what was printed gives an equal record; the hash of a version depends on its
content alone, not on where it stood or when it was recorded; every fault of a row is reported at once, and a
row with a fault gives no record.
"""

from ceasefire.records._fields import Faults, Fields
from ceasefire.records._model import (
    ACTS,
    END_STANDINGS,
    KINDS,
    LINK_STATES,
    MOVEMENT_STATUS,
    NOTICE_PURPOSES,
    OPERATORS,
    ORDERED_STANDINGS,
    STANCES,
    UNKNOWN,
    Act,
    Answer,
    Choice,
    Cites,
    Complaint,
    Count,
    Coverage,
    Dataset,
    Details,
    Determination,
    Finding,
    Link,
    Movement,
    Notice,
    Record,
    StandingDecision,
    Statement,
    Tally,
    Watch,
    Where,
    Who,
)
from ceasefire.records._print import canonical_json, json_from_dataset, json_from_record, version_hash
from ceasefire.records._read import dataset_from_json, record_from_json
from ceasefire.records._schema import record_schema
from ceasefire.records._versions import check_versions
from ceasefire.records._where import default_radius_m, pcode_level, spot_of

__all__ = [
    "ACTS",
    "END_STANDINGS",
    "KINDS",
    "LINK_STATES",
    "MOVEMENT_STATUS",
    "NOTICE_PURPOSES",
    "OPERATORS",
    "ORDERED_STANDINGS",
    "STANCES",
    "UNKNOWN",
    "Act",
    "Answer",
    "Choice",
    "Cites",
    "Complaint",
    "Count",
    "Coverage",
    "Dataset",
    "Details",
    "Determination",
    "Faults",
    "Fields",
    "Finding",
    "Link",
    "Movement",
    "Notice",
    "Record",
    "StandingDecision",
    "Statement",
    "Tally",
    "Watch",
    "Where",
    "Who",
    "canonical_json",
    "check_versions",
    "dataset_from_json",
    "default_radius_m",
    "json_from_dataset",
    "json_from_record",
    "pcode_level",
    "record_from_json",
    "record_schema",
    "spot_of",
    "version_hash",
]
