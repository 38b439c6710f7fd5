"""The syntax tree of conditions: logic over dated facts.

Every node is a small immutable value; what a node means is written in its docstring and nowhere else
more precisely than in `assess.evaluate`, the reference interpreter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from inkoopwijzer.facts.dossier import NOW, Moment
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Bound:
    """A key that stands for the element of the quantifier around it: the `verbijzondering` at hand."""

    dimension: str


Key = tuple[str | Bound, ...]


@dataclass(frozen=True, slots=True)
class NormFact:
    """A norm whose value is itself a fact, of the market for instance."""

    fact: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Norm:
    """A named threshold: a number from the document, or a fact that holds it."""

    id: str
    value: Decimal | NormFact
    says: Text | None = None
    cites: tuple[Citation, ...] = ()


class Compare(StrEnum):
    """How a number is held against a norm."""

    at_most = "at_most"
    below = "below"
    at_least = "at_least"
    above = "above"


@dataclass(frozen=True, slots=True)
class FactIs:
    """A fact has one of these values; for a yes/no fact: it is yes."""

    fact: str
    key: Key
    values: tuple[str, ...] | None
    moment: Moment = NOW


@dataclass(frozen=True, slots=True)
class FactCompares:
    """A number is at most, below, at least or above a norm."""

    fact: str
    key: Key
    compare: Compare
    norm: Norm


@dataclass(frozen=True, slots=True)
class Blocks:
    """Enough blocks of opening hours in the evening and the weekend.

    A block is at least `lasting` minutes without interruption, after `after` on other days than `free_days`
    and at any time on those. `per_length` counts six hours on end as two blocks of three, otherwise as one.
    `together` takes all locations as one practice, otherwise one location must reach `at_least` by itself.
    """

    fact: str
    after: time
    free_days: tuple[str, ...]
    lasting: int
    at_least: int
    per_length: bool
    together: bool


@dataclass(frozen=True, slots=True)
class During:
    """The day for which is assessed lies in this period."""

    period: Period


@dataclass(frozen=True, slots=True)
class Judge:
    """The insurer weighs this; nobody else can answer it. `grounds` says on what, as far as the document does."""

    says: Text
    grounds: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """The document does not say."""

    says: Text


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the items holds."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the items holds."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The item does not hold."""

    item: Node


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the items hold."""

    count: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class When:
    """The condition binds only when the guard holds; otherwise it does not apply, which stops nobody."""

    guard: Node
    then: Node


@dataclass(frozen=True, slots=True)
class Selection:
    """What a quantifier ranges over: subjects of a kind (and profession), or the options of a dimension.

    A policy may name a part of the options, with the citation that lists them.
    """

    name: str
    kind: str | None = None
    profession: str | None = None
    dimension: str | None = None
    options: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = field(default=(), compare=False)


class Quantifier(StrEnum):
    """How many of the selected must hold."""

    every = "every"
    some = "some"
    share = "share"
    count = "count"  # type: ignore[assignment]  # the language's word; str.count is not used on it


@dataclass(frozen=True, slots=True)
class Over:
    """`every`, `some`, a `share` or a `count` of the selected (for which `where` holds) meets `holds`.

    A `some` that asks nothing (`holds` is an empty `All`) asks that there is at least one.
    `every` without `where` also asks that there is at least one; `every` with `where` binds only those for
    whom `where` holds, and does not apply when there are none. `at_least` is a share between 0 and 1 for
    `share`, a number for `count`, and not used otherwise.
    """

    quantifier: Quantifier
    over: Selection
    where: Node | None
    holds: Node
    at_least: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ByReading:
    """The text can be read in more than one way; the chosen reading decides which condition holds."""

    reading: str
    options: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Ref:
    """A condition with a name of its own, written elsewhere in the policy."""

    condition: str


Node = (
    FactIs
    | FactCompares
    | Blocks
    | During
    | Judge
    | Silent
    | All
    | AnyOf
    | Not
    | AtLeast
    | When
    | Over
    | ByReading
    | Ref
)

Force = Literal["result", "effort"]


@dataclass(frozen=True)
class Condition:
    """One condition of the document: in our own words, cited, with its force and what proves it."""

    id: str
    says: Text
    cites: tuple[Citation, ...]
    node: Node
    force: Force = "result"
    evidence: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below `node` (a `Ref` has none: follow it through the policy)."""
    match node:
        case All(items) | AnyOf(items) | AtLeast(_, items):
            return items
        case Not(item):
            return (item,)
        case When(guard, then):
            return (guard, then)
        case Over(where=where, holds=holds):
            return (holds,) if where is None else (where, holds)
        case ByReading(options=options):
            return tuple(options.values())
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """`node` and everything below it, top first."""
    found = [node]
    for child in children(node):
        found += walk(child)
    return found
