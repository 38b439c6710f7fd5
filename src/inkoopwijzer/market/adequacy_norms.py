"""Norms for the supply of care: what somebody calls enough, by name, and what they come to in each municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

import numpy as np

from inkoopwijzer.market.adequacy_sites import Country
from inkoopwijzer.market.adequacy_supply import STEPS, Step, Supply
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY, Bytes, Flags, Rows
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

MOST_CHOICE: Final = 3
"""A norm can ask for so many different practices within a distance."""
ANY_NUMBER: Final = 1_000_000
"""Therapists that a practice may have which lists none."""


class Matter(StrEnum):
    """What a norm counts in a municipality."""

    points = "bereik"
    practices = "praktijken"
    therapists = "therapeuten"


@dataclass(frozen=True)
class SupplyNorm:
    """One norm, for one discipline (`treatment` None) or treatment, in some municipalities (none named: all).

    `most_km` asks that `choice` different practices lie within so many kilometres as the crow flies: of at least
    the part `share` of the postcode areas, or (`share` None) of the representative point. `per_thousand` asks so
    many therapists per thousand insured, `practices` so many practices with a location in the municipality.
    """

    name: str
    discipline: str
    treatment: str | None = None
    most_km: Decimal | None = None
    share: Fraction | None = None
    choice: int = 1
    per_thousand: Decimal | None = None
    practices: int | None = None
    municipalities: tuple[str, ...] = ()
    line: int = 0

    def __post_init__(self) -> None:
        demands = (self.most_km, self.per_thousand, self.practices)
        if all(demand is None for demand in demands):
            raise ValueError("a norm demands something")
        if self.most_km is None and (self.share is not None or self.choice != 1):
            raise ValueError("a share or choice is of what lies within a distance")
        if not 1 <= self.choice <= MOST_CHOICE or (self.share is not None and not 0 < self.share <= 1):
            raise ValueError("a choice or share is out of range")


@dataclass(frozen=True)
class NormSet:
    """The norms of one file, with whose they are. `anywhere`: a location without a known place may be anywhere.

    Without `anywhere` such a location counts nowhere.
    """

    name: str
    whose: str
    norms: tuple[SupplyNorm, ...]
    anywhere: bool = True
    file: str = ""


@dataclass(frozen=True)
class Test:
    """One demand of a norm in every municipality: how many are needed and how many there are.

    `needed` is NOBODY where it is not known (without a number of insured). `counts` are numbers in each step of
    knowledge, `possible` with all that may be anywhere too. `lost` holds per step what a municipality loses with
    a practice: practice, municipality and how many.
    """

    matter: Matter
    needed: Positions
    counts: Mapping[Step, Positions]
    possible: Positions
    lost: Mapping[Step, tuple[Rows, Rows, Positions]]

    def codes(self) -> Bytes:
        """The code of this demand in every municipality."""
        known = self.needed != NOBODY
        met = known & (self.counts["sure"] >= self.needed)
        failed = known & (self.possible < self.needed)
        return np.where(met, MET, np.where(failed, NOT_MET, UNKNOWN)).astype(np.int8)

    def code(self, at: int) -> int:
        """The code of this demand in one municipality."""
        if self.needed[at] == NOBODY:
            return UNKNOWN
        if self.counts["sure"][at] >= self.needed[at]:
            return MET
        return NOT_MET if self.possible[at] < self.needed[at] else UNKNOWN


def tests_of(
    norm: SupplyNorm, supply: Supply, country: Country, insured: Positions | None, anywhere: bool
) -> tuple[Test, ...]:
    """The demands of a norm. `insured` is per municipality, NOBODY where not known."""
    found = []
    size = len(country.codes)
    if norm.most_km is not None:
        found.append(_reach(norm, supply, country, anywhere))
    if norm.practices is not None:
        counts = {step: supply.steps[step].practices for step in STEPS}
        possible = counts["placed"] + (supply.afar.practices if anywhere else 0)
        lost = {s: (*supply.steps[s].pairs, np.ones(len(supply.steps[s].pairs[0]), np.int64)) for s in STEPS}
        needed = np.full(size, norm.practices, np.int64)
        found.append(Test(Matter.practices, needed, counts, possible, lost))
    if norm.per_thousand is not None:
        found.append(_therapists(_heads(norm.per_thousand, insured, size), supply, anywhere))
    return tuple(found)


def _therapists(needed: Positions, supply: Supply, anywhere: bool) -> Test:
    """How many therapists there are. A practice that lists none may have any number of them."""
    counts = {step: supply.steps[step].therapists for step in STEPS}
    counts["placed"] = counts["placed"] + ANY_NUMBER * supply.unlisted
    possible = counts["placed"]
    if anywhere:
        possible = possible + supply.afar.therapists + ANY_NUMBER * supply.afar.unlisted
    lost = {step: (*supply.steps[step].pairs, supply.steps[step].lost_therapists) for step in STEPS}
    practice, municipality, heads = lost["placed"]
    lost["placed"] = (practice, municipality, heads + ANY_NUMBER * supply.offer.unlisted[practice])
    return Test(Matter.therapists, needed, counts, possible, lost)


def _heads(per_thousand: Decimal, insured: Positions | None, size: int) -> Positions:
    """How many therapists are needed; exact, and NOBODY where the number of insured is not known."""
    if insured is None:
        return np.full(size, NOBODY, np.int64)
    rate = Fraction(per_thousand) / 1000
    heads = -(-insured.astype(object) * rate.numerator // rate.denominator)
    return np.where(insured == NOBODY, NOBODY, heads.astype(np.int64))


def _reach(norm: SupplyNorm, supply: Supply, country: Country, anywhere: bool) -> Test:
    """For how many points of each municipality enough different practices are near."""
    points, needed = asked_points(norm, country)
    counts, lost = {}, {}
    for step in STEPS:
        near = supply.steps[step].near
        within = within_of(norm, near.km)
        passes = within.sum(axis=1) >= norm.choice
        counts[step] = _per_municipality(passes, points, len(country.codes))
        critical = (within.sum(axis=1) == norm.choice) & (points != NOBODY)
        at, rank = np.nonzero(within & critical[:, None])
        lost[step] = _summed(near.place[at, rank], points[at])
    possible = counts["placed"]
    if anywhere and supply.afar.practice.any():
        near = supply.steps["placed"].near
        other = within_of(norm, near.km) & ~np.append(supply.afar.practice, False)[near.place]
        enough = other.sum(axis=1) + int(supply.afar.practice.sum()) >= norm.choice
        possible = np.maximum(possible, _per_municipality(enough, points, len(country.codes)))
    return Test(Matter.points, needed, counts, possible, lost)


def within_of(norm: SupplyNorm, km: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Flags:
    """Which of the nearest practices lie within the distance of the norm."""
    found: Flags = km <= float(norm.most_km or 0)
    return found


def asked_points(norm: SupplyNorm, country: Country) -> tuple[Rows, Positions]:
    """The municipality for which each point of the country counts (NOBODY: it does not), and how many must pass.

    With a share these are the postcode areas; for a municipality without areas, and without a share, the
    representative point.
    """
    areas, size = len(country.pc4), len(country.codes)
    rows = np.arange(size, dtype=np.int32)
    if norm.share is None:
        of = np.concatenate([np.full(areas, NOBODY, np.int32), rows])
        return of, np.ones(size, np.int64)
    of = np.concatenate([country.area_of, np.where(country.bare, rows, NOBODY)]).astype(np.int32)
    asked = country.asked.astype(object) * norm.share.numerator
    return of, (-(-asked // norm.share.denominator)).astype(np.int64)


def _per_municipality(passes: Flags, points: Rows, size: int) -> Positions:
    return np.bincount(points[passes & (points != NOBODY)], minlength=size)


def _summed(practice: Rows, municipality: Rows) -> tuple[Rows, Rows, Positions]:
    key, count = np.unique(practice.astype(np.int64) << 32 | municipality, return_counts=True)
    return (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), count
