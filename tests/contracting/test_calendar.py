"""A calendar as a whole: for whom, in which order, waiting for what, and how it stands on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.contracting.calendar import Dated, by_themselves, calendar_of, events_of
from inkoopwijzer.contracting.standing import Standing, State, in_time, standing
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from tests.contracting.packages import RECEIVED, files_with, policy_with, reading, received

SIX_WEEKS = f"after: voorstel_ontvangen, {RECEIVED}, weeks: 6, counting: next_day"
DAY = date(2026, 10, 20)
some_day = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def rows(policy: Policy, **asked: object) -> list[Dated]:
    """The milestones written in the package, without those of the terms."""
    return [d for d in calendar_of(policy, **asked) if not d.id.startswith("looptijd.")]  # type: ignore[arg-type]


def both() -> Policy:
    return policy_with(zes_weken=SIX_WEEKS, vast="until: 2026-11-12", samen="earliest: [zes_weken, vast]")


def test_milestones_stand_in_order_of_time_and_those_without_a_day_last() -> None:
    policy = policy_with(
        later="until: 2027-08-31", wacht=SIX_WEEKS, open="from: 2027-01-01", eerst="on: 2026-04-01"
    )
    assert [d.id for d in rows(policy)] == ["eerst", "open", "later", "wacht"]


def test_agreements_with_the_same_days_share_a_milestone() -> None:
    (one,) = rows(policy_with(dag="on: 2026-04-01"))
    assert (one.agreements, one.everyone) == (("fysiotherapie", "logopedie"), True)


def test_agreements_whose_proposal_came_on_other_days_have_a_milestone_each() -> None:
    policy = policy_with(zes_weken=SIX_WEEKS)
    fysio, logo = rows(policy, events=received(date(2026, 9, 24)))
    assert (fysio.agreements, fysio.last, fysio.waits) == (("fysiotherapie",), date(2026, 11, 5), ())
    assert (logo.agreements, logo.last, logo.everyone) == (("logopedie",), None, False)
    assert logo.waits[0].keys == (("salland", "logopedie"),)


def test_a_milestone_that_waits_says_for_which_answer() -> None:
    (waiting,) = rows(policy_with(zes_weken=SIX_WEEKS), agreements=["logopedie"])
    assert waiting.waits[0].ask.nl == (
        "Op welke dag ontving u het contractvoorstel voor logopedie van Salland Zorgverzekeraar?"
    )
    (shared,) = rows(policy_with(zes_weken=SIX_WEEKS))
    assert len(shared.waits[0].keys) == 2
    assert "voor ‹beroep› van Salland" in shared.waits[0].ask.nl


def test_only_the_agreements_asked_for_are_shown() -> None:
    policy = policy_with(extra="    agreements: [logopedie]\n", dag="on: 2026-04-01")
    assert [d.agreements for d in rows(policy)] == [("logopedie",)]
    assert rows(policy, agreements=["fysiotherapie"]) == []
    assert rows(policy, left_out=frozenset({("logopedie", "dag")})) == []


def test_terms_are_milestones_made_from_the_agreements() -> None:
    found = {(d.id, d.first): d.agreements for d in calendar_of(policy_with(dag="on: 2026-04-01"))}
    assert found[("looptijd.begin", date(2031, 1, 1))] == ("fysiotherapie",)
    assert found[("looptijd.begin", date(2030, 1, 1))] == ("logopedie",)
    assert found[("looptijd.einde", date(2032, 12, 31))] == ("fysiotherapie", "logopedie")


def test_a_term_without_an_end_has_no_last_day() -> None:
    files = files_with(dag="on: 2026-04-01")
    files["aanbod.yaml"] = files["aanbod.yaml"].replace(b"until: 2032-12-31", b"until: 9999-12-31")
    assert {d.id for d in calendar_of(parse_policy(files, stamped=False))} == {"dag", "looptijd.begin"}


def test_both_days_that_collide_are_shown_and_the_reading_decides() -> None:
    policy = policy_with(
        readings=reading("welke", "eerste", "vaste"),
        zes_weken=SIX_WEEKS,
        vast="until: 2026-11-12",
        samen="by_reading: welke, options: {eerste: {earliest: [zes_weken, vast]}, vaste: {same: vast}}",
    )
    came = received(date(2026, 9, 24))
    (samen,) = (d for d in rows(policy, events=came, agreements=["fysiotherapie"]) if d.id == "samen")
    assert samen.collides
    assert [(c.milestone, c.last, c.decides) for c in samen.compared] == [
        ("zes_weken", date(2026, 11, 5), True),
        ("vast", date(2026, 11, 12), False),
    ]
    assert [(a.reading, a.option, a.last) for a in samen.alternatives] == [
        ("welke", "vaste", date(2026, 11, 12))
    ]
    (other,) = (
        d
        for d in rows(policy, events=came, agreements=["fysiotherapie"], readings={"welke": "vaste"})
        if d.id == "samen"
    )
    assert (other.last, other.alternatives[0].last) == (date(2026, 11, 12), date(2026, 11, 5))


def test_days_that_agree_do_not_collide() -> None:
    found = {d.id: d for d in rows(both(), events=received(date(2026, 10, 1)), agreements=["fysiotherapie"])}
    assert not found["samen"].collides
    assert found["vast"].part_of == ("samen",)


def test_what_another_milestone_weighs_does_not_stand_by_itself() -> None:
    assert [d.id for d in by_themselves(rows(both()))] == ["samen"]
    alone = [d for d in rows(both()) if d.id != "samen"]
    assert by_themselves(alone) == tuple(alone)


def test_the_instant_at_which_the_last_day_is_over_is_told_in_utc() -> None:
    winter, summer = rows(policy_with(a="until: 2026-11-12", b="until: 2027-08-31"))
    assert winter.until == datetime(2026, 11, 12, 23, tzinfo=UTC)
    assert summer.until == datetime(2027, 8, 31, 22, tzinfo=UTC)
    assert rows(policy_with(a="from: 2027-01-01"))[0].until is None


# --- how it stands on a day ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "waits", "state", "left"),
    [
        (None, date(2026, 10, 19), False, State.passed, None),
        (None, date(2026, 10, 20), False, State.today, 0),
        (None, date(2026, 10, 21), False, State.ahead, 1),
        (date(2026, 10, 21), date(2026, 10, 30), False, State.ahead, 1),
        (date(2026, 10, 20), date(2026, 10, 30), False, State.running, 10),
        (date(2026, 10, 1), date(2026, 10, 20), False, State.today, 0),
        (date(2026, 10, 20), None, False, State.today, 0),
        (date(2026, 10, 19), None, False, State.running, None),
        (date(2026, 10, 22), None, False, State.ahead, 2),
        (None, None, True, State.waiting, None),
        (None, None, False, State.silent, None),
        (None, date(2026, 10, 21), True, State.ahead, 1),
        (None, date(2026, 10, 19), True, State.waiting, None),
    ],
)
def test_a_milestone_is_past_today_running_ahead_or_waiting(
    first: date | None, last: date | None, waits: bool, state: State, left: int | None
) -> None:
    assert standing(first, last, DAY, waits) == Standing(state, left)


@given(some_day, st.integers(0, 60), some_day)
def test_the_state_only_moves_forward(first: date, length: int, day: date) -> None:
    order = [State.ahead, State.running, State.today, State.passed]
    last = first + timedelta(days=length)
    now, next_day = (standing(first, last, d).state for d in (day, day + timedelta(days=1)))
    assert order.index(now) <= order.index(next_day)


@given(some_day, st.integers(0, 60), some_day)
def test_a_day_in_the_window_is_in_time_and_no_other(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert in_time(first, last, moment) == (first <= day <= last)
    assert in_time(first, last, moment) == (standing(first, last, day).state in (State.running, State.today))


@given(some_day, some_day)
def test_looking_twice_from_the_same_day_gives_the_same(came: date, day: date) -> None:
    """State is a function of what happened and the day: nothing lapses because something ran."""
    one, other = (
        [(d.id, d.first, d.last, d.standing(day)) for d in calendar_of(both(), received(came))]
        for _ in range(2)
    )
    assert one == other


# --- what happened, from a dossier ---------------------------------------------------------------------------------

DOSSIER = """\
dossier: "1"
praktijk:
  naam: Proef
  soort_praktijk: vrijgevestigd
  voorstel_ontvangen: {salland: {fysiotherapie: 2026-09-24, logopedie: onbekend}}
  offerte_ingediend: {salland: 2026-09-30}
"""


def test_the_days_of_a_dossier_are_what_happened_and_an_unknown_day_is_not() -> None:
    assert events_of(parse_dossier(DOSSIER.encode(), "d.yaml"), DAY) == {
        ("voorstel_ontvangen", "salland", "fysiotherapie"): date(2026, 9, 24),
        ("offerte_ingediend", "salland"): date(2026, 9, 30),
    }
