"""One norm of an agreement that can be turned like a dial, each time at little cost.

The norm stands in the plan as a fact of the market that nobody knows, so that the steps that hold a number against
it are apart from all others. Turning it works out the codes of those steps, and from there only what depends on
them, and only for the practices at which a code changes.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.execute import Codes
from inkoopwijzer.market.leaves import compare_into
from inkoopwijzer.market.outcome import Patterns, Tally, count, patterns, tally_of_counts
from inkoopwijzer.market.plan import Plan
from inkoopwijzer.market.records import MARKET, Bytes, Numbers, Rows
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_rows import Positions, worked_out
from inkoopwijzer.policy.alter_nodes import replaced, with_nodes
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import Compare, FactCompares, Node, Norm, NormFact
from inkoopwijzer.values.verdict import MET, NOT_MET

Counts = NDArray[np.int64]
"""The number of practices with each pattern (see `outcome`)."""

MOST_ROWS: Final = 0.12
"""Above this part of the practices it takes less to work out all of them."""
_INCLUDED: Final = (Compare.at_most, Compare.above)
"""Where a number equal to the norm stands on the side of the lower ones."""
_MET_BELOW: Final = (Compare.at_most, Compare.below)


class Gauge:
    """The numbers that one step of a dial holds against the norm, one for each of its elements."""

    def __init__(self, slot: Slot, compare: Compare, values: Numbers, practice: Rows | None) -> None:
        self.slot = slot
        self.compare = compare
        self.values = values
        self.practice = practice

    def codes(self, norm: float) -> Bytes:
        """The code of each element when the norm is this number."""
        found = np.empty(len(self.values), dtype=np.int8)
        compare_into(self.values, self.compare, norm, found)
        return found

    def practices(self, elements: Positions) -> Positions:
        """The practices of these elements."""
        return elements if self.practice is None else self.practice[elements].astype(np.int64)

    @cached_property
    def order(self) -> Positions:
        """The elements that have a number, by that number."""
        order = np.argsort(self.values, kind="stable")
        return order[: np.count_nonzero(~np.isnan(self.values))]

    @cached_property
    def ordered(self) -> Numbers:
        """The numbers, ascending."""
        found: Numbers = self.values[self.order]
        return found

    def place(self, norm: float) -> int:
        """How many elements have a number on the lower side of the norm."""
        return int(np.searchsorted(self.ordered, norm, "right" if self.compare in _INCLUDED else "left"))

    def passed(self, low: float, high: float) -> tuple[Positions, int]:
        """The elements whose code changes when the norm rises from low to high, and the code that they get."""
        elements = self.order[self.place(low) : self.place(high)]
        return elements, MET if self.compare in _MET_BELOW else NOT_MET


@dataclass(frozen=True)
class Turned:
    """Where the patterns may have changed, and what they are there."""

    rows: Positions
    patterns: Patterns


class Dial:
    """The outcomes of one agreement for every value of one of its norms.

    `now` is where the norm stands: NaN when it is a fact of the market that is not known, or another number for
    each practice. An agreement that does not use the norm has no gauges, and nothing changes. `elsewhere` counts
    the practices that the agreement is surely not meant for, whatever the norm.
    """

    def __init__(self, before: AssessedAgreement, norm: str) -> None:
        self.before = before
        self.norm = norm
        opened = open_norm(before.planned.policy, norm)
        assessed = WhatIf(before).assess(opened, before.planned.readings)
        self.arrays = assessed.market.arrays
        self.gauges = tuple(self._gauges())
        self.now = self._now()
        groups = tuple(assessed.planned.groups.values())
        order = self.arrays.dependents(tuple(gauge.slot for gauge in self.gauges), groups)
        narrow = narrowed(self.arrays.plan, order, (gauge.slot for gauge in self.gauges))
        self.arrays.fill()
        self.order = tuple(narrow[slot] for slot in order)
        self.wanted = tuple(narrow.get(slot, slot) for slot in groups)
        scope = assessed.planned.scope
        movable = scope in order or any(gauge.slot == scope for gauge in self.gauges)
        self.elsewhere = 0 if movable else int(np.count_nonzero(before.for_others))
        self.codes: dict[Slot, Bytes] = dict(self.arrays.codes)
        self.codes.update({gauge.slot: self._now_at(gauge) for gauge in self.gauges})
        self.codes.update(self.whole(self.codes))
        self.patterns = patterns([self.codes[group] for group in self.wanted])
        self.counts = count(self.patterns, 3 ** len(self.wanted))

    @property
    def decides(self) -> bool:
        """Whether any group rests on the norm."""
        return bool(self.order) or any(gauge.slot in self.wanted for gauge in self.gauges)

    def at(self, value: float) -> Tally:
        """How many practices have which outcome set when the norm is this number."""
        return tally_of_counts(self.counts_at(value), self.before.groups)

    def counts_at(self, value: float) -> Counts:
        """How many practices have which pattern when the norm is this number."""
        turned = self.turn(value)
        size = len(self.counts)
        if len(turned.rows) == len(self.patterns):
            return count(turned.patterns, size)
        return self.counts + count(turned.patterns, size) - count(self.patterns[turned.rows], size)

    def turn(self, value: float) -> Turned:
        """What changes when the norm goes from where it stands to this number."""
        given = {gauge.slot: gauge.codes(value) for gauge in self.gauges}
        rows = self.practices([np.flatnonzero(given[g.slot] != self.codes[g.slot]) for g in self.gauges])
        codes = ChainMap(given, self.codes)
        if self.many(rows):
            found = ChainMap(self.whole(codes), codes)
            return Turned(np.arange(len(self.patterns)), patterns([found[group] for group in self.wanted]))
        return Turned(rows, self.patterns_of(worked_out(self.arrays, rows, {}, self.order, codes)))

    def practices(self, elements: Sequence[Positions]) -> Positions:
        """The practices of these elements of the gauges, each once."""
        if len(self.gauges) == 1 and self.gauges[0].practice is None:
            return elements[0]
        found = [gauge.practices(these) for gauge, these in zip(self.gauges, elements, strict=True)]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def many(self, rows: Positions) -> bool:
        """Whether it takes less to work out all practices than these alone."""
        return len(rows) > MOST_ROWS * len(self.patterns)

    def whole(self, codes: Codes) -> dict[Slot, Bytes]:
        """The codes at all practices of the steps that depend on the gauges."""
        found: dict[Slot, Bytes] = {}
        seen = ChainMap(found, codes)  # type: ignore[arg-type]  # only `found` is written to
        for slot in self.order:
            found[slot] = self.arrays.work_out(self.arrays.plan.steps[slot], seen)
        return found

    def patterns_of(self, codes: Codes) -> Patterns:
        """The patterns that belong to these codes of the groups."""
        return patterns([codes[group] for group in self.wanted])

    def _gauges(self) -> Iterator[Gauge]:
        norm = (MARKET, open_cell(self.norm))
        for slot, step in enumerate(self.arrays.plan.steps):
            if isinstance(step, s.Asked) and isinstance(step.leaf, s.Holds) and step.leaf.norm == norm:
                space = self.arrays.spaces.of(step.chain)
                rows = space.rows_of(step.leaf.kind)
                values = self.arrays.stand.numbers(step.leaf.kind, step.leaf.cell, step.leaf.on)
                yield Gauge(slot, step.leaf.compare, values if rows is None else values[rows], space.practice)

    def _now(self) -> float:
        value = self.before.planned.policy.norms[self.norm].value
        if isinstance(value, Decimal):
            return float(value)
        if catalogue().facts[value.fact].about != MARKET:
            return float("nan")
        return float(self._numbers(value)[0])

    def _now_at(self, gauge: Gauge) -> Bytes:
        """The codes of a gauge where the norm stands now."""
        value = self.before.planned.policy.norms[self.norm].value
        if isinstance(value, Decimal) or catalogue().facts[value.fact].about == MARKET:
            return gauge.codes(self.now)
        numbers = self._numbers(value)
        found = np.empty(len(gauge.values), dtype=np.int8)
        own = numbers if gauge.practice is None else numbers[gauge.practice]
        compare_into(gauge.values, gauge.compare, own, found)
        return found

    def _numbers(self, norm: NormFact) -> Numbers:
        kind = catalogue().facts[norm.fact].about
        return self.arrays.stand.numbers(kind, (norm.fact, *norm.key), self.before.planned.frame.on)


def narrowed(plan: Plan, order: Sequence[Slot], moving: Iterable[Slot]) -> dict[Slot, Slot]:
    """For each of these steps one that means the same and reads in one part all that does not move.

    `order` holds all that depends on `moving`, each step after those that it reads.
    """
    found = {slot: slot for slot in moving}
    for slot in order:
        step = plan.steps[slot]
        assert not isinstance(step, (s.Asked, s.Constant))  # these depend on nothing
        parts: tuple[Slot, ...] = tuple(found.get(part, part) for part in step.of)
        if isinstance(step, (s.Lowest, s.Highest)):
            still = tuple(part for part in step.of if part not in found)
            if len(still) > 1:
                parts = (
                    *(found[part] for part in step.of if part in found),
                    plan.add(replace(step, of=still)),
                )
        found[slot] = plan.add(replace(step, of=parts))  # type: ignore[arg-type]  # as many as before, or of any length
    return found


def open_cell(norm: str) -> CellKey:
    """The fact of the market that stands for an open norm: no record can hold it, for it has no such key."""
    facts = catalogue().facts.values()
    fact = next(f for f in facts if f.about == MARKET and f.type in (FactType.whole, FactType.decimal))
    return (fact.id, "", norm)


def open_norm(policy: Policy, norm: str) -> Policy:
    """The policy with this norm left open."""
    fact, *key = open_cell(norm)
    opened = Norm(norm, NormFact(fact, tuple(key)))

    def swap(node: Node) -> Node:
        if isinstance(node, FactCompares) and node.norm.id == norm:
            return replace(node, norm=opened)
        return node

    nodes = {name: replaced(c.node, swap) for name, c in policy.conditions.items()}
    return replace(policy, conditions=with_nodes(policy, nodes), hash=f"{policy.hash} open {norm}")
