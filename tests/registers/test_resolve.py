"""What several sources say of one cell, made one course of time."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.registers import resolve as resolving
from inkoopwijzer.registers.resolve import Statements, free_days, resolve

NO, UNSURE, YES = 0, 1, 2
LAST = 20


class Said(NamedTuple):
    row: int
    value: int
    start: int
    end: int
    source: int
    seen: int
    table: int
    delivery: int


def statements(said: list[Said]) -> Statements:
    columns = zip(*said, strict=True) if said else [()] * 8
    return Statements(*(np.array(column, dtype=np.int32) for column in columns))


def listed(found: Statements) -> list[Said]:
    return [
        Said(*(int(v) for v in one))
        for one in zip(*(getattr(found, name) for name in Said._fields), strict=True)
    ]


def on_day(records: list[Said], day: int) -> int:
    """The value on a day as a dossier has it: the record that covers it; else "no" where all say yes."""
    for record in records:
        if record.start <= day <= record.end:
            return record.value
    return NO if records and all(record.value == YES for record in records) else UNSURE


def meant(said: list[Said], day: int) -> int:
    """The rule, told the slow way: the source seen last decides, unless it says nothing of the day.

    What one delivery says without speaking of a day twice is one history, and a history of nothing but "yes" says "no"
    of the other days.
    """
    days = range(LAST + 1)
    said = [
        one
        for one in said
        if not any(
            (o.source, o.table, o.start) == (one.source, one.table, one.start)
            and (o.seen, o.delivery) > (one.seen, one.delivery)
            for o in said
        )
    ]
    by_source = {
        source: {
            at: max(
                (o for o in said if o.source == source and o.start <= at <= o.end),
                key=lambda o: (o.seen, o.delivery),
            )
            for at in days
            if any(o.source == source and o.start <= at <= o.end for o in said)
        }
        for source in {o.source for o in said}
    }
    newest = {source: max(o.seen for o in shown.values()) for source, shown in by_source.items()}
    order = sorted(by_source, key=lambda source: (-newest[source], source))
    visible = {o for shown in by_source.values() for o in shown.values()}
    heard = {o.delivery for o in visible if o.source == order[0]}
    twice = {
        a[at].delivery
        for one, a in by_source.items()
        for other, b in by_source.items()
        for at in days
        if one < other and at in a and at in b and a[at].delivery == b[at].delivery
    }
    voice = {o for o in visible if o.source == order[0] or o.delivery in heard - twice}
    if all(o.value == YES for o in voice):
        by_source = {s: {at: o for at, o in told.items() if o in voice} for s, told in by_source.items()}
    shown = {
        at: next(by_source[s][at] for s in order if at in by_source[s])
        for at in days
        if any(at in by_source[s] for s in order)
    }
    if day in shown:
        return shown[day].value
    return NO if all(o.value == YES for o in shown.values()) else UNSURE


SAID = st.builds(
    lambda row, value, start, length, source, seen, table, delivery: Said(
        row, value, start, min(LAST, start + length), source, seen, table, delivery
    ),
    st.integers(0, 2),
    st.sampled_from([NO, UNSURE, YES, YES, YES]),
    st.integers(0, LAST),
    st.integers(0, LAST),
    st.integers(0, 2),
    st.integers(0, 3),
    st.just(0),
    st.integers(1, 4),
)


def distinct(said: list[Said]) -> list[Said]:
    """Without what an import refuses: one source that in one delivery says two things of a day. Each has one table."""
    found: list[Said] = []
    for one in (one._replace(table=one.delivery % 2) for one in said):
        if not any(
            (o.row, o.source, o.delivery) == (one.row, one.source, one.delivery)
            and o.start <= one.end
            and one.start <= o.end
            for o in found
        ):
            found.append(one)
    return found


@given(st.lists(SAID, max_size=9).map(distinct))
def test_on_each_day_the_source_that_counts_first_decides(said: list[Said]) -> None:
    found = listed(resolve(statements(said), YES))
    of = {row: list(group) for row, group in groupby(found, key=lambda one: one.row)}
    for row in {one.row for one in said}:
        mine = [one for one in said if one.row == row]
        for day in range(LAST + 1):
            assert on_day(of.get(row, []), day) == meant(mine, day), (row, day)


@given(st.lists(SAID, max_size=9).map(distinct), st.booleans())
def test_no_two_records_of_a_cell_share_a_day_and_they_are_in_order(said: list[Said], yes_no: bool) -> None:
    found = listed(resolve(statements(said), YES if yes_no else None))
    assert [(one.row, one.start) for one in found] == sorted((one.row, one.start) for one in found)
    for before, after in pairwise(found):
        assert before.row < after.row or before.end < after.start


@given(st.lists(SAID, max_size=9).map(distinct))
def test_who_has_one_statement_keeps_it_as_it_is(said: list[Said]) -> None:
    once = [one for one in said if sum(o.row == one.row for o in said) == 1]
    found = listed(resolve(statements(said), YES))
    assert [one for one in found if any(one.row == o.row for o in once)] == sorted(once)


def one(value: int, start: int, end: int, *, source: int, seen: int, delivery: int = 1) -> Said:
    return Said(0, value, start, end, source, seen, 0, delivery)


def test_an_older_source_does_not_prolong_what_a_newer_one_says_is_over() -> None:
    older = one(YES, 6, LAST, source=0, seen=1)
    newer = one(YES, 0, 5, source=1, seen=2, delivery=2)
    assert listed(resolve(statements([older, newer]), YES)) == [newer]


def test_a_history_that_one_delivery_puts_together_of_two_sources_stays_whole() -> None:
    older = one(YES, 6, LAST, source=0, seen=1)
    newer = one(YES, 0, 5, source=1, seen=2)
    assert listed(resolve(statements([older, newer]), YES)) == [newer, older]


def test_an_older_source_fills_the_days_of_which_a_newer_one_says_nothing() -> None:
    older = one(NO, 0, LAST, source=0, seen=1)
    newer = one(UNSURE, 6, 9, source=1, seen=2)
    found = listed(resolve(statements([older, newer]), YES))
    assert [(o.value, o.start, o.end) for o in found] == [(NO, 0, 5), (UNSURE, 6, 9), (NO, 10, LAST)]


def test_what_a_source_delivers_again_from_the_same_day_takes_the_place_of_what_it_said() -> None:
    first = one(YES, 3, LAST, source=0, seen=1)
    again = one(YES, 3, 9, source=0, seen=1, delivery=2)
    assert listed(resolve(statements([first, again]), YES)) == [again]


def test_without_that_rule_the_end_would_go_unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = one(YES, 3, LAST, source=0, seen=1)
    again = one(YES, 3, 9, source=0, seen=1, delivery=2)
    monkeypatch.setattr(resolving, "_without_superseded", lambda said: said)
    found = listed(resolve(statements([first, again]), YES))
    assert max(o.end for o in found) == LAST


@given(
    st.integers(0, LAST),
    st.integers(0, LAST),
    st.lists(st.tuples(st.integers(0, LAST), st.integers(0, LAST)).map(lambda pair: (min(pair), max(pair)))),
)
def test_free_days_are_exactly_those_that_are_not_taken(
    start: int, length: int, taken: list[tuple[int, int]]
) -> None:
    end = start + length
    found = free_days(start, end, sorted(taken))
    days = [day for first, last in found for day in range(first, last + 1)]
    assert days == [day for day in range(start, end + 1) if not any(a <= day <= b for a, b in taken)]
