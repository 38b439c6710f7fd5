"""How a milestone stands on a day: past, today, running, ahead with so many days left, or waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inkoopwijzer.contracting.amsterdam import day_of


class State(StrEnum):
    """What a milestone is on one day."""

    passed = "passed"
    today = "today"
    running = "running"
    ahead = "ahead"
    waiting = "waiting"
    silent = "silent"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state on a day; `days_left` counts to the last day, or to the first one while that is still ahead."""

    state: State
    days_left: int | None = None


def standing(first: date | None, last: date | None, day: date, waits: bool = False) -> Standing:
    """How the days from `first` up to and including `last` stand on `day`.

    With `waits` something must still happen before these days are final: a bound that has passed then says
    nothing, because what is waited for may still give another day.
    """
    if first is None and last is None:
        return Standing(State.waiting if waits else State.silent)
    if last is not None and day > last:
        return Standing(State.waiting if waits else State.passed)
    if first is not None and day < first:
        return Standing(State.ahead, (first - day).days)
    if day == last or (last is None and day == first):
        return Standing(State.today, 0)
    if last is None:
        return Standing(State.running)
    return Standing(State.running if first is not None else State.ahead, (last - day).days)


def in_time(first: date | None, last: date | None, moment: datetime) -> bool:
    """Whether an instant lies within these days in Amsterdam: up to the midnight that ends the last one."""
    day = day_of(moment)
    return (first is None or first <= day) and (last is None or day <= last)
