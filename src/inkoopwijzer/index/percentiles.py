"""Percentiles of the index: over a population that is said, by a method that has a name, to the last tie.

Everything is computed exactly (fractions of what is stated, in hundredths), so that a practice whose index is the
norm itself never falls on the wrong side of it by a rounding of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from inkoopwijzer.index.figures import Figure, Source, stated
from inkoopwijzer.values.text import Text


class PercentileMethod(Enum):
    """How a percentile is read from n values in order; numbered as by Hyndman and Fan (1996)."""

    nearest_rank = "nearest_rank"
    linear = "linear"
    hazen = "hazen"
    weibull = "weibull"
    median_unbiased = "median_unbiased"


METHOD_TEXT: Final = {
    PercentileMethod.nearest_rank: Text(
        "de kleinste waarde waar ten minste zoveel procent niet boven ligt (type 1)",
        "the smallest value with at least that share at or below it (type 1)",
    ),
    PercentileMethod.linear: Text(
        "lineair tussen de rangen 1 tot en met n, zoals spreadsheets (type 7)",
        "linear between the ranks 1 to n, as spreadsheets do (type 7)",
    ),
    PercentileMethod.hazen: Text(
        "lineair, elke waarde in het midden van haar rang: Hazen (type 5)",
        "linear, each value in the middle of its rank: Hazen (type 5)",
    ),
    PercentileMethod.weibull: Text("lineair op n + 1: Weibull (type 6)", "linear on n + 1: Weibull (type 6)"),
    PercentileMethod.median_unbiased: Text(
        "lineair, mediaan-zuiver (type 8)", "linear, median-unbiased (type 8)"
    ),
}

_SHIFT: Final = {
    PercentileMethod.linear: (Fraction(-1), Fraction(1)),
    PercentileMethod.hazen: (Fraction(0), Fraction(1, 2)),
    PercentileMethod.weibull: (Fraction(1), Fraction(0)),
    PercentileMethod.median_unbiased: (Fraction(1, 3), Fraction(1, 3)),
}
"""For rank h = (n + a) p + b, the two numbers a and b."""


class MixedPopulation(ValueError):
    """Figures of several years, versions or sources were about to become one population."""

    def __init__(self, what: str, values: Iterable[object]) -> None:
        self.what, self.values = what, tuple(sorted(map(str, values)))
        super().__init__(f"{what}: {', '.join(self.values)}")


@dataclass(frozen=True, slots=True)
class Values:
    """Figures of one year and version: what `population` draws from."""

    year: int
    version: str
    code_list: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Population:
    """Whose percentile it is: year, version, profession (code list), source, and from how many persons.

    `indices` are the indices as stated, in order; `sources` how many of them come from where.
    """

    year: int
    version: str
    code_list: str
    source: Source | None
    least_persons: int
    indices: tuple[Decimal, ...]
    sources: tuple[tuple[Source, int], ...]

    def __len__(self) -> int:
        """The number of practices."""
        return len(self.indices)


def population(
    values: Iterable[Values], *, least_persons: int, source: Source | None = None, mixed: bool = False
) -> Population:
    """The practices whose index, of this source, is of at least `least_persons` persons.

    `source` None asks for the index that counts of each practice; where that would mix official figures with our
    approximation, `MixedPopulation` is raised unless `mixed` says that this is meant. So it is always for figures
    of two years, versions or code lists, and for a practice that is there twice.
    """
    given = tuple(values)
    for what, said in (
        ("year", {v.year for v in given}),
        ("version", {v.version for v in given}),
        ("code list", {v.code_list for v in given}),
    ):
        if len(said) != 1:
            raise MixedPopulation(what, said)
    figures = [figure for v in given for figure in v.figures]
    codes = [figure.practice for figure in figures]
    if len(set(codes)) < len(codes):
        raise MixedPopulation("practice", {code for code in codes if codes.count(code) > 1})
    chosen: list[tuple[Decimal, Source]] = []
    for figure in figures:
        of = source or figure.source
        index, persons = figure.index(of), figure.persons(of)
        if index is not None and persons is not None and persons >= least_persons:
            chosen.append((index, of))
    counts = {of: sum(1 for _, o in chosen if o is of) for of in Source}
    there = tuple((of, n) for of, n in counts.items() if n)
    if len(there) > 1 and not mixed:
        raise MixedPopulation("source", (of.value for of, _ in there))
    first = given[0]
    return Population(
        first.year,
        first.version,
        first.code_list,
        source,
        least_persons,
        tuple(sorted(index for index, _ in chosen)),
        there,
    )


def percentile(ordered: Sequence[Decimal], percent: Decimal | int, method: PercentileMethod) -> Fraction:
    """The percentile of values in rising order, exactly. Raises ValueError without values, or outside 0 to 100."""
    n = len(ordered)
    share = Fraction(percent) / 100
    if not n or not 0 < share < 1:
        raise ValueError(f"percentile {percent} of {n} values")
    if method is PercentileMethod.nearest_rank:
        rank = -(-share * n // 1)
        return Fraction(ordered[max(int(rank), 1) - 1])
    a, b = _SHIFT[method]
    h = min(max((n + a) * share + b, Fraction(1)), Fraction(n))
    below = h.numerator // h.denominator
    low = Fraction(ordered[below - 1])
    high = Fraction(ordered[min(below, n - 1)])
    return low + (h - below) * (high - low)


@dataclass(frozen=True)
class Norm:
    """A percentile as a norm: its value as stated, and how the population lies around it.

    `at` practices are exactly on the norm (ties among them), `within` are at or below it.
    """

    percent: Decimal
    method: PercentileMethod
    value: Decimal
    within: int
    at: int


def norm(of: Population, percent: Decimal | int, method: PercentileMethod) -> Norm:
    """The percentile of a population, stated in hundredths, with who is at or below it."""
    exact = percentile(of.indices, percent, method)
    value = stated(Decimal(exact.numerator) / Decimal(exact.denominator))
    within = sum(1 for index in of.indices if index <= value)
    return Norm(Decimal(percent), method, value, within, of.indices.count(value))


@dataclass(frozen=True)
class Variant:
    """The same percentile by another choice: what was chosen otherwise, and for how many practices that matters.

    `moved` counts the practices of the first population that come to lie on the other side of the norm.
    """

    says: Text
    norm: Norm | None
    practices: int
    moved: int


def variants(
    values: Iterable[Values], base: Population, percent: Decimal | int, method: PercentileMethod
) -> tuple[Variant, ...]:
    """The percentile by every other method, with one person more as lower bound, and of each source alone."""
    given = tuple(values)
    first = norm(base, percent, method)
    found = [
        _variant(METHOD_TEXT[m], base, base, percent, m, first) for m in PercentileMethod if m is not method
    ]
    more = base.least_persons + 1
    says = Text(f"praktijken met ten minste {more} verzekerden", f"practices with at least {more} persons")
    mixed = len(base.sources) > 1
    other = population(given, least_persons=more, source=base.source, mixed=mixed)
    found.append(_variant(says, base, other, percent, method, first))
    for source in Source:
        if base.source is source or (not mixed and base.sources and base.sources[0][0] is source):
            continue
        other = population(given, least_persons=base.least_persons, source=source)
        if len(other):
            found.append(_variant(_ONLY[source], base, other, percent, method, first))
    return tuple(found)


_ONLY: Final = {
    Source.official: Text("alleen officiële cijfers", "official figures only"),
    Source.approximation: Text("alleen onze benadering", "our approximation only"),
}


def _variant(
    says: Text,
    base: Population,
    other: Population,
    percent: Decimal | int,
    method: PercentileMethod,
    first: Norm,
) -> Variant:
    if not len(other):
        return Variant(says, None, 0, 0)
    found = norm(other, percent, method)
    low, high = sorted((first.value, found.value))
    return Variant(says, found, len(other), sum(1 for index in base.indices if low < index <= high))
