"""The reference interpreter: what every node of a policy means for one provider on one day.

`compile_agreement` turns the tree into a flat plan, once per policy and choice of readings; `run` fills in
the code of every closed node (one that is not about the element of a quantifier) for a case. Codes are
0 not met, 1 unknown, 2 met: *and* is min, *or* is max, *not* is 2 - code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import ge, gt, itemgetter, le, lt
from typing import Final

from inkoopwijzer.assess.blocks import DAYS, count_blocks, merged, most_blocks
from inkoopwijzer.assess.case import Case, Standing, Unsure
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Hours, Value
from inkoopwijzer.policy.tree import (
    Agreement,
    All,
    AnyOf,
    AtLeast,
    Blocks,
    Bound,
    ByReading,
    Compare,
    During,
    FactCompares,
    FactIs,
    Judge,
    Key,
    Node,
    Norm,
    NormFact,
    Not,
    Over,
    Policy,
    Quantifier,
    Ref,
    Selection,
    Silent,
    When,
    children,
)
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

NONE: Final = "geen"
"""The outcome when no group is possible."""

Env = dict[str, Standing | str]
"""The elements of the quantifiers around a node: a subject by its kind, an option by its dimension."""
Codes = list[int]
Code = Callable[[Codes, Case, Env], int]
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


@dataclass(frozen=True)
class Trace:
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
            code = min([codes[i] for i in indexes])
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
    agreement = policy.agreements[name]
    chosen = {r.id: readings.get(r.id, r.default) for r in policy.readings.values()}
    compiler = Compiler(policy, chosen, assumed)
    scope = compiler.condition(agreement.scope)
    requires = {g.id: [compiler.condition(c) for c in g.requires] for g in agreement.groups}
    order = [g.id for g in agreement.groups]
    caps: dict[str, list[int]] = {g: [] for g in order}
    for cap in agreement.caps:
        slot = compiler.closed(Not(Ref(cap.condition)))
        for better in order[: order.index(cap.at_most)]:
            caps[better].append(slot)
    for duty in agreement.duties:
        compiler.condition(duty)
    return Program(
        policy=policy,
        agreement=agreement,
        readings=chosen,
        steps=tuple(enumerate(compiler.steps)),
        slots=dict(compiler.slots),
        groups=tuple((g, (scope, *requires[g], *caps[g])) for g in order),
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
                about = catalogue().facts[fact].about
                own = {about} if about not in ("praktijk", "markt") else set()
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
                    step = _lowest([self.closed(i) for i in items])
                case AnyOf(items):
                    step = _highest([self.closed(i) for i in items])
                case Not(item):
                    step = _inverse(self.closed(item))
                case AtLeast(count, items):
                    step = _enough(count, [self.closed(i) for i in items])
                case When(guard, then):
                    step = _guarded(self.closed(guard), self.closed(then))
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
        if isinstance(node, (All, AnyOf, Not, AtLeast, When, Over, Ref, ByReading)) and not self.free(node):
            slot = self.closed(node)
            return lambda codes, case, env: codes[slot]
        return self.open(node)

    def _compile_open(self, node: Node) -> Code:
        match node:
            case FactIs():
                return _fact_is(node)
            case FactCompares():
                return _fact_compares(node)
            case Blocks():
                return lambda codes, case, env: blocks_code(node, case)
            case During(period):
                return lambda codes, case, env: MET if period.covers(case.day) else NOT_MET
            case Judge() | Silent():
                return self._assumable(node)
            case All(items):
                return _all_of([self.part(i) for i in items])
            case AnyOf(items):
                return _any_of([self.part(i) for i in items])
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
        combine = _COMBINE[node.quantifier]
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


# --- connectives inside a quantifier ------------------------------------------------------------------------


def _all_of(parts: list[Code]) -> Code:
    def all_code(codes: Codes, case: Case, env: Env) -> int:
        found = MET
        for part in parts:
            code = part(codes, case, env)
            if code < found:
                found = code
                if code == NOT_MET:
                    break
        return found

    return all_code


def _any_of(parts: list[Code]) -> Code:
    def any_code(codes: Codes, case: Case, env: Env) -> int:
        found = NOT_MET
        for part in parts:
            code = part(codes, case, env)
            if code > found:
                found = code
                if code == MET:
                    break
        return found

    return any_code


# --- connectives over slots ---------------------------------------------------------------------------------


def _lowest(slots: list[int]) -> Code:
    if len(slots) < 2:
        return lambda codes, case, env: codes[slots[0]] if slots else MET
    pick = itemgetter(*slots)
    return lambda codes, case, env: min(pick(codes))


def _highest(slots: list[int]) -> Code:
    if len(slots) < 2:
        return lambda codes, case, env: codes[slots[0]] if slots else NOT_MET
    pick = itemgetter(*slots)
    return lambda codes, case, env: max(pick(codes))


def _inverse(slot: int) -> Code:
    return lambda codes, case, env: 2 - codes[slot]


def _guarded(guard: int, then: int) -> Code:
    return lambda codes, case, env: max(2 - codes[guard], codes[then])


def _enough(count: int, slots: list[int]) -> Code:
    return lambda codes, case, env: at_least_code(count, [codes[i] for i in slots])


def at_least_code(count: int, codes: Codes) -> int:
    """The code of "at least `count` of these hold"."""
    if codes.count(MET) >= count:
        return MET
    return UNKNOWN if len(codes) - codes.count(NOT_MET) >= count else NOT_MET


# --- quantifiers: for each element the code of `where` (None without one) and of `holds` --------------------


def _every(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    if guards is not None:
        code = min([max(2 - w, h) for w, h in zip(guards, found, strict=True)], default=MET)
    else:
        code = min(found, default=NOT_MET if complete else UNKNOWN)
    return code if complete else min(code, UNKNOWN)


def _some(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    code = max(_both(guards, found), default=NOT_MET)
    return code if complete else max(code, UNKNOWN)


def _count(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    code = at_least_code(int(at_least), _both(guards, found))
    return code if complete else max(code, UNKNOWN)


def _share(guards: Codes | None, found: Codes, complete: bool, at_least: Decimal) -> int:
    if not complete:
        return UNKNOWN
    if guards is None:
        sure, perhaps = found.count(MET), len(found) - found.count(NOT_MET)
        lowest = highest = len(found)
    else:
        pairs = list(zip(guards, found, strict=True))
        sure = sum(w == MET and h == MET for w, h in pairs)
        perhaps = sum(NOT_MET not in pair for pair in pairs)
        lowest = sure + sum(w != NOT_MET and h != MET for w, h in pairs)
        highest = perhaps + sum(w == MET and h == NOT_MET for w, h in pairs)
    if sure and sure >= at_least * lowest:
        return MET
    return UNKNOWN if perhaps and perhaps >= at_least * highest else NOT_MET


def _both(guards: Codes | None, found: Codes) -> Codes:
    return found if guards is None else list(map(min, guards, found))


_COMBINE: Final = {
    Quantifier.every: _every,
    Quantifier.some: _some,
    Quantifier.count: _count,
    Quantifier.share: _share,
}


# --- facts --------------------------------------------------------------------------------------------------


def cell_of(fact: str, key: Key, env: Env) -> CellKey:
    """The cell that a fact node speaks of, with the quantifiers' elements filled in."""
    return (fact, *(str(env[k.dimension]) if isinstance(k, Bound) else k for k in key))


def _fact_is(node: FactIs) -> Code:
    fact, key, wanted = node.fact, node.key, node.values
    about = catalogue().facts[fact].about
    whose = _standing(about)
    if node.moment.mode != "now":

        def over_time(codes: Codes, case: Case, env: Env) -> int:
            return case.over_time(whose(case, env).subject, cell_of(fact, key, env), node.moment, wanted)

        return over_time

    def not_yes(value: Value | Unsure | None, cell: CellKey, case: Case) -> int:
        if value is False:
            return NOT_MET
        if value is None:
            return NOT_MET if case.closed(cell) else UNKNOWN
        if wanted is None or not isinstance(value, str):
            return UNKNOWN
        return MET if value in wanted else NOT_MET

    bound = [k.dimension for k in key if isinstance(k, Bound)]
    if bound:
        cells = _cells(fact, key, bound[0])

        def with_option(codes: Codes, case: Case, env: Env) -> int:
            cell = cells[env[bound[0]]] if len(bound) == 1 else cell_of(fact, key, env)
            value = whose(case, env).now.get(cell)
            return MET if value is True else not_yes(value, cell, case)

        return with_option
    cell = cell_of(fact, key, {})

    def of_the_one(codes: Codes, case: Case, env: Env) -> int:
        value = case.alone[about].now.get(cell)
        return MET if value is True else not_yes(value, cell, case)

    def of_the_subject(codes: Codes, case: Case, env: Env) -> int:
        value = env[about].now.get(cell)  # type: ignore[union-attr]  # a subject, never an option
        return MET if value is True else not_yes(value, cell, case)

    return of_the_subject if catalogue().subjects[about].list_name else of_the_one


def _cells(fact: str, key: Key, dimension: str) -> Mapping[Standing | str, CellKey]:
    """The cell for each option of the one dimension that a quantifier fills in."""
    options = catalogue().dimensions[dimension].options or {}
    return {o: (fact, *(o if isinstance(k, Bound) else k for k in key)) for o in options}


def _standing(about: str) -> Callable[[Case, Env], Standing]:
    if not catalogue().subjects[about].list_name:
        return lambda case, env: case.alone[about]
    return lambda case, env: env[about]  # type: ignore[return-value]  # a subject, never an option


def _fact_compares(node: FactCompares) -> Code:
    whose = _standing(catalogue().facts[node.fact].about)
    fact, key = node.fact, node.key
    fixed = None if any(isinstance(k, Bound) for k in key) else cell_of(fact, key, {})
    holds = _COMPARE[node.compare]
    norm = _norm(node.norm)

    def compared(codes: Codes, case: Case, env: Env) -> int:
        value = whose(case, env).now.get(fixed or cell_of(fact, key, env))
        bound = norm(case)
        if bound is None or not isinstance(value, (int, Decimal)):
            return UNKNOWN
        return MET if holds(value, bound) else NOT_MET

    return compared


def _norm(norm: Norm) -> Callable[[Case], Decimal | int | None]:
    value = norm.value
    if isinstance(value, Decimal):
        return lambda case: value
    cell = (value.fact, *value.key)
    about = catalogue().facts[value.fact].about

    def looked_up(case: Case) -> Decimal | int | None:
        found = case.alone[about].now.get(cell)
        return found if isinstance(found, (int, Decimal)) else None

    return looked_up


_COMPARE: Final[Mapping[Compare, Callable[[Decimal | int, Decimal | int], bool]]] = {
    Compare.at_most: le,
    Compare.below: lt,
    Compare.at_least: ge,
    Compare.above: gt,
}


def holds_compare(value: Decimal | int, compare: Compare, norm: Decimal | int) -> bool:
    """Whether a number is at most, below, at least or above the norm."""
    return _COMPARE[compare](value, norm)


def blocks_code(node: Blocks, case: Case) -> int:
    """The code of "enough blocks of opening hours": hours not stated may still hold blocks."""
    weeks: list[dict[str, Hours]] = []
    open_days: list[list[str]] = []
    for standing in case.standings["locatie"]:
        hours = {day: standing.now.get((node.fact, day)) for day in DAYS}
        weeks.append({day: h for day, h in hours.items() if isinstance(h, tuple)})
        open_days.append([day for day, h in hours.items() if not isinstance(h, tuple)])
    if node.together:
        weeks = [{day: merged(w.get(day, ()) for w in weeks) for day in DAYS}]
        open_days = [[day for day in DAYS if any(day in days for days in open_days)]]
    if any(count_blocks(week, node) >= node.at_least for week in weeks):
        return MET
    if "locatie" in case.open_lists:
        return UNKNOWN if most_blocks(DAYS, node) >= node.at_least else NOT_MET
    for week, days in zip(weeks, open_days, strict=True):
        known = {day: hours for day, hours in week.items() if day not in days}
        if days and count_blocks(known, node) + most_blocks(days, node) >= node.at_least:
            return UNKNOWN
    return NOT_MET


def contract_day(agreement: Agreement, on: date) -> date:
    """The day for which is assessed: `on`, but never before the agreement's term starts."""
    start = agreement.term.start
    return max(on, start) if start else on


__all__ = [
    "NONE",
    "NormFact",
    "Program",
    "Trace",
    "compile_agreement",
    "contract_day",
    "run",
]
