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

    __slots__ = ("_closed", "_listed", "alone", "catalogue", "day", "dossier", "on", "open_lists", "standings", "term")

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
                now: Now = {}
                for cell, records in subject.cells.items():
                    if len(records) == 1 and records[0].period.start is None and records[0].period.end is None:
                        value = records[0].value
                        now[cell] = UNSURE if value is None else value
                        continue
                    value, record = value_during(records, on, facts[cell[0]].type is not FactType.yes_no)
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
                fact.type is FactType.yes_no
                and self.dossier.settled_by(fact.absent_in(cell[1:])) is not None
            )
            self._closed[cell] = found
        return found

    def over_time(
        self, subject: Subject, cell: CellKey, moment: Moment, wanted: tuple[str, ...] | None
    ) -> int:
        """The code of "this cell has a wanted value" sometime in, or throughout, a period.

        `throughout` without bounds means the rest of the agreement's term. A yes that ends within the period
        is unknown, not "no": it may be renewed. A "no" stated within the period is no.
        """
        records = subject.cells.get(cell, ())
        if not records:
            return NOT_MET if self.closed(cell) else UNKNOWN
        if moment.mode == "throughout":
            return self._throughout(records, moment.period, wanted)
        return self._sometime(records, moment.period, wanted)

    def _throughout(self, records: tuple[Record, ...], period: Period, wanted: tuple[str, ...] | None) -> int:
        start = period.start or self.day
        rest = Period(start, period.end or self.term.end)
        value, _ = value_during(records, start, choice=wanted is not None)
        touching = [r for r in records if r.period.overlaps(rest)]
        if value is False or any(r.value is not None and not _has(r.value, wanted) for r in touching):
            return NOT_MET
        return MET if _covers([r for r in touching if _has(r.value, wanted)], rest) else UNKNOWN

    @staticmethod
    def _sometime(records: tuple[Record, ...], period: Period, wanted: tuple[str, ...] | None) -> int:
        touching = [r for r in records if r.period.overlaps(period)]
        if any(_has(r.value, wanted) for r in touching):
            return MET
        if wanted is None and all(r.value is True for r in records):
            return NOT_MET  # the dossier says from when until when
        if any(r.value is None for r in touching):
            return UNKNOWN
        return NOT_MET if _covers(touching, period) else UNKNOWN


def _has(value: Value | None, wanted: tuple[str, ...] | None) -> bool:
    return value is True if wanted is None else value in wanted


def _covers(records: list[Record], period: Period) -> bool:
    """Whether stated values leave no day of `period` open."""
    day = period.start or date.min
    for record in sorted(records, key=lambda r: r.period.start or date.min):
        if (record.period.start or date.min) > day:
            return False
        if record.period.end is None or (period.end is not None and record.period.end >= period.end):
            return True
        day = record.period.end + timedelta(days=1)
    return False
