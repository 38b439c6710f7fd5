"""What a purchaser wants to know of a market beside the outcomes: who is near, what to ask, what it would take."""

from __future__ import annotations

from dataclasses import dataclass

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.ask import Missing, missing_facts
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.near import Near, near
from inkoopwijzer.market.outcome import names_of
from inkoopwijzer.market.records import PRACTICE
from inkoopwijzer.market.routes import Routes, routes
from inkoopwijzer.market.what_if_parts import by_municipality
from inkoopwijzer.services.assessing import UnknownChoice
from inkoopwijzer.services.assessing_market import MarketAssessment
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class NearPractice:
    """A practice near a norm: its number, how far that is from the norm, and the outcomes on either side."""

    agb: str
    name: str
    municipality: str
    value: float
    now: tuple[str, ...]
    across: tuple[str, ...]


@dataclass(frozen=True)
class NearNorm:
    """One norm of one agreement and the practices near it, nearest first."""

    policy: str
    agreement: str
    fact: Text
    cell: CellKey
    norm: float
    practices: tuple[NearPractice, ...]


@dataclass(frozen=True)
class MissingFact:
    """A missing fact in words, with its counts over the market."""

    fact: Text
    ask: Text
    sources: tuple[Text, ...]
    counts: Missing


@dataclass(frozen=True)
class GroupRoutes:
    """The way to one group of one agreement, its changes in words."""

    policy: str
    agreement: str
    found: Routes
    steps: tuple[tuple[Text, int, int], ...]


def near_norms(found: MarketAssessment, margin: float) -> tuple[NearNorm, ...]:
    """The practices whose number is at most `margin` from a norm that decides about them."""
    told = []
    for one in found.agreements:
        for part in near(one.assessed, margin, one.sets):
            told.append(_near(found, one.assessed, part))
    return tuple(told)


def _near(found: MarketAssessment, assessed: AssessedAgreement, part: Near) -> NearNorm:
    practices = found.records.listed[PRACTICE]
    places = by_municipality(assessed.market.arrays.stand, assessed.planned.frame.on).of_each()
    rows = [
        NearPractice(
            practices.agb[row],
            practices.names[row],
            places[row],
            value,
            names_of(now, assessed.groups),
            names_of(across, assessed.groups),
        )
        for row, value, now, across in zip(
            part.practices.tolist(),
            part.values.tolist(),
            part.now.tolist(),
            part.across.tolist(),
            strict=True,
        )
    ]
    policy, agreement = assessed.name
    return NearNorm(policy, agreement, words_of(part.cell), part.cell, part.norm, tuple(rows))


def most_deciding(found: MarketAssessment) -> tuple[MissingFact, ...]:
    """The missing facts of all agreements together, the one that decides most outcomes first."""
    told = []
    for missing in missing_facts([one.assessed for one in found.agreements]):
        fact = catalogue().facts[missing.cell[0]]
        kept = set(fact.absent_in(missing.cell[1:])) & set(fact.sources)
        sources = tuple(catalogue().sources[name].label for name in fact.sources if name in kept or not kept)
        told.append(
            MissingFact(words_of(missing.cell), fact.filled(fact.ask, missing.cell[1:]), sources, missing)
        )
    return tuple(told)


def ways_to(found: MarketAssessment, group: str | None = None) -> tuple[GroupRoutes, ...]:
    """The way to each group (or the groups of this name). Raises `UnknownChoice` when no agreement has it."""
    known = {name for one in found.agreements for name in one.assessed.groups}
    if group is not None and group not in known:
        raise UnknownChoice("group", group, known)
    told = []
    for one in found.agreements:
        for name in one.assessed.groups:
            if group in (None, name):
                way = routes(one.assessed, name)
                steps = tuple((words_of(step.cell), step.alone, step.wrong) for step in way.steps)
                told.append(GroupRoutes(*one.assessed.name, way, steps))
    return tuple(told)


def words_of(cell: CellKey) -> Text:
    """What a cell says, in words."""
    fact = catalogue().facts[cell[0]]
    return fact.filled(fact.says, cell[1:])
