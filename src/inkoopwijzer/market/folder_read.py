"""Reading the tables of a market folder, a column at a time, and checking every row against the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
from duckdb import DuckDBPyConnection

from inkoopwijzer.facts.catalogue import Fact, catalogue
from inkoopwijzer.facts.dossier import CellKey, one_cell
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.facts.typed import numbers
from inkoopwijzer.market.folder_faults import Noted, unreadable
from inkoopwijzer.market.folder_records import read_records
from inkoopwijzer.market.folder_subjects import read_subjects
from inkoopwijzer.market.folder_tables import (
    COLUMNS,
    TABLES,
    day_number,
    engine,
    exact_path,
    fetch,
    strange_days,
)
from inkoopwijzer.market.records import PRACTICE, CellRecords, Listed, Records, Seen
from inkoopwijzer.values.text import Text


def read_tables(folder: Path, name: str, about: Mapping[str, str], noted: Noted) -> Records:
    """The records in the three tables. Notes every fault; raises `Faults` where going on makes no sense."""
    with engine() as con:
        try:
            for file in COLUMNS:
                _check_columns(con, folder / file, noted)
            noted.finish()
            listed = read_subjects(con, folder / TABLES.subjects, noted)
            cells = _read_cells(con, folder / TABLES.cells, listed, noted)
            registers = _read_registers(con, folder / TABLES.registers, len(listed[PRACTICE]), noted)
        except duckdb.Error as error:
            noted.add(unreadable(folder, shown(str(error))))
            noted.finish()
            raise
    return Records(listed, cells, registers, name, dict(about))


def _check_columns(con: DuckDBPyConnection, file: Path, noted: Noted) -> None:
    if not file.is_file():
        noted.add(unreadable(file, "No such file"))
        return
    try:
        described = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [exact_path(file)]).fetchall()
    except duckdb.Error as error:
        noted.add(unreadable(file, shown(str(error))))
        return
    found = {str(row[0]): str(row[1]) for row in described}
    for column, wanted in COLUMNS[file.name].items():
        type_ = found.get(column)
        if type_ == wanted:
            continue
        message = Text(f"De kolom '{column}' ontbreekt.", f"The column '{column}' is missing.")
        if type_ is not None:
            message = Text(
                f"De kolom '{column}' is van het type {type_}; hier hoort {wanted}.",
                f"The column '{column}' is of type {type_}; expected {wanted}.",
            )
        hint = Text("Laat de tabel opnieuw maken.", "Have the table made again.")
        noted.fault("column", message, str(file), path=column, hint=hint)


def _read_cells(
    con: DuckDBPyConnection, file: Path, listed: Mapping[str, Listed], noted: Noted
) -> dict[tuple[str, CellKey], CellRecords]:
    query = (
        "SELECT soort, gegeven, count(*), min(file_row_number) FROM read_parquet(?, file_row_number=true) "
        "GROUP BY ALL ORDER BY ALL"
    )
    cells: dict[tuple[str, CellKey], int] = {}
    for kind, text, count, first in con.execute(query, [exact_path(file)]).fetchall():
        cell = _cell(kind, text, count, first, file, noted)
        if cell is not None:
            cells[kind, cell] = count
    return read_records(con, file, cells, {kind: len(found) for kind, found in listed.items()}, noted)


def _cell(
    kind: str | None, text: str | None, count: int, row: int, file: Path, noted: Noted
) -> CellKey | None:
    """The cell that is called this, if it is one of the catalogue and of this kind of subject."""
    known = catalogue()
    if kind not in known.subjects:
        message = Text(
            f"'{shown(kind or '')}' is geen soort onderwerp.",
            f"'{shown(kind or '')}' is not a kind of subject.",
        )
        noted.fault("kind", message, str(file), row + 1, "soort", choose(kind or "", known.subjects))
        return None
    name, *key = (text or "").split(".")
    fact = known.facts.get(name)
    if fact is None:
        own = [f.id for f in known.facts.values() if f.about == kind]
        message = Text(
            f"Het gegeven '{shown(name)}' is niet bekend ({_rows(count).nl}).",
            f"The fact '{shown(name)}' is not known ({_rows(count).en}).",
        )
        noted.fault("unknown_fact", message, str(file), row + 1, "gegeven", choose(name, own))
        return None
    if fact.about != kind:
        message = Text(
            f"'{name}' hoort niet bij een {kind} maar bij een {fact.about} ({_rows(count).nl}).",
            f"'{name}' does not belong to a {kind} but to a {fact.about} ({_rows(count).en}).",
        )
        noted.fault("wrong_subject", message, str(file), row + 1, "gegeven")
        return None
    if not _is_key(fact, key):
        parts = ".".join((name, *(d.id for d in fact.per)))
        message = Text(
            f"'{shown(text or '')}' noemt geen waarde van dit feit ({_rows(count).nl}).",
            f"'{shown(text or '')}' names no value of this fact ({_rows(count).en}).",
        )
        hint = Text(f"Schrijf {parts}, met bekende woorden.", f"Write {parts}, with known words.")
        noted.fault("key", message, str(file), row + 1, "gegeven", hint)
        return None
    return one_cell((name, *key))


def _rows(count: int) -> Text:
    return Text(f"{count} rijen", f"{count} rows") if count != 1 else Text("1 rij", "1 row")


def _is_key(fact: Fact, key: list[str]) -> bool:
    if len(key) != len(fact.per):
        return False
    for dimension, name in zip(fact.per, key, strict=True):
        if dimension.options:
            if name not in dimension.options:
                return False
            continue
        low, high = numbers(dimension)
        if not (name.isascii() and name.isdigit() and name == str(int(name)) and low <= int(name) <= high):
            return False
    return True


def _read_registers(con: DuckDBPyConnection, file: Path, practices: int, noted: Noted) -> dict[str, Seen]:
    known = catalogue().sources
    path = exact_path(file)
    query = "SELECT register, min(file_row_number) FROM read_parquet(?, file_row_number=true) GROUP BY ALL ORDER BY ALL"
    found: dict[str, Seen] = {}
    for name, first in con.execute(query, [path]).fetchall():
        if name not in known:
            message = Text(
                f"'{shown(name or '')}' is geen bekende bron.",
                f"'{shown(name or '')}' is not a known source.",
            )
            noted.fault("source", message, str(file), first + 1, "register", choose(name or "", known))
            continue
        rows = fetch(
            con,
            "SELECT file_row_number AS rij, coalesce(praktijk, -1) AS praktijk, "  # noqa: S608  only names made here
            "(CASE volledig WHEN true THEN 1 WHEN false THEN 0 ELSE -1 END)::TINYINT AS volledig, "
            f"{day_number('gezien', 0)} AS gezien "
            "FROM read_parquet(?, file_row_number=true) WHERE register = ?",
            [path, name],
        )
        at, where = rows["praktijk"], rows["rij"]
        outside = (at < 0) | (at >= practices)
        _, firsts = np.unique(at, return_index=True)
        twice = np.ones(len(at), np.bool_)
        twice[firsts] = False
        strange_days(rows["gezien"], where, file, "gezien", noted)
        for wrong, code, column, message in (
            (outside, "no_such_row", "praktijk", _NO_SUCH_PRACTICE),
            (twice & ~outside, "twice", "praktijk", _REGISTER_TWICE),
            (rows["volledig"] < 0, "missing_value", "volledig", _NOT_FILLED),
        ):
            noted.rows(code, message, file, where[wrong].tolist(), column)
        complete, seen = np.zeros(practices, np.bool_), np.zeros(practices, np.int32)
        complete[at[~outside]] = rows["volledig"][~outside] > 0
        seen[at[~outside]] = rows["gezien"][~outside]
        found[name] = Seen(complete, seen)
    return found


_NO_SUCH_PRACTICE = Text("Deze praktijk is er niet.", "There is no such practice.")
_REGISTER_TWICE = Text(
    "Dit register staat er voor deze praktijk twee keer.", "This register is there twice for this practice."
)
_NOT_FILLED = Text("Hier staat geen waarde.", "There is no value here.")
