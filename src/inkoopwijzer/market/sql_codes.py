"""The steps of a plan as columns and expressions: a column for what is named or used more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from inkoopwijzer.market import steps as s
from inkoopwijzer.market.plan import Plan, Planned
from inkoopwijzer.market.sql_leaves import Leaves
from inkoopwijzer.market.sql_quantifiers import (
    Test,
    enough,
    every_code,
    one,
    share_code,
    some_code,
    tests,
    total,
)
from inkoopwijzer.market.sql_text import (
    PRACTICES,
    At,
    Call,
    Column,
    Expression,
    Level,
    Names,
    Said,
    guarded,
    highest,
    inverse,
    lowest,
    said,
)
from inkoopwijzer.policy.tree import Quantifier

_SIMPLE = (s.Asked, s.Constant, s.Spread)


class Codes:
    """The columns of a planned agreement: of each closed condition that it reaches, and of each group."""

    def __init__(self, plan: Plan, planned: Planned, leaves: Leaves, names: Names) -> None:
        self.plan = plan
        self.leaves = leaves
        self.names = names
        self._uses = _uses(plan, [*planned.conditions.values(), *planned.groups.values()])
        self._known: dict[s.Slot, Expression] = {}
        self._own = {name: names.new(name) for name in planned.conditions}
        self._owner: dict[s.Slot, str] = {}
        for name, slot in planned.conditions.items():
            if not isinstance(plan.steps[slot], _SIMPLE):
                self._owner.setdefault(slot, name)
        self.conditions: Mapping[str, Column] = {
            name: self._condition(name, slot) for name, slot in planned.conditions.items()
        }
        self.groups: Mapping[str, Column] = {
            name: Column(names.new("groep", name), PRACTICES, made=self.code(slot))
            for name, slot in planned.groups.items()
        }

    def _condition(self, name: str, slot: s.Slot) -> Column:
        found = self.code(slot)
        if isinstance(found, Column) and found.name == self._own[name]:
            return found
        return Column(self._own[name], PRACTICES, made=found)

    def code(self, slot: s.Slot) -> Expression:
        """The code of a step: a column, or an expression where it is used once."""
        if slot not in self._known:
            step = self.plan.steps[slot]
            made = self._code(step)
            if name := self._owner.get(slot):
                made = Column(self._own[name], PRACTICES, made=made)
            elif self._uses[slot] > 1 and not isinstance(step, _SIMPLE):
                made = self._column(made, step.chain)
            self._known[slot] = made
        return self._known[slot]

    def _column(self, made: Expression, chain: s.Chain) -> Column:
        return Column(self.names.new("deel"), _level(chain), made=made)

    def _atom(self, slot: s.Slot) -> Expression:
        """The code of a step, short enough to stand more than once in an expression."""
        code = self.code(slot)
        if isinstance(code, (Said, Call)):
            code = self._known[slot] = self._column(code, self.plan.steps[slot].chain)
        return code

    def _code(self, step: s.Step) -> Expression:
        match step:
            case s.Constant(code):
                return str(code)
            case s.Asked(leaf, chain):
                column = self.leaves.column(leaf)
                return At(column, len(chain) - 1) if len(chain) > 1 else column
            case s.Spread((of,)):
                return self.code(of)
            case s.Lowest(of):
                return lowest(*map(self.code, of))
            case s.Highest(of):
                return highest(*map(self.code, of))
            case s.Inverse((of,)):
                return inverse(self.code(of))
            case s.Guarded((guard, then)):
                return guarded(self.code(guard), self.code(then))
            case s.Enough(count, of):
                parts = [tests(self._atom(slot), None) for slot in of]
                return enough(count, lambda word: total([one(test[word]) for test in parts]))
            case s.OverOptions():
                return self._over_options(step)
            case s.Quantified():
                return self._quantified(step)

    def _over_options(self, step: s.OverOptions) -> Expression:
        """A quantifier over options, written out."""
        quantifier = step.quantifier
        code = self.code if quantifier in (Quantifier.every, Quantifier.some) else self._atom
        holds, where = (list(map(code, slots)) for slots in step.parts())
        if quantifier is Quantifier.every:
            return lowest(*map(guarded, where, holds) if where else holds)
        if quantifier is Quantifier.some:
            return highest(*map(lowest, where, holds) if where else holds)
        guards: Sequence[Expression | None] = where or [None] * len(holds)
        of_each = [tests(h, w) for h, w in zip(holds, guards, strict=True)]

        def count(word: str) -> Expression:
            return self._column(total([one(test[word]) for test in of_each]), step.chain)

        if quantifier is Quantifier.count:
            return enough(int(step.at_least), count)
        return share_code(step.at_least, count, guarded=step.guarded)

    def _quantified(self, step: s.Quantified) -> Expression:
        kind, profession = step.inner[-1]
        inner = _level(step.inner)
        open_ = self.leaves.sources.list_open(kind)
        only: Test = ()
        if profession is not None:
            mine = self.leaves.profession(kind)
            own: Expression = At(mine, len(inner) - 1) if len(inner) > 1 else mine
            only = (own, f" = {self.leaves.dialect.text(profession)}")

        def reduced(word: str, function: str, code: Expression) -> Column:
            if only:
                code = said("case when ", *only, " then ", code, " end")
            made = said(f"{function}(", code, ")")
            return Column(self.names.new(kind, word), _level(step.chain), made=made, inner=inner)

        holds = self.code(step.of[0])
        second = step.of[1] if len(step.of) == 2 else None
        where = None if second is None else self.code(second)
        if step.quantifier is Quantifier.every:
            least = reduced("laagste", "min", holds if where is None else guarded(where, holds))
            return every_code(least, open_, guarded=where is not None)
        if step.quantifier is Quantifier.some:
            return some_code(
                reduced("hoogste", "max", holds if where is None else lowest(where, holds)), open_
            )
        of_one = tests(self._atom(step.of[0]), None if second is None else self._atom(second))

        def count(word: str) -> Expression:
            return said("coalesce(", reduced(word, "sum", one(of_one[word])), ", 0)")

        if step.quantifier is Quantifier.count:
            return highest(enough(int(step.at_least), count), open_)
        part = share_code(step.at_least, count, guarded=where is not None)
        return said("case when ", open_, " = 1 then 1 else ", part, " end")


def _level(chain: s.Chain) -> Level:
    return tuple(kind for kind, _ in chain)


def _uses(plan: Plan, slots: Iterable[s.Slot]) -> Counter[s.Slot]:
    """How often each step is read, from these steps down."""
    uses: Counter[s.Slot] = Counter(slots)
    ahead = list(uses)
    while ahead:
        for slot in s.inputs(plan.steps[ahead.pop()]):
            if slot not in uses:
                ahead.append(slot)
            uses[slot] += 1
    return uses
