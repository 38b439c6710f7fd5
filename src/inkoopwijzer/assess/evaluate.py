"""The reference interpreter: what every node of a policy means for one provider on one day.

`compile_agreement` turns the tree into a flat plan, once per policy and choice of readings; `run` fills in
the code of every closed node (one that is not about the element of a quantifier) for a case. Codes are
0 not met, 1 unknown, 2 met: *and* is min, *or* is max, *not* is 2 - code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.codes import (
    COMBINE,
    Code,
    Codes,
    Env,
    all_of,
    any_of,
    at_least_code,
    enough,
    guarded,
    highest,
    inverse,
    lowest,
)
from inkoopwijzer.assess.leaves import blocks_code, fact_compares, fact_is
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Moment
from inkoopwijzer.policy.policy import NONE, Agreement, Policy
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    Bound,
    ByReading,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    Not,
    Over,
    Ref,
    Selection,
    Silent,
    When,
    children,
    walk,
)
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Assumed = Mapping[tuple[Node, str], int]
"""Answers given to `Judge` and `Silent` nodes, by node and subject id (or ""); for tests and what-ifs."""

NO_ASSUMPTIONS: Final[Assumed] = {}


@dataclass(frozen=True)
class Program:
    """An agreement made ready to run: closed nodes in order, and where each condition's code stands."""

    policy: Policy
    agreement: Agreement
    readings: Mapping[str, str]
    steps: tuple[tuple[int, Code], ...]
    slots: Mapping[str, int]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    scope: int
    compiler: Compiler


class Trace(NamedTuple):
    """The code of every closed node for one case; conditions by name through `code`."""

    program: Program
    case: Case
    codes: Codes

    def code(self, condition: str) -> int:
        """The code of a closed condition."""
        return self.codes[self.program.slots[condition]]

    def group_code(self, group: str) -> int:
        """The code of a group by its own conditions, caps included."""
        indexes = dict(self.program.groups)[group]
        return min(self.codes[i] for i in indexes)

    def possible(self) -> tuple[str, ...]:
        """The groups still possible, best first; sound, and exact unless a fact is used more than once."""
        found = []
        codes = self.codes
        for name, indexes in self.program.groups:
            code = MET
            for i in indexes:
                if codes[i] < code:
                    code = codes[i]
            if code:
                found.append(name)
                if code == MET:
                    return tuple(found)
        found.append(NONE)
        return tuple(found)


def run(program: Program, case: Case) -> Trace:
    """Evaluate every closed node of the program for one case."""
    codes: Codes = [UNKNOWN] * len(program.steps)
    env: Env = {}
    for slot, step in program.steps:
        codes[slot] = step(codes, case, env)
    return Trace(program, case, codes)


def compile_agreement(
    policy: Policy, agreement: str, readings: tuple[tuple[str, str], ...] = (), assumed: Assumed | None = None
) -> Program:
    """The program of an agreement under the chosen readings (the policy's defaults where none is chosen)."""
    if assumed:
        return _compile(policy, agreement, dict(readings), assumed)
    return _compiled(_Same(policy), agreement, readings)


class _Same:
    """A policy by identity: a program knows the very nodes of its policy, which an equal policy has not."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.policy is other.policy

    def __hash__(self) -> int:
        return id(self.policy)


@lru_cache(maxsize=512)
def _compiled(same: _Same, agreement: str, readings: tuple[tuple[str, str], ...]) -> Program:
    return _compile(same.policy, agreement, dict(readings), NO_ASSUMPTIONS)


def _compile(policy: Policy, name: str, readings: Mapping[str, str], assumed: Assumed) -> Program:
    chosen = {r.id: readings.get(r.id, r.default) for r in policy.readings.values()}
    return program_of(Compiler(policy, chosen, assumed), policy.agreements[name])


def program_of(compiler: Compiler, agreement: Agreement) -> Program:
    """The program of an agreement, compiled by a compiler that may hold more of the policy already."""
    scope = compiler.condition(agreement.scope)
    requires = {g.id: [compiler.condition(c) for c in g.requires] for g in agreement.groups}
    excluded = {cap.condition: compiler.closed(Not(Ref(cap.condition))) for cap in agreement.caps}
    for beside in (*agreement.duties, *(entry.condition for entry in agreement.entry)):
        compiler.condition(beside)
    return Program(
        policy=compiler.policy,
        agreement=agreement,
        readings=compiler.readings,
        steps=tuple(enumerate(compiler.steps)),
        slots=dict(compiler.slots),
        groups=tuple(
            (g, (scope, *slots, *(excluded[c] for c in agreement.caps_on(g))))
            for g, slots in requires.items()
        ),
        scope=scope,
        compiler=compiler,
    )


class Compiler:
    """Compiles nodes to functions; closed nodes get a slot in the plan, nodes inside a quantifier do not."""

    def __init__(self, policy: Policy, readings: Mapping[str, str], assumed: Assumed) -> None:
        self.policy = policy
        self.readings = readings
        self.assumed = assumed
        self.steps: list[Code] = []
        self.slots: dict[str, int] = {}
        self._nodes: dict[int, int] = {}
        self._open: dict[int, Code] = {}
        self._keep: list[Node] = []
        self._free: dict[int, frozenset[str]] = {}

    def condition(self, name: str) -> int:
        """The slot of a closed condition, compiled on first use."""
        if name not in self.slots:
            self.slots[name] = self.closed(self.policy.conditions[name].node)
        return self.slots[name]

    def free(self, node: Node) -> frozenset[str]:
        """The subjects and dimensions that `node` speaks of without a quantifier of its own."""
        found = self._free.get(id(node))
        if found is None:
            self._keep.append(node)
            found = self._free[id(node)] = self._find_free(node)
        return found

    def _find_free(self, node: Node) -> frozenset[str]:
        match node:
            case FactIs(fact=fact, key=key) | FactCompares(fact=fact, key=key):
                asked = catalogue().facts[fact]
                own = set() if asked.of_the_one else {asked.about}
                return frozenset(own | {k.dimension for k in key if isinstance(k, Bound)})
            case Ref(condition):
                return self.free(self.policy.conditions[condition].node)
            case Over(over=over):
                inside = frozenset[str]().union(*(self.free(c) for c in children(node)))
                return inside - {binding(over)}
            case ByReading():
                return self.free(self.chosen(node))
            case _:
                return frozenset[str]().union(*(self.free(c) for c in children(node)))

    @cached_property
    def moments(self) -> Mapping[str, tuple[Moment, ...]]:
        """The different moments at which the policy asks for each fact."""
        found: dict[str, dict[Moment, None]] = {}
        for condition in self.policy.conditions.values():
            for node in walk(condition.node):
                if isinstance(node, FactIs):
                    found.setdefault(node.fact, {})[node.moment] = None
        return {name: tuple(moments) for name, moments in found.items()}

    def settled(self, node: Node, codes: Sequence[int]) -> int:
        """The code of a closed node in these codes; unknown where they do not hold it."""
        slot = self._nodes.get(id(node), len(codes))
        return codes[slot] if slot < len(codes) else UNKNOWN

    def chosen(self, node: ByReading) -> Node:
        """The node that the chosen reading leads to."""
        return node.options[self.readings[node.reading]]

    def closed(self, node: Node) -> int:
        """The slot of a closed node; the same node gets the same slot."""
        if isinstance(node, Ref):
            return self.condition(node.condition)
        if isinstance(node, ByReading):
            return self.closed(self.chosen(node))
        found = self._nodes.get(id(node))
        if found is None:
            self._keep.append(node)
            match node:
                case All(items):
                    step = lowest([self.closed(i) for i in items])
                case AnyOf(items):
                    step = highest([self.closed(i) for i in items])
                case Not(item):
                    step = inverse(self.closed(item))
                case AtLeast(count, items):
                    step = enough(count, [self.closed(i) for i in items])
                case When(guard, then):
                    step = guarded(self.closed(guard), self.closed(then))
                case _:
                    step = self.open(node)
            self.steps.append(step)
            found = self._nodes[id(node)] = len(self.steps) - 1
        return found

    def open(self, node: Node) -> Code:
        """The function of a node inside a quantifier (or of a leaf)."""
        found = self._open.get(id(node))
        if found is None:
            self._keep.append(node)
            found = self._open[id(node)] = self._compile_open(node)
        return found

    def part(self, node: Node) -> Code:
        """The function of a node below another open node: closed parts are read from their slot."""
        slot = self.slot_of(node)
        return self.open(node) if slot is None else lambda codes, case, env: codes[slot]

    def slot_of(self, node: Node) -> int | None:
        """The slot from which a node below another is read; None for a leaf and for an open node."""
        if isinstance(node, (All, AnyOf, Not, AtLeast, When, Over, Ref, ByReading)) and not self.free(node):
            return self.closed(node)
        return None

    def by_slot(self) -> dict[int, Node]:
        """The node that each slot is filled from."""
        return {self._nodes[id(node)]: node for node in self._keep if id(node) in self._nodes}

    def _compile_open(self, node: Node) -> Code:
        match node:
            case FactIs():
                return fact_is(node)
            case FactCompares():
                return fact_compares(node)
            case Blocks():
                return lambda codes, case, env: blocks_code(node, case)
            case During(period):
                return lambda codes, case, env: MET if period.covers(case.day) else NOT_MET
            case Judge() | Silent():
                return self._assumable(node)
            case All(items):
                return all_of([self.part(i) for i in items])
            case AnyOf(items):
                return any_of([self.part(i) for i in items])
            case Not(item):
                inner = self.part(item)
                return lambda codes, case, env: 2 - inner(codes, case, env)
            case AtLeast(count, items):
                parts = tuple(self.part(i) for i in items)
                return lambda codes, case, env: at_least_code(count, [p(codes, case, env) for p in parts])
            case When(guard, then):
                first, second = self.part(guard), self.part(then)
                return lambda codes, case, env: max(2 - first(codes, case, env), second(codes, case, env))
            case Over():
                return self._over(node)
            case ByReading():
                return self.part(self.chosen(node))
            case Ref(condition):
                return self.part(self.policy.conditions[condition].node)

    def _assumable(self, node: Judge | Silent) -> Code:
        answers = {subject: code for (n, subject), code in self.assumed.items() if n == node}
        if not answers:
            return lambda codes, case, env: UNKNOWN

        def answered(codes: Codes, case: Case, env: Env) -> int:
            return answers.get(subject_of(env), answers.get("", UNKNOWN))

        return answered

    def _over(self, node: Over) -> Code:
        holds = self.part(node.holds)
        combine = COMBINE[node.quantifier]
        over, at_least = node.over, node.at_least
        name = binding(over)

        def over_all(codes: Codes, case: Case, env: Env) -> int:
            elements: tuple[Standing | str, ...] = over.options or case.listed(name, over.profession)
            inner = env.copy()
            found = [holds(codes, case, inner) for inner[name] in elements]
            return combine(None, found, name not in case.open_lists, at_least)

        if node.where is None:
            return over_all
        where = self.part(node.where)

        def over_those(codes: Codes, case: Case, env: Env) -> int:
            elements: tuple[Standing | str, ...] = over.options or case.listed(name, over.profession)
            inner = env.copy()
            guards = [where(codes, case, inner) for inner[name] in elements]
            found = [
                holds(codes, case, inner) if guard else NOT_MET
                for inner[name], guard in zip(elements, guards, strict=True)
            ]
            return combine(guards, found, name not in case.open_lists, at_least)

        return over_those


def binding(over: Selection) -> str:
    """The name under which a quantifier's element is known: its kind of subject or its dimension."""
    name = over.dimension or over.kind
    assert name is not None
    return name


def subject_of(env: Env) -> str:
    """The id of the subject whose quantifier stands around a node, "" outside any."""
    return next((s.subject.id for s in env.values() if isinstance(s, Standing)), "")
