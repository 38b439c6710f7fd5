"""Days as people in the Netherlands count them: in Europe/Amsterdam, on the calendar, never in hours.

A day begins and ends at local midnight, so around summer time it lasts 23 or 25 hours; six weeks are 42 days on
the calendar and not 42 times 24 hours. An instant is always one of UTC: a datetime without a time zone is refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from inkoopwijzer.policy.milestones import Unit

ZONE: Final = "Europe/Amsterdam"
MICROSECOND: Final = timedelta(microseconds=1)
_MONTHS: Final = {Unit.month: 1, Unit.quarter: 3, Unit.year: 12}


class NotAnInstant(ValueError):
    """A time that names no instant: without a time zone, skipped by summer time, or meant twice."""


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo(ZONE)


def instant(moment: datetime) -> datetime:
    """The instant as UTC. Raises `NotAnInstant` without a time zone, or for a time that the clock skipped."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NotAnInstant(f"{moment.isoformat()} has no time zone; give one, or use at_the_clock")
    found = moment.astimezone(UTC)
    if found.astimezone(moment.tzinfo).replace(tzinfo=None, fold=0) != moment.replace(tzinfo=None, fold=0):
        raise NotAnInstant(f"{moment.replace(tzinfo=None).isoformat()} does not exist in {moment.tzinfo}")
    return found


def at_the_clock(day: date, clock: time, offset: timedelta | None = None) -> datetime:
    """The instant at which the clock in Amsterdam shows this time, as UTC.

    Raises `NotAnInstant` for a time that summer time skips, and for one that comes twice when `offset` (the
    difference with UTC) does not tell which of the two is meant.
    """
    if clock.tzinfo is not None:
        raise NotAnInstant(f"{clock.isoformat()} has a time zone of its own; use instant")
    local = datetime.combine(day, clock, _zone())
    both = {
        found: found.astimezone(_zone()).utcoffset()
        for found in (instant(local.replace(fold=fold)) for fold in (0, 1))
    }
    meant = [found for found, shift in both.items() if offset in (None, shift)]
    if len(meant) == 1:
        return meant[0]
    shown = f"{day.isoformat()} {clock.isoformat()}"
    if meant:
        raise NotAnInstant(f"{shown} comes twice in {ZONE}; say with which offset from UTC")
    raise NotAnInstant(f"{shown} in {ZONE} does not have that offset from UTC")


def local(moment: datetime) -> datetime:
    """The instant as the clock in Amsterdam shows it, with its offset: of the hour that comes twice too."""
    return instant(moment).astimezone(_zone())


def day_of(moment: datetime) -> date:
    """The day in Amsterdam on which the instant lies."""
    return local(moment).date()


def start_of(day: date) -> datetime:
    """The first instant of a day, as UTC."""
    return datetime.combine(day, time(), _zone()).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The instant at which a day is over, as UTC: local midnight. All before it still lies on the day."""
    return start_of(day + timedelta(days=1))


def last_instant(day: date) -> datetime:
    """The last instant that still lies on a day, as UTC."""
    return end_of(day) - MICROSECOND


def days_after(day: date, count: int) -> date:
    """So many days later on the calendar."""
    return day + timedelta(days=count)


def weeks_after(day: date, count: int) -> date:
    """So many weeks later on the calendar: the same day of the week."""
    return day + timedelta(weeks=count)


def first_of(unit: Unit, day: date, following: bool = False) -> date:
    """The first day of the month, quarter or year that holds `day`, or of the next one when `following`."""
    size = _MONTHS[unit]
    month = (day.month - 1) // size * size + (size if following else 0)
    return date(day.year + month // 12, month % 12 + 1, 1)
