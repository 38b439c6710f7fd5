"""Arrays over a market give what the interpreter gives for each practice: codes, verdicts, outcomes, exact ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, Trace, compile_agreement, run
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market import execute, over_time, reasons, reduce, signatures, stand
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.outcome import names_of
from inkoopwijzer.market.reasons import VERDICTS
from inkoopwijzer.market.records import Bytes
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.services.markets import exact_outcomes
from tests.assess.strategies import Drawn, draw
from tests.conformance.test_straight import DAYS, dossiers, punched

RANDOM = 2_000
HOLED = 400


def market_of(found: Sequence[Dossier]) -> Market:
    """A market of these dossiers, in which the market's facts of the first hold for all."""
    return Market(records_of(found, markt=found[0].subjects["markt"][0]))


def assessed(drawn: Drawn, market: Market) -> AssessedAgreement:
    return market.assess([drawn.policy], on=drawn.on, readings=drawn.readings)[0]


def trace_of(one: AssessedAgreement, practice: int) -> Trace:
    return run(program_of(one), case_of(one, practice))


def program_of(one: AssessedAgreement) -> Program:
    planned = one.planned
    return compile_agreement(planned.policy, planned.agreement.id, tuple(sorted(planned.readings.items())))


def case_of(one: AssessedAgreement, practice: int) -> Case:
    return Case(dossier_at(one.market.records, practice), one.planned.frame.on, one.planned.frame.term)


def differences(one: AssessedAgreement, practice: int, *, verdicts: bool = True) -> Iterator[str]:
    """What the arrays say of a practice that the interpreter does not; with or without the words for why."""
    trace = trace_of(one, practice)
    codes = one.market.arrays.codes
    for name, slot in one.planned.conditions.items():
        if codes[slot][practice] != trace.code(name):
            yield f"code of {name}"
        elif verdicts and VERDICTS[one.verdicts(name)[practice]] is not verdict(trace, name):
            yield f"verdict on {name}"
    for group in one.groups:
        if one.group_codes(group)[practice] != trace.group_code(group):
            yield f"group {group}"
    if one.outcome(practice) != trace.possible():
        yield "outcome"


def differs(seed: int) -> bool:
    drawn = draw(seed)
    return any(differences(assessed(drawn, market_of([drawn.dossier])), 0))


@cache
def holed(seed: int) -> tuple[Drawn, tuple[Dossier, ...]]:
    """A random policy, and one random dossier with other holes each time: many in the same situation."""
    drawn, chance = draw(seed), Random(seed)
    return drawn, (drawn.dossier, *(punched(drawn.dossier, chance) for _ in range(7)))


def inexact(seed: int) -> bool:
    """Whether an exact outcome set differs from the one that the interpreter's search gives."""
    drawn, found = holed(seed)
    one = assessed(drawn, market_of(found))
    exact = exact_outcomes(one)
    for practice in range(len(found)):
        expected = possible_groups(run(program_of(one), case_of(one, practice)))
        if (names_of(int(exact.sets[practice]), one.groups), bool(exact.exact[practice])) != expected:
            return True
    return False


def differs_in_company(seed: int) -> bool:
    """Whether a practice differs in a market of several."""
    drawn, found = holed(seed)
    one = assessed(drawn, market_of(found))
    return any(next(differences(one, practice), None) for practice in range(len(found)))


@cache
def shipped_markets() -> tuple[AssessedAgreement, ...]:
    """Every agreement under every reading, for the examples and scenario bases, whole and with holes."""
    chance = Random(5)
    many = [d for found in dossiers() for d in [found, *(punched(found, chance) for _ in range(3))]]
    market = market_of([replace(d, file=f"{number} {d.file}") for number, d in enumerate(many)])
    found = list(market.assess(shipped_policies(), on=DAYS[0]))
    for policy in shipped_policies():
        for reading in policy.readings.values():
            for option in reading.options:
                if option != reading.default:
                    found += market.assess([policy], on=DAYS[1], readings={reading.id: option})
    return tuple(found)


def test_random_policies_on_random_dossiers() -> None:
    assert [seed for seed in range(RANDOM) if differs(seed)] == []


def test_random_policies_on_markets_of_random_dossiers() -> None:
    assert [seed for seed in range(HOLED) if differs_in_company(seed)] == []


def test_exact_outcomes_of_random_policies_are_those_of_the_interpreters_search() -> None:
    assert [seed for seed in range(HOLED) if inexact(seed)] == []


def test_every_shipped_agreement_under_every_reading() -> None:
    chance = Random(3)
    found = shipped_markets()
    assert len(found) > 100
    for one in found:
        for practice in chance.sample(range(len(one.market.records)), 6):
            assert list(differences(one, practice)) == [], (one.name, practice)


def test_a_market_of_many_blocks_is_worked_out_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [one.patterns.copy() for one in shipped_markets()[:17]]
    monkeypatch.setattr(execute, "BLOCK", 7)
    market = Market(shipped_markets()[0].market.records)
    again = market.assess(shipped_policies(), on=DAYS[0])
    assert all(np.array_equal(a.patterns, b) for a, b in zip(again, whole, strict=True))


def test_what_two_agreements_ask_alike_stands_once() -> None:
    market = Market(shipped_markets()[0].market.records)
    first = market.assess(shipped_policies(), on=DAYS[0])
    steps = len(market.plan.steps)
    assert sum(len(one.planned.conditions) for one in first) > len(
        {s for o in first for s in o.planned.conditions.values()}
    )
    market.assess(shipped_policies(), on=DAYS[0])
    assert len(market.plan.steps) == steps


# --- planted faults ---------------------------------------------------------------------------------------------


def swapped(step: s.Step, parts: list[Any], out: Any) -> None:
    real = s.Lowest(step.of, step.chain) if isinstance(step, s.Highest) and len(parts) > 1 else step
    INTO(real, parts, out)


def careless(lowest: np.ufunc, codes: Bytes, offsets: Any, start: int, empty: Bytes | None) -> Any:
    if not len(codes):
        return np.full(len(offsets) - 1, start, dtype=np.int8) if empty is None else empty
    return lowest.reduceat(codes, np.minimum(offsets[:-1], len(codes) - 1))


INTO = execute.into
FAULTS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "or as and": (execute, "into", swapped),
    "an empty segment takes the next one's first": (reduce, "_by_segment", careless),
    "lists always complete": (
        stand.Stand,
        "complete",
        lambda self, kind: np.ones(len(self.records), dtype=np.bool_),
    ),
    "absence never settled": (
        stand.Stand,
        "settled",
        lambda self, kind, cell: np.zeros(self.size(kind), dtype=np.bool_),
    ),
    "no gaps": (
        over_time,
        "_gaps",
        lambda records, touching, start_of, *rest: (np.zeros(len(start_of), dtype=np.bool_),) * 2,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_arrays_is_noticed(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    assert any(differs(seed) or differs_in_company(seed) for seed in range(400))


def test_silence_taken_for_a_judgement_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reasons._SORTS, "silent", reasons.JUDGE)
    assert any(differs(seed) for seed in range(400))


def test_a_signature_that_forgets_the_elements_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures._Signing, "_elements", lambda self, reached: np.uint64(0))
    assert any(inexact(seed) for seed in range(HOLED))


def test_a_signature_that_forgets_the_counts_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        signatures._Signing,
        "_counts",
        lambda self, slot, step: np.zeros(len(self.assessed.market.records), dtype=np.uint64),
    )
    assert any(inexact(seed) for seed in range(HOLED))
