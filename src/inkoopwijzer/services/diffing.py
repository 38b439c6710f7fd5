"""Compare two policies, and tell whose outcome changes and by which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inkoopwijzer.assess.verdicts import Verdicts, verdicts
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.diff import Difference, PolicyDiff, Status, diff
from inkoopwijzer.policy.policy import NONE, Agreement, Policy
from inkoopwijzer.policy.reached import conditions_reached, rules_of
from inkoopwijzer.policy.tree import Ref, walk
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

GOOD = (Verdict.met, Verdict.not_applicable)


@dataclass(frozen=True, slots=True)
class Because:
    """What an outcome changes by: a condition with its value before and now, or a group that came or went.

    None stands for the version that does not ask it.
    """

    name: str
    says: Text
    old: Verdict | None
    new: Verdict | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One dossier with another outcome under one agreement; None where that agreement is not offered."""

    dossier: str
    file: str
    agreement: str
    title: Text
    old: tuple[str, ...] | None
    new: tuple[str, ...] | None
    because: tuple[Because, ...]


@dataclass(frozen=True)
class Comparison:
    """Two policies, how they differ, how many dossiers were assessed under both, and whose outcome changes."""

    old: Policy
    new: Policy
    diff: PolicyDiff
    assessed: int
    moved: tuple[Moved, ...]


def compare(old: Policy, new: Policy, dossiers: Iterable[Dossier] = ()) -> Comparison:
    """How two policies differ, and what that does to the outcome of these dossiers."""
    found = diff(old, new)
    read = tuple(dossiers)
    offered = list(dict.fromkeys((*old.agreements, *new.agreements)))
    moves = (_move(old, new, found, name, dossier) for dossier in read for name in offered)
    return Comparison(old, new, found, len(read), tuple(move for move in moves if move is not None))


def _move(old: Policy, new: Policy, found: PolicyDiff, agreement: str, dossier: Dossier) -> Moved | None:
    before = _Side.of(old, agreement, dossier, found.names)
    after = _Side.of(new, agreement, dossier, {})
    if before.outcome == after.outcome or {before.outcome, after.outcome} <= {None, (NONE,)}:
        return None
    offered = new.agreements.get(agreement) or old.agreements[agreement]
    because: tuple[Because, ...] = ()
    if before.outcome is not None and after.outcome is not None:
        because = _because(before, after) or _open(before, after, found)
    shown = before.verdicts.possible if before.verdicts else None
    return Moved(dossier.name, dossier.file, agreement, offered.title, shown, after.outcome, because)


@dataclass(frozen=True)
class _Side:
    """An agreement under one version: the verdicts by the names of the new version."""

    policy: Policy
    agreement: Agreement | None
    verdicts: Verdicts | None
    names: Mapping[str, str]

    @classmethod
    def of(cls, policy: Policy, agreement: str, dossier: Dossier, names: Mapping[str, str]) -> _Side:
        offered = policy.agreements.get(agreement)
        return cls(policy, offered, verdicts(policy, agreement, dossier) if offered else None, names)

    @property
    def outcome(self) -> tuple[str, ...] | None:
        """The groups still possible."""
        return tuple(map(self.group, self.verdicts.possible)) if self.verdicts else None

    def group(self, name: str) -> str:
        agreement = self.agreement.id if self.agreement else ""
        return self.names.get(f"{agreement}.{name}", name).rpartition(".")[2]

    @property
    def conditions(self) -> dict[str, Verdict]:
        if self.verdicts is None:
            return {}
        return {self.names.get(name, name): found for name, found in self.verdicts.conditions.items()}

    def asked_by(self, groups: Iterable[str]) -> frozenset[str]:
        """Every condition behind these groups."""
        if self.agreement is None:
            return frozenset()
        wanted = [group for group in self.agreement.groups if self.group(group.id) in set(groups)]
        caps = (cap for group in wanted for cap in self.agreement.caps_on(group.id))
        names = (self.agreement.scope, *(name for group in wanted for name in group.requires), *caps)
        return frozenset(self.names.get(name, name) for name in conditions_reached(self.policy, names))

    @property
    def asked(self) -> set[tuple[str, str]]:
        """What each group asks, and from which it is ruled out."""
        if self.agreement is None:
            return set()
        groups = self.agreement.groups
        return {
            (self.group(group.id), self.names.get(name, name))
            for group in groups
            for name in (*group.requires, *self.agreement.caps_on(group.id))
        }

    @property
    def caps(self) -> set[str]:
        return (
            {self.names.get(c.condition, c.condition) for c in self.agreement.caps}
            if self.agreement
            else set()
        )

    @property
    def parts(self) -> dict[str, set[str]]:
        """The conditions that each condition refers to."""
        return {
            self.names.get(c.id, c.id): {
                self.names.get(n.condition, n.condition) for n in walk(c.node) if isinstance(n, Ref)
            }
            for c in self.policy.conditions.values()
        }

    def says(self, name: str) -> Text | None:
        for condition in self.policy.conditions.values():
            if self.names.get(condition.id, condition.id) == name:
                return condition.says
        return None


def _because(before: _Side, after: _Side) -> tuple[Because, ...]:
    """The conditions and groups that an outcome changes by, as deep as they can be named."""
    old, new = before.conditions, after.conditions
    groups = {*(before.outcome or ()), *(after.outcome or ())}
    behind = before.asked_by(groups) | after.asked_by(groups)
    turned = {name for name in old.keys() & new.keys() & behind if old[name] is not new[name]}
    found: dict[str, tuple[Verdict | None, Verdict | None]]
    found = {name: (old[name], new[name]) for name in turned}
    for here, there, at in ((before, after, 0), (after, before, 1)):
        mine = here.conditions
        for group, name in here.asked - there.asked:
            if group in groups and name not in found and _counts(mine[name], name in here.caps):
                found[name] = _only(mine[name], at)
        parts = here.parts
        ahead = list(turned)
        while ahead:  # what only this version has, below a condition whose value it explains
            above = ahead.pop()
            for name in parts.get(above, set()) & mine.keys() - there.conditions.keys() - found.keys():
                if _code(mine[name]) == _code(mine[above]):
                    found[name] = _only(mine[name], at)
                    ahead.append(name)
    both = {name: before.parts.get(name, set()) | after.parts.get(name, set()) for name in found}
    deepest = [name for name in found if not both[name] & found.keys()]
    told = [
        Because(name, after.says(name) or before.says(name) or Text(name, name), *found[name])
        for name in sorted(deepest)
    ]
    return (*told, *_groups(before, after))


def _only(verdict: Verdict, at: int) -> tuple[Verdict | None, Verdict | None]:
    return (None, verdict) if at else (verdict, None)


def _counts(verdict: Verdict, cap: bool) -> bool:
    """Whether a condition that is asked in one version only stands in the way there."""
    return verdict is not Verdict.not_met if cap else verdict not in GOOD


def _code(verdict: Verdict) -> int:
    return 2 if verdict in GOOD else 0 if verdict is Verdict.not_met else 1


def _groups(before: _Side, after: _Side) -> list[Because]:
    """The groups that only one version has and that are possible there."""
    found = []
    for here, there in ((before, after), (after, before)):
        known = {there.group(g.id) for g in there.agreement.groups} if there.agreement else set()
        for group in here.agreement.groups if here.agreement else ():
            if here.group(group.id) not in known and here.group(group.id) in (here.outcome or ()):
                sure = Verdict.met if len(here.outcome or ()) == 1 else Verdict.unknown
                old, new = (sure, None) if here is before else (None, sure)
                found.append(Because(group.id, group.title, old, new))
    return found


def _open(before: _Side, after: _Side, found: PolicyDiff) -> tuple[Because, ...]:
    """The changed conditions of the agreement, where no single value differs: what is unknown narrows otherwise."""
    changed = _changed(found)
    reached = frozenset(
        conditions_reached(after.policy, rules_of(after.agreement)) if after.agreement else ()
    )
    old, new = before.conditions, after.conditions
    return tuple(
        Because(name, after.policy.conditions[name].says, old.get(name), new.get(name))
        for name in sorted(changed & reached)
    )


def _changed(found: PolicyDiff) -> set[str]:
    """The conditions that changed themselves, or through a number, kind or reading that they use."""
    differences: Iterable[Difference] = found.of("conditions", "norms", "kinds", "readings")
    names: set[str] = set()
    for difference in differences:
        if difference.status in (Status.changed, Status.added):
            names |= {difference.name} if difference.section == "conditions" else difference.users
    return names
