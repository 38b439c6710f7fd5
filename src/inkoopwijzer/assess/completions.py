"""All completions of the unknown facts at once.

Three-valued evaluation is exact only while a fact is used once; a treatment index is held against several
norms. Here every combination of values of the unknown facts is one bit: a node's truth table is one long
integer, *and* and *or* are one operation on it, and the groups still possible are the tables that are not
zero. Parts of the graph whose unknowns occur nowhere else are solved by themselves first and then stand as
one unknown, which keeps the tables small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inkoopwijzer.assess.domains import DomainValue, domains, rising_pairs, test_gate
from inkoopwijzer.assess.gates import TRUE, Gate, Unknown, unknowns_of
from inkoopwijzer.assess.ground import Graph
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.policy.tree import Compare

MAX_COMPLETIONS = 1 << 20
"""The largest truth table, in bits (128 kB). Beyond it `TooManyCompletions` is raised."""

Name = Unknown | int
"""What a table's bits range over: an unknown, or the number of a part solved by itself."""


class TooManyCompletions(Exception):
    """The open part of a policy cannot be split into tables small enough."""


@dataclass
class Part:
    """A region of the graph with tables of its own over `names`, which have `sizes` values each."""

    names: list[Name]
    sizes: list[int]
    valid: int = 0
    tables: dict[int, int] = field(default_factory=dict)
    _masks: dict[tuple[Name, int], int] = field(default_factory=dict)

    def mask(self, name: Name, value: int) -> int:
        """The completions in which `name` has its `value`-th value."""
        found = self._masks.get((name, value))
        if found is None:
            at = self.names.index(name)
            block = _product(self.sizes[at + 1 :])
            total = _product(self.sizes)
            found, length = ((1 << block) - 1) << (value * block), self.sizes[at] * block
            while length < total:  # by doubling: dividing integers this long would take seconds
                found |= found << length
                length *= 2
            found &= (1 << total) - 1
            self._masks[name, value] = found
        return found

    def depends(self, name: Name, table: int) -> bool:
        """Whether `table` differs between two values of `name`, all else equal."""
        at = self.names.index(name)
        block = _product(self.sizes[at + 1 :])
        first = self.mask(name, 0)
        slices = [(table >> (v * block)) & first for v in range(self.sizes[at])]
        allowed = [(self.valid >> (v * block)) & first for v in range(self.sizes[at])]
        return any(
            (slices[0] ^ s) & allowed[0] & a for s, a in zip(slices[1:], allowed[1:], strict=True)
        ) or any(
            (slices[i] ^ slices[j]) & allowed[i] & allowed[j]
            for i in range(1, len(slices))
            for j in range(i + 1, len(slices))
        )


class Completions:
    """The outcomes still possible, exactly, and what an answer to one unknown would leave of them.

    Raises `TooManyCompletions` when the open part does not split into tables of `MAX_COMPLETIONS` bits.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._gates = graph.gates
        self._used = self._reachable()
        used = [graph.gates[i] for i in sorted(self._used)]
        self.unknowns: tuple[Unknown, ...] = tuple(dict.fromkeys(u for g in used for u in unknowns_of(g)))
        self._domains = domains(self.unknowns, used, graph.case)
        self._rising = rising_pairs(self.unknowns, graph.case)
        self._modules = self._find_modules()
        self._home: dict[Name, int] = {}
        self._parts: dict[int, Part] = {}
        self._constant: dict[int, bool] = {}
        self.exact = True
        self._top = self._solve([i for i in graph.groups.values() if i >= 0], TRUE)
        self.outcomes: dict[str, int] = self._outcomes()
        """For each outcome, best first, the table of the completions that lead to it."""

    @property
    def possible(self) -> tuple[str, ...]:
        """The outcomes that some completion leads to, best first."""
        return tuple(name for name, table in self.outcomes.items() if table)

    def domain(self, unknown: Unknown) -> tuple[DomainValue, ...]:
        """The values of an unknown that can make a difference, one of each kind."""
        return self._domains[unknown]

    def given(self, unknown: Unknown, value: int) -> tuple[str, ...]:
        """The outcomes still possible once `unknown` has its `value`-th value; none if it cannot have it."""
        name: Name = unknown
        index = value
        while (home := self._home.get(name)) is not None and home != TRUE:
            part = self._parts[home]
            at = part.mask(name, index) & part.valid
            yes, no = at & part.tables[home], at & ~part.tables[home]
            if yes and no:
                return self.possible
            name, index = home, int(bool(yes))
        if home is None:
            return self.possible
        at = self._top.mask(name, index)
        return tuple(n for n, table in self.outcomes.items() if table & at)

    def matters(self, unknown: Unknown) -> bool:
        """Whether the outcome depends on `unknown` in some completion of the others."""
        name: Name = unknown
        while (home := self._home.get(name)) is not None and home != TRUE:
            part = self._parts[home]
            if not part.depends(name, part.tables[home]):
                return False
            name = home
        return home is not None and any(self._top.depends(name, t) for t in self.outcomes.values())

    def _outcomes(self) -> dict[str, int]:
        rest = self._top.valid
        found: dict[str, int] = {}
        for name, root in self.graph.groups.items():
            table = self._table(self._top, root)
            found[name] = rest & table
            rest &= ~table
        found[NONE] = rest
        return found

    # --- structure: parts whose unknowns occur nowhere else -------------------------------------------------------

    def _reachable(self) -> set[int]:
        used: set[int] = set()
        stack = [i for i in self.graph.groups.values() if i >= 0]
        while stack:
            i = stack.pop()
            if i not in used:
                used.add(i)
                stack += [d for d in self._gates[i].items if d >= 0]
        return used

    def _find_modules(self) -> set[int]:
        """Gates that all parents of everything below them lie within, themselves included."""
        count = len(self._gates)
        number = {u: count + i for i, u in enumerate(self.unknowns)}
        outside = 1 << (count + len(self.unknowns))
        parents = [0] * (count + len(self.unknowns))
        for i in self._used:
            for d in self._below(i, number):
                parents[d] |= 1 << i
        for i in self.graph.groups.values():
            if i >= 0:
                parents[i] |= outside
        for pair in self._rising:
            for u in pair:
                if isinstance(u, Unknown):
                    parents[number[u]] |= outside
        inside = [0] * len(parents)
        above = [0] * len(parents)
        modules: set[int] = set()
        for i in sorted(self._used):
            for d in self._below(i, number):
                inside[i] |= inside[d] | (1 << d)
                above[i] |= above[d] | parents[d]
            if self._gates[i].items and not above[i] & ~(inside[i] | (1 << i)):
                modules.add(i)
        return modules

    def _below(self, i: int, number: dict[Unknown, int]) -> list[int]:
        gate = self._gates[i]
        return [d for d in gate.items if d >= 0] or [number[u] for u in unknowns_of(gate)]

    # --- tables -------------------------------------------------------------------------------------------------

    def _solve(self, roots: Sequence[int], home: int) -> Part:
        part = Part([], [])
        stack = list(roots)
        seen: set[int] = set()
        while stack:
            i = stack.pop()
            if i < 0 or i in seen:
                continue
            seen.add(i)
            if i in self._modules and i not in roots:
                self._solve_module(i)
                if i not in self._constant:
                    self._join(part, i, 2, home)
                continue
            for u in unknowns_of(self._gates[i]):
                self._join(part, u, len(self._domains[u]), home)
            stack += self._gates[i].items
        if _product(part.sizes) > MAX_COMPLETIONS:
            raise TooManyCompletions
        part.valid = (1 << _product(part.sizes)) - 1
        for low, high in self._rising:
            gate = Gate("compare", left=low, compare=Compare.at_most, right=high)
            if any(isinstance(u, Unknown) and u in part.names for u in (low, high)):
                part.valid &= self._test(part, gate)
        for root in roots:
            self._table(part, root)
        return part

    def _join(self, part: Part, name: Name, size: int, home: int) -> None:
        if name not in part.names:
            part.names.append(name)
            part.sizes.append(size)
            self._home[name] = home

    def _solve_module(self, i: int) -> None:
        if i in self._parts:
            return
        part = self._parts[i] = self._solve([i], i)
        yes, no = part.tables[i] & part.valid, part.valid & ~part.tables[i]
        if not (yes and no):
            self._constant[i] = bool(yes)

    def _table(self, part: Part, i: int) -> int:
        full = (1 << _product(part.sizes)) - 1
        if i < 0:
            return full if i == TRUE else 0
        if i in self._constant:
            return full if self._constant[i] else 0
        found = part.tables.get(i)
        if found is None:
            found = part.mask(i, 1) if i in part.names else self._compute(part, self._gates[i], full)
            part.tables[i] = found
        return found

    def _compute(self, part: Part, gate: Gate, full: int) -> int:
        if not gate.items:
            return self._test(part, gate)
        tables = [self._table(part, d) for d in gate.items]
        match gate.op:
            case "and":
                found = full
                for table in tables:
                    found &= table
                return found
            case "or":
                found = 0
                for table in tables:
                    found |= table
                return found
            case "not":
                return full & ~tables[0]
            case "at_least":
                return _at_least(tables, int(gate.number), full)
            case _:
                return _share(tables, gate.number.as_integer_ratio(), full)

    def _test(self, part: Part, gate: Gate) -> int:
        """The table of a test: the completions whose values pass it."""
        asked = unknowns_of(gate)
        found = 0
        if len(asked) == 1:
            for v, value in enumerate(self._domains[asked[0]]):
                if test_gate(gate, {asked[0]: value}):
                    found |= part.mask(asked[0], v)
            return found
        left, right = asked
        for v, a in enumerate(self._domains[left]):
            right_mask = 0
            for w, b in enumerate(self._domains[right]):
                if test_gate(gate, {left: a, right: b}):
                    right_mask |= part.mask(right, w)
            found |= part.mask(left, v) & right_mask
        return found


def _at_least(tables: Sequence[int], count: int, full: int) -> int:
    """The completions in which at least `count` of the tables hold."""
    reached = [full] + [0] * count
    for table in tables:
        for k in range(count, 0, -1):
            reached[k] |= reached[k - 1] & table
    return reached[count]


def _share(tables: Sequence[int], share: tuple[int, int], full: int) -> int:
    """The completions in which, of pairs (belongs, holds), enough of those that belong hold, and one does."""
    part, whole = share
    scores: dict[tuple[int, bool], int] = {(0, False): full}
    for w, h in zip(tables[::2], tables[1::2], strict=True):
        after: dict[tuple[int, bool], int] = {}
        for (score, one), table in scores.items():
            for step, hit, mask in (
                (0, False, full & ~w),
                (whole - part, True, w & h),
                (-part, False, w & ~h),
            ):
                if table & mask:
                    key = (score + step, one or hit)
                    after[key] = after.get(key, 0) | (table & mask)
        scores = after
    found = 0
    for (score, one), table in scores.items():
        if score >= 0 and one:
            found |= table
    return found


def _product(sizes: Sequence[int]) -> int:
    found = 1
    for size in sizes:
        found *= size
    return found
