"""What is there of one discipline or treatment: which contracted practices, where, and how many therapists.

Knowledge has steps, each of which holds at least what the one before it holds. `sure`: contracted, by somebody who
may deliver, at a place that is known. `signed`: the same if every contract that is still open is signed. `placed`:
also where it is not known whether somebody may deliver, or at which of its locations a practice does. Beyond it
are practices with a location that may lie anywhere: they are counted apart (`Afar`).

At which location of its practice a therapist works is not known. It is somewhere in the practice; and where
everybody of a practice may deliver, it is at each of its locations, for at each location somebody works.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from inkoopwijzer.market.adequacy_offer import Offer, People
from inkoopwijzer.market.adequacy_sites import Country, Sites
from inkoopwijzer.market.distance import Nearest, Points, Positions, Shapes, distinct_sorted, nearest, spread
from inkoopwijzer.market.records import NOBODY, Flags, Rows

Step = Literal["sure", "signed", "placed"]
STEPS: Final[tuple[Step, ...]] = ("sure", "signed", "placed")


@dataclass(frozen=True)
class Presence:
    """What there is in one step of knowledge.

    `near` holds the nearest practices for each point of the country that was asked about (`place` is the practice);
    for other points nobody. Per municipality:
    numbers of practices, locations and therapists (people). `pairs` are practice and municipality, row by row, and
    `lost_therapists` the therapists that the municipality loses with that practice.
    """

    near: Nearest
    practices: Positions
    locations: Positions
    therapists: Positions
    pairs: tuple[Rows, Rows]
    lost_therapists: Positions


@dataclass(frozen=True)
class Afar:
    """What practices with a location that may lie anywhere can add, at most, in each municipality.

    `unlisted` of them list no therapists: how many those have is unknown.
    """

    practice: Flags
    practices: Positions
    locations: Positions
    therapists: Positions
    unlisted: int


@dataclass(frozen=True)
class Supply:
    """One discipline or treatment in the whole country, in every step of knowledge.

    `unlisted` counts per municipality the practices that list no therapists: how many those have is unknown.
    """

    offer: Offer
    steps: dict[Step, Presence]
    afar: Afar
    unlisted: Positions


@dataclass(frozen=True)
class Asked:
    """The points of a country to find the nearest practices for (row numbers), and how many for each."""

    points: Positions
    most: int


def supply_of(country: Country, sites: Sites, people: People, offer: Offer, asked: Asked) -> Supply:
    """Where an offer is, with the nearest practices for the points asked about."""
    steps: dict[Step, Presence] = {"sure": _surely(country, sites, people, offer, offer.contract.sure, asked)}
    steps["signed"] = steps["sure"]
    if not np.array_equal(offer.contract.sure, offer.contract.possible):
        steps["signed"] = _surely(country, sites, people, offer, offer.contract.possible, asked)
    steps["placed"] = _possibly(country, sites, people, offer, asked)
    of, where, _ = sites.pairs
    unlisted = np.bincount(where[offer.unlisted[of]], minlength=len(country.codes))
    return Supply(offer, steps, _afar(country, sites, people, offer), unlisted)


def _surely(
    country: Country, sites: Sites, people: People, offer: Offer, contract: Flags, asked: Asked
) -> Presence:
    """What there surely is when the practices in `contract` are contracted."""
    has = contract & (np.bincount(people.practice[offer.may.sure], minlength=sites.practices) > 0)
    each = has[sites.practice] & offer.everywhere[sites.practice] & (sites.shape != NOBODY)
    one = np.flatnonzero(has & ~offer.everywhere & (sites.whole != NOBODY))
    shape = np.concatenate([sites.shape[each], sites.whole[one]])
    owner = np.concatenate([sites.practice[each], one]).astype(np.int32)
    near = _near(country, sites.shapes, shape, owner, asked)
    of, where, count = sites.pairs
    kept = has[of] & (offer.everywhere[of] | sites.in_one[of])
    locations = np.where(offer.everywhere[of], count, 1)[kept]
    there = offer.may.sure & (has & sites.in_one)[people.practice]
    return _counted(country, near, (of[kept], where[kept]), locations, people, there)


def _possibly(country: Country, sites: Sites, people: People, offer: Offer, asked: Asked) -> Presence:
    """What there possibly is, as far as something is known of where it is."""
    has = offer.has.possible
    of, point = sites.possible_points
    there = has[of]
    near = _near(country, Shapes.single(len(country.points)), point[there], of[there], asked)
    practice, where, count = sites.pairs
    kept = has[practice]
    rows = offer.may.possible & has[people.practice]
    return _counted(country, near, (practice[kept], where[kept]), count[kept], people, rows)


def _near(country: Country, shapes: Shapes, shape: Rows, owner: Rows, asked: Asked) -> Nearest:
    """The nearest practices for the points asked about; nobody for the others."""
    points = country.points
    some = Points(points.lat[asked.points], points.lon[asked.points])
    found = nearest(some, points, shapes, shape, owner, asked.most)
    practice = np.full((len(points), asked.most), NOBODY, np.int32)
    km = np.full(practice.shape, np.inf)
    practice[asked.points] = np.append(owner, NOBODY)[found.place]
    km[asked.points] = found.km
    return Nearest(practice, km)


def _counted(
    country: Country,
    near: Nearest,
    pairs: tuple[Rows, Rows],
    locations: Positions,
    people: People,
    there: Flags,
) -> Presence:
    """Numbers per municipality of what is there: `pairs` by practice, `there` the therapists that count."""
    size = len(country.codes)
    practices = np.bincount(pairs[1], minlength=size)
    pair, person = _people_in(pairs, people, there)
    key = pairs[1][pair].astype(np.int64) << 32 | person
    order = np.argsort(key, kind="stable")
    first = distinct_sorted(key[order])
    therapists = np.bincount(pairs[1][pair[order[first]]], minlength=size)
    # A therapist is lost with a practice when no other practice in the municipality has the same person.
    group = np.cumsum(first) - 1
    pair = pair[order]
    held = distinct_sorted(group, pair)
    only = held & (np.bincount(group[held])[group] == 1)
    return Presence(
        near=near,
        practices=practices,
        locations=np.bincount(pairs[1], locations, minlength=size).astype(np.int64),
        therapists=therapists,
        pairs=pairs,
        lost_therapists=np.bincount(pair[only], minlength=len(pairs[0])),
    )


def _people_in(pairs: tuple[Rows, Rows], people: People, there: Flags) -> tuple[Positions, Rows]:
    """Each pair of practice and municipality, with each person of that practice who counts."""
    rows = np.flatnonzero(there)
    begin = np.searchsorted(pairs[0], people.practice[rows], side="left")
    end = np.searchsorted(pairs[0], people.practice[rows], side="right")
    row, pair = spread(rows, begin, end)
    return pair, people.person[row]


def _afar(country: Country, sites: Sites, people: People, offer: Offer) -> Afar:
    """What the locations that may be anywhere can add to what is placed."""
    size = len(country.codes)
    practice = offer.has.possible & (sites.unplaced > 0)
    of, where, _ = sites.pairs
    present = practice[of]
    rows = offer.may.possible & offer.has.possible[people.practice]
    persons = np.zeros(int(people.person.max(initial=-1)) + 1, np.bool_)
    persons[people.person[rows & practice[people.practice]]] = True
    kept = offer.has.possible[of]
    pair, person = _people_in((of[kept], where[kept]), people, rows)
    known = np.unique(where[kept][pair].astype(np.int64) << 32 | person)
    overlap = np.bincount((known >> 32)[persons[known & 0xFFFFFFFF]], minlength=size)
    return Afar(
        practice=practice,
        practices=int(practice.sum()) - np.bincount(where[present], minlength=size),
        locations=np.full(size, int(sites.unplaced[practice].sum())),
        therapists=int(persons.sum()) - overlap,
        unlisted=int((practice & offer.unlisted).sum()),
    )
