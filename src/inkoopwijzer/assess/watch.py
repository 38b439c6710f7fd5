"""What becomes of an outcome if nothing is done: when it changes, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, Trace, compile_agreement, run
from inkoopwijzer.assess.explain import explain, verdict
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.assess.renewals import renewals
from inkoopwijzer.assess.result import outcome_titles
from inkoopwijzer.assess.turning_days import turning_days
from inkoopwijzer.assess.watched import Consequence, Shift, Turn, Watch
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.matters import Shortfall
from inkoopwijzer.policy.policy import NONE, Agreement, Change, Policy
from inkoopwijzer.values.text import Text, day_text

NO_MOMENT: Final = Text(
    "Het document noemt hiervoor na {day} geen moment en geen gevolg.",
    "The document names no moment and no consequence for this after {day}.",
)
NOTHING_SAID: Final = Text(
    "Het document zegt niet wat dit tijdens de looptijd betekent.",
    "The document does not say what this means during the term.",
)


def watch(
    policy: Policy,
    agreement: str,
    dossier: Dossier,
    start: date,
    until: date,
    readings: Mapping[str, str] | None = None,
) -> Watch:
    """Follow one agreement for a dossier, day by day as far as anything can change."""
    offered = policy.agreements[agreement]
    chosen = tuple(sorted((r, o) for r, o in (readings or {}).items() if r in policy.readings))
    program = compile_agreement(policy, agreement, chosen)
    last = min(until, offered.term.end or until)
    days = turning_days(policy, offered, dossier, start, last)
    traces = [_trace(program, dossier, day) for day in days]
    found = [possible_groups(trace)[0] for trace in traces]
    shifts = tuple(
        _shift(traces[at - 1], traces[at], found[at - 1], found[at])
        for at in range(1, len(days))
        if found[at] != found[at - 1]
    )
    return Watch(
        insurer=policy.insurer,
        insurer_name=policy.insurer_name,
        policy=policy.id,
        agreement=agreement,
        title=offered.title,
        titles=outcome_titles(offered.groups),
        term=offered.term,
        start=start,
        until=last,
        applies=verdict(traces[0], offered.scope),
        first=found[0],
        shifts=shifts,
        renewals=tuple(renewals(program, dossier, start, last)),
    )


def _trace(program: Program, dossier: Dossier, day: date) -> Trace:
    return run(program, Case(dossier, day, program.policy.days_of(program.agreement)))


# --- one shift ----------------------------------------------------------------------------------------------


def _shift(before: Trace, after: Trace, was: tuple[str, ...], now: tuple[str, ...]) -> Shift:
    agreement, day = after.program.agreement, after.case.on
    worse = _worse(agreement, was, now)
    within = agreement.term.start is None or day > agreement.term.start
    return Shift(
        day=day,
        before=was,
        after=now,
        worse=worse,
        within=within,
        turns=tuple(_turns(before, after)),
        consequences=tuple(_consequences(agreement, day, worse, now)) if within else (),
    )


def _worse(agreement: Agreement, was: tuple[str, ...], now: tuple[str, ...]) -> bool | None:
    """Whether the best and the worst outcome both became no better; None when they move apart."""
    order = [g.id for g in agreement.groups] + [NONE]
    best = order.index(now[0]) - order.index(was[0])
    worst = order.index(now[-1]) - order.index(was[-1])
    if best >= 0 and worst >= 0:
        return True
    return False if best <= 0 and worst <= 0 else None


def _turns(before: Trace, after: Trace) -> Iterator[Turn]:
    """The conditions that changed; not those that only follow from a changed part."""
    policy = after.program.policy
    changed = {c for c in after.program.slots if before.code(c) != after.code(c)}
    for name in policy.conditions:
        if name not in changed:
            continue
        told = explain(after, name)
        if any(part.id in changed for part in told.parts):
            continue
        yield Turn(name, told.says, verdict(before, name), told.verdict, told.reason)


def _consequences(
    agreement: Agreement, day: date, worse: bool | None, now: tuple[str, ...]
) -> Iterator[Consequence]:
    """What the document says that follows; that it names no moment any more, or never did."""
    if worse is None:
        return
    if worse:
        said = [_of_shortfall(s) for s in agreement.shortfall]
    else:
        said = [_of_change(c) for c in agreement.changes if now[0] in c.to]
    still = [c for c in said if c.effect is None or c.effect >= day]
    yield from still
    if not still:
        ended = [c.effect for c in said if c.effect is not None]
        says = NO_MOMENT.format(day=day_text(max(ended))) if ended else NOTHING_SAID
        yield Consequence(says, True, None, None, ())


def _of_shortfall(shortfall: Shortfall) -> Consequence:
    return Consequence(shortfall.says, shortfall.silent, shortfall.notice, shortfall.effect, shortfall.cites)


def _of_change(change: Change) -> Consequence:
    return Consequence(change.says, False, change.by, change.effect, change.cites)
