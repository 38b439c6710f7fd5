"""Every line of a document is accounted for, and what is not is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.policy.coverage import Account, Coverage, check_lines, cover, standing_counts
from inkoopwijzer.policy.lines import ClassifiedLines, LineClass
from inkoopwijzer.policy.package import load_lines, load_policy, shipped
from inkoopwijzer.policy.sources import Standing
from inkoopwijzer.values.citation import Document
from tests.policy.paper import LINES, PAPER, classify, document, policy, text
from tests.policy.test_shipped import FILES

POLICY = policy()
CLASSIFIED = classify()


def covered(paper: Document = PAPER, lines: tuple[ClassifiedLines, ...] = CLASSIFIED) -> Coverage:
    return cover(POLICY, lines, paper)


def open_lines(coverage: Coverage) -> list[int]:
    return [line.number for line in coverage.open]


def test_a_whole_document_is_accounted_for() -> None:
    found = covered()
    assert found.complete
    assert found.share == 1
    assert found.said == len(PAPER.content)
    assert sum(found.accounts().values()) == 100
    assert found.accounts()[Account.blank] == 4


def test_each_line_tells_what_cites_it() -> None:
    lines = covered().lines
    assert lines[9].cited_by == ("norm maximum",)
    assert lines[89].cited_by == ("basis",)
    assert set(lines[98].cited_by) == {"mag_wijzigen", "tarieven", "gap halverwege"}
    assert lines[6].cited_by == ()


def test_a_line_that_is_cited_and_classified_counts_as_cited() -> None:
    found = covered()
    line = found.lines[27]
    assert line.account is Account.cited
    assert line.classified is not None
    assert line.classified.line_class is LineClass.example
    assert found.classes()[LineClass.example] == 0


def test_classes_are_counted_in_lines_that_say_something() -> None:
    classes = covered().classes()
    assert classes[LineClass.contents] == 3
    assert classes[LineClass.external] == 8
    assert sum(classes.values()) == covered().accounts()[Account.classified]


@pytest.mark.parametrize(
    "left_out", ["- {lines: 7, class: background}\n", "- {lines: 11, class: background}\n"]
)
def test_a_line_that_is_left_out_is_told(left_out: str) -> None:
    found = covered(lines=classify(LINES.replace(left_out, "")))
    assert open_lines(found) == [int(left_out.split()[2].strip(","))]
    assert not found.complete


def test_a_changed_sentence_in_a_classified_line_is_told() -> None:
    found = covered(document({13: "Men streeft nu naar iets heel anders."}))
    assert [(c.lines.span, c.checked.standing) for c in found.changed] == [((13, 13), Standing.changed)]
    assert open_lines(found) == [13]
    assert not found.complete


def test_a_changed_sentence_under_a_rule_is_told_as_a_rule() -> None:
    found = covered(document({26: "Hier staat nu iets heel anders."}))
    assert [c.rule for c in found.broken] == ["index"]
    assert found.changed == ()
    assert open_lines(found) == [26]


def test_a_new_line_is_open_and_what_moved_with_it_is_not() -> None:
    lines = text().split("\n")
    lines.insert(50, "Een nieuwe bepaling die nergens vandaan komt.")
    found = covered(Document.from_text("fictief.txt", "\n".join(lines)))
    assert open_lines(found) == [51]
    assert (found.broken, found.changed) == ((), ())
    counts = standing_counts(one.checked for one in found.classified)
    assert counts[Standing.moved] > 0 == counts[Standing.changed]


def test_a_passage_outside_the_document_is_told() -> None:
    beyond = ClassifiedLines(120, 130, LineClass.background, hash="0" * 16)
    found = covered(lines=(*CLASSIFIED, beyond))
    assert found.outside == (beyond,)
    assert found.changed == ()
    assert not found.complete


def test_a_passage_of_blank_lines_only_is_told() -> None:
    nothing = ClassifiedLines(81, 81, LineClass.background, hash="0" * 16)
    found = covered(lines=(*CLASSIFIED, nothing))
    assert found.empty == (nothing,)
    assert found.changed == ()
    assert not found.complete


def test_without_any_classification_only_the_rules_account_for_lines() -> None:
    found = covered(lines=())
    assert {line.account for line in found.lines} == {Account.blank, Account.cited, Account.open}


def test_an_empty_document_has_nothing_to_account_for() -> None:
    found = cover(POLICY, (), Document.from_text("leeg.txt", "\n\n"))
    assert found.open == ()
    assert found.share == 1
    assert not found.complete  # no citation holds


@given(st.sets(st.sampled_from(PAPER.content), max_size=8))
def test_exactly_the_lines_that_changed_or_lost_their_passage_are_open(changed: set[int]) -> None:
    found = covered(document({n: f"Op {n} staat nu wat anders: {n * n}." for n in changed}))
    for line in found.lines:
        spans = [c.citation for c in found.cited] + [c.checked.citation for c in found.classified]
        whole = [s for s in spans if s.first <= line.number <= s.last]
        kept = any(not changed & set(range(s.first, s.last + 1)) for s in whole)
        assert line.blank or (line.account is Account.open) is not kept


def test_the_standing_of_each_classified_passage_is_told() -> None:
    checked = check_lines(CLASSIFIED, POLICY, document({1: "Een andere titel"}))
    lost = [one for one in checked if one.now is None]
    assert [one.lines.span for one in lost] == [(1, 1)]


# --- the shipped packages ---------------------------------------------------------------------------------


@pytest.mark.needs_documents
@pytest.mark.parametrize("insurer", FILES)
def test_every_line_of_the_document_is_accounted_for(documents: Path, insurer: str) -> None:
    directory = next(d for name, _, d in shipped() if name == insurer)
    found = load_policy(directory)
    coverage = cover(found, load_lines(directory, found), Document.read(documents / FILES[insurer]))
    assert open_lines(coverage) == []
    assert coverage.complete
    assert len(coverage.classified) >= 50


@pytest.mark.needs_documents
@pytest.mark.parametrize("insurer", FILES)
def test_taking_out_any_passage_leaves_its_lines_open(documents: Path, insurer: str) -> None:
    """The test above can fail: nothing of the classification is idle, but where rules cite the line too."""
    directory = next(d for name, _, d in shipped() if name == insurer)
    found = load_policy(directory)
    paper = Document.read(documents / FILES[insurer])
    lines = load_lines(directory, found)
    whole = cover(found, lines, paper)
    for one in lines[:: max(1, len(lines) // 10)]:
        rest = tuple(other for other in lines if other is not one)
        alone = [n.number for n in whole.lines if n.classified == one and n.account is Account.classified]
        assert open_lines(cover(found, rest, paper)) == alone
