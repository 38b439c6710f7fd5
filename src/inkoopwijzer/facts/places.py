"""Where things are in the Netherlands: municipalities, postcode areas of four digits, and places.

Open data; whoever shows it shows `ATTRIBUTION` with it. Sources, licences and limits are in `geo/ATTRIBUTION.md`.
Coordinates are WGS84 degrees.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from inkoopwijzer.values.text import Text

ATTRIBUTION: Final = Text(
    "Plaatsen en postcodes: GeoNames (CC BY 4.0), bewerkt. Gemeentegrenzen: CBS / Kadaster, 2023, bewerkt door "
    "VWS en vereenvoudigd.",
    "Places and postcodes: GeoNames (CC BY 4.0), adapted. Borders of municipalities: CBS / Kadaster, 2023, adapted "
    "by the Ministry of Health (VWS) and simplified.",
)
"""To show wherever these places or borders are shown."""

_POSTCODE: Final = re.compile(r"([1-9][0-9]{3})(?: ?[A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of 2023: its CBS code (four digits), its official name, and a point inside its border."""

    code: str
    name: str
    province: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """The area of a postcode of four digits. `municipality` is the code of the one that most of it lies in.

    `lat`, `lon` is the mean of its points; `sure` is False for the few whose point lies off its neighbours.
    """

    pc4: str
    place: str
    municipality: str
    lat: float
    lon: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """A city, village or hamlet, with the code of its municipality. Names are not unique."""

    name: str
    municipality: str
    lat: float
    lon: float


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All municipalities by their code. Their names are the options of the fact `gemeente`."""
    rows = _rows("gemeenten.csv")
    return MappingProxyType(
        {
            r["code"]: Municipality(r["code"], r["naam"], r["provincie"], float(r["lat"]), float(r["lon"]))
            for r in rows
        }
    )


@cache
def postcode_areas() -> Mapping[str, PostcodeArea]:
    """All postcode areas by their four digits."""
    return MappingProxyType(
        {
            r["pc4"]: PostcodeArea(
                r["pc4"],
                r["plaats"],
                r["gemeente_code"],
                float(r["lat"]),
                float(r["lon"]),
                r["status"] == "ok",
            )
            for r in _rows("pc4.csv")
        }
    )


@cache
def places() -> tuple[Settlement, ...]:
    """All places, by name."""
    return tuple(
        Settlement(r["plaats"], r["gemeente_code"], float(r["lat"]), float(r["lon"]))
        for r in _rows("plaatsen.csv")
    )


def postcode_area(postcode: str) -> PostcodeArea | None:
    """The area of a postcode ("2312", "2312AB" or "2312 AB"); None when it is no postcode or not in the list."""
    found = _POSTCODE.fullmatch(postcode.strip())
    return postcode_areas().get(found[1]) if found else None


def municipality_named(name: str) -> Municipality | None:
    """The municipality with this official name ("Bergen (NH.)"), None when there is none."""
    code = _codes().get(name)
    return municipalities()[code] if code else None


def border_map() -> bytes:
    """The borders as TopoJSON: objects `gemeenten` (properties `code`, `naam`) and `nederland` (the outline).

    Simplified: for maps of the whole country or a region only.
    """
    return files("inkoopwijzer.facts").joinpath("geo", "gemeenten.topojson").read_bytes()


@cache
def _codes() -> Mapping[str, str]:
    return MappingProxyType({m.name: code for code, m in municipalities().items()})


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("inkoopwijzer.facts").joinpath("geo", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
