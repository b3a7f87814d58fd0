"""What was sent under which key."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Sent(models.Model):
    """A request that was sent under a key, and what was answered.

    Attributes:
        digest: SHA-256 of the body (hex).
        made: When it came, seconds UTC.
        answer: The JSON that was answered; empty: it is being worked on, or the centre stopped in the middle of it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    made = models.BigIntegerField(db_index=True)
    answer = models.TextField(blank=True)

    class Meta:
        """One request for a key."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="sent_once"),)

    def __str__(self) -> str:
        """Return the key."""
        return self.key
