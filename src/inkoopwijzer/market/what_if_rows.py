"""Steps worked out for some practices only, from the codes that all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.execute import Arrays, Codes
from inkoopwijzer.market.plan import Plan
from inkoopwijzer.market.records import Bytes
from inkoopwijzer.market.spaces import Index, Space, Spaces
from inkoopwijzer.market.steps import PRACTICES, Chain, Slot

Positions = NDArray[np.int64]
"""Practices by their row, each once; or elements of a chain by their place."""


class SpacesOf(Spaces):
    """The elements of chains that belong to some practices; `elements` says which of the whole they are."""

    def __init__(self, whole: Spaces, rows: Positions) -> None:
        self.records = whole.records
        self.whole = whole
        first = Space(len(rows), rows.astype(np.int32), {}, None, np.zeros(1, dtype=np.int64))
        self._found = {PRACTICES: first}
        self._elements: dict[Chain, Positions] = {PRACTICES: rows}

    def elements(self, chain: Chain) -> Positions:
        """Where the elements of a chain stand among those of the whole market."""
        self.of(chain)
        return self._elements[chain]

    def _make(self, chain: Chain) -> Space:
        above = self.elements(chain[:-1])
        whole = self.whole.of(chain)
        counts = whole.offsets[above + 1] - whole.offsets[above]
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        parent: Index = np.repeat(np.arange(len(above), dtype=np.int64), counts)
        within = np.arange(offsets[-1], dtype=np.int64) - offsets[:-1][parent]
        found = self._elements[chain] = whole.offsets[above][parent] + within
        assert whole.practice is not None  # only the practices themselves have none
        rows = {kind: numbers[found] for kind, numbers in whole.rows.items()}
        return Space(len(found), whole.practice[found], rows, parent, offsets)


class CodesOf(dict[Slot, Bytes]):
    """Codes at some practices: those worked out for them, and otherwise those of the whole market."""

    def __init__(self, plan: Plan, whole: Codes, spaces: SpacesOf) -> None:
        super().__init__()
        self.spaces = spaces
        self._plan, self._whole = plan, whole

    def __missing__(self, slot: Slot) -> Bytes:
        found = self[slot] = self._whole[slot][self.spaces.elements(self._plan.chain(slot))]
        return found


def worked_out(
    arrays: Arrays,
    rows: Positions,
    given: Mapping[Slot, Bytes],
    order: Iterable[Slot],
    codes: Codes,
) -> CodesOf:
    """The codes at these practices of the steps of `order`, if those of `given` had these codes there.

    `order` holds what depends on `given`, each step after those that it reads; `given` is per element of its
    chain that belongs to one of the practices. All other steps have the codes of `codes`.
    """
    spaces = SpacesOf(arrays.spaces, rows)
    part = copy(arrays)
    part.spaces = spaces
    found = CodesOf(arrays.plan, codes, spaces)
    found.update(given)
    steps = arrays.plan.steps
    for slot in order:
        found[slot] = part.work_out(steps[slot], found)
    return found
