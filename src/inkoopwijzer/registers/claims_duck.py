"""DuckDB as claims use it: a database in a folder of its own, so that millions of lines need little memory."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

import duckdb

MEMORY: Final = "1GB"


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database that keeps what does not fit in memory in this folder, and loads nothing from elsewhere."""
    con = duckdb.connect(str(folder / "werk.duckdb"))
    con.execute("SET memory_limit = ?", [MEMORY])
    con.execute("SET temp_directory = ?", [str(folder)])
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    con.execute("SET enable_progress_bar = false")
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    return con


def fill(template: str, **parts: object) -> str:
    """SQL with each $name replaced by SQL made by this program: names of columns, expressions, numbers.

    A text from outside goes in as a parameter, or through `quoted`.
    """
    return Template(template).substitute(parts)


def quoted(text: str) -> str:
    """A text as a literal of SQL, for where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"


def exact(path: Path) -> str:
    """The literal of a path, in which DuckDB takes no sign for a pattern of several files."""
    return quoted("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.resolve())))


def one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    """The whole number that a query gives."""
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
