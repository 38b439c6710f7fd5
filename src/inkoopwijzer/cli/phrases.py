"""What an assessment says, in the few words that fit on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inkoopwijzer.assess.result import (
    AgreementResult,
    Barrier,
    ConditionResult,
    FactSeen,
    Route,
    Step,
)
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Lang, Text, day_text
from inkoopwijzer.values.verdict import Verdict

GOOD, PARTLY, OPEN, BAD, DIM = "bold green", "bold cyan", "bold yellow", "bold red", "dim"

MARKS: Final = {
    Verdict.met: ("✓", "green"),
    Verdict.not_met: ("✗", "red"),
    Verdict.unknown: ("?", "yellow"),
    Verdict.for_insurer: ("!", "magenta"),
    Verdict.not_applicable: ("-", "dim"),
    Verdict.silent: ("~", "magenta"),
}
"""The sign and style of each verdict; the word always stands beside them."""

MANY_FACTS: Final = 3
SHORT: Final = 130
"""A reason with more facts, or longer, is for `explain`; at a glance what is needed says more."""

_YES: Final = "yes"


def both(nl: Iterable[str], en: Iterable[str], between: str) -> Text:
    """Pieces joined in each language."""
    return Text(between.join(nl), between.join(en))


def join(texts: Sequence[Text], between: str = ", ") -> Text:
    """Texts joined in each language."""
    return both((t.nl for t in texts), (t.en for t in texts), between)


def outcomes(result: AgreementResult, ids: Sequence[str]) -> Text:
    """Outcomes in words: `Tariefgroep A, B of C, of geen overeenkomst`."""
    return wording.outcome(ids, result.group_titles)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outcome stands: the style of its colour and the words that say the same."""

    style: str
    says: Text


def standing(result: AgreementResult) -> Standing:
    """Whether the outcome is the best, not the best, none, or still open."""
    possible = result.possible
    if result.applies is Verdict.not_met:
        return Standing(BAD, Text("niet voor deze praktijk", "not for this practice"))
    if len(possible) > 1:
        if result.questions:
            return Standing(
                OPEN, Text("hangt af van wat nog onbekend is", "depends on what is still unknown")
            )
        if not result.exact:
            says = Text("te veel onbekend om precies te zeggen", "too much unknown to say precisely")
            return Standing(OPEN, says)
        return Standing(OPEN, Text("hangt af van de verzekeraar", "depends on the insurer"))
    if possible == (NONE,):
        return Standing(
            BAD, Text("geen enkele groep is haalbaar met deze feiten", "no group fits these facts")
        )
    if possible[0] == result.groups[0].id:
        return Standing(GOOD, Text("het beste dat er is", "the best there is"))
    return Standing(PARTLY, Text("niet het beste dat er is", "not the best there is"))


def next_better(result: AgreementResult) -> str | None:
    """The group just above the best outcome that is possible; None when that is the best group."""
    order = [g.id for g in result.groups]
    at = len(order) if result.possible[0] == NONE else order.index(result.possible[0])
    return order[at - 1] if at else None


def failing(result: AgreementResult, group: str) -> list[ConditionResult]:
    """The conditions that keep a group out of reach, as deep as the cause is clear."""
    found = next(g for g in result.groups if g.id == group)
    tops = {c.id: c for c in result.conditions}
    if result.applies is Verdict.not_met:
        return [result.conditions[0]]
    listed = [d for name in found.failing if name in tops for d in _deepest(tops[name])]
    listed += [tops[c] for c in found.capped_by if c in tops and tops[c].verdict is Verdict.met]
    return list({(c.id, c.element): c for c in listed}.values())


def _deepest(condition: ConditionResult) -> list[ConditionResult]:
    """Below an `all` the parts that fail; where every part fails, one of them may suffice: the whole."""
    asked = [p for p in condition.parts if not p.guard]
    wrong = [p for p in asked if p.verdict is Verdict.not_met]
    if wrong and (len(wrong) < len(asked) or len(asked) < len(condition.parts)):
        return [d for p in wrong for d in _deepest(p)]
    return [condition]


def because(result: AgreementResult, barrier: Barrier) -> Text:
    """Why a barrier stands, from the deepest condition that fails."""
    for condition in all_of((*result.conditions, *result.duties)):
        if condition.id == barrier.condition and condition.parts:
            wrong = [
                p
                for p in all_of(condition.parts)
                if p.verdict is Verdict.not_met and not p.parts and not p.guard
            ]
            if wrong:
                return join([p.reason for p in wrong[:2]], " ")
    return barrier.because


def all_of(conditions: Sequence[ConditionResult]) -> Iterator[ConditionResult]:
    """The conditions and everything they are made of, top first."""
    for condition in conditions:
        yield condition
        yield from all_of(condition.parts)


def weighed(conditions: Iterable[ConditionResult]) -> list[ConditionResult]:
    """The conditions that only the insurer can answer, or of which the document says nothing."""
    found: dict[str, ConditionResult] = {}
    stack = list(conditions)[::-1]
    while stack:
        condition = stack.pop()
        open_ = condition.verdict in (Verdict.for_insurer, Verdict.silent)
        if open_ and not any(p.verdict is condition.verdict for p in condition.parts):
            found.setdefault(condition.id, condition)
        stack += condition.parts[::-1]
    return list(found.values())


def name(condition: ConditionResult) -> str:
    """The condition's name as people say it, with whom it is about."""
    words = condition.id.replace("_", " ")
    return f"{words} ({condition.element.nl})" if condition.element else words


def why(condition: ConditionResult) -> Text:
    """Why a condition is not met, as short as it can be: the facts, or else what is needed."""
    reason = condition.reason
    facts = reason.nl.count("; ") + 1
    if not condition.parts and facts < MANY_FACTS and len(reason.nl) <= SHORT:
        return Text(f": {reason.nl}", f": {reason.en}")
    needed = wording.lead(condition.says)
    return Text(f"; nodig: {_lower(needed.nl)}", f"; needed: {_lower(needed.en)}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def route_for(result: AgreementResult) -> Route | None:
    """The route to show first: the shortest to a better group, or to be sure of the best that is possible."""
    order = [g.id for g in result.groups]
    best = len(order) if result.possible[0] == NONE else order.index(result.possible[0])
    open_ = len(result.possible) > 1
    wanted = [r for r in result.routes if (r.group == order[best] if open_ and best < len(order) else True)]
    return min(wanted, key=lambda r: (len(r.steps), order.index(r.group)), default=None)


def same_fact(route: Route) -> list[list[Step]]:
    """The steps of a route, those about one fact together."""
    merged: dict[tuple[str, str, tuple[str, ...], str], list[Step]] = {}
    for step in route.steps:
        merged.setdefault((step.subject, step.fact, step.key, step.says.nl), []).append(step)
    return list(merged.values())


def steps(route: Route) -> list[Text]:
    """The steps of a route in words; what is asked of one fact is said in one line."""
    return [_step(same) for same in same_fact(route)]


def _step(same: list[Step]) -> Text:
    step = same[0]

    def told(lang: Lang) -> str:
        says, now = step.says.to(lang).rstrip("."), step.now.to(lang)
        needed = (" en " if lang == "nl" else " and ").join(dict.fromkeys(s.needed.to(lang) for s in same))
        now = f"({'nu' if lang == 'nl' else 'now'}: {now})"
        if step.details:
            return says
        return f"{says} {now}" if step.needed.en == _YES else f"{says}: {needed} {now}"

    return Text(told("nl"), told("en"))


def deadline(by: date, effect: date) -> Text:
    """By when, and from when it counts."""
    a, b = day_text(by), day_text(effect)
    return Text(f"uiterlijk {a.nl}, telt vanaf {b.nl}", f"by {a.en}, counts from {b.en}")


def lines_of(cite: Citation) -> Text:
    """Section and lines of a citation."""
    if cite.first == cite.last:
        return Text(f"{cite.section}, regel {cite.first}", f"{cite.section}, line {cite.first}")
    span = f"{cite.first}-{cite.last}"
    return Text(f"{cite.section}, regels {span}", f"{cite.section}, lines {span}")


def provenance(fact: FactSeen) -> Text:
    """Where a fact comes from: source, day, line in the dossier, until when; empty if not known."""
    parts: list[Text] = []
    if fact.source is not None:
        parts.append(fact.source)
    if fact.seen is not None:
        parts.append(_dated("gezien", "seen", fact.seen))
    if fact.absent:
        parts.append(Text("staat niet in dit volledige register", "not in this complete register"))
    if fact.valid_from is not None:
        parts.append(_dated("van", "from", fact.valid_from))
    if fact.valid_until is not None:
        parts.append(_dated("tot en met", "until", fact.valid_until))
    if fact.line:
        parts.append(Text(f"regel {fact.line} van het dossier", f"line {fact.line} of the dossier"))
    return join(parts)


def _dated(nl: str, en: str, day: date) -> Text:
    text = day_text(day)
    return Text(f"{nl} {text.nl}", f"{en} {text.en}")


def counted(number: int, one: Text, more: Text) -> Text:
    """`1 question`, `3 questions`."""
    word = one if number == 1 else more
    return Text(f"{number} {word.nl}", f"{number} {word.en}")
