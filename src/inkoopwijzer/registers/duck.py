"""DuckDB as this room uses it: in memory, bounded, offline."""

from __future__ import annotations

from typing import Final

from duckdb import DuckDBPyConnection

from inkoopwijzer.market.folder_tables import engine

MEMORY: Final = "2GB"


def connect() -> DuckDBPyConnection:
    """A database in memory that loads nothing from elsewhere and keeps within `MEMORY`."""
    con = engine()
    con.execute("SET memory_limit = ?", [MEMORY])
    return con


def quoted(text: str) -> str:
    """A text as a literal of SQL, for where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """A name of a column as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'
