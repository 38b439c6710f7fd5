"""Cooperation agreements and cooperatives of a synthetic market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import Flags, Rows
from inkoopwijzer.market.synthetic_cells import SEEN, Sheet, answers
from inkoopwijzer.market.synthetic_chance import between, chance, likely, pick, some
from inkoopwijzer.market.synthetic_locations import Placed, placed
from inkoopwijzer.market.synthetic_people import TELLS_NOTHING, Practices
from inkoopwijzer.market.synthetic_region import Areas
from inkoopwijzer.values.verdict import MET, NOT_MET

_PARTNERS: Final = (
    ("huisarts", 0.5),
    ("wijkverpleging", 0.12),
    ("ziekenhuis", 0.12),
    ("verpleeghuis", 0.07),
    ("andere_paramedicus", 0.08),
    ("ggz", 0.03),
    ("fysiotherapie", 0.05),
    ("andere_zorg", 0.03),
)
_SHOWN: Final = (("aantoonbaar", 0.4), ("aannemelijk", 0.52), ("geen_van_beide", 0.08))
_PURPOSES: Final = (
    "vallen",
    "artrose",
    "COPD",
    "herstel na ziekenhuisopname",
    "kwetsbare ouderen",
    "lage rugpijn",
)


def make_agreements(practices: Practices, seed: int) -> Placed:
    """The cooperation agreements of practices for physiotherapy and of health centres."""
    rng = chance(seed, "afspraken")
    count = len(practices)
    who = practices.of_kind("fysiotherapie", "gezondheidscentrum") & (practices.telling != TELLS_NOTHING)
    first = some(rng, count, likely(practices.drive, 1.0, 2.0)) & who
    second = first & some(rng, count, 0.3)
    counts = first.astype(np.int32) + second
    found = placed(counts)
    purpose = (practices.area[found.practice] * 7 + found.practice + found.place) % len(_PURPOSES)
    return Placed(found.practice, found.place, purpose.astype(np.int32))


def agreement_name(purpose: int, place: int) -> str:
    """The name of a cooperation agreement."""
    return f"Afspraak {place + 1} over {_PURPOSES[purpose]}"


def state_agreements_together(sheet: Sheet, agreements: Placed, practices: Practices, seed: int) -> None:
    """What each cooperation agreement records; most are complete, in the others things are missing."""
    rng, count = chance(seed, "afspraken inhoud"), len(agreements)
    complete = some(rng, count, likely(practices.drive[agreements.practice], 2.0, 1.0))
    every = np.arange(count, dtype=np.int32)
    partner = pick(rng, count, [weight for _, weight in _PARTNERS])
    options = tuple(name for name, _ in _PARTNERS)
    sheet.chosen(("partner",), np.ones(count, np.bool_), partner, options, "document")
    shown = pick(rng, count, [weight for _, weight in _SHOWN])
    names = tuple(name for name, _ in _SHOWN)
    told = some(rng, count, 0.96)
    sheet.chosen(("leidt_tot_passende_zorg",), told, shown, names, "document")
    good = np.where(complete, np.float32(0.998), np.float32(0.75))
    sheet.state(("geimplementeerd",), every, answers(rng, count, good), "eigen_opgave")
    sheet.state(("ondertekend_door_alle_partijen",), every, answers(rng, count, good), "document")
    for item in catalogue().dimensions["afspraakonderdeel"].options or ():
        rows = np.flatnonzero(some(rng, count, 0.99)).astype(np.int32)
        sheet.state(("legt_vast", item), rows, answers(rng, len(rows), good[rows]), "document")


@dataclass(frozen=True)
class Cooperatives:
    """The cooperatives there are, by what they are: `near` gives for a municipality those that work there."""

    names: tuple[str, ...]
    region: NDArray[np.int8]
    sort: NDArray[np.int8]
    lies: NDArray[np.int8]
    size: Rows
    sound: Flags
    near: tuple[tuple[int, ...], ...]


_OF_THE_REGION: Final = {
    "amstelland": ("fza", "Coöperatieve FysioZorg Amstelland (FZA)"),
    "haarlemmermeer": ("fzh", "FysioZorg Haarlemmermeer (FZH)"),
    "zuid_holland_noord": ("vfl", "Vereniging van Fysiotherapeuten Leiden en omstreken (VFL)"),
}
_EACH_PROVINCE: Final = 6
_SORTS: Final = (0.55, 0.3, 0.03, 0.03, 0.04, 0.02, 0.02, 0.01)
"""Of the invented cooperatives, by the options of `soort_verband`."""


def make_cooperatives(areas: Areas, seed: int) -> Cooperatives:
    """The three that the policy of Zorg en Zekerheid names, and six invented ones in every province."""
    facts = catalogue().facts
    regions, lies_at = (list(facts[f].options) for f in ("regioverband", "ligging"))
    made: list[tuple[str, int, int, int]] = []
    near: dict[int, list[int]] = {town: [] for town in range(len(areas.towns))}

    def add(there: Sequence[int], name: str, region: str, sort: int, lies: str) -> None:
        for town in there:
            near[town].append(len(made))
        made.append((name, regions.index(region), sort, lies_at.index(lies)))

    for subregion, towns in areas.subregions().items():
        if subregion in _OF_THE_REGION:
            short, name = _OF_THE_REGION[subregion]
            add(towns.tolist(), name, short, 0, "in_regio_zorg_en_zekerheid")
    rng = chance(seed, "verbanden")
    for province in sorted(set(areas.provinces)):
        there = [n for n, found in enumerate(areas.provinces) if found == province]
        border = province in ("Noord-Holland", "Zuid-Holland", "Utrecht")
        for n, sort in enumerate(pick(rng, _EACH_PROVINCE, _SORTS).tolist()):
            lies = "net_buiten_regio_zorg_en_zekerheid" if border and n % 2 == 0 else "elders"
            add(there, f"Zorgverband {province} {n + 1} (verzonnen)", "ander", sort, lies)
    return Cooperatives(
        names=tuple(name for name, _, _, _ in made),
        region=np.array([region for _, region, _, _ in made], np.int8),
        sort=np.array([sort for _, _, sort, _ in made], np.int8),
        lies=np.array([lies for _, _, _, lies in made], np.int8),
        size=between(rng, len(made), 60, 420),
        sound=some(rng, len(made), 0.85),
        near=tuple(tuple(near[town]) for town in range(len(areas.towns))),
    )


def make_memberships(practices: Practices, areas: Areas, cooperatives: Cooperatives, seed: int) -> Placed:
    """Which practices know which cooperatives near them; `what` is the cooperative. The first is the likeliest."""
    rng, count = chance(seed, "lidmaatschap"), len(practices)
    sizes = np.array([len(those) for those in cooperatives.near], np.int32)
    table = np.full((len(sizes), int(sizes.max(initial=1))), 0, np.int32)
    for n, those in enumerate(cooperatives.near):
        table[n, : len(those)] = those
    town = areas.town[practices.area]
    who = practices.independent & (sizes[town] > 0)
    first = who & some(rng, count, likely(practices.drive, 1.2, 1.4))
    second = first & some(rng, count, 0.15) & (sizes[town] > 1)
    found = placed(first.astype(np.int32) + second)
    town = town[found.practice]
    choice = np.floor(rng.random(count) ** 3 * sizes[areas.town[practices.area]]).astype(np.int32)
    which = (choice[found.practice] + found.place) % np.maximum(sizes[town], 1)
    return Placed(found.practice, found.place, table[town, which])


def state_cooperatives(
    sheet: Sheet, memberships: Placed, cooperatives: Cooperatives, practices: Practices, seed: int
) -> None:
    """What each practice, or the cooperative itself, tells of the cooperative and of its membership."""
    rng, count, what = chance(seed, "verbanden inhoud"), len(memberships), memberships.what
    every = np.ones(count, np.bool_)
    facts, source = catalogue().facts, "samenwerkingsverband"
    for fact, place in (
        ("regioverband", cooperatives.region),
        ("soort_verband", cooperatives.sort),
        ("ligging", cooperatives.lies),
    ):
        sheet.chosen((fact,), every, place[what], tuple(facts[fact].options), source)
    sheet.numbers(("aantal_therapeuten",), every, cooperatives.size[what].astype(np.float64), source)
    known = some(rng, count, 0.97)
    member = some(rng, count, 0.92)
    since = SEEN.toordinal() - between(rng, count, 100, 4000)
    rows = np.flatnonzero(known).astype(np.int32)
    value = np.where(member, MET, NOT_MET).astype(np.int8)
    start = np.where(member, since, 0).astype(np.int32)
    sheet.state(("lid",), rows, value[rows], source, start=start[rows])
    joins = known & ~member & some(rng, count, 0.5)
    sheet.listed(("gaat_aansluiten",), joins, "eigen_opgave")
    _state_conditions(sheet, what, cooperatives, seed)


def _state_conditions(sheet: Sheet, what: Rows, cooperatives: Cooperatives, seed: int) -> None:
    """The conditions of a cooperative: a sound one meets them all, another misses some."""
    source, there = "samenwerkingsverband", len(cooperatives.names)
    themes = [("werkt_aan_thema", theme) for theme in catalogue().dimensions["thema"].options or ()]
    conditions: Mapping[tuple[str, ...], float] = {
        ("verbetert_mono_en_multidisciplinair",): 0.8,
        ("aandacht_voor_monitoring",): 0.7,
        ("afspraken_op_schrift",): 0.8,
        ("rechtspersoon",): 0.6,
        ("vertegenwoordigt_beroepsgroep",): 0.8,
        **dict.fromkeys(themes, 0.6),
    }
    every = np.arange(len(what), dtype=np.int32)
    for cell, share in conditions.items():
        rng = chance(seed, ".".join(cell))
        met = some(rng, there, share) | (cooperatives.sound & (cell[0] != "werkt_aan_thema"))
        sheet.state(cell, every, np.where(met, MET, NOT_MET).astype(np.int8)[what], source)
