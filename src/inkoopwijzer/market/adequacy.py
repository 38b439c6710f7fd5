"""Is there enough care near enough: supply against norms, per municipality and discipline or treatment.

What is not known makes a verdict unknown, never met or not met: contracts that are still open, therapists of
whom it is not known whether they may deliver, locations without a known place. Distances are as the crow flies,
between the middles of postcode areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.adequacy_norms import NormSet, SupplyNorm, Test, tests_of
from inkoopwijzer.market.adequacy_offer import Bounds, People, offer_of, people_of
from inkoopwijzer.market.adequacy_sites import Country, Sites, sites_of
from inkoopwijzer.market.adequacy_supply import Asked, Step, Supply, supply_of
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY, Bytes, Flags, Records, Rows
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict

VERDICTS: Final = {NOT_MET: Verdict.not_met, UNKNOWN: Verdict.unknown, MET: Verdict.met}
"""The verdict that each code stands for, the worst first."""


class Care(NamedTuple):
    """Care that is looked at: a discipline (a profession), or a treatment by that profession."""

    discipline: str
    treatment: str | None = None


@dataclass(frozen=True)
class Scene:
    """What does not change with the contracts: where practices are and who works there, on one day."""

    records: Records
    country: Country
    sites: Sites
    people: People
    on: date


@dataclass(frozen=True)
class Adequacy:
    """Norms held against supply. `codes` holds by norm and municipality NOT_MET, UNKNOWN or MET.

    `asked` tells for which municipalities each norm is asked; elsewhere codes and counts of `tests` mean nothing.
    """

    scene: Scene
    norms: NormSet
    insured: Positions | None
    supplies: Mapping[Care, Supply]
    tests: tuple[tuple[Test, ...], ...]
    codes: Bytes
    asked: Flags

    def verdicts(self, row: int) -> list[Verdict]:
        """The verdicts of one norm, in the municipalities that it is asked for."""
        return [VERDICTS[code] for code in self.codes[row, self.asked[row]].tolist()]


@dataclass(frozen=True)
class Critical:
    """Cells (one norm in one municipality) that depend on one practice alone, row by row; by practice.

    A row says that `norm` in `municipality` is reached with `practice` and not without it.
    """

    practice: Rows
    norm: Rows
    municipality: Rows


def scene_of(records: Records, country: Country, on: date) -> Scene:
    """A market as it stands on a day."""
    return Scene(records, country, sites_of(records, country, on), people_of(records, on), on)


def care_of(norm: SupplyNorm) -> Care:
    """The care that a norm is about."""
    return Care(norm.discipline, norm.treatment)


def adequacy(
    scene: Scene,
    norms: NormSet,
    contracted: Mapping[str, Bounds],
    may: Mapping[str, Bounds],
    insured: Positions | None = None,
) -> Adequacy:
    """Hold every norm against the supply of every municipality that it is asked for.

    `contracted` says per profession which practices are (surely, possibly) contracted; a profession that it does
    not name has no contracts. `may` says per treatment which therapists (rows of the market) may deliver it: a
    norm for a treatment that it does not name is not known to be met anywhere there is a therapist of the
    profession. `insured` counts the insured per municipality, NOBODY where not known. A norm that names no
    municipalities is asked in all, and with `insured` in those of which the number is known; where there are no
    insured, no norm is asked.
    """
    asked = _asked(scene.country, norms, insured)
    supplies = {}
    for care in dict.fromkeys(map(care_of, norms.norms)):
        rows = [row for row, norm in enumerate(norms.norms) if care_of(norm) == care]
        most = max(norms.norms[row].choice for row in rows) + 1
        points = _points(scene.country, np.logical_or.reduce(asked[rows]))
        supplies[care] = _supply(scene, care, contracted, may, Asked(points, most))
    size = len(scene.country.codes)
    tests = tuple(
        tests_of(norm, supplies[care_of(norm)], scene.country, insured, norms.anywhere)
        for norm in norms.norms
    )
    codes = np.array([_codes(each, size) for each in tests], np.int8).reshape(len(tests), size)
    return Adequacy(scene, norms, insured, supplies, tests, codes, asked)


def _asked(country: Country, norms: NormSet, insured: Positions | None) -> Flags:
    """By norm and municipality whether the norm is asked there."""
    asked = np.ones((len(norms.norms), len(country.codes)), np.bool_)
    for row, norm in enumerate(norms.norms):
        if norm.municipalities:
            asked[row] = np.isin(np.array(country.codes), np.array(norm.municipalities))
        elif insured is not None:
            asked[row] = insured != NOBODY
    return asked if insured is None else asked & (insured != 0)


def _points(country: Country, municipalities: Flags) -> Positions:
    """The points of these municipalities: their areas and their own points."""
    return np.flatnonzero(np.concatenate([municipalities[country.area_of], municipalities]))


def _supply(
    scene: Scene,
    care: Care,
    contracted: Mapping[str, Bounds],
    may: Mapping[str, Bounds],
    asked: Asked,
) -> Supply:
    profession = list(catalogue().professions).index(care.discipline)
    nobody = np.zeros(scene.sites.practices, np.bool_)
    contract = contracted.get(care.discipline, Bounds.exact(nobody))
    allowed = None
    if care.treatment is not None:
        rows = len(scene.people.practice)
        unknown = Bounds(np.zeros(rows, np.bool_), np.ones(rows, np.bool_))
        allowed = may.get(care.treatment, unknown)
    offer = offer_of(scene.people, profession, contract, allowed)
    return supply_of(scene.country, scene.sites, scene.people, offer, asked)


def _codes(tests: tuple[Test, ...], size: int) -> Bytes:
    """All demands together: the least of them."""
    found = np.full(size, MET, np.int8)
    for test in tests:
        found = np.minimum(found, test.codes())
    return found


def without(contracted: Mapping[str, Bounds], practices: Flags) -> dict[str, Bounds]:
    """The contracts if these practices do not sign."""
    return {
        name: Bounds(bounds.sure & ~practices, bounds.possible & ~practices)
        for name, bounds in contracted.items()
    }


def critical(found: Adequacy, step: Step = "sure") -> Critical:
    """The cells that reach their norm in a step of knowledge, and would not without one practice.

    In step `sure` these are the cells that are met; in another step those that are unknown, and are reached as far
    as that step goes.
    """
    size, rows = len(found.scene.country.codes), max(len(found.tests), 1)
    broken: list[Positions] = [np.zeros(0, np.int64)]
    for row, tests in enumerate(found.tests):
        reached = found.asked[row] & (found.codes[row] == (MET if step == "sure" else UNKNOWN))
        for test in tests:
            reached &= test.counts[step] >= test.needed
        for test in tests:
            practice, municipality, lost = test.lost[step]
            short = test.counts[step][municipality] - lost < test.needed[municipality]
            short &= reached[municipality]
            broken.append((practice[short].astype(np.int64) * rows + row) * size + municipality[short])
    cells = np.unique(np.concatenate(broken))
    practice, rest = np.divmod(cells, rows * size)
    norm, municipality = np.divmod(rest, size)
    return Critical(practice.astype(np.int32), norm.astype(np.int32), municipality.astype(np.int32))
