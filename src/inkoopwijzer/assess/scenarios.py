"""Scenario files: one complete dossier and, for each scenario, what differs from it and what must come out.

Alterations are made in the located tree before it is read as a dossier, so a wrong one is told like any wrong
dossier, with the line in the scenario file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Final

from inkoopwijzer.assess.alterations import alter
from inkoopwijzer.assess.scenario_runs import (
    OUTCOME,
    Cannot,
    Expectation,
    Readings,
    Runner,
    Scenario,
    ScenarioFile,
    ScenarioResult,
)
from inkoopwijzer.assess.scenario_treatments import OPTION, PREFIX, known_names, options_of
from inkoopwijzer.assess.treatment_run import KIND
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.located import Node, read_located
from inkoopwijzer.facts.read import build_dossier
from inkoopwijzer.policy.fields import Found, Spot, day
from inkoopwijzer.policy.policy import NONE, Agreement, Policy
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

SUFFIX: Final = ".scenarios.yaml"
"""How the name of a scenario file ends."""
BASE: Final = "Het basisdossier haalt de beste groep"
"""The name of the scenario that every base is."""
NEEDED: Final[Sequence[Verdict]] = (Verdict.met, Verdict.not_met, Verdict.unknown)
"""The verdicts that some scenario must expect of every condition."""


def run_scenarios(policy: Policy, files: Mapping[str, bytes]) -> list[ScenarioResult]:
    """The result of every scenario in these files, by name. Raises `Faults` if a file is wrong."""
    runner = Runner(policy)
    return [runner.result(s) for file in load_scenarios(policy, files) for s in file.scenarios]


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
        start = policy.days_of(agreement).start or date.min
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
                tree = alter(tree, path, new.node, new.line) if new.node else tree
            except Faults as faults:
                self.found.add(
                    replace(f, file=self.file, line=new.line, path=new.path) for f in faults.faults
                )
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
                    message = Text(
                        f"De beste uitkomst staat vooraan: {shown}.", f"The best comes first: {shown}."
                    )
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
        if condition.startswith(PREFIX):
            return self._treated(spot, condition, about, readings, dossier)
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
                self._fault(spot, "unknown_element", message, near(element, chain(*known.values())))
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

    def _treated(
        self, spot: Spot, name: str, about: str, readings: Readings, dossier: Dossier
    ) -> tuple[tuple[str, str], ...] | None:
        """The therapist after `@`, and the option where each is answered by itself; None after a fault."""
        policy = self.runner.policy
        if name not in (known := known_names(policy)):
            spot.unknown("policy.unknown_choice", name, known)
            return None
        who, _, option = about.partition("/")
        therapist = next((t for t in dossier.subjects[KIND] if t.name == who), None)
        if therapist is None:
            message = Text(
                f"'{name}' gaat over één therapeut; schrijf na @ welke.",
                f"'{name}' is about one therapist; write after @ which.",
            )
            names = [t.name for t in dossier.subjects[KIND]]
            self._fault(spot, "missing_element", message, near(who, names) if who else None)
            return None
        chosen = {r.id: r.default for r in policy.readings.values()} | dict(readings)
        options = options_of(policy, name, therapist.profession or "", chosen)
        if option not in (options or ("",)):
            shown = ", ".join(options)
            message = (
                Text(f"Schrijf '/' en een van: {shown}.", f"Write '/' and one of: {shown}.")
                if options
                else Text(
                    f"'{name}' is hier één antwoord, zonder '/'.", f"'{name}' is one answer here, no '/'."
                )
            )
            self._fault(spot, "unknown_element", message, near(option, options))
            return None
        return ((KIND, who), (OPTION, option)) if option else ((KIND, who),)

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
