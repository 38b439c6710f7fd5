"""Small work on trees of conditions: replace parts, and see what a condition still needs from around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Bound,
    ByReading,
    Condition,
    FactCompares,
    FactIs,
    Node,
    Not,
    Over,
    Ref,
    When,
    children,
    walk,
)


def replaced(node: Node, swap: Callable[[Node], Node]) -> Node:
    """The node with every part, deepest first, given to `swap`; the same object where nothing changed."""
    before = children(node)
    after = tuple(replaced(part, swap) for part in before)
    if any(old is not new for old, new in zip(before, after, strict=True)):
        node = with_children(node, after)
    return swap(node)


def with_children(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node with other parts, in the order of `tree.children`."""
    match node:
        case All() | AnyOf() | AtLeast():
            return replace(node, items=parts)
        case Not():
            return Not(parts[0])
        case When():
            return When(parts[0], parts[1])
        case Over(where=None):
            return replace(node, holds=parts[0])
        case Over():
            return replace(node, where=parts[0], holds=parts[1])
        case ByReading(reading, options):
            return ByReading(reading, dict(zip(options, parts, strict=True)))
        case _:
            return node


def with_nodes(policy: Policy, nodes: Mapping[str, Node]) -> dict[str, Condition]:
    """The conditions of a policy, these with another node; all others are the same objects."""
    found = dict(policy.conditions)
    for name, node in nodes.items():
        if node is not found[name].node:
            found[name] = replace(found[name], node=node)
    return found


def needs(policy: Policy, name: str) -> frozenset[str]:
    """The kinds of subject and the dimensions that a condition leaves to whoever refers to it; none if closed."""
    found: dict[str, frozenset[str]] = {}

    def of_condition(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = of_node(policy.conditions[name].node)
        return found[name]

    def of_node(node: Node) -> frozenset[str]:
        match node:
            case FactIs(fact=fact, key=key) | FactCompares(fact=fact, key=key):
                about = catalogue().facts[fact]
                own = set() if about.of_the_one else {about.about}
                return frozenset(own | {part.dimension for part in key if isinstance(part, Bound)})
            case Ref(condition):
                return of_condition(condition)
            case _:
                inner = frozenset[str]().union(*map(of_node, children(node)))
                return inner - {node.over.dimension or node.over.kind} if isinstance(node, Over) else inner

    return of_condition(name)


def users(policy: Policy, changed: Iterable[str]) -> frozenset[str]:
    """These conditions, and all that refer to them, directly or through others."""
    above: dict[str, set[str]] = {}
    for name, condition in policy.conditions.items():
        for node in walk(condition.node):
            if isinstance(node, Ref):
                above.setdefault(node.condition, set()).add(name)
    ahead = list(changed)
    found: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += above.get(name, ())
    return frozenset(found)
