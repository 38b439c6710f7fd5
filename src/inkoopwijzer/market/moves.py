"""Who goes from which outcome to which, between two assessments of one agreement over the same practices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.outcome import Sets, names_of
from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.market.what_if_direction import directions
from inkoopwijzer.market.what_if_elements import Contrast
from inkoopwijzer.market.what_if_joint import WAYS, Joint, Outcomes, Way, apart, joint
from inkoopwijzer.market.what_if_parts import Parts
from inkoopwijzer.policy.policy import NONE

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shift:
    """Practices that go from one set of outcomes to another. It is sure when each is one outcome."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    practices: int
    way: Way

    @property
    def sure(self) -> bool:
        """Whether both the outcome before and the outcome after are certain."""
        return len(self.before) == 1 and len(self.after) == 1


@dataclass(frozen=True, slots=True)
class PartShift:
    """The same within a part of the market."""

    part: str
    shift: Shift


@dataclass(frozen=True)
class Moves:
    """The outcome sets of all practices before and after, as numbers over the same `groups` (best first).

    `meant_for` are the practices that the agreement may be meant for, before or after. `joint` says which outcomes
    before and after can go together.
    """

    groups: tuple[str, ...]
    before: Outcomes
    after: Outcomes
    meant_for: Flags
    joint: Joint

    @cached_property
    def moved(self) -> Flags:
        """The practices with another outcome set."""
        found: Flags = self.before != self.after
        return found

    @property
    def rows(self) -> NDArray[np.int64]:
        """The practices with another outcome set."""
        return np.flatnonzero(self.moved)

    def shifts(self, among: Flags | None = None) -> tuple[Shift, ...]:
        """How many practices go from which set to which, those that stay included; most first."""
        rows = self.meant_for if among is None else self.meant_for & among
        different, counts = np.unique(self._pairs[rows], return_counts=True)
        found = [self.shift(int(p), int(n)) for p, n in zip(different, counts, strict=True)]
        return tuple(sorted(found, key=lambda s: (-s.practices, s.before, s.after)))

    def shifts_by(self, parts: Parts) -> tuple[PartShift, ...]:
        """The moves within each part of the market, in the order of the parts."""
        chosen = (self.moved & self.meant_for)[parts.practice]
        pairs = self._pairs[parts.practice[chosen]]
        size = int(self._pairs.max(initial=0)) + 1
        together = parts.part[chosen].astype(np.int64) * size + pairs
        different, counts = np.unique(together, return_counts=True)
        return tuple(
            PartShift(parts.names[int(number) // size], self.shift(int(number) % size, int(n)))
            for number, n in zip(different, counts, strict=True)
        )

    def outcomes(self, practice: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The outcome sets of one practice before and after."""
        return self.names(int(self.before[practice])), self.names(int(self.after[practice]))

    def names(self, number: int) -> tuple[str, ...]:
        """The names in an outcome set, best first."""
        return names_of(number, self.groups)

    def shift(self, pair: int, practices: int) -> Shift:
        """So many practices that make the move with this number."""
        sets, number = divmod(pair, len(WAYS))
        before, after = divmod(sets, self._size)
        return Shift(self.names(before), self.names(after), practices, WAYS[number])

    @cached_property
    def ways(self) -> Bytes:
        """Per practice where it goes, as a number in `WAYS`."""
        return self.joint.ways()

    @property
    def perhaps(self) -> int:
        """At how many practices the set stays what it is, and the outcome may yet be another."""
        stays = self.meant_for & ~self.moved
        return int(np.count_nonzero(stays & (self.ways != WAYS.index(Way.same))))

    @property
    def _size(self) -> int:
        return 2 << len(self.groups)

    @cached_property
    def _pairs(self) -> Pairs:
        sets = self.before.astype(np.int64) * self._size + self.after
        return sets * len(WAYS) + self.ways


def moves(contrast: Contrast, *, before_sets: Sets | None = None, after_sets: Sets | None = None) -> Moves:
    """The moves between two assessments of the same practices.

    The sets are those of three-valued evaluation unless others (exact ones) are given. Groups that only one side has
    keep their place in the order. Where nothing that changed counts, the outcome after is that of before.
    """
    before, after = contrast.before, contrast.after
    was = [before.group(group) for group in before.assessed.groups]
    now = [after.group(group) for group in after.assessed.groups]
    groups = _merged(was, now)
    first = renumbered(before.assessed.sets if before_sets is None else before_sets, was, groups)
    then = renumbered(after.assessed.sets if after_sets is None else after_sets, now, groups)
    meant_for = ~(before.assessed.for_others & after.assessed.for_others)
    if not contrast.same_groups:
        return Moves(groups, first, then, meant_for, apart((first, then)))
    touched = list(contrast.touched.values())
    then = np.where(np.logical_or.reduce(touched), then, first)
    given = [[side.assessed.group_codes(g) for g in side.assessed.groups] for side in (before, after)]
    ways = list(directions(contrast).values())
    return Moves(groups, first, then, meant_for, joint(given[0], given[1], touched, ways, (first, then)))


def _merged(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """All groups, best first: those that are gone stand after the one that they stood after."""
    found = list(after)
    place = 0
    for group in before:
        if group in found:
            place = found.index(group) + 1
        else:
            found.insert(place, group)
            place += 1
    return tuple(found)


def renumbered(sets: Sets, own: Sequence[str], groups: Sequence[str]) -> Outcomes:
    """Outcome sets as numbers over other groups, among which all their own are."""
    if tuple(own) == tuple(groups):
        return sets.astype(np.int32)
    bits = [1 << [*groups, NONE].index(name) for name in (*own, NONE)]
    table = [sum(bit for place, bit in enumerate(bits) if n >> place & 1) for n in range(2 << len(own))]
    found: Outcomes = np.array(table, dtype=np.int32)[sets]
    return found
