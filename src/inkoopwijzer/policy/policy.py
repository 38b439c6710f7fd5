"""A policy as a whole: its agreements and groups, the readings of its text, and all that it says beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from inkoopwijzer.policy.matters import Amendment, Entry, Expectation, Gap, Shortfall
from inkoopwijzer.policy.milestones import Milestone
from inkoopwijzer.policy.treatments import Treatment
from inkoopwijzer.policy.tree import Condition, Norm, Selection
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text

NONE: Final = "geen"
"""The outcome when no group is possible."""


@dataclass(frozen=True)
class Reading:
    """A place where the text can be read in more than one way: the options, the default and why."""

    id: str
    question: Text
    cites: tuple[Citation, ...]
    options: Mapping[str, Text]
    default: str
    because: Text


@dataclass(frozen=True)
class Remark:
    """Something that decides no group but must be told: a reservation, or something that is not here."""

    id: str
    says: Text
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Group:
    """A tariff group or agreement; `requires` names its conditions. Groups stand best first."""

    id: str
    title: Text
    cites: tuple[Citation, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Cap:
    """When the condition holds, no group better than `at_most` is possible."""

    at_most: str
    condition: str


@dataclass(frozen=True)
class Change:
    """When the document lets a provider move to another group: by when, and from when it counts."""

    to: tuple[str, ...]
    says: Text
    by: date
    effect: date
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Agreement:
    """One agreement an insurer offers: its term, its groups (best first) and the conditions for each.

    `scope` is the condition that says for whom the agreement is meant; `duties` are conditions that bind
    but decide no group. `entry` holds the ways in which a provider comes to have it, `shortfall` what follows
    when it no longer meets the conditions. `addendum_to` names the agreement that this one adds to.
    """

    id: str
    title: Text
    term: Period
    cites: tuple[Citation, ...]
    scope: str
    groups: tuple[Group, ...]
    caps: tuple[Cap, ...] = ()
    duties: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    entry: tuple[Entry, ...] = ()
    shortfall: tuple[Shortfall, ...] = ()
    addendum_to: str | None = None

    def caps_on(self, group: str) -> tuple[str, ...]:
        """The conditions that rule a group out: the caps below it."""
        order = [g.id for g in self.groups]
        return tuple(c.condition for c in self.caps if order.index(group) < order.index(c.at_most))


@dataclass(frozen=True)
class SourceDocument:
    """The document that a policy was written from: enough to recognise it, none of its text."""

    title: str
    version: str
    published: date
    lines: int
    fingerprint: str


@dataclass(frozen=True)
class Policy:
    """One insurer's policy for a year: agreements, conditions, readings and remarks.

    `hash` identifies the rule files it was read from.
    """

    insurer: str
    insurer_name: str
    year: int
    title: Text
    document: SourceDocument
    agreements: Mapping[str, Agreement]
    conditions: Mapping[str, Condition]
    readings: Mapping[str, Reading]
    norms: Mapping[str, Norm]
    reservations: tuple[Remark, ...]
    externals: tuple[Remark, ...]
    hash: str = ""
    kinds: Mapping[str, Selection] = field(default_factory=dict)
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    calendar: Mapping[str, Milestone] = field(default_factory=dict)
    expectations: Mapping[str, Expectation] = field(default_factory=dict)
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The policy's name: insurer and year."""
        return f"{self.insurer}-{self.year}"

    def days_of(self, agreement: Agreement) -> Period:
        """The days of an agreement's term that this policy speaks of: none before 1 January of its year.

        An agreement that already runs is assessed for the policy's year, not for the years before.
        """
        start, end = agreement.term.start, agreement.term.end
        first = date(self.year, 1, 1)
        if end is not None and end < first:
            return agreement.term
        return Period(max(start, first) if start else first, end)

    def cited(self) -> list[tuple[str, Citation]]:
        """Every citation with the name of what it supports."""
        found: list[tuple[str, Citation]] = []
        for condition in self.conditions.values():
            found += [(condition.id, c) for c in condition.cites]
        for reading in self.readings.values():
            found += [(f"reading {reading.id}", c) for c in reading.cites]
        for norm in self.norms.values():
            found += [(f"norm {norm.id}", c) for c in norm.cites]
        for kind in self.kinds.values():
            found += [(f"kind {kind.name}", c) for c in kind.cites]
        for agreement in self.agreements.values():
            found += [(f"agreement {agreement.id}", c) for c in agreement.cites]
            found += [(f"group {agreement.id} {g.id}", c) for g in agreement.groups for c in g.cites]
            found += [(f"change {agreement.id}", c) for change in agreement.changes for c in change.cites]
            found += [(f"entry {agreement.id} {e.id}", c) for e in agreement.entry for c in e.cites]
            found += [(f"shortfall {agreement.id}", c) for s in agreement.shortfall for c in s.cites]
        for treatment in self.treatments.values():
            found += [(f"treatment {treatment.id}", c) for c in treatment.cites]
            found += [
                (f"treatment {treatment.id} {part.profession}", c)
                for part in treatment.provisions.values()
                for c in part.cites
            ]
            found += [(f"exemption {treatment.id} {e.id}", c) for e in treatment.exemptions for c in e.cites]
        beside: Mapping[str, Mapping[str, _Cited]] = {
            "milestone": self.calendar,
            "expectation": self.expectations,
            "amendment": self.amendments,
            "gap": self.gaps,
        }
        for what, entries in beside.items():
            found += [(f"{what} {name}", c) for name, entry in entries.items() for c in entry.cites]
        for remark in self.reservations + self.externals:
            found += [(remark.id, c) for c in remark.cites]
        return found


class _Cited(Protocol):
    @property
    def cites(self) -> tuple[Citation, ...]: ...
