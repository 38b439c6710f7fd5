"""The register of readings of a policy, and what each answer would change for a set of practices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inkoopwijzer.assess.verdicts import outcome
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.register import OpenQuestion, Sort, register
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Effect:
    """A dossier that gets another outcome under one agreement when the text is read in another way."""

    dossier: str
    file: str
    agreement: str
    title: Text
    default: tuple[str, ...]
    outcome: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The open questions of one policy.

    `effects` holds, by reading and option, whom that option gives another outcome than the default does, all
    other readings at their default; `assessed` is the number of dossiers that were tried.
    """

    policy: Policy
    questions: tuple[OpenQuestion, ...]
    assessed: int
    effects: Mapping[str, Mapping[str, tuple[Effect, ...]]]

    def changed(self, question: OpenQuestion, option: str) -> int:
        """For how many dossiers this option changes an outcome."""
        return len({effect.file for effect in self.effects.get(question.name, {}).get(option, ())})


def read_register(policy: Policy, dossiers: Iterable[Dossier] = ()) -> Register:
    """The open questions of a policy, tried on these dossiers."""
    questions, tried = register(policy), tuple(dossiers)
    effects = {
        question.name: {
            option: tuple(_effects(policy, question, option, tried))
            for option in question.options
            if option != question.default
        }
        for question in questions
        if question.sort is Sort.reading
    }
    return Register(policy, questions, len(tried), effects)


def _effects(
    policy: Policy, question: OpenQuestion, option: str, dossiers: Iterable[Dossier]
) -> Iterable[Effect]:
    for dossier in dossiers:
        for agreement in question.agreements:
            default = outcome(policy, agreement, dossier)
            other = outcome(policy, agreement, dossier, {question.name: option})
            if default != other:
                title = policy.agreements[agreement].title
                yield Effect(dossier.name, dossier.file, agreement, title, default, other)
