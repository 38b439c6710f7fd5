"""What is said of supply holds in every world that agrees with what is known.

A world settles all that is open: who signs, who may deliver, where each location is, and at which locations of
the practice each therapist works. At each location of a practice whose list is complete somebody works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.market import adequacy_offer, adequacy_sites, adequacy_supply
from inkoopwijzer.market.adequacy import Adequacy, Care, adequacy, scene_of
from inkoopwijzer.market.adequacy_norms import NormSet, SupplyNorm
from inkoopwijzer.market.adequacy_offer import Bounds
from inkoopwijzer.market.adequacy_supply import Supply
from inkoopwijzer.market.distance import kilometres, squares
from inkoopwijzer.market.records import NOBODY
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN
from tests.market.adequacy_made import (
    COUNTRY,
    DAY,
    DIET,
    PHYSIO,
    PROFESSIONS,
    Known,
    Made,
    Person,
    bounds_of,
    practices,
    records,
)

AREAS, SIZE, MOST = len(COUNTRY.pc4), len(COUNTRY.codes), 3
ANYWHERE = [(point, int(COUNTRY.area_of[point])) for point in range(AREAS)] + [(AREAS + 3, 3)]
Spot = tuple[int, int]
"""A point of the country and the municipality in which a location there lies."""


@dataclass(frozen=True)
class Real:
    """One practice in one world: the spots where its care is delivered, and who delivers in which municipality."""

    spots: frozenset[tuple[int, Spot]] = frozenset()
    people: frozenset[tuple[str, int]] = frozenset()


def spots(site: tuple[str, str]) -> list[Spot]:
    code, place = site
    stated = COUNTRY.names.index(place) if place else None
    if code[:4] in COUNTRY.pc4:
        point = COUNTRY.pc4.index(code[:4])
        return [(point, stated if stated is not None else int(COUNTRY.area_of[point]))]
    if stated is None and code[:4] in COUNTRY.vague:
        stated = COUNTRY.vague[code[:4]]
    return [s for s in ANYWHERE if stated is None or s[1] == stated]


def subsets(size: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(size), n) for n in range(1, size + 1)))


def worlds(known: Known, number: int) -> Iterator[Real]:
    """Every world of one practice."""
    if known.contract != "sure":
        yield Real()
    if known.contract == "no":
        return
    made = known.made
    places = [spots(site) for site in made.sites] or [ANYWHERE]
    people = []
    for row, (person, may) in enumerate(zip(made.people, known.may, strict=True)):
        works = {"no": [False], "ended": [False], "unknown": [False, True]}.get(person.works or "", [True])
        right = {PHYSIO: [True], None: [True, False]}.get(person.profession, [False])
        able = {"yes": [True], "maybe": [True, False], "no": [False]}[may]
        name = person.agb or f"{number}.{row}"
        people.append(
            [
                (name, r and a, where)
                for w in works
                for r in right
                for a in able
                for where in (subsets(len(places)) if w else [()])
            ]
        )
    unlisted = not made.complete and all(p.works in ("no", "ended") for p in made.people)
    if unlisted:
        people.append([("", False, ())] + [(f"{number}.new", True, w) for w in subsets(len(places))])
    for where, each in product(product(*places), product(*people)):
        staffed = set(chain.from_iterable(at for _, _, at in each))
        if made.complete and staffed and len(staffed) < len(places):
            continue
        delivering = [(name, at) for name, able, at in each if able and at]
        yield Real(
            frozenset((i, where[i]) for _, at in delivering for i in at),
            frozenset((name, where[i][1]) for name, at in delivering for i in at),
        )


@dataclass(frozen=True)
class Figures:
    practices: tuple[int, ...]
    locations: tuple[int, ...]
    therapists: tuple[int, ...]
    km: tuple[tuple[float, ...], ...]


def figures(reals: tuple[Real, ...]) -> Figures:
    xyz = COUNTRY.points.xyz
    far = np.full((len(xyz), max(len(reals), MOST)), np.inf)
    for row, real in enumerate(reals):
        for _, (point, _) in real.spots:
            far[:, row] = np.minimum(far[:, row], kilometres(squares(xyz, xyz[point])))
    who = frozenset(chain.from_iterable(real.people for real in reals))
    return Figures(
        tuple(sum(any(m == at for _, (_, m) in r.spots) for r in reals) for at in range(SIZE)),
        tuple(sum(m == at for r in reals for _, (_, m) in r.spots) for at in range(SIZE)),
        tuple(sum(m == at for _, m in who) for at in range(SIZE)),
        tuple(tuple(row) for row in np.sort(far, axis=1)[:, :MOST]),
    )


def supply(known: list[Known]) -> Supply:
    market = records(*(k.made for k in known))
    contract, may = bounds_of(known)
    people = adequacy_offer.people_of(market, DAY)
    offer = adequacy_offer.offer_of(people, PROFESSIONS.index(PHYSIO), contract, may)
    sites = adequacy_sites.sites_of(market, COUNTRY, DAY)
    asked = adequacy_supply.Asked(np.arange(len(COUNTRY.points)), MOST)
    return adequacy_supply.supply_of(COUNTRY, sites, people, offer, asked)


def some_worlds(known: list[Known], seed: int, number: int) -> Iterator[Figures]:
    chance = np.random.default_rng(seed)
    each = [list(worlds(k, row)) for row, k in enumerate(known)]
    for _ in range(number):
        yield figures(tuple(options[chance.integers(len(options))] for options in each))


def outside(found: Supply, world: Figures) -> list[str]:
    """In which respects a world lies outside what is said."""
    sure, placed, afar = found.steps["sure"], found.steps["placed"], found.afar
    nowhere = bool(afar.practice.any())
    faults = []
    for at in range(SIZE):
        many = found.unlisted[at] > 0 or afar.unlisted > 0
        for what in ("practices", "locations", "therapists"):
            number = getattr(world, what)[at]
            most = getattr(placed, what)[at] + getattr(afar, what)[at]
            if not getattr(sure, what)[at] <= number:
                faults.append(f"fewer {what} in {at}")
            if not (number <= most or (what == "therapists" and many)):
                faults.append(f"more {what} in {at}")
    for point in range(len(COUNTRY.points)):
        for rank in range(MOST):
            if world.km[point][rank] > sure.near.km[point, rank] + 1e-9:
                faults.append(f"further than said from {point}")
            if not nowhere and world.km[point][rank] < placed.near.km[point, rank] - 1e-9:
                faults.append(f"nearer than said to {point}")
    return faults


@given(st.lists(practices(), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
@settings(max_examples=70, deadline=None)
def test_every_world_lies_within_what_is_said(known: list[Known], seed: int) -> None:
    found = supply(known)
    for world in some_worlds(known, seed, 12):
        assert outside(found, world) == []


@given(practices())
@settings(max_examples=70, deadline=None)
def test_of_one_practice_nothing_is_kept_open_that_no_world_has(known: Known) -> None:
    found = supply([known])
    every = [figures((real,)) for real in set(worlds(known, 0))]
    sure, placed, afar = found.steps["sure"], found.steps["placed"], found.afar
    for at in range(SIZE):
        for what in ("practices", "locations"):
            said = [getattr(world, what)[at] for world in every]
            assert getattr(sure, what)[at] == min(said)
            assert getattr(placed, what)[at] + getattr(afar, what)[at] == max(said)
        said = [world.therapists[at] for world in every]
        if not found.unlisted[at] and not afar.unlisted:
            assert placed.therapists[at] + afar.therapists[at] == max(said)
    for point in range(len(COUNTRY.points)):
        said = [world.km[point][0] for world in every]
        if not (np.isinf(sure.near.km[point, 0]) and afar.practice.any()):
            assert sure.near.km[point, 0] == pytest.approx(max(said))
        if not afar.practice.any():
            assert placed.near.km[point, 0] == pytest.approx(min(said))


# --- verdicts ---------------------------------------------------------------------------------------------------

KILOMETRES = st.sampled_from([None, Decimal(1), Decimal("5.5"), Decimal(20), Decimal(120)])
INSURED = np.array([1000, 2500, NOBODY, 800])


@st.composite
def norms(draw: st.DrawFn) -> SupplyNorm:
    km = draw(KILOMETRES)
    heads = draw(st.sampled_from([None, Decimal("0.4"), Decimal(1)]))
    count = draw(st.sampled_from([None, 1, 2])) if km or heads else draw(st.integers(1, 2))
    share = draw(st.sampled_from([None, Fraction(1, 2), Fraction(9, 10), Fraction(1)])) if km else None
    choice = draw(st.integers(1, 2)) if km else 1
    return SupplyNorm("norm", PHYSIO, "parkinson", km, share, choice, heads, count, COUNTRY.codes)


def is_met(norm: SupplyNorm, world: Figures, at: int) -> bool | None:
    """Whether a norm is met in a world; None where that takes a number of insured that is not known."""
    demands: list[bool | None] = []
    if norm.most_km is not None:
        areas = [p for p in range(AREAS) if COUNTRY.area_of[p] == at] if norm.share else []
        points = areas or [AREAS + at]
        near = [world.km[point][norm.choice - 1] <= norm.most_km for point in points]
        demands.append(sum(near) >= (norm.share or 1) * len(points))
    if norm.practices is not None:
        demands.append(world.practices[at] >= norm.practices)
    if norm.per_thousand is not None:
        known = INSURED[at] != NOBODY
        enough = world.therapists[at] * 1000 >= norm.per_thousand * int(INSURED[at])
        demands.append(enough if known else None)
    return False if False in demands else None if None in demands else True


def held(known: list[Known], norm: SupplyNorm) -> Adequacy:
    scene = scene_of(records(*(k.made for k in known)), COUNTRY, DAY)
    contract, may = bounds_of(known)
    return adequacy(scene, NormSet("", "", (norm,)), {PHYSIO: contract}, {"parkinson": may}, INSURED)


def contradicted(found: Adequacy, known: list[Known], norm: SupplyNorm, seed: int, number: int) -> bool:
    for world in some_worlds(known, seed, number):
        for at in range(SIZE):
            code, really = found.codes[0, at], is_met(norm, world, at)
            if (code == MET and really is not True) or (code == NOT_MET and really is True):
                return True
    return False


@given(st.lists(practices(), min_size=1, max_size=4), norms(), st.integers(0, 2**32 - 1))
@settings(max_examples=70, deadline=None)
def test_no_world_contradicts_a_verdict(known: list[Known], norm: SupplyNorm, seed: int) -> None:
    assert not contradicted(held(known, norm), known, norm, seed, 10)


@given(practices(), st.integers(1, 2), st.sampled_from([None, Decimal(6), Decimal(120)]))
@settings(max_examples=70, deadline=None)
def test_of_one_practice_a_verdict_is_unknown_only_where_worlds_differ(
    known: Known, count: int, km: Decimal | None
) -> None:
    norm = SupplyNorm("norm", PHYSIO, "parkinson", practices=count, municipalities=COUNTRY.codes)
    if km is not None and not held([known], norm).supplies[Care(PHYSIO, "parkinson")].afar.practice.any():
        norm = SupplyNorm("norm", PHYSIO, "parkinson", most_km=km, municipalities=COUNTRY.codes)
    found = held([known], norm)
    every = [figures((real,)) for real in set(worlds(known, 0))]
    for at in range(SIZE):
        answers = {is_met(norm, world, at) for world in every}
        expected = UNKNOWN if len(answers) > 1 else MET if True in answers else NOT_MET
        assert found.codes[0, at] == expected


# --- planted faults ---------------------------------------------------------------------------------------------

TWO_PLACES = (("9011", ""), ("9021", ""))
TELLING = [
    [Known(Made(TWO_PLACES, (Person(), Person(DIET))), "sure", ("yes", "yes"))],
    [Known(Made(TWO_PLACES, (Person(),)), "open", ("yes",))],
    [Known(Made((("", ""),), (Person(),)), "sure", ("yes",))],
    [Known(Made((("", "Noord"),), (Person(),)), "sure", ("yes",))],
    [Known(Made(people=(Person(agb="04991001"),)), "sure", ("yes",))] * 2,
    [Known(Made(people=(Person(works="unknown"),)), "sure", ("yes",))],
    [Known(Made(people=(), complete=False), "sure", ())],
]
"""Markets that between them find out every fault below."""


@pytest.mark.parametrize(
    "fault", ["at every location", "open is signed", "nowhere", "one area", "twice", "works", "listed only"]
)
def test_a_fault_in_what_is_said_is_found_out(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_of, sites_of = adequacy_offer.offer_of, adequacy_sites.sites_of
    people_of = adequacy_offer.people_of
    if fault == "at every location":
        monkeypatch.setattr(
            adequacy_offer,
            "offer_of",
            lambda *given_: replace(offer_of(*given_), everywhere=np.ones(len(given_[0].complete), np.bool_)),
        )
    elif fault == "open is signed":
        monkeypatch.setattr(
            adequacy_offer,
            "offer_of",
            lambda people, profession, contract, may: offer_of(
                people, profession, Bounds.exact(contract.possible), may
            ),
        )
    elif fault == "nowhere":
        afar = adequacy_supply._afar
        monkeypatch.setattr(
            adequacy_supply,
            "_afar",
            lambda *given_: replace(
                afar(*given_), practices=afar(*given_).practices * 0, practice=given_[3].unlisted
            ),
        )
    elif fault == "one area":

        def first_area(*given_: object) -> adequacy_sites.Sites:
            found = sites_of(*given_)  # type: ignore[arg-type]
            low = np.minimum(found.shape, 0), np.minimum(found.whole, 0)
            return replace(found, shape=low[0], whole=low[1])

        monkeypatch.setattr(adequacy_sites, "sites_of", first_area)
    elif fault == "twice":

        def by_row(*given_: object) -> adequacy_offer.People:
            found = people_of(*given_)  # type: ignore[arg-type]
            return replace(found, person=np.arange(len(found.person), dtype=np.int32))

        monkeypatch.setattr(adequacy_offer, "people_of", by_row)
    elif fault == "works":

        def all_work(*given_: object) -> adequacy_offer.People:
            found = people_of(*given_)  # type: ignore[arg-type]
            return replace(found, works=Bounds.exact(found.works.possible))

        monkeypatch.setattr(adequacy_offer, "people_of", all_work)
    else:
        monkeypatch.setattr(
            adequacy_offer,
            "offer_of",
            lambda *given_: replace(
                offer_of(*given_), has=Bounds.exact(given_[2].sure & (given_[0].working > 0))
            ),
        )
    assert any(outside(supply(known), world) for known in TELLING for world in some_worlds(known, 1, 20))


def test_without_a_fault_the_same_markets_are_said_right() -> None:
    for known in TELLING:
        found = supply(known)
        for world in some_worlds(known, 1, 20):
            assert outside(found, world) == []


@pytest.mark.parametrize("fault", ["unknown is met", "possible is enough", "rounded down"])
def test_a_fault_in_a_verdict_is_found_out(fault: str) -> None:
    known = [Known(Made(), "open" if fault != "rounded down" else "sure", ("yes",))]
    norm = SupplyNorm("norm", PHYSIO, "parkinson", per_thousand=Decimal("1.1"))
    if fault == "possible is enough":
        norm = SupplyNorm("norm", PHYSIO, "parkinson", practices=1)
    found = held(known, norm)
    assert not contradicted(found, known, norm, 1, 20)
    wrong = {
        "unknown is met": np.maximum(found.codes, np.where(found.codes == UNKNOWN, MET, 0)),
        "possible is enough": np.where(found.tests[0][0].possible >= 1, MET, NOT_MET)[None, :],
        "rounded down": np.array([[MET, NOT_MET, 1, NOT_MET]]),
    }[fault]
    assert contradicted(replace(found, codes=wrong.astype(np.int8)), known, norm, 1, 20)
