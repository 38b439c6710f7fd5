"""Who may deliver which treatment for which insurer: read a dossier, take the policies, answer per therapist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from inkoopwijzer.assess.treatment_result import Treating
from inkoopwijzer.assess.treatments import assess_treatments, treatment_ids
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import UnknownChoice, chosen_policies


def treat(
    dossier: Dossier | Path | str,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    treatments: Iterable[str] | None = None,
    therapists: Iterable[str] | None = None,
    policies: Iterable[Policy] | None = None,
) -> Treating:
    """Which therapists of a dossier (or the file it is in) may deliver which treatment, at every insurer.

    `treatments` and `therapists` limit which; the rest is as for `assess`. Raises `Faults` for a dossier with
    faults, `UnknownChoice` for an insurer, reading, treatment or therapist that there is not, `OutsideTerm` when
    the terms of all agreements of a policy have ended on that day.
    """
    chosen = chosen_policies(policies, insurers, readings)
    only = _known("treatment", treatments, treatment_ids())
    read = dossier if isinstance(dossier, Dossier) else read_dossier(Path(dossier))
    who = _known("therapist", therapists, [t.name for t in read.subjects["therapeut"]])
    results = [assess_treatments(policy, read, on, readings, only) for policy in chosen]
    if who is not None:
        results = [
            replace(
                result,
                treatments=tuple(
                    replace(t, deliveries=tuple(d for d in t.deliveries if d.therapist in who))
                    for t in result.treatments
                ),
            )
            for result in results
        ]
    return Treating(read.name, read.file, tuple(results))


def _known(what: str, names: Iterable[str] | None, known: Iterable[str]) -> tuple[str, ...] | None:
    if names is None:
        return None
    there = tuple(known)
    asked = tuple(names)
    for name in asked:
        if name not in there:
            raise UnknownChoice(what, name, there)
    return asked
