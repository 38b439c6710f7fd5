"""Attacks on what is published: every sum that an outsider can form, on small markets all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.index import disclosure
from inkoopwijzer.index.disclosure import Decision, Kept, Rule, Unit, decide

RULE = Rule()


def practice(code: str, place: str, persons: int, treatments: int | None = None) -> Unit:
    return Unit(
        (code,), tuple(place.split("/")) if place else (), persons, treatments or 9 * persons, 9.0 * persons
    )


def attack(decisions: Sequence[Decision], rule: Rule) -> list[set[str]]:
    """Every set of practices too small to publish whose sum follows exactly from all published sums together."""
    units = {u.key: u for d in decisions for u in (d.groups.get((), ()))}
    keys = sorted(units)
    rows = [
        [key in {u.key for u in d.groups[place]} for key in keys]
        for d in decisions
        for place in sorted(d.published)
    ]
    if not rows:
        return []
    known = np.array(rows, dtype=float)
    outside = np.eye(len(keys)) - np.linalg.pinv(known) @ known
    chosen = (np.arange(1, 2 ** len(keys))[:, None] >> np.arange(len(keys))) & 1
    follows = np.abs(chosen @ outside).max(axis=1) < 1e-9
    found = []
    for subset in chosen[follows]:
        members = [units[keys[i]] for i in np.flatnonzero(subset)]
        if not rule.allows(members):
            found.append({member.practice for member in members})
    return found


sizes = st.integers(1, 60)
places = st.sampled_from(["a/x", "a/y", "b/x", "b/y", "b/z", "c", ""])
markets = st.lists(st.tuples(places, sizes, st.integers(1, 900)), min_size=0, max_size=9).map(
    lambda rows: [
        practice(f"p{n}", place, size, treatments) for n, (place, size, treatments) in enumerate(rows)
    ]
)


@given(markets)
def test_no_sum_of_published_figures_gives_away_a_group_that_is_too_small(market: list[Unit]) -> None:
    assert attack([decide(market, RULE)], RULE) == []


@settings(max_examples=150)
@given(markets, st.data())
def test_nor_do_two_publications_together(market: list[Unit], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(9)), max_size=3))
    moved = data.draw(st.dictionaries(st.sampled_from(range(9)), places, max_size=2))
    later = [
        practice(u.practice, moved[n], u.persons, u.treatments) if n in moved else u
        for n, u in enumerate(market)
        if n not in gone
    ]
    new = data.draw(st.lists(st.tuples(places, sizes), max_size=2))
    later += [practice(f"n{n}", place, size) for n, (place, size) in enumerate(new)]
    first = decide(market, RULE)
    second = decide(later, RULE, [first.released])
    assert attack([first, second], RULE) == []


@settings(max_examples=60)
@given(markets, st.data())
def test_nor_do_three(market: list[Unit], data: st.DataObject) -> None:
    decisions: list[Decision] = []
    for _ in range(3):
        gone = data.draw(st.sets(st.sampled_from(range(9)), max_size=2))
        now = [u for n, u in enumerate(market) if n not in gone]
        decisions.append(decide(now, RULE, [d.released for d in decisions]))
    assert attack(decisions, RULE) == []


# --- attacks that a looser rule lets through --------------------------------------------------------------

NORTH = [practice("n1", "noord/a", 40), practice("n2", "noord/a", 40), practice("n3", "noord/a", 40)]
FEW = [practice("n4", "noord/b", 12)]
SOUTH = [practice(f"z{n}", "zuid/c", 50) for n in range(4)]


def test_a_region_minus_its_published_parts_gives_nothing_away() -> None:
    found = decide([*NORTH, *FEW, *SOUTH], RULE)
    assert found.kept[("noord", "b")] is Kept.small
    assert found.kept[("noord", "a")] is Kept.protects
    assert {(), ("noord",), ("zuid",), ("zuid", "c")} == found.published


def test_without_secondary_suppression_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    def primary_only(units: Sequence[Unit], rule: Rule, hidden: object, withheld: frozenset[str]) -> Decision:
        groups = disclosure._groups(units)
        return Decision(groups, frozenset(p for p, m in groups.items() if rule.allows(m)), {}, withheld)

    monkeypatch.setattr(disclosure, "_protected", primary_only)
    assert {"n4"} in attack([decide([*NORTH, *FEW, *SOUTH], RULE)], RULE)


def test_a_practice_that_leaves_between_two_publications_is_not_given_away() -> None:
    first = decide([*NORTH, *SOUTH], RULE)
    later = [*NORTH, *SOUTH[1:]]
    careless = decide(later, RULE)
    assert {"z0"} in attack([first, careless], RULE)
    careful = decide(later, RULE, [first.released])
    assert attack([first, careful], RULE) == []
    assert careful.published
    assert careful.withheld >= {"z1", "z2"} or not careful.published & {("zuid",), ()}


def test_a_practice_that_is_new_is_held_back_until_there_are_more() -> None:
    first = decide([*NORTH, *SOUTH], RULE)
    one = decide([*NORTH, *SOUTH, practice("z9", "zuid/c", 60)], RULE, [first.released])
    assert one.withheld == {"z9"}
    assert one.published == first.published
    three = [practice(f"x{n}", "zuid/c", 60) for n in range(3)]
    assert decide([*NORTH, *SOUTH, *three], RULE, [first.released]).withheld == frozenset()


def test_a_practice_that_moves_to_another_region_is_not_given_away() -> None:
    first = decide([*NORTH, *SOUTH], RULE)
    moved = [*NORTH, *SOUTH[1:], practice("z0", "noord/a", 50)]
    assert {"z0"} in attack([first, decide(moved, RULE)], RULE)
    careful = decide(moved, RULE, [first.released])
    assert attack([first, careful], RULE) == []
    assert () in careful.published
    assert careful.kept[("zuid",)] is Kept.earlier


def test_nothing_is_published_when_nothing_can_be() -> None:
    assert decide(FEW, RULE).published == frozenset()
    assert decide([], RULE).published == frozenset()


@pytest.mark.parametrize(
    ("members", "allowed"),
    [
        ([practice(f"p{n}", "", 10) for n in range(3)], True),
        ([practice(f"p{n}", "", 10) for n in range(2)] + [practice("p3", "", 9)], False),
        ([practice(f"p{n}", "", 15) for n in range(2)], False),
        ([practice("p0", "", 30), practice("p1", "", 15), practice("p2", "", 15)], True),
        ([practice("p0", "", 31), practice("p1", "", 15), practice("p2", "", 15)], False),
        ([practice("p0", "", 20, 500), practice("p1", "", 20, 200), practice("p2", "", 20, 200)], False),
    ],
    ids=[
        "just enough",
        "one person short",
        "one practice short",
        "half",
        "over half",
        "over half of the treatments",
    ],
)
def test_the_bounds_of_the_rule_are_where_it_says(members: list[Unit], allowed: bool) -> None:
    assert RULE.allows(members) is allowed


@pytest.mark.parametrize(
    "looser",
    [Rule(least_persons=29), Rule(least_practices=2), Rule(most_share=0.51)],
    ids=["persons", "practices", "share"],
)
def test_a_threshold_off_by_one_is_caught(looser: Rule) -> None:
    """Each looser rule publishes something that the attack of the real rule finds."""
    markets = [
        [practice("a", "x", 9), practice("b", "x", 10), practice("c", "x", 10)],
        [practice("a", "x", 100), practice("b", "x", 100)],
        [practice("a", "x", 509), practice("b", "x", 250), practice("c", "x", 250)],
    ]
    assert any(attack([decide(market, looser)], RULE) for market in markets)
    assert not any(attack([decide(market, RULE)], RULE) for market in markets)


@pytest.mark.parametrize(
    ("count", "rounded"), [(0, 0), (2, 0), (2.5, 5), (3, 5), (7, 5), (8, 10), (32, 30), (33, 35)]
)
def test_counts_are_rounded_to_fives(count: float, rounded: int) -> None:
    assert RULE.rounded(count) == rounded


def test_one_patient_more_or_less_shows_at_most_as_one_step() -> None:
    for persons in range(30, 60):
        assert abs(RULE.rounded(persons) - RULE.rounded(persons - 1)) in (0, RULE.round_to)


def test_a_publication_remembers_what_it_published_and_not_what_it_kept() -> None:
    found = decide([*NORTH, *FEW], RULE)
    assert set(found.released.units) == {("n1",), ("n2",), ("n3",), ("n4",)}
    assert decide(FEW, RULE).released.units == {}
