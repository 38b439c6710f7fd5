"""How a node can be made to hold, or not to hold: sets of changes of source facts, found from the tree."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.changes import (
    NEW,
    NOTHING,
    Changes,
    Held,
    Literal,
    Test,
    choose,
    smallest,
    together,
)
from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.evaluate import Trace, binding
from inkoopwijzer.assess.leaves import cell_of
from inkoopwijzer.assess.path import place
from inkoopwijzer.facts.dossier import NOW, CellKey, Subject
from inkoopwijzer.policy.policy import Group
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    NormFact,
    Not,
    Over,
    Quantifier,
    Ref,
    Silent,
    When,
)
from inkoopwijzer.values.verdict import MET, NOT_MET


class Ways:
    """Finds, for one case, the sets of changes that make a node hold or not hold."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.case: Case = trace.case
        self._facts = trace.case.catalogue.facts

    def to(self, condition: str, want: bool = True) -> list[Changes]:
        """The smallest sets of changes that make a closed condition hold (or not hold)."""
        return self._node(Ref(condition), {}, want, condition)

    def asked(self, group: Group) -> list[tuple[str, bool]]:
        """The conditions a group asks: its scope and requirements must hold, its caps must not."""
        agreement = self.trace.program.agreement
        needed = [(c, True) for c in (agreement.scope, *group.requires)]
        return needed + [(c, False) for c in agreement.caps_on(group.id)]

    def _node(self, node: Node, env: Env, want: bool, condition: str) -> list[Changes]:
        free = self.trace.program.compiler.free(node)
        env = {k: v for k, v in env.items() if k in free}
        if not self._new(env) and place(self.trace, node, env).code == (MET if want else NOT_MET):
            return [NOTHING]
        match node:
            case Ref(name):
                return self._node(self.trace.program.policy.conditions[name].node, env, want, name)
            case ByReading():
                return self._node(self.trace.program.compiler.chosen(node), env, want, condition)
            case Not(item):
                return self._node(item, env, not want, condition)
            case All(items) if want:
                return together([self._node(i, env, True, condition) for i in items])
            case All(items):
                return smallest(s for i in items for s in self._node(i, env, False, condition))
            case AnyOf(items) if want:
                return smallest(s for i in items for s in self._node(i, env, True, condition))
            case AnyOf(items):
                return together([self._node(i, env, False, condition) for i in items])
            case When(guard, then) if want:
                met = self._node(then, env, True, condition)
                return smallest([*self._node(guard, env, False, condition), *met])
            case When(guard, then):
                return together(
                    [self._node(guard, env, True, condition), self._node(then, env, False, condition)]
                )
            case AtLeast(count, items):
                need = count if want else len(items) - count + 1
                sets = [(str(n), self._node(i, env, want, condition)) for n, i in enumerate(items)]
                return choose(sets, need)
            case Over():
                return self._over(node, env, want, condition)
            case Judge(says):
                return [frozenset({Literal("", ("oordeel", says.nl), NOW, None, want, False, condition)})]
            case Silent() | During():
                return []
            case Blocks():
                return self._blocks(node, want, condition)
            case FactIs():
                return self._fact(node, env, node.values, want, condition)
            case FactCompares():
                return self._compares(node, env, want, condition)

    # --- facts -------------------------------------------------------------------------------------------------

    def _fact(
        self, node: FactIs | FactCompares, env: Env, test: Test, want: bool, condition: str
    ) -> list[Changes]:
        fact = self._facts[node.fact]
        bound = env.get(fact.about)
        standing = bound if isinstance(bound, Standing) else self.case.standings[fact.about][0]
        cell = cell_of(node.fact, node.key, env)
        known = not standing.subject.id.startswith(NEW) and (
            place(self.trace, node, env).code in (MET, NOT_MET)
        )
        if known and fact.fixed_on(cell[1:], self.case.on):
            return []
        moment = node.moment if isinstance(node, FactIs) else NOW
        over = moment.period.end
        if known and moment.mode == "sometime" and over is not None and over < self.case.on:
            return []
        literal = Literal(standing.subject.id, cell, moment, test, want, known, condition)
        return [frozenset({literal})]

    def _compares(self, node: FactCompares, env: Env, want: bool, condition: str) -> list[Changes]:
        norm = node.norm.value
        if isinstance(norm, NormFact):
            value = self.case.standings[self._facts[norm.fact].about][0].now.get((norm.fact, *norm.key))
            bound = value if isinstance(value, (int, Decimal)) else None
        else:
            bound = norm
        return self._fact(node, env, Held(node.compare, node.norm, bound), want, condition)

    def _blocks(self, node: Blocks, want: bool, condition: str) -> list[Changes]:
        cell: CellKey = (node.fact, "week")
        known = place(self.trace, node, {}).code in (MET, NOT_MET)
        return [frozenset({Literal("", cell, NOW, None, want, known, condition)})]

    # --- quantifiers -------------------------------------------------------------------------------------------

    def _over(self, node: Over, env: Env, want: bool, condition: str) -> list[Changes]:
        name = binding(node.over)
        pairs: list[tuple[Standing | str, Env]] = [(e, {**env, name: e}) for e in self._elements(node)]
        sets = [(self._id(e), self._pair(node, inner, want, condition)) for e, inner in pairs]
        complete = self._complete(name, condition)
        count = len(pairs)
        match node.quantifier, want:
            case Quantifier.every, True:
                if not pairs and node.where is None:
                    return together([self._added(node, env, True, condition), complete])
                bound = [self._bound(node, inner, True, condition) for _, inner in pairs]
                return together([*bound, complete])
            case Quantifier.every, False:
                if not pairs and node.where is None:
                    return complete
                present = [s for _, inner in pairs for s in self._bound(node, inner, False, condition)]
                return smallest([*present, *self._added(node, env, False, condition)])
            case Quantifier.some, True:
                present = [s for _, options in sets for s in options]
                return smallest([*present, *self._added(node, env, True, condition)])
            case Quantifier.some, False:
                return together([*(options for _, options in sets), complete])
            case Quantifier.count, True:
                return choose([*sets, (NEW, self._added(node, env, True, condition))], int(node.at_least))
            case Quantifier.count, False:
                spare = count - int(node.at_least) + 1
                return together([choose(sets, spare) if spare > 0 else [NOTHING], complete])
            case _ if node.where is not None:
                return together([self._share_of_some(node, env, want, condition), complete])
            case _:
                need = max(1, ceil(node.at_least * count))
                enough = choose(sets, need if want else count - need + 1) if count or not want else []
                if want and (added := self._added(node, env, True, condition)):
                    need = max(1, ceil(node.at_least * (count + 1)))
                    enough = smallest([*enough, *together([choose(sets, need - 1), added])])
                return together([enough, complete])

    def _share_of_some(self, node: Over, env: Env, want: bool, condition: str) -> list[Changes]:
        """To reach (or miss) a share of those for whom `where` holds: each counts, fails or is left out."""
        assert node.where is not None
        reached: dict[tuple[int, int], list[Changes]] = {(0, 0): [NOTHING]}
        added = self._added(node, env, True, condition) if want else []
        steps = [{(1, 0): added, (0, 0): [NOTHING]}] if added else []
        for element in self._elements(node):
            inner: Env = {**env, binding(node.over): element}
            out = self._node(node.where, inner, False, condition)
            if want:
                steps.append(
                    {(1, 0): self._pair(node, inner, True, condition), (0, 0): out, (0, 1): [NOTHING]}
                )
            else:
                steps.append(
                    {(0, 1): self._bound(node, inner, False, condition), (0, 0): out, (1, 0): [NOTHING]}
                )
        for step in steps:
            after: dict[tuple[int, int], list[Changes]] = {}
            for (hits, misses), sets in reached.items():
                for (hit, miss), more in step.items():
                    at = (hits + hit, misses + miss)
                    after[at] = smallest([*after.get(at, ()), *together([sets, more])])
            reached = after
        return smallest(
            s
            for (hits, misses), sets in reached.items()
            if (hits > 0 and hits >= node.at_least * (hits + misses)) == want
            for s in sets
        )

    def _pair(self, node: Over, env: Env, want: bool, condition: str) -> list[Changes]:
        """To make an element count (or not): it is selected and holds."""
        holds = self._node(node.holds, env, want, condition)
        if node.where is None:
            return holds
        where = self._node(node.where, env, want, condition)
        return together([where, holds]) if want else smallest([*where, *holds])

    def _bound(self, node: Over, env: Env, want: bool, condition: str) -> list[Changes]:
        """To make `every` accept an element (or not): it is not selected, or it holds."""
        holds = self._node(node.holds, env, want, condition)
        if node.where is None:
            return holds
        where = self._node(node.where, env, not want, condition)
        return smallest([*where, *holds]) if want else together([where, holds])

    def _elements(self, node: Over) -> list[Standing | str]:
        if node.over.dimension is not None:
            return list(node.over.options)
        return [
            s
            for s in self.case.standings[binding(node.over)]
            if node.over.profession in (None, s.subject.profession)
        ]

    def _added(self, node: Over, env: Env, want: bool, condition: str) -> list[Changes]:
        """To make or join a new one that counts (or that `every` does not accept), where a provider can."""
        kind = node.over.kind
        if kind is None or not self.case.catalogue.subjects[kind].can_be_added or self._new(env):
            return []
        phantom = Standing(Subject(kind, NEW + kind, self.case.catalogue.subjects[kind].label.nl), {})
        inner: Env = {**env, kind: phantom}
        there = Literal(phantom.subject.id, ("erbij", kind), NOW, None, True, True, condition)
        alike = self._pair if want else self._bound
        return together([[frozenset({there})], alike(node, inner, want, condition)])

    @staticmethod
    def _new(env: Env) -> bool:
        return any(isinstance(s, Standing) and s.subject.id.startswith(NEW) for s in env.values())

    def _complete(self, name: str, condition: str) -> list[Changes]:
        if name not in self.case.open_lists:
            return [NOTHING]
        return [frozenset({Literal("", ("lijst", name), NOW, None, True, False, condition)})]

    @staticmethod
    def _id(element: Standing | str) -> str:
        return element if isinstance(element, str) else element.subject.id
