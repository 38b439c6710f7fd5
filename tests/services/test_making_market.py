"""Making a market: in a new folder, with what was made told."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkoopwijzer.market.folder import read_market
from inkoopwijzer.services.making_market import MOST_PRACTICES, UnknownRegion, make_market_folder
from inkoopwijzer.values.fault import Faults


def test_it_tells_what_was_made(tmp_path: Path) -> None:
    made = make_market_folder(tmp_path / "markt", practices=200, seed=1, region="salland")
    read = read_market(made.path)
    assert made.subjects["praktijk"] == 200 == len(read)
    assert made.subjects["therapeut"] == len(read.listed["therapeut"])
    assert made.records == sum(len(cell) for cell in read.cells.values())
    p = made.percentiles["2025"]
    assert p["50"] < p["70"] < p["85"]


def test_it_never_writes_over_something(tmp_path: Path) -> None:
    make_market_folder(tmp_path / "markt", practices=5, seed=1)
    before = (tmp_path / "markt" / "gegevens.parquet").read_bytes()
    with pytest.raises(Faults) as caught:
        make_market_folder(tmp_path / "markt", practices=5, seed=2)
    assert [f.code for f in caught.value.faults] == ["market.in_the_way"]
    assert (tmp_path / "markt" / "gegevens.parquet").read_bytes() == before


def test_a_wrong_region_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownRegion):
        make_market_folder(tmp_path / "markt", practices=5, seed=1, region="Atlantis")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("practices", [0, MOST_PRACTICES + 1])
def test_a_number_out_of_range_makes_nothing(tmp_path: Path, practices: int) -> None:
    with pytest.raises(ValueError, match="practices"):
        make_market_folder(tmp_path / "markt", practices=practices, seed=1)
    assert list(tmp_path.iterdir()) == []
