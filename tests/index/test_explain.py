"""Why an index is what it is: parts that add up, and distances in whole treatments that are right to the last one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.index.engine import Resources, open_engine
from inkoopwijzer.index.explain import distance, explain, part_name
from inkoopwijzer.index.figures import Approximation, Figure, stated
from inkoopwijzer.index.folder import write_tables
from inkoopwijzer.index.method import TRAITS, Method
from tests.index.small import Line
from tests.index.test_steps import SMALL, run

hundredths = st.integers(1, 40_000).map(lambda n: Decimal(n) / 100)


@given(st.integers(1, 5_000), st.floats(5, 5_000), hundredths)
def test_the_room_is_exact_to_the_treatment(treatments: int, expected: float, bound: Decimal) -> None:
    found = distance(treatments, expected, bound)
    most = treatments + found.room
    assert stated(100 * Decimal(most) / Decimal(repr(expected))) <= bound
    assert stated(100 * Decimal(most + 1) / Decimal(repr(expected))) > bound
    assert found.within is (stated(100 * Decimal(treatments) / Decimal(repr(expected))) <= bound)


def test_a_bound_itself_is_within() -> None:
    assert distance(150, 100.0, Decimal(150)).room == 0
    assert distance(151, 100.0, Decimal(150)).room == -1
    assert not distance(151, 100.0, Decimal(150)).within


@pytest.fixture
def lines() -> list[Line]:
    return [
        Line(
            praktijk=f"0499000{n % 3}",
            verzekerde=f"p{n}",
            diagnose=[None, "1000", "2000"][n % 3 if n % 7 else 0],
            aantal=1 + n % 11,
            leeftijd=[10, 40, 80, None][n % 4],
            geslacht="mvo"[n % 3],
            ses=[1, 5, None][n % 3],
        )
        for n in range(120)
    ]


def test_the_parts_of_every_trait_add_up_to_the_practice(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line]
) -> None:
    folder = tmp_path_factory.mktemp("uit")
    with open_engine(Resources(threads=1)) as engine:
        found = run(engine, lines, SMALL)
        write_tables(found, None, folder)
        rows = engine.rows("select * from benadering order by praktijk")
        for practice, *figures in rows:
            figure = Figure(practice, Approximation(*figures))
            explained = explain(engine, folder, SMALL, figure)
            assert figure.own is not None
            assert tuple(explained.parts) == TRAITS
            for parts in explained.parts.values():
                assert sum(p.treatments for p in parts) == figure.own.treatments
                assert sum(p.trajectories for p in parts) == figure.own.trajectories
                assert sum(p.expected for p in parts) == pytest.approx(figure.own.expected)
                assert 100 + sum(p.points for p in parts) == pytest.approx(figure.own.index)
                assert sum(p.difference for p in parts) == pytest.approx(
                    figure.own.treatments - figure.own.expected, abs=1e-6
                )
                weights = [abs(p.difference) for p in parts]
                assert weights == sorted(weights, reverse=True)
        everywhere = [
            p
            for practice, *_ in rows
            for p in explain(engine, folder, SMALL, Figure(practice, Approximation(*_))).parts["diagnose"]
        ]
    for key in ("", "1000", "2000"):
        assert sum(p.share for p in everywhere if p.key == key) == pytest.approx(1)


def test_a_practice_without_claims_has_no_parts(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_engine() as engine:
        assert explain(engine, tmp_path_factory.mktemp("leeg"), SMALL, Figure("04990001")).parts == {}


@pytest.mark.parametrize(
    ("trait", "key", "name"),
    [
        ("geslacht", 2, "vrouw"),
        ("geslacht", 0, "anders of niet bekend"),
        ("leeftijd", -1, "niet bekend"),
        ("leeftijd", 0, "0-17"),
        ("ses", 0, "niet bekend"),
        ("ses", 3, "klasse 3"),
        ("diagnose", "", "zonder diagnose"),
        ("diagnose", "niet_ingedeeld", "niet ingedeeld"),
    ],
)
def test_parts_have_names_that_people_use(trait: str, key: object, name: str) -> None:
    assert part_name(Method(), trait, key).nl == name
