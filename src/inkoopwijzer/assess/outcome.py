"""The groups still possible, exactly."""

from __future__ import annotations

from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.ground import ground


def completions(trace: Trace) -> Completions | None:
    """All completions of what is unknown in a case, or None when there are too many to try."""
    try:
        return Completions(ground(trace.program, trace.case))
    except TooManyCompletions:
        return None


def possible_groups(trace: Trace, found: Completions | None = None) -> tuple[tuple[str, ...], bool]:
    """The outcomes still possible, best first, and whether that is exact (it is always sound)."""
    possible = trace.possible()
    if len(possible) == 1:
        return possible, True
    found = found or completions(trace)
    return (possible, False) if found is None else (found.possible, True)
