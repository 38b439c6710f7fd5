"""Spark with the tables of a market folder: an engine that speaks Spark Connect, without Java."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inkoopwijzer.market.sql import TABLES
from inkoopwijzer.market.sql_dialect import DialectName
from tests.engines.compared import Row


def missing() -> str:
    """What is not installed here that this needs; "" when all is there."""
    absent = [name for name in ("pysail", "pyspark", "pandas") if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(absent)} (requirements/dev.in)" if absent else ""


class Spark:
    """A session."""

    dialect = DialectName.spark

    def __init__(self, session: Any) -> None:
        self.session = session

    def load(self, folder: Path) -> None:
        """The tables of this folder, read where they are."""
        for table in TABLES:
            self.session.read.parquet(f"{folder}/{table}.parquet").createOrReplaceTempView(table)

    def rows(self, query: str) -> list[Row]:
        """What a query gives."""
        return [row.asDict() for row in self.session.sql(query).collect()]


@contextlib.contextmanager
def session(home: Path) -> Iterator[Any]:
    """A session with a server of its own; stopped at the end."""
    os.environ.setdefault("SPARK_HOME", str(home))  # any folder: what is looked for there, is not used
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        from pyspark.sql import SparkSession

        host, port = server.listening_address
        made = SparkSession.builder.remote(f"sc://{host}:{port}").create()
        try:
            yield made
        finally:
            made.stop()
    finally:
        server.stop()
