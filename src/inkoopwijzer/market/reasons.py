"""Why a code is what it is, for every practice: the six words of `values.verdict.Verdict`.

An unknown is a missing fact, a judgement of the insurer, or silence of the document; what is met may be so because
it does not apply. As `assess.explain.verdict_of`, for all at once and worked out on demand.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from inkoopwijzer.market import steps as s
from inkoopwijzer.market.execute import Arrays
from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.policy.tree import Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict

MISSING: Final = 1
JUDGE: Final = 2
SILENT: Final = 4
_SORTS: Final = {"judge": JUDGE, "silent": SILENT, "": MISSING}

VERDICTS: Final = tuple(Verdict)
"""The verdict of each number in an array of verdicts."""


class Reasons:
    """The reasons behind the codes of one market, each worked out once and kept."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._sorts: dict[Slot, Bytes] = {}
        self._unbound: dict[Slot, Flags] = {}

    def verdicts(self, slot: Slot) -> Bytes:
        """Per element of a step its verdict, as an index into `VERDICTS`."""
        code, sorts = self.arrays.codes[slot], self.sorts(slot)
        number = {verdict: np.int8(place) for place, verdict in enumerate(VERDICTS)}
        open_ = np.where(sorts & JUDGE, number[Verdict.for_insurer], number[Verdict.silent])
        open_ = np.where((sorts & MISSING) | (sorts == 0), number[Verdict.unknown], open_)
        met = np.where(self.unbound(slot), number[Verdict.not_applicable], number[Verdict.met])
        return np.where(code == MET, met, np.where(code == UNKNOWN, open_, number[Verdict.not_met]))

    def sorts(self, slot: Slot) -> Bytes:
        """Per element what keeps it unknown: MISSING, JUDGE and SILENT added up; 0 where it is not unknown."""
        found = self._sorts.get(slot)
        if found is None:
            open_ = self.arrays.codes[slot] == UNKNOWN
            found = np.zeros(len(open_), dtype=np.int8)
            if open_.any():
                found = np.where(open_, self._find_sorts(slot), found).astype(np.int8)
            self._sorts[slot] = found
        return found

    def unbound(self, slot: Slot) -> Flags:
        """Per element whether it is met because it does not apply."""
        found = self._unbound.get(slot)
        if found is None:
            found = self._unbound[slot] = self._find_unbound(slot) & (self.arrays.codes[slot] == MET)
        return found

    def _find_sorts(self, slot: Slot) -> Bytes:
        arrays = self.arrays
        step, codes = arrays.plan.steps[slot], arrays.codes
        size = len(codes[slot])
        match step:
            case s.Asked():
                return np.full(size, MISSING, dtype=np.int8)
            case s.Constant(why=why):
                return np.full(size, _SORTS[why], dtype=np.int8)
            case s.Spread((part,), chain):
                above = arrays.spaces.above(chain, arrays.plan.chain(part))
                return self.sorts(part) if above is None else self.sorts(part)[above]
            case s.Quantified():
                return self._quantified(step)
            case s.OverOptions():
                return self._over_options(step)
            case s.Guarded((guard, then)):
                bound = codes[guard] != NOT_MET
                return self.sorts(guard) | np.where(bound, self.sorts(then), 0).astype(np.int8)
            case _:
                found = np.zeros(size, dtype=np.int8)
                for part in step.of:
                    found |= self.sorts(part)
                return found

    def _over_options(self, step: s.OverOptions) -> Bytes:
        holds, where = step.parts()
        found = np.zeros(len(self.arrays.codes[holds[0]]), dtype=np.int8)
        for number, part in enumerate(holds):
            sorts = self.sorts(part)
            if where:
                bound = self.arrays.codes[where[number]] != NOT_MET
                sorts = np.where(bound, sorts, 0).astype(np.int8) | self.sorts(where[number])
            found |= sorts
        return found

    def _quantified(self, step: s.Quantified) -> Bytes:
        arrays = self.arrays
        sorts = self.sorts(step.of[0])
        if len(step.of) == 2:
            bound = arrays.codes[step.of[1]] != NOT_MET
            sorts = np.where(bound, sorts, 0).astype(np.int8) | self.sorts(step.of[1])
        offsets = arrays.spaces.of(step.inner).offsets
        found = np.zeros(len(offsets) - 1, dtype=np.int8)
        filled = np.flatnonzero(offsets[1:] > offsets[:-1])
        if filled.size:
            found[filled] = np.bitwise_or.reduceat(sorts, offsets[:-1][filled])
        complete = arrays.stand.complete(step.inner[-1][0])
        practice = arrays.spaces.of(step.chain).practice
        return np.where(complete if practice is None else complete[practice], found, MISSING).astype(np.int8)

    def _find_unbound(self, slot: Slot) -> Flags:
        arrays = self.arrays
        step, codes = arrays.plan.steps[slot], arrays.codes
        found = np.zeros(len(codes[slot]), dtype=np.bool_)
        match step:
            case s.Guarded((guard, _)):
                found |= codes[guard] == NOT_MET
            case s.Spread((part,), chain):
                above = arrays.spaces.above(chain, arrays.plan.chain(part))
                found |= self.unbound(part) if above is None else self.unbound(part)[above]
            case s.Lowest(of):
                found |= np.logical_and.reduce([self.unbound(part) for part in of])
            case s.OverOptions(quantifier=Quantifier.every):
                holds, where = step.parts()
                free = [codes[w] == NOT_MET for w in where] or [self.unbound(part) for part in holds]
                found |= np.logical_and.reduce(free)
            case s.Quantified(quantifier=Quantifier.every, of=of):
                free_one = codes[of[1]] == NOT_MET if len(of) == 2 else self.unbound(of[0])
                offsets = arrays.spaces.of(step.inner).offsets
                bound = np.concatenate(([0], np.cumsum(~free_one)))
                found |= bound[offsets[1:]] == bound[offsets[:-1]]
            case _:
                pass
        return found
