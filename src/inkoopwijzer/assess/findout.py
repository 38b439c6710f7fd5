"""The route to a group when much is still unknown: which facts, found to be so, lead there."""

from __future__ import annotations

from datetime import date

from inkoopwijzer.assess.domains import test_gate
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.facts_seen import NO, NOT_KNOWN, YES, mixed_text, number_text
from inkoopwijzer.assess.gates import Unknown, unknowns_of
from inkoopwijzer.assess.outcome import Solved
from inkoopwijzer.assess.result import Route, Step
from inkoopwijzer.assess.search import GaveUp, Search
from inkoopwijzer.assess.steps import AS_ASKED, OPPOSITE, list_step
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.policy.policy import Group
from inkoopwijzer.values.text import Text


def find_out(trace: Trace, group: Group, solved: Solved) -> list[Route]:
    """One route: the unknown facts that, found to be so, make the group certain. Empty if none was found."""
    search = solved if isinstance(solved, Search) else Search(solved.graph)
    try:
        witness = search.witness(group.id, {})
    except GaveUp:
        return []
    if witness is None:
        return []
    steps = [s for u, v in witness.values.items() if (s := _step(trace, search, u, v)) is not None]
    moments: tuple[tuple[Text, date, date], ...] = tuple(
        (m.says, m.by, m.effect) for m in trace.program.agreement.changes if group.id in m.to
    )
    return [
        Route(
            group=group.id,
            steps=tuple(sorted(steps, key=lambda s: (s.subject, s.fact, s.key))),
            needs_insurer=any(u.sort == "judge" for u in witness.values),
            moments=moments,
            until=None,
        )
    ]


def _step(trace: Trace, search: Search, unknown: Unknown, index: int) -> Step | None:
    value = search.domain(unknown)[index]
    if unknown.sort == "list":
        return list_step(unknown.cell[0], bool(value), "")
    if unknown.sort == "hours":
        fact = catalogue().facts[unknown.cell[0]]
        says = Text("er zijn genoeg ruime openingstijden", "there are enough long opening hours")
        return Step(says, "", fact.id, (), NOT_KNOWN, YES if value else NO, False, "")
    if unknown.sort != "fact":
        return None
    fact = catalogue().facts[unknown.cell[0]]
    subject = next(s for s in trace.case.dossier.subjects[fact.about] if s.id == unknown.subject)
    name = "" if fact.of_the_one else subject.name
    if isinstance(value, frozenset):
        needed = mixed_text(fact, value)
    elif fact.type is FactType.yes_no:
        needed = YES if value is True else NO
    elif fact.type is FactType.choice:
        needed = fact.options[str(value)].label
    else:
        needed = _compared(search, unknown, index)
    says = fact.filled(fact.says, unknown.cell[1:], name)
    return Step(says, name, fact.id, unknown.cell[1:], NOT_KNOWN, needed, False, "")


def _compared(search: Search, unknown: Unknown, index: int) -> Text:
    """What a number must be, in the words of the norms it is held against."""
    value = search.domain(unknown)[index]
    found: dict[str, Text] = {}
    for gate in search.graph.gates:
        if gate.op != "compare" or unknowns_of(gate) != (unknown,) or gate.left != unknown:
            continue
        assert gate.compare is not None
        assert not isinstance(gate.right, Unknown)
        assert gate.right is not None
        compare = gate.compare if test_gate(gate, {unknown: value}) else OPPOSITE[gate.compare]
        text = AS_ASKED[compare].format(norm=number_text(gate.right))
        found[text.nl] = text
    if not found:
        return Text("past bij de norm", "fits the norm")
    return Text(" en ".join(t.nl for t in found.values()), " and ".join(t.en for t in found.values()))
