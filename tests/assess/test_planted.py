"""Each guard must notice: a fault is planted in the engine, and a random or a chosen case must show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from inkoopwijzer.assess import case, codes, completions, domains, evaluate, gates, ground, leaves
from inkoopwijzer.policy.tree import Compare, Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN
from tests.assess.against import Compared, compare, drawn
from tests.assess.chosen import CHOSEN

Plant = Callable[[pytest.MonkeyPatch], None]
FAULTS: dict[str, Plant] = {}
MOST = 500


def fault(plant: Plant) -> Plant:
    """A fault to plant."""
    FAULTS[plant.__name__] = plant
    return plant


@fault
def all_holds_when_one_holds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluate, "lowest", codes.highest)


@fault
def all_within_a_quantifier_holds_when_one_holds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evaluate, "all_of", codes.any_of)


@fault
def unknown_and_not_met_counts_as_unknown(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        ground.Graph,
        "all_of",
        lambda self, items: self.any_of(items) if len(items) > 2 else _and(self, items),
    )


_and = ground.Graph.all_of


@fault
def a_share_is_rounded_down(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gates, "ceil", lambda x: int(x))


@fault
def a_share_is_rounded_down_by_the_interpreter(patch: pytest.MonkeyPatch) -> None:
    def share(guards: Any, found: list[int], complete: bool, at_least: Decimal) -> int:
        need = max(1, int(at_least * len(found)))
        return codes._count(guards, found, complete, Decimal(need)) if complete else UNKNOWN

    patch.setitem(codes.COMBINE, Quantifier.share, share)


@fault
def every_over_nobody_is_met(patch: pytest.MonkeyPatch) -> None:
    def every(guards: Any, found: list[int], complete: bool, at_least: Decimal) -> int:
        return codes._every(guards, found, complete, at_least) if found else MET

    patch.setitem(codes.COMBINE, Quantifier.every, every)


@fault
def a_list_is_taken_to_be_complete(patch: pytest.MonkeyPatch) -> None:
    made = case.Case.__init__

    def closed(self: case.Case, *args: Any, **more: Any) -> None:
        made(self, *args, **more)
        self.open_lists = frozenset()

    patch.setattr(case.Case, "__init__", closed)


@fault
def those_not_listed_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ground.Graph, "_left_out", lambda self, node, env, pairs, known: known)


@fault
def a_complete_register_says_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(case.Case, "closed", lambda self, cell: False)


@fault
def what_is_not_stated_is_no(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(case.Case, "closed", lambda self, cell: True)


@fault
def a_yes_that_ends_within_the_term_is_enough(patch: pytest.MonkeyPatch) -> None:
    stated = case.Case.stated

    def forgets(self: case.Case, *args: Any) -> Any:
        values, open_ = stated(self, *args)
        return values, open_ and not values

    patch.setattr(case.Case, "stated", forgets)


@fault
def a_yes_that_ends_is_no(patch: pytest.MonkeyPatch) -> None:
    stated = case.Case.stated

    def harsh(self: case.Case, *args: Any) -> Any:
        values, open_ = stated(self, *args)
        return (values | {False}, open_) if open_ and values == {True} else (values, open_)

    patch.setattr(case.Case, "stated", harsh)


@fault
def moments_of_one_fact_are_taken_apart(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ground.Graph, "_asked_at", lambda self, fact: ())


@fault
def percentiles_need_not_rise(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(completions, "rising_pairs", lambda unknowns, case: [])


@fault
def a_number_has_only_its_norms(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(domains, "_around", lambda norms, count, whole: tuple(norms) or (Decimal(1),))


@fault
def the_insurer_judges_all_alike(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ground, "subjects_of", lambda env: [])


@fault
def at_most_is_below(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(leaves._COMPARE, Compare.at_most, lambda a, b: a < b)


@fault
def at_least_needs_one_more(patch: pytest.MonkeyPatch) -> None:
    right = completions._at_least
    patch.setattr(completions, "_at_least", lambda tables, count, full: right(tables, count + 1, full))


@fault
def caps_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ground.Graph, "inverse", lambda self, item: _not(self, item) if item >= 0 else gates.TRUE)


_not = ground.Graph.inverse


@fault
def hours_not_stated_are_closed(patch: pytest.MonkeyPatch) -> None:
    right = leaves.blocks_code

    def closed(*args: Any) -> int:
        code = right(*args)
        return NOT_MET if code == UNKNOWN else code

    patch.setattr(evaluate, "blocks_code", closed)
    patch.setattr(ground, "blocks_code", closed)


@fault
def every_unknown_is_a_module(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        completions.Completions, "_find_modules", lambda self: {i for i in self._used if self._gates[i].items}
    )


@pytest.fixture(autouse=True)
def _fresh_programs() -> Iterator[None]:
    evaluate._compiled.cache_clear()
    yield
    evaluate._compiled.cache_clear()


def cases() -> Iterator[Compared | None]:
    """Cases until the fault shows: those chosen, then random ones."""
    for chosen in CHOSEN.values():
        yield compare(chosen.policy, chosen.dossier, chosen.on)
    for seed in range(MOST):
        yield drawn(seed, budget=300)


def wrong(found: Compared | None) -> bool:
    return found is not None and (found.unsound or (found.inexact and not found.more_may_exist))


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name](monkeypatch)

    def noticed() -> bool:
        try:
            return any(wrong(found) for found in cases())
        except (ArithmeticError, LookupError, ValueError):
            return True  # the engine broke down, which no test overlooks

    assert noticed()
