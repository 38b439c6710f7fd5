"""What becomes of the supply when contracts are otherwise: practices that do not sign, a criterion that is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from inkoopwijzer.market.adequacy import VERDICTS, Adequacy, care_of, critical
from inkoopwijzer.market.adequacy_findings import Finding, Near, finding, near_to
from inkoopwijzer.market.adequacy_supply import Step
from inkoopwijzer.market.records import PRACTICE, Flags


@dataclass(frozen=True)
class Change:
    """One norm in one municipality, before and after."""

    before: Finding
    after: Finding

    @property
    def worse(self) -> bool:
        """Whether the verdict fell: from met, or from unknown to not met."""
        ranks = list(VERDICTS.values())
        return ranks.index(self.after.verdict) < ranks.index(self.before.verdict)


@dataclass(frozen=True)
class Dependent:
    """A norm in a municipality that is reached with one practice and not without it.

    `next` is the practice that becomes the nearest to the representative point without it, None when there is
    none or when it is not the nearest now.
    """

    norm: int
    municipality: str
    municipality_name: str
    next: Near | None


@dataclass(frozen=True)
class CriticalPractice:
    """A practice on which norms depend, with where."""

    agb: str
    name: str
    cells: tuple[Dependent, ...]


def changes(before: Adequacy, after: Adequacy) -> tuple[Change, ...]:
    """The cells in which anything changes: a verdict, a number, or who is nearest.

    Both must hold the same norms against the same market. What falls comes first, then what rises, then the rest;
    each from the worst on.
    """
    return tuple(
        Change(finding(before, row, at), finding(after, row, at)) for row, at in _order(before, after)
    )


def _order(before: Adequacy, after: Adequacy) -> Iterator[tuple[int, int]]:
    rows, places = np.nonzero(before.asked & _different(before, after))
    was, now = before.codes[rows, places].astype(int), after.codes[rows, places].astype(int)
    kind = np.where(now < was, 0, np.where(now > was, 1, 2))
    people = np.zeros(len(rows)) if before.insured is None else np.maximum(before.insured[places], 0)
    order = np.lexsort((places, rows, -people, now, kind))
    return zip(rows[order].tolist(), places[order].tolist(), strict=True)


def _different(before: Adequacy, after: Adequacy) -> Flags:
    """By norm and municipality whether anything told of it differs."""
    found: Flags = before.codes != after.codes
    areas = len(before.scene.country.pc4)
    for row, norm in enumerate(before.norms.norms):
        was, now = before.supplies[care_of(norm)], after.supplies[care_of(norm)]
        for step in ("sure", "placed"):
            one, other = was.steps[step], now.steps[step]
            found[row] |= (one.practices != other.practices) | (one.locations != other.locations)
            found[row] |= one.therapists != other.therapists
            found[row] |= (one.near.place[areas:, :2] != other.near.place[areas:, :2]).any(axis=1)
        for first, second in zip(before.tests[row], after.tests[row], strict=True):
            found[row] |= (first.counts["sure"] != second.counts["sure"]) | (
                first.possible != second.possible
            )
    return found


def critical_practices(
    found: Adequacy, step: Step = "sure", most: int | None = None
) -> tuple[CriticalPractice, ...]:
    """The practices on which cells depend, those on which most cells depend first."""
    cells = critical(found, step)
    practices, begin, count = np.unique(cells.practice, return_index=True, return_counts=True)
    listed, country = found.scene.records.listed[PRACTICE], found.scene.country
    told = []
    for at in np.lexsort((practices, -count))[:most].tolist():
        rows = range(int(begin[at]), int(begin[at] + count[at]))
        told.append(
            CriticalPractice(
                listed.agb[practices[at]],
                listed.names[practices[at]],
                tuple(
                    Dependent(
                        int(cells.norm[row]),
                        country.codes[cells.municipality[row]],
                        country.names[cells.municipality[row]],
                        _next(
                            found,
                            step,
                            int(cells.norm[row]),
                            int(cells.municipality[row]),
                            int(practices[at]),
                        ),
                    )
                    for row in rows
                ),
            )
        )
    return tuple(told)


def _next(found: Adequacy, step: Step, norm: int, at: int, practice: int) -> Near | None:
    """Who becomes the nearest to a municipality without a practice that is the nearest now."""
    care = care_of(found.norms.norms[norm])
    near = found.supplies[care].steps[step].near
    told = near_to(found, care, step, at)
    first = near.place[len(found.scene.country.pc4) + at, 0]
    return told[1] if first == practice and len(told) > 1 else None
