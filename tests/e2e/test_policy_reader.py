"""The policy reader in a real browser, as a file: of both documents, readable, choosable, printable."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from inkoopwijzer.documents.policy_reader import render_policy
from inkoopwijzer.policy.coverage import cover
from inkoopwijzer.policy.package import load_lines, load_policy, shipped
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import LANGUAGES, Lang
from tests.e2e.test_report import OPEN_ALL, RULES, words_of
from tests.policy.paper import LINES, PAPER, classify, policy
from tests.policy.test_shipped import FILES

pytestmark = pytest.mark.needs_chromium

COUNT_ROWS = "[...document.querySelectorAll('.row')].filter(r => r.checkVisibility()).length"


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> dict[str, str]:
    """The address of the reader of each shipped policy."""
    folder = tmp_path_factory.mktemp("readers")
    found = {}
    for insurer, _, directory in shipped():
        rules, paper = load_policy(directory), Document.read(documents / FILES[insurer])
        page = render_policy(rules, paper, cover(rules, load_lines(directory, rules), paper), "nl")
        path = folder / f"{insurer}.html"
        path.write_text(page, "utf-8")
        found[insurer] = path.as_uri()
    return found


@pytest.fixture(scope="module")
def fictional(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, str]:
    """The address of the reader of the fictional policy with one line left open, in each language."""
    folder = tmp_path_factory.mktemp("fictional")
    rules, lines = policy(), classify(LINES.replace("- {lines: 7, class: background}\n", ""))
    found: dict[Lang, str] = {}
    for lang in LANGUAGES:
        path = folder / f"{lang}.html"
        path.write_text(render_policy(rules, PAPER, cover(rules, lines, PAPER), lang), "utf-8")
        found[lang] = path.as_uri()
    return found


def faults_of(page: Page, without: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """What axe finds with everything open, by all rules but these."""
    page.evaluate(OPEN_ALL)
    left_out = {rule: {"enabled": False} for rule in without}
    options = {"runOnly": RULES, "rules": left_out, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]][:5]) for v in violations]


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("nl", "light", 1300), ("nl", "dark", 360), ("en", "light", 360), ("en", "dark", 1300)],
)
def test_axe_finds_nothing_and_nothing_is_asked(
    browser: Browser, fictional: dict[Lang, str], lang: Lang, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(fictional[lang])
    assert faults_of(page) == []
    assert [url for url in asked if not url.startswith("data:")] == [fictional[lang]]
    page.close()


@pytest.mark.needs_documents
@pytest.mark.parametrize("insurer", FILES)
def test_axe_finds_nothing_in_the_reader_of_a_shipped_policy(
    page: Page, readers: dict[str, str], insurer: str
) -> None:
    """Colours and sizes come from the style sheet alone: the fictional page shows those in a tenth of the time."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(readers[insurer])
    assert faults_of(page, without=("color-contrast", "target-size")) == []
    assert [url for url in asked if not url.startswith("data:")] == [readers[insurer]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h4>", "<h6>"),
        ('<label for="', '<label data-for="'),
        ("--basis-color-default-color-default: #4b565b", "--basis-color-default-color-default: #b0b0b0"),
    ],
)
def test_axe_finds_a_planted_fault(
    page: Page, fictional: dict[Lang, str], tmp_path: Path, old: str, new: str
) -> None:
    html = Path(fictional["nl"].removeprefix("file://")).read_text("utf-8")
    assert old in html
    (tmp_path / "wrong.html").write_text(html.replace(old, new).replace("</h4>", "</h6>"), "utf-8")
    page.goto((tmp_path / "wrong.html").as_uri())
    assert faults_of(page) != []


@pytest.mark.needs_documents
@pytest.mark.parametrize("width", [320, 400, 800, 1300])
@pytest.mark.parametrize("insurer", FILES)
def test_nothing_scrolls_sideways(page: Page, readers: dict[str, str], insurer: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(readers[insurer])
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_one_class_can_be_shown_alone_by_keyboard(page: Page, fictional: dict[Lang, str]) -> None:
    page.goto(fictional["nl"])
    everything = page.evaluate(COUNT_ROWS)
    page.locator(".choose > summary").press("Enter")
    page.locator("#toon-alles").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("#toon-open").is_checked()
    shown = page.locator(".row:visible:not(.head)")
    assert [row.get_attribute("id") for row in shown.all()] == ["r7"]
    page.locator("#toon-c-external").check()
    assert shown.count() == 8
    page.locator("#toon-alles").check()
    assert page.evaluate(COUNT_ROWS) == everything == len(PAPER.content)


def test_a_link_from_the_index_leads_to_the_note_of_the_rule(page: Page, fictional: dict[Lang, str]) -> None:
    page.goto(fictional["nl"])
    page.evaluate(OPEN_ALL)
    page.locator('.index a[href="#regel-oordeel"]').click()
    assert page.url.endswith("#regel-oordeel")
    assert page.locator("#regel-oordeel").evaluate("n => n.getBoundingClientRect().top < innerHeight")


def test_the_margin_stands_beside_the_text_on_a_wide_screen_and_below_it_on_a_narrow_one(
    page: Page, fictional: dict[Lang, str]
) -> None:
    beside = (
        "n => { const a = n.children[1].getBoundingClientRect(), b = n.children[2].getBoundingClientRect();"
    )
    page.set_viewport_size({"width": 1300, "height": 800})
    page.goto(fictional["nl"])
    assert page.locator("#r21").evaluate(f"{beside} return b.left >= a.right - 1 && b.top < a.bottom }}")
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.locator("#r21").evaluate(f"{beside} return b.top >= a.bottom - 1 }}")


def test_it_prints_with_what_each_rule_asks(page: Page, fictional: dict[Lang, str]) -> None:
    page.goto(fictional["nl"])
    printed = words_of(page.pdf(format="A4"))
    for said in ("bevoegd", "soorteiseeninspanning", "demargemoethiernietstaan"):
        assert (said in printed) is (said != "demargemoethiernietstaan"), said
    assert "toonalleen" not in printed
    for number in (7, 50, 100):
        assert f"regel{number}zegtietseigens" in printed
