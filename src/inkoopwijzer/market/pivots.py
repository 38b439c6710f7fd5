"""What the leaves of an agreement are read from, and what would follow if a fact read otherwise for everybody.

`Asking` finds, by cell, the steps that ask it, and gives these steps the codes that follow from another value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.leaves import compare_into
from inkoopwijzer.market.outcome import Sets, patterns, sets_of
from inkoopwijzer.market.records import MARKET, Bytes, Flags, Numbers
from inkoopwijzer.market.steps import PRACTICES, Slot
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


@dataclass(frozen=True)
class Cell:
    """A cell of a kind of subject, and the steps of an agreement that ask it."""

    kind: str
    cell: CellKey
    slots: tuple[Slot, ...]

    @property
    def fact(self) -> Fact:
        """The fact of the catalogue."""
        return catalogue().facts[self.cell[0]]

    @property
    def name(self) -> str:
        """The cell as people write it: `registratie.irf`."""
        return ".".join(self.cell)


class Asking:
    """The cells that decide about one agreement."""

    def __init__(self, assessed: AssessedAgreement) -> None:
        self.assessed = assessed
        self.arrays = assessed.market.arrays
        self.steps = assessed.market.plan.steps
        self._groups = tuple(assessed.planned.groups.values())

    def cells(self) -> tuple[Cell, ...]:
        """Every cell that a group depends on, with the steps that ask it, in the order of the plan."""
        found: dict[tuple[str, CellKey], list[Slot]] = {}
        for slot in self._below():
            step = self.steps[slot]
            if isinstance(step, s.Asked) and not isinstance(step.leaf, s.Opened):
                found.setdefault((step.leaf.kind, step.leaf.cell), []).append(slot)
        return tuple(Cell(kind, cell, tuple(slots)) for (kind, cell), slots in found.items())

    def norms(self, cell: Cell) -> tuple[float, ...]:
        """The numbers that a cell of the practice is held against, in order; those that are known."""
        found = set()
        for leaf in self._comparisons(cell):
            if isinstance(leaf.norm, Decimal):
                found.add(float(leaf.norm))
            elif leaf.norm[0] == MARKET:
                found.add(float(self.arrays.stand.numbers(*leaf.norm, leaf.on)[0]))
        return tuple(sorted(norm for norm in found if not np.isnan(norm)))

    def numbers(self, cell: Cell) -> Numbers:
        """The number in the cell at each practice, NaN where it is not known."""
        leaf = next(self._comparisons(cell))
        return self.arrays.stand.numbers(cell.kind, cell.cell, leaf.on)

    def open(self, cell: Cell) -> Flags:
        """The practices at which the cell is not known where it is asked (of some therapist, location, ...)."""
        found = np.zeros(len(self.assessed.market.records), dtype=np.bool_)
        for slot in cell.slots:
            unknown = self.arrays.codes[slot] == UNKNOWN
            practice = self.arrays.spaces.of(self.steps[slot].chain).practice
            if practice is None:
                found |= unknown
            else:
                found[practice[unknown]] = True
        return found

    def as_number(self, cell: Cell, value: float, where: Flags | None = None) -> dict[Slot, Bytes]:
        """The codes of the steps if the cell held this number at all practices (or there)."""
        given = {}
        for slot in cell.slots:
            step = self.steps[slot]
            assert isinstance(step, s.Asked)
            if not isinstance(step.leaf, s.Holds) or step.chain != PRACTICES:
                continue
            numbers = self.arrays.stand.numbers(cell.kind, cell.cell, step.leaf.on)
            numbers = np.full_like(numbers, value) if where is None else np.where(where, value, numbers)
            out = np.empty(len(numbers), dtype=np.int8)
            norm = step.leaf.norm
            if isinstance(norm, Decimal):
                compare_into(numbers, step.leaf.compare, float(norm), out)
            else:
                bound = self.arrays.stand.numbers(*norm, step.leaf.on)
                compare_into(numbers, step.leaf.compare, float(bound[0]) if norm[0] == MARKET else bound, out)
            given[slot] = out
        return given

    def as_answer(self, cell: Cell, *, yes: bool) -> dict[Slot, Bytes]:
        """The codes of the steps if every unknown answer were yes, or no."""
        code = np.int8(MET if yes else NOT_MET)
        return {
            slot: np.where(self.arrays.codes[slot] == UNKNOWN, code, self.arrays.codes[slot])
            for slot in cell.slots
        }

    def as_option(self, cell: Cell, option: str | None) -> dict[Slot, Bytes]:
        """The codes of the steps if every unknown choice were this option (None: one that no step names)."""
        given = {}
        for slot in cell.slots:
            step = self.steps[slot]
            assert isinstance(step, s.Asked)
            wanted = step.leaf.values if isinstance(step.leaf, (s.Is, s.IsDuring)) else None
            code = np.int8(MET if wanted is not None and option in wanted else NOT_MET)
            given[slot] = np.where(self.arrays.codes[slot] == UNKNOWN, code, self.arrays.codes[slot])
        return given

    def answers(self, cell: Cell) -> Iterator[dict[Slot, Bytes]]:
        """What follows from each answer to a cell that can make a difference."""
        if cell.fact.type is FactType.yes_no:
            yield self.as_answer(cell, yes=True)
            yield self.as_answer(cell, yes=False)
        elif cell.fact.type is FactType.choice:
            named = {option for slot in cell.slots for option in self.wanted(slot)}
            for option in sorted(named):
                yield self.as_option(cell, option)
            if named != set(cell.fact.options):
                yield self.as_option(cell, None)
        elif cell.fact.type in (FactType.whole, FactType.decimal):
            unknown = np.isnan(self.numbers(cell))
            norms = self.norms(cell)
            between = [(a + b) / 2 for a, b in pairwise(norms)]
            around = [norms[0] - 1, *between, *norms, norms[-1] + 1] if norms else []
            for value in around:
                yield self.as_number(cell, value, unknown)

    def outcomes(self, given: dict[Slot, Bytes]) -> Sets:
        """The outcome sets if these steps had other codes."""
        codes = self.arrays.changed(given, self._groups)
        return sets_of(len(self._groups))[patterns([codes[slot] for slot in self._groups])]

    def wanted(self, slot: Slot) -> tuple[str, ...]:
        """The options that a step asks for; none when it asks a yes or a number."""
        step = self.steps[slot]
        assert isinstance(step, s.Asked)
        return (step.leaf.values or ()) if isinstance(step.leaf, (s.Is, s.IsDuring)) else ()

    def _comparisons(self, cell: Cell) -> Iterator[s.Holds]:
        for slot in cell.slots:
            step = self.steps[slot]
            if isinstance(step, s.Asked) and isinstance(step.leaf, s.Holds) and step.chain == PRACTICES:
                yield step.leaf

    def _below(self) -> list[Slot]:
        seen: set[Slot] = set()
        stack = list(self._groups)
        while stack:
            slot = stack.pop()
            if slot not in seen:
                seen.add(slot)
                stack += s.inputs(self.steps[slot])
        return sorted(seen)
