"""Distances as the crow flies, and the nearest few of many places, without looking at all of them.

A place may be known as a set of points, one of which it is (a shape): its distance is then the largest to any
of them, the distance within which it surely lies. Everything is exact: comparisons are made on squares of
chords of the unit sphere, of which every step is a plain sum or product.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.records import NOBODY, Flags, Numbers, Offsets, Rows

EARTH: Final = 6371.0088
"""The mean radius of the earth in kilometres."""
WIDEST: Final = 180.0
"""The points of one search lie within so many degrees of longitude of each other."""
PER_BOX: Final = 1
"""About so many places share one box of the grid; more places often stand on one point."""
AT_ONCE: Final = 1 << 20
"""At most about so many distances are held at a time."""
_SLACK: Final = 1e-12
"""Radians (some micrometres): what rounding can make of where the side of a box lies."""

Positions = NDArray[np.int64]
_Whole = TypeVar("_Whole", np.int32, np.int64)


@dataclass(frozen=True)
class Points:
    """Points on the earth by their degrees (WGS84); `xyz` are the same points on the unit sphere.

    Raises `ValueError` for degrees that are missing or out of range.
    """

    lat: Numbers
    lon: Numbers

    def __post_init__(self) -> None:
        if self.lat.shape != self.lon.shape or self.lat.ndim != 1:
            raise ValueError("every point has one latitude and one longitude")
        if not (np.all(np.abs(self.lat) <= 90) and np.all(np.abs(self.lon) <= 180)):
            raise ValueError("a degree is missing or out of range")

    def __len__(self) -> int:
        return len(self.lat)

    @cached_property
    def xyz(self) -> Numbers:
        """The points on the unit sphere, one row of three for each."""
        lat, lon = np.radians(self.lat), np.radians(self.lon)
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


@dataclass(frozen=True)
class Shapes:
    """Sets of points: shape s is `members[offsets[s]:offsets[s + 1]]`, one point or more."""

    members: Rows
    offsets: Offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def single(cls, points: int) -> Shapes:
        """Every point as a shape of its own."""
        return cls(np.arange(points, dtype=np.int32), np.arange(points + 1, dtype=np.int64))


@dataclass(frozen=True)
class Nearest:
    """For each point asked about the nearest places, each of another owner, nearest first.

    `place` is NOBODY and `km` infinite where there are no more. Of places that are equally near the one that
    stands first counts first.
    """

    place: Rows
    km: Numbers


def spread(of: NDArray[_Whole], start: Positions, stop: Positions) -> tuple[NDArray[_Whole], Positions]:
    """Each number of each run `start` to `stop` (not included), and beside it what the run is of."""
    sizes = stop - start
    before = np.cumsum(sizes) - sizes
    numbers = np.arange(int(sizes.sum())) + np.repeat(start - before, sizes)
    return np.repeat(of, sizes), numbers


def distinct_sorted(*columns: NDArray[np.int64] | Rows) -> Flags:
    """For rows in an order in which equal ones are neighbours: whether each is the first of its equals."""
    found = np.zeros(len(columns[0]), np.bool_)
    found[:1] = True
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found


def squares(a: Numbers, b: Numbers) -> Numbers:
    """The squares of the chords between points of the unit sphere, pair by pair."""
    x, y, z = (a[..., i] - b[..., i] for i in range(3))
    found: Numbers = x * x + y * y + z * z
    return found


def kilometres(chords: Numbers) -> Numbers:
    """The distance over the earth that belongs to squares of chords; infinite where they are."""
    with np.errstate(invalid="ignore"):
        angle = 2 * np.arcsin(np.minimum(np.sqrt(chords) / 2, 1.0))
    found: Numbers = np.where(np.isfinite(chords), EARTH * angle, np.inf)
    return found


def nearest(
    asked: Points, points: Points, shapes: Shapes, shape: Rows, owner: Rows, most: int = 2
) -> Nearest:
    """The `most` nearest places of different owners to each point asked about.

    Place p has the shape `shape[p]` over `points` and belongs to `owner[p]` (0 or more). Raises `ValueError` for
    points further apart than `WIDEST`.
    """
    if len(asked) and len(points) and np.ptp(np.concatenate([asked.lon, points.lon])) > WIDEST:
        raise ValueError("the points are too far apart")
    best = np.full((len(asked), most), NOBODY, np.int32)
    chords = np.full((len(asked), most), np.inf)
    if len(asked) and len(shape) and most:
        kept = _first_of_shape(shape, owner, most)
        search = _Search(asked, points, shapes, shape[kept], kept, owner, best, chords)
        search.run()
    return Nearest(best, kilometres(chords))


def _first_of_shape(shape: Rows, owner: Rows, most: int) -> Rows:
    """Of the places with one shape the first of each of the first `most` owners: others are never nearer."""
    order = np.lexsort((np.arange(len(shape)), owner, shape))
    first = order[distinct_sorted(shape[order], owner[order])]
    first = first[np.lexsort((first, shape[first]))]
    begins = np.flatnonzero(distinct_sorted(shape[first]))
    rank = np.arange(len(first)) - np.repeat(begins, np.diff(np.append(begins, len(first))))
    return np.sort(first[rank < most]).astype(np.int32)


class _Grid:
    """Places in boxes of equal degrees, box after box."""

    def __init__(self, lat: Numbers, lon: Numbers) -> None:
        self.low, high = np.array([lat.min(), lon.min()]), np.array([lat.max(), lon.max()])
        extent = np.maximum(high - self.low, 1e-6)
        wide = extent[1] * max(np.cos(np.radians(lat.mean())), 0.01)
        boxes = max(len(lat) / PER_BOX, 1.0)
        rows = int(np.clip(round(np.sqrt(boxes * extent[0] / wide)), 1, boxes))
        self.shape = (rows, max(1, round(boxes / rows)))
        self.size = extent / self.shape
        row, column = self.box(lat, lon)
        number = row * self.shape[1] + column
        self.order = np.argsort(number, kind="stable")
        self.starts = np.searchsorted(number[self.order], np.arange(self.shape[0] * self.shape[1] + 1))

    def box(self, lat: Numbers, lon: Numbers) -> tuple[Positions, Positions]:
        """The row and column of the box that a point is in, or is nearest to."""
        row = np.floor((lat - self.low[0]) / self.size[0]).astype(np.int64)
        column = np.floor((lon - self.low[1]) / self.size[1]).astype(np.int64)
        return np.clip(row, 0, self.shape[0] - 1), np.clip(column, 0, self.shape[1] - 1)


class _Search:
    """One search: for points that are not settled the block of boxes around them grows, ring after ring."""

    def __init__(
        self,
        asked: Points,
        points: Points,
        shapes: Shapes,
        shape: Rows,
        place: Rows,
        owner: Rows,
        best: Rows,
        chords: Numbers,
    ) -> None:
        self.asked, self.points, self.shapes = asked, points, shapes
        self.owner, self.best, self.chords = owner, best, chords
        # A shape is put in the box of its first point: the whole of it is never nearer than that.
        first = shapes.members[shapes.offsets[shape]]
        self.grid = _Grid(points.lat[first], points.lon[first])
        self.shape, self.place = shape[self.grid.order], place[self.grid.order]
        size = np.diff(shapes.offsets)[self.shape]
        self.before = np.concatenate(([0], np.cumsum(size)))

    def run(self) -> None:
        """Find the nearest of every point asked about."""
        row, column = self.grid.box(self.asked.lat, self.asked.lon)
        active = np.arange(len(self.asked))
        ring, inside = 0, -1
        while len(active):
            runs = list(self._ring(row[active], column[active], ring, inside))
            start, stop = (np.concatenate(each) for each in zip(*runs, strict=True))
            self._look(np.tile(active, len(runs)), start, stop)
            bound = self._beyond(active, row[active], column[active], ring)
            active = active[self.chords[active, -1] > bound]
            inside, ring = ring, ring + 1 + ring // 2

    def _ring(
        self, row: Positions, column: Positions, ring: int, inside: int
    ) -> Iterator[tuple[Positions, Positions]]:
        """The places in the boxes up to `ring` away but further than `inside`, as runs of places."""
        rows, columns = self.grid.shape
        for step in range(-ring, ring + 1):
            parts = [(-ring, ring)] if abs(step) > inside else [(-ring, -inside - 1), (inside + 1, ring)]
            for left, right in parts:
                at = row + step
                begin, end = np.maximum(column + left, 0), np.minimum(column + right, columns - 1)
                real = (at >= 0) & (at < rows) & (begin <= end)
                line = np.where(real, at, 0) * columns
                start = self.grid.starts[line + np.where(real, begin, 0)]
                stop = self.grid.starts[line + np.where(real, end, 0) + 1]
                yield start, np.where(real, stop, start)

    def _look(self, active: Positions, start: Positions, stop: Positions) -> None:
        """Measure the places of each run and keep the nearest, about `AT_ONCE` at a time."""
        some = np.flatnonzero(stop > start)
        active, start, stop = active[some], start[some], stop[some]
        while len(active):
            done = np.cumsum(self.before[stop] - self.before[start])
            count = max(1, int(np.searchsorted(done, AT_ONCE, side="right")))
            self._measure(active[:count], start[:count], stop[:count])
            active, start, stop = active[count:], start[count:], stop[count:]

    def _measure(self, asked: Positions, start: Positions, stop: Positions) -> None:
        who, at = spread(asked, start, stop)
        shape = self.shape[at]
        pair, member = spread(np.arange(len(at)), self.shapes.offsets[shape], self.shapes.offsets[shape + 1])
        xyz = self.points.xyz[self.shapes.members[member]]
        each = squares(self.asked.xyz[who[pair]], xyz)
        begins = np.flatnonzero(distinct_sorted(pair))
        chord = each if len(each) == len(at) else np.maximum.reduceat(each, begins)
        near = chord <= self.chords[who, -1]
        self._keep(who[near], self.place[at[near]], chord[near])

    def _keep(self, who: Positions, place: Rows, chord: Numbers) -> None:
        """Merge what was found with what was kept: of each owner the nearest, of those the nearest few."""
        most = self.best.shape[1]
        touched = np.flatnonzero(np.bincount(who, minlength=len(self.asked)))
        held, rank = np.nonzero(self.best[touched] != NOBODY)
        who = np.concatenate([touched[held], who])
        place = np.concatenate([self.best[touched[held], rank], place])
        chord = np.concatenate([self.chords[touched[held], rank], chord])
        order = np.lexsort((place, chord, who))
        who, place, chord = who[order], place[order], chord[order]
        owner = self.owner[place]
        by_owner = np.lexsort((owner, who))
        first = np.sort(by_owner[distinct_sorted(who[by_owner], owner[by_owner])])
        who, place, chord = who[first], place[first], chord[first]
        begins = np.flatnonzero(distinct_sorted(who))
        rank = np.arange(len(who)) - np.repeat(begins, np.diff(np.append(begins, len(who))))
        few = rank < most
        self.best[who[few], rank[few]] = place[few]
        self.chords[who[few], rank[few]] = chord[few]

    def _beyond(self, active: Positions, row: Positions, column: Positions, ring: int) -> Numbers:
        """A square that no place outside the block can be under: the nearest side that is not an outer one."""
        lat, lon = self.asked.lat[active], self.asked.lon[active]
        (south, west), (tall, wide), (rows, columns) = self.grid.low, self.grid.size, self.grid.shape
        sides = (
            (row - ring > 0, lat - (south + (row - ring) * tall), None),
            (row + ring < rows - 1, south + (row + ring + 1) * tall - lat, None),
            (column - ring > 0, lon - (west + (column - ring) * wide), lat),
            (column + ring < columns - 1, west + (column + ring + 1) * wide - lon, lat),
        )
        nearest_side = np.full(len(active), np.inf)
        for open_, degrees, at in sides:
            angle = np.radians(np.clip(degrees, 0, 90))
            if at is not None:
                angle = np.arcsin(np.cos(np.radians(at)) * np.sin(angle))
            square = (2 * np.sin(np.maximum(angle - _SLACK, 0) / 2)) ** 2
            nearest_side = np.where(open_, np.minimum(nearest_side, square), nearest_side)
        return nearest_side
