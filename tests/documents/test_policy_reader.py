"""The policy reader shows the whole document, escaped, with everything that rests on it beside it, once."""

from __future__ import annotations

import re

import pytest

from inkoopwijzer.documents import strings_reader
from inkoopwijzer.documents.passages import readable
from inkoopwijzer.documents.policy_notes import notes
from inkoopwijzer.documents.policy_outline import outline
from inkoopwijzer.documents.policy_reader import render_policy
from inkoopwijzer.policy.coverage import cover
from inkoopwijzer.policy.entries import entries
from inkoopwijzer.policy.lines import CLASS_WORDS, LineClass
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import LANGUAGES, Lang, Text
from tests.documents.test_report import Page
from tests.policy.paper import LINES, PAPER, classify, document, policy

POLICY = policy()
COVERAGE = cover(POLICY, classify(), PAPER)


def page_of(paper: Document = PAPER, lang: Lang = "nl", lines: str = LINES) -> str:
    return render_policy(POLICY, paper, cover(POLICY, classify(lines), paper), lang)


def row(html: str, number: int) -> str:
    """The piece of the page from one line up to the next."""
    start = html.index(f'id="r{number}"')
    following = re.compile(r'<div class="row [^>]*id="r\d+"|<section|</main>').search(html, start)
    assert following
    return html[start : following.start()]


def words(html: str) -> str:
    """The visible words of a piece of the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(lang: Lang) -> None:
    html = page_of(lang=lang)
    page = Page(html.replace("<input", "<br"))
    assert html.startswith("<!doctype html>\n")
    assert page.tags[0] == ("html", {"lang": lang})
    assert [page.count(tag) for tag in ("h1", "main", "title", "nav")] == [1, 1, 1, 1]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith("#")] == ["data:,"]
    assert set(page.values("for")) <= set(ids)


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    html = page_of()
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    assert "default-src 'none'" in html
    assert not re.search(r"\son\w+=|style=|url\(|@import", html)


def test_every_line_that_says_something_is_there_in_order_with_its_number() -> None:
    html = page_of()
    numbers = [int(n) for n in re.findall(r'<div class="row [^>]*id="r(\d+)"', html)]
    assert tuple(numbers) == PAPER.content
    for number in PAPER.content:
        for part in PAPER.lines[number - 1].split("\t"):
            said = readable(part).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert said in row(html, number), number


def test_markup_of_the_document_is_text_and_never_markup_of_the_page() -> None:
    said = row(page_of(), 21)
    assert "De basis staat op de site, met &lt;b&gt;haken&lt;/b&gt; &amp; tekens." in words(said)
    assert "<b>haken" not in said
    hostile = document({21: "- <script>alert(1)</script> \"'><img src=x onerror=y> {{ 7*7 }}"})
    html = page_of(hostile)
    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7*7 }}" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_the_policy_names_stands_once_in_a_margin(lang: Lang) -> None:
    html = page_of(lang=lang)
    names = [name for known in entries(POLICY).values() for name in known]
    for name in names:
        assert html.count(f'id="regel-{name}"') == 1, name
    for note in notes(POLICY):
        assert html.count(f'id="{note.anchor}"') == 1, note.anchor
        said = note.says.to(lang)
        assert (said[:1].upper() + said[1:]).replace("'", "&#39;") in html


def test_a_note_stands_beside_the_first_line_it_rests_on_and_is_named_at_the_others() -> None:
    html = page_of()
    assert 'id="regel-basis"' in row(html, 21)
    assert 'role="note" aria-label="Kantlijn bij regel 21"' in row(html, 21)
    assert 'href="#r90"' in row(html, 21)
    assert 'href="#regel-basis"' in row(html, 90)
    assert 'href="#r90"' in row(html, 91)
    assert "hoort bij regel 90" in words(row(html, 91))


def test_a_condition_tells_what_it_asks_its_force_and_its_evidence() -> None:
    said = words(row(page_of(), 26))
    assert "inspanning" in said
    assert "Wat de regel vraagt" in said
    assert "De index is niet te hoog." in said
    assert "Bewijs: eigen opgave van de praktijk en BIG-register" in words(row(page_of(), 21))
    assert "Kind: an effort" in words(row(page_of(lang="en"), 26))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (10, "getal maximum"),
        (12, "soort erkend"),
        (14, "lezing grens Telt dertig mee?"),
        (14, "Zo lezen wij het: dertig telt"),
        (
            30,
            "overeenkomst fysiotherapie Fysiotherapie Looptijd: van 1 januari 2031 tot en met 31 december 2032",
        ),
        (31, "groep fysiotherapie A Groep A"),
        (33, "Uiterlijk: 31 augustus 2031 Gaat in op: 1 januari 2032"),
        (34, "weg naar de overeenkomst fysiotherapie nieuw"),
        (35, "als voorwaarden wegvallen"),
        (40, "behandeling parkinson Zorg bij Parkinson. Voor wie: wie Parkinson heeft"),
        (41, "eisen per beroep parkinson fysiotherapeut"),
        (42, "uitzondering parkinson overbrugging"),
        (50, "Wie aan zet is: de verzekeraar"),
        (60, "verwachting duurzaam"),
        (61, "Was: drie jaar Is nu: twee jaar"),
        (99, "open vraag halverwege"),
        (99, "voorbehoud mag_wijzigen"),
        (98, "staat elders tarieven"),
    ],
)
def test_each_kind_of_rule_tells_what_belongs_to_it(line: int, said: str) -> None:
    assert said in words(row(page_of(), line))


def test_a_classified_line_has_its_class_its_paraphrase_and_a_link_to_what_it_belongs_to() -> None:
    html = page_of()
    assert "begrip Wat hier een verzekerde heet. Zie ook maximum" in words(row(html, 9))
    assert 'href="#regel-maximum"' in row(html, 9)
    assert "definition Who is called insured here." in words(row(page_of(lang="en"), 9))
    assert "Zo verloopt" in row(html, 36)
    assert "Zo verloopt" not in row(html, 37)


def test_headings_are_as_deep_as_the_table_of_contents_says() -> None:
    assert dict(outline(PAPER, COVERAGE).levels) == {8: 3, 18: 4, 19: 5, 29: 3}
    html = page_of()
    assert "<h3>1 Voor wie</h3>" in html
    assert "<h4>1.1 Basis</h4>" in html


def test_a_document_without_a_table_of_contents_has_headings_of_one_depth() -> None:
    lines = LINES.replace("lines: 3-6, class: contents", "lines: 3-6, class: background")
    found = outline(PAPER, cover(POLICY, classify(lines), PAPER))
    assert set(found.levels.values()) == {3}


def test_cells_of_a_table_stand_apart() -> None:
    said = row(page_of(), 31)
    assert '<span class="cells"><span>groep</span>' in said
    assert words(said.split('<div class="margin"')[0]).endswith("groep ; A ; B")


@pytest.mark.parametrize("line_class", LineClass)
def test_each_class_that_occurs_can_be_shown_alone(line_class: LineClass) -> None:
    html = page_of()
    count = COVERAGE.classes()[line_class] or sum(
        line.classified is not None and line.classified.line_class is line_class for line in COVERAGE.lines
    )
    key = f"c-{line_class}"
    assert (f'id="toon-{key}"' in html) is bool(count)
    if count:
        assert html.count(f"#toon-{key}:checked") == 2
        assert CLASS_WORDS[line_class][1].nl in html


def test_a_line_that_is_not_accounted_for_is_told_and_can_be_shown_alone() -> None:
    html = page_of(lines=LINES.replace("- {lines: 7, class: background}\n", ""))
    assert "nog niet verantwoord" in words(row(html, 7))
    assert "zijn er 1 nog niet verantwoord" in html
    assert 'id="toon-open"' in html
    assert 'id="toon-open"' not in page_of()
    assert "Alle 96 tekstregels zijn verantwoord" in page_of()


def test_a_rule_whose_passage_changed_stands_apart() -> None:
    html = page_of(document({26: "Hier staat nu iets heel anders."}))
    apart = html[html.index('<section class="unplaced"') :]
    assert 'id="regel-index"' in apart
    assert "regel 26: nu gewijzigd of weg" in words(apart)
    assert 'id="regel-index"' not in row(html, 26)


def test_a_norm_without_a_passage_stands_apart() -> None:
    html = page_of()
    assert 'id="regel-p70"' in html[html.index('<section class="unplaced"') :]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_one_language(lang: Lang) -> None:
    html = page_of(lang=lang)
    other: Lang = "en" if lang == "nl" else "nl"
    said = [text for text in vars(strings_reader).values() if isinstance(text, Text)]
    telling = [t for t in said if len(t.nl) > 20 and "{" not in t.nl and t.nl != t.en]
    assert [t.to(other) for t in telling if t.to(other) in html] == []


def test_the_text_of_the_document_is_marked_as_dutch() -> None:
    assert 'class="text" lang="nl"' in page_of(lang="en")
