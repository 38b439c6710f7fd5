"""For whom an agreement is, how a provider comes to have it, and what is told as a cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.result import AgreementResult, ConditionResult
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.values.verdict import Verdict

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = {policy.insurer: policy for policy in shipped_policies()}
KADE = read_dossier(EXAMPLES / "9-dietisten-aan-de-kade.yaml")
BRINK = read_dossier(EXAMPLES / "16-gezondheidscentrum-de-brink.yaml")


def result(insurer: str, agreement: str, dossier: Dossier) -> AgreementResult:
    return assess_agreement(POLICIES[insurer], agreement, dossier)


def open_lists(dossier: Dossier) -> Dossier:
    """The same dossier, of which nobody says that its lists are complete."""
    return replace(dossier, registers={})


def test_an_agreement_for_another_profession_is_for_others() -> None:
    found = result("salland", "logopedie", KADE)
    assert (found.applies, found.unlisted, found.possible) == (Verdict.not_met, False, ("geen",))


def test_a_profession_that_nobody_is_listed_of_is_open_while_the_list_may_be_incomplete() -> None:
    found = result("salland", "logopedie", open_lists(KADE))
    assert found.unlisted
    assert set(found.possible) == {"A", "B", "geen"}
    assert (found.questions, found.routes) == ((), ())


def test_a_profession_that_is_listed_is_spoken_of_however_incomplete_the_list() -> None:
    found = result("salland", "dietetiek", open_lists(KADE))
    assert not found.unlisted
    assert found.applies is Verdict.met


def test_one_practice_may_have_several_agreements() -> None:
    spoken = {(r.insurer, r.agreement) for r in assess(BRINK).shown}
    assert spoken == {(i, a) for i in POLICIES for a in ("dietetiek", "fysiotherapie", "oefentherapie")}


def test_a_running_agreement_needs_no_action_and_the_other_way_in_is_not_told() -> None:
    found = result("zorg_en_zekerheid", "dietetiek", KADE)
    assert [(e.verdict, e.action) for e in found.entry] == [(Verdict.met, False)]


def test_a_new_applicant_is_told_to_apply() -> None:
    found = result("zorg_en_zekerheid", "dietetiek", BRINK)
    assert found.entry
    assert all(e.verdict is Verdict.met and e.action for e in found.entry)


@pytest.mark.parametrize("insurer", POLICIES)
def test_every_agreement_says_how_to_get_it_and_what_follows_a_shortfall(insurer: str) -> None:
    for agreement in POLICIES[insurer].agreements.values():
        assert agreement.entry, agreement.id
        assert agreement.shortfall, agreement.id


def test_a_running_agreement_is_assessed_for_the_year_of_the_policy() -> None:
    assert result("zorg_en_zekerheid", "dietetiek", KADE).on == date(2027, 1, 1)


def named(conditions: tuple[ConditionResult, ...], name: str) -> list[ConditionResult]:
    return [c for one in conditions for c in ([one] if one.id == name else []) + named(one.parts, name)]


def test_whom_a_rule_binds_is_marked_and_never_a_cause() -> None:
    found = result("salland", "dietetiek", KADE)
    guards = named(found.conditions, "behandelt_parkinson")
    assert [(g.element.nl, g.guard) for g in guards] == [("I. Brands", True)]
    (cause,) = named(found.conditions, "lid_parkinsonnet")
    assert (cause.element.nl, cause.guard, cause.verdict) == ("I. Brands", False, Verdict.not_met)


def test_an_agreement_that_is_over_is_named_and_the_others_go_on() -> None:
    found = assess(KADE, on=date(2028, 3, 1))
    assert [(e.insurer, e.agreement, e.end) for e in found.ended] == [
        ("zorg_en_zekerheid", "dietetiek", date(2027, 12, 31))
    ]
    assert {r.insurer for r in found.shown} == {"salland"}
