"""Exported SQL gives the codes of the interpreter: condition by condition, group by group, on DuckDB."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from inkoopwijzer.market.sql import export
from inkoopwijzer.market.sql_dialect import DialectName, NotExportable
from inkoopwijzer.policy import tree as t
from tests.assess.strategies import DAYS_ASKED
from tests.engines.compared import differences, market_in
from tests.engines.duck import Duck
from tests.engines.leaf_worlds import THERAPIST, WORLDS, all_of
from tests.engines.worlds import (
    VARIANTS,
    asked_of,
    other_readings,
    random_market,
    shipped_agreements,
    shipped_market,
)

RANDOM = range(120)
TOGETHER = 60


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Duck:
    """DuckDB with the examples and scenario bases, whole and with holes."""
    duck = Duck()
    duck.load(market_in(tmp_path_factory.mktemp("shipped") / "markt", shipped_market()))
    return duck


def test_every_shipped_agreement_on_its_scenario_bases_and_the_examples(shipped: Duck) -> None:
    for asked in shipped_agreements():
        assert list(differences(shipped, asked, shipped_market())) == []


def test_every_other_option_of_every_reading(shipped: Duck) -> None:
    assert sum(len(asked.readings) for asked in other_readings()) > 15
    for asked in other_readings():
        assert list(differences(shipped, asked, shipped_market())) == []


@pytest.mark.parametrize("first", RANDOM[::TOGETHER])
def test_random_policies_on_random_dossiers(first: int, tmp_path: Path) -> None:
    cases, dossiers = random_market(range(first, first + TOGETHER))
    duck = Duck()
    duck.load(market_in(tmp_path / "markt", dossiers))
    for n, case in enumerate(cases):
        mine = range(n * VARIANTS, (n + 1) * VARIANTS)
        assert list(differences(duck, asked_of(case), dossiers, mine)) == [], case.seed


@pytest.mark.parametrize("name", WORLDS)
def test_one_thing_in_every_way(name: str, tmp_path: Path) -> None:
    world = WORLDS[name]()
    duck = Duck()
    duck.load(market_in(tmp_path / "markt", world.dossiers))
    for asked in world.asked:
        assert list(differences(duck, asked, world.dossiers)) == []


@pytest.mark.parametrize("wrong", ["0.1234567890123456789", "123456789012345678901"])
def test_a_norm_that_does_not_fit_is_refused_by_name(wrong: str) -> None:
    node = t.FactCompares("behandelindex", ("2025",), t.Compare.at_most, t.Norm("n", Decimal(wrong)))
    with pytest.raises(NotExportable, match=wrong):
        export(all_of({"c": node}, DAYS_ASKED[0]).policy, "fysiotherapie", DialectName.duckdb)


def test_a_share_that_does_not_fit_is_refused_by_name() -> None:
    share = Decimal("0.33333333333333333333333")
    over = t.Over(t.Quantifier.share, THERAPIST, None, t.FactIs("werkzaam_bij", (), None), share)
    with pytest.raises(NotExportable, match=str(share)):
        export(all_of({"c": over}, DAYS_ASKED[0]).policy, "fysiotherapie", DialectName.duckdb)


def test_a_number_against_something_that_is_no_number_is_refused_by_name() -> None:
    node = t.FactCompares("eigen_website", (), t.Compare.at_most, t.Norm("n", Decimal(1)))
    with pytest.raises(NotExportable, match="eigen_website"):
        export(all_of({"c": node}, DAYS_ASKED[0]).policy, "fysiotherapie", DialectName.duckdb)
