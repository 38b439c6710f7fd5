"""What a plan is made of: one step for each node, with the steps that it reads.

A step fills one array of codes (0 not met, 1 unknown, 2 met) over its *chain*: () is one element per practice,
(("therapeut", "fysiotherapeut"),) one per physiotherapist at a practice, a longer chain one per combination
within a practice. Steps are compared by value, so that what is asked twice is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.policy.tree import Blocks, Compare, Quantifier
from inkoopwijzer.values.period import Period

Chain = tuple[tuple[str, str | None], ...]
"""The quantifiers around a step, outermost first: kind of subject and profession."""
PRACTICES: Chain = ()

Slot = int
"""The number of a step in its plan."""


@dataclass(frozen=True, slots=True)
class Is:
    """A cell of a kind has one of the values asked for (None: yes) on a day."""

    kind: str
    cell: CellKey
    values: tuple[str, ...] | None
    on: date


@dataclass(frozen=True, slots=True)
class IsDuring:
    """A cell has one of the values sometime in, or throughout, a period, as known on a day."""

    kind: str
    cell: CellKey
    values: tuple[str, ...] | None
    mode: Literal["sometime", "throughout"]
    period: Period
    on: date


@dataclass(frozen=True, slots=True)
class Holds:
    """A number of a cell is at most, below, at least or above a norm: a number, or a cell of a kind."""

    kind: str
    cell: CellKey
    compare: Compare
    norm: Decimal | tuple[str, CellKey]
    on: date


@dataclass(frozen=True, slots=True)
class Opened:
    """Enough blocks of opening hours on a day."""

    blocks: Blocks
    on: date


Leaf = Is | IsDuring | Holds | Opened


@dataclass(frozen=True, slots=True)
class Asked:
    """A leaf: read from the records."""

    leaf: Leaf
    chain: Chain


@dataclass(frozen=True, slots=True)
class Constant:
    """The same code for all; `why` is what stays open in it: a judgement of the insurer, or silence."""

    code: int
    why: Literal["", "judge", "silent"] = ""
    says: str = ""
    chain: Chain = PRACTICES


@dataclass(frozen=True, slots=True)
class Lowest:
    """*And*."""

    of: tuple[Slot, ...]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Highest:
    """*Or*."""

    of: tuple[Slot, ...]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Inverse:
    """*Not*."""

    of: tuple[Slot]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Guarded:
    """When the first holds, the second must."""

    of: tuple[Slot, Slot]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Enough:
    """At least `count` of these hold."""

    count: int
    of: tuple[Slot, ...]
    chain: Chain


@dataclass(frozen=True, slots=True)
class OverOptions:
    """A quantifier over options: `of` holds first the codes of `holds`, then those of `where` (none, or as many)."""

    quantifier: Quantifier
    at_least: Decimal
    of: tuple[Slot, ...]
    guarded: bool
    chain: Chain

    def parts(self) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
        """The steps of `holds` and of `where`."""
        half = len(self.of) // 2 if self.guarded else len(self.of)
        return self.of[:half], self.of[half:]


@dataclass(frozen=True, slots=True)
class Spread:
    """The code of an element for everything below it: from a shorter chain to a longer one."""

    of: tuple[Slot]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier over the subjects `inner` adds to `chain`: `of` is `holds`, and `where` if it has one."""

    quantifier: Quantifier
    at_least: Decimal
    of: tuple[Slot] | tuple[Slot, Slot]
    inner: Chain
    chain: Chain


Step = Asked | Constant | Lowest | Highest | Inverse | Guarded | Enough | OverOptions | Spread | Quantified


def inputs(step: Step) -> tuple[Slot, ...]:
    """The steps that a step reads."""
    return () if isinstance(step, (Asked, Constant)) else step.of
