"""Percentiles by name, exact to the last tie, over one population and never over a mixture that nobody asked for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.index import percentiles
from inkoopwijzer.index.figures import Approximation, Figure, Official, Source, combine, stated
from inkoopwijzer.index.percentiles import (
    MixedPopulation,
    PercentileMethod,
    Values,
    norm,
    percentile,
    population,
    variants,
)

IN_NUMPY: dict[PercentileMethod, Any] = {
    PercentileMethod.linear: "linear",
    PercentileMethod.hazen: "hazen",
    PercentileMethod.weibull: "weibull",
    PercentileMethod.median_unbiased: "median_unbiased",
}
indices = st.lists(st.integers(0, 30_000).map(lambda n: Decimal(n) / 100), min_size=1, max_size=60).map(
    sorted
)


def own(code: str, index: float, persons: int = 100) -> Figure:
    return Figure(code, Approximation(persons, persons, 100, 100.0, index, 1.0, index, index))


def values(*figures: Figure, year: int = 2025, version: str = "b/1/", code_list: str = "073") -> Values:
    return Values(year, version, code_list, figures)


@given(indices, st.integers(1, 99), st.sampled_from(list(IN_NUMPY)))
def test_every_method_is_the_one_of_that_name(
    ordered: list[Decimal], percent: int, method: PercentileMethod
) -> None:
    exact = percentile(ordered, percent, method)
    array = np.array([float(value) for value in ordered])
    assert float(exact) == pytest.approx(np.percentile(array, percent, method=IN_NUMPY[method]))


@given(indices, st.integers(1, 99))
def test_a_nearest_rank_is_an_index_with_at_least_that_share_at_or_below_it(
    ordered: list[Decimal], percent: int
) -> None:
    value = percentile(ordered, percent, PercentileMethod.nearest_rank)
    assert value in [Fraction(each) for each in ordered]
    assert sum(each <= value for each in ordered) * 100 >= percent * len(ordered)
    assert sum(each < value for each in ordered) * 100 < percent * len(ordered)


@given(indices, st.integers(1, 98), st.sampled_from(PercentileMethod))
def test_percentiles_rise(ordered: list[Decimal], percent: int, method: PercentileMethod) -> None:
    assert percentile(ordered, percent, method) <= percentile(ordered, percent + 1, method)


def test_seventy_per_cent_of_ten_is_the_seventh_exactly() -> None:
    """In binary fractions 0.7 x 10 is more than 7, which takes the eighth."""
    ten = [Decimal(n) for n in range(1, 11)]
    assert percentile(ten, 70, PercentileMethod.nearest_rank) == 7
    assert percentile(ten, 70, PercentileMethod.linear) == Fraction("7.3")
    assert percentile(ten, 70, PercentileMethod.hazen) == Fraction("7.5")
    assert percentile(ten, 70, PercentileMethod.weibull) == Fraction("7.7")


@pytest.mark.parametrize("percent", [0, 100, -1])
def test_there_is_no_percentile_outside(percent: int) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([Decimal(1)], percent, PercentileMethod.linear)


def test_ties_are_counted() -> None:
    of = population(
        [values(*(own(f"0499000{n}", index) for n, index in enumerate([90, 100, 100, 100, 120])))],
        least_persons=30,
    )
    found = norm(of, 70, PercentileMethod.nearest_rank)
    assert (found.value, found.at, found.within) == (Decimal("100.00"), 3, 4)


def test_an_index_on_the_norm_is_within_it_however_it_was_computed() -> None:
    assert stated(0.1 + 0.2) == stated(Decimal("0.3"))
    of = population([values(own("04990001", 100.004999), own("04990002", 100.0))], least_persons=30)
    assert norm(of, 99, PercentileMethod.nearest_rank).at == 2


def test_halves_are_rounded_up_as_people_do() -> None:
    assert stated(105.345) == Decimal("105.35")
    assert stated(105.335) == Decimal("105.34")


def test_practices_below_the_number_of_persons_are_not_in_the_population() -> None:
    given_ = values(own("04990001", 90, 29), own("04990002", 100, 30), own("04990003", 110, 31))
    assert len(population([given_], least_persons=30)) == 2
    assert len(population([given_], least_persons=31)) == 1


@pytest.mark.parametrize(
    "other", [{"year": 2024}, {"version": "b/2/"}, {"code_list": "074"}], ids=["year", "version", "code list"]
)
def test_years_versions_and_professions_are_never_mixed(other: dict[str, Any]) -> None:
    here = values(own("04990001", 90))
    there = values(own("04990002", 90), **other)
    with pytest.raises(MixedPopulation) as caught:
        population([here, there], least_persons=30, mixed=True)
    assert caught.value.what == next(iter(other)).replace("_", " ")


def test_a_practice_counts_once() -> None:
    with pytest.raises(MixedPopulation):
        population([values(own("04990001", 90)), values(own("04990001", 95))], least_persons=30)


def test_the_official_figure_wins_and_is_never_mixed_silently() -> None:
    figures = combine(
        [own("04990001", 90), own("04990002", 95)],
        {"04990002": Official(Decimal("120.5"), 44), "04990003": Official(Decimal("80"))},
    )
    assert [f.source for f in figures] == [Source.approximation, Source.official, Source.official]
    assert [str(f.index()) for f in figures] == ["90.00", "120.50", "80.00"]
    given_ = values(*figures)
    with pytest.raises(MixedPopulation):
        population([given_], least_persons=30)
    together = population([given_], least_persons=30, mixed=True)
    assert dict(together.sources) == {Source.official: 1, Source.approximation: 1}
    assert population([given_], least_persons=30, source=Source.official).indices == (Decimal("120.50"),)
    assert population([given_], least_persons=30, source=Source.approximation).indices == (
        Decimal(90),
        Decimal(95),
    )


def test_a_guard_that_forgets_the_source_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = combine([own("04990001", 90)], {"04990002": Official(Decimal(120), 44)})
    monkeypatch.setattr(percentiles, "Source", [Source.official])
    population([values(*figures)], least_persons=30)
    monkeypatch.undo()
    with pytest.raises(MixedPopulation):
        population([values(*figures)], least_persons=30)


def test_it_is_said_what_another_choice_would_make_of_it() -> None:
    figures = [own(f"0499{n:04d}", 100 + n, 30 if n < 5 else 60) for n in range(20)]
    of = population([values(*figures)], least_persons=30)
    found = {v.says.en: v for v in variants([values(*figures)], of, 70, PercentileMethod.nearest_rank)}
    linear = found["linear between the ranks 1 to n, as spreadsheets do (type 7)"]
    assert linear.norm is not None
    assert (linear.norm.value, linear.moved) == (Decimal("113.30"), 0)
    fewer = found["practices with at least 31 persons"]
    assert fewer.norm is not None
    assert (fewer.practices, fewer.norm.value, fewer.moved) == (15, Decimal("115.00"), 2)


def test_another_source_alone_is_a_choice_too() -> None:
    figures = combine([own("04990001", 90), own("04990002", 95)], {"04990002": Official(Decimal(120), 44)})
    of = population([values(*figures)], least_persons=30, mixed=True)
    found = {
        v.says.en: v.norm.value
        for v in variants([values(*figures)], of, 50, PercentileMethod.nearest_rank)
        if v.norm
    }
    assert found["official figures only"] == 120
    assert found["our approximation only"] == 90


def test_a_choice_that_leaves_nobody_has_no_norm() -> None:
    of = population([values(own("04990001", 90, 30))], least_persons=30)
    found = {
        v.says.en: v.norm
        for v in variants([values(own("04990001", 90, 30))], of, 50, PercentileMethod.linear)
    }
    assert found["practices with at least 31 persons"] is None
