"""lines.yaml: what it may hold, and everything that is refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.policy.lines import CLASS_WORDS, UNSAID, LineClass, names_of, parse_hashes, parse_lines
from inkoopwijzer.policy.package import (
    LINE_PASSAGES_FILE,
    LINES_FILE,
    load_lines,
    load_policy,
    policy_files,
    stamp_lines,
)
from inkoopwijzer.values.fault import Faults
from tests.policy.paper import LINES, PAPER, classify, package_files, policy

SAYS = "says: {nl: Iets., en: Something.}"


def faults(lines: str) -> list[tuple[str, int | None, str]]:
    """Code, line and field of every fault in these lines; the document has a hundred."""
    with pytest.raises(Faults) as caught:
        parse_lines(lines.encode(), LINES_FILE, 100, names_of(policy()), None)
    return [(f.code.removeprefix("policy."), f.line, f.path) for f in caught.value.faults]


def test_each_passage_is_read_with_its_class_paraphrase_rule_and_hash() -> None:
    found = {one.span: one for one in classify()}
    definition = found[9, 9]
    assert definition.line_class is LineClass.definition
    assert definition.says is not None
    assert definition.says.en == "Who is called insured here."
    assert definition.rule == "maximum"
    assert definition.hash == PAPER.hash_of(9, 9)
    assert found[3, 6].says is None
    assert found[3, 6].line == 2


def test_every_class_has_a_name_and_a_meaning_in_both_languages() -> None:
    assert set(CLASS_WORDS) == set(LineClass)
    assert all(text.nl and text.en for words in CLASS_WORDS.values() for text in words)


@pytest.mark.parametrize("line_class", LineClass)
def test_a_class_needs_a_paraphrase_unless_it_says_nothing(line_class: LineClass) -> None:
    bare = f"- {{lines: 3, class: {line_class}}}\n"
    if line_class in UNSAID:
        assert parse_lines(bare.encode(), LINES_FILE, 100, None, None)[0].line_class is line_class
    else:
        assert faults(bare) == [("line_unsaid", 1, "[0]")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- {lines: 3, class: rumour}", [("unknown_choice", 1, "[0].class")]),
        (f"- {{lines: 3, class: aim, {SAYS}, note: x}}", [("unknown_field", 1, "[0].note")]),
        ("- {lines: 3}", [("missing_field", 1, "[0]")]),
        ("- {class: heading}", [("missing_field", 1, "[0]")]),
        ("- {lines: drie, class: heading}", [("bad_lines", 1, "[0].lines")]),
        ("- {lines: 5-3, class: heading}", [("bad_lines", 1, "[0].lines")]),
        ("- {lines: 99-101, class: heading}", [("beyond_last_line", 1, "[0].lines")]),
        (f"- {{lines: 3, class: aim, rule: nergens, {SAYS}}}", [("unknown_about", 1, "[0].rule")]),
        ("- {lines: 3, class: aim, says: {nl: Iets.}}", [("missing_field", 1, "[0].says")]),
        ("lines: 3", [("expected_list", 1, "")]),
        ("[]", [("empty_list", 1, "")]),
        ("- {lines: 3-5, class: heading}\n- {lines: 5, class: heading}", [("lines_overlap", 2, "[1].lines")]),
        (
            "- {lines: 3-9, class: heading}\n- {lines: 1-4, class: heading}",
            [("lines_overlap", 2, "[1].lines")],
        ),
        ("- {lines: 7, class: heading}\n- {lines: 3, class: heading}", [("lines_order", 2, "[1].lines")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(lines: str, expected: list[tuple[str, int, str]]) -> None:
    assert faults(lines) == expected


def test_every_fault_is_told_at_once() -> None:
    assert len(faults("- {lines: 3, class: aim}\n- {lines: 3, class: rumour}\n- {class: heading}")) == 4


def test_a_passage_without_a_hash_is_refused() -> None:
    hashes = parse_hashes(stamp_lines(LINES.encode(), PAPER), LINE_PASSAGES_FILE)
    del hashes["13"]
    with pytest.raises(Faults) as caught:
        parse_lines(LINES.encode(), LINES_FILE, 100, None, hashes)
    assert [(f.code, f.path) for f in caught.value.faults] == [("policy.no_line_passage", "[6].lines")]


def test_a_name_that_is_no_span_in_the_hashes_is_refused() -> None:
    with pytest.raises(Faults, match="not a line number"):
        parse_hashes(b'"drie": "0123456789abcdef"\n', LINE_PASSAGES_FILE)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("- {lines: 101, class: heading}", "outside_document"),
        ("- {lines: 81, class: heading}", "empty_passage"),
    ],
)
def test_stamping_refuses_a_passage_that_is_not_there(lines: str, code: str) -> None:
    with pytest.raises(Faults) as caught:
        stamp_lines(lines.encode(), PAPER)
    assert [(f.code, f.line) for f in caught.value.faults] == [(f"policy.{code}", 1)]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name, data in package_files().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_package_offers_its_lines_apart_from_its_rules(directory: Path) -> None:
    assert not {LINES_FILE, LINE_PASSAGES_FILE} & policy_files(directory).keys()
    assert load_lines(directory, load_policy(directory)) == classify()


def test_another_classification_leaves_the_rules_as_they_were(directory: Path) -> None:
    before = load_policy(directory).hash
    (directory / LINES_FILE).write_text("- {lines: 7, class: background}\n")
    assert load_policy(directory).hash == before
    assert [one.span for one in load_lines(directory, load_policy(directory))] == [(7, 7)]


def test_a_package_without_the_file_classifies_nothing(directory: Path) -> None:
    (directory / LINES_FILE).unlink()
    assert load_lines(directory, load_policy(directory)) == ()


def test_lines_that_were_never_stamped_are_refused(directory: Path) -> None:
    (directory / LINE_PASSAGES_FILE).unlink()
    with pytest.raises(Faults, match=LINE_PASSAGES_FILE):
        load_lines(directory, load_policy(directory))


SPANS = st.tuples(st.integers(1, 100), st.integers(1, 100)).map(lambda s: (min(s), max(s)))


@given(st.lists(SPANS, min_size=1, max_size=6))
def test_spans_are_accepted_exactly_when_they_follow_each_other(spans: list[tuple[int, int]]) -> None:
    lines = "".join(f"- {{lines: {a}-{b}, class: heading}}\n" for a, b in spans)
    follow = all(one[1] < other[0] for one, other in pairwise(spans))
    try:
        found = parse_lines(lines.encode(), LINES_FILE, 100, None, None)
    except Faults:
        assert not follow
    else:
        assert follow
        assert [one.span for one in found] == spans
