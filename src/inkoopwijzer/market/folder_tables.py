"""The tables of a market folder: their files, their columns, and how values are written in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, cast

import duckdb
import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from inkoopwijzer.facts.dossier import Value
from inkoopwijzer.facts.particulars import YEARS
from inkoopwijzer.facts.typed import CLOSED
from inkoopwijzer.market.folder_faults import Noted
from inkoopwijzer.values.text import Text

FORMAT: Final = "1"
"""The version of this format."""


@dataclass(frozen=True)
class Tables:
    """The names of the files that hold the tables."""

    subjects: str = "onderwerpen.parquet"
    cells: str = "gegevens.parquet"
    registers: str = "registers.parquet"


TABLES: Final = Tables()

COLUMNS: Final[dict[str, dict[str, str]]] = {
    TABLES.subjects: {
        "soort": "VARCHAR",
        "nr": "INTEGER",
        "praktijk": "INTEGER",
        "id": "VARCHAR",
        "naam": "VARCHAR",
        "agb": "VARCHAR",
        "beroep": "VARCHAR",
        "postcode": "VARCHAR",
    },
    TABLES.cells: {
        "soort": "VARCHAR",
        "nr": "INTEGER",
        "gegeven": "VARCHAR",
        "volgorde": "INTEGER",
        "waarde": "VARCHAR",
        "van": "DATE",
        "tot_en_met": "DATE",
        "bron": "VARCHAR",
        "gezien": "DATE",
    },
    TABLES.registers: {
        "praktijk": "INTEGER",
        "register": "VARCHAR",
        "volledig": "BOOLEAN",
        "gezien": "DATE",
    },
}
"""By table its columns with their types, as DuckDB names them."""

FIRST_DAY: Final = "DATE '0001-01-01'"
"""The day whose number is 1."""

Arrays = dict[str, NDArray[Any]]


def engine() -> DuckDBPyConnection:
    """A DuckDB of our own: it fetches nothing from elsewhere, and keeps rows in their order."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    return duckdb.connect(":memory:", config=config)


def fetch(con: DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> Arrays:
    """The columns that a query gives, none of them with NULL."""
    return cast(Arrays, con.execute(query, list(values)).fetchnumpy())


def exact_path(path: Path) -> str:
    """The path as `read_parquet` takes it: signs that would match several files stand for themselves."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))


def written(value: Value) -> str:
    """A value as it stands in the column `waarde`."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return number_text(float(value))
    if isinstance(value, tuple):
        return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in value) or CLOSED
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def number_text(value: float) -> str:
    """A number without an exponent and without digits that say nothing: 12, 101.4."""
    text = f"{Decimal(repr(float(value))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def order_within(rows: NDArray[np.int32]) -> NDArray[np.int32]:
    """For records ordered by row the place of each among those of its row: 0, 1, ..."""
    if not len(rows):
        return np.zeros(0, np.int32)
    starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    if len(starts) == len(rows):
        return np.zeros(len(rows), np.int32)
    sizes = np.diff(np.concatenate((starts, [len(rows)])))
    return (np.arange(len(rows)) - np.repeat(starts, sizes)).astype(np.int32)


def day_number(column: str, open_: int) -> str:
    """A day as its number (`date.toordinal()`), `open_` without one; -2 for a day that no dossier can hold."""
    low, high = (f"DATE '{year}'" for year in (f"{YEARS[0]}-01-01", f"{YEARS[1]}-12-31"))
    return (
        f"(CASE WHEN {column} IS NULL THEN {open_} WHEN {column} BETWEEN {low} AND {high} "
        f"THEN {column} - {FIRST_DAY} + 1 ELSE -2 END)::INTEGER"
    )


def strange_days(
    days: NDArray[np.int32], where: NDArray[np.int64], file: Path, column: str, noted: Noted
) -> None:
    """Note the rows (`where`, counted from 0) whose day no dossier can hold."""
    message = Text(
        f"Een dag ligt van {YEARS[0]} tot en met {YEARS[1]}.", f"A day lies from {YEARS[0]} to {YEARS[1]}."
    )
    hint = Text(
        "Ligt het begin langer geleden, laat het dan weg.", "If the start is longer ago, leave it out."
    )
    noted.rows("date", message, file, where[days == -2].tolist(), column, hint)


def texts(values: Sequence[str | None]) -> NDArray[np.object_]:
    """These texts as an array; a sequence that makes them on demand is gone through once."""
    found = np.empty(len(values), dtype=object)
    found[:] = [values[row] for row in range(len(values))]
    return found
