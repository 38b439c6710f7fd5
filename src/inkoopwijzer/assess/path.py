"""Where a value comes from: the nodes below a node for one case, with the elements of quantifiers filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.evaluate import Trace, binding
from inkoopwijzer.policy.tree import ByReading, Node, Over, Ref, When, children
from inkoopwijzer.values.verdict import NOT_MET


@dataclass(frozen=True, slots=True)
class Place:
    """A node with the elements of the quantifiers around it, and its code."""

    node: Node
    env: Env
    code: int


def place(trace: Trace, node: Node, env: Env) -> Place:
    """The node with its code in this trace."""
    return Place(node, env, trace.program.compiler.part(node)(trace.codes, trace.case, dict(env)))


def below(trace: Trace, at: Place) -> Iterator[Place]:
    """The nodes that make up the value of a node: references and readings followed, elements filled in."""
    node = at.node
    match node:
        case Ref(condition):
            yield place(trace, trace.program.policy.conditions[condition].node, at.env)
        case ByReading():
            yield place(trace, trace.program.compiler.chosen(node), at.env)
        case Over():
            for env, where in elements(trace, node, at.env):
                if where is not None:
                    yield where
                if where is None or where.code != NOT_MET:
                    yield place(trace, node.holds, env)
        case When(guard, then):
            first = place(trace, guard, at.env)
            yield first
            if first.code != NOT_MET:
                yield place(trace, then, at.env)
        case _:
            for child in children(node):
                yield place(trace, child, at.env)


def elements(trace: Trace, node: Over, env: Env) -> Iterator[tuple[Env, Place | None]]:
    """Each element of a quantifier, with the place of its `where` if it has one."""
    name = binding(node.over)
    found = (
        list(node.over.options)
        if node.over.dimension is not None
        else [s for s in trace.case.standings[name] if node.over.profession in (None, s.subject.profession)]
    )
    for element in found:
        inner = {**env, name: element}
        yield inner, None if node.where is None else place(trace, node.where, inner)
