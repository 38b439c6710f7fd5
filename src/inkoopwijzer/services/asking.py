"""The questions of all insurers together: each asked once, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inkoopwijzer.assess.result import AgreementResult, Answer, Assessment, Question
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Asker:
    """An agreement for which a question counts, with what each answer leaves there."""

    result: AgreementResult
    question: Question


@dataclass(frozen=True)
class MergedQuestion:
    """One question to the practice, and everyone whose outcome depends on the answer.

    `narrows` is the sum over the agreements: how much of all the uncertainty an answer takes away.
    """

    ask: Text
    subject: str
    fact: str
    key: tuple[str, ...]
    when: Text | None
    supplied_by: tuple[Text, ...]
    askers: tuple[Asker, ...]

    @property
    def narrows(self) -> float:
        """How much an answer narrows the outcomes, all agreements together."""
        return round(sum(asker.question.narrows for asker in self.askers), 4)

    @property
    def answers(self) -> tuple[Text, ...]:
        """The answers that make a difference somewhere, each once."""
        said: dict[str, Text] = {a.value.nl: a.value for asker in self.askers for a in asker.question.answers}
        return tuple(said.values())


def left_by(asker: Asker, answer: Text) -> Answer | None:
    """What this answer leaves at an agreement; None where the answer is divided otherwise."""
    return next((a for a in asker.question.answers if a.value == answer), None)


def merged_questions(assessment: Assessment) -> tuple[MergedQuestion, ...]:
    """The questions of every agreement, the same question once."""
    found: dict[tuple[object, ...], list[Asker]] = {}
    for result in assessment.results:
        for q in result.questions:
            found.setdefault((q.subject, q.fact, q.key, q.when), []).append(Asker(result, q))
    return tuple(sorted(map(_merged, found.values()), key=lambda q: -q.narrows))


def _merged(askers: Iterable[Asker]) -> MergedQuestion:
    all_ = tuple(askers)
    q = all_[0].question
    return MergedQuestion(q.ask, q.subject, q.fact, q.key, q.when, q.supplied_by, all_)
