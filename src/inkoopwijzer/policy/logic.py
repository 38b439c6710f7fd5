"""Reading what must hold: from the fields of a rule file to nodes of the syntax tree.

Each node is checked against the catalogue where it stands. What it needs from around it (a quantifier over
therapists, say) and what it refers to is noted in a `Body`, and judged by `policy.graph` for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal
from typing import Final, Literal

from inkoopwijzer.facts import located
from inkoopwijzer.facts.catalogue import Fact, FactType
from inkoopwijzer.facts.dossier import ALWAYS, NOW, Moment
from inkoopwijzer.policy import tree
from inkoopwijzer.policy.fields import Fields, Spot, listed, minutes, period, share, text, whole
from inkoopwijzer.policy.names import Names
from inkoopwijzer.policy.scope import Body, Scope
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
    "some": ((), ("holds", "where")),
    "share": (("holds", "at_least"), ("where",)),
    "count": (("holds", "at_least"), ("where",)),
    "when": (("then",), ()),
    "by_reading": (("options",), ()),
    "judge": ((), ("grounds",)),
    "silent": ((), ()),
    "during": ((), ()),
    "blocks": (("after", "free_days", "lasting", "counted", "across", "at_least"), ()),
}
"""The forms of logic by their keyword, with the other fields each must and may have."""

BLANK: Final = tree.Silent(Text("", ""))
"""Stands where a fault was found."""
ANYONE: Final = tree.All(())
"""Holds for whoever there is: what a `some` without `holds` asks."""


@dataclass(frozen=True)
class Logic:
    """Reads nodes against the names of one package."""

    names: Names

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
                grounds = fields["grounds"].items() if "grounds" in fields else []
                return tree.Judge(text(spot), tuple(text(ground) for ground in grounds))
            case "silent":
                return tree.Silent(text(spot))
            case "during":
                return tree.During(period(spot))
            case "blocks":
                return self._blocks(fields, body)
            case _:
                return self._over(tree.Quantifier(main), fields, scope, body)

    def _nodes(self, spot: Spot, scope: Scope, body: Body) -> tuple[tree.Node, ...]:
        return tuple(self.node(item, scope, body) for item in spot.items())

    def _ref(self, spot: Spot, scope: Scope, body: Body) -> tree.Node:
        name = spot.word()
        if name in self.names.conditions:
            body.size += 1
            body.refs.append((name, spot, scope))
        elif name in self.names.catalogue.facts:
            spot.fault("policy.fact_as_condition", name=name)
        elif name:
            spot.unknown("policy.unknown_condition", name, self.names.conditions)
        return tree.Ref(name)

    def _over(self, quantifier: tree.Quantifier, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        over = self.names.selection(fields[quantifier.value])
        inside = scope.bind(over) if over else scope
        mute = body if over else Body()  # without a selection nothing is said of what would be bound
        where = self.node(fields["where"], inside, mute) if "where" in fields else None
        if quantifier is tree.Quantifier.some and "holds" not in fields:
            holds: tree.Node = ANYONE
            if "where" in fields or (over and over.dimension):  # of options there always is one
                fields.whole.fault("policy.missing_field", name="holds")
        else:
            holds = self.node(fields["holds"], inside, mute)
        least = Decimal(0)
        if quantifier is tree.Quantifier.share:
            least = share(fields["at_least"])
        elif quantifier is tree.Quantifier.count:
            most = len(over.options) if over and over.dimension else 1000
            least = Decimal(whole(fields["at_least"], 1, most))
        return tree.Over(quantifier, over or tree.Selection(""), where, holds, least)

    def _fact(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        fact = self.names.fact(fields["fact"])
        if fact is None:
            return BLANK
        self.names.needs(fact, fields["fact"], scope, body)
        key = self.names.key_of(fact, fields["of"], fields["fact"], scope, body)
        moment = _moment(fields)
        given = [name for name in ("is", "one_of", *COMPARES) if name in fields]
        fitting = fits(fact)
        if fact.type is FactType.hours:
            fields["fact"].fault("policy.hours_fact", fact=fact.id)
        elif fact.type in (FactType.date, FactType.text):
            fields["fact"].fault("policy.date_fact", fact=fact.id, type=fact.type.value)
        elif not given and fitting:
            fields["fact"].fault("policy.comparison_missing", fact=fact.id, allowed=listed(fitting))
        elif len(given) > 1:
            fields[given[1]].fault("policy.two_comparisons", name=" + ".join(given))
        elif given and given[0] not in fitting:
            alone = Text("niets erbij, of 'not' eromheen", "nothing with it, or 'not' around it")
            allowed = listed(fitting) if fitting else alone
            fields[given[0]].fault("policy.wrong_comparison", name=given[0], fact=fact.id, allowed=allowed)
        elif not given:
            return tree.FactIs(fact.id, key, None, moment)
        elif given[0] in COMPARES:
            norm = self.names.norm(fields[given[0]])
            if moment != NOW:
                fields["fact"].fault("policy.moment_on_number", fact=fact.id)
            return tree.FactCompares(fact.id, key, tree.Compare(given[0]), norm)
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

    def _has(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        moment = _moment(fields)
        entries = fields["has"].entries()
        if len(entries) != 1:
            if entries:
                fields["has"].fault("policy.has_one")
            return BLANK
        name, spot = entries[0]
        fact = self.names.catalogue.facts.get(name)
        if fact is None:
            spot.unknown("policy.unknown_fact", name, self.names.catalogue.facts)
            return BLANK
        if fact.type is not FactType.yes_no or not fact.per:
            label = fact.per[0].label if fact.per else Text("waarde", "key")
            spot.fault("policy.has_not_fitting", fact=name, dimension=label)
            return BLANK
        self.names.needs(fact, spot, scope, body)
        keys = [spot] if len(fact.per) == 1 and isinstance(spot.node, located.Scalar) else spot.items()
        if len(keys) != len(fact.per):
            if keys:
                names = listed([d.id for d in fact.per])
                spot.fault("policy.keys_count", fact=name, count=len(fact.per), allowed=names)
            return BLANK
        pairs = zip(fact.per, keys, strict=True)
        return tree.FactIs(
            name, tuple(self.names.key(fact, d, k, scope, body) for d, k in pairs), None, moment
        )

    def _by_reading(self, fields: Fields, scope: Scope, body: Body) -> tree.Node:
        reading, given = self._reading_options(fields, body)
        if reading is None:
            return BLANK
        known = {option: self.node(spot, scope, body) for option, spot in given.items()}
        options = self.names.readings[reading]
        return tree.ByReading(reading, {option: known[option] for option in options if option in known})

    def _reading_options(self, fields: Fields, body: Body) -> tuple[str | None, dict[str, Spot]]:
        """The reading named under `by_reading` and what stands under each of its options."""
        reading = fields["by_reading"].word()
        options = self.names.readings.get(reading)
        if options is None:
            if reading:
                fields["by_reading"].unknown("policy.unknown_reading", reading, self.names.readings)
            return None, {}
        body.readings.add(reading)
        given = dict(fields["options"].entries())
        for option in options:
            if given and option not in given:
                fields["options"].fault("policy.option_missing", name=option)
        for option, spot in given.items():
            if option not in options:
                spot.unknown("policy.unknown_option", option, options)
        return reading, given

    def _word_by_reading(
        self, spot: Spot, allowed: tuple[str, str], body: Body
    ) -> tuple[str | None, dict[str, bool]]:
        """A word, or one for each option of a reading; True where it is the first of `allowed`."""
        if not isinstance(spot.node, located.Mapping):
            return None, {"": spot.choice(allowed) == allowed[0]}
        fields = spot.fields(("by_reading", "options"))
        reading, given = self._reading_options(fields, body)
        return reading, {option: word.choice(allowed) == allowed[0] for option, word in given.items()}

    def _blocks(self, fields: Fields, body: Body) -> tree.Node:
        fact = self.names.fact(fields["blocks"])
        if fact and (fact.type is not FactType.hours or len(fact.per) != 1):
            fields["blocks"].fault("policy.not_hours", fact=fact.id)
            fact = None
        free = fields["free_days"].words()
        if fact and fact.per[0].options:
            fields["free_days"].check(
                free, fact.per[0].options, "policy.unknown_key", dimension=fact.per[0].id
            )
        after, lasting = minutes(fields["after"]), minutes(fields["lasting"])
        if not lasting and "lasting" in fields and fields["lasting"].word():
            fields["lasting"].fault("policy.bad_time", name=fields["lasting"].word())
        rule = tree.Blocks(
            fact=fact.id if fact else "",
            after=time(after // 60, after % 60),
            free_days=free,
            lasting=lasting,
            at_least=whole(fields["at_least"], 1, 100),
            per_length=False,
            together=False,
        )
        counted, lengths = self._word_by_reading(fields["counted"], ("per_length", "per_block"), body)
        across, places = self._word_by_reading(fields["across"], ("together", "each"), body)
        return _read(
            counted,
            {
                option: _read(
                    across,
                    {
                        o: replace(rule, per_length=length, together=together)
                        for o, together in places.items()
                    },
                )
                for option, length in lengths.items()
            },
        )


def _read(reading: str | None, options: Mapping[str, tree.Node]) -> tree.Node:
    """The node for each option of a reading, or the only one where nothing is left to be read."""
    return tree.ByReading(reading, options) if reading else next(iter(options.values()), BLANK)


def fits(fact: Fact) -> tuple[str, ...]:
    """The fields with which this fact can be compared."""
    match fact.type:
        case FactType.choice:
            return ("is", "one_of")
        case FactType.whole | FactType.decimal:
            return COMPARES
        case _:
            return ()


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
