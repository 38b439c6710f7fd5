"""Therapists cut into stretches of days on which nothing about them changes: each stretch as a practice of its own.

What holds of a therapist on any day of a period is then asked as of a market on one day, by the same plan.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.records import (
    MARKET,
    OPEN_END,
    OPEN_START,
    PRACTICE,
    CellRecords,
    Listed,
    Records,
    Rows,
    Seen,
)

THERAPIST: Final = "therapeut"
Days = NDArray[np.int32]
Asked = Collection[tuple[str, CellKey]]


@dataclass(frozen=True)
class Pieces:
    """Stretches of days of therapists: piece p is therapist row `therapist[p]` from `first[p]` through `last[p]`.

    `records` is a market in which every piece is a practice with that one therapist, and every cell holds what it
    holds on the days of the piece.
    """

    therapist: Rows
    first: Days
    last: Days
    records: Records


def pieces_of(records: Records, cells: Asked, start: date, end: date) -> Pieces:
    """The stretches between `start` and `end` in which none of these cells of therapist or practice changes.

    Cells of the therapist, the practice, its locations and the market are kept; other lists are left empty.
    """
    therapist, first = _cut(records, cells, start.toordinal(), end.toordinal())
    following = np.append(therapist[1:] == therapist[:-1], False)
    last = np.where(following, np.append(first[1:], 0) - 1, end.toordinal()).astype(np.int32)
    practice = records.listed[THERAPIST].practice[therapist]
    return Pieces(therapist, first, last, _market(records, cells, therapist, practice, first))


def _cut(records: Records, cells: Asked, start: int, end: int) -> tuple[Rows, Days]:
    """The therapist and the first day of every piece, in order."""
    size = len(records.listed[THERAPIST])
    owners: list[Rows] = [np.arange(size, dtype=np.int32)]
    days: list[Days] = [np.full(size, start, dtype=np.int32)]
    offsets = records.offsets[THERAPIST]
    for kind, cell in cells:
        found = records.cells.get((kind, cell))
        if found is None:
            continue
        for turning in (found.start, found.end + 1):
            within = (turning > start) & (turning <= end)
            rows, day = found.row[within], turning[within].astype(np.int32)
            if kind == MARKET:
                rows, day = np.tile(np.arange(size, dtype=np.int32), len(day)), np.repeat(day, size)
            elif kind != THERAPIST:
                practices = records.listed[kind].practice[rows]
                counts = (offsets[practices + 1] - offsets[practices]).astype(np.int64)
                day = np.repeat(day, counts)
                rows = _ranges(offsets[practices], counts).astype(np.int32)
            owners.append(rows)
            days.append(day)
    both = np.unique(np.stack((np.concatenate(owners), np.concatenate(days)), axis=1), axis=0)
    return both[:, 0].astype(np.int32), both[:, 1].astype(np.int32)


def _market(records: Records, cells: Asked, therapist: Rows, practice: Rows, day: Days) -> Records:
    size = len(therapist)
    own = np.arange(size, dtype=np.int32)
    listed = {kind: _nobody(found) for kind, found in records.listed.items() if kind != MARKET}
    listed[MARKET] = records.listed[MARKET]
    listed[PRACTICE] = _nobody(records.listed[PRACTICE], own)
    professions = records.listed[THERAPIST].profession[therapist]
    listed[THERAPIST] = replace(_nobody(records.listed[THERAPIST], own), profession=professions)
    rows = {PRACTICE: (own, practice), THERAPIST: (own, therapist)}
    kinds = {kind for kind, _ in cells} - {PRACTICE, THERAPIST, MARKET}
    for kind in kinds:
        offsets = records.offsets[kind]
        counts = offsets[practice + 1] - offsets[practice]
        owner = np.repeat(own, counts)
        rows[kind] = (owner, _ranges(offsets[practice], counts).astype(np.int32))
        listed[kind] = _nobody(records.listed[kind], owner)
    kept = {}
    for kind, cell in cells:
        found = records.cells.get((kind, cell))
        if found is None:
            continue
        if kind == MARKET:
            kept[kind, cell] = found
        else:
            owner, old = rows[kind]
            kept[kind, cell] = _on_the_day(found, old, day[owner], len(records.listed[kind]))
    registers = {
        name: Seen(seen.complete[practice], seen.seen[practice]) for name, seen in records.registers.items()
    }
    return Records(listed, kept, registers, name=records.name)


def _on_the_day(found: CellRecords, old: Rows, day: Days, size: int) -> CellRecords:
    """What each of these rows holds on its day, as a record without days.

    A record that does not cover the day leaves its mark: a yes is "no" then, anything else "onbekend".
    """
    starts = np.searchsorted(found.row, np.arange(size + 1))
    first, count = starts[:-1][old], (starts[1:] - starts[:-1])[old]
    chosen = np.full(len(old), -1, dtype=np.int64)
    all_yes = count > 0
    for place in range(int(count.max(initial=0)) - 1, -1, -1):
        there = np.flatnonzero(count > place)
        record = first[there] + place
        covers = (found.start[record] <= day[there]) & (day[there] <= found.end[record])
        chosen[there[covers]] = record[covers]
        if found.value.dtype == np.int8:
            all_yes[there[found.value[record] != 2]] = False
    stated = np.flatnonzero(count > 0)
    record = np.maximum(chosen[stated], 0)
    value = found.value[record].copy()
    gone = chosen[stated] < 0
    if found.value.dtype == np.int8:
        value[gone] = np.where(all_yes[stated][gone], 0, 1)
    elif found.value.dtype == np.float64:
        value[gone] = np.nan
    else:
        value[gone] = -1
    here = len(stated)
    return CellRecords(
        stated.astype(np.int32),
        value,
        np.full(here, OPEN_START, dtype=np.int32),
        np.full(here, OPEN_END, dtype=np.int32),
        np.full(here, -1, dtype=np.int8),
        np.zeros(here, dtype=np.int32),
        found.values,
    )


def _nobody(listed: Listed, practice: Rows | None = None) -> Listed:
    """A list of these practices' subjects, without names."""
    rows = np.zeros(0, dtype=np.int32) if practice is None else practice
    return Listed(rows, (), (), (), np.full(len(rows), -1, dtype=np.int8))


def _ranges(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers first, first + 1, ... of each range, one after another."""
    upto = np.cumsum(counts)
    total = int(upto[-1]) if len(upto) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(first - np.concatenate(([0], upto[:-1])), counts)
