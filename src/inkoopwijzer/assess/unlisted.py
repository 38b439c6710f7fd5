"""Whether an agreement is for somebody whom the dossier does not list, though its list may be incomplete."""

from __future__ import annotations

from inkoopwijzer.assess.evaluate import Trace, binding
from inkoopwijzer.assess.path import Place, below, place
from inkoopwijzer.policy.tree import AnyOf, Over, Ref
from inkoopwijzer.values.verdict import UNKNOWN


def unlisted(trace: Trace) -> bool:
    """Whether the scope is open because nobody of the profession is listed and somebody may be left out."""
    return _awaits_list(trace, place(trace, Ref(trace.program.agreement.scope), {}))


def _awaits_list(trace: Trace, at: Place) -> bool:
    if at.code != UNKNOWN:
        return False
    if isinstance(at.node, Over):
        name = binding(at.node.over)
        return name in trace.case.open_lists and not trace.case.listed(name, at.node.over.profession)
    open_ = [part for part in below(trace, at) if part.code == UNKNOWN]
    found = [_awaits_list(trace, part) for part in open_]
    return bool(found) and (all(found) if isinstance(at.node, AnyOf) else any(found))
