"""Cases for the oracle from the scenarios of the shipped packages: each as it is, and with facts made unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from inkoopwijzer.assess.scenario_runs import Scenario
from inkoopwijzer.facts.dossier import Dossier, Subject
from inkoopwijzer.policy.package import shipped
from inkoopwijzer.policy.policy import Policy
from tests.assess.against import Compared, compare
from tools.mutants import Package, read_package

MOST_HOLES = 4


@cache
def packages() -> dict[str, Package]:
    """The shipped packages with their scenarios, by insurer."""
    return {insurer: read_package(directory) for insurer, _, directory in shipped()}


@dataclass(frozen=True)
class ScenarioCase:
    """A scenario of an insurer, by its number; with `holes` above 0 some of its facts are made unknown."""

    insurer: str
    number: int
    holes: int

    @property
    def scenario(self) -> Scenario:
        """The scenario itself."""
        return packages()[self.insurer].scenarios[self.number]

    @property
    def policy(self) -> Policy:
        """The policy it belongs to."""
        return packages()[self.insurer].policy

    def dossier(self) -> Dossier:
        """The scenario's dossier, with a few facts left out that chance picks by the number of the case."""
        dossier = self.scenario.dossier
        if not self.holes:
            return dossier
        chance = Random(f"{self.insurer} {self.number} {self.holes}")
        cells = [(k, i, c) for k, ss in dossier.subjects.items() for i, s in enumerate(ss) for c in s.cells]
        gone = set(chance.sample(cells, min(len(cells), chance.randint(1, MOST_HOLES))))
        return replace(
            dossier,
            subjects={
                kind: tuple(
                    _without(s, {c for k, i, c in gone if (k, i) == (kind, at)}) for at, s in enumerate(ss)
                )
                for kind, ss in dossier.subjects.items()
            },
        )

    def compared(self, budget: int = 400) -> Compared | None:
        """The engine and the oracle on this case; None if there are more completions than the budget."""
        one = self.scenario
        return compare(
            self.policy,
            self.dossier(),
            max(one.on, date(self.policy.year, 1, 1)),
            dict(one.readings),
            agreement=one.agreement,
            budget=budget,
        )


def _without(subject: Subject, gone: set[tuple[str, ...]]) -> Subject:
    return replace(subject, cells={c: r for c, r in subject.cells.items() if c not in gone})


def cases(insurer: str, holes: int, every: int = 1, first: int = 0) -> Iterator[ScenarioCase]:
    """Every scenario (or one in `every`), as it is and with `holes` times a few facts made unknown."""
    for number in range(first, len(packages()[insurer].scenarios), every):
        for copy in range(holes + 1):
            yield ScenarioCase(insurer, number, copy)
