"""Whether all engines give the same outcomes; without that a comparison of their speed says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bench.peers import ours, straight
from bench.slice.practices import Document

Outcome = tuple[tuple[str, ...], tuple[str, ...]]
Evaluate = Callable[[Document], Outcome]


class Disagreement(AssertionError):
    """Two engines gave different outcomes for one practice."""


def peers() -> Iterator[tuple[str, Evaluate]]:
    """Each engine that is installed, as a function of a document."""
    yield "straight-line Python", straight.evaluate
    try:
        from bench.peers import zen_engine
    except ModuleNotFoundError:
        pass
    else:
        decision = zen_engine.decision()
        yield "zen-engine", lambda document: zen_engine.evaluate(decision, document)
        yield "zen-engine with trace", lambda document: zen_engine.evaluate_traced(decision, document)
    try:
        from bench.peers import openfisca
    except ModuleNotFoundError:
        pass
    else:
        yield "openfisca-core", lambda document: openfisca.evaluate(openfisca.simulation_input(document))


def check(documents: list[Document], dossiers: list[Any]) -> dict[str, int]:
    """How many outcomes of each peer equal ours. Raises `Disagreement` at the first difference."""
    both = ours.programs()
    outcomes = [ours.evaluate(both, ours.case(dossier, both[0])) for dossier in dossiers]
    fast = [ours.evaluate_straight(both, ours.case(dossier, both[0])) for dossier in dossiers]
    for number, (found, expected) in enumerate(zip(fast, outcomes, strict=True)):
        if found != expected:
            raise Disagreement(f"practice {number}: straight-line says {found}, the interpreter {expected}")
    compared = {"ours, straight-line": len(fast)}
    for name, evaluate in peers():
        for number, (document, expected) in enumerate(zip(documents, outcomes, strict=True)):
            found = evaluate(document)
            if found != expected:
                raise Disagreement(f"practice {number}: {name} says {found}, we say {expected}: {document}")
        compared[name] = len(documents)
    return compared
