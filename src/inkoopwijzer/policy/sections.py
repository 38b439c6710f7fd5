"""Reading the sections of a package: what stands under `norms`, `conditions`, `agreements` and the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from inkoopwijzer.facts import located
from inkoopwijzer.facts.catalogue import FactType
from inkoopwijzer.policy import tree
from inkoopwijzer.policy.fields import Fields, Spot, number, text
from inkoopwijzer.policy.graph import Use
from inkoopwijzer.policy.logic import Logic
from inkoopwijzer.policy.names import Names
from inkoopwijzer.policy.policy import Reading, Remark
from inkoopwijzer.policy.scope import Body, Scope
from inkoopwijzer.values.citation import Citation, Span
from inkoopwijzer.values.text import Text

CONDITION: Final = ("says", "cite", "force", "evidence")
"""The fields of a condition besides its logic."""

LINES: Final = re.compile(r"([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?")
"""How a span of lines is written."""


def spell(span: Span) -> str:
    """A span of lines as rule files write it: 144, or 290-291."""
    first, last = span
    return str(first) if first == last else f"{first}-{last}"


@dataclass
class Cites:
    """Reads citations; `passages` holds their hashes, None when those are not looked up.

    `spans` gathers every span of lines with the place of its first citation.
    """

    passages: Mapping[str, str] | None
    last_line: int
    spans: dict[Span, Spot] = field(default_factory=dict)

    def read(self, spot: Spot) -> tuple[Citation, ...]:
        """The citation here, or the list of them."""
        several = isinstance(spot.node, located.Sequence)
        return tuple(self._cite(item) for item in (spot.items() if several else [spot]))

    def _cite(self, spot: Spot) -> Citation:
        fields = spot.fields(("section", "lines"))
        section, lines = fields["section"].word(), fields["lines"].word()
        matched = LINES.fullmatch(lines)
        span = (int(matched[1]), int(matched[2] or matched[1])) if matched else (1, 1)
        if lines and (not matched or span[1] < span[0]):
            fields["lines"].fault("policy.bad_lines", name=lines)
        elif span[1] > self.last_line:
            fields["lines"].fault("policy.beyond_last_line", name=lines, last=self.last_line)
        elif matched:
            self.spans.setdefault(span, fields["lines"])
            return Citation(section, *span, self._hash(span, fields["lines"]))
        return Citation(section, 1, 1, "")

    def _hash(self, span: Span, spot: Spot) -> str:
        if self.passages is None:
            return ""
        if spell(span) not in self.passages:
            spot.fault("policy.no_passage", name=spell(span))
        return self.passages.get(spell(span), "")


@dataclass
class Sections:
    """Reads the entries of each section. `uses` gathers the conditions that agreements name."""

    names: Names
    cites: Cites
    uses: list[Use] = field(default_factory=list)

    def norm(self, name: str, spot: Spot) -> tree.Norm:
        """A norm: a number, or the fact that holds it."""
        fields = spot.fields((), ("value", "fact", "of", "says", "cite"))
        says = text(fields["says"]) if "says" in fields else None
        cites = self.cites.read(fields["cite"]) if "cite" in fields else ()
        if fields.spots and ("value" in fields) == ("fact" in fields):
            spot.fault("policy.norm_form")
        if "fact" in fields:
            return tree.Norm(name, self._norm_fact(fields), says, cites)
        if "of" in fields:
            fields["of"].fault("policy.norm_form")
        return tree.Norm(name, number(fields["value"]), says, cites)

    def _norm_fact(self, fields: Fields) -> tree.NormFact:
        fact = self.names.fact(fields["fact"])
        if fact is None:
            return tree.NormFact("", ())
        shared = not self.names.catalogue.subjects[fact.about].list_name
        if fact.type not in (FactType.whole, FactType.decimal) or not shared:
            fields["fact"].fault("policy.norm_fact", fact=fact.id)
        key = self.names.key_of(fact, fields["of"], fields["fact"])
        return tree.NormFact(fact.id, tuple(k for k in key if isinstance(k, str)))

    def kind(self, name: str, spot: Spot) -> tree.Selection:
        """A named part of the options of a dimension."""
        known = self.names.catalogue
        if name in {*known.professions, *known.subjects, *known.dimensions}:
            spot.fault("policy.name_taken", name=name)
        fields = spot.fields(("of", "options", "cite"))
        cites = self.cites.read(fields["cite"])
        ranges = {d.id: d.options for d in known.dimensions.values() if d.options}
        dimension = fields["of"].word()
        options = fields["options"].words()
        if dimension in ranges:
            fields["options"].check(options, ranges[dimension], "policy.unknown_key", dimension=dimension)
        elif dimension:
            fields["of"].unknown("policy.unknown_dimension", dimension, ranges)
        return tree.Selection(name, dimension=dimension, options=options, cites=cites)

    def reading(self, name: str, spot: Spot) -> Reading:
        """A place where the text can be read in more than one way."""
        fields = spot.fields(("question", "cite", "options", "default", "because"))
        options = {option: text(said) for option, said in fields["options"].named()}
        if len(options) == 1:
            fields["options"].fault("policy.one_option")
        default = fields["default"].word()
        if options:
            fields["default"].check([default], options, "policy.unknown_option")
        question, because = text(fields["question"]), text(fields["because"])
        return Reading(name, question, self.cites.read(fields["cite"]), options, default, because)

    def remark(self, name: str, spot: Spot) -> Remark:
        """A reservation, or something that is not in the document."""
        fields = spot.fields(("says", "cite"))
        return Remark(name, text(fields["says"]), self.cites.read(fields["cite"]))

    def condition(self, name: str, spot: Spot, body: Body) -> tree.Condition:
        """A condition with its logic; what it needs and refers to goes into `body`."""
        fields = Fields(spot, dict(spot.entries()))
        for required in ("says", "cite"):
            if required not in fields and fields.spots:
                spot.fault("policy.missing_field", name=required)
        evidence = fields["evidence"].words()
        fields["evidence"].check(evidence, self.names.catalogue.sources, "policy.unknown_source")
        effort = "force" in fields and fields["force"].choice(("result", "effort")) == "effort"
        return tree.Condition(
            id=name,
            says=text(fields["says"]),
            cites=self.cites.read(fields["cite"]),
            node=Logic(self.names).form(fields, Scope(), body, CONDITION),
            force="effort" if effort else "result",
            evidence=evidence,
            file=spot.file,
            line=spot.line,
        )

    def use(
        self,
        spot: Spot,
        user: Text,
        binds: frozenset[str] = frozenset(),
        ranges: Mapping[str, tuple[str, ...]] | None = None,
    ) -> str:
        """A condition that an agreement, treatment or milestone names; the use may bind what it is about."""
        name = spot.word()
        if name in self.names.conditions:
            self.uses.append(Use(name, user, Scope(binds, ranges or {})))
        elif name:
            spot.unknown("policy.unknown_condition", name, self.names.conditions)
        return name
