"""A norm swept over values: how many practices have which outcome at each, and where that jumps.

From one value to the next only the practices whose number lies between both are worked out again.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import Patterns, Tally, count, sets_of, tally_of_counts
from inkoopwijzer.market.what_if_dial import Counts, Dial
from inkoopwijzer.market.what_if_rows import Positions, worked_out
from inkoopwijzer.policy.policy import NONE

Standings = Mapping[str, tuple[int, int]]
"""By outcome at how many practices it is sure, and at how many more it is possible."""


@dataclass(frozen=True)
class Curve:
    """The number of practices with each pattern (see `outcome`) at each value of a norm, the values ascending.

    `groups` are the names of the groups, best first. `now` is where the norm stands, NaN when that is not known.
    `elsewhere` practices are surely not meant, whatever the norm.
    """

    groups: tuple[str, ...]
    now: float
    values: tuple[float, ...]
    counts: tuple[Counts, ...]
    elsewhere: int = 0

    def tallies(self) -> tuple[Tally, ...]:
        """How many practices have which outcome set, at each value."""
        return tuple(tally_of_counts(counts, self.groups) for counts in self.counts)

    def standings(self) -> tuple[Standings, ...]:
        """At each value the standings, of the practices that the agreement may be meant for."""
        return tuple(_standings(counts, self.groups, self.elsewhere) for counts in self.counts)


@dataclass(frozen=True, slots=True)
class Jump:
    """A value at which practices sit, and how many get another outcome when the norm passes it.

    `practices` have this number; of `moved` the outcome set differs just below and just above it.
    """

    value: float
    practices: int
    moved: int


def sweep(dial: Dial, values: Iterable[float]) -> Curve:
    """The curve of a norm over these values; they are taken in ascending order, each once."""
    ascending = tuple(sorted(set(values)))
    counts = []
    hand = Hand(dial, ascending[0]) if ascending else None
    for value in ascending:
        assert hand is not None
        hand.rise(value)
        counts.append(hand.counts.copy())
    return Curve(dial.before.groups, dial.now, ascending, tuple(counts), dial.elsewhere)


def jumps(dial: Dial, low: float, high: float) -> tuple[Jump, ...]:
    """Every value from low to high at which practices sit, ascending."""
    numbers = np.unique(np.concatenate([gauge.ordered for gauge in dial.gauges] or [np.zeros(0)]))
    numbers = numbers[(low <= numbers) & (numbers <= high)]
    sets = sets_of(len(dial.before.groups))
    hand = Hand(dial, float(np.nextafter(low, -np.inf)))
    found = []
    for value in numbers.tolist():
        hand.rise(float(np.nextafter(value, -np.inf)))
        rows, was = hand.rise(float(np.nextafter(value, np.inf)))
        moved = int(np.count_nonzero(sets[was] != sets[hand.patterns[rows]]))
        found.append(Jump(value, len(rows), moved))
    return tuple(found)


def standings_of(assessed: AssessedAgreement) -> Standings:
    """The standings of an agreement, of the practices that it may be meant for."""
    size = 3 ** len(assessed.groups)
    counts = count(assessed.patterns, size)
    return _standings(counts, assessed.groups, int(np.count_nonzero(assessed.for_others)))


def _standings(counts: Counts, groups: tuple[str, ...], elsewhere: int) -> Standings:
    sets = sets_of(len(groups))
    found = {}
    for bit, name in enumerate((*groups, NONE)):
        alone = sets == 1 << bit
        among = (sets >> bit & 1 == 1) & ~alone
        sure = int(counts[alone].sum()) - (elsewhere if name == NONE else 0)
        found[name] = (sure, int(counts[among].sum()))
    return found


class Hand:
    """A dial that is turned up step by step; what it works out it keeps until the next step."""

    def __init__(self, dial: Dial, start: float) -> None:
        self.dial = dial
        self.value = start
        self._own = {gauge.slot: gauge.codes(start) for gauge in dial.gauges}
        self._codes = ChainMap(self._own, dial.codes)
        self._own.update(dial.whole(self._codes))
        self.patterns: Patterns = dial.patterns_of(self._codes)
        self.counts: Counts = count(self.patterns, len(dial.counts))

    def rise(self, value: float) -> tuple[Positions, Patterns]:
        """Turn up to a value. The practices whose number was passed, and the patterns that they had."""
        if value < self.value:
            raise ValueError(f"{value} is below {self.value}")
        passed = []
        for gauge in self.dial.gauges:
            elements, code = gauge.passed(self.value, value)
            self._own[gauge.slot][elements] = code
            passed.append(elements)
        self.value = value
        rows = self.dial.practices(passed)
        was = self.patterns[rows]
        if self.dial.many(rows):
            self._own.update(self.dial.whole(self._codes))
            self.patterns = self.dial.patterns_of(self._codes)
            self.counts = count(self.patterns, len(self.counts))
        elif len(rows):
            self._renew(rows, was)
        return rows, was

    def _renew(self, rows: Positions, was: Patterns) -> None:
        dial = self.dial
        found = worked_out(dial.arrays, rows, {}, dial.order, self._codes)
        for slot in dial.order:
            self._own[slot][found.spaces.elements(dial.arrays.plan.chain(slot))] = found[slot]
        self.patterns[rows] = dial.patterns_of(found)
        size = len(self.counts)
        self.counts = self.counts + count(self.patterns[rows], size) - count(was, size)
