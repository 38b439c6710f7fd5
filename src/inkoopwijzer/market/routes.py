"""How far the practices of a market are from a group, and which single change would bring most of them nearer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inkoopwijzer.facts.catalogue import FactType
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.costs import NEVER, Changes, Costs
from inkoopwijzer.market.pivots import Asking, Cell
from inkoopwijzer.values.verdict import MET, NOT_MET


@dataclass(frozen=True)
class Step:
    """One change: a cell of a kind of subject, at how many practices it is not as asked somewhere.

    `alone` counts the practices that would reach the group, as far as is known, by this change only (at all of
    the therapists, locations, ... where it is not as asked).
    """

    kind: str
    cell: CellKey
    wrong: int
    alone: int


@dataclass(frozen=True)
class Routes:
    """The way to one group: per practice at least how many changes, and the changes that occur most.

    `changes` is 0 where the group is possible already (sure or still open), NEVER where no change of the practice
    leads there. `distances` counts the practices that the agreement may be meant for, by number of changes.
    """

    group: str
    changes: Changes
    distances: dict[int, int]
    steps: tuple[Step, ...]


def routes(assessed: AssessedAgreement, group: str) -> Routes:
    """The way to a group for all practices that the agreement may be meant for."""
    costs = Costs(assessed.market.arrays)
    changes = costs.to(assessed.planned.groups[group])
    meant = ~assessed.for_others
    counts = np.bincount(changes[meant], minlength=NEVER + 1)
    distances = {int(n): int(counts[n]) for n in np.flatnonzero(counts)}
    return Routes(group, changes, distances, _steps(assessed, group, changes, costs))


def _steps(assessed: AssessedAgreement, group: str, changes: Changes, costs: Costs) -> tuple[Step, ...]:
    asking = Asking(assessed)
    slot = assessed.planned.groups[group]
    arrays = assessed.market.arrays
    meant = ~assessed.for_others & (changes > 0) & (changes < NEVER)
    found = []
    for cell in asking.cells():
        needs = {leaf: costs.to(leaf) == 1 for leaf in cell.slots}
        wrong = np.zeros(len(changes), dtype=np.bool_)
        for leaf, here in needs.items():
            practice = arrays.spaces.of(assessed.market.plan.chain(leaf)).practice
            wrong[np.flatnonzero(here) if practice is None else practice[here]] = True
        wrong &= meant
        reached = np.zeros_like(wrong)
        for option in _options(cell) if wrong.any() else ():
            given = {
                leaf: np.where(here & _allows(cell, asking.wanted(leaf), option), MET, arrays.codes[leaf])
                for leaf, here in needs.items()
            }
            codes = {leaf: code.astype(np.int8) for leaf, code in given.items()}
            reached |= arrays.changed(codes, [slot])[slot] != NOT_MET
        alone = int(np.count_nonzero(reached & wrong))
        if alone:
            found.append(Step(cell.kind, cell.cell, int(np.count_nonzero(wrong)), alone))
    return tuple(sorted(found, key=lambda step: (-step.alone, -step.wrong, step.cell)))


def _options(cell: Cell) -> tuple[str | None, ...]:
    """The values that a cell may be given: each option of a choice, else just what is asked."""
    return tuple(cell.fact.options) if cell.fact.type is FactType.choice else (None,)


def _allows(cell: Cell, wanted: tuple[str, ...], option: str | None) -> bool:
    return option is None or option in wanted
