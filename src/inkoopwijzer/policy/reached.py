"""What an agreement reaches: the conditions it rests on and the nodes they are made of."""

from __future__ import annotations

from collections.abc import Iterable

from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.tree import ByReading, Node, Ref, walk


def conditions_reached(policy: Policy, names: Iterable[str]) -> tuple[str, ...]:
    """These conditions and all they refer to, each once, in the order of the policy."""
    ahead = list(names)
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name not in seen and name in policy.conditions:
            seen.add(name)
            ahead += [n.condition for n in walk(policy.conditions[name].node) if isinstance(n, Ref)]
    return tuple(name for name in policy.conditions if name in seen)


def rules_of(agreement: Agreement) -> tuple[str, ...]:
    """The conditions that an agreement names for its outcome: scope, groups and caps."""
    names = [agreement.scope, *(c for g in agreement.groups for c in g.requires)]
    return tuple(dict.fromkeys([*names, *(cap.condition for cap in agreement.caps)]))


def named_by(agreement: Agreement) -> tuple[str, ...]:
    """The conditions that an agreement names itself: those for its outcome, and its duties."""
    return tuple(dict.fromkeys([*rules_of(agreement), *agreement.duties]))


def nodes_below(policy: Policy, names: Iterable[str]) -> tuple[Node, ...]:
    """Every node of these conditions and of all they refer to."""
    reached = conditions_reached(policy, names)
    return tuple(node for name in reached for node in walk(policy.conditions[name].node))


def nodes_of(policy: Policy, agreement: Agreement) -> tuple[Node, ...]:
    """Every node that the agreement rests on."""
    return nodes_below(policy, named_by(agreement))


def readings_in(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The readings that these nodes depend on, each once."""
    return tuple(dict.fromkeys(node.reading for node in nodes if isinstance(node, ByReading)))
