"""Writing the tables of a market folder, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

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
from inkoopwijzer.market.records import NOT_SEEN, OPEN_END, OPEN_START, CellRecords, Listed, Records

BLOCK: Final = 200_000
"""Names of so many subjects at a time become text."""
IN_QUERY: Final = 1_000
"""With at most so many different values the file's engine looks them up; with more they come as a column."""

TOGETHER: Final = 1_000_000
"""Cells are written together up to so many records."""

Entry = tuple[tuple[str, CellKey], CellRecords]

_PARQUET: Final = "(FORMAT parquet, COMPRESSION zstd)"


def write_tables(records: Records, folder: Path) -> None:
    """Write the three tables to files in `folder`."""
    with engine() as con:
        _write_subjects(records, con, folder / TABLES.subjects)
        _write_cells(records, con, folder / TABLES.cells)
        _write_registers(records, con, folder / TABLES.registers)


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
    cells = sorted((key, found) for key, found in records.cells.items() if len(found))
    _create_words(con, [".".join(cell) for (_, cell), _ in cells])
    parts: list[str] = []
    values: list[object] = []
    for number, batch in enumerate(_batches(cells)):
        select, more, arrays = _part(batch)
        con.register(f"deel_{number}", arrays)
        parts.append(f"SELECT {select} FROM deel_{number}")  # noqa: S608  only names made here
        values.extend(more)
    if not parts:
        _create(con, "gegevens", TABLES.cells)
        parts.append("SELECT * FROM gegevens")
    con.execute(
        "SET threads = 1"
    )  # with more, parts that are ready early pile up in memory, in their gigabytes
    con.execute(f"COPY ({' UNION ALL '.join(parts)}) TO ? {_PARQUET}", [*values, str(file)])
    con.execute("RESET threads")


def _create_words(con: DuckDBPyConnection, cells: list[str]) -> None:
    """Types for the words that return in every row: written once for many rows; to readers they are text."""
    known = catalogue()
    for name, words in (("soorten", known.subjects), ("cellen", cells or [""]), ("bronnen", known.sources)):
        listed = ", ".join(f"'{word}'" for word in dict.fromkeys(words))
        con.execute(f"CREATE TYPE {name} AS ENUM ({listed})")


def _batches(cells: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The cells, small ones together, so that each part is worth a query."""
    batch: list[Entry] = []
    size = 0
    for entry in cells:
        if batch and size + len(entry[1]) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += len(entry[1])
    if batch:
        yield batch


def _part(batch: Sequence[Entry]) -> tuple[str, list[object], Arrays]:
    """The columns of these cells as a query over arrays, the values that the query names, and the arrays."""
    arrays: Arrays = {"nr": _together([found.row for _, found in batch])}
    values: list[object] = [[kind for (kind, _), _ in batch], [".".join(cell) for (_, cell), _ in batch]]
    sizes = [len(found) for _, found in batch]
    arrays["cel"] = np.repeat(np.arange(len(batch), dtype=np.int32), sizes)
    order = _together([order_within(found.row) for _, found in batch])
    if order.any():
        arrays["volgorde"] = order
    columns = {
        "soort": "list_extract(?::soorten[], cel + 1)",
        "nr": "nr::INTEGER",
        "gegeven": "list_extract(?::cellen[], cel + 1)",
        "volgorde": "volgorde::INTEGER" if order.any() else "0::INTEGER",
        "waarde": f"({_value_part(batch, arrays, values)})::VARCHAR",
        "van": _day_part("van", _together([found.start for _, found in batch]), OPEN_START, arrays),
        "tot_en_met": _day_part("tot_en_met", _together([found.end for _, found in batch]), OPEN_END, arrays),
        "bron": "list_extract(?::bronnen[], bron + 1)",
        "gezien": _day_part("gezien", _together([found.seen for _, found in batch]), NOT_SEEN, arrays),
    }
    arrays["bron"] = _together([found.source for _, found in batch]).astype(np.int32)
    values.append(list(catalogue().sources))
    return ", ".join(f"{text} AS {name}" for name, text in columns.items()), values, arrays


def _together(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return columns[0] if len(columns) == 1 else np.concatenate(columns)


def _value_part(batch: Sequence[Entry], arrays: Arrays, values: list[object]) -> str:
    """The text of each value: as a code that the query looks up, or where there are too many, as it is."""
    places: dict[str | None, int] = {}
    codes = []
    for (_, cell), found in batch:
        texts, own = _texts(cell, found)
        moved = np.array([places.setdefault(text, len(places)) for text in texts], np.int32)
        codes.append(moved[own])
    code = _together(codes)
    texts = list(places)
    if len(texts) <= IN_QUERY and not any("\0" in (text or "") for text in texts):
        arrays["waarde"] = code
        values.append(texts)
        return "list_extract(?::VARCHAR[], waarde + 1)"
    arrays["waarde"] = np.array(texts, dtype=object)[code]
    return "waarde"


def _texts(cell: CellKey, found: CellRecords) -> tuple[list[str | None], NDArray[Any]]:
    """The different texts of a cell's values, the last for "onbekend", and by record which it is."""
    type_ = catalogue().facts[cell[0]].type
    if type_ is FactType.yes_no:
        return ["nee", None, "ja"], found.value
    if type_ in (FactType.whole, FactType.decimal):
        different, codes = np.unique(found.value, return_inverse=True)
        return [None if np.isnan(v) else number_text(v) for v in different.tolist()], codes
    return [*(written(value) for value in found.values), None], found.value


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
