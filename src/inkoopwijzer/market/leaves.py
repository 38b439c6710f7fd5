"""Leaves over a market: the code of each subject, from the columns of the day."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.hours import opened
from inkoopwijzer.market.over_time import over_time
from inkoopwijzer.market.records import MARKET, Bytes, Numbers
from inkoopwijzer.market.spaces import Space
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.market.steps import Holds, Is, IsDuring, Leaf, Opened
from inkoopwijzer.policy.tree import Compare
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


class Leaves:
    """The codes of leaves, each worked out once per kind of subject and kept."""

    def __init__(self, stand: Stand, practices: Space) -> None:
        self.stand = stand
        self._practices = practices
        self._codes: dict[Leaf, Bytes] = {}

    def over(self, leaf: Leaf, space: Space) -> Bytes:
        """The code of a leaf for each element of a space."""
        if isinstance(leaf, Opened):
            return self._kept(leaf)
        if isinstance(leaf, Holds):
            return self._compared(leaf, space)
        rows = space.rows_of(leaf.kind)
        codes = self._kept(leaf)
        return codes if rows is None else codes[rows]

    def _kept(self, leaf: Is | IsDuring | Opened) -> Bytes:
        found = self._codes.get(leaf)
        if found is None:
            found = self._codes[leaf] = self._work_out(leaf)
        return found

    def _work_out(self, leaf: Is | IsDuring | Opened) -> Bytes:
        if isinstance(leaf, Opened):
            return opened(self.stand, leaf.blocks, leaf.on)
        if isinstance(leaf, IsDuring):
            return over_time(self.stand, leaf)
        if catalogue().facts[leaf.cell[0]].type is FactType.yes_no:
            return self.stand.yes_no(leaf.kind, leaf.cell, leaf.on)
        chosen = self.stand.choices(leaf.kind, leaf.cell, leaf.on)
        records = self.stand.records.cells.get((leaf.kind, leaf.cell))
        codes = [UNKNOWN]  # the last, found by NOBODY
        if records is not None:
            codes = [_of_value(value, leaf.values) for value in records.values] + codes
        return np.array(codes, dtype=np.int8)[chosen]

    def comparing(self, leaf: Holds) -> Callable[[slice, Bytes], None]:
        """What writes the codes of a comparison for a block of practices."""
        value, norm = self._sides(leaf, self._practices)
        compare = leaf.compare

        def fill(block: slice, out: Bytes) -> None:
            compare_into(value[block], compare, norm if isinstance(norm, float) else norm[block], out)

        return fill

    def _compared(self, leaf: Holds, space: Space) -> Bytes:
        value, norm = self._sides(leaf, space)
        out = np.empty(space.size, dtype=np.int8)
        compare_into(value, leaf.compare, norm, out)
        return out

    def _sides(self, leaf: Holds, space: Space) -> tuple[Numbers, float | Numbers]:
        """The numbers of the elements of a space, and what they are held against."""
        value = self._numbers(leaf.kind, leaf.cell, leaf, space)
        if isinstance(leaf.norm, Decimal):
            return value, float(leaf.norm)
        kind, cell = leaf.norm
        if kind == MARKET:
            return value, float(self.stand.numbers(kind, cell, leaf.on)[0])
        return value, self._numbers(kind, cell, leaf, space)

    def _numbers(self, kind: str, cell: CellKey, leaf: Holds, space: Space) -> Numbers:
        rows = space.rows_of(kind)
        numbers = self.stand.numbers(kind, cell, leaf.on)
        return numbers if rows is None else numbers[rows]


def compare_into(value: Numbers, compare: Compare, norm: float | Numbers, out: Bytes) -> None:
    """Write the codes of a comparison: unknown while either number is NaN."""
    met = _COMPARE[compare](value, norm)
    unmet = _COMPARE[_OPPOSITE[compare]](value, norm)
    # of two numbers one of both holds, of NaN neither
    np.subtract(met.view(np.int8), unmet.view(np.int8), out=out)
    np.add(out, 1, out=out)


def _of_value(value: object, wanted: tuple[str, ...] | None) -> int:
    if wanted is None or not isinstance(value, str):
        return UNKNOWN
    return MET if value in wanted else NOT_MET


_COMPARE = {
    Compare.at_most: np.less_equal,
    Compare.below: np.less,
    Compare.at_least: np.greater_equal,
    Compare.above: np.greater,
}
_OPPOSITE = {
    Compare.at_most: Compare.above,
    Compare.below: Compare.at_least,
    Compare.at_least: Compare.below,
    Compare.above: Compare.at_most,
}
