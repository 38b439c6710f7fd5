"""Routes: the smallest sets of changes that lift a provider to a better group, and what cannot be lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inkoopwijzer.assess.apply import applied
from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.changes import NEW, Changes, Held, Literal, cost, smallest, together
from inkoopwijzer.assess.evaluate import NONE, Program, Trace, run
from inkoopwijzer.assess.explain import explain
from inkoopwijzer.assess.facts_seen import NO, NOT_KNOWN, YES, day_text, number_text, value_text
from inkoopwijzer.assess.findout import find_out
from inkoopwijzer.assess.outcome import Solved, possible_groups
from inkoopwijzer.assess.result import Barrier, Route, Step
from inkoopwijzer.assess.ways import Ways, fixed
from inkoopwijzer.facts.catalogue import Fact, catalogue
from inkoopwijzer.policy.tree import All, Compare, During, Group, Ref, walk
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import MET

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
    barriers: list[Barrier] = []
    for name in better:
        group = next(g for g in agreement.groups if g.id == name)
        if sparse and name in possible:
            routes += find_out(trace, group, solved)
            continue
        found = [] if sparse else group_changes(trace, group)
        routes += [_route(trace, group, changes) for changes in found[:MOST_ROUTES]]
        if not found and name not in possible:
            barriers += _barriers(trace, group)
    return Lifted(tuple(routes), tuple(barriers))


def group_changes(trace: Trace, group: Group) -> list[Changes]:
    """The smallest sets of changes after which the group, or a better one, is certain; each one verified."""
    program, case = trace.program, trace.case
    verified: list[Changes] = []
    candidates = _candidates(trace, group)
    for _ in range(MOST_REPAIRS):
        again: list[Changes] = []
        for changes in candidates:
            if any(v <= changes for v in verified):
                continue
            after = run(program, Case(applied(case.dossier, changes, case.on), case.on, case.term))
            if reaches(after, group):
                verified.append(changes)
                continue
            again += [changes | more for more in _candidates(after, group) if more]
        candidates = smallest(c for c in again if _no_contradiction(c))[:MOST_ROUTES]
        if not candidates:
            break
    found = smallest(verified)
    least = min((cost(c) for c in found), default=0)
    return [c for c in found if cost(c) <= least + 2]


def reaches(trace: Trace, group: Group) -> bool:
    """Whether the group or a better one is certain, but for what the insurer decides."""
    order = [g.id for g in trace.program.agreement.groups]
    wanted = order[: order.index(group.id) + 1]
    groups = dict(trace.program.groups)
    for name in wanted:
        ways = Ways(trace)
        open_ = [i for i in groups[name] if trace.codes[i] != MET]
        if not open_:
            return True
        left = _needed(trace, next(g for g in trace.program.agreement.groups if g.id == name), ways)
        if left and all(c.free for s in left[:1] for c in s):
            return True
    return set(possible_groups(trace)[0]) <= set(wanted)


def _candidates(trace: Trace, group: Group) -> list[Changes]:
    return _needed(trace, group, Ways(trace))


def _needed(trace: Trace, group: Group, ways: Ways) -> list[Changes]:
    agreement = trace.program.agreement
    order = [g.id for g in agreement.groups]
    wanted = [(agreement.scope, True)] + [(c, True) for c in group.requires]
    wanted += [
        (cap.condition, False)
        for cap in agreement.caps
        if order.index(group.id) < order.index(cap.at_most)
    ]
    parts: list[list[Changes]] = []
    for condition, want in wanted:
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


# --- in words --------------------------------------------------------------------------------------------------------


def _route(trace: Trace, group: Group, changes: Changes) -> Route:
    agreement = trace.program.agreement
    ordered = sorted((c for c in changes if not c.free), key=_order)
    steps = [_step(trace, c) for c in ordered if not c.subject.startswith(NEW)]
    steps += [
        _added(trace, [c for c in ordered if c.subject == new])
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


def _step(trace: Trace, literal: Literal) -> Step:
    if literal.cell[0] == "lijst":
        kind = catalogue().subjects[literal.cell[1]]
        says = Text(f"de lijst van {kind.list_name} is volledig", f"the list of {kind.list_name} is complete")
        return Step(says, "", "lijst", literal.cell[1:], NOT_KNOWN, YES, False, literal.condition)
    fact = catalogue().facts[literal.cell[0]]
    if literal.cell[-1] == "week":
        says = trace.program.policy.conditions[literal.condition].says
        return Step(says, "", fact.id, (), NO if literal.known else NOT_KNOWN, YES, literal.known, literal.condition)
    subject = next(s for s in trace.case.dossier.subjects[fact.about] if s.id == literal.subject)
    name = subject.name if fact.about not in ("praktijk", "markt") else ""
    says = fact.filled(fact.says, literal.cell[1:], name)
    if literal.moment.mode == "sometime" and literal.moment.period.start:
        year = literal.moment.period.start.year
        says = Text(f"{says.nl} (in {year})", f"{says.en} (in {year})")
    now = NOT_KNOWN
    if literal.known:
        records = subject.cells.get(literal.cell, ())
        value = records[-1].value if records else False
        now = value_text(fact, value)
        end = records[-1].period.end if records else None
        if value is True and end is not None and end < trace.case.on:
            now = Text(f"verlopen op {day_text(end).nl}", f"lapsed on {day_text(end).en}")
    return Step(says, name, fact.id, literal.cell[1:], now, _wanted(fact, literal), literal.known, literal.condition)


def _added(trace: Trace, literals: list[Literal]) -> Step:
    """A new subject as one step, with what it must be like."""
    kind = catalogue().subjects[literals[0].subject.removeprefix(NEW)]
    details = []
    for literal in literals:
        fact = catalogue().facts[literal.cell[0]]
        says, wanted = fact.filled(fact.says, literal.cell[1:]), _wanted(fact, literal)
        details.append(says if wanted in (YES,) else Text(f"{says.nl}: {wanted.nl}", f"{says.en}: {wanted.en}"))
    says = Text(f"{kind.label.nl.split(' ', 1)[1]} erbij", f"one more {kind.label.en.split(' ', 1)[1]}")
    return Step(says, "", kind.id, (), NO, YES, True, literals[0].condition, tuple(details))


def _wanted(fact: Fact, literal: Literal) -> Text:
    test = literal.test
    if not test:
        return YES if literal.truth else NO
    if isinstance(test, Held):
        words = {
            Compare.at_most: ("hoogstens", "at most"),
            Compare.below: ("minder dan", "below"),
            Compare.at_least: ("minstens", "at least"),
            Compare.above: ("meer dan", "above"),
        }[test.compare if literal.truth else _OPPOSITE[test.compare]]
        norm = _norm_text(test)
        return Text(f"{words[0]} {norm.nl}", f"{words[1]} {norm.en}")
    options = [str(o) for o in test]
    if not literal.truth:
        options = [o for o in fact.options if o not in options]
    labels = [fact.options[o].label for o in options[:4]]
    more = ("", "") if len(options) <= 4 else (" of iets anders", " or something else")
    return Text(
        " of ".join(x.nl for x in labels) + more[0], " or ".join(x.en for x in labels) + more[1]
    )


def _norm_text(test: Held) -> Text:
    if test.bound is not None:
        return number_text(test.bound)
    return test.norm.says or Text("de norm", "the norm")


_OPPOSITE = {
    Compare.at_most: Compare.above,
    Compare.above: Compare.at_most,
    Compare.at_least: Compare.below,
    Compare.below: Compare.at_least,
}


# --- barriers --------------------------------------------------------------------------------------------------------


def _barriers(trace: Trace, group: Group) -> list[Barrier]:
    """The conditions of a group that no change of the provider can meet, each with the reason."""
    agreement = trace.program.agreement
    policy = trace.program.policy
    ways = Ways(trace)
    order = [g.id for g in agreement.groups]
    wanted = [(agreement.scope, True)] + [(c, True) for c in group.requires]
    wanted += [
        (cap.condition, False)
        for cap in agreement.caps
        if order.index(group.id) < order.index(cap.at_most)
    ]
    blocked = [(name, want) for name, want in wanted if not ways.to(name, want)]
    found = []
    for name, _want in blocked:
        for deeper in _deepest(trace, ways, name):
            found.append(Barrier(group.id, deeper, policy.conditions[deeper].says, _because(trace, deeper)))
    if not found:
        says = Text("De voorwaarden samen", "The conditions together")
        because = Text(
            "wij vonden geen reeks veranderingen die alles samen haalt",
            "we found no series of changes that meets everything together",
        )
        found.append(Barrier(group.id, "", says, because))
    return found


def _deepest(trace: Trace, ways: Ways, name: str) -> list[str]:
    """The named conditions directly responsible: below an `all`, those that are themselves blocked."""
    node = trace.program.policy.conditions[name].node
    if isinstance(node, All):
        inner = [
            i.condition
            for i in node.items
            if isinstance(i, Ref) and not trace.program.compiler.free(i) and not ways.to(i.condition)
        ]
        if inner:
            return [d for i in inner for d in _deepest(trace, ways, i)]
    return [name]


def _because(trace: Trace, condition: str) -> Text:
    seen = explain(trace, condition)
    for found in seen.facts:
        fact = catalogue().facts[found.fact]
        if fixed(fact, found.key, trace.case.on):
            if fact.fixed is not None:
                return fact.fixed
            return Text(
                f"{found.says.nl} staat vast ({found.value.nl})", f"{found.says.en} stands fixed ({found.value.en})"
            )
    return seen.reason
