"""`ceasefire schema`: the JSON Schemas that editors and other programs can use."""

from __future__ import annotations

import json

import click

from ceasefire.cli._options import output_option

KINDS = ("agreement", "record", "answer")


@click.command("schema")
@click.argument("kind", metavar="agreement|record|answer", type=click.Choice(KINDS))
@output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema of agreements, records or answers.

    `agreement` describes agreement.yaml, `record` one line of a JSONL file, `answer` what check --format json
    prints.
    """
    from ceasefire.agreement import agreement_schema
    from ceasefire.cli._output import write
    from ceasefire.publish import assessment_schema
    from ceasefire.records import record_schema

    schemas = dict(zip(KINDS, (agreement_schema, record_schema, assessment_schema), strict=True))
    write(json.dumps(schemas[kind](), ensure_ascii=False, indent=2) + "\n", output)
