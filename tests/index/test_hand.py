"""The example that docs/behandelindex.md computes by hand comes out to the digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inkoopwijzer.index.compute import Computation, compute
from inkoopwijzer.index.engine import open_engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.method_reading import FIELDS, read_method

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "index"
PAGE = (ROOT / "docs" / "behandelindex.md").read_text("utf-8")


def table(head: str) -> list[list[str]]:
    """The rows of the table of the page whose header is this."""
    lines = PAGE.splitlines()
    start = lines.index(head) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows
    return rows


@pytest.fixture(scope="module")
def found() -> Iterator[Computation]:
    with open_engine() as engine:
        yield compute(engine, [EXAMPLE / "declaraties.csv"], read_method(EXAMPLE / "methode.yaml"), 2025)


def test_the_trajectories_are_those_of_the_page(found: Computation) -> None:
    method = found.method
    rows = found.engine.rows("select verzekerde, praktijk, groep, band, behandelingen from trajecten")
    named = [[p, practice, group, method.band_name(band), str(n)] for p, practice, group, band, n in rows]
    assert sorted(named) == sorted(table("| person | practice | diagnosis | age | treatments |"))


def test_the_cells_are_those_of_the_page(found: Computation) -> None:
    rows = found.engine.rows(
        "select groep, band, trajecten, behandelingen, niveau, verwacht from standaard order by 1, 2"
    )
    named = [
        [g, found.method.band_name(b), str(n), str(o), str(level), f"{e:g}"] for g, b, n, o, level, e in rows
    ]
    assert named == table("| diagnosis | age | trajectories | treatments | level | expected of one |")


def test_the_indices_and_intervals_are_those_of_the_page(found: Computation) -> None:
    rows = found.engine.rows(
        "select praktijk, verzekerden, behandelingen, verwacht, index_punten, spreiding, ondergrens, bovengrens "
        "from benadering order by praktijk"
    )
    named = [
        [p, str(n), str(o), f"{e:g}", *(f"{each:.6f}" for each in figures)] for p, n, o, e, *figures in rows
    ]
    assert named == table("| practice | persons | observed | expected | index | φ | lower | upper |")


def test_a_digit_that_is_wrong_on_the_page_is_noticed(
    found: Computation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.PAGE", PAGE.replace("97.777778", "97.777779"))
    with pytest.raises(AssertionError):
        test_the_indices_and_intervals_are_those_of_the_page(found)


def test_the_page_states_every_parameter_with_its_default(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(codelijst.*?)```", PAGE, re.DOTALL)
    assert block
    assert all(re.search(rf"^(# )?{name}:", block[1], re.MULTILINE) for name in FIELDS)
    path = tmp_path / "methode.yaml"
    path.write_text(block[1], "utf-8")
    assert read_method(path) == Method()
