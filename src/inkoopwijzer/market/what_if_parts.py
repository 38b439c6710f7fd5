"""The parts of a market that moves are told by: municipality, province, profession."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.places import municipality_named
from inkoopwijzer.market.records import NOBODY, Flags, Records, Rows
from inkoopwijzer.market.stand import Stand

UNKNOWN_PLACE = "onbekend"
"""The name of the part of practices of which it is not known."""
LOCATION, THERAPIST = "locatie", "therapeut"
MUNICIPALITY = ("gemeente",)


@dataclass(frozen=True)
class Parts:
    """Which practices belong to which part: practice `practice[i]` to the part `names[part[i]]`.

    A practice may belong to several parts, or to none.
    """

    names: tuple[str, ...]
    practice: Rows
    part: Rows

    def of_each(self) -> list[str]:
        """The name of the part of each practice, where every practice belongs to one."""
        return [self.names[number] for number in self.part.tolist()]

    def sizes(self, among: Flags) -> tuple[int, ...]:
        """How many of these practices belong to each part."""
        counts = np.bincount(self.part[among[self.practice]], minlength=len(self.names))
        return tuple(counts.tolist())


def by_municipality(stand: Stand, on: date) -> Parts:
    """Each practice in the municipality of its first location on a day, `UNKNOWN_PLACE` where that is not known."""
    offsets = stand.records.offsets[LOCATION]
    first = offsets[:-1]
    located = np.flatnonzero(offsets[1:] > first)
    cell = stand.records.cells.get((LOCATION, MUNICIPALITY))
    names = [str(name) for name in cell.values] if cell is not None else []
    found = np.full(len(stand.records), len(names), dtype=np.int32)
    chosen = stand.choices(LOCATION, MUNICIPALITY, on)[first[located]]
    found[located] = np.where(chosen == NOBODY, len(names), chosen)
    rows = np.arange(len(stand.records), dtype=np.int32)
    return Parts((*names, UNKNOWN_PLACE), rows, found)


def by_province(municipalities: Parts) -> Parts:
    """Each practice in the province of its municipality."""
    known = [municipality_named(name) for name in municipalities.names]
    provinces = [UNKNOWN_PLACE if found is None else found.province for found in known]
    names = tuple(dict.fromkeys(provinces))
    number = np.array([names.index(province) for province in provinces], dtype=np.int32)
    return Parts(names, municipalities.practice, number[municipalities.part])


def by_profession(records: Records) -> Parts:
    """Each practice under every profession of its therapists."""
    names = tuple(catalogue().professions)
    therapists = records.listed[THERAPIST]
    known = therapists.profession != NOBODY
    pairs = therapists.practice[known].astype(np.int64) * len(names) + therapists.profession[known]
    there = np.zeros(len(records) * len(names), dtype=np.bool_)
    there[pairs] = True
    different = np.flatnonzero(there)
    return Parts(names, (different // len(names)).astype(np.int32), (different % len(names)).astype(np.int32))
