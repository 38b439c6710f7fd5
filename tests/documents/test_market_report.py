"""The page says everything that the report holds, once, escaped, in one language, and asks for nothing."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from inkoopwijzer.documents import market_columns, market_strings, market_table
from inkoopwijzer.documents.market_chapters import tables_of
from inkoopwijzer.documents.market_report import render_market_report
from inkoopwijzer.documents.market_table import Column, csv_name, parquet_name, say_cell
from inkoopwijzer.documents.market_view import MarketReport
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import LANGUAGES, Lang, Text
from tests.documents import test_market_example as example

NL = Text("Leeg", "Empty")
VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """The elements and the text of a page; what is not closed in order is in `wrong`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@lru_cache
def page_of(lang: Lang, public: bool = False, tables_at: str = "") -> str:
    """The page of the example."""
    return render_market_report(example.report(public), lang, date(2026, 11, 22), tables_at)


def empty() -> MarketReport:
    """A report of which every section was left out."""
    return MarketReport(NL, "leeg", (), date(2027, 1, 1), 0, (), NL, False)


def hostile(part: Any) -> Any:
    """The same report with something harmful in every text of it."""
    if isinstance(part, Text):
        return Text(example.EVIL + part.nl, example.EVIL + part.en)
    if isinstance(part, tuple):
        return tuple(hostile(one) for one in part)
    if not is_dataclass(part) or isinstance(part, type | Citation | Enum):
        return part
    kept = {"key", "code", "id", "within", "origin", "target", "outcome", "beyond", "group"}
    changed = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str) and field.name not in kept:
            changed[field.name] = example.EVIL + value
        elif field.name not in kept or is_dataclass(value):
            changed[field.name] = hostile(value)
    return replace(part, **changed)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "report", [example.report(), example.report(public=True), empty()], ids=["own", "public", "empty"]
)
def test_the_page_is_well_formed(lang: Lang, report: MarketReport) -> None:
    html = render_market_report(report, lang, date(2026, 11, 22), "tabellen")
    page = Page(html)
    assert html.startswith("<!doctype html>\n")
    assert page.tags[0] == ("html", {"lang": lang})
    assert (page.wrong, page.open) == ([], [])
    assert (page.count("h1"), page.count("main")) == (1, 1)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.values("href") if h.startswith("#")} <= set(ids)
    named = {one for said in page.values("aria-labelledby") for one in said.split()}
    assert named <= set(ids)
    used = set(re.findall(r"url\(#([^)]*)\)", html))
    assert used <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(lang: Lang) -> None:
    levels = [int(tag[1]) for tag, _ in Page(page_of(lang)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def asked(html: str) -> list[str]:
    """Whatever a page could run, or ask of elsewhere."""
    page = Page(html)
    found = [
        tag for tag, _ in page.tags if tag in {"script", "iframe", "img", "object", "embed", "form", "base"}
    ]
    for _, attrs in page.tags:
        found += [name for name in attrs if name.startswith("on") or name in {"src", "action", "xlink:href"}]
        link = attrs.get("href", "")
        found += [link] if re.match(r"(?!data:,$)(?:[a-z]+:|//)", link, re.IGNORECASE) else []
    return found + re.findall(r"@import|url\((?!#)[^)]*\)", html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_runs_nothing_and_asks_for_nothing(lang: Lang) -> None:
    html = page_of(lang, tables_at="tabellen")
    assert asked(html) == []
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert policy in Page(html).values("content")


@pytest.mark.parametrize(
    "planted",
    [
        "<script>1</script>",
        '<p onclick="x()">a</p>',
        '<a href="https://example.org">a</a>',
        '<a href="//example.org">a</a>',
        "<style>@import 'x';</style>",
        "<style>p { background: url(x.png) }</style>",
    ],
)
def test_a_page_that_asks_for_something_is_found(planted: str) -> None:
    assert asked(render_market_report(empty(), "nl").replace("</main>", f"{planted}</main>"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_a_report_can_become_code(lang: Lang) -> None:
    html = render_market_report(hostile(example.report()), lang, tables_at="tabellen")
    assert html.count("&lt;script&gt;") > 300
    assert asked(html) == []
    plain, wild = Page(page_of(lang, tables_at="tabellen")), Page(html)
    assert {tag for tag, _ in wild.tags} == {tag for tag, _ in plain.tags}
    for tag in ("table", "td", "h3", "svg", "li", "a", "title"):
        assert wild.count(tag) == plain.count(tag), tag


def test_code_that_is_not_escaped_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from inkoopwijzer.documents.pictures import svg

    monkeypatch.setattr(svg, "escape", lambda said: said)
    assert "script" in asked(render_market_report(hostile(example.report()), "nl"))


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    near = replace(example.threshold().near[0], practice="a\x00b\x1bc\ud800d")
    report = replace(example.report(), thresholds=(replace(example.threshold(), near=(near,)),))
    html = render_market_report(report, "nl")
    assert "a\ufffdb\ufffdc\ufffdd" in html
    html.encode("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("public", [False, True])
def test_every_figure_of_every_table_stands_on_the_page(lang: Lang, public: bool) -> None:
    report = example.report(public)
    html = page_of(lang, public)
    bodies = iter(re.findall(r"<table.*?</table>", html, re.DOTALL))
    for table in tables_of(report):
        page = Page(next(bodies))
        shown = [c for c in table.columns if not c.aside]
        cells = [say_cell(row[table.columns.index(c)], c, lang) for row in table.rows for c in shown]
        assert " ".join(" ".join(cells).split()) in page.text, table.key
        assert all(c.title.to(lang) in page.text for c in shown)
    assert next(bodies, None) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_section_has_its_picture_for_a_page_and_for_a_telephone_with_a_table_beside_it(
    lang: Lang,
) -> None:
    page = Page(page_of(lang))
    widths = [attrs["width"] for tag, attrs in page.tags if tag == "svg"]
    assert (widths.count("720"), widths.count("340"), widths.count("400")) == (7, 7, 2)
    assert all(attrs["role"] == "img" for tag, attrs in page.tags if tag == "svg")
    assert page.text.count(market_strings.SAME_AS_TABLE.to(lang)) == 8


def test_it_says_for_whom_it_is_and_that_it_is_invented() -> None:
    own, public = (Page(page_of("nl", flag)).text for flag in (False, True))
    assert market_strings.OWN_USE.nl in own
    assert market_strings.OWN_USE.nl not in public
    assert "afgerond op een veelvoud van 5. Een x staat voor 1 tot en met 4" in public
    assert market_strings.NEAR_HIDDEN.nl in public
    assert market_strings.NEAR_HIDDEN.nl not in own
    assert market_strings.SYNTHETIC.nl in own
    assert (
        market_strings.SYNTHETIC.nl
        not in Page(render_market_report(replace(example.report(), synthetic=False), "nl")).text
    )


def test_what_was_left_out_is_said() -> None:
    text = Page(render_market_report(empty(), "nl")).text
    assert "Niet in dit rapport: uitkomst per overeenkomst; wie verschuift;" in text
    assert "is er genoeg zorg in de buurt?." in text
    assert "Niet in dit rapport" not in Page(page_of("nl")).text


def test_days_sources_and_citations_are_there() -> None:
    text = Page(page_of("en")).text
    for said in (
        "Data as they stand on 1 January 2027",
        "Made on 22 November 2026",
        "11,034 practices",
        "Market: verzonnen-10000",
        "GeoNames (CC BY 4.0)",
        "CBS / Kadaster, 2023",
        "draws with seed 7",
        "a1b2c3d4e5f60718",
        "Inkoopbeleid paramedische zorg 2027 Bijlage 1, 1 355 355 0123456789abcdef",
        "precies_dertig: no index",
    ):
        assert said in text, said


def test_links_to_the_files_are_there_only_when_the_files_are() -> None:
    report = example.report()
    links = Page(page_of("nl", tables_at="tabellen")).values("href")
    wanted = {f"tabellen/{name(t)}" for t in tables_of(report) for name in (csv_name, parquet_name)}
    assert wanted | {"tabellen/tabellen.xlsx"} == {h for h in links if h.startswith("tabellen/")}
    assert not [h for h in Page(page_of("nl")).values("href") if "/" in h]


def test_the_same_report_gives_the_same_page() -> None:
    assert render_market_report(example.report(), "nl", date(2026, 11, 22)) == page_of("nl")


def test_one_practice_is_not_said_as_many() -> None:
    text = Page(page_of("nl")).text
    assert "erboven: 1 praktijk." in text
    assert "1 praktijken" not in re.sub(r"\d[\d.]*1 praktijken", "", text)


def texts() -> dict[str, Text]:
    """Every text that the report itself has."""
    said = {k: v for k, v in vars(market_strings).items() if isinstance(v, Text)}
    said |= {k: v.title for k, v in vars(market_columns).items() if isinstance(v, Column)}
    return said | {str(way): text for way, text in market_strings.DIRECTIONS.items()}


def test_every_sentence_has_both_languages_and_the_same_places_to_fill_in() -> None:
    said = texts()
    assert len(said) > 150
    for name, text in said.items():
        assert text.nl, name
        assert text.en, name
        places = [sorted(re.findall(r"\{(\w+)\}", one)) for one in (text.nl, text.en)]
        assert places[0] == places[1], name


def test_every_sentence_is_used() -> None:
    folder = Path(market_table.__file__).parent
    named = [path for path in folder.rglob("market*") if path.suffix in {".py", ".j2"}]
    whole = "\n".join(path.read_text("utf-8") for path in (*named, *folder.glob("pictures/*.py")))
    unused = [
        name
        for module, short in ((market_strings, "ms|m"), (market_columns, "mc"))
        for name, value in vars(module).items()
        if isinstance(value, Text | Column) and not re.search(rf"\b(?:{short})\.{name}\b", whole)
    ]
    assert unused == []


def test_columns_have_one_name_each() -> None:
    for table in tables_of(example.report()):
        keys = [c.key for c in table.columns]
        assert len(keys) == len(set(keys)), table.key
