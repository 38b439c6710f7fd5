"""Gates over unknowns: the small graph that is left of a policy for one case, with constants folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Final, Literal

from inkoopwijzer.facts.dossier import NOW, CellKey, Moment
from inkoopwijzer.policy.tree import Compare

Sort = Literal["fact", "list", "others", "hours", "judge", "silent"]
OTHER: Final = "ander:"
"""Begins the id of a subject that stands for those a list may have left out."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something not known that the outcome may depend on.

    `fact` is a cell of a subject at a moment, and `others` a cell of a subject that is not listed; `mixed` marks
    one with a value for each of several days. `list` asks whether a list of subjects is complete; `hours` stands
    for all opening hours not stated, as far as one rule asks; `judge` and `silent` are what only the insurer can
    answer (`judge` for each subject).
    """

    sort: Sort
    subject: str
    cell: CellKey
    moment: Moment = NOW
    mixed: bool = False
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.sort, self.subject, self.cell, self.moment, self.mixed)))

    def __hash__(self) -> int:
        """Worked out once: an unknown is looked up thousands of times."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Gate:
    """One node of the graph: `op` over earlier nodes, or a test of unknowns (`is`, `compare`).

    `every_day` asks that a mixed value is wanted on each of the days, otherwise one day is enough.
    """

    op: Literal["and", "or", "not", "at_least", "share", "is", "compare"]
    items: tuple[int, ...] = ()
    number: Decimal = Decimal(0)
    unknown: Unknown | None = None
    wanted: tuple[str, ...] | None = None
    every_day: bool = False
    left: Unknown | Decimal | int | None = None
    compare: Compare | None = None
    right: Unknown | Decimal | int | None = None


TRUE, FALSE = -1, -2


class Gates:
    """The gates of a graph, each a number; what cannot be otherwise is TRUE or FALSE and needs no gate."""

    def __init__(self) -> None:
        self.gates: list[Gate] = []
        self._ids: dict[Gate, int] = {}

    def add(self, gate: Gate) -> int:
        """The number of `gate`; equal gates share one."""
        found = self._ids.get(gate)
        if found is None:
            self.gates.append(gate)
            found = self._ids[gate] = len(self.gates) - 1
        return found

    def all_of(self, items: list[int]) -> int:
        """*And*: FALSE wins, TRUE is left out."""
        if FALSE in items:
            return FALSE
        kept = tuple(sorted({i for i in items if i != TRUE}))
        if not kept:
            return TRUE
        return kept[0] if len(kept) == 1 else self.add(Gate("and", kept))

    def any_of(self, items: list[int]) -> int:
        """*Or*: TRUE wins, FALSE is left out."""
        if TRUE in items:
            return TRUE
        kept = tuple(sorted({i for i in items if i != FALSE}))
        if not kept:
            return FALSE
        return kept[0] if len(kept) == 1 else self.add(Gate("or", kept))

    def inverse(self, item: int) -> int:
        """*Not*; twice is nothing."""
        if item < 0:
            return TRUE if item == FALSE else FALSE
        gate = self.gates[item]
        return gate.items[0] if gate.op == "not" else self.add(Gate("not", (item,)))

    def at_least(self, count: int, items: list[int]) -> int:
        """At least `count` of the items."""
        need = count - items.count(TRUE)
        kept = [i for i in items if i >= 0]
        if need <= 0:
            return TRUE
        if need > len(kept):
            return FALSE
        if need == 1:
            return self.any_of(kept)
        return (
            self.all_of(kept) if need == len(kept) else self.add(Gate("at_least", tuple(kept), Decimal(need)))
        )

    def open(self, unknown: Unknown) -> int:
        """A node that is met or not as one unknown has it."""
        return self.add(Gate("is", unknown=unknown))

    def share(self, at_least: Decimal, pairs: list[tuple[int, int]]) -> int:
        """Of pairs (belongs, holds): enough of those that belong hold, and one does."""
        if all(w == TRUE for w, _ in pairs):
            need = max(1, ceil(at_least * len(pairs)))
            return self.at_least(need, [h for _, h in pairs]) if pairs else FALSE
        flat = [i for pair in pairs for i in pair]
        if all(i < 0 for i in flat):
            hits = sum(w == TRUE and h == TRUE for w, h in pairs)
            members = sum(w == TRUE for w, _ in pairs)
            return TRUE if hits and hits >= at_least * members else FALSE
        return self.add(Gate("share", tuple(flat), at_least))


def unknowns_of(gate: Gate) -> tuple[Unknown, ...]:
    """The unknowns that a test speaks of."""
    if gate.op == "is" and gate.unknown:
        return (gate.unknown,)
    return tuple(x for x in (gate.left, gate.right) if isinstance(x, Unknown))
