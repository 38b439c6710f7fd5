"""Who may deliver which treatment: what each part of a treatment means, on a small fictional policy."""

from __future__ import annotations

from datetime import date

import pytest

from inkoopwijzer.assess.agreement import OutsideTerm
from inkoopwijzer.assess.treatment_result import Delivery, PolicyTreatments, TreatmentResult
from inkoopwijzer.assess.treatments import assess_treatments
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import Verdict
from tests.assess.treating import (
    DOSSIER,
    TREATMENTS,
    answers,
    changed,
    dossier,
    policy,
    read,
    with_yes,
    without,
)

MET, NOT, UNKNOWN = Verdict.met, Verdict.not_met, Verdict.unknown


@pytest.fixture(scope="module")
def asked() -> Policy:
    return policy()


def verdict(asked: Policy, given: Dossier, treatment: str, who: str, option: str | None = None) -> Verdict:
    return answers(asked, given)[treatment, who, option][0]


def treatment(result: PolicyTreatments, name: str) -> TreatmentResult:
    return next(t for t in result.treatments if t.id == name)


def delivery(result: PolicyTreatments, name: str, who: str, option: str | None = None) -> Delivery:
    found = treatment(result, name).deliveries
    return next(d for d in found if d.therapist == who and d.option == option)


# --- conditions and the agreement -----------------------------------------------------------------


def test_each_therapist_is_judged_by_his_own_facts(asked: Policy) -> None:
    given = dossier()
    assert verdict(asked, given, "parkinson", "Anna") is MET
    assert verdict(asked, given, "parkinson", "Bob") is NOT
    open_ = without(given, (("therapeut:1", ("aangesloten_bij", "parkinsonnet")),))
    assert verdict(asked, open_, "parkinson", "Anna") is UNKNOWN
    assert verdict(asked, open_, "parkinson", "Bob") is NOT


def test_without_an_agreement_nobody_may(asked: Policy) -> None:
    assert verdict(asked, dossier(eigen_website="nee"), "parkinson", "Anna") is NOT


def test_an_open_agreement_leaves_it_open_except_for_who_fails_anyway(asked: Policy) -> None:
    given = dossier(eigen_website="onbekend")
    assert verdict(asked, given, "parkinson", "Anna") is UNKNOWN
    assert verdict(asked, given, "parkinson", "Bob") is NOT


def test_what_only_the_insurer_can_answer_is_for_the_insurer(asked: Policy) -> None:
    given = dossier(elektronisch_patientendossier="nee")
    assert verdict(asked, given, "parkinson", "Anna") is Verdict.for_insurer
    both = dossier(elektronisch_patientendossier="nee", eigen_website="onbekend")
    assert verdict(asked, both, "parkinson", "Anna") is UNKNOWN


def test_any_of_the_agreements_is_enough(asked: Policy) -> None:
    assert verdict(asked, dossier(soort_praktijk="instelling"), "parkinson", "Anna") is MET
    assert verdict(asked, dossier(soort_praktijk="instelling"), "copd", "Anna") is NOT
    assert verdict(asked, dossier(soort_praktijk="ziekenhuis"), "parkinson", "Anna") is NOT


def test_an_addendum_needs_the_agreement_that_it_adds_to(asked: Policy) -> None:
    assert verdict(asked, dossier(), "handspalken", "Eva") is MET
    assert verdict(asked, dossier(eigen_website="nee"), "handspalken", "Eva") is NOT
    assert verdict(asked, dossier(eigen_website="onbekend"), "handspalken", "Eva") is UNKNOWN


# --- exactness --------------------------------------------------------------------------------------


def test_conditions_that_exclude_the_agreement_are_never_met_together(asked: Policy) -> None:
    given = dossier(eigen_website="onbekend")
    assert answers(asked, given)["copd", "Anna", None] == (NOT, True)


def test_that_holds_for_several_shared_facts_too(asked: Policy) -> None:
    given = dossier(eigen_website="onbekend", elektronisch_patientendossier="onbekend")
    assert answers(asked, given)["claudicatio", "Anna", None] == (NOT, True)


def test_a_treatment_is_open_when_the_agreement_rests_on_the_same_fact(asked: Policy) -> None:
    cells = (
        ("therapeut:1", ("aangesloten_bij", "parkinsonnet")),
        ("therapeut:1", ("levert", "parkinson")),
    )
    found = answers(asked, without(dossier(), cells))
    assert found["parkinson", "Anna", None] == (UNKNOWN, True)
    assert found["gewone_zorg", "Anna", None] == (UNKNOWN, True)


# --- exemptions -------------------------------------------------------------------------------------


def test_an_exemption_for_everybody_counts_as_meeting_the_conditions(asked: Policy) -> None:
    given = dossier()
    bridged = with_yes(given, "therapeut:2", ("erkenning_in_vektis", "overbrugging_parkinsonnet"))
    found = delivery(assess_treatments(asked, bridged), "parkinson", "Bob")
    assert (found.verdict, found.regular) == (MET, NOT)
    assert {e.id: e.verdict for e in found.exemptions} == {"overbrugging": MET, "coulance": NOT}


def test_an_exemption_for_some_insured_people_is_told_beside_the_verdict(asked: Policy) -> None:
    allowed = with_yes(dossier(), "praktijk", ("toestemming_coulance", "salland", "parkinson"))
    found = delivery(assess_treatments(asked, allowed), "parkinson", "Bob")
    assert (found.verdict, found.regular) == (NOT, NOT)
    (leniency,) = [e for e in found.exemptions if e.id == "coulance"]
    assert leniency.verdict is MET
    assert leniency.insured is not None
    assert leniency.insured.nl == "wie al komt"


def test_no_exemption_helps_without_an_agreement(asked: Policy) -> None:
    given = dossier(eigen_website="nee")
    allowed = with_yes(given, "praktijk", ("toestemming_coulance", "salland", "parkinson"))
    assert answers(asked, allowed)["parkinson.coulance", "Bob", None][0] is NOT


# --- options, readings, other professions -----------------------------------------------------------


def test_each_option_is_answered_by_itself(asked: Policy) -> None:
    result = assess_treatments(asked, dossier())
    found = treatment(result, "valpreventie")
    assert list(found.options) == ["otago_individueel", "otago_groep", "in_balans"]
    assert found.stated == ("in_balans",)
    assert delivery(result, "valpreventie", "Anna", "in_balans").verdict is MET
    assert delivery(result, "valpreventie", "Anna", "otago_groep").verdict is UNKNOWN


def test_a_reading_can_bring_in_a_profession(asked: Policy) -> None:
    result = assess_treatments(asked, dossier())
    (reading,) = treatment(result, "parkinson").readings
    assert (reading.id, reading.chosen) == ("breed", "nee")
    assert reading.changes == {"ja_ook": ("Olga",)}
    assert delivery(result, "parkinson", "Olga").ordinary
    other = assess_treatments(asked, dossier(), readings={"breed": "ja_ook"})
    assert delivery(other, "parkinson", "Olga").verdict is NOT
    assert not delivery(other, "parkinson", "Olga").ordinary


def test_a_reading_of_a_condition_is_told_with_the_treatment(asked: Policy) -> None:
    given = dossier(ketenaanpak_valpreventie="nee")
    (reading,) = treatment(assess_treatments(asked, given), "valpreventie").readings
    assert reading.changes == {"geen": ("Anna", "Bob")}


def test_a_profession_that_is_not_named_delivers_ordinary_care_or_nothing(asked: Policy) -> None:
    result = assess_treatments(asked, dossier())
    ordinary = delivery(result, "parkinson", "Eva")
    assert (ordinary.ordinary, ordinary.bought, ordinary.verdict) == (True, True, MET)
    nothing = delivery(result, "copd", "Eva")
    assert (nothing.ordinary, nothing.bought, nothing.verdict) == (False, False, NOT)


def test_a_treatment_that_is_not_named_is_ordinary_care(asked: Policy) -> None:
    result = assess_treatments(asked, dossier())
    found = treatment(result, "ra_axspa")
    assert not found.named
    assert {d.therapist for d in found.may} == {"Anna", "Bob", "Olga", "Eva"}
    assert all(d.ordinary for d in found.deliveries)


def test_what_is_bought_from_nobody_may_be_delivered_by_nobody(asked: Policy) -> None:
    found = treatment(assess_treatments(asked, dossier()), "valrisicobeoordeling")
    assert not found.bought
    assert {d.verdict for d in found.deliveries} == {NOT}


def test_without_a_word_on_ordinary_care_the_document_is_silent() -> None:
    before, _, rest = TREATMENTS.partition("  gewone_zorg:")
    silent = policy(before + "  parkinson:" + rest.partition("  parkinson:")[2])
    found = assess_treatments(silent, dossier())
    assert delivery(found, "ra_axspa", "Anna").verdict is Verdict.silent
    assert delivery(found, "parkinson", "Anna").verdict is MET


# --- days -------------------------------------------------------------------------------------------


def test_the_first_day_of_the_year_is_asked_unless_told_otherwise(asked: Policy) -> None:
    assert assess_treatments(asked, dossier()).on == date(2031, 1, 1)
    assert assess_treatments(asked, dossier(), date(2031, 6, 1)).on == date(2031, 6, 1)


def test_after_the_term_the_document_is_silent(asked: Policy) -> None:
    result = assess_treatments(asked, dossier(), date(2032, 6, 1))
    assert delivery(result, "gewone_zorg", "Olga").verdict is Verdict.silent
    assert delivery(result, "gewone_zorg", "Anna").verdict is MET
    institution = assess_treatments(asked, dossier(soort_praktijk="instelling"), date(2032, 6, 1))
    assert delivery(institution, "gewone_zorg", "Olga").verdict is NOT


def test_after_every_term_the_day_is_refused(asked: Policy) -> None:
    with pytest.raises(OutsideTerm) as refused:
        assess_treatments(asked, dossier(), date(2033, 1, 1))
    assert refused.value.end == date(2032, 12, 31)


# --- explanations -------------------------------------------------------------------------------------


def test_the_result_says_what_the_verdict_rests_on(asked: Policy) -> None:
    found = delivery(assess_treatments(asked, dossier()), "parkinson", "Bob")
    assert [(a.agreement, a.verdict, a.possible) for a in found.agreements] == [
        ("fysiotherapie", MET, ("A",)),
        ("instellingen", NOT, ("geen",)),
    ]
    (condition,) = found.conditions
    assert (condition.id, condition.verdict, condition.element.nl) == ("in_netwerk", NOT, "Bob")
    assert condition.cites[0].first == 3


def test_an_addendum_is_told_with_the_agreement_that_it_adds_to(asked: Policy) -> None:
    found = delivery(assess_treatments(asked, dossier()), "handspalken", "Eva")
    assert [a.agreement for a in found.agreements] == ["handspalken_ergotherapie", "oefentherapie"]


def test_a_list_that_may_be_longer_is_told(asked: Policy) -> None:
    assert assess_treatments(asked, dossier()).complete
    short = changed(DOSSIER, "  eigen_administratie: {gezien: 2030-10-01, volledig: ja}\n", "")
    short = changed(short, "  vektis_agb: {gezien: 2030-10-01, volledig: ja}\n", "  big: {volledig: ja}\n")
    assert not assess_treatments(asked, read(short)).complete


def test_only_the_treatments_asked_for_are_answered(asked: Policy) -> None:
    assert [t.id for t in assess_treatments(asked, dossier(), only=["copd"]).treatments] == ["copd"]
