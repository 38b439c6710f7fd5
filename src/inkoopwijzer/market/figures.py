"""Figures of a market as plain numbers: how a number is spread over the practices, and counts per municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.market.records import PRACTICE, Flags, Records
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.market.what_if_parts import UNKNOWN_PLACE, by_municipality, by_profession


@dataclass(frozen=True)
class Spread:
    """How a number is spread: `counts[i]` practices from `start + i * width`, `below` and `above` outside.

    `practices` have the number, `without` do not.
    """

    start: float
    width: float
    counts: tuple[int, ...]
    below: int
    above: int
    practices: int
    without: int


@dataclass(frozen=True)
class AreaCount:
    """Of one municipality: practices the agreement may be meant for, and those at which a group is sure."""

    municipality: str
    practices: int
    sure: int


def spread(
    records: Records, cell: CellKey, on: date, among: Flags, start: float, width: float, bins: int
) -> Spread:
    """The spread of a number of the practice on a day, over the practices in `among`."""
    values = Stand(records).numbers(PRACTICE, cell, on)[among]
    known = values[~np.isnan(values)]
    place = np.floor((known - start) / width).astype(np.int64)
    within = (place >= 0) & (place < bins)
    counts = np.bincount(place[within], minlength=bins)
    return Spread(
        start,
        width,
        tuple(int(n) for n in counts),
        int(np.count_nonzero(place < 0)),
        int(np.count_nonzero(place >= bins)),
        len(known),
        len(values) - len(known),
    )


def market_number(records: Records, cell: CellKey, on: date) -> float | None:
    """A number of the market itself on a day, None when it is not known."""
    value = float(Stand(records).numbers("markt", cell, on)[0])
    return None if np.isnan(value) else value


def those_with(records: Records, profession: str) -> Flags:
    """The practices where somebody of this profession works."""
    parts = by_profession(records)
    found = np.zeros(len(records), dtype=np.bool_)
    if profession in parts.names:
        found[parts.practice[parts.part == parts.names.index(profession)]] = True
    return found


def by_area(one: ExactOutcomes, groups: Sequence[str] | None = None) -> tuple[AreaCount, ...]:
    """Per municipality of the first location how many practices surely have one of these groups (any without)."""
    names = by_municipality(one.assessed.market.arrays.stand, one.assessed.planned.frame.on).of_each()
    wanted = 0
    for place, group in enumerate(one.assessed.groups):
        if groups is None or group in groups:
            wanted |= 1 << place
    sure = ((one.sets & ~np.uint16(wanted)) == 0) & one.meant_for
    found: dict[str, list[int]] = {}
    for row in np.flatnonzero(one.meant_for).tolist():
        if names[row] != UNKNOWN_PLACE:
            counts = found.setdefault(names[row], [0, 0])
            counts[0] += 1
            counts[1] += int(sure[row])
    return tuple(AreaCount(name, *counts) for name, counts in sorted(found.items()))
