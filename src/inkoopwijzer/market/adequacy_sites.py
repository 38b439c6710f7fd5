"""Where the practices of a market are: municipalities, postcode areas, and what is known of each location.

A location with a postcode lies at the point of its postcode area; one of which only the municipality is known
lies at one of the areas of that municipality, and it is not known at which; one without either may lie anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Final

import numpy as np

from inkoopwijzer.facts.places import municipalities, postcode_areas
from inkoopwijzer.market.distance import Points, Positions, Shapes, spread
from inkoopwijzer.market.records import NOBODY, Flags, Listed, Records, Rows
from inkoopwijzer.market.stand import Stand

LOCATION: Final = "locatie"
MUNICIPALITY: Final = ("gemeente",)


@dataclass(frozen=True)
class Country:
    """Municipalities with a representative point, and postcode areas (PC4) with the one that each lies in.

    `area_of` indexes the municipalities. `vague` are postcode areas of which the point is not to be trusted,
    with their municipality: what lies there is treated as if only the municipality were known.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    centres: Points
    pc4: tuple[str, ...]
    area_of: Rows
    areas: Points
    vague: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def points(self) -> Points:
        """The areas, and after them the representative points."""
        return Points(
            np.concatenate([self.areas.lat, self.centres.lat]),
            np.concatenate([self.areas.lon, self.centres.lon]),
        )

    @cached_property
    def asked(self) -> Positions:
        """How many points stand for each municipality: its areas, or its own point without any."""
        return np.maximum(np.bincount(self.area_of, minlength=len(self.codes)), 1)

    @cached_property
    def bare(self) -> Flags:
        """The municipalities without areas."""
        found: Flags = np.bincount(self.area_of, minlength=len(self.codes)) == 0
        return found

    @cached_property
    def shapes(self) -> Shapes:
        """Each area by itself, and after them each municipality: all its areas, or its point without any."""
        areas = len(self.pc4)
        order = np.argsort(self.area_of, kind="stable").astype(np.int32)
        bare = np.flatnonzero(self.bare)
        owner = np.concatenate([self.area_of[order], bare])
        members = np.concatenate([order, areas + bare])[np.argsort(owner, kind="stable")]
        sizes = np.concatenate([np.ones(areas, np.int64), self.asked])
        return Shapes(
            np.concatenate([np.arange(areas), members]).astype(np.int32),
            np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        )

    @cached_property
    def by_name(self) -> Mapping[str, int]:
        """The row of each municipality by its official name, and by its code with and without GM."""
        found = {name: row for row, name in enumerate(self.names)}
        for row, code in enumerate(self.codes):
            found[code] = found[f"GM{code}"] = row
        return found

    @cached_property
    def by_postcode(self) -> Mapping[str, tuple[int, int]]:
        """The area (NOBODY if its point is not to be trusted) and the municipality of each postcode (PC4)."""
        found = {code: (row, int(self.area_of[row])) for row, code in enumerate(self.pc4)}
        found.update({code: (NOBODY, row) for code, row in self.vague.items()})
        return found


@cache
def netherlands() -> Country:
    """The Netherlands, by the open data that come with this program."""
    known = list(municipalities().values())
    row = {m.code: at for at, m in enumerate(known)}
    areas = [area for area in postcode_areas().values() if area.sure]
    return Country(
        codes=tuple(row),
        names=tuple(m.name for m in known),
        centres=Points(np.array([m.lat for m in known]), np.array([m.lon for m in known])),
        pc4=tuple(area.pc4 for area in areas),
        area_of=np.array([row[area.municipality] for area in areas], np.int32),
        areas=Points(np.array([a.lat for a in areas]), np.array([a.lon for a in areas])),
        vague={a.pc4: row[a.municipality] for a in postcode_areas().values() if not a.sure},
    )


@dataclass(frozen=True)
class Sites:
    """Every location of every practice; a practice that lists none has one of which nothing is known.

    Per site: `practice`, `municipality` (NOBODY if unknown) and `shape`, where it is (NOBODY: anywhere). `shapes`
    are those of the country and after them those of practices: `whole[p]` is where practice p surely has a
    location, among several shapes one of its own; NOBODY when it may also be elsewhere.
    """

    practices: int
    practice: Rows
    municipality: Rows
    shape: Rows
    shapes: Shapes
    whole: Rows

    @cached_property
    def count(self) -> Positions:
        """The number of sites of each practice."""
        return np.bincount(self.practice, minlength=self.practices)

    @cached_property
    def unplaced(self) -> Positions:
        """The number of sites of each practice that may be anywhere."""
        return np.bincount(self.practice[self.shape == NOBODY], minlength=self.practices)

    @cached_property
    def pairs(self) -> tuple[Rows, Rows, Positions]:
        """Each practice with each municipality in which it has a site, and how many; by practice."""
        placed = self.municipality != NOBODY
        key = self.practice[placed].astype(np.int64) << 32 | self.municipality[placed]
        found, count = np.unique(key, return_counts=True)
        return (found >> 32).astype(np.int32), (found & 0xFFFFFFFF).astype(np.int32), count

    @cached_property
    def in_one(self) -> Flags:
        """The practices of which all sites lie in one municipality."""
        found: Flags = (np.bincount(self.pairs[0], minlength=self.practices) == 1) & (self.unplaced == 0)
        return found

    @cached_property
    def possible_points(self) -> tuple[Rows, Rows]:
        """Each practice with each point where it may have a site of which something is known; by practice."""
        placed = np.flatnonzero(self.shape != NOBODY)
        shape = self.shape[placed]
        of, at = spread(self.practice[placed], self.shapes.offsets[shape], self.shapes.offsets[shape + 1])
        key = np.unique(of.astype(np.int64) << 32 | self.shapes.members[at])
        return (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32)


def sites_of(records: Records, country: Country, on: date) -> Sites:
    """Where the locations of a market are on a day.

    The municipality is what a location states, or else that of its postcode area; a postcode that is not among
    the areas of the country places nothing.
    """
    listed = records.listed.get(LOCATION)
    if listed is None:
        none = np.zeros(0, np.int32)
        listed = Listed(none, (), (), (), none.astype(np.int8))
    area, area_in = _by_postcode(listed, country)
    stated = _stated(records, country, on, len(listed))
    municipality = np.where(stated == NOBODY, area_in, stated)
    in_it = np.where(municipality == NOBODY, NOBODY, len(country.pc4) + municipality)
    shape = np.where(area == NOBODY, in_it, area)
    bare = np.flatnonzero(np.bincount(listed.practice, minlength=len(records)) == 0)
    nowhere = np.full(len(bare), NOBODY)
    practice = np.concatenate([listed.practice, bare])
    order = np.argsort(practice, kind="stable")
    practice = practice[order].astype(np.int32)
    municipality = np.concatenate([municipality, nowhere])[order].astype(np.int32)
    shape = np.concatenate([shape, nowhere])[order].astype(np.int32)
    shapes, whole = _whole(len(records), practice, shape, country.shapes)
    return Sites(len(records), practice, municipality, shape, shapes, whole)


def _by_postcode(listed: Listed, country: Country) -> tuple[Rows, Rows]:
    """The area and the municipality of each location by its postcode, NOBODY where that tells nothing."""
    nothing = (NOBODY, NOBODY)
    codes = listed.postcode or ("",) * len(listed)
    known = [country.by_postcode.get(code[:4], nothing) for code in codes]
    found = np.array(known, np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _stated(records: Records, country: Country, on: date, rows: int) -> Rows:
    """The municipality that each location states for the day, NOBODY where it states none that there is."""
    cell = records.cells.get((LOCATION, MUNICIPALITY))
    if cell is None:
        return np.full(rows, NOBODY, np.int32)
    there = [country.by_name.get(str(value), NOBODY) for value in cell.values]
    return np.array([*there, NOBODY], np.int32)[Stand(records).choices(LOCATION, MUNICIPALITY, on)]


def _whole(practices: int, practice: Rows, shape: Rows, shapes: Shapes) -> tuple[Shapes, Rows]:
    """Where each practice surely has a location: the shape that all its sites have, or all of them together."""
    whole = np.full(practices, NOBODY, np.int32)
    key = np.unique(practice.astype(np.int64) << 32 | (shape.astype(np.int64) + 1))
    of, its = (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32) - 1
    kinds = np.bincount(of, minlength=practices)
    begin = np.cumsum(kinds) - kinds
    known = np.bincount(of[its == NOBODY], minlength=practices) == 0
    alone = np.flatnonzero(known & (kinds == 1))
    whole[alone] = its[begin[alone]]
    several = np.flatnonzero(known & (kinds > 1))
    who, at = spread(several, begin[several], begin[several] + kinds[several])
    who, at = spread(who, shapes.offsets[its[at]], shapes.offsets[its[at] + 1])
    point = np.unique(who.astype(np.int64) << 32 | shapes.members[at])
    sizes = np.bincount((point >> 32).astype(np.int64), minlength=practices)[several]
    whole[several] = len(shapes) + np.arange(len(several))
    members = np.concatenate([shapes.members, (point & 0xFFFFFFFF).astype(np.int32)])
    ends = shapes.offsets[-1] + np.cumsum(sizes)
    return Shapes(members, np.concatenate([shapes.offsets, ends]).astype(np.int64)), whole
