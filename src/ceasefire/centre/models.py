"""The tables. Everything in them is bytes that `ceasefire.ledger` made; none is read for its meaning here."""

from __future__ import annotations

from django.db import models

_LEVEL_BITS = 56


class Head(models.Model):
    """The ledger's newest state; its one row is the lock that writers queue for."""

    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    recorded = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the name and size."""
        return f"{self.origin}: {self.size}"


class LedgerEntry(models.Model):
    """A leaf. `entry_id` and `identity` (of a record's version) are hashes that no two entries share."""

    position = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    entry_id = models.BinaryField(max_length=32, unique=True)
    identity = models.BinaryField(max_length=32, unique=True, null=True)
    kind = models.CharField(max_length=20, db_index=True)
    team = models.CharField(max_length=60)
    recorded = models.BigIntegerField()

    def __str__(self) -> str:
        """Return kind and position."""
        return f"{self.kind} {self.position}"


class EntryPart(models.Model):
    """A part: the open core with its salt, or a sealed part without."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="parts")
    rank = models.SmallIntegerField()
    name = models.CharField(max_length=60)
    salt = models.BinaryField()
    body = models.BinaryField()
    wraps = models.BinaryField()

    class Meta:
        """One part of a name."""

        constraints = (models.UniqueConstraint(fields=["entry", "rank"], name="part_once"),)

    def __str__(self) -> str:
        """Return its name and entry."""
        return f"{self.name} of {self.entry_id}"


class Attachment(models.Model):
    """The sealed bytes of an attachment, and the part that names it."""

    digest = models.CharField(max_length=64, primary_key=True)
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="attachments")
    part = models.CharField(max_length=60)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        """Return its hash."""
        return self.digest


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree; `id` is level * 2**56 + index."""

    id = models.BigIntegerField(primary_key=True)
    hashes = models.BinaryField()

    def __str__(self) -> str:
        """Return level and index."""
        return f"{self.id >> _LEVEL_BITS}/{self.id & (1 << _LEVEL_BITS) - 1}"

    @staticmethod
    def id_of(level: int, index: int) -> int:
        """Return the key of a tile."""
        return (level << _LEVEL_BITS) + index


class SignedCheckpoint(models.Model):
    """A checkpoint as the log signed it, one for each batch."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()

    def __str__(self) -> str:
        """Return its size."""
        return str(self.size)


class Cosignature(models.Model):
    """A team's line on a checkpoint."""

    checkpoint = models.ForeignKey(SignedCheckpoint, models.PROTECT, related_name="cosignatures")
    team = models.CharField(max_length=60)
    line = models.TextField()

    class Meta:
        """One line of a team on a checkpoint."""

        constraints = (models.UniqueConstraint(fields=["checkpoint", "team"], name="cosignature_once"),)

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.team} on {self.checkpoint_id}"
