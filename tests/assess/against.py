"""The engine held against the oracle on one case: what is kept wrongly, and what is left out wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from tests.assess.oracle import Oracle, TooMany, further_matters
from tests.assess.strategies import draw

AGREEMENT = "fysiotherapie"


def trace_of(
    policy: Policy,
    dossier: Dossier,
    on: date,
    readings: Mapping[str, str] | None = None,
    agreement: str = AGREEMENT,
) -> Trace:
    program = compile_agreement(policy, agreement, tuple(sorted((readings or {}).items())))
    return run(program, Case(dossier, on, program.agreement.term))


def completions_of(trace: Trace) -> Completions | None:
    try:
        return Completions(ground(trace.program, trace.case))
    except TooManyCompletions:
        return None


@dataclass(frozen=True)
class Compared:
    """What the oracle, the interpreter and the completions say of one case; None where there were too
    many.
    """

    truth: frozenset[str]
    interpreted: frozenset[str]
    exact: frozenset[str] | None
    shown: frozenset[str]  # what an assessment shows, by whichever way
    more_may_exist: bool

    @property
    def unsound(self) -> bool:
        """Whether a real possibility was left out."""
        return not self.truth <= self.interpreted or not self.truth <= self.shown & (self.exact or self.shown)

    @property
    def inexact(self) -> bool:
        """Whether the completions kept what no completion leads to."""
        return self.exact is not None and self.exact | self.shown > self.truth


def compare(
    policy: Policy,
    dossier: Dossier,
    on: date,
    readings: Mapping[str, str] | None = None,
    *,
    budget: int = 2_000,
    further: int = 2,
    agreement: str = AGREEMENT,
) -> Compared | None:
    """The engine and the oracle on one case; None if it has more completions than the budget."""
    oracle = Oracle(policy, agreement, dossier, on, readings or {}, budget=budget, further=further)
    try:
        truth = oracle.outcomes()
    except TooMany:
        return None
    trace = trace_of(policy, dossier, on, readings, agreement)
    found = completions_of(trace)
    return Compared(
        truth,
        frozenset(trace.possible()),
        None if found is None else frozenset(found.possible),
        frozenset(possible_groups(trace)[0]),
        further_matters(oracle),
    )


def drawn(seed: int, budget: int = 600, **how: Any) -> Compared | None:
    """The engine and the oracle on the random case with this number."""
    case = draw(seed, **how)
    return compare(case.policy, case.dossier, case.on, case.readings, budget=budget)
