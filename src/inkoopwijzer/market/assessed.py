"""A whole market assessed: every agreement of the policies for every practice, every node kept.

`Market` holds one plan and its arrays; policies are added to it, changed ones too, and share what they have in
common. The outcome sets here are those of three-valued evaluation (as the interpreter's `Trace.possible`): sound;
`services.markets` makes them exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inkoopwijzer.market.execute import Arrays
from inkoopwijzer.market.outcome import Patterns, Sets, Tally, names_of, patterns, sets_of, tally
from inkoopwijzer.market.plan import Plan, Planned
from inkoopwijzer.market.reasons import Reasons
from inkoopwijzer.market.records import Bytes, Flags, Records
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import NOT_MET


@dataclass(frozen=True)
class AssessedAgreement:
    """One agreement for all practices of a market."""

    market: Market
    planned: Planned

    @property
    def name(self) -> tuple[str, str]:
        """The policy's id and the agreement's."""
        return self.planned.policy.id, self.planned.agreement.id

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups, best first."""
        return tuple(self.planned.groups)

    @cached_property
    def patterns(self) -> Patterns:
        """The codes of the groups of each practice in one number: see `outcome.patterns`."""
        return patterns([self.market.arrays.codes[slot] for slot in self.planned.groups.values()])

    @property
    def sets(self) -> Sets:
        """The outcome set of each practice, as a number: see `outcome`."""
        return sets_of(len(self.groups))[self.patterns]

    @property
    def for_others(self) -> Flags:
        """The practices that this agreement is surely not meant for."""
        found: Flags = self.market.arrays.codes[self.planned.scope] == NOT_MET
        return found

    def codes(self, condition: str) -> Bytes:
        """The code of a condition at each practice."""
        return self.market.arrays.codes[self.planned.conditions[condition]]

    def group_codes(self, group: str) -> Bytes:
        """The code of a group at each practice: its scope, its conditions and its caps."""
        return self.market.arrays.codes[self.planned.groups[group]]

    def verdicts(self, condition: str) -> Bytes:
        """The verdict of a condition at each practice, as an index into `reasons.VERDICTS`."""
        return self.market.reasons.verdicts(self.planned.conditions[condition])

    def tally(self, among: Flags | None = None) -> Tally:
        """How many practices have which outcome set."""
        return tally(self.patterns if among is None else self.patterns[among], self.groups)

    def outcome(self, practice: int) -> tuple[str, ...]:
        """The groups still possible at one practice, best first."""
        return names_of(int(sets_of(len(self.groups))[self.patterns[practice]]), self.groups)


class Market:
    """All practices, and what was assessed of them."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.plan = Plan()
        self.arrays = Arrays(records, self.plan)
        self.reasons = Reasons(self.arrays)

    def assess(
        self,
        policies: Iterable[Policy],
        *,
        on: date | None = None,
        readings: Mapping[str, str] | None = None,
        agreements: Iterable[str] | None = None,
    ) -> tuple[AssessedAgreement, ...]:
        """Assess all practices against the agreements of these policies (or those of them that are named).

        `on` is the day on which facts count, by default the first of each agreement's days; agreements whose
        term has ended by then are left out. `readings` chooses other options than the defaults.
        """
        named = None if agreements is None else set(agreements)
        planned = [
            self.plan.agreement(policy, name, readings, on)
            for policy in policies
            for name, agreement in policy.agreements.items()
            if (named is None or name in named)
            and (on is None or agreement.term.end is None or on <= agreement.term.end)
        ]
        self.arrays.fill()
        return tuple(AssessedAgreement(self, one) for one in planned)
