"""What if: a changed policy over a whole market, who moves, by which condition, where, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.exact import ExactOutcomes, exact_outcomes
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import Flags, Records
from inkoopwijzer.market.spend import MissingTariff
from inkoopwijzer.market.what_if import WhatIf
from inkoopwijzer.market.what_if_answer import Answer, Exact, answer, differ
from inkoopwijzer.policy.alter_changes import Change
from inkoopwijzer.policy.diff import diff
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import chosen_policies
from inkoopwijzer.services.markets import look
from inkoopwijzer.services.simulating_choice import Chosen, SeveralPolicies, choose, in_time, offered
from inkoopwijzer.services.simulating_costs import Costs, Reckoned, reckon
from inkoopwijzer.values.text import Text

Tell = Callable[[str, int, int], None]
"""Told of progress: what, how far, of how much."""


@dataclass(frozen=True)
class Simulation:
    """A change and what it does: which policies, what was changed, and each agreement that it touches.

    `untouched` names the agreements that rest on nothing that changed, `gone` and `come` those that only the policy
    before or after has. `reckoned` is what it costs, where tariffs were given.
    """

    records: Records
    old: Policy
    new: Policy
    told: tuple[Text, ...]
    answers: tuple[Answer, ...]
    untouched: tuple[str, ...]
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    reckoned: Reckoned | None = None


class SeveralAgreements(ValueError):
    """Costs can be reckoned for one agreement at a time; the change touches these."""

    def __init__(self, agreements: Iterable[str]) -> None:
        self.agreements = tuple(agreements)
        super().__init__(", ".join(self.agreements))


def simulate(
    records: Records | Path,
    changes: Sequence[Change],
    *,
    policies: Iterable[Policy] | None = None,
    insurers: Iterable[str] | None = None,
    agreements: Iterable[str] | None = None,
    package: Path | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    exact: bool = False,
    costs: Costs | None = None,
    tell: Tell | None = None,
) -> Simulation:
    """What these changes to a policy do to all practices of a market (or the folder it is in).

    `package` is an edited copy of a policy package, held against the shipped policy of the same insurer. `readings`
    holds for before and after. With `exact` the outcome sets are exact where they may differ, else those of
    three-valued evaluation: sound. Raises `Faults` for a market, package or change with faults, `UnknownChoice`,
    `SeveralPolicies`, `SeveralAgreements` (with costs), `OutsideTerm`, `MissingTariff`.
    """
    chosen = choose(
        changes,
        policies=policies,
        insurers=insurers,
        readings=readings,
        agreements=agreements,
        package=package,
    )
    return _held(records, chosen, agreements, on, exact=exact, costs=costs, tell=tell, own_day=False)


def compare_over_market(
    records: Records | Path,
    old: Policy,
    new: Policy,
    *,
    agreements: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    exact: bool = False,
    costs: Costs | None = None,
    tell: Tell | None = None,
) -> Simulation:
    """The same for two versions of a policy: two packages, or two years.

    Without `on` the facts count on the first of each version's own days. Raises as `simulate`.
    """
    chosen_policies((old, new), None, readings)
    both = dict(readings or {})
    chosen = Chosen(old, new, (both, both), apart=True)
    return _held(records, chosen, agreements, on, exact=exact, costs=costs, tell=tell, own_day=on is None)


def _held(
    records: Records | Path,
    chosen: Chosen,
    agreements: Iterable[str] | None,
    on: date | None,
    *,
    exact: bool,
    costs: Costs | None,
    tell: Tell | None,
    own_day: bool,
) -> Simulation:
    old, new = chosen.old, chosen.new
    named = offered(None if agreements is None else tuple(agreements), old, new)
    shared = [name for name in named if name in old.agreements and name in new.agreements]
    wanted = in_time(new, in_time(old, shared, on), on)
    read = records if isinstance(records, Records) else read_market(Path(records))
    before = Market(read).assess([old], on=on, readings=chosen.readings[0], agreements=wanted)
    pairs = [(one, _after(one, chosen, own_day=own_day)) for one in before]
    touched = [pair for pair in pairs if differ(*pair)]
    if costs is not None and len(touched) > 1:
        raise SeveralAgreements(one.planned.agreement.id for one, _ in touched)
    names = diff(old, new).names if chosen.apart else {}
    answers = tuple(
        answer(*pair, renamed=names, exact=_exact(pair[1].planned.agreement.id, tell) if exact else None)
        for pair in touched
    )
    return Simulation(
        records=read,
        old=old,
        new=new,
        told=chosen.told,
        answers=answers,
        untouched=tuple(one.planned.agreement.id for one, other in pairs if not differ(one, other)),
        gone=tuple(name for name in named if name not in new.agreements),
        come=tuple(name for name in named if name not in old.agreements),
        reckoned=reckon(answers[0], costs) if costs is not None and answers else None,
    )


def _after(before: AssessedAgreement, chosen: Chosen, *, own_day: bool) -> AssessedAgreement:
    agreement = chosen.new.agreements[before.planned.agreement.id]
    day = chosen.new.days_of(agreement).start if own_day else None
    return WhatIf(before).assess(chosen.new, chosen.readings[1], day)


def _exact(what: str, tell: Tell | None) -> Exact:
    def look_into(assessed: AssessedAgreement, among: Flags | None) -> ExactOutcomes:
        name = f"{what}, {1 if among is None else 2}/2"
        told = None if tell is None else lambda done, of: tell(name, done, of)
        return exact_outcomes(assessed, look, among=among, tell=told)

    return look_into


__all__ = [
    "Costs",
    "MissingTariff",
    "SeveralAgreements",
    "SeveralPolicies",
    "Simulation",
    "compare_over_market",
    "simulate",
]
