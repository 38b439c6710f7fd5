"""What following an agreement over time says: shifts of the outcome with their causes, and what to renew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """A condition whose value changes on a day, and why it has its new value."""

    condition: str
    says: Text
    before: Verdict
    after: Verdict
    reason: Text


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the document says that follows, with the days it gives; `silent` when it says nothing."""

    says: Text
    silent: bool
    by: date | None
    effect: date | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A day on which the outcome becomes another one: from what to what, by which conditions.

    `worse` is None where neither outcome is plainly better; `within` is False up to and on the first day of the term.
    """

    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    worse: bool | None
    within: bool
    turns: tuple[Turn, ...]
    consequences: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """Something that ends in the period: its last day, who supplies it, and what is left if only this lapses.

    `changes` is True when the outcome on the day after is then another one than with everything renewed.
    """

    says: Text
    subject: str
    fact: str
    until: date
    supplied_by: tuple[Text, ...]
    without: tuple[str, ...]
    renewed: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether letting only this lapse changes the outcome."""
        return self.without != self.renewed


@dataclass(frozen=True)
class Watch:
    """One agreement from `start` up to and including `until` (never after the term) if nothing is done."""

    insurer: str
    insurer_name: str
    policy: str
    agreement: str
    title: Text
    titles: Mapping[str, Text]
    term: Period
    start: date
    until: date
    applies: Verdict
    first: tuple[str, ...]
    shifts: tuple[Shift, ...]
    renewals: tuple[Renewal, ...]

    @property
    def last(self) -> tuple[str, ...]:
        """The outcome at the end of the period."""
        return self.shifts[-1].after if self.shifts else self.first


@dataclass(frozen=True, slots=True)
class TreatmentShift:
    """A day on which a therapist may no longer, or only from then on, deliver a treatment."""

    day: date
    insurer: str
    insurer_name: str
    treatment: str
    title: Text
    therapist: str
    before: Verdict
    after: Verdict
