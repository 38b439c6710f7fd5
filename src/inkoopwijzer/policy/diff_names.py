"""What was renamed between two versions of a policy: the same rule under another name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from inkoopwijzer.policy.diff_parts import Kind, Thing
from inkoopwijzer.policy.diff_things import things
from inkoopwijzer.policy.policy import Policy

KEPT: Final = frozenset({"policy", "agreements", "treatments"})
"""Sections whose names come from elsewhere: what is called otherwise there is something else."""


def renamed(old: Policy, new: Policy) -> dict[str, str]:
    """The new name of everything that has another name now.

    Renaming one thing makes others that refer to it equal, so this goes on until nothing is found. Where two
    candidates are alike nothing is concluded: they are told as removed and added.
    """
    names: dict[str, str] = {}
    after = things(new, {})
    while True:
        found: dict[str, str] = {}
        for section, before in things(old, names).items():
            if section not in KEPT:
                known = {names.get(name, name) for name in before}
                gone = [t for name, t in before.items() if names.get(name, name) not in after[section]]
                come = [t for name, t in after[section].items() if name not in known]
                found |= _pairs(gone, come)
        if not found:
            return names
        names |= found


def _pairs(gone: Iterable[Thing], come: Iterable[Thing]) -> dict[str, str]:
    left, right = list(gone), list(come)
    found: dict[str, str] = {}
    for alike in _ALIKE:
        for was, now in list(_unique(left, right, alike)):
            found[was.name] = now.name
            left.remove(was)
            right.remove(now)
    return found


def _unique(
    gone: list[Thing], come: list[Thing], alike: Callable[[Thing], tuple[object, ...]]
) -> Iterator[tuple[Thing, Thing]]:
    """The pairs that are alike and unlike all others."""
    for was in gone:
        key = alike(was)
        there = [thing for thing in come if alike(thing) == key]
        here = [thing for thing in gone if alike(thing) == key]
        if key and len(there) == 1 and len(here) == 1:
            yield was, there[0]


def _everything(thing: Thing) -> tuple[object, ...]:
    return (_place(thing), thing.logic, _points(thing, Kind.rule, Kind.wording, Kind.citation))


def _content(thing: Thing) -> tuple[object, ...]:
    return (_place(thing), thing.logic, _points(thing, Kind.rule, Kind.wording))


def _rule(thing: Thing) -> tuple[object, ...]:
    if thing.section == "conditions":
        return (thing.logic,)
    if thing.section in ("norms", "kinds", "groups") and (points := _points(thing, Kind.rule)):
        return (_place(thing), points)
    return ()


_ALIKE: Final = (_everything, _content, _rule)


def _place(thing: Thing) -> str:
    """The agreement of a group."""
    return thing.name.rpartition(".")[0]


def _points(thing: Thing, *kinds: Kind) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((part.what.nl, part.key) for part in thing.parts if part.kind in kinds))
