"""What each reading changes for a set of practices."""

from __future__ import annotations

from pathlib import Path

import pytest

import inkoopwijzer
from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.verdicts import outcome
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import policy_files
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.reading_register import Register, read_register

SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return parse_policy(policy_files(SHIPPED / "zorg_en_zekerheid" / "2027"), stamped=False)


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    names = ("2-brug-in-leiden", "5-precies-dertig", "7-net-begonnen")
    return [read_dossier(EXAMPLES / f"{name}.yaml") for name in names]


@pytest.fixture(scope="module")
def found(policy: Policy, dossiers: list[Dossier]) -> Register:
    return read_register(policy, dossiers)


def told(found: Register) -> set[tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]]:
    return {
        (reading, option, e.file, e.agreement, e.default, e.outcome)
        for reading, options in found.effects.items()
        for option, effects in options.items()
        for e in effects
    }


def by_assessment(policy: Policy, dossiers: list[Dossier]) -> set[object]:
    """The same from whole assessments, which tell the outcome under each option themselves."""
    return {
        (reading.id, option, dossier.file, agreement, reading.outcomes[reading.chosen], outcome)
        for dossier in dossiers
        for agreement in policy.agreements
        for reading in assess_agreement(policy, agreement, dossier).readings
        for option, outcome in reading.outcomes.items()
        if outcome != reading.outcomes[reading.chosen]
    }


def test_the_effects_are_those_that_whole_assessments_tell(
    policy: Policy, dossiers: list[Dossier], found: Register
) -> None:
    assert told(found) == by_assessment(policy, dossiers)
    assert told(found)


def test_the_practice_with_exactly_thirty_depends_on_the_reading(found: Register) -> None:
    (question,) = [q for q in found.questions if q.name == "precies_dertig"]
    assert found.changed(question, "wel_index") == 1
    assert found.changed(question, "geen_index") == 0


def test_without_dossiers_no_effect_is_told(policy: Policy) -> None:
    found = read_register(policy)
    assert found.assessed == 0
    assert not told(found)


def test_effects_that_ignore_the_reading_are_caught(
    policy: Policy, dossiers: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "inkoopwijzer.services.reading_register.outcome",
        lambda policy, agreement, dossier, readings=None: outcome(policy, agreement, dossier),
    )
    assert told(read_register(policy, dossiers)) != by_assessment(policy, dossiers)
