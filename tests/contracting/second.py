"""A second reckoning of days, from the rule of summer time and bare integers: no time zone data, no datetimes.

Microseconds since 1970 in UTC stand for instants, day numbers since 1970 for days.
"""

from __future__ import annotations

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def number(year: int, month: int, day: int) -> int:
    """The day number of a date: 0 is 1 January 1970."""
    before = 365 * (year - 1970) + _leap_days(year - 1) - _leap_days(1969)
    lengths = [31, 29 if _leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return before + sum(lengths[: month - 1]) + day - 1


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _leap_days(year: int) -> int:
    return year // 4 - year // 100 + year // 400


def year_of(day: int) -> int:
    """The year in which a day lies."""
    year = 1970 + day // 366
    while number(year + 1, 1, 1) <= day:
        year += 1
    return year


def last_sunday(year: int, month: int) -> int:
    """The last Sunday of a month of 31 days; 1 January 1970 was a Thursday."""
    last = number(year, month, 31)
    return last - (last + 4) % 7


def begins(day: int) -> int:
    """The instant of local midnight: two hours before UTC in summer, one in winter.

    On both Sundays the clock changes after midnight, so the first one still begins in winter time and the last
    one in summer time.
    """
    year = year_of(day)
    summer = last_sunday(year, 3) < day <= last_sunday(year, 10)
    return day * DAY - (2 if summer else 1) * HOUR


def day_at(instant: int) -> int:
    """The local day of an instant; summer time runs from 01:00 UTC to 01:00 UTC."""
    year = year_of(instant // DAY)
    from_, until = (last_sunday(year, month) * DAY + HOUR for month in (3, 10))
    return (instant + (2 if from_ <= instant < until else 1) * HOUR) // DAY


def six_weeks_end(received: int) -> int:
    """The instant at which six weeks after the day of receipt are over."""
    return begins(day_at(received) + 42 + 1)
