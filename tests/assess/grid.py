"""The boundary grid of the shipped policies: the best practice, with facts made unknown or on an edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from random import Random
from typing import Any

from inkoopwijzer.facts.dossier import CellKey, Dossier, Record
from inkoopwijzer.policy import policy as p
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.values.period import Period
from tests.assess.against import AGREEMENT
from tests.assess.strategies import best_dossier, with_cell

Cell = tuple[str, CellKey]
Point = tuple[Cell, tuple[Record, ...]]

DAYS = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
USUAL = date(2027, 1, 1)
UNKNOWN = (Record(None),)
IN_2026 = Period(date(2026, 1, 1), date(2026, 12, 31))


def _numbers(subject: str, cell: CellKey, *values: Any) -> list[Point]:
    return [((subject, cell), (Record(v),)) for v in values]


def _periods(subject: str, cell: CellKey, *periods: tuple[date | None, date | None]) -> list[Point]:
    return [((subject, cell), (Record(True, Period(*p)),)) for p in periods]


EDGES: list[Point] = [
    *_numbers(
        "praktijk",
        ("behandelindex", "2025"),
        *map(Decimal, ("99.9", "100", "100.1", "119.9", "120", "120.1")),
    ),
    *_numbers("praktijk", ("behandelindex", "2025"), *map(Decimal, ("149.9", "150", "150.1"))),
    *_numbers("praktijk", ("unieke_verzekerden", "2025"), 29, 30, 31),
    *_numbers("samenwerkingsverband:1", ("aantal_therapeuten",), 99, 100, 101),
    *_numbers(
        "markt", ("behandelindex_percentiel", "2025", "70"), *map(Decimal, ("94.9", "95", "95.1", "120"))
    ),
    *_numbers(
        "markt", ("behandelindex_percentiel", "2025", "85"), *map(Decimal, ("100", "149.9", "150", "150.1"))
    ),
    *_periods(
        "praktijk",
        ("certificaten", "nen_en_15224"),
        (None, date(2025, 12, 31)),
        (None, date(2026, 1, 1)),
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), None),
    ),
    *_periods(
        "therapeut:1",
        ("valpreventie_certificaat",),
        (None, date(2026, 12, 31)),
        (None, date(2027, 1, 1)),
        (None, date(2028, 12, 30)),
        (None, date(2028, 12, 31)),
        (date(2027, 1, 2), None),
    ),
    (("praktijk", ("skf_praktijkregister",)), (Record("aspirant"),)),
    (
        ("praktijk", ("skf_praktijkregister",)),
        (Record("niet", Period(None, date(2026, 12, 30))), Record("keurmerk", Period(date(2026, 12, 31)))),
    ),
    (
        ("praktijk", ("skf_praktijkregister",)),
        (Record("niet", IN_2026), Record("aspirant", Period(date(2027, 1, 1)))),
    ),
    (("praktijk", ("skf_praktijkregister",)), (Record("aspirant", Period(date(2027, 1, 1))),)),
    (("samenwerkingsverband:1", ("ligging",)), (Record("net_buiten_regio_zorg_en_zekerheid"),)),
    (("samenwerkingsverband:1", ("regioverband",)), (Record("ander"),)),
    (("samenwerkingsverband:1", ("soort_verband",)), (Record("paramedisch"),)),
    (("locatie:1", ("subregio",)), (Record("elders"),)),
    (("locatie:1", ("openingstijden", "maandag")), (Record(((8 * 60, 20 * 60 - 1),)),)),
    (("locatie:1", ("openingstijden", "maandag")), (Record(((8 * 60, 20 * 60),)),)),
    (("praktijk", ("overeenkomst", "zorg_en_zekerheid", "fysiotherapie", "2026")), (Record(False),)),
]
"""One fact at, just below or just above each edge that a rule has."""


@dataclass(frozen=True)
class Place:
    """One point of the grid: what is moved to an edge, what is unknown, the day and the readings."""

    insurer: str
    edges: tuple[Point, ...]
    unknown: tuple[Cell, ...]
    on: date
    readings: tuple[tuple[str, str], ...] = ()

    def dossier(self) -> Dossier:
        found = _best()
        for (subject, cell), records in self.edges:
            found = with_cell(found, subject, cell, records)
        for subject, cell in self.unknown:
            found = with_cell(found, subject, cell, UNKNOWN)
        return found


@cache
def _best() -> Dossier:
    return best_dossier()


@cache
def policy(insurer: str) -> p.Policy:
    """The shipped policy of an insurer."""
    return next(p for p in shipped_policies() if p.insurer == insurer)


@cache
def cells_used(insurer: str) -> tuple[Cell, ...]:
    """The cells of the dossier that the agreement speaks of; of the specialisations two, of each
    therapist.
    """
    used: set[str] = set()
    for condition in policy(insurer).conditions.values():
        for node in t.walk(condition.node):
            if isinstance(node, (t.FactIs, t.FactCompares, t.Blocks)):
                used.add(node.fact)
            if isinstance(node, t.FactCompares) and isinstance(node.norm.value, t.NormFact):
                used.add(node.norm.value.fact)
    shown = ("manueel", "kinder", "maandag", "zaterdag")
    many = ("verbijzondering", "deelregister", "openingstijden")
    return tuple(
        (s.id, cell)
        for found in _best().subjects.values()
        for s in found
        for cell in s.cells
        if cell[0] in used and not (any(m in cell[0] for m in many) and cell[-1] not in shown)
    )


def reading_sets(insurer: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Each other reading by itself, and all of them at once."""
    readings = policy(insurer).readings
    others = [(r.id, o) for r in readings.values() for o in r.options if o != r.default]
    yield from (((name, option),) for name, option in others)
    if len(others) > 1:
        yield tuple(sorted(dict(others).items()))


def touching(insurer: str, edges: Sequence[Point]) -> tuple[Point, ...]:
    """The edges of facts that this agreement speaks of."""
    used = {cell[0] for _, cell in cells_used(insurer)}
    return tuple(e for e in edges if e[0][1][0] in used)


def grid(insurer: str, *, wide: bool = False) -> Iterator[Place]:
    """The points: the short form, or (`wide`) every pair of edges and every three unknown facts."""
    cells = cells_used(insurer)
    edges = touching(insurer, EDGES)
    for on in DAYS:
        yield Place(insurer, (), (), on)
        for cell in cells:
            yield Place(insurer, (), (cell,), on)
        for edge in edges:
            yield Place(insurer, (edge,), (), on)
            for readings in reading_sets(insurer):
                yield Place(insurer, (edge,), (), on, readings)
    r = Random(insurer)
    pairs = list(combinations(cells, 2))
    for pair in pairs if wide else r.sample(pairs, min(len(pairs), 400)):
        yield Place(insurer, (), pair, USUAL)
    numbers = [
        c for c in cells if c[1][0] in ("behandelindex", "behandelindex_percentiel", "unieke_verzekerden")
    ]
    decisive = [
        *numbers,
        *(
            c
            for c in cells
            if c[1][0] in ("skf_praktijkregister", "subregio", "ligging", "regioverband", "lid")
        ),
    ]
    with_edges = [
        (e, u) for e in edges for n in (1, 2, 3) for u in combinations(decisive, n) if e[0] not in u
    ]
    for edge, unknown in with_edges if wide else r.sample(with_edges, min(len(with_edges), 300)):
        yield Place(insurer, (edge,), unknown, r.choice(DAYS), r.choice([(), *reading_sets(insurer)]))
    for _ in range(6_000 if wide else 200):
        chosen = tuple(r.sample(edges, 2)) if len(edges) > 1 else ()
        moved = {e[0] for e in chosen}
        unknown = tuple(c for c in r.sample(cells, 3) if c not in moved)
        yield Place(insurer, chosen, unknown, r.choice(DAYS), r.choice([(), *reading_sets(insurer)]))
    if wide:
        for three in combinations(decisive, 3):
            for on, readings in product(DAYS, [(), *reading_sets(insurer)]):
                yield Place(insurer, (), three, on, readings)


__all__ = ["AGREEMENT", "Place", "cells_used", "grid", "policy"]
