"""What a node takes from the quantifiers around it, and what one condition needs and refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inkoopwijzer.facts.catalogue import Dimension
from inkoopwijzer.policy import tree
from inkoopwijzer.policy.fields import Spot


@dataclass(frozen=True, slots=True)
class Need:
    """Something a node takes from a quantifier around it: one subject of a kind, or one key of a dimension.

    For a key, `position` is the dimension of the fact where the key stands.
    """

    name: str
    spot: Spot
    fact: str
    position: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the quantifiers around a node bind, and how deep it lies."""

    kinds: frozenset[str] = frozenset()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depth: int = 1

    def bind(self, over: tree.Selection) -> Scope:
        """The scope inside a quantifier over this selection."""
        if over.kind is not None:
            return replace(self, kinds=self.kinds | {over.kind})
        if over.dimension is not None:
            return replace(self, dimensions={**self.dimensions, over.dimension: over.options})
        return self

    def meets(self, need: Need) -> bool:
        """Whether the need is met here. A key that does not fit its place is a fault."""
        if need.position is None:
            return need.name in self.kinds
        options = self.dimensions.get(need.name)
        if options is None:
            return False
        for option in options:
            if option not in (need.position.options or ()):
                place = need.position.id
                need.spot.fault("policy.bound_too_wide", name=need.name, option=option, dimension=place)
                break
        return True


@dataclass(slots=True)
class Body:
    """What one condition needs and refers to. A reference holds name, place and the scope it stands in."""

    needs: list[Need] = field(default_factory=list)
    refs: list[tuple[str, Spot, Scope]] = field(default_factory=list)
    readings: set[str] = field(default_factory=set)
    depth: int = 0
    size: int = 0
