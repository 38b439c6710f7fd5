"""Work that does not fit in memory goes to disk, is told as it goes, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inkoopwijzer.index.compute import compute
from inkoopwijzer.index.engine import Engine, OutOfRoom, Progress, Resources, open_engine
from inkoopwijzer.index.method import Method
from tests.index.small import YEAR

MANY = 400_000
SMALL_MEMORY = "48MB"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More trajectories than a small memory holds: each line is one, with a long pseudonym."""
    path = tmp_path_factory.mktemp("veel") / "veel.parquet"
    with open_engine() as engine:
        engine.connection.sql(
            "select '0499' || lpad((i % 50)::varchar, 4, '0') as praktijk, md5((i // 2)::varchar) as verzekerde, "
            "'073' as codelijst, '1000' as prestatie, (1000 + i % 7)::varchar as diagnose, "
            "date '2025-01-01' + (i % 365)::int as begindatum, (1 + i % 9)::int as aantal, "
            "(i % 95)::smallint as leeftijd, case i % 2 when 0 then 'm' else 'v' end as geslacht, "
            f"(1 + i % 5)::smallint as ses from range({MANY}) t(i)"
        ).write_parquet(str(path))
    return path


def result(path: Path, resources: Resources, *, disk: bool = True) -> list[tuple[object, ...]]:
    with open_engine(resources) as engine:
        if not disk:
            engine.connection.execute("set temp_directory = ''")
        compute(engine, [path], Method(), YEAR)
        return engine.rows(
            "select praktijk, verzekerden, behandelingen, round(index_punten, 6), round(ondergrens, 6), "
            "round(bovengrens, 6) from benadering order by praktijk"
        )


def test_claims_that_do_not_fit_in_memory_give_the_same_figures(many: Path, tmp_path: Path) -> None:
    """The planted fault: the same memory without a disk is not enough, which shows that the disk was needed."""
    small = Resources(memory=SMALL_MEMORY, threads=1, temp=tmp_path)
    assert result(many, small) == result(many, Resources())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutOfRoom):
        result(many, small, disk=False)


def test_progress_is_told_of_every_part_and_never_goes_back(many: Path) -> None:
    told: list[Progress] = []
    with open_engine(Resources(threads=1), told.append) as engine:
        compute(engine, [many], Method(), YEAR)
    parts = list(dict.fromkeys(t.part for t in told))
    assert parts == ["trajecten", "bladcellen", "indeling", "standaard", "praktijksommen", "benadering"]
    for part in parts:
        shares = [t.share for t in told if t.part == part]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert {(t.number, t.of) for t in told} == {(n, 6) for n in range(1, 7)}


def test_who_stops_listening_stops_the_work(many: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(at: Progress) -> None:
        raise Stopped

    with open_engine(Resources(threads=1), stop) as engine, pytest.raises(Stopped):
        compute(engine, [many], Method(), YEAR)


def test_the_engine_loads_nothing_from_elsewhere() -> None:
    with open_engine() as engine:
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert engine.rows(f"select current_setting('{setting}')") == [(False,)]


def test_an_error_of_a_step_is_not_swallowed(tmp_path: Path) -> None:
    asked: list[Callable[[Engine], object]] = [lambda e: e.rows("select 1 / 0 from nergens")]
    with open_engine() as engine, pytest.raises(Exception, match="nergens"):
        asked[0](engine)
