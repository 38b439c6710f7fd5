"""What a change costs: exact where outcomes are certain, and a range that holds every possibility where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from inkoopwijzer.facts.dossier import Dossier, Record
from inkoopwijzer.market.assessed import Market
from inkoopwijzer.market.moves import moves
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.records import Numbers
from inkoopwijzer.market.spend import (
    MissingTariff,
    Range,
    changes,
    changes_of,
    spend,
    volumes_by_agb,
    volumes_by_insured,
)
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_answer import Answer, answer
from inkoopwijzer.market.what_if_elements import Contrast
from inkoopwijzer.market.what_if_joint import Joint, ends
from inkoopwijzer.market.what_if_parts import UNKNOWN_PLACE
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import Change, NewNorm, NoLonger
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import NONE
from tests.assess.oracle import TooMany
from tests.assess.strategies import best_dossier, with_cell
from tests.market.test_moves import moved, small, true_pairs
from tests.market.what_if_cases import Changed

TARIFFS = {"A": 3600, "B": 3400, "C": 3100, NONE: 2500}
INDEX = ("behandelindex", "2025")


def placed(dossier: Dossier, number: int, place: str | None = "Raalte") -> Dossier:
    records = None if place is None else (Record(place),)
    practice = replace(dossier.subjects["praktijk"][0], agb=f"0499000{number}")
    found = with_cell(dossier, "locatie:1", ("gemeente",), records)
    return replace(found, file=f"{number}.yaml", subjects={**found.subjects, "praktijk": (practice,)})


def practices() -> list[Dossier]:
    """A practice in A, one in B by its index, one whose index is not known, and one that nobody knows."""
    best = best_dossier()
    high = with_cell(best, "praktijk", INDEX, (Record(Decimal(105)),))
    unknown = with_cell(best, "praktijk", INDEX, None)
    return [placed(best, 1), placed(high, 2, "Leiden"), placed(unknown, 3), placed(high, 4, None)]


def over(*changed: Change) -> Answer:
    policy = shipped_policies()[1]
    (before,) = Market(records_of(practices())).assess([policy], agreements=["fysiotherapie"])
    return answer(before, WhatIf(before).assess(alter(policy, changed).policy))


def test_certain_outcomes_cost_what_they_cost() -> None:
    found = over(NewNorm("p70_2025", Decimal(110)))
    volume = np.array([1000.0, 100.0, np.nan, np.nan])
    reckoned = spend(found.moves, TARIFFS, volume)
    assert reckoned.before == Range(1000 * 3600 + 100 * 3400, 1000 * 3600 + 100 * 3400)
    assert reckoned.after == Range(1100 * 3600, 1100 * 3600)
    assert reckoned.change == Range(100 * 200, 100 * 200)
    assert (reckoned.sure_change, reckoned.sure, reckoned.open, reckoned.without) == (20_000, 2, 0, 2)


def test_a_looser_norm_never_costs_less_where_the_number_is_not_known() -> None:
    found = over(NewNorm("p70_2025", Decimal(110)))
    reckoned = spend(found.moves, TARIFFS, np.array([0.0, 0.0, 10.0, 0.0]))
    worst = min(TARIFFS[name] for name in found.moves.outcomes(2)[0])
    assert reckoned.before == Range(10 * worst, 10 * 3600)
    assert reckoned.change.low == 0
    assert reckoned.change.high > 0
    harder = spend(over(NewNorm("p70_2025", Decimal(90))).moves, TARIFFS, np.array([0.0, 0.0, 10.0, 0.0]))
    assert harder.change.high == 0
    assert harder.change.low < 0


def test_a_practice_that_the_change_does_not_touch_costs_the_same_whatever_its_outcome() -> None:
    found = over(NoLonger("praktijkregister"))
    reckoned = spend(found.moves, TARIFFS, np.full(4, 7.0))
    assert reckoned.before.low < reckoned.before.high
    assert reckoned.change == Range(0, 0)
    assert reckoned.open == 1


def ranges(case: Changed) -> bool:
    """Whether each true change of each practice lies within its range, and both ends of single pairs are met."""
    found = moved(case)
    tariffs = {name: 100 * (place + 1) ** 2 for place, name in enumerate((*found.groups, NONE))}
    least, most = changes(found, tariffs)
    for row in range(3):
        try:
            pairs = set(true_pairs(case, row))
        except TooMany:
            continue
        true = [tariffs[now] - tariffs[was] for was, now in pairs]
        if not least[row] <= min(true) <= max(true) <= most[row]:
            return False
    return True


def test_every_true_change_lies_within_the_range() -> None:
    assert all(ranges(case) for case in small(60))


def test_a_range_of_the_pairs_at_other_practices_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: the range of the first practice is told for all."""

    def first(joint: Joint, tariffs: Sequence[float]) -> tuple[Numbers, Numbers]:
        low, high = ends(joint, tariffs)
        return np.full_like(low, low[0]), np.full_like(high, high[0])

    monkeypatch.setattr("inkoopwijzer.market.spend.ends", first)
    assert not all(ranges(case) for case in small(60))


def test_a_missing_tariff_is_told_when_the_outcome_is_possible_somewhere() -> None:
    found = over(NewNorm("p70_2025", Decimal(110)))
    with pytest.raises(MissingTariff) as raised:
        spend(found.moves, {"A": 1}, np.ones(4))
    assert "B" in raised.value.outcomes
    known = np.array([1.0, np.nan, np.nan, np.nan])
    assert spend(found.moves, {"A": 1}, known).change == Range(0, 0)


def test_the_change_of_one_practice_is_told_apart() -> None:
    found = over(NewNorm("p70_2025", Decimal(110)))
    volume = np.array([10.0, 10.0, np.nan, 5.0])
    assert changes_of(found.moves, TARIFFS, volume, [0, 1, 2, 3]) == [
        Range(0, 0),
        Range(2000, 2000),
        None,
        Range(1000, 1000),
    ]


def test_volumes_come_by_agb_code_or_by_insured_people() -> None:
    records = records_of(practices())
    found = volumes_by_agb(records, {"04990001": 12.0, "04990004": 3.0, "09999999": 1.0})
    assert found.used == 2
    assert found.treatments.tolist()[0] == 12.0
    assert np.isnan(found.treatments[1])
    market = Market(records)
    on = shipped_policies()[1].agreements["fysiotherapie"].term.start
    assert on is not None
    by = volumes_by_insured(market.arrays.stand, "2025", 9.5, on)
    assert by.treatments.tolist() == [412 * 9.5] * 4
    assert volumes_by_insured(market.arrays.stand, "2024", 9.5, on).used == 0


def test_groups_that_are_not_the_same_on_both_sides_may_go_either_way() -> None:
    policy = shipped_policies()[1]
    agreement = policy.agreements["fysiotherapie"]
    fewer = replace(
        policy,
        agreements={"fysiotherapie": replace(agreement, groups=agreement.groups[1:], caps=())},
        hash="without A",
    )
    (before,) = Market(records_of(practices())).assess([policy], agreements=["fysiotherapie"])
    found = moves(Contrast(before, WhatIf(before).assess(fewer)))
    least, most = changes(found, TARIFFS)
    assert (least[0], most[0]) == (-200.0, -200.0)
    assert (least[2], most[2]) == (-1100.0, 900.0)  # A, B or none before; B or none after


# --- where -------------------------------------------------------------------------------------------------------


def test_moves_are_told_by_municipality_province_and_profession() -> None:
    found = over(NewNorm("p70_2025", Decimal(110)))
    assert found.municipalities.of_each() == ["Raalte", "Leiden", "Raalte", UNKNOWN_PLACE]
    assert [(p.part, p.practices, p.moved) for p in found.by_municipality()] == [
        ("Leiden", 1, 1),
        (UNKNOWN_PLACE, 1, 1),
    ]
    assert [(p.part, p.moved) for p in found.by_province()] == [("Zuid-Holland", 1), (UNKNOWN_PLACE, 1)]
    assert [(p.part, p.practices, p.moved) for p in found.by_profession()] == [("fysiotherapeut", 4, 2)]


def test_every_practice_that_moves_is_named() -> None:
    found = over(NewNorm("p70_2025", Decimal(110))).practices()
    assert [(p.agb, p.municipality, p.before, p.after, p.way.value) for p in found] == [
        ("04990002", "Leiden", ("B",), ("A",), "up"),
        ("04990004", UNKNOWN_PLACE, ("B",), ("A",), "up"),
    ]
