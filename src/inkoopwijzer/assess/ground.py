"""What is still open in one case: the policy reduced to its unknown facts.

`ground` walks the tree for one case with the same meaning as `evaluate`, and keeps only what depends on
something unknown: a small graph over *unknowns*, each with the finite set of values that can make a
difference. `completions` then tries them all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.evaluate import Compiler, Program, binding
from inkoopwijzer.assess.gates import FALSE, OTHER, TRUE, Gate, Gates, Sort, Unknown
from inkoopwijzer.assess.leaves import blocks_code, cell_of, holds_compare
from inkoopwijzer.facts.dossier import NOW, CellKey, Moment, Subject
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
    walk,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


class Graph(Gates):
    """The open part of an agreement for one case. `groups` holds a node (or TRUE, FALSE) for each group.

    `decided` holds what the insurer is taken to have decided, by the text of what it judges; `codes`, the trace of
    the same case, spares looking into what is settled.
    """

    def __init__(
        self,
        program: Program,
        case: Case,
        decided: Mapping[str, bool] | None = None,
        codes: Sequence[int] = (),
    ) -> None:
        self._decided = decided or {}
        self._codes = codes
        self.program = program
        self.case = case
        super().__init__()
        self.groups: dict[str, int] = {}
        self._closed: dict[int, int] = {}
        self._others = 0
        self._compiler: Compiler = program.compiler
        agreement = program.agreement
        scope = self.condition(agreement.scope)
        for group in agreement.groups:
            parts = [scope] + [self.condition(c) for c in group.requires]
            parts += [self.inverse(self.condition(c)) for c in agreement.caps_on(group.id)]
            self.groups[group.id] = self.all_of(parts)

    def condition(self, name: str) -> int:
        """The node of a closed condition."""
        return self.node(self.program.policy.conditions[name].node, {})

    def node(self, node: Node, env: Env) -> int:
        """The graph of `node`, given the elements of the quantifiers around it."""
        if self._compiler.free(node) or (env and any(isinstance(n, Judge) for n in walk(node))):
            return self._build(node, env)
        found = self._closed.get(id(node))
        if found is None:
            code = self._compiler.settled(node, self._codes)
            if code != UNKNOWN:
                return TRUE if code == MET else FALSE
            found = self._closed[id(node)] = self._build(node, {})
        return found

    def _build(self, node: Node, env: Env) -> int:
        match node:
            case Ref(condition):
                named = self.program.policy.conditions[condition].node
                return self.node(named, env if self._compiler.free(named) else {})
            case ByReading():
                return self.node(self._compiler.chosen(node), env)
            case All(items):
                return self.all_of([self.node(i, env) for i in items])
            case AnyOf(items):
                return self.any_of([self.node(i, env) for i in items])
            case Not(item):
                return self.inverse(self.node(item, env))
            case When(guard, then):
                return self.any_of([self.inverse(self.node(guard, env)), self.node(then, env)])
            case AtLeast(count, items):
                return self.at_least(count, [self.node(i, env) for i in items])
            case During(period):
                return TRUE if period.covers(self.case.day) else FALSE
            case Judge(says) if says.nl in self._decided:
                return TRUE if self._decided[says.nl] else FALSE
            case Judge(says):
                return self.open(Unknown("judge", " / ".join(sorted(subjects_of(env))), (says.nl,)))
            case Silent(says):
                return self.open(Unknown("silent", "", (says.nl,)))
            case FactIs():
                return self._fact_is(node, env)
            case FactCompares():
                return self._compares(node, env)
            case Blocks():
                return self._blocks(node)
            case Over():
                return self._over(node, env)

    # --- facts -------------------------------------------------------------------------------------------------

    def _standing(self, fact: str, env: Env) -> Standing:
        about = self.case.catalogue.facts[fact].about
        bound = env.get(about)
        return bound if isinstance(bound, Standing) else self.case.standings[about][0]

    def _fact_is(self, node: FactIs, env: Env) -> int:
        standing = self._standing(node.fact, env)
        cell = cell_of(node.fact, node.key, env)
        if _listed(standing):
            code = self._compiler.open(node)([], self.case, env)
            if code in (MET, NOT_MET):
                return TRUE if code == MET else FALSE
        moments = self._asked_at(node.fact)
        if len(moments) > 1:
            periods = [self.case.asked_period(m) for m in moments]
            if sum(p.overlaps(self.case.asked_period(node.moment)) for p in periods) > 1:
                return self._by_stretch(node, standing, cell, periods)
        mixed = node.moment.mode != "now" and node.values is not None
        unknown = Unknown(_sort(standing), standing.subject.id, cell, node.moment, mixed)
        return self._is(node, unknown)

    def _is(self, node: FactIs, unknown: Unknown) -> int:
        throughout = node.moment.mode == "throughout"
        return self.add(Gate("is", unknown=unknown, wanted=node.values, every_day=throughout))

    def _asked_at(self, fact: str) -> tuple[Moment, ...]:
        """The different moments at which the policy asks for a fact."""
        return self._compiler.moments.get(fact, ())

    def _by_stretch(self, node: FactIs, standing: Standing, cell: CellKey, periods: Sequence[Period]) -> int:
        """A fact that is asked at moments which overlap: stretch by stretch, so that the answers agree."""
        records = standing.subject.cells.get(cell, ())
        wanted = {True} if node.values is None else set(node.values)
        parts = []
        for stretch in _cut(self.case.asked_period(node.moment), [*periods, *(r.period for r in records)]):
            if _listed(standing):
                stated, open_ = self.case.stated(standing.subject, cell, stretch)
                if not open_:
                    parts.append(TRUE if stated <= wanted else FALSE)
                    continue
            moment = NOW if stretch == Period(self.case.on, self.case.on) else Moment("sometime", stretch)
            mixed = stretch.start != stretch.end
            parts.append(self._is(node, Unknown(_sort(standing), standing.subject.id, cell, moment, mixed)))
        return self.all_of(parts) if node.moment.mode == "throughout" else self.any_of(parts)

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
        return Unknown(_sort(standing), standing.subject.id, cell)

    def _blocks(self, node: Blocks) -> int:
        code = blocks_code(node, self.case)
        if code in (MET, NOT_MET):
            return TRUE if code == MET else FALSE
        return self.open(Unknown("hours", "", (node.fact, repr(node))))

    # --- quantifiers -------------------------------------------------------------------------------------------

    def _over(self, node: Over, env: Env) -> int:
        name = binding(node.over)
        elements: list[Standing | str]
        if node.over.dimension is not None:
            elements = list(node.over.options)
        else:
            profession = node.over.profession
            elements = [s for s in self.case.standings[name] if profession in (None, s.subject.profession)]
        pairs: list[tuple[int, int]] = []
        for element in elements:
            inner = {**env, name: element}
            w = TRUE if node.where is None else self.node(node.where, inner)
            pairs.append((w, self.node(node.holds, inner) if w != FALSE else FALSE))
        known = self._quantified(node, pairs)
        return self._left_out(node, env, pairs, known) if name in self.case.open_lists else known

    def _left_out(self, node: Over, env: Env, pairs: list[tuple[int, int]], known: int) -> int:
        """With those that the list may have left out: any number, all like one of which nothing is known."""
        kind = binding(node.over)
        complete = self.open(Unknown("list", "", (kind,)))
        more = self.inverse(complete)
        self._others += 1
        other = Standing(Subject(kind, f"{OTHER}{self._others}", "", node.over.profession), {})
        inner: Env = {**env, kind: other}
        w = TRUE if node.where is None else self.node(node.where, inner)
        h = self.node(node.holds, inner)
        bound = self.any_of([self.inverse(w), h])
        match node.quantifier:
            case Quantifier.every if node.where is None and not pairs:
                return self.all_of([more, bound])
            case Quantifier.every:
                return self.all_of([known, self.any_of([complete, bound])])
            case Quantifier.share:
                raised = self.all_of([more, w, h])
                if node.at_least >= 1:  # then nobody may fail, however many more there are
                    raised = self.all_of([raised, *(self.any_of([self.inverse(a), b]) for a, b in pairs)])
                return self.any_of([raised, self.all_of([known, self.any_of([complete, bound])])])
            case _:
                return self.any_of([known, self.all_of([more, w, h])])

    def _quantified(self, node: Over, pairs: list[tuple[int, int]]) -> int:
        both = [self.all_of([w, h]) for w, h in pairs]
        match node.quantifier:
            case Quantifier.every:
                if not pairs and node.where is None:
                    return FALSE
                return self.all_of([self.any_of([self.inverse(w), h]) for w, h in pairs])
            case Quantifier.some:
                return self.any_of(both)
            case Quantifier.count:
                return self.at_least(int(node.at_least), both)
            case Quantifier.share:
                return self.share(node.at_least, pairs)


def subjects_of(env: Env) -> list[str]:
    """The ids of the subjects whose quantifiers stand around a node."""
    return [s.subject.id for s in env.values() if isinstance(s, Standing)]


def _listed(standing: Standing) -> bool:
    return not standing.subject.id.startswith(OTHER)


def _sort(standing: Standing) -> Sort:
    return "fact" if _listed(standing) else "others"


def _cut(period: Period, others: Iterable[Period]) -> list[Period]:
    """The parts of a period between the days on which the others begin or end."""
    day = timedelta(days=1)
    first, last = period.start or date.min, period.end or date.max
    starts = {first}
    for other in others:
        starts |= {
            d for d in (other.start, other.end + day if other.end else None) if d and first <= d <= last
        }
    ordered = sorted(starts)
    ends = [d - day for d in ordered[1:]] + [last]
    return [Period(a, b) for a, b in zip(ordered, ends, strict=True)]


def ground(
    program: Program, case: Case, decided: Mapping[str, bool] | None = None, codes: Sequence[int] = ()
) -> Graph:
    """The open part of the program's agreement for this case, with what the insurer is taken to have decided."""
    return Graph(program, case, decided, codes)
