"""The treatment index of a synthetic market: how many were treated, the index of two years, and its percentiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from inkoopwijzer.market.records import Flags, Numbers
from inkoopwijzer.market.synthetic_cells import Sheet
from inkoopwijzer.market.synthetic_chance import chance, some
from inkoopwijzer.market.synthetic_people import Practices

YEARS: Final = ("2024", "2025")
PERCENTILES: Final = (50, 70, 85)
FEWEST_INSURED: Final = 30
"""With fewer insured people in a year there is no index."""
FEWEST_PRACTICES: Final = 30
"""Over fewer practices no percentile is reckoned."""
METHOD: Final = "nearest_rank"
"""The p-th percentile is the lowest index that at least p of every hundred practices do not exceed."""

_SPREAD: Final = 0.135
"""The standard deviation of the logarithm: 16 points around 100 with what chance adds for small practices."""
_ALIKE: Final = 0.8
"""How much of the spread of one year is that of the year before."""


@dataclass(frozen=True)
class Indexes:
    """Of one year: how many insured people each practice treated (0: none), and its index (NaN: none)."""

    insured: Numbers
    index: Numbers


def make_indexes(practices: Practices, seed: int) -> dict[str, Indexes]:
    """By year the numbers of the practices for physiotherapy, exercise therapy and speech therapy."""
    count, rng = len(practices), chance(seed, "index")
    normal = rng.standard_normal
    centre = practices.of_kind("instelling", "ziekenhuis")
    each = np.where(centre, 28.0, 165.0) * np.exp(0.45 * normal(count))
    small = some(rng, count, 0.05) & (practices.size <= 2)
    each[small] *= rng.uniform(0.05, 0.25, count)[small]
    steady = _ALIKE**0.5 * normal(count)
    steep = np.where(some(rng, count, 0.025), rng.uniform(0.25, 0.6, count), 0.0)
    found = {}
    for year in YEARS:
        insured = np.round(practices.size * each * np.exp(0.1 * normal(count)))
        if year == YEARS[0]:
            insured[practices.starter] = 0
        by_chance = 0.5 / np.sqrt(np.maximum(insured, 1.0))
        yearly = (1 - _ALIKE) ** 0.5 * normal(count)
        log = _SPREAD * (steady + yearly) + by_chance * normal(count) + steep
        index = np.round(98.5 * np.exp(log - 0.02 * practices.drive), 1)
        index[(insured < FEWEST_INSURED) | ~_has_index(practices)] = np.nan
        found[year] = Indexes(insured, index)
    return found


def _has_index(practices: Practices) -> Flags:
    return ~practices.of_kind("ergotherapie", "dietetiek", "huidtherapie", "podotherapie", "podologie")


def state_indexes(sheet: Sheet, practices: Practices, indexes: Mapping[str, Indexes], seed: int) -> None:
    """Who was treated and the index, from the mirror report; of a few practices that was not seen."""
    rng = chance(seed, "index_seen")
    there = _has_index(practices) & some(rng, len(practices), 0.96)
    for year, found in indexes.items():
        sheet.numbers(
            ("unieke_verzekerden", year), there & (found.insured > 0), found.insured, "spiegelinformatie"
        )
        sheet.numbers(
            ("behandelindex", year), there & ~np.isnan(found.index), found.index, "spiegelinformatie"
        )


def percentiles(practices: Practices, indexes: Mapping[str, Indexes]) -> dict[tuple[str, ...], Decimal]:
    """The percentiles of the index over the practices for physiotherapy that have one, by cell of the market."""
    found: dict[tuple[str, ...], Decimal] = {}
    physiotherapy = practices.of_kind("fysiotherapie", "gezondheidscentrum")
    for year, numbers in indexes.items():
        known = numbers.index[physiotherapy & ~np.isnan(numbers.index)]
        if len(known) < FEWEST_PRACTICES:
            continue
        for p in PERCENTILES:
            value = float(np.quantile(known, p / 100, method="inverted_cdf"))
            found["behandelindex_percentiel", year, str(p)] = Decimal(f"{value:.1f}")
    return found
