"""Small markets that try one thing each: days and periods, numbers, opening hours, professions, quantifiers.

Each comes with a policy whose conditions ask that thing in every way, so that one query compares many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final

from inkoopwijzer.facts.dossier import NOW, CellKey, Dossier, Moment, Record
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.blocks import DAYS
from inkoopwijzer.values.period import Period
from tests.assess.strategies import DAYS_ASKED, PERIODS, dossier_of, policy_of
from tests.engines.compared import Asked, alike


@dataclass(frozen=True)
class World:
    """Practices, and what is asked of them."""

    dossiers: Sequence[Dossier]
    asked: tuple[Asked, ...]


FIRST, LAST = date(2026, 1, 1), date(2029, 6, 30)
REGISTERS = ("eigen_administratie", "vektis_agb", "irf", "skf")
THERAPIST = t.Selection("therapeut", kind="therapeut")


def all_of(conditions: dict[str, t.Node], on: date) -> Asked:
    """A policy with these conditions, that all of them together decide."""
    return Asked(policy_of(conditions, {"A": tuple(conditions)}, hash=repr(conditions)), on=on)


def some(node: t.Node) -> t.Over:
    return t.Over(t.Quantifier.some, THERAPIST, None, node)


def history(chance: Random, values: Sequence[Any]) -> tuple[Record, ...]:
    """Records of a cell, in no order, with gaps and overlaps; the first that covers a day counts."""

    def a_day() -> date:
        return FIRST + timedelta(days=chance.choice((0, 180, 364, 365, 366, 545, 546, 729, 730, 1095, 1200)))

    found = []
    if True in values and chance.random() < 0.5:
        values = (True,)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        start, end = sorted((a_day(), a_day()))
        period = Period(
            None if chance.random() < 0.2 else start,
            None if chance.random() < 0.2 else end,
        )
        found.append(Record(chance.choice(values), period))
    return tuple(found)


YES: CellKey = ("certificaten", "nen_en_15224")
CHOICE: CellKey = ("skf_praktijkregister",)
OF_ONE: CellKey = ("registratie", "irf")
MOMENTS = (
    NOW,
    Moment("throughout"),
    Moment("sometime", PERIODS[1]),
    Moment("throughout", PERIODS[1]),
    *(Moment("sometime", p) for p in (PERIODS[0], Period(), Period(None, LAST), Period(FIRST, None))),
    *(Moment("throughout", p) for p in (*PERIODS[::2], Period(date(2027, 6, 30), date(2027, 6, 30)))),
)


def dated(count: int) -> list[Dossier]:
    chance = Random(5)

    def cell(name: CellKey, values: Sequence[Any]) -> dict[CellKey, Any]:
        return {name: history(chance, values)} if chance.random() < 0.85 else {}

    return alike(
        dossier_of(
            {
                **cell(YES, (True, True, True, False, None)),
                **cell(CHOICE, ("keurmerk", "aspirant", "geen", None)),
            },
            [name for name in REGISTERS if chance.random() < 0.5],
            therapeut=[cell(OF_ONE, (True, True, False, None)) for _ in range(chance.randint(0, 2))],
        )
        for _ in range(count)
    )


def over_time() -> dict[str, t.Node]:
    nodes: list[t.Node] = [t.FactIs(YES[0], YES[1:], None, moment) for moment in MOMENTS]
    nodes += [t.FactIs(CHOICE[0], (), ("keurmerk", "aspirant"), moment) for moment in MOMENTS[:4]]
    nodes += [some(t.FactIs(OF_ONE[0], OF_ONE[1:], None, moment)) for moment in MOMENTS[:4]]
    return {f"c{n}": node for n, node in enumerate(nodes)}


@cache
def numbers() -> World:
    """Numbers held against norms that differ in the ninth decimal."""
    index, earlier, small = (
        ("behandelindex", "2025"),
        ("behandelindex", "2024"),
        ("unieke_verzekerden", "2025"),
    )
    near = [Decimal(n) for n in ("0.1", "0.3", "100", "149.9", "150", "150.000000001", "99999.9")]
    values = [n + Decimal(d) for n in near for d in ("0", "0.000000001", "-0.00000001")]
    norms: list[Decimal | t.NormFact] = [*near, t.NormFact(earlier[0], earlier[1:])]
    chance = Random(2)
    nodes: dict[str, t.Node] = {
        f"{compare}{n}": t.FactCompares(index[0], index[1:], compare, t.Norm("n", norm))
        for compare in t.Compare
        for n, norm in enumerate(norms)
    }
    nodes["klein"] = t.FactCompares(small[0], small[1:], t.Compare.below, t.Norm("n", Decimal("30.5")))
    dossiers = alike(
        dossier_of(
            {index: value, earlier: chance.choice((*values, None)), small: chance.choice((29, 30, 31, None))}
        )
        for value in [*values, None]
        for _ in range(3)
    )
    return World(dossiers, (all_of(nodes, DAYS_ASKED[0]),))


def weeks(count: int) -> list[Dossier]:
    chance = Random(4)
    parts = (
        (),
        ((480, 1020),),
        ((480, 1200),),
        ((540, 720), (720, 960)),
        ((1020, 1230),),
        ((600, 1019), (1020, 1200), (1210, 1440)),
        ((0, 1440),),
    )

    def week() -> dict[CellKey, Any]:
        known = [day for day in DAYS if chance.random() < chance.choice((0.7, 1.0))]
        found: dict[CellKey, Any] = {
            ("openingstijden", day): (Record(chance.choice(parts)),) for day in known
        }
        if chance.random() < 0.2:
            found["openingstijden", "maandag"] = (Record(None),)
        return found

    return alike(
        dossier_of(
            {},
            ["eigen_administratie"] if chance.random() < 0.7 else [],
            locatie=[week() for _ in range(chance.choice((0, 1, 1, 2, 3)))],
        )
        for _ in range(count)
    )


def blocks() -> dict[str, t.Node]:
    return {
        f"c{n}": t.Blocks("openingstijden", time(hour), free, lasting, at_least, per_length, together)
        for n, (hour, free, lasting, at_least, per_length, together) in enumerate(
            (hour, free, lasting, at_least, per_length, together)
            for hour, free in ((17, ("zaterdag", "zondag")), (12, ()))
            for lasting in (30, 180)
            for at_least in (1, 3, 9)
            for per_length in (True, False)
            for together in (True, False)
        )
    }


def of_professions(chance: Random, dossier: Dossier) -> Dossier:
    """The dossier with therapists of several professions."""
    known = ("fysiotherapeut", "fysiotherapeut", "logopedist", "dietist", None)
    changed = tuple(replace(s, profession=chance.choice(known)) for s in dossier.subjects["therapeut"])
    return replace(dossier, subjects={**dossier.subjects, "therapeut": changed})


@cache
def professions() -> World:
    """Therapists of several professions, and facts that belong to one."""
    chance = Random(3)
    own: CellKey = ("biedt_verbijzondering", "kinder")
    other: CellKey = ("biedt_specialisatie", "afasietherapie")
    found = []
    for _ in range(60):
        cells: list[dict[CellKey, Any]] = [
            {cell: chance.random() < 0.5 for cell in (own, other) if chance.random() < 0.4} for _ in range(2)
        ]
        dossier = dossier_of({}, [n for n in REGISTERS if chance.random() < 0.5], therapeut=cells)
        found.append(of_professions(chance, dossier))
    dossiers = alike(found)
    conditions: dict[str, t.Node] = {}
    for n, cell in enumerate((own, other)):
        for m, moment in enumerate((NOW, Moment("throughout"))):
            conditions[f"c{n}{m}"] = some(t.FactIs(cell[0], cell[1:], None, moment))
    return World(dossiers, (all_of(conditions, DAYS_ASKED[0]),))


VERBAND = t.Selection("samenwerkingsverband", kind="samenwerkingsverband")
PHYSIO = t.Selection("fysiotherapeut", kind="therapeut", profession="fysiotherapeut")
OPTIONS = t.Selection("verbijzondering", dimension="verbijzondering", options=("manueel", "kinder", "sport"))


def nested() -> dict[str, t.Node]:
    """Quantifiers in quantifiers: over another kind, over the same kind, over options, with closed parts inside."""
    works = t.FactIs("werkzaam_bij", (), None)
    member = t.FactIs("lid", (), None)
    offers = t.FactIs("biedt_verbijzondering", (t.Bound("verbijzondering"),), None)
    website = t.FactIs("eigen_website", (), None)
    every, some_, count, share = (t.Quantifier(q) for q in ("every", "some", "count", "share"))
    half, two = Decimal("0.5"), Decimal(2)
    both = t.AnyOf((t.All((works, member)), t.Not(t.AtLeast(2, (works, member, website)))))
    return {
        "website": website,
        "andere_soort": t.Over(some_, PHYSIO, None, t.Over(every, VERBAND, None, both)),
        "andere_om": t.Over(every, VERBAND, member, t.Over(share, PHYSIO, works, both, half)),
        "tel_in_deel": t.Over(share, THERAPIST, t.Over(count, VERBAND, None, both, two), works, half),
        "zelfde_soort": t.Over(some_, THERAPIST, works, t.Over(every, PHYSIO, None, t.All((works, website)))),
        "opties_in_soort": t.Over(every, PHYSIO, None, t.Over(count, OPTIONS, None, offers, two)),
        "soort_in_opties": t.Over(
            share, OPTIONS, t.Over(some_, PHYSIO, None, offers), t.Over(every, THERAPIST, works, offers), half
        ),
        "drie_diep": t.Over(
            some_, THERAPIST, None, t.Over(some_, VERBAND, None, t.Over(every, OPTIONS, offers, both))
        ),
        "gesloten_deel": t.Over(every, THERAPIST, t.Ref("website"), t.When(t.Ref("tel_in_deel"), works)),
        "wie_dan_ook": t.Over(some_, VERBAND, None, t.All(())),
    }


def crowded(count: int) -> list[Dossier]:
    chance = Random(6)

    def cells(*names: CellKey) -> dict[CellKey, Any]:
        return {
            name: chance.choice((True, True, False, (Record(None),)))
            for name in names
            if chance.random() < 0.8
        }

    special = [("biedt_verbijzondering", option) for option in OPTIONS.options]
    return alike(
        of_professions(
            chance,
            dossier_of(
                cells(("eigen_website",)),
                [name for name in REGISTERS if chance.random() < 0.6],
                therapeut=[cells(("werkzaam_bij",), *special) for _ in range(chance.randint(0, 4))],
                samenwerkingsverband=[cells(("lid",)) for _ in range(chance.randint(0, 3))],
            ),
        )
        for _ in range(count)
    )


@cache
def periods() -> World:
    """Histories with gaps and overlaps, asked on several days about every kind of period."""
    return World(dated(150), tuple(all_of(over_time(), on) for on in DAYS_ASKED[::2]))


@cache
def hours() -> World:
    """Weeks of opening hours, partly not known, at no, one or more locations."""
    return World(weeks(150), (all_of(blocks(), DAYS_ASKED[0]),))


@cache
def quantifiers() -> World:
    """Quantifiers within quantifiers."""
    return World(crowded(150), (all_of(nested(), DAYS_ASKED[0]),))


WORLDS: Final[dict[str, Callable[[], World]]] = {
    "periods": periods,
    "numbers": numbers,
    "hours": hours,
    "professions": professions,
    "quantifiers": quantifiers,
}
"""The small markets by what they try."""
