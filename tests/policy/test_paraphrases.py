"""The lines beside the rules: paraphrased, never copied, and no expectation left unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from inkoopwijzer.policy.lines import ClassifiedLines, LineClass
from inkoopwijzer.policy.package import load_lines, shipped, shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.text import Text
from tests.policy.test_shipped import FILES

LONGEST = 300
RUN = 7
"""This many words of a document in a row would be a copy."""

Shipped = tuple[Policy, tuple[ClassifiedLines, ...]]
SHIPPED: tuple[Shipped, ...] = tuple(
    (policy, load_lines(directory, policy))
    for policy, (_, _, directory) in zip(shipped_policies(), shipped(), strict=True)
)


def words(text: str) -> list[str]:
    """The words as they are said, without signs."""
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of `RUN` words."""
    said = words(text)
    return {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}


def copied(texts: Iterable[Text], document: str) -> list[str]:
    """The runs of words that stand in the document as well."""
    there = runs(document)
    return sorted({" ".join(run) for t in texts for said in (t.nl, t.en) for run in runs(said) & there})


def paraphrases(policy: Policy, lines: Iterable[ClassifiedLines]) -> list[Text]:
    """What is said of lines and of expectations."""
    said = [one.says for one in lines if one.says]
    for expectation in policy.expectations.values():
        said += [expectation.theme, expectation.says, expectation.ask]
    return said


def unasked(policy: Policy, lines: Iterable[ClassifiedLines]) -> list[int]:
    """The first lines of expectations that neither a question nor a condition of the package carries."""
    carriers = [e.cites for e in policy.expectations.values()]
    carriers += [c.cites for c in policy.conditions.values() if c.id in duties(policy)]
    carried = {line for cites in carriers for c in cites for line in range(c.first, c.last + 1)}
    return [
        one.first
        for one in lines
        if one.line_class is LineClass.expectation and not carried & set(range(one.first, one.last + 1))
    ]


def duties(policy: Policy) -> set[str]:
    """The conditions that bind but decide no group."""
    return {duty for agreement in policy.agreements.values() for duty in agreement.duties}


@pytest.mark.parametrize(("policy", "lines"), SHIPPED, ids=lambda x: x.id if isinstance(x, Policy) else "")
def test_every_expectation_of_the_document_is_asked_about_or_a_duty(
    policy: Policy, lines: tuple[ClassifiedLines, ...]
) -> None:
    assert any(one.line_class is LineClass.expectation for one in lines)
    assert unasked(policy, lines) == []


def test_an_expectation_that_nothing_asks_about_is_found() -> None:
    policy, lines = SHIPPED[0]
    planted = ClassifiedLines(201, 201, LineClass.expectation, Text("Iets.", "Something."))
    assert unasked(policy, (*lines, planted)) == [201]


@pytest.mark.parametrize(("policy", "lines"), SHIPPED, ids=lambda x: x.id if isinstance(x, Policy) else "")
def test_every_paraphrase_is_a_line_and_not_a_story(
    policy: Policy, lines: tuple[ClassifiedLines, ...]
) -> None:
    said = [one.says for one in lines if one.says]
    assert len(said) > 50
    assert [t.nl for t in said if max(len(t.nl), len(t.en)) > LONGEST] == []
    assert [t.nl for t in paraphrases(policy, lines) if t.nl == t.en and " " in t.nl] == []


@pytest.mark.needs_documents
@pytest.mark.parametrize(("policy", "lines"), SHIPPED, ids=lambda x: x.id if isinstance(x, Policy) else "")
def test_no_paraphrase_copies_the_document(
    policy: Policy, lines: tuple[ClassifiedLines, ...], documents: Path
) -> None:
    text = (documents / FILES[policy.insurer]).read_text("utf-8")
    assert copied(paraphrases(policy, lines), text) == []


def test_a_copied_run_is_found() -> None:
    document = "Wij vinden dat u dit jaar iets heel anders moet doen."
    short = Text("Wij vinden dat u dit jaar iets", "We think")
    assert copied([short], document) == ["wij vinden dat u dit jaar iets"]
    assert copied([Text("Wij vinden dat u dit jaar wat", "We think")], document) == []
