"""The search for a completion, where there are too many to try."""

from __future__ import annotations

import sys
from datetime import date

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.search import Search
from tests.assess import treating

THERAPISTS = 1_000
"""As many as a dossier may list, and twice as many as functions may call each other in this test."""


def test_a_search_goes_deeper_than_functions_may_call_each_other() -> None:
    policy = treating.policy()
    head = treating.DOSSIER.partition("  - {naam: Anna")[0].replace("volledig: ja", "volledig: nee")
    more = "".join(f"  - {{naam: T{n}, beroep: fysiotherapeut}}\n" for n in range(THERAPISTS))
    dossier = treating.read(head + more)
    agreement = policy.agreements["fysiotherapie"]
    case = Case(dossier, date(2031, 1, 1), policy.days_of(agreement))
    trace = run(compile_agreement(policy, agreement.id), case)
    graph = ground(trace.program, trace.case, codes=trace.codes)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(THERAPISTS // 2)
    try:
        found = Search(graph)
    finally:
        sys.setrecursionlimit(limit)
    assert found.possible == ("A", "geen")
    assert found.exact
    assert len(found.unknowns) > THERAPISTS
