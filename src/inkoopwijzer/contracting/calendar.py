"""The calendar of a policy: every milestone with its days, whom it concerns, and what is still waited for.

A function of the policy, of what happened and of the readings chosen. No clock: `standing` tells what the days
are on a day that is given. Nothing lapses because a job ran; a term is over when its last day is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from inkoopwijzer.contracting.amsterdam import end_of
from inkoopwijzer.contracting.reckon import Events, Reckoned, Reckoner, parts_of
from inkoopwijzer.contracting.standing import Standing, standing
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, value_during
from inkoopwijzer.policy.milestones import Actor, Milestone, Named
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text

TERM: Final = "looptijd"
"""Begins the ids of the two milestones of each term; a package cannot use them, for the dot behind it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A fact whose day must be known first, the keys for which it is missing, and how to ask for it."""

    fact: str
    keys: tuple[tuple[str, ...], ...]
    ask: Text


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the milestones that were held against each other; `decides` marks the one whose days count."""

    milestone: str
    says: Text
    first: date | None
    last: date | None
    decides: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """The days under another option of a reading; none where these still wait or the document gives none."""

    reading: str
    question: Text
    option: str
    says: Text
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Dated:
    """One milestone for the agreements that share its days.

    The days run from `first` up to and including `last`; `until` is the instant at which the last one is over, in
    UTC: what happens before it is in time. While `waits` is not empty `last` is the latest day possible, or None.
    `silent`: for what happened the document gives no day. `everyone`: all agreements of the policy.
    `part_of` names the milestones that are decided by this one among others.
    """

    id: str
    says: Text
    actor: Actor
    agreements: tuple[str, ...]
    everyone: bool
    condition: str | None
    first: date | None
    last: date | None
    until: datetime | None
    waits: tuple[Wait, ...]
    silent: bool
    compared: tuple[Candidate, ...]
    alternatives: tuple[Alternative, ...]
    lapse: Text | None
    cites: tuple[Citation, ...]
    part_of: tuple[str, ...] = ()

    def standing(self, day: date) -> Standing:
        """How this milestone stands on a day."""
        return standing(self.first, self.last, day, bool(self.waits))

    @property
    def collides(self) -> bool:
        """Whether days that differ were held against each other."""
        return len({c.last for c in self.compared if c.first or c.last}) > 1


def events_of(dossier: Dossier, day: date) -> dict[CellKey, date]:
    """What happened according to a dossier: the facts that are days, as the dossier has them on `day`."""
    known = catalogue().facts
    found: dict[CellKey, date] = {}
    for kind in ("praktijk", "markt"):
        for subject in dossier.subjects[kind]:
            for cell, records in subject.cells.items():
                if known[cell[0]].type is FactType.date:
                    value, _ = value_during(records, day, choice=True)
                    if isinstance(value, date):
                        found[cell] = value
    return found


def calendar_of(
    policy: Policy,
    events: Events | None = None,
    readings: Mapping[str, str] | None = None,
    agreements: Collection[str] | None = None,
    left_out: Set[tuple[str, str]] = frozenset(),
) -> tuple[Dated, ...]:
    """Every milestone of a policy in order of time, those without a day last.

    `agreements` limits it to some of the policy's; `left_out` holds milestones that are not for this provider,
    each as (agreement, milestone). The terms of the agreements are milestones too, made from the agreements
    themselves.
    """
    wanted = [name for name in policy.agreements if agreements is None or name in agreements]
    rows: dict[object, _Row] = {}
    for milestone in policy.calendar.values():
        for name in wanted:
            if (milestone.agreements and name not in milestone.agreements) or (
                name,
                milestone.id,
            ) in left_out:
                continue
            reckoner = Reckoner(policy, name, events or {}, readings or {})
            found = reckoner.milestone(milestone.id)
            _add(rows, _Row(milestone, found, tuple(reckoner.otherwise(milestone.id))), name)
    for name in wanted:
        for edge in _term(policy.agreements[name]):
            _add(rows, _Row(edge, Reckoner(policy, name, {}, {}).rule(edge.days)), name)
    parts = {name: parts_of(policy, name) for name in policy.calendar}
    found_all = [_dated(policy, row, parts) for row in rows.values()]
    return tuple(sorted(found_all, key=lambda d: d.last or d.first or date.max))


def by_themselves(milestones: Iterable[Dated]) -> tuple[Dated, ...]:
    """Those that decide for themselves, without those that another one of these weighs and tells of."""
    found = tuple(milestones)
    shown = {dated.id for dated in found}
    return tuple(dated for dated in found if not shown.intersection(dated.part_of))


@dataclass
class _Row:
    """A milestone with one outcome, and the agreements that have it in common."""

    milestone: Milestone
    days: Reckoned
    others: tuple[tuple[str, str, Reckoned], ...] = ()
    agreements: list[str] = field(default_factory=list)
    waits: dict[CellKey, None] = field(default_factory=dict)
    cites: dict[Citation, None] = field(default_factory=dict)


def _add(rows: dict[object, _Row], row: _Row, agreement: str) -> None:
    """Put a row with the one that is the same but for the agreement, if there is one."""
    same = (
        row.milestone.id,
        row.days.days,
        row.days.decided_by,
        tuple(dict.fromkeys(cell[0] for cell in row.days.waits)),
        tuple((name, part.days) for name, part in row.days.compared),
        tuple((reading, option, other.days) for reading, option, other in row.others),
    )
    kept = rows.setdefault(same, row)
    kept.agreements.append(agreement)
    kept.waits |= dict.fromkeys(row.days.waits)
    kept.cites |= dict.fromkeys(row.milestone.cites)


def _dated(policy: Policy, row: _Row, parts: Mapping[str, list[str]]) -> Dated:
    milestone, days = row.milestone, row.days
    return Dated(
        id=milestone.id,
        says=milestone.says,
        actor=milestone.actor,
        agreements=tuple(row.agreements),
        everyone=len(row.agreements) == len(policy.agreements),
        condition=milestone.condition,
        first=days.first,
        last=days.last,
        until=end_of(days.last) if days.last else None,
        waits=_waits(list(row.waits)),
        silent=days.silent,
        compared=tuple(
            Candidate(name, policy.calendar[name].says, part.first, part.last, name == days.decided_by)
            for name, part in days.compared
        ),
        alternatives=tuple(_alternative(policy, *other) for other in row.others),
        lapse=milestone.lapse,
        cites=tuple(row.cites),
        part_of=tuple(name for name, used in parts.items() if milestone.id in used),
    )


def _alternative(policy: Policy, reading: str, option: str, days: Reckoned) -> Alternative:
    told = policy.readings[reading]
    return Alternative(reading, told.question, option, told.options[option], days.first, days.last)


def _waits(cells: list[CellKey]) -> tuple[Wait, ...]:
    """One question for each fact; what differs between several keys is shown as ‹beroep›."""
    keys: dict[str, list[tuple[str, ...]]] = {}
    for name, *key in cells:
        keys.setdefault(name, []).append(tuple(key))
    found = []
    for name, missing in keys.items():
        fact = catalogue().facts[name]
        words: dict[str, object] = {"subject": fact.about_label}
        for at, dimension in enumerate(fact.per):
            labels = [dimension.label_of(key) for key in dict.fromkeys(key[at] for key in missing)]
            any_of_them = Text(f"‹{dimension.label.nl}›", f"‹{dimension.label.en}›")
            words[dimension.id] = labels[0] if len(labels) == 1 else any_of_them
        found.append(Wait(name, tuple(missing), fact.ask.format(**words)))
    return tuple(found)


def _term(agreement: Agreement) -> list[Milestone]:
    """The first and the last day of an agreement's term as milestones; the end of time is no last day."""
    told = {
        "begin": (agreement.term.start, Text("De looptijd begint.", "The term begins.")),
        "einde": (agreement.term.end, Text("De looptijd eindigt.", "The term ends.")),
    }
    return [
        Milestone(f"{TERM}.{edge}", says, Actor.both, Named(day, day), (), None, None, agreement.cites)
        for edge, (day, says) in told.items()
        if day is not None and day != date.max
    ]
