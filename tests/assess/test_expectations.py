"""What insurers expect: asked and shown, never a gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.assess.expectations import EXPLANATION, ExpectationResult, expectations
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.matters import Expectation
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import All, FactIs
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import Verdict
from tests.policy import packages

BRUG = read_dossier(Path(__file__).parents[1] / "cli" / "brug.yaml")
DAY = date(2027, 1, 1)
SALLAND, ZORG_EN_ZEKERHEID = shipped_policies()
SUBJECTS = tuple(catalogue().dimensions["verwachting"].options or {})


def saying(answers: Mapping[str, tuple[Record, ...]]) -> Dossier:
    """The practice, which explains these subjects."""
    cells: dict[CellKey, tuple[Record, ...]] = dict(BRUG.practice.cells)
    cells |= {(EXPLANATION, key): records for key, records in answers.items()}
    practice = replace(BRUG.practice, cells=cells)
    return replace(BRUG, subjects={**BRUG.subjects, "praktijk": (practice,)})


def named(policy: Policy, name: str, dossier: Dossier | None, on: date = DAY) -> ExpectationResult:
    return next(e for e in expectations(policy, dossier, on) if e.id == name)


# --- the answers --------------------------------------------------------------------------------------------------


def test_an_expectation_comes_with_the_answer_of_the_dossier_and_its_line() -> None:
    said = saying({"duurzaamheid": (Record("Wij rijden elektrisch.", line=12),)})
    found = named(SALLAND, "verduurzamen", said)
    assert (found.answer, found.stated, found.line) == ("Wij rijden elektrisch.", True, 12)


def test_without_an_answer_or_without_a_dossier_there_is_none() -> None:
    for dossier in (BRUG, None):
        found = named(SALLAND, "verduurzamen", dossier)
        assert (found.answer, found.stated, found.line) == (None, False, 0)


def test_an_explicit_unknown_is_no_answer_but_is_stated() -> None:
    found = named(SALLAND, "verduurzamen", saying({"duurzaamheid": (Record(None, line=12),)}))
    assert (found.answer, found.stated) == (None, True)


def test_an_answer_counts_in_its_period() -> None:
    until = Record("Tot en met 2026.", Period(None, date(2026, 12, 31)))
    said = saying({"duurzaamheid": (until, Record("Vanaf 2027.", Period(DAY, None)))})
    assert named(SALLAND, "verduurzamen", said, date(2026, 12, 31)).answer == "Tot en met 2026."
    assert named(SALLAND, "verduurzamen", said).answer == "Vanaf 2027."


def test_one_answer_serves_every_insurer_that_asks_about_the_subject() -> None:
    said = saying({"regionale_samenwerking": (Record("Wij zitten in het wijknetwerk."),)})
    answers = [
        named(SALLAND, "netwerken_in_de_regio", said),
        named(ZORG_EN_ZEKERHEID, "aansluiten_in_de_regio", said),
    ]
    assert {e.answer for e in answers} == {"Wij zitten in het wijknetwerk."}


def test_an_expectation_that_has_no_place_in_a_dossier_has_no_answer() -> None:
    first = next(iter(SALLAND.expectations.values()))
    policy = replace(SALLAND, expectations={first.id: replace(first, answer=None)})
    assert named(policy, first.id, saying({"anderstaligen": (Record("Ja."),)})).answer is None


def test_salland_weighs_exactly_the_four_points_on_informal_care() -> None:
    weighed = {e.key for p in shipped_policies() for e in expectations(p, None, DAY) if e.weighed}
    assert weighed == {f"mantelzorg_{of}" for of in ("informeren", "afstemmen", "balans", "gemeente")}


@given(st.sampled_from(SUBJECTS), st.text(min_size=1, max_size=40))
def test_the_value_of_an_answer_is_for_the_insurer_or_nothing_whatever_it_says(key: str, text: str) -> None:
    for policy in shipped_policies():
        for found in expectations(policy, saying({key: (Record(text),)}), DAY):
            assert found.verdict is (Verdict.for_insurer if found.weighed else None)
            assert found.answer == (text if found.key == key else None)


def test_every_expectation_is_cited_and_asks_a_question_with_a_place_of_its_own() -> None:
    for policy in shipped_policies():
        assert policy.expectations
        keys = [e.answer for e in policy.expectations.values()]
        assert None not in keys
        assert len(set(keys)) == len(keys)
        for expectation in policy.expectations.values():
            assert expectation.cites
            assert expectation.ask.nl.endswith("?")
            assert expectation.ask.en.endswith("?")


# --- never a gate -------------------------------------------------------------------------------------------------


def mentions(thing: object, names: frozenset[str], where: str = "policy") -> Iterator[str]:
    """Where one of the names stands by itself in a policy: as a fact, a requirement, a condition that is used."""
    if isinstance(thing, str):
        if thing in names:
            yield where
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from mentions(key, names, f"{where}, key")
            yield from mentions(value, names, f"{where}.{key}")
    elif isinstance(thing, list | tuple | set | frozenset):
        for item in thing:
            yield from mentions(item, names, where)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from mentions(getattr(thing, field.name), names, f"{where}.{field.name}")


def gates(policy: Policy) -> list[str]:
    """Where a policy, apart from its expectations, rests on an explanation or on an expectation by name.

    The list of changes tells where they came from, and decides nothing.
    """
    names = frozenset({EXPLANATION, *policy.expectations})
    return list(mentions(replace(policy, expectations={}, amendments={}), names))


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda p: p.id)
def test_no_agreement_condition_or_treatment_rests_on_an_expectation(policy: Policy) -> None:
    assert gates(policy) == []


def test_a_condition_that_rests_on_an_explanation_is_found() -> None:
    condition = SALLAND.conditions["website"]
    node = All((condition.node, FactIs(EXPLANATION, ("duurzaamheid",), None)))
    spoiled = replace(SALLAND, conditions={**SALLAND.conditions, "website": replace(condition, node=node)})
    assert gates(spoiled) == ["policy.conditions.website.node.items.fact"]


def test_a_group_or_a_treatment_that_requires_an_expectation_is_found() -> None:
    agreement = SALLAND.agreements["fysiotherapie"]
    group = replace(agreement.groups[0], requires=("verduurzamen",))
    spoiled: Any = replace(agreement, groups=(group,))
    assert gates(replace(SALLAND, agreements={"fysiotherapie": spoiled}))
    listed: Any = {"voetzorg": ("verduurzamen",)}
    assert gates(replace(SALLAND, treatments=listed))


def test_the_language_refuses_an_explanation_in_a_condition() -> None:
    rules = packages.RULES.replace("fact: eigen_website", "has: {toelichting: duurzaamheid}", 1)
    assert rules != packages.RULES
    with pytest.raises(Faults):
        parse_policy({"policy.yaml": packages.POLICY.encode(), "regels.yaml": rules.encode()}, stamped=False)


def test_no_explanation_changes_any_outcome() -> None:
    said = saying({key: (Record("Nee, daar doen wij niet aan mee."),) for key in SUBJECTS})
    assert assess(said).results == assess(BRUG).results


def test_an_expectation_says_nothing_that_only_a_condition_may_say() -> None:
    assert {f.name for f in fields(Expectation)} == {
        "id",
        "theme",
        "says",
        "ask",
        "weighed",
        "answer",
        "cites",
    }
