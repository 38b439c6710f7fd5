"""The map: borders are decoded and simplified without gaps, and values stand where they belong."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import cos, radians
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.documents.market_counts import HIDDEN, Figure
from inkoopwijzer.documents.market_figures import AreaValue, MunicipalMap
from inkoopwijzer.documents.pictures.borders import MIDDLE, Borders, Point, decode, shipped_borders
from inkoopwijzer.documents.pictures.municipal_map import class_breaks, draw_map, mapped, unmapped
from inkoopwijzer.documents.pictures.patterns import STEPS, Pattern
from inkoopwijzer.documents.pictures.shapes import Shapes, enclosed, outline
from inkoopwijzer.documents.pictures.simplify import simplify
from inkoopwijzer.documents.pictures.svg import Frame
from inkoopwijzer.values.text import Text
from tests.documents import test_market_example as example
from tests.documents.test_pictures import SVG, faults, read

FRAME = Frame(400, "nl", "p")
NAME = Text("kaart", "map")

# Four squares, a b above c d, and an island that belongs to d. Arcs 0 to 3 are the inner borders.
SQUARES: dict[str, Any] = {
    "type": "Topology",
    "arcs": [
        [[1, 1], [1, 2]],
        [[1, 1], [0, 1]],
        [[1, 1], [1, 0]],
        [[1, 1], [2, 1]],
        [[1, 2], [0, 2], [0, 1]],
        [[1, 2], [2, 2], [2, 1]],
        [[0, 1], [0, 0], [1, 0]],
        [[2, 1], [2, 0], [1, 0]],
        [[3, 3], [3.2, 3], [3.2, 3.2], [3, 3]],
    ],
    "objects": {
        "gemeenten": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 4, -2]], "properties": {"code": "a"}},
                {"type": "Polygon", "arcs": [[0, 5, -4]], "properties": {"code": "b"}},
                {"type": "Polygon", "arcs": [[1, 6, -3]], "properties": {"code": "c"}},
                {"type": "MultiPolygon", "arcs": [[[3, 7, -3]], [[8]]], "properties": {"code": "d"}},
            ]
        }
    },
}
PROVINCES = {"a": "west", "b": "east", "c": "west", "d": "east"}


def squares() -> Borders:
    return decode(SQUARES, "gemeenten", PROVINCES)


def quantised(topology: dict[str, Any], scale: float, shift: float) -> dict[str, Any]:
    """The same topology with whole steps from point to point, as TopoJSON packs it."""
    arcs = []
    for arc in topology["arcs"]:
        whole = [[round((v - shift) / scale) for v in point] for point in arc]
        steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(whole)]
        arcs.append([whole[0], *steps])
    return {**topology, "arcs": arcs, "transform": {"scale": [scale, scale], "translate": [shift, shift]}}


def test_packed_arcs_are_the_same_as_plain_ones() -> None:
    plain, packed = squares(), decode(quantised(SQUARES, 0.1, -3), "gemeenten", PROVINCES)
    assert plain.rings == packed.rings
    for one, other in zip(plain.arcs, packed.arcs, strict=True):
        assert [n for p in one for n in p] == pytest.approx([n for p in other for n in p])
    assert plain.arcs[0] == ((cos(radians(MIDDLE)), -1), (cos(radians(MIDDLE)), -2))


def test_another_geometry_than_an_area_is_refused() -> None:
    wrong = {**SQUARES, "objects": {"gemeenten": {"geometries": [{"type": "Point"}]}}}
    with pytest.raises(ValueError, match="Point is no area"):
        decode(wrong, "gemeenten", {})


def test_neighbours_share_a_border_and_a_province_ends_where_it_is_alone() -> None:
    borders = squares()
    assert borders.neighbours(["a"]) == {"b", "c"}
    assert borders.neighbours(["a", "b"]) == {"c", "d"}
    assert sorted(borders.province_arcs("abcd")) == [0, 2, 4, 5, 6, 7, 8]
    assert sorted(borders.province_arcs("a")) == [0, 4]


@lru_cache
def municipalities() -> dict[str, tuple[float, float]]:
    """Of each municipality a point that lies in it, as the package has it: east and south."""
    folder = files("inkoopwijzer.facts").joinpath("geo")
    with folder.joinpath("gemeenten.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: (float(row["lon"]) * cos(radians(MIDDLE)), -float(row["lat"]))
            for row in csv.DictReader(lines)
        }


def within(point: Point, ring: list[Point]) -> bool:
    """Whether a point lies within a closed line."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_the_shipped_borders_are_closed_and_each_holds_its_own_point() -> None:
    borders = shipped_borders()
    assert set(borders.rings) == set(municipalities()) == set(borders.provinces)
    for code, rings in borders.rings.items():
        lines = []
        for ring in rings:
            points: list[Point] = []
            for arc in ring:
                piece = list(borders.arcs[arc] if arc >= 0 else borders.arcs[~arc][::-1])
                assert not points or points[-1] == piece[0], code
                points += piece[1:] if points else piece
            assert points[0] == points[-1], code
            lines.append(points)
        assert sum(within(municipalities()[code], line) for line in lines) % 2 == 1, code


def test_at_most_two_municipalities_share_an_arc() -> None:
    assert max(map(len, shipped_borders().owners.values())) == 2


POINTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=25)


@given(POINTS, st.floats(0, 200))
def test_a_simplified_line_keeps_its_ends_and_only_loses_points(points: list[Point], area: float) -> None:
    found = simplify(points, area)
    assert (found[0], found[-1]) == (points[0], points[-1])
    left = iter(points)
    assert all(point in left for point in found)
    assert simplify(points, 0) == points
    if len(points) > 3 and points[0] == points[-1]:
        assert len(found) >= 4
    assert len(simplify(points, 1e9)) == (4 if len(points) > 3 and points[0] == points[-1] else 2)


def test_a_point_that_hardly_matters_is_left_out_and_a_corner_is_not() -> None:
    assert simplify([(0, 0), (5, 0.01), (10, 0), (10, 10)], 1) == [(0, 0), (10, 0), (10, 10)]


def test_neighbours_still_fit_when_simplified() -> None:
    borders = shipped_borders()
    shapes = Shapes(borders, tuple(borders.rings), 400, 500)
    before = sum(map(len, borders.arcs))
    after = sum(len(shapes.arc(n)) for n in range(len(borders.arcs)))
    assert after < before * 0.9
    for code, rings in borders.rings.items():
        for ring in rings:
            line = shapes.ring(ring)
            assert line[0] == line[-1], code


def test_a_path_comes_back_to_where_it_started_within_a_tenth_of_a_pixel() -> None:
    points = [(0.0, 0.0), (10.3, -4.7), (0.3, 8.25), (0.3, 8.25), (-3.35, 2.0), (0.0, 0.0)]
    said = outline(points, closed=True)
    assert said.startswith("M0 0l10.3-4.7")
    assert said.endswith("Z")
    steps = [float(n) for n in re.findall(r"-?\d*\.?\d+", said.partition("l")[2])]
    assert sum(steps[::2]) == pytest.approx(-3.4, abs=0.06)
    assert sum(steps[1::2]) == pytest.approx(2.0, abs=0.06)


def test_the_place_for_words_lies_in_the_area() -> None:
    borders = shipped_borders()
    codes = tuple(code for code in borders.rings if borders.provinces[code] == "23")
    shapes = Shapes(borders, codes, 400, 500)
    for code in codes:
        x, y, wide = shapes.place(code, 9)
        ring = max((shapes.ring(ring) for ring in borders.rings[code]), key=enclosed)
        if wide:
            assert within((x - wide / 2 + 0.1, y), ring)
            assert within((x + wide / 2 - 0.1, y), ring)


@given(st.lists(st.floats(0, 100), max_size=60), st.integers(0, 2))
@settings(max_examples=60)
def test_classes_go_up_hold_somebody_and_are_at_most_five(values: list[float], decimals: int) -> None:
    breaks = class_breaks(values, decimals)
    assert len(breaks) <= len(STEPS) - 1
    assert list(breaks) == sorted(set(breaks))
    rounded = sorted({round(v, decimals) for v in values})
    if rounded:
        edges = [float("-inf"), *breaks, float("inf")]
        assert all(any(low <= v < high for v in rounded) for low, high in pairwise(edges))
    assert bool(breaks) == (len(rounded) > 1)


def section(*values: Figure, within: tuple[str, ...] = (), breaks: tuple[float, ...] = ()) -> MunicipalMap:
    areas = tuple(AreaValue(c, c.upper(), v, 9) for c, v in zip("abcd", values, strict=False))
    return MunicipalMap("k", NAME, NAME, areas, within, breaks)


def fills(drawn: str) -> dict[str, int]:
    """How many closed outlines each pattern fills."""
    found = {}
    for path in read(drawn).iter(SVG + "path"):
        kind = path.attrib.get("class", "").split()
        if "area" in kind:
            pattern = path.attrib.get("fill", f"#p-{kind[-1]}").partition("#p-")[2].rstrip(")")
            found[pattern] = path.attrib["d"].count("Z")
    return found


def test_every_area_has_the_pattern_of_its_class() -> None:
    drawn = draw_map(section(1.0, 5.0, HIDDEN, None, breaks=(5.0,)), FRAME, squares())
    assert fills(drawn) == {Pattern.step_0: 1, Pattern.step_4: 1, Pattern.hidden: 1, Pattern.none: 2}
    assert faults(drawn, FRAME) == []
    legend = re.findall(r">([^<>]+)</text>", drawn)
    assert legend[-4:] == ["minder dan 5", "5 en meer", "niet getoond", "geen waarde"]


def test_a_value_stands_in_the_class_of_what_is_said_of_it() -> None:
    drawn = draw_map(section(4.6, 4.4, breaks=(5.0,)), FRAME, squares())
    assert fills(drawn) == {Pattern.step_4: 1, Pattern.step_0: 1, Pattern.none: 3}
    assert ">5</text>" in drawn
    assert ">4</text>" in drawn


def test_patterns_go_from_empty_to_full() -> None:
    assert fills(draw_map(section(1, 2, 3, 4), FRAME, squares())) == {
        "step-0": 1,
        "step-1": 1,
        "step-3": 1,
        "step-4": 2,
    }


def test_a_zoomed_map_draws_what_was_asked_for_with_pale_neighbours() -> None:
    zoomed = section(1, 2, 3, 4, within=("a",))
    drawn = draw_map(zoomed, FRAME, squares())
    assert sum(fills(drawn).values()) == 1
    assert drawn.count('class="context"') == 2
    whole = draw_map(section(1, 2, 3, 4), FRAME, squares())
    assert whole.count('class="context"') == 0
    assert enclosed(path_points(drawn)) > 3 * enclosed(path_points(whole))


def path_points(drawn: str) -> list[Point]:
    """The first area of a map as points."""
    said = re.findall(r'<path d="M([^"]*?)Z[^"]*" class="area', drawn)[0]
    start, _, rest = said.partition("l")
    x, y = map(float, re.findall(r"-?\d*\.?\d+", start))
    points = [(x, y)]
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", rest)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return [*points, points[0]]


def test_a_municipality_without_a_border_is_told_and_not_drawn() -> None:
    lost = section(1, 2, 3, 4, within=("a", "z"))
    lost = replace(lost, areas=(*lost.areas, AreaValue("z", "Zoek", 1.0, 9), AreaValue("y", "Weg", 1.0, 9)))
    assert mapped(lost, squares()) == ("a",)
    assert unmapped(lost, squares()) == ("Zoek",)
    assert faults(draw_map(lost, FRAME, squares()), FRAME) == []


def test_the_description_names_the_highest_and_the_lowest() -> None:
    told = read(draw_map(section(1, 7, HIDDEN, 3), FRAME, squares())).findtext(SVG + "desc") or ""
    assert "Hoogste: B (7). Laagste: A (1)." in told
    empty = read(draw_map(section(), FRAME, squares())).findtext(SVG + "desc")
    assert empty == "Kaart zonder waarden."


@pytest.mark.parametrize("number", [0, 1])
def test_the_maps_of_the_example_hold_together(number: int) -> None:
    one = example.maps()[number]
    drawn = draw_map(one, FRAME)
    assert faults(drawn, FRAME) == []
    assert sum(fills(drawn).values()) >= (342, 25)[number]
    assert len(drawn) < 90_000
    if number:
        assert ">Hardenberg</text>" in drawn
        assert ">50%</text>" in drawn
