"""A criterion that is no longer asked, taken out of a policy exactly where it is asked.

A condition stands in three sorts of places. *Asked*: by a group, by a duty, as a part of an `all`, after a `when`,
or of everyone for whom a `where` holds; there it is taken out, and what is left asks nothing more or less.
*Telling*: under a `not`, before a `then`, in a `where`, a cap or a way of entry; there it says for whom something
else holds, which dropping a demand does not change, so it stays. *A choice*: one of an `any` or an `at_least`, or
what one of a list must meet; there dropping could mean two things, and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from inkoopwijzer.policy.alter_nodes import with_nodes
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    ByReading,
    Node,
    Not,
    Over,
    Quantifier,
    Ref,
    When,
    children,
)


class Why(Enum):
    """Why a condition cannot be dropped."""

    choice = "choice"
    list = "list"
    shared = "shared"
    scope = "scope"
    nowhere = "nowhere"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way of dropping a condition, and the condition or agreement where that is."""

    why: Why
    where: str = ""


@dataclass(frozen=True)
class Dropped:
    """The policy without the demand, and the conditions where it stays because it tells for whom something holds.

    `hindrances` is empty, or nothing was changed.
    """

    policy: Policy
    stays: tuple[str, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()


EMPTY: Final = All(())
"""What asks nothing."""


def drop(policy: Policy, name: str) -> Dropped:
    """Drop a condition from every agreement of the policy."""
    work = _Work(policy, name)
    return work.done()


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a node: None when it asks nothing more. `perhaps`: so under some reading only."""

    node: Node | None
    perhaps: bool = False

    @property
    def idle(self) -> bool:
        return self.node is None or self.perhaps


@dataclass
class _Work:
    policy: Policy
    name: str
    asked: set[str] = field(default_factory=set)
    telling: set[str] = field(default_factory=set)
    stays: dict[str, None] = field(default_factory=dict)
    found: bool = False
    hindrances: dict[Hindrance, None] = field(default_factory=dict)
    rests: dict[str, _Rest] = field(default_factory=dict)

    def done(self) -> Dropped:
        for agreement in self.policy.agreements.values():
            for name in _asked_by(agreement):
                self.visit(name, agreement.id, asked=True)
            for name in _told_by(agreement):
                self.visit(name, agreement.id, asked=False)
        if not self.found:
            return self.refused(Hindrance(Why.nowhere, next(iter(self.stays), "")))
        for name in self.policy.conditions:
            if name in self.asked:
                self.rest_of(name)
        for agreement in self.policy.agreements.values():
            if self.is_idle(agreement.scope):
                self.hindrances[Hindrance(Why.scope, agreement.id)] = None
        changed = {n: r for n, r in self.rests.items() if r.node is not self.policy.conditions[n].node}
        for name in changed.keys() & self.telling:
            self.hindrances[Hindrance(Why.shared, name)] = None
        if self.hindrances:
            return self.refused(*self.hindrances)
        nodes = {name: EMPTY if rest.node is None else rest.node for name, rest in changed.items()}
        agreements = {name: self.without(one) for name, one in self.policy.agreements.items()}
        made = replace(self.policy, conditions=with_nodes(self.policy, nodes), agreements=agreements)
        return Dropped(made, tuple(self.stays))

    def refused(self, *hindrances: Hindrance) -> Dropped:
        return Dropped(self.policy, (), hindrances)

    # --- where it stands ------------------------------------------------------------------------------------

    def visit(self, name: str, owner: str, *, asked: bool) -> None:
        """Note in what sorts of places the condition and those above it stand."""
        if name == self.name:
            if asked:
                self.found = True
            else:
                self.stays[owner] = None
            return
        seen = self.asked if asked else self.telling
        if name not in seen:
            seen.add(name)
            self.visit_node(self.policy.conditions[name].node, name, asked)

    def visit_node(self, node: Node, owner: str, asked: bool) -> None:
        match node:
            case Ref(condition):
                self.visit(condition, owner, asked=asked)
            case Not(item):
                self.visit_node(item, owner, False)
            case When(guard, then):
                self.visit_node(guard, owner, False)
                self.visit_node(then, owner, asked)
            case Over(where=where, holds=holds):
                if where is not None:
                    self.visit_node(where, owner, False)
                self.visit_node(holds, owner, asked)
            case _:
                for part in children(node):
                    self.visit_node(part, owner, asked)

    # --- what is left ---------------------------------------------------------------------------------------

    def is_idle(self, name: str) -> bool:
        return name == self.name or (name in self.rests and self.rests[name].node is None)

    def rest_of(self, name: str) -> _Rest:
        """What is left of a condition."""
        if name == self.name:
            return _Rest(None)
        if name not in self.rests:
            self.rests[name] = self.rest(self.policy.conditions[name].node, name)
        return self.rests[name]

    def rest(self, node: Node, owner: str) -> _Rest:
        """What is left of an asked node. A hindrance is noted, and the node then left as it is."""
        match node:
            case Ref(condition):
                below = self.rest_of(condition)
                return _Rest(None if below.node is None else node, below.perhaps)
            case All(items):
                return self.rest_of_all(node, items, owner)
            case AnyOf(items) | AtLeast(_, items):
                return self.whole(node, [self.rest(item, owner) for item in items], Why.choice, owner)
            case When(guard, then):
                below = self.rest(then, owner)
                if below.node is None:
                    return below
                return _Rest(node if below.node is then else When(guard, below.node), below.perhaps)
            case Over():
                return self.rest_of_over(node, owner)
            case ByReading(_, options):
                return self.rest_of_readings(node, [self.rest(option, owner) for option in options.values()])
            case _:
                return _Rest(node)

    def rest_of_all(self, node: All, items: tuple[Node, ...], owner: str) -> _Rest:
        rests = [self.rest(item, owner) for item in items]
        kept = tuple(rest.node for rest in rests if rest.node is not None)
        if items and not kept:
            return _Rest(None)
        same = len(kept) == len(items) and all(a is b for a, b in zip(kept, items, strict=True))
        return _Rest(node if same else All(kept), bool(items) and all(rest.idle for rest in rests))

    def rest_of_over(self, node: Over, owner: str) -> _Rest:
        below = self.rest(node.holds, owner)
        for_whom = node.quantifier is Quantifier.every and node.where is not None
        if not for_whom:
            return self.whole(node, [below], Why.list, owner)
        if below.node is None:
            return below
        return _Rest(node if below.node is node.holds else replace(node, holds=below.node), below.perhaps)

    def whole(self, node: AnyOf | AtLeast | Over, rests: list[_Rest], why: Why, owner: str) -> _Rest:
        """A node of which no part may come to ask nothing."""
        if any(rest.idle for rest in rests):
            self.hindrances[Hindrance(why, owner)] = None
            return _Rest(node)
        parts = tuple(rest.node for rest in rests if rest.node is not None)
        if isinstance(node, Over):
            return _Rest(node if parts[0] is node.holds else replace(node, holds=parts[0]))
        same = all(a is b for a, b in zip(parts, node.items, strict=True))
        return _Rest(node if same else replace(node, items=parts))

    def rest_of_readings(self, node: ByReading, rests: list[_Rest]) -> _Rest:
        if all(rest.node is None for rest in rests):
            return _Rest(None)
        parts = [EMPTY if rest.node is None else rest.node for rest in rests]
        perhaps = any(rest.idle for rest in rests)
        if all(a is b for a, b in zip(parts, node.options.values(), strict=True)):
            return _Rest(node, perhaps)
        return _Rest(ByReading(node.reading, dict(zip(node.options, parts, strict=True))), perhaps)

    def without(self, agreement: Agreement) -> Agreement:
        """The agreement without what asks nothing any more."""
        groups = tuple(
            group
            if not any(map(self.is_idle, group.requires))
            else replace(group, requires=tuple(n for n in group.requires if not self.is_idle(n)))
            for group in agreement.groups
        )
        duties = tuple(name for name in agreement.duties if not self.is_idle(name))
        if duties == agreement.duties and all(a is b for a, b in zip(groups, agreement.groups, strict=True)):
            return agreement
        return replace(agreement, groups=groups, duties=duties)


def _asked_by(agreement: Agreement) -> list[str]:
    named = [agreement.scope, *(name for group in agreement.groups for name in group.requires)]
    return [*named, *agreement.duties]


def _told_by(agreement: Agreement) -> list[str]:
    return [*(cap.condition for cap in agreement.caps), *(entry.condition for entry in agreement.entry)]
