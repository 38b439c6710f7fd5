"""From what is known of the registers to the records of a market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Value, one_cell
from inkoopwijzer.facts.particulars import YEARS
from inkoopwijzer.market.folder_tables import FIRST_DAY, fetch, written
from inkoopwijzer.market.records import (
    MARKET,
    NOBODY,
    NOT_SEEN,
    OPEN_END,
    OPEN_START,
    PRACTICE,
    CellRecords,
    Flags,
    Listed,
    Records,
    Seen,
)
from inkoopwijzer.registers.cell_names import JOINT
from inkoopwijzer.registers.check_texts import stored_value
from inkoopwijzer.registers.known import STATED, Known
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.resolve import UNSOURCED, Statements, resolve
from inkoopwijzer.registers.subjects import THERAPIST, Rows, make_rows
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

WORKS_AT: Final = ("werkzaam_bij",)

Cells = dict[tuple[str, CellKey], CellRecords]


@dataclass(frozen=True)
class Made:
    """The records of a market, and what a market could not hold.

    `not_there` counts the relations that do not hold on the day, `other_profession` names the therapists whose AGB
    code was left out because it belongs to another profession.
    """

    records: Records
    not_there: int
    other_profession: tuple[str, ...]


def make_records(known: Known, day: date, *, name: str = "", about: Mapping[str, str] | None = None) -> Made:
    """The market as it stands on `day`, with everything known of who and what is there then.

    A therapist has a row at each practice that lists them or with which there is a relation on the day; the records
    of facts keep their own periods.
    """
    rows = make_rows(known, day)
    cells = _cells(known.con, rows)
    there = _there(rows, cells.get((THERAPIST, WORKS_AT)), day)
    listed = dict(rows.listed)
    if not there.all():
        listed[THERAPIST] = _kept(rows.listed[THERAPIST], there)
        cells = {key: _moved(found, there) if key[0] == THERAPIST else found for key, found in cells.items()}
    records = Records(
        listed=listed,
        cells={key: found for key, found in cells.items() if len(found)},
        registers=_registers(known.con, len(rows.listed[PRACTICE])),
        name=name,
        about=dict(about or {}),
    )
    return Made(records, int(np.count_nonzero(~there)), rows.other_profession)


def _cells(con: DuckDBPyConnection, rows: Rows) -> Cells:
    tables = {table: at for at, table in enumerate(layouts())}
    con.execute(
        f"CREATE TEMP TABLE waarden AS SELECT cel, waarde, (row_number() OVER (ORDER BY cel, waarde) - 1)::INTEGER "  # noqa: S608
        f"AS nummer FROM (SELECT DISTINCT cel, waarde FROM {STATED})"
    ).fetchall()
    con.execute(
        "CREATE TEMP TABLE tabellen AS SELECT unnest(?::VARCHAR[]) AS tabel, unnest(?::INTEGER[]) AS tabelnummer",
        [list(tables), list(tables.values())],
    ).fetchall()
    values = con.execute("SELECT cel, waarde FROM waarden ORDER BY nummer").fetchall()
    _check_facts({cell.partition(JOINT)[0] for cell, _ in values})
    numbers = _cell_numbers(values)
    found: Cells = {}
    for kind, listed in rows.listed.items():
        if not len(listed):
            continue
        said = _fetched(con, kind)
        cell = numbers[said.value] if len(said) else said.value
        for at in np.unique(cell).tolist():
            key = one_cell(tuple(values[at][0].split(JOINT)))
            found[kind, key] = _records(key, said.at(cell == at), values)
    return found


def _check_facts(stated: set[str]) -> None:
    """Raise `Faults` for facts that the catalogue does not have (now): a policy package brought them."""
    unknown = sorted(stated - set(catalogue().facts))
    if unknown:
        message = Text(
            f"Deze feiten zijn niet bekend: {', '.join(unknown)}.",
            f"These facts are not known: {', '.join(unknown)}.",
        )
        hint = Text(
            "Noem met --package het beleid dat ze meebracht.",
            "Name the policy that brought them with --package.",
        )
        raise Faults([Fault("register.fact", message, "", hint=hint)])


def _cell_numbers(values: list[tuple[str, str]]) -> NDArray[np.int32]:
    """By value the number of the first value of the same cell. Values are in order of their cell."""
    found: list[int] = []
    for number, (cell, _) in enumerate(values):
        found.append(found[-1] if number and values[number - 1][0] == cell else number)
    return np.array(found, dtype=np.int32)


def _fetched(con: DuckDBPyConnection, kind: str) -> Statements:
    if kind == MARKET:
        joins = [f"FROM {STATED} g"]
        row = "0"
    elif kind == PRACTICE:
        joins = [f"FROM {STATED} g JOIN rij_praktijk r ON r.praktijk = g.praktijk"]
        row = "r.nr"
    else:
        joins = [
            f"FROM {STATED} g JOIN rij_{kind} r ON r.praktijk = g.praktijk AND r.onderwerp = g.onderwerp"
        ]
        if kind == THERAPIST:
            joins.append(
                f"FROM (SELECT * FROM {STATED} WHERE praktijk IS NULL) g "  # noqa: S608  names made here
                f"JOIN rij_{kind} r ON r.onderwerp = g.onderwerp"
            )
        row = "r.nr"
    select = (
        f"SELECT {row}::INTEGER AS row, w.nummer::INTEGER AS value, {_day('g.van', OPEN_START)} AS start, "
        f"{_day('g.tot_en_met', OPEN_END)} AS end, coalesce(b.rang, {UNSOURCED})::INTEGER AS source, "
        f"{_day('g.gezien', NOT_SEEN)} AS seen, t.tabelnummer::INTEGER AS table, g.levering::INTEGER AS delivery "
    )
    more = (
        " JOIN waarden w ON w.cel = g.cel AND w.waarde = g.waarde JOIN tabellen t ON t.tabel = g.tabel "
        "LEFT JOIN bronnen b ON b.bron = g.bron WHERE g.soort = ?"
    )
    query = " UNION ALL ".join(f"{_quoted_names(select)}{join}{more}" for join in joins)
    arrays = fetch(con, query, [kind] * len(joins))
    names = ("row", "value", "start", "end", "source", "seen", "table", "delivery")
    return Statements(*(arrays[name].astype(np.int32) for name in names))


def _quoted_names(select: str) -> str:
    """The select with the names that SQL keeps for itself in quotes."""
    for name in ("row", "end", "table", "start", "value"):
        select = select.replace(f" AS {name}", f' AS "{name}"')
    return select


def _day(column: str, without: int) -> str:
    """A day as its number. A start before the days that a dossier holds is no start at all."""
    early = f"WHEN {column} < DATE '{YEARS[0]}-01-01' THEN {without} " if without == OPEN_START else ""
    return f"(CASE WHEN {column} IS NULL THEN {without} {early}ELSE {column} - {FIRST_DAY} + 1 END)::INTEGER"


def _records(key: CellKey, said: Statements, values: list[tuple[str, str]]) -> CellRecords:
    fact = catalogue().facts[key[0]]
    numbers, which = np.unique(said.value, return_inverse=True)
    texts = [values[number][1] for number in numbers.tolist()]
    said = replace(said, value=which.astype(np.int32))
    yes = texts.index("ja") if fact.type is FactType.yes_no and "ja" in texts else None
    said = resolve(said, -1 if yes is None and fact.type is FactType.yes_no else yes)
    found, kept = _values(fact, texts, said.value)
    source = np.where(said.source == UNSOURCED, NOBODY, said.source).astype(np.int8)
    return CellRecords(said.row, found, said.start, said.end, source, said.seen, kept)


def _values(fact: Fact, texts: list[str], which: NDArray[np.int32]) -> tuple[NDArray[Any], tuple[Value, ...]]:
    """The values as a market holds them: by number for a yes or a number, else a place in a list."""
    made = [stored_value(fact, text) for text in texts]
    if fact.type is FactType.yes_no:
        codes = [UNKNOWN if v is None else MET if v is True else NOT_MET for v in made]
        return np.array(codes, dtype=np.int8)[which], ()
    if fact.type in (FactType.whole, FactType.decimal):
        return np.array([np.nan if v is None else float(str(v)) for v in made], dtype=np.float64)[which], ()
    different = {written(v): v for v in made if v is not None}
    place = {text: at for at, text in enumerate(sorted(different))}
    places = np.array([NOBODY if v is None else place[written(v)] for v in made], dtype=np.int32)
    return places[which], tuple(different[text] for text in place)


def _there(rows: Rows, works: CellRecords | None, day: date) -> Flags:
    """Who has a row on the day: those whom the practice lists, and those whose relation holds or may hold then."""
    there = rows.own_list.copy()
    if works is not None:
        now = day.toordinal()
        holds = (works.start <= now) & (works.end >= now) & (works.value != NOT_MET)
        there[works.row[holds]] = True
    return there


def _kept(listed: Listed, there: Flags) -> Listed:
    at = np.flatnonzero(there).tolist()
    return Listed(
        listed.practice[there],
        [listed.ids[row] for row in at],
        [listed.names[row] for row in at],
        [listed.agb[row] for row in at],
        listed.profession[there],
        [listed.postcode[row] for row in at] if len(listed.postcode) else (),
    )


def _moved(found: CellRecords, there: Flags) -> CellRecords:
    new = (np.cumsum(there) - 1).astype(np.int32)
    keep = there[found.row]
    return CellRecords(
        new[found.row[keep]],
        found.value[keep],
        found.start[keep],
        found.end[keep],
        found.source[keep],
        found.seen[keep],
        found.values,
    )


def _registers(con: DuckDBPyConnection, practices: int) -> dict[str, Seen]:
    """Which register was seen of which practice: what was seen last, of this practice or of all."""
    found = con.execute(
        """
        SELECT v.register, coalesce(r.nr, -1)::INTEGER AS nr, v.volledig = 'ja' AS volledig, v.gezien,
               v.praktijk IS NULL AS allemaal
        FROM volledigheid v LEFT JOIN rij_praktijk r ON r.praktijk = v.praktijk
        ORDER BY v.gezien NULLS FIRST, v.levering, v.praktijk NULLS FIRST, v.regel
        """
    ).fetchall()
    made: dict[str, Seen] = {}
    for register, row, complete, seen, everywhere in found:
        if row < 0 and not everywhere:
            continue
        each = made.setdefault(
            register, Seen(np.zeros(practices, np.bool_), np.full(practices, NOT_SEEN, np.int32))
        )
        at = slice(None) if everywhere else slice(row, row + 1)
        each.complete[at] = complete
        each.seen[at] = NOT_SEEN if seen is None else seen.toordinal()
    return dict(sorted(made.items()))
