"""Tables as Parquet: the twin of a table for other programs, with its types kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

import duckdb

Value = str | bool | int | float | Decimal | None


class ColumnType(Enum):
    """The type of a column in a data file, as DuckDB names it."""

    text = "VARCHAR"
    whole = "BIGINT"
    number = "DOUBLE"
    amount = "DECIMAL(18,2)"
    yes_no = "BOOLEAN"


@dataclass(frozen=True)
class Twin:
    """A table to be written to `path`: each column by name with its type, in the order of the cells of `rows`.

    None is NULL. `about` goes into the metadata of the file, as text by key.
    """

    path: Path
    columns: Mapping[str, ColumnType]
    rows: Sequence[Sequence[Value]]
    about: Mapping[str, str]


def write_parquet(twins: Sequence[Twin]) -> None:
    """Write each table to its own file, replacing what is there.

    A cell that does not fit its column, a row of another length or a table without columns is a ValueError
    that names the file and the column; nothing is written then.
    """
    for twin in twins:
        _check(twin)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 1,
    }
    with duckdb.connect(":memory:", config=settings) as engine:
        for twin in twins:
            _write(engine, twin)


def _check(twin: Twin) -> None:
    if not twin.columns or any(len(row) != len(twin.columns) for row in twin.rows):
        raise ValueError(f"{twin.path.name}: there are {len(twin.columns)} columns, and not as many cells")
    for number, (name, kind) in enumerate(twin.columns.items()):
        for row in twin.rows:
            if row[number] is not None and type(row[number]) not in _ALLOWED[kind]:
                raise ValueError(f"{twin.path.name}, {name}: {row[number]!r} is no {kind.value}")


def _write(engine: duckdb.DuckDBPyConnection, twin: Twin) -> None:
    fields = ", ".join(f"{_name(name)} {kind.value}" for name, kind in twin.columns.items())
    engine.execute(f"CREATE OR REPLACE TABLE twin ({fields})")
    if twin.rows:
        # Column by column: one list for each, however many rows there are.
        cells = [list(column) for column in zip(*twin.rows, strict=True)]
        picked = ", ".join(f"unnest(?::{kind.value}[])" for kind in twin.columns.values())
        engine.execute(f"INSERT INTO twin SELECT {picked}", cells)
    keys = ", ".join(f"{_name(key)}: {_text(said)}" for key, said in twin.about.items())
    extra = f", KV_METADATA {{{keys}}}" if twin.about else ""
    engine.execute(f"COPY twin TO {_text(str(twin.path))} (FORMAT parquet, COMPRESSION zstd{extra})")


_ALLOWED: Final[Mapping[ColumnType, tuple[type, ...]]] = {
    ColumnType.text: (str,),
    ColumnType.whole: (int,),
    ColumnType.number: (int, float),
    ColumnType.amount: (Decimal,),
    ColumnType.yes_no: (bool,),
}


def _name(said: str) -> str:
    """A name, quoted: it may hold anything."""
    return '"' + said.replace('"', '""') + '"'


def _text(said: str) -> str:
    return "'" + said.replace("'", "''") + "'"
