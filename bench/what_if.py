"""What-ifs over a market of sixty thousand: one changed threshold, fifty of them, a whole changed policy."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from bench.market import MANY, PHYSIOTHERAPY, Difference, timed
from bench.shipped import Measured
from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.plan import Plan
from inkoopwijzer.market.sweep import jumps, sweep
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_answer import answer
from inkoopwijzer.market.what_if_dial import Dial
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import Change, NewNorm, NoLonger
from inkoopwijzer.policy.package import shipped_policies

SEED = 7
ASKED_ONE, ASKED_SWEEP = 0.001, 0.040
THRESHOLDS = 50
NORM = "p70_2025"
NORMS = {"p70_2025": 110.0, "p85_2025": 125.0, "index_maximum": 140.0, "kleine_praktijk": 40.0}
"""Norms of the policy of Zorg en Zekerheid, each with another number."""
ABOUT_MEMBERS = ("omvang_verband", 120.0)
"""One that is held against a number of each of a list, not of the practice."""


def check(before: AssessedAgreement, dials: dict[str, Dial]) -> None:
    """Raise `Difference` where a what-if differs from assessing the changed policy anew."""
    for norm, value in {**NORMS, ABOUT_MEMBERS[0]: ABOUT_MEMBERS[1]}.items():
        altered = alter(before.planned.policy, [NewNorm(norm, Decimal(str(value)))]).policy
        (anew,) = Market(before.market.records).assess([altered], agreements=[PHYSIOTHERAPY])
        if dials[norm].at(value).counts != anew.tally().counts:
            raise Difference(f"a what-if with {norm} = {value}")
    curve = sweep(dials[NORM], values())
    for value, counts in zip(curve.values, curve.counts, strict=True):
        if (counts != dials[NORM].counts_at(value)).any():
            raise Difference(f"a sweep at {value}")


def values() -> list[float]:
    """The thresholds of the sweep."""
    return [float(value) for value in np.linspace(90.0, 140.0, THRESHOLDS)]


def measure() -> list[Measured]:
    """The lines of the table of what-ifs, over both shipped physiotherapy policies."""
    market = Market(make_market(MANY, SEED, None))
    before = list(market.assess(shipped_policies(), agreements=[PHYSIOTHERAPY]))
    norms = (*NORMS, ABOUT_MEMBERS[0])
    dials = {
        norm: Dial(before[1], norm) for norm in norms
    }  # the other policy has none of these and stays as it is
    check(before[1], dials)
    lines = []
    for norm, value in NORMS.items():
        dial = dials[norm]
        rows = len(dial.turn(value).rows)
        note = f"{dial.now:g} to {value:g}; {rows:,} practices worked out again"
        if rows == MANY:
            note = f"{dial.now:g} to {value:g}; all practices worked out again"
        seconds = timed(lambda d=dial, v=value: d.at(v), 60)  # type: ignore[misc]  # bound now, called later
        lines.append(Measured(f"one what-if: {norm}, new outcome counts", seconds, ASKED_ONE, note))
    norm, value = ABOUT_MEMBERS
    member = dials[norm]
    seconds = timed(lambda: member.at(value), 30)
    lines.append(
        Measured(
            f"the same with {norm}, a number of each cooperative",
            seconds,
            note=f"{member.now:g} to {value:g}",
        )
    )
    dial = dials[NORM]
    seconds = timed(lambda: sweep(dial, values()), 20)
    lines.append(Measured(f"sweep of {THRESHOLDS} thresholds: {NORM}", seconds, ASKED_SWEEP))
    seconds = timed(lambda: jumps(dial, 0.0, 500.0), 3)
    count = len(jumps(dial, 0.0, 500.0))
    lines.append(Measured(f"every value at which practices sit: {NORM}", seconds, note=f"{count:,} values"))
    return lines + _policies(before[1])


def _policies(one: AssessedAgreement) -> list[Measured]:
    """A whole changed policy: made, planned, worked out; and everything that is told of it."""
    policy, what_if = one.planned.policy, WhatIf(one)
    changes: list[Change] = [NewNorm(NORM, Decimal(110)), NoLonger("big_registratie")]
    altered = alter(policy, changes).policy
    on = one.planned.frame.on
    steps = len(what_if.assess(altered).market.plan.steps) - len(one.market.plan.steps)
    return [
        Measured("a changed copy of the policy, two changes", timed(lambda: alter(policy, changes), 20)),
        Measured(
            "plan that policy anew",
            timed(lambda: Plan().agreement(altered, PHYSIOTHERAPY, on=on), 20),
        ),
        Measured(
            "plan what it changes and work that out",
            timed(lambda: what_if.assess(altered), 20),
            note=f"{steps} new steps of {len(one.market.plan.steps)}",
        ),
        Measured(
            "who moves, by which condition, where",
            timed(lambda: _told(one, what_if.assess(altered)), 5),
            note="shifts, reasons, provinces, municipalities, professions",
        ),
    ]


def _told(before: AssessedAgreement, after: AssessedAgreement) -> None:
    found = answer(before, after)
    found.moves.shifts()
    found.reasons()
    found.by_province()
    found.by_municipality()
    found.by_profession()
