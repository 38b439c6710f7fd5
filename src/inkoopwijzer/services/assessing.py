"""Assess a provider: read its dossier, take the policies, give every outcome with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy


def assess(
    dossier: Dossier | Path | str,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    policies: Iterable[Policy] | None = None,
) -> Assessment:
    """Assess a dossier (or the file it is in) against every agreement of every policy.

    `insurers` limits which; `on` is the day on which the facts count (by default the first day of each
    agreement's term); `readings` chooses other options than the policies' defaults; `policies` replaces the
    shipped ones. Raises `Faults` for a dossier with faults, `UnknownChoice` for an insurer or reading that no
    policy has, `OutsideTerm` when the term has ended on that day.
    """
    known = tuple(policies) if policies is not None else shipped_policies()
    chosen = _chosen(known, insurers)
    _check_readings(chosen, readings or {})
    read = dossier if isinstance(dossier, Dossier) else read_dossier(Path(dossier))
    return Assessment(
        name=read.name,
        file=read.file,
        results=tuple(
            assess_agreement(policy, agreement, read, on, readings)
            for policy in chosen
            for agreement in policy.agreements
        ),
    )


class UnknownChoice(ValueError):
    """An insurer, reading or option that no policy has; `known` lists what there is."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(sorted(known))
        super().__init__(f"{what} '{name}' (known: {', '.join(self.known)})")


def _chosen(policies: tuple[Policy, ...], insurers: Iterable[str] | None) -> tuple[Policy, ...]:
    if insurers is None:
        return policies
    names = {p.insurer for p in policies}
    wanted = list(insurers)
    for name in wanted:
        if name not in names:
            raise UnknownChoice("insurer", name, names)
    return tuple(p for p in policies if p.insurer in wanted)


def _check_readings(policies: tuple[Policy, ...], readings: Mapping[str, str]) -> None:
    known = {r.id: r for p in policies for r in p.readings.values()}
    for name, option in readings.items():
        if name not in known:
            raise UnknownChoice("reading", name, known)
        if option not in known[name].options:
            raise UnknownChoice(f"option of {name}", option, known[name].options)
