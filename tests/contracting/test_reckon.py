"""What each way of writing a day comes to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.contracting.reckon import Events, Reckoned, Reckoner, parts_of, readings_of
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.fault import Faults
from tests.contracting.packages import RECEIVED, files_with, policy_with, reading, received

SIX_WEEKS = f"after: voorstel_ontvangen, {RECEIVED}, weeks: 6, counting: next_day"
FIRST = f"first_of: month, day_of: aanvraag_ingediend, {RECEIVED}"
CELL = ("voorstel_ontvangen", "salland", "fysiotherapie")
some_day = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def reckon(policy: Policy, name: str, events: Events | None = None, **readings: str) -> Reckoned:
    return Reckoner(policy, "fysiotherapie", events or {}, readings).milestone(name)


def applied(day: date) -> Events:
    return {("aanvraag_ingediend", "salland", "fysiotherapie"): day}


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        ("on: 2026-04-01", date(2026, 4, 1), date(2026, 4, 1)),
        ("until: 2026-11-12", None, date(2026, 11, 12)),
        ("before: 2026-09-01", None, date(2026, 8, 31)),
        ("before: 2028-03-01", None, date(2028, 2, 29)),
        ("from: 2026-09-01, until: 2026-09-30", date(2026, 9, 1), date(2026, 9, 30)),
        ("from: 2027-01-01", date(2027, 1, 1), None),
    ],
)
def test_days_that_the_document_names(rule: str, first: date | None, last: date | None) -> None:
    found = reckon(policy_with(dag=rule), "dag")
    assert (found.first, found.last, found.waits, found.silent) == (first, last, (), False)


@pytest.mark.parametrize(
    ("term", "last"),
    [
        ("weeks: 6, counting: next_day", date(2026, 11, 5)),
        ("weeks: 6, counting: same_day", date(2026, 11, 4)),
        ("days: 1, counting: next_day", date(2026, 9, 25)),
        ("days: 1, counting: same_day", date(2026, 9, 24)),
        ("weeks: 2, days: 3, counting: next_day", date(2026, 10, 11)),
    ],
)
def test_a_term_runs_from_the_day_something_happened(term: str, last: date) -> None:
    policy = policy_with(termijn=f"after: voorstel_ontvangen, {RECEIVED}, {term}")
    found = reckon(policy, "termijn", received(date(2026, 9, 24)))
    assert (found.first, found.last, found.since) == (date(2026, 9, 24), last, date(2026, 9, 24))


def test_a_term_waits_for_the_event_of_its_own_agreement() -> None:
    policy = policy_with(termijn=SIX_WEEKS)
    found = reckon(policy, "termijn", received(date(2026, 9, 24), "logopedie"))
    assert (found.known, found.waits) == (False, (CELL,))


@pytest.mark.parametrize(
    ("rule", "event", "day"),
    [
        (FIRST, date(2027, 3, 17), date(2027, 3, 1)),
        (f"{FIRST}, following: yes", date(2027, 3, 17), date(2027, 4, 1)),
        (f"{FIRST}, not_before: 2027-01-01", date(2026, 10, 5), date(2027, 1, 1)),
        (f"{FIRST}, not_before: 2027-01-01", date(2027, 2, 1), date(2027, 2, 1)),
        (FIRST.replace("month", "quarter"), date(2027, 3, 17), date(2027, 1, 1)),
        (FIRST.replace("month", "year"), date(2027, 3, 17), date(2027, 1, 1)),
        (f"{FIRST}, event_until: 2027-12-31", date(2027, 12, 31), date(2027, 12, 1)),
    ],
)
def test_the_first_day_of_the_month_of_an_application(rule: str, event: date, day: date) -> None:
    found = reckon(policy_with(ingang=rule), "ingang", applied(event))
    assert (found.first, found.last) == (day, day)


def test_for_an_application_after_the_last_one_spoken_of_the_document_gives_no_day() -> None:
    policy = policy_with(ingang=f"{FIRST}, event_until: 2027-12-31")
    found = reckon(policy, "ingang", applied(date(2028, 1, 1)))
    assert (found.known, found.silent, found.waits) == (False, True, ())


def both(of: str = "earliest") -> Policy:
    return policy_with(zes_weken=SIX_WEEKS, vast="until: 2026-11-12", samen=f"{of}: [zes_weken, vast]")


@pytest.mark.parametrize(
    ("came", "last", "decides"),
    [
        (date(2026, 9, 24), date(2026, 11, 5), "zes_weken"),
        (date(2026, 9, 30), date(2026, 11, 11), "zes_weken"),
        (date(2026, 10, 1), date(2026, 11, 12), "zes_weken"),  # both: the one named first is told
        (date(2026, 10, 2), date(2026, 11, 12), "vast"),
        (date(2026, 11, 12), date(2026, 11, 12), "vast"),
        (date(2026, 11, 13), date(2026, 12, 25), "zes_weken"),  # 12 November was over before it came
    ],
)
def test_the_earliest_of_two_days_decides_unless_it_was_over_already(
    came: date, last: date, decides: str
) -> None:
    found = reckon(both(), "samen", received(came))
    assert (found.last, found.decided_by) == (last, decides)
    assert [(name, part.last) for name, part in found.compared] == [
        ("zes_weken", came + timedelta(days=42)),
        ("vast", date(2026, 11, 12)),
    ]


def test_while_one_of_two_days_is_missing_the_other_is_the_latest_possible() -> None:
    found = reckon(both(), "samen")
    assert (found.last, found.decided_by, found.waits) == (date(2026, 11, 12), "vast", (CELL,))


@pytest.mark.parametrize(
    ("came", "last"), [(date(2026, 9, 24), date(2026, 11, 12)), (date(2026, 11, 13), date(2026, 12, 25))]
)
def test_the_latest_of_two_days_decides(came: date, last: date) -> None:
    assert reckon(both("latest"), "samen", received(came)).last == last


def test_while_one_of_two_days_is_missing_the_latest_is_not_known() -> None:
    found = reckon(both("latest"), "samen")
    assert (found.known, found.waits) == (False, (CELL,))


def test_an_open_end_comes_after_every_day() -> None:
    policy = policy_with(
        a="from: 2026-01-01", b="until: 2026-11-12", vroegst="earliest: [a, b]", laatst="latest: [a, b]"
    )
    assert reckon(policy, "vroegst").decided_by == "b"
    assert reckon(policy, "laatst").decided_by == "a"


def test_two_days_that_the_document_names_never_rule_each_other_out() -> None:
    policy = policy_with(a="on: 2026-11-05", b="on: 2026-11-12", vroegst="earliest: [b, a]")
    assert reckon(policy, "vroegst").last == date(2026, 11, 5)


def test_days_can_be_those_of_another_milestone() -> None:
    policy = policy_with(zes_weken=SIX_WEEKS, zelfde="same: zes_weken")
    found = reckon(policy, "zelfde", received(date(2026, 9, 24)))
    assert (found.last, found.decided_by) == (date(2026, 11, 5), "zes_weken")
    assert reckon(policy, "zelfde").waits == (CELL,)


def by_reading() -> Policy:
    return policy_with(
        readings=reading("welke", "eerste", "vaste") + reading("telt", "niet", "mee"),
        zes_weken=f"by_reading: telt, options: {{niet: {{{SIX_WEEKS}}}, "
        f"mee: {{{SIX_WEEKS.replace('next_day', 'same_day')}}}}}",
        vast="until: 2026-11-12",
        samen="by_reading: welke, options: {eerste: {earliest: [zes_weken, vast]}, vaste: {same: vast}}",
    )


def test_the_reading_chosen_decides_which_days_hold() -> None:
    came = received(date(2026, 9, 24))
    assert reckon(by_reading(), "samen", came).last == date(2026, 11, 5)
    assert reckon(by_reading(), "samen", came, telt="mee").last == date(2026, 11, 4)
    assert reckon(by_reading(), "samen", came, welke="vaste").last == date(2026, 11, 12)


def test_each_reading_that_would_give_other_days_is_told() -> None:
    policy = by_reading()

    def others(came: date) -> list[tuple[str, str, date | None]]:
        reckoner = Reckoner(policy, "fysiotherapie", received(came), {})
        return [(name, option, days.last) for name, option, days in reckoner.otherwise("samen")]

    assert others(date(2026, 9, 24)) == [
        ("welke", "vaste", date(2026, 11, 12)),
        ("telt", "mee", date(2026, 11, 4)),
    ]
    assert others(date(2026, 10, 5)) == []


def test_a_milestone_knows_its_parts_and_readings_under_every_option() -> None:
    policy = by_reading()
    assert set(parts_of(policy, "samen")) == {"zes_weken", "vast"}
    assert readings_of(policy, "samen") == ["welke", "telt"]
    assert (parts_of(policy, "vast"), readings_of(policy, "vast")) == ([], [])


# --- how it is written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (f"after: voorstel_ontvangen, {RECEIVED}, years: 1, counting: next_day", "policy.unknown_field"),
        (f"after: voorstel_ontvangen, {RECEIVED}, counting: next_day", "policy.days_form"),
        (f"after: voorstel_ontvangen, {RECEIVED}, weeks: 6", "policy.missing_field"),
        (f"{FIRST}, event_until: 31-12-2027", "policy.bad_date"),
        ("on: 2026-02-30", "policy.bad_date"),
        ("before: 0001-01-01", "policy.far_day"),
        ("until: 9999-12-31", "policy.far_day"),
        ("from: 2026-09-30, until: 2026-09-01", "policy.period_backwards"),
        ("same: dag", "policy.cycle"),
        ("earliest: [dagg]", "policy.unknown_milestone"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_where_it_is_written(rule: str, code: str) -> None:
    with pytest.raises(Faults) as caught:
        parse_policy(files_with(dag=rule), stamped=False)
    assert code in {fault.code for fault in caught.value.faults}


# --- what must always hold -----------------------------------------------------------------------------------------


@given(some_day)
def test_the_earliest_is_never_later_than_any_day_that_could_still_be_met(came: date) -> None:
    found = reckon(both(), "samen", received(came))
    assert found.last is not None
    assert found.last >= came
    assert found.last == min(day for day in (came + timedelta(days=42), date(2026, 11, 12)) if day >= came)


@given(some_day, st.integers(1, 52), st.integers(0, 30))
def test_counting_the_day_itself_ends_a_term_one_day_sooner(came: date, weeks: int, days: int) -> None:
    lengths = f"weeks: {weeks}" + (f", days: {days}" if days else "")
    rule = f"after: voorstel_ontvangen, {RECEIVED}, {lengths}, counting: "
    policy = _counting(rule)
    later, sooner = (reckon(policy, name, received(came)).last for name in ("later", "eerder"))
    assert later == came + timedelta(days=7 * weeks + days)
    assert sooner is not None
    assert later - sooner == timedelta(days=1)


def _counting(rule: str) -> Policy:
    return policy_with(later=rule + "next_day", eerder=rule + "same_day")


@given(some_day, some_day)
def test_what_happens_later_never_ends_sooner(one: date, other: date) -> None:
    policy = policy_with(zes_weken=SIX_WEEKS)
    early, late = (reckon(policy, "zes_weken", received(d)).last for d in sorted((one, other)))
    assert early is not None
    assert late is not None
    assert early <= late
