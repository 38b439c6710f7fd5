"""Treatments in rule files: what is read, what is refused, and how mutants change them."""

from __future__ import annotations

from collections import Counter

import pytest

from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.mutate import mutants
from inkoopwijzer.policy.mutate_treatments import treatment_changes
from inkoopwijzer.policy.treatments import Treatment
from inkoopwijzer.values.fault import Fault, Faults
from tests.assess.treating import TREATMENTS, changed, package, policy


def faults(treatments: str) -> list[Fault]:
    with pytest.raises(Faults) as found:
        parse_policy(package(treatments), stamped=False)
    return list(found.value.faults)


def test_a_treatment_is_read_with_all_that_it_asks() -> None:
    read = policy().treatments
    fall = read["valpreventie"].provisions["fysiotherapeut"]
    assert (fall.under, fall.therapist, fall.practice) == (("fysiotherapie",), ("geschoold",), ("keten",))
    assert fall.per is not None
    assert fall.per.options == ("otago_individueel", "otago_groep", "in_balans")
    parkinson = read["parkinson"]
    assert parkinson.others == "ordinary"
    assert parkinson.provisions["oefentherapeut"].reading == ("breed", "ja_ook")
    assert [e.id for e in parkinson.exemptions] == ["overbrugging", "coulance"]
    assert read["valrisicobeoordeling"].provisions == {}


def test_what_stands_under_a_reading_is_there_only_so_read() -> None:
    parkinson = policy().treatments["parkinson"]
    assert parkinson.provision("oefentherapeut", {"breed": "nee"}) is None
    assert parkinson.provision("oefentherapeut", {"breed": "ja_ook"}) is not None
    assert [e.id for e in parkinson.exemptions_for("oefentherapeut", {"breed": "nee"})] == ["overbrugging"]
    assert parkinson.exemptions_for("dietist", {"breed": "nee"}) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("  copd:", "  griep:", "policy.unknown_treatment", "'griep'"),
        ("under: [fysiotherapie], practice: [geen_site]", "under: [fysio]", "policy.unknown_agreement", "'fysio'"),
        ("oefentherapeut: {under: [oefentherapie]}\n", "arts: {under: [oefentherapie]}\n",
         "policy.unknown_profession", "'arts'"),
        ("per: interventie", "per: therapeut", "policy.per_dimension", "'therapeut'"),
        ("per: interventie", "per: interventies", "policy.unknown_selection", "interventie"),
        ("per: interventie, ", "", "policy.unbound", "interventie"),
        ("practice: [keten]", "practice: [geschoold, in_netwerk]", "policy.out_of_scope", "therapeut"),
        ("reading: {breed: ja_ook}", "reading: {breder: ja_ook}", "policy.unknown_reading", "'breder'"),
        ("reading: {breed: ja_ook}", "reading: {breed: ja}", "policy.unknown_choice", "'ja'"),
        ("reading: {breed: ja_ook}", "reading: {breed: ja_ook, ketens: een}", "policy.one_reading", "één lezing"),
        ("professions: [fysiotherapeut]", "professions: [dietist]", "policy.unknown_profession", "'dietist'"),
        ("therapist: [overbrugd]", "therapist: [bruggen]", "policy.unknown_condition", "'bruggen'"),
        ("others: ordinary\n", "others: iedereen\n", "policy.unknown_choice", "'iedereen'"),
        ("    others: ordinary\n", "", "policy.missing_field", "'others'"),
    ],
)  # fmt: skip
def test_a_wrong_treatment_is_refused(old: str, new: str, code: str, told: str) -> None:
    found = faults(changed(TREATMENTS, old, new))
    assert code in {fault.code for fault in found}
    assert any(told in fault.message.nl or told in fault.show("nl") for fault in found if fault.code == code)


def test_a_reading_that_only_a_treatment_uses_is_used() -> None:
    without = changed(TREATMENTS, "        reading: {breed: ja_ook}\n", "")
    assert {fault.code for fault in faults(without)} == {"policy.unused_reading"}


# --- mutants ----------------------------------------------------------------------------------------


def test_every_part_of_a_treatment_is_changed() -> None:
    kinds = Counter(m.kind for m in mutants(policy()) if m.where.startswith("behandeling."))
    assert set(kinds) == {
        "drop therapist condition",
        "drop practice condition",
        "drop exemption",
        "drop profession",
        "drop under",
        "insured",
        "option",
        "others",
        "reading",
    }
    assert kinds["drop exemption"] == 2
    assert kinds["option"] == 3


def test_each_change_is_one_change_with_a_name_of_its_own() -> None:
    made = [m for m in mutants(policy()) if m.where == "behandeling.parkinson"]
    assert len({m.name for m in made}) == len(made)
    for mutant in made:
        different = [name for name, t in mutant.policy.treatments.items() if t != policy().treatments[name]]
        assert different == ["parkinson"], mutant.name


def test_what_ordinary_care_is_for_others_is_not_changed() -> None:
    ordinary: Treatment = policy().treatments["gewone_zorg"]
    assert "others" not in {kind for kind, _, _ in treatment_changes(ordinary)}
