from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from inkoopwijzer.assess.coverage import uncovered
from inkoopwijzer.assess.scenario_runs import Cannot, Runner, Scenario, ScenarioFile
from inkoopwijzer.assess.scenarios import BASE, load_scenarios, run_scenarios
from inkoopwijzer.facts.dossier import Subject
from inkoopwijzer.policy.package import shipped
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.verdict import Verdict
from tools.mutants import Package, read_package, scenario_files

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {f"{insurer} {year}": directory for insurer, year, directory in shipped()}


@cache
def package(name: str = "salland 2027") -> Package:
    return read_package(PACKAGES[name])


# --- the shipped policies -------------------------------------------------------------------------


@pytest.mark.parametrize("directory", PACKAGES.values(), ids=PACKAGES)
def test_every_scenario_of_a_shipped_policy_comes_as_expected(directory: Traversable) -> None:
    policy = read_package(directory).policy
    results = run_scenarios(policy, scenario_files(directory))
    assert [r.show() for r in results if not r.passed] == []
    assert len(results) > 100


@pytest.mark.parametrize("name", PACKAGES)
def test_the_scenarios_show_every_condition_on_every_side(name: str) -> None:
    found = package(name)
    assert [fault.show("en") for fault in uncovered(found.policy, found.files)] == []


def without(files: tuple[ScenarioFile, ...], words: str) -> list[ScenarioFile]:
    kept = [replace(f, scenarios=tuple(s for s in f.scenarios if words not in s.name)) for f in files]
    assert kept != list(files), f"no scenario names {words!r}"
    return kept


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ziekenhuis", []),  # the planted fault that must not be told: another scenario shows it too
        ("Onbekend of er een PDCA-cyclus is", ["verbetercyclus"]),
        ("30 patiënten", ["behandelindex_gesprek", "behandelindex_inspanning"]),
        ("Drie avonden volstaan ook (per locatie, per drie uur)", ["ruime_openingstijden"]),
        ("Vier verbijzonderingen", ["drie_verbijzonderingen"]),
    ],
)
def test_a_scenario_that_is_missed_is_told(words: str, told: list[str]) -> None:
    found = package()
    faults = uncovered(found.policy, without(found.files, words))
    assert sorted({fault.path for fault in faults}) == told
    assert all(fault.file.endswith(".yaml") and fault.line for fault in faults)


def test_an_excuse_holds_only_for_what_no_scenario_expects() -> None:
    found = package()
    name = "verbetercyclus"
    scenario = "Onbekend of er een PDCA-cyclus is"
    excuse = Cannot(name, Verdict.unknown, "dat weet men altijd", 7)

    def excused(files: Sequence[ScenarioFile]) -> list[ScenarioFile]:
        first, *rest = files
        return [replace(first, cannot=(*first.cannot, excuse)), *rest]

    assert uncovered(found.policy, excused(without(found.files, scenario))) == []
    (fault,) = uncovered(found.policy, excused(found.files))
    assert (fault.code, fault.path, fault.line) == ("scenario.excuse", f"cannot.{name}", 7)


# --- reading --------------------------------------------------------------------------------------

HEAD = """\
agreement: fysiotherapie
base:
  dossier: "1"
  praktijk: {naam: De Linde, soort_praktijk: vrijgevestigd, website_noemt: [praktijkadres, telefoonnummer]}
  therapeuten:
    - {naam: Anna, beroep: fysiotherapeut, registratie: {irf: ja}}
    - {naam: J. Bos, beroep: fysiotherapeut}
scenarios:
"""
ONE = "  - name: Een\n"


def load(text: str) -> list[Scenario]:
    (file,) = load_scenarios(package().policy, {"x.scenarios.yaml": (HEAD + text).encode()})
    return list(file.scenarios)


def altered(*changes: str) -> Scenario:
    lines = "".join(f"      {change}\n" for change in changes)
    return load(f"{ONE}    with:\n{lines}    expect: {{outcome: [geen]}}\n")[1]


def therapists(scenario: Scenario) -> dict[str, Subject]:
    return {s.name: s for s in scenario.dossier.subjects["therapeut"]}


def yes(subject: Subject) -> set[str]:
    return {".".join(cell) for cell, records in subject.cells.items() if records[0].value is True}


def test_the_base_is_a_scenario_of_its_own() -> None:
    first, second = load(f"{ONE}    expect: {{outcome: [geen]}}\n")
    assert (first.name, first.outcome, first.line) == (BASE, ("A",), 3)
    assert (second.name, second.line, second.dossier) == ("Een", 9, first.dossier)


def test_a_value_is_changed_added_and_removed() -> None:
    anna = therapists(
        altered("therapeuten.Anna.registratie.irf: nee", "therapeuten.Anna.registratie.kfir: ja")
    )
    assert yes(anna["Anna"]) == {"registratie.kfir"}
    assert yes(therapists(altered("therapeuten.Anna.registratie: weg"))["Anna"]) == set()
    assert yes(therapists(altered("therapeuten.Anna.meet_patientervaringen: ja"))["Anna"]) == {
        "registratie.irf",
        "meet_patientervaringen",
    }


def test_a_part_of_a_list_of_what_is_so_is_changed_by_itself() -> None:
    practice = altered("praktijk.website_noemt.praktijkadres: nee").dossier.practice
    assert yes(practice) == {"website_noemt.telefoonnummer"}


def test_a_subject_is_added_and_removed_by_its_name() -> None:
    found = therapists(altered("therapeuten.Dirk: {beroep: fysiotherapeut}", "therapeuten.Anna: weg"))
    assert list(found) == ["J. Bos", "Dirk"]


def test_a_subject_with_a_dot_in_its_name_is_found() -> None:
    found = therapists(altered("therapeuten.J. Bos.werkzaam_bij: ja"))
    assert yes(found["J. Bos"]) == {"werkzaam_bij"}


def test_a_list_that_the_base_does_not_have_is_made() -> None:
    scenario = altered("locaties.Centrum: {gemeente: Leiden}", "registers.big.volledig: ja")
    assert [s.name for s in scenario.dossier.subjects["locatie"]] == ["Centrum"]
    assert scenario.dossier.registers["big"].complete


def test_alterations_are_made_in_order() -> None:
    found = altered("therapeuten.Anna.registratie: weg", "therapeuten.Anna.registratie.big_artikel_3: ja")
    assert yes(therapists(found)["Anna"]) == {"registratie.big_artikel_3"}


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as raised:
        load(text)
    return raised.value.faults


def wrong(expect: str, more: str = "") -> str:
    return f"{ONE}{more}    expect: {{{expect}}}\n"


WRONG = {
    "unknown condition": (wrong("verbetercyclusje: met"), 10, "verbetercyclus"),
    "unknown verdict": (wrong("verbetercyclus: mett"), 10, "met"),
    "unknown outcome": (wrong("outcome: [D]"), 10, "A, B, geen"),
    "worst outcome first": (wrong("outcome: [B, A]"), 10, "A, B"),
    "nothing expected": (wrong(""), 10, "expect"),
    "unknown field": (wrong("outcome: [A]", "    onn: 2027-01-01\n"), 10, "on"),
    "no such day": (wrong("outcome: [A]", "    on: 2027-02-30\n"), 10, "2027-02-30"),
    "unknown reading": (
        wrong("outcome: [A]", "    readings: {locatie_samen: samen}\n"),
        10,
        "locaties_samen",
    ),
    "unknown option": (wrong("outcome: [A]", "    readings: {locaties_samen: same}\n"), 10, "samen"),
    "no element": (wrong("telt_als_verbijzonderd: met"), 10, "therapeut / verbijzondering"),
    "half an element": (wrong("telt_als_verbijzonderd@Anna: met"), 10, "verbijzondering"),
    "unknown element": (wrong("telt_als_verbijzonderd@Ana/manueel: met"), 10, "Anna"),
    "element too many": (wrong("verbetercyclus@Anna: met"), 10, "Anna"),
    "path to nobody": (wrong("outcome: [A]", "    with: {therapeuten.Ana.werkzaam_bij: ja}\n"), 10, "Anna"),
    "path to a value": (wrong("outcome: [A]", "    with: {praktijk.naam.kort: ja}\n"), 10, "praktijk"),
    "nothing to remove": (
        wrong("outcome: [A]", "    with: {praktijk.website_noem: weg}\n"),
        10,
        "website_noemt",
    ),
    "subject as a word": (wrong("outcome: [A]", "    with: {therapeuten.Anna: ja}\n"), 10, "Anna"),
    "no fact": (wrong("outcome: [A]", "    with: {praktijk.eigen_websit: ja}\n"), 10, "eigen_website"),
    "no yes or no": (wrong("outcome: [A]", "    with: {praktijk.eigen_website: jawel}\n"), 10, "jawel"),
    "a name used twice": (2 * wrong("outcome: [A]"), 11, "9"),
    "no scenario": ("  []\n", 8, "scenarios"),
    "impossible excuse": (wrong("outcome: [A]") + "cannot: {website: {silent: zo}}\n", 11, "met"),
    "excuse for nothing": (wrong("outcome: [A]") + "cannot: {websit: {met: zo}}\n", 11, "website"),
    "second base": (wrong("outcome: [A]") + "base: {}\n", 11, "base"),
}


@pytest.mark.parametrize(("text", "line", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line_and_what_to_write(text: str, line: int, says: str) -> None:
    told = [fault.show("en") for fault in faults_of(text)]
    assert any(says in one and f":{line}:" in one for one in told), told


def test_a_fault_in_the_base_is_told_once() -> None:
    data = (HEAD + wrong("outcome: [A]")).replace("irf: ja", "irf: jaja").encode()
    with pytest.raises(Faults) as raised:
        load_scenarios(package().policy, {"x.scenarios.yaml": data})
    assert [(f.line, f.code) for f in raised.value.faults] == [(6, "dossier.yes_no")]


def test_the_reference_names_every_field_and_verdict() -> None:
    page = (ROOT / "docs" / "reference" / "scenarios.md").read_text(encoding="utf-8")
    words = ("agreement", "base", "scenarios", "cannot", "name", "on", "readings", "with", "expect", "weg")
    assert [word for word in (*words, *Verdict) if f"`{word}`" not in page] == []


def test_faults_of_several_files_are_told_together() -> None:
    files = {f"{n}.scenarios.yaml": (HEAD + wrong("outcome: [D]")).encode() for n in "ab"}
    with pytest.raises(Faults) as raised:
        load_scenarios(package().policy, files)
    assert {f.file for f in raised.value.faults} == set(files)


def test_a_scenario_that_fails_says_what_came() -> None:
    _, scenario = load(wrong("outcome: [A], vrijgevestigd: not_met"))
    result = Runner(package().policy).result(scenario)
    assert not result.passed
    assert result.show() == (
        "x.scenarios.yaml:9: Een: vrijgevestigd: met came, not not_met; outcome: A, B, geen came, not A"
    )
