"""The register of readings: everything a document leaves open, as numbered questions to whoever wrote it.

A question comes from a reading (the text gives more than one answer), from a gap (no reading of its words
settles it), or from a place in the rules where the document does not say what it should.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from inkoopwijzer.policy import entries
from inkoopwijzer.policy.phrases import AND, joined, quoted, say
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import conditions_reached, rules_of
from inkoopwijzer.policy.tree import Ref, Silent, walk
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


class Sort(StrEnum):
    """Where a question comes from."""

    reading = "reading"
    gap = "gap"
    silent = "silent"


@dataclass(frozen=True)
class OpenQuestion:
    """One question that a document leaves open.

    `options` holds the answers that its words allow, `default` the one that the rules use and `because` why;
    they are empty or None when the words give none. `rules` names the conditions, dates and treatments that
    wait for the answer, `agreements` those whose outcome may depend on it.
    """

    number: int
    sort: Sort
    name: str
    question: Text
    matters: Text
    cites: tuple[Citation, ...]
    options: Mapping[str, Text]
    default: str | None
    because: Text | None
    rules: tuple[str, ...]
    agreements: tuple[str, ...]


NO_OPTIONS: Final[Mapping[str, Text]] = {}
WHAT_HOLDS: Final = Text("{said} Wat geldt hier?", "{said} What holds here?")
UNDECIDED: Final = Text(
    "Zolang dit open is, is hierover niets te beslissen: {rules}.",
    "While this is open, nothing can be decided on this: {rules}.",
)
DECIDES: Final = Text("Het antwoord beslist mee over: {rules}.", "The answer helps decide on: {rules}.")
FALLEN_SHORT: Final = Text(
    "Wie tijdens de looptijd niet meer voldoet, weet niet wat er met de overeenkomst gebeurt ({agreements}).",
    "Whoever no longer meets the conditions during the term cannot know what happens to the agreement ({agreements}).",
)


def register(policy: Policy) -> tuple[OpenQuestion, ...]:
    """Every question that the document of this policy leaves open, in the order of the document."""
    found = [*_readings(policy), *_gaps(policy), *_silences(policy)]
    found.sort(key=lambda q: (min((c.first for c in q.cites), default=0), q.sort, q.name))
    return tuple(replace(question, number=number) for number, question in enumerate(found, start=1))


def _readings(policy: Policy) -> Iterator[OpenQuestion]:
    users = entries.uses(policy)
    for reading in policy.readings.values():
        rules = _in_order(policy, users.get(reading.id, frozenset()))
        yield OpenQuestion(
            number=0,
            sort=Sort.reading,
            name=reading.id,
            question=reading.question,
            matters=DECIDES.format(rules=_told(policy, rules)),
            cites=reading.cites,
            options=reading.options,
            default=reading.default,
            because=reading.because,
            rules=rules,
            agreements=_agreements(policy, rules),
        )


def _gaps(policy: Policy) -> Iterator[OpenQuestion]:
    for gap in policy.gaps.values():
        yield _open(Sort.gap, gap.id, gap.question, gap.matters, gap.cites, (), ())


def _silences(policy: Policy) -> Iterator[OpenQuestion]:
    """The places in the rules where the document does not say; those about the same passage are one question."""
    silent = {
        condition.id: [node.says for node in walk(condition.node) if isinstance(node, Silent)]
        for condition in policy.conditions.values()
    }
    whole = [  # what is made of nothing but silent conditions asks one question
        names
        for condition in policy.conditions.values()
        if len(names := {n.condition for n in walk(condition.node) if isinstance(n, Ref)}) > 1
        and all(silent[name] for name in names)
    ]
    silences = [
        (name, said, policy.conditions[name].cites) for name, all_said in silent.items() for said in all_said
    ]
    for same in _together(silences, whole):
        rules = tuple(dict.fromkeys(name for name, _, _ in same))
        matters = UNDECIDED.format(rules=_told(policy, rules))
        yield _open(
            Sort.silent, rules[0], _asked(same), matters, _cites(same), rules, _agreements(policy, rules)
        )
    fallen = [
        (agreement.id, shortfall.says, shortfall.cites)
        for agreement in policy.agreements.values()
        for shortfall in agreement.shortfall
        if shortfall.silent
    ]
    for same in _together(fallen):
        agreed = tuple(dict.fromkeys(name for name, _, _ in same))
        titles = joined((policy.agreements[name].title for name in agreed), AND)
        matters = FALLEN_SHORT.format(agreements=titles)
        yield _open(Sort.silent, agreed[0], _asked(same), matters, _cites(same), (), agreed)


Silence = tuple[str, Text, tuple[Citation, ...]]
"""Who is silent, in which words, about which passages."""


def _together(silences: Iterable[Silence], whole: Iterable[set[str]] = ()) -> list[list[Silence]]:
    """Silences in the same words, about a passage in common, or in one of these wholes belong together."""
    found: list[list[Silence]] = []
    for silence in silences:
        near = [group for group in found if any(_near(silence, other, whole) for other in group)]
        for group in near:
            found.remove(group)
        found.append([*(member for group in near for member in group), silence])
    return found


def _near(one: Silence, other: Silence, whole: Iterable[set[str]]) -> bool:
    if any({one[0], other[0]} <= names for names in whole):
        return True
    spans = {(c.first, c.last) for c in one[2]} & {(c.first, c.last) for c in other[2]}
    return one[1] == other[1] or bool(spans)


def _asked(silences: Sequence[Silence]) -> Text:
    said = list(dict.fromkeys(says for _, says, _ in silences))
    return WHAT_HOLDS.format(said=Text(" ".join(s.nl for s in said), " ".join(s.en for s in said)))


def _cites(silences: Sequence[Silence]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite for _, _, cites in silences for cite in cites))


def _open(
    sort: Sort,
    name: str,
    question: Text,
    matters: Text,
    cites: tuple[Citation, ...],
    rules: tuple[str, ...],
    agreements: tuple[str, ...],
) -> OpenQuestion:
    """A question without answers to choose from."""
    return OpenQuestion(0, sort, name, question, matters, cites, NO_OPTIONS, None, None, rules, agreements)


def _in_order(policy: Policy, names: frozenset[str]) -> tuple[str, ...]:
    """The names in the order of the policy."""
    known = [*policy.conditions, *policy.calendar, *policy.treatments]
    return tuple(name for name in known if name in names)


def _told(policy: Policy, names: Iterable[str]) -> Text:
    """The sentences of these rules."""
    sentences = []
    for name in names:
        entry = entries.named(policy, name)
        if entry is not None:
            sentences.append(quoted(entries.says(entry[1])))
    return joined(sentences, AND) if sentences else Text("-", "-")


def _agreements(policy: Policy, rules: Iterable[str]) -> tuple[str, ...]:
    """The agreements whose outcome rests on one of these rules."""
    wanted = set(rules)
    return tuple(
        agreement.id
        for agreement in policy.agreements.values()
        if not wanted.isdisjoint(conditions_reached(policy, rules_of(agreement)))
    )


def summary(questions: Sequence[OpenQuestion]) -> Text:
    """How many questions there are, and of which sort."""
    count = {sort: sum(q.sort is sort for q in questions) for sort in Sort}
    return say(
        "{n} vragen: {readings} met meer dan één antwoord in de tekst, {open} zonder antwoord in de tekst",
        "{n} questions: {readings} with more than one answer in the text, {open} with no answer in the text",
        n=len(questions),
        readings=count[Sort.reading],
        open=count[Sort.gap] + count[Sort.silent],
    )
