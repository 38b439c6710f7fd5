"""The conditions by which a practice moves: each one told is needed, and together means that none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from inkoopwijzer.facts.dossier import Dossier, Record
from inkoopwijzer.market.assessed import Market
from inkoopwijzer.market.moves import Moves, moves
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_answer import Answer, answer, differ
from inkoopwijzer.market.what_if_because import Cause, Causes, causes
from inkoopwijzer.market.what_if_elements import Contrast, Demand, Element, Kind
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import Also, Change, NewNorm, NoLonger
from inkoopwijzer.policy.alter_nodes import replaced
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import All, AnyOf, ByReading, Condition, Judge, Node
from tests.assess.strategies import best_dossier, said, with_cell
from tests.market.what_if_cases import AGREEMENT, Changed, cases, trace

FIXED: dict[int, Node] = {0: AnyOf(()), 1: Judge(said("x")), 2: All(())}
"""A node with each code."""


def held(case: Changed) -> tuple[Contrast, Moves, Causes]:
    before = case.before()
    contrast = Contrast(before, WhatIf(before).assess(case.altered, case.readings_after))
    found = moves(contrast)
    return contrast, found, causes(contrast, found)


def with_old_logic(case: Changed, name: str) -> Policy:
    """The changed policy with this condition itself as it was, under the readings of before."""
    read = {r.id: case.readings.get(r.id, r.default) for r in case.policy.readings.values()}
    node = replaced(
        case.policy.conditions[name].node,
        lambda n: n.options[read[n.reading]] if isinstance(n, ByReading) else n,
    )
    conditions = dict(case.altered.conditions)
    conditions[name] = replace(conditions[name], node=node)
    return replace(case.altered, conditions=conditions, hash=f"{case.altered.hash} old {name}")


def asked_as_before(case: Changed, demand: Demand, code: int) -> Policy:
    """The changed policy in which each group is held to this demand as it was before, with the code of before."""
    old, new = case.policy.agreements[AGREEMENT], case.altered.agreements[AGREEMENT]
    node = FIXED[code]
    back = Condition("terug", said("terug"), (), node)
    groups, caps = new.groups, new.caps
    if demand.inverse:
        order = [g.id for g in new.groups]
        kept = tuple(c for c in new.caps if c.condition != demand.name)
        caps = kept + tuple(replace(c, condition="terug") for c in old.caps if c.condition == demand.name)
        assert order
    else:
        groups = tuple(
            replace(
                now,
                requires=(
                    *(n for n in now.requires if n != demand.name),
                    *(["terug"] if demand.name in (*was.requires, old.scope) else []),
                ),
            )
            for was, now in zip(old.groups, new.groups, strict=True)
        )
    return replace(
        case.altered,
        conditions={**case.altered.conditions, "terug": back},
        agreements={AGREEMENT: replace(new, groups=groups, caps=caps)},
        hash=f"{case.altered.hash} asked {demand} {code}",
    )


def told(case: Changed) -> Iterator[tuple[int, Cause, tuple[str, ...], Contrast]]:
    contrast, found, why = held(case)
    for number, row in enumerate(why.rows.tolist()):
        yield row, why.at(number), found.outcomes(row)[0], contrast


def undone(case: Changed, contrast: Contrast, row: int) -> dict[Element, tuple[str, ...]]:
    """By element that differs the outcome by the interpreter when it alone is undone."""
    found = {}
    for name in contrast.own:
        found[Element(name, Kind.changed)] = with_old_logic(case, name)
    for demand, (was, _) in contrast.asked.items():
        side = contrast.before if was else contrast.after
        element = Element(demand.name, Kind.dropped if was else Kind.added)
        found[element] = asked_as_before(case, demand, int(side.codes(demand.name)[row]))
    return {
        element: trace(policy, case.dossiers[row], case.on, case.readings_after).possible()
        for element, policy in found.items()
    }


def clear(contrast: Contrast) -> bool:
    """Whether every element is told by its own name, and only one demand is of that name."""
    names = [demand.name for demand in contrast.asked]
    return len(set(names)) == len(names) and not any(
        contrast.before.below[name] ^ contrast.after.below[name] for name in contrast.own
    )


def wrong(case: Changed) -> list[str]:
    """Practices of which the elements told are not exactly those that the interpreter finds to be needed."""
    found = []
    for row, cause, before, contrast in told(case):
        if clear(contrast):
            needed = {e for e, outcome in undone(case, contrast, row).items() if outcome == before}
            if needed != (set() if cause.together else set(cause.elements)) and not (
                not needed and len(cause.elements) < 2
            ):
                found.append(f"{case.seed} {row} {cause} {needed}")
    return found


def test_what_is_told_is_needed_by_the_interpreter_too() -> None:
    assert [line for case in cases(110) for line in wrong(case)] == []


def test_a_cause_that_turns_nothing_back_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: whatever differs counts as deciding."""
    monkeypatch.setattr(
        "inkoopwijzer.market.what_if_because._Work.needed",
        lambda self, undo: np.ones(len(self.rows), dtype=np.bool_),
    )
    assert any(wrong(case) for case in cases(110))


def test_some_moves_are_told_as_together() -> None:
    seen = 0
    for case in cases(110):
        for row, cause, before, contrast in told(case):
            if cause.together and clear(contrast):
                seen += 1
                assert before not in undone(case, contrast, row).values(), (case.seed, row)
    assert seen > 1


def test_every_practice_that_moves_has_a_cause_and_most_of_them_one_that_is_needed() -> None:
    single = total = 0
    for case in cases(90):
        _, found, why = held(case)
        assert why.rows.tolist() == found.rows.tolist()
        for _, cause, _, _ in told(case):
            assert cause.elements, case.seed
            total += 1
            single += not cause.together
    assert total > 45
    assert single > 0.8 * total


# --- the shipped policies ---------------------------------------------------------------------------------------


ZZ = 1
INDEX = ("behandelindex", "2025")


def practices() -> list[Dossier]:
    """The best practice, one with a higher index, one without Keurmerk, and one with neither."""
    best = best_dossier()
    high = with_cell(best, "praktijk", INDEX, (Record(Decimal(105)),))
    plain = with_cell(best, "praktijk", ("skf_praktijkregister",), (Record("niet"),))
    both = with_cell(high, "praktijk", ("skf_praktijkregister",), (Record("niet"),))
    return [replace(d, file=f"{n}.yaml") for n, d in enumerate((best, high, plain, both))]


def over(*changes: Change, agreement: str = AGREEMENT) -> Answer:
    """What these changes to the policy of Zorg en Zekerheid do to those four."""
    policy = shipped_policies()[ZZ]
    (before,) = Market(records_of(practices())).assess([policy], agreements=[agreement])
    return answer(before, WhatIf(before).assess(alter(policy, changes, [agreement]).policy))


def because(found: Answer) -> list[tuple[str, str, list[tuple[str, str]], bool]]:
    return [
        (
            "/".join(p.before),
            "/".join(p.after),
            [(r.name, r.kind.value) for r in p.reasons],
            p.together,
        )
        for p in found.practices()
    ]


def test_a_threshold_is_told_by_the_condition_that_tests_it() -> None:
    assert because(over(NewNorm("p70_2025", Decimal(110)))) == [
        ("B", "A", [("index_tot_p70", "changed")], False)
    ]


def test_two_changes_that_are_both_needed_are_both_told() -> None:
    found = because(over(NewNorm("p70_2025", Decimal(110)), NoLonger("praktijkregister")))
    assert found == [
        ("B", "A", [("index_tot_p70", "changed")], False),
        ("B", "A", [("praktijkregister", "dropped")], False),
        ("B", "A", [("index_tot_p70", "changed"), ("praktijkregister", "dropped")], False),
    ]


def test_a_criterion_dropped_inside_another_is_told_by_its_own_name() -> None:
    best = best_dossier()
    bad = with_cell(best, "therapeut:1", ("registratie", "big_artikel_3"), (Record(False),))
    policy = shipped_policies()[ZZ]
    (before,) = Market(records_of([bad])).assess([policy], agreements=[AGREEMENT])
    found = answer(before, WhatIf(before).assess(alter(policy, [NoLonger("big_registratie")]).policy))
    assert because(found) == [("geen", "A", [("big_registratie", "dropped")], False)]


def test_one_of_two_causes_that_each_suffice_is_told_as_together() -> None:
    found = because(over(NewNorm("p70_2025", Decimal(90)), Also("A", "skf_praktijkregister=aspirant")))
    assert found == [
        (
            "A",
            "B",
            [("eigen_skf_praktijkregister_aspirant", "added"), ("index_tot_p70", "changed")],
            True,
        )
    ]


def test_a_condition_about_the_subjects_of_a_list_is_told_through_the_one_that_uses_it() -> None:
    found = over(NewNorm("omvang_verband", Decimal(101)))
    reasons = {(r.name, r.through) for p in found.practices() for r in p.reasons}
    assert reasons == set()  # the cooperative is one of the three designated ones
    policy = shipped_policies()[ZZ]
    other = with_cell(best_dossier(), "locatie:1", ("subregio",), (Record("elders"),))
    (before,) = Market(records_of([other])).assess([policy], agreements=[AGREEMENT])
    changed = alter(policy, [NewNorm("omvang_verband", Decimal(101))]).policy
    told = answer(before, WhatIf(before).assess(changed))
    assert [(r.name, r.through) for m in told.reasons() for r in m.reasons] == [
        ("samenwerking_b", ("verband_omvang",))
    ]


def test_an_agreement_that_rests_on_nothing_that_changed_does_not_differ() -> None:
    policy = shipped_policies()[ZZ]
    found = Market(records_of(practices())).assess([policy])
    altered = alter(policy, [NewNorm("p70_2025", Decimal(110))]).policy
    touched = [one.name[1] for one in found if differ(one, WhatIf(one).assess(altered))]
    assert touched == [AGREEMENT]


def test_a_group_that_comes_or_goes_is_told_as_that() -> None:
    policy = shipped_policies()[ZZ]
    agreement = policy.agreements[AGREEMENT]
    fewer = replace(
        policy,
        agreements={**policy.agreements, AGREEMENT: replace(agreement, groups=agreement.groups[1:])},
        hash="without A",
    )
    (before,) = Market(records_of(practices())).assess([policy], agreements=[AGREEMENT])
    found = answer(before, WhatIf(before).assess(fewer))
    assert because(found) == [("A", "B", [("A", "group_gone")], False)]
    assert found.moves.groups == ("A", "B", "C")


def test_a_move_by_exact_sets_alone_is_told_by_what_differs() -> None:
    """Without a known index the threshold changes no code; exact sets may still differ."""
    policy = shipped_policies()[ZZ]
    unknown = with_cell(best_dossier(), "praktijk", INDEX, None)
    (before,) = Market(records_of([unknown])).assess([policy], agreements=[AGREEMENT])
    altered = alter(policy, [NewNorm("p70_2025", Decimal(110))]).policy
    contrast = Contrast(before, WhatIf(before).assess(altered))
    assert not moves(contrast).moved.any()
    narrowed = moves(contrast, after_sets=np.array([1], dtype=np.uint16))
    why = causes(contrast, narrowed)
    assert why.rows.tolist() == [0]
    assert why.at(0) == Cause((Element("index_tot_p70", Kind.changed),))
