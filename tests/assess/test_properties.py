"""What must hold of every case: learning only narrows, order does not matter, only what matters is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest

from inkoopwijzer.assess.completions import Completions
from inkoopwijzer.assess.evaluate import Trace, compile_agreement
from inkoopwijzer.assess.explain import explain
from inkoopwijzer.assess.gates import Unknown
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.assess.questions import _linked, questions
from inkoopwijzer.assess.result import ConditionResult
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import NOW, CellKey, Dossier, Record
from inkoopwijzer.policy import tree as t
from inkoopwijzer.values.verdict import Verdict
from tests.assess.against import AGREEMENT, completions_of, trace_of
from tests.assess.oracle import Oracle, TooMany
from tests.assess.strategies import BOUND, NORMS, Drawn, completed, draw, with_cell

ALL_CLOSED = ("eigen_administratie", "vektis_agb")


def possible(case: Drawn, dossier: Dossier) -> set[str]:
    return set(possible_groups(trace_of(case.policy, dossier, case.on, case.readings))[0])


def unstated(case: Drawn) -> list[tuple[str, CellKey]]:
    """The cells of which nothing is known at any time."""
    closed = trace_of(case.policy, case.dossier, case.on, case.readings).case.closed
    draws = {
        n.fact
        for c in case.policy.conditions.values()
        for n in t.walk(c.node)
        if isinstance(n, t.FactIs | t.FactCompares)
    }
    found = []
    for subjects in case.dossier.subjects.values():
        for subject in subjects:
            for fact in catalogue().facts.values():
                if fact.about == subject.kind and fact.id in draws and not fact.per:
                    cells: list[CellKey] = [(fact.id,)]
                elif fact.about == subject.kind and fact.id in draws and fact.id in BOUND:
                    cells = [(fact.id, o) for o in BOUND[fact.id][1]]
                else:
                    continue
                for cell in cells:
                    records = subject.cells.get(cell)
                    if (records is None and not closed(cell)) or records == (Record(None),):
                        found.append((subject.id, cell))
    return found


def some_value(cell: CellKey, r: Random) -> Any:
    fact = catalogue().facts[cell[0]]
    if fact.type is FactType.yes_no:
        return r.random() < 0.5
    if fact.type is FactType.choice:
        return r.choice(list(fact.options)[:5])
    return int(float(r.choice(NORMS[fact.id]))) + r.choice((-1, 0, 1))


# --- learning -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(4))
def test_learning_a_fact_only_narrows_the_outcome(part: int) -> None:
    learned = 0
    for seed in range(part * 10_000, part * 10_000 + 150):
        case, r = draw(seed), Random(seed)
        before = possible(case, case.dossier)
        for subject, cell in unstated(case)[:4]:
            after = possible(case, with_cell(case.dossier, subject, cell, (Record(some_value(cell, r)),)))
            assert after <= before, (seed, subject, cell)
            learned += 1
        for register in ("eigen_administratie", "vektis_agb", "irf"):
            assert possible(case, completed(case.dossier, register)) <= before, (seed, register)
    assert learned > 100


@pytest.mark.parametrize("part", range(4))
def test_an_explicit_unknown_only_widens_the_outcome(part: int) -> None:
    for seed in range(part * 10_000, part * 10_000 + 150):
        case = draw(seed)
        before = possible(case, case.dossier)
        known = [(s.id, c) for found in case.dossier.subjects.values() for s in found for c in s.cells]
        for subject, cell in Random(seed).sample(known, min(4, len(known))):
            assert possible(case, with_cell(case.dossier, subject, cell, (Record(None),))) >= before, (
                seed,
                subject,
                cell,
            )


# --- order --------------------------------------------------------------------------------------------------


def shuffled(node: t.Node, r: Random) -> t.Node:
    """The node with the items of every connective in another order."""
    match node:
        case t.All(items) | t.AnyOf(items) | t.AtLeast(_, items):
            mixed = [shuffled(i, r) for i in items]
            r.shuffle(mixed)
            return replace(node, items=tuple(mixed))
        case t.Not(item):
            return t.Not(shuffled(item, r))
        case t.When(guard, then):
            return t.When(shuffled(guard, r), shuffled(then, r))
        case t.Over(where=where, holds=holds):
            return replace(node, where=where and shuffled(where, r), holds=shuffled(holds, r))
        case t.ByReading(reading, options):
            return t.ByReading(reading, {o: shuffled(n, r) for o, n in reversed(list(options.items()))})
        case _:
            return node


def test_the_order_of_clauses_and_of_subjects_does_not_matter() -> None:
    for seed in range(400):
        case, r = draw(seed), Random(seed)
        conditions = {
            n: replace(c, node=shuffled(c.node, r)) for n, c in reversed(list(case.policy.conditions.items()))
        }
        policy = replace(case.policy, conditions=conditions, hash=f"{case.policy.hash} shuffled")
        subjects = {k: tuple(reversed(s)) for k, s in case.dossier.subjects.items()}
        other = replace(case, policy=policy, dossier=replace(case.dossier, subjects=subjects))
        assert possible(other, other.dossier) == possible(case, case.dossier), seed


# --- explanation --------------------------------------------------------------------------------------------


def decisive(found: ConditionResult, trace: Trace) -> Iterator[tuple[str, CellKey]]:
    """The facts on which a condition rests, those of its parts included."""
    names = {s.name: s.id for subjects in trace.case.dossier.subjects.values() for s in subjects}
    for fact in found.facts:
        if fact.decisive:
            about = catalogue().facts[fact.fact].about
            yield names.get(fact.subject, about), (fact.fact, *fact.key)
    for part in found.parts:
        yield from decisive(part, trace)


def test_the_facts_shown_as_decisive_alone_give_the_same_verdict() -> None:
    checked = 0
    for seed in range(600):
        case = draw(seed, unknown=0.2)
        trace = trace_of(case.policy, case.dossier, case.on, case.readings)
        for name in case.policy.conditions:
            if name not in trace.program.slots:
                continue
            found = explain(trace, name)
            if found.verdict not in (Verdict.met, Verdict.not_met, Verdict.not_applicable):
                continue
            kept = set(decisive(found, trace))
            alone = case.dossier
            for subjects in case.dossier.subjects.values():
                for subject in subjects:
                    for cell in subject.cells:
                        if (subject.id, cell) not in kept:
                            alone = with_cell(alone, subject.id, cell, (Record(None),))
            after = trace_of(case.policy, alone, case.on, case.readings)
            checked += 1
            assert after.code(name) == trace.code(name), (seed, name, kept)
    assert checked > 500


# --- questions ----------------------------------------------------------------------------------------------


def small_cases(
    most: int, **how: Any
) -> Iterator[tuple[Drawn, Trace, Completions, list[tuple[str, dict[Any, Any]]]]]:
    """Cases with complete lists and a few unknown facts, with all their completions."""
    found = 0
    for seed in range(most * 20):
        drawn = draw(seed, simple=True, unknown=0.45, **how)
        case = replace(drawn, dossier=completed(drawn.dossier, *ALL_CLOSED))
        try:
            every = list(
                Oracle(case.policy, AGREEMENT, case.dossier, case.on, case.readings, budget=300).completions()
            )
        except TooMany:
            continue
        trace = trace_of(case.policy, case.dossier, case.on, case.readings)
        completions = completions_of(trace)
        if completions is None or len(completions.possible) < 2:
            continue
        yield case, trace, completions, every
        found += 1
        if found == most:
            return


def hole_of(unknown: Unknown) -> tuple[Any, ...]:
    return ("fact", unknown.subject, unknown.cell)


def matters(hole: tuple[Any, ...], every: list[tuple[str, dict[Any, Any]]]) -> bool:
    """Whether two completions that agree on all else, and so differ only in this fact, lead to other
    outcomes.
    """
    mine = [(o, {h[:3]: v for h, v in chosen.items()}) for o, chosen in every]
    for (a, first), (b, second) in combinations(mine, 2):
        if a != b and first.get(hole) != second.get(hole):
            shared = (first.keys() & second.keys()) - {hole}
            if all(first[h] == second[h] for h in shared):
                return True
    return False


def test_what_is_asked_matters_and_what_is_not_asked_does_not() -> None:
    asked_ones = 0
    for case, trace, found, every in small_cases(250):
        asked = {(q.fact, q.key, q.subject) for q in questions(trace, found)}
        holes = {h[:3] for _, chosen in every for h in chosen if h[0] == "fact"}
        holes |= {hole_of(u) for u in found.unknowns if u.sort == "fact"}
        for hole in holes:
            _, subject_id, cell = hole
            if catalogue().facts[cell[0]].type is FactType.hours:
                continue
            fact = catalogue().facts[cell[0]]
            subject = next(s for s in case.dossier.subjects[fact.about] if s.id == subject_id)
            name = subject.name if catalogue().subjects[fact.about].list_name else ""
            assert matters(hole, every) == ((fact.id, cell[1:], name) in asked), (case.seed, hole)
            asked_ones += (fact.id, cell[1:], name) in asked
    assert asked_ones > 200


def test_an_answer_leaves_what_a_new_assessment_leaves() -> None:
    answered = 0
    for case, _, found, _ in small_cases(250):
        for unknown in found.unknowns:
            if unknown.sort != "fact" or unknown.moment != NOW or _linked(found, unknown):
                continue  # of a number held against an unknown number no answers are named
            for i, value in enumerate(found.domain(unknown)):
                given = found.given(unknown, i)
                if not given:
                    continue  # this value is impossible beside the others
                assert not isinstance(value, frozenset)
                learned = with_cell(case.dossier, unknown.subject, unknown.cell, (Record(value),))
                assert set(given) == possible(case, learned), (case.seed, unknown, value)
                answered += 1
    assert answered > 500


# --- readings -----------------------------------------------------------------------------------------------


def test_a_reading_has_the_outcome_of_an_assessment_under_it() -> None:
    from inkoopwijzer.assess.agreement import assess_agreement

    compared = 0
    for seed in range(300):
        case = draw(seed)
        result = assess_agreement(case.policy, AGREEMENT, case.dossier, case.on, case.readings)
        for reading in result.readings:
            for option, outcome in reading.outcomes.items():
                chosen = {**case.readings, reading.id: option}
                other = assess_agreement(case.policy, AGREEMENT, case.dossier, case.on, chosen)
                assert tuple(outcome) == other.possible, (seed, reading.id, option)
                compared += 1
    assert compared > 50


def test_a_program_is_made_once_for_each_policy() -> None:
    case = draw(0)
    assert compile_agreement(case.policy, AGREEMENT) is compile_agreement(case.policy, AGREEMENT)
