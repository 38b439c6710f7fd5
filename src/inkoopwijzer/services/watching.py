"""Watching a dossier: what becomes of every outcome if nothing is done, and what to renew when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inkoopwijzer.assess.watch import watch as watch_agreement
from inkoopwijzer.assess.watch_treatments import watch_treatments
from inkoopwijzer.assess.watched import TreatmentShift, Watch
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import chosen_policies
from inkoopwijzer.values.verdict import Verdict


@dataclass(frozen=True)
class Watched:
    """One provider followed from `start` up to and including `until`.

    `agreements` holds those that may be for this provider; `other` names those that are not. `treatments` holds
    the days on which somebody may no longer, or only from then on, deliver a treatment.
    """

    name: str
    file: str
    start: date
    until: date
    agreements: tuple[Watch, ...]
    other: tuple[Watch, ...]
    treatments: tuple[TreatmentShift, ...]


class WatchBackwards(ValueError):
    """The period to watch ends before it begins."""

    def __init__(self, start: date, until: date) -> None:
        self.start, self.until = start, until
        super().__init__(f"{until} is before {start}")


def watch(
    dossier: Dossier | Path | str,
    *,
    start: date,
    until: date,
    insurers: Iterable[str] | None = None,
    readings: Mapping[str, str] | None = None,
    policies: Iterable[Policy] | None = None,
) -> Watched:
    """Follow a dossier (or the file it is in) at every insurer, for every agreement that has not ended.

    Raises `Faults` for a dossier with faults, `UnknownChoice` for an insurer or reading that no policy has,
    `WatchBackwards` when `until` is before `start`.
    """
    if until < start:
        raise WatchBackwards(start, until)
    chosen = chosen_policies(policies, insurers, readings)
    read = dossier if isinstance(dossier, Dossier) else read_dossier(Path(dossier))
    found = [
        watch_agreement(policy, agreement.id, read, start, until, readings)
        for policy in chosen
        for agreement in policy.agreements.values()
        if agreement.term.end is None or agreement.term.end >= start
    ]
    return Watched(
        name=read.name,
        file=read.file,
        start=start,
        until=until,
        agreements=tuple(w for w in found if w.applies is not Verdict.not_met),
        other=tuple(w for w in found if w.applies is Verdict.not_met),
        treatments=tuple(
            shift for policy in chosen for shift in watch_treatments(policy, read, start, until, readings)
        ),
    )
