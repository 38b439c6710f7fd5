"""Random policies with random changes, over markets of random practices: each from a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import (
    Also,
    Change,
    NewCap,
    NewNorm,
    NewThreshold,
    NoCap,
    NoLonger,
    ReadAs,
)
from inkoopwijzer.policy.alter_nodes import replaced, with_nodes
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import FactCompares, Node, Norm
from inkoopwijzer.values.fault import Faults
from tests.assess.strategies import Draw

AGREEMENT = "fysiotherapie"
PRACTICES = 8
FACTS = (
    "eigen_website",
    "certificaten.nen_en_15224",
    "soort_praktijk=vrijgevestigd",
    "levert_gegevens_aan.ldf",
)
VALUES = ("0.5", "1", "2", "3", "29", "30", "90", "100", "149.9", "150")


@dataclass(frozen=True)
class Changed:
    """A random policy, a changed copy of it, and practices to hold both against."""

    seed: int
    policy: Policy
    changes: tuple[Change, ...]
    altered: Policy
    dossiers: tuple[Dossier, ...]
    on: date
    readings: dict[str, str]

    @property
    def readings_after(self) -> dict[str, str]:
        """The readings chosen, without those that a change reads otherwise."""
        read = {change.reading for change in self.changes if isinstance(change, ReadAs)}
        return {name: option for name, option in self.readings.items() if name not in read}

    def before(self) -> AssessedAgreement:
        """The policy assessed over a new market of these practices."""
        return self.anew(self.policy, self.readings)

    def anew(self, policy: Policy, readings: dict[str, str]) -> AssessedAgreement:
        """A policy assessed over a new market of these practices."""
        (one,) = Market(records_of(self.dossiers)).assess([policy], on=self.on, readings=readings)
        return one


def with_norms(policy: Policy) -> Policy:
    """The policy with each number that facts are held against as a norm with a name of its own."""
    norms: dict[str, Norm] = {}

    def swap(node: Node) -> Node:
        if not isinstance(node, FactCompares):
            return node
        name = next((n for n, norm in norms.items() if norm.value == node.norm.value), f"norm_{len(norms)}")
        norms.setdefault(name, Norm(name, node.norm.value))
        return replace(node, norm=norms[name])

    nodes = {name: replaced(c.node, swap) for name, c in policy.conditions.items()}
    return replace(policy, conditions=with_nodes(policy, nodes), norms=norms)


def some_change(policy: Policy, chance: Random) -> Change:
    """A change that may not be possible."""
    agreement = policy.agreements[AGREEMENT]
    condition = chance.choice(list(policy.conditions))
    group = chance.choice([g.id for g in agreement.groups])
    value = Decimal(chance.choice(VALUES))
    kinds: list[Change] = [
        NewThreshold(condition, value, share=value < 1),
        NoLonger(condition),
        NoLonger(condition, group),
        Also(group, chance.choice([condition, *FACTS])),
        NewCap(condition, group),
        NoCap(condition),
    ]
    kinds += [NewNorm(chance.choice(list(policy.norms)), value)] * 3 if policy.norms else []
    kinds += [ReadAs(r.id, chance.choice(list(r.options))) for r in policy.readings.values()]
    return chance.choice(kinds)


def changes_of(policy: Policy, chance: Random, most: int) -> tuple[tuple[Change, ...], Policy]:
    """Up to so many changes that are possible, and the policy with them."""
    found: list[Change] = []
    altered = policy
    for _ in range(40):
        change = some_change(altered, chance)
        try:
            altered = alter(altered, [change]).policy
        except Faults:
            continue
        found.append(change)
        if len(found) == most:
            break
    return tuple(found), altered


@cache
def changed(seed: int, practices: int = PRACTICES, *, simple: bool = False, unknown: float = 0.3) -> Changed:
    """The case with this number."""
    drawing = Draw(seed, simple=simple, unknown=unknown)
    case = drawing.case()
    chance = Random(seed)
    policy = with_norms(case.policy)
    changes, altered = changes_of(policy, chance, chance.choice((1, 1, 2, 3)))
    markt = case.dossier.subjects["markt"]
    many = [case.dossier, *(drawing.dossier() for _ in range(practices - 1))]
    dossiers = tuple(
        replace(d, file=f"{n}.yaml", subjects={**d.subjects, "markt": markt}) for n, d in enumerate(many)
    )
    return Changed(seed, policy, changes, altered, dossiers, case.on, case.readings)


def cases(count: int, start: int = 0) -> Iterator[Changed]:
    """So many cases that have a change."""
    for seed in range(start, start + count):
        case = changed(seed)
        if case.changes:
            yield case


def trace(policy: Policy, dossier: Dossier, on: date, readings: dict[str, str]) -> Trace:
    """What the interpreter makes of it."""
    program = compile_agreement(policy, AGREEMENT, tuple(sorted(readings.items())))
    return run(program, Case(dossier, on, policy.days_of(program.agreement)))


def same_codes(one: AssessedAgreement, other: AssessedAgreement, names: Sequence[str] = ()) -> bool:
    """Whether two assessments give every group, and these conditions, the same codes everywhere."""
    return all((one.group_codes(g) == other.group_codes(g)).all() for g in other.groups) and all(
        (one.codes(name) == other.codes(name)).all() for name in names
    )
