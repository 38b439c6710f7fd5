"""A threshold over a range of values: how many practices get what at each, and where that jumps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import Records
from inkoopwijzer.market.sweep import Jump, jumps, standings_of, sweep
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_answer import differ
from inkoopwijzer.market.what_if_dial import Dial
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import NewNorm, NewThreshold
from inkoopwijzer.policy.alter_thresholds import threshold_of
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.simulating_choice import choose, in_time, offered
from inkoopwijzer.values.text import Text

MOST_VALUES: Final = 10_000
"""How many values a threshold can be swept over at once."""
MOST_STEPS: Final = 1_000
"""The same for a number or share in a condition, where the policy is made anew for each value."""


@dataclass(frozen=True, slots=True)
class Point:
    """At one value of the threshold: by outcome at how many practices it is sure, and at how many more possible."""

    value: Decimal
    practices: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class SweptAgreement:
    """One agreement over all values. `now` is where the threshold stands, None when that is not known.

    `jumps` holds every value in the range at which practices sit; none for a number or share of a condition.
    """

    agreement: str
    title: Text
    groups: tuple[str, ...]
    meant_for: int
    now: Decimal | None
    points: tuple[Point, ...]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True)
class Swept:
    """A threshold swept over values, for every agreement that rests on it."""

    records: Records
    policy: Policy
    threshold: str
    agreements: tuple[SweptAgreement, ...]
    untouched: tuple[str, ...]


class BadRange(ValueError):
    """Values that cannot be swept over."""


def values_between(low: Decimal, high: Decimal, step: Decimal | None) -> tuple[Decimal, ...]:
    """From low up to and including high, in steps; without a step in twenty. Raises `BadRange`."""
    if high < low or (step is not None and step <= 0):
        raise BadRange(f"{low}-{high}/{step}")
    by = step or (high - low) / 20 or Decimal(1)
    count = int((high - low) / by) + 1
    if count > MOST_VALUES:
        raise BadRange(f"{count}")
    return tuple(low + by * n for n in range(count))


def sweep_market(
    records: Records | Path,
    values: Sequence[Decimal],
    *,
    norm: str | None = None,
    condition: str | None = None,
    share: bool = False,
    policies: Iterable[Policy] | None = None,
    insurers: Iterable[str] | None = None,
    agreements: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Swept:
    """What becomes of the outcomes when a norm, or the number or share of a condition, takes each of these values.

    With `share` the values are parts of one. Raises as `simulating.simulate`.
    """
    ascending = sorted(set(values))
    if norm is not None:
        chosen = choose(
            [NewNorm(norm, ascending[0])],
            policies=policies,
            insurers=insurers,
            readings=readings,
            agreements=agreements,
        )
    else:
        assert condition is not None
        if len(ascending) > MOST_STEPS:
            raise BadRange(f"{len(ascending)}")
        chosen = choose(
            [NewThreshold(condition, value, share) for value in ascending],
            policies=policies,
            insurers=insurers,
            readings=readings,
            agreements=agreements,
        )
    policy = chosen.old
    named = offered(None if agreements is None else tuple(agreements), policy)
    read = records if isinstance(records, Records) else read_market(Path(records))
    wanted = in_time(policy, named, on)
    assessed = Market(read).assess([policy], on=on, readings=chosen.readings[0], agreements=wanted)
    if norm is not None:
        found = [_over_norm(one, norm, ascending) for one in assessed]
    else:
        found = [_over_condition(one, condition or "", ascending, share=share) for one in assessed]
    return Swept(
        read,
        policy,
        norm or condition or "",
        tuple(one for one in found if one is not None),
        tuple(a.planned.agreement.id for a, one in zip(assessed, found, strict=True) if one is None),
    )


def _over_norm(one: AssessedAgreement, norm: str, values: Sequence[Decimal]) -> SweptAgreement | None:
    dial = Dial(one, norm)
    if not dial.decides:
        return None
    curve = sweep(dial, [float(value) for value in values])
    now = None if math.isnan(dial.now) else Decimal(repr(dial.now))
    points = tuple(Point(v, s) for v, s in zip(values, curve.standings(), strict=True))
    return _swept(one, now, points, jumps(dial, float(values[0]), float(values[-1])))


def _over_condition(
    one: AssessedAgreement, condition: str, values: Sequence[Decimal], *, share: bool
) -> SweptAgreement | None:
    what_if = WhatIf(one)
    policy = one.planned.policy
    points = []
    touched = False
    for value in values:
        changed = alter(policy, [NewThreshold(condition, value, share)]).policy
        after = what_if.assess(changed, one.planned.readings)
        touched |= differ(one, after)
        points.append(Point(value, standings_of(after)))
    if not touched:
        return None
    return _swept(one, threshold_of(policy, condition).value, tuple(points), ())


def _swept(
    one: AssessedAgreement, now: Decimal | None, points: tuple[Point, ...], found: tuple[Jump, ...]
) -> SweptAgreement:
    agreement = one.planned.agreement
    return SweptAgreement(
        agreement.id, agreement.title, one.groups, int((~one.for_others).sum()), now, points, found
    )


__all__ = ["BadRange", "Swept", "SweptAgreement", "sweep_market", "values_between"]
