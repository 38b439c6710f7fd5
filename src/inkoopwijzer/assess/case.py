"""A dossier as it stands on one day: what the interpreter looks facts up in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inkoopwijzer.facts.catalogue import Catalogue, FactType, catalogue
from inkoopwijzer.facts.dossier import (
    CellKey,
    Dossier,
    Moment,
    Record,
    Subject,
    Value,
    value_during,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


class Unsure:
    """Stands for an explicit "onbekend": no register can settle it."""

    def __repr__(self) -> str:
        return "UNSURE"


UNSURE: Final = Unsure()
Now = dict[CellKey, Value | Unsure]


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject on the day: `now` holds the value of every stated cell."""

    subject: Subject
    now: Now


class Case:
    """A dossier on `on`, for a contract day (`day`) that is never before the start of the term.

    `closed` answers whether a cell that is not stated is thereby absent; `open_lists` names the kinds of
    subject of which there may be more than the dossier lists; `alone` holds the practice and the market.
    """

    __slots__ = (
        "_closed",
        "_listed",
        "alone",
        "catalogue",
        "day",
        "dossier",
        "on",
        "open_lists",
        "standings",
        "term",
    )

    def __init__(self, dossier: Dossier, on: date, term: Period, day: date | None = None) -> None:
        self.dossier = dossier
        self.catalogue: Catalogue = catalogue()
        self.on = on
        self.term = term
        self.day = day or (max(on, term.start) if term.start else on)
        self._closed: dict[CellKey, bool] = {}
        self._listed: dict[tuple[str, str | None], tuple[Standing, ...]] = {}
        facts = self.catalogue.facts
        self.standings: dict[str, tuple[Standing, ...]] = {}
        for kind, subjects in dossier.subjects.items():
            standings = []
            for subject in subjects:
                now: Now = dict(self.catalogue.never.get(subject.profession or "", {}))
                for cell, records in subject.cells.items():
                    if (
                        len(records) == 1
                        and records[0].period.start is None
                        and records[0].period.end is None
                    ):
                        value = records[0].value
                        now[cell] = UNSURE if value is None else value
                        continue
                    value, _ = value_during(records, on, facts[cell[0]].type is not FactType.yes_no)
                    now[cell] = UNSURE if value is None else value
                standings.append(Standing(subject, now))
            self.standings[kind] = tuple(standings)
        self.alone = {
            kind.id: self.standings[kind.id][0]
            for kind in self.catalogue.subjects.values()
            if not kind.list_name
        }
        self.open_lists = frozenset(
            kind.id
            for kind in self.catalogue.subjects.values()
            if kind.list_name and dossier.complete_list(kind.id, self.catalogue) is None
        )

    def listed(self, kind: str, profession: str | None) -> tuple[Standing, ...]:
        """The subjects of a kind, or those among them of a profession."""
        found = self._listed.get((kind, profession))
        if found is None:
            found = self.standings[kind]
            if profession is not None:
                found = tuple(s for s in found if s.subject.profession == profession)
            self._listed[kind, profession] = found
        return found

    def closed(self, cell: CellKey) -> bool:
        """Whether a register that was seen complete settles that this cell, if not stated, is "no"."""
        found = self._closed.get(cell)
        if found is None:
            fact = self.catalogue.facts[cell[0]]
            found = (
                fact.type is FactType.yes_no and self.dossier.settled_by(fact.absent_in(cell[1:])) is not None
            )
            self._closed[cell] = found
        return found

    def over_time(
        self, subject: Subject, cell: CellKey, moment: Moment, wanted: tuple[str, ...] | None
    ) -> int:
        """The code of "this cell has a wanted value" sometime in, or throughout, a period.

        A yes that ends is unknown after the day of assessment, not "no": it may be renewed. Before that day, and
        before the first stated day, it is "no": the dossier says from when until when. A "no" stated within the
        period is no.
        """
        values, open_ = self.stated(subject, cell, self.asked_period(moment))
        if moment.mode == "throughout":
            if not all(_has(v, wanted) for v in values):
                return NOT_MET
            return UNKNOWN if open_ else MET
        if any(_has(v, wanted) for v in values):
            return MET
        return UNKNOWN if open_ else NOT_MET

    def asked_period(self, moment: Moment) -> Period:
        """The days that a moment asks about: `throughout` without bounds is the rest of the agreement's term."""
        if moment.mode == "now":
            return Period(self.on, self.on)
        if moment.mode == "throughout":
            return Period(moment.period.start or self.day, moment.period.end or self.term.end)
        return moment.period

    def stated(self, subject: Subject, cell: CellKey, period: Period) -> tuple[frozenset[Value], bool]:
        """The values that a cell surely has on some day of a period, and whether it leaves a day open."""
        records = subject.cells.get(cell, ())
        if not records:
            no = self.closed(cell) or cell in self.catalogue.never.get(subject.profession or "", {})
            return (frozenset({False}), False) if no else (frozenset(), True)
        touching = [r for r in records if r.period.overlaps(period)]
        values: set[Value] = {r.value for r in touching if r.value is not None}
        open_ = any(r.value is None for r in touching)
        gaps = _gaps(touching, period)
        if gaps and all(r.value is True for r in records):
            sure = max(self.on, min(r.period.start or date.min for r in records))
            if any(first <= sure for first, _ in gaps):
                values.add(False)
            open_ = open_ or any(last > sure for _, last in gaps)
        else:
            open_ = open_ or bool(gaps)
        return frozenset(values), open_


def _has(value: Value, wanted: tuple[str, ...] | None) -> bool:
    return value is True if wanted is None else value in wanted


def _gaps(records: list[Record], period: Period) -> list[tuple[date, date]]:
    """The first and last day of each part of `period` that no record covers."""
    day, end = period.start or date.min, period.end or date.max
    found = []
    for record in sorted(records, key=lambda r: r.period.start or date.min):
        start = record.period.start or date.min
        if start > day:
            found.append((day, start - timedelta(days=1)))
        if record.period.end is None or record.period.end >= end:
            return found
        day = max(day, record.period.end + timedelta(days=1))
    return [*found, (day, end)]
