"""Every treatment of one policy for one dossier: the whole answer, therapist by therapist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from inkoopwijzer.assess.agreement import OutsideTerm
from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.treatment_result import PolicyTreatments, TreatmentReading, TreatmentResult
from inkoopwijzer.assess.treatment_run import KIND, TreatmentRun
from inkoopwijzer.assess.whole_program import whole_programs
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import nodes_below, readings_in
from inkoopwijzer.policy.treatments import ORDINARY, Exemption, Provision, Treatment
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

TREATMENTS = "behandeling"
"""The dimension whose options are the treatments."""
NOT_NAMED = Text(
    "Dit document noemt deze behandeling niet: gewone zorg onder de overeenkomst van het beroep.",
    "This document does not name this treatment: ordinary care under the agreement of the profession.",
)
Answers = Mapping[str, tuple[object, ...]]
"""The verdict on each therapist (and option), and the exemptions that may be used."""


def assess_treatments(
    policy: Policy,
    dossier: Dossier,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> PolicyTreatments:
    """Which therapist of a dossier may deliver which treatment, on `on` (by default as for agreements).

    `readings` chooses other options than the policy's defaults; `only` limits which treatments. Raises
    `OutsideTerm` when the terms of all agreements have ended on that day.
    """
    _check_day(policy, on)
    chosen = {r: o for r, o in (readings or {}).items() if r in policy.readings}
    run = treatment_run(policy, dossier, on, chosen)
    others: dict[tuple[str, str], TreatmentRun] = {}
    asked = [name for name in treatment_ids() if only is None or name in only]
    return PolicyTreatments(
        insurer=policy.insurer,
        insurer_name=policy.insurer_name,
        policy=policy.id,
        policy_hash=policy.hash,
        document=f"{policy.document.title} ({policy.document.version})",
        on=run.day,
        complete=dossier.complete_list(KIND, catalogue()) is not None,
        treatments=tuple(_treatment(run, name, others) for name in asked),
    )


def treatment_run(
    policy: Policy, dossier: Dossier, on: date | None, readings: Mapping[str, str]
) -> TreatmentRun:
    """The run of a policy for a dossier: the programs of its agreements, and the dossier on each one's day."""

    @cache
    def case(days: Period) -> Case:
        return Case(dossier, on or days.start or date(policy.year, 1, 1), days)

    return TreatmentRun(policy, on, readings, whole_programs(policy, readings), case)


def treatment_ids() -> tuple[str, ...]:
    """The treatments there are, ordinary care first."""
    names = catalogue().dimensions[TREATMENTS].options or {}
    return tuple(sorted(names, key=lambda name: name != ORDINARY))


def _check_day(policy: Policy, on: date | None) -> None:
    ends = {name: a.term.end for name, a in policy.agreements.items() if a.term.end is not None}
    if on is not None and ends and all(on > end for end in ends.values()):
        last = max(ends, key=lambda name: ends[name])
        raise OutsideTerm(policy.id, last, on, ends[last])


def _treatment(run: TreatmentRun, name: str, others: dict[tuple[str, str], TreatmentRun]) -> TreatmentResult:
    named = run.policy.treatments.get(name)
    label = catalogue().dimensions[TREATMENTS].label_of(name)
    asked = list(_asked(run, name))
    options = {o: _option_label(named, t, o) for t, o in asked if named is not None and o is not None}
    return TreatmentResult(
        id=name,
        title=label,
        named=named is not None,
        bought=named is None or bool(named.provisions),
        says=named.says if named else NOT_NAMED,
        insured=named.insured if named else None,
        cites=named.cites if named else (),
        options=options,
        stated=tuple(o for o in options if any(_states(t, o) for t in run.therapists)),
        deliveries=tuple(run.deliver(name, therapist, option) for therapist, option in asked),
        readings=tuple(_readings(run, named, others)) if named else (),
    )


def _asked(run: TreatmentRun, name: str) -> Iterator[tuple[Standing, str | None]]:
    """Each therapist, with each option that is answered by itself for his profession."""
    named = run.policy.treatments.get(name)
    for therapist in run.therapists:
        part = named.provision(therapist.subject.profession or "", run.readings) if named else None
        for option in part.per.options if part and part.per else (None,):
            yield therapist, option


def _option_label(named: Treatment, therapist: Standing, option: str) -> Text:
    part = named.provisions[therapist.subject.profession or ""]
    assert part.per is not None
    assert part.per.dimension is not None
    return catalogue().dimensions[part.per.dimension].label_of(option)


def _states(therapist: Standing, option: str) -> bool:
    """Whether the dossier says something of this option for a therapist."""
    return any(option in cell[1:] for cell in therapist.subject.cells)


# --- readings ---------------------------------------------------------------------------------------------------


def _readings(
    run: TreatmentRun, named: Treatment, others: dict[tuple[str, str], TreatmentRun]
) -> Iterator[TreatmentReading]:
    """The readings that a treatment's own conditions depend on, and whom each option would answer otherwise."""
    for name in _readings_used(run.policy, named):
        reading = run.policy.readings[name]
        now = _answers(run, named.id)
        changes: dict[str, tuple[str, ...]] = {}
        for option in reading.options:
            if option != run.readings[name]:
                if (name, option) not in others:
                    chosen = {**run.readings, name: option}
                    dossier = run.case(next(iter(run.policy.agreements))).dossier
                    others[name, option] = treatment_run(run.policy, dossier, run.on, chosen)
                then = _answers(others[name, option], named.id)
                different = [who for who in {**now, **then} if now.get(who) != then.get(who)]
                changes[option] = tuple(dict.fromkeys(who.partition("/")[0] for who in different))
        yield TreatmentReading(
            name,
            reading.question,
            run.readings[name],
            reading.because,
            reading.cites,
            reading.options,
            changes,
        )


def _answers(run: TreatmentRun, name: str) -> Answers:
    found: dict[str, tuple[object, ...]] = {}
    for therapist, option in _asked(run, name):
        answer = run.find(name, therapist, option)
        usable = {(e, d.verdict) for e, d in answer.exemptions.items() if d.verdict is not Verdict.not_met}
        found[f"{therapist.subject.name}/{option or ''}"] = (answer.whole.verdict, *sorted(usable))
    return found


def _readings_used(policy: Policy, treatment: Treatment) -> list[str]:
    parts: list[Provision | Exemption] = [*treatment.provisions.values(), *treatment.exemptions]
    used = {part.reading[0]: None for part in parts if part.reading}
    named = [c for part in parts for c in (*part.therapist, *part.practice)]
    used |= dict.fromkeys(readings_in(nodes_below(policy, named)))
    return [r for r in policy.readings if r in used]
