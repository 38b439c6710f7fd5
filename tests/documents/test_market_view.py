"""The view of a market: what is derived is right, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.documents.market_counts import HIDDEN, Direction, Outcome, direction, exact
from inkoopwijzer.documents.market_figures import AreaValue, MunicipalMap, SweepPoint
from inkoopwijzer.documents.market_outcomes import Flow, FlowCause, FlowPart, MoveSection, OutcomeSection
from inkoopwijzer.values.text import Text
from tests.documents import test_market_example as example

IDS = tuple(group.id for group in example.GROUPS)
OUTCOMES = st.sets(st.sampled_from(IDS), min_size=1).map(lambda ids: tuple(g for g in IDS if g in ids))
NAME = Text("naam", "name")


def order(outcome: Outcome) -> list[int]:
    return [IDS.index(group) for group in outcome]


@given(OUTCOMES, OUTCOMES)
def test_up_and_down_are_said_only_when_no_outcome_left_could_make_it_otherwise(
    before: Outcome, after: Outcome
) -> None:
    found = direction(before, after, example.GROUPS)
    changes = {(b > a) - (b < a) for b in order(before) for a in order(after)}
    if before == after:
        assert found is Direction.same
    else:
        assert found is {frozenset({1}): Direction.up, frozenset({-1}): Direction.down}.get(
            frozenset(changes), Direction.unclear
        )
    backwards = direction(after, before, example.GROUPS)
    assert (found is Direction.up) == (backwards is Direction.down)


@given(st.dictionaries(OUTCOMES, st.integers(0, 9000), min_size=1))
def test_what_is_certain_and_what_is_open_make_up_all_practices(counts: dict[Outcome, int]) -> None:
    section = OutcomeSection.of("k", "Verzekeraar", NAME, example.GROUPS, counts.items())
    assert exact(section.decided) + exact(section.undecided) == sum(counts.values())
    assert sum(exact(s.sure) for s in section.standings) == section.decided
    for standing in section.standings:
        may = sum(n for outcome, n in counts.items() if standing.group in outcome)
        assert exact(standing.sure) + exact(standing.perhaps) == may
    assert {one.outcome: one.practices for one in section.sets} == counts


@given(st.dictionaries(st.tuples(OUTCOMES, OUTCOMES), st.integers(0, 9000), min_size=1))
def test_moves_by_direction_make_up_all_moves(counts: dict[tuple[Outcome, Outcome], int]) -> None:
    flows = [Flow(a, b, n, Decimal(n)) for (a, b), n in counts.items()]
    section = MoveSection.of("k", NAME, NAME, NAME, example.GROUPS, flows)
    assert [turn.direction for turn in section.turns] == list(Direction)
    assert sum(exact(turn.practices) for turn in section.turns) == sum(counts.values())
    spends = [turn.spend for turn in section.turns if isinstance(turn.spend, Decimal)]
    assert sum(spends) == sum(counts.values())


def test_an_amount_that_nobody_gave_is_not_nought() -> None:
    section = MoveSection.of("k", NAME, NAME, NAME, example.GROUPS, [Flow(("A",), ("B",), 3)])
    assert {turn.spend for turn in section.turns} == {None}


def test_a_hidden_number_is_never_summed() -> None:
    with pytest.raises(ValueError, match="hidden"):
        MoveSection.of("k", NAME, NAME, NAME, example.GROUPS, [Flow(("A",), ("B",), HIDDEN)])


def outcome_section(*sets: tuple[Outcome, int]) -> OutcomeSection:
    return OutcomeSection.of("k", "Verzekeraar", NAME, example.GROUPS, sets)


def move_section(*flows: Flow, cause: Outcome = ("A",), part: Outcome = ("A",)) -> MoveSection:
    causes = [FlowCause(cause, ("B",), NAME, NAME, 1)]
    parts = [FlowPart(NAME, NAME, part, ("B",), 1)]
    return MoveSection.of("k", NAME, NAME, NAME, example.GROUPS, flows, causes, parts)


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: outcome_section((("B", "A"), 1)), "best first"),
    (lambda: outcome_section((("A", "A"), 1)), "best first"),
    (lambda: outcome_section(((), 1)), "best first"),
    (lambda: outcome_section((("D",), 1)), "best first"),
    (lambda: outcome_section((("A",), 1), (("A",), 2)), "twice"),
    (lambda: move_section(Flow(("A",), ("B",), 1), Flow(("A",), ("B",), 2)), "twice"),
    (lambda: move_section(Flow(("A",), ("E",), 1)), "best first"),
    (lambda: move_section(cause=("E",)), "best first"),
    (lambda: move_section(part=("E",)), "best first"),
    (lambda: replace(example.distribution(), width=0), "bins"),
    (lambda: replace(example.distribution(), counts=()), "bins"),
    (lambda: replace(example.sweep(), points=example.sweep().points[:1]), "two points"),
    (lambda: replace(example.sweep(), points=example.sweep().points[::-1]), "above the one before"),
    (lambda: replace(example.sweep(), series=()), "one count per series"),
    (
        lambda: replace(example.sweep(), points=(SweepPoint(1, (1,)), SweepPoint(2, (1,)))),
        "one count per series",
    ),
    (lambda: MunicipalMap("k", NAME, NAME, (), breaks=(1, 2, 3, 4, 5)), "four breaks"),
    (lambda: MunicipalMap("k", NAME, NAME, (), breaks=(2, 1)), "above the one before"),
    (lambda: MunicipalMap("k", NAME, NAME, (AreaValue("0014", "G", 1, 1),) * 2), "twice"),
    (lambda: replace(example.report(), smallest=1), "smallest"),
    (lambda: replace(example.report(), index=(replace(example.index(), key="kaart"),)), "kaart"),
    (lambda: replace(example.report(), index=(replace(example.index(), key="../kaart"),)), "unique"),
    (lambda: replace(example.report(), index=(replace(example.index(), key="Kaart"),)), "unique"),
    (lambda: replace(example.report(), index=(replace(example.index(), key="inhoud"),)), "unique"),
    (lambda: replace(example.report(), index=(replace(example.index(), key="deel-kaart"),)), "unique"),
]


@pytest.mark.parametrize(("make", "said"), WRONG)
def test_what_cannot_be_is_refused_with_what_is_wrong(make: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
