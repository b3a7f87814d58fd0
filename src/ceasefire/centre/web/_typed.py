"""What people type into a form: moments by the centre's own clock."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from django import forms


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
        try:
            read = dt.datetime.fromisoformat(text)
            return (read if read.tzinfo else read.replace(tzinfo=self.zone)).isoformat()
        except (ValueError, OverflowError):
            raise forms.ValidationError(self.said) from None


def typed_moment(instant: int, zone: zoneinfo.ZoneInfo) -> str:
    """Return an instant as the browser's own field wants it, by a place's clock."""
    return f"{dt.datetime.fromtimestamp(instant, zone):%Y-%m-%dT%H:%M}"
