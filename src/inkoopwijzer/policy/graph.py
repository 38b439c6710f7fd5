"""The conditions of a package as a whole: no circles, nothing unused or unbound, and of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from inkoopwijzer.policy.fields import Found, Spot
from inkoopwijzer.policy.scope import Body, Need, Scope
from inkoopwijzer.values.text import Text

DEEPEST: Final = 100
"""Most levels of logic under a condition, with the conditions it refers to."""
LARGEST: Final = 50_000
"""Most parts under a condition, where a condition counts each time it is referred to."""


@dataclass(frozen=True, slots=True)
class Use:
    """A condition that an agreement, treatment or milestone names, and how to call that use.

    `binds` holds the kinds of subject and the dimensions that the use itself provides.
    """

    condition: str
    user: Text
    binds: Scope = field(default_factory=Scope)


@dataclass(slots=True)
class _Sum:
    """A condition with all that it refers to."""

    needs: dict[int, Need]
    depth: int
    size: int


def judge(
    found: Found,
    spots: Mapping[str, Spot],
    bodies: Mapping[str, Body],
    readings: Mapping[str, Spot],
    uses: Sequence[Use],
    read: Set[str] = frozenset(),
) -> None:
    """Keep the faults of the whole. `spots` says where each condition stands.

    `read` names the readings that something else than a condition uses. What is unused is only told when
    nothing else is wrong: a mistyped name leaves its condition unused.
    """
    order = _in_order(spots, bodies)
    if order is not None:
        sums = _sums(order, bodies, spots)
        told: set[int] = set()
        for use in uses:
            needs = sums[use.condition].needs
            open_ = {at: need for at, need in needs.items() if not use.binds.meets(need)}
            _unbound(use, [need for at, need in open_.items() if at not in told])
            told |= open_.keys()
    if not found.faults:
        _unused(spots, bodies, readings, uses, read)


def _unused(
    spots: Mapping[str, Spot],
    bodies: Mapping[str, Body],
    readings: Mapping[str, Spot],
    uses: Sequence[Use],
    read: Set[str],
) -> None:
    used = _reached(bodies, uses)
    for name, spot in spots.items():
        if name not in used:
            spot.fault("policy.unused_condition", name=name)
    needed = read | {reading for name in used for reading in bodies[name].readings}
    for name, spot in readings.items():
        if name not in needed:
            spot.fault("policy.unused_reading", name=name)


def _in_order(spots: Mapping[str, Spot], bodies: Mapping[str, Body]) -> list[str] | None:
    """The conditions, each after those it refers to; None after the fault that there is a circle."""
    order: list[str] = []
    done: set[str] = set()
    circles = False
    for start in bodies:
        path: dict[str, list[str]] = {}
        if start not in done:
            path[start] = _targets(bodies[start])
        while path:
            name, open_targets = next(reversed(path.items()))
            if not open_targets:
                del path[name]
                done.add(name)
                order.append(name)
                continue
            target = open_targets.pop()
            if target in path:
                circles = True
                names = list(path)
                circle = [*names[names.index(target) :], target]
                shown = " > ".join(circle if len(circle) < 9 else [*circle[:4], "...", *circle[-4:]])
                spots[target].fault("policy.cycle", name=shown)
            elif target not in done:
                path[target] = _targets(bodies[target])
    return None if circles else order


def _targets(body: Body) -> list[str]:
    return list(dict.fromkeys(name for name, _, _ in body.refs))[::-1]


def _reached(bodies: Mapping[str, Body], uses: Iterable[Use]) -> set[str]:
    reached: set[str] = set()
    ahead = [use.condition for use in uses]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += _targets(bodies[name])
    return reached


def _sums(order: list[str], bodies: Mapping[str, Body], spots: Mapping[str, Spot]) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = {}
    for name in order:
        body = bodies[name]
        total = _Sum({id(need): need for need in body.needs}, body.depth, body.size)
        for target, _, scope in body.refs:
            below = sums[target]
            total.needs |= {at: need for at, need in below.needs.items() if not scope.meets(need)}
            total.depth = max(total.depth, scope.depth + below.depth)
            total.size += below.size
        if total.depth > DEEPEST:
            spots[name].fault("policy.too_deep", depth=total.depth, most=DEEPEST)
            total.depth = 0
        if total.size > LARGEST:
            spots[name].fault("policy.too_large", most=LARGEST)
            total.size = 0
        sums[name] = total
    return sums


def _unbound(use: Use, needs: Iterable[Need]) -> None:
    for need in needs:
        if need.position is None:
            need.spot.fault("policy.out_of_scope", name=need.name, fact=need.fact, user=use.user)
        else:
            need.spot.fault("policy.unbound", name=need.name, user=use.user)
