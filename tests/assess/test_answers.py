"""What each answer to a question leaves, in words that hold for every value and not only for those tried."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.policy.tree import Compare, FactCompares, Norm
from tests.assess.strategies import dossier_of, policy_of

INDEX = ("behandelindex", ("2025",))
PATIENTS = ("unieke_verzekerden", ("2025",))


@pytest.mark.parametrize(
    ("compare", "norm", "met", "not_met"),
    [
        (Compare.at_most, "150", "hoogstens 150", "meer dan 150"),
        (Compare.below, "150", "minder dan 150", "minstens 150"),
        (Compare.at_least, "97.5", "minstens 97,5", "minder dan 97,5"),
        (Compare.above, "97.5", "meer dan 97,5", "hoogstens 97,5"),
    ],
)
@pytest.mark.parametrize("fact", [INDEX, PATIENTS], ids=["decimal", "whole"])
def test_a_bound_in_an_answer_is_the_norm_of_the_rule(
    fact: tuple[str, tuple[str, ...]], compare: Compare, norm: str, met: str, not_met: str
) -> None:
    if fact is PATIENTS and "." in norm:
        norm, met, not_met = "97", met.replace("97,5", "97"), not_met.replace("97,5", "97")
    rule = FactCompares(*fact, compare, Norm(norm, Decimal(norm)))
    result = assess_agreement(policy_of({"eis": rule}, {"A": ("eis",)}), "fysiotherapie", dossier_of())
    (question,) = result.questions
    said = {a.value.nl: a.possible for a in question.answers}
    assert said == {met: ("A",), not_met: ("geen",)}
