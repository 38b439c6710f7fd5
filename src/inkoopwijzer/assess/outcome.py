"""The groups still possible, exactly: by trying all completions, or by searching where those are too many."""

from __future__ import annotations

from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.search import Search

Solved = Completions | Search
"""What is known of the unknown: both answer `possible`, `given`, `matters` and `domain`."""


def solve(trace: Trace) -> Solved:
    """All that the unknown facts of a case leave open."""
    graph = ground(trace.program, trace.case, codes=trace.codes)
    try:
        return Completions(graph)
    except TooManyCompletions:
        return Search(graph)


def possible_groups(trace: Trace, solved: Solved | None = None) -> tuple[tuple[str, ...], bool]:
    """The outcomes still possible, best first, and whether that is exact (it is always sound)."""
    possible = trace.possible()
    if len(possible) == 1:
        return possible, True
    solved = solved or solve(trace)
    return solved.possible, solved.exact
