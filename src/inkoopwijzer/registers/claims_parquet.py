"""Parquet files of claims: the types must be those of the layout, so that no code lost its zeros on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.registers.claims_csv import Source, check_names
from inkoopwijzer.registers.claims_duck import exact, fill
from inkoopwijzer.registers.claims_layout import COLUMNS, NAMES, Column, Holds
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

_WHOLE: Final = "U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)"
_TYPES: Final[Mapping[Holds, str]] = {
    Holds.reference: f"VARCHAR|{_WHOLE}",
    Holds.code: "VARCHAR",
    Holds.day: "DATE",
    Holds.whole: _WHOLE,
    Holds.money: rf"DECIMAL\([0-9]+,[0-2]\)|{_WHOLE}",
}
_WANTED: Final[Mapping[Holds, Text]] = {
    Holds.reference: Text("tekst of geheel getal", "text or a whole number"),
    Holds.code: Text("tekst, zodat een nul vooraan blijft", "text, so that a leading zero stays"),
    Holds.day: Text("DATE", "DATE"),
    Holds.whole: Text("geheel getal", "a whole number"),
    Holds.money: Text("DECIMAL met twee decimalen", "DECIMAL with two decimals"),
}


def parquet_source(con: duckdb.DuckDBPyConnection, path: Path) -> Source:
    """A Parquet file as a source; its line is the number of the row. Raises `Faults` when its schema does not fit."""
    file = exact(path)
    try:
        rows = con.execute(fill("DESCRIBE SELECT * FROM read_parquet($file)", file=file)).fetchall()
    except duckdb.Error:
        message = Text("Dit Parquet-bestand is beschadigd of niet compleet.", "This Parquet file is damaged.")
        raise Faults([Fault("claims.parquet", message, str(path), hint=_AGAIN)]) from None
    types = {str(name): str(kind) for name, kind, *_ in rows}
    check_names(list(types), str(path), None)
    faults = [
        _wrong_type(column, types[column.name], path)
        for column in COLUMNS
        if column.name in types and types[column.name] != '"NULL"' and not _fits(column, types[column.name])
    ]
    if faults:
        raise Faults(faults)
    values = ", ".join(
        f"nullif(trim(CAST({name} AS VARCHAR)), '') AS {name}"
        if name in types
        else f"CAST(NULL AS VARCHAR) AS {name}"
        for name in NAMES
    )
    numbers = types["verzekerde"] not in ("VARCHAR", "UBIGINT", "HUGEINT", "UHUGEINT")
    query = fill(
        "SELECT file_row_number + 1 AS rij, $values FROM read_parquet($file, file_row_number = true)",
        values=values,
        file=file,
    )
    return Source(str(path), "parquet", query, 0, numbers)


def _fits(column: Column, kind: str) -> bool:
    return re.fullmatch(_TYPES[column.holds], kind) is not None


def _wrong_type(column: Column, kind: str, path: Path) -> Fault:
    wanted = _WANTED[column.holds]
    message = Text(
        f"De kolom '{column.name}' heeft het type {kind}; verwacht wordt {wanted.nl}.",
        f"The column '{column.name}' has the type {kind}; expected is {wanted.en}.",
    )
    return Fault("claims.type", message, str(path), path=column.name, hint=_CAST)


_AGAIN = Text("Maak of haal het bestand opnieuw.", "Make or fetch the file again.")
_CAST = Text("Schrijf de kolom met het juiste type.", "Write the column with the right type.")
