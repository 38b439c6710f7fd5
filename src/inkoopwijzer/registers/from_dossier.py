"""A dossier as the standard tables: a dossier is a register of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Subject, Value
from inkoopwijzer.facts.typed import UNKNOWN
from inkoopwijzer.market.folder_tables import written
from inkoopwijzer.market.records import MARKET, PRACTICE
from inkoopwijzer.registers.cell_names import joined
from inkoopwijzer.registers.coded import coded
from inkoopwijzer.registers.layout import States, Table
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.plan import Gathered
from inkoopwijzer.registers.subjects import THERAPIST
from inkoopwijzer.registers.typed_numbers import unmistakable

Row = dict[str, str | None]
Tables = dict[str, list[tuple[int, Row]]]
"""By table its rows, each with the line of the dossier that it comes from."""

OTHER_FACTS: Final = "opgaven"
SEEN: Final = "volledigheid"


def tables_of(dossiers: Iterable[Dossier]) -> Tables:
    """The rows that say all that these dossiers say; facts of the market that several state are said once.

    A practice or therapist without an AGB code gets a reference made of the name of the file or its place in the
    list.
    """
    found: Tables = {}
    market: dict[tuple[str | None, ...], tuple[int, Row]] = {}
    for dossier in dossiers:
        practice = dossier.practice.agb or _reference(dossier.file)
        for kind, subjects in dossier.subjects.items():
            for number, subject in enumerate(subjects, 1):
                name = _name(subject, practice, number)
                if kind != MARKET:
                    table, row = _listed(subject, practice, name)
                    found.setdefault(table, []).append((subject.line, row))
                _state(subject, practice, name, found, market)
        for register, snapshot in dossier.registers.items():
            found.setdefault(SEEN, []).append(
                (
                    0,
                    {
                        "register": register,
                        "praktijk": practice,
                        "volledig": "ja" if snapshot.complete else "nee",
                        "gezien": _day(snapshot.seen),
                    },
                )
            )
    if market:
        found.setdefault(OTHER_FACTS, []).extend(market.values())
    return found


def gathered(rows: Sequence[tuple[int, Row]]) -> Gathered:
    """Rows made by a program as if they had been read from a file: a column for each name, "" for None."""
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    cells = {name: coded(row.get(name) or "" for _, row in rows) for name in names}
    return Gathered(
        np.array([line for line, _ in rows], dtype=np.int32), cells, {name: name for name in names}
    )


def _reference(file: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", file.rpartition("/")[2].rpartition(".")[0])
    return f"dossier:{stem[:50]}"


def _name(subject: Subject, practice: str, number: int) -> str:
    """What identifies a subject within its practice."""
    if subject.kind == THERAPIST:
        return subject.agb or f"therapeut-{number}:{practice}"[:60]
    return subject.name


def _listed(subject: Subject, practice: str, name: str) -> tuple[str, Row]:
    table = _table_of(subject.kind)
    row: Row = {"praktijk": practice, "naam": subject.name}
    if table.subject is not None:
        row[table.subject] = name
    if subject.profession is not None:
        row["beroep"] = subject.profession
    return table.id, row


def _table_of(kind: str) -> Table:
    return next(t for t in layouts().values() if t.about == kind and t.states is States.wide)


def _state(
    subject: Subject,
    practice: str,
    name: str,
    found: Tables,
    market: dict[tuple[str | None, ...], tuple[int, Row]],
) -> None:
    for cell, records in subject.cells.items():
        for record in records:
            row = _stated(subject.kind, practice, name, cell, record)
            if subject.kind != MARKET:
                found.setdefault(OTHER_FACTS, []).append((record.line, row))
                continue
            same = tuple(text for column, text in row.items() if column != "gezien")
            seen = market[same][1]["gezien"] if same in market else None
            if same not in market or (row["gezien"] or "") > (seen or ""):
                market[same] = record.line, row


def _stated(kind: str, practice: str, name: str, cell: CellKey, record: Record) -> Row:
    return {
        "soort": kind,
        "praktijk": None if kind == MARKET else practice,
        "onderwerp": None if kind in (MARKET, PRACTICE) else name,
        "gegeven": joined(cell),
        "waarde": _text(record.value),
        "van": _day(record.period.start),
        "tot_en_met": _day(record.period.end),
        "bron": record.source,
        "gezien": _day(record.seen),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(value: Value | None) -> str:
    if value is None:
        return UNKNOWN
    return unmistakable(value) if isinstance(value, Decimal) else written(value)
