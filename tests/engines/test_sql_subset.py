"""The SQL text stays in the subset that Apache Spark parses too."""

from __future__ import annotations

import random

import sqlglot
from sqlglot import expressions as exp
from tests.oracle.test_oracle import KINDS
from tests.oracle.worlds import random_world

from ceasefire.assess.engines import contributions_sql

ALLOWED_CALLS = {exp.Sum, exp.Max, exp.Min, exp.Cast, exp.Case, exp.If, exp.And, exp.Or, exp.Exists}


def texts():
    """Yield the text for many questions."""
    for kind in KINDS:
        for number in range(10):
            node = random_world(random.Random(f"sql-{kind}-{number}"), kind).node()
            for leaf in node.leaves:
                if leaf.question is not None:
                    yield contributions_sql(
                        leaf.question, as_of=1, low="low_0", high="high_0", chosen_column="kind", chosen=[0],
                        special=bool(number % 2),
                    )  # fmt: skip


def test_both_dialects_read_the_text_alike() -> None:
    """Spark's and DuckDB's parser read one and the same statement."""
    for text in texts():
        as_spark = sqlglot.parse_one(text, read="spark", error_level=sqlglot.ErrorLevel.RAISE)
        as_duckdb = sqlglot.parse_one(text, read="duckdb", error_level=sqlglot.ErrorLevel.RAISE)

        # outside ANSI mode Spark's CAST gives NULL where DuckDB's fails; both are whole numbers here
        assert as_spark.sql("duckdb").replace("TRY_CAST", "CAST") == as_duckdb.sql("duckdb")


def test_only_plain_constructs_are_used() -> None:
    """No window, no list, no function outside a short list, and every sum is cast."""
    for text in texts():
        tree = sqlglot.parse_one(text, read="duckdb")

        assert not list(tree.find_all(exp.Window, exp.Array, exp.Lambda, exp.Qualify, exp.Anonymous))
        assert {type(each) for each in tree.find_all(exp.Func)} <= ALLOWED_CALLS
        assert all(isinstance(each.parent, exp.Cast) for each in tree.find_all(exp.Sum))
