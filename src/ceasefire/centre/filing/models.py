"""What people have not filed yet, each readable by its owner alone, and what they have. Bodies are encrypted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

KEY_LENGTH = 32


class Draft(models.Model):
    """What somebody typed and has not filed. `key` is the form's: the same form, sent twice, is one draft, one entry.

    Attributes:
        kind: Of record; `table` for an import.
        changed: When it was last kept, seconds UTC.
        body: Encrypted JSON of the form's fields.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20)
    changed = models.BigIntegerField()
    body = models.BinaryField()

    class Meta:
        """One draft for a form; newest first."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="draft_once"),)
        ordering = ("-changed", "-id")

    def __str__(self) -> str:
        """Return the kind, and nothing of what it says."""
        return f"draft of a {self.kind}"


class HeldFile(models.Model):
    """A file handed in with a form that is not filed yet: name and bytes, encrypted."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    digest = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        """The same bytes once."""

        constraints = (models.UniqueConstraint(fields=["draft", "digest"], name="file_once"),)
        ordering = ("id",)

    def __str__(self) -> str:
        """Return nothing of what it is."""
        return f"file of draft {self.draft_id}"


class Filed(models.Model):
    """What somebody filed: which entries, by which form. It says nothing that the ledger does not."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20)
    at = models.BigIntegerField()
    first = models.BigIntegerField()
    count = models.IntegerField(default=1)
    size = models.BigIntegerField()

    class Meta:
        """A form is filed once; newest first."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="filed_once"),)
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return which entries."""
        return f"{self.kind} {self.first}"
