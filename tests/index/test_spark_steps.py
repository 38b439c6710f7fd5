"""The steps of the index run unchanged on Spark and on PostgreSQL, and make there what they make on DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from inkoopwijzer.index.compute import load_groups
from inkoopwijzer.index.engine import open_engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.step import DECLARATIES, DIAGNOSEGROEPEN, TELLING, Step
from inkoopwijzer.index.steps import steps, tally
from inkoopwijzer.index.steps_practices import contributions
from tests.engines.postgres import Postgres
from tests.engines.spark import Spark
from tests.index.small import YEAR, Line, fill

Rows = dict[tuple[Any, ...], dict[str, Any]]
"""The rows of a table by what names them."""
Elsewhere = Callable[[Path, Method], dict[str, Rows]]
"""From a folder with the claims to the tables that another engine made."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "trajecten": ("praktijk", "verzekerde", "groep"),
    "bladcellen": ("groep", "band", "geslacht", "ses"),
    "indeling": ("groep", "band", "geslacht", "ses"),
    "standaard": ("groep", "band", "geslacht", "ses"),
    "praktijksommen": ("praktijk",),
    "benadering": ("praktijk",),
    "bijdragen": ("praktijk", "groep", "band", "geslacht", "ses"),
    TELLING: (),
}
SMALL = Method(least_trajectories=20, age_bounds=(18, 65))
METHODS = {
    "as it is": (SMALL, "varchar"),
    "grouped and capped": (
        replace(SMALL, diagnosis_groups={"1000": "knie", "2000": "knie"}, most_treatments=12, support=1),
        "integer",
    ),
    "without diagnosis": (replace(SMALL, traits=("leeftijd", "geslacht"), performances=("1000",)), "varchar"),
}


@cache
def claims(person: str) -> list[Line]:
    """Lines of some practices, of which parts are missing, credited, of another year or another list."""
    chance = Random(7)

    def line() -> Line:
        insured = chance.randint(1, 400)
        chosen = Random(insured)
        return Line(
            praktijk=f"049900{chance.randint(1, 25):02}",
            verzekerde=insured if person == "integer" else f"p{insured}",
            codelijst=chance.choice(("073",) * 9 + ("012",)),
            prestatie=chance.choice(("1000", "1000", "1001", "1864", None)),
            diagnose=chance.choice(("1000", "2000", "3000", None)),
            begindatum=chance.choice((date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR + 1, 1, 1))),
            aantal=chance.choice((1, 1, 2, 5, 9, -1)),
            leeftijd=chosen.choice((3, 17, 18, 40, 64, 65, 90, None)),
            geslacht=chosen.choice(("m", "v", "o", None)),
            ses=chosen.choice((1, 2, 5, None)),
        )

    return [line() for _ in range(3_000)]


def all_steps(method: Method) -> tuple[Step, ...]:
    return (*steps(method, YEAR), contributions(), tally(method, YEAR))


def on_duckdb(folder: Path, method: Method, person: str) -> dict[str, Rows]:
    """What the steps make on DuckDB; what they read is left in the folder as Parquet."""
    with open_engine() as engine:
        fill(engine.connection, DECLARATIES, claims(person), person)
        load_groups(engine, method.diagnosis_groups or {})
        for table in (DECLARATIES, DIAGNOSEGROEPEN):
            engine.connection.execute(f"copy {table} to '{folder / table}.parquet' (format parquet)")
        engine.run(all_steps(method))
        found = {}
        for name in KEYS:
            cursor = engine.connection.execute(f"select * from {name}")
            columns = [column[0] for column in cursor.description or ()]
            found[name] = keyed(name, (dict(zip(columns, row, strict=True)) for row in cursor.fetchall()))
        return found


def on_spark(engine: Spark, folder: Path, method: Method) -> dict[str, Rows]:
    """The same on Spark: each table is kept as Parquet before the next step reads it."""
    session = engine.session
    for table in (DECLARATIES, DIAGNOSEGROEPEN):
        session.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(table)
    found = {}
    for step in all_steps(method):
        kept = str(folder / f"{step.makes}-spark")
        session.sql(step.sql).write.parquet(kept)
        session.read.parquet(kept).createOrReplaceTempView(step.makes)
        found[step.makes] = keyed(step.makes, engine.rows(f"select * from {step.makes}"))
    return found


def on_postgres(engine: Postgres, folder: Path, method: Method) -> dict[str, Rows]:
    """The same on PostgreSQL."""
    for table in (DECLARATIES, DIAGNOSEGROEPEN):
        engine.copy(table, folder / f"{table}.parquet")
    found = {}
    for step in all_steps(method):
        engine.connection.execute(f"drop table if exists {step.makes}")
        engine.connection.execute(f"create table {step.makes} as {step.sql}")
        found[step.makes] = keyed(step.makes, engine.rows(f"select * from {step.makes}"))
    return found


def keyed(name: str, rows: Iterable[Mapping[str, Any]]) -> Rows:
    given = [dict(row) for row in rows]
    found = {tuple(str(row[key]) for key in KEYS[name]): row for row in given}
    assert len(found) == len(given), name
    return found


def the_same(one: Any, other: Any) -> bool:
    """Equal; for fractions, which are added in another order elsewhere, to nine digits."""
    if isinstance(one, float):
        return bool(one == pytest.approx(float(other), rel=1e-9))
    return bool(one == other)


def differing(expected: dict[str, Rows], found: dict[str, Rows]) -> list[str]:
    """Where two runs of the steps differ."""
    told = []
    for name, rows in expected.items():
        others = found[name]
        if rows.keys() != others.keys():
            told.append(f"{name}: rows {sorted(rows.keys() ^ others.keys())[:3]}")
            continue
        told += [
            f"{name} {key} {column}: {value} and {others[key][column]}"
            for key, row in rows.items()
            for column, value in row.items()
            if not the_same(value, others[key][column])
        ]
    return told


@pytest.fixture(params=["spark", "postgres"])
def elsewhere(request: pytest.FixtureRequest) -> Elsewhere:
    """The steps on one of the other engines."""
    engine: Any = request.getfixturevalue(request.param)
    return partial(on_spark if request.param == "spark" else on_postgres, engine)


@pytest.mark.parametrize("name", METHODS)
def test_the_steps_make_the_same_tables_elsewhere(elsewhere: Elsewhere, name: str, tmp_path: Path) -> None:
    method, person = METHODS[name]
    expected = on_duckdb(tmp_path, method, person)
    assert len(expected["benadering"]) == 25
    assert len({row["niveau"] for row in expected["standaard"].values()}) > 1
    assert differing(expected, elsewhere(tmp_path, method)) == []


def test_another_method_is_noticed(spark: Spark, tmp_path: Path) -> None:
    expected = on_duckdb(tmp_path, SMALL, "varchar")
    told = differing(expected, on_spark(spark, tmp_path, replace(SMALL, least_trajectories=21)))
    assert any(line.startswith("benadering") for line in told)


def test_a_fraction_that_is_cut_off_elsewhere_is_noticed(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = on_duckdb(tmp_path, SMALL, "varchar")
    right = "1e0 * s.som / s.in_cel"
    cut = [replace(step, sql=step.sql.replace(right, f"floor({right})")) for step in all_steps(SMALL)]
    assert cut != list(all_steps(SMALL))
    monkeypatch.setitem(globals(), "all_steps", lambda method: cut)
    assert any(
        line.startswith("benadering") for line in differing(expected, on_postgres(postgres, tmp_path, SMALL))
    )
