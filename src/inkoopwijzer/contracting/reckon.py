"""From the rules of a calendar and what has happened to days: a function of events, without a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inkoopwijzer.contracting.amsterdam import days_after, first_of, weeks_after
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.policy.milestones import (
    After,
    DayByReading,
    DayRule,
    Earliest,
    FirstOf,
    Latest,
    Named,
    Same,
    rules,
)
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import Bound, Key

Events = Mapping[CellKey, date]
"""The day of each thing that happened: ("voorstel_ontvangen", "salland", "fysiotherapie") on 24 September."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The days that a rule comes to, as far as is known.

    From `first` up to and including `last`; None is open on that side, and both None is not known. `since` is the
    event that a term runs from. `waits` names the facts whose day is still missing: until those are known `last`
    is the latest day possible. `silent`: for the day of the event the document gives no day.
    `decided_by` is the milestone whose days these are, out of all in `compared`.
    """

    first: date | None = None
    last: date | None = None
    since: date | None = None
    waits: tuple[CellKey, ...] = ()
    silent: bool = False
    decided_by: str | None = None
    compared: tuple[tuple[str, Reckoned], ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a day at all."""
        return self.first is not None or self.last is not None

    @property
    def days(self) -> tuple[date | None, date | None, bool, bool]:
        """What tells two outcomes apart: the days, whether they are final, and whether there are any."""
        return self.first, self.last, bool(self.waits), self.silent


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Reckons the milestones of a policy for one agreement: after these events, under these readings."""

    policy: Policy
    agreement: str
    events: Events
    readings: Mapping[str, str]

    def milestone(self, name: str) -> Reckoned:
        """The days of a milestone."""
        return self.rule(self.policy.calendar[name].days)

    def rule(self, rule: DayRule) -> Reckoned:
        """The days that a rule comes to."""
        match rule:
            case Named(first, last):
                return Reckoned(first, last)
            case After():
                return self._after(rule)
            case FirstOf():
                return self._first_of(rule)
            case Earliest(of):
                return _earliest([(name, self.milestone(name)) for name in of])
            case Latest(of):
                return _latest([(name, self.milestone(name)) for name in of])
            case Same(name):
                return replace(self.milestone(name), decided_by=name)
            case DayByReading(reading, options):
                return self.rule(options[self.chosen(reading)])

    def chosen(self, reading: str) -> str:
        """The option that holds of a reading: the one asked for, or the policy's default."""
        return self.readings.get(reading) or self.policy.readings[reading].default

    def otherwise(self, name: str) -> Iterator[tuple[str, str, Reckoned]]:
        """Each reading and other option under which the milestone would have other days, with those days."""
        now = self.milestone(name).days
        for reading in readings_of(self.policy, name):
            for option in self.policy.readings[reading].options:
                other = replace(self, readings={**self.readings, reading: option}).milestone(name)
                if other.days != now:
                    yield reading, option, other

    def _cell(self, fact: str, key: Key) -> CellKey:
        return (fact, *(self.agreement if isinstance(k, Bound) else k for k in key))

    def _after(self, rule: After) -> Reckoned:
        cell = self._cell(rule.fact, rule.key)
        event = self.events.get(cell)
        if event is None:
            return Reckoned(waits=(cell,))
        last = days_after(weeks_after(event, rule.weeks), rule.days - (1 if rule.same_day else 0))
        return Reckoned(event, last, since=event)

    def _first_of(self, rule: FirstOf) -> Reckoned:
        cell = self._cell(rule.fact, rule.key)
        event = self.events.get(cell)
        if event is None:
            return Reckoned(waits=(cell,))
        if rule.event_until is not None and event > rule.event_until:
            return Reckoned(silent=True)
        day = first_of(rule.unit, event, rule.following)
        day = max(day, rule.not_before) if rule.not_before else day
        return Reckoned(day, day)


def _earliest(parts: Sequence[tuple[str, Reckoned]]) -> Reckoned:
    known = [(name, part) for name, part in parts if part.known]
    begun = [part.since for _, part in known if part.since is not None]
    in_time = [(n, p) for n, p in known if p.last is None or all(p.last >= day for day in begun)]
    return _chosen(parts, min(in_time, key=lambda p: p[1].last or date.max) if in_time else None)


def _latest(parts: Sequence[tuple[str, Reckoned]]) -> Reckoned:
    """While one of the days is missing, nothing can be said: it may come after all others."""
    known = [(name, part) for name, part in parts if part.known]
    if any(part.waits for _, part in parts):
        known = []
    return _chosen(parts, max(known, key=lambda p: p[1].last or date.max) if known else None)


def _chosen(parts: Sequence[tuple[str, Reckoned]], decider: tuple[str, Reckoned] | None) -> Reckoned:
    waits = tuple(dict.fromkeys(cell for _, part in parts for cell in part.waits))
    compared = tuple(parts)
    if decider is None:
        return Reckoned(waits=waits, silent=not waits, compared=compared)
    name, part = decider
    return Reckoned(part.first, part.last, part.since, waits, False, name, compared)


def parts_of(policy: Policy, name: str) -> list[str]:
    """The milestones that a milestone takes its days from, directly or through others, under any reading."""
    found: dict[str, None] = {}
    ahead = [name]
    while ahead:
        for rule in rules(policy.calendar[ahead.pop()].days):
            names: tuple[str, ...] = ()
            if isinstance(rule, (Earliest, Latest)):
                names = rule.of
            elif isinstance(rule, Same):
                names = (rule.milestone,)
            ahead += [n for n in names if n not in found]
            found |= dict.fromkeys(names)
    return list(found)


def readings_of(policy: Policy, name: str) -> list[str]:
    """The readings that the days of a milestone can depend on."""
    every = (rule for part in [name, *parts_of(policy, name)] for rule in rules(policy.calendar[part].days))
    return list(dict.fromkeys(rule.reading for rule in every if isinstance(rule, DayByReading)))
