"""Change each rule a little; the scenarios must notice each change.

`python -m tools.mutants [INSURER ...]` prints how many mutants of each kind the scenarios notice, and those
they do not. Exits 1 if one of those is not explained, or an explanation no longer holds.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from time import perf_counter

from inkoopwijzer.assess.scenario_runs import Runner, Scenario, ScenarioFile
from inkoopwijzer.assess.scenario_treatments import PREFIX
from inkoopwijzer.assess.scenarios import SUFFIX, load_scenarios
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.mutate import Equivalent, Mutant, mutants, read_equivalents
from inkoopwijzer.policy.package import EQUIVALENTS_FILE, policy_files, shipped
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import conditions_reached, named_by
from inkoopwijzer.values.fault import Faults


@dataclass(frozen=True)
class Package:
    """A policy with its scenarios and the mutants that are explained."""

    policy: Policy
    files: tuple[ScenarioFile, ...]
    equivalents: tuple[Equivalent, ...]

    @property
    def scenarios(self) -> list[Scenario]:
        """All scenarios of all files."""
        return [scenario for file in self.files for scenario in file.scenarios]


@dataclass
class Report:
    """How many mutants there are and were noticed, by kind, and what is wrong."""

    total: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    survivors: list[Mutant] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every mutant was noticed or explained, and every explanation holds."""
        return not self.survivors and not self.faults


def scenario_files(directory: Traversable) -> dict[str, bytes]:
    """The scenario files of a package, by name."""
    return {e.name: e.read_bytes() for e in directory.iterdir() if e.name.endswith(SUFFIX)}


def read_package(directory: Traversable) -> Package:
    """The package in a directory. Raises `Faults`."""
    policy = parse_policy(policy_files(directory), stamped=False)
    listed = directory.joinpath(EQUIVALENTS_FILE)
    equivalents = read_equivalents(listed.read_bytes(), EQUIVALENTS_FILE) if listed.is_file() else ()
    return Package(policy, tuple(load_scenarios(policy, scenario_files(directory))), equivalents)


def notices(scenarios: Sequence[Scenario], mutant: Mutant) -> Scenario | None:
    """A scenario that does not come as expected under the mutant; those that speak of the rule go first."""
    runner = Runner(mutant.policy)
    ordered = sorted(scenarios, key=lambda s: all(e.condition != mutant.where for e in s.expectations))
    return next((scenario for scenario in ordered if not runner.holds(scenario)), None)


class Relevance:
    """Which scenarios can notice a change of a condition: those that ask for something that rests on it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._below = {name: frozenset(conditions_reached(policy, [name])) for name in policy.conditions}
        self._of = {a.id: frozenset(named_by(a)) for a in policy.agreements.values()}

    def choose(self, scenarios: Sequence[Scenario], where: str) -> Sequence[Scenario]:
        """The scenarios to run for a change of `where`; all of them unless it is a condition."""
        if where not in self._policy.conditions:
            return scenarios
        above = {name for name, below in self._below.items() if where in below}
        return [s for s in scenarios if self._asks(s, above)]

    def _asks(self, scenario: Scenario, above: Set[str]) -> bool:
        asked = any(e.condition in above or e.condition.startswith(PREFIX) for e in scenario.expectations)
        return asked or (scenario.outcome is not None and not above.isdisjoint(self._of[scenario.agreement]))


def judge(package: Package, chosen: Iterable[Mutant] | None = None) -> Report:
    """Run the scenarios against the mutants: all, or those chosen (then explanations are not judged).

    A scenario that fails without any change notices nothing.
    """
    report = Report()
    explained = {e.mutant: e for e in package.equivalents}
    kept: list[Mutant] = []
    unchanged = Runner(package.policy)
    scenarios = [scenario for scenario in package.scenarios if unchanged.holds(scenario)]
    relevance = Relevance(package.policy)
    for mutant in mutants(package.policy) if chosen is None else chosen:
        report.total[mutant.kind] += 1
        found = notices(relevance.choose(scenarios, mutant.where), mutant)
        if found is not None:
            report.killed[mutant.kind] += 1
        if mutant.name in explained:
            kept.append(mutant)
            if found is None:
                report.explained[mutant.kind] += 1
            else:
                where = f"{EQUIVALENTS_FILE}:{explained[mutant.name].line}"
                report.faults.append(f"{where}: '{mutant.name}' is noticed by: {found.name}")
        elif found is None:
            report.survivors.append(mutant)
    if chosen is None:
        for name in explained.keys() - {m.name for m in kept}:
            report.faults.append(f"{EQUIVALENTS_FILE}:{explained[name].line}: there is no mutant '{name}'")
    return report


def show(title: str, package: Package, report: Report, seconds: float) -> None:
    """Print what came of one package."""
    print(f"{title}: {len(package.scenarios)} scenarios, {report.total.total()} mutants, {seconds:.1f} s")
    for kind in sorted(report.total):
        counts = f"{report.killed[kind]:4} of {report.total[kind]:4} noticed"
        more = f", {report.explained[kind]} explained" if report.explained[kind] else ""
        print(f"  {kind:17} {counts}{more}")
    share = (report.killed.total() + report.explained.total()) / max(1, report.total.total())
    print(f"  noticed {report.killed.total()}, explained {report.explained.total()}: {share:.1%}")
    for mutant in report.survivors:
        print(f"  not noticed: {mutant.name}  [{mutant.kind}]")
    for fault in report.faults:
        print(f"  wrong: {fault}")


def main(arguments: Sequence[str]) -> int:
    """Judge the packages of the insurers named, or all."""
    clean = True
    found = [entry for entry in shipped() if not arguments or entry[0] in arguments]
    if not found:
        print(f"No insurer {', '.join(arguments)}: {', '.join(name for name, _, _ in shipped())}")
        return 2
    for insurer, year, directory in found:
        try:
            package = read_package(directory)
        except Faults as faults:
            print(faults)
            return 1
        runner = Runner(package.policy)
        failed = [r for r in map(runner.result, package.scenarios) if not r.passed]
        for result in failed:
            print(f"  fails unchanged: {result.show()}")
        start = perf_counter()
        report = judge(package)
        show(f"{insurer} {year}", package, report, perf_counter() - start)
        clean = clean and report.clean and not failed
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
