"""What every test may use: the policy documents, a real browser, and the rule that CI skips nothing that needs them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.engines.fixtures import MARKERS, markers_of, postgres, spark

__all__ = ["postgres", "spark"]

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("INKOOPWIJZER_REQUIRE_ALL") == "1"

MUST_RUN = ("needs_chromium", "needs_documents", *MARKERS.values())
BROWSER_FIXTURES = {"browser", "browser_type", "context", "new_context", "page"}

# A shared machine of two cores has no steady clock; CI draws the same examples each time.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("steady")


def find_chromium() -> str | None:
    """The path of a Chromium on this machine, if there is one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    return found


def find_documents() -> Path:
    """The folder of the policy documents, which may not exist."""
    named = os.environ.get("INKOOPWIJZER_DOCUMENTS")
    return Path(named).resolve() if named else ROOT.parent / "shared" / "policies"


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test that asks for a browser, the documents or an engine needs them: nobody has to write the marker."""
    asked: Iterable[str] = getattr(item, "fixturenames", ())
    for marker in markers_of(item):
        item.add_marker(marker)
    if BROWSER_FIXTURES & set(asked):
        item.add_marker("needs_chromium")
    if "documents" in asked:
        item.add_marker("needs_documents")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with the reason, before a fixture tries to start what is not there."""
    if item.get_closest_marker("needs_chromium") and find_chromium() is None:
        pytest.skip("no Chromium here (Debian: apt install chromium)")
    if item.get_closest_marker("needs_documents") and not any(find_documents().glob("*.txt")):
        pytest.skip("no policy documents here (name their folder in INKOOPWIJZER_DOCUMENTS)")


def must_run(report: pytest.TestReport | pytest.CollectReport, why: str) -> None:
    """Turn the skip in `report` into a failure."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{why}, but it was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With INKOOPWIJZER_REQUIRE_ALL=1 a skipped test that needs one of MUST_RUN has failed."""
    report = yield
    needs = [name for name in MUST_RUN if item.get_closest_marker(name)]
    if REQUIRE_ALL and needs and report.skipped and not hasattr(report, "wasxfail"):
        must_run(report, f"INKOOPWIJZER_REQUIRE_ALL=1: this test ({', '.join(needs)}) must run")
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that skips itself hides all its tests, whatever they need: that has failed too."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        must_run(report, "INKOOPWIJZER_REQUIRE_ALL=1: every test module must be collected")
    return report


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder with the policy documents (the text is not in this repository)."""
    return find_documents()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the Chromium of this machine, quietly and without a network of its own."""
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
