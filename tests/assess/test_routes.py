"""Routes on small cases against every single and double change: each leads there, none smaller is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from itertools import combinations, islice, product
from typing import Any

import pytest

from inkoopwijzer.assess.apply import applied
from inkoopwijzer.assess.changes import cost
from inkoopwijzer.assess.routes import group_changes
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Subject
from inkoopwijzer.policy import tree as t
from tests.assess.against import AGREEMENT, completions_of, trace_of
from tests.assess.oracle import NONE, Being, Oracle, TooMany
from tests.assess.strategies import Drawn, completed, draw, with_cell

OWN = ("eigen_administratie", "vektis_agb")
MOST_CHANGES = 26


@dataclass(frozen=True)
class Changed:
    """One change: a value of one fact, or a new subject as a whole."""

    source: tuple[str, CellKey]
    value: Any

    def on(self, dossier: Dossier) -> Dossier:
        subject, cell = self.source
        if cell:
            return with_cell(dossier, subject, cell, (Record(self.value),))
        new = Subject(subject, f"nieuw:{subject}", subject, cells={c: (Record(v),) for c, v in self.value})
        return replace(dossier, subjects={**dossier.subjects, subject: (*dossier.subjects[subject], new)})


def certain(case: Drawn, dossier: Dossier, wanted: set[str]) -> bool:
    """Whether no completion leads elsewhere, if the insurer decides as the provider would like."""
    oracle = Oracle(case.policy, AGREEMENT, dossier, case.on, case.readings, budget=400)
    leaves = []
    for outcome, chosen in oracle.completions():
        judged = {h: v for h, v in chosen.items() if h[0] == "judge"}
        if outcome not in wanted and not judged:
            return False
        leaves.append((outcome, judged))
    asked = sorted({h for _, judged in leaves for h in judged}, key=str)
    return any(
        all(o in wanted or any(j[h] != decided[h] for h in j) for o, j in leaves)
        for values in product((True, False), repeat=len(asked))
        for decided in [dict(zip(asked, values, strict=True))]
    )


def cells_of(case: Drawn, kind: str) -> list[CellKey]:
    """The cells of a kind of subject that the policy speaks of."""
    found: dict[CellKey, None] = {}
    options = {
        n.over.dimension: n.over.options
        for c in case.policy.conditions.values()
        for n in t.walk(c.node)
        if isinstance(n, t.Over) and n.over.dimension
    }
    for condition in case.policy.conditions.values():
        for node in t.walk(condition.node):
            if not isinstance(node, (t.FactIs, t.FactCompares)):
                continue
            keys = [(node.fact, node.key)]
            if isinstance(node, t.FactCompares) and isinstance(node.norm.value, t.NormFact):
                keys.append((node.norm.value.fact, node.norm.value.key))
            for fact, key in keys:
                if catalogue().facts[fact].about == kind:
                    each = [options[k.dimension] if isinstance(k, t.Bound) else (k,) for k in key]
                    found |= {(fact, *chosen): None for chosen in product(*each)}
    return list(found)


def changes_of(case: Drawn) -> list[Changed]:
    """Everything a provider can do, or can find to be so, about one fact or one new subject."""
    oracle = Oracle(case.policy, AGREEMENT, case.dossier, case.on, case.readings)
    standing = trace_of(case.policy, case.dossier, case.on, case.readings).case
    found: list[Changed] = []
    for kind, subjects in case.dossier.subjects.items():
        cells = cells_of(case, kind)
        for subject in subjects:
            being = Being(kind, subject.id, subject.profession, {})
            for cell in cells:
                now = next((r.value for r in subject.cells.get(cell, ()) if r.period.covers(case.on)), None)
                known = now is not None or (cell not in subject.cells and standing.closed(cell))
                if known and catalogue().facts[cell[0]].fixed_on(cell[1:], case.on):
                    continue
                found += [Changed((subject.id, cell), v) for v in oracle.domain(being, cell, {}) if v != now]
        if catalogue().subjects[kind].can_be_added:
            domains = [[(c, v) for v in oracle.domain(Being(kind, "", None, {}), c, {})] for c in cells]
            found += [Changed((kind, ()), chosen) for chosen in product(*domains)]
    return found


def least_brute(case: Drawn, wanted: set[str], possible: list[Changed]) -> int | None:
    """The least number of changes, up to two, that makes a wanted group certain; None if more are needed."""
    for count in (1, 2):
        for chosen in combinations(possible, count):
            if len({c.source for c in chosen}) == count:
                after = reduce(lambda d, c: c.on(d), chosen, case.dossier)
                if certain(case, after, wanted):
                    return count
    return None


def two_numbers_open(case: Drawn) -> bool:
    """Whether a number is held against a norm while both are unknown, or against another unknown number.

    A route then says "at most the norm" as one change; the search would have to find out two.
    """
    standing = trace_of(case.policy, case.dossier, case.on, case.readings).case
    for condition in case.policy.conditions.values():
        for node in t.walk(condition.node):
            if isinstance(node, t.FactCompares) and isinstance(node.norm.value, t.NormFact):
                norm = node.norm.value
                held, against = (
                    standing.alone["praktijk"].now,
                    standing.alone[catalogue().facts[norm.fact].about].now,
                )
                if isinstance(against.get((norm.fact, *norm.key)), (int, Decimal)):
                    continue
                if catalogue().facts[norm.fact].about == "praktijk":
                    return True
                if not isinstance(held.get((node.fact, *map(str, node.key))), (int, Decimal)):
                    return True
    return False


def small_cases(first: int) -> Iterator[tuple[Drawn, list[Changed]]]:
    for seed in range(first, first + 100_000):
        drawn = draw(seed, simple=True, size=3, unknown=0.25)
        if any(isinstance(n, t.Blocks) for c in drawn.policy.conditions.values() for n in t.walk(c.node)):
            continue
        case = replace(drawn, dossier=completed(drawn.dossier, *OWN))
        possible = changes_of(case)
        if 0 < len(possible) <= MOST_CHANGES and not two_numbers_open(case):
            yield case, possible


def judge(case: Drawn, possible: list[Changed]) -> list[str]:
    """What is wrong with the routes of a case."""
    trace = trace_of(case.policy, case.dossier, case.on, case.readings)
    found = completions_of(trace)
    if found is None:
        return []
    order = [g.id for g in trace.program.agreement.groups]
    sure = found.possible[-1]
    wrong = []
    best: list[int] = []
    for name in order[: order.index(sure)] if sure != NONE else order:
        wanted = set(order[: order.index(name) + 1])
        group = next(g for g in trace.program.agreement.groups if g.id == name)
        routes = group_changes(trace, group)
        for route in routes:
            if not certain(case, applied(case.dossier, route, case.on), wanted):
                wrong.append(f"{case.seed} {name}: a route does not lead there: {set(route)}")
        best += [cost(r) for r in routes]  # a route to a better group is one to this group too
        least = min(best, default=None)
        if least == 0 or certain(case, case.dossier, wanted):
            continue  # only the insurer's decision is needed
        brute = least_brute(case, wanted, possible)
        if brute is not None and (least is None or least > brute):
            wrong.append(f"{case.seed} {name}: {brute} changes are enough, {least} were found")
        if brute is None and least is not None and least <= 2:
            wrong.append(f"{case.seed} {name}: {least} changes were found that no search finds: {routes[0]}")
    return wrong


@pytest.mark.parametrize("part", range(4))
def test_routes_lead_there_and_none_is_longer_than_needed(part: int) -> None:
    wrong = []
    for case, possible in islice(small_cases(part * 100_000), 60):
        try:
            wrong += judge(case, possible)
        except TooMany:
            continue
    assert wrong == []
