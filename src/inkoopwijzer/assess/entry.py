"""How this provider comes to have an agreement, and what follows when it no longer meets the conditions."""

from __future__ import annotations

from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.result import EntryResult, RemarkResult


def entries(trace: Trace) -> tuple[EntryResult, ...]:
    """The ways in, without those that are surely another provider's."""
    found = []
    for entry in trace.program.agreement.entry:
        value = verdict(trace, entry.condition)
        if trace.code(entry.condition):
            found.append(
                EntryResult(entry.id, entry.says, value, entry.action, entry.milestones, entry.cites)
            )
    return tuple(found)


def shortfall(trace: Trace) -> tuple[RemarkResult, ...]:
    """What the document says of no longer meeting the conditions during the term, or that it says nothing."""
    agreement = trace.program.agreement
    return tuple(
        RemarkResult(f"{agreement.id}_{number}", s.says, s.cites)
        for number, s in enumerate(agreement.shortfall, 1)
    )
