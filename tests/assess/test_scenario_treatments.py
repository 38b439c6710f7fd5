"""Scenarios that expect something of treatments: `behandeling.<treatment>@<therapist>`."""

from __future__ import annotations

import pytest

from inkoopwijzer.assess.scenario_runs import Expectation, Runner, ScenarioResult
from inkoopwijzer.assess.scenarios import load_scenarios, run_scenarios
from inkoopwijzer.policy.mutate import mutants
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.verdict import Verdict
from tests.assess.treating import DOSSIER, policy

HEAD = "agreement: fysiotherapie\nbase:\n" + "".join(f"  {line}\n" for line in DOSSIER.splitlines())


def file(expect: str, more: str = "") -> dict[str, bytes]:
    text = f"{HEAD}scenarios:\n  - name: Een\n{more}    expect: {{{expect}}}\n"
    return {"x.scenarios.yaml": text.encode()}


def run(expect: str, more: str = "") -> ScenarioResult:
    return run_scenarios(policy(), file(expect, more))[1]


def test_a_treatment_is_expected_of_a_therapist() -> None:
    assert run("behandeling.parkinson@Anna: met, behandeling.parkinson@Bob: not_met").passed
    wrong = run("behandeling.parkinson@Anna: not_met")
    assert not wrong.passed
    assert "behandeling.parkinson@Anna: met came, not not_met" in wrong.show()


def test_an_option_stands_after_the_therapist() -> None:
    assert run("behandeling.valpreventie@Anna/in_balans: met").passed


def test_an_exemption_has_a_name_below_the_treatment() -> None:
    with_ = "    with: {therapeuten.Bob.erkenning_in_vektis.overbrugging_parkinsonnet: ja}\n"
    expected = "behandeling.parkinson.overbrugging@Bob: met, behandeling.parkinson@Bob: met"
    assert run(f"{expected}, behandeling.parkinson.coulance@Bob: not_met", with_).passed


def test_an_exemption_that_is_not_for_this_profession_is_not_met() -> None:
    readings = "    readings: {breed: ja_ook}\n"
    assert run("behandeling.parkinson.coulance@Olga: not_met", readings).passed


def test_the_day_and_the_readings_of_the_scenario_count() -> None:
    assert run("behandeling.gewone_zorg@Olga: silent", "    on: 2032-02-01\n").passed
    assert run("behandeling.parkinson@Olga: not_met", "    readings: {breed: ja_ook}\n").passed


def test_treatments_that_the_policy_does_not_name_can_be_expected_too() -> None:
    assert run("behandeling.ra_axspa@Anna: met").passed


@pytest.mark.parametrize(
    ("expect", "code", "told"),
    [
        ("behandeling.parkison@Anna: met", "policy.unknown_choice", "behandeling.parkinson"),
        ("behandeling.parkinson.overbrug@Anna: met", "policy.unknown_choice", "overbrugging"),
        ("behandeling.parkinson: met", "scenario.missing_element", "één therapeut"),
        ("behandeling.parkinson@Ana: met", "scenario.missing_element", "Anna"),
        ("behandeling.parkinson@Anna/manueel: met", "scenario.unknown_element", "één antwoord"),
        ("behandeling.valpreventie@Anna: met", "scenario.unknown_element", "in_balans"),
        ("behandeling.valpreventie@Anna/balans: met", "scenario.unknown_element", "in_balans"),
        ("behandeling.parkinson@Anna: mag", "policy.unknown_choice", "not_met"),
    ],
)
def test_a_wrong_expectation_is_refused(expect: str, code: str, told: str) -> None:
    with pytest.raises(Faults) as found:
        load_scenarios(policy(), file(expect))
    (fault,) = found.value.faults
    assert fault.code == code
    assert told in fault.show("nl")
    assert fault.line


def test_a_mutant_of_a_treatment_is_noticed() -> None:
    (loaded,) = load_scenarios(policy(), file("behandeling.parkinson@Bob: not_met"))
    changed = {m.name: m.policy for m in mutants(policy()) if m.where == "behandeling.parkinson"}
    looser = changed["behandeling.parkinson fysiotherapeut without in_netwerk"]
    assert not Runner(looser).holds(loaded.scenarios[1])
    assert Runner(policy()).holds(loaded.scenarios[1])


def test_an_expectation_keeps_its_name() -> None:
    elements = (("therapeut", "Anna"), ("optie", "in_balans"))
    asked = Expectation("behandeling.valpreventie", Verdict.met, elements)
    assert asked.name == "behandeling.valpreventie@Anna/in_balans"
