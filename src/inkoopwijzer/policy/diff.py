"""Two versions of a policy side by side: what was added, removed, renamed or changed, and how.

A thing is compared by its name first. What is left over on both sides and says the same under another name
was renamed; all that refers to it counts as unchanged. A rule that only cites another passage, or that is
only worded otherwise, is told as that and not as a change of rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from inkoopwijzer.policy import diff_names
from inkoopwijzer.policy.diff_parts import Kind, Part, Thing
from inkoopwijzer.policy.diff_things import things
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sentences import Line
from inkoopwijzer.values.text import Text


class Status(StrEnum):
    """What became of a thing: the first of these that fits."""

    added = "added"
    removed = "removed"
    changed = "changed"
    renamed = "renamed"
    worded = "worded"
    cited = "cited"


@dataclass(frozen=True, slots=True)
class Detail:
    """One point of a thing that differs: what it is, and what it said before and says now.

    None stands on the side where the point is absent.
    """

    kind: Kind
    what: Text
    old: Text | None
    new: Text | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: its name and sentence before and now, and each point that differs.

    `gone` and `come` are the lines of its rule in words that only the old or only the new version has.
    `users` names the conditions and dates that use it.
    """

    section: str
    was: str | None
    now: str | None
    old: Text | None
    new: Text | None
    details: tuple[Detail, ...] = ()
    gone: tuple[Line, ...] = ()
    come: tuple[Line, ...] = ()
    users: frozenset[str] = field(default=frozenset())

    @property
    def name(self) -> str:
        """Its name now, or its last name."""
        return self.now or self.was or ""

    @property
    def status(self) -> Status:
        """What became of it."""
        if self.was is None:
            return Status.added
        if self.now is None:
            return Status.removed
        kinds = {detail.kind for detail in self.details}
        if Kind.rule in kinds or self.gone or self.come:
            return Status.changed
        if self.was != self.now:
            return Status.renamed
        return Status.worded if Kind.wording in kinds else Status.cited


@dataclass(frozen=True)
class PolicyDiff:
    """How policy `new` differs from policy `old` (their ids and hashes); empty when they say the same."""

    old: str
    new: str
    old_hash: str
    new_hash: str
    differences: tuple[Difference, ...]

    def of(self, *sections: str) -> tuple[Difference, ...]:
        """The differences in these sections."""
        return tuple(d for d in self.differences if d.section in sections)

    @property
    def names(self) -> Mapping[str, str]:
        """The new name of everything that has another name now; groups as agreement.group."""
        return {d.was: d.now for d in self.differences if d.was and d.now and d.was != d.now}


def diff(old: Policy, new: Policy) -> PolicyDiff:
    """What differs between two versions of a policy, or between two policies."""
    names = diff_names.renamed(old, new)
    before, after = things(old, names), things(new, {})
    found: list[Difference] = []
    for section in after:
        earlier = {names.get(name, name): thing for name, thing in before[section].items()}
        later = after[section]
        found += [_removed(thing) for name, thing in earlier.items() if name not in later]
        for name, thing in later.items():
            if name not in earlier:
                found.append(_added(thing))
            elif difference := _between(earlier[name], thing):
                found.append(difference)
    return PolicyDiff(old.id, new.id, old.hash, new.hash, tuple(found))


def _added(thing: Thing) -> Difference:
    return Difference(thing.section, None, thing.name, None, thing.says, come=thing.told(), users=thing.users)


def _removed(thing: Thing) -> Difference:
    return Difference(thing.section, thing.name, None, thing.says, None, gone=thing.told(), users=thing.users)


def _between(old: Thing, new: Thing) -> Difference | None:
    """How a thing differs; None when it does not."""
    details = tuple(_details(old.parts, new.parts)) + _order(old, new)
    gone: tuple[Line, ...] = ()
    come: tuple[Line, ...] = ()
    if old.logic != new.logic:
        gone, come = _only(old.lines, new.lines), _only(new.lines, old.lines)
        if not gone and not come:  # the lines are the same in another order
            gone, come = old.lines, new.lines
    if not details and not gone and not come and old.name == new.name:
        return None
    users = old.users | new.users
    return Difference(new.section, old.name, new.name, old.says, new.says, details, gone, come, users)


_ORDER: Final = Text("volgorde, de beste eerst", "order, best first")


def _order(old: Thing, new: Thing) -> tuple[Detail, ...]:
    """That what both have stands in another order, where the order counts."""
    shared = set(old.order) & set(new.order)
    before, after = ([name for name in thing.order if name in shared] for thing in (old, new))
    if before == after:
        return ()
    told = [", ".join(names) for names in (before, after)]
    return (Detail(Kind.rule, _ORDER, *(Text(said, said) for said in told)),)


def _only(lines: Sequence[Line], other: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that the other has not, or not as often."""
    left = Counter(other)
    found = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            found.append(line)
    return tuple(found)


_MOVED: Final = Text("plaats in het document", "place in the document")


def _details(old: Sequence[Part], new: Sequence[Part]) -> list[Detail]:
    """The points that differ; one that stands on both sides is told as old and new."""
    gone, come = _parts_only(old, new), _parts_only(new, old)
    found = []
    for part in [part for part in gone if part.hash]:  # the same passage in another place
        there = next((other for other in come if other.hash == part.hash), None)
        if there is not None:
            gone.remove(part)
            come.remove(there)
            found.append(Detail(part.kind, _MOVED, part.said, there.said))
    for what in dict.fromkeys(part.what for part in (*gone, *come)):
        before = [part for part in gone if part.what == what]
        after = [part for part in come if part.what == what]
        if len(before) == 1 and len(after) == 1 and not before[0].many:
            found.append(Detail(before[0].kind, what, before[0].said, after[0].said))
            continue
        found += [Detail(part.alone, what, part.said, None) for part in before]
        found += [Detail(part.alone, what, None, part.said) for part in after]
    return found


def _parts_only(parts: Sequence[Part], other: Sequence[Part]) -> list[Part]:
    left = Counter((part.what, part.key) for part in other)
    found = []
    for part in parts:
        if left[part.what, part.key]:
            left[part.what, part.key] -= 1
        else:
            found.append(part)
    return found
