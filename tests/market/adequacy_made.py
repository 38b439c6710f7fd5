"""Small markets for the tests of adequacy: a country of four municipalities, and practices by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from hypothesis import strategies as st

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Value
from inkoopwijzer.market.adequacy_offer import Bounds
from inkoopwijzer.market.adequacy_sites import Country
from inkoopwijzer.market.distance import Points
from inkoopwijzer.market.records import (
    NOBODY,
    OPEN_END,
    OPEN_START,
    PRACTICE,
    CellRecords,
    Listed,
    Records,
    Seen,
)

DAY = date(2027, 1, 1)
PROFESSIONS = list(catalogue().professions)
PHYSIO, DIET = "fysiotherapeut", "dietist"

COUNTRY = Country(
    codes=("9001", "9002", "9003", "9004"),
    names=("Noord", "Zuid", "West", "Eiland"),
    centres=Points(np.array([53.0, 52.0, 52.0, 53.4]), np.array([5.0, 5.0, 4.0, 4.5])),
    pc4=("9011", "9012", "9013", "9021", "9022", "9031"),
    area_of=np.array([0, 0, 0, 1, 1, 2], np.int32),
    areas=Points(
        np.array([53.0, 53.02, 53.1, 52.0, 52.04, 52.01]), np.array([5.0, 5.01, 5.2, 5.0, 4.98, 4.01])
    ),
    vague={"9019": 0},
)
"""Noord has three areas, Zuid two, West one, Eiland none; of one postcode in Noord the point is not to be trusted."""


@dataclass(frozen=True)
class Person:
    """A therapist: profession, code (none: somebody of his own), and what is stated of working there."""

    profession: str | None = PHYSIO
    agb: str = ""
    works: str | None = None


@dataclass(frozen=True)
class Made:
    """A practice: its sites as (postcode, municipality), its therapists, and whether that list is complete."""

    sites: Sequence[tuple[str, str]] = (("9011AB", ""),)
    people: Sequence[Person] = (Person(),)
    complete: bool = True
    name: str = ""


@dataclass
class _Cell:
    row: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)

    def add(self, row: int, value: int, start: int = OPEN_START, end: int = OPEN_END) -> None:
        for column, number in zip(
            (self.row, self.value, self.start, self.end), (row, value, start, end), strict=True
        ):
            column.append(number)

    def records(self, values: tuple[Value, ...] | None = None) -> CellRecords:
        size = len(self.row)
        codes, indices = np.array(self.value, np.int8), np.array(self.value, np.int32)
        return CellRecords(
            row=np.array(self.row, np.int32),
            value=codes if values is None else indices,
            start=np.array(self.start, np.int32),
            end=np.array(self.end, np.int32),
            source=np.full(size, NOBODY, np.int8),
            seen=np.zeros(size, np.int32),
            values=values or (),
        )


def records(*made: Made) -> Records:
    """The practices as a market. Practice p has the code 0499p."""
    places, works = _Cell(), _Cell()
    sites = [(p, *site) for p, practice in enumerate(made) for site in practice.sites]
    people = [(p, person) for p, practice in enumerate(made) for person in practice.people]
    names = tuple(sorted({place for _, _, place in sites if place}))
    for row, (_, _, place) in enumerate(sites):
        if place:
            places.add(row, names.index(place))
    for row, (_, person) in enumerate(people):
        if person.works == "ended":
            works.add(row, 2, end=DAY.toordinal() - 1)
        elif person.works is not None:
            works.add(row, {"no": 0, "unknown": 1, "yes": 2}[person.works])
    cells: dict[tuple[str, CellKey], CellRecords] = {
        ("locatie", ("gemeente",)): places.records(names),
        ("therapeut", ("werkzaam_bij",)): works.records(),
    }
    listed = {
        PRACTICE: _listed(
            range(len(made)),
            [f"0499{p:04d}" for p in range(len(made))],
            [m.name or f"Praktijk {p}" for p, m in enumerate(made)],
        ),
        "locatie": _listed([p for p, _, _ in sites], postcode=[code for _, code, _ in sites]),
        "therapeut": _listed(
            [p for p, _ in people],
            [person.agb for _, person in people],
            profession=[PROFESSIONS.index(x.profession) if x.profession else NOBODY for _, x in people],
        ),
    }
    seen = Seen(np.array([m.complete for m in made], np.bool_), np.zeros(len(made), np.int32))
    return Records(listed, cells, {"vektis_agb": seen}, "Verzonnen markt")


def _listed(
    practice: Sequence[int] | range,
    agb: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    profession: Sequence[int] | None = None,
    postcode: Sequence[str] | None = None,
) -> Listed:
    size = len(practice)
    return Listed(
        np.array(practice, np.int32),
        [f"rij {row}" for row in range(size)],
        names or [f"rij {row}" for row in range(size)],
        agb or [""] * size,
        np.array(profession if profession is not None else [NOBODY] * size, np.int8),
        postcode or [""] * size,
    )


def flags(*values: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Zeros and ones as flags."""
    return np.array(values, np.bool_)


@dataclass(frozen=True)
class Known:
    """A practice and what is known of its contract, and of whether each of its therapists may deliver."""

    made: Made
    contract: str
    may: tuple[str, ...]


def bounds_of(known: Sequence[Known]) -> tuple[Bounds, Bounds]:
    """The contracts of these practices, and what their therapists may deliver."""
    contract = [k.contract for k in known]
    may = [m for k in known for m in k.may]
    return (
        Bounds(flags(*(c == "sure" for c in contract)), flags(*(c != "no" for c in contract))),
        Bounds(flags(*(m == "yes" for m in may)), flags(*(m != "no" for m in may))),
    )


sites = st.tuples(
    st.sampled_from(["9011AB", "9012", "9013", "9021", "9031", "9019", "1234", ""]),
    st.sampled_from(["", "", "", "Noord", "Zuid", "Eiland"]),
)
persons = st.builds(
    Person,
    st.sampled_from([PHYSIO, PHYSIO, PHYSIO, DIET, None]),
    st.sampled_from(["", "", "04991001", "04991002"]),
    st.sampled_from([None, None, "yes", "no", "unknown", "ended"]),
)


@st.composite
def practices(draw: st.DrawFn) -> Known:
    """A practice with at most two locations and two therapists, of whom all may be known or nothing."""
    made = Made(
        draw(st.lists(sites, max_size=2)),
        draw(st.lists(persons, max_size=2)),
        draw(st.sampled_from([True, True, False])),
    )
    contract = draw(st.sampled_from(["sure", "sure", "open", "no"]))
    may = tuple(draw(st.sampled_from(["yes", "yes", "maybe", "no"])) for _ in made.people)
    return Known(made, contract, may)
