"""A market report as data: what whoever counted a market fills in, and what pages, pictures and tables show.

Plain values only: numbers of Python itself and texts in both languages. Every section stands on its own and
may be left out; its `key` is unique in the report and names the anchors and the files of its tables. Groups
and outcomes go best first. Fill in the exact numbers: `market_protect` makes the public version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from inkoopwijzer.documents.market_counts import NOTHING, Count, GroupLabel, Named, Outcome
from inkoopwijzer.documents.market_figures import (
    AdequacySection,
    Distribution,
    IndexSection,
    MunicipalMap,
    Sweep,
)
from inkoopwijzer.documents.market_outcomes import MoveSection, OutcomeSection
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text

KEY: Final = re.compile(r"(?!deel-|inhoud$)[a-z0-9][a-z0-9._-]{0,59}")
"""A key: an anchor and the start of names of files; `inhoud` and what starts with `deel-` are of the page."""


@dataclass(frozen=True)
class PracticeNear(Named):
    """A practice with a value close to a threshold, what it gets now and what it would get across it."""

    practice: str
    agb: str
    place: str
    value: float
    outcome: Outcome
    beyond: Outcome


@dataclass(frozen=True, slots=True)
class ThresholdSection:
    """The practices within `reach` of a threshold, at either side; `groups` name their outcomes."""

    key: str
    title: Text
    quantity: Text
    threshold: float
    reach: float
    groups: tuple[GroupLabel, ...]
    below: Count
    above: Count
    near: tuple[PracticeNear, ...]
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class MissingFact:
    """An unknown fact: practices where it alone decides the outcome, and others where it does with more facts."""

    asks: Text
    supplied_by: Text
    alone: Count
    together: Count


@dataclass(frozen=True, slots=True)
class MissingSection:
    """The facts that are missing most, the most deciding first."""

    key: str
    title: Text
    facts: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True)
class CommonRoute:
    """Steps that for so many practices are a shortest way to a better group.

    `needs_insurer` tells whether the insurer must agree too, None when that was not worked out.
    """

    group: GroupLabel
    steps: tuple[Text, ...]
    needs_insurer: bool | None
    practices: Count


@dataclass(frozen=True, slots=True)
class RouteSection:
    """The ways to a better group that most practices share."""

    key: str
    title: Text
    routes: tuple[CommonRoute, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """Something about the quality of the data (missing, old, contradicting): so many of so many."""

    matter: Text
    says: Text
    count: Count
    of: Count


@dataclass(frozen=True, slots=True)
class PolicyUsed:
    """A policy that was counted with: its id, its hash, its document and the readings that were chosen."""

    id: str
    hash: str
    insurer: str
    title: Text
    document: str
    readings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A condition that outcomes rest on, and where which document says it."""

    policy: str
    condition: Text
    document: str
    cite: Citation


@dataclass(frozen=True)
class MarketReport:
    """All that is said of a market on one day.

    `market` is the name of the market, `made_from` says of what it was made and `synthetic` that nobody in it
    exists. `attribution` names the sources that ask for it. `public` hides what could point at one practice:
    counts from 1 up to `smallest`, that one excluded; others are rounded to a multiple of it. `method` and
    `limits` hold sentences. A key that is not unique or not plain is a ValueError.
    """

    title: Text
    market: str
    insurers: tuple[str, ...]
    on: date
    practices: Count
    policies: tuple[PolicyUsed, ...]
    made_from: Text
    synthetic: bool
    attribution: tuple[Text, ...] = ()
    public: bool = False
    smallest: int = 5
    outcomes: tuple[OutcomeSection, ...] = ()
    moves: tuple[MoveSection, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    index: tuple[IndexSection, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    thresholds: tuple[ThresholdSection, ...] = ()
    missing: tuple[MissingSection, ...] = ()
    routes: tuple[RouteSection, ...] = ()
    maps: tuple[MunicipalMap, ...] = ()
    adequacy: tuple[AdequacySection, ...] = ()
    quality: tuple[Quality, ...] = ()
    method: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    citations: tuple[Cited, ...] = ()
    note: Text = NOTHING

    def __post_init__(self) -> None:
        keys = list(self.keys())
        wrong = sorted({k for k in keys if not KEY.fullmatch(k) or keys.count(k) > 1})
        if wrong:
            raise ValueError(f"keys must be unique and plain, and not those of the page: {wrong}")
        if self.smallest < 2:
            raise ValueError("smallest is 2 or more: below that nothing is hidden")

    def keys(self) -> Iterator[str]:
        """The key of every section."""
        for sections in (
            self.outcomes,
            self.moves,
            self.distributions,
            self.index,
            self.sweeps,
            self.thresholds,
            self.missing,
            self.routes,
            self.maps,
            self.adequacy,
        ):
            for section in sections:
                yield section.key
