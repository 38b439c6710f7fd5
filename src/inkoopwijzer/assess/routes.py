"""Routes: the smallest sets of changes that lift a provider to a better group, and what cannot be lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inkoopwijzer.assess.apply import applied
from inkoopwijzer.assess.barriers import barriers
from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.changes import NEW, NOTHING, Changes, Literal, cost, smallest, together
from inkoopwijzer.assess.completions import Completions, TooManyCompletions
from inkoopwijzer.assess.evaluate import Program, Trace, run
from inkoopwijzer.assess.findout import find_out
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.outcome import Solved, possible_groups
from inkoopwijzer.assess.result import Barrier, Route
from inkoopwijzer.assess.search import Search
from inkoopwijzer.assess.steps import added, step
from inkoopwijzer.assess.ways import Ways
from inkoopwijzer.policy.policy import NONE, Group
from inkoopwijzer.policy.tree import During, walk

MOST_ROUTES = 6
"""How many routes to one group are shown, the smallest first."""

MOST_UNKNOWN = 12
"""With more unknown facts than this, finding them out comes before any change."""

MOST_REPAIRS = 3
"""How often a set of changes is completed when one change breaks another condition."""


@dataclass(frozen=True)
class Lifted:
    """What routing found: the routes to better groups, and the barriers where there is none."""

    routes: tuple[Route, ...]
    barriers: tuple[Barrier, ...]


def lift(trace: Trace, possible: tuple[str, ...], solved: Solved) -> Lifted:
    """Routes to each group better than the one that is sure now.

    While more than `MOST_UNKNOWN` facts are unknown the way to a group that is still possible is to find these
    out; which of them, a completion that leads there tells.
    """
    agreement = trace.program.agreement
    sparse = sum(u.sort != "others" for u in solved.unknowns) > MOST_UNKNOWN
    sure = possible[-1]
    order = [g.id for g in agreement.groups]
    better = order[: order.index(sure)] if sure != NONE else order
    routes: list[Route] = []
    blocked: list[Barrier] = []
    for name in better:
        group = next(g for g in agreement.groups if g.id == name)
        if sparse and name in possible:
            routes += find_out(trace, group, solved)
            continue
        found = [] if sparse else group_changes(trace, group)
        routes += [_route(trace, group, changes) for changes in found[:MOST_ROUTES]]
        if not found and name not in possible:
            blocked += barriers(trace, group)
    return Lifted(tuple(routes), tuple(blocked))


def group_changes(trace: Trace, group: Group) -> list[Changes]:
    """The smallest sets of changes after which the group, or a better one, is certain; each one verified."""
    program, case = trace.program, trace.case
    verified: list[Changes] = []
    candidates = _needed(trace, group)
    for _ in range(MOST_REPAIRS):
        again: list[Changes] = []
        for changes in candidates:
            if any(v <= changes for v in verified):
                continue
            after = run(program, Case(applied(case.dossier, changes, case.on), case.on, case.term))
            if reaches(after, group, changes):
                verified.append(_without_waste(trace, group, changes))
                continue
            again += [changes | more for more in _needed(after, group) if more]
        candidates = smallest(c for c in again if _no_contradiction(c))[:MOST_ROUTES]
        if not candidates:
            break
    found = smallest(verified)
    least = min((cost(c) for c in found), default=0)
    return [c for c in found if cost(c) <= least + 2]


def reaches(trace: Trace, group: Group, changes: Changes = NOTHING) -> bool:
    """Whether the group or a better one is certain, if the insurer decides as these changes ask."""
    order = [g.id for g in trace.program.agreement.groups]
    wanted = set(order[: order.index(group.id) + 1])
    if set(trace.possible()) <= wanted:
        return True
    graph = ground(trace.program, trace.case, {c.cell[1]: c.truth for c in changes if c.free}, trace.codes)
    try:
        possible = Completions(graph).possible
    except TooManyCompletions:
        possible = Search(graph).possible
    return set(possible) <= wanted


def _without_waste(trace: Trace, group: Group, changes: Changes) -> Changes:
    """The set without the changes that the others make superfluous."""
    case = trace.case
    sources = sorted({c.source for c in changes if not c.free}, key=str)
    for source in sources if len(sources) > 1 else ():
        fewer = frozenset(c for c in changes if c.source != source)
        after = run(trace.program, Case(applied(case.dossier, fewer, case.on), case.on, case.term))
        if reaches(after, group, fewer):
            changes = fewer
    return changes


def _needed(trace: Trace, group: Group) -> list[Changes]:
    ways = Ways(trace)
    parts: list[list[Changes]] = []
    for condition, want in ways.asked(group):
        found = ways.to(condition, want)
        if not found:
            return []
        parts.append(found)
    return together(parts)


def _no_contradiction(changes: Changes) -> bool:
    yes_no: dict[tuple[object, ...], bool] = {}
    for c in changes:
        key = (c.subject, c.cell, c.moment, c.test)
        if yes_no.setdefault(key, c.truth) != c.truth:
            return False
    return True


def _route(trace: Trace, group: Group, changes: Changes) -> Route:
    agreement = trace.program.agreement
    ordered = sorted((c for c in changes if not c.free), key=_order)
    steps = [step(trace, c) for c in ordered if not c.subject.startswith(NEW)]
    steps += [
        added(trace, [c for c in ordered if c.subject == new])
        for new in dict.fromkeys(c.subject for c in ordered if c.subject.startswith(NEW))
    ]
    return Route(
        group=group.id,
        steps=tuple(steps),
        needs_insurer=any(c.free for c in changes),
        moments=tuple((m.says, m.by, m.effect) for m in agreement.changes if group.id in m.to),
        until=_until(trace, group, changes),
    )


def _order(literal: Literal) -> tuple[bool, str, str, tuple[str, ...]]:
    return (not literal.known, literal.condition, literal.subject, literal.cell)


def _until(trace: Trace, group: Group, changes: Changes) -> date | None:
    """The last day the changes still help, where a rule of the policy ends within the term."""
    program, case = trace.program, trace.case
    ends = sorted(
        {d for d in _rule_ends(program) if d >= case.day and (case.term.end is None or d < case.term.end)}
    )
    dossier = applied(case.dossier, changes, case.on)
    for end in ends:
        after = run(program, Case(dossier, case.on, case.term, day=end + timedelta(days=1)))
        order = [g.id for g in program.agreement.groups]
        if not set(possible_groups(after)[0]) & set(order[: order.index(group.id) + 1]):
            return end
    return None


def _rule_ends(program: Program) -> set[date]:
    return {
        node.period.end
        for condition in program.policy.conditions.values()
        for node in walk(condition.node)
        if isinstance(node, During) and node.period.end is not None
    }
