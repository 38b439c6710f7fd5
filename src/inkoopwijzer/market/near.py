"""Who is just over, or just within, a threshold that decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import Sets
from inkoopwijzer.market.pivots import Asking
from inkoopwijzer.market.records import Numbers


@dataclass(frozen=True)
class Near:
    """The practices near one norm: `practices` (rows, nearest first), their `values`, and their outcome sets.

    `now` is the outcome set as it is, `across` as it would be with the number just on the other side.
    """

    cell: CellKey
    norm: float
    practices: NDArray[np.int64]
    values: Numbers
    now: Sets
    across: Sets


def near(assessed: AssessedAgreement, margin: float, sets: Sets | None = None) -> tuple[Near, ...]:
    """The practices whose number is at most `margin` from a norm and whose outcome it decides.

    A number on the norm itself stands on the side that the norm's own comparison puts it. `sets` are the outcome
    sets to tell (by default those of three-valued evaluation); whether the outcome changes is judged by the
    latter. Only numbers of the practice itself are looked at.
    """
    asking = Asking(assessed)
    told = assessed.sets if sets is None else sets
    found = []
    for cell in asking.cells():
        for norm in asking.norms(cell):
            values = asking.numbers(cell)
            close = np.abs(values - norm) <= margin
            if not close.any():
                continue
            sides = [asking.outcomes(asking.as_number(cell, side)) for side in _sides(norm)]
            now = assessed.sets
            across = np.where(sides[0] == now, np.where(sides[1] == now, sides[2], sides[1]), sides[0])
            rows = np.flatnonzero(close & (across != now))
            rows = rows[np.argsort(np.abs(values[rows] - norm), kind="stable")]
            if len(rows):
                found.append(Near(cell.cell, norm, rows, values[rows], told[rows], across[rows]))
    return tuple(found)


def _sides(norm: float) -> tuple[float, float, float]:
    """Just below a norm, on it, and just above it."""
    return float(np.nextafter(norm, -np.inf)), norm, float(np.nextafter(norm, np.inf))
