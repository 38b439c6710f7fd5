"""The oracle: slow and obvious. It tries every completion of what is unknown and evaluates each one.

It knows a policy only by the docstrings of `policy.tree`, and a dossier only by those of `facts.dossier`; it
shares no code with `assess`. A completion is found lazily: the evaluator asks for a value, an open one is
given each of its values in turn, and the evaluation starts again.

What is taken as a completion:

- yes/no, what the insurer judges (for each element) and what the document does not say: yes and no;
- a choice: every option that some condition names for that fact, and one other;
- a number: every number it may be held against, and some below, above and between (one for each open number);
  percentiles rise;
- a fact asked over time: on each stretch of days between the moments asked, any mix of values;
- a list not known to be complete: complete, or with up to `further` more of which nothing is known;
- opening hours of a day: closed, one block, two blocks apart, two blocks on end, of each rule about blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from inkoopwijzer.facts.catalogue import Catalogue, Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Moment, Record
from inkoopwijzer.policy import policy as p
from inkoopwijzer.policy import tree as t
from inkoopwijzer.values.period import Period

NONE = "geen"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ONE_DAY = timedelta(days=1)

Hole = tuple[Any, ...]
"""What is open: ("fact", subject, cell, stretch), ("judge", text, who), ("silent", text), ("list", kind)."""
Choices = dict[Hole, Any]


class TooMany(Exception):
    """More completions than the budget allows."""


class Asked(Exception):
    """The evaluation needs a value that no completion has given yet."""

    def __init__(self, hole: Hole, options: tuple[Any, ...]) -> None:
        self.hole, self.options = hole, options


@dataclass(frozen=True)
class Being:
    """A subject; `further` marks one that the dossier does not list."""

    kind: str
    id: str
    profession: str | None
    cells: Mapping[CellKey, tuple[Record, ...]]
    further: bool = False


Env = dict[str, Being | str]


COMPARE: Mapping[t.Compare, Callable[[Decimal, Decimal], bool]] = {
    t.Compare.at_most: lambda a, b: a <= b,
    t.Compare.below: lambda a, b: a < b,
    t.Compare.at_least: lambda a, b: a >= b,
    t.Compare.above: lambda a, b: a > b,
}


@dataclass
class Oracle:
    """All outcomes of one agreement for one dossier on a day, under chosen readings."""

    policy: p.Policy
    agreement: str
    dossier: Dossier
    on: date
    readings: Mapping[str, str] = field(default_factory=dict)
    further: int = 2
    budget: int = 20_000
    tried: int = 0

    def __post_init__(self) -> None:
        self.catalogue: Catalogue = catalogue()
        self.offer = self.policy.agreements[self.agreement]
        start = self.offer.term.start
        self.day = max(self.on, start) if start else self.on
        self.nodes = list(_nodes(self.policy))
        self.beings = {
            kind: [Being(kind, s.id, s.profession, s.cells) for s in subjects]
            for kind, subjects in self.dossier.subjects.items()
        }
        self._tried: dict[str, list[Decimal]] = {}
        self._free: dict[int, frozenset[str]] = {}
        self.cut: dict[tuple[str, CellKey, Period], list[Period]] = {}

    # --- completions ----------------------------------------------------------------------------------------

    def outcomes(self, given: Choices | None = None) -> frozenset[str]:
        """The outcomes that some completion leads to."""
        found: set[str] = set()
        for outcome, _ in self.completions(given):
            found.add(outcome)
            if len(found) > len(self.offer.groups):
                break
        return frozenset(found)

    def completions(self, given: Choices | None = None) -> Iterator[tuple[str, Choices]]:
        """Each outcome with the values that were asked for to reach it."""
        yield from self._complete(self._outcome, dict(given or {}))

    def values(self, condition: str) -> frozenset[bool]:
        """Whether a closed condition can hold, and can fail."""
        node = self.policy.conditions[condition].node
        found = set()
        for value, _ in self._complete(lambda chosen: World(self, chosen).holds(node, {}), {}):
            found.add(value)
            if len(found) == 2:
                break
        return frozenset(found)

    def _complete(self, evaluate: Any, chosen: Choices) -> Iterator[tuple[Any, Choices]]:
        self.tried += 1
        if self.tried > self.budget:
            raise TooMany
        try:
            found = evaluate(chosen)
        except Asked as asked:
            hole, options = asked.hole, asked.options
        else:
            yield found, chosen
            return
        for option in options:
            yield from self._complete(evaluate, {**chosen, hole: option})

    def _outcome(self, chosen: Choices) -> str:
        world = World(self, chosen)
        condition = self.policy.conditions
        if not world.holds(condition[self.offer.scope].node, {}):
            return NONE
        best = 0
        order = [g.id for g in self.offer.groups]
        for cap in self.offer.caps:
            if world.holds(condition[cap.condition].node, {}):
                best = max(best, order.index(cap.at_most))
        for group in self.offer.groups[best:]:
            if all(world.holds(condition[c].node, {}) for c in group.requires):
                return group.id
        return NONE

    # --- what may be the value of what is open --------------------------------------------------------------

    def domain(self, being: Being, cell: CellKey, chosen: Choices) -> tuple[Any, ...]:
        """The values to try for a cell of which nothing is known."""
        fact = self.catalogue.facts[cell[0]]
        if fact.type is FactType.yes_no:
            return (True, False)
        if fact.type is FactType.choice:
            named = {
                v for n in self.nodes if isinstance(n, t.FactIs) and n.fact == fact.id for v in n.values or ()
            }
            others = [o for o in fact.options if o not in named]
            return (*sorted(named), *others[:1])
        if fact.type is FactType.hours:
            return tuple(
                sorted({v for n in self.nodes if isinstance(n, t.Blocks) for v in _hours(n, cell[-1])})
            )
        low, high = self._between(being, cell, chosen)
        return tuple(v for v in self._numbers(fact) if low <= v and (high is None or v <= high))

    def _numbers(self, fact: Fact) -> list[Decimal]:
        """The numbers to try: those it may be held against, and enough below, above and between them."""
        found = self._tried.get(fact.id)
        if found is None:
            found = self._tried[fact.id] = self._find_numbers(fact)
        return found

    def _find_numbers(self, fact: Fact) -> list[Decimal]:
        facts, anchors, cells = {fact.id}, set[Decimal](), set[tuple[str, t.Key]]()
        for _ in range(5):  # whatever is held against what is held against it ...
            for node in self.nodes:
                if not isinstance(node, t.FactCompares):
                    continue
                norm = node.norm.value
                if isinstance(norm, Decimal):
                    anchors |= {norm} if node.fact in facts else set()
                elif {node.fact, norm.fact} & facts:
                    facts |= {node.fact, norm.fact}
                    cells |= {(node.fact, node.key), (norm.fact, norm.key)}
        room = 1
        for beings in self.beings.values():
            for being in beings:
                for cell, records in being.cells.items():
                    value = _on(records, self.on)
                    if cell[0] in facts and _is_number(value):
                        anchors.add(Decimal(value))
                        cells.discard((cell[0], cell[1:]))
        room = max(room, len(cells))
        known = sorted(anchors)
        edges = [Decimal(-1), *known, (known[-1] if known else Decimal(0)) + 2 * room + 2]
        found = set(anchors)
        for low, high in pairwise(edges):
            if fact.type is FactType.whole:
                first, last = int(low // 1), int(high // 1)
                found |= {
                    Decimal(v) for v in (*range(first, first + room + 2), *range(last - room - 1, last + 1))
                }
            else:
                found |= {low + (high - low) * j / (room + 1) for j in range(1, room + 1)}
                found |= {low + Decimal("0.1"), high - Decimal("0.1")} if room == 1 else set()
        if fact.type is FactType.whole:
            found = {v for v in found if v == v.to_integral_value()}
        return sorted(v for v in found if v >= 0)

    def _between(self, being: Being, cell: CellKey, chosen: Choices) -> tuple[Decimal, Decimal | None]:
        """What lower and higher percentiles leave for this one."""
        fact = self.catalogue.facts[cell[0]]
        low, high = Decimal(0), None
        if fact.rises_with is None:
            return low, high
        at = 1 + [d.id for d in fact.per].index(fact.rises_with)
        known: dict[CellKey, Decimal] = {}
        for other, records in being.cells.items():
            value = _on(records, self.on)
            if _is_number(value):
                known[other] = Decimal(value)
        known |= {h[2]: v for h, v in chosen.items() if h[0] == "fact" and h[1] == being.id and _is_number(v)}
        for other, value in known.items():
            if other[0] == cell[0] and other[:at] + other[at + 1 :] == cell[:at] + cell[at + 1 :]:
                if int(other[at]) < int(cell[at]):
                    low = max(low, value)
                if int(other[at]) > int(cell[at]):
                    high = value if high is None else min(high, value)
        return low, high

    def free(self, node: t.Node) -> frozenset[str]:
        """What a node speaks of without binding it itself."""
        found = self._free.get(id(node))
        if found is None:
            found = self._free[id(node)] = self._find_free(node)
        return found

    def _find_free(self, node: t.Node) -> frozenset[str]:
        if isinstance(node, (t.FactIs, t.FactCompares)):
            about = self.catalogue.facts[node.fact].about
            own = {about} if self.catalogue.subjects[about].list_name else set()
            return frozenset(own | {k.dimension for k in node.key if isinstance(k, t.Bound)})
        if isinstance(node, t.Ref):
            return self.free(self.policy.conditions[node.condition].node)
        if isinstance(node, t.ByReading):
            return self.free(self.chosen(node))
        inner: frozenset[str] = frozenset().union(*(self.free(c) for c in t.children(node)))
        if isinstance(node, t.Over):
            return inner - {node.over.kind or "", node.over.dimension or ""}
        return inner

    def chosen(self, node: t.ByReading) -> t.Node:
        """The node under the chosen reading."""
        return node.options[self.readings.get(node.reading, self.policy.readings[node.reading].default)]


# --- one completion -----------------------------------------------------------------------------------------


@dataclass
class World:
    """One completion, as far as its values are chosen."""

    oracle: Oracle
    chosen: Choices

    def ask(self, hole: Hole, options: tuple[Any, ...] | Callable[[], tuple[Any, ...]]) -> Any:
        """The value chosen for what is open; asks for one if there is none."""
        if hole not in self.chosen:
            raise Asked(hole, options() if callable(options) else options)
        return self.chosen[hole]

    def holds(self, node: t.Node, env: Env) -> bool:
        """Whether a node holds: the docstrings of `policy.tree`, one by one."""
        o = self.oracle
        match node:
            case t.All(items):
                return all(self.holds(i, env) for i in items)
            case t.AnyOf(items):
                return any(self.holds(i, env) for i in items)
            case t.Not(item):
                return not self.holds(item, env)
            case t.AtLeast(count, items):
                return sum(self.holds(i, env) for i in items) >= count
            case t.When(guard, then):
                return not self.holds(guard, env) or self.holds(then, env)
            case t.During(period):
                return period.covers(o.day)
            case t.Judge(says):
                who = tuple(sorted(b.id for b in env.values() if isinstance(b, Being)))
                return bool(self.ask(("judge", says.nl, who), (True, False)))
            case t.Silent(says):
                return bool(self.ask(("silent", says.nl), (True, False)))
            case t.ByReading():
                return self.holds(o.chosen(node), env)
            case t.Ref(condition):
                named = o.policy.conditions[condition].node
                return self.holds(named, env if o.free(named) else {})
            case t.FactIs():
                return self.fact_is(node, env)
            case t.FactCompares():
                return self.compares(node, env)
            case t.Blocks():
                return self.blocks(node)
            case t.Over():
                return self.over(node, env)

    # --- quantifiers ----------------------------------------------------------------------------------------

    def elements(self, over: t.Selection) -> list[Being | str]:
        """What a quantifier ranges over."""
        if over.dimension is not None:
            return list(over.options)
        assert over.kind is not None
        return [b for b in self.all_of(over.kind) if over.profession in (None, b.profession)]

    def all_of(self, kind: str) -> list[Being]:
        """The subjects of a kind: those listed, and those that the dossier may have left out."""
        o = self.oracle
        listed = o.beings[kind]
        if not o.catalogue.subjects[kind].list_name:
            return listed
        if any(
            (r := o.dossier.registers.get(name)) and r.complete for name in o.catalogue.subjects[kind].absent
        ):
            return listed
        more = self.ask(("list", kind), tuple(range(o.further + 1)))
        found = list(listed)
        for n in range(more):
            profession = None
            if kind == "therapeut":
                named = sorted(
                    {s.over.profession for s in o.nodes if isinstance(s, t.Over) and s.over.profession}
                )
                others = [p for p in o.catalogue.professions if p not in named]
                profession = self.ask(("profession", n), (*named, *others[:1]))
            found.append(Being(kind, f"verder:{kind}:{n}", profession, {}, further=True))
        return found

    def over(self, node: t.Over, env: Env) -> bool:
        name = node.over.dimension or node.over.kind
        assert name is not None
        members, hits = 0, 0
        elements = self.elements(node.over)
        for element in elements:
            inner = {**env, name: element}
            if node.where is None or self.holds(node.where, inner):
                members += 1
                hits += self.holds(node.holds, inner)
        match node.quantifier:
            case t.Quantifier.every:
                return hits == members and (node.where is not None or members > 0)
            case t.Quantifier.some:
                return hits > 0
            case t.Quantifier.count:
                return hits >= int(node.at_least)
            case t.Quantifier.share:
                return hits > 0 and Fraction(hits, members) >= Fraction(node.at_least)

    # --- facts ----------------------------------------------------------------------------------------------

    def subject(self, fact: str, env: Env) -> Being:
        """Whose fact it is: the element of a quantifier, or the only one there is."""
        about = self.oracle.catalogue.facts[fact].about
        bound = env.get(about)
        return bound if isinstance(bound, Being) else self.oracle.beings[about][0]

    def fact_is(self, node: t.FactIs, env: Env) -> bool:
        being = self.subject(node.fact, env)
        cell = (node.fact, *(str(env[k.dimension]) if isinstance(k, t.Bound) else k for k in node.key))

        def wanted(value: Any) -> bool:
            return value is True if node.values is None else value in node.values

        if node.moment.mode == "now":
            (value,) = self.stretch(being, cell, Period(self.oracle.on, self.oracle.on))
            return wanted(value)
        over = self.asked_period(node.moment)
        if node.moment.mode == "sometime":
            return any(
                wanted(v) for s in self.stretches(being, cell, over) for v in self.stretch(being, cell, s)
            )
        return all(wanted(v) for s in self.stretches(being, cell, over) for v in self.stretch(being, cell, s))

    def asked_period(self, moment: Moment) -> Period:
        """The days a moment is about; `throughout` without bounds is the rest of the term."""
        o = self.oracle
        if moment.mode == "throughout":
            return Period(moment.period.start or o.day, moment.period.end or o.offer.term.end)
        return moment.period

    def stretches(self, being: Being, cell: CellKey, over: Period) -> list[Period]:
        """The days of a period, cut wherever a record, a moment asked of this fact, or the day itself
        begins or ends.
        """
        o = self.oracle
        found = o.cut.get((being.id, cell, over))
        if found is not None:
            return found
        assert over.start is not None
        assert over.end is not None
        cuts = {o.on, o.on + ONE_DAY, over.start}
        asked = [
            self.asked_period(n.moment)
            for n in o.nodes
            if isinstance(n, t.FactIs) and n.fact == cell[0] and n.moment.mode != "now"
        ]
        for period in [*asked, *(r.period for r in being.cells.get(cell, ()))]:
            cuts |= {d for d in (period.start, period.end and period.end + ONE_DAY) if d}
        inside = sorted(d for d in cuts if over.start <= d <= over.end)
        ends = [d - ONE_DAY for d in inside[1:]] + [over.end]
        found = o.cut[being.id, cell, over] = [Period(a, b) for a, b in zip(inside, ends, strict=True)]
        return found

    def stretch(self, being: Being, cell: CellKey, period: Period) -> tuple[Any, ...]:
        """The values of a fact on a stretch of days within which nothing is cut."""
        o = self.oracle
        fact = o.catalogue.facts[cell[0]]
        assert period.start is not None
        day = period.start
        records = being.cells.get(cell, ())
        for record in records:
            if record.period.covers(day):
                if record.value is not None:
                    return (record.value,)
                break
        else:
            if records:
                if fact.type is FactType.yes_no and all(r.value is True for r in records):
                    first = min(r.period.start or date.min for r in records)
                    # "no" outside what is stated; but what has ended may be renewed on a day still to come
                    if day <= max(o.on, first):
                        return (False,)
            elif fact.type is FactType.yes_no and not being.further and self.closed(fact, cell):
                return (False,)
            elif any(
                belongs
                and not being.further
                and being.profession is not None
                and being.profession not in belongs
                for dimension, key in zip(fact.per, cell[1:], strict=True)
                if dimension.options and (belongs := dimension.options[key].professions)
            ):
                return (False,)  # what belongs to another profession
        hole = ("fact", being.id, cell, period)
        if period.start == period.end:
            return (self.ask(hole, lambda: o.domain(being, cell, self.chosen)),)
        # on several days there can be several values
        return tuple(self.ask(hole, lambda: _subsets(o.domain(being, cell, self.chosen))))

    def closed(self, fact: Fact, cell: CellKey) -> bool:
        """Whether a register that was seen complete says "no" by not listing it."""
        o = self.oracle
        names = list(fact.absent)
        for dimension, key in zip(fact.per, cell[1:], strict=True):
            if dimension.options and key in dimension.options:
                names += dimension.options[key].absent
        seen = (o.dossier.registers.get(name) for name in names)
        return any(r and r.complete for r in seen)

    def number(self, being: Being, cell: CellKey) -> Decimal:
        value = _on(being.cells.get(cell, ()), self.oracle.on)
        if _is_number(value):
            return Decimal(value)
        return Decimal(
            self.ask(("fact", being.id, cell), lambda: self.oracle.domain(being, cell, self.chosen))
        )

    def compares(self, node: t.FactCompares, env: Env) -> bool:
        cell = (node.fact, *(str(env[k.dimension]) if isinstance(k, t.Bound) else k for k in node.key))
        value = self.number(self.subject(node.fact, env), cell)
        norm = node.norm.value
        if isinstance(norm, t.NormFact):
            norm = self.number(self.subject(norm.fact, {}), (norm.fact, *norm.key))
        return COMPARE[node.compare](value, norm)

    # --- opening hours, minute by minute --------------------------------------------------------------------

    def blocks(self, node: t.Blocks) -> bool:
        weeks: list[dict[str, set[int]]] = []
        for being in self.all_of("locatie"):
            week: dict[str, set[int]] = {}
            for day in DAYS:
                hours = _on(being.cells.get((node.fact, day), ()), self.oracle.on)
                if not isinstance(hours, tuple):
                    if being.further and day not in ("maandag", "zaterdag"):
                        hours = ()
                    else:
                        hours = self.day_hours(being, (node.fact, day))
                week[day] = {m for start, end in hours for m in range(start, end)}
            weeks.append(week)
        if node.together and weeks:
            weeks = [{day: set().union(*(w[day] for w in weeks)) for day in DAYS}]
        return any(self.count(week, node) >= node.at_least for week in weeks)

    def day_hours(self, being: Being, cell: CellKey) -> Any:
        """Opening hours that are not stated."""
        return self.ask(("fact", being.id, cell), lambda: self.oracle.domain(being, cell, self.chosen))

    def count(self, week: dict[str, set[int]], node: t.Blocks) -> int:
        """The blocks in a week of minutes at which someone is open."""
        found = 0
        for day, minutes in week.items():
            since = 0 if day in node.free_days else node.after.hour * 60 + node.after.minute
            length = 0
            for minute in range(since, 24 * 60 + 1):
                if minute in minutes:
                    length += 1
                    continue
                if length >= node.lasting:
                    found += length // node.lasting if node.per_length else 1
                length = 0
        return found


def _hours(node: t.Blocks, day: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """Closed, one block, two apart, two on end."""
    since = 9 * 60 if day in node.free_days else node.after.hour * 60 + node.after.minute
    yield ()
    yield ((since, since + node.lasting),)
    if since + 2 * node.lasting <= 24 * 60:
        yield ((since, since + 2 * node.lasting),)
    if since + 2 * node.lasting + 1 <= 24 * 60:
        yield ((since, since + node.lasting), (since + node.lasting + 1, since + 2 * node.lasting + 1))


def _subsets(options: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    found: list[tuple[Any, ...]] = [()]
    for option in options:
        found += [(*s, option) for s in found]
    return tuple(found[1:])


def _on(records: tuple[Record, ...], day: date) -> Any:
    return next((r.value for r in records if r.period.covers(day)), None)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _nodes(policy: p.Policy) -> Iterator[t.Node]:
    for condition in policy.conditions.values():
        yield from t.walk(condition.node)


def further_matters(oracle: Oracle) -> bool:
    """Whether the engine may keep more than needed.

    That is so where a quantifier ranges over a list that may be incomplete (two rules can ask opposite things of
    those who are not listed), and where two rules about blocks look at the same opening hours.
    """
    if len({n for n in oracle.nodes if isinstance(n, t.Blocks)}) > 1:
        return True
    for node in oracle.nodes:
        kind = (
            node.over.kind if isinstance(node, t.Over) else "locatie" if isinstance(node, t.Blocks) else None
        )
        if kind and not any(
            (r := oracle.dossier.registers.get(name)) and r.complete
            for name in oracle.catalogue.subjects[kind].absent
        ):
            return True
    return False
