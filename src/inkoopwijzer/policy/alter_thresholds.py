"""The number or share that a condition itself asks, and the condition with another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from inkoopwijzer.policy.alter_nodes import replaced
from inkoopwijzer.policy.phrases import number
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import AtLeast, Blocks, FactCompares, Node, Norm, Over, Quantifier, walk
from inkoopwijzer.values.text import Text

Sort = Literal["share", "count", "items", "blocks", "number"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold: its sort, its value (a share is a part of one) and the most that it can be, if limited."""

    sort: Sort
    value: Decimal
    most: int | None = None

    @property
    def said(self) -> Text:
        """The value as people write it."""
        if self.sort != "share":
            return number(self.value)
        percent = number(self.value * 100)
        return Text(f"{percent.nl}%", f"{percent.en}%")


class ThresholdError(ValueError):
    """A condition without one threshold of its own, or a value that it cannot have: a code and its values."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def threshold_of(policy: Policy, name: str) -> Threshold:
    """The threshold of a condition. Raises `ThresholdError` when it has none, or several that differ."""
    found: dict[tuple[Sort, Decimal], Threshold] = {}
    norms: dict[str, None] = {}
    for node in walk(policy.conditions[name].node):
        if isinstance(node, FactCompares) and node.norm.id in policy.norms:
            norms[node.norm.id] = None
        threshold = _own(node, policy)
        if threshold is not None:
            key = (threshold.sort, threshold.value)
            limits = [t.most for t in (threshold, found.get(key)) if t is not None and t.most is not None]
            found[key] = replace(threshold, most=min(limits, default=None))
    if len(found) > 1:
        told = ", ".join(t.said.nl for t in found.values())
        raise ThresholdError("more_thresholds", name=name, found=told)
    if found:
        return next(iter(found.values()))
    if norms:
        raise ThresholdError("named_norm", name=name, norms=", ".join(norms))
    having = [c.id for c in policy.conditions.values() if any(_own(n, policy) for n in walk(c.node))]
    raise ThresholdError("no_threshold", name=name, names=", ".join(having) or Text("geen", "none"))


def with_threshold(policy: Policy, name: str, value: Decimal, *, share: bool) -> Node:
    """The node of a condition with this threshold; `share` says that the value was given as a percentage.

    Raises `ThresholdError`.
    """
    found = threshold_of(policy, name)
    allowed = _allowed(found, value, share=share)
    if allowed is not None:
        said = Threshold("share" if share else "number", value).said
        raise ThresholdError("bad_value", value=said, allowed=allowed)

    def swap(node: Node) -> Node:
        own = _own(node, policy)
        if own is None or own.value == value:
            return node
        match node:
            case Over():
                return replace(node, at_least=value)
            case AtLeast():
                return replace(node, count=int(value))
            case Blocks():
                return replace(node, at_least=int(value))
            case FactCompares():
                return replace(node, norm=Norm(f"{value:f}", value))
            case _:
                return node

    return replaced(policy.conditions[name].node, swap)


def _own(node: Node, policy: Policy) -> Threshold | None:
    match node:
        case Over(quantifier=Quantifier.share, at_least=least):
            return Threshold("share", least)
        case Over(quantifier=Quantifier.count, at_least=least, over=over):
            return Threshold("count", least, len(over.options) or None)
        case AtLeast(count, items):
            return Threshold("items", Decimal(count), len(items))
        case Blocks(at_least=least):
            return Threshold("blocks", Decimal(least))
        case FactCompares(norm=norm) if isinstance(norm.value, Decimal) and norm.id not in policy.norms:
            return Threshold("number", norm.value)
        case _:
            return None


_ALLOWED: Final[Mapping[str, Text]] = {
    "share": Text("een percentage boven 0%, zoals 60%", "a percentage above 0%, such as 60%"),
    "number": Text("een getal, zoals 150 of 12,5", "a number, such as 150 or 12.5"),
}


def _allowed(threshold: Threshold, value: Decimal, *, share: bool) -> Text | None:
    """What may be given instead; None when the value is good."""
    if threshold.sort == "share":
        return None if share and 0 < value <= 1 else _ALLOWED["share"]
    if threshold.sort == "number":
        return None if not share else _ALLOWED["number"]
    most = threshold.most
    if not share and value == value.to_integral_value() and value >= 1 and (most is None or value <= most):
        return None
    if most is None:
        return Text("een geheel getal vanaf 1", "a whole number from 1")
    return Text(f"een geheel getal van 1 tot en met {most}", f"a whole number from 1 up to {most}")
