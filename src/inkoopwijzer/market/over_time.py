"""A cell over a period: `Case.over_time` for all subjects of a kind at once."""

from __future__ import annotations

import numpy as np

from inkoopwijzer.market.records import OPEN_END, Bytes, CellRecords, Flags
from inkoopwijzer.market.stand import Stand, ordinals
from inkoopwijzer.market.steps import IsDuring
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


def over_time(stand: Stand, leaf: IsDuring) -> Bytes:
    """The code for each subject of the kind."""
    size = stand.size(leaf.kind)
    good, bad = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    open_ = np.ones(size, dtype=np.bool_)
    settled = stand.settled(leaf.kind, leaf.cell)
    bad[settled], open_[settled] = True, False
    records = stand.records.cells.get((leaf.kind, leaf.cell))
    if records is not None and len(records):
        rows, found_good, found_bad, found_open = _stated(records, leaf)
        good[rows], bad[rows], open_[rows] = found_good, found_bad, found_open
    if leaf.mode == "throughout":
        return np.where(bad, NOT_MET, np.where(open_, UNKNOWN, MET)).astype(np.int8)
    return np.where(good, MET, np.where(open_, UNKNOWN, NOT_MET)).astype(np.int8)


def _stated(records: CellRecords, leaf: IsDuring) -> tuple[np.ndarray, Flags, Flags, Flags]:
    """Of each row with records: whether a wanted value, another value, or neither holds on some day."""
    first, last = ordinals(leaf.period)
    rows, start_of = np.unique(records.row, return_index=True)
    touching = (records.start <= last) & (records.end >= first)
    unknown, wanted, yes = _read(records, leaf.values)
    good = np.logical_or.reduceat(touching & wanted, start_of)
    bad = np.logical_or.reduceat(touching & ~wanted & ~unknown, start_of)
    open_ = np.logical_or.reduceat(touching & unknown, start_of)
    all_yes = np.logical_and.reduceat(yes, start_of)
    sure = np.maximum(leaf.on.toordinal(), np.minimum.reduceat(np.maximum(records.start, 1), start_of))
    early, late = _gaps(records, touching, start_of, sure, max(first, 1), last)
    # A yes that ends is "no" in a gap until the day of assessment, and may be renewed after it.
    bad = bad | (all_yes & early)
    open_ = open_ | np.where(all_yes, late, early | late)
    return rows, good, bad, open_


def _read(records: CellRecords, values: tuple[str, ...] | None) -> tuple[Flags, Flags, Flags]:
    """Per record whether it is "onbekend", a wanted value, and a yes."""
    if records.value.dtype == np.int8:
        yes = records.value == MET
        return records.value == UNKNOWN, yes if values is None else np.zeros_like(yes), yes
    if records.value.dtype == np.float64:
        never = np.zeros(len(records), dtype=np.bool_)
        return np.isnan(records.value), never, never
    fits = np.array([values is not None and v in values for v in (*records.values, None)], dtype=np.bool_)
    return records.value < 0, fits[records.value], np.zeros(len(records), dtype=np.bool_)


def _gaps(
    records: CellRecords, touching: Flags, start_of: np.ndarray, sure: np.ndarray, first: int, last: int
) -> tuple[Flags, Flags]:
    """Of each row whether a day of the period without record comes by `sure`, and whether one comes after it."""
    size = len(start_of)
    number = np.repeat(np.arange(size), np.diff(np.concatenate((start_of, [len(records)]))))
    kept = np.flatnonzero(touching)
    kept = kept[np.lexsort((records.start[kept], number[kept]))]
    early, late = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    day = np.full(size, first, dtype=np.int64)
    # Rounds: the n-th record of every row at once. Few rows have more than two.
    owner = number[kept]
    round_of = np.arange(len(kept)) - np.searchsorted(owner, owner)
    for n in range(int(round_of.max(initial=-1)) + 1):
        these = kept[round_of == n]
        who = number[these]
        start, end = records.start[these].astype(np.int64), records.end[these].astype(np.int64)
        gap = (start > day[who]) & (day[who] <= last)
        early[who] |= gap & (day[who] <= sure[who])
        late[who] |= gap & (start - 1 > sure[who])
        day[who] = np.maximum(day[who], np.where(end >= OPEN_END, OPEN_END + 1, end + 1))
    rest = day <= last
    early |= rest & (day <= sure)
    late |= rest & (last > sure)
    return early, late
