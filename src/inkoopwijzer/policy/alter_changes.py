"""The changes to a policy that a what-if can make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewNorm:
    """A norm is this number, also when it was a fact of the market."""

    norm: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class NewThreshold:
    """The number or share that a condition itself asks: of a quantifier, of `at_least`, of blocks, of a number.

    With `share` the value was given as a percentage, and is a part of one.
    """

    condition: str
    value: Decimal
    share: bool = False


@dataclass(frozen=True, slots=True)
class NoLonger:
    """A criterion is no longer asked: by this group, or wherever it is asked (`alter_drop` says exactly how)."""

    condition: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """A group also asks this: a condition of the policy, or a yes/no fact or choice of the practice."""

    group: str
    asks: str


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The text is read in this way."""

    reading: str
    option: str


@dataclass(frozen=True, slots=True)
class NewCap:
    """Whoever meets the condition gets this group at most."""

    condition: str
    at_most: str


@dataclass(frozen=True, slots=True)
class NoCap:
    """A cap is no longer one."""

    condition: str


Change = NewNorm | NewThreshold | NoLonger | Also | ReadAs | NewCap | NoCap
