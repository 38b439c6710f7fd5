"""Reading records from a market folder: text into numbers, and every value checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Value
from inkoopwijzer.facts.place import shown
from inkoopwijzer.facts.typed import DIGITS, MOST
from inkoopwijzer.market.folder_faults import SHOWN, Noted
from inkoopwijzer.market.folder_tables import Arrays, day_number, exact_path, fetch, strange_days
from inkoopwijzer.market.folder_values import expected, read_value
from inkoopwijzer.market.records import NOBODY, OPEN_END, OPEN_START, CellRecords
from inkoopwijzer.values.text import Text

WRONG: Final = -2
"""In place of a value that could not be read."""

_FROM: Final = "FROM read_parquet(?, file_row_number=true) AS t"
BATCH: Final = 8_000_000
"""So many records are read at a time."""

Key = tuple[str, CellKey]


def read_records(
    con: DuckDBPyConnection, file: Path, cells: Mapping[Key, int], subjects: Mapping[str, int], noted: Noted
) -> dict[Key, CellRecords]:
    """The records of these cells, ordered by row and then by which counts first. Notes what is wrong with them.

    `cells` gives by cell how many records there are, `subjects` by kind how many subjects.
    """
    found: dict[Key, CellRecords] = {}
    for manner in _Manner:
        for batch in _batches([key for key in cells if _manner(key) is manner], cells):
            names = {".".join(cell): (kind, cell) for kind, cell in batch}
            rows, values = _fetch(con, file, manner, list(names))
            for key, part in _split(rows, list(names.values())):
                _check(con, file, catalogue().facts[key[1][0]], part, subjects[key[0]], noted)
                columns = {name: _light(column) for name, column in part.items()}
                found[key] = CellRecords(
                    columns["nr"],
                    columns["waarde"],
                    columns["van"],
                    columns["tot_en_met"],
                    columns["bron"],
                    columns["gezien"],
                    values.get(key, ()),
                )
    return {key: found[key] for key in cells if key in found}


class _Manner(Enum):
    """How the text of a value becomes a number."""

    yes_no = "yes_no"
    whole = "whole"
    decimal = "decimal"
    numbered = "numbered"


_MANNERS: Final = {
    FactType.yes_no: _Manner.yes_no,
    FactType.whole: _Manner.whole,
    FactType.decimal: _Manner.decimal,
}
_DISTINCT: Final = (
    f"SELECT DISTINCT gegeven, waarde {_FROM} "
    "WHERE list_contains(?, gegeven) AND waarde IS NOT NULL ORDER BY ALL"
)
_NUMBER: Final = (
    "(CASE WHEN waarde IS NULL THEN 'NaN'::DOUBLE WHEN regexp_full_match(waarde, '{pattern}') "
    f"AND length(replace(waarde, '.', '')) <= {DIGITS} {{most}} THEN TRY_CAST(waarde AS DOUBLE) ELSE {WRONG} END)"
)
_VALUES: Final = {
    _Manner.yes_no: (
        "(CASE WHEN waarde IS NULL THEN 1 WHEN waarde = 'ja' THEN 2 "
        f"WHEN waarde = 'nee' THEN 0 ELSE {WRONG} END)::TINYINT"
    ),
    _Manner.whole: _NUMBER.format(pattern="[0-9]+", most=f"AND TRY_CAST(waarde AS DOUBLE) <= {MOST}"),
    _Manner.decimal: _NUMBER.format(pattern=r"[0-9]+(\.[0-9]+)?", most=""),
    _Manner.numbered: f"(CASE WHEN waarde IS NULL THEN {NOBODY} ELSE coalesce(code, {WRONG}) END)::INTEGER",
}
"""By manner the number of a value in SQL, WRONG for what says no value."""


def _manner(key: Key) -> _Manner:
    type_ = catalogue().facts[key[1][0]].type
    return _MANNERS.get(type_, _Manner.numbered)


def _batches(keys: Sequence[Key], counts: Mapping[Key, int]) -> Iterator[list[Key]]:
    """The cells in portions of about `BATCH` records."""
    batch: list[Key] = []
    size = 0
    for key in keys:
        if batch and size + counts[key] > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(key)
        size += counts[key]
    if batch:
        yield batch


def _fetch(
    con: DuckDBPyConnection, file: Path, manner: _Manner, names: list[str]
) -> tuple[Arrays, dict[Key, tuple[Value, ...]]]:
    """The records of these cells as numbers; `cel` is the place in `names`."""
    values: dict[Key, tuple[Value, ...]] = {}
    join = ""
    if manner is _Manner.numbered:
        words, values = _words(con, file, names)
        con.register("woorden", words)
        join = "LEFT JOIN woorden ON t.gegeven = woorden.cel AND t.waarde = woorden.tekst"
    sources = ", ".join(f"'{name}'" for name in catalogue().sources)
    cells = ", ".join(f"'{name}'" for name in names)
    rows = fetch(
        con,
        f"SELECT enum_code(TRY_CAST(gegeven AS ENUM({cells})))::INTEGER AS cel, "
        "file_row_number AS rij, coalesce(nr, -1) AS nr, coalesce(volgorde, -1) AS volgorde, "
        f"{_VALUES[manner]} AS waarde, {day_number('van', OPEN_START)} AS van, "
        f"{day_number('tot_en_met', OPEN_END)} AS tot_en_met, {day_number('gezien', 0)} AS gezien, "
        "(CASE WHEN bron IS NULL THEN -1 ELSE "
        f"coalesce(enum_code(TRY_CAST(bron AS ENUM({sources}))), {WRONG}) END)::TINYINT AS bron "
        f"{_FROM} {join} WHERE gegeven IN ({cells})",
        [exact_path(file)],
    )
    if join:
        con.unregister("woorden")
    return rows, values


def _words(
    con: DuckDBPyConnection, file: Path, names: list[str]
) -> tuple[Arrays, dict[Key, tuple[Value, ...]]]:
    """The different texts of these cells with a number for each that says a value, and those values."""
    texts: list[tuple[str, str, int]] = []
    values: dict[Key, list[Value]] = {}
    for name, text in con.execute(_DISTINCT, [exact_path(file), names]).fetchall():
        fact = catalogue().facts[name.split(".")[0]]
        value = read_value(fact, text)
        if value is not None:
            known = values.setdefault((fact.about, tuple(name.split("."))), [])
            texts.append((name, text, len(known)))
            known.append(value)
    cells, said = np.empty(len(texts), dtype=object), np.empty(len(texts), dtype=object)
    cells[:], said[:] = [cell for cell, _, _ in texts], [text for _, text, _ in texts]
    codes = np.array([code for _, _, code in texts], np.int32)
    return {"cel": cells, "tekst": said, "code": codes}, {key: tuple(v) for key, v in values.items()}


def _split(rows: Arrays, keys: Sequence[Key]) -> Iterator[tuple[Key, Arrays]]:
    """The rows of each cell, in order."""
    cell = rows.pop("cel")
    if (cell[1:] < cell[:-1]).any():
        order = np.argsort(cell, kind="stable")
        cell, rows = cell[order], {name: column[order] for name, column in rows.items()}
    bounds = np.searchsorted(cell, np.arange(len(keys) + 1)).tolist()
    for place, key in enumerate(keys):
        part = slice(bounds[place], bounds[place + 1])
        yield key, _ordered({name: column[part] for name, column in rows.items()})


def _light(column: NDArray[Any]) -> NDArray[Any]:
    """The same column apart from the others; one that is everywhere the same takes the room of one value."""
    if len(column) > 1 and (column == column[0]).all():
        return np.broadcast_to(column[0].copy(), column.shape)
    return column.copy()


def _ordered(found: Arrays) -> Arrays:
    """The rows in order of subject, and of one subject in order of what counts first."""
    nr, order = found["nr"], found["volgorde"]
    if len(nr) > 1:
        later = (nr[1:] > nr[:-1]) | ((nr[1:] == nr[:-1]) & (order[1:] > order[:-1]))
        if not later.all():
            places = np.lexsort((order, nr))
            return {name: column[places] for name, column in found.items()}
    return found


def _check(con: DuckDBPyConnection, file: Path, fact: Fact, found: Arrays, rows: int, noted: Noted) -> None:
    nr, order, where = found["nr"], found["volgorde"], found["rij"]
    noted.rows("no_such_row", _NO_SUCH_ROW, file, where[(nr < 0) | (nr >= rows)].tolist(), "nr")
    noted.rows("missing_value", _NO_ORDER, file, where[order < 0].tolist(), "volgorde")
    twice = np.zeros(len(nr), np.bool_)
    twice[1:] = (nr[1:] == nr[:-1]) & (order[1:] == order[:-1])
    noted.rows("twice", _TWICE, file, where[twice].tolist(), "volgorde")
    wrong = where[found["waarde"] == WRONG]
    for row in wrong[:SHOWN].tolist():
        query = "SELECT waarde FROM read_parquet(?, file_row_number=true) WHERE file_row_number = ?"
        ((text,),) = con.execute(query, [exact_path(file), row]).fetchall()
        message = Text(
            f"'{shown(text)}' kan niet bij '{fact.id}'.", f"'{shown(text)}' is not possible for '{fact.id}'."
        )
        noted.fault("value", message, str(file), row + 1, "waarde", expected(fact))
    noted.more("value", len(wrong) - SHOWN, file, "waarde")
    noted.rows("source", _SOURCE, file, where[found["bron"] == WRONG].tolist(), "bron")
    for column in ("van", "tot_en_met", "gezien"):
        strange_days(found[column], where, file, column, noted)
    backwards = (found["van"] > found["tot_en_met"]) & (found["tot_en_met"] > 0)
    noted.rows("period", _BACKWARDS, file, where[backwards].tolist(), "tot_en_met")
    if any(dimension.id == "jaar" for dimension in fact.per):
        stated = (found["van"] != OPEN_START) | (found["tot_en_met"] != OPEN_END)
        noted.rows("period_of_year", _OF_A_YEAR, file, where[stated].tolist(), "van")


_NO_SUCH_ROW = Text("Het onderwerp met dit nummer is er niet.", "There is no subject with this number.")
_NO_ORDER = Text("Hier hoort een getal vanaf 0.", "Expected a number from 0.")
_TWICE = Text(
    "Deze volgorde staat er voor hetzelfde gegeven twee keer.", "This order is there twice for the same fact."
)
_SOURCE = Text("Deze bron is niet bekend.", "This source is not known.")
_BACKWARDS = Text("De periode eindigt voordat zij begint.", "The period ends before it starts.")
_OF_A_YEAR = Text(
    "Dit feit hoort bij een jaar en heeft geen periode daarnaast.",
    "This fact belongs to a year and has no period besides.",
)
