"""Names in a table to ids, and governorates to codes."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from ceasefire.records import UNKNOWN, Choice

_APART = re.compile(r"[^\w]+|_+")

# OCHA P-codes of 2016-09-05 by the spellings of UCDP and ACLED, and OCHA's own.
SYRIA_VINTAGE = "2016-09-05"
SYRIA_GOVERNORATES: Mapping[str, str] = {
    "Damascus": "SY01",
    "Aleppo": "SY02",
    "Rif Dimashq": "SY03",
    "Rural Damascus": "SY03",
    "Homs": "SY04",
    "Hamah": "SY05",
    "Hama": "SY05",
    "Latakia": "SY06",
    "Lattakia": "SY06",
    "Idlib": "SY07",
    "Idleb": "SY07",
    "Al Hasakah": "SY08",
    "Al-Hasakeh": "SY08",
    "Al Hasakeh": "SY08",
    "Deir ez Zor": "SY09",
    "Deir-ez-Zor": "SY09",
    "Deir ez-Zor": "SY09",
    "Tartus": "SY10",
    "Tartous": "SY10",
    "Ar Raqqah": "SY11",
    "Ar-Raqqa": "SY11",
    "Ar Raqqa": "SY11",
    "Daraa": "SY12",
    "Dar'a": "SY12",
    "Dara": "SY12",
    "As Suwayda": "SY13",
    "As-Sweida": "SY13",
    "As Sweida": "SY13",
    "Quneitra": "SY14",
}


@functools.lru_cache(maxsize=10_000)
def kebab(text: str) -> str:
    """Return a name as an id: small letters, digits and hyphens; Latin accents are dropped.

    >>> kebab("Jaysh al-Asha’er"), kebab("Air/drone strike")
    ('jaysh-al-asha-er', 'air-drone-strike')
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _APART.sub("-", plain.casefold()).strip("-")[:100].strip("-")


def set_of(names: tuple[str, ...], operator: str = "all_of") -> Choice:
    """Return the set of these ids, in order, as `record_from_json` would read it."""
    members = tuple(sorted(set(names)))
    if not members:
        return UNKNOWN
    return Choice("all_of" if len(members) == 1 else operator, members)
