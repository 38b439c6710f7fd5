"""A policy's tree as steps over arrays, made once; what several agreements or policies share stands once.

`Plan.agreement` adds an agreement under chosen readings for a day. A changed policy added to the same plan only
adds the steps that differ, so a what-if costs what it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.steps import PRACTICES, Chain, Slot, Step
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    Bound,
    ByReading,
    During,
    FactCompares,
    FactIs,
    Judge,
    Key,
    Node,
    Not,
    Over,
    Ref,
    Silent,
    When,
    children,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Options = Mapping[str, str]
"""The option at hand of each dimension."""
_NONE: Final[Options] = {}


@dataclass(frozen=True)
class Frame:
    """When is assessed: the day of the facts, the contract day (never before the term) and the term."""

    on: date
    day: date
    term: Period

    @classmethod
    def of(cls, policy: Policy, agreement: Agreement, on: date | None = None) -> Frame:
        """The frame of an agreement, by default on the first of the days that its policy speaks of."""
        term = policy.days_of(agreement)
        assert term.start is not None  # a term is closed: the reader of policies asks for both days
        day = on or term.start
        return cls(day, max(day, term.start), term)


@dataclass(frozen=True)
class Planned:
    """An agreement in a plan: where the codes of its scope, conditions and groups stand.

    `conditions` holds the closed conditions that it reaches; `groups` the step of each group as a whole: its
    scope, its conditions and its caps.
    """

    policy: Policy
    agreement: Agreement
    readings: Mapping[str, str]
    frame: Frame
    scope: Slot
    conditions: Mapping[str, Slot]
    groups: Mapping[str, Slot]


class Plan:
    """Steps in an order in which each comes after those it reads."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._slots: dict[Step, Slot] = {}

    def add(self, step: Step) -> Slot:
        """The slot of a step; a step that stands already keeps its slot."""
        found = self._slots.get(step)
        if found is None:
            found = self._slots[step] = len(self.steps)
            self.steps.append(step)
        return found

    def agreement(
        self,
        policy: Policy,
        agreement: str,
        readings: Mapping[str, str] | None = None,
        on: date | None = None,
        beside: Sequence[str] = (),
        known: Mapping[str, Slot] | None = None,
    ) -> Planned:
        """Add an agreement under these readings (the defaults where none is chosen).

        `beside` names further closed conditions to keep, besides the duties and the ways of entry. `known` gives
        the steps of closed conditions that stand already, or that something else takes the place of.
        """
        offered = policy.agreements[agreement]
        chosen = {r.id: (readings or {}).get(r.id, r.default) for r in policy.readings.values()}
        frame = Frame.of(policy, offered, on)
        builder = Builder(self, policy, chosen, frame)
        builder.conditions.update(known or {})
        scope = builder.condition(offered.scope)
        groups = {}
        for group in offered.groups:
            parts = [scope, *(builder.condition(c) for c in group.requires)]
            parts += [
                self.add(s.Inverse((builder.condition(c),), PRACTICES)) for c in offered.caps_on(group.id)
            ]
            groups[group.id] = self.lowest(parts, PRACTICES)
        for name in (*offered.duties, *(entry.condition for entry in offered.entry), *beside):
            builder.condition(name)
        return Planned(policy, offered, chosen, frame, scope, dict(builder.conditions), groups)

    def copy(self) -> Plan:
        """A plan of the same steps; what is added to one is not in the other."""
        found = Plan()
        found.steps, found._slots = list(self.steps), dict(self._slots)
        return found

    def lowest(self, parts: Sequence[Slot], chain: Chain) -> Slot:
        """*And* of steps over the same chain; of one it is that one."""
        if len(parts) == 1:
            return parts[0]
        return self.add(s.Lowest(tuple(parts), chain) if parts else s.Constant(MET, chain=chain))

    def highest(self, parts: Sequence[Slot], chain: Chain) -> Slot:
        """*Or* of steps over the same chain; of one too, for "does not apply" does not pass through an *or*."""
        return self.add(s.Highest(tuple(parts), chain) if parts else s.Constant(NOT_MET, chain=chain))

    def chain(self, slot: Slot) -> Chain:
        """What a step has an element for."""
        return self.steps[slot].chain

    def spread(self, slot: Slot, chain: Chain) -> Slot:
        """The step over a longer chain."""
        return slot if self.chain(slot) == chain else self.add(s.Spread((slot,), chain))


class Builder:
    """Turns the nodes of one policy, under chosen readings and for one frame, into steps of a plan."""

    def __init__(self, plan: Plan, policy: Policy, readings: Mapping[str, str], frame: Frame) -> None:
        self.plan = plan
        self.policy = policy
        self.readings = readings
        self.frame = frame
        self.conditions: dict[str, Slot] = {}
        self._free: dict[int, frozenset[str]] = {}
        self._built: dict[object, Slot] = {}

    def condition(self, name: str) -> Slot:
        """The step of a closed condition."""
        found = self.conditions.get(name)
        if found is None:
            found = self.conditions[name] = self.build(self.policy.conditions[name].node, PRACTICES, _NONE)
        return found

    def build(self, node: Node, chain: Chain, options: Options) -> Slot:
        """The step of a node inside these quantifiers; its own chain is the shortest that it needs."""
        if isinstance(node, ByReading):
            return self.build(node.options[self.readings[node.reading]], chain, options)
        free = self.free(node)
        chain = _needed(chain, free)
        if isinstance(node, Ref):
            if not free:
                return self.condition(node.condition)
            return self.build(self.policy.conditions[node.condition].node, chain, options)
        key = (id(node), chain, *sorted((d, o) for d, o in options.items() if d in free))
        found = self._built.get(key)
        if found is None:
            found = self._built[key] = self._build(node, chain, options)
        return found

    def free(self, node: Node) -> frozenset[str]:
        """The kinds of subject and dimensions that `node` speaks of without a quantifier of its own."""
        found = self._free.get(id(node))
        if found is None:
            found = self._free[id(node)] = self._find_free(node)
        return found

    def _find_free(self, node: Node) -> frozenset[str]:
        match node:
            case FactIs(fact=fact, key=key) | FactCompares(fact=fact, key=key):
                asked = catalogue().facts[fact]
                own = set() if asked.of_the_one else {asked.about}
                return frozenset(own | {k.dimension for k in key if isinstance(k, Bound)})
            case Ref(condition):
                return self.free(self.policy.conditions[condition].node)
            case ByReading(reading, by):
                return self.free(by[self.readings[reading]])
            case _:
                found = frozenset[str]().union(*(self.free(c) for c in children(node)))
                return found - {node.over.dimension or node.over.kind} if isinstance(node, Over) else found

    def _build(self, node: Node, chain: Chain, options: Options) -> Slot:
        plan = self.plan
        match node:
            case All(items):
                return plan.lowest(self._parts(items, chain, options), chain)
            case AnyOf(items):
                return plan.highest(self._parts(items, chain, options), chain)
            case Not(item):
                return plan.add(s.Inverse((self._part(item, chain, options),), chain))
            case When(guard, then):
                first, second = self._parts((guard, then), chain, options)
                return plan.add(s.Guarded((first, second), chain))
            case AtLeast(count, items):
                return plan.add(s.Enough(count, tuple(self._parts(items, chain, options)), chain))
            case During(period):
                return plan.add(s.Constant(MET if period.covers(self.frame.day) else NOT_MET))
            case Judge(says):
                return plan.add(s.Constant(UNKNOWN, "judge", says.nl))
            case Silent(says):
                return plan.add(s.Constant(UNKNOWN, "silent", says.nl))
            case Blocks():
                return plan.add(s.Asked(s.Opened(node, self.frame.on), PRACTICES))
            case FactIs() | FactCompares():
                return plan.add(s.Asked(self._leaf(node, options), chain))
            case Over(over=over):
                if over.options:
                    return self._over_options(node, chain, options)
                return self._over_subjects(node, chain, options)
            case Ref() | ByReading():
                return self.build(node, chain, options)

    def _part(self, node: Node, chain: Chain, options: Options) -> Slot:
        return self.plan.spread(self.build(node, chain, options), chain)

    def _parts(self, nodes: Sequence[Node], chain: Chain, options: Options) -> list[Slot]:
        return [self._part(n, chain, options) for n in nodes]

    def _leaf(self, node: FactIs | FactCompares, options: Options) -> s.Leaf:
        fact = catalogue().facts[node.fact]
        cell = _cell(node.fact, node.key, options)
        on = self.frame.on
        if isinstance(node, FactCompares):
            norm = node.norm.value
            if isinstance(norm, Decimal):
                return s.Holds(fact.about, cell, node.compare, norm.normalize(), on)
            about = catalogue().facts[norm.fact].about
            return s.Holds(fact.about, cell, node.compare, (about, (norm.fact, *norm.key)), on)
        moment = node.moment
        if moment.mode == "now":
            return s.Is(fact.about, cell, node.values, on)
        period = moment.period
        if moment.mode == "throughout":
            period = Period(period.start or self.frame.day, period.end or self.frame.term.end)
        return s.IsDuring(fact.about, cell, node.values, moment.mode, period, on)

    def _over_options(self, node: Over, chain: Chain, options: Options) -> Slot:
        """A quantifier over options, written out."""
        name = node.over.dimension
        assert name is not None
        each = [{**options, name: option} for option in node.over.options]
        holds = [self._part(node.holds, chain, inner) for inner in each]
        where = [] if node.where is None else [self._part(node.where, chain, inner) for inner in each]
        least = node.at_least.normalize()
        return self.plan.add(s.OverOptions(node.quantifier, least, (*holds, *where), bool(where), chain))

    def _over_subjects(self, node: Over, chain: Chain, options: Options) -> Slot:
        assert node.over.kind is not None
        inner: Chain = (*chain, (node.over.kind, node.over.profession))
        holds = self._part(node.holds, inner, options)
        of: tuple[Slot] | tuple[Slot, Slot] = (holds,)
        if node.where is not None:
            of = (holds, self._part(node.where, inner, options))
        return self.plan.add(s.Quantified(node.quantifier, node.at_least.normalize(), of, inner, chain))


def _cell(fact: str, key: Key, options: Options) -> CellKey:
    return (fact, *(options[k.dimension] if isinstance(k, Bound) else k for k in key))


def _needed(chain: Chain, free: frozenset[str]) -> Chain:
    """The shortest beginning of a chain that binds these kinds (each by its innermost quantifier)."""
    end = len(chain)
    while end and chain[end - 1][0] not in free:
        end -= 1
    return chain[:end]
