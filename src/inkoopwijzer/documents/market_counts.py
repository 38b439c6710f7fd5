"""What the numbers of a market report are: counts of practices that may have to stay hidden, and outcomes.

A `Count` is a number of practices. A `Figure` or `Money` is a number about practices (a percentile, an
amount); where the count beside it is hidden, it is hidden too. A `Named` names one practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.text import Text


class Hidden(Enum):
    """A number that is not shown, because it could point at one practice."""

    few = "x"


HIDDEN: Final = Hidden.few

Count = int | Hidden
Figure = float | Hidden | None
Money = Decimal | Hidden | None

Outcome = tuple[str, ...]
"""The ids of the groups still possible, best first, with `geen` for no agreement: one id is certain."""

NOTHING: Final = Text("", "")


def exact(count: Count) -> int:
    """The number itself; a ValueError when it is hidden: sums are made before anything is hidden."""
    if isinstance(count, Hidden):
        raise ValueError(
            "a hidden number can not be summed: fill in the exact numbers, they are hidden later"
        )
    return count


class Named:
    """Something that names one practice: left out of a public report."""

    __slots__ = ()


class Direction(Enum):
    """Where a practice goes between two outcomes, as far as both are known."""

    up = "omhoog"
    down = "omlaag"
    same = "gelijk"
    unclear = "onzeker"


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """A group as it is named in tables (`title`: tariefgroep A) and in pictures (`short`: A)."""

    id: str
    title: Text
    short: Text


NO_AGREEMENT: Final = GroupLabel(NONE, Text("geen overeenkomst", "no agreement"), Text("geen", "none"))
"""The outcome when no group is possible: the last of every row of groups."""


def direction(before: Outcome, after: Outcome, groups: Sequence[GroupLabel]) -> Direction:
    """Up when every outcome after is better than every one before, down when worse; `groups` go best first.

    The same set of outcomes is the same; whatever else may go either way, and is unclear.
    """
    order = {group.id: place for place, group in enumerate(groups)}
    if before == after:
        return Direction.same
    was, now = [order[g] for g in before], [order[g] for g in after]
    if max(now) < min(was):
        return Direction.up
    return Direction.down if min(now) > max(was) else Direction.unclear


def check_outcomes(name: str, groups: Sequence[GroupLabel], outcomes: Iterable[Outcome]) -> None:
    """A ValueError that names every outcome that is empty, doubled, or not of these groups in this order."""
    order = {group.id: place for place, group in enumerate(groups)}
    wrong = []
    for outcome in outcomes:
        places = [order.get(group, -1) for group in outcome]
        if not places or -1 in places or places != sorted(set(places)):
            wrong.append(outcome)
    if wrong:
        raise ValueError(f"{name}: {wrong} are not sets of {tuple(order)}, best first")
