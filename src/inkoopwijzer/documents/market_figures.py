"""Figures of a market: how a value is spread, what a threshold does, the index norms, the map, the network."""

from __future__ import annotations

from dataclasses import dataclass

from inkoopwijzer.documents.market_counts import NOTHING, Count, Figure, GroupLabel
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A value marked in a distribution: a percentile of the market, or (`norm`) a number of a document.

    `practices` counts those over whom it was reckoned, or for a norm those that have a value.
    """

    label: Text
    at: Figure
    practices: Count
    norm: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """A histogram: `counts[i]` practices from `start + i * width` up to the next edge, that edge excluded.

    `below` and `above` count what lies outside; `practices` is all with a value, `without` those that have
    none. `method` says how percentiles were reckoned, `population` over whom.
    """

    key: str
    title: Text
    quantity: Text
    population: Text
    method: Text
    practices: Count
    without: Count
    start: float
    width: float
    counts: tuple[Count, ...]
    marks: tuple[Mark, ...] = ()
    below: Count = 0
    above: Count = 0
    decimals: int = 0

    def __post_init__(self) -> None:
        if self.width <= 0 or not self.counts:
            raise ValueError(f"{self.key}: a distribution needs bins with a width above 0")

    def edge(self, number: int) -> float:
        """Where bin `number` starts (and the one before it ends)."""
        return round(self.start + number * self.width, 9)


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """The number of practices of each series when the threshold stands at `at`."""

    at: float
    practices: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a threshold does: the number per series (a group, or what stays open) for each place of it.

    `now` is where the policy has it. `points` go up, with one count per series.
    """

    key: str
    title: Text
    quantity: Text
    series: tuple[GroupLabel, ...]
    points: tuple[SweepPoint, ...]
    now: float | None = None
    decimals: int = 0
    note: Text = NOTHING

    def __post_init__(self) -> None:
        places = [p.at for p in self.points]
        if len(places) < 2 or places != sorted(set(places)):
            raise ValueError(f"{self.key}: a sweep needs two points or more, each above the one before")
        if not self.series or any(len(p.practices) != len(self.series) for p in self.points):
            raise ValueError(f"{self.key}: every point has one count per series")


@dataclass(frozen=True, slots=True)
class Percentile:
    """One percentile of the index: its value, the interval in which it lies, and over how many practices.

    `method` is the way of reckoning; the same percentile by another method is another row. `low` and `high`
    bound the value with the confidence that the notes of the section name; None where not reckoned.
    """

    label: Text
    method: Text
    value: Figure
    low: Figure
    high: Figure
    practices: Count


@dataclass(frozen=True, slots=True)
class IndexSection:
    """The percentiles of an index (P70, P85), with what a reader must know of their certainty in `notes`."""

    key: str
    title: Text
    quantity: Text
    population: Text
    percentiles: tuple[Percentile, ...]
    without: Count = 0
    decimals: int = 1
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaValue:
    """The value of one municipality (CBS code, 4 digits) and the number of practices that it is about.

    Of a share `part` is the number of practices that make it up: a public report hides a share from which a
    small part, or a small rest, would follow.
    """

    code: str
    name: str
    value: Figure
    practices: Count
    part: Count | None = None


@dataclass(frozen=True, slots=True)
class MunicipalMap:
    """A value per municipality. `within` zooms to these municipalities; empty is the whole country.

    `breaks` are the lower bounds of the second and further classes, at most four; empty: chosen so that classes
    hold about as many municipalities. An area that is not listed has no value.
    """

    key: str
    title: Text
    measure: Text
    areas: tuple[AreaValue, ...]
    within: tuple[str, ...] = ()
    breaks: tuple[float, ...] = ()
    unit: str = ""
    decimals: int = 0
    note: Text = NOTHING

    def __post_init__(self) -> None:
        if len(self.breaks) > 4 or list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError(f"{self.key}: a map has at most four breaks, each above the one before")
        if len({a.code for a in self.areas}) < len(self.areas):
            raise ValueError(f"{self.key}: a municipality comes twice")


@dataclass(frozen=True, slots=True)
class AdequacyRow:
    """The supply of one municipality: practices there, and kilometres to the nearest and second nearest one.

    Distances are as the crow flies from a point in the municipality, None where there is none at all;
    `met` is None where it cannot be told.
    """

    code: str
    name: str
    province: str
    supply: Count
    nearest: float | None
    second: float | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class AdequacySection:
    """Whether there is enough supply near everybody: `norm` says what enough is, and whose norm that is."""

    key: str
    title: Text
    norm: Text
    rows: tuple[AdequacyRow, ...]
    notes: tuple[Text, ...] = ()
