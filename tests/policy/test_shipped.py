"""The shipped policies against the documents they cite."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sources import Standing, check_citations
from inkoopwijzer.values.citation import Document

FILES = {
    "salland": "salland-paramedische-zorg-2027.txt",
    "zorg_en_zekerheid": "zorg-en-zekerheid-paramedische-zorg-2027.txt",
}


@pytest.fixture(params=shipped_policies(), ids=lambda p: p.id)
def policy(request: pytest.FixtureRequest) -> Policy:
    found: Policy = request.param
    return found


@pytest.fixture
def document(documents: Path, policy: Policy) -> Document:
    return Document.read(documents / FILES[policy.insurer])


@pytest.mark.needs_documents
def test_every_citation_holds_in_the_document(policy: Policy, document: Document) -> None:
    checked = check_citations(policy.cited(), document)
    assert {c.standing for c in checked} == {Standing.found}
    assert len(checked) >= 50


@pytest.mark.needs_documents
def test_the_document_is_the_one_the_policy_was_written_from(policy: Policy, document: Document) -> None:
    assert document.fingerprint == policy.document.fingerprint


@pytest.mark.needs_documents
def test_a_changed_line_touches_exactly_the_rules_that_cite_it(policy: Policy, document: Document) -> None:
    cited = policy.cited()
    for line in sorted({c.first for _, c in cited}):
        lines = list(document.lines)
        lines[line - 1] += " Hier staat nu iets anders."
        changed = Document.from_text("gewijzigd", "\n".join(lines))
        broken = {
            (c.rule, c.citation) for c in check_citations(cited, changed) if c.standing is not Standing.found
        }
        touched = {(rule, c) for rule, c in cited if c.first <= line <= c.last}
        assert broken == touched


@pytest.mark.needs_documents
def test_no_sentence_of_the_documents_stands_in_the_rules(policy: Policy, document: Document) -> None:
    said = [t.lower() for c in policy.conditions.values() for t in (c.says.nl, c.says.en)]
    for line in document.lines:
        words = line.lower().split()
        for start in range(0, max(0, len(words) - 11)):
            run = " ".join(words[start : start + 12])
            assert not any(run in text for text in said), run
