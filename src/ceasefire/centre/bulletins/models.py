"""Bulletins and the versions of their template."""

from __future__ import annotations

from django.conf import settings
from django.db import models

STATES = ("drafted", "cleared", "released", "corrected")


class TemplateVersion(models.Model):
    """A version of the template; the newest is used. Before the first, the usual one is, with the number 0."""

    number = models.PositiveIntegerField(primary_key=True)
    content = models.TextField()
    made_at = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-number",)

    def __str__(self) -> str:
        """Return its number."""
        return f"template {self.number}"


class Bulletin(models.Model):
    """A bulletin: its content as canonical JSON, who did each step, and the mission's signature.

    Attributes:
        state: One of STATES; `corrected`: released, and a later one corrects it.
        start, end: The day, seconds UTC; `date` its name.
        content, sha256: Canonical JSON, and its hash (hex): what each step refers to.
        note: The signed note; empty until it is released.
        corrects: The bulletin that this one corrects.
        entry: Position of the statement in the ledger that names it; None: the agreement has no source that fits.
    """

    number = models.PositiveIntegerField(primary_key=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in STATES], db_index=True)
    date = models.CharField(max_length=10)
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    as_of = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=44)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    entry = models.BigIntegerField(null=True)
    drafted_at = models.BigIntegerField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_at = models.BigIntegerField(null=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.BigIntegerField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-number",)

    def __str__(self) -> str:
        """Return its number and state."""
        return f"bulletin {self.number} ({self.state})"

    @property
    def is_out(self) -> bool:
        """Return whether it has been released."""
        return self.state in ("released", "corrected")
