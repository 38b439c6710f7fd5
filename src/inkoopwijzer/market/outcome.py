"""The groups still possible at each practice, and how many practices have which.

An outcome set is a number: bit g is the agreement's g-th group (best first), the bit after the last group is
no group. As in the interpreter a group is possible unless its conditions are surely not met, and those after the
first that is surely met are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.records import Bytes
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.verdict import MET, NOT_MET

MOST_GROUPS: Final = 9
"""The groups of one agreement that fit in a pattern."""

Patterns = NDArray[np.uint16]
"""Per practice the codes of all groups in one number, base 3, the best group lowest."""
Sets = NDArray[np.uint16]
"""Per practice an outcome set."""


@dataclass(frozen=True)
class Tally:
    """The number of practices with each outcome set, by the set's names, best first."""

    counts: dict[tuple[str, ...], int]


def patterns(groups: Sequence[Bytes]) -> Patterns:
    """The codes of the groups of each practice in one number."""
    if len(groups) > MOST_GROUPS:
        raise ValueError(f"an agreement of {len(groups)} groups; at most {MOST_GROUPS} are supported")
    found = groups[-1].astype(np.uint16)
    for codes in reversed(groups[:-1]):
        found *= 3
        found += codes.view(np.uint8)
    return found


def outcome_sets(groups: Sequence[Bytes]) -> Sets:
    """The outcome set of each practice."""
    return sets_of(len(groups))[patterns(groups)]


@lru_cache
def sets_of(groups: int) -> Sets:
    """The outcome set of every pattern of so many groups."""
    found = np.zeros(3**groups, dtype=np.uint16)
    for pattern in range(3**groups):
        rest, possible = pattern, 0
        for g in range(groups):
            code, rest = rest % 3, rest // 3
            possible |= (code != NOT_MET) << g
            if code == MET:
                break
        else:
            possible |= 1 << groups
        found[pattern] = possible
    return found


def names_of(outcome: int, groups: Sequence[str]) -> tuple[str, ...]:
    """The names in an outcome set, best first."""
    return tuple(name for bit, name in enumerate((*groups, NONE)) if outcome >> bit & 1)


def tally(found: Patterns, groups: Sequence[str]) -> Tally:
    """How many practices have which outcome set."""
    by_pattern = np.bincount(found, minlength=3 ** len(groups))
    counts: dict[tuple[str, ...], int] = {}
    sets = sets_of(len(groups))
    for pattern in np.flatnonzero(by_pattern).tolist():
        names = names_of(int(sets[pattern]), groups)
        counts[names] = counts.get(names, 0) + int(by_pattern[pattern])
    return Tally(dict(sorted(counts.items(), key=lambda item: -item[1])))
