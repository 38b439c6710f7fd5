"""The arithmetic of codes: connectives and quantifiers over 0 not met, 1 unknown, 2 met.

*And* is the lowest, *or* the highest, *not* is 2 - code; a quantifier also knows whether others may exist.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter
from typing import Final

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.policy.tree import Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Env = dict[str, Standing | str]
"""The elements of the quantifiers around a node: a subject by its kind, an option by its dimension."""
Codes = list[int]
Code = Callable[[Codes, Case, Env], int]
"""What a node compiles to: from the codes so far, the case and the elements around it to its own code."""


# --- connectives inside a quantifier ------------------------------------------------------------------------


def all_of(parts: list[Code]) -> Code:
    """The lowest code of the parts; the first that is not met settles it."""

    def all_code(codes: Codes, case: Case, env: Env) -> int:
        found = MET
        for part in parts:
            code = part(codes, case, env)
            if code < found:
                found = code
                if code == NOT_MET:
                    break
        return found

    return all_code


def any_of(parts: list[Code]) -> Code:
    """The highest code of the parts; the first that is met settles it."""

    def any_code(codes: Codes, case: Case, env: Env) -> int:
        found = NOT_MET
        for part in parts:
            code = part(codes, case, env)
            if code > found:
                found = code
                if code == MET:
                    break
        return found

    return any_code


# --- connectives over slots ---------------------------------------------------------------------------------


def lowest(slots: list[int]) -> Code:
    """*And* over slots."""
    if len(slots) < 2:
        return lambda codes, case, env: codes[slots[0]] if slots else MET
    pick = itemgetter(*slots)
    return lambda codes, case, env: min(pick(codes))


def highest(slots: list[int]) -> Code:
    """*Or* over slots."""
    if len(slots) < 2:
        return lambda codes, case, env: codes[slots[0]] if slots else NOT_MET
    pick = itemgetter(*slots)
    return lambda codes, case, env: max(pick(codes))


def inverse(slot: int) -> Code:
    """*Not* of a slot."""
    return lambda codes, case, env: 2 - codes[slot]


def guarded(guard: int, then: int) -> Code:
    """*When* one slot, *then* the other."""
    return lambda codes, case, env: max(2 - codes[guard], codes[then])


def enough(count: int, slots: list[int]) -> Code:
    """At least `count` of the slots."""
    return lambda codes, case, env: at_least_code(count, [codes[i] for i in slots])


def at_least_code(count: int, codes: Codes) -> int:
    """The code of "at least `count` of these hold"."""
    if codes.count(MET) >= count:
        return MET
    return UNKNOWN if len(codes) - codes.count(NOT_MET) >= count else NOT_MET


# --- quantifiers: for each element the code of `where` (None without one) and of `holds` --------------------


def _every(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    if guards is not None:
        code = min([max(2 - w, h) for w, h in zip(guards, found, strict=True)], default=MET)
    else:
        code = min(found, default=NOT_MET if complete else UNKNOWN)
    return code if complete else min(code, UNKNOWN)


def _some(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    code = max(_both(guards, found), default=NOT_MET)
    return code if complete else max(code, UNKNOWN)


def _count(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    code = at_least_code(int(at_least), _both(guards, found))
    return code if complete else max(code, UNKNOWN)


def _share(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    if not complete:
        return UNKNOWN
    if guards is None:
        sure, perhaps = found.count(MET), len(found) - found.count(NOT_MET)
        lowest = highest = len(found)
    else:
        pairs = list(zip(guards, found, strict=True))
        sure = sum(w == MET and h == MET for w, h in pairs)
        perhaps = sum(NOT_MET not in pair for pair in pairs)
        lowest = sure + sum(w != NOT_MET and h != MET for w, h in pairs)
        highest = perhaps + sum(w == MET and h == NOT_MET for w, h in pairs)
    if sure and sure >= at_least * lowest:
        return MET
    return UNKNOWN if perhaps and perhaps >= at_least * highest else NOT_MET


def _both(guards: Codes | None, found: Codes) -> Codes:
    return found if guards is None else list(map(min, guards, found))


COMBINE: Final = {
    Quantifier.every: _every,
    Quantifier.some: _some,
    Quantifier.count: _count,
    Quantifier.share: _share,
}
