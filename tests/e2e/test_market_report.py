"""The market report in a real browser, as a file: readable on every screen, by keyboard, on paper, in grey."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from inkoopwijzer.documents.market_report import render_market_report
from inkoopwijzer.documents.market_view import MarketReport
from inkoopwijzer.values.text import LANGUAGES, Lang
from tests.documents import test_market_example as example
from tests.e2e.test_report import OPEN_ALL, RULES, words_of

pytestmark = pytest.mark.needs_chromium

SHOWN = "n => n.checkVisibility()"
PAPER = {"width": 688, "height": 1000}
"""What is left of a sheet of A4 within its margins, in pixels."""


def small(public: bool) -> MarketReport:
    """Every chapter of the example, with short tables: what axe looks at takes time by the element."""
    report = example.report(public)
    country, province = example.maps()
    sweep = example.sweep()
    return replace(
        report,
        maps=(replace(province, areas=tuple(a for a in province.areas if a.code in province.within)),),
        sweeps=(replace(sweep, points=sweep.points[::8]),),
        adequacy=(replace(example.adequacy(), rows=example.adequacy().rows[:6]),),
        title=country.title,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, str]:
    """The address of a short report: in Dutch for own use, in English for the public."""
    folder = tmp_path_factory.mktemp("market")
    found: dict[Lang, str] = {}
    for lang in LANGUAGES:
        path = folder / f"{lang}.html"
        page = render_market_report(small(lang == "en"), lang, date(2026, 11, 22), "tabellen")
        path.write_text(page, "utf-8")
        found[lang] = path.as_uri()
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the whole example, for own use."""
    path = tmp_path_factory.mktemp("whole") / "nl.html"
    path.write_text(render_market_report(example.report(), "nl", date(2026, 11, 22), "tabellen"), "utf-8")
    return path.as_uri()


def violations(page: Page, rule: str = "", part: str = "html") -> list[tuple[str, list[str]]]:
    """What axe finds in a part of the page, with everything open; by one rule or by all."""
    page.evaluate(OPEN_ALL)
    only = {"type": "rule", "values": [rule]} if rule else RULES
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = Axe().run(page, context=part, options=options).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]][:5]) for v in found]


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("nl", "light", 1280), ("en", "dark", 360)],
)
def test_axe_finds_nothing_and_nothing_is_asked(
    browser: Browser, pages: dict[Lang, str], lang: Lang, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[lang])
    assert violations(page) == []
    assert [url for url in asked if not url.startswith("data:")] == [pages[lang]]
    page.close()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (' aria-labelledby="_[01]-[^"]*"|<title id.*?</title>', "", "svg-img-alt"),
        ("(--basis-color-default-color-default): #4b565b", r"\1: #b0b0b0", "color-contrast"),
        ("(</?)h3", r"\1h5", "heading-order"),
    ],
)
def test_axe_finds_a_planted_fault(
    page: Page, pages: dict[Lang, str], tmp_path: Path, old: str, new: str, rule: str
) -> None:
    html = Path(pages["nl"].removeprefix("file://")).read_text("utf-8")
    wrong = re.sub(old, new, html)
    assert wrong != html
    (tmp_path / "wrong.html").write_text(wrong, "utf-8")
    page.goto((tmp_path / "wrong.html").as_uri())
    assert [name for name, _ in violations(page, rule, "#deel-uitkomsten")] == [rule]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways_but_tables(page: Page, whole: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(whole)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(n => n.scrollWidth > n.clientWidth + 1"
        " && getComputedStyle(n).overflowX === 'auto').map(n => n.className)"
    )
    assert set(wide) <= {"scroll"}


@pytest.mark.parametrize(("width", "shown"), [(1280, "720"), (360, "340")])
def test_each_picture_is_shown_once_at_the_size_of_the_screen(
    page: Page, whole: str, width: int, shown: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(whole)
    for figure in page.locator("figure.w2").all():
        visible = [one for one in figure.locator("svg").all() if one.is_visible()]
        assert [one.get_attribute("width") for one in visible] == [shown]
    letters = page.evaluate(
        "[...document.querySelectorAll('figure svg text')].filter(n => n.checkVisibility())"
        ".map(n => n.getBoundingClientRect().height)"
    )
    assert min(letters) > (8 if width == 360 else 11)


def test_words_in_a_picture_stay_within_it(page: Page, whole: str) -> None:
    """The width of letters was reckoned; here it is measured, with the fonts of this machine."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(whole)
        outside = page.evaluate(
            "[...document.querySelectorAll('figure svg')].filter(s => s.checkVisibility()).flatMap(s => {"
            " const f = s.getBoundingClientRect(); return [...s.querySelectorAll('text')].filter(t => {"
            " const b = t.getBoundingClientRect(); return b.left < f.left - 3 || b.right > f.right + 3 })"
            " .map(t => t.textContent) })"
        )
        assert outside == []


def test_the_keyboard_reaches_the_contents_and_opens_a_table(page: Page, whole: str) -> None:
    page.goto(whole)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Uitkomst per overeenkomst"
    page.keyboard.press("Enter")
    assert page.url.endswith("#deel-uitkomsten")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    table = page.locator("#deel-uitkomsten details table").first
    assert not table.is_visible()
    page.keyboard.press("Enter")
    assert table.is_visible()


def clipped(page: Page) -> list[str]:
    """The tables and pictures that do not fit on the paper, and the closed ones."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER["width"], "height": PAPER["height"]})
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('table, figure svg')].filter(n => {"
        " const b = n.getBoundingClientRect();"
        " return b.right > innerWidth + 1 || b.left < -1 || (n.tagName === 'TABLE' && !n.checkVisibility()) })"
        ".map(n => n.tagName + ' ' + (n.textContent || '').slice(0, 30))"
    )
    return found


def test_nothing_is_clipped_or_closed_on_paper(page: Page, whole: str) -> None:
    page.goto(whole)
    assert clipped(page) == []


@pytest.mark.parametrize(
    ("rule", "instead"),
    [
        (r"details::details-content \{[^}]*\}", ""),
        (r"\.figures \{ width: 100%; font-size: 8pt; \}", ".figures { width: 90rem; }"),
    ],
)
def test_a_table_that_is_clipped_or_closed_is_found(
    page: Page, whole: str, tmp_path: Path, rule: str, instead: str
) -> None:
    html = Path(whole.removeprefix("file://")).read_text("utf-8")
    wrong = re.sub(rule, instead, html)
    assert wrong != html
    (tmp_path / "wrong.html").write_text(wrong, "utf-8")
    page.goto((tmp_path / "wrong.html").as_uri())
    assert clipped(page) != []


def test_it_prints_with_every_table_and_without_links_to_files(page: Page, pages: dict[Lang, str]) -> None:
    page.goto(pages["nl"])
    printed = words_of(page.pdf(format="A4"))
    for said in (
        "Verzonnen markt",
        "Alleen voor de verzekeraar zelf",
        "Tariefgroep C, of geen overeenkomst",
        "Steenwijkerland",
        "precies_dertig",
        "0123456789abcdef",
        "Praktijk De Brug",
    ):
        assert re.sub(r"\W", "", said).lower() in printed, said
    assert "bestandencsv" not in printed


def test_a_map_can_be_read_in_grey(page: Page, whole: str) -> None:
    """Without any colour every class of the map still looks different: the patterns do it."""
    page.goto(whole)
    page.add_style_tag(
        content="html { filter: grayscale(1) } .picture { --picture-full: var(--picture-ink) }"
    )
    looks = set()
    legend = page.locator("#kaart svg rect.edge")
    assert legend.count() == 6
    for number in range(legend.count()):
        looks.add(legend.nth(number).screenshot())
    assert len(looks) == 6
