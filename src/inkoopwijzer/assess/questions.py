"""The unknown facts that can still change the outcome, the most telling first; the others are not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.facts_seen import NO, YES, mixed_text, number_text
from inkoopwijzer.assess.gates import Unknown, unknowns_of
from inkoopwijzer.assess.outcome import Solved
from inkoopwijzer.assess.result import Answer, Question
from inkoopwijzer.assess.steps import AS_ASKED, OPPOSITE
from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import Moment
from inkoopwijzer.policy.blocks import DAYS
from inkoopwijzer.policy.tree import Blocks, Compare, FactCompares, FactIs, walk
from inkoopwijzer.values.text import Text, day_text

Where = Mapping[str, tuple[str, ...]]
"""For each fact the conditions that use it."""


def questions(trace: Trace, found: Solved) -> tuple[Question, ...]:
    """The questions of one agreement, by how much an answer narrows the outcome."""
    where = _where_asked(trace)
    asked = [
        q
        for unknown in found.unknowns
        if unknown.sort in ("fact", "list", "hours") and found.matters(unknown)
        for q in _ask(trace, found, unknown, where)
    ]
    order = {fact: at for at, fact in enumerate(catalogue().facts)}
    return tuple(sorted(asked, key=lambda q: (-q.narrows, order.get(q.fact, -1), q.subject, q.key)))


def _ask(trace: Trace, found: Solved, unknown: Unknown, where: Where) -> list[Question]:
    if unknown.sort == "list":
        return [_list_question(found, unknown)]
    left = [found.given(unknown, i) for i in range(len(found.domain(unknown)))]
    if unknown.sort == "hours":
        return _hours_questions(trace, found, unknown, left, where)
    fact = catalogue().facts[unknown.cell[0]]
    subject = next(s for s in trace.case.dossier.subjects[fact.about] if s.id == unknown.subject)
    name = "" if fact.of_the_one else subject.name
    return [
        Question(
            ask=fact.filled(fact.ask, unknown.cell[1:], name or subject.name),
            subject=name,
            fact=fact.id,
            key=unknown.cell[1:],
            when=_when(unknown.moment),
            supplied_by=tuple(catalogue().sources[s].label for s in fact.sources),
            answers=_answers(found, unknown, fact, left),
            narrows=_narrowed(found, left),
            conditions=where.get(fact.id, ()),
        )
    ]


def _when(moment: Moment) -> Text | None:
    """The days that are asked about; None for the day of the assessment."""
    start, end = moment.period.start, moment.period.end
    if moment.mode == "throughout" and not (start and end):
        return Text("de hele looptijd van de overeenkomst", "throughout the term of the agreement")
    if moment.mode == "now" or not (start and end):
        return None
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        days = Text(f"in {start.year}", f"in {start.year}")
    else:
        first, last = day_text(start), day_text(end)
        days = Text(f"van {first.nl} tot en met {last.nl}", f"from {first.en} up to and including {last.en}")
    if moment.mode == "throughout":
        return Text(f"de hele tijd {days.nl}", f"throughout, {days.en}")
    return days


def _list_question(found: Solved, unknown: Unknown) -> Question:
    kind = catalogue().subjects[unknown.cell[0]]
    label = kind.list_name or kind.id
    complete = found.given(unknown, 1)
    return Question(
        ask=Text(
            f"Is de lijst '{label}' in het dossier volledig? Zet dan bij registers '{kind.absent[0]}' op volledig.",
            f"Is the list '{label}' in the dossier complete? Then mark '{kind.absent[0]}' complete under registers.",
        ),
        subject="",
        fact="lijst",
        key=unknown.cell,
        when=None,
        supplied_by=tuple(catalogue().sources[s].label for s in kind.absent),
        answers=(Answer(YES, complete),),
        narrows=_narrowed(found, [complete]),
        conditions=(),
    )


def _hours_questions(
    trace: Trace, found: Solved, unknown: Unknown, left: Sequence[tuple[str, ...]], where: Where
) -> list[Question]:
    """For each location one question about all the days that are not stated."""
    fact = catalogue().facts[unknown.cell[0]]
    asked = []
    for standing in trace.case.standings[fact.about]:
        days = [d for d in DAYS if not isinstance(standing.now.get((fact.id, d)), tuple)]
        if not days:
            continue
        labels = [catalogue().dimensions["dag"].label_of(d) for d in days]
        ask = Text(
            "Wat zijn de openingstijden van locatie {location} op {days}?",
            "What are the opening hours of location {location} on {days}?",
        )
        listed = Text(", ".join(x.nl for x in labels), ", ".join(x.en for x in labels))
        asked.append(
            Question(
                ask=ask.format(location=standing.subject.name, days=listed),
                subject=standing.subject.name,
                fact=fact.id,
                key=tuple(days),
                when=None,
                supplied_by=tuple(catalogue().sources[s].label for s in fact.sources),
                answers=(
                    Answer(Text("genoeg ruime uren", "enough long hours"), left[1]),
                    Answer(Text("niet genoeg", "not enough"), left[0]),
                ),
                narrows=_narrowed(found, left),
                conditions=where.get(fact.id, ()),
            )
        )
    return asked


# --- answers ------------------------------------------------------------------------------------------------------


def _answers(
    found: Solved, unknown: Unknown, fact: Fact, left: Sequence[tuple[str, ...]]
) -> tuple[Answer, ...]:
    domain = found.domain(unknown)
    if unknown.mixed:
        return tuple(
            Answer(mixed_text(fact, value), outcomes)
            for value, outcomes in zip(domain, left, strict=True)
            if isinstance(value, frozenset)
        )
    if fact.type is FactType.yes_no:
        return (Answer(YES, left[1]), Answer(NO, left[0]))
    if fact.type is FactType.choice:
        return tuple(
            Answer(fact.options[str(value)].label, outcomes)
            for value, outcomes in zip(domain, left, strict=True)
        )
    if _linked(found, unknown):
        return ()
    norms = {
        Decimal(side)
        for gate in found.graph.gates
        if unknown in (gate.left, gate.right)
        for side in (gate.left, gate.right)
        if isinstance(side, (int, Decimal))
    }
    return _ranges([Decimal(v) for v in domain if isinstance(v, (int, Decimal))], left, norms)


def _linked(found: Solved, unknown: Unknown) -> bool:
    """Whether the number is held against another number that is not known, so that no figures can be named."""
    gates = found.graph.gates
    return any(unknown in asked and len(asked) > 1 for g in gates if (asked := unknowns_of(g)))


def _ranges(
    values: Sequence[Decimal], left: Sequence[tuple[str, ...]], norms: set[Decimal]
) -> tuple[Answer, ...]:
    """Answers for a number, as ranges within which the outcome is the same; a bound is always a norm."""
    runs: list[tuple[Decimal, Decimal, tuple[str, ...]]] = []
    for value, outcomes in zip(values, left, strict=True):
        if outcomes and runs and runs[-1][2] == outcomes:
            runs[-1] = (runs[-1][0], value, outcomes)
        elif outcomes:
            runs.append((value, value, outcomes))
    lower: list[Text | None] = [None]
    upper: list[Text | None] = []
    for (_, high, _), (low, _, _) in pairwise(runs):
        compare, norm = (Compare.at_most, high) if high in norms else (Compare.below, low)
        upper.append(AS_ASKED[compare].format(norm=number_text(norm)))
        lower.append(AS_ASKED[OPPOSITE[compare]].format(norm=number_text(norm)))
    upper.append(None)
    return tuple(
        Answer(_range_text(low, high), outcomes)
        for low, high, (_, _, outcomes) in zip(lower, upper, runs, strict=False)
    )


def _range_text(low: Text | None, high: Text | None) -> Text:
    if low and high:
        return Text(f"{low.nl}, {high.nl}", f"{low.en}, {high.en}")
    return low or high or Text("elke waarde", "any value")


def _narrowed(found: Solved, answers: Sequence[tuple[str, ...]]) -> float:
    """How much of the uncertainty an answer takes away on average: 0 nothing, 1 all of it."""
    real = [a for a in answers if a]
    spread = len(found.possible) - 1
    if not real or not spread:
        return 0.0
    return round(1 - sum(len(a) - 1 for a in real) / (len(real) * spread), 4)


def _where_asked(trace: Trace) -> Where:
    """For each fact the named conditions of this policy that use it themselves."""
    found: dict[str, dict[str, None]] = {}
    for condition in trace.program.policy.conditions.values():
        for node in walk(condition.node):
            if isinstance(node, (FactIs, FactCompares, Blocks)):
                found.setdefault(node.fact, {})[condition.id] = None
    return {fact: tuple(names) for fact, names in found.items()}
