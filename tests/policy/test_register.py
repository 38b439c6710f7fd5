"""The register holds everything a document leaves open, once, numbered in the order of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

import inkoopwijzer
from inkoopwijzer.documents.register_md import register_markdown
from inkoopwijzer.policy import register as module
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import policy_files
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.register import OpenQuestion, Sort, register, summary
from inkoopwijzer.policy.tree import Silent, walk
from tests.policy.edited import edited, files, read

SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"


@pytest.fixture(scope="module")
def fictional() -> Policy:
    return edited()


def by_name(policy: Policy) -> dict[str, OpenQuestion]:
    return {q.name: q for q in register(policy)}


def test_readings_gaps_and_silences_are_numbered_by_their_place_in_the_document(fictional: Policy) -> None:
    found = register(fictional)
    assert [(q.number, q.sort.value, q.name) for q in found] == [
        (1, "reading", "grens"),
        (2, "silent", "oordeel"),
        (3, "silent", "fysiotherapie"),
        (4, "reading", "uiterlijk"),
        (5, "gap", "halverwege"),
    ]
    assert "5 vragen: 2 met" in summary(found).nl


def test_a_reading_tells_its_answers_its_default_and_what_waits_for_it(fictional: Policy) -> None:
    question = by_name(fictional)["grens"]
    assert set(question.options) == {"wel", "niet"}
    assert question.default == "wel"
    assert question.rules == ("index",)
    assert "De index is niet te hoog" in question.matters.nl


def test_a_reading_of_a_duty_decides_no_outcome(fictional: Policy) -> None:
    """The treatment index is a duty in this package: no group depends on it."""
    assert by_name(fictional)["grens"].agreements == ()


def test_a_reading_of_a_date_names_the_date(fictional: Policy) -> None:
    assert by_name(fictional)["uiterlijk"].rules == ("tekenen",)


def test_a_silence_asks_what_holds(fictional: Policy) -> None:
    question = by_name(fictional)["oordeel"]
    assert question.question.nl == "Hoe lang Wat geldt hier?"
    assert question.agreements == ("fysiotherapie",)
    assert not question.options


SILENT = "      - silent: {nl: Hoe lang, en: How long}\n"


@pytest.mark.parametrize(
    ("says", "lines", "questions"),
    [("Hoe lang", 27, 1), ("Hoe kort", 28, 1), ("Hoe kort", 27, 2)],
    ids=["the same words", "the same passage", "something else"],
)
def test_silences_in_the_same_words_or_on_the_same_passage_are_one_question(
    says: str, lines: int, questions: int
) -> None:
    texts = files()
    rules = texts["regels.yaml"].replace(SILENT, SILENT + "      - tweede\n")
    rules += f"""
  tweede:
    says: {{nl: Een tweede., en: A second.}}
    cite: {{section: Slot, lines: {lines}}}
    silent: {{nl: {says}, en: {says.replace("Hoe lang", "How long")}}}
"""
    found = register(read(texts | {"regels.yaml": rules}))
    about = [q for q in found if q.sort is Sort.silent and {"oordeel", "tweede"} & set(q.rules)]
    assert len(about) == questions


@pytest.fixture(scope="module", params=["salland", "zorg_en_zekerheid"])
def shipped(request: pytest.FixtureRequest) -> Policy:
    return parse_policy(policy_files(SHIPPED / request.param / "2027"), stamped=False)


def missing(policy: Policy, questions: tuple[OpenQuestion, ...]) -> set[str]:
    """What a policy leaves open and the register does not ask."""
    asked = {(q.sort, q.name) for q in questions}
    rules = {name for q in questions if q.sort is Sort.silent for name in q.rules}
    silent = {c.id for c in policy.conditions.values() if any(isinstance(n, Silent) for n in walk(c.node))}
    fallen = {a.id for a in policy.agreements.values() if any(s.silent for s in a.shortfall)}
    told = {name for q in questions if q.sort is Sort.silent and not q.rules for name in q.agreements}
    return (
        {r for r in policy.readings if (Sort.reading, r) not in asked}
        | {g for g in policy.gaps if (Sort.gap, g) not in asked}
        | silent - rules
        | fallen - told
    )


def test_nothing_that_a_shipped_policy_leaves_open_is_left_out(shipped: Policy) -> None:
    assert missing(shipped, register(shipped)) == set()
    assert len({q.question.nl for q in register(shipped)}) == len(register(shipped))


def test_the_numbers_run_on_and_every_question_says_where_and_why(shipped: Policy) -> None:
    found = register(shipped)
    assert [q.number for q in found] == list(range(1, len(found) + 1))
    assert all(q.cites and q.matters.nl and q.matters.en for q in found)
    assert all(q.question.nl.rstrip().endswith("?") and q.question.en.rstrip().endswith("?") for q in found)


def test_a_register_without_silences_is_noticed(fictional: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_silences", lambda policy: iter(()))
    assert missing(fictional, register(fictional)) == {"oordeel", "fysiotherapie"}


# --- as a letter -----------------------------------------------------------------------------------------


def test_the_letter_asks_every_question_by_its_number(shipped: Policy) -> None:
    questions = register(shipped)
    letter = register_markdown(shipped, questions, "nl")
    for question in questions:
        assert f"\n## {question.number}. " in letter
    assert "Geachte heer of mevrouw" in letter
    assert "praktijken, steeds één vraag" not in letter


def test_the_letter_says_how_many_practices_each_answer_moves(fictional: Policy) -> None:
    texts = files()
    asked = texts["aanbod.yaml"].replace("requires: [basis]", "requires: [basis, index]")
    policy = read(texts | {"aanbod.yaml": asked.replace("    duties: [index]\n", "")})
    letter = register_markdown(policy, register(policy), "en", assessed=8, changed=lambda q, o: 3)
    assert "With answer b the outcome is another for 3 of the 8 practices." in letter
    assert "a. thirty counts (*this is what we use now*)" in letter


def test_signs_of_markup_in_a_policy_stay_signs(fictional: Policy) -> None:
    texts = files()
    rules = texts["regels.yaml"].replace("Telt dertig mee?", "Telt *dertig* <b>mee</b>?")
    policy = read(texts | {"regels.yaml": rules})
    assert r"Telt \*dertig\* \<b\>mee\</b\>?" in register_markdown(policy, register(policy), "nl")
