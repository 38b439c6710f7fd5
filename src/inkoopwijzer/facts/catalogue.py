"""The catalogue: every fact that a rule may use, defined once for all insurers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from inkoopwijzer.facts import located
from inkoopwijzer.values.text import Text


class FactType(StrEnum):
    """How a fact's value is written and compared."""

    yes_no = "yes_no"
    whole = "whole"
    decimal = "decimal"
    choice = "choice"
    hours = "hours"
    date = "date"
    text = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One word that a choice or a dimension allows; `absent` names registers that settle its absence."""

    id: str
    label: Text
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """What names one value of a fact besides its subject: a year, a register, a specialisation, ..."""

    id: str
    label: Text
    options: Mapping[str, Option] | None  # None: any number

    def label_of(self, key: str) -> Text:
        """The words for one key of this dimension."""
        option = self.options.get(key) if self.options else None
        return option.label if option else Text(key, key)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: whose it is, its type, what else names a value of it, and who can supply it.

    `absent` names the registers (or `eigen_administratie`) that, seen complete, turn "not listed" into "no".
    `fixed` says why the provider cannot change it; `past` marks facts of a year, fixed once that year is over.
    """

    id: str
    about: str
    about_label: Text
    type: FactType
    per: tuple[Dimension, ...]
    options: Mapping[str, Option]
    sources: tuple[str, ...]
    absent: tuple[str, ...]
    fixed: Text | None
    past: bool
    rises_with: str | None
    says: Text
    ask: Text

    @property
    def of_the_one(self) -> bool:
        """Whether there is one subject only: the practice or the market, never one of a list."""
        return self.about in ("praktijk", "markt")

    def absent_in(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The registers that settle the absence of the value named by `key`."""
        found = list(self.absent)
        for dimension, k in zip(self.per, key, strict=True):
            if dimension.options and k in dimension.options:
                found.extend(dimension.options[k].absent)
        return tuple(dict.fromkeys(found))

    def filled(self, template: Text, key: tuple[str, ...], subject: str = "") -> Text:
        """`template` (this fact's `says` or `ask`) with its key and the name of its subject filled in."""
        words: dict[str, object] = {d.id: d.label_of(k) for d, k in zip(self.per, key, strict=True)}
        return template.format(subject=subject or self.about_label, **words)


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """What facts can be about: the practice, a location, a therapist, ..."""

    id: str
    label: Text
    list_name: str | None
    absent: tuple[str, ...]
    can_be_added: bool


@dataclass(frozen=True, slots=True)
class Profession:
    """A therapist's profession and the two digits with which the AGB code of such a therapist begins."""

    id: str
    label: Text
    agb: str


@dataclass(frozen=True)
class Catalogue:
    """All facts, with the subjects, dimensions, professions and sources they refer to."""

    subjects: Mapping[str, SubjectKind]
    professions: Mapping[str, Profession]
    sources: Mapping[str, Option]
    dimensions: Mapping[str, Dimension]
    facts: Mapping[str, Fact]


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue. Raises `Faults` when its file is not well formed."""
    here = files("inkoopwijzer.facts")
    root = _mapping(located.read_located(here.joinpath("catalogue.yaml").read_bytes(), "catalogue.yaml"))
    names = here.joinpath("gemeenten.txt").read_text(encoding="utf-8").splitlines()
    gemeenten = {name: Option(name, Text(name, name)) for name in names}

    dimensions: dict[str, Dimension] = {}
    for id_, node in _entries(root, "dimensions"):
        options = _options(node.get("options"))
        dimensions[id_] = Dimension(id_, _text(node), options or None)
    labels = {id_: _text(node) for id_, node in _entries(root, "subjects")}
    facts: dict[str, Fact] = {}
    for id_, node in _entries(root, "facts"):
        chosen = node.get("options")
        named = isinstance(chosen, located.Scalar)
        fixed = node.get("fixed")
        facts[id_] = Fact(
            id=id_,
            about=_word(node, "about"),
            about_label=labels[_word(node, "about")],
            type=FactType(_word(node, "type")),
            per=tuple(dimensions[name] for name in _words(node, "per")),
            options=gemeenten if named else _options(chosen),
            sources=_words(node, "from"),
            absent=_words(node, "absent"),
            fixed=_text(fixed) if isinstance(fixed, located.Mapping) else None,
            past=isinstance(fixed, located.Scalar) and fixed.text == "past",
            rises_with=_word(node, "rises_with") if node.get("rises_with") else None,
            says=_text(_mapping(node.get("says"))),
            ask=_text(_mapping(node.get("ask"))),
        )
    return Catalogue(
        subjects={
            id_: SubjectKind(
                id_,
                _text(node),
                _word(node, "list") if node.get("list") else None,
                _words(node, "absent"),
                node.get("can_be_added") is not None,
            )
            for id_, node in _entries(root, "subjects")
        },
        professions={
            id_: Profession(id_, _text(node), _word(node, "agb"))
            for id_, node in _entries(root, "professions")
        },
        sources={id_: Option(id_, _text(node)) for id_, node in _entries(root, "sources")},
        dimensions=dimensions,
        facts=facts,
    )


def _mapping(node: located.Node | None) -> located.Mapping:
    assert isinstance(node, located.Mapping)
    return node


def _entries(root: located.Mapping, name: str) -> list[tuple[str, located.Mapping]]:
    return [(key.text, _mapping(node)) for key, node in _mapping(root.get(name)).entries]


def _word(node: located.Mapping, name: str) -> str:
    scalar = node.get(name)
    assert isinstance(scalar, located.Scalar), name
    return scalar.text


def _words(node: located.Mapping, name: str) -> tuple[str, ...]:
    items = node.get(name)
    if items is None:
        return ()
    assert isinstance(items, located.Sequence), name
    return tuple(item.text for item in items.items if isinstance(item, located.Scalar))


def _text(node: located.Mapping) -> Text:
    return Text(_word(node, "nl"), _word(node, "en"))


def _options(node: located.Node | None) -> dict[str, Option]:
    if not isinstance(node, located.Mapping):
        return {}
    return {
        key.text: Option(key.text, _text(_mapping(value)), _words(_mapping(value), "absent"))
        for key, value in node.entries
    }
