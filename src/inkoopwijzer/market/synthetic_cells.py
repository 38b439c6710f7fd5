"""The records of a synthetic market while they are made. A column that is everywhere the same costs one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Value, one_cell
from inkoopwijzer.market.folder_tables import written
from inkoopwijzer.market.records import (
    NOBODY,
    NOT_SEEN,
    OPEN_END,
    OPEN_START,
    Bytes,
    CellRecords,
    Days,
    Flags,
    Rows,
)
from inkoopwijzer.market.synthetic_chance import some
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

SEEN: Final = date(2026, 10, 1)
"""The day on which the synthetic registers were seen, and on which practices told of themselves."""
NEW_YEAR: Final = date(2027, 1, 1).toordinal()
"""The first day of the agreements that the shipped policies are about."""

Key = tuple[str, CellKey]
Column = NDArray[Any] | int | float


def day(year: int, month: int, number: int) -> int:
    """The number of a day."""
    return date(year, month, number).toordinal()


def years_before(days: Days, years: int) -> Days:
    """The same days of the calendar so many years before (29 February: 1 March in other years)."""
    dates = days.astype("M8[D]") - np.timedelta64(date(1970, 1, 1).toordinal(), "D")
    months = dates.astype("M8[M]")
    moved = (months - np.timedelta64(12 * years, "M")).astype("M8[D]") + (dates - months.astype("M8[D]"))
    found: Days = (moved.astype(np.int64) + date(1970, 1, 1).toordinal()).astype(np.int32)
    return found


def spread(value: Column, count: int, dtype: type[np.generic]) -> NDArray[Any]:
    """A column of `count` values; one value for all takes the room of one."""
    if isinstance(value, np.ndarray):
        return value.astype(dtype, copy=False)
    return np.broadcast_to(np.asarray(value, dtype), (count,))


@dataclass
class Sheet:
    """What is said of all subjects of one kind, cell by cell."""

    kind: str
    cells: dict[Key, CellRecords] = field(default_factory=dict)
    seen: int = SEEN.toordinal()

    def state(
        self,
        cell: tuple[str, ...],
        rows: Rows,
        value: Column,
        source: str,
        *,
        start: Column = OPEN_START,
        end: Column = OPEN_END,
        values: tuple[Value, ...] = (),
        dtype: type[np.generic] = np.int8,
    ) -> None:
        """One record for each of these rows (ascending)."""
        count = len(rows)
        if count:
            self.cells[self.kind, one_cell(cell)] = CellRecords(
                row=rows,
                value=spread(value, count, dtype),
                start=spread(start, count, np.int32),
                end=spread(end, count, np.int32),
                source=spread(_source(source), count, np.int8),
                seen=spread(self.seen if source else NOT_SEEN, count, np.int32),
                values=values,
            )

    def listed(
        self,
        cell: tuple[str, ...],
        has: Flags,
        source: str,
        start: Column = OPEN_START,
        end: Column = OPEN_END,
    ) -> None:
        """A "yes" for those that have it, as in a register: of others nothing is said."""
        rows = np.flatnonzero(has).astype(np.int32)
        first, last = (c[rows] if isinstance(c, np.ndarray) else c for c in (start, end))
        self.state(cell, rows, MET, source, start=first, end=last)

    def numbers(self, cell: tuple[str, ...], has: Flags, value: NDArray[np.float64], source: str) -> None:
        """A number for each of those that have one."""
        rows = np.flatnonzero(has).astype(np.int32)
        self.state(cell, rows, value[rows], source, dtype=np.float64)

    def chosen(
        self,
        cell: tuple[str, ...],
        has: Flags,
        place: NDArray[np.integer[Any]],
        values: tuple[Value, ...],
        source: str,
        start: Column = OPEN_START,
    ) -> None:
        """One of `values` for each of those that have one; `place` says which, NOBODY is an explicit "onbekend"."""
        order = sorted(range(len(values)), key=lambda n: written(values[n]))
        moved = np.full(len(values) + 1, NOBODY, np.int32)
        moved[order] = np.arange(len(values), dtype=np.int32)
        rows = np.flatnonzero(has).astype(np.int32)
        first = start[rows] if isinstance(start, np.ndarray) else start
        sorted_values = tuple(values[n] for n in order)
        self.state(cell, rows, moved[place[rows]], source, start=first, values=sorted_values, dtype=np.int32)

    def add_before(self, cell: tuple[str, ...], has: Flags, value: int, start: Column, end: Column) -> None:
        """A record in front of the one there is, for those of the cell's rows in `has` (by row)."""
        found = self.cells.get((self.kind, cell))
        if found is None:
            return
        chosen = np.flatnonzero(has[found.row])
        if not len(chosen):
            return
        first, last = (c[found.row[chosen]] if isinstance(c, np.ndarray) else c for c in (start, end))
        at, more = chosen, len(chosen)
        values: NDArray[Any] = np.insert(found.value, at, value)
        self.cells[self.kind, one_cell(cell)] = CellRecords(
            row=np.insert(found.row, at, found.row[chosen]),
            value=values,
            start=np.insert(found.start, at, spread(first, more, np.int32)),
            end=np.insert(found.end, at, spread(last, more, np.int32)),
            source=np.insert(found.source, at, found.source[chosen]),
            seen=np.insert(found.seen, at, found.seen[chosen]),
            values=found.values,
        )


def answers(
    rng: np.random.Generator, count: int, share: float | NDArray[np.float32], unsure: float = 0.003
) -> Bytes:
    """Yes for this share, no for the others, and now and then an explicit "onbekend"."""
    found = np.where(some(rng, count, share), np.int8(MET), np.int8(NOT_MET))
    found[some(rng, count, unsure)] = UNKNOWN
    return found


def _source(name: str) -> int:
    return list(catalogue().sources).index(name) if name else NOBODY
