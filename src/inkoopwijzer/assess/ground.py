"""What is still open in one case: the policy reduced to its unknown facts.

`ground` walks the tree for one case with the same meaning as `evaluate`, and keeps only what depends on
something unknown: a small graph over *unknowns*, each with the finite set of values that can make a
difference. `completions` then tries them all at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.evaluate import (
    Compiler,
    Env,
    Program,
    binding,
    blocks_code,
    cell_of,
    holds_compare,
    subject_of,
)
from inkoopwijzer.facts.dossier import NOW, CellKey, Moment
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    Compare,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    Not,
    NormFact,
    Over,
    Quantifier,
    Ref,
    Silent,
    When,
)
from inkoopwijzer.values.verdict import MET, NOT_MET

Sort = Literal["fact", "list", "others", "hours", "judge", "silent"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something not known that the outcome may depend on.

    `fact` is a cell of a subject at a moment; `list` asks whether a list of subjects is complete and
    `others` what those not listed would do; `hours` stands for all opening hours not stated; `judge` and
    `silent` are what only the insurer can answer.
    """

    sort: Sort
    subject: str
    cell: CellKey
    moment: Moment = NOW


@dataclass(frozen=True, slots=True)
class Gate:
    """One node of the graph: `op` over earlier nodes, or a test of unknowns (`is`, `compare`)."""

    op: Literal["and", "or", "not", "at_least", "share", "is", "compare"]
    items: tuple[int, ...] = ()
    number: Decimal = Decimal(0)
    unknown: Unknown | None = None
    wanted: tuple[str, ...] | None = None
    left: Unknown | Decimal | int | None = None
    compare: Compare | None = None
    right: Unknown | Decimal | int | None = None


TRUE, FALSE = -1, -2


class Graph:
    """The open part of an agreement for one case. `groups` holds a node (or TRUE, FALSE) for each group."""

    def __init__(self, program: Program, case: Case) -> None:
        self.program = program
        self.case = case
        self.gates: list[Gate] = []
        self.groups: dict[str, int] = {}
        self._ids: dict[Gate, int] = {}
        self._closed: dict[int, int] = {}
        self._compiler: Compiler = program.compiler
        agreement = program.agreement
        order = [g.id for g in agreement.groups]
        scope = self.condition(agreement.scope)
        for group in agreement.groups:
            parts = [scope] + [self.condition(c) for c in group.requires]
            parts += [
                self._not(self.condition(cap.condition))
                for cap in agreement.caps
                if order.index(group.id) < order.index(cap.at_most)
            ]
            self.groups[group.id] = self._and(parts)

    def condition(self, name: str) -> int:
        """The node of a closed condition."""
        return self.node(self.program.policy.conditions[name].node, {})

    def add(self, gate: Gate) -> int:
        """The number of `gate`; equal gates share one."""
        found = self._ids.get(gate)
        if found is None:
            self.gates.append(gate)
            found = self._ids[gate] = len(self.gates) - 1
        return found

    def node(self, node: Node, env: Env) -> int:
        """The graph of `node`, given the elements of the quantifiers around it."""
        if self._compiler.free(node):
            return self._build(node, env)
        found = self._closed.get(id(node))
        if found is None:
            found = self._closed[id(node)] = self._build(node, {})
        return found

    def _build(self, node: Node, env: Env) -> int:
        match node:
            case Ref(condition):
                return self.node(self.program.policy.conditions[condition].node, env)
            case ByReading():
                return self.node(self._compiler.chosen(node), env)
            case All(items):
                return self._and([self.node(i, env) for i in items])
            case AnyOf(items):
                return self._or([self.node(i, env) for i in items])
            case Not(item):
                return self._not(self.node(item, env))
            case When(guard, then):
                return self._or([self._not(self.node(guard, env)), self.node(then, env)])
            case AtLeast(count, items):
                return self._at_least(count, [self.node(i, env) for i in items])
            case During(period):
                return TRUE if period.covers(self.case.day) else FALSE
            case Judge() | Silent():
                sort: Sort = "judge" if isinstance(node, Judge) else "silent"
                return self._free(Unknown(sort, subject_of(env), (node.says.nl,)))
            case FactIs():
                return self._fact_is(node, env)
            case FactCompares():
                return self._compares(node, env)
            case Blocks():
                return self._blocks(node)
            case Over():
                return self._over(node, env)

    # --- connectives, with constants folded --------------------------------------------------------------------

    def _and(self, items: list[int]) -> int:
        if FALSE in items:
            return FALSE
        kept = tuple(sorted({i for i in items if i != TRUE}))
        if not kept:
            return TRUE
        return kept[0] if len(kept) == 1 else self.add(Gate("and", kept))

    def _or(self, items: list[int]) -> int:
        if TRUE in items:
            return TRUE
        kept = tuple(sorted({i for i in items if i != FALSE}))
        if not kept:
            return FALSE
        return kept[0] if len(kept) == 1 else self.add(Gate("or", kept))

    def _not(self, item: int) -> int:
        if item < 0:
            return TRUE if item == FALSE else FALSE
        gate = self.gates[item]
        return gate.items[0] if gate.op == "not" else self.add(Gate("not", (item,)))

    def _at_least(self, count: int, items: list[int]) -> int:
        need = count - items.count(TRUE)
        kept = [i for i in items if i >= 0]
        if need <= 0:
            return TRUE
        if need > len(kept):
            return FALSE
        if need == 1:
            return self._or(kept)
        return self._and(kept) if need == len(kept) else self.add(Gate("at_least", tuple(kept), Decimal(need)))

    def _free(self, unknown: Unknown) -> int:
        return self.add(Gate("is", unknown=unknown))

    # --- facts -------------------------------------------------------------------------------------------------

    def _standing(self, fact: str, env: Env) -> Standing:
        about = self.case.catalogue.facts[fact].about
        bound = env.get(about)
        return bound if isinstance(bound, Standing) else self.case.standings[about][0]

    def _fact_is(self, node: FactIs, env: Env) -> int:
        code = self._compiler.open(node)([], self.case, env)
        if code in (MET, NOT_MET):
            return TRUE if code == MET else FALSE
        subject = self._standing(node.fact, env).subject.id
        unknown = Unknown("fact", subject, cell_of(node.fact, node.key, env), node.moment)
        return self.add(Gate("is", unknown=unknown, wanted=node.values))

    def _compares(self, node: FactCompares, env: Env) -> int:
        left = self._number(self._standing(node.fact, env), cell_of(node.fact, node.key, env))
        norm = node.norm.value
        right: Unknown | Decimal | int
        if isinstance(norm, NormFact):
            right = self._number(self._standing(norm.fact, {}), (norm.fact, *norm.key))
        else:
            right = norm
        if not isinstance(left, Unknown) and not isinstance(right, Unknown):
            return TRUE if holds_compare(left, node.compare, right) else FALSE
        return self.add(Gate("compare", left=left, compare=node.compare, right=right))

    @staticmethod
    def _number(standing: Standing, cell: CellKey) -> Unknown | Decimal | int:
        value = standing.now.get(cell)
        if isinstance(value, (int, Decimal)):
            return value
        return Unknown("fact", standing.subject.id, cell)

    def _blocks(self, node: Blocks) -> int:
        code = blocks_code(node, self.case)
        if code in (MET, NOT_MET):
            return TRUE if code == MET else FALSE
        return self._free(Unknown("hours", "", (node.fact, str(node.per_length), str(node.together))))

    # --- quantifiers -------------------------------------------------------------------------------------------

    def _over(self, node: Over, env: Env) -> int:
        name = binding(node.over)
        elements: list[Standing | str]
        if node.over.dimension is not None:
            elements = list(node.over.options)
        else:
            profession = node.over.profession
            elements = [
                s for s in self.case.standings[name] if profession in (None, s.subject.profession)
            ]
        pairs: list[tuple[int, int]] = []
        for element in elements:
            inner = {**env, name: element}
            w = TRUE if node.where is None else self.node(node.where, inner)
            pairs.append((w, self.node(node.holds, inner) if w != FALSE else FALSE))
        known = self._quantified(node, pairs)
        if name not in self.case.open_lists:
            return known
        complete = self._free(Unknown("list", "", (name,)))
        others = self._free(Unknown("others", str(len(self.gates)), (name, *sorted(self._labels(env)))))
        match node.quantifier:
            case Quantifier.every if node.where is None and not pairs:
                return self._and([self._not(complete), others])
            case Quantifier.every:
                return self._and([known, self._or([complete, others])])
            case Quantifier.share:
                return self._or(
                    [self._and([complete, known]), self._and([self._not(complete), others])]
                )
            case _:
                return self._or([known, self._and([self._not(complete), others])])

    @staticmethod
    def _labels(env: Env) -> list[str]:
        return [s.subject.id if isinstance(s, Standing) else s for s in env.values()]

    def _quantified(self, node: Over, pairs: list[tuple[int, int]]) -> int:
        both = [self._and([w, h]) for w, h in pairs]
        match node.quantifier:
            case Quantifier.every:
                if not pairs and node.where is None:
                    return FALSE
                return self._and([self._or([self._not(w), h]) for w, h in pairs])
            case Quantifier.some:
                return self._or(both)
            case Quantifier.count:
                return self._at_least(int(node.at_least), both)
            case Quantifier.share:
                return self._share(node.at_least, pairs)

    def _share(self, at_least: Decimal, pairs: list[tuple[int, int]]) -> int:
        if all(w == TRUE for w, _ in pairs):
            need = max(1, ceil(at_least * len(pairs)))
            return self._at_least(need, [h for _, h in pairs]) if pairs else FALSE
        flat = [i for pair in pairs for i in pair]
        if all(i < 0 for i in flat):
            hits = sum(w == TRUE and h == TRUE for w, h in pairs)
            members = sum(w == TRUE for w, _ in pairs)
            return TRUE if hits and hits >= at_least * members else FALSE
        return self.add(Gate("share", tuple(flat), at_least))


def ground(program: Program, case: Case) -> Graph:
    """The open part of the program's agreement for this case."""
    return Graph(program, case)


def unknowns_of(gate: Gate) -> tuple[Unknown, ...]:
    """The unknowns that a test speaks of."""
    if gate.op == "is" and gate.unknown:
        return (gate.unknown,)
    return tuple(x for x in (gate.left, gate.right) if isinstance(x, Unknown))

