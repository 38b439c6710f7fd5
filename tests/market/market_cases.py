"""Markets for the tests of folders and dossiers, and what two markets say, compared cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from inkoopwijzer.facts.dossier import Dossier, Record, Subject
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market.records import MARKET, CellRecords, Records
from inkoopwijzer.values.period import Period
from tests.assess.strategies import draw

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def examples() -> list[Dossier]:
    """The example dossiers, each AGB code once."""
    seen: set[str | None] = {None}
    found = []
    for path in EXAMPLES:
        dossier = read_dossier(path)
        if dossier.practice.agb not in seen:
            found.append(dossier)
            seen.add(dossier.practice.agb)
    return found


def drawn(seeds: Sequence[int]) -> list[Dossier]:
    """Random dossiers, each in a file of its own, all with the market of the first."""
    found = [replace(draw(seed).dossier, file=f"{seed}-{n}.yaml") for n, seed in enumerate(seeds)]
    return with_market(found, found[0].subjects[MARKET][0])


def with_market(dossiers: Sequence[Dossier], market: Subject) -> list[Dossier]:
    """The dossiers, each with these facts of the market."""
    return [replace(d, subjects={**d.subjects, MARKET: (market,)}) for d in dossiers]


def writable(dossier: Dossier) -> Dossier:
    """The dossier as a file could say it: a fact of a year has one value, without a period."""

    def timeless(subject: Subject) -> Subject:
        cells = {
            cell: (replace(records[0], period=Period()),) if any(k.isdigit() for k in cell) else records
            for cell, records in subject.cells.items()
        }
        return replace(subject, cells=cells)

    subjects = {kind: tuple(map(timeless, found)) for kind, found in dossier.subjects.items()}
    return replace(dossier, subjects=subjects)


def lineless(dossier: Dossier) -> Dossier:
    """The dossier without line numbers, and without what no record keeps."""

    def plain(subject: Subject) -> Subject:
        cells: dict[tuple[str, ...], tuple[Record, ...]] = {
            cell: tuple(replace(record, line=0) for record in records)
            for cell, records in subject.cells.items()
            if records
        }
        return replace(subject, cells=cells, line=0)

    registers = {name: s for name, s in dossier.registers.items() if s.complete or s.seen is not None}
    subjects = {kind: tuple(map(plain, found)) for kind, found in dossier.subjects.items()}
    return replace(dossier, subjects=subjects, registers=registers)


def said(records: Records) -> dict[str, Any]:
    """All that the records say, as plain values that can be compared."""
    return {
        "name": records.name,
        "about": dict(records.about),
        "listed": {
            kind: (
                found.practice.tolist(),
                list(found.ids),
                list(found.names),
                list(found.agb),
                found.profession.tolist(),
                list(found.postcode) or [""] * len(found),
            )
            for kind, found in records.listed.items()
        },
        "cells": {key: _cell(found) for key, found in records.cells.items() if len(found)},
        "registers": {
            name: (seen.complete.tolist(), seen.seen.tolist())
            for name, seen in records.registers.items()
            if seen.complete.any() or seen.seen.any()
        },
    }


def _cell(found: CellRecords) -> list[tuple[Any, ...]]:
    values: list[Any] = found.value.tolist()
    if found.value.dtype == np.int32:
        values = [None if v < 0 else found.values[v] for v in values]
    values = [None if v != v else v for v in values]
    columns = (found.row, found.start, found.end, found.source, found.seen)
    return list(zip(values, *(column.tolist() for column in columns), strict=True))
