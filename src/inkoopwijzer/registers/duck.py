"""DuckDB as this room uses it: in memory, bounded, offline."""

from __future__ import annotations

from functools import cache
from typing import Final

from duckdb import DuckDBPyConnection

from inkoopwijzer.market.folder_tables import engine

MEMORY: Final = "2GB"


def connect() -> DuckDBPyConnection:
    """A connection for one piece of work; close it afterwards, and the temporary tables and views it made are gone.

    It loads nothing from elsewhere and keeps within `MEMORY`.
    """
    return _engine().cursor()


@cache
def _engine() -> DuckDBPyConnection:
    """The one engine of this process: starting it costs more than most of what it does."""
    made = engine()
    made.execute("SET memory_limit = ?", [MEMORY]).fetchall()
    return made


def quoted(text: str) -> str:
    """A text as a literal of SQL, for where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """A name of a column as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'
