"""Exported SQL on PostgreSQL and on Spark: the same codes as the interpreter, and as on DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market.sql_dialect import DIALECTS
from tests.engines.compared import Asked, Engine, differences, market_in
from tests.engines.leaf_worlds import WORLDS
from tests.engines.worlds import (
    NASTY,
    VARIANTS,
    asked_of,
    odd_names,
    random_market,
    shipped_agreements,
    shipped_market,
)


@pytest.fixture(params=["postgres", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the engines beyond one machine."""
    found: Engine = request.getfixturevalue(request.param)
    return found


def agrees(engine: Engine, folder: Path, dossiers: Sequence[Dossier], asked: Sequence[Asked]) -> None:
    engine.load(market_in(folder / "markt", dossiers))
    for one in asked:
        assert list(differences(engine, one, dossiers)) == []


def test_every_shipped_agreement_on_the_examples_and_scenario_bases(engine: Engine, tmp_path: Path) -> None:
    agrees(engine, tmp_path, shipped_market(1), shipped_agreements())


@pytest.mark.parametrize("name", WORLDS)
def test_one_thing_in_every_way(engine: Engine, name: str, tmp_path: Path) -> None:
    world = WORLDS[name]()
    agrees(engine, tmp_path, world.dossiers, world.asked[:1])


def test_random_policies_on_random_dossiers(engine: Engine, tmp_path: Path) -> None:
    cases, dossiers = random_market(range(1_000, 1_012))
    engine.load(market_in(tmp_path / "markt", dossiers))
    for n, case in enumerate(cases):
        mine = range(n * VARIANTS, (n + 1) * VARIANTS)
        assert list(differences(engine, asked_of(case), dossiers, mine)) == [], case.seed


def test_odd_names_and_texts_change_nothing(engine: Engine, tmp_path: Path) -> None:
    asked, dossiers = odd_names()
    agrees(engine, tmp_path, dossiers, [asked])


@pytest.mark.parametrize("text", [NASTY, "'s-Gravenhage", "\\", "\\'", "''", "a\\nb", ""])
def test_a_text_stays_the_same_as_a_literal(engine: Engine, text: str) -> None:
    assert engine.rows(f"select {DIALECTS[engine.dialect].text(text)} as found") == [{"found": text}]
