"""Days in Amsterdam: the date table, a second reckoning of every day, and the faults that these must catch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.contracting.amsterdam import (
    MICROSECOND,
    NotAnInstant,
    at_the_clock,
    day_of,
    days_after,
    end_of,
    first_of,
    instant,
    last_instant,
    local,
    start_of,
    weeks_after,
)
from inkoopwijzer.policy.milestones import Unit
from tests.contracting import second

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2033, 1, 1) - date(2024, 1, 1)).days)]
some_day = st.dates(date(2020, 1, 1), date(2040, 12, 31))
some_moment = st.builds(
    lambda day, seconds: datetime.combine(day, time(), UTC) + timedelta(microseconds=seconds),
    some_day,
    st.integers(0, 86_400_000_000 - 1),
)


def six_weeks_end(received: datetime) -> datetime:
    """The end of the term of six weeks that is not counted from the day of receipt itself."""
    return end_of(weeks_after(day_of(received), 6))


# --- the date table ------------------------------------------------------------------------------------------------


def test_late_on_the_evening_before_summer_time_ends_six_weeks_last_until_local_midnight() -> None:
    received = datetime(2026, 10, 24, 23, 30, tzinfo=AMSTERDAM)
    assert six_weeks_end(received) == datetime(2026, 12, 5, 23, 0, tzinfo=UTC)
    assert local(six_weeks_end(received)).isoformat() == "2026-12-06T00:00:00+01:00"


def test_a_quarter_past_midnight_lies_on_the_new_day() -> None:
    received = datetime(2026, 9, 24, 0, 15, tzinfo=AMSTERDAM)
    assert instant(received).date() == date(2026, 9, 23)
    assert day_of(received) == date(2026, 9, 24)
    assert weeks_after(day_of(received), 6) == date(2026, 11, 5)


def test_six_weeks_can_end_on_the_day_that_summer_time_starts() -> None:
    received = datetime(2027, 2, 14, 0, 30, tzinfo=AMSTERDAM)
    assert weeks_after(day_of(received), 6) == date(2027, 3, 28)
    assert six_weeks_end(received) == datetime(2027, 3, 28, 22, 0, tzinfo=UTC)
    assert end_of(date(2027, 3, 28)) - start_of(date(2027, 3, 28)) == timedelta(hours=23)


def test_six_weeks_count_the_29th_of_february() -> None:
    assert weeks_after(date(2028, 1, 20), 6) == date(2028, 3, 2)


def test_a_time_that_comes_twice_is_kept_apart_by_its_offset() -> None:
    day, clock = date(2026, 10, 25), time(2, 30)
    summer, winter = (at_the_clock(day, clock, timedelta(hours=h)) for h in (2, 1))
    assert (summer, winter) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert [local(m).isoformat() for m in (summer, winter)] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]
    with pytest.raises(NotAnInstant, match="comes twice"):
        at_the_clock(day, clock)
    assert [instant(datetime(2026, 10, 25, 2, 30, fold=f, tzinfo=AMSTERDAM)) for f in (0, 1)] == [
        summer,
        winter,
    ]


def test_a_time_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(NotAnInstant, match="does not exist"):
        at_the_clock(date(2026, 3, 29), time(2, 30))
    with pytest.raises(NotAnInstant, match="does not exist"):
        day_of(datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM))
    assert at_the_clock(date(2026, 3, 29), time(3, 0)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_two_days_over_the_end_of_summer_time_are_49_hours() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=AMSTERDAM)
    after = datetime(2026, 10, 26, 12, tzinfo=AMSTERDAM)
    assert after - before == timedelta(hours=48)  # what Python says of two clocks in one zone
    assert instant(after) - instant(before) == timedelta(hours=49)


def test_the_29th_of_february_of_a_year_later_is_never_asked() -> None:
    """A term is written in weeks and days; whether it may be in years is tested where it is read."""
    assert first_of(Unit.year, date(2028, 2, 29), following=True) == date(2029, 1, 1)
    assert first_of(Unit.month, date(2028, 2, 29), following=True) == date(2028, 3, 1)


# --- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [instant, local, day_of])
def test_a_time_without_a_zone_is_refused(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(NotAnInstant, match="no time zone"):
        ask(datetime(2026, 11, 12, 12))  # noqa: DTZ001


def test_a_clock_with_a_zone_of_its_own_or_a_wrong_offset_is_refused() -> None:
    with pytest.raises(NotAnInstant, match="of its own"):
        at_the_clock(date(2026, 11, 12), time(12, tzinfo=UTC))
    with pytest.raises(NotAnInstant, match="does not have that offset"):
        at_the_clock(date(2026, 11, 12), time(12), timedelta(hours=2))


def test_an_instant_of_another_zone_lies_on_its_day_in_amsterdam() -> None:
    assert day_of(datetime(2026, 11, 12, 18, 30, tzinfo=timezone(timedelta(hours=-5)))) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("unit", "day", "same", "following"),
    [
        (Unit.month, date(2027, 3, 17), date(2027, 3, 1), date(2027, 4, 1)),
        (Unit.month, date(2027, 12, 31), date(2027, 12, 1), date(2028, 1, 1)),
        (Unit.quarter, date(2027, 6, 30), date(2027, 4, 1), date(2027, 7, 1)),
        (Unit.quarter, date(2027, 10, 1), date(2027, 10, 1), date(2028, 1, 1)),
        (Unit.year, date(2028, 2, 29), date(2028, 1, 1), date(2029, 1, 1)),
    ],
)
def test_the_first_of_a_month_quarter_or_year(unit: Unit, day: date, same: date, following: date) -> None:
    assert (first_of(unit, day), first_of(unit, day, following=True)) == (same, following)


# --- every day of nine years, reckoned twice -----------------------------------------------------------------------


def micros(moment: datetime) -> int:
    """An instant as the second reckoning writes it."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // MICROSECOND


def days_that_differ(end: Callable[[date], datetime], which: Callable[[datetime], date]) -> Iterator[date]:
    """The days on which an implementation has another end, or puts an instant near midnight on another day."""
    for day in DAYS:
        no = second.number(day.year, day.month, day.day)
        over = second.begins(no + 1)
        near = [datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=over + d) for d in (-1, 0, 1)]
        wanted = [second.day_at(micros(moment)) for moment in near]
        found = [second.number(d.year, d.month, d.day) for d in map(which, near)]
        if micros(end(day)) != over or found != wanted or wanted != [no, no + 1, no + 1]:
            yield day


def receipts() -> Iterator[datetime]:
    """Moments of receipt: just after midnight, at noon and just before midnight, on every day."""
    for day in DAYS:
        for clock in (time(0, 15), time(12), time(23, 45)):
            yield datetime.combine(day, clock, AMSTERDAM).astimezone(UTC)


def receipts_that_differ(reckon: Callable[[datetime], datetime]) -> int:
    """For how many receipts an implementation lets six weeks end at another instant."""
    return sum(micros(reckon(r)) != second.six_weeks_end(micros(r)) for r in receipts())


def test_all_days_of_nine_years_are_equal_to_a_second_reckoning() -> None:
    assert len(DAYS) == 3288
    assert list(days_that_differ(end_of, day_of)) == []
    assert receipts_that_differ(six_weeks_end) == 0
    for day in DAYS:
        no = second.number(day.year, day.month, day.day)
        later = weeks_after(day, 6)
        assert second.number(later.year, later.month, later.day) == no + 42
        assert micros(last_instant(day)) == second.begins(no + 1) - 1


def test_the_first_days_of_nine_years_are_equal_to_a_second_reckoning() -> None:
    for unit, starts in {
        Unit.month: range(1, 13),
        Unit.quarter: (1, 4, 7, 10),
        Unit.year: (1,),
    }.items():
        firsts = sorted(second.number(y, m, 1) for y in range(2023, 2035) for m in starts)
        for day in DAYS:
            no = second.number(day.year, day.month, day.day)
            found = [first_of(unit, day, following) for following in (False, True)]
            assert [second.number(d.year, d.month, d.day) for d in found] == [
                max(f for f in firsts if f <= no),
                min(f for f in firsts if f > no),
            ]


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        (
            "a day ends at midnight of UTC",
            (lambda d: datetime.combine(d + timedelta(days=1), time(), UTC), day_of),
        ),
        ("a day lasts 24 hours", (lambda d: start_of(d) + timedelta(hours=24), day_of)),
        ("always winter time", (lambda d: datetime.combine(d, time(23), UTC), day_of)),
        ("the date of UTC", (end_of, lambda moment: moment.astimezone(UTC).date())),
        ("the last microsecond is left out", (last_instant, day_of)),
    ],
)
def test_a_planted_fault_in_days_is_caught(
    fault: str, wrong: tuple[Callable[[date], datetime], Callable[[datetime], date]]
) -> None:
    assert list(days_that_differ(*wrong)), fault


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ("42 days on UTC, then the day", lambda r: end_of(day_of(r + timedelta(days=42)))),
        ("42 times 24 hours after midnight", lambda r: end_of(day_of(r)) + timedelta(hours=42 * 24)),
        ("42 times 24 hours after receipt", lambda r: r + timedelta(hours=42 * 24)),
        ("the date of UTC", lambda r: end_of(weeks_after(r.date(), 6))),
        ("the day of receipt counts", lambda r: end_of(days_after(day_of(r), 41))),
        ("the last day does not count", lambda r: start_of(weeks_after(day_of(r), 6))),
    ],
)
def test_a_planted_fault_in_a_term_is_caught(fault: str, wrong: Callable[[datetime], datetime]) -> None:
    assert receipts_that_differ(wrong), fault


def test_the_second_reckoning_stands_on_known_days() -> None:
    assert [second.number(1970, 1, 1), second.number(2000, 3, 1)] == [0, 11017]
    assert second.last_sunday(2026, 3) == second.number(2026, 3, 29)
    assert second.last_sunday(2026, 10) == second.number(2026, 10, 25)
    assert second.last_sunday(2027, 3) == second.number(2027, 3, 28)


# --- what must always hold -----------------------------------------------------------------------------------------


@given(some_day)
def test_the_last_instant_of_a_day_comes_just_before_the_next_day(day: date) -> None:
    assert last_instant(day) + MICROSECOND == end_of(day) == start_of(days_after(day, 1))
    assert (day_of(last_instant(day)), day_of(end_of(day))) == (day, days_after(day, 1))
    assert timedelta(hours=23) <= end_of(day) - start_of(day) <= timedelta(hours=25)


@given(some_moment)
def test_every_instant_lies_within_its_day(moment: datetime) -> None:
    assert start_of(day_of(moment)) <= moment < end_of(day_of(moment))


@given(some_moment, some_moment, st.integers(0, 60))
def test_who_receives_later_never_has_an_earlier_last_day(one: datetime, other: datetime, weeks: int) -> None:
    early, late = sorted((one, other))
    assert weeks_after(day_of(early), weeks) <= weeks_after(day_of(late), weeks)
    assert end_of(weeks_after(day_of(early), weeks)) <= end_of(weeks_after(day_of(late), weeks))


@given(some_day, st.integers(0, 60), st.integers(0, 60))
def test_weeks_add_up_and_keep_the_day_of_the_week(day: date, one: int, more: int) -> None:
    assert weeks_after(weeks_after(day, one), more) == weeks_after(day, one + more)
    assert weeks_after(day, one).weekday() == day.weekday()


@given(some_day, st.sampled_from(Unit))
def test_the_first_of_a_unit_is_never_after_the_day_and_the_following_always(day: date, unit: Unit) -> None:
    assert first_of(unit, day) <= day < first_of(unit, day, following=True)
    assert first_of(unit, first_of(unit, day)) == first_of(unit, day)


@given(some_moment)
def test_the_clock_in_amsterdam_leads_back_to_the_instant(moment: datetime) -> None:
    shown = local(moment)
    assert at_the_clock(shown.date(), shown.time(), shown.utcoffset()) == moment
