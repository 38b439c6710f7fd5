"""Reading what must hold: from the fields of a rule file to nodes of the syntax tree.

Each node is checked against the catalogue where it stands. What it needs from around it (a quantifier over
therapists, say) and what it refers to is noted in a `Body`, and judged by `policy.graph` for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from decimal import Decimal
from typing import Final, Literal

from inkoopwijzer.facts import located
from inkoopwijzer.facts.catalogue import Catalogue, Dimension, Fact, FactType
from inkoopwijzer.facts.dossier import ALWAYS, NOW, Moment
from inkoopwijzer.policy import tree
from inkoopwijzer.policy.fields import Fields, Spot, listed, period, shorten, text, whole
from inkoopwijzer.values.text import Text

COMPARES: Final = tuple(compare.value for compare in tree.Compare)
QUANTIFIERS: Final = tuple(quantifier.value for quantifier in tree.Quantifier)
MOMENTS: Final = ("sometime", "throughout")
_FACT: Final = ("of", "is", "one_of", *COMPARES, *MOMENTS)

FORMS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "all": ((), ()),
    "any": ((), ()),
    "not": ((), ()),
    "at_least": (("of",), ()),
    "fact": ((), _FACT),
    "has": ((), MOMENTS),
    "every": (("holds",), ("where",)),
    "some": (("holds",), ("where",)),
    "share": (("holds", "at_least"), ("where",)),
    "count": (("holds", "at_least"), ("where",)),
    "when": (("then",), ()),
    "by_reading": (("options",), ()),
    "judge": ((), ()),
    "silent": ((), ()),
    "during": ((), ()),
    "blocks": (("after", "free_days", "lasting", "counted", "across", "at_least"), ()),
}
"""The forms of logic by their keyword, with the other fields each must and may have."""

BLANK: Final = tree.Silent(Text("", ""))
"""Stands where a fault was found."""

_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)%")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


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


@dataclass(frozen=True)
class Logic:
    """The names of one package, against which its nodes are read."""

    catalogue: Catalogue
    conditions: frozenset[str]
    readings: Mapping[str, tuple[str, ...]]
    norms: Mapping[str, tree.Norm]
    kinds: Mapping[str, tree.Selection]

    def node(self, spot: Spot, scope: Scope, body: Body) -> tree.Node:
        """The node written here: the name of a condition, or one form of logic."""
        scope = replace(scope, depth=scope.depth + 1)
        if isinstance(spot.node, located.Scalar):
            return self._ref(spot, scope, body)
        return self.form(Fields(spot, dict(spot.entries())), scope, body)

    def form(self, fields: Fields, scope: Scope, body: Body, besides: tuple[str, ...] = ()) -> tree.Node:
        """The one form of logic in these fields; `besides` are fields that say something else."""
        body.size += 1
        body.depth = max(body.depth, scope.depth)
        forms = [name for name in fields.spots if name in FORMS]
        if len(forms) > 1 and "at_least" in forms:
            forms.remove("at_least")
        if len(forms) > 1:
            fields.whole.fault("policy.two_forms", name=" + ".join(forms))
            return BLANK
        if not forms:
            strange = [name for name in fields.spots if name not in besides]
            for name in strange:
                fields[name].unknown("policy.unknown_field", name, tuple(FORMS))
            if not strange and (fields.spots or besides):
                fields.whole.fault("policy.no_logic", allowed=", ".join(FORMS))
            return BLANK
        main = forms[0]
        required, optional = FORMS[main]
        fields.whole.fields((main, *required), (*optional, *besides))
        return self._read(main, fields, scope, body)

    def _read(self, main: str, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        spot = fields[main]
        match main:
            case "all":
                return tree.All(self._nodes(spot, scope, body))
            case "any":
                return tree.AnyOf(self._nodes(spot, scope, body))
            case "not":
                return tree.Not(self.node(spot, scope, body))
            case "at_least":
                items = self._nodes(fields["of"], scope, body)
                return tree.AtLeast(whole(spot, 1, max(len(items), 1)), items)
            case "when":
                return tree.When(self.node(spot, scope, body), self.node(fields["then"], scope, body))
            case "fact":
                return self._fact(fields, scope, body)
            case "has":
                return self._has(fields, scope, body)
            case "by_reading":
                return self._by_reading(fields, scope, body)
            case "judge":
                return tree.Judge(text(spot))
            case "silent":
                return tree.Silent(text(spot))
            case "during":
                return tree.During(period(spot))
            case "blocks":
                return self._blocks(fields)
            case _:
                return self._over(tree.Quantifier(main), fields, scope, body)

    def _nodes(self, spot: Spot, scope: Scope, body: Body) -> tuple[tree.Node, ...]:
        return tuple(self.node(item, scope, body) for item in spot.items())

    def _ref(self, spot: Spot, scope: Scope, body: Body) -> tree.Node:
        name = spot.word()
        if name in self.conditions:
            body.size += 1
            body.refs.append((name, spot, scope))
        elif name in self.catalogue.facts:
            spot.fault("policy.fact_as_condition", name=name)
        elif name:
            spot.unknown("policy.unknown_condition", name, self.conditions)
        return tree.Ref(name)

    def _over(self, quantifier: tree.Quantifier, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        over = self.selection(fields[quantifier.value])
        inside = scope.bind(over) if over else scope
        mute = body if over else Body()  # without a selection nothing is said of what would be bound
        where = self.node(fields["where"], inside, mute) if "where" in fields else None
        holds = self.node(fields["holds"], inside, mute)
        least = Decimal(0)
        if quantifier is tree.Quantifier.share:
            least = _share(fields["at_least"])
        elif quantifier is tree.Quantifier.count:
            most = len(over.options) if over and over.dimension else 1000
            least = Decimal(whole(fields["at_least"], 1, most))
        return tree.Over(quantifier, over or tree.Selection(""), where, holds, least)

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

    def _needs(self, fact: Fact, spot: Spot, scope: Scope, body: Body) -> None:
        """Note the subject of this fact, unless it is the practice or the market, or bound around it."""
        if self.catalogue.subjects[fact.about].list_name:
            need = Need(fact.about, spot, fact.id)
            if not scope.meets(need):
                body.needs.append(need)

    def _fact(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        fact = self.fact(fields["fact"])
        if fact is None:
            return BLANK
        self._needs(fact, fields["fact"], scope, body)
        key = self.key_of(fact, fields["of"], fields["fact"], scope, body)
        moment = _moment(fields)
        given = [name for name in ("is", "one_of", *COMPARES) if name in fields]
        fitting = fits(fact)
        if fact.type is FactType.hours:
            fields["fact"].fault("policy.hours_fact", fact=fact.id)
        elif not given and fitting:
            fields["fact"].fault("policy.comparison_missing", fact=fact.id, allowed=listed(fitting))
        elif len(given) > 1:
            fields[given[1]].fault("policy.two_comparisons", name=" + ".join(given))
        elif given and given[0] not in fitting:
            allowed = listed(fitting) if fitting else Text("niets erbij, of 'not'", "nothing with it, or 'not'")
            fields[given[0]].fault("policy.wrong_comparison", name=given[0], fact=fact.id, allowed=allowed)
        elif not given:
            return tree.FactIs(fact.id, key, None, moment)
        elif given[0] in COMPARES:
            norm = self._norm(fields[given[0]])
            return tree.FactCompares(fact.id, key, tree.Compare(given[0]), norm, moment)
        else:
            return tree.FactIs(fact.id, key, self._values(fact, fields), moment)
        return BLANK

    def _values(self, fact: Fact, fields: Fields) -> tuple[str, ...]:
        spot = fields["is"] if "is" in fields else fields["one_of"]
        values = (spot.word(),) if "is" in fields else spot.words()
        for value in values:
            if value and value not in fact.options:
                spot.unknown("policy.unknown_value", value, fact.options, fact=fact.id)
        return values

    def _norm(self, spot: Spot) -> tree.Norm:
        name = spot.word()
        if name.startswith("norm."):
            known = self.norms.get(name.removeprefix("norm."))
            if known is None:
                spot.unknown("policy.unknown_norm", name, [f"norm.{norm}" for norm in self.norms])
            return known or tree.Norm("", Decimal(0))
        return tree.Norm(name, number(spot))

    def key_of(
        self, fact: Fact, spot: Spot, around: Spot, scope: Scope = Scope(), body: Body | None = None
    ) -> tree.Key:
        """The key of a value of `fact`, written as a mapping from dimension to key (`of`)."""
        names = [dimension.id for dimension in fact.per]
        if spot.node is None or not names:
            if names:
                around.fault("policy.missing_field", name="of: {" + ": ..., ".join(names) + ": ...}")
            elif spot.node is not None:
                around.unknown("policy.unknown_field", "of", [n for n in _FACT if n != "of"])
            return ()
        given = spot.fields(names)
        return tuple(self._key(fact, d, given[d.id], scope, body) for d in fact.per)

    def _key(
        self, fact: Fact, dimension: Dimension, spot: Spot, scope: Scope, body: Body | None
    ) -> str | tree.Bound:
        """One key: an option of the dimension, a number, or the name of a dimension that is bound around it."""
        name = spot.word()
        if dimension.options is None:
            span = (1900, 2100) if dimension.id == "jaar" else (0, 999)
            return str(whole(spot, *span)) if name else ""
        if name in dimension.options or not name:
            return name
        if name in self.catalogue.dimensions and body is not None:
            need = Need(name, spot, fact.id, dimension)
            if not scope.meets(need):
                body.needs.append(need)
            return tree.Bound(name)
        spot.unknown("policy.unknown_key", name, dimension.options, dimension=dimension.id)
        return name

    def _has(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        moment = _moment(fields)
        entries = fields["has"].entries()
        if len(entries) != 1:
            if entries:
                fields["has"].fault("policy.has_one")
            return BLANK
        name, spot = entries[0]
        fact = self.catalogue.facts.get(name)
        if fact is None:
            spot.unknown("policy.unknown_fact", name, self.catalogue.facts)
            return BLANK
        if fact.type is not FactType.yes_no or not fact.per:
            dimension = fact.per[0].label if fact.per else Text("waarde", "key")
            spot.fault("policy.has_not_fitting", fact=name, dimension=dimension)
            return BLANK
        self._needs(fact, spot, scope, body)
        keys = [spot] if len(fact.per) == 1 and isinstance(spot.node, located.Scalar) else spot.items()
        if len(keys) != len(fact.per):
            if keys:
                names = listed([d.id for d in fact.per])
                spot.fault("policy.keys_count", fact=name, count=len(fact.per), allowed=names)
            return BLANK
        pairs = zip(fact.per, keys, strict=True)
        return tree.FactIs(name, tuple(self._key(fact, d, k, scope, body) for d, k in pairs), None, moment)

    def _by_reading(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        reading = fields["by_reading"].word()
        options = self.readings.get(reading)
        if options is None:
            if reading:
                fields["by_reading"].unknown("policy.unknown_reading", reading, self.readings)
            return BLANK
        body.readings.add(reading)
        given = dict(fields["options"].entries())
        for option in options:
            if given and option not in given:
                fields["options"].fault("policy.option_missing", name=option)
        for option, spot in given.items():
            if option not in options:
                spot.unknown("policy.unknown_option", option, options)
        known = {option: self.node(spot, scope, body) for option, spot in given.items()}
        return tree.ByReading(reading, {option: known[option] for option in options if option in known})

    def _blocks(self, fields: Fields) -> tree.Node:
        fact = self.fact(fields["blocks"])
        days = fact.per[0].options if fact and len(fact.per) == 1 else None
        if fact and (fact.type is not FactType.hours or not days):
            fields["blocks"].fault("policy.not_hours", fact=fact.id)
        free = fields["free_days"].words()
        for name in free if fact and days else ():
            if days and name not in days:
                fields["free_days"].unknown("policy.unknown_key", name, days, dimension=fact.per[0].id)
        after, lasting = _minutes(fields["after"]), _minutes(fields["lasting"])
        if not lasting and "lasting" in fields and fields["lasting"].word():
            fields["lasting"].fault("policy.bad_time", name=fields["lasting"].word())
        return tree.Blocks(
            fact=fact.id if fact else "",
            after=time(after // 60, after % 60),
            free_days=free,
            lasting=lasting,
            at_least=whole(fields["at_least"], 1, 100),
            per_length=fields["counted"].choice(("per_block", "per_length")) == "per_length",
            together=fields["across"].choice(("together", "each")) == "together",
        )


def fits(fact: Fact) -> tuple[str, ...]:
    """The fields with which this fact can be compared."""
    match fact.type:
        case FactType.choice:
            return ("is", "one_of")
        case FactType.whole | FactType.decimal:
            return COMPARES
        case _:
            return ()


def number(spot: Spot) -> Decimal:
    """The number here."""
    name = spot.word()
    if name and not _NUMBER.fullmatch(name):
        allowed = Text("een getal zoals 150 of 12.5, of norm.naam", "a number such as 150 or 12.5, or norm.name")
        spot.fault("policy.bad_number", name=shorten(name), allowed=allowed)
        return Decimal(0)
    return Decimal(name or 0)


def _share(spot: Spot) -> Decimal:
    name = spot.word()
    found = _SHARE.fullmatch(name)
    if found and 0 < Decimal(found[1]) <= 100:
        return Decimal(found[1]) / 100
    if name:
        allowed = Text("een percentage boven 0%, zoals 50%", "a percentage above 0%, such as 50%")
        spot.fault("policy.bad_number", name=shorten(name), allowed=allowed)
    return Decimal(0)


def _minutes(spot: Spot) -> int:
    name = spot.word()
    found = _TIME.fullmatch(name)
    if name and not found:
        spot.fault("policy.bad_time", name=shorten(name))
    return int(found[1]) * 60 + int(found[2]) if found else 0


def _moment(fields: Fields) -> Moment:
    if "sometime" in fields and "throughout" in fields:
        fields["throughout"].fault("policy.two_moments")
        return NOW
    if "sometime" in fields:
        return Moment("sometime", period(fields["sometime"]))
    if "throughout" in fields:
        spot = fields["throughout"]
        mode: Literal["throughout"] = "throughout"
        if isinstance(spot.node, located.Scalar) and spot.node.text == "term":
            return Moment(mode, ALWAYS)
        return Moment(mode, period(spot))
    return NOW
