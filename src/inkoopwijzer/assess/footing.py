"""An agreement as the footing of a treatment: whether it stands, alone and together with further conditions.

Three-valued evaluation of "the agreement stands and the therapist's conditions hold" is exact only while they
share no unknown fact. Where they do, the graph of open facts of the agreement is asked for both at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.gates import FALSE, TRUE, Unknown
from inkoopwijzer.assess.ground import Graph, ground
from inkoopwijzer.assess.outcome import Solved, possible_groups
from inkoopwijzer.assess.search import Search
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.verdict import Verdict

ASKED = "asked"
"""The name under which one part of a graph is asked for."""
_NOT_FACTS = {"judge": Verdict.for_insurer, "silent": Verdict.silent}


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict on a part of a graph, whether that is exact, and what is still open in it."""

    verdict: Verdict
    exact: bool = True
    open: Solved | None = None


class Footing:
    """One agreement for one case; `trace` must be of a whole program."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.graph = ground(trace.program, trace.case, codes=trace.codes)
        self.root = self.graph.any_of(list(self.graph.groups.values()))
        self._decided: dict[int, Decided] = {}

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The outcomes of the agreement that are still possible, best first."""
        return possible_groups(self.trace)[0]

    @cached_property
    def _unknowns(self) -> frozenset[Unknown]:
        """What is open in the agreement."""
        found = self.decide(self.root).open
        return frozenset(found.unknowns) if found else frozenset()

    @property
    def verdict(self) -> Verdict:
        """Whether the provider has the agreement: some group is sure, none is possible, or why that is open."""
        return self.decide(self.root).verdict

    def bound(self, condition: str, env: Env) -> Env:
        """Of the elements at hand those that a condition is about."""
        free = self.trace.program.compiler.free(self.trace.program.policy.conditions[condition].node)
        return {name: element for name, element in env.items() if name in free}

    def all_of(self, conditions: Sequence[str], env: Env) -> int:
        """The part of the graph that says that these conditions hold for the elements at hand."""
        known = self.trace.program.policy.conditions
        return self.graph.all_of([self.graph.node(known[c].node, self.bound(c, env)) for c in conditions])

    def decide(self, root: int) -> Decided:
        """The verdict on a part of the graph by itself."""
        found = self._decided.get(root)
        if found is None:
            found = self._decided[root] = self._decide(root)
        return found

    def together(self, root: int) -> Decided:
        """The verdict on the agreement and a part of the graph together."""
        own, mine = self.decide(root), self.decide(self.root)
        if Verdict.not_met in (own.verdict, mine.verdict):
            return Decided(Verdict.not_met)
        if own.verdict is Verdict.met:
            return mine
        if mine.verdict is Verdict.met:
            return own
        joint = Decided(open_word([own.verdict, mine.verdict]), own.exact and mine.exact)
        assert own.open is not None
        assert mine.open is not None
        if isinstance(mine.open, Search):  # far too much is unknown to ask again for every therapist
            return replace(joint, exact=False)
        shared = [u for u in own.open.unknowns if u in self._unknowns]
        if not shared and not any(map(_rises, own.open.unknowns)):
            return joint
        if len(shared) == 1 and (found := _by_one(own.open, mine.open, shared[0])) is not None:
            return joint if found else Decided(Verdict.not_met)
        both = self._decide(self.graph.all_of([root, self.root]))
        if both.verdict is Verdict.not_met:
            return both
        return Decided(joint.verdict, joint.exact and both.exact)

    def _decide(self, root: int) -> Decided:
        if root in (TRUE, FALSE):
            return Decided(Verdict.met if root == TRUE else Verdict.not_met)
        solved = _solve(self.graph, root)
        if solved.possible == (ASKED,):
            return Decided(Verdict.met)
        if solved.possible == (NONE,):
            return Decided(Verdict.not_met)
        sorts = [_NOT_FACTS.get(u.sort, Verdict.unknown) for u in solved.unknowns if solved.matters(u)]
        return Decided(open_word(sorts), solved.exact, solved)


def open_word(verdicts: Iterable[Verdict]) -> Verdict:
    """What to call something open: unknown as soon as a fact is missing, else for the insurer, else silent."""
    found = set(verdicts)
    if Verdict.unknown in found:
        return Verdict.unknown
    if Verdict.for_insurer in found:
        return Verdict.for_insurer
    return Verdict.silent if Verdict.silent in found else Verdict.unknown


def either(found: Sequence[Decided]) -> Decided:
    """One of these is enough. Never wrong; exact unless several are open that exclude or complete each other."""
    verdicts = [d.verdict for d in found]
    if Verdict.met in verdicts:
        return Decided(Verdict.met)
    open_ = [d for d in found if d.verdict is not Verdict.not_met]
    if not open_:
        return Decided(Verdict.not_met)
    return Decided(open_word(d.verdict for d in open_), len(open_) == 1 and open_[0].exact)


def both(first: Decided, second: Decided) -> Decided:
    """Both are needed. Never wrong; exact unless both are open."""
    if Verdict.not_met in (first.verdict, second.verdict):
        return Decided(Verdict.not_met)
    if first.verdict is Verdict.met:
        return second
    if second.verdict is Verdict.met:
        return first
    return Decided(open_word([first.verdict, second.verdict]), exact=False)


def _solve(graph: Graph, root: int) -> Solved:
    asked = copy(graph)
    asked.groups = {ASKED: root}
    try:
        return Completions(asked)
    except TooManyCompletions:
        return Search(asked)


def _rises(unknown: Unknown) -> bool:
    """Whether the fact is tied to others of its kind: then two that differ are not independent."""
    return unknown.sort == "fact" and catalogue().facts[unknown.cell[0]].rises_with is not None


def _by_one(own: Solved, mine: Solved, unknown: Unknown) -> bool | None:
    """Whether both can hold, when one yes/no fact is all that they share; None if this cannot be told so."""
    if not isinstance(own, Completions) or not isinstance(mine, Completions):
        return None
    if own.domain(unknown) != (False, True) or mine.domain(unknown) != (False, True):
        return None
    return any(ASKED in own.given(unknown, v) and ASKED in mine.given(unknown, v) for v in (0, 1))
