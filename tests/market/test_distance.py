"""The nearest places, held against looking at all of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.market import distance
from inkoopwijzer.market.distance import Nearest, Points, Shapes, kilometres, nearest, squares
from inkoopwijzer.market.records import NOBODY

Search = Callable[..., Nearest]
UTRECHT, LEIDEN = (52.0908, 5.1222), (52.1583, 4.4931)


def points(*pairs: tuple[float, float]) -> Points:
    return Points(np.array([p[0] for p in pairs], float), np.array([p[1] for p in pairs], float))


def numbers(*given_: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(given_, np.int32)


def by_looking_at_all(
    asked: Points,
    known: Points,
    shapes: Shapes,
    shape: np.ndarray[tuple[int], np.dtype[np.int32]],
    owner: np.ndarray[tuple[int], np.dtype[np.int32]],
    most: int,
) -> list[list[tuple[int, float]]]:
    """For each point the places in order of distance and then of number, of each owner the first."""
    found = []
    for row in range(len(asked)):
        each = []
        for place in range(len(shape)):
            members = shapes.members[shapes.offsets[shape[place]] : shapes.offsets[shape[place] + 1]]
            chord = max(float(squares(asked.xyz[row], known.xyz[m])) for m in members)
            each.append((chord, place))
        kept: list[tuple[int, float]] = []
        seen: set[int] = set()
        for chord, place in sorted(each):
            if owner[place] not in seen and len(kept) < most:
                seen.add(int(owner[place]))
                kept.append((place, chord))
        found.append(kept)
    return found


def told(found: Nearest) -> list[list[tuple[int, float]]]:
    return [
        [(int(p), float(km)) for p, km in zip(places, far, strict=True) if p != NOBODY]
        for places, far in zip(found.place, found.km, strict=True)
    ]


# Half of the points stand on a coarse lattice, so that ties and doubles are common; the country is 50.7 to
# 53.6 degrees north and 3.3 to 7.3 east.
coordinate = st.tuples(
    st.one_of(
        st.integers(0, 6).map(lambda i: 50.75 + i * 0.47), st.floats(50.7, 53.6, allow_subnormal=False)
    ),
    st.one_of(st.integers(0, 6).map(lambda i: 3.4 + i * 0.6), st.floats(3.3, 7.3, allow_subnormal=False)),
)
crowded = st.tuples(st.floats(52.1, 52.1001), st.floats(5.1, 5.1001))


@st.composite
def searches(draw: st.DrawFn) -> tuple[Points, Points, Shapes, list[int], list[int], int]:
    kind = draw(st.sampled_from([coordinate, st.one_of(coordinate, crowded)]))
    known = draw(st.lists(kind, min_size=1, max_size=40))
    asked = draw(st.lists(st.one_of(kind, st.sampled_from(known)), max_size=12))
    sets = draw(
        st.lists(st.lists(st.integers(0, len(known) - 1), min_size=1, max_size=4, unique=True), max_size=6)
    )
    groups = [[i] for i in range(len(known))] + sets
    members = np.array([m for group in groups for m in group], np.int32)
    offsets = np.cumsum([0, *map(len, groups)]).astype(np.int64)
    shape = draw(st.lists(st.integers(0, len(groups) - 1), max_size=60))
    owner = [draw(st.integers(0, 9)) for _ in shape]
    return points(*asked), points(*known), Shapes(members, offsets), shape, owner, draw(st.integers(1, 4))


def differs(search: Search, example: tuple[Points, Points, Shapes, list[int], list[int], int]) -> bool:
    asked, known, shapes, shape, owner, most = example
    of, by = numbers(*shape), numbers(*owner)
    expected = by_looking_at_all(asked, known, shapes, of, by, most)
    found = search(asked, known, shapes, of, by, most)
    said = [[(p, float(kilometres(np.array(c)))) for p, c in row] for row in expected]
    return told(found) != said


@given(searches())
@settings(max_examples=300, deadline=None)
def test_the_nearest_are_those_that_looking_at_all_finds(
    example: tuple[Points, Points, Shapes, list[int], list[int], int],
) -> None:
    assert not differs(nearest, example)


@given(searches(), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_measuring_a_few_at_a_time_finds_the_same(
    example: tuple[Points, Points, Shapes, list[int], list[int], int], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distance, "AT_ONCE", at_once)
        patch.setattr(distance, "PER_BOX", 3)
        assert not differs(nearest, example)


def across_the_country(seed: int) -> tuple[Points, Points, Shapes, list[int], list[int], int]:
    chance = np.random.default_rng(seed)
    lat, lon = chance.uniform(50.75, 53.55, 430), chance.uniform(3.36, 7.23, 430)
    # A crowded city and far corners with nothing: boxes with many and boxes without any.
    lat[30:150], lon[30:150] = chance.normal(52.37, 0.01, 120), chance.normal(4.9, 0.01, 120)
    lat[150:200], lon[150:200] = lat[100:150], lon[100:150]
    known = Points(lat[30:], lon[30:])
    owner = chance.integers(0, 150, 400).tolist()
    return Points(lat[:30], lon[:30]), known, Shapes.single(400), list(range(400)), owner, 3


@pytest.mark.parametrize("seed", range(4))
def test_the_nearest_in_a_whole_country_are_those_that_looking_at_all_finds(seed: int) -> None:
    assert not differs(nearest, across_the_country(seed))


@pytest.mark.parametrize("fault", ["too soon", "one owner twice", "ties by chance", "doubles dropped"])
def test_a_search_with_a_fault_is_found_out(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "too soon":
        far = np.full(1, np.inf)
        monkeypatch.setattr(distance._Search, "_beyond", lambda *_: far)
    elif fault == "one owner twice":
        real = distance._Search.__init__

        def alone(self: distance._Search, *given_: object) -> None:
            real(self, *given_)  # type: ignore[arg-type]
            self.owner = np.arange(len(self.owner), dtype=np.int32)

        monkeypatch.setattr(distance._Search, "__init__", alone)
    elif fault == "ties by chance":
        keep = distance._Search._keep
        monkeypatch.setattr(
            distance._Search, "_keep", lambda self, who, place, chord: keep(self, who, place, chord * 0 + 1)
        )
    else:
        monkeypatch.setattr(distance, "_first_of_shape", lambda shape, *_: np.unique(shape, True)[1])
    asked, known, shapes, shape, owner, most = across_the_country(1)
    shape, owner = [s // 2 for s in shape], [o % 5 for o in owner]
    assert differs(nearest, (asked, known, shapes, shape, owner, most))


def test_the_distance_is_that_over_the_earth() -> None:
    a, b = points(UTRECHT), points(LEIDEN)
    lat1, lon1, lat2, lon2 = map(math.radians, (*UTRECHT, *LEIDEN))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    expected = 2 * distance.EARTH * math.asin(math.sqrt(half))
    found = float(kilometres(squares(a.xyz[0], b.xyz[0])))
    assert found == pytest.approx(expected, rel=1e-9)
    assert found == pytest.approx(43.7, abs=0.2)


def test_half_the_earth_away_is_no_further() -> None:
    poles = points((90.0, 0.0), (-90.0, 0.0))
    assert float(kilometres(squares(poles.xyz[0], poles.xyz[1]))) == pytest.approx(math.pi * distance.EARTH)


def test_a_place_that_may_be_at_several_points_is_as_far_as_the_furthest() -> None:
    known = points(UTRECHT, LEIDEN)
    both = Shapes(numbers(0, 1), np.array([0, 2], np.int64))
    found = nearest(points(UTRECHT), known, both, numbers(0), numbers(0), 1)
    assert found.km[0, 0] == pytest.approx(43.7, abs=0.2)


def test_places_at_one_point_come_in_their_own_order() -> None:
    known = points(UTRECHT)
    found = nearest(known, known, Shapes.single(1), numbers(0, 0, 0), numbers(7, 7, 3), 2)
    assert found.place.tolist() == [[0, 2]]
    assert found.km.tolist() == [[0.0, 0.0]]


def test_where_nothing_is_nothing_is_near() -> None:
    none = nearest(points(UTRECHT), points(), Shapes.single(0), numbers(), numbers(), 2)
    assert none.place.tolist() == [[NOBODY, NOBODY]]
    assert np.isinf(none.km).all()
    assert nearest(points(), points(UTRECHT), Shapes.single(1), numbers(0), numbers(0), 2).place.size == 0


@pytest.mark.parametrize("wrong", [(math.nan, 5.0), (91.0, 5.0), (52.0, 181.0), (52.0, math.inf)])
def test_a_point_that_is_nowhere_is_refused(wrong: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="missing or out of range"):
        points(UTRECHT, wrong)


def test_a_search_around_the_whole_earth_is_refused() -> None:
    far = points((17.6, -63.2), (10.0, 170.0))
    with pytest.raises(ValueError, match="too far apart"):
        nearest(far, far, Shapes.single(2), numbers(0, 1), numbers(0, 1), 1)
