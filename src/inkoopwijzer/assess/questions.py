"""The unknown facts that can still change the outcome, the most telling first; the others are not asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from inkoopwijzer.assess.blocks import DAYS
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.facts_seen import NO, YES, mixed_text, number_text
from inkoopwijzer.assess.gates import Unknown, unknowns_of
from inkoopwijzer.assess.outcome import Solved
from inkoopwijzer.assess.result import Answer, Question
from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import Moment, Subject
from inkoopwijzer.policy.tree import Blocks, FactCompares, FactIs, Node, walk
from inkoopwijzer.values.text import Text, day_text


def questions(trace: Trace, found: Solved) -> tuple[Question, ...]:
    """The questions of one agreement, by how much an answer narrows the outcome."""
    asked = [
        q
        for unknown in found.unknowns
        if unknown.sort in ("fact", "list", "hours") and found.matters(unknown)
        for q in _ask(trace, found, unknown)
    ]
    order = list(catalogue().facts)
    return tuple(
        sorted(
            asked,
            key=lambda q: (-q.narrows, order.index(q.fact) if q.fact in order else -1, q.subject, q.key),
        )
    )


def _ask(trace: Trace, found: Solved, unknown: Unknown) -> list[Question]:
    if unknown.sort == "list":
        return [_list_question(found, unknown)]
    if unknown.sort == "hours":
        return _hours_questions(trace, found, unknown)
    fact = catalogue().facts[unknown.cell[0]]
    subject = next(s for s in trace.case.dossier.subjects[fact.about] if s.id == unknown.subject)
    name = subject.name if fact.about not in ("praktijk", "markt") else ""
    return [
        Question(
            ask=fact.filled(fact.ask, unknown.cell[1:], name or subject.name),
            subject=name,
            fact=fact.id,
            key=unknown.cell[1:],
            when=_when(unknown.moment),
            supplied_by=tuple(catalogue().sources[s].label for s in fact.sources),
            answers=_answers(trace, found, unknown, fact),
            narrows=_narrows(found, unknown),
            conditions=_where_asked(trace, fact.id),
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
        answers=(Answer(YES, found.given(unknown, 1)),),
        narrows=_narrowed(found, [found.given(unknown, 1)]),
        conditions=(),
    )


def _hours_questions(trace: Trace, found: Solved, unknown: Unknown) -> list[Question]:
    fact = catalogue().facts[unknown.cell[0]]
    asked = []
    for standing in trace.case.standings[fact.about]:
        days = [d for d in DAYS if not isinstance(standing.now.get((fact.id, d)), tuple)]
        if days:
            asked.append(_hours_question(trace, found, unknown, fact, standing.subject, days))
    return asked


def _hours_question(
    trace: Trace, found: Solved, unknown: Unknown, fact: Fact, location: Subject, days: Sequence[str]
) -> Question:
    labels = [catalogue().dimensions["dag"].label_of(d) for d in days]
    nl, en = ", ".join(x.nl for x in labels), ", ".join(x.en for x in labels)
    return Question(
        ask=Text(
            f"Wat zijn de openingstijden van locatie {location.name} op {nl}?",
            f"What are the opening hours of location {location.name} on {en}?",
        ),
        subject=location.name,
        fact=fact.id,
        key=tuple(days),
        when=None,
        supplied_by=tuple(catalogue().sources[s].label for s in fact.sources),
        answers=(
            Answer(Text("genoeg ruime uren", "enough long hours"), found.given(unknown, 1)),
            Answer(Text("niet genoeg", "not enough"), found.given(unknown, 0)),
        ),
        narrows=_narrows(found, unknown),
        conditions=_where_asked(trace, fact.id),
    )


# --- answers ------------------------------------------------------------------------------------------------------


def _answers(trace: Trace, found: Solved, unknown: Unknown, fact: Fact) -> tuple[Answer, ...]:
    domain = found.domain(unknown)
    left = [found.given(unknown, i) for i in range(len(domain))]
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
    return _ranges([Decimal(v) for v in domain if isinstance(v, (int, Decimal))], left)


def _linked(found: Solved, unknown: Unknown) -> bool:
    """Whether the number is held against another number that is not known, so that no figures can be named."""
    gates = found.graph.gates
    return any(unknown in asked and len(asked) > 1 for g in gates if (asked := unknowns_of(g)))


def _ranges(values: Sequence[Decimal], left: Sequence[tuple[str, ...]]) -> tuple[Answer, ...]:
    """Answers for a number, as ranges within which the outcome is the same."""
    runs: list[tuple[Decimal, Decimal, tuple[str, ...]]] = []
    for value, outcomes in zip(values, left, strict=True):
        if not outcomes:
            continue
        if runs and runs[-1][2] == outcomes:
            runs[-1] = (runs[-1][0], value, outcomes)
        else:
            runs.append((value, value, outcomes))
    answers = []
    for i, (_, high, outcomes) in enumerate(runs):
        low = runs[i - 1][1] if i else None
        answers.append(Answer(_range_text(low, high, i == 0, i == len(runs) - 1), outcomes))
    return tuple(answers)


def _range_text(below: Decimal | None, high: Decimal, first: bool, last: bool) -> Text:
    upper = number_text(high)
    if first and last:
        return Text("elke waarde", "any value")
    if first:
        return Text(f"hoogstens {upper.nl}", f"at most {upper.en}")
    assert below is not None
    lower = number_text(below)
    if last:
        return Text(f"meer dan {lower.nl}", f"more than {lower.en}")
    return Text(f"meer dan {lower.nl}, hoogstens {upper.nl}", f"more than {lower.en}, at most {upper.en}")


def _narrows(found: Solved, unknown: Unknown) -> float:
    return _narrowed(found, [found.given(unknown, i) for i in range(len(found.domain(unknown)))])


def _narrowed(found: Solved, answers: Sequence[tuple[str, ...]]) -> float:
    """How much of the uncertainty an answer takes away on average: 0 nothing, 1 all of it."""
    real = [a for a in answers if a]
    spread = len(found.possible) - 1
    if not real or not spread:
        return 0.0
    return round(1 - sum(len(a) - 1 for a in real) / (len(real) * spread), 4)


def _where_asked(trace: Trace, fact: str) -> tuple[str, ...]:
    """The named conditions of this agreement that use a fact themselves."""
    program = trace.program
    return tuple(
        c.id for c in program.policy.conditions.values() if any(_uses(n, fact) for n in walk(c.node))
    )


def _uses(node: Node, fact: str) -> bool:
    return isinstance(node, (FactIs, FactCompares, Blocks)) and node.fact == fact
