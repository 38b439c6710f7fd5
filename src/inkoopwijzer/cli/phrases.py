"""What an assessment says, in the few words that fit on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from os.path import commonprefix
from typing import Final

from inkoopwijzer.assess.facts_seen import day_text
from inkoopwijzer.assess.result import AgreementResult, ConditionResult, FactSeen, Route, Step
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import LANGUAGES, Lang, Text
from inkoopwijzer.values.verdict import Verdict

NONE: Final = "geen"
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

_OR = Text("of", "or")
_YES, _NO = "yes", "no"


def both(nl: Iterable[str], en: Iterable[str], between: str) -> Text:
    """Pieces joined in each language."""
    return Text(between.join(nl), between.join(en))


def join(texts: Sequence[Text], between: str = ", ") -> Text:
    """Texts joined in each language."""
    return both((t.nl for t in texts), (t.en for t in texts), between)


def either(texts: Sequence[Text]) -> Text:
    """`a, b or c`."""
    if len(texts) < 2:
        return texts[0] if texts else Text("", "")
    head = join(texts[:-1])
    return Text(f"{head.nl} {_OR.nl} {texts[-1].nl}", f"{head.en} {_OR.en} {texts[-1].en}")


def outcomes(result: AgreementResult, ids: Sequence[str]) -> Text:
    """Outcomes in words; what all their names begin with is said once: `Tariefgroep A, B of C`."""
    titles = [result.group_titles[i] for i in ids]
    groups = [t for t, i in zip(titles, ids, strict=True) if i != NONE]

    def shortened(lang: Lang) -> list[str]:
        names = [t.to(lang) for t in groups]
        prefix = commonprefix(names)
        cut = prefix.rfind(" ") + 1
        return names if len(names) < 2 else [names[0], *(name[cut:] for name in names[1:])]

    short = [Text(nl, en) for nl, en in zip(shortened("nl"), shortened("en"), strict=True)]
    return either(short + titles[len(groups) :])


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
            return Standing(OPEN, Text("hangt af van wat nog onbekend is", "depends on what is still unknown"))
        if not result.exact:
            says = Text("te veel onbekend om precies te zeggen", "too much unknown to say precisely")
            return Standing(OPEN, says)
        return Standing(OPEN, Text("hangt af van de verzekeraar", "depends on the insurer"))
    if possible == (NONE,):
        return Standing(BAD, Text("geen enkele groep is haalbaar met deze feiten", "no group fits these facts"))
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
    wrong = [p for p in condition.parts if p.verdict is Verdict.not_met]
    if wrong and len(wrong) < len(condition.parts):
        return [d for p in wrong for d in _deepest(p)]
    return [condition]


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
    return f"{words} ({condition.element})" if condition.element else words


def why(condition: ConditionResult) -> Text:
    """Why a condition has its value; its own words where the reason only counts parts."""
    return condition.says if condition.parts else condition.reason


def route_for(result: AgreementResult) -> Route | None:
    """The route to show first: the shortest to a better group, or to be sure of the best that is possible."""
    order = [g.id for g in result.groups]
    best = len(order) if result.possible[0] == NONE else order.index(result.possible[0])
    open_ = len(result.possible) > 1
    wanted = [r for r in result.routes if (r.group == order[best] if open_ and best < len(order) else True)]
    return min(wanted, key=lambda r: (len(r.steps), order.index(r.group)), default=None)


def steps(route: Route) -> list[Text]:
    """The steps of a route; what is asked of one fact is said in one line."""
    merged: dict[tuple[str, str, tuple[str, ...], str], list[Step]] = {}
    for step in route.steps:
        merged.setdefault((step.subject, step.fact, step.key, step.says.nl), []).append(step)
    return [_step(same) for same in merged.values()]


def _step(same: list[Step]) -> Text:
    step = same[0]

    def told(lang: Lang) -> str:
        says, now = step.says.to(lang).rstrip("."), step.now.to(lang)
        needed = (" en " if lang == "nl" else " and ").join(dict.fromkeys(s.needed.to(lang) for s in same))
        now = f"({'nu' if lang == 'nl' else 'now'}: {now})"
        if step.details:
            return says
        return f"{says} {now}" if step.needed.en == _YES else f"{says}: {needed} {now}"

    return both(*([told(lang)] for lang in LANGUAGES), between="")


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
    """Where a fact comes from: source, day, line in the dossier, until when; empty if nothing is known of it."""
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
