"""Finding a completion that leads to a wanted outcome, when there are too many to try them all.

Works from the wish down: to make a node hold, one of its open parts must be made to hold, down to one unknown
fact, which gets a value; everything above is then worked out again. A dead end is undone. What it finds is a
witness: values of some unknown facts that settle the outcome, whatever the others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inkoopwijzer.assess.codes import COMBINE, at_least_code
from inkoopwijzer.assess.domains import DomainValue, domains, rising_pairs, test_gate
from inkoopwijzer.assess.gates import FALSE, TRUE, Gate, Unknown, unknowns_of
from inkoopwijzer.assess.ground import Graph
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.policy.tree import Compare, Quantifier
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

MOST_TRIALS = 4_000
"""How many values are tried for one wish before giving up (the answer is then "not known")."""

MOST_MENDS = 40
"""How many values are tried to mend an earlier witness before starting afresh."""

Values = dict[Unknown, int]
"""The chosen value of some unknowns, as an index into their domains."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Values of some unknown facts that lead to `outcome`, whatever the other facts are; `codes` is what follows."""

    outcome: str
    values: Mapping[Unknown, int]
    codes: Mapping[int, int]


class GaveUp(Exception):
    """Too many values were tried."""


class Search:
    """Searches the open part of one case."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._gates = graph.gates
        used = self._reachable(list(graph.groups.values()))
        self._order = sorted(used)
        gates = [graph.gates[i] for i in self._order]
        self.unknowns: tuple[Unknown, ...] = tuple(dict.fromkeys(u for g in gates for u in unknowns_of(g)))
        self._domains = domains(self.unknowns, gates, graph.case)
        self._rising = [
            Gate("compare", left=low, compare=Compare.at_most, right=high)
            for low, high in rising_pairs(self.unknowns, graph.case)
        ]
        self._above = self._ancestors()
        self._start = self._codes()
        self._witnesses: list[Witness] = []
        self._trials = 0
        self.exact = True
        self.possible: tuple[str, ...] = self.reach({})
        """The outcomes that some completion leads to, best first."""

    def domain(self, unknown: Unknown) -> tuple[DomainValue, ...]:
        """The values of an unknown that can make a difference, one of each kind."""
        return self._domains[unknown]

    def reach(self, given: Values) -> tuple[str, ...]:
        """The outcomes that some completion with the `given` values leads to, best first.

        Where the search gave up an outcome is kept, and `exact` becomes False: sound all the same.
        """
        codes = self._with(self._start, given, given)
        return tuple(
            outcome
            for outcome in [*self.graph.groups, NONE]
            if self._fits(self._wishes(outcome), codes) and self._reached(outcome, given)
        )

    def given(self, unknown: Unknown, value: int) -> tuple[str, ...]:
        """The outcomes still possible once `unknown` has its `value`-th value."""
        return self.reach({unknown: value})

    def matters(self, unknown: Unknown) -> bool:
        """Whether the outcome can depend on `unknown`: False only if nothing undecided rests on it."""
        return any(self._start[i] == UNKNOWN for i in self.graph.groups.values() if i in self._above[unknown])

    def witness(self, outcome: str, given: Values) -> Witness | None:
        """Values that lead to `outcome`, or None if none do. Raises `GaveUp` after `MOST_TRIALS`."""
        self._trials = 0
        codes = self._with(self._start, given, given)
        values = self._solve(self._wishes(outcome), dict(given), codes)
        if values is None:
            return None
        found = Witness(outcome, *self._pruned(outcome, values, codes, given))
        self._witnesses.append(found)
        return found

    def _reached(self, outcome: str, given: Values) -> bool:
        known = [w for w in self._witnesses if w.outcome == outcome]
        for found in known:
            if all(found.values.get(u, v) == v for u, v in given.items()):
                return self._consistent({**found.values, **given})
        try:
            return any(self._mended(w, given) for w in known[-2:]) or self.witness(outcome, given) is not None
        except GaveUp:
            self.exact = False
            return True

    def _mended(self, known: Witness, given: Values) -> bool:
        """Whether an earlier witness can be made to fit the given values by adding a few."""
        self._trials = MOST_TRIALS - MOST_MENDS
        values = {**known.values, **given}
        codes = self._with(known.codes, given, values)
        try:
            mended = self._solve(self._wishes(known.outcome), values, codes)
        except GaveUp:
            return False
        if mended is not None:
            self._witnesses.append(Witness(known.outcome, mended, codes))
        return mended is not None

    # --- wishes ------------------------------------------------------------------------------------------------

    def _wishes(self, outcome: str) -> list[tuple[int, int]]:
        """What must be so for an outcome: no better group holds, and this one does."""
        wishes: list[tuple[int, int]] = []
        for name, root in self.graph.groups.items():
            if name == outcome:
                return [*wishes, (root, MET)]
            wishes.append((root, NOT_MET))
        return wishes

    def _fits(self, wishes: Sequence[tuple[int, int]], codes: Mapping[int, int]) -> bool:
        return all(codes[root] in (UNKNOWN, want) for root, want in wishes)

    def _solve(
        self, wishes: Sequence[tuple[int, int]], values: Values, codes: dict[int, int]
    ) -> Values | None:
        """Values that fulfil the wishes, depth first; `values` and `codes` are changed on the way.

        A practice of which nothing is known has thousands of unknown facts: more than functions may call each
        other, and too many to copy everything at each step.
        """
        stack: list[Iterator[None]] = [iter((None,))]
        while stack:
            try:
                next(stack[-1])
            except StopIteration:
                stack.pop()
                continue
            if not self._fits(wishes, codes) or not self._consistent(values):
                continue
            open_ = next(((root, want) for root, want in wishes if codes[root] == UNKNOWN), None)
            if open_ is not None:
                stack.append(self._tries(*open_, values, codes))
            elif (found := self._ordered(dict(values))) is not None:
                return found
        return None

    def _tries(self, root: int, want: int, values: Values, codes: dict[int, int]) -> Iterator[None]:
        """Chooses one more unknown, the value that helps most first; what a value changed is put back after it."""
        unknown, preferred = self._down(root, want, codes, values)
        size = len(self._domains[unknown])
        for index in [preferred, *(i for i in range(size) if i != preferred)]:
            self._trials += 1
            if self._trials > MOST_TRIALS:
                raise GaveUp
            values[unknown] = index
            before = self._change(codes, unknown, values)
            yield
            codes.update(before)
            del values[unknown]

    def _down(self, node: int, want: int, codes: Mapping[int, int], values: Values) -> tuple[Unknown, int]:
        """From a wish to one unknown fact and the value that helps most."""
        while True:
            gate = self._gates[node]
            if not gate.items:
                return self._leaf(gate, want, values)
            if gate.op == "not":
                want = 2 - want
            if gate.op == "share":
                node, want = self._share_part(gate, want, codes)
                continue
            open_ = [i for i in gate.items if i >= 0 and codes[i] == UNKNOWN]
            node = open_[0]

    @staticmethod
    def _share_part(gate: Gate, want: int, codes: Mapping[int, int]) -> tuple[int, int]:
        pairs = list(zip(gate.items[::2], gate.items[1::2], strict=True))
        for w, h in pairs:
            if h >= 0 and codes[h] == UNKNOWN:
                return h, want
            if w >= 0 and codes[w] == UNKNOWN:
                return w, want if codes[h] == MET else 2 - want
        raise AssertionError("an open share has an open part")

    def _leaf(self, gate: Gate, want: int, values: Values) -> tuple[Unknown, int]:
        open_ = [u for u in unknowns_of(gate) if u not in values]
        unknown = open_[0]
        chosen = {u: self._domains[u][values[u]] for u in unknowns_of(gate) if u in values}
        rest = open_[1:]
        for index, value in enumerate(self._domains[unknown]):
            tried = {**chosen, unknown: value}
            options = [{**tried, rest[0]: other} for other in self._domains[rest[0]]] if rest else [tried]
            if any(test_gate(gate, t) == (want == MET) for t in options):
                return unknown, index
        return unknown, 0

    # --- codes under some values ---------------------------------------------------------------------------------

    def _codes(self) -> dict[int, int]:
        """The codes while no unknown has a value."""
        codes: dict[int, int] = {TRUE: MET, FALSE: NOT_MET}
        for i in self._order:
            codes[i] = self._code(self._gates[i], codes, {})
        return codes

    def _with(self, codes: Mapping[int, int], changed: Values, values: Values) -> dict[int, int]:
        """The codes once some unknowns have changed to what they are in `values`."""
        found = dict(codes)
        for unknown in changed:
            self._change(found, unknown, values)
        return found

    def _change(self, codes: dict[int, int], unknown: Unknown, values: Values) -> dict[int, int]:
        """Works out again what rests on a changed unknown, and gives what it was before."""
        before: dict[int, int] = {}
        for i in self._above[unknown]:
            code = self._code(self._gates[i], codes, values)
            if code != codes[i]:
                before[i] = codes[i]
                codes[i] = code
        return before

    def _code(self, gate: Gate, codes: Mapping[int, int], values: Values) -> int:
        match gate.op:
            case "and":
                return min([codes[d] for d in gate.items])
            case "or":
                return max([codes[d] for d in gate.items])
            case "not":
                return 2 - codes[gate.items[0]]
            case "at_least":
                return at_least_code(int(gate.number), [codes[d] for d in gate.items])
            case "share":
                guards = [codes[d] for d in gate.items[::2]]
                found = [codes[d] for d in gate.items[1::2]]
                return COMBINE[Quantifier.share](guards, found, True, gate.number)
            case _:
                return self._test_code(gate, values)

    def _test_code(self, gate: Gate, values: Values) -> int:
        asked = unknowns_of(gate)
        if all(u in values for u in asked):
            return MET if test_gate(gate, {u: self._domains[u][values[u]] for u in asked}) else NOT_MET
        return UNKNOWN

    def _consistent(self, values: Values) -> bool:
        """Whether no norm that rises with its percentile is given values that fall."""
        return all(self._test_code(gate, values) != NOT_MET for gate in self._rising)

    def _ordered(self, values: Values) -> Values | None:
        """The values, if those not chosen can still keep every rising norm in order."""
        for gate in self._rising:
            if self._test_code(gate, values) == UNKNOWN:
                open_ = [u for u in unknowns_of(gate) if u not in values]
                if len(open_) == 1 and not any(
                    self._test_code(gate, {**values, open_[0]: i}) == MET
                    for i in range(len(self._domains[open_[0]]))
                ):
                    return None
        return values

    def _pruned(
        self, outcome: str, values: Values, codes: dict[int, int], given: Values
    ) -> tuple[Values, dict[int, int]]:
        """The witness without values that it can do without, and what then follows."""
        wishes = self._wishes(outcome)
        kept = dict(values)
        for unknown, index in values.items():
            if unknown in given:
                continue
            del kept[unknown]
            before = self._change(codes, unknown, kept)
            if any(codes[root] != want for root, want in wishes):
                kept[unknown] = index
                codes.update(before)
        return kept, codes

    def _ancestors(self) -> dict[Unknown, tuple[int, ...]]:
        """For each unknown the nodes that rest on it, in the order of evaluation."""
        rests: dict[int, set[Unknown]] = {TRUE: set(), FALSE: set()}
        above: dict[Unknown, list[int]] = {u: [] for u in self.unknowns}
        for i in self._order:
            gate = self._gates[i]
            rests[i] = set(unknowns_of(gate)).union(*(rests[d] for d in gate.items))
            for u in rests[i]:
                above[u].append(i)
        return {u: tuple(nodes) for u, nodes in above.items()}

    def _reachable(self, roots: Sequence[int]) -> set[int]:
        used: set[int] = set()
        stack = [i for i in roots if i >= 0]
        while stack:
            i = stack.pop()
            if i not in used:
                used.add(i)
                stack += [d for d in self._gates[i].items if d >= 0]
        return used
