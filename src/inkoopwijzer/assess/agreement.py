"""One agreement of one policy for one dossier on one day: the whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.entry import entries, shortfall
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.assess.explain import conditions_of, explain, verdict
from inkoopwijzer.assess.outcome import possible_groups, solve
from inkoopwijzer.assess.questions import questions
from inkoopwijzer.assess.result import (
    AgreementResult,
    ConditionResult,
    Expiry,
    GroupResult,
    ReadingEffect,
    RemarkResult,
)
from inkoopwijzer.assess.routes import Lifted, lift
from inkoopwijzer.assess.unlisted import unlisted
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Agreement, Policy, Remark
from inkoopwijzer.policy.reached import nodes_of, readings_in
from inkoopwijzer.policy.tree import During, walk
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict


class OutsideTerm(ValueError):
    """The day asked for lies after the end of the agreement's term."""

    def __init__(self, policy: str, agreement: str, day: date, end: date) -> None:
        self.policy, self.agreement, self.day, self.end = policy, agreement, day, end
        super().__init__(f"{policy} {agreement}: {day} is after {end}")


def assess_agreement(
    policy: Policy,
    agreement: str,
    dossier: Dossier,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> AgreementResult:
    """Assess a dossier against one agreement, on `on`.

    The default day is the first of its term, but not before 1 January of the policy's year: `Policy.days_of`.
    `readings` chooses other options than the policy's defaults, by reading id. Raises `OutsideTerm` when the
    term has ended on that day.
    """
    offered = policy.agreements[agreement]
    start, end = offered.term.start, offered.term.end
    assert start is not None
    assert end is not None
    days = policy.days_of(offered)
    day = on or days.start or start
    if day > end:
        raise OutsideTerm(policy.id, agreement, day, end)
    chosen = {r: o for r, o in (readings or {}).items() if r in policy.readings}
    trace = _trace(policy, offered, dossier, day, chosen)
    applies = verdict(trace, offered.scope)
    not_listed = unlisted(trace)
    speaks = applies is not Verdict.not_met and not not_listed
    found = solve(trace) if speaks else None
    possible, exact = possible_groups(trace, found) if found else (trace.possible(), not not_listed)
    routed = lift(trace, possible, found) if found else Lifted((), ())
    names = [c.id for c in conditions_of(trace)] if speaks else [offered.scope]
    conditions = tuple(explain(trace, name) for name in names)
    duties = tuple(explain(trace, d) for d in offered.duties) if speaks else ()
    return AgreementResult(
        insurer=policy.insurer,
        insurer_name=policy.insurer_name,
        policy=policy.id,
        policy_hash=policy.hash,
        document=f"{policy.document.title} ({policy.document.version})",
        agreement=agreement,
        title=offered.title,
        term=(start, end),
        on=day,
        applies=applies,
        possible=possible,
        exact=exact,
        groups=tuple(_group(trace, g.id) for g in offered.groups),
        conditions=conditions,
        duties=duties,
        questions=questions(trace, found) if found and len(possible) > 1 else (),
        routes=routed.routes,
        barriers=routed.barriers,
        readings=_readings(trace, possible) if speaks else (),
        reservations=_remarks(policy.reservations),
        externals=_remarks(policy.externals),
        expiries=_all_expiries(trace, conditions) if speaks else (),
        entry=entries(trace),
        shortfall=shortfall(trace),
        addendum_to=offered.addendum_to,
        unlisted=not_listed,
    )


def _trace(
    policy: Policy, agreement: Agreement, dossier: Dossier, day: date, readings: Mapping[str, str]
) -> Trace:
    program = compile_agreement(policy, agreement.id, tuple(sorted(readings.items())))
    return run(program, Case(dossier, day, policy.days_of(agreement)))


def _group(trace: Trace, name: str) -> GroupResult:
    agreement = trace.program.agreement
    group = next(g for g in agreement.groups if g.id == name)
    code = trace.group_code(name)
    return GroupResult(
        id=name,
        title=group.title,
        verdict={MET: Verdict.met, NOT_MET: Verdict.not_met}.get(code, Verdict.unknown),
        conditions=group.requires,
        failing=tuple(c for c in group.requires if trace.code(c) == NOT_MET),
        unknown=tuple(c for c in group.requires if trace.code(c) == UNKNOWN),
        capped_by=tuple(c for c in agreement.caps_on(name) if trace.code(c) != NOT_MET),
    )


def _readings(trace: Trace, possible: tuple[str, ...]) -> tuple[ReadingEffect, ...]:
    """The readings that this agreement's conditions depend on, and the outcome under each option."""
    program, case = trace.program, trace.case
    effects = []
    for name in _readings_used(program.policy, program.agreement):
        reading = program.policy.readings[name]
        outcomes = {}
        for option in reading.options:
            if option == program.readings[name]:
                outcomes[option] = possible
                continue
            other = _trace(
                program.policy, program.agreement, case.dossier, case.on, {**program.readings, name: option}
            )
            outcomes[option] = possible_groups(other)[0]
        effects.append(
            ReadingEffect(
                name,
                reading.question,
                program.readings[name],
                reading.because,
                reading.cites,
                reading.options,
                outcomes,
            )
        )
    return tuple(effects)


def _readings_used(policy: Policy, agreement: Agreement) -> list[str]:
    used = readings_in(nodes_of(policy, agreement))
    return [r for r in policy.readings if r in used]


def _all_expiries(trace: Trace, conditions: tuple[ConditionResult, ...]) -> tuple[Expiry, ...]:
    end = trace.case.term.end or date.max
    found = (*_expiries(conditions, end, trace.case.on), *_rules_that_end(trace))
    return tuple(sorted(found, key=_by_day))


def _remarks(remarks: tuple[Remark, ...]) -> tuple[RemarkResult, ...]:
    return tuple(RemarkResult(r.id, r.says, r.cites) for r in remarks)


def _expiries(conditions: tuple[ConditionResult, ...], end: date, day: date) -> tuple[Expiry, ...]:
    """Facts on which a met condition rests and that end within the term."""
    found: dict[tuple[str, str], Expiry] = {}
    stack = list(conditions)
    while stack:
        condition = stack.pop()
        stack += condition.parts
        if condition.verdict is not Verdict.met:
            continue
        for fact in condition.facts:
            if fact.verdict is Verdict.met and fact.valid_until and day <= fact.valid_until < end:
                found[(fact.subject, fact.says.nl)] = Expiry(fact.says, fact.subject, fact.valid_until)
    return tuple(found.values())


def _rules_that_end(trace: Trace) -> list[Expiry]:
    """Conditions that are met now and stop being so on a day that the policy itself names."""
    program, case = trace.program, trace.case
    found = []
    later: dict[date, Trace] = {}
    for name in program.slots:
        rule = program.policy.conditions[name]
        if trace.code(name) != MET:
            continue
        ends = {n.period.end for n in walk(rule.node) if isinstance(n, During)}
        for end in (e for e in ends if e is not None and case.day <= e < (case.term.end or date.max)):
            if end not in later:
                after = Case(case.dossier, case.on, case.term, day=end + timedelta(days=1))
                later[end] = run(program, after)
            if later[end].code(name) == NOT_MET:
                found.append(Expiry(rule.says, "", end))
    return found


def _by_day(expiry: Expiry) -> tuple[date, str]:
    return (expiry.until, expiry.says.nl)
