"""What is known of one practice's index in one year: our approximation, the official figure, and which one counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final

PLACES: Final = Decimal("0.01")
"""An index is stated to hundredths; norms and ties are decided on what is stated."""


class Source(Enum):
    """Where an index comes from. The official figure always wins; the two are never one population silently."""

    official = "officieel"
    approximation = "benadering"


def stated(points: float | Decimal) -> Decimal:
    """An index as it is stated: rounded half up to hundredths."""
    exact = points if isinstance(points, Decimal) else Decimal(repr(float(points)))
    return exact.quantize(PLACES, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Approximation:
    """Our own figures of one practice, in index points where no other unit is said.

    `expected` is in treatments; `spread` is how many times as much the number of treatments varies as a Poisson
    count; `lower` is also the corrected index.
    """

    persons: int
    trajectories: int
    treatments: int
    expected: float
    index: float
    spread: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Official:
    """The official index as it was supplied, of how many persons (None: not stated)."""

    index: Decimal
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One practice in one year; at least one of the two is there."""

    practice: str
    own: Approximation | None = None
    official: Official | None = None

    @property
    def source(self) -> Source:
        """Which of the two is this practice's index: the official one when there is one."""
        return Source.approximation if self.official is None else Source.official

    def index(self, source: Source | None = None) -> Decimal | None:
        """The index as stated, of this source (by default the one that counts); None where it has none."""
        if (source or self.source) is Source.official:
            return None if self.official is None else stated(self.official.index)
        return None if self.own is None else stated(self.own.index)

    def persons(self, source: Source | None = None) -> int | None:
        """Of how many persons that index is; of an official one that does not say so, those in the claims."""
        if (source or self.source) is Source.official and self.official and self.official.persons is not None:
            return self.official.persons
        return None if self.own is None else self.own.persons


def combine(own: Iterable[Figure], official: dict[str, Official]) -> tuple[Figure, ...]:
    """Our figures with the official ones beside them, by AGB code; also of practices that only the latter have."""
    found = {figure.practice: replace(figure, official=official.get(figure.practice)) for figure in own}
    for code, value in official.items():
        if code not in found:
            found[code] = Figure(code, official=value)
    return tuple(found[code] for code in sorted(found))
