"""Mutants of a policy: each rule changed a little, one change at a time.

Whoever wrote the scenarios of a policy can see by them what the scenarios overlook: a change that no scenario
notices is a rule that nothing holds in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from inkoopwijzer.facts.located import read_located
from inkoopwijzer.policy.fields import Found, Spot
from inkoopwijzer.policy.mutate_nodes import changes, moved_ends
from inkoopwijzer.policy.mutate_treatments import treatment_changes
from inkoopwijzer.policy.policy import Agreement, Policy


@dataclass(frozen=True)
class Mutant:
    """A policy with one change. `where` is the condition, agreement, reading or treatment that was changed.

    `name` is unique within a policy and stays the same as long as the rule does.
    """

    name: str
    where: str
    kind: str
    policy: Policy


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Every mutant of a policy, in the order of its rules."""
    for name, condition in policy.conditions.items():
        for c in changes(condition.node):
            changed = {**policy.conditions, name: replace(condition, node=c.node)}
            yield _mutant(policy, name, c.kind, f"{c.path or '/'}: {c.what}", conditions=changed)
    for name, agreement in policy.agreements.items():
        for kind, what, other in _agreement(agreement):
            yield _mutant(policy, name, kind, what, agreements={**policy.agreements, name: other})
    for name, treatment in policy.treatments.items():
        for kind, what, changed_one in treatment_changes(treatment):
            treatments = {**policy.treatments, name: changed_one}
            yield _mutant(policy, f"behandeling.{name}", kind, what, treatments=treatments)
    for name, reading in policy.readings.items():
        for option in reading.options:
            if option != reading.default:
                chosen = {**policy.readings, name: replace(reading, default=option)}
                yield _mutant(policy, name, "reading", f"default {option}", readings=chosen)


def _mutant(policy: Policy, where: str, kind: str, what: str, **changed: object) -> Mutant:
    name = f"{where} {what}"
    mutated: Policy = replace(policy, hash=f"{policy.hash} {name}", **changed)  # type: ignore[arg-type]
    return Mutant(name, where, kind, mutated)


def _agreement(agreement: Agreement) -> Iterator[tuple[str, str, Agreement]]:
    groups = agreement.groups
    for at, group in enumerate(groups):
        for name in group.requires:
            kept = tuple(r for r in group.requires if r != name)
            looser = (*groups[:at], replace(group, requires=kept), *groups[at + 1 :])
            yield "drop requirement", f"{group.id}: without {name}", replace(agreement, groups=looser)
    for at, (better, worse) in enumerate(pairwise(groups)):
        pair = (replace(better, requires=worse.requires), replace(worse, requires=better.requires))
        swapped = (*groups[:at], *pair, *groups[at + 2 :])
        yield "swap groups", f"{better.id} and {worse.id} swapped", replace(agreement, groups=swapped)
    for at, cap in enumerate(agreement.caps):
        rest = agreement.caps[:at] + agreement.caps[at + 1 :]
        yield "drop cap", f"without cap {cap.condition}", replace(agreement, caps=rest)
        for group in groups:
            if group.id != cap.at_most:
                other = (*agreement.caps[:at], replace(cap, at_most=group.id), *agreement.caps[at + 1 :])
                yield "move cap", f"cap {cap.condition} at {group.id}", replace(agreement, caps=other)
    for what, period in moved_ends(agreement.term):
        yield "date", f"term {what}", replace(agreement, term=period)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant that no scenario can notice, why, and the line that says so."""

    mutant: str
    because: str
    line: int


def read_equivalents(data: bytes, file: str) -> tuple[Equivalent, ...]:
    """The list of mutants that cannot make a difference. Raises `Faults`."""
    found = Found()
    node = read_located(data, file)
    read: dict[str, Equivalent] = {}
    for spot in Spot(node, file, node.line, "", found).items():
        fields = spot.fields(("mutant", "because"))
        name = fields["mutant"].word()
        if name in read:
            fields["mutant"].fault("policy.twice", name=name)
        read[name] = Equivalent(name, fields["because"].word(), spot.line)
    found.settle()
    return tuple(read.values())
