"""What an open node is made of: loops over subjects and slots; for `assess.straight_writer`."""

from __future__ import annotations

from collections.abc import Iterator

from inkoopwijzer.assess.evaluate import Compiler, binding
from inkoopwijzer.policy.tree import ByReading, Node, Over, Ref, children

Given = dict[str, str]
"""The option of each dimension whose quantifier is written out around a node, outermost first."""


def loops_in(compiler: Compiler, node: Node, given: Given) -> Iterator[tuple[Over, Given]]:
    """The outermost quantifiers over subjects in an open node, for each choice of options around them."""
    choices = [given]
    if isinstance(node, Over):
        if node.over.kind is not None:
            yield node, given
            return
        choices = [{**given, binding(node.over): option} for option in node.over.options]
    for inner in choices:
        for child in _below(compiler, node):
            if compiler.slot_of(child) is None:
                yield from loops_in(compiler, child, inner)


def slots_read(compiler: Compiler, node: Node) -> Iterator[int]:
    """The slots of the closed parts of an open node."""
    for child in _below(compiler, node):
        slot = compiler.slot_of(child)
        if slot is None:
            yield from slots_read(compiler, child)
        else:
            yield slot


def _below(compiler: Compiler, node: Node) -> tuple[Node, ...]:
    match node:
        case ByReading():
            return (compiler.chosen(node),)
        case Ref(condition):
            return (compiler.policy.conditions[condition].node,)
        case _:
            return children(node)
