"""Invented claims: the same for the same seed, of the shape that is promised, with a truth that the index recovers."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.index.claims import open_claims
from inkoopwijzer.index.compute import compute, count_lines
from inkoopwijzer.index.engine import Progress, Resources, open_engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.synthetic import CLAIMS_FOLDER, TRUTH_FILE, Made, Plan, make_claims
from inkoopwijzer.index.synthetic_market import make_market_claims
from inkoopwijzer.values.fault import Faults
from tests.index.small import TYPES

METHOD = Method()
PLAN = Plan(rows=300_000, seed=3, practices=200, parts=2)


def make(folder: Path, plan: Plan, threads: int = 2) -> Made:
    with open_engine(Resources(threads=threads)) as engine:
        return make_claims(engine, plan, folder)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    source = f"read_parquet('{folder / CLAIMS_FOLDER}/*/*.parquet', hive_partitioning = false)"
    with duckdb.connect() as connection:
        return connection.execute(query.replace("CLAIMS", source)).fetchall()


TOLD: list[Progress] = []


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    folder = tmp_path_factory.mktemp("verzonnen")
    with open_engine() as engine:
        return folder, make_claims(engine, PLAN, folder, TOLD.append)


@pytest.mark.usefixtures("invented")
def test_progress_is_told_up_to_the_end() -> None:
    assert [told.share for told in TOLD] == [0.5, 1.0]


@pytest.fixture(scope="module")
def recovered(invented: tuple[Path, Made]) -> list[tuple[float, ...]]:
    """Per practice persons, true index, approximation, lower and upper bound."""
    folder, _ = invented
    with open_engine() as engine:
        compute(engine, [folder / CLAIMS_FOLDER], METHOD, PLAN.year)
        return engine.connection.execute(
            "select verzekerden, ware_index, index_punten, ondergrens, bovengrens "
            "from benadering join read_parquet(?) using (praktijk)",
            [str(folder / TRUTH_FILE)],
        ).fetchall()


def test_there_are_about_as_many_lines_as_asked_and_they_have_the_layout(invented: tuple[Path, Made]) -> None:
    folder, made = invented
    assert made.rows == pytest.approx(PLAN.rows, rel=0.05)
    assert made.practices == 200
    assert rows(folder, "select count(*), count(distinct regel) from CLAIMS") == [(made.rows, made.rows)]
    columns = {name: kind.lower() for name, kind, *_ in rows(folder, "describe select * from CLAIMS")}  # type: ignore[attr-defined]
    assert {**TYPES, "verzekerde": "bigint"}.items() <= columns.items()
    assert columns["bedrag"] == "decimal(12,2)"
    odd = "select count(*) from CLAIMS where not regexp_full_match(praktijk, '0499[0-9]{4}') or aantal not in (1, -1)"
    assert rows(folder, odd) == [(0,)]


def test_it_has_what_makes_an_index_hard(invented: tuple[Path, Made]) -> None:
    folder, _ = invented
    with open_engine() as engine:
        open_claims(engine, [folder / CLAIMS_FOLDER])
        tally = count_lines(engine, METHOD, PLAN.year)
    assert min(tally.other_performance, tally.other_year) > 1000
    assert tally.odd_age == tally.odd_sex == 0
    query = (
        "select count(*) filter (aantal < 0), count(*) filter (ses is null), count(*) filter (leeftijd is null), "
        "count(*) filter (geslacht = 'o'), count(distinct month(begindatum)) from CLAIMS"
    )
    assert all(isinstance(n, int) and n > 0 for n in rows(folder, query)[0])
    sizes = "select max(n) / median(n) from (select count(*) n from CLAIMS group by praktijk)"
    assert float(str(rows(folder, sizes)[0][0])) > 5
    elsewhere = (
        "select count(*) from (select verzekerde from CLAIMS group by 1 having count(distinct praktijk) > 1)"
    )
    assert int(str(rows(folder, elsewhere)[0][0])) > 100


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_claims_with_any_number_of_threads(tmp_path: Path, threads: int) -> None:
    """The sum is that of this seed on any version of the engine: nothing of it is the engine's own hash."""
    make(tmp_path, Plan(rows=5_000, seed=3, parts=2), threads)
    query = (
        "select count(*), cast(sum(verzekerde) as bigint), sum(leeftijd), sum(dayofyear(begindatum)), "
        "cast(sum(cast(praktijk as int) % 1000) as bigint), sum(cast(diagnose as int)) from CLAIMS"
    )
    assert [int(str(n)) for n in rows(tmp_path, query)[0]] == SUMS


SUMS = [5113, 10245183642449, 295780, 973688, 52288, 8868389]


def test_another_seed_gives_other_claims_and_pseudonyms_may_be_text(tmp_path: Path) -> None:
    make(tmp_path, Plan(rows=5_000, seed=4, parts=1, text_persons=True))
    assert rows(tmp_path, "select count(*), sum(leeftijd) from CLAIMS") != [(SUMS[0], SUMS[2])]
    assert rows(tmp_path, "select typeof(min(verzekerde)), bool_and(verzekerde like 'v%') from CLAIMS") == [
        ("VARCHAR", True)
    ]


def test_the_true_index_lies_in_its_interval_as_often_as_the_interval_says(
    recovered: list[tuple[float, ...]],
) -> None:
    hits = sum(low <= true <= high for _, true, _, low, high in recovered)
    n, nominal = len(recovered), METHOD.confidence
    assert n == 200
    assert abs(hits / n - nominal) <= 0.01 + 4 * sqrt(nominal * (1 - nominal) / n)


def test_large_practices_are_close_to_their_truth(recovered: list[tuple[float, ...]]) -> None:
    large = [abs(true - index) for persons, true, index, *_ in recovered if persons >= 300]
    assert len(large) > 10
    assert sum(large) / len(large) < 7


def test_an_index_that_does_not_correct_for_who_the_patients_are_misses_its_truth(
    invented: tuple[Path, Made],
) -> None:
    """The planted fault: without traits the case mix of a practice becomes its index."""
    folder, _ = invented
    with open_engine() as engine:
        found = compute(engine, [folder / CLAIMS_FOLDER], Method(traits=("geslacht",)), PLAN.year)
        hits, n = found.engine.connection.execute(
            "select count(*) filter (ware_index between ondergrens and bovengrens), count(*) "
            "from benadering join read_parquet(?) using (praktijk)",
            [str(folder / TRUTH_FILE)],
        ).fetchall()[0]
    assert hits / n < 0.9


def test_more_practices_than_there_are_codes_is_refused(tmp_path: Path) -> None:
    with open_engine() as engine, pytest.raises(ValueError, match="practices"):
        make_claims(engine, Plan(rows=10, seed=1, practices=10_000), tmp_path)


def market(folder: Path) -> Path:
    """A market of three practices: two of physiotherapy, one of them large and busy."""
    folder.mkdir()
    subjects = [
        ("praktijk", 0, 0, "04990001", None),
        ("praktijk", 1, 1, "04990002", None),
        ("praktijk", 2, 2, "24990003", None),
        ("therapeut", 0, 0, "04980001", "fysiotherapeut"),
        ("therapeut", 1, 0, "04980002", "fysiotherapeut"),
        ("therapeut", 2, 1, "04980003", "fysiotherapeut"),
        ("therapeut", 3, 2, "24980004", "dietist"),
    ]
    facts = [
        ("praktijk", 0, "behandelindex.2025", 0, "150.0"),
        ("praktijk", 0, "unieke_verzekerden.2025", 0, "2000"),
        ("praktijk", 0, "behandelindex.2024", 0, "80"),
        ("praktijk", 1, "behandelindex.2025", 0, None),
        ("praktijk", 1, "behandelindex.2025", 1, "140"),
    ]
    with duckdb.connect() as connection:
        connection.execute("create table s (soort text, nr int, praktijk int, agb text, beroep text)")
        connection.executemany("insert into s values (?, ?, ?, ?, ?)", subjects)
        connection.table("s").write_parquet(str(folder / "onderwerpen.parquet"))
        connection.execute("create table g (soort text, nr int, gegeven text, volgorde int, waarde text)")
        connection.executemany("insert into g values (?, ?, ?, ?, ?)", facts)
        connection.table("g").write_parquet(str(folder / "gegevens.parquet"))
    (folder / "markt.json").write_text(json.dumps({}))
    return folder


def test_claims_are_made_for_the_practices_of_a_market(tmp_path: Path) -> None:
    with open_engine() as engine:
        made = make_market_claims(
            engine, Plan(rows=0, seed=1, parts=1), tmp_path / "uit", market(tmp_path / "markt")
        )
    assert (made.practices, made.persons) == (2, 2150)
    found = rows(
        tmp_path / "uit",
        "select praktijk, list_sort(list(distinct therapeut)) from CLAIMS group by 1 order by 1",
    )
    assert found == [("04990001", ["04980001", "04980002"]), ("04990002", ["04980003"])]
    with duckdb.connect() as connection:
        truth = connection.execute(
            f"select theta from '{tmp_path / 'uit' / TRUTH_FILE}' order by praktijk"
        ).fetchall()
    assert truth[0][0] == pytest.approx(1.5)
    assert truth[1][0] < 1.4


def test_a_market_can_be_scaled_to_a_number_of_lines(tmp_path: Path) -> None:
    with open_engine() as engine:
        made = make_market_claims(
            engine, Plan(rows=3_000, seed=1, parts=1), tmp_path / "uit", market(tmp_path / "markt")
        )
    assert made.rows == pytest.approx(3_000, rel=0.2)


def test_a_folder_without_a_market_or_without_such_practices_is_refused(tmp_path: Path) -> None:
    with open_engine() as engine, pytest.raises(Faults) as caught:
        make_market_claims(engine, Plan(rows=0, seed=1), tmp_path / "uit", tmp_path)
    assert [f.code for f in caught.value.faults] == ["claims.no_market"]
    plan, there = Plan(rows=0, seed=1, code_list="078"), market(tmp_path / "markt")
    with open_engine() as engine, pytest.raises(Faults) as caught:
        make_market_claims(engine, plan, tmp_path / "uit", there)
    assert [f.code for f in caught.value.faults] == ["claims.no_practice"]
