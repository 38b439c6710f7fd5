"""Simplification of lines: points that hardly change the shape are left out (after Visvalingam and Whyatt, 1993)."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from inkoopwijzer.documents.pictures.borders import Point


def simplify(points: Sequence[Point], area: float) -> list[Point]:
    """The points without those whose triangle with their neighbours is smaller than `area`; both ends stay.

    A closed line keeps at least four points (the last is the first), so that it still encloses something.
    """
    size = len(points)
    least = 4 if size > 3 and points[0] == points[-1] else 2
    before, after = list(range(-1, size - 1)), list(range(1, size + 1))
    current = {n: _triangle(points[n - 1], points[n], points[n + 1]) for n in range(1, size - 1)}
    heap = [(found, n) for n, found in current.items()]
    heapify(heap)
    left = size
    while heap and left > least:
        found, n = heappop(heap)
        if current.get(n) != found:
            continue
        if found >= area:
            break
        del current[n]
        left -= 1
        a, b = before[n], after[n]
        after[a], before[b] = b, a
        for m in (a, b):
            if m in current:
                # Never smaller than what was already left out: the order of leaving out stays one of size.
                current[m] = max(found, _triangle(points[before[m]], points[m], points[after[m]]))
                heappush(heap, (current[m], m))
    return [points[n] for n in range(size) if n in (0, size - 1) or n in current]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
