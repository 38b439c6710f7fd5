"""A synthetic market: invented practices at real places, from a seed, large or small.

Nobody in it exists. Every choice is an assumption, listed with its grounds in `docs/synthetic-market.md`; what is
made is meant to look like a market, not to say anything of the real one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.places import ATTRIBUTION
from inkoopwijzer.market.records import MARKET, NOBODY, PRACTICE, Flags, Listed, Records
from inkoopwijzer.market.synthetic_cells import Sheet
from inkoopwijzer.market.synthetic_index import METHOD, Indexes, make_indexes, percentiles, state_indexes
from inkoopwijzer.market.synthetic_locations import (
    Placed,
    location_name,
    make_locations,
    state_locations,
)
from inkoopwijzer.market.synthetic_names import (
    MadeTexts,
    numbered_ids,
    postcodes,
    practice_codes,
    practice_ids,
    practice_names,
    therapist_codes,
    therapist_names,
)
from inkoopwijzer.market.synthetic_people import People, Practices, make_people, make_practices
from inkoopwijzer.market.synthetic_practice import make_registers, state_agreements, state_practice
from inkoopwijzer.market.synthetic_region import CORE, Areas, areas_of
from inkoopwijzer.market.synthetic_therapist import Rowed, state_therapists
from inkoopwijzer.market.synthetic_together import (
    Cooperatives,
    agreement_name,
    make_agreements,
    make_cooperatives,
    make_memberships,
    state_agreements_together,
    state_cooperatives,
)
from inkoopwijzer.values.verdict import MET, NOT_MET

NATIONAL_REGISTER: Final = {"otago_individueel": False, "otago_groep": False, "in_balans": True}
"""For which fall prevention interventions there is a national register: invented, like all the rest."""


def make_market(practices: int, seed: int, region: str | None = None) -> Records:
    """A market of so many practices, with about three and a half therapists each. The same seed gives the same market.

    `region` is a name of `synthetic_region.NAMED`, a province or a municipality; None is the whole country. Raises
    `UnknownRegion`, and `ValueError` for fewer than one practice or a negative seed.
    """
    if practices < 1 or seed < 0:
        raise ValueError(f"a market has at least one practice and a seed from 0: {practices}, {seed}")
    areas = areas_of(region)
    made = make_practices(practices, seed, areas)
    people = make_people(made, seed)
    hosts = _hosts(made, people)
    registers = make_registers(made, seed)
    indexes = make_indexes(made, seed)
    sheets = {kind: Sheet(kind) for kind in catalogue().subjects}

    state_practice(sheets[PRACTICE], made, registers, seed, hosts)
    state_indexes(sheets[PRACTICE], made, indexes, seed)
    state_agreements(sheets[PRACTICE], made, hosts, _near(made, areas), seed)
    state_therapists(sheets["therapeut"], Rowed(people, made, registers, seed))
    locations = make_locations(made, areas, seed)
    state_locations(sheets["locatie"], locations, made, areas, seed)
    agreements = make_agreements(made, seed)
    state_agreements_together(sheets["samenwerkingsafspraak"], agreements, made, seed)
    cooperatives = make_cooperatives(areas, seed)
    memberships = make_memberships(made, areas, cooperatives, seed)
    state_cooperatives(sheets["samenwerkingsverband"], memberships, cooperatives, made, seed)
    _state_market(sheets[MARKET], made, indexes)

    return Records(
        listed={
            PRACTICE: _practices(made, areas),
            "locatie": _locations(locations, areas),
            "therapeut": _therapists(people),
            "samenwerkingsafspraak": _agreements(agreements),
            "samenwerkingsverband": _cooperatives(memberships, cooperatives),
            MARKET: _market(),
        },
        cells={key: cell for sheet in sheets.values() for key, cell in sheet.cells.items()},
        registers=dict(sorted(registers.items())),
        name=f"Verzonnen markt van {practices} praktijken",
        about={
            "soort": "synthetisch: alle praktijken, therapeuten en feiten zijn verzonnen",
            "zaad": str(seed),
            "regio": region or "heel Nederland",
            "percentielmethode": METHOD,
            "naamsvermelding": ATTRIBUTION.nl,
        },
    )


def _hosts(practices: Practices, people: People) -> dict[str, Flags]:
    """By profession which practices employ somebody of it."""
    profession = people.profession_of_rows()
    found = {}
    for n, name in enumerate(catalogue().professions):
        found[name] = np.zeros(len(practices), np.bool_)
        found[name][people.practice[profession == n]] = True
    return found


def _near(practices: Practices, areas: Areas) -> dict[str, Flags]:
    """By insurer which practices stand in its own region."""
    town = areas.town[practices.area]
    subregions = areas.subregions()
    return {
        "salland": np.isin(town, areas.places_of(CORE)),
        "zorg_en_zekerheid": ~np.isin(town, subregions["elders"]),
    }


def _state_market(sheet: Sheet, practices: Practices, indexes: Mapping[str, Indexes]) -> None:
    first = np.zeros(1, np.int32)
    for cell, value in percentiles(practices, indexes).items():
        sheet.state(cell, first, float(value), "spiegelinformatie", dtype=np.float64)
    for name, there in NATIONAL_REGISTER.items():
        sheet.state(("landelijk_register_interventie", name), first, MET if there else NOT_MET, "verzekeraar")


def _practices(practices: Practices, areas: Areas) -> Listed:
    count = len(practices)
    return Listed(
        practice=np.arange(count, dtype=np.int32),
        ids=practice_ids(count),
        names=practice_names(practices, areas),
        agb=practice_codes(practices),
        profession=_nobody(count),
        postcode=postcodes(practices.area, areas),
    )


def _therapists(people: People) -> Listed:
    count = len(people.practice)
    first = np.searchsorted(people.practice, people.practice)
    place = (np.arange(count) - first).astype(np.int32)
    return Listed(
        practice=people.practice,
        ids=numbered_ids("therapeut", place),
        names=therapist_names(people, place),
        agb=therapist_codes(people),
        profession=people.profession_of_rows(),
    )


def _locations(locations: Placed, areas: Areas) -> Listed:
    def names(first: int, last: int) -> list[str]:
        where = locations.what[first:last].tolist()
        return [
            location_name(place, areas.place[area])
            for place, area in zip(locations.place[first:last].tolist(), where, strict=True)
        ]

    return Listed(
        practice=locations.practice,
        ids=numbered_ids("locatie", locations.place),
        names=MadeTexts(len(locations), names),
        agb=MadeTexts(len(locations), _no_codes),
        profession=_nobody(len(locations)),
        postcode=postcodes(locations.what, areas),
    )


def _agreements(agreements: Placed) -> Listed:
    def names(first: int, last: int) -> list[str]:
        what, places = agreements.what[first:last].tolist(), agreements.place[first:last].tolist()
        return [agreement_name(purpose, place) for purpose, place in zip(what, places, strict=True)]

    return Listed(
        practice=agreements.practice,
        ids=numbered_ids("samenwerkingsafspraak", agreements.place),
        names=MadeTexts(len(agreements), names),
        agb=MadeTexts(len(agreements), _no_codes),
        profession=_nobody(len(agreements)),
    )


def _cooperatives(memberships: Placed, cooperatives: Cooperatives) -> Listed:
    def names(first: int, last: int) -> list[str]:
        return [cooperatives.names[n] for n in memberships.what[first:last].tolist()]

    return Listed(
        practice=memberships.practice,
        ids=numbered_ids("samenwerkingsverband", memberships.place),
        names=MadeTexts(len(memberships), names),
        agb=MadeTexts(len(memberships), _no_codes),
        profession=_nobody(len(memberships)),
    )


def _market() -> Listed:
    return Listed(np.zeros(1, np.int32), [MARKET], [catalogue().subjects[MARKET].label.nl], [""], _nobody(1))


def _no_codes(first: int, last: int) -> list[str]:
    return [""] * (last - first)


def _nobody(count: int) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    return np.full(count, NOBODY, np.int8)
