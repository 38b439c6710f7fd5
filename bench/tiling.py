"""A bigger market out of a smaller one: the same practices again and again."""

from __future__ import annotations

from typing import Any

import numpy as np

from inkoopwijzer.market.records import MARKET, CellRecords, Listed, Records, Rows, Seen


class Numbered:
    """Ids of tiled subjects, made when asked for."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, row: int) -> str:
        return str(row)


def tiled(records: Records, practices: int) -> Records:
    """So many practices: those of `records` repeated, the last round cut off."""
    times = -(-practices // len(records))
    kept = {
        kind: 1 if kind == MARKET else int(np.count_nonzero(_rows(records, kind, times) < practices))
        for kind in records.listed
    }
    listed = {kind: _listed(records, kind, times, kept[kind]) for kind in records.listed}
    cells = {
        (kind, cell): _cell(found, len(records.listed[kind]), 1 if kind == MARKET else times, kept[kind])
        for (kind, cell), found in records.cells.items()
    }
    registers = {
        name: Seen(np.tile(seen.complete, times)[:practices], np.tile(seen.seen, times)[:practices])
        for name, seen in records.registers.items()
    }
    return Records(listed, cells, registers, name=f"{records.name}, tiled")


def _rows(records: Records, kind: str, times: int) -> Rows:
    practice = records.listed[kind].practice
    shift = np.repeat(np.arange(times, dtype=np.int32) * len(records), len(practice))
    return (np.tile(practice, times) + shift).astype(np.int32)


def _listed(records: Records, kind: str, times: int, size: int) -> Listed:
    old = records.listed[kind]
    if kind == MARKET:
        return old
    names = Numbered(size)
    profession = np.tile(old.profession, times)[:size]
    return Listed(_rows(records, kind, times)[:size], names, names, ("",) * size, profession)  # type: ignore[arg-type]


def _cell(old: CellRecords, rows: int, times: int, size: int) -> CellRecords:
    shift = np.repeat(np.arange(times, dtype=np.int32) * rows, len(old))
    row = (np.tile(old.row, times) + shift).astype(np.int32)
    fits = row < size
    value: Any = np.tile(old.value, times)[fits]
    return CellRecords(
        row[fits],
        value,
        np.tile(old.start, times)[fits],
        np.tile(old.end, times)[fits],
        np.tile(old.source, times)[fits],
        np.tile(old.seen, times)[fits],
        old.values,
    )
