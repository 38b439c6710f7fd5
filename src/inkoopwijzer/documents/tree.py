"""The conditions of one agreement as a checklist: each said once, its parts inside, repeats as a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from inkoopwijzer.assess.result import AgreementResult, ConditionResult, FactSeen
from inkoopwijzer.documents import strings, strings_conditions, wording
from inkoopwijzer.documents.passages import Passage, passages_of
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict

NEEDS_ATTENTION: Final = (Verdict.not_met, Verdict.for_insurer, Verdict.unknown, Verdict.silent)


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as it is shown: an icon with its colour, and a word."""

    tone: str
    word: Text


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: what it says, its value, whether that helps, and how long it holds."""

    mark: Mark
    says: Text
    value: Text
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Facts that come from the same place on the same day."""

    title: Text
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A condition's value for one whom it is asked of (`element` is empty when it is asked once)."""

    element: Text
    mark: Mark
    reason: Text
    facts: tuple[Source, ...]
    others: tuple[Source, ...]
    parts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A condition in the checklist; `see` names the place where a repeated one is opened instead."""

    anchor: str
    see: str
    says: Text
    marks: tuple[tuple[Mark, int], ...]
    attention: bool
    effort: bool
    evidence: tuple[Text, ...]
    cases: tuple[Case, ...]
    cites: tuple[Passage, ...]
    groups: Text | None = None


def mark_of(verdict: Verdict) -> Mark:
    """How a verdict is shown."""
    return Mark(verdict.value, VERDICT_TEXT[verdict])


def limit_mark(verdict: Verdict) -> Mark:
    """How the verdict of a limit is shown: a limit that holds is what stands in the way."""
    if verdict is Verdict.met:
        return Mark(Verdict.not_met.value, strings_conditions.LIMIT_HOLDS)
    if verdict is Verdict.not_met:
        return Mark(Verdict.met.value, strings_conditions.LIMIT_FREE)
    return mark_of(verdict)


@dataclass
class Checklist:
    """Builds the entries of one agreement and remembers which conditions stand where."""

    result: AgreementResult
    prefix: str
    document: Document | None
    anchors: dict[str, str] = field(default_factory=dict)
    _shown: dict[str, tuple[ConditionResult, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for condition in (*self.result.duties, *self.result.conditions):
            self._name(condition.id)
            self._shown[condition.id] = (condition,)

    def entries(
        self, conditions: Sequence[ConditionResult], mark: Callable[[Verdict], Mark] = mark_of
    ) -> tuple[Entry, ...]:
        """Conditions at the top of the checklist, each opened in full."""
        return tuple(self._entry((c,), mark, top=True) for c in conditions)

    def _name(self, condition: str) -> str:
        return self.anchors.setdefault(condition, f"{self.prefix}-v{len(self.anchors) + 1}")

    def _entry(
        self, same: tuple[ConditionResult, ...], mark: Callable[[Verdict], Mark] = mark_of, top: bool = False
    ) -> Entry:
        """One condition, for each of the elements it is asked of."""
        first = same[0]
        repeated = not top and self._shown.get(first.id) == same
        # A condition asked again of others gets a place of its own, without a name to point at.
        anchor = "" if first.id in self.anchors and not top else self._name(first.id)
        if not repeated:
            self._shown.setdefault(first.id, same)
        verdicts = [c.verdict for c in same]
        return Entry(
            anchor="" if repeated else anchor,
            see=self.anchors[first.id] if repeated else "",
            says=first.says,
            marks=tuple((mark(v), verdicts.count(v)) for v in dict.fromkeys(verdicts)),
            attention=any(v in NEEDS_ATTENTION for v in verdicts),
            effort=first.force == "effort",
            evidence=() if repeated else first.evidence,
            cases=() if repeated else tuple(self._case(c, mark) for c in same),
            cites=() if repeated else passages_of(first.cites, self.result.document, self.document),
            groups=_groups(self.result, first.id) if top else None,
        )

    def _case(self, condition: ConditionResult, mark: Callable[[Verdict], Mark]) -> Case:
        return Case(
            element=condition.element,
            mark=mark(condition.verdict),
            reason=condition.reason,
            facts=tuple(sources(f for f in condition.facts if f.decisive)),
            others=tuple(sources(f for f in condition.facts if not f.decisive)),
            parts=tuple(self._entry(same) for same in siblings(condition.parts)),
        )


def siblings(parts: Iterable[ConditionResult]) -> Iterator[tuple[ConditionResult, ...]]:
    """Parts with the same condition together: one condition asked of several elements."""
    together: dict[str, list[ConditionResult]] = {}
    for part in parts:
        together.setdefault(part.id, []).append(part)
    return (tuple(same) for same in together.values())


def _groups(result: AgreementResult, condition: str) -> Text | None:
    """Which groups require a condition, in words."""
    asking = [g for g in result.groups if condition in g.conditions]
    if not asking:
        return None
    if len(asking) == len(result.groups):
        return strings_conditions.FOR_ALL
    titles = wording.groups_listed([g.title for g in asking], strings.AND)
    return strings_conditions.FOR_GROUPS.format(groups=titles)


def sources(facts: Iterable[FactSeen]) -> Iterator[Source]:
    """Facts by where they come from, in the order in which each source is first named."""
    found = [(_origin(f), f) for f in facts]
    order = list(dict.fromkeys(origin for origin, _ in found))
    found.sort(key=lambda pair: order.index(pair[0]))
    for origin, same in groupby(found, key=lambda pair: pair[0]):
        yield Source(origin, tuple(fact_line(f) for _, f in same))


def _origin(fact: FactSeen) -> Text:
    if fact.source is None:
        return strings_conditions.NOT_IN_DOSSIER
    if fact.seen is None:
        return (strings_conditions.SOURCE_COMPLETE if fact.absent else strings_conditions.SOURCE).format(
            source=fact.source
        )
    words = strings_conditions.SOURCE_COMPLETE_ON if fact.absent else strings_conditions.SOURCE_SEEN
    return words.format(source=fact.source, day=day_text(fact.seen))


def fact_line(fact: FactSeen) -> FactLine:
    """A fact in words, named after its subject where its sentence does not do so itself."""
    says = fact.says
    if fact.subject and fact.subject not in says.nl:
        says = Text(f"{fact.subject}: {says.nl}", f"{fact.subject}: {says.en}")
    notes = []
    if fact.valid_from:
        notes.append(strings_conditions.VALID_FROM.format(day=day_text(fact.valid_from)))
    if fact.valid_until:
        notes.append(strings_conditions.VALID_UNTIL.format(day=day_text(fact.valid_until)))
    if fact.line:
        notes.append(strings_conditions.DOSSIER_LINE.format(n=fact.line))
    return FactLine(mark_of(fact.verdict), wording.capital(says), fact.value, tuple(notes))
