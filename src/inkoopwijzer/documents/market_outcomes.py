"""The outcomes of all practices under an agreement, and who goes where when something changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inkoopwijzer.documents.market_counts import (
    NOTHING,
    Count,
    Direction,
    GroupLabel,
    Hidden,
    Money,
    Outcome,
    check_outcomes,
    direction,
    exact,
)
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many practices have exactly this set of outcomes left."""

    outcome: Outcome
    practices: Count


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one group: practices that surely get it, and others that still may."""

    group: str
    sure: Count
    perhaps: Count


@dataclass(frozen=True, slots=True)
class OpenCause:
    """What keeps outcomes open: an unknown fact, a judgement of the insurer, or a silence of the document.

    `practices` counts those whose outcome it still can change; one practice may count under several causes.
    """

    says: Text
    kind: Text
    practices: Count


@dataclass(frozen=True, slots=True)
class OutcomeSection:
    """The outcomes of all practices under one agreement of one insurer; make one with `of`.

    `groups` go best first and end with `NO_AGREEMENT` where that is possible. `decided` counts practices with
    one outcome left, `undecided` the others; `elsewhere` those for which the agreement is not meant, who are in
    no set.
    """

    key: str
    insurer: str
    title: Text
    groups: tuple[GroupLabel, ...]
    sets: tuple[OutcomeCount, ...]
    standings: tuple[Standing, ...]
    decided: Count
    undecided: Count
    elsewhere: Count
    open_because: tuple[OpenCause, ...] = ()

    @classmethod
    def of(
        cls,
        key: str,
        insurer: str,
        title: Text,
        groups: Sequence[GroupLabel],
        sets: Iterable[tuple[Outcome, int]],
        elsewhere: int = 0,
        open_because: Iterable[OpenCause] = (),
    ) -> OutcomeSection:
        """The section with these counts per outcome set; certain outcomes come first, then the most common."""
        counted = sorted(sets, key=lambda one: (len(one[0]) > 1, -one[1], one[0]))
        check_outcomes(key, groups, (outcome for outcome, _ in counted))
        if len({outcome for outcome, _ in counted}) < len(counted):
            raise ValueError(f"{key}: a set of outcomes comes twice")
        standings = tuple(
            Standing(
                group.id,
                sum(n for outcome, n in counted if outcome == (group.id,)),
                sum(n for outcome, n in counted if group.id in outcome and len(outcome) > 1),
            )
            for group in groups
        )
        return cls(
            key=key,
            insurer=insurer,
            title=title,
            groups=tuple(groups),
            sets=tuple(OutcomeCount(outcome, n) for outcome, n in counted),
            standings=standings,
            decided=sum(n for outcome, n in counted if len(outcome) == 1),
            undecided=sum(n for outcome, n in counted if len(outcome) > 1),
            elsewhere=elsewhere,
            open_because=tuple(open_because),
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """Practices that go from one outcome to another; `spend` is the change of the yearly amount, in euros."""

    origin: Outcome
    target: Outcome
    practices: Count
    spend: Money = None


@dataclass(frozen=True, slots=True)
class FlowCause:
    """A condition by which practices go from one outcome to another; a practice may count under several.

    `where` says where the document has it: `Bijlage 1, regel 355`.
    """

    origin: Outcome
    target: Outcome
    condition: Text
    where: Text
    practices: Count


@dataclass(frozen=True, slots=True)
class FlowPart:
    """The same flow within a part of the market: a `kind` (provincie, beroep) and the name of the part."""

    kind: Text
    name: Text
    origin: Outcome
    target: Outcome
    practices: Count


@dataclass(frozen=True, slots=True)
class Turn:
    """How many practices go in one direction, and what that costs a year."""

    direction: Direction
    practices: Count
    spend: Money = None


@dataclass(frozen=True, slots=True)
class MoveSection:
    """Who goes where between two versions of a policy, two days or two readings; make one with `of`.

    `flows` hold those that stay where they are too; `turns` sum them by direction.
    """

    key: str
    title: Text
    before: Text
    after: Text
    groups: tuple[GroupLabel, ...]
    flows: tuple[Flow, ...]
    turns: tuple[Turn, ...]
    causes: tuple[FlowCause, ...] = ()
    parts: tuple[FlowPart, ...] = ()
    note: Text = NOTHING

    @classmethod
    def of(
        cls,
        key: str,
        title: Text,
        before: Text,
        after: Text,
        groups: Sequence[GroupLabel],
        flows: Iterable[Flow],
        causes: Iterable[FlowCause] = (),
        parts: Iterable[FlowPart] = (),
        note: Text = NOTHING,
    ) -> MoveSection:
        """The section with these flows, each pair of outcomes once; the sums by direction are derived."""
        flows, causes, parts = tuple(flows), tuple(causes), tuple(parts)
        if len({(f.origin, f.target) for f in flows}) < len(flows):
            raise ValueError(f"{key}: a pair of outcomes comes twice")
        going: list[Flow | FlowCause | FlowPart] = [*flows, *causes, *parts]
        check_outcomes(key, groups, (o for one in going for o in (one.origin, one.target)))
        turns = tuple(_turn(way, flows, groups) for way in Direction)
        return cls(key, title, before, after, tuple(groups), flows, turns, causes, parts, note)


def _turn(way: Direction, flows: Iterable[Flow], groups: Sequence[GroupLabel]) -> Turn:
    going = [f for f in flows if direction(f.origin, f.target, groups) is way]
    spends = [f.spend for f in going if f.spend is not None and not isinstance(f.spend, Hidden)]
    return Turn(way, sum(exact(f.practices) for f in going), sum(spends, Decimal()) if spends else None)
