"""Changes of one condition: every small change of every part of its tree, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from inkoopwijzer.facts.catalogue import Dimension, FactType, catalogue
from inkoopwijzer.facts.dossier import ALWAYS, NOW, Moment
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
    Key,
    Node,
    NormFact,
    Not,
    Over,
    Quantifier,
    Ref,
    Silent,
    When,
)
from inkoopwijzer.values.period import Period

MET: Final = All(())
"""A node that always holds: what is left when the last clause is dropped."""
SMALL_TEAM: Final = 5
"""A share is moved to the nearest other share that a team of at most this many can have."""
DAY: Final = timedelta(days=1)
MOST_OPTIONS: Final = 12
"""Of more options that could be added to a list, only the first is."""

_LOOSER: Final = {
    Compare.at_most: Compare.below,
    Compare.below: Compare.at_most,
    Compare.at_least: Compare.above,
    Compare.above: Compare.at_least,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A changed part: the kind of change, where below the condition, what was done, and the result."""

    kind: str
    path: str
    what: str
    node: Node


def changes(node: Node, path: str = "") -> Iterator[Change]:
    """Every change of the node itself and of each part below it."""
    for kind, what, other in _own(node):
        yield Change(kind, path, what, other)
    if not isinstance(node, Judge | Silent):  # what nobody knows, nobody knows the other way round
        yield Change("negate", path, "negated", node.item if isinstance(node, Not) else Not(node))
    match node:
        case All(items) | AnyOf(items) | AtLeast(_, items):
            for at, item in enumerate(items):
                for c in changes(item, f"{path}/{at}"):
                    yield replace(c, node=replace(node, items=(*items[:at], c.node, *items[at + 1 :])))
        case Not(item):
            for c in changes(item, f"{path}/not"):
                if c.path != f"{path}/not" or c.kind != "negate":  # the same as without "not"
                    yield replace(c, node=Not(c.node))
        case When(guard, then):
            for c in changes(guard, f"{path}/when"):
                yield replace(c, node=When(c.node, then))
            for c in changes(then, f"{path}/then"):
                yield replace(c, node=When(guard, c.node))
        case Over(where=where, holds=holds):
            if where is not None:
                for c in changes(where, f"{path}/where"):
                    yield replace(c, node=replace(node, where=c.node))
            for c in changes(holds, f"{path}/holds"):
                yield replace(c, node=replace(node, holds=c.node))
        case ByReading(reading, options):
            for name, option in options.items():
                for c in changes(option, f"{path}/{name}"):
                    yield replace(c, node=ByReading(reading, {**options, name: c.node}))


def _own(node: Node) -> Iterator[tuple[str, str, Node]]:
    """Changes of the node itself: kind, what was done, and the result."""
    match node:
        case All(items) | AnyOf(items) | AtLeast(_, items):
            yield from _connective(node)
            for at, item in enumerate(items):
                kept = items[:at] + items[at + 1 :]
                yield "drop clause", f"without {_label(item)} ({at})", replace(node, items=kept)
        case When(guard, then):
            yield "drop clause", "binds always", then
            yield "drop clause", "asks nothing", MET
            yield "connective", "when and then swapped", When(then, guard)
        case Over():
            yield from _over(node)
        case FactIs():
            yield from _fact_is(node)
        case FactCompares():
            yield from _fact_compares(node)
        case Blocks():
            yield from _blocks(node)
        case During(period):
            for what, other in moved_ends(period):
                yield "date", what, During(other)
            yield "drop clause", "at any time", MET
        case Judge() | Silent():
            yield "judge", "taken as met", MET
            yield "judge", "taken as not met", Not(MET)
        case ByReading(reading, options):
            names = list(options)
            for at, name in enumerate(names[:-1]):
                for other_name in names[at + 1 :]:
                    swapped = {**options, name: options[other_name], other_name: options[name]}
                    yield "reading", f"{name} and {other_name} swapped", ByReading(reading, swapped)


def _connective(node: All | AnyOf | AtLeast) -> Iterator[tuple[str, str, Node]]:
    if len(node.items) < 2:
        return
    match node:
        case All(items):
            yield "connective", "any", AnyOf(items)
        case AnyOf(items):
            yield "connective", "all", All(items)
        case AtLeast(count, items):
            for other in (count - 1, count + 1):
                yield "threshold", f"at least {other}", AtLeast(other, items)


def _over(node: Over) -> Iterator[tuple[str, str, Node]]:
    least = node.at_least
    match node.quantifier:
        case Quantifier.every:
            yield "quantifier", "some", replace(node, quantifier=Quantifier.some)
        case Quantifier.some:
            yield "quantifier", "every", replace(node, quantifier=Quantifier.every)
        case Quantifier.share:
            yield "quantifier", "count 1", replace(node, quantifier=Quantifier.count, at_least=Decimal(1))
            for share in _near_shares(least):
                yield "threshold", f"share {share:.4f}", replace(node, at_least=share)
        case Quantifier.count:
            half = replace(node, quantifier=Quantifier.share, at_least=Decimal("0.5"))
            yield "quantifier", "share 50%", half
            for count in (least - 1, least + 1):
                if count > 0:
                    yield "threshold", f"count {count}", replace(node, at_least=count)
    if node.where is not None:
        yield "drop where", "for everyone", replace(node, where=None)
    if node.over.profession is not None:
        everyone = replace(node.over, name="therapeut", profession=None)
        yield "option", "of any profession", replace(node, over=everyone)
    if node.over.dimension is not None:
        dimension = catalogue().dimensions[node.over.dimension]
        for what, options in _options(node.over.options, tuple(dimension.options or ())):
            if options:
                yield "option", what, replace(node, over=replace(node.over, options=options))


def _near_shares(share: Decimal) -> list[Decimal]:
    """The nearest shares below and above that a small team can have, and one just above: 1% more."""
    exact = Fraction(share)
    possible = {Fraction(k, n) for n in range(1, SMALL_TEAM + 1) for k in range(1, n + 1)}
    found = [max((s for s in possible if s < exact), default=None)]
    found.append(min((s for s in possible if s > exact), default=None))
    near = [Decimal(s.numerator) / Decimal(s.denominator) for s in found if s is not None]
    return [*near, share + Decimal("0.01")] if exact < 1 else near


def _fact_is(node: FactIs) -> Iterator[tuple[str, str, Node]]:
    fact = catalogue().facts[node.fact]
    for what, key in _keys(node.key, fact.per):
        yield "key", what, replace(node, key=key)
    for what, values in _options(node.values or (), tuple(fact.options)) if fact.options else ():
        if values:
            yield "option", what, replace(node, values=values)
    for what, moment in _moments(node.moment, fact.type is FactType.yes_no):
        yield "moment", what, replace(node, moment=moment)
    for what, period in moved_ends(node.moment.period) if node.moment.mode != "now" else ():
        yield "date", what, replace(node, moment=replace(node.moment, period=period))


def _moments(moment: Moment, yes_no: bool) -> Iterator[tuple[str, Moment]]:
    """The same period in another mode; without a period: ever, or during the rest of the term."""
    if moment.mode != "now":
        yield "now", NOW
    if moment.mode != "sometime":
        yield "sometime", Moment("sometime", moment.period)
    if moment.mode != "throughout" and yes_no:
        yield "throughout", Moment("throughout", moment.period)
    if moment.mode == "throughout" and moment.period != ALWAYS:
        yield "throughout the term", Moment("throughout", ALWAYS)


def _fact_compares(node: FactCompares) -> Iterator[tuple[str, str, Node]]:
    fact = catalogue().facts[node.fact]
    yield "comparison", _LOOSER[node.compare].value, replace(node, compare=_LOOSER[node.compare])
    for what, key in _keys(node.key, fact.per):
        yield "key", what, replace(node, key=key)
    norm = node.norm
    if isinstance(norm.value, NormFact):
        for what, other in _keys(norm.value.key, catalogue().facts[norm.value.fact].per):
            value = NormFact(norm.value.fact, tuple(str(k) for k in other))
            yield "key", f"norm {what}", replace(node, norm=replace(norm, value=value))
        return
    step = Decimal(1) if fact.type is FactType.whole else Decimal("0.1")
    for number in (norm.value - step, norm.value + step):
        yield "threshold", f"{number}", replace(node, norm=replace(norm, value=number))


def _keys(key: Key, per: tuple[Dimension, ...]) -> Iterator[tuple[str, Key]]:
    """The key with one of its words replaced by the next, or one of its numbers a step up or down."""
    for at, (part, dimension) in enumerate(zip(key, per, strict=True)):
        if not isinstance(part, str):
            continue
        names = list(dimension.options or ())
        if names:
            others = [names[(names.index(part) + 1) % len(names)]] if len(names) > 1 else []
        else:
            others = [str(int(part) - 1), str(int(part) + 1)]
        for other in others:
            yield f"{part} to {other}", (*key[:at], other, *key[at + 1 :])


def _options(chosen: tuple[str, ...], known: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The options with one dropped, one added, or the only one replaced; of many others, one is added."""
    others = [name for name in known if name not in chosen]
    if len(others) > MOST_OPTIONS:
        others = others[:1]
    for at, name in enumerate(chosen):
        yield f"without {name}", chosen[:at] + chosen[at + 1 :]
    for name in others:
        yield f"with {name}", (*chosen, name)
        if len(chosen) == 1:
            yield f"{name} instead", (name,)


def _blocks(node: Blocks) -> Iterator[tuple[str, str, Node]]:
    after = node.after.hour * 60 + node.after.minute
    for step in (-1, 1):
        yield "threshold", f"lasting {node.lasting + step}", replace(node, lasting=node.lasting + step)
        hour, minute = divmod(after + step, 60)
        yield "threshold", f"after {hour:02}:{minute:02}", replace(node, after=time(hour, minute))
        if node.at_least + step > 0:
            yield (
                "threshold",
                f"at least {node.at_least + step}",
                replace(node, at_least=node.at_least + step),
            )
    yield "blocks", f"per length {not node.per_length}", replace(node, per_length=not node.per_length)
    yield "blocks", f"together {not node.together}", replace(node, together=not node.together)
    dimension = catalogue().facts[node.fact].per[0]
    for what, days in _options(node.free_days, tuple(dimension.options or ())):
        yield "option", f"free days {what}", replace(node, free_days=days)


def _label(node: Node) -> str:
    match node:
        case Ref(condition):
            return condition
        case FactIs(fact=fact, key=key) | FactCompares(fact=fact, key=key):
            return " ".join((fact, *(k if isinstance(k, str) else k.dimension for k in key)))
        case _:
            return type(node).__name__.lower()


def moved_ends(period: Period) -> Iterator[tuple[str, Period]]:
    """The period with one of its ends a day earlier or later."""
    ends: list[tuple[str, date | None]] = [("start", period.start), ("end", period.end)]
    for name, day in ends:
        for step in (-DAY, DAY):
            if day is not None:
                changed = day + step
                start, end = (changed, period.end) if name == "start" else (period.start, changed)
                if start is None or end is None or start <= end:
                    yield f"{name} {changed}", Period(start, end)
