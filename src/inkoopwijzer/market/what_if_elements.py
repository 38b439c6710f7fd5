"""What differs between two assessments of one agreement: conditions that changed, and what groups ask.

Conditions go by their name after; `renamed` gives it for those that had another name before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.plan import Builder, Plan
from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.policy.tree import Ref, walk
from inkoopwijzer.values.verdict import MET, UNKNOWN


class Kind(StrEnum):
    """In what way an element differs."""

    changed = "changed"
    dropped = "dropped"
    added = "added"
    group_gone = "group_gone"
    group_come = "group_come"


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """One thing that differs: a condition or a group, and in what way.

    `dropped` and `added` say that a group (or a condition above it) no longer asks the condition, or newly does;
    a cap that goes or comes counts as such too.
    """

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Demand:
    """What a group asks: a condition, or (a cap) that it is not met."""

    name: str
    inverse: bool = False


@dataclass(frozen=True)
class Side:
    """One of both assessments, with its conditions and groups by their common names."""

    assessed: AssessedAgreement
    renamed: Mapping[str, str]

    @cached_property
    def own_names(self) -> Mapping[str, str]:
        """The own name of each closed condition that the agreement reaches, by the common name."""
        return {self.renamed.get(name, name): name for name in self.assessed.planned.conditions}

    @cached_property
    def demands(self) -> Mapping[str, frozenset[Demand]]:
        """What each group asks, by the group's common name."""
        agreement = self.assessed.planned.agreement
        found = {}
        for group in agreement.groups:
            asked = {Demand(self._common(name)) for name in (agreement.scope, *group.requires)}
            caps = {Demand(self._common(name), inverse=True) for name in agreement.caps_on(group.id)}
            found[self.group(group.id)] = frozenset(asked | caps)
        return found

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """The closed conditions that each closed condition refers to, itself or through conditions that are not."""
        conditions = self.assessed.planned.policy.conditions
        refs = {
            name: [node.condition for node in walk(condition.node) if isinstance(node, Ref)]
            for name, condition in conditions.items()
        }
        found = {}
        for name, own in self.own_names.items():
            ahead, seen, closed = list(refs[own]), set(refs[own]), set()
            while ahead:
                below = ahead.pop()
                if self._common(below) in self.own_names:
                    closed.add(self._common(below))
                    continue
                new = [ref for ref in refs[below] if ref not in seen]
                seen.update(new)
                ahead += new
            found[name] = frozenset(closed)
        return found

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """The closed conditions that each closed condition rests on, directly or through others, and itself."""
        found: dict[str, frozenset[str]] = {}

        def of(name: str) -> frozenset[str]:
            if name not in found:
                found[name] = frozenset({name}).union(*map(of, self.below[name]))
            return found[name]

        return {name: of(name) for name in self.own_names}

    def rests_on(self, group: str, name: str) -> bool:
        """Whether a group asks this condition, or one that rests on it."""
        return any(name in self.reach.get(demand.name, ()) for demand in self.demands[group])

    def group(self, name: str) -> str:
        """The common name of a group."""
        return self.renamed.get(f"{self.assessed.planned.agreement.id}.{name}", name).rpartition(".")[2]

    def codes(self, name: str) -> Bytes:
        """The code of a closed condition at each practice."""
        return self.assessed.codes(self.own_names[name])

    def slot(self, name: str) -> Slot:
        """The step of a closed condition."""
        return self.assessed.planned.conditions[self.own_names[name]]

    def demanded(self, demand: Demand) -> Bytes:
        """The code of a demand at each practice."""
        codes = self.codes(demand.name)
        return (2 - codes).astype(np.int8) if demand.inverse else codes

    def _common(self, name: str) -> str:
        return self.renamed.get(name, name)


class Contrast:
    """Two assessments of one agreement over the same practices, side by side; both in one plan."""

    def __init__(
        self, before: AssessedAgreement, after: AssessedAgreement, renamed: Mapping[str, str] | None = None
    ) -> None:
        self.before = Side(before, renamed or {})
        self.after = Side(after, {})

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The closed conditions that both reach and that are not the same step."""
        names = self.before.own_names.keys() & self.after.own_names.keys()
        return tuple(sorted(n for n in names if self.before.slot(n) != self.after.slot(n)))

    @cached_property
    def own(self) -> frozenset[str]:
        """Those of them that differ themselves, whatever became of the closed conditions that they refer to."""
        plan = Plan()
        builders = []
        for side in (self.before, self.after):
            planned = side.assessed.planned
            builder = Builder(plan, planned.policy, planned.readings, planned.frame)
            for name, own in side.own_names.items():
                builder.conditions[own] = plan.add(stand_in(name))
            builders.append((side, builder))
        found = set()
        for name in self.shared:
            slots = set()
            for side, builder in builders:
                kept = builder.conditions.pop(side.own_names[name])
                slots.add(builder.condition(side.own_names[name]))
                builder.conditions[side.own_names[name]] = kept
            if len(slots) > 1:
                found.add(name)
        return frozenset(found)

    @cached_property
    def asked(self) -> Mapping[Demand, tuple[frozenset[str], frozenset[str]]]:
        """Of each demand that differs the groups of both sides that make it before and after."""
        groups = self.before.demands.keys() & self.after.demands.keys()
        demands = {d for side in (self.before, self.after) for g in groups for d in side.demands[g]}
        found = {}
        for demand in sorted(demands, key=lambda d: (d.name, d.inverse)):
            was = frozenset(g for g in groups if demand in self.before.demands[g])
            now = frozenset(g for g in groups if demand in self.after.demands[g])
            if was != now:
                found[demand] = (was, now)
        return found

    @property
    def same_groups(self) -> bool:
        """Whether both have the same groups in the same order."""
        return tuple(self.before.demands) == tuple(self.after.demands)

    def through(self, name: str) -> tuple[str, ...]:
        """The conditions about one subject of a list, below a closed one, that differ between both policies."""
        own, other = (
            self.after.assessed.planned.policy.conditions,
            self.before.assessed.planned.policy.conditions,
        )
        closed = self.after.own_names
        found: dict[str, None] = {}
        ahead = [name] if name in own else []
        seen = set(ahead)
        while ahead:
            condition = own[ahead.pop()]
            for node in walk(condition.node):
                if isinstance(node, Ref) and node.condition not in closed and node.condition not in seen:
                    seen.add(node.condition)
                    ahead.append(node.condition)
                    old = other.get(node.condition)
                    if old is None or old.node != own[node.condition].node:
                        found[node.condition] = None
        return tuple(found)

    @cached_property
    def touched(self) -> Mapping[str, Flags]:
        """By group that both have: where it may differ. Elsewhere it is the same, whatever is unknown."""
        size = len(self.after.assessed.market.records)
        groups = [group for group in self.after.demands if group in self.before.demands]
        found = {group: np.zeros(size, dtype=np.bool_) for group in groups}
        for name in self.own:
            was, now = self.before.codes(name), self.after.codes(name)
            differs = (was != now) | (was == UNKNOWN)
            for group in groups:
                if self.before.rests_on(group, name) or self.after.rests_on(group, name):
                    found[group] |= differs
        for demand, (first, then) in self.asked.items():
            for group in first - then:
                found[group] |= self.before.demanded(demand) != MET
            for group in then - first:
                found[group] |= self.after.demanded(demand) != MET
        return found

    @property
    def touched_at_all(self) -> Flags:
        """The practices for which the outcome may differ; for all others it is the same, whatever is unknown."""
        if not self.same_groups:
            return np.ones(len(self.after.assessed.market.records), dtype=np.bool_)
        found: Flags = np.logical_or.reduce(list(self.touched.values()))
        return found


def stand_in(name: str) -> s.Constant:
    """A step in the place of a condition; each name has one of its own."""
    return s.Constant(UNKNOWN, "", f"= {name}")
