"""The elements that a chain of quantifiers ranges over, for all practices at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import MARKET, PRACTICE, Offsets, Records, Rows
from inkoopwijzer.market.steps import PRACTICES, Chain

Index = NDArray[np.int64] | NDArray[np.int32]


@dataclass(frozen=True)
class Space:
    """The elements of a chain: `practice` of each, its `rows` in each kind, and where they stand below the parent.

    The elements of the parent's element e are `offsets[e]` up to `offsets[e + 1]`; `parent` is the parent's
    element of each. The practices themselves have neither.
    """

    size: int
    practice: Rows | None
    rows: Mapping[str, Rows]
    parent: Index | None
    offsets: Offsets

    def rows_of(self, kind: str) -> Index | None:
        """The row of each element in a kind; None when element and row are the same."""
        if kind == PRACTICE:
            return self.practice
        if kind == MARKET:
            return np.zeros(self.size, dtype=np.int32)
        return self.rows.get(kind)


class Spaces:
    """The spaces of one market, each made once."""

    def __init__(self, records: Records) -> None:
        self.records = records
        whole = Space(len(records), None, {}, None, np.zeros(1, dtype=np.int64))
        self._found: dict[Chain, Space] = {PRACTICES: whole}

    def of(self, chain: Chain) -> Space:
        """The elements of a chain."""
        found = self._found.get(chain)
        if found is None:
            found = self._found[chain] = self._make(chain)
        return found

    def above(self, chain: Chain, upper: Chain) -> Index | None:
        """For each element of `chain` the element of the shorter chain `upper` that it stands below."""
        found: Index | None = None
        while chain != upper:
            step = self.of(chain).parent
            assert step is not None
            found = step if found is None else step[found]
            chain = chain[:-1]
        return found

    def _make(self, chain: Chain) -> Space:
        parent = self.of(chain[:-1])
        kind, profession = chain[-1]
        listed = self.records.listed[kind]
        fitting = np.arange(len(listed), dtype=np.int32)
        if profession is not None:
            number = profession_numbers()[profession]
            fitting = np.flatnonzero(listed.profession == number).astype(np.int32)
        counts = np.bincount(listed.practice[fitting], minlength=len(self.records))
        first = np.concatenate(([0], np.cumsum(counts)))
        if parent.practice is not None:
            counts = counts[parent.practice]
            first = first[parent.practice]
        else:
            first = first[:-1]
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        above = np.repeat(np.arange(parent.size, dtype=np.int32), counts)
        within = np.arange(offsets[-1], dtype=np.int64) - offsets[:-1][above]
        rows = fitting[first[above] + within]
        practice = above if parent.practice is None else parent.practice[above]
        known = {name: found[above] for name, found in parent.rows.items()}
        return Space(len(rows), practice, {**known, kind: rows}, above, offsets)


def profession_numbers() -> Mapping[str, int]:
    """The number of each profession in `Listed.profession`."""
    return {name: number for number, name in enumerate(catalogue().professions)}
