"""Fills in the steps of a plan for a market: one array of codes for each step, every one kept.

Steps over the practices themselves are worked out block by block, so that a block stays in the processor's cache
and a million practices take no longer each than sixty thousand.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from inkoopwijzer.market import steps as s
from inkoopwijzer.market.leaves import Leaves
from inkoopwijzer.market.plan import Plan
from inkoopwijzer.market.records import Bytes, Records
from inkoopwijzer.market.reduce import enough, over_options, quantified
from inkoopwijzer.market.spaces import Spaces
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.market.steps import PRACTICES, Slot, Step

BLOCK: Final = 32_768
"""How many practices are worked out at a time."""

Codes = Mapping[Slot, Bytes]


class Arrays:
    """The codes of the steps of one plan for one market; `codes[slot]` has an element for each of its chain."""

    def __init__(self, records: Records, plan: Plan) -> None:
        self.records = records
        self.plan = plan
        self.stand = Stand(records)
        self.spaces = Spaces(records)
        self.leaves = Leaves(self.stand, self.spaces.of(PRACTICES))
        self.codes: dict[Slot, Bytes] = {}

    def fill(self) -> None:
        """Work out every step of the plan that was not yet worked out."""
        waiting: list[Slot] = []
        for slot, step in enumerate(self.plan.steps):
            if slot in self.codes:
                continue
            if by_element(step):
                waiting.append(slot)
                continue
            if waiting and s.inputs(step):
                self.combine(waiting)
                waiting = []
            self.codes[slot] = self.work_out(step, self.codes)
        self.combine(waiting)

    def combine(self, slots: Sequence[Slot]) -> None:
        """Work out steps over the practices from their parts, block by block; again where they were before."""
        size, codes = len(self.records), self.codes
        new = [slot for slot in slots if slot not in codes]
        codes.update(zip(new, np.empty((len(new), size), dtype=np.int8), strict=True))
        work = [(self._by_block(slot), codes[slot]) for slot in slots]
        for block in blocks(size):
            for fill, out in work:
                fill(block, out[block])

    def _by_block(self, slot: Slot) -> Callable[[slice, Bytes], None]:
        """What writes the codes of a step for a block of practices."""
        step = self.plan.steps[slot]
        if isinstance(step, s.Asked):
            assert isinstance(step.leaf, s.Holds)
            return self.leaves.comparing(step.leaf)
        parts = [self.codes[part] for part in s.inputs(step)]
        return lambda block, out: into(step, [part[block] for part in parts], out)

    def work_out(self, step: Step, codes: Codes) -> Bytes:
        """The codes of a step from those of its parts."""
        size = self.spaces.of(step.chain).size
        match step:
            case s.Asked(leaf, chain):
                return self.leaves.over(leaf, self.spaces.of(chain))
            case s.Constant(code=code):
                return np.full(size, code, dtype=np.int8)
            case s.Spread((part,), chain):
                above = self.spaces.above(chain, self.plan.chain(part))
                return codes[part] if above is None else codes[part][above]
            case s.Quantified(quantifier, at_least, of, inner, chain):
                complete = self.stand.complete(inner[-1][0])
                practice = self.spaces.of(chain).practice
                return quantified(
                    quantifier,
                    at_least,
                    codes[of[0]],
                    codes[of[1]] if len(of) == 2 else None,
                    self.spaces.of(inner).offsets,
                    complete if practice is None else complete[practice],
                )
            case _:
                out = np.empty(size, dtype=np.int8)
                into(step, [codes[i] for i in s.inputs(step)], out)
                return out

    def changed(self, given: Codes, wanted: Iterable[Slot]) -> dict[Slot, Bytes]:
        """The codes of `wanted` if these steps had other codes than they have; nothing is kept.

        Only what depends on `given` is worked out again.
        """
        found: dict[Slot, Bytes] = dict(given)
        codes = ChainMap(found, self.codes)
        for slot in self.dependents(tuple(given), tuple(wanted)):
            found[slot] = self.work_out(self.plan.steps[slot], codes)
        return {slot: codes[slot] for slot in wanted}

    def dependents(self, changed: tuple[Slot, ...], wanted: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """The steps between `changed` and `wanted`, in order, without `changed` itself."""
        steps = self.plan.steps
        touched = set(changed)
        above = []
        for slot in range(min(changed, default=0), max(wanted, default=-1) + 1):
            if slot not in touched and not touched.isdisjoint(s.inputs(steps[slot])):
                touched.add(slot)
                above.append(slot)
        needed = set(wanted)
        kept = []
        for slot in reversed(above):
            if slot in needed:
                kept.append(slot)
                needed.update(s.inputs(steps[slot]))
        return tuple(reversed(kept))


def by_element(step: Step) -> bool:
    """Whether a step is worked out practice by practice: it combines others, or holds a number against a norm."""
    if isinstance(step, s.Asked):
        return step.chain == PRACTICES and isinstance(step.leaf, s.Holds)
    return step.chain == PRACTICES and not isinstance(step, (s.Constant, s.Spread, s.Quantified))


def blocks(size: int) -> Iterator[slice]:
    """The blocks of so many practices."""
    return (slice(start, min(start + BLOCK, size)) for start in range(0, size, BLOCK))


def into(step: Step, parts: list[Bytes], out: Bytes) -> None:
    """Write the codes of a step that combines its parts element by element."""
    match step:
        case s.Lowest():
            np.minimum(parts[0], parts[1], out=out)
            for part in parts[2:]:
                np.minimum(out, part, out=out)
        case s.Highest():
            np.copyto(out, parts[0])
            for part in parts[1:]:
                np.maximum(out, part, out=out)
        case s.Inverse():
            np.subtract(2, parts[0], out=out)
        case s.Guarded():
            np.subtract(2, parts[0], out=out)
            np.maximum(out, parts[1], out=out)
        case s.Enough(count=count):
            out[:] = enough(count, parts)
        case s.OverOptions(quantifier=quantifier, at_least=at_least):
            half = len(step.parts()[0])
            out[:] = over_options(quantifier, at_least, parts[:half], parts[half:])
        case _:
            raise TypeError(step)
