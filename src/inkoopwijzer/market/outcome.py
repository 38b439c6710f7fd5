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

from inkoopwijzer.market.execute import blocks
from inkoopwijzer.market.records import Bytes, Flags
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.verdict import MET, NOT_MET

_IN_A_BYTE: Final = 5
_FEW: Final = 9
MOST_GROUPS: Final = 9
"""The groups of one agreement that fit in a pattern."""

Patterns = NDArray[np.uint8] | NDArray[np.uint16]
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
    size = len(groups[0])
    small = len(groups) <= _IN_A_BYTE
    found: Patterns = np.empty(size, dtype=np.uint8) if small else np.empty(size, dtype=np.uint16)
    for block in blocks(len(found)):
        out = found[block]
        np.copyto(out, groups[-1][block].view(np.uint8))
        for codes in reversed(groups[:-1]):
            out *= 3
            out += codes[block].view(np.uint8)
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
    return tally_of_counts(count(found, 3 ** len(groups)), groups)


def tally_of_counts(by_pattern: NDArray[np.int64], groups: Sequence[str]) -> Tally:
    """The same from the number of practices with each pattern."""
    counts: dict[tuple[str, ...], int] = {}
    sets = sets_of(len(groups))
    for pattern in np.flatnonzero(by_pattern).tolist():
        names = names_of(int(sets[pattern]), groups)
        counts[names] = counts.get(names, 0) + int(by_pattern[pattern])
    return Tally(dict(sorted(counts.items(), key=lambda item: -item[1])))


def count(found: Patterns, size: int) -> NDArray[np.int64]:
    """How many practices have each of so many patterns."""
    total = np.zeros(size, dtype=np.int64)
    for block in blocks(len(found)):
        part = found[block]
        if size <= _FEW:  # comparing bytes takes less than counting numbers of any size
            total[:-1] += [np.count_nonzero(part == pattern) for pattern in range(size - 1)]
        else:
            total += np.bincount(part, minlength=size)
    if size <= _FEW:
        total[-1] = len(found) - total[:-1].sum()
    return total


def tally_of_sets(sets: Sets, groups: Sequence[str]) -> Tally:
    """How many of these outcome sets are which, most first."""
    different, counts = np.unique(sets, return_counts=True)
    named = {names_of(int(s), groups): int(n) for s, n in zip(different, counts, strict=True)}
    return Tally(dict(sorted(named.items(), key=lambda item: (-item[1], item[0]))))


def several(sets: Sets | NDArray[np.int32]) -> Flags:
    """Where more than one outcome is left."""
    found: Flags = (sets & (sets - 1)) != 0
    return found
