"""What supply against norms comes to, told row by row: each norm in each municipality, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from inkoopwijzer.market.adequacy import VERDICTS, Adequacy, Care, care_of
from inkoopwijzer.market.adequacy_norms import ANY_NUMBER, Matter, Test
from inkoopwijzer.market.adequacy_supply import STEPS, Step
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY, PRACTICE
from inkoopwijzer.values.verdict import UNKNOWN, Verdict

TOLD: Final = 2
"""So many of the nearest practices are told."""


class Open(StrEnum):
    """Why it is not known whether there is enough."""

    insured = "verzekerden_onbekend"
    contract = "contract_open"
    delivery = "wie_of_waar_onbekend"
    place = "plaats_onbekend"


@dataclass(frozen=True)
class Range:
    """A number that is at least `least` and at most `most`; `most` None when there is no telling."""

    least: int
    most: int | None


@dataclass(frozen=True)
class Near:
    """A practice and how far it is, in kilometres as the crow flies."""

    agb: str
    name: str
    km: float


@dataclass(frozen=True)
class Demand:
    """One demand of a norm in a municipality: how many are needed, how many there are, and what is open.

    For `Matter.points` these are postcode areas of the `points` there are, or (`points` None) the representative
    point alone.
    """

    matter: Matter
    verdict: Verdict
    needed: int | None
    found: Range
    points: int | None
    open: tuple[Open, ...]


@dataclass(frozen=True)
class Finding:
    """One norm in one municipality, with what there is.

    `norm` is the row of the norm in its file, from 0. `nearest` and `nearest_possible` are the nearest practices to
    the representative point, each another practice: those that are surely there, and those that possibly are.
    """

    norm: int
    municipality: str
    municipality_name: str
    verdict: Verdict
    insured: int | None
    practices: Range
    locations: Range
    therapists: Range
    therapists_per_thousand: float | None
    nearest: tuple[Near, ...]
    nearest_possible: tuple[Near, ...]
    demands: tuple[Demand, ...]


def findings(found: Adequacy) -> tuple[Finding, ...]:
    """Every norm in every municipality that it is asked for.

    Not met comes first, then unknown; among equals where most insured people live, then where most is short.
    """
    return tuple(finding(found, row, at) for row, at in _order(found))


def _order(found: Adequacy) -> Iterator[tuple[int, int]]:
    rows, places = np.nonzero(found.asked)
    people = np.zeros(len(rows)) if found.insured is None else np.maximum(found.insured[places], 0)
    short = np.array([_shortfall(tests) for tests in found.tests]).reshape(found.codes.shape)
    order = np.lexsort((places, rows, -short[rows, places], -people, found.codes[rows, places]))
    return zip(rows[order].tolist(), places[order].tolist(), strict=True)


def _shortfall(tests: tuple[Test, ...]) -> Positions:
    """The largest part of what is needed that is not surely there, in thousandths."""
    parts = [1000 * np.maximum(t.needed - t.counts["sure"], 0) // np.maximum(t.needed, 1) for t in tests]
    worst: Positions = np.maximum.reduce(parts)
    return worst


def finding(found: Adequacy, row: int, at: int) -> Finding:
    """The norm in this row, in the municipality in row `at` of the country."""
    care = care_of(found.norms.norms[row])
    supply = found.supplies[care]
    sure, placed, afar = supply.steps["sure"], supply.steps["placed"], supply.afar
    beyond = int(found.norms.anywhere)
    unlisted = int(supply.unlisted[at]) + beyond * afar.unlisted
    insured = NOBODY if found.insured is None else int(found.insured[at])
    heads = int(sure.therapists[at])
    most = int(placed.therapists[at] + beyond * afar.therapists[at])
    return Finding(
        norm=row,
        municipality=found.scene.country.codes[at],
        municipality_name=found.scene.country.names[at],
        verdict=VERDICTS[int(found.codes[row, at])],
        insured=None if insured == NOBODY else insured,
        practices=Range(int(sure.practices[at]), int(placed.practices[at] + beyond * afar.practices[at])),
        locations=Range(int(sure.locations[at]), int(placed.locations[at] + beyond * afar.locations[at])),
        therapists=Range(heads, None if unlisted else most),
        therapists_per_thousand=round(1000 * heads / insured, 3) if insured > 0 else None,
        nearest=near_to(found, care, "sure", at),
        nearest_possible=near_to(found, care, "placed", at),
        demands=tuple(_demand(found, row, test, at) for test in found.tests[row]),
    )


def near_to(found: Adequacy, care: Care, step: Step, at: int) -> tuple[Near, ...]:
    """The nearest practices to the representative point of a municipality, in a step of knowledge."""
    near = found.supplies[care].steps[step].near
    point = len(found.scene.country.pc4) + at
    listed = found.scene.records.listed[PRACTICE]
    pairs = zip(near.place[point, :TOLD].tolist(), near.km[point, :TOLD].tolist(), strict=True)
    return tuple(
        Near(listed.agb[practice], listed.names[practice], round(km, 1))
        for practice, km in pairs
        if practice != NOBODY
    )


def _demand(found: Adequacy, row: int, test: Test, at: int) -> Demand:
    sure, signed, placed = (int(test.counts[step][at]) for step in STEPS)
    possible, needed = int(test.possible[at]), int(test.needed[at])
    reasons = {
        Open.insured: needed == NOBODY,
        Open.contract: signed > sure,
        Open.delivery: placed > signed,
        Open.place: possible > placed,
    }
    code = test.code(at)
    areas = test.matter is Matter.points and found.norms.norms[row].share is not None
    return Demand(
        matter=test.matter,
        verdict=VERDICTS[code],
        needed=None if needed == NOBODY else needed,
        found=Range(sure, possible if possible < ANY_NUMBER else None),
        points=int(found.scene.country.asked[at]) if areas else None,
        open=tuple(why for why, so in reasons.items() if so) if code == UNKNOWN else (),
    )
