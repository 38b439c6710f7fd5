"""Both shipped policies on their boundaries: no real outcome left out, none kept that nothing leads to."""

from __future__ import annotations

import pytest

from tests.assess.against import compare, trace_of
from tests.assess.grid import USUAL, grid, policy
from tests.assess.strategies import best_dossier

INSURERS = ("salland", "zorg_en_zekerheid")


@pytest.mark.parametrize("insurer", INSURERS)
def test_the_base_of_the_grid_reaches_the_best_group(insurer: str) -> None:
    assert trace_of(policy(insurer), best_dossier(), USUAL).possible() == ("A",)


@pytest.mark.parametrize("insurer", INSURERS)
def test_every_outcome_on_the_grid_is_exact(insurer: str) -> None:
    wrong = []
    outcomes = set()
    places = 0
    for place in grid(insurer):
        found = compare(policy(insurer), place.dossier(), place.on, dict(place.readings), budget=20_000)
        assert found is not None, place
        places += 1
        outcomes.add(found.truth)
        if found.unsound or found.truth != found.exact:
            wrong.append((place, found))
    assert wrong == []
    assert places > 800
    assert len(outcomes) > (2 if insurer == "salland" else 5)
