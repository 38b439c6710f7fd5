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
    covered_until,
    value_during,
)
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


class _Unsure:
    """Stands for an explicit "onbekend": no register can settle it."""

    def __repr__(self) -> str:
        return "UNSURE"


UNSURE: Final = _Unsure()
Now = dict[CellKey, Value | _Unsure]


@dataclass(frozen=True, slots=True)
class Standing:
    """One subject on the day: `now` holds the value of every stated cell."""

    subject: Subject
    now: Now


class Case:
    """A dossier on `on`, for a contract day that is never before the start of the term.

    `closed` answers whether a cell that is not stated is thereby absent; `open_lists` names the kinds of
    subject of which there may be more than the dossier lists.
    """

    __slots__ = ("_closed", "catalogue", "day", "dossier", "on", "open_lists", "standings", "term")

    def __init__(self, dossier: Dossier, on: date, term: Period) -> None:
        self.dossier = dossier
        self.catalogue: Catalogue = catalogue()
        self.on = on
        self.term = term
        self.day = max(on, term.start) if term.start else on
        self._closed: dict[CellKey, bool] = {}
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
        self.open_lists = frozenset(
            kind.id
            for kind in self.catalogue.subjects.values()
            if kind.list_name and dossier.complete_list(kind.id, self.catalogue) is None
        )

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
        is unknown, not "no": it may be renewed.
        """
        records = subject.cells.get(cell, ())
        if not records:
            return NOT_MET if self.closed(cell) else UNKNOWN
        if moment.mode == "throughout":
            return self._throughout(records, moment.period)
        return self._sometime(records, moment.period, wanted)

    def _throughout(self, records: tuple[Record, ...], period: Period) -> int:
        start = max(self.day, period.start) if period.start else self.day
        end = period.end or self.term.end
        value, _ = value_during(records, start, choice=False)
        if value is None:
            return UNKNOWN
        if value is False:
            return NOT_MET
        last = covered_until(records, start)
        return MET if last is None or (end is not None and last >= end) else UNKNOWN

    @staticmethod
    def _sometime(records: tuple[Record, ...], period: Period, wanted: tuple[str, ...] | None) -> int:
        touching = [r for r in records if r.period.overlaps(period)]
        if any(_has(r.value, wanted) for r in touching):
            return MET
        if wanted is None:
            return UNKNOWN if any(r.value is None for r in touching) else NOT_MET
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
