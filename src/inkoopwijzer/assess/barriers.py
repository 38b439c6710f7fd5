"""Why a better group is out of reach: the conditions that no change of the provider can meet."""

from __future__ import annotations

from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.explain import explain
from inkoopwijzer.assess.result import Barrier
from inkoopwijzer.assess.ways import Ways
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.policy import Group
from inkoopwijzer.policy.tree import All, Ref
from inkoopwijzer.values.text import Text


def barriers(trace: Trace, group: Group) -> list[Barrier]:
    """The conditions of a group that no change of the provider can meet, each with the reason."""
    conditions = trace.program.policy.conditions
    ways = Ways(trace)
    blocked = [name for name, want in ways.asked(group) if not ways.to(name, want)]
    found = [
        Barrier(group.id, deeper, conditions[deeper].says, _because(trace, deeper))
        for name in blocked
        for deeper in _deepest(trace, ways, name)
    ]
    if not found:
        says = Text("De voorwaarden samen", "The conditions together")
        because = Text(
            "wij vonden geen reeks veranderingen die alles samen haalt",
            "we found no series of changes that meets everything together",
        )
        found.append(Barrier(group.id, "", says, because))
    return found


def _deepest(trace: Trace, ways: Ways, name: str) -> list[str]:
    """The named conditions directly responsible: below an `all`, those that are themselves blocked."""
    node = trace.program.policy.conditions[name].node
    if isinstance(node, All):
        inner = [
            i.condition
            for i in node.items
            if isinstance(i, Ref) and not trace.program.compiler.free(i) and not ways.to(i.condition)
        ]
        if inner:
            return [d for i in inner for d in _deepest(trace, ways, i)]
    return [name]


def _because(trace: Trace, condition: str) -> Text:
    seen = explain(trace, condition)
    for found in seen.facts:
        fact = catalogue().facts[found.fact]
        if fact.fixed_on(found.key, trace.case.on):
            if fact.fixed is not None:
                return fact.fixed
            stands = Text("{fact} staat vast ({value})", "{fact} stands fixed ({value})")
            return stands.format(fact=found.says, value=found.value)
    return seen.reason
