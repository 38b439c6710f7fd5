"""The calendar of every insurer: for one provider what concerns it, or in general."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import NO_ASSUMPTIONS, Compiler
from inkoopwijzer.contracting.amsterdam import day_of
from inkoopwijzer.contracting.calendar import Dated, calendar_of, events_of
from inkoopwijzer.contracting.standing import Standing
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.services.assessing import chosen_policies
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import NOT_MET, UNKNOWN


@dataclass(frozen=True, slots=True)
class Placed:
    """A milestone, how it stands on the day asked for, and for whom it is if that is not everybody.

    `condition` is None when the milestone is surely for this provider.
    """

    milestone: Dated
    standing: Standing
    condition: Text | None


@dataclass(frozen=True)
class InsurerCalendar:
    """The calendar of one policy: its milestones in order of time, for these agreements."""

    insurer: str
    insurer_name: str
    policy: str
    document: str
    agreements: Mapping[str, Text]
    milestones: tuple[Placed, ...]


@dataclass(frozen=True)
class Calendar:
    """What is past and what is ahead on a day, per insurer; `name` and `file` are empty without a dossier."""

    name: str
    file: str
    on: date
    insurers: tuple[InsurerCalendar, ...]


def calendar(
    dossier: Dossier | Path | str | None = None,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    policies: Iterable[Policy] | None = None,
) -> Calendar:
    """The calendar of every policy, seen from the day `on` (by default today in Amsterdam).

    With a dossier (or the file it is in) only the agreements that may be meant for this provider, with the days
    that follow from what happened. Raises `Faults` for a dossier with faults, `UnknownChoice` for an insurer or
    reading that no policy has.
    """
    chosen = chosen_policies(policies, insurers, readings)
    read = dossier if isinstance(dossier, Dossier) or dossier is None else read_dossier(Path(dossier))
    day = on or day_of(datetime.now(UTC))
    return Calendar(
        name=read.name if read else "",
        file=read.file if read else "",
        on=day,
        insurers=tuple(_of_policy(policy, read, day, readings or {}) for policy in chosen),
    )


def _of_policy(
    policy: Policy, dossier: Dossier | None, day: date, readings: Mapping[str, str]
) -> InsurerCalendar:
    codes = {name: _codes(policy, a, dossier, day, readings) for name, a in policy.agreements.items()}
    wanted = [name for name, a in policy.agreements.items() if codes[name].get(a.scope) != NOT_MET]
    events = events_of(dossier, day) if dossier else {}
    found = calendar_of(policy, events, readings, wanted, frozenset(_left_out(policy, codes)))
    return InsurerCalendar(
        insurer=policy.insurer,
        insurer_name=policy.insurer_name,
        policy=policy.id,
        document=f"{policy.document.title} ({policy.document.version})",
        agreements={name: policy.agreements[name].title for name in wanted},
        milestones=tuple(Placed(d, d.standing(day), _for_whom(policy, d, codes)) for d in found),
    )


def _left_out(policy: Policy, codes: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str]]:
    """The milestones that are surely for others: by their own condition, or by the ways in that name them."""
    for name, values in codes.items():
        for milestone in policy.calendar.values():
            own = milestone.condition
            ways = [e.condition for e in policy.agreements[name].entry if milestone.id in e.milestones]
            others = ways and all(values[condition] == NOT_MET for condition in ways)
            if others or (own is not None and values[own] == NOT_MET):
                yield name, milestone.id


def _codes(
    policy: Policy, agreement: Agreement, dossier: Dossier | None, day: date, readings: Mapping[str, str]
) -> dict[str, int]:
    """The value, for one agreement, of its scope, of its ways in and of each condition that a milestone is for.

    The facts count on `day`, but not before the term begins (a practice that starts then is meant too) nor after
    it ends. Without a dossier nothing is known.
    """
    names = [agreement.scope, *(entry.condition for entry in agreement.entry)]
    names += [m.condition for m in policy.calendar.values() if m.condition is not None]
    if dossier is None:
        return dict.fromkeys(names, UNKNOWN)
    chosen = {r.id: readings.get(r.id, r.default) for r in policy.readings.values()}
    compiler = Compiler(policy, chosen, NO_ASSUMPTIONS)
    slots = {name: compiler.condition(name) for name in names}
    term = policy.days_of(agreement)
    case = Case(dossier, min(max(day, term.start or day), term.end or day), agreement.term)
    codes: list[int] = []
    for step in compiler.steps:
        codes.append(step(codes, case, {}))
    return {name: codes[slot] for name, slot in slots.items()}


def _for_whom(policy: Policy, dated: Dated, codes: Mapping[str, Mapping[str, int]]) -> Text | None:
    if dated.condition is None:
        return None
    unsure = any(codes[name][dated.condition] == UNKNOWN for name in dated.agreements)
    return policy.conditions[dated.condition].says if unsure else None
