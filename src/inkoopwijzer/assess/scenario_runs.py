"""Scenarios: what a policy must answer for examples that stand beside its rules, and what it does answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Program, Trace, run
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.scenario_treatments import PREFIX, treatment_verdict
from inkoopwijzer.assess.treatment_run import TreatmentRun
from inkoopwijzer.assess.whole_program import whole_programs
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import Verdict

OUTCOME: Final = "outcome"
"""The name under which the outcomes still possible are asked for."""

Readings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdict that a condition must have; `elements` names what it is about, by kind or dimension.

    A condition that begins with `behandeling.` is a treatment, or an exemption of one.
    """

    condition: str
    verdict: Verdict
    elements: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The expectation's name as it is written in the file."""
        about = "/".join(element for _, element in self.elements)
        return f"{self.condition}@{about}" if about else self.condition


@dataclass(frozen=True, eq=False)
class Scenario:
    """One example: a dossier on a day under readings, and what must come out. `outcome` None is not asked."""

    name: str
    file: str
    line: int
    agreement: str
    on: date
    readings: Readings
    dossier: Dossier
    outcome: tuple[str, ...] | None
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Cannot:
    """A verdict that a condition can never have, with the reason, and the line that says so."""

    condition: str
    verdict: Verdict
    because: str
    line: int


@dataclass(frozen=True)
class ScenarioFile:
    """The scenarios of one agreement in one file, the base among them, and the verdicts it excuses."""

    file: str
    agreement: str
    scenarios: tuple[Scenario, ...]
    cannot: tuple[Cannot, ...]


@dataclass(frozen=True)
class ScenarioResult:
    """What was expected of a scenario and what came, by name of what was asked."""

    name: str
    file: str
    line: int
    expected: Mapping[str, str]
    came: Mapping[str, str]

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return self.expected == self.came

    def show(self) -> str:
        """One line for a person: where the scenario stands, and what came out otherwise."""
        wrong = [f"{k}: {self.came[k]} came, not {v}" for k, v in self.expected.items() if v != self.came[k]]
        return f"{self.file}:{self.line}: {self.name}: {'; '.join(wrong) or 'as expected'}"


class Runner:
    """Runs scenarios against one policy; whatever scenarios have in common is made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._programs: dict[Readings, dict[str, Program]] = {}

    def program(self, agreement: str, readings: Readings) -> Program:
        """The program of an agreement, in which every condition of the policy can be asked for.

        That includes conditions that these readings, or a changed policy, leave without a use.
        """
        return self.programs(readings)[agreement]

    def programs(self, readings: Readings) -> Mapping[str, Program]:
        """The programs of all agreements under these readings."""
        found = self._programs.get(readings)
        if found is None:
            found = self._programs[readings] = whole_programs(self.policy, dict(readings))
        return found

    def trace(self, scenario: Scenario) -> Trace:
        """The value of everything in the policy for a scenario."""
        program = self.program(scenario.agreement, scenario.readings)
        return run(program, _case(scenario, self.policy.days_of(program.agreement)))

    def result(self, scenario: Scenario) -> ScenarioResult:
        """What came of a scenario."""
        trace = self.trace(scenario)
        treatments = self._treatments(scenario)
        expected: dict[str, str] = {}
        came: dict[str, str] = {}
        for asked in scenario.expectations:
            expected[asked.name] = asked.verdict.value
            came[asked.name] = _verdict(trace, treatments, asked).value
        if scenario.outcome is not None:
            expected[OUTCOME] = ", ".join(scenario.outcome)
            came[OUTCOME] = ", ".join(possible(trace))
        return ScenarioResult(scenario.name, scenario.file, scenario.line, expected, came)

    def holds(self, scenario: Scenario) -> bool:
        """Whether everything comes as expected; stops at the first difference."""
        trace = self.trace(scenario)
        treatments = self._treatments(scenario)
        return all(
            _verdict(trace, treatments, asked) is asked.verdict for asked in scenario.expectations
        ) and (scenario.outcome is None or possible(trace) == scenario.outcome)

    def _treatments(self, scenario: Scenario) -> TreatmentRun:
        """The same day and dossier for every agreement that a treatment falls under."""
        return TreatmentRun(
            self.policy,
            scenario.on,
            dict(scenario.readings),
            self.programs(scenario.readings),
            lambda days: _case(scenario, days),
        )


def _verdict(trace: Trace, treatments: TreatmentRun, asked: Expectation) -> Verdict:
    if asked.condition.startswith(PREFIX):
        return treatment_verdict(treatments, asked.condition, asked.elements)
    return verdict(trace, asked.condition, element_env(trace.case, asked))


@lru_cache(maxsize=4096)
def _case(scenario: Scenario, days: Period) -> Case:
    return Case(scenario.dossier, scenario.on, days)


def possible(trace: Trace) -> tuple[str, ...]:
    """The outcomes still possible, best first: exact, unless there are too many completions to try."""
    found = trace.possible()
    if len(found) == 1:
        return found
    try:
        return Completions(ground(trace.program, trace.case)).possible
    except TooManyCompletions:
        return found


def element_env(case: Case, asked: Expectation) -> Env:
    """The elements that an expectation names, as the interpreter knows them."""
    env: Env = {}
    for name, element in asked.elements:
        env[name] = element
        for standing in case.standings.get(name, ()):
            if standing.subject.name == element:
                env[name] = standing
    return env
