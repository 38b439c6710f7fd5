"""What outcomes cost, with tariffs and volumes that a user gives: before, after, and the change.

Where an outcome is not certain an amount has a lowest and a highest value. The lowest change is not the lowest after
minus the highest before: what is unknown is the same on both sides, so that a practice that the change does not touch
costs the same, whatever its outcome is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from inkoopwijzer.market.moves import Moves
from inkoopwijzer.market.outcome import several
from inkoopwijzer.market.records import PRACTICE, Numbers, Records
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.market.what_if_joint import ends
from inkoopwijzer.policy.policy import NONE

INSURED: Final = "unieke_verzekerden"


@dataclass(frozen=True, slots=True)
class Range:
    """An amount in euro cents, from low to high; certain when both are the same."""

    low: int
    high: int


@dataclass(frozen=True)
class Spend:
    """Yearly amounts over all practices that have a volume.

    `sure_change` is the part of the change at practices whose outcome is certain before and after, `sure` how many
    those are; `open` are the others. `without` practices have no known volume and are in no amount.
    """

    before: Range
    after: Range
    change: Range
    sure_change: int
    sure: int
    open: int
    without: int


class MissingTariff(ValueError):
    """Outcomes that occur and have no tariff."""

    def __init__(self, outcomes: tuple[str, ...]) -> None:
        self.outcomes = outcomes
        super().__init__(", ".join(outcomes))


def spend(moves: Moves, tariffs: Mapping[str, int], volume: Numbers) -> Spend:
    """The yearly amounts before and after a change, for the practices that the agreement may be meant for.

    `tariffs` gives euro cents per treatment for each outcome; `volume` the treatments a year of each practice, NaN
    where not known. Raises `MissingTariff` when an outcome that is possible somewhere has none.
    """
    known = moves.meant_for & ~np.isnan(volume)
    used = np.bitwise_or.reduce(moves.before[known] | moves.after[known], initial=0)
    missing = tuple(name for name in moves.names(int(used)) if name not in tariffs)
    if missing:
        raise MissingTariff(missing)
    count = np.where(known, volume, 0.0)
    low, high = _ends(moves, tariffs)
    least, most = changes(moves, tariffs)
    sure = known & ~several(moves.before) & ~several(moves.after)
    return Spend(
        before=Range(_sum(low[moves.before] * count), _sum(high[moves.before] * count)),
        after=Range(_sum(low[moves.after] * count), _sum(high[moves.after] * count)),
        change=Range(_sum(least * count), _sum(most * count)),
        sure_change=_sum(np.where(sure, least, 0.0) * count),
        sure=int(np.count_nonzero(sure)),
        open=int(np.count_nonzero(known & ~sure)),
        without=int(np.count_nonzero(moves.meant_for & np.isnan(volume))),
    )


def changes(moves: Moves, tariffs: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """Per practice the least and the most that a treatment comes to cost more, in euro cents."""
    return ends(moves.joint, [float(tariffs.get(name, 0)) for name in (*moves.groups, NONE)])


def changes_of(
    moves: Moves, tariffs: Mapping[str, int], volume: Numbers, practices: Sequence[int]
) -> list[Range | None]:
    """The change at each of these practices; None without a known volume."""
    least, most = changes(moves, tariffs)
    rows = np.array(practices, dtype=np.int64)
    low, high = (least * volume)[rows].tolist(), (most * volume)[rows].tolist()
    return [None if np.isnan(a) else Range(round(a), round(b)) for a, b in zip(low, high, strict=True)]


def _ends(moves: Moves, tariffs: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The lowest and the highest tariff of every outcome set; of no outcome, and without a tariff, it is 0."""
    low, high = [0.0], [0.0]
    for outcomes in range(1, 2 << len(moves.groups)):
        found = [tariffs.get(name, 0) for name in moves.names(outcomes)]
        low.append(float(min(found)))
        high.append(float(max(found)))
    return np.array(low), np.array(high)


def _sum(amounts: Numbers) -> int:
    return round(float(amounts.sum()))


@dataclass(frozen=True)
class Volumes:
    """The treatments a year of each practice, NaN where not known; `used` is for how many one is known."""

    treatments: Numbers
    used: int


def volumes_by_agb(records: Records, treatments: Mapping[str, float]) -> Volumes:
    """Volumes given by the AGB codes of practices."""
    found = np.array([treatments.get(agb, np.nan) for agb in records.listed[PRACTICE].agb], dtype=np.float64)
    return Volumes(found, int(np.count_nonzero(~np.isnan(found))))


def volumes_by_insured(stand: Stand, year: str, per_insured: float, on: date) -> Volumes:
    """So many treatments for each unique insured person of a year, as known on a day."""
    found = stand.numbers(PRACTICE, (INSURED, year), on) * per_insured
    return Volumes(found, int(np.count_nonzero(~np.isnan(found))))
