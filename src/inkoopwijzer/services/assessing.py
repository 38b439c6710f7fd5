"""Assess a provider: read its dossier, take the policies, give every outcome with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from inkoopwijzer.assess.agreement import OutsideTerm, assess_agreement
from inkoopwijzer.assess.result import Assessment, EndedAgreement
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.values.verdict import Verdict


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
    policy has, `OutsideTerm` when the terms of all agreements have ended on that day.
    """
    chosen = chosen_policies(policies, insurers, readings)
    read = dossier if isinstance(dossier, Dossier) else read_dossier(Path(dossier))
    results, ended = [], []
    for policy in chosen:
        for agreement in policy.agreements.values():
            end = agreement.term.end
            if on is None or end is None or on <= end:
                results.append(assess_agreement(policy, agreement.id, read, on, readings))
            else:
                last = assess_agreement(policy, agreement.id, read, end, readings)
                if last.applies is not Verdict.not_met and not last.unlisted:
                    ended.append(_ended(policy, agreement, end))
    if on is not None and not results and chosen:
        terms = {(p.id, a.id): a.term.end for p in chosen for a in p.agreements.values() if a.term.end}
        (policy_id, name), end = max(terms.items(), key=lambda item: item[1])
        raise OutsideTerm(policy_id, name, on, end)
    return Assessment(read.name, read.file, tuple(results), tuple(ended))


def _ended(policy: Policy, agreement: Agreement, end: date) -> EndedAgreement:
    return EndedAgreement(policy.insurer, policy.insurer_name, policy.id, agreement.id, agreement.title, end)


def chosen_policies(
    policies: Iterable[Policy] | None, insurers: Iterable[str] | None, readings: Mapping[str, str] | None
) -> tuple[Policy, ...]:
    """The policies asked for: of these (by default the shipped ones) those of the insurers named.

    Raises `UnknownChoice` for an insurer that none has, or a reading or option that none of those chosen has.
    """
    known = tuple(policies) if policies is not None else shipped_policies()
    chosen = _chosen(known, insurers)
    _check_readings(chosen, readings or {})
    return chosen


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
