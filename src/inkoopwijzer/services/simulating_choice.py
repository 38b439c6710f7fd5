"""Which policy a change is for, and which of its agreements: chosen, or found by the names that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from inkoopwijzer.assess.agreement import OutsideTerm
from inkoopwijzer.policy.alter import Altered, alter
from inkoopwijzer.policy.alter_changes import Change, ReadAs
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import UnknownChoice, chosen_policies
from inkoopwijzer.services.checking import Package, read_package
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Chosen:
    """A policy before and after, the readings of both, and what the change did, in sentences.

    `apart` says that both were written apart: the same thing may then have another name.
    """

    old: Policy
    new: Policy
    readings: tuple[Mapping[str, str], Mapping[str, str]]
    told: tuple[Text, ...] = ()
    apart: bool = False


class SeveralPolicies(ValueError):
    """A change that more than one policy can have: the user must say which."""

    def __init__(self, insurers: Iterable[str]) -> None:
        self.insurers = tuple(insurers)
        super().__init__(", ".join(self.insurers))


_PACKAGE = Text(
    "Het gewijzigde beleid is dat van {path}; 'inkoopwijzer policy diff' zegt wat daarin anders is.",
    "The changed policy is that of {path}; 'inkoopwijzer policy diff' says what differs in it.",
)


def choose(
    changes: Sequence[Change],
    *,
    policies: Iterable[Policy] | None = None,
    insurers: Iterable[str] | None = None,
    readings: Mapping[str, str] | None = None,
    agreements: Iterable[str] | None = None,
    package: Path | None = None,
) -> Chosen:
    """The policy that these changes are for. With `package`, that package is the changed copy, and changed further.

    Raises `UnknownChoice` for an insurer, reading or agreement that there is not, `Faults` for a change that cannot
    be made (or a package with faults), `SeveralPolicies` when it can be made in more than one policy.
    """
    base = dict(readings or {})
    named = None if agreements is None else tuple(agreements)
    if package is not None:
        edited = read_package(Package(str(package), package))
        known = chosen_policies(policies, insurers, None)
        old = next((p for p in known if p.insurer == edited.insurer), None)
        if old is None:
            raise UnknownChoice("insurer", edited.insurer, {p.insurer for p in known})
        chosen_policies((old, edited), None, base)
        made = alter(edited, changes, offered(named, edited))
        told = (_PACKAGE.format(path=package), *made.told)
        return Chosen(old, made.policy, (base, _after(base, changes)), told, apart=True)
    known = chosen_policies(policies, insurers, base)
    old, made = _fitting(known, changes, named)
    return Chosen(old, made.policy, (base, _after(base, changes)), made.told)


def offered(named: Sequence[str] | None, *policies: Policy) -> tuple[str, ...]:
    """The agreements of these policies, or those of them that are named. Raises `UnknownChoice`."""
    known = dict.fromkeys(name for policy in policies for name in policy.agreements)
    for name in named or ():
        if name not in known:
            raise UnknownChoice("agreement", name, known)
    return tuple(known) if named is None else tuple(name for name in known if name in named)


def in_time(policy: Policy, agreements: Sequence[str], on: date | None) -> tuple[str, ...]:
    """Those of these agreements that have not ended by a day. Raises `OutsideTerm` when all have."""
    if on is None:
        return tuple(agreements)
    ends = {name: policy.agreements[name].term.end for name in agreements}
    found = tuple(name for name, end in ends.items() if end is None or on <= end)
    if agreements and not found:
        last, end = max(((n, e) for n, e in ends.items() if e is not None), key=lambda pair: pair[1])
        raise OutsideTerm(policy.id, last, on, end)
    return found


def _fitting(
    policies: Sequence[Policy], changes: Sequence[Change], named: Sequence[str] | None
) -> tuple[Policy, Altered]:
    """The one policy in which all these changes can be made."""
    having = [p for p in policies if named is None or any(name in p.agreements for name in named)]
    if not having:
        offered(named, *policies)
    made: list[tuple[Policy, Altered]] = []
    wrong: list[tuple[float, Faults]] = []
    for policy in having:
        among = None if named is None else [name for name in named if name in policy.agreements]
        try:
            made.append((policy, alter(policy, changes, among)))
        except Faults as faults:
            wrong.append((_likeness(policy, changes), faults))
    if len(made) > 1:
        raise SeveralPolicies(policy.insurer for policy, _ in made)
    if made:
        return made[0]
    # the policy that knows most of the names, or the names most like them, is the one that was meant
    raise max(wrong, key=lambda found: found[0])[1]


def _likeness(policy: Policy, changes: Sequence[Change]) -> float:
    """How much the names in these changes are like those of a policy."""
    known = [*policy.norms, *policy.conditions, *policy.readings]
    return sum(
        max((SequenceMatcher(None, str(name), other).ratio() for other in known), default=0.0)
        for change in changes
        for name in (getattr(change, field.name) for field in fields(change))
        if isinstance(name, str)
    )


def _after(readings: Mapping[str, str], changes: Sequence[Change]) -> dict[str, str]:
    """The readings after: those chosen, without those that a change reads otherwise."""
    changed = {change.reading for change in changes if isinstance(change, ReadAs)}
    return {name: option for name, option in readings.items() if name not in changed}
