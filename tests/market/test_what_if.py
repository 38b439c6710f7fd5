"""A what-if gives what assessing the changed policy anew gives, and works out only what the change touches."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from inkoopwijzer.market import execute
from inkoopwijzer.market.assessed import Market
from inkoopwijzer.market.execute import Arrays
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.steps import PRACTICES, Slot
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_dial import Dial, open_norm
from inkoopwijzer.market.what_if_rows import worked_out
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import NewNorm, NoLonger
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from tests.assess.strategies import best_dossier
from tests.market.what_if_cases import Changed, cases, changed, same_codes, trace

MANY = 180
SOME = 70
THRESHOLDS = (28.0, 29.5, 30.0, 89.9, 90.0, 99.0, 100.0, 149.9, 150.0, 200.0)


def zz() -> Policy:
    return shipped_policies()[1]


def differs(case: Changed) -> bool:
    """Whether a what-if differs from assessing the changed policy anew."""
    after = WhatIf(case.before()).assess(case.altered, case.readings_after)
    anew = case.anew(case.altered, case.readings_after)
    names = [name for name in anew.planned.conditions if name in after.planned.conditions]
    return len(names) < len(anew.planned.conditions) or not same_codes(after, anew, names)


def test_a_what_if_is_the_changed_policy_assessed_anew() -> None:
    found = list(cases(MANY))
    assert len(found) > 0.9 * MANY
    assert [case.seed for case in found if differs(case)] == []


def test_most_of_these_changes_matter() -> None:
    moved = [
        case
        for case in cases(100)
        if not same_codes(case.before(), case.anew(case.altered, case.readings_after))
    ]
    assert len(moved) > 25


def test_a_what_if_is_what_the_interpreter_makes_of_the_changed_policy() -> None:
    for case in cases(SOME, start=5_000):
        after = WhatIf(case.before()).assess(case.altered, case.readings_after)
        for row, dossier in enumerate(case.dossiers[:3]):
            expected = trace(case.altered, dossier, case.on, case.readings_after)
            assert after.outcome(row) == expected.possible(), case.seed
            for group in after.groups:
                assert after.group_codes(group)[row] == expected.group_code(group), (case.seed, group)


def test_conditions_that_rest_on_a_changed_one_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: whoever forgets them is caught by the tests above."""
    monkeypatch.setattr(WhatIf, "resting_on", lambda self, names: frozenset(names))
    assert any(differs(case) for case in cases(MANY))


def test_a_reading_that_changed_is_read_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: a what-if that takes every reading for unchanged."""
    real = WhatIf.__init__

    def forgetful(self: WhatIf, before: object) -> None:
        real(self, before)  # type: ignore[arg-type]
        self._read.clear()

    monkeypatch.setattr(WhatIf, "__init__", forgetful)
    assert any(differs(case) for case in cases(MANY))


def test_the_market_that_a_what_if_stands_on_does_not_grow() -> None:
    case = next(case for case in cases(50) if differs_at_all(case))
    before = case.before()
    steps, codes = len(before.market.plan.steps), dict(before.market.arrays.codes)
    WhatIf(before).assess(case.altered, case.readings_after)
    assert len(before.market.plan.steps) == steps
    assert before.market.arrays.codes == codes


def differs_at_all(case: Changed) -> bool:
    return not same_codes(case.before(), case.anew(case.altered, case.readings_after))


def test_what_did_not_change_is_not_worked_out_again() -> None:
    dossiers = [replace(best_dossier(), file=f"{n}.yaml") for n in range(3)]
    (before,) = Market(records_of(dossiers)).assess([zz()], agreements=["fysiotherapie"])
    altered = alter(zz(), [NewNorm("p70_2025", Decimal(110))]).policy
    after = WhatIf(before).assess(altered)
    new = after.market.plan.steps[len(before.market.plan.steps) :]
    assert len(new) == 4  # the comparison, the two parts of index_tot_p70 above it, and group A
    nothing = WhatIf(before).assess(replace(zz(), hash="another"))
    assert len(nothing.market.plan.steps) == len(before.market.plan.steps)


def test_another_day_is_another_frame() -> None:
    case = changed(3)
    before = case.before()
    day = before.planned.frame.on.replace(year=2028)
    after = WhatIf(before).assess(case.policy, case.readings, day)
    (anew,) = Market(records_of(case.dossiers)).assess([case.policy], on=day, readings=case.readings)
    assert same_codes(after, anew, list(anew.planned.conditions))


# --- some practices only ------------------------------------------------------------------------------------


def test_steps_for_some_practices_are_those_of_all_of_them() -> None:
    for case in cases(60, start=1_000):
        one = case.before()
        arrays, chance = one.market.arrays, Random(case.seed)
        rows = np.array(sorted(chance.sample(range(len(case.dossiers)), 3)), dtype=np.int64)
        leaves = [slot for slot, step in enumerate(arrays.plan.steps) if not getattr(step, "of", ())]
        above = [slot for slot in range(len(arrays.plan.steps)) if slot not in leaves]
        found = worked_out(arrays, rows, {}, above, {slot: arrays.codes[slot] for slot in leaves})
        for slot in above:
            elements = found.spaces.elements(arrays.plan.chain(slot))
            assert (found[slot] == arrays.codes[slot][elements]).all(), (case.seed, slot)


def test_elements_of_lists_within_lists_stand_where_they_stand_in_the_whole() -> None:
    chains = set()
    for case in cases(150):
        arrays = case.before().market.arrays
        rows = np.array([1, 4, 6], dtype=np.int64)
        for chain in {step.chain for step in arrays.plan.steps} - {PRACTICES}:
            chains.add(len(chain))
            part = worked_out(arrays, rows, {}, (), arrays.codes).spaces
            whole = arrays.spaces.of(chain)
            assert whole.practice is not None
            expected = np.flatnonzero(np.isin(whole.practice, rows))
            assert sorted(part.elements(chain).tolist()) == expected.tolist()
            practice = part.of(chain).practice
            assert practice is not None
            assert np.array_equal(practice, whole.practice[part.elements(chain)])
    assert chains == {1, 2}


# --- a dial ---------------------------------------------------------------------------------------------------


def turned_wrong(case: Changed, chance: Random) -> bool:
    """Whether a dial differs from assessing the policy with that norm anew."""
    norm = chance.choice(list(case.policy.norms))
    before = case.before()
    dial = Dial(before, norm)
    if (
        dial.at(dial.now if dial.now == dial.now else -1.0).counts != before.tally().counts
        and dial.now == dial.now
    ):
        return True
    for value in chance.sample(THRESHOLDS, 2):
        altered = alter(case.policy, [NewNorm(norm, Decimal(str(value)))]).policy
        anew = case.anew(altered, case.readings)
        patterns = dial.patterns.copy()
        turned = dial.turn(value)
        patterns[turned.rows] = turned.patterns
        if (patterns != anew.patterns).any() or dial.at(value).counts != anew.tally().counts:
            return True
    return False


def dials() -> list[Changed]:
    return [case for case in cases(MANY) if case.policy.norms]


def test_a_dial_gives_what_the_policy_with_that_norm_gives() -> None:
    found = dials()
    assert len(found) > 45
    assert [case.seed for case in found if turned_wrong(case, Random(case.seed))] == []


def test_a_dial_may_work_out_all_practices_or_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (0.0, 1.0):
        monkeypatch.setattr("inkoopwijzer.market.what_if_dial.MOST_ROWS", most)
        assert [case.seed for case in dials()[:40] if turned_wrong(case, Random(case.seed))] == []


def test_a_dial_that_skips_a_dependent_step_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: the last of the steps that depend on the norm keeps its old code."""
    real = Arrays.dependents

    def shorter(self: Arrays, given: tuple[Slot, ...], wanted: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return real(self, given, wanted)[:-1]

    monkeypatch.setattr(Arrays, "dependents", shorter)
    assert any(turned_wrong(case, Random(case.seed)) for case in dials())


def test_a_dial_that_misses_a_practice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: of the practices whose code changes the first is forgotten."""
    monkeypatch.setattr("inkoopwijzer.market.what_if_dial.MOST_ROWS", 1.0)
    real = Dial.practices
    monkeypatch.setattr(Dial, "practices", lambda self, elements: real(self, elements)[1:])
    assert any(turned_wrong(case, Random(case.seed)) for case in dials())


def test_an_open_norm_leaves_open_whatever_it_may_be() -> None:
    for case in dials()[:60]:
        norm = next(iter(case.policy.norms))
        opened = case.anew(open_norm(case.policy, norm), case.readings)
        for value in THRESHOLDS[::3]:
            altered = alter(case.policy, [NewNorm(norm, Decimal(str(value)))]).policy
            for was, now in zip(
                opened.sets.tolist(), case.anew(altered, case.readings).sets.tolist(), strict=True
            ):
                assert was | now == was, case.seed


def test_a_norm_that_an_agreement_does_not_use_changes_nothing() -> None:
    (before,) = Market(records_of([best_dossier()])).assess([zz()], agreements=["logopedie"])
    dial = Dial(before, "p70_2025")
    assert dial.gauges == ()
    assert dial.now == 100
    assert dial.at(1.0).counts == before.tally().counts


def test_a_norm_that_the_market_does_not_know_can_still_be_turned() -> None:
    unknown = replace(best_dossier(), subjects={**best_dossier().subjects})
    markt = replace(unknown.subjects["markt"][0], cells={})
    unknown = replace(unknown, subjects={**unknown.subjects, "markt": (markt,)})
    (before,) = Market(records_of([unknown])).assess([zz()], agreements=["fysiotherapie"])
    dial = Dial(before, "p70_2025")
    assert np.isnan(dial.now)
    assert ("A",) not in dial.at(94.9).counts
    assert dial.at(95.0).counts[("A",)] == 1


def test_blocks_of_practices_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "BLOCK", 3)
    assert [case.seed for case in dials()[:20] if turned_wrong(case, Random(case.seed))] == []


def test_dropping_a_demand_of_a_group_needs_no_new_condition() -> None:
    (before,) = Market(records_of([best_dossier()])).assess([zz()], agreements=["fysiotherapie"])
    altered = alter(zz(), [NoLonger("praktijkregister")]).policy
    after = WhatIf(before).assess(altered)
    assert len(after.market.plan.steps) == len(before.market.plan.steps) + 1
