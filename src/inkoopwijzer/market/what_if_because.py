"""By which conditions practices move: what is needed for the move by itself, and what only together.

What differs between both sides comes apart into elements: a condition that itself became another (not just those that
it refers to), a demand that a group makes or no longer makes, a group that comes or goes. An element is needed at a
practice when undoing it alone, with everything else as it is after the change, gives the outcome of before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.moves import Moves, renumbered
from inkoopwijzer.market.outcome import Sets, outcome_sets
from inkoopwijzer.market.plan import Builder
from inkoopwijzer.market.records import Flags
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.market.what_if import WhatIf, aside
from inkoopwijzer.market.what_if_elements import Contrast, Demand, Element, Kind, Side
from inkoopwijzer.market.what_if_joint import Outcomes
from inkoopwijzer.market.what_if_rows import Positions
from inkoopwijzer.values.verdict import MET, UNKNOWN


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved a practice. `together`: undoing no single element is enough. Without elements: the groups' order."""

    elements: tuple[Element, ...]
    together: bool = False


@dataclass(frozen=True)
class Causes:
    """Of each of these practices the cause of its move, as an index into `causes`."""

    rows: Positions
    causes: tuple[Cause, ...]
    which: NDArray[np.int64]

    def at(self, number: int) -> Cause:
        """The cause at the practice `rows[number]`."""
        return self.causes[int(self.which[number])]


def causes(contrast: Contrast, moves: Moves) -> Causes:
    """Why each practice with another outcome set has it, by the sets of three-valued evaluation.

    `moves` may hold exact sets: a practice that moves by those only counts as moved by all that differs for it.
    """
    return _Work(contrast, moves).done()


class _Work:
    def __init__(self, contrast: Contrast, moves: Moves) -> None:
        self.contrast = contrast
        self.moves = moves
        self.rows: Positions = moves.rows
        before, after = contrast.before, contrast.after
        self.was = self.common(before.assessed.sets[self.rows], before)
        self.now = self.common(after.assessed.sets[self.rows], after)
        self.what_if = WhatIf(after.assessed)

    def common(self, sets: Sets, side: Side) -> Outcomes:
        """Sets of a side as numbers over the groups of both."""
        return renumbered(sets, [side.group(g) for g in side.assessed.groups], self.moves.groups)

    def done(self) -> Causes:
        """Try every element, and tell at each practice which are needed."""
        needed: dict[Element, Flags] = {}
        there: dict[Element, Flags] = {}
        before, after = self.contrast.before, self.contrast.after
        for name in sorted(self.contrast.own):
            element = Element(name, Kind.changed)
            was, now = before.codes(name)[self.rows], after.codes(name)[self.rows]
            there[element] = (was != now) | ((self.was == self.now) & (was == UNKNOWN))
            needed[element] = self.needed(partial(self.with_old_logic, name))
        for demand, (first, _) in self.contrast.asked.items():
            element = Element(demand.name, Kind.dropped if first else Kind.added)
            there[element] = (before if first else after).demanded(demand)[self.rows] != MET
            needed[element] = self.needed(partial(self.asked_as_before, demand))
        for group in self.moves.groups:
            if (group in before.demands) != (group in after.demands):
                element = Element(group, Kind.group_gone if group in before.demands else Kind.group_come)
                there[element] = np.ones(len(self.rows), dtype=np.bool_)
                needed[element] = self.needed(partial(self.with_groups_as_before, group))
        return self.told(self.named(needed), self.named(there))

    # --- undoing one thing ----------------------------------------------------------------------------------

    def needed(self, undo: Callable[[Positions], Outcomes]) -> Flags:
        """Where undoing gives the outcome of before, among the practices of which the outcome is another."""
        found = np.zeros(len(self.rows), dtype=np.bool_)
        numbers = np.flatnonzero(self.was != self.now)
        if len(numbers):
            found[numbers] = undo(self.rows[numbers]) == self.was[numbers]
        return found

    def with_old_logic(self, name: str, rows: Positions) -> Outcomes:
        """The outcome sets after the change, but with this condition itself as it was; what it refers to is not."""
        before, after = self.contrast.before, self.contrast.after
        market = aside(after.assessed.market)
        old, new = before.assessed.planned, after.assessed.planned
        builder = Builder(market.plan, old.policy, old.readings, old.frame)
        for common, own in before.own_names.items():
            if common != name:
                builder.conditions[own] = (after if common in after.own_names else before).slot(common)
        own = after.own_names[name]
        known: dict[str, Slot] = self.what_if.free_of([own])
        known[own] = builder.condition(before.own_names[name])
        made = market.plan.agreement(new.policy, new.agreement.id, new.readings, new.frame.on, known=known)
        market.arrays.fill()
        codes = [market.arrays.codes[slot][rows] for slot in made.groups.values()]
        return self.common(outcome_sets(codes), after)

    def asked_as_before(self, demand: Demand, rows: Positions) -> Outcomes:
        """The outcome sets after the change, but with this demand made of the groups that it was made of before."""
        was, now = self.contrast.asked[demand]
        after = self.contrast.after
        codes = []
        for group in after.assessed.groups:
            name = after.group(group)
            if (name in was) == (name in now):
                codes.append(after.assessed.group_codes(group)[rows])
                continue
            kept = [after.demanded(d)[rows] for d in after.demands[name] if d != demand]
            if name in was:
                kept.append(self.contrast.before.demanded(demand)[rows])
            codes.append(np.minimum.reduce(kept) if kept else np.full(len(rows), MET, dtype=np.int8))
        return self.common(outcome_sets(codes), after)

    def with_groups_as_before(self, name: str, rows: Positions) -> Outcomes:
        """The outcome sets after the change, but with this group there as it was before, or gone."""
        before, after = self.contrast.before, self.contrast.after
        old = {before.group(g): g for g in before.assessed.groups}
        new = {after.group(g): g for g in after.assessed.groups}
        groups = [g for g in self.moves.groups if (g in old if g == name else g in new)]
        codes = [
            before.assessed.group_codes(old[g])[rows]
            if g == name
            else after.assessed.group_codes(new[g])[rows]
            for g in groups
        ]
        return renumbered(outcome_sets(codes), groups, self.moves.groups)

    # --- what to name ---------------------------------------------------------------------------------------

    def named(self, where: Mapping[Element, Flags]) -> dict[Element, Flags]:
        """With the one condition that another no longer asks, or newly asks, in the place of that other.

        Only where it has the code of that other, and so was what counted in it.
        """
        found: dict[Element, Flags] = {}
        before, after = self.contrast.before, self.contrast.after
        for element, flags in where.items():
            rest = flags
            if element.kind is Kind.changed:
                lost = before.below[element.name] - after.below[element.name]
                new = after.below[element.name] - before.below[element.name]
                if len(lost) + len(new) == 1:
                    side = before if lost else after
                    other = Element(next(iter(lost or new)), Kind.dropped if lost else Kind.added)
                    alike = side.codes(other.name)[self.rows] == side.codes(element.name)[self.rows]
                    found[other] = found.get(other, np.zeros_like(flags)) | (flags & alike)
                    rest = flags & ~alike
            found[element] = found.get(element, np.zeros_like(flags)) | rest
        return found

    def told(self, needed: Mapping[Element, Flags], there: Mapping[Element, Flags]) -> Causes:
        """The cause at each practice."""
        names = sorted({*needed, *there})
        if not names:
            return Causes(self.rows, (Cause(()),), np.zeros(len(self.rows), dtype=np.int64))
        nothing = np.zeros(len(self.rows), dtype=np.bool_)
        alone = np.array([needed.get(name, nothing) for name in names], dtype=np.bool_)
        present = np.array([there.get(name, nothing) for name in names], dtype=np.bool_)
        together = ~alone.any(axis=0)
        chosen = np.where(together, present, alone)
        keys, which = np.unique(np.vstack((chosen, together)).T, axis=0, return_inverse=True)
        return Causes(self.rows, tuple(_cause(key.tolist(), names) for key in keys), which.reshape(-1))


def _cause(key: Sequence[bool], names: Sequence[Element]) -> Cause:
    elements = tuple(name for name, present in zip(names, key[:-1], strict=True) if present)
    return Cause(elements, bool(key[-1]) and len(elements) > 1)
