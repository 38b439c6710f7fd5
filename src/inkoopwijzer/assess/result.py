"""What an assessment says: typed, complete, and the same for a terminal, a page and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.policy.policy import NONE, Group
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

NOBODY = Text("", "")
"""Stands for the element of a condition that is asked once."""


@dataclass(frozen=True, slots=True)
class FactSeen:
    """A fact that a condition rests on: what it says, its value, and where that came from.

    `verdict` is met, not_met or unknown for this fact alone; `decisive` says whether the condition's value
    rests on it. `absent` marks a "no" that follows from a register seen complete.
    """

    subject: str
    fact: str
    key: tuple[str, ...]
    says: Text
    value: Text
    verdict: Verdict
    decisive: bool
    source: Text | None = None
    seen: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    absent: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """The value of one condition, why, on which facts, and where the document says it.

    `parts` names the conditions it is made of. `element` names whom or what it is about, for a condition that
    is asked of each therapist, cooperative or specialisation. `guard` marks a part that does not have to be met:
    it says for whom, or when, the rest binds.
    """

    id: str
    says: Text
    verdict: Verdict
    reason: Text
    force: str
    evidence: tuple[Text, ...]
    cites: tuple[Citation, ...]
    facts: tuple[FactSeen, ...]
    parts: tuple[ConditionResult, ...]
    element: Text = NOBODY
    guard: bool = False


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group with the value of its conditions together; `capped_by` names caps that rule it out."""

    id: str
    title: Text
    verdict: Verdict
    conditions: tuple[str, ...]
    failing: tuple[str, ...]
    unknown: tuple[str, ...]
    capped_by: tuple[str, ...]


def outcome_titles(groups: Iterable[Group | GroupResult]) -> dict[str, Text]:
    """The words for each outcome of an agreement with these groups, `geen` included."""
    return {g.id: g.title for g in groups} | {NONE: Text("geen overeenkomst", "no agreement")}


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer to a question and the outcomes that it leaves."""

    value: Text
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown fact that can still change the outcome: whom to ask, and what each answer leaves.

    `narrows` is between 0 (no answer alone narrows the outcome) and 1 (every answer settles it).
    """

    ask: Text
    subject: str
    fact: str
    key: tuple[str, ...]
    when: Text | None
    supplied_by: tuple[Text, ...]
    answers: tuple[Answer, ...]
    narrows: float
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change in a route: the fact, what it is now and what it must become.

    `known` is False when the fact is not known now: it may already be so. `details` says what a new agreement
    or cooperative must be like.
    """

    says: Text
    subject: str
    fact: str
    key: tuple[str, ...]
    now: Text
    needed: Text
    known: bool
    condition: str
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A smallest set of changes that leads to a better group.

    `needs_insurer` is set when the insurer must also decide in the provider's favour. `by` and `effect` come
    from the policy where it names a moment; `until` is the last day on which the route still helps, where the
    policy ends it.
    """

    group: str
    steps: tuple[Step, ...]
    needs_insurer: bool
    moments: tuple[tuple[Text, date, date], ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why a better group is out of reach: a condition that no change of the provider can meet."""

    group: str
    condition: str
    says: Text
    because: Text


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """A place where the text can be read in another way, and what that would make of the outcome."""

    id: str
    question: Text
    chosen: str
    because: Text
    cites: tuple[Citation, ...]
    options: Mapping[str, Text]
    outcomes: Mapping[str, tuple[str, ...]]

    @property
    def matters(self) -> bool:
        """Whether another option leads to another outcome."""
        return len({tuple(o) for o in self.outcomes.values()}) > 1


@dataclass(frozen=True, slots=True)
class RemarkResult:
    """A reservation, or something the document refers to that is not here and was not assessed."""

    id: str
    says: Text
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Expiry:
    """A fact or a rule that the outcome rests on and that ends within the term of the agreement."""

    says: Text
    subject: str
    until: date


@dataclass(frozen=True, slots=True)
class EntryResult:
    """A way in which a provider comes to have an agreement, and whether it is this provider's.

    `action` is False when nothing needs to be done; `milestones` names the dates of the policy that go with it.
    """

    id: str
    says: Text
    verdict: Verdict
    action: bool
    milestones: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class AgreementResult:
    """One agreement of one insurer for one provider: the groups still possible, and everything behind it.

    `possible` lists group ids best first, with `geen` for no agreement; `exact` is True when each of them is
    reached by some completion of the unknown facts. `applies` is the value of the agreement's scope. `entry`
    holds the ways to come to have it, `shortfall` what the document says follows when its conditions are no
    longer met during the term. `unlisted` is True when the agreement is for a profession of which the dossier
    lists nobody, while its list may be incomplete. Then, and when the agreement is for others, only its scope
    is explained, no questions and routes are looked for, and (when unlisted) `exact` is False.
    """

    insurer: str
    insurer_name: str
    policy: str
    policy_hash: str
    document: str
    agreement: str
    title: Text
    term: tuple[date, date]
    on: date
    applies: Verdict
    possible: tuple[str, ...]
    exact: bool
    groups: tuple[GroupResult, ...]
    conditions: tuple[ConditionResult, ...]
    duties: tuple[ConditionResult, ...]
    questions: tuple[Question, ...]
    routes: tuple[Route, ...]
    barriers: tuple[Barrier, ...]
    readings: tuple[ReadingEffect, ...]
    reservations: tuple[RemarkResult, ...]
    externals: tuple[RemarkResult, ...]
    expiries: tuple[Expiry, ...]
    entry: tuple[EntryResult, ...] = ()
    shortfall: tuple[RemarkResult, ...] = ()
    addendum_to: str | None = None
    unlisted: bool = False

    @property
    def group_titles(self) -> dict[str, Text]:
        """The words for each outcome, `geen` included."""
        return outcome_titles(self.groups)


@dataclass(frozen=True, slots=True)
class EndedAgreement:
    """An agreement whose term was over on the day asked for: it may have been this provider's."""

    insurer: str
    insurer_name: str
    policy: str
    agreement: str
    title: Text
    end: date


@dataclass(frozen=True)
class Assessment:
    """One provider against every policy asked for; `ended` holds agreements that were over on that day."""

    name: str
    file: str
    results: tuple[AgreementResult, ...]
    ended: tuple[EndedAgreement, ...] = ()

    @property
    def shown(self) -> tuple[AgreementResult, ...]:
        """The agreements to speak of: those that are, or may well be, meant for this provider."""
        return tuple(r for r in self.results if r.applies is not Verdict.not_met and not r.unlisted)

    @property
    def perhaps(self) -> tuple[AgreementResult, ...]:
        """The agreements for professions of which the dossier lists nobody, while its list may be incomplete."""
        return tuple(r for r in self.results if r.unlisted)

    @property
    def for_others(self) -> tuple[AgreementResult, ...]:
        """The agreements that are meant for other providers."""
        return tuple(r for r in self.results if r.applies is Verdict.not_met)
