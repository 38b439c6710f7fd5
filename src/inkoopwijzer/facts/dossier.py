"""A dossier: what is known of one provider, with source, date seen and validity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from inkoopwijzer.facts.catalogue import Catalogue
from inkoopwijzer.values.period import Period

Hours = tuple[tuple[int, int], ...]
"""Opening hours of one day: minutes after midnight, from and until, in order, without overlap."""

Value = bool | int | Decimal | str | Hours | date

CellKey = tuple[str, ...]
"""A fact's id followed by the values of its dimensions: ("registratie", "irf")."""


@lru_cache(maxsize=8192)
def one_cell(cell: CellKey) -> CellKey:
    """The one tuple that stands for this cell in every dossier: looking up by identity is twice as fast."""
    return cell


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Moment:
    """When a fact must hold: `now` (the date of the assessment), `sometime` or `throughout` a period."""

    mode: Literal["now", "sometime", "throughout"] = "now"
    period: Period = ALWAYS


NOW = Moment()


@dataclass(frozen=True, slots=True)
class Record:
    """One value of a fact during a period, with who supplied it, when it was seen, and its line in the file.

    `value` None is an explicit "onbekend".
    """

    value: Value | None
    period: Period = ALWAYS
    source: str | None = None
    seen: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A register as it was seen; if complete, what is not in it is absent."""

    register: str
    seen: date | None
    complete: bool


@dataclass(frozen=True)
class Subject:
    """Whose facts these are: the practice, one therapist, one location, ..."""

    kind: str
    id: str
    name: str
    profession: str | None = None
    agb: str | None = None
    cells: Mapping[CellKey, tuple[Record, ...]] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Dossier:
    """All that is known of one provider. `subjects` holds, per kind, who and what there is."""

    file: str
    name: str
    subjects: Mapping[str, tuple[Subject, ...]]
    registers: Mapping[str, Snapshot]

    @property
    def practice(self) -> Subject:
        """The practice itself."""
        return self.subjects["praktijk"][0]

    def settled_by(self, registers: tuple[str, ...]) -> Snapshot | None:
        """The first of `registers` that was seen complete, if any."""
        for name in registers:
            snapshot = self.registers.get(name)
            if snapshot is not None and snapshot.complete:
                return snapshot
        return None

    def complete_list(self, kind: str, catalogue: Catalogue) -> Snapshot | None:
        """What shows that the list of this kind of subject is complete, or None when others may exist."""
        return self.settled_by(catalogue.subjects[kind].absent)


def value_during(records: tuple[Record, ...], day: date, choice: bool) -> tuple[Value | None, Record | None]:
    """The value on `day` and the record it rests on.

    A yes/no fact with a stated period is "no" outside it: the dossier says from when until when. For
    other types a day outside all stated periods is unknown.
    """
    for record in records:
        if record.period.covers(day):
            return record.value, record
    if records and not choice and all(r.value is True for r in records):
        return False, _nearest(records, day)
    return None, None


def _nearest(records: tuple[Record, ...], day: date) -> Record:
    ended = [r for r in records if r.period.end is not None and r.period.end < day]
    return max(ended, key=lambda r: r.period.end or date.min) if ended else records[0]
