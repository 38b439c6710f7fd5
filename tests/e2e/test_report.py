"""The report in a real browser, as a file: readable, reachable by keyboard, printable."""

from __future__ import annotations

import re
import zlib
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from inkoopwijzer.documents.report import render_report
from inkoopwijzer.values.text import LANGUAGES, Lang
from tests.documents.results import DOCUMENT, everything

pytestmark = pytest.mark.needs_chromium

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, str]:
    """The address of a report with everything in it, in each language; the English one has no passages."""
    folder = tmp_path_factory.mktemp("reports")
    found: dict[Lang, str] = {}
    for lang in LANGUAGES:
        path = folder / f"{lang}.html"
        papers = {"salland-2027": DOCUMENT} if lang == "nl" else None
        path.write_text(render_report(everything(), lang, papers, date(2026, 10, 12)), "utf-8")
        found[lang] = path.as_uri()
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, reports: dict[Lang, str], lang: Lang, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reports[lang])
    for opened in (False, True):
        if opened:
            page.evaluate(OPEN_ALL)
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert [url for url in asked if not url.startswith("data:")] == [reports[lang]]
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, reports: dict[Lang, str], lang: Lang) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reports[lang])
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_keyboard_reaches_the_content_and_opens_a_condition(page: Page, reports: dict[Lang, str]) -> None:
    page.goto(reports["nl"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.condition > summary')"):
            break
    reason = "document.activeElement.parentElement.querySelector('.reason').checkVisibility()"
    is_open = "document.activeElement.parentElement.open"
    assert page.evaluate(is_open) is False
    page.keyboard.press("Enter")
    assert page.evaluate(is_open) is True
    assert page.evaluate(reason) is True


def test_a_link_to_a_condition_opens_it(page: Page, reports: dict[Lang, str]) -> None:
    page.goto(reports["nl"])
    link = page.locator(".ladder a").first
    target = link.get_attribute("href")
    assert target
    assert not page.locator(target).is_visible()
    link.click()
    page.wait_for_function("target => document.querySelector(target).closest('details').open", arg=target)


def test_it_prints_with_every_condition_open(page: Page, reports: dict[Lang, str]) -> None:
    page.goto(reports["nl"])
    printed = words_of(page.pdf(format="A4"))
    for word in (
        "Praktijk De Brug",
        "shared-reason",
        "each-says",
        "De passage van regel 3",
        "reservation",
        "option-2y",
    ):
        assert re.sub(r"\W", "", word).lower() in printed, word


def words_of(pdf: bytes) -> str:
    """The letters and digits of a PDF that Chromium made, in order, by the character map of each font."""
    parts = {int(n): body for n, body in re.findall(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", pdf, re.DOTALL)}
    maps = {
        number: character_map(stream_of(parts[int(named[1])]))
        for number, body in parts.items()
        if (named := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    fonts = {
        name: maps[int(n)]
        for body in parts.values()
        for name, n in re.findall(rb"/(F\d+) (\d+) 0 R", body)
        if int(n) in maps
    }
    said: list[str] = []
    for body in parts.values():
        font: dict[int, str] = {}
        for name, codes in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", stream_of(body)):
            font = fonts.get(name, font) if name else font
            said += [font.get(int(codes[i : i + 4], 16), "") for i in range(0, len(codes), 4)]
    return re.sub(r"\W", "", "".join(said)).lower()


def stream_of(body: bytes) -> bytes:
    """The unpacked stream of an object; empty if it has none."""
    found = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.DOTALL)
    if not found:
        return b""
    return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]


def character_map(said: bytes) -> dict[int, str]:
    """Which character each code of a font is."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", said, re.DOTALL):
        for code, char in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(char.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", said, re.DOTALL):
        for first, last, char in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(char, 16) + step)
    return found


def test_the_print_is_longer_than_the_screen(page: Page, reports: dict[Lang, str], tmp_path: Path) -> None:
    """Without the print rule a closed condition would print closed: the same page without it is shorter."""
    page.goto(reports["nl"])
    whole = page.pdf(format="A4")
    html = re.sub(
        r"details::details-content \{[^}]*\}",
        "",
        Path(reports["nl"].removeprefix("file://")).read_text("utf-8"),
    )
    bare = tmp_path / "bare.html"
    bare.write_text(html, "utf-8")
    page.goto(bare.as_uri())
    assert len(words_of(page.pdf(format="A4"))) < len(words_of(whole))
