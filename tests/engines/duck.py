"""DuckDB with the tables of a market folder."""

from __future__ import annotations

from pathlib import Path

import duckdb

from inkoopwijzer.market.sql import TABLES
from inkoopwijzer.market.sql_dialect import DialectName
from tests.engines.compared import Row


class Duck:
    """A database in memory."""

    dialect = DialectName.duckdb

    def __init__(self, threads: int | None = 1) -> None:
        # one thread unless asked: on small tables more of them only cost
        self.connection = duckdb.connect(config={} if threads is None else {"threads": threads})

    def load(self, folder: Path) -> None:
        """The tables of this folder."""
        for table in TABLES:
            self.connection.execute(f"create or replace table {table} as from '{folder}/{table}.parquet'")

    def rows(self, query: str) -> list[Row]:
        """What a query gives."""
        cursor = self.connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
