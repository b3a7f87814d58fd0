"""PostgreSQL's ANALYZE keeps samples of a table's content: none of parts, as they would outlive deletion."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_COLUMNS = {"EntryPart": ("salt", "body", "wraps"), "Attachment": ("sealed",)}


def no_samples(apps: Any, schema_editor: Any) -> None:
    """Switch statistics off for the columns that are deleted by redaction.

    Source: PostgreSQL 15, "ALTER TABLE", SET STATISTICS; "pg_statistic".
    """
    if schema_editor.connection.vendor != "postgresql":
        return
    for model, columns in _COLUMNS.items():
        table = apps.get_model("centre", model)._meta.db_table  # noqa: SLF001  Django's own way
        for column in columns:
            schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


class Migration(migrations.Migration):
    """Switch them off."""

    dependencies = [("centre", "0001_initial")]
    operations = [migrations.RunPython(no_samples, migrations.RunPython.noop)]
