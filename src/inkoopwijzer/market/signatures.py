"""What is open at each practice in one number, so that practices in the same situation are looked at once.

Three-valued evaluation may keep an outcome that no completion of the unknown facts leads to. The exact answer needs
a search for each practice (`assess.outcome`), but depends only on what is open there: which unknown facts, asked by
which steps, of how many therapists. Two practices with the same signature have the same answer. A signature is a
64-bit hash; that two situations share one by accident is less likely than one in a billion for a million practices.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import several
from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.market.steps import PRACTICES, Slot
from inkoopwijzer.policy.tree import Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Hashes = NDArray[np.uint64]
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)


def signatures(assessed: AssessedAgreement) -> Hashes:
    """Per practice the signature of what is open in this agreement; 0 where a single outcome is left."""
    return _Signing(assessed).sign()


class _Signing:
    def __init__(self, assessed: AssessedAgreement) -> None:
        self.assessed = assessed
        self.arrays = assessed.market.arrays
        self.steps = assessed.market.plan.steps
        self.codes = self.arrays.codes
        self._found: dict[Slot, Hashes] = {}

    def sign(self) -> Hashes:
        groups = list(self.assessed.planned.groups.values())
        total = self.assessed.patterns.astype(np.uint64)
        for place, slot in enumerate(groups):
            total = _mix(total + self._open(slot) * _number(place, 17))
        total += self._elements(self._reached(groups))
        open_ = several(self.assessed.sets)
        return np.where(open_, _mix(total) | np.uint64(1), np.uint64(0))

    # --- which quantifiers are still open, seen from the groups ---

    def _reached(self, groups: list[Slot]) -> dict[Slot, Flags]:
        """Per step over the practices where it is open and decides about an open group."""
        reached: dict[Slot, Flags] = {slot: self.codes[slot] == UNKNOWN for slot in groups}
        for slot in range(max(groups), -1, -1):
            here = reached.get(slot)
            if here is None or not here.any():
                continue
            for part in self._parts_over_practices(slot):
                below = here & (self.codes[part] == UNKNOWN)
                reached[part] = reached[part] | below if part in reached else below
        return reached

    def _parts_over_practices(self, slot: Slot) -> set[Slot]:
        """The nearest steps over the practices below a step."""
        found: set[Slot] = set()
        for part in s.inputs(self.steps[slot]):
            if self.steps[part].chain == PRACTICES:
                found.add(part)
            else:
                found |= self._parts_over_practices(part)
        return found

    def _elements(self, reached: dict[Slot, Flags]) -> Hashes:
        """Per practice what is open at its therapists, locations, ...: of each all that is open, together."""
        by_kind: dict[str, Hashes] = {}
        records = self.assessed.market.records
        for slot, here in reached.items():
            step = self.steps[slot]
            if not isinstance(step, s.Quantified) or not here.any():
                continue
            space = self.arrays.spaces.of(step.inner)
            kind = step.inner[-1][0]
            assert space.practice is not None
            open_ = np.where(here[space.practice], self._element(slot, step), np.uint64(0))
            rows = by_kind.setdefault(kind, np.zeros(len(records.listed[kind]), dtype=np.uint64))
            rows[space.rows[kind]] += open_
        total = np.zeros(len(records), dtype=np.uint64)
        for place, (kind, rows) in enumerate(sorted(by_kind.items())):
            mixed = np.where(rows == 0, rows, _mix(rows + _number(place, 29)))
            total += _sums(mixed, records.offsets[kind])
        return total

    def _element(self, slot: Slot, step: s.Quantified) -> Hashes:
        """Per element what is open in it for this quantifier, 0 where nothing is."""
        holds, guards = self._both(step)
        share = step.quantifier is Quantifier.share
        binds = guards != NOT_MET
        open_ = binds & ((holds == UNKNOWN) | ((guards == UNKNOWN) & (share | _matters(step, holds))))
        found = self._open(step.of[0]) * _number(slot, 3)
        found += (holds.astype(np.uint64) * np.uint64(3) + guards.astype(np.uint64)) * _number(slot, 5)
        if len(step.of) == 2:
            found += _mix(self._open(step.of[1]) * _number(slot, 7))
        return np.where(open_, _mix(found + _number(slot, 11)), np.uint64(0))

    # --- what is open in a step ---

    def _open(self, slot: Slot) -> Hashes:
        """Per element what is open in a step, 0 where it is settled."""
        found = self._found.get(slot)
        if found is None:
            unknown = self.codes[slot] == UNKNOWN
            found = np.zeros(len(unknown), dtype=np.uint64)
            if unknown.any():
                found = np.where(unknown, _mix(self._work_out(slot) + _number(slot, 13)), found)
            self._found[slot] = found
        return found

    def _work_out(self, slot: Slot) -> Hashes:
        step, codes = self.steps[slot], self.codes
        size = len(codes[slot])
        match step:
            case s.Asked(leaf, chain):
                return self._leaf(leaf, chain, size)
            case s.Constant():
                return np.zeros(size, dtype=np.uint64)
            case s.Spread((part,), chain):
                above = self.arrays.spaces.above(chain, self.steps[part].chain)
                return self._open(part) if above is None else self._open(part)[above]
            case s.Quantified(chain=chain):
                if chain != PRACTICES:  # a quantifier within another: every practice stands by itself
                    practice = self.arrays.spaces.of(chain).practice
                    assert practice is not None
                    return practice.astype(np.uint64) + np.uint64(1)
                return self._counts(slot, step)
            case s.Lowest(of) | s.Highest(of):
                total = np.zeros(size, dtype=np.uint64)
                for part in of:
                    total += self._open(part)
                return total
            case _:
                total = np.zeros(size, dtype=np.uint64)
                for place, part in enumerate(step.of):
                    total += _mix(self._open(part) + codes[part].astype(np.uint64) + _number(place, 19))
                return total

    def _counts(self, slot: Slot, step: s.Quantified) -> Hashes:
        """Of a quantifier over subjects: whether the list is complete, and how many are settled which way.

        Of those that an incomplete list leaves out, what is asked of the practice itself decides too.
        """
        holds, guards = self._both(step)
        offsets = self.arrays.spaces.of(step.inner).offsets
        total = self.arrays.stand.complete(step.inner[-1][0]).astype(np.uint64)
        if step.quantifier in (Quantifier.share, Quantifier.count):
            met = _sums(((holds == MET) & (guards == MET)).astype(np.uint64), offsets)
            unmet = _sums(((holds == NOT_MET) & (guards == MET)).astype(np.uint64), offsets)
            total = _mix(total + met * np.uint64(2)) + unmet
        total = _mix(total) + (np.diff(offsets) > 0).astype(np.uint64)
        complete = self.arrays.stand.complete(step.inner[-1][0])
        for part in sorted(self._parts_over_practices(slot)) if not complete.all() else ():
            code = self.codes[part].astype(np.uint64)
            left_out = _mix(self._open(part) + code + _number(part, 23))
            total += np.where(complete, np.uint64(0), left_out)
        return total

    def _both(self, step: s.Quantified) -> tuple[Bytes, Bytes]:
        holds = self.codes[step.of[0]]
        return holds, self.codes[step.of[1]] if len(step.of) == 2 else np.full_like(holds, MET)

    def _leaf(self, leaf: s.Leaf, chain: s.Chain, size: int) -> Hashes:
        space = self.arrays.spaces.of(chain)
        if isinstance(leaf, s.Opened):  # hours are told apart by the practice: they seldom stay open
            return np.arange(1, size + 1, dtype=np.uint64)
        rows = space.rows_of(leaf.kind)
        found = np.zeros(size, dtype=np.uint64)
        if isinstance(leaf, s.Holds):
            values = [self.arrays.stand.numbers(leaf.kind, leaf.cell, leaf.on)]
            known = values[0] if rows is None else values[0][rows]
            found += _bits(known)
            if isinstance(leaf.norm, tuple):
                kind, cell = leaf.norm
                norm_rows = space.rows_of(kind)
                norm = self.arrays.stand.numbers(kind, cell, leaf.on)
                found += _mix(_bits(norm if norm_rows is None else norm[norm_rows]))
        elif (leaf.kind, leaf.cell) in self._over_time:
            stated = self._stated(leaf.kind, leaf.cell)
            found += stated if rows is None else stated[rows]
        return found

    @cached_property
    def _over_time(self) -> set[tuple[str, tuple[str, ...]]]:
        """The cells that are asked over a period somewhere."""
        leaves = [step.leaf for step in self.steps if isinstance(step, s.Asked)]
        return {(leaf.kind, leaf.cell) for leaf in leaves if isinstance(leaf, s.IsDuring)}

    def _stated(self, kind: str, cell: tuple[str, ...]) -> Hashes:
        """Per row the records of a cell."""
        found = np.zeros(len(self.assessed.market.records.listed[kind]), dtype=np.uint64)
        records = self.assessed.market.records.cells.get((kind, cell))
        if records is not None:
            value = records.value.astype(np.float64)
            one = _mix(records.start.astype(np.uint64) + _mix(records.end.astype(np.uint64) + _bits(value)))
            np.add.at(found, records.row, one)
        return found


def _matters(step: s.Quantified, holds: Bytes) -> Flags:
    """Where an open `where` still matters: for `every` while `holds` is not met, else while it may be."""
    found: Flags = holds != MET if step.quantifier is Quantifier.every else holds != NOT_MET
    return found


def _mix(value: Hashes) -> Hashes:
    """Scatter a number over 64 bits (the finaliser of splitmix64)."""
    value = value + _ODD
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = value ^ (value >> np.uint64(31))
    return mixed


def _number(slot: int, purpose: int) -> np.uint64:
    """An odd number for a step and a purpose."""
    mixed = _mix(np.array([slot * 64 + purpose], dtype=np.uint64))[0]
    return np.uint64(int(mixed) | 1)


def _bits(numbers: NDArray[np.float64]) -> Hashes:
    """Numbers as whole numbers that differ when they do; NaN is 0."""
    plain = np.where(np.isnan(numbers), 0.0, numbers + 0.0)
    return np.where(np.isnan(numbers), np.uint64(0), plain.view(np.uint64) | np.uint64(1))


def _sums(values: Hashes, offsets: NDArray[np.int64]) -> Hashes:
    """The sum of each segment, modulo 2 to the 64th."""
    upto = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)))
    found: Hashes = upto[offsets[1:]] - upto[offsets[:-1]]
    return found
