"""Whether a change makes a group easier or harder to reach for everyone, as far as its logic shows.

A demand that goes, a limit that rises under "at most", a smaller share: whoever met the group before still meets it
after. Where that cannot be seen from the logic the direction is open, which is always right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.plan import Planned
from inkoopwijzer.market.records import MARKET
from inkoopwijzer.market.what_if_elements import Contrast, Side
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    Compare,
    FactCompares,
    Node,
    Norm,
    Not,
    Over,
    Quantifier,
    Ref,
    When,
    children,
)

EASIER: Final = 1
HARDER: Final = -1
OPEN: Final = 0
SAME: Final = 2
"""The directions: met by all who met it and perhaps more, or fewer; open: perhaps both; the same."""

_LOW: Final = (Compare.at_most, Compare.below)


def directions(contrast: Contrast) -> dict[str, int]:
    """By group that both sides have: whether the change makes it easier or harder to reach, or leaves that open."""
    found = {}
    frames = [side.assessed.planned.frame for side in (contrast.before, contrast.after)]
    alike = frames[0] == frames[1]  # on another day the same logic may say another thing
    own = {name: _own(contrast, name) if alike else OPEN for name in contrast.own}
    signs = [Signs(side) for side in (contrast.before, contrast.after)]
    for group in contrast.after.demands:
        if group not in contrast.before.demands:
            continue
        parts = [
            EASIER if group in was else HARDER for was, now in contrast.asked.values() if group in was ^ now
        ]
        for name, direction in own.items():
            if contrast.before.rests_on(group, name) or contrast.after.rests_on(group, name):
                sign = _one_sign([sign for one in signs for sign in one.of(group).get(name, ())])
                parts.append(_times(direction, sign))
        found[group] = together(parts)
    return found


def together(directions: Iterable[int]) -> int:
    """The direction of several changes at once."""
    different = {direction for direction in directions if direction != SAME}
    return SAME if not different else different.pop() if len(different) == 1 else OPEN


class Signs:
    """In what sense groups rest on conditions: met by being met (1), by not being met (-1), or unclear (0)."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.planned: Planned = side.assessed.planned

    def of(self, group: str) -> Mapping[str, set[int]]:
        """The senses in which a group rests on each closed condition."""
        found: dict[str, set[int]] = {}
        seen: set[tuple[str, int]] = set()
        for demand in self.side.demands[group]:
            own = self.side.own_names[demand.name]
            self._condition(own, HARDER if demand.inverse else EASIER, found, seen)
        return found

    def _condition(self, own: str, sign: int, found: dict[str, set[int]], seen: set[tuple[str, int]]) -> None:
        if (own, sign) in seen:
            return
        seen.add((own, sign))
        found.setdefault(self.side.renamed.get(own, own), set()).add(sign)
        self._node(self.planned.policy.conditions[own].node, sign, found, seen)

    def _node(self, node: Node, sign: int, found: dict[str, set[int]], seen: set[tuple[str, int]]) -> None:
        node = _read(node, self.side)
        if isinstance(node, Ref):
            self._condition(node.condition, sign, found, seen)
        for part, turned in senses(node):
            self._node(part, sign * turned, found, seen)


def senses(node: Node) -> list[tuple[Node, int]]:
    """The parts of a node and in what sense it rests on them."""
    match node:
        case Not(item):
            return [(item, -1)]
        case When(guard, then):
            return [(guard, -1), (then, 1)]
        case Over(quantifier=quantifier, where=where, holds=holds):
            if where is None:
                return [(holds, 1)]
            turned = {Quantifier.every: -1, Quantifier.share: 0}.get(quantifier, 1)
            return [(where, turned), (holds, 1)]
        case _:
            return [(part, 1) for part in children(node)]


def _one_sign(signs: Sequence[int]) -> int:
    return signs[0] if len(set(signs)) == 1 else 0


def _times(direction: int, sign: int) -> int:
    return direction if direction in (SAME, OPEN) else direction * sign


def _own(contrast: Contrast, name: str) -> int:
    """The direction of a condition's own logic, its closed parts left as they are."""
    before, after = contrast.before, contrast.after
    held = _Held(contrast)
    return held.direction(_node_of(before, name), _node_of(after, name))


def _node_of(side: Side, name: str) -> Node:
    return side.assessed.planned.policy.conditions[side.own_names[name]].node


@dataclass(frozen=True)
class _Held:
    """Two trees held side by side."""

    contrast: Contrast

    def direction(self, old: Node, new: Node) -> int:
        """Whether whoever meets the old meets the new (easier), or the other way round (harder)."""
        before, after = self.contrast.before, self.contrast.after
        old, new = _read(old, before), _read(new, after)
        if isinstance(old, Ref) and isinstance(new, Ref):
            return self.referred(old, new)
        if type(old) is not type(new):
            return OPEN
        match old, new:
            case (All(was), All(now)):
                return self.items(was, now, gone=EASIER, come=HARDER)
            case (AnyOf(was), AnyOf(now)):
                return self.items(was, now, gone=HARDER, come=EASIER)
            case (AtLeast(count, was), AtLeast(least, now)) if len(was) == len(now):
                return together([_fewer(count, least), *self.pairs(was, now)])
            case (FactCompares(), FactCompares()):
                return self.compared(old, new)
            case (Blocks(), Blocks()):
                same = replace(old, at_least=new.at_least) == new
                return _fewer(old.at_least, new.at_least) if same else OPEN
            case (Over(), Over()):
                same = (old.quantifier, old.over, old.where is None) == (
                    new.quantifier,
                    new.over,
                    new.where is None,
                )
                return (
                    together([_fewer(old.at_least, new.at_least), *self.senses(old, new)]) if same else OPEN
                )
            case _:
                parts = children(old)
                if not parts:
                    return SAME if old == new else OPEN
                return together(self.senses(old, new)) if len(parts) == len(children(new)) else OPEN

    def referred(self, old: Ref, new: Ref) -> int:
        """A reference: to a closed condition it is the same; another is held part by part."""
        before, after = self.contrast.before, self.contrast.after
        was, now = before.renamed.get(old.condition, old.condition), new.condition
        if was != now:
            return OPEN
        if was in before.own_names and now in after.own_names:
            return SAME
        conditions = [side.assessed.planned.policy.conditions for side in (before, after)]
        return self.direction(conditions[0][old.condition].node, conditions[1][now].node)

    def senses(self, old: Node, new: Node) -> list[int]:
        """The directions of the parts, each in the sense in which the whole rests on it."""
        return [
            _times(self.direction(a, b), sign)
            for (a, sign), (b, _) in zip(senses(old), senses(new), strict=True)
        ]

    def pairs(self, was: Sequence[Node], now: Sequence[Node]) -> list[int]:
        """The directions of parts in the same places."""
        return [self.direction(a, b) for a, b in zip(was, now, strict=True)]

    def items(self, was: Sequence[Node], now: Sequence[Node], *, gone: int, come: int) -> int:
        """Parts of which some went or came; what stayed is in the same order."""
        if len(was) == len(now):
            return together(self.pairs(was, now))
        fewer, more = (was, now) if len(was) < len(now) else (now, was)
        left = list(more)
        for item in fewer:
            match_ = next((n for n, other in enumerate(left) if self.direction(other, item) == SAME), None)
            if match_ is None:
                return OPEN
            del left[match_]
        return come if len(was) < len(now) else gone

    def compared(self, old: FactCompares, new: FactCompares) -> int:
        """Two comparisons of the same number."""
        if replace(old, norm=new.norm) != new:
            return OPEN
        if old.norm.value == new.norm.value:
            return SAME
        first, then = self.number(old.norm, self.contrast.before), self.number(new.norm, self.contrast.after)
        if first is None or then is None or first == then:
            return SAME if first is not None and first == then else OPEN
        return EASIER if (then > first) == (new.compare in _LOW) else HARDER

    def number(self, norm: Norm, side: Side) -> float | None:
        """The number that a norm is for everyone; None when it is not known, or differs by practice."""
        if isinstance(norm.value, Decimal):
            return float(norm.value)
        if catalogue().facts[norm.value.fact].about != MARKET:
            return None
        on = side.assessed.planned.frame.on
        cell = (norm.value.fact, *norm.value.key)
        found = float(side.assessed.market.arrays.stand.numbers(MARKET, cell, on)[0])
        return None if found != found else found


def _fewer(was: Decimal | int, now: Decimal | int) -> int:
    return SAME if was == now else EASIER if now < was else HARDER


def _read(node: Node, side: Side) -> Node:
    """The node under the readings of a side."""
    while isinstance(node, ByReading):
        node = node.options[side.assessed.planned.readings[node.reading]]
    return node
