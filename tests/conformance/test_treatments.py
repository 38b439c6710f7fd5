"""Treatments against brute force: every completion of what is unknown is assessed by itself, with nothing unknown.

With all facts known a verdict needs no search; so the verdicts of all completions together say what the answer to the
open case must be: never another, and where the engine says it is exact, no "unknown" that is decided after all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest

from inkoopwijzer.assess.footing import Decided, Footing, both
from inkoopwijzer.assess.scenarios import load_scenarios
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.package import shipped
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import Verdict
from tests.assess import treating
from tests.assess.treating import Cell, Who, answers, completions, without
from tools.mutants import read_package, scenario_files

INSURERS = [insurer for insurer, _, _ in shipped()]
DECIDED = (Verdict.met, Verdict.not_met)
CASES = 12
CELLS = 4
"""Cells made unknown in one case: two to the power of this are the completions."""


@cache
def small() -> Policy:
    return treating.policy()


@cache
def base(insurer: str) -> tuple[Policy, Dossier]:
    """A shipped policy and the dossier of its scenarios for treatments: everything known, one of each profession."""
    directory = next(d for name, _, d in shipped() if name == insurer)
    policy = read_package(directory).policy
    name = "behandelingen.scenarios.yaml"
    (file,) = load_scenarios(policy, {name: scenario_files(directory)[name]})
    return policy, file.scenarios[0].dossier


def yes_no_cells(dossier: Dossier) -> list[Cell]:
    """The yes/no cells that a dossier states once, for all days."""
    facts = catalogue().facts
    return [
        (subject.id, cell)
        for subjects in dossier.subjects.values()
        for subject in subjects
        for cell, records in subject.cells.items()
        if facts[cell[0]].type is FactType.yes_no and len(records) == 1
    ]


def possible(policy: Policy, dossier: Dossier, cells: tuple[Cell, ...], on: date) -> dict[Who, set[Verdict]]:
    """The verdicts that some completion gives; anything but yes and no stands for both."""
    found: dict[Who, set[Verdict]] = {}
    for complete in completions(dossier, cells):
        for who, (verdict, _) in answers(policy, complete, on).items():
            found.setdefault(who, set()).update([verdict] if verdict in DECIDED else DECIDED)
    return found


def compare(policy: Policy, dossier: Dossier, cells: tuple[Cell, ...], on: date) -> tuple[int, int]:
    """How many answers stay open and how many are decided; fails on one that no completion bears out."""
    truth = possible(policy, dossier, cells, on)
    counts = [0, 0]
    for who, (verdict, exact) in answers(policy, without(dossier, cells), on).items():
        if verdict in DECIDED:
            assert truth[who] == {verdict}, (who, verdict, cells)
        elif exact:
            assert truth[who] == set(DECIDED), (who, verdict, cells)
        counts[verdict in DECIDED] += 1
    return counts[0], counts[1]


PRACTICE = ("eigen_website", "elektronisch_patientendossier", "ketenaanpak_valpreventie")
SMALL: list[Cell] = [
    *(("praktijk", (fact,)) for fact in PRACTICE),
    ("praktijk", ("toestemming_coulance", "salland", "parkinson")),
    *((f"therapeut:{n}", ("aangesloten_bij", "parkinsonnet")) for n in (1, 2, 3)),
    *((f"therapeut:{n}", ("levert", "parkinson")) for n in (1, 2)),
    *((f"therapeut:{n}", ("erkenning_in_vektis", "overbrugging_parkinsonnet")) for n in (1, 3)),
    ("therapeut:1", ("scholing_interventie", "in_balans")),
]


@pytest.mark.parametrize("seed", range(40))
def test_a_small_policy_answers_as_all_completions_together(seed: int) -> None:
    random = Random(seed)
    kind = random.choice(["vrijgevestigd", "vrijgevestigd", "instelling", "ziekenhuis"])
    cells = tuple(random.sample(SMALL, random.randint(1, 6)))
    compare(small(), treating.dossier(soort_praktijk=kind), cells, date(2031, 3, 1))


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize("insurer", INSURERS)
def test_the_shipped_policies_answer_as_all_completions_together(insurer: str, seed: int) -> None:
    policy, dossier = base(insurer)
    random = Random(f"{insurer} {seed}")
    asked = [c for c in yes_no_cells(dossier) if c[0] != "markt"]
    some = random.sample([c for c in asked if c[0].startswith("therapeut")], CELLS - 1)
    cells = (*some, random.choice([c for c in asked if c[0] == "praktijk"]))
    compare(policy, dossier, cells, date(2027, 1, 1))


def test_the_comparison_sees_both_open_and_decided_answers() -> None:
    cells = (SMALL[0], SMALL[4])
    open_, decided = compare(small(), treating.dossier(), cells, date(2031, 3, 1))
    assert open_ > 0
    assert decided > 0


@pytest.mark.parametrize("seed", range(30))
def test_learning_a_fact_never_turns_a_definite_answer(seed: int) -> None:
    random = Random(f"learn {seed}")
    cells = tuple(random.sample(SMALL, 6))
    dossier = without(treating.dossier(), cells)
    before = answers(small(), dossier)
    for cell in cells:
        dossier = random.choice(list(completions(dossier, (cell,))))
        after = answers(small(), dossier)
        for who, (verdict, _) in before.items():
            if verdict in DECIDED:
                assert after[who][0] is verdict, (who, cell)
        before = after


def test_a_wrong_answer_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = (("praktijk", ("eigen_website",)),)
    right = Footing.together

    def hopeful(self: Footing, root: int) -> Decided:
        found = right(self, root)
        return found if found.verdict is Verdict.not_met else Decided(Verdict.met)

    monkeypatch.setattr(Footing, "together", hopeful)
    with pytest.raises(AssertionError, match="gewone_zorg"):
        compare(small(), treating.dossier(), cells, date(2031, 3, 1))


def test_an_answer_that_is_left_open_needlessly_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = (("praktijk", ("eigen_website",)),)

    def apart(self: Footing, root: int) -> Decided:
        return replace(both(self.decide(root), self.decide(self.root)), exact=True)

    monkeypatch.setattr(Footing, "together", apart)
    with pytest.raises(AssertionError, match="copd"):
        compare(small(), treating.dossier(), cells, date(2031, 3, 1))


@pytest.mark.parametrize("cell", [("aangesloten_bij", "parkinsonnet"), ("scholing_interventie", "in_balans")])
def test_an_answer_does_not_depend_on_a_colleague(cell: tuple[str, ...]) -> None:
    """In this policy nobody delivers Parkinson's care now, so no condition is about all therapists together."""
    before = answers(small(), treating.dossier())
    colleague = ("therapeut:2", cell)
    for changed in completions(treating.dossier(), (colleague,)):
        after = answers(small(), changed)
        for who, answer in before.items():
            if who[1] != "Bob":
                assert after[who] == answer, who
