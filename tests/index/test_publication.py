"""What is published of a result: rounded, large enough, and safe beside everything published before."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from inkoopwijzer.index.disclosure import Rule
from inkoopwijzer.index.engine import Resources, open_engine
from inkoopwijzer.index.publication import read_groups_of_practices
from inkoopwijzer.services.indexing import compute_index, publish_index
from inkoopwijzer.values.fault import Fault, Faults
from tests.index.small import YEAR, Line, write

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE = Resources(threads=1)


def lines(practices: range, persons: int) -> list[Line]:
    return [
        Line(
            praktijk=f"0499{p:04d}",
            verzekerde=f"p{p}-{n}",
            diagnose=["1000", "2000", "3000"][n % 3],
            aantal=3 + (n * 7 + p) % 9,
            leeftijd=[30, 70][n % 2],
        )
        for p in practices
        for n in range(persons)
    ]


@pytest.fixture
def result(tmp_path: Path) -> Callable[[str, list[Line]], Path]:
    def make(name: str, given: list[Line]) -> Path:
        claims = write(tmp_path / f"{name}.parquet", given)
        compute_index([claims], YEAR, tmp_path / name, made_at=NOW, resources=ONE)
        return tmp_path / name

    return make


def divided(path: Path, places: dict[int, str]) -> Path:
    rows = [f"0499{p:04d};{place.replace('/', ';')}\n" for p, place in places.items()]
    path.write_text("praktijk;regio;plaats\n" + "".join(rows), "utf-8")
    return path


def published(out: Path) -> dict[tuple[str, ...], list[str]]:
    with (out / "groepen.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    return {tuple(filter(None, row[:2])): row[2:] for row in rows}


KEPT = ["niet gepubliceerd"] * 5


def test_groups_are_rounded_and_what_would_give_one_away_is_kept(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    places = {p: "noord/a" if p < 5 else "noord/b" if p < 6 else "zuid/c" for p in range(1, 10)}
    groups = divided(tmp_path / "groepen.csv", places)
    found = publish_index(folder, tmp_path / "openbaar", made_at=NOW, groups=groups)
    rows = published(tmp_path / "openbaar")
    assert rows[("noord", "b")] == rows[("noord", "a")] == KEPT
    assert rows[()][:2] == ["10", "110"]
    assert rows[("zuid",)][:2] == ["5", "50"]
    assert all(int(n) % 5 == 0 for row in rows.values() if row != KEPT for n in row[:3])
    assert found.kept == 2
    assert found.norms == ()
    about = json.loads((tmp_path / "openbaar" / "publicatie.json").read_text("utf-8"))
    assert about["official"] is False
    assert about["method"].startswith("benadering")


def test_what_is_public_names_no_practice(tmp_path: Path, result: Callable[..., Path]) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    publish_index(folder, tmp_path / "openbaar", made_at=NOW, percents=[Decimal(70)])
    for path in (tmp_path / "openbaar").iterdir():
        assert "0499" not in path.read_text("utf-8-sig")


def test_the_national_standard_is_published_by_diagnosis_and_age(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    publish_index(folder, tmp_path / "openbaar", made_at=NOW)
    rows = published(tmp_path / "openbaar")
    assert rows[("1000",)][:2] == ["10", "35"]
    assert len(rows[()]) == 4


def test_two_diagnosis_groups_that_go_by_one_name_are_one_group(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    apart = [
        Line(praktijk=f"0499{p:04d}", verzekerde=f"{p}{n}", diagnose=d)
        for p in range(4)
        for n in range(9)
        for d in DS
    ]
    folder = result("uit", apart)
    publish_index(folder, tmp_path / "openbaar", made_at=NOW)
    assert published(tmp_path / "openbaar")[("a b",)][:2] == ["5", "70"]
    assert published(tmp_path / "openbaar")[()][:2] == ["5", "70"]


DS = ("a_b", "a b")


def test_that_someone_is_in_a_small_cell_is_not_told_either(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    folder = result("uit", [*lines(range(1, 10), 12), Line(diagnose="9999", verzekerde="zeldzaam")])
    publish_index(folder, tmp_path / "openbaar", made_at=NOW)
    assert "9999" not in (tmp_path / "openbaar" / "groepen.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(("practices", "norms"), [(99, 0), (100, 2)])
def test_percentiles_need_a_hundred_practices(
    tmp_path: Path, result: Callable[..., Path], practices: int, norms: int
) -> None:
    folder = result("uit", lines(range(practices), 30))
    found = publish_index(folder, tmp_path / "openbaar", made_at=NOW, percents=[Decimal(70), Decimal(85)])
    assert len(found.norms) == norms


def test_a_later_publication_does_not_give_away_who_left(tmp_path: Path, result: Callable[..., Path]) -> None:
    first = result("eerst", lines(range(1, 10), 12))
    later = result("later", lines(range(1, 9), 12))
    publish_index(first, tmp_path / "o1", made_at=NOW)
    careless = publish_index(later, tmp_path / "o2", made_at=NOW)
    assert not careless.decision.withheld
    again = result("later", lines(range(1, 9), 12))
    careful = publish_index(again, tmp_path / "o3", made_at=NOW, earlier=[first])
    assert len(careful.decision.withheld) >= 2 or not careful.rows


def test_what_was_published_is_remembered_when_the_index_is_computed_again(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    publish_index(folder, tmp_path / "o1", made_at=NOW)
    result("uit", lines(range(1, 11), 12))
    assert publish_index(folder, tmp_path / "o2", made_at=NOW).decision.withheld == {"04990010"}
    assert len(list((folder / "gepubliceerd").iterdir())) == 2


def test_two_divisions_of_one_year_are_refused(tmp_path: Path, result: Callable[..., Path]) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    publish_index(folder, tmp_path / "o1", made_at=NOW)
    groups = divided(tmp_path / "groepen.csv", dict.fromkeys(range(1, 10), "noord/a"))
    with pytest.raises(Faults) as caught:
        publish_index(folder, tmp_path / "o2", made_at=NOW, groups=groups)
    assert [f.code for f in caught.value.faults] == ["publish.other_division"]
    assert not (tmp_path / "o2").exists()


def test_nothing_is_written_of_what_is_too_small_and_nothing_is_remembered(
    tmp_path: Path, result: Callable[..., Path]
) -> None:
    folder = result("uit", lines(range(1, 3), 12))
    found = publish_index(folder, tmp_path / "openbaar", made_at=NOW)
    assert found.rows == ()
    assert published(tmp_path / "openbaar") == {}
    assert not (folder / "gepubliceerd").exists()


def test_a_looser_rule_is_said_in_the_publication(tmp_path: Path, result: Callable[..., Path]) -> None:
    folder = result("uit", lines(range(1, 3), 20))
    found = publish_index(folder, tmp_path / "o", made_at=NOW, rule=Rule(least_practices=2, most_share=1))
    assert found.rows
    assert json.loads((tmp_path / "o" / "publicatie.json").read_text("utf-8"))["rule"]["least_practices"] == 2


def test_a_group_that_looks_like_a_formula_stays_text(tmp_path: Path, result: Callable[..., Path]) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    groups = divided(tmp_path / "groepen.csv", dict.fromkeys(range(1, 10), "=1+1/a"))
    publish_index(folder, tmp_path / "o", made_at=NOW, groups=groups)
    assert ("'=1+1",) in published(tmp_path / "o")


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        read_groups_of_practices(path)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "lines_"),
    [
        ("praktijk\n04990001\n", [1]),
        ("code;regio\n04990001;noord\n", [1]),
        ("praktijk;regio;regio\n04990001;noord;a\n", [1]),
        (
            "praktijk;regio\n4990001;noord\n04990002;\n04990003;noord;x\n04990004;z\n04990004;n\n",
            [2, 3, 4, 6],
        ),
    ],
)
def test_a_division_that_is_wrong_is_told(tmp_path: Path, text: str, lines_: list[int]) -> None:
    path = tmp_path / "groepen.csv"
    path.write_text(text, "utf-8")
    assert [f.line for f in faults(path)] == lines_


def test_a_division_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path / "weg.csv")] == ["groups.unreadable"]


def test_the_private_memory_needs_no_engine_of_its_own(tmp_path: Path, result: Callable[..., Path]) -> None:
    folder = result("uit", lines(range(1, 10), 12))
    publish_index(folder, tmp_path / "o", made_at=NOW)
    with open_engine() as engine:
        rows = engine.rows(f"select count(*), sum(verzekerden) from '{folder}/gepubliceerd/0001.parquet'")
    assert rows == [(54, 108)]
