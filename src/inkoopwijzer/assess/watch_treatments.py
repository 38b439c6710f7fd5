"""Who may no longer, or only from then on, deliver which treatment, if nothing is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inkoopwijzer.assess.treatment_result import Delivery
from inkoopwijzer.assess.treatments import assess_treatments
from inkoopwijzer.assess.turning_days import days_of_policy
from inkoopwijzer.assess.watched import TreatmentShift
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

HOLDS = (Verdict.met, Verdict.not_applicable)

Key = tuple[str, str, str]
"""A treatment, a therapist and an option ("" where the treatment is answered as a whole)."""


def watch_treatments(
    policy: Policy,
    dossier: Dossier,
    start: date,
    until: date,
    readings: Mapping[str, str] | None = None,
) -> tuple[TreatmentShift, ...]:
    """Every change of what a therapist may deliver by the conditions of the treatment itself.

    A change of the agreement under which it is delivered is told by `watch`, not once more for each treatment.
    """
    ends = [a.term.end for a in policy.agreements.values() if a.term.end is not None]
    last = min(until, max(ends, default=until))
    named = tuple(policy.treatments)
    found: list[TreatmentShift] = []
    before: dict[Key, tuple[Verdict, Text]] | None = None
    for day in days_of_policy(policy, dossier, start, last):
        treatments = assess_treatments(policy, dossier, day, readings, named).treatments
        now = {
            (t.id, d.therapist, d.option or ""): (_own(d), d.label if d.option else t.title)
            for t in treatments
            for d in t.deliveries
            if d.bought and not d.ordinary and any(day <= part.term[1] for part in d.agreements)
        }
        if before is not None:
            found += [
                TreatmentShift(
                    day, policy.insurer, policy.insurer_name, key[0], title, key[1], before[key][0], verdict
                )
                for key, (verdict, title) in now.items()
                if key in before and before[key][0] is not verdict
            ]
        before = now
    return tuple(found)


def _own(delivery: Delivery) -> Verdict:
    """The verdict of the treatment's own conditions, with the exemptions that hold for everybody."""
    if any(e.insured is None and e.verdict in HOLDS for e in delivery.exemptions):
        return Verdict.met
    return _together(c.verdict for c in delivery.conditions)


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    for worst in (Verdict.not_met, Verdict.unknown, Verdict.for_insurer, Verdict.silent):
        if worst in found:
            return worst
    return Verdict.met
