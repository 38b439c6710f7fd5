"""A market made exact: the outcome sets of all practices, each as the reference would give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.outcome import Sets
from inkoopwijzer.market.records import Flags
from inkoopwijzer.market.signatures import signatures
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.policy import NONE

MOST_SITUATIONS: Final = 20_000
"""How many different situations are looked into for one agreement before the rest is left as it is."""


@dataclass(frozen=True)
class ExactOutcomes:
    """Per practice the outcome set (as `market.outcome`), and whether it is exact; it is always sound.

    `situations` is how many different ones had to be looked into, `narrowed` at how many practices that took
    an outcome away.
    """

    sets: Sets
    exact: Flags
    situations: int
    narrowed: int


def exact_outcomes(
    assessed: AssessedAgreement,
    *,
    most: int = MOST_SITUATIONS,
    tell: Callable[[int, int], None] | None = None,
) -> ExactOutcomes:
    """The exact outcome sets of one agreement for all practices.

    Practices in the same situation are looked at once, those that occur most often first; beyond `most`
    situations the sound set stays and `exact` says so. `tell` is told how many are done, of how many.
    """
    found = signatures(assessed)
    sets = assessed.sets.copy()
    exact = found == 0
    open_ = np.flatnonzero(~exact)
    _, first, which, counts = np.unique(
        found[open_], return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(-counts, kind="stable")[:most]
    new = np.zeros(len(first), dtype=np.uint16)
    sure = np.zeros(len(first), dtype=np.bool_)
    for done, situation in enumerate(order.tolist()):
        new[situation], sure[situation] = _look(assessed, int(open_[first[situation]]))
        if tell is not None:
            tell(done + 1, len(order))
    looked = np.zeros(len(first), dtype=np.bool_)
    looked[order] = True
    replaced = open_[looked[which]]
    narrowed = int(np.count_nonzero(sets[replaced] != new[which][looked[which]]))
    sets[replaced] = new[which][looked[which]]
    exact[open_] = sure[which]
    return ExactOutcomes(sets, exact, len(first), narrowed)


def _look(assessed: AssessedAgreement, practice: int) -> tuple[int, bool]:
    """The outcome set of one practice by the reference, and whether that is exact."""
    planned = assessed.planned
    program = compile_agreement(planned.policy, planned.agreement.id, tuple(sorted(planned.readings.items())))
    case = Case(dossier_at(assessed.market.records, practice), planned.frame.on, planned.frame.term)
    names, exact = possible_groups(run(program, case))
    bits = {name: 1 << place for place, name in enumerate((*planned.groups, NONE))}
    return sum(bits[name] for name in names), exact
