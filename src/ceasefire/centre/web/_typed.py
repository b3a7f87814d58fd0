"""What people type into a form or an address: moments by the centre's own clock, days, numbers."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Literal

from django import forms

_DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_MOST_DIGITS = 18  # what a database's whole number holds


class MomentField(forms.CharField):
    """A date and time as the browser's own field gives it (`2016-09-19T14:00`), by the clock of the centre's place.

    Cleaned, it is an ISO 8601 text with the offset, or empty. Where the clock is set back, the earlier of the two hours
    is meant.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})

    def __init__(self, zone: zoneinfo.ZoneInfo, said: str, *, required: bool = False) -> None:
        """Keep the zone, and what is said of a text that is no date and time."""
        super().__init__(required=required, max_length=40)
        self.zone, self.said = zone, said

    def clean(self, value: str | None) -> str:
        """Return the moment with its offset, or nothing.

        Raises:
            forms.ValidationError: It is no date and time.
        """
        text = super().clean(value)
        if not text:
            return ""
        read = moment_from_typed(text, self.zone)
        if read is None:
            raise forms.ValidationError(self.said)
        return read.isoformat()


def moment_from_typed(text: str, zone: zoneinfo.ZoneInfo) -> dt.datetime | None:
    """Return a date and time as it was typed, by the place's clock where it tells no offset; None if it is none."""
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1900 < read.year < 2200:
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)


def day_from_typed(text: str) -> dt.date | None:
    """Return a civil day, `2016-09-19`; None if it is none, or not of the years 1900 to 2199."""
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def page_from_typed(text: str, most: int) -> int:
    """Return the number of a page, from 1 to `most` (or 1 where there is none); what is no number is the first."""
    asked = number_from_typed(text)
    return max(1, min(1 if asked is None else asked, most))


def number_from_typed(text: str) -> int | None:
    """Return a whole number from 0 on, in the digits 0 to 9; None if it is none, or longer than any of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def typed_moment(instant: int, zone: zoneinfo.ZoneInfo, to: Literal["minutes", "seconds"] = "minutes") -> str:
    """Return an instant as the browser's own field wants it, by a place's clock."""
    return dt.datetime.fromtimestamp(instant, zone).replace(tzinfo=None).isoformat(timespec=to)
