"""The report says everything the assessment says, once, escaped, in one language."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from inkoopwijzer.assess.result import AgreementResult, Assessment, ConditionResult
from inkoopwijzer.documents import strings, strings_conditions
from inkoopwijzer.documents.agreements import FOR_OTHERS
from inkoopwijzer.documents.report import render_report
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import LANGUAGES, Lang, Text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict
from tests.documents.results import DOCUMENT, agreement, condition, everything, large

PAPERS = {"salland-2027": DOCUMENT}
VOID = {"meta", "link", "use", "br", "path", "circle", "rect"}


class Page(HTMLParser):
    """A page as its tags, ids, links, headings and visible text; a tag left open is a fault."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += " " + " ".join(data.split())

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.tags)


def texts() -> list[tuple[str, Text]]:
    said = vars(strings) | vars(strings_conditions)
    return [(name, value) for name, value in said.items() if isinstance(value, Text)]


def all_conditions(result: AgreementResult) -> list[ConditionResult]:
    found = [*result.conditions, *result.duties]
    for one in found:
        found += one.parts
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", [everything, large])
def test_the_page_is_well_formed(lang: Lang, made: object) -> None:
    assert callable(made)
    html = render_report(made(), lang, PAPERS, date(2026, 10, 12))
    page = Page(html)
    assert html.startswith("<!doctype html>\n")
    assert page.tags[0] == ("html", {"lang": lang})
    assert (page.count("h1"), page.count("main"), page.count("title")) == (1, 1, 1)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = {h for h in page.values("href") if h.startswith("#")}
    assert {h[1:] for h in targets} <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(lang: Lang) -> None:
    levels = [
        int(tag[1]) for tag, _ in Page(render_report(everything(), lang)).tags if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_condition_and_its_citation_is_there() -> None:
    assessment = everything()
    text = Page(render_report(assessment, "nl", PAPERS)).text
    for found in all_conditions(assessment.results[0]):
        assert found.says.nl in text
        for cite in found.cites:
            assert f"{cite.section} , regel {cite.first}" in text
            assert f"De passage van regel {cite.first} zegt iets." in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_six_verdicts_are_shown_by_icon_and_word(lang: Lang) -> None:
    html = render_report(everything(), lang)
    body = html[html.index("<main") : html.index("<footer")]
    for verdict in Verdict:
        icon = f'<use href="#i-{verdict.value}"/></svg><span>{VERDICT_TEXT[verdict].to(lang)}</span>'
        assert icon in body, verdict


def test_a_condition_that_comes_back_is_opened_once() -> None:
    html = render_report(everything(), "nl")
    assert html.count("nl-shared-says") == 2
    assert html.lower().count("nl-shared-reason") == 1
    assert strings_conditions.SEE_ABOVE.nl in html


def test_the_same_condition_asked_of_several_is_said_once() -> None:
    html = render_report(everything(), "nl", PAPERS)
    assert html.count("nl-each-says") == 1
    assert html.lower().count("nl-each-reason") == 2
    assert html.count("De passage van regel 4 zegt iets.") == 1


def test_what_the_assessment_says_is_all_there() -> None:
    text = Page(render_report(everything(), "en", PAPERS, date(2026, 10, 12))).text.lower()
    said = (
        "question question-7 supplier when low high change find-0 find-8 now needed detail moment barrier "
        "because doubt no-doubt option-x option-y option-2y choice reservation external expiry proof "
        "registered physiotherapy"
    )
    for word in said.split():
        assert f"en-{word}" in text, word
    for words in (
        strings.NOT_EXACT,
        strings.NEEDS_INSURER,
        strings.NEEDS_ONLY_INSURER,
        strings_conditions.EFFORT,
        strings.NO_PROMISE,
    ):
        assert words.en.lower() in text
    assert "made on 12 october 2026" in text
    assert "group b, or no agreement" in text
    assert "by 31 august 2027" in text


@pytest.mark.parametrize(("lang", "other"), [("en", "nl"), ("nl", "en")])
def test_no_word_of_the_other_language_is_left(lang: Lang, other: Lang) -> None:
    html = render_report(everything(), lang, None, date(2026, 10, 12))
    assert not re.search(rf"(?<!\w){other}-", html)
    text = Page(html).text
    own = " ".join(t.to(lang) for _, t in texts()) + " ".join(t.to(lang) for t in VERDICT_TEXT.values())
    for name, constant in texts():
        for part in re.split(r"\W*\{\w+\}\W*", constant.to(other).strip(".:")):
            if len(part) > 2 and part not in own:
                assert not re.search(rf"(?<![\w-]){re.escape(part)}(?!\w)", text), name


@pytest.mark.parametrize(("name", "text"), texts())
def test_both_languages_take_the_same_values(name: str, text: Text) -> None:
    assert text.nl.strip()
    assert text.en.strip()
    assert sorted(re.findall(r"\{\w+\}", text.nl)) == sorted(re.findall(r"\{\w+\}", text.en)), name


ATTACK = "\"'><script>alert(1)</script>{{ 7*7 }}<img src=x onerror=alert(1)>"


def test_nothing_that_comes_in_is_taken_for_markup() -> None:
    bad = Text(ATTACK, ATTACK)
    base = everything().results[0]
    found = condition("scope", element=ATTACK)
    found = replace(
        found, says=bad, reason=bad, evidence=(bad,), cites=(replace(found.cites[0], section=ATTACK),)
    )
    seen = replace(all_conditions(base)[2].facts[0], subject=ATTACK, says=bad, value=bad, source=bad)
    found = replace(found, facts=(seen,))
    result = replace(
        base,
        insurer=ATTACK,
        insurer_name=ATTACK,
        agreement=ATTACK,
        policy=ATTACK,
        policy_hash=ATTACK,
        document=ATTACK,
        title=bad,
        conditions=(found, *base.conditions[1:]),
    )
    paper = Document.from_text("x", f"{ATTACK}\n" * 40)
    for lang in LANGUAGES:
        html = render_report(Assessment(ATTACK, ATTACK, (result,)), lang, {ATTACK: paper})
        page = Page(html)
        assert "<script" not in html
        assert "<img" not in html
        assert page.count("script") == page.count("img") == 0
        assert "{{ 7*7 }}" in html
        assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]


def test_the_page_asks_for_nothing_and_names_no_path() -> None:
    html = render_report(everything(), "nl", PAPERS)
    assert not re.findall(r"https?:|//[a-z]|@import|url\(|src=|/home/|dossier\.yaml", html)
    assert "default-src 'none'" in html


def test_without_the_document_the_page_says_how_to_see_a_passage() -> None:
    html = render_report(everything(), "nl")
    assert "<blockquote" not in html
    assert f'<a href="#passages">{strings_conditions.HOW_TO_SEE.nl}</a>' in html


def test_a_changed_document_is_noticed() -> None:
    other = Document.from_text("beleid.txt", "Heel iets anders.\n" * 40)
    assert strings_conditions.PASSAGE_CHANGED.nl in render_report(everything(), "nl", {"salland-2027": other})
    assert strings_conditions.PASSAGE_CHANGED.nl not in render_report(everything(), "nl", PAPERS)


@pytest.mark.parametrize(
    ("possible", "headline"),
    [(("B",), "Groep B"), (("geen",), "Geen overeenkomst"), (("A", "B"), "Groep A of B nog mogelijk")],
)
def test_the_card_names_the_outcome_as_a_set(possible: tuple[str, ...], headline: str) -> None:
    assessment = Assessment("P", "", (agreement(everything().results[0].conditions, possible),))
    assert f'<p class="headline">{headline}</p>' in render_report(assessment, "nl")


def test_an_agreement_for_others_says_so() -> None:
    result = agreement([condition("scope", Verdict.not_met)], ("geen",), applies=Verdict.not_met)
    page = render_report(Assessment("P", "", (result,)), "nl")
    assert FOR_OTHERS.nl.partition(":")[0] in page
    assert "Verzekeraar" in page


def test_nothing_assessed_is_a_page_too() -> None:
    assert strings.NO_RESULTS.en in render_report(Assessment("", "", ()), "en")


def test_a_large_practice_stays_small_and_quick() -> None:
    assessment = large()
    html = render_report(assessment, "nl", PAPERS)
    assert len(html.encode()) < 400_000
    took = []
    for _ in range(3):
        start = time.process_time()
        render_report(assessment, "nl", PAPERS)
        took.append(time.process_time() - start)
    assert min(took) < 0.5
