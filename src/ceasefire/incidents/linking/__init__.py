"""Linking: which records may tell of one incident. It suggests; a person confirms, rejects or splits."""

from ceasefire.incidents.linking._account import Account, account_from_record
from ceasefire.incidents.linking._duckdb import DuckDBLinker
from ceasefire.incidents.linking._prepared import account_is_round_up
from ceasefire.incidents.linking._splink import SplinkLinker
from ceasefire.incidents.linking._suggestion import (
    PROVISIONAL,
    SUGGESTED,
    TEMPLATES,
    BackEndMissing,
    Linker,
    Marks,
    Reason,
    Suggestion,
)

__all__ = [
    "PROVISIONAL",
    "SUGGESTED",
    "TEMPLATES",
    "Account",
    "BackEndMissing",
    "DuckDBLinker",
    "Linker",
    "Marks",
    "Reason",
    "SplinkLinker",
    "Suggestion",
    "account_from_record",
    "account_is_round_up",
]
