"""The arithmetic of quantifiers over segments: for each parent element the code from those of its elements.

The same rules as in `assess.codes`, for all at once. `complete` says per parent element whether no others exist.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.records import Bytes, Flags, Offsets
from inkoopwijzer.policy.tree import Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Counts = NDArray[np.int64]
_EXACT: Final = 10**9


def quantified(
    quantifier: Quantifier,
    at_least: Decimal,
    holds: Bytes,
    where: Bytes | None,
    offsets: Offsets,
    complete: Flags,
) -> Bytes:
    """The code of each parent element."""
    if quantifier is Quantifier.every:
        found = holds if where is None else guarded(where, holds)
        empty = np.where(complete, NOT_MET, UNKNOWN).astype(np.int8) if where is None else None
        code = _by_segment(np.minimum, found, offsets, MET, empty)
        return np.where(complete, code, np.minimum(code, UNKNOWN)).astype(np.int8)
    if quantifier is Quantifier.share:
        code = _share(at_least, holds, where, offsets)
        return np.where(complete, code, UNKNOWN).astype(np.int8)
    both = holds if where is None else np.minimum(where, holds)
    if quantifier is Quantifier.some:
        code = _by_segment(np.maximum, both, offsets, NOT_MET, None)
    else:
        sure, perhaps = _count(both == MET, offsets), _count(both != NOT_MET, offsets)
        code = two_valued(sure >= int(at_least), perhaps >= int(at_least))
    return np.where(complete, code, np.maximum(code, UNKNOWN)).astype(np.int8)


def guarded(guard: Bytes, then: Bytes) -> Bytes:
    """*When* the first, *then* the second."""
    return np.maximum(2 - guard, then).astype(np.int8)


def two_valued(sure: Flags, perhaps: Flags) -> Bytes:
    """The code from "surely" and "perhaps" (which holds wherever "surely" does)."""
    return sure.view(np.int8) + perhaps.view(np.int8)


def enough(count: int, codes: list[Bytes]) -> Bytes:
    """At least `count` of these hold, element by element."""
    sure = np.zeros(len(codes[0]), dtype=np.int16)
    perhaps = np.zeros(len(codes[0]), dtype=np.int16)
    for code in codes:
        sure += code == MET
        perhaps += code != NOT_MET
    return two_valued(sure >= count, perhaps >= count)


def over_options(quantifier: Quantifier, at_least: Decimal, holds: list[Bytes], where: list[Bytes]) -> Bytes:
    """A quantifier over options, element by element; the options are all there are."""
    if quantifier is Quantifier.share:
        return _part_of_options(at_least, holds, where)
    if where:
        joined = guarded if quantifier is Quantifier.every else np.minimum
        holds = [joined(w, h) for w, h in zip(where, holds, strict=True)]
    if quantifier is Quantifier.count:
        return enough(int(at_least), holds)
    combined: Bytes = (np.minimum if quantifier is Quantifier.every else np.maximum).reduce(holds)
    return combined


def _part_of_options(share: Decimal, holds: list[Bytes], where: list[Bytes]) -> Bytes:
    if not where:
        sure, perhaps = _sums([h == MET for h in holds]), _sums([h != NOT_MET for h in holds])
        whole = np.full_like(sure, len(holds))
        return _of_counts(share, sure, perhaps, whole, whole)
    pairs = list(zip(where, holds, strict=True))
    sure = _sums([(w == MET) & (h == MET) for w, h in pairs])
    perhaps = _sums([(w != NOT_MET) & (h != NOT_MET) for w, h in pairs])
    lowest = sure + _sums([(w != NOT_MET) & (h != MET) for w, h in pairs])
    highest = perhaps + _sums([(w == MET) & (h == NOT_MET) for w, h in pairs])
    return _of_counts(share, sure, perhaps, lowest, highest)


def _sums(flags: list[Flags]) -> Counts:
    """How many of these hold, element by element."""
    total = np.zeros(len(flags[0]), dtype=np.int64)
    for flag in flags:
        total += flag
    return total


def _share(at_least: Decimal, holds: Bytes, where: Bytes | None, offsets: Offsets) -> Bytes:
    if where is None:
        sure, perhaps = _count(holds == MET, offsets), _count(holds != NOT_MET, offsets)
        lowest = highest = np.diff(offsets)
    else:
        sure = _count((where == MET) & (holds == MET), offsets)
        perhaps = _count((where != NOT_MET) & (holds != NOT_MET), offsets)
        lowest = sure + _count((where != NOT_MET) & (holds != MET), offsets)
        highest = perhaps + _count((where == MET) & (holds == NOT_MET), offsets)
    return _of_counts(at_least, sure, perhaps, lowest, highest)


def _of_counts(at_least: Decimal, sure: Counts, perhaps: Counts, lowest: Counts, highest: Counts) -> Bytes:
    """The code of a share: of at least `lowest` and at most `highest`, `sure` hold and `perhaps` may."""
    part, whole = at_least.as_integer_ratio()
    if whole > _EXACT:  # so many digits that 64 bits might not hold the product: Python's own integers do
        sure, perhaps, lowest, highest = (a.astype(object) for a in (sure, perhaps, lowest, highest))
    met = ((sure > 0) & (sure * whole >= part * lowest)).astype(np.bool_)
    maybe = met | ((perhaps > 0) & (perhaps * whole >= part * highest)).astype(np.bool_)
    return two_valued(met, maybe)


def _count(flags: Flags, offsets: Offsets) -> Counts:
    """How many of each segment."""
    upto = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    found: Counts = upto[offsets[1:]] - upto[offsets[:-1]]
    return found


def _by_segment(lowest: np.ufunc, codes: Bytes, offsets: Offsets, start: int, empty: Bytes | None) -> Bytes:
    """The lowest (or highest) code of each segment; `start`, or `empty`, where a segment has no element."""
    found = np.full(len(offsets) - 1, start, dtype=np.int8) if empty is None else empty
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    if filled.size:
        found[filled] = lowest.reduceat(codes, offsets[:-1][filled])
    return found
