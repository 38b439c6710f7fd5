"""Scenarios: what a policy must answer for examples that stand beside its rules.

A scenario file holds one complete dossier and, for each scenario, what differs from it and what must come out.
Changes are made in the located tree before it is read as a dossier, so a wrong change is told like any wrong
dossier, with the line in the scenario file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.changes import change
from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import NONE, Env, Program, Trace, compile_agreement, run
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.located import Node, read_located
from inkoopwijzer.facts.read import build_dossier
from inkoopwijzer.policy.fields import Found, Spot, day
from inkoopwijzer.policy.tree import Agreement, Policy
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

SUFFIX: Final = ".scenarios.yaml"
OUTCOME: Final = "outcome"
BASE: Final = "Het basisdossier haalt de beste groep"

Readings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdict that a condition must have; `elements` names what it is about, by kind or dimension."""

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
        wrong = [f"{k}: {v}, not {self.came[k]}" for k, v in self.expected.items() if v != self.came[k]]
        return f"{self.file}:{self.line}: {self.name}: " + ("as expected" if self.passed else "; ".join(wrong))


def run_scenarios(policy: Policy, files: Mapping[str, bytes]) -> list[ScenarioResult]:
    """The result of every scenario in these files, by name. Raises `Faults` if a file is wrong."""
    runner = Runner(policy)
    return [runner.result(s) for file in load_scenarios(policy, files) for s in file.scenarios]


# --- running --------------------------------------------------------------------------------------------------------


class Runner:
    """Runs scenarios against one policy; whatever scenarios have in common is made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._programs: dict[tuple[str, Readings], Program] = {}

    def program(self, agreement: str, readings: Readings) -> Program:
        """The program of an agreement, in which every condition of the policy can be asked for.

        That includes conditions that these readings, or a changed policy, leave without a use.
        """
        found = self._programs.get((agreement, readings))
        if found is None:
            found = compile_agreement(self.policy, agreement, readings)
            for name, condition in self.policy.conditions.items():
                if found.compiler.free(condition.node):
                    found.compiler.part(condition.node)
                else:
                    found.compiler.condition(name)
            found = replace(
                found, steps=tuple(enumerate(found.compiler.steps)), slots=dict(found.compiler.slots)
            )
            self._programs[agreement, readings] = found
        return found

    def trace(self, scenario: Scenario) -> Trace:
        """The value of everything in the policy for a scenario."""
        program = self.program(scenario.agreement, scenario.readings)
        return run(program, _case(scenario, program.agreement.term))

    def result(self, scenario: Scenario) -> ScenarioResult:
        """What came of a scenario."""
        trace = self.trace(scenario)
        expected: dict[str, str] = {}
        came: dict[str, str] = {}
        for asked in scenario.expectations:
            expected[asked.name] = asked.verdict.value
            came[asked.name] = verdict(trace, asked.condition, element_env(trace.case, asked)).value
        if scenario.outcome is not None:
            expected[OUTCOME] = ", ".join(scenario.outcome)
            came[OUTCOME] = ", ".join(possible(trace))
        return ScenarioResult(scenario.name, scenario.file, scenario.line, expected, came)

    def holds(self, scenario: Scenario) -> bool:
        """Whether everything comes as expected; stops at the first difference."""
        trace = self.trace(scenario)
        return all(
            verdict(trace, asked.condition, element_env(trace.case, asked)) is asked.verdict
            for asked in scenario.expectations
        ) and (scenario.outcome is None or possible(trace) == scenario.outcome)


@lru_cache(maxsize=4096)
def _case(scenario: Scenario, term: Period) -> Case:
    return Case(scenario.dossier, scenario.on, term)


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


# --- reading --------------------------------------------------------------------------------------------------------


def load_scenarios(policy: Policy, files: Mapping[str, bytes]) -> list[ScenarioFile]:
    """The scenario files, by name, checked against the policy. Raises `Faults` with all that is wrong."""
    found = Found()
    loaded = []
    runner = Runner(policy)
    for name in sorted(files):
        try:
            loaded.append(_Reader(runner, name, found).read(read_located(files[name], name)))
        except Faults as faults:
            found.add(faults.faults)
    found.settle()
    return [file for file in loaded if file is not None]


@dataclass(frozen=True)
class _Reader:
    """Reads one file; faults are kept until the whole file has been seen."""

    runner: Runner
    file: str
    found: Found

    def read(self, node: Node) -> ScenarioFile | None:
        policy = self.runner.policy
        root = Spot(node, self.file, node.line, "", self.found)
        fields = root.fields(("agreement", "base", "scenarios"), ("cannot",))
        title = fields["agreement"].choice(policy.agreements)
        base = fields["base"].node
        if not title or base is None:
            return None
        agreement = policy.agreements[title]
        start = agreement.term.start or date.min
        best = (agreement.groups[0].id,)
        known = self._dossier(base, fields["base"])
        if known is None:
            return None
        scenarios = [Scenario(BASE, self.file, base.line, title, start, (), known, best, ())]
        names: dict[str, int] = {}
        for spot in fields["scenarios"].items():
            scenario = self._scenario(spot, base, agreement, start)
            if scenario is not None:
                if scenario.name in names:
                    message = Text(
                        f"Zo heet het scenario op regel {names[scenario.name]} al.",
                        f"The scenario on line {names[scenario.name]} already has this name.",
                    )
                    self._fault(spot, "same_name", message)
                names.setdefault(scenario.name, scenario.line)
                scenarios.append(scenario)
        cannot = tuple(self._cannot(fields["cannot"])) if "cannot" in fields else ()
        return ScenarioFile(self.file, title, tuple(scenarios), cannot)

    def _scenario(self, spot: Spot, base: Node, agreement: Agreement, start: date) -> Scenario | None:
        fields = spot.fields(("name", "expect"), ("on", "readings", "with"))
        tree = base
        for path, new in fields["with"].entries() if "with" in fields else ():
            try:
                assert new.node is not None
                tree = change(tree, path, new.node, new.line)
            except Faults as faults:
                self.found.add(replace(f, file=self.file, line=new.line, path=new.path) for f in faults.faults)
        dossier = self._dossier(tree, spot)
        readings = self._readings(fields["readings"]) if "readings" in fields else ()
        if dossier is None or readings is None:
            return None
        outcome, expectations = self._expect(fields["expect"], agreement, readings, dossier)
        on = day(fields["on"]) if "on" in fields else start
        name = fields["name"].word()
        return Scenario(
            name, self.file, spot.line, agreement.id, on, readings, dossier, outcome, tuple(expectations)
        )

    def _dossier(self, tree: Node, spot: Spot) -> Dossier | None:
        try:
            return build_dossier(tree, self.file)
        except Faults as faults:
            self.found.add(replace(f, path=f"{spot.path}: {f.path}") for f in faults.faults)
            return None

    def _readings(self, spot: Spot) -> Readings | None:
        known = self.runner.policy.readings
        chosen: list[tuple[str, str]] = []
        for name, option in spot.entries():
            if name in known:
                chosen.append((name, option.choice(known[name].options)))
            else:
                option.unknown("policy.unknown_reading", name, known)
                return None
        return tuple(sorted(chosen)) if all(option for _, option in chosen) else None

    def _expect(
        self, spot: Spot, agreement: Agreement, readings: Readings, dossier: Dossier
    ) -> tuple[tuple[str, ...] | None, list[Expectation]]:
        outcome = None
        expectations = []
        order = [group.id for group in agreement.groups] + [NONE]
        for name, value in spot.entries():
            if name == OUTCOME:
                outcome = value.words()
                value.check(outcome, order, "policy.unknown_choice")
                ranked = tuple(sorted(set(outcome) & set(order), key=order.index))
                if set(outcome) <= set(order) and outcome != ranked:
                    shown = ", ".join(ranked)
                    message = Text(f"De beste uitkomst staat vooraan: {shown}.", f"The best comes first: {shown}.")
                    self._fault(value, "outcome_order", message)
                continue
            word = value.choice(tuple(Verdict))
            elements = self._elements(value, name, readings, dossier)
            if word and elements is not None:
                expectations.append(Expectation(name.partition("@")[0], Verdict(word), elements))
        return outcome, expectations

    def _elements(
        self, spot: Spot, name: str, readings: Readings, dossier: Dossier
    ) -> tuple[tuple[str, str], ...] | None:
        """The elements after `@`, each with its kind of subject or its dimension; None after a fault."""
        policy = self.runner.policy
        condition, _, about = name.partition("@")
        if condition not in policy.conditions:
            spot.unknown("policy.unknown_condition", condition, (OUTCOME, *policy.conditions))
            return None
        agreement = next(iter(policy.agreements))
        program = self.runner.program(agreement, readings)
        free = sorted(program.compiler.free(policy.conditions[condition].node))
        given = about.split("/") if about else []
        known = {
            kind: [s.name for s in dossier.subjects[kind]]
            if kind in dossier.subjects
            else list(catalogue().dimensions[kind].options or ())
            for kind in free
        }
        found: dict[str, str] = {}
        for element in given:
            kind = next((k for k in free if k not in found and element in known[k]), None)
            if kind is None:
                message = Text(
                    f"'{element}' is niets waar '{condition}' over gaat.",
                    f"'{element}' is nothing that '{condition}' is about.",
                )
                self._fault(spot, "unknown_element", message, near(element, sum(known.values(), [])))
                return None
            found[kind] = element
        if len(found) < len(free):
            missing = " / ".join(k for k in free if k not in found)
            message = Text(
                f"'{condition}' gaat over één {missing}; schrijf na @ welke.",
                f"'{condition}' is about one {missing}; write after @ which.",
            )
            self._fault(spot, "missing_element", message)
            return None
        return tuple(found.items())

    def _cannot(self, spot: Spot) -> Iterable[Cannot]:
        for condition, verdicts in spot.entries():
            if condition not in self.runner.policy.conditions:
                verdicts.unknown("policy.unknown_condition", condition, self.runner.policy.conditions)
            for word, because in verdicts.entries():
                if word not in NEEDED:
                    because.unknown("policy.unknown_choice", word, NEEDED)
                elif reason := because.word():
                    yield Cannot(condition, Verdict(word), reason, because.line)

    def _fault(self, spot: Spot, code: str, message: Text, hint: Text | None = None) -> None:
        self.found.add([Fault(f"scenario.{code}", message, self.file, spot.line, spot.path, hint)])


NEEDED: Final[Sequence[Verdict]] = (Verdict.met, Verdict.not_met, Verdict.unknown)
"""The verdicts that some scenario must expect of every condition."""
