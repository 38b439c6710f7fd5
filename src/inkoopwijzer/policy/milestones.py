"""The dates of a policy: days the document names, and days that follow from what happened.

What a rule means is computed in `contracting.calendar`; here stands how it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inkoopwijzer.policy.tree import Key
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


class Unit(StrEnum):
    """What a day can be the first of."""

    month = "month"
    quarter = "quarter"
    year = "year"


class Actor(StrEnum):
    """Whose move it is."""

    provider = "provider"
    insurer = "insurer"
    both = "both"


@dataclass(frozen=True, slots=True)
class Named:
    """Days that the document names: from `first` up to and including `last`; one day when they are equal.

    `first` None: any day up to `last` will do. `last` None: from `first` on.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class After:
    """Up to and including so many weeks and days after the day that a fact holds.

    `same_day` counts that day itself as the first; otherwise the day after it is the first.
    """

    fact: str
    key: Key
    weeks: int
    days: int
    same_day: bool


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first day of the month, quarter or year in which the day of a fact lies.

    With `following` of the next one; never before `not_before`. For a day of the fact after `event_until`
    the document gives no day.
    """

    unit: Unit
    fact: str
    key: Key
    following: bool
    not_before: date | None
    event_until: date | None = None


@dataclass(frozen=True, slots=True)
class Earliest:
    """Whichever of these milestones comes first; all are shown.

    One that was over before another began cannot decide: nobody can meet a day that lies before the proposal.
    """

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """Whichever of these milestones comes last; all are shown."""

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The days of another milestone."""

    milestone: str


@dataclass(frozen=True, slots=True)
class DayByReading:
    """The text can be read in more than one way; the chosen reading decides which days these are."""

    reading: str
    options: Mapping[str, DayRule]


DayRule = Named | After | FirstOf | Earliest | Latest | Same | DayByReading


@dataclass(frozen=True)
class Milestone:
    """One moment in the process: what happens, whose move it is, when, and for whom.

    `agreements` empty means every agreement. `condition` names the providers it is for, None all of them.
    `lapse` says what follows when the last day has passed, None where the document does not say.
    """

    id: str
    says: Text
    actor: Actor
    days: DayRule
    agreements: tuple[str, ...]
    condition: str | None
    lapse: Text | None
    cites: tuple[Citation, ...]


def rules(rule: DayRule) -> list[DayRule]:
    """`rule` and the rules it chooses from, top first."""
    found: list[DayRule] = [rule]
    if isinstance(rule, DayByReading):
        for option in rule.options.values():
            found += rules(option)
    return found
