"""The records of a market, made from dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Subject, Value
from inkoopwijzer.market.folder_tables import written
from inkoopwijzer.market.records import (
    MARKET,
    NOBODY,
    NOT_SEEN,
    OPEN_END,
    OPEN_START,
    PRACTICE,
    Bytes,
    CellRecords,
    Days,
    Listed,
    Numbers,
    Records,
    Rows,
    Seen,
)
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

MOST_DIGITS = 15
"""A number of more digits is not exact in an array."""


class MarketsDiffer(ValueError):
    """Two dossiers say different things of the market; a market has one row of market facts."""

    def __init__(self, first: str, other: str) -> None:
        self.first, self.other = first, other
        super().__init__(
            f"{first} and {other} state different facts of the market: say which hold (`markt=`)"
        )


def records_of(
    dossiers: Sequence[Dossier],
    *,
    markt: Subject | None = None,
    name: str = "",
    about: Mapping[str, str] | None = None,
) -> Records:
    """The records of these dossiers, practice r being `dossiers[r]`; `to_dossier.dossier_at` is the inverse.

    The id of a practice is the name of its dossier's file: to be written as a folder these names must differ.
    All dossiers must state the same facts of the market, or `MarketsDiffer` is raised; with `markt` those facts
    hold instead of what the dossiers say (`dossiers[3].subjects["markt"][0]`, say). Raises `ValueError` for a
    number that an array does not hold exactly.

    Not kept: line numbers, a cell without a record, and that a register was looked at neither completely nor on
    a known day.
    """
    subjects: dict[str, list[tuple[int, Subject]]] = {kind: [] for kind in catalogue().subjects}
    for row, dossier in enumerate(dossiers):
        for kind, found in dossier.subjects.items():
            if kind != MARKET:
                subjects[kind].extend((row, subject) for subject in found)
    subjects[MARKET] = [(0, markt or _one_market(dossiers))]
    ids = {PRACTICE: [dossier.file for dossier in dossiers]}
    cells: dict[tuple[str, CellKey], list[tuple[int, Record]]] = {}
    for kind, placed in subjects.items():
        for nr, (_, subject) in enumerate(placed):
            for cell, records in subject.cells.items():
                cells.setdefault((kind, cell), []).extend((nr, record) for record in records)
    return Records(
        listed={kind: _listed(placed, ids.get(kind)) for kind, placed in subjects.items()},
        cells={key: _cell(key[1], found) for key, found in cells.items() if found},
        registers=_registers(dossiers),
        name=name,
        about=dict(about or {}),
    )


def _one_market(dossiers: Sequence[Dossier]) -> Subject:
    stated: tuple[Dossier, Subject, Mapping[CellKey, tuple[Record, ...]]] | None = None
    for dossier in dossiers:
        subject = dossier.subjects[MARKET][0]
        cells = {
            cell: tuple(replace(r, line=0) for r in found) for cell, found in subject.cells.items() if found
        }
        if stated is None:
            stated = dossier, subject, cells
        elif cells != stated[2]:
            raise MarketsDiffer(stated[0].file, dossier.file)
    kind = catalogue().subjects[MARKET]
    return stated[1] if stated else Subject(MARKET, MARKET, kind.label.nl)


def _listed(found: Sequence[tuple[int, Subject]], ids: Sequence[str] | None) -> Listed:
    professions = {name: at for at, name in enumerate(catalogue().professions)}
    return Listed(
        practice=np.array([row for row, _ in found], np.int32),
        ids=[subject.id for _, subject in found] if ids is None else ids,
        names=[subject.name for _, subject in found],
        agb=[subject.agb or "" for _, subject in found],
        profession=np.array([professions.get(s.profession or "", NOBODY) for _, s in found], np.int8),
    )


def _cell(cell: CellKey, found: Sequence[tuple[int, Record]]) -> CellRecords:
    sources = {name: at for at, name in enumerate(catalogue().sources)}
    type_ = catalogue().facts[cell[0]].type
    values: tuple[Value, ...] = ()
    value: Bytes | Numbers | Rows
    if type_ is FactType.yes_no:
        value = np.array([_yes_no(record.value) for _, record in found], np.int8)
    elif type_ in (FactType.whole, FactType.decimal):
        value = np.array([_number(cell, record.value) for _, record in found], np.float64)
    else:
        different = {written(v): v for _, record in found if (v := record.value) is not None}
        place = {text: at for at, text in enumerate(sorted(different))}
        values = tuple(different[text] for text in place)
        value = np.array([NOBODY if r.value is None else place[written(r.value)] for _, r in found], np.int32)
    return CellRecords(
        row=np.array([nr for nr, _ in found], np.int32),
        value=value,
        start=_days((record.period.start for _, record in found), OPEN_START),
        end=_days((record.period.end for _, record in found), OPEN_END),
        source=np.array([sources.get(r.source or "", NOBODY) for _, r in found], np.int8),
        seen=_days((record.seen for _, record in found), NOT_SEEN),
        values=values,
    )


def _yes_no(value: Value | None) -> int:
    return UNKNOWN if value is None else MET if value is True else NOT_MET


def _number(cell: CellKey, value: Value | None) -> float:
    if value is None:
        return float("nan")
    if not isinstance(value, (int, Decimal)):
        raise TypeError(f"{'.'.join(cell)}: {value!r} is not a number")
    if len(Decimal(value).normalize().as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"{'.'.join(cell)}: {value} has more than {MOST_DIGITS} digits")
    return float(value)


def _days(days: Iterable[date | None], open_: int) -> Days:
    return np.array([open_ if day is None else day.toordinal() for day in days], np.int32)


def _registers(dossiers: Sequence[Dossier]) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for row, dossier in enumerate(dossiers):
        for name, snapshot in dossier.registers.items():
            if not snapshot.complete and snapshot.seen is None:
                continue
            seen = found.setdefault(
                name, Seen(np.zeros(len(dossiers), np.bool_), np.full(len(dossiers), NOT_SEEN, np.int32))
            )
            seen.complete[row] = snapshot.complete
            seen.seen[row] = snapshot.seen.toordinal() if snapshot.seen else NOT_SEEN
    return dict(sorted(found.items()))
