"""The outcome sets of a market made exact, situation by situation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import Sets, Tally, tally_of_sets
from inkoopwijzer.market.records import Flags
from inkoopwijzer.market.signatures import signatures

MOST_SITUATIONS: Final = 20_000
"""How many different situations are looked into for one agreement before the rest is left as it is."""

Look = Callable[[AssessedAgreement, int], tuple[int, bool]]
"""Looks into one practice: its exact outcome set (as in `market.outcome`), and whether it is exact."""


@dataclass(frozen=True)
class ExactOutcomes:
    """Per practice the outcome set (as `market.outcome`), and whether it is exact; it is always sound.

    `situations` is how many different ones there were to look into, `narrowed` at how many practices that took
    an outcome away.
    """

    assessed: AssessedAgreement
    sets: Sets
    exact: Flags
    situations: int
    narrowed: int

    @property
    def meant_for(self) -> Flags:
        """The practices that the agreement may be meant for."""
        return ~self.assessed.for_others

    def tally(self, among: Flags | None = None) -> Tally:
        """How many of the practices that it may be meant for have which outcome set, most first."""
        rows = self.meant_for if among is None else self.meant_for & among
        return tally_of_sets(self.sets[rows], self.assessed.groups)


def exact_outcomes(
    assessed: AssessedAgreement,
    look: Look,
    *,
    most: int = MOST_SITUATIONS,
    among: Flags | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> ExactOutcomes:
    """The exact outcome sets of one agreement for all practices, or those of them that are marked in `among`.

    Practices in the same situation are looked at once, those that occur most often first; beyond `most`
    situations the sound set stays and `exact` says so. `tell` is told how many are done, of how many.
    """
    found = signatures(assessed)
    sets = assessed.sets.copy()
    exact = found == 0
    open_ = np.flatnonzero(~exact if among is None else ~exact & among)
    _, first, which, counts = np.unique(
        found[open_], return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(-counts, kind="stable")[:most]
    new = np.zeros(len(first), dtype=np.uint16)
    sure = np.zeros(len(first), dtype=np.bool_)
    for done, situation in enumerate(order.tolist()):
        new[situation], sure[situation] = look(assessed, int(open_[first[situation]]))
        if tell is not None:
            tell(done + 1, len(order))
    looked = np.zeros(len(first), dtype=np.bool_)
    looked[order] = True
    replaced = open_[looked[which]]
    narrowed = int(np.count_nonzero(sets[replaced] != new[which][looked[which]]))
    sets[replaced] = new[which][looked[which]]
    exact[open_] = sure[which]
    return ExactOutcomes(assessed, sets, exact, len(first), narrowed)
