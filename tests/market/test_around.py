"""Who is near, what to ask, and what it would take: each held against the interpreter, practice by practice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Value
from inkoopwijzer.market import costs
from inkoopwijzer.market.ask import missing_facts
from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.costs import NEVER, Costs
from inkoopwijzer.market.near import near
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.outcome import names_of
from inkoopwijzer.market.pivots import Asking
from inkoopwijzer.market.routes import routes
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.values.verdict import MET, NOT_MET
from tests.assess.strategies import draw


@cache
def physiotherapy() -> tuple[AssessedAgreement, ...]:
    return Market(make_market(500, 7)).assess(shipped_policies(), agreements=["fysiotherapie"])


def with_cell(dossier: Dossier, kind: str, cell: CellKey, value: Value, *, unknown_only: bool) -> Dossier:
    """The dossier with this value in a cell of all subjects of a kind (or of those of whom it is not known)."""
    subjects = tuple(
        replace(s, cells={**s.cells, cell: (Record(value),)})
        if not unknown_only or all(r.value is None for r in s.cells.get(cell, ()))
        else s
        for s in dossier.subjects[kind]
    )
    return replace(dossier, subjects={**dossier.subjects, kind: subjects})


def possible(one: AssessedAgreement, dossier: Dossier) -> tuple[str, ...]:
    planned = one.planned
    program = compile_agreement(planned.policy, planned.agreement.id)
    return run(program, Case(dossier, planned.frame.on, planned.frame.term)).possible()


def test_a_practice_is_near_when_its_number_across_the_norm_gives_another_outcome() -> None:
    looked = 0
    for one in physiotherapy():
        for part in near(one, 4.0):
            assert np.all(np.diff(np.abs(part.values - part.norm)) >= 0)
            for row, value, across in zip(part.practices, part.values, part.across, strict=True):
                dossier = dossier_at(one.market.records, int(row))
                sides = {Decimal(str(part.norm)) + step for step in (Decimal("-0.001"), 0, Decimal("0.001"))}
                moved = {
                    possible(one, with_cell(dossier, "praktijk", part.cell, side, unknown_only=False))
                    for side in sides
                }
                assert abs(value - part.norm) <= 4
                assert names_of(int(across), one.groups) in moved - {one.outcome(int(row))}
                looked += 1
    assert looked > 20


def test_nobody_near_is_left_out() -> None:
    for one in physiotherapy():
        asking = Asking(one)
        found = {(part.cell, part.norm): set(part.practices.tolist()) for part in near(one, 2.0)}
        for cell in asking.cells():
            for norm in asking.norms(cell):
                close = np.flatnonzero(np.abs(asking.numbers(cell) - norm) <= 2)
                for row in set(close.tolist()) - found.get((cell.cell, norm), set()):
                    dossier = dossier_at(one.market.records, row)
                    for step in (Decimal("-0.001"), Decimal(0), Decimal("0.001")):
                        there = with_cell(
                            dossier, "praktijk", cell.cell, Decimal(str(norm)) + step, unknown_only=False
                        )
                        assert possible(one, there) == one.outcome(row)


def decided_by_hand(one: AssessedAgreement, cell: CellKey, row: int) -> bool:
    """Whether yes and no both leave one outcome at a practice, by the interpreter."""
    dossier = dossier_at(one.market.records, row)
    answers = [with_cell(dossier, "praktijk", cell, value, unknown_only=True) for value in (True, False)]
    return all(len(possible(one, given)) == 1 for given in answers)


def test_a_missing_fact_decides_as_many_outcomes_as_the_interpreter_says() -> None:
    looked = 0
    for one in physiotherapy():
        yes_no = [m for m in missing_facts([one]) if m.kind == "praktijk" and m.cell[0] == "website_noemt"]
        cells = {asked.cell: asked for asked in Asking(one).cells()}
        for missing in yes_no[:3]:
            open_ = Asking(one).open(cells[missing.cell])
            rows = [row for row in np.flatnonzero(open_).tolist() if len(one.outcome(row)) > 1]
            assert missing.unknown == len(rows)
            assert missing.decides == sum(decided_by_hand(one, missing.cell, row) for row in rows)
            looked += len(rows)
    assert looked > 30


def test_the_fact_that_decides_most_comes_first_and_never_decides_more_than_are_open() -> None:
    found = missing_facts(physiotherapy())
    assert [m.decides for m in found] == sorted((m.decides for m in found), reverse=True)
    assert all(m.decides <= m.may_decide <= m.unknown for m in found)
    assert found[0].decides > 0


def test_an_answer_forgotten_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Asking.answers
    monkeypatch.setattr(Asking, "answers", lambda self, cell: list(right(self, cell))[1:])
    with pytest.raises(AssertionError):
        test_a_missing_fact_decides_as_many_outcomes_as_the_interpreter_says()


def test_no_change_is_needed_exactly_where_a_group_is_possible() -> None:
    for one in physiotherapy():
        for group, slot in one.planned.groups.items():
            changes = Costs(one.market.arrays).to(slot)
            assert np.array_equal(changes == 0, one.group_codes(group) != NOT_MET)
            assert changes.max() <= NEVER
            assert len(np.unique(changes)) > 3


def costs_agree(seed: int) -> bool:
    """Whether over a random policy "no change" and "possible" are the same, for holding and for failing."""
    drawn = draw(seed)
    one = Market(records_of([drawn.dossier])).assess([drawn.policy], on=drawn.on, readings=drawn.readings)[0]
    found = Costs(one.market.arrays)
    slots = [*one.planned.groups.values(), *one.planned.conditions.values()]
    codes = one.market.arrays.codes
    holds = all((found.to(slot)[0] == 0) == (codes[slot][0] != NOT_MET) for slot in slots)
    return holds and all((found.to(slot, False)[0] == 0) == (codes[slot][0] != MET) for slot in slots)


def test_random_policies_need_no_change_exactly_where_the_outcome_is_possible() -> None:
    assert [seed for seed in range(600) if not costs_agree(seed)] == []


def test_a_sum_taken_for_a_choice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "_sum", costs._cheapest_of)
    assert any(not costs_agree(seed) for seed in range(600))


def test_a_change_that_stands_alone_leads_to_the_group() -> None:
    looked = 0
    for one in physiotherapy():
        for group in one.groups:
            way = routes(one, group)
            assert sum(way.distances.values()) == int(np.count_nonzero(~one.for_others))
            for step in way.steps:
                if step.kind != "praktijk" or step.cell[0] not in (
                    "pdca_patientervaringen",
                    "levert_gegevens_aan",
                ):
                    continue
                reached = 0
                for row in np.flatnonzero((way.changes > 0) & (way.changes < NEVER)).tolist():
                    dossier = dossier_at(one.market.records, row)
                    changed = with_cell(dossier, "praktijk", step.cell, True, unknown_only=False)
                    planned = one.planned
                    program = compile_agreement(planned.policy, planned.agreement.id)
                    case = Case(changed, planned.frame.on, planned.frame.term)
                    reached += run(program, case).group_code(group) != NOT_MET
                assert reached == step.alone
                looked += 1
    assert looked >= 2


def test_a_fact_that_can_never_be_so_is_no_way_to_a_group() -> None:
    one = physiotherapy()[0]
    for group in one.groups:
        assert all(step.cell[0] != "biedt_specialisatie" for step in routes(one, group).steps)
