"""The outcome of one agreement with the value of each condition, and nothing besides: for comparing many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import conditions_reached, rules_of
from inkoopwijzer.values.verdict import Verdict


@dataclass(frozen=True)
class Verdicts:
    """The groups still possible, best first, and the verdict of each condition that decides about them.

    Conditions about one therapist, cooperative or specialisation at a time are left out: they show in the
    conditions that ask for them.
    """

    possible: tuple[str, ...]
    conditions: Mapping[str, Verdict]


def verdicts(policy: Policy, agreement: str, dossier: Dossier, on: date | None = None) -> Verdicts:
    """Assess a dossier against one agreement under the default readings, by default on its first day."""
    offered = policy.agreements[agreement]
    program = compile_agreement(policy, agreement)
    trace = run(program, _case(policy, agreement, dossier, on))
    names = program.slots.keys() & conditions_reached(policy, rules_of(offered))
    return Verdicts(possible_groups(trace)[0], {name: verdict(trace, name) for name in sorted(names)})


def outcome(
    policy: Policy,
    agreement: str,
    dossier: Dossier,
    readings: Mapping[str, str] | None = None,
    on: date | None = None,
) -> tuple[str, ...]:
    """The groups still possible under these readings (the defaults where none is chosen)."""
    program = compile_agreement(policy, agreement, tuple(sorted((readings or {}).items())))
    return possible_groups(run(program, _case(policy, agreement, dossier, on)))[0]


def _case(policy: Policy, agreement: str, dossier: Dossier, on: date | None) -> Case:
    days = policy.days_of(policy.agreements[agreement])
    assert days.start is not None  # a term is closed: the reader of policies asks for both days
    return Case(dossier, on or days.start, days)
