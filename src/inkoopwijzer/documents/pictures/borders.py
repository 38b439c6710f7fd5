"""Borders of the municipalities, from TopoJSON: neighbours share arcs, and still fit when those are simplified."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from math import cos, radians
from typing import Any, Final

MIDDLE: Final = 52.2
"""The latitude in the middle of the Netherlands, where a degree east is this much shorter than one north."""

Point = tuple[float, float]
Ring = tuple[int, ...]
"""The arcs around an area in order; `~n` is arc n backwards, as in TopoJSON."""


@dataclass(frozen=True)
class Borders:
    """Arcs as points (east, south: in degrees of latitude), by code the rings of each area, and its province."""

    arcs: tuple[tuple[Point, ...], ...]
    rings: Mapping[str, tuple[Ring, ...]]
    provinces: Mapping[str, str]

    @cached_property
    def owners(self) -> Mapping[int, frozenset[str]]:
        """The areas at either side of each arc."""
        found: dict[int, set[str]] = {}
        for code, rings in self.rings.items():
            for arc in arcs_of(rings):
                found.setdefault(arc, set()).add(code)
        return {arc: frozenset(codes) for arc, codes in found.items()}

    def neighbours(self, codes: Iterable[str]) -> set[str]:
        """The areas that share a border with these, without these."""
        inside = set(codes)
        return {
            other
            for code in inside
            for arc in arcs_of(self.rings.get(code, ()))
            for other in self.owners[arc]
        } - inside

    def province_arcs(self, codes: Iterable[str]) -> list[int]:
        """The arcs on the border of a province, as far as they lie around these areas."""
        found: dict[int, None] = {}
        by_province: dict[str, Counter[int]] = {}
        for code in self.rings:
            by_province.setdefault(self.provinces.get(code, code), Counter()).update(
                arcs_of(self.rings[code])
            )
        around = {arc for code in codes for arc in arcs_of(self.rings.get(code, ()))}
        for counted in by_province.values():
            found.update(dict.fromkeys(arc for arc, times in counted.items() if times == 1 and arc in around))
        return list(found)


def arcs_of(rings: Iterable[Ring]) -> list[int]:
    """The numbers of the arcs of these rings, whichever way they go."""
    return [arc if arc >= 0 else ~arc for ring in rings for arc in ring]


def decode(topology: Mapping[str, Any], name: str, provinces: Mapping[str, str]) -> Borders:
    """The borders in object `name` of a TopoJSON topology, its areas named by their property `code`.

    Arcs may be quantised (delta-encoded, with a transform) or plain. Polygons and multipolygons only:
    another geometry is a ValueError.
    """
    transform = topology.get("transform")
    arcs = tuple(tuple(map(_project, _degrees(arc, transform))) for arc in topology["arcs"])
    rings: dict[str, tuple[Ring, ...]] = {}
    for shape in topology["objects"][name]["geometries"]:
        if shape["type"] == "Polygon":
            polygons = [shape["arcs"]]
        elif shape["type"] == "MultiPolygon":
            polygons = shape["arcs"]
        else:
            raise ValueError(f"a {shape['type']} is no area")
        rings[shape["properties"]["code"]] = tuple(tuple(ring) for polygon in polygons for ring in polygon)
    return Borders(arcs, rings, provinces)


def _degrees(arc: Iterable[list[float]], transform: Mapping[str, list[float]] | None) -> Iterable[Point]:
    """The points of an arc in degrees (longitude, latitude)."""
    if transform is None:
        yield from ((x, y) for x, y in arc)
        return
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0.0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _project(point: Point) -> Point:
    return point[0] * cos(radians(MIDDLE)), -point[1]


@lru_cache(maxsize=1)
def shipped_borders() -> Borders:
    """The borders in the package; a FileNotFoundError where the package comes without them."""
    folder = files("inkoopwijzer.facts").joinpath("geo")
    with folder.joinpath("gemeenten.csv").open(encoding="utf-8-sig") as lines:
        provinces = {row["code"]: row["provincie_code"] for row in csv.DictReader(lines)}
    return decode(
        json.loads(folder.joinpath("gemeenten.topojson").read_text("utf-8")), "gemeenten", provinces
    )
