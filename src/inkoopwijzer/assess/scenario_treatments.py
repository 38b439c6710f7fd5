"""What a scenario expects of treatments: `behandeling.<treatment>@<therapist>`, and of their exemptions."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.assess.treatment_run import KIND, TreatmentRun
from inkoopwijzer.assess.treatments import treatment_ids
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import Verdict

PREFIX: Final = "behandeling."
"""How the name of an expectation about a treatment begins."""
OPTION: Final = "optie"
"""Stands for the dimension of which a treatment answers each option by itself."""


def known_names(policy: Policy) -> list[str]:
    """Every name after the prefix: the treatments there are, and their exemptions."""
    exempt = [f"{t.id}.{e.id}" for t in policy.treatments.values() for e in t.exemptions]
    return [f"{PREFIX}{name}" for name in (*treatment_ids(), *exempt)]


def treatment_verdict(run: TreatmentRun, name: str, elements: tuple[tuple[str, str], ...]) -> Verdict:
    """The verdict on a therapist for a treatment, or by one of its exemptions.

    An exemption that is not there (for this profession, or as the text is read) helps nobody: not met.
    """
    treatment, _, exemption = name.removeprefix(PREFIX).partition(".")
    given = dict(elements)
    therapist = next(t for t in run.therapists if t.subject.name == given[KIND])
    found = run.find(treatment, therapist, given.get(OPTION))
    if not exemption:
        return found.whole.verdict
    return found.exemptions[exemption].verdict if exemption in found.exemptions else Verdict.not_met


def options_of(policy: Policy, name: str, profession: str, readings: dict[str, str]) -> tuple[str, ...]:
    """The options of which a treatment answers each by itself, for a profession; none if it is one answer."""
    treatment = policy.treatments.get(name.removeprefix(PREFIX).partition(".")[0])
    part = treatment.provision(profession, readings) if treatment else None
    return part.per.options if part is not None and part.per is not None else ()
