"""What a reader must see in ten seconds: the outcome, what stands in the way, what is unknown, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.assess.result import AgreementResult, ConditionResult, GroupResult, Route, Step
from inkoopwijzer.documents import strings, wording
from inkoopwijzer.documents.tree import NEEDS_ATTENTION
from inkoopwijzer.documents.wording import NO_AGREEMENT
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import Verdict

AT_MOST: Final = 3
GOOD: Final = (Verdict.met, Verdict.not_applicable)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a point; `label` and `now` say what is asked and how it stands."""

    says: Text
    label: Text | None = None
    now: Text | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A heading of a card with a few short lines below it."""

    tone: str
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One agreement on a card: the outcome in words, one line of why, and the points that matter."""

    tone: str
    status: Text
    headline: Text
    beside: Text | None
    why: Text
    points: tuple[Point, ...]


def summarise(result: AgreementResult) -> Summary:
    """The card of one agreement."""
    better = better_groups(result)
    tone, status = _status(result, better)
    points = [
        *_in_the_way(result, better),
        *_not_known(result),
        *_read_otherwise(result),
        _to_do(result, better),
    ]
    also_none = NO_AGREEMENT in result.possible and len(result.possible) > 1
    return Summary(
        tone=tone,
        status=status,
        headline=wording.headline(result.possible, result.group_titles),
        beside=strings.BESIDE if also_none else None,
        why=_why(result, better),
        points=tuple(points),
    )


def better_groups(result: AgreementResult) -> tuple[GroupResult, ...]:
    """The groups above the best outcome still possible, the nearest first: what is ruled out now."""
    order = [g.id for g in result.groups]
    best = result.possible[0] if result.possible else NO_AGREEMENT
    return result.groups[: order.index(best)][::-1] if best in order else result.groups[::-1]


def _status(result: AgreementResult, better: Sequence[GroupResult]) -> tuple[str, Text]:
    if len(result.possible) > 1:
        return Verdict.unknown.value, strings.NOT_SURE
    if result.possible == (NO_AGREEMENT,):
        return Verdict.not_met.value, strings.NOT_QUALIFIED
    return ("sure" if better else Verdict.met.value), strings.SURE


def _why(result: AgreementResult, better: Sequence[GroupResult]) -> Text:
    titles = result.group_titles
    if len(result.possible) > 1:
        return _why_open(result)
    if result.applies is Verdict.not_met:
        return strings.NOT_FOR_YOU
    if result.possible == (NO_AGREEMENT,):
        return (
            strings.WHY_NONE.format(group=better[0].title)
            if better
            else wording.capital(titles[NO_AGREEMENT])
        )
    if not better:
        return strings.WHY_BEST.format(group=titles[result.possible[0]])
    beyond = wording.groups_listed([g.title for g in reversed(better)], strings.OR)
    return strings.WHY_LOWER.format(group=titles[result.possible[0]], better=beyond)


def _why_open(result: AgreementResult) -> Text:
    if result.questions:
        many = strings.WHY_QUESTIONS.format(n=len(result.questions))
        return strings.WHY_QUESTION if len(result.questions) == 1 else many
    verdicts = {c.verdict for c in open_conditions(result)}
    if Verdict.for_insurer in verdicts:
        return strings.WHY_INSURER
    return strings.WHY_SILENT if Verdict.silent in verdicts else strings.WHY_OPEN


def _read_otherwise(result: AgreementResult) -> Iterator[Point]:
    """The readings of the document under which this outcome would be another."""
    lines = [
        Line(
            strings.UNDER_OPTION.format(
                question=reading.question, option=reading.options[option], outcome=would
            )
        )
        for reading in result.readings
        for option, possible in reading.outcomes.items()
        if possible != result.possible
        for would in [wording.outcome(possible, result.group_titles)]
    ]
    if lines:
        yield Point(Verdict.silent.value, strings.READ_OTHERWISE, _few(lines))


# --- what stands in the way, what is not known --------------------------------------------------------------


def _in_the_way(result: AgreementResult, better: Sequence[GroupResult]) -> Iterator[Point]:
    """For each group that is ruled out, what rules it out beyond what already rules out a lower one."""
    if result.applies is Verdict.not_met:
        scope = result.conditions[:1]
        yield Point(Verdict.not_met.value, strings.NOT_FOR_YOU, tuple(_asked(c, limit=False) for c in scope))
        return
    seen: set[str] = set()
    for group in better:
        found = [c for c in blocking(result, group) if c.id not in seen]
        seen |= {c.id for c in found}
        if found:
            title = strings.IN_THE_WAY.format(group=group.title)
            yield Point(Verdict.not_met.value, title, _few(_asked(c, c.id in group.capped_by) for c in found))


def _asked(condition: ConditionResult, limit: bool) -> Line:
    """What a condition asks and how it stands; its own sentence alone would read as if it held."""
    label = strings.LIMIT if limit else strings.ASKED
    return Line(wording.lead(condition.says), label, wording.capital(condition.reason))


def blocking(result: AgreementResult, group: GroupResult) -> list[ConditionResult]:
    """The conditions that rule a group out, as deep as they can be named."""
    named = {c.id: c for c in result.conditions}
    found = [
        deeper
        for name in group.failing
        if name in named
        for deeper in culprits(named[name], (Verdict.not_met,))
    ]
    return found + [named[c] for c in group.capped_by if c in named]


def culprits(condition: ConditionResult, wanted: Sequence[Verdict]) -> list[ConditionResult]:
    """The parts a condition's value is due to, or the condition itself.

    A condition that is not met while a part of it is, needs all its parts: then those that fail are to
    blame. Where every part fails, one of them might suffice, and only the condition itself is certain.
    """
    asked = [p for p in condition.parts if not p.guard]
    plain = [p for p in asked if not p.element]
    failing = [p for p in plain if p.verdict in wanted]
    if failing and any(p.verdict in GOOD for p in plain) and len(plain) == len(asked):
        return [deeper for p in failing for deeper in culprits(p, wanted)]
    return [condition]


def open_conditions(result: AgreementResult) -> list[ConditionResult]:
    """The conditions that keep a group in doubt."""
    named = {c.id: c for c in result.conditions}
    doubted = [g for g in result.groups if g.id in result.possible]
    names = dict.fromkeys(c for g in doubted for c in (*g.unknown, *g.capped_by) if c in named)
    still = [v for v in NEEDS_ATTENTION if v is not Verdict.not_met]
    return [deeper for n in names if named[n].verdict in still for deeper in culprits(named[n], still)]


def _not_known(result: AgreementResult) -> Iterator[Point]:
    if len(result.possible) < 2:
        return
    if result.questions:
        lines = _few(Line(q.ask) for q in result.questions)
    else:
        lines = _few(_asked(c, limit=False) for c in open_conditions(result))
    if lines:
        yield Point(Verdict.unknown.value, strings.NOT_KNOWN, lines)


def _few(lines: Iterable[Line]) -> tuple[Line, ...]:
    found = list(dict.fromkeys(lines))
    if len(found) <= AT_MOST + 1:
        return tuple(found)
    return (*found[:AT_MOST], Line(strings.AND_MORE.format(n=len(found) - AT_MOST)))


# --- what to do ---------------------------------------------------------------------------------------------


def _to_do(result: AgreementResult, better: Sequence[GroupResult]) -> Point:
    lines: list[Text] = []
    if len(result.questions) == 1:
        lines.append(strings.DO_ANSWER_ONE)
    elif result.questions:
        lines.append(strings.DO_ANSWER.format(n=len(result.questions)))
    if len(result.possible) > 1 and any(c.verdict is Verdict.for_insurer for c in open_conditions(result)):
        lines.append(strings.DO_ASK)
    lines += [_route_line(r, g) for g in better for r in _routes(result, g)[:1]]
    lines += _out_of_reach(result, better)
    if result.possible != (NO_AGREEMENT,):
        lines += [wording.lead(e.says) for e in result.entry if e.verdict is Verdict.met]
    if result.expiries:
        lines.append(strings.DO_WATCH.format(day=day_text(result.expiries[0].until)))
    return Point("do", strings.TO_DO, tuple(map(Line, lines or [strings.DO_NOTHING])))


def _routes(result: AgreementResult, group: GroupResult) -> list[Route]:
    return [r for r in result.routes if r.group == group.id]


def _out_of_reach(result: AgreementResult, better: Sequence[GroupResult]) -> list[Text]:
    """The groups that no change leads to, each reason said once."""
    because: dict[Text, list[Text]] = {}
    for group in reversed(better):
        first = [b.because for b in result.barriers if b.group == group.id and not _routes(result, group)][:1]
        for reason in first:
            because.setdefault(reason, []).append(group.title)
    return [
        strings.DO_CANNOT.format(group=wording.groups_listed(titles, strings.OR), because=reason)
        for reason, titles in because.items()
    ]


def _route_line(route: Route, group: GroupResult) -> Text:
    steps = merged(route.steps)
    if not steps:
        return strings.DO_INSURER.format(group=group.title)
    first = steps[0][0]
    if first.now.nl == "nee" and first.needed.nl == "ja":
        step = first.says
    else:
        needed = wording.listed([s.needed for s in steps[0]], strings.AND)
        step = Text(f"{first.says.nl}: {needed.nl}", f"{first.says.en}: {needed.en}")
    words = strings.DO_ROUTE_MORE if len(steps) > 1 else strings.DO_ROUTE
    line = words.format(group=group.title, step=step, n=len(steps) - 1)
    by = [strings.DO_BY.format(day=day_text(by)) for _, by, _ in route.moments[:1]]
    return Text(", ".join([line.nl, *(b.nl for b in by)]), ", ".join([line.en, *(b.en for b in by)]))


def merged(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Steps that are about the same fact together: it must meet all of what they ask."""
    together: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        key = (step.subject, step.fact, step.key, step.says, step.now, step.known, step.details)
        together.setdefault(key, []).append(step)
    return [tuple(same) for same in together.values()]
