"""Moves: every practice counted once, in every part it belongs to, and going where it can go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from inkoopwijzer.market import what_if_direction, what_if_elements
from inkoopwijzer.market.moves import Moves, moves, renumbered
from inkoopwijzer.market.outcome import names_of, several
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_elements import Contrast
from inkoopwijzer.market.what_if_joint import WAYS, Way, way
from inkoopwijzer.market.what_if_parts import Parts
from inkoopwijzer.policy.alter_nodes import replaced
from inkoopwijzer.policy.policy import NONE, Policy
from inkoopwijzer.policy.tree import Node, Ref
from tests.assess.oracle import Oracle, TooMany
from tests.market.what_if_cases import AGREEMENT, Changed, cases, changed

OTHER = "na"
SOME, MANY = 80, 150


def moved(case: Changed) -> Moves:
    before = case.before()
    return moves(Contrast(before, WhatIf(before).assess(case.altered, case.readings_after)))


def test_every_practice_it_may_be_meant_for_is_in_one_shift() -> None:
    for case in cases(70):
        found = moved(case)
        expected = Counter(found.outcomes(row) for row in range(len(case.dossiers)) if found.meant_for[row])
        counted: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
        for shift in found.shifts():
            counted[shift.before, shift.after] += shift.practices
            assert shift.sure == (len(shift.before) == len(shift.after) == 1)
        assert counted == expected, case.seed


def test_outcomes_are_those_of_both_assessments() -> None:
    for case in cases(70):
        found = moved(case)
        before, after = case.before(), case.anew(case.altered, case.readings_after)
        for row in range(len(case.dossiers)):
            assert found.outcomes(row) == (before.outcome(row), after.outcome(row)), case.seed


def test_moves_are_told_by_part_and_a_practice_may_be_in_several() -> None:
    parts = Parts(("west", "oost"), np.arange(8, dtype=np.int32), np.array([0, 1] * 4, dtype=np.int32))
    both = Parts(("a", "b"), np.array([0, 0, 1, 2], dtype=np.int32), np.array([0, 1, 0, 1], dtype=np.int32))
    seen = 0
    for case in cases(90):
        found = moved(case)
        for given in (parts, both):
            told = Counter[tuple[str, tuple[str, ...], tuple[str, ...]]]()
            for one in found.shifts_by(given):
                told[one.part, one.shift.before, one.shift.after] += one.shift.practices
            expected = Counter(
                (given.names[part], *found.outcomes(row))
                for row, part in zip(given.practice.tolist(), given.part.tolist(), strict=True)
                if found.moved[row] and found.meant_for[row]
            )
            assert told == expected
            seen += len(told)
    assert seen > 50
    assert parts.sizes(np.array([True] * 5 + [False] * 3)) == (3, 2)


def test_groups_of_one_side_keep_their_place() -> None:
    case = next(case for case in cases(70) if len(case.policy.agreements[AGREEMENT].groups) == 3)
    agreement = case.policy.agreements[AGREEMENT]
    a, b, c = agreement.groups
    other = replace(b, id="N")
    changed_ = replace(
        case.policy,
        agreements={AGREEMENT: replace(agreement, groups=(a, other, c), caps=())},
        hash="other groups",
    )
    first = replace(
        case.policy, agreements={AGREEMENT: replace(agreement, caps=())}, hash="the same without caps"
    )
    before = case.anew(first, case.readings)
    found = moves(Contrast(before, WhatIf(before).assess(changed_, case.readings)))
    assert found.groups == ("A", "B", "N", "C")
    for row in range(len(case.dossiers)):
        was, now = found.outcomes(row)
        assert [n.replace("B", "N") for n in was] == list(now)
    renamed = Contrast(
        before, WhatIf(before).assess(changed_, case.readings), {f"{AGREEMENT}.B": f"{AGREEMENT}.N"}
    )
    same = moves(renamed)
    assert same.groups == ("A", "N", "C")
    assert not same.moved.any()


def test_sets_keep_their_names_over_other_groups() -> None:
    sets = np.arange(8, dtype=np.uint16)
    found = renumbered(sets, ("B", "A"), ("A", "X", "B"))
    for old, new in zip(sets.tolist(), found.tolist(), strict=True):
        assert set(names_of(old, ("B", "A"))) == set(names_of(new, ("A", "X", "B")))
    assert several(sets.astype(np.int32)).tolist() == [False, False, False, True, False, True, True, True]


def test_versions_with_many_other_groups_are_held_side_by_side() -> None:
    case = changed(2)
    scope = next(iter(case.policy.conditions))
    agreement = case.policy.agreements[AGREEMENT]

    def nine(letter: str) -> Policy:
        groups = tuple(replace(agreement.groups[0], id=f"{letter}{n}", requires=(scope,)) for n in range(9))
        made = replace(agreement, groups=groups, caps=())
        return replace(case.policy, agreements={AGREEMENT: made}, hash=f"nine {letter}")

    before = case.anew(nine("a"), case.readings)
    found = moves(Contrast(before, WhatIf(before).assess(nine("b"), case.readings)))
    assert len(found.groups) == 18
    for row in range(len(case.dossiers)):
        was, now = found.outcomes(row)
        assert was == before.outcome(row)
        assert [name.replace("b", "a") for name in now] == list(was)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1, 1), (2, 2)], Way.same),
        ([(1, 0), (2, 1)], Way.up),
        ([(1, 1), (2, 1)], Way.perhaps_up),
        ([(0, 1)], Way.down),
        ([(0, 0), (0, 2)], Way.perhaps_down),
        ([(0, 1), (1, 0)], Way.unclear),
    ],
)
def test_the_way_says_which_way_is_possible(pairs: list[tuple[int, int]], expected: Way) -> None:
    assert way(pairs) is expected


# --- what can go together ---------------------------------------------------------------------------------------


def side_by_side(case: Changed) -> Policy:
    """One policy with the agreement before and after, so that one completion of the facts answers both."""

    def after(name: str) -> str:
        return f"{OTHER}_{name}"

    def swap(node: Node) -> Node:
        return Ref(after(node.condition)) if isinstance(node, Ref) else node

    conditions = {
        after(name): replace(c, id=after(name), node=replaced(c.node, swap))
        for name, c in case.altered.conditions.items()
    }
    changed_ = case.altered.agreements[AGREEMENT]
    agreement = replace(
        changed_,
        id=OTHER,
        scope=after(changed_.scope),
        groups=tuple(replace(g, requires=tuple(map(after, g.requires))) for g in changed_.groups),
        caps=tuple(replace(cap, condition=after(cap.condition)) for cap in changed_.caps),
    )
    return replace(
        case.policy,
        conditions={**case.policy.conditions, **conditions},
        agreements={**case.policy.agreements, OTHER: agreement},
    )


def true_pairs(case: Changed, row: int) -> Iterator[tuple[str, str]]:
    """The outcomes before and after under completions of what is unknown: one and the same for both."""
    policy = side_by_side(case)
    after = {r.id: case.readings_after.get(r.id, r.default) for r in case.altered.readings.values()}
    first = Oracle(policy, AGREEMENT, case.dossiers[row], case.on, case.readings, further=1, budget=300)
    for outcome, choices in first.completions():
        then = Oracle(policy, OTHER, case.dossiers[row], case.on, after, further=1, budget=300)
        for other, _ in then.completions(choices):
            yield outcome, other


def missed(case: Changed) -> int | None:
    """How many pairs that are true somewhere are not among those told; None when it takes too long to see."""
    found = moved(case)
    places = {name: place for place, name in enumerate((*found.groups, NONE))}
    wrong = 0
    for row in range(3):
        told = found.joint.pairs[int(found.joint.which[row])]
        try:
            pairs = set(islice(true_pairs(case, row), 2_000))
        except TooMany:
            return None
        wrong += sum((places[was], places[now]) not in told for was, now in pairs)
    return wrong


def small(count: int) -> list[Changed]:
    found = [changed(seed, 3, simple=True, unknown=0.25) for seed in range(20_000, 20_000 + count)]
    return [case for case in found if case.changes]


def test_what_is_true_before_and_after_at_once_is_among_the_pairs() -> None:
    found = [missed(case) for case in small(SOME)]
    assert found.count(None) < SOME / 3
    assert [number for number in found if number] == []


def test_pairs_leave_out_what_cannot_go_together() -> None:
    fewer = sum(
        len(found.joint.pairs[int(found.joint.which[row])])
        < int(found.before[row]).bit_count() * int(found.after[row]).bit_count()
        for case in cases(90)
        for found in [moved(case)]
        for row in range(len(case.dossiers))
    )
    assert fewer > 60


def test_a_direction_that_is_the_wrong_way_round_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: what makes a group easier counts as making it harder."""
    monkeypatch.setattr(
        what_if_direction, "_times", lambda direction, sign: -direction if abs(direction) == 1 else direction
    )
    assert any(missed(case) for case in small(MANY))


def test_a_change_that_is_not_seen_at_a_practice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: a condition that is unknown before and after counts as the same."""
    monkeypatch.setattr(what_if_elements, "UNKNOWN", 9)
    assert any(missed(case) for case in small(MANY))


def test_ways_are_told_for_sets_that_stay_what_they_are_too() -> None:
    stays = 0
    for case in cases(90):
        found = moved(case)
        for shift in found.shifts():
            if shift.before == shift.after and shift.way is not Way.same:
                assert len(shift.before) > 1
                stays += shift.practices
        assert found.perhaps == sum(
            s.practices for s in found.shifts() if s.before == s.after and s.way is not Way.same
        )
        assert {WAYS[n] for n in found.ways[found.moved & found.meant_for].tolist()} <= set(Way) - {Way.same}
    assert stays > 10
