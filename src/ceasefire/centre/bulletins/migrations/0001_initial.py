"""Bulletins and the versions of their template."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT

_STATES = [(each, each) for each in ("drafted", "cleared", "released", "corrected")]


def _person(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, null=null, related_name="+")


class Migration(migrations.Migration):
    """The first."""

    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("state", models.CharField(choices=_STATES, db_index=True, max_length=10)),
                ("date", models.CharField(max_length=10)),
                ("start", models.BigIntegerField()),
                ("end", models.BigIntegerField()),
                ("as_of", models.BigIntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.CharField(max_length=44)),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True)),
                ("corrects", models.ForeignKey("bulletins.bulletin", PROTECT, null=True, related_name="corrections")),
                ("entry", models.BigIntegerField(null=True)),
                ("drafted_at", models.BigIntegerField()),
                ("drafted_by", _person()),
                ("cleared_at", models.BigIntegerField(null=True)),
                ("cleared_by", _person(null=True)),
                ("released_at", models.BigIntegerField(null=True)),
                ("released_by", _person(null=True)),
            ],
            options={"ordering": ("-number",)},
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("content", models.TextField()),
                ("made_at", models.BigIntegerField()),
                ("made_by", _person()),
            ],
            options={"ordering": ("-number",)},
        ),
    ]
