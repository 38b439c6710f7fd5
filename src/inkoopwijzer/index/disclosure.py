"""What may be published of groups of practices, so that nobody can compute what is kept back.

Groups form a tree (country, region, part of a region). What an outsider can compute exactly from sums over the groups
of a tree is: every published group minus the published groups within it, and unions of those rests. A publication is
therefore safe exactly when each such rest is empty or itself large enough to publish: unions of groups that are large
enough are large enough too. With earlier publications the same holds for the parts into which all of them together
divide the practices, however many there were: each part must be large enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import Final

Place = tuple[str, ...]
"""A group as its place in the tree: () is everything, ("zuid",) a region, ("zuid", "stad") a part of it."""
Key = tuple[str, ...]
"""What identifies a unit over publications: the practice first, and what else tells its units apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is large enough, and how counts are rounded.

    At least `least_persons` and `least_practices`, and no practice with more than `most_share` of the persons or of
    the treatments. Counts are rounded to multiples of `round_to`; percentiles need `least_for_percentiles` practices.
    """

    least_persons: int = 30
    least_practices: int = 3
    most_share: float = 0.5
    round_to: int = 5
    least_for_percentiles: int = 100

    def allows(self, units: Iterable[Unit]) -> bool:
        """Whether these units together are large enough to publish."""
        persons: dict[str, int] = {}
        treatments: dict[str, int] = {}
        for unit in units:
            persons[unit.practice] = persons.get(unit.practice, 0) + unit.persons
            treatments[unit.practice] = treatments.get(unit.practice, 0) + unit.treatments
        if len(persons) < self.least_practices or sum(persons.values()) < self.least_persons:
            return False
        return all(max(of.values()) <= self.most_share * sum(of.values()) for of in (persons, treatments))

    def rounded(self, count: float) -> int:
        """A count as it is published."""
        return self.round_to * int(count / self.round_to + 0.5)


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is added up: a practice, or a practice in one cell; `persons` is above zero."""

    key: Key
    place: Place
    persons: int
    treatments: int
    expected: float

    @property
    def practice(self) -> str:
        """The practice that it is of."""
        return self.key[0]


class Kept(Enum):
    """Why a group is not published."""

    small = "te_klein"
    protects = "beschermt_een_ander"
    earlier = "te_dicht_bij_eerdere_publicatie"


@dataclass(frozen=True)
class Released:
    """An earlier publication, as its maker remembers it: of each unit the rest that it was in."""

    units: Mapping[Key, tuple[Place, Unit]]


@dataclass(frozen=True)
class Decision:
    """What is published, as places in the tree. `kept` says of the other groups why not; `withheld` names practices.

    `groups` holds the units of every group, practices that are withheld left out. Without any place in `published`
    nothing may be published.
    """

    groups: Mapping[Place, tuple[Unit, ...]]
    published: frozenset[Place]
    kept: Mapping[Place, Kept]
    withheld: frozenset[str]

    @property
    def released(self) -> Released:
        """This publication as it must be remembered for the next."""
        rests = _rests(_leaves(self.groups[()]), self.published) if self.groups else {}
        return Released({unit.key: (place, unit) for place, units in rests.items() for unit in units})


def decide(units: Sequence[Unit], rule: Rule, earlier: Sequence[Released] = ()) -> Decision:
    """Which groups may be published, given everything that was published earlier of the same year.

    Where the difference with an earlier publication would be too small, practices that are new are held back, then
    further practices beside those that have gone, and groups are kept back; until nothing can be computed.
    """
    withheld: set[str] = set()
    hidden: set[Place] = set()
    while True:
        left = [unit for unit in units if unit.practice not in withheld]
        found = _protected(left, rule, hidden, frozenset(withheld))
        before = len(withheld), len(hidden)
        if found.published and earlier:
            _part_from_earlier(found, rule, earlier, withheld, hidden)
        if before == (len(withheld), len(hidden)):
            return found


def _protected(units: Sequence[Unit], rule: Rule, hidden: set[Place], withheld: frozenset[str]) -> Decision:
    """One publication by itself: without the groups that are too small, or that would give one away."""
    leaves, groups = _leaves(units), _groups(units)
    kept: dict[Place, Kept] = {}
    published: set[Place] = set()
    for place, members in groups.items():
        if not rule.allows(members):
            kept[place] = Kept.small
        elif place in hidden:
            kept[place] = Kept.earlier
        else:
            published.add(place)
    waiting = sorted(published)
    while waiting:
        place = waiting.pop()
        rests = _rests(leaves, published)
        if not rests[place] or rule.allows(rests[place]):
            continue
        inside = [p for p in published if _around(p[:-1], published) == place and p != place]
        victim = min(inside, key=lambda p: (not rests[p], sum(u.persons for u in rests[p]), p))
        published.remove(victim)
        kept[victim] = Kept.protects
        waiting = [p for p in waiting if p != victim] + [place]
    return Decision(groups, frozenset(published), kept, withheld)


def _groups(units: Sequence[Unit]) -> dict[Place, tuple[Unit, ...]]:
    """Every group with its units, from everything down."""
    found: dict[Place, list[Unit]] = {}
    for unit in units:
        for depth in range(len(unit.place) + 1):
            found.setdefault(unit.place[:depth], []).append(unit)
    return {place: tuple(found[place]) for place in sorted(found, key=lambda p: (len(p), p))}


def _leaves(units: Iterable[Unit]) -> dict[Place, list[Unit]]:
    found: dict[Place, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.place, []).append(unit)
    return found


def _around(place: Place, published: Set[Place]) -> Place | None:
    """The smallest published group that holds this one, itself included."""
    return next((place[:depth] for depth in range(len(place), -1, -1) if place[:depth] in published), None)


def _rests(leaves: Mapping[Place, list[Unit]], published: Set[Place]) -> dict[Place, list[Unit]]:
    """Each published group without the published groups in it; an empty list where nothing is left."""
    rests: dict[Place, list[Unit]] = {place: [] for place in published}
    for leaf, units in leaves.items():
        deepest = _around(leaf, published)
        if deepest is not None:
            rests[deepest] += units
    return rests


_NOWHERE: Final = ("",)
"""In place of a rest: not in this publication. (No group has an empty name.)"""


def _part_from_earlier(
    found: Decision, rule: Rule, earlier: Sequence[Released], withheld: set[str], hidden: set[Place]
) -> None:
    """Add to `withheld` and `hidden` what is needed so that no part of all publications together is too small."""
    parts = _parts([found.released, *earlier])
    for signature, members in parts.items():
        if rule.allows(members):
            continue
        now, before = signature[0], signature[1:]
        alike = {
            other[0]: units for other, units in parts.items() if other[1:] == before and other != signature
        }
        alike.pop(_NOWHERE, None)
        if all(each == _NOWHERE for each in before) or (now == () and not alike):
            withheld |= {unit.practice for unit in members}
        elif now != _NOWHERE:
            hidden |= {now, *alike} - {()}
        elif alike:
            beside = [unit for units in alike.values() for unit in units]
            withheld.add(min(beside, key=lambda unit: (unit.persons, unit.key)).practice)
        else:
            hidden |= found.published


def _parts(releases: Sequence[Released]) -> dict[tuple[Place, ...], list[Unit]]:
    """The parts into which these publications together divide the units: those in the same rest of each."""
    parts: dict[tuple[Place, ...], list[Unit]] = {}
    for key in dict.fromkeys(key for release in releases for key in release.units):
        of = [release.units.get(key) for release in releases]
        signature = tuple(_NOWHERE if each is None else each[0] for each in of)
        parts.setdefault(signature, []).append(next(each[1] for each in of if each is not None))
    return parts
