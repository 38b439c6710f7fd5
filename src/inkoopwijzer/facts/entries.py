"""What the catalogue is made of: facts, and the subjects, dimensions, professions and sources they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product

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
    """One word that a choice or a dimension allows; `absent` names registers that settle its absence.

    `professions` names those that it belongs to: of a therapist of another profession it is never so. Empty: all.
    """

    id: str
    label: Text
    absent: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()


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

    def fixed_on(self, key: tuple[str, ...], on: date) -> bool:
        """Whether the provider cannot change the value named by `key` any more."""
        if self.fixed is not None:
            return True
        years = [int(k) for d, k in zip(self.per, key, strict=True) if d.id == "jaar"]
        return self.past and any(year < on.year for year in years)

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

    @cached_property
    def never(self) -> Mapping[str, Mapping[tuple[str, ...], bool]]:
        """By profession the yes/no facts that are never so of such a therapist: what belongs to other professions."""
        found: dict[str, dict[tuple[str, ...], bool]] = {name: {} for name in self.professions}
        for fact in self.facts.values():
            if fact.about != "therapeut" or fact.type is not FactType.yes_no:
                continue
            for key in product(*(tuple(d.options or ()) for d in fact.per)):
                owners = [
                    set(option.professions)
                    for dimension, name in zip(fact.per, key, strict=True)
                    if (option := (dimension.options or {})[name]).professions
                ]
                for profession in found if owners else ():
                    if any(profession not in owner for owner in owners):
                        found[profession][(fact.id, *key)] = False
        return found
