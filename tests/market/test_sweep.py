"""A sweep gives at each value what the policy with that norm gives, and every jump where it is."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import numpy as np
import pytest

from inkoopwijzer.market.sweep import Curve, Hand, jumps, standings_of, sweep
from inkoopwijzer.market.what_if_dial import Dial, Gauge
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import NewNorm
from tests.market.what_if_cases import Changed, cases

LOW, HIGH = 20.0, 200.0
NUMBERS = (
    "28",
    "29",
    "30",
    "31",
    "31.5",
    "32",
    "89.9",
    "90",
    "98",
    "99",
    "100",
    "101",
    "149.9",
    "150",
    "150.1",
    "160",
)


def with_a_norm(count: int, start: int = 0) -> list[tuple[Changed, str]]:
    found = [case for case in cases(count, start) if case.policy.norms]
    return [(case, Random(case.seed).choice(list(case.policy.norms))) for case in found]


def swept_wrong(case: Changed, norm: str) -> bool:
    """Whether a sweep differs somewhere from assessing the policy with that norm anew."""
    dial = Dial(case.before(), norm)
    curve = sweep(dial, [float(number) for number in NUMBERS])
    for number, tally, standings in zip(NUMBERS, curve.tallies(), curve.standings(), strict=True):
        anew = case.anew(alter(case.policy, [NewNorm(norm, Decimal(number))]).policy, case.readings)
        if tally.counts != anew.tally().counts:
            return True
        if not dial.elsewhere and standings["geen"][0] != int((anew.sets == 1 << len(anew.groups)).sum()):
            return True
    return False


def test_a_sweep_gives_what_the_policy_with_each_norm_gives() -> None:
    found = with_a_norm(50)
    assert len(found) > 12
    assert [case.seed for case, norm in found if swept_wrong(case, norm)] == []


def test_a_sweep_works_out_all_practices_or_only_those_that_the_norm_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for most in (0.0, 1.0):
        monkeypatch.setattr("inkoopwijzer.market.what_if_dial.MOST_ROWS", most)
        assert [case.seed for case, norm in with_a_norm(25) if swept_wrong(case, norm)] == []


def test_a_sweep_that_puts_a_number_on_the_wrong_side_of_the_norm_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A planted fault: a number equal to the norm counts as above it."""
    monkeypatch.setattr("inkoopwijzer.market.what_if_dial._INCLUDED", ())
    assert any(swept_wrong(case, norm) for case, norm in with_a_norm(150))


def test_a_sweep_that_forgets_to_count_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: the codes are worked out again, and the counts stay."""
    monkeypatch.setattr("inkoopwijzer.market.what_if_dial.MOST_ROWS", 1.0)
    monkeypatch.setattr(Hand, "_renew", lambda self, rows, was: None)
    assert any(swept_wrong(case, norm) for case, norm in with_a_norm(150))


def expected_jumps(case: Changed, norm: str) -> dict[float, int]:
    """By value the practices whose outcome set differs just below and just above it."""
    before = case.before()
    found = {}
    for number in NUMBERS:
        sides = [
            case.anew(alter(case.policy, [NewNorm(norm, Decimal(number) + step)]).policy, case.readings).sets
            for step in (Decimal("-0.01"), Decimal("0.01"))
        ]
        moved = int((sides[0] != sides[1]).sum())
        if moved:
            found[float(number)] = moved
    assert len(before.market.records) == len(case.dossiers)
    return found


def test_jumps_are_where_outcomes_differ_just_below_and_just_above() -> None:
    found = 0
    for case, norm in with_a_norm(30):
        jumped = {
            jump.value: jump.moved for jump in jumps(Dial(case.before(), norm), LOW, HIGH) if jump.moved
        }
        assert jumped == expected_jumps(case, norm), case.seed
        found += len(jumped)
    assert found > 5


def test_a_jump_tells_how_many_practices_sit_there() -> None:
    for case, norm in with_a_norm(60):
        dial = Dial(case.before(), norm)
        for jump in jumps(dial, LOW, HIGH):
            sitting = {
                row
                for gauge in dial.gauges
                for row in gauge.practices(np.flatnonzero(gauge.values == jump.value)).tolist()
            }
            assert jump.practices == len(sitting)


def test_only_values_within_the_range_are_told() -> None:
    case, norm = next((c, n) for c, n in with_a_norm(100) if jumps(Dial(c.before(), n), LOW, HIGH))
    dial = Dial(case.before(), norm)
    values = [jump.value for jump in jumps(dial, LOW, HIGH)]
    assert values == sorted(set(values))
    first = values[0]
    assert [jump.value for jump in jumps(dial, first, first)] == [first]
    assert jumps(dial, first + 0.001, first + 0.002) == ()


def test_values_are_taken_upwards_each_once() -> None:
    case, norm = with_a_norm(40)[0]
    curve = sweep(Dial(case.before(), norm), [100.0, 30.0, 100.0])
    assert curve.values == (30.0, 100.0)
    assert sweep(Dial(case.before(), norm), []).values == ()


def test_a_hand_only_turns_up() -> None:
    case, norm = with_a_norm(40)[0]
    hand = Hand(Dial(case.before(), norm), 30.0)
    with pytest.raises(ValueError, match="below"):
        hand.rise(29.0)


def test_standings_tell_what_is_sure_and_what_is_possible_besides() -> None:
    for case in cases(60):
        one = case.before()
        outcomes = [one.outcome(row) for row in range(len(case.dossiers)) if not one.for_others[row]]
        standings = standings_of(one)
        for name in (*one.groups, "geen"):
            assert standings[name] == (
                sum(outcome == (name,) for outcome in outcomes),
                sum(name in outcome and len(outcome) > 1 for outcome in outcomes),
            )


def test_a_curve_counts_every_practice_at_each_value() -> None:
    case, norm = with_a_norm(40)[1]
    curve: Curve = sweep(Dial(case.before(), norm), [30.0, 100.0])
    assert [sum(tally.counts.values()) for tally in curve.tallies()] == [len(case.dossiers)] * 2


def test_a_gauge_knows_the_elements_between_two_norms() -> None:
    for case, norm in with_a_norm(60):
        for gauge in Dial(case.before(), norm).gauges:
            for low, high in ((29.0, 30.0), (30.0, 150.0), (99.0, 99.0)):
                elements, code = gauge.passed(low, high)
                was, now = Gauge.codes(gauge, low), Gauge.codes(gauge, high)
                assert sorted(elements.tolist()) == np.flatnonzero(was != now).tolist()
                assert (now[elements] == code).all()
