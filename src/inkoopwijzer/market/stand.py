"""What every cell holds on one day, for all subjects of a kind: the columns that leaves are read from.

The meaning is that of `assess.case.Case`: of several records the first that covers the day counts; a yes with a
period is "no" outside it; what a register that was seen complete does not list is "no"; what is stated without a
value on the day is unknown, whatever registers were seen.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.records import (
    MARKET,
    NOBODY,
    OPEN_END,
    OPEN_START,
    Bytes,
    CellRecords,
    Flags,
    Numbers,
    Records,
    Rows,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


class State(IntEnum):
    """Why a cell has the value it has: it is stated, missing, stated as unknown, or settled by a register."""

    stated = 0
    missing = 1
    unsure = 2
    settled = 3


Choices = NDArray[np.int32]


def ordinals(period: Period) -> tuple[int, int]:
    """The first and last day of a period as numbers."""
    return (
        period.start.toordinal() if period.start else OPEN_START,
        period.end.toordinal() if period.end else OPEN_END,
    )


class Stand:
    """The columns of one market, each worked out once and kept."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._codes: dict[tuple[str, CellKey, date], Bytes] = {}
        self._numbers: dict[tuple[str, CellKey, date], Numbers] = {}
        self._choices: dict[tuple[str, CellKey, date], Choices] = {}
        self._settled: dict[tuple[str, CellKey], Flags] = {}

    def size(self, kind: str) -> int:
        """The number of subjects of a kind."""
        return len(self.records.listed[kind])

    def yes_no(self, kind: str, cell: CellKey, on: date) -> Bytes:
        """The code of a yes/no cell."""
        key = (kind, cell, on)
        if key not in self._codes:
            self._codes[key] = self._yes_no(kind, cell, on)
        return self._codes[key]

    def numbers(self, kind: str, cell: CellKey, on: date) -> Numbers:
        """The number in a cell, NaN where it is not known."""
        key = (kind, cell, on)
        if key not in self._numbers:
            found = np.full(self.size(kind), np.nan)
            records = self.records.cells.get((kind, cell))
            if records is not None and records.value.dtype == np.float64:
                first = self._covering(records, on)
                found[records.row[first]] = records.value[first]
            self._numbers[key] = found
        return self._numbers[key]

    def choices(self, kind: str, cell: CellKey, on: date) -> Choices:
        """The value in a cell as an index into the `values` of its records, NOBODY where it is not known."""
        key = (kind, cell, on)
        if key not in self._choices:
            found = np.full(self.size(kind), NOBODY, dtype=np.int32)
            records = self.records.cells.get((kind, cell))
            if records is not None and records.value.dtype == np.int32:
                first = self._covering(records, on)
                found[records.row[first]] = records.value[first]
            self._choices[key] = found
        return self._choices[key]

    def settled(self, kind: str, cell: CellKey) -> Flags:
        """Where a cell that is not stated is thereby "no": a register was seen complete, or it can never be so."""
        key = (kind, cell)
        if key not in self._settled:
            fact = catalogue().facts[cell[0]]
            found = np.zeros(self.size(kind), dtype=np.bool_)
            if fact.type is FactType.yes_no:
                found = self._complete(kind, fact.absent_in(cell[1:]))
                for number, profession in enumerate(catalogue().professions):
                    if cell in catalogue().never.get(profession, {}):
                        found = found | (self.records.listed[kind].profession == number)
            self._settled[key] = found
        return self._settled[key]

    def complete(self, kind: str) -> Flags:
        """Per practice whether its list of this kind of subject is complete."""
        return self._seen(catalogue().subjects[kind].absent)

    def state(self, kind: str, cell: CellKey, on: date) -> Bytes:
        """Per subject the `State` of a cell."""
        found = np.where(self.settled(kind, cell), State.settled, State.missing).astype(np.int8)
        records = self.records.cells.get((kind, cell))
        if records is not None:
            fact = catalogue().facts[cell[0]]
            if fact.type is FactType.yes_no:
                known = self.yes_no(kind, cell, on) != UNKNOWN
            elif fact.type in (FactType.whole, FactType.decimal):
                known = ~np.isnan(self.numbers(kind, cell, on))
            else:
                known = self.choices(kind, cell, on) != NOBODY
            stated = np.zeros(self.size(kind), dtype=np.bool_)
            stated[records.row] = True
            found[stated] = np.where(known, State.stated, State.unsure)[stated]
        return found

    def _yes_no(self, kind: str, cell: CellKey, on: date) -> Bytes:
        found = np.where(self.settled(kind, cell), NOT_MET, UNKNOWN).astype(np.int8)
        records = self.records.cells.get((kind, cell))
        if records is None or records.value.dtype != np.int8:
            return found
        found[records.row] = NOT_MET  # a yes outside its days; undone below where anything else is stated
        found[records.row[records.value != MET]] = UNKNOWN
        first = self._covering(records, on)
        found[records.row[first]] = records.value[first]
        return found

    def _covering(self, records: CellRecords, on: date) -> Rows:
        """The records that count on a day, the one that counts first of each row last."""
        day = on.toordinal()
        covering = np.flatnonzero((records.start <= day) & (day <= records.end))
        return covering[::-1].astype(np.int32)

    def _complete(self, kind: str, registers: tuple[str, ...]) -> Flags:
        """Per subject whether one of these registers was seen complete of its practice."""
        seen = self._seen(registers)
        if kind == MARKET:  # a register is seen of a practice; of the market when it was seen of all
            return np.full(1, bool(seen.size and seen.all()))
        return seen[self.records.listed[kind].practice]

    def _seen(self, registers: tuple[str, ...]) -> Flags:
        found = np.zeros(len(self.records), dtype=np.bool_)
        for name in registers:
            if name in self.records.registers:
                found = found | self.records.registers[name].complete
        return found
