"""Everything that a policy names, by section: a name has one meaning in the whole package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from inkoopwijzer.policy.matters import Amendment, Expectation, Gap
from inkoopwijzer.policy.milestones import DayByReading, Milestone, rules
from inkoopwijzer.policy.policy import Agreement, Policy, Reading, Remark
from inkoopwijzer.policy.treatments import Treatment
from inkoopwijzer.policy.tree import (
    ByReading,
    Condition,
    FactCompares,
    Node,
    Norm,
    Over,
    Ref,
    Selection,
    walk,
)
from inkoopwijzer.values.text import Text

Entry = (
    Agreement
    | Condition
    | Norm
    | Selection
    | Reading
    | Treatment
    | Milestone
    | Expectation
    | Remark
    | Amendment
    | Gap
)
"""What a section of a rule file holds."""

SECTION_LABELS: Final[Mapping[str, Text]] = {
    "agreements": Text("Overeenkomsten", "Agreements"),
    "conditions": Text("Voorwaarden", "Conditions"),
    "norms": Text("Getallen", "Numbers"),
    "kinds": Text("Soorten", "Kinds"),
    "readings": Text("Lezingen", "Readings"),
    "treatments": Text("Behandelingen", "Treatments"),
    "calendar": Text("Datums", "Dates"),
    "expectations": Text("Verwachtingen", "Expectations"),
    "reservations": Text("Voorbehouden", "Reservations"),
    "externals": Text("Niet hier, niet beoordeeld", "Not here, not assessed"),
    "amendments": Text("Wijzigingen volgens het document", "Changes by the document itself"),
    "gaps": Text("Open vragen", "Open questions"),
}
"""The sections in the order in which they are told."""


def entries(policy: Policy) -> dict[str, Mapping[str, Entry]]:
    """Everything the policy names, by section and name."""
    return {
        "agreements": policy.agreements,
        "conditions": policy.conditions,
        "norms": policy.norms,
        "kinds": policy.kinds,
        "readings": policy.readings,
        "treatments": policy.treatments,
        "calendar": policy.calendar,
        "expectations": policy.expectations,
        "reservations": {remark.id: remark for remark in policy.reservations},
        "externals": {remark.id: remark for remark in policy.externals},
        "amendments": policy.amendments,
        "gaps": policy.gaps,
    }


def named(policy: Policy, name: str) -> tuple[str, Entry] | None:
    """What has this name, with its section; None if nothing has."""
    for section, known in entries(policy).items():
        if name in known:
            return section, known[name]
    return None


def says(entry: Entry) -> Text:
    """The sentence that tells what an entry is."""
    match entry:
        case Agreement(title=title):
            return title
        case Reading(question=question) | Gap(question=question):
            return question
        case Norm(id=name, says=said):
            return said or Text(name, name)
        case Selection(name=name):
            return Text(name, name)
        case _:
            return entry.says


def uses(policy: Policy) -> Mapping[str, frozenset[str]]:
    """What uses a condition, norm, kind or reading by itself: conditions, dates and treatments, by its name."""
    found: dict[str, set[str]] = {}
    for condition in policy.conditions.values():
        for name in _used(condition.node):
            found.setdefault(name, set()).add(condition.id)
    for milestone in policy.calendar.values():
        for rule in rules(milestone.days):
            if isinstance(rule, DayByReading):
                found.setdefault(rule.reading, set()).add(milestone.id)
    for treatment in policy.treatments.values():
        chosen = [p.reading for p in treatment.provisions.values()] + [
            e.reading for e in treatment.exemptions
        ]
        for reading in chosen:
            if reading is not None:
                found.setdefault(reading[0], set()).add(treatment.id)
    return {name: frozenset(users) for name, users in found.items()}


def _used(node: Node) -> Iterator[str]:
    for part in walk(node):
        match part:
            case Ref(condition):
                yield condition
            case ByReading(reading=reading):
                yield reading
            case Over(over=over):
                yield over.name
            case FactCompares(norm=norm):
                yield norm.id
            case _:
                yield from _norms(part)


def _norms(part: object) -> Iterator[str]:
    """The norms that a leaf holds in whichever field."""
    if is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            value = getattr(part, field.name)
            if isinstance(value, Norm):
                yield value.id
