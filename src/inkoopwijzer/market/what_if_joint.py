"""Which outcomes before and after can go together at a practice.

What is unknown is the same before and after. A group that rests on nothing that changed at a practice is possible
before exactly when it is after, so that of all pairs from both outcome sets only some can be true together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.market.what_if_direction import EASIER, HARDER
from inkoopwijzer.values.verdict import MET, NOT_MET

Outcomes = NDArray[np.int32]
"""Per practice an outcome set as in `outcome`, over the groups of both sides."""
Pair = tuple[int, int]
"""An outcome before and one after, as their places among the groups; the last place is no group."""


class Way(StrEnum):
    """Where a practice goes: surely up or down; perhaps, but surely not the other way; the same; or unclear."""

    up = "up"
    down = "down"
    perhaps_up = "perhaps_up"
    perhaps_down = "perhaps_down"
    unclear = "unclear"
    same = "same"


WAYS = tuple(Way)
"""The way of each number in an array of ways."""


@dataclass(frozen=True)
class Joint:
    """Per practice the pairs of outcomes that can be true together: `pairs[which[practice]]`."""

    which: NDArray[np.int64]
    pairs: tuple[tuple[Pair, ...], ...]

    def ways(self) -> Bytes:
        """Per practice its way, as a number in `WAYS`."""
        found = np.array([WAYS.index(way(pairs)) for pairs in self.pairs], dtype=np.int8)
        ways: Bytes = found[self.which]
        return ways


def way(pairs: Iterable[Pair]) -> Way:
    """The way of a practice with these pairs; the better an outcome, the lower its place."""
    rises = [before - after for before, after in pairs]
    if not any(rises):
        return Way.same
    if min(rises) >= 0:
        return Way.up if min(rises) > 0 else Way.perhaps_up
    if max(rises) <= 0:
        return Way.down if max(rises) < 0 else Way.perhaps_down
    return Way.unclear


def joint(
    before: Sequence[Bytes],
    after: Sequence[Bytes],
    touched: Sequence[Flags],
    directions: Sequence[int],
    sets: tuple[Outcomes, Outcomes],
) -> Joint:
    """The pairs of outcomes at each practice.

    `before` and `after` are the codes of the same groups, best first; `touched` marks where what a group rests on
    may differ, and `directions` says of each group whether it then got easier or harder (see `what_if_direction`).
    `sets` are the outcome sets before and after: no other outcomes take part.
    """
    key = np.zeros(len(sets[0]), dtype=np.int64)  # at most nine groups: 18 ** 9 situations and twice ten bits
    for was, now, differs in zip(before, after, touched, strict=True):
        key = ((key * 3 + was) * 3 + now) * 2 + differs
    key = (key << 10 | sets[0]) << 10 | sets[1]
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    pairs = tuple(
        _pairs(
            [int(codes[row]) for codes in before],
            [int(codes[row]) for codes in after],
            [bool(flags[row]) for flags in touched],
            directions,
            (int(sets[0][row]), int(sets[1][row])),
        )
        for row in first.tolist()
    )
    return Joint(which, pairs)


def apart(sets: tuple[Outcomes, Outcomes]) -> Joint:
    """Every pair from both sets: when the groups before and after are not the same."""
    key = sets[0].astype(np.int64) << 32 | sets[1]
    different, which = np.unique(key, return_inverse=True)
    pairs = tuple(
        tuple((b, a) for b in _places(int(n) >> 32) for a in _places(int(n) & 0xFFFF_FFFF)) for n in different
    )
    return Joint(which, pairs)


def _pairs(
    before: Sequence[int],
    after: Sequence[int],
    touched: Sequence[bool],
    directions: Sequence[int],
    sets: Pair,
) -> tuple[Pair, ...]:
    """The pairs at one practice: the first group that holds, before and after."""
    none = len(before)
    states: set[tuple[int | None, int | None]] = {(None, None)}
    for place, (was, now, differs) in enumerate(zip(before, after, touched, strict=True)):
        together = [
            (w, n)
            for w in _truths(was)
            for n in _truths(now)
            if w == n or (differs and directions[place] != (HARDER if n else EASIER))
        ]
        states = {
            (place if first is None and w else first, place if second is None and n else second)
            for first, second in states
            for w, n in together
        }
    found = {(none if b is None else b, none if a is None else a) for b, a in states}
    return tuple(sorted(p for p in found if sets[0] >> p[0] & 1 and sets[1] >> p[1] & 1))


def _truths(code: int) -> tuple[bool, ...]:
    return (False,) if code == NOT_MET else (True,) if code == MET else (False, True)


def _places(outcomes: int) -> list[int]:
    return [place for place in range(outcomes.bit_length()) if outcomes >> place & 1]


def ends(joint: Joint, tariffs: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Per practice the least and the most that a treatment comes to cost more, by the tariff of each place."""
    changes = [[tariffs[after] - tariffs[before] for before, after in pairs] for pairs in joint.pairs]
    low = np.array([min(found, default=0.0) for found in changes])
    high = np.array([max(found, default=0.0) for found in changes])
    return low[joint.which], high[joint.which]
