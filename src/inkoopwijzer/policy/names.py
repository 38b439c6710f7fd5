"""The names that rules use: facts, keys, norms and selections, each looked up and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from inkoopwijzer.facts.catalogue import Catalogue, Dimension, Fact
from inkoopwijzer.policy import tree
from inkoopwijzer.policy.fields import Spot, listed, number, shorten, whole
from inkoopwijzer.policy.scope import Body, Need, Scope


@dataclass(frozen=True)
class Names:
    """The catalogue and the names of one package."""

    catalogue: Catalogue
    conditions: frozenset[str]
    readings: Mapping[str, tuple[str, ...]]
    norms: Mapping[str, tree.Norm]
    kinds: Mapping[str, tree.Selection]

    def selection(self, spot: Spot) -> tree.Selection | None:
        """What a quantifier ranges over, by its name; None after a fault."""
        known = self.catalogue
        name = spot.word()
        if name in self.kinds:
            return self.kinds[name]
        if name in known.professions:
            return tree.Selection(name, kind="therapeut", profession=name)
        if name in known.subjects and known.subjects[name].list_name:
            return tree.Selection(name, kind=name)
        dimension = known.dimensions.get(name)
        if dimension and dimension.options:
            return tree.Selection(name, dimension=name, options=tuple(dimension.options))
        if name:
            lists = [kind.id for kind in known.subjects.values() if kind.list_name]
            ranges = [d.id for d in known.dimensions.values() if d.options]
            spot.unknown("policy.unknown_selection", name, [*lists, *known.professions, *self.kinds, *ranges])
        return None

    def fact(self, spot: Spot) -> Fact | None:
        """The fact named here; None after a fault."""
        name = spot.word()
        if name and name not in self.catalogue.facts:
            spot.unknown("policy.unknown_fact", name, self.catalogue.facts)
        return self.catalogue.facts.get(name)

    def needs(self, fact: Fact, spot: Spot, scope: Scope, body: Body) -> None:
        """Note the subject of this fact, unless it is the practice or the market, or bound around it."""
        if self.catalogue.subjects[fact.about].list_name:
            need = Need(fact.about, spot, fact.id)
            if not scope.meets(need):
                body.needs.append(need)

    def norm(self, spot: Spot) -> tree.Norm:
        """The norm here: a name after `norm.`, or a number, which is its own name."""
        name = spot.word()
        if name.startswith("norm."):
            known = self.norms.get(name.removeprefix("norm."))
            if known is None:
                spot.unknown("policy.unknown_norm", name, [f"norm.{norm}" for norm in self.norms])
            return known or tree.Norm("", Decimal(0))
        return tree.Norm(name, number(spot))

    def key_of(
        self, fact: Fact, spot: Spot, around: Spot, scope: Scope | None = None, body: Body | None = None
    ) -> tree.Key:
        """The key of a value of `fact`, written as a mapping from dimension to key (`of`)."""
        names = [dimension.id for dimension in fact.per]
        if spot.node is None or not names:
            if names:
                around.fault("policy.missing_field", name="of: {" + ": ..., ".join(names) + ": ...}")
            elif spot.node is not None:
                spot.fault("policy.no_dimension", fact=fact.id)
            return ()
        given = spot.fields(names)
        return tuple(self.key(fact, d, given[d.id], scope, body) for d in fact.per)

    def key(
        self, fact: Fact, dimension: Dimension, spot: Spot, scope: Scope | None, body: Body | None
    ) -> str | tree.Bound:
        """One key: an option of the dimension, a number, or the name of a dimension bound around it."""
        name = spot.word()
        if dimension.options is None:
            span = (1900, 2100) if dimension.id == "jaar" else (0, 999)
            return str(whole(spot, *span)) if name else ""
        if name in dimension.options or not name:
            return name
        if name in self.catalogue.dimensions and scope is not None and body is not None:
            need = Need(name, spot, fact.id, dimension)
            if not scope.meets(need):
                body.needs.append(need)
            return tree.Bound(name)
        if dimension.id == "verzekeraar":
            spot.fault("policy.unknown_insurer", name=shorten(name), allowed=listed(dimension.options))
        else:
            spot.unknown("policy.unknown_key", name, dimension.options, dimension=dimension.id)
        return name
