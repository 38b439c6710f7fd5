"""The records of a market: what dossiers say of all providers, column by column.

A market holds the same facts as dossiers, by the same catalogue. Subjects of a kind stand in a row order in
which those of one practice are neighbours; the records of one cell (a fact with its key, as in
`facts.dossier.CellKey`) are parallel arrays over such rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.dossier import CellKey, Value

Bytes = NDArray[np.int8]
Rows = NDArray[np.int32]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Offsets = NDArray[np.int64]

OPEN_START: Final = 0
"""The start of a record without one. Other days are `date.toordinal()`."""
OPEN_END: Final = 4_000_000
"""The end of a record without one: after every day that a date can be."""
NOT_SEEN: Final = 0
"""The day seen of a record that has none."""
NOBODY: Final = -1
"""In place of a profession, source or value: there is none."""

PRACTICE: Final = "praktijk"
MARKET: Final = "markt"


@dataclass(frozen=True)
class Listed:
    """The subjects of one kind: for row r `practice[r]` (ascending) is the practice that it belongs to.

    `profession` indexes `catalogue().professions` in their order, NOBODY without one; `agb` and `postcode`
    are codes as text, "" where unknown. Of the kinds `praktijk` and `markt` there is one row per practice and
    one in all: their `practice` is 0, 1, 2, ... and 0.
    """

    practice: Rows
    ids: Sequence[str]
    names: Sequence[str]
    agb: Sequence[str]
    profession: Bytes
    postcode: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.practice)


@dataclass(frozen=True)
class CellRecords:
    """The records of one cell, ordered by row; of one row the record that counts first comes first.

    `value` is, by the type of the fact: yes_no int8 0 no, 2 yes, 1 an explicit "onbekend"; whole and decimal
    float64, NaN for "onbekend" (exact: at most 15 digits); choice, text, hours and date int32, an index into
    `values`, NOBODY for "onbekend". `start` and `end` are the first and last day (OPEN_START, OPEN_END);
    `source` indexes `catalogue().sources` in their order, `seen` is a day; NOBODY and NOT_SEEN where not stated.
    """

    row: Rows
    value: NDArray[np.int8] | NDArray[np.float64] | NDArray[np.int32]
    start: Days
    end: Days
    source: Bytes
    seen: Days
    values: tuple[Value, ...] = ()

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class Seen:
    """A register as it was seen of each practice: whether complete, and the day (NOT_SEEN: not seen)."""

    complete: Flags
    seen: Days


@dataclass(frozen=True)
class Records:
    """Everything known of all practices. `cells` holds, by kind and cell, the records; `registers` what was seen."""

    listed: Mapping[str, Listed]
    cells: Mapping[tuple[str, CellKey], CellRecords]
    registers: Mapping[str, Seen]
    name: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of practices."""
        return len(self.listed[PRACTICE])

    @cached_property
    def offsets(self) -> Mapping[str, Offsets]:
        """By kind where each practice's rows begin; one longer than there are practices (`markt`: all rows)."""
        found = {}
        for kind, listed in self.listed.items():
            practices = 1 if kind == MARKET else len(self)
            counts = np.bincount(listed.practice, minlength=practices)
            found[kind] = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return found

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The row of each practice by its AGB code, and by its id."""
        practices = self.listed[PRACTICE]
        found = {name: row for row, name in enumerate(practices.ids)}
        found.update({code: row for row, code in enumerate(practices.agb) if code})
        return found
