"""A changed policy over the same market: only what the change touches is worked out.

`WhatIf` stands on one assessed agreement. What it works out is kept apart: the market it stands on does not grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date

from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.plan import Frame
from inkoopwijzer.market.reasons import Reasons
from inkoopwijzer.market.steps import Slot
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import ByReading, Ref, walk


def aside(market: Market) -> Market:
    """The same market with all that was assessed; what is added to the copy is not in the original."""
    found = copy(market)
    found.plan = market.plan.copy()
    found.arrays = copy(market.arrays)
    found.arrays.plan = found.plan
    found.arrays.codes = dict(market.arrays.codes)
    found.reasons = Reasons(found.arrays)
    return found


class WhatIf:
    """Changed policies for one agreement of a market, each held against what was assessed before."""

    def __init__(self, before: AssessedAgreement) -> None:
        self.before = before
        self._above: dict[str, list[str]] = {}
        self._read: dict[str, list[str]] = {}
        for name, condition in before.planned.policy.conditions.items():
            for node in walk(condition.node):
                if isinstance(node, Ref):
                    self._above.setdefault(node.condition, []).append(name)
                elif isinstance(node, ByReading):
                    self._read.setdefault(node.reading, []).append(name)

    def assess(
        self, policy: Policy, readings: Mapping[str, str] | None = None, on: date | None = None
    ) -> AssessedAgreement:
        """The agreement under a changed policy, for the same day or another.

        `readings` chooses other options than the policy's defaults. Conditions that are the same object, under the
        same readings, and refer to such conditions only, are not worked out again.
        """
        before = self.before.planned
        market = aside(self.before.market)
        day = on or before.frame.on
        known = self.same(policy, readings or {}, day)
        planned = market.plan.agreement(policy, before.agreement.id, readings, day, known=known)
        market.arrays.fill()
        return AssessedAgreement(market, planned)

    def same(self, policy: Policy, readings: Mapping[str, str], on: date) -> dict[str, Slot]:
        """The steps of the closed conditions that mean the same under a changed policy on a day."""
        before = self.before.planned
        offered = policy.agreements[before.agreement.id]
        if Frame.of(policy, offered, on) != before.frame:
            return {}
        old = before.policy.conditions
        changed = [n for n, c in policy.conditions.items() if n not in old or old[n].node is not c.node]
        for reading in policy.readings.values():
            if before.readings.get(reading.id) != readings.get(reading.id, reading.default):
                changed += self._read.get(reading.id, ())
        return {name: slot for name, slot in self.free_of(changed).items() if name in policy.conditions}

    def free_of(self, names: Iterable[str]) -> dict[str, Slot]:
        """The steps of the closed conditions that do not rest on any of these."""
        touched = self.resting_on(names)
        conditions = self.before.planned.conditions
        return {name: slot for name, slot in conditions.items() if name not in touched}

    def resting_on(self, names: Iterable[str]) -> frozenset[str]:
        """These conditions and all that refer to them, directly or through others."""
        ahead = list(names)
        found: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += self._above.get(name, ())
        return frozenset(found)
