"""From a catalogue file to a `Catalogue`, or to everything that is wrong with it.

The file of this program and that of a package have the same form. A package's file builds on the shipped
catalogue: every section may be left out, and a dimension that exists may get more options.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Final, TypeVar

from inkoopwijzer.facts.catalogue_part import Fields, Part
from inkoopwijzer.facts.catalogue_union import differs, with_dimensions
from inkoopwijzer.facts.entries import Catalogue, Dimension, Fact, FactType, Option, Profession, SubjectKind
from inkoopwijzer.facts.located import Mapping as MappingNode
from inkoopwijzer.facts.located import Node, Scalar
from inkoopwijzer.facts.place import shown
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

SECTIONS: Final = ("subjects", "professions", "sources", "dimensions", "facts")
"""What a catalogue file may hold."""
NOT_A_FACT: Final = ("naam", "agb", "beroep", "dossier", "bron", "registers")
"""Words of a dossier that are no facts."""

NUMBERS: Final = ("year", "whole")
"""The types of a dimension whose keys are numbers."""
REQUIRED: Final = ("about", "type", "from", "says", "ask")
"""What every fact says of itself."""
OPTIONAL: Final = ("per", "options", "absent", "fixed", "rises_with")
"""What a fact may say of itself besides."""
LEAST_OPTIONS: Final = 2
"""With fewer there is nothing to choose."""

Entry = TypeVar("Entry", Option, SubjectKind, Profession, Fact)

_AGB: Final = re.compile(r"[0-9]{2}")

Lists = Mapping[str, Mapping[str, Option]]
"""Long lists of choices that have a name, such as the municipalities."""


def read_catalogue(root: Node, file: str, base: Catalogue, lists: Lists) -> Catalogue:
    """`base` with what this file adds. Raises `Faults` with everything that is wrong.

    An entry of `base` may be repeated only as it is there; `lists` are the named lists of choices.
    """
    faults: list[Fault] = []
    reader = _Reader(base, lists)
    made = reader.read(Part(root, file, 1, (), faults))
    if faults:
        raise Faults(faults)
    return made


class _Reader:
    """Reads the sections, each with the names of those before it."""

    def __init__(self, base: Catalogue, lists: Lists) -> None:
        self.base, self.lists = base, lists
        self.subjects = dict(base.subjects)
        self.professions = dict(base.professions)
        self.sources = dict(base.sources)
        self.dimensions = dict(base.dimensions)
        self.facts = dict(base.facts)

    def read(self, root: Part) -> Catalogue:
        top = root.fields((), SECTIONS)
        for name, part in top["sources"].named():
            _add(self.sources, name, Option(name, part.fields(("nl", "en")).text()), part)
        for name, part in top["subjects"].named():
            _add(self.subjects, name, self._subject(name, part), part)
        for name, part in top["professions"].named():
            self._only_once(name, part, self.subjects)
            _add(self.professions, name, _profession(name, part), part)
        for name, part in top["dimensions"].named():
            self._only_once(name, part, {**self.subjects, **self.professions})
            self._dimension(name, part)
        self.facts = {name: with_dimensions(fact, self.dimensions) for name, fact in self.facts.items()}
        taken = {kind.list_name or kind.id for kind in self.subjects.values()} | set(NOT_A_FACT)
        for name, part in top["facts"].named():
            self._only_once(name, part, taken)
            if fact := self._fact(name, part):
                _add(self.facts, name, fact, part)
        return Catalogue(self.subjects, self.professions, self.sources, self.dimensions, self.facts)

    def _only_once(self, name: str, part: Part, taken: Collection[str]) -> None:
        if name in taken:
            part.fault("name_taken", name=name, field=name)

    def _sources_in(self, part: Part) -> tuple[str, ...]:
        return tuple(filter(None, (item.one_of(self.sources, "source") for item in part.words())))

    def _subject(self, name: str, part: Part) -> SubjectKind:
        fields = part.fields(("nl", "en"), ("list", "absent", "can_be_added"))
        if name not in ("praktijk", "markt") and "list" not in fields and fields.parts:
            part.fault("missing_field", name="list")
        if "can_be_added" in fields:
            fields["can_be_added"].one_of(("yes",), "yes")
        listed = fields["list"].word() or None
        for kind in self.subjects.values():
            if listed and kind.id != name and listed in (kind.list_name, kind.id):
                fields["list"].fault("name_taken", name=listed, field=kind.id)
        absent = self._sources_in(fields["absent"])
        return SubjectKind(name, fields.text(), listed, absent, "can_be_added" in fields)

    def _dimension(self, name: str, part: Part) -> None:
        known = self.base.dimensions.get(name)
        fields = part.fields(() if known else ("nl", "en"), ("nl", "en", "type", "options"))
        if known is None and ("type" in fields) == ("options" in fields) and fields.parts:
            part.fault("dimension_form")
        if "type" in fields:
            fields["type"].one_of(NUMBERS, "type")
        if known is None:
            options = self._options(fields["options"])
            self.dimensions[name] = Dimension(name, fields.text(), options or None)
            return
        for lang in (lang for lang in ("nl", "en") if lang in fields):
            if fields[lang].word() != getattr(known.label, lang):
                fields[lang].fault("shipped_name", name=name, field=lang)
        if known.options is None or "type" in fields:
            part.fault("numbers_have_no_options", name=name)
            return
        together = dict(known.options)
        for option, made in self._options(fields["options"]).items():
            _add(together, option, made, dict(fields["options"].entries())[option])
        self.dimensions[name] = Dimension(name, known.label, together)

    def _options(self, part: Part) -> dict[str, Option]:
        found = {}
        for name, one in part.named():
            fields = one.fields(("nl", "en"), ("absent", "professions"))
            belongs = tuple(p.one_of(self.professions, "profession") for p in fields["professions"].words())
            found[name] = Option(name, fields.text(), self._sources_in(fields["absent"]), belongs)
        return found

    def _fact(self, name: str, part: Part) -> Fact | None:
        fields = part.fields(REQUIRED, OPTIONAL)
        about = fields["about"].one_of(self.subjects, "subject")
        type_ = fields["type"].one_of(tuple(FactType), "type")
        per = [
            self.dimensions[d] for p in fields["per"].words() if (d := p.one_of(self.dimensions, "dimension"))
        ]
        says, ask = (_sentence(fields[which], [d.id for d in per]) for which in ("says", "ask"))
        if not (about and type_):
            return None
        fact = Fact(
            id=name,
            about=about,
            about_label=self.subjects[about].label,
            type=FactType(type_),
            per=tuple(per),
            options=self._choices(fields["options"]),
            sources=self._sources_in(fields["from"]),
            absent=self._sources_in(fields["absent"]),
            fixed=_reason(fields["fixed"]),
            past=isinstance(fields["fixed"].node, Scalar),
            rises_with=fields["rises_with"].one_of([d.id for d in per], "dimension") or None,
            says=says,
            ask=ask,
        )
        _fits(fact, fields, part)
        return fact

    def _choices(self, part: Part) -> Mapping[str, Option]:
        if isinstance(part.node, Scalar):
            return self.lists.get(part.one_of(self.lists, "list"), {})
        return self._options(part)


def _fits(fact: Fact, fields: Fields, part: Part) -> None:
    """Keep a fault for each field that does not go with the others."""
    choice = fact.type is FactType.choice
    if choice and len(fact.options) < LEAST_OPTIONS:
        part.fault("no_options")
    if not choice and "options" in fields:
        fields["options"].fault("options_not_fitting")
    if fact.absent and fact.type is not FactType.yes_no:
        fields["absent"].fault("absent_not_fitting")
    if fact.past and "jaar" not in [d.id for d in fact.per]:
        fields["fixed"].fault("past_without_year")
    rising = next((d for d in fact.per if d.id == fact.rises_with), None)
    number = fact.type in (FactType.whole, FactType.decimal)
    if rising is not None and (rising.options is not None or not number):
        fields["rises_with"].fault("rises_not_fitting")
    if fact.type is FactType.hours and (fact.about, [d.id for d in fact.per]) != ("locatie", ["dag"]):
        part.fault("hours_not_fitting")


def _reason(part: Part) -> Text | None:
    """Why the provider cannot change the fact; None when nothing is said, or "past"."""
    if isinstance(part.node, MappingNode):
        return part.fields(("nl", "en")).text()
    part.one_of(("past",), "fixed")
    return None


def _sentence(part: Part, keys: list[str]) -> Text:
    """A sentence of a fact, in which only the subject and the keys are filled in."""
    fields = part.fields(("nl", "en"))
    said = fields.text()
    for lang, sentence in (("nl", said.nl), ("en", said.en)):
        _placeholders(fields[lang], sentence, keys)
    return said


def _placeholders(part: Part, sentence: str, keys: list[str]) -> None:
    try:
        found = [
            (name, f"{kind or ''}{form}")
            for _, name, form, kind in Formatter().parse(sentence)
            if name is not None
        ]
    except ValueError:
        part.fault("bad_braces")
        return
    known = ["subject", *keys]
    for name, extra in found:
        if extra:
            part.fault("bad_braces")
        elif name not in known:
            words = ", ".join(f"{{{k}}}" for k in known)
            part.fault("unknown_placeholder", name=shown(name), known=words)
    for key in keys:
        if sentence and key not in [name for name, _ in found]:
            part.fault("missing_placeholder", name=key)


def _profession(name: str, part: Part) -> Profession:
    fields = part.fields(("nl", "en", "agb"))
    digits = fields["agb"].word()
    if digits and not _AGB.fullmatch(digits):
        fields["agb"].fault("bad_agb", name=shown(digits))
    return Profession(name, fields.text(), digits)


def _add(entries: dict[str, Entry], name: str, made: Entry, part: Part) -> None:
    """Keep an entry; one that exists may only be repeated as it is."""
    if name in entries and (field := differs(entries[name], made)):
        part.fault("shipped_name", name=name, field=field)
    entries.setdefault(name, made)
