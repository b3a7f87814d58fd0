"""`ceasefire schema`: the JSON Schemas that editors and other programs can use."""

from __future__ import annotations

import json

import click

from ceasefire.agreement import agreement_schema
from ceasefire.cli._asking import output_option
from ceasefire.cli._output import write
from ceasefire.publish import assessment_schema
from ceasefire.records import record_schema

SCHEMAS = {"agreement": agreement_schema, "record": record_schema, "answer": assessment_schema}


@click.command("schema")
@click.argument("kind", metavar="agreement|record|answer", type=click.Choice(tuple(SCHEMAS)))
@output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema of agreements, records or answers.

    `agreement` describes agreement.yaml, `record` one line of a JSONL file, `answer` what check --format json
    prints.
    """
    write(json.dumps(SCHEMAS[kind](), ensure_ascii=False, indent=2) + "\n", output)
