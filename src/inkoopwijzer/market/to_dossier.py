"""One practice of a market as a dossier: for looking closer, and for the reference to judge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Snapshot, Subject, Value, one_cell
from inkoopwijzer.market.folder_tables import number_text
from inkoopwijzer.market.records import (
    MARKET,
    NOBODY,
    NOT_SEEN,
    OPEN_END,
    OPEN_START,
    PRACTICE,
    CellRecords,
    Records,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, UNKNOWN


def dossier_at(records: Records, row: int) -> Dossier:
    """The dossier of the practice in this row: the same facts, lists and registers, and those of the market.

    Its file is called by the id of the practice. Raises `IndexError` when there is no such row.
    """
    if not 0 <= row < len(records):
        raise IndexError(f"practice {row} of {len(records)}")
    practices = records.listed[PRACTICE]
    subjects = {kind: _subjects(records, kind, row) for kind in catalogue().subjects}
    registers = {
        name: Snapshot(name, _day(int(seen.seen[row]), NOT_SEEN), bool(seen.complete[row]))
        for name, seen in records.registers.items()
        if seen.complete[row] or seen.seen[row] != NOT_SEEN
    }
    return Dossier(practices.ids[row], practices.names[row], subjects, registers)


def _subjects(records: Records, kind: str, row: int) -> tuple[Subject, ...]:
    listed = records.listed.get(kind)
    if listed is None:
        return ()
    offsets = records.offsets[kind]
    at = 0 if kind == MARKET else row
    first, last = int(offsets[at]), int(offsets[at + 1])
    cells: list[dict[CellKey, tuple[Record, ...]]] = [{} for _ in range(first, last)]
    for (owner, cell), found in records.cells.items() if last > first else ():
        if owner == kind:
            _add(cell, found, first, last, cells)
    professions = list(catalogue().professions)
    return tuple(
        Subject(
            kind,
            PRACTICE if kind == PRACTICE else listed.ids[nr],
            listed.names[nr],
            None if (profession := int(listed.profession[nr])) == NOBODY else professions[profession],
            listed.agb[nr] or None,
            cells[nr - first],
        )
        for nr in range(first, last)
    )


def _add(
    cell: CellKey, found: CellRecords, first: int, last: int, cells: list[dict[CellKey, tuple[Record, ...]]]
) -> None:
    start, end = np.searchsorted(found.row, (first, last)).tolist()
    fact, cell = catalogue().facts[cell[0]], one_cell(cell)
    sources = tuple(catalogue().sources) if start < end else ()
    for at in range(start, end):
        inside = cells[int(found.row[at]) - first]
        inside[cell] = (*inside.get(cell, ()), _record(fact, sources, found, at))


def _record(fact: Fact, sources: tuple[str, ...], found: CellRecords, at: int) -> Record:
    start, end = _day(int(found.start[at]), OPEN_START), _day(int(found.end[at]), OPEN_END)
    source = int(found.source[at])
    return Record(
        value=_value(fact, found, at),
        period=Period(start, end),
        source=None if source == NOBODY else sources[source],
        seen=_day(int(found.seen[at]), NOT_SEEN),
    )


def _value(fact: Fact, found: CellRecords, at: int) -> Value | None:
    if fact.type is FactType.yes_no:
        code = int(found.value[at])
        return None if code == UNKNOWN else code == MET
    if fact.type in (FactType.whole, FactType.decimal):
        number = float(found.value[at])
        if np.isnan(number):
            return None
        return int(number) if fact.type is FactType.whole else Decimal(number_text(number))
    place = int(found.value[at])
    return None if place == NOBODY else found.values[place]


def _day(number: int, open_: int) -> date | None:
    return None if number == open_ else date.fromordinal(number)
