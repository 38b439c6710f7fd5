"""The days on which an answer can change while nobody does anything: what is written in the dossier and the policy.

Between two turning days every condition keeps its value, so a period needs no more assessments than these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.reached import nodes_of
from inkoopwijzer.policy.tree import During, FactIs, Node, walk
from inkoopwijzer.values.period import Period

NEXT = timedelta(days=1)


def turning_days(
    policy: Policy, agreement: Agreement, dossier: Dossier, start: date, until: date
) -> tuple[date, ...]:
    """`start` and every later day up to and including `until` on which this agreement may stand otherwise."""
    return _days([agreement.term, *_of_rules(nodes_of(policy, agreement))], dossier, start, until)


def days_of_policy(policy: Policy, dossier: Dossier, start: date, until: date) -> tuple[date, ...]:
    """`start` and every later day up to and including `until` on which anything in the policy may be different."""
    terms = [agreement.term for agreement in policy.agreements.values()]
    nodes = (node for condition in policy.conditions.values() for node in walk(condition.node))
    return _days([*terms, *_of_rules(nodes)], dossier, start, until)


def _days(periods: Iterable[Period], dossier: Dossier, start: date, until: date) -> tuple[date, ...]:
    found = {start}
    for period in (*periods, *_of_facts(dossier)):
        found |= set(_edges(period))
    return tuple(sorted(d for d in found if start <= d <= until))


def _edges(period: Period) -> Iterator[date]:
    """The first day, the last day and the day after it: a gap may close on the last day itself."""
    if period.start is not None:
        yield period.start
        if period.start > date.min:
            yield period.start - NEXT
    if period.end is not None:
        yield period.end
        if period.end < date.max:
            yield period.end + NEXT


def _of_rules(nodes: Iterable[Node]) -> Iterator[Period]:
    for node in nodes:
        if isinstance(node, During):
            yield node.period
        elif isinstance(node, FactIs):
            yield node.moment.period


def _of_facts(dossier: Dossier) -> Iterator[Period]:
    for subjects in dossier.subjects.values():
        for subject in subjects:
            for records in subject.cells.values():
                for record in records:
                    yield record.period
