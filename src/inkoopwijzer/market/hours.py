"""Enough blocks of opening hours, for all practices at once: what occurs more often is counted once."""

from __future__ import annotations

from datetime import date

import numpy as np

from inkoopwijzer.facts.dossier import CellKey, Hours
from inkoopwijzer.market.records import NOBODY, Bytes
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.policy.blocks import DAYS, Week, blocks_code
from inkoopwijzer.policy.tree import Blocks

LOCATION = "locatie"


def opened(stand: Stand, rule: Blocks, on: date) -> Bytes:
    """The code for each practice."""
    cells: list[CellKey] = [(rule.fact, day) for day in DAYS]
    stacked = np.stack([stand.choices(LOCATION, cell, on) for cell in cells], axis=1)
    tables = [_hours(stand, cell) for cell in cells]
    offsets = stand.records.offsets[LOCATION].tolist()
    complete = stand.complete(LOCATION).tolist()
    found = np.empty(len(stand.records), dtype=np.int8)
    counted: dict[tuple[bytes, bool], int] = {}
    for practice, all_listed in enumerate(complete):
        rows = stacked[offsets[practice] : offsets[practice + 1]]
        key = (rows.tobytes(), all_listed)
        code = counted.get(key)
        if code is None:
            weeks = [_week(row, tables) for row in rows.tolist()]
            code = counted[key] = blocks_code(rule, weeks, complete=all_listed)
        found[practice] = code
    return found


def _hours(stand: Stand, cell: CellKey) -> tuple[Hours | None, ...]:
    records = stand.records.cells.get((LOCATION, cell))
    values = records.values if records is not None else ()
    return tuple(value if isinstance(value, tuple) else None for value in values)


def _week(row: list[int], tables: list[tuple[Hours | None, ...]]) -> Week:
    return {
        day: None if number == NOBODY else table[number]
        for day, number, table in zip(DAYS, row, tables, strict=True)
    }
