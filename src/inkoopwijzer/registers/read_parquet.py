"""Parquet: each cell by the type of its column; a number where a code is asked is refused, not padded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.facts.place import shown
from inkoopwijzer.market.folder_tables import exact_path
from inkoopwijzer.registers.duck import connect, quoted_name
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.opened import (
    ROWS_AT_ONCE,
    Form,
    Opened,
    Part,
    check_header,
    check_rows,
    check_size,
    damaged,
    unreadable,
)
from inkoopwijzer.registers.typed_numbers import unmistakable
from inkoopwijzer.values.text import Text

_NUMBERS: Final = ("INT", "HUGEINT", "DECIMAL", "DOUBLE", "FLOAT")
_DAYS: Final = ("DATE", "TIMESTAMP")
_NESTED: Final = ("STRUCT", "MAP", "UNION")
_ALLOWED: Final = {
    Form.code: ("VARCHAR", "ENUM"),
    Form.number: ("VARCHAR", "ENUM", *_NUMBERS),
    Form.day: ("VARCHAR", *_DAYS),
    Form.yes_no: ("VARCHAR", "ENUM", "BOOLEAN"),
    Form.value: ("VARCHAR", "ENUM", "BOOLEAN", *_NUMBERS, *_DAYS),
}
_FORM_WORDS: Final = {
    Form.code: Text("tekst", "text"),
    Form.number: Text("een getal of tekst", "a number or text"),
    Form.day: Text("een datum of tekst", "a date or text"),
    Form.yes_no: Text("ja of nee", "yes or no"),
    Form.value: Text("tekst, een getal, een datum of ja/nee", "text, a number, a date or yes/no"),
}


def open_parquet(path: Path, faults: FaultList) -> Opened | None:
    """The file with the names of its columns; None, with faults, when it is no Parquet that can be read."""
    con = connect()
    try:
        if not check_size(path.stat().st_size, faults):
            return None
        size = "SELECT sum(total_uncompressed_size)::BIGINT FROM parquet_metadata(?)"
        ((bytes_,),) = con.execute(size, [exact_path(path)]).fetchall()
        if not check_size(int(bytes_ or 1), faults):
            return None
        table = con.from_parquet(exact_path(path))
        header, types = tuple(table.columns), [str(kind) for kind in table.types]
    except OSError as error:
        unreadable(error.strerror or "", faults)
        return None
    except duckdb.Error:
        damaged("Parquet", faults)
        return None
    if not check_header(header, 0, faults):
        return None

    def rows(wanted: Sequence[Form | None]) -> Iterator[Part]:
        chosen = [at for at, form in enumerate(wanted) if form is not None]
        for at in chosen:
            _check_type(header[at], types[at], wanted[at], faults)
        if faults:
            return
        names = ", ".join(quoted_name(header[at]) for at in chosen) or "1"
        count = 0
        try:
            query = f"SELECT {names} FROM read_parquet(?)"  # noqa: S608  quoted names of its own columns
            found = con.execute(query, [exact_path(path)])
            while part := found.fetchmany(ROWS_AT_ONCE):
                made: list[Sequence[str]] = []
                for row in part:
                    cells = [""] * len(header)
                    for at, value in zip(chosen, row, strict=True):
                        cells[at] = _text(value)
                    made.append(cells)
                yield list(range(count + 1, count + len(part) + 1)), made
                count += len(part)
                if not check_rows(count, count, faults):
                    return
        except duckdb.Error:
            damaged("Parquet", faults)

    return Opened(header, 0, rows)


def _check_type(name: str, kind: str, form: Form | None, faults: FaultList) -> None:
    plain = not kind.endswith("]") and not kind.startswith(_NESTED) and "ZONE" not in kind
    if form is None or (plain and any(allowed in kind.partition("(")[0] for allowed in _ALLOWED[form])):
        return
    asked = _FORM_WORDS[form or Form.value]
    message = Text(
        f"De kolom '{shown(name)}' heeft het type {shown(kind)}; hier hoort {asked.nl}.",
        f"The column '{shown(name)}' has type {shown(kind)}; expected {asked.en}.",
    )
    hint = Text(
        "Bewaar codes als tekst; een nul vooraan die al weg is, komt niet terug.",
        "Save codes as text; a leading zero that is gone does not come back.",
    )
    faults.add("cell_type", message, None, shown(name), hint)


def _text(value: object) -> str:
    """A value as the text that a CSV file would hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float | Decimal):
        return unmistakable(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
