"""The questions of an agreement: the most telling in full, the others by where the answer is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inkoopwijzer.assess.result import AgreementResult, Question
from inkoopwijzer.documents import strings, wording
from inkoopwijzer.values.text import Text

IN_FULL: Final = 5

Asked = tuple[Question, tuple[tuple[Text, Text], ...]]
"""A question with its answers and what each leaves; no answers where none of them alone changes anything."""


def questions_of(result: AgreementResult) -> tuple[Asked, ...]:
    """Every question with what each answer leaves, in words."""
    return tuple((q, _answers(result, q)) for q in result.questions)


def _answers(result: AgreementResult, question: Question) -> tuple[tuple[Text, Text], ...]:
    left = [a for a in question.answers if a.possible]
    if all(a.possible == result.possible for a in left):
        return ()
    titles = result.group_titles
    return tuple((wording.capital(a.value), wording.outcome(a.possible, titles)) for a in left)


def by_place(asked: Sequence[Asked]) -> tuple[tuple[Text, tuple[Asked, ...]], ...]:
    """Questions by who supplies the answer, so that one look in a register answers several."""
    places: dict[tuple[Text, ...], list[Asked]] = {}
    for one in asked:
        places.setdefault(one[0].supplied_by, []).append(one)
    return tuple((_place(suppliers), tuple(same)) for suppliers, same in places.items())


def _place(suppliers: tuple[Text, ...]) -> Text:
    if not suppliers:
        return strings.QUESTIONS_ELSEWHERE
    return strings.QUESTIONS_FROM.format(place=wording.listed(suppliers, strings.OR))
