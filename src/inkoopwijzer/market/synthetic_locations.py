"""Where the practices of a synthetic market are, and when they are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.facts.dossier import Hours
from inkoopwijzer.market.records import NOBODY, Rows
from inkoopwijzer.market.synthetic_cells import Sheet
from inkoopwijzer.market.synthetic_chance import chance, likely, pick, some
from inkoopwijzer.market.synthetic_people import Practices
from inkoopwijzer.market.synthetic_practice import answered
from inkoopwijzer.market.synthetic_region import Areas

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_OFFICE: Final[Hours] = ((8 * 60, 17 * 60),)
_LATE: Final[Hours] = ((8 * 60, 20 * 60),)
_NIGHT: Final[Hours] = ((7 * 60 + 30, 21 * 60),)
_SPLIT: Final[Hours] = ((8 * 60, 12 * 60 + 30), (13 * 60, 17 * 60 + 30))
_MORNING: Final[Hours] = ((8 * 60, 12 * 60 + 30),)
_SATURDAY: Final[Hours] = ((9 * 60, 12 * 60),)
_SHORT: Final[Hours] = ((9 * 60, 11 * 60),)
_SHUT: Final[Hours] = ()
HOURS: Final = (_OFFICE, _LATE, _NIGHT, _SPLIT, _MORNING, _SATURDAY, _SHORT, _SHUT)

_WEEKS: Final[tuple[tuple[float, tuple[Hours, ...]], ...]] = (
    (0.2, (_OFFICE, _OFFICE, _OFFICE, _OFFICE, _OFFICE, _SHUT, _SHUT)),
    (0.12, (_SPLIT, _SPLIT, _SPLIT, _SPLIT, _SPLIT, _SHUT, _SHUT)),
    (0.06, (_SPLIT, _MORNING, _SPLIT, _MORNING, _SHUT, _SHUT, _SHUT)),
    (0.07, (_OFFICE, _SHUT, _OFFICE, _MORNING, _OFFICE, _SHUT, _SHUT)),
    (0.12, (_LATE, _OFFICE, _OFFICE, _OFFICE, _OFFICE, _SHUT, _SHUT)),
    (0.05, (_OFFICE, _OFFICE, _OFFICE, _OFFICE, _OFFICE, _SHORT, _SHUT)),
    (0.14, (_LATE, _OFFICE, _LATE, _OFFICE, _OFFICE, _SHUT, _SHUT)),
    (0.08, (_LATE, _LATE, _LATE, _LATE, _OFFICE, _SHUT, _SHUT)),
    (0.08, (_NIGHT, _OFFICE, _NIGHT, _OFFICE, _OFFICE, _SATURDAY, _SHUT)),
    (0.05, (_NIGHT, _NIGHT, _NIGHT, _NIGHT, _OFFICE, _SATURDAY, _SHUT)),
    (0.03, (_NIGHT, _NIGHT, _NIGHT, _NIGHT, _NIGHT, _SATURDAY, _SATURDAY)),
)
"""Weeks of opening hours with their weights; from the seventh on they hold two blocks after five or in the weekend."""
_MODEST: Final = 6


@dataclass(frozen=True)
class Placed:
    """Subjects of a list: the practice of each (ascending), its place in that practice's list, and what it is."""

    practice: Rows
    place: Rows
    what: Rows

    def __len__(self) -> int:
        return len(self.practice)


def placed(counts: Rows, what: Rows | None = None) -> Placed:
    """So many subjects for each practice, one after another."""
    practice = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    first = np.cumsum(counts) - counts
    place = (np.arange(len(practice)) - first[practice]).astype(np.int32)
    return Placed(practice, place, np.zeros(len(practice), np.int32) if what is None else what)


def make_locations(practices: Practices, areas: Areas, seed: int) -> Placed:
    """One location or more; `what` is the postcode area. All of one practice lie in one municipality."""
    rng, size = chance(seed, "locations"), practices.size
    more = some(rng, len(practices), np.clip((size - 2) * 0.04, 0, 0.5).astype(np.float32)).astype(np.int32)
    more += some(rng, len(practices), np.clip((size - 6) * 0.03, 0, 0.5).astype(np.float32))
    more += some(rng, len(practices), np.clip((size - 14) * 0.03, 0, 0.4).astype(np.float32))
    found = placed(1 + more)
    town = areas.town[practices.area[found.practice]]
    other = areas.first[town] + (rng.random(len(found)) * areas.count[town]).astype(np.int32)
    area = np.where(found.place == 0, practices.area[found.practice], other).astype(np.int32)
    return Placed(found.practice, found.place, area)


def state_locations(sheet: Sheet, locations: Placed, practices: Practices, areas: Areas, seed: int) -> None:
    """Where each location is, and when it is open."""
    everywhere = np.ones(len(locations), np.bool_)
    town = areas.town[locations.what]
    seen = some(chance(seed, "gemeente"), len(locations), 0.99)
    sheet.chosen(("gemeente",), seen, town, areas.towns, "vektis_agb")
    names = tuple(areas.subregions())
    region = np.zeros(len(areas.towns), np.int8)
    for n, towns in enumerate(areas.subregions().values()):
        region[towns] = n
    stated = some(chance(seed, "subregio"), len(locations), 0.97)
    sheet.chosen(("subregio",), stated & everywhere, region[town], names, "verzekeraar")

    rng = chance(seed, "openingstijden")
    weights = np.array([weight for weight, _ in _WEEKS])
    week = pick(rng, len(locations), weights.tolist())
    driven = some(rng, len(locations), likely(practices.drive[locations.practice], -0.6, 2.2))
    driven &= week < _MODEST
    week[driven] = _MODEST + pick(rng, int(driven.sum()), weights[_MODEST:].tolist())
    told = answered(rng, practices)[locations.practice]
    table = np.array([[HOURS.index(hours) for hours in days] for _, days in _WEEKS], np.int8)
    for n, day in enumerate(DAYS):
        place = table[week, n]
        used = np.unique(table[:, n])
        values = tuple(HOURS[at] for at in used.tolist())
        unsure = some(rng, len(locations), 0.002)
        which = np.where(unsure, NOBODY, np.searchsorted(used, place))
        sheet.chosen(("openingstijden", day), told, which, values, "eigen_opgave")


def location_name(place: int, town: str) -> str:
    """The name of a location."""
    return f"Hoofdlocatie {town}" if place == 0 else f"Locatie {place + 1}, {town}"
