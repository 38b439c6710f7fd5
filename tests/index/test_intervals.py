"""The interval holds what it says: as often as it says, for small and large practices, however people differ."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from inkoopwijzer.index.intervals import Interval, Sums, byar, intervals
from inkoopwijzer.index.method import Method

METHOD = Method()
SEED = 20251122


def simulate(persons: int, ratio: float, practices: int, seed: int) -> Sums:
    """Practices with this true ratio: each person has one or two trajectories and an own burden, visits are skewed."""
    rng = np.random.default_rng(seed)
    shape = (practices, persons)
    burden = rng.gamma(2, 1 / 2, shape)
    o, e = np.zeros(shape), np.zeros(shape)
    for chance in (1.0, 0.15):
        there = rng.random(shape) < chance
        mean = 4 + 16 * rng.random(shape) ** 2
        visits = rng.geometric(1 / np.maximum(1 + (ratio * mean - 1) * burden, 1.001))
        o += there * visits
        e += there * mean
    return Sums(
        persons=np.full(practices, float(persons)),
        observed=o.sum(1),
        expected=e.sum(1),
        oo=(o * o).sum(1),
        oe=(o * e).sum(1),
        ee=(e * e).sum(1),
    )


def national() -> float:
    large = simulate(2000, 1.0, 100, SEED)
    return float((large.oo.sum() - 2 * large.oe.sum() + large.ee.sum()) / large.ee.sum())


def found(sums: Sums, support: float = METHOD.support) -> Interval:
    return intervals(sums, deviate=METHOD.deviate, support=support, national=national())


def within_chance(hits: int, of: int, nominal: float, slack: float) -> bool:
    """Whether a share is the nominal one, but for `slack` of the approximation and four standard errors of chance."""
    return abs(hits / of - nominal) <= slack + 4 * sqrt(nominal * (1 - nominal) / of)


CASES = [(30, 1.0), (30, 1.4), (60, 0.8), (200, 1.0), (200, 1.4), (1000, 0.8)]


@pytest.mark.parametrize(("persons", "ratio"), CASES)
def test_the_interval_covers_the_true_index_as_often_as_it_says(persons: int, ratio: float) -> None:
    practices = 1500 if persons < 500 else 400
    interval = found(simulate(persons, ratio, practices, SEED + persons))
    hits = int(((interval.lower <= 100 * ratio) & (100 * ratio <= interval.upper)).sum())
    assert within_chance(hits, practices, METHOD.confidence, 0.015)


@pytest.mark.parametrize(("persons", "ratio"), CASES)
def test_the_corrected_lower_bound_lies_above_the_truth_no_more_often_than_it_says(
    persons: int, ratio: float
) -> None:
    practices = 1500 if persons < 500 else 400
    interval = found(simulate(persons, ratio, practices, SEED + persons))
    above = int((interval.lower > 100 * ratio).sum())
    nominal = (1 - METHOD.confidence) / 2
    assert above / practices <= nominal + 4 * sqrt(nominal * (1 - nominal) / practices)


def test_without_the_national_spread_small_practices_are_not_covered() -> None:
    interval = found(simulate(30, 1.0, 1500, SEED), support=1e-9)
    hits = int(((interval.lower <= 100) & (interval.upper >= 100)).sum())
    assert not within_chance(hits, 1500, METHOD.confidence, 0.015)


def test_as_if_treatments_were_chance_alone_nothing_is_covered() -> None:
    sums = simulate(200, 1.0, 500, SEED)
    lower, upper = byar(sums.observed, METHOD.deviate)
    hits = int(((lower <= sums.expected) & (sums.expected <= upper)).sum())
    assert not within_chance(hits, 500, METHOD.confidence, 0.1)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ],
)
def test_byar_is_close_to_the_exact_limits_of_a_poisson_count(count: int, lower: float, upper: float) -> None:
    """The exact limits are the usual tabulated ones."""
    low, high = byar(np.array([float(count)]), 1.959964)
    assert low[0] == pytest.approx(lower, rel=0.02, abs=0.03)
    assert high[0] == pytest.approx(upper, rel=0.01)


def test_the_bounds_lie_around_the_index_and_narrow_with_more_persons() -> None:
    widths = []
    for persons in (10, 100, 1000):
        interval = found(simulate(persons, 1.0, 50, SEED))
        assert (interval.lower <= interval.index).all()
        assert (interval.index <= interval.upper).all()
        widths.append(float(np.median(interval.upper - interval.lower)))
    assert widths[0] > 2 * widths[1] > 4 * widths[2]


def test_a_practice_without_any_spread_has_an_interval_of_one_point() -> None:
    one = np.ones(2)
    same = Sums(persons=one, observed=10 * one, expected=10 * one, oo=100 * one, oe=100 * one, ee=100 * one)
    interval = intervals(same, deviate=1.96, support=50)
    assert (interval.lower == interval.index).all()
    assert (interval.upper == interval.index).all()
