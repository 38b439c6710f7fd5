"""Where the practices of a synthetic market stand: real postcode areas of a part of the country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.facts.places import municipalities, postcode_areas
from inkoopwijzer.market.records import Rows
from inkoopwijzer.values.text import Text

SUBREGIONS: Final[dict[str, tuple[str, ...]]] = {
    "amstelland": ("Aalsmeer", "Amstelveen", "Diemen", "Ouder-Amstel", "Uithoorn"),
    "haarlemmermeer": ("Haarlemmermeer",),
    "zuid_holland_noord": (
        "Alphen aan den Rijn",
        "Hillegom",
        "Kaag en Braassem",
        "Katwijk",
        "Leiden",
        "Leiderdorp",
        "Lisse",
        "Nieuwkoop",
        "Noordwijk",
        "Oegstgeest",
        "Teylingen",
        "Voorschoten",
        "Zoeterwoude",
    ),
}
"""Which municipalities each subregion has: an assumption, since the policy names the subregions only."""

SALLAND: Final = (
    "Deventer",
    "Olst-Wijhe",
    "Raalte",
    "Voorst",
    "Brummen",
    "Dalfsen",
    "Hellendoorn",
    "Lochem",
    "Rijssen-Holten",
    "Zutphen",
)
"""The four municipalities of Midden-IJssel and some around them."""

CORE: Final = SALLAND[:4]

NAMED: Final[dict[str, tuple[str, ...]]] = {
    "salland": SALLAND,
    "zorg_en_zekerheid": tuple(name for names in SUBREGIONS.values() for name in names),
    "demo": (*SALLAND, *(name for names in SUBREGIONS.values() for name in names)),
}
"""Regions by name: around Deventer and Raalte, around Leiden and Haarlemmermeer, and both."""


class UnknownRegion(ValueError):
    """No region, province or municipality has this name. `known` holds those that are easily meant."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(f"no region {name!r}")


@dataclass(frozen=True)
class Areas:
    """Postcode areas, ordered by municipality: the code, place, municipality (its place in `towns`) of each.

    `first` and `count` say by municipality where its areas begin and how many there are.
    """

    pc4: tuple[str, ...]
    place: tuple[str, ...]
    town: Rows
    towns: tuple[str, ...]
    provinces: tuple[str, ...]
    first: Rows
    count: Rows

    def subregions(self) -> dict[str, Rows]:
        """By subregion of Zorg en Zekerheid its municipalities, as places in `towns`."""
        found = {name: self.places_of(towns) for name, towns in SUBREGIONS.items()}
        inside = np.concatenate([*found.values(), np.zeros(0, np.int32)])
        found["elders"] = np.setdiff1d(np.arange(len(self.towns), dtype=np.int32), inside)
        return found

    def places_of(self, names: tuple[str, ...]) -> Rows:
        """Where the municipalities with these names stand in `towns`, those that are there."""
        return np.array([n for n, town in enumerate(self.towns) if town in names], np.int32)


def region_names() -> tuple[str, ...]:
    """The names that `areas_of` knows: regions, provinces and municipalities."""
    towns = municipalities().values()
    return (*NAMED, *sorted({t.province for t in towns}), *sorted(t.name for t in towns))


def areas_of(region: str | None) -> Areas:
    """The postcode areas of a region, a province or a municipality; None is the whole country.

    Areas whose place on the map is not sure are left out. Raises `UnknownRegion`.
    """
    towns = municipalities()
    if region is None:
        names = {t.name for t in towns.values()}
    elif region in NAMED:
        names = set(NAMED[region])
    else:
        names = {t.name for t in towns.values() if region in (t.province, t.name)}
    found = sorted(
        ((towns[a.municipality], a) for a in postcode_areas().values() if a.sure),
        key=lambda pair: (pair[0].name, pair[1].pc4),
    )
    found = [(town, area) for town, area in found if town.name in names]
    if not found:
        raise UnknownRegion(region or "", region_names())
    there = tuple(dict.fromkeys(town.name for town, _ in found))
    place = {name: n for n, name in enumerate(there)}
    province = {town.name: town.province for town, _ in found}
    town = np.array([place[t.name] for t, _ in found], np.int32)
    count = np.bincount(town, minlength=len(there)).astype(np.int32)
    return Areas(
        pc4=tuple(area.pc4 for _, area in found),
        place=tuple(area.place for _, area in found),
        town=town,
        towns=there,
        provinces=tuple(province[name] for name in there),
        first=(np.cumsum(count) - count).astype(np.int32),
        count=count,
    )


REGION_WORDS: Final = Text(
    "Kies salland, zorg_en_zekerheid, demo, een provincie of een gemeente, of laat de regio weg voor het hele land.",
    "Choose salland, zorg_en_zekerheid, demo, a province or a municipality, or leave the region out for the whole "
    "country.",
)
