"""Writing the tables of a market folder, a column at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.folder_tables import (
    COLUMNS,
    FIRST_DAY,
    TABLES,
    Arrays,
    engine,
    number_text,
    order_within,
    written,
)
from inkoopwijzer.market.records import NOBODY, NOT_SEEN, OPEN_END, OPEN_START, CellRecords, Listed, Records

BLOCK: Final = 200_000
"""Names of so many subjects at a time become text."""
IN_QUERY: Final = 1_000
"""With at most so many different values the file's engine looks them up; with more they come as a column."""

_PARQUET: Final = "(FORMAT parquet, COMPRESSION zstd)"


def write_tables(records: Records, folder: Path) -> None:
    """Write the three tables to files in `folder`."""
    scratch = folder / "werk.duckdb"
    with engine(str(scratch)) as con:
        _write_subjects(records, con, folder / TABLES.subjects)
        _write_cells(records, con, folder / TABLES.cells)
        _write_registers(records, con, folder / TABLES.registers)
    for left in folder.glob(f"{scratch.name}*"):
        left.unlink()


def _create(con: DuckDBPyConnection, name: str, file: str) -> None:
    columns = ", ".join(f"{column} {type_}" for column, type_ in COLUMNS[file].items())
    con.execute(f"CREATE TABLE {name} ({columns})")


def _write_subjects(records: Records, con: DuckDBPyConnection, file: Path) -> None:
    _create(con, "onderwerpen", TABLES.subjects)
    known = catalogue()
    professions = list(known.professions)
    for kind in sorted(records.listed):
        listed = records.listed[kind]
        for start in range(0, len(listed), BLOCK):
            con.register("blok", _block(listed, start, min(start + BLOCK, len(listed))))
            con.execute(
                "INSERT INTO onderwerpen SELECT ?, nr, praktijk, id::VARCHAR, naam::VARCHAR, "
                "nullif(agb::VARCHAR, ''), list_extract(?::VARCHAR[], beroep + 1), "
                "nullif(postcode::VARCHAR, '') FROM blok",
                [kind, professions],
            )
            con.unregister("blok")
    con.execute(f"COPY onderwerpen TO ? {_PARQUET}", [str(file)])
    con.execute("DROP TABLE onderwerpen")


def _block(listed: Listed, start: int, end: int) -> Arrays:
    def texts(given: object) -> NDArray[np.object_]:
        found = np.empty(end - start, dtype=object)
        found[:] = given
        return found

    return {
        "nr": np.arange(start, end, dtype=np.int32),
        "praktijk": listed.practice[start:end],
        "id": texts(listed.ids[start:end]),
        "naam": texts(listed.names[start:end]),
        "agb": texts(listed.agb[start:end] if len(listed.agb) else ""),
        "beroep": listed.profession[start:end].astype(np.int32),
        "postcode": texts(listed.postcode[start:end] if len(listed.postcode) else ""),
    }


def _write_cells(records: Records, con: DuckDBPyConnection, file: Path) -> None:
    parts: list[str] = []
    values: list[object] = []
    for number, ((kind, cell), found) in enumerate(sorted(records.cells.items())):
        if not len(found):
            continue
        select, more, arrays = _cell_part(kind, cell, found)
        con.register(f"deel_{number}", arrays)
        parts.append(f"SELECT {select} FROM deel_{number}")  # noqa: S608  only names made here
        values.extend(more)
    if not parts:
        _create(con, "gegevens", TABLES.cells)
        parts.append("SELECT * FROM gegevens")
    con.execute(f"COPY ({' UNION ALL '.join(parts)}) TO ? {_PARQUET}", [*values, str(file)])


def _cell_part(kind: str, cell: CellKey, found: CellRecords) -> tuple[str, list[object], Arrays]:
    """The columns of one cell as a query over arrays, the values that the query names, and the arrays."""
    arrays: Arrays = {"nr": found.row}
    values: list[object] = [kind, ".".join(cell)]
    order = order_within(found.row)
    if order.any():
        arrays["volgorde"] = order
    value = _value_part(cell, found, arrays, values)
    columns = {
        "soort": "?::VARCHAR",
        "nr": "nr::INTEGER",
        "gegeven": "?::VARCHAR",
        "volgorde": "volgorde::INTEGER" if "volgorde" in arrays else "0::INTEGER",
        "waarde": f"({value})::VARCHAR",
        "van": _day_part("van", found.start, OPEN_START, arrays),
        "tot_en_met": _day_part("tot_en_met", found.end, OPEN_END, arrays),
        "bron": "NULL::VARCHAR",
        "gezien": _day_part("gezien", found.seen, NOT_SEEN, arrays),
    }
    if (found.source != NOBODY).any():
        arrays["bron"] = found.source.astype(np.int32)
        columns["bron"] = "list_extract(?::VARCHAR[], bron + 1)"
        values.append(list(catalogue().sources))
    return ", ".join(f"{text} AS {name}" for name, text in columns.items()), values, arrays


def _value_part(cell: CellKey, found: CellRecords, arrays: Arrays, values: list[object]) -> str:
    type_ = catalogue().facts[cell[0]].type
    if type_ is FactType.yes_no:
        arrays["waarde"] = found.value
        return "CASE waarde WHEN 2 THEN 'ja' WHEN 0 THEN 'nee' END"
    if type_ in (FactType.whole, FactType.decimal):
        different, codes = np.unique(found.value, return_inverse=True)
        texts = [None if np.isnan(v) else number_text(v) for v in different.tolist()]
    else:
        texts, codes = [written(v) for v in found.values], found.value
    if len(texts) <= IN_QUERY and type_ is not FactType.text:
        arrays["waarde"] = codes.astype(np.int32)
        values.append(texts)
        return "list_extract(?::VARCHAR[], waarde + 1)"
    arrays["waarde"] = np.array([*texts, None], dtype=object)[codes]
    return "waarde"


def _day_part(name: str, days: NDArray[np.int32], open_: int, arrays: Arrays) -> str:
    if (days == open_).all():
        return "NULL::DATE"
    arrays[name] = days
    return f"(CASE WHEN {name} != {open_} THEN {FIRST_DAY} + ({name} - 1) END)::DATE"


def _write_registers(records: Records, con: DuckDBPyConnection, file: Path) -> None:
    _create(con, "registers", TABLES.registers)
    for name, seen in sorted(records.registers.items()):
        rows = np.flatnonzero(seen.complete | (seen.seen != NOT_SEEN))
        if not len(rows):
            continue
        arrays: Arrays = {"praktijk": rows.astype(np.int32), "volledig": seen.complete[rows]}
        day = _day_part("gezien", seen.seen[rows], NOT_SEEN, arrays)
        con.register("blok", arrays)
        con.execute(
            f"INSERT INTO registers SELECT praktijk, ?, volledig, {day} FROM blok",  # noqa: S608  names made here
            [name],
        )
        con.unregister("blok")
    con.execute(f"COPY registers TO ? {_PARQUET}", [str(file)])
    con.execute("DROP TABLE registers")


__all__ = ["write_tables"]
