"""How many facts must change to lift each practice to a group: for the whole market at once, as a lower estimate.

Of each step two numbers: how many changes make it hold, and how many make it fail. *And* adds up, *or* takes the
cheapest, *not* swaps. What is not known is taken to turn out well, so a number is "at least so many"; facts that two
conditions share are counted twice. What nobody can change costs `NEVER`. The exact routes of one practice are worked
out by `assess.routes`.
"""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.execute import Arrays, blocks, by_element
from inkoopwijzer.market.records import Flags, Offsets
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.policy.tree import Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET

Changes = NDArray[np.uint8]
"""So many changes, at most NEVER."""
NEVER: Final = 16
"""It cannot be changed, or takes as many changes as this: so low that fifteen of them add up within a byte."""
_WITHIN_A_BYTE: Final = 255 // NEVER - 1
Want = bool
"""Whether a step is to hold, or to fail."""


class Costs:
    """The changes behind the codes of one market, each worked out once and kept."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.steps = arrays.plan.steps
        self._kept: dict[tuple[Slot, Want], Changes] = {}

    def to(self, slot: Slot, want: Want = True) -> Changes:
        """Per element at least how many changes make a step hold (or fail)."""
        found = self._kept.get((slot, want))
        if found is None:
            found = self._kept[slot, want] = self._work_out(slot, want)
        return found

    def again(self) -> None:
        """Work out everything over the practices once more, from what is kept of the leaves and the elements."""
        for slot, want in [key for key in self._kept if by_element(self.steps[key[0]])]:
            if s.inputs(self.steps[slot]):
                self._kept[slot, want] = self._work_out(slot, want)

    def _work_out(self, slot: Slot, want: Want) -> Changes:
        step = self.steps[slot]
        match step:
            case s.Asked() | s.Constant():
                one = np.ones(len(self.arrays.codes[slot]), dtype=np.uint8)
                if isinstance(step, s.Constant) or _fixed(step.leaf):
                    one *= NEVER
                else:
                    one[self._never(step)] = NEVER
                return self._where_wrong(slot, want, one)
            case s.Spread((part,), chain):
                above = self.arrays.spaces.above(chain, self.steps[part].chain)
                spread: Changes = self.to(part, want) if above is None else self.to(part, want)[above]
                return spread
            case s.Inverse((part,)):
                return self.to(part, not want)
            case s.Quantified():
                return self._where_wrong(slot, want, self._quantified(step, want))
            case s.Lowest(of):
                return (_sum if want else _cheapest_of)([self.to(part, want) for part in of])
            case s.Highest(of):
                return (_cheapest_of if want else _sum)([self.to(part, want) for part in of])
            case s.Guarded((guard, then)):
                return (_cheapest_of if want else _sum)([self.to(guard, not want), self.to(then, want)])
            case s.Enough(count, of):
                needed = count if want else len(of) - count + 1
                return _smallest([self.to(part, want) for part in of], needed)
            case s.OverOptions():
                return self._where_wrong(slot, want, self._over_options(step, want))

    def _where_wrong(self, slot: Slot, want: Want, changes: Changes) -> Changes:
        """What is so, or may be so, takes no change, whatever its elements would take."""
        wrong = self.arrays.codes[slot] == (NOT_MET if want else MET)
        found: Changes = np.multiply(changes, wrong.view(np.uint8))
        return found

    def _never(self, step: s.Asked) -> Flags:
        """Per element whether it can never be so, of a therapist of that profession."""
        leaf, space = step.leaf, self.arrays.spaces.of(step.chain)
        found = np.zeros(space.size, dtype=np.bool_)
        if isinstance(leaf, s.Opened) or leaf.kind not in space.rows:
            return found
        professions = self.arrays.records.listed[leaf.kind].profession[space.rows[leaf.kind]]
        for number, profession in enumerate(catalogue().professions):
            if leaf.cell in catalogue().never.get(profession, {}):
                found |= professions == number
        return found

    def _over_options(self, step: s.OverOptions, want: Want) -> Changes:
        holds, where = step.parts()
        every = step.quantifier is Quantifier.every
        each = [self._one(h, where[n] if where else None, want, every=every) for n, h in enumerate(holds)]
        if step.quantifier is Quantifier.some:
            return (_cheapest_of if want else _sum)(each)
        if every:
            return (_sum if want else _cheapest_of)(each)
        count = int(step.at_least)
        if step.quantifier is Quantifier.share:
            count = max(1, ceil(step.at_least * len(holds)))
        return _smallest(each, count if want else len(holds) - count + 1)

    def _one(self, holds: Slot, where: Slot | None, want: Want, *, every: bool) -> Changes:
        """What an element takes: to be as asked wherever it is asked (`every`), or to be asked and be so."""
        if where is None:
            return self.to(holds, want)
        if every:
            return (_cheapest_of if want else _sum)([self.to(where, not want), self.to(holds, want)])
        return (_sum if want else _cheapest_of)([self.to(where, want), self.to(holds, want)])

    def _quantified(self, step: s.Quantified, want: Want) -> Changes:
        offsets = self.arrays.spaces.of(step.inner).offsets
        every = step.quantifier is Quantifier.every
        where = step.of[1] if len(step.of) == 2 else None
        each = self._one(step.of[0], where, want, every=every)
        new = 1 if catalogue().subjects[step.inner[-1][0]].can_be_added else NEVER
        sizes = np.diff(offsets)
        if every:
            if not want:
                return _least(each, offsets)
            nobody = (sizes == 0) & (where is None)
            return np.where(nobody, np.uint8(new), _total(each, offsets)).astype(np.uint8)
        if step.quantifier is Quantifier.some:
            return np.minimum(_least(each, offsets), np.uint8(new)) if want else _total(each, offsets)
        count = np.full(len(sizes), int(step.at_least), dtype=np.int64)
        if step.quantifier is Quantifier.share:
            part, whole = (
                step.at_least.as_integer_ratio()
            )  # of all there are: a `where` makes them no fewer here
            count = np.maximum(1, np.ceil(sizes * (part / whole) - 1e-9)).astype(np.int64)
            new = NEVER
        if not want:
            count, new = np.maximum(sizes - count + 1, 0), NEVER
        return _cheapest(each, offsets, count, new)


def _sum(costs: list[Changes]) -> Changes:
    found = np.array(costs[0])
    for block in blocks(len(found)):
        out = found[block]
        for place, more in enumerate(costs[1:], 2):
            np.add(out, more[block], out=out)
            if place % _WITHIN_A_BYTE == 0:
                np.minimum(out, NEVER, out=out)
        np.minimum(out, NEVER, out=out)
    return found


def _cheapest_of(costs: list[Changes]) -> Changes:
    found = np.array(costs[0])
    for more in costs[1:]:
        np.minimum(found, more, out=found)
    return found


def _smallest(costs: list[Changes], count: int) -> Changes:
    """The sum of the so many smallest, element by element."""
    best: list[Changes] = []  # the smallest so far, in order; each newcomer pushes the larger ones up
    for cost in costs:
        rest = cost
        for place, kept in enumerate(best):
            best[place], rest = np.minimum(kept, rest), np.maximum(kept, rest)
        if len(best) < count:
            best.append(rest)
    return _sum(best) if best else np.zeros(len(costs[0]), dtype=np.uint8)


def _cheapest(costs: Changes, offsets: Offsets, count: NDArray[np.int64], new: int) -> Changes:
    """Per segment the sum of its `count` smallest; what it is short of is made anew, for `new` each."""
    sizes = np.diff(offsets)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((costs, owner))
    place = np.arange(len(costs)) - offsets[:-1][owner]
    taken = np.where(place < count[owner], costs[order].astype(np.int64), 0)
    upto = np.concatenate(([0], np.cumsum(taken)))
    short = np.maximum(count - sizes, 0)
    total = upto[offsets[1:]] - upto[offsets[:-1]] + short * new
    return _capped(total)


def _capped(total: NDArray[np.int64]) -> Changes:
    found: Changes = np.minimum(total, NEVER).astype(np.uint8)
    return found


def _total(costs: Changes, offsets: Offsets) -> Changes:
    upto = np.concatenate(([0], np.cumsum(costs, dtype=np.int64)))
    total: NDArray[np.int64] = upto[offsets[1:]] - upto[offsets[:-1]]
    return _capped(total)


def _least(costs: Changes, offsets: Offsets) -> Changes:
    found = np.full(len(offsets) - 1, NEVER, dtype=np.uint8)
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    if filled.size:
        found[filled] = np.minimum.reduceat(costs, offsets[:-1][filled])
    return found


def _fixed(leaf: s.Leaf) -> bool:
    """Whether nobody can change what a leaf asks."""
    if isinstance(leaf, s.Opened):
        return False
    if isinstance(leaf, s.IsDuring) and leaf.period.end is not None and leaf.period.end < leaf.on:
        return True
    return catalogue().facts[leaf.cell[0]].fixed_on(leaf.cell[1:], leaf.on)
