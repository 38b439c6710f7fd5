"""Areas at a scale: closed outlines as paths, and the place in each where words fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from inkoopwijzer.documents.pictures.borders import Borders, Point, Ring, arcs_of
from inkoopwijzer.documents.pictures.simplify import simplify

DETAIL: Final = 1.0
"""Triangles smaller than this, in square pixels, are left out of a border."""


@dataclass(frozen=True)
class Shapes:
    """Areas of `borders` at the scale at which `codes` fill the width, and `height` is what that takes."""

    borders: Borders
    codes: tuple[str, ...]
    width: float
    tallest: float
    margin: float = 4

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        arcs = {arc for code in self.codes for arc in arcs_of(self.borders.rings[code])}
        xs, ys = zip(*(point for arc in arcs for point in self.borders.arcs[arc]), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @cached_property
    def _scale(self) -> float:
        left, top, right, bottom = self._bounds
        room = self.width - 2 * self.margin
        return min(room / (right - left), (self.tallest - 2 * self.margin) / (bottom - top))

    @cached_property
    def height(self) -> float:
        """How tall the areas are, with a margin above and below."""
        return (self._bounds[3] - self._bounds[1]) * self._scale + 2 * self.margin

    @cached_property
    def _shift(self) -> Point:
        left, _, right, _ = self._bounds
        return (self.width - (right - left) * self._scale) / 2, self.margin

    @cached_property
    def _arcs(self) -> dict[int, list[Point]]:
        return {}

    def arc(self, number: int) -> list[Point]:
        """The points of an arc in the picture, simplified, in tenths of a pixel."""
        if number not in self._arcs:
            left, top, _, _ = self._bounds
            dx, dy = self._shift
            placed = [
                ((x - left) * self._scale + dx, (y - top) * self._scale + dy)
                for x, y in self.borders.arcs[number]
            ]
            self._arcs[number] = [(round(x, 1), round(y, 1)) for x, y in simplify(placed, DETAIL)]
        return self._arcs[number]

    def ring(self, ring: Ring) -> list[Point]:
        """The points around an area, the last one being the first."""
        points: list[Point] = []
        for arc in ring:
            piece = self.arc(arc) if arc >= 0 else self.arc(~arc)[::-1]
            points += piece[1:] if points else piece
        return points

    def path(self, code: str) -> str:
        """The outline of an area; islands too small to see are left out, but never all of it."""
        rings = [self.ring(ring) for ring in self.borders.rings[code]]
        largest = max(rings, key=enclosed)
        return "".join(
            outline(ring, closed=True) for ring in rings if ring is largest or enclosed(ring) > 0.5
        )

    def lines(self, arcs: Iterable[int]) -> str:
        """These arcs as one path."""
        return "".join(outline(self.arc(number), closed=False) for number in arcs)

    def place(self, code: str, tall: float) -> tuple[float, float, float]:
        """Where words of this height fit best: the middle of the widest stretch (x, y) and its width."""
        ring = max((self.ring(ring) for ring in self.borders.rings[code]), key=enclosed)
        ys = [y for _, y in ring]
        best = (0.0, 0.0, 0.0)
        for step in range(1, 16):
            y = min(ys) + (max(ys) - min(ys)) * step / 16
            above, at, below = (_stretches(ring, y + d) for d in (-tall / 2, 0, tall / 2))
            for low, high in at:
                for one in above:
                    for other in below:
                        a, b = max(low, one[0], other[0]), min(high, one[1], other[1])
                        if b - a > best[2]:
                            best = ((a + b) / 2, y, b - a)
        return best


def outline(points: Sequence[Point], closed: bool) -> str:
    """A path through points given in tenths of a pixel, from each to the next."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    said = [f"M{_tenths(x)} {_tenths(y)}l"]
    for a, b in tenths[1:-1] if closed else tenths[1:]:
        if (a, b) != (x, y):
            said += [_tenths(a - x), _tenths(b - y)]
            x, y = a, b
    # A minus sign parts two numbers as well as a space does.
    path = " ".join(said).replace("l ", "l").replace(" -", "-")
    return path.removesuffix("l") + ("Z" if closed else "")


def _tenths(number: int) -> str:
    whole, part = divmod(abs(number), 10)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}" if not part else f"{sign}{whole or ''}.{part}"


def enclosed(ring: Sequence[Point]) -> float:
    """The area within a closed line."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _stretches(ring: Sequence[Point], y: float) -> list[tuple[float, float]]:
    """Where a horizontal line lies within the area, from left to right."""
    crossings = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(ring)
        if (a[1] <= y) != (b[1] <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
