"""What other insurers do, as the fictional packages write it, exports whole and gives the interpreter's codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inkoopwijzer.facts.catalogue import forget_additions
from tests.engines.compared import Asked, alike, differences, market_in
from tests.engines.duck import Duck
from tests.expressiveness.constructs import NAMES, PACKAGES
from tools import mutants


@pytest.fixture(autouse=True)
def _facts() -> Iterator[None]:
    """The facts that a package brings are known during the test only."""
    forget_additions()
    yield
    forget_additions()


@pytest.mark.parametrize("name", NAMES)
def test_every_agreement_of_a_package_on_the_dossiers_of_its_scenarios(name: str, tmp_path: Path) -> None:
    package = mutants.read_package(PACKAGES / name)
    dossiers = alike({s.dossier.file + s.name: s.dossier for s in package.scenarios}.values())
    duck = Duck()
    duck.load(market_in(tmp_path / "markt", dossiers))
    every = {(s.agreement, s.readings): s.on for s in package.scenarios}
    assert {agreement for agreement, _ in every} == set(package.policy.agreements)
    for (agreement, readings), on in every.items():
        assert list(differences(duck, Asked(package.policy, agreement, readings, on), dossiers)) == []
