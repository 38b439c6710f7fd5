"""Chosen cases: the outcomes written by hand, the oracle and the engine agree."""

from __future__ import annotations

import pytest

from tests.assess.against import compare
from tests.assess.chosen import CHOSEN


@pytest.mark.parametrize("name", CHOSEN)
def test_the_engine_and_the_oracle_say_what_is_written_by_hand(name: str) -> None:
    case = CHOSEN[name]
    found = compare(case.policy, case.dossier, case.on, budget=20_000)
    assert found is not None
    assert found.truth == set(case.outcomes.split())
    assert found.exact == found.truth
    assert found.truth <= found.interpreted
