"""Which missing fact, collected, would decide most outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import several
from inkoopwijzer.market.pivots import Asking


@dataclass(frozen=True)
class Missing:
    """A fact that is not known at `unknown` practices with more than one outcome left.

    At `decides` of them one outcome would be left whatever the answer is, at `may_decide` for at least one answer. For
    facts of therapists, locations and the like the answer is taken to be the same for all of whom it is not known.
    """

    kind: str
    cell: CellKey
    unknown: int
    decides: int
    may_decide: int


def missing_facts(assessed: Iterable[AssessedAgreement]) -> tuple[Missing, ...]:
    """The missing facts of these agreements taken together, the one that decides most outcomes first.

    A practice counts once for each agreement that is open there.
    """
    found: dict[tuple[str, CellKey], list[int]] = {}
    for one in assessed:
        asking = Asking(one)
        open_ = several(one.sets) & ~one.for_others
        for cell in asking.cells():
            unknown = asking.open(cell) & open_
            if not unknown.any():
                continue
            always, ever = unknown.copy(), np.zeros_like(unknown)
            for given in asking.answers(cell):
                decided = ~several(asking.outcomes(given))
                always &= decided
                ever |= decided & unknown
            if not ever.any():
                always[:] = False
            counts = found.setdefault((cell.kind, cell.cell), [0, 0, 0])
            for place, flags in enumerate((unknown, always, ever)):
                counts[place] += int(np.count_nonzero(flags))
    facts = [Missing(kind, cell, *counts) for (kind, cell), counts in found.items()]
    return tuple(sorted(facts, key=lambda m: (-m.decides, -m.may_decide, -m.unknown, m.cell)))
