"""Files of claims, invented, made to be changed by a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from inkoopwijzer.registers.claims_layout import NAMES
from inkoopwijzer.services.reading_claims import ClaimsRead, read_claims

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)

Row = dict[str, str]

GOOD: Row = {
    "regel": "V-1",
    "verzekerde": "P-1",
    "praktijk": "04990010",
    "therapeut": "04990013",
    "codelijst": "073",
    "prestatie": "1000",
    "kenmerklijst": "004",
    "kenmerk": "001",
    "diagnoselijst": "000",
    "diagnose": "9374",
    "begindatum": "2025-01-13",
    "aantal": "1",
    "bedrag": "36,00",
    "leeftijd": "67",
    "geslacht": "v",
    "ses": "3",
    "uzovi": "0000",
}


def row(number: int, **changes: str) -> Row:
    """A good row with its own reference, and some cells changed."""
    return {**GOOD, "regel": f"V-{number}", **changes}


def csv_text(
    rows: Sequence[Mapping[str, str]], separator: str = ";", end: str = "\n", quote: bool = False
) -> str:
    """Rows as CSV, with the columns of the first row."""
    names = list(rows[0]) if rows else list(NAMES)
    cells = [names, *([each[name] for name in names] for each in rows)]
    return "".join(separator.join(f'"{c}"' if quote else c for c in line) + end for line in cells)


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], separator: str = ";") -> Path:
    """Rows as a CSV file."""
    path.write_text(csv_text(rows, separator), encoding="utf-8", newline="")
    return path


def write_parquet(path: Path, select: str) -> Path:
    """What a query gives as a Parquet file; `good` is a table of two good rows with the types of the layout."""
    with duckdb.connect() as con:
        con.execute(
            """CREATE TABLE good AS SELECT 'V-' || i AS regel, 'P-1' AS verzekerde, '04990010' AS praktijk,
            '04990013' AS therapeut, '073' AS codelijst, '1000' AS prestatie, '004' AS kenmerklijst, '001' AS kenmerk,
            '000' AS diagnoselijst, '9374' AS diagnose, DATE '2025-01-13' AS begindatum, CAST(1 AS INTEGER) AS aantal,
            CAST(36 AS DECIMAL(12, 2)) AS bedrag, CAST(67 AS SMALLINT) AS leeftijd, 'v' AS geslacht,
            CAST(3 AS SMALLINT) AS ses, '0000' AS uzovi FROM range(1, 3) AS t(i)"""
        )
        con.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def read(folder: Path, *files: Path) -> ClaimsRead:
    """What reading these files gives."""
    out = folder / "uit"
    out.mkdir(exist_ok=True)
    return read_claims(files, out / "claims.parquet", now=NOW)
