"""CI runs every test: a skip of one that needs Chromium or the documents is a failure there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import guards

NEEDS_DOCUMENTS = "def test_reads(documents):\n    assert documents\n"
NEEDS_NOTHING = "import pytest\ndef test_waits():\n    pytest.skip('not here')\n"
SKIPS_ITSELF = "import pytest\npytest.importorskip('no_such_module')\ndef test_hidden(): ...\n"


def run(folder: Path, test: str, *, require_all: bool) -> int:
    """The exit code of pytest on one test, with our conftest and no documents."""
    empty = folder / "documents"
    empty.mkdir()
    (folder / "conftest.py").write_text((guards.ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (folder / "pytest.ini").write_text(
        "[pytest]\nmarkers =\n    needs_documents\n    needs_chromium\n", "utf-8"
    )
    (folder / "test_one.py").write_text(test, "utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": str(guards.ROOT),
        "INKOOPWIJZER_DOCUMENTS": str(empty),
        "INKOOPWIJZER_REQUIRE_ALL": str(int(require_all)),
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "test_one.py",
    ]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("test", "require_all", "passes"),
    [
        (NEEDS_DOCUMENTS, False, True),
        (NEEDS_DOCUMENTS, True, False),
        (NEEDS_NOTHING, True, True),
        (SKIPS_ITSELF, True, False),
    ],
)
def test_a_required_test_may_not_be_skipped(
    tmp_path: Path, test: str, require_all: bool, passes: bool
) -> None:
    assert (run(tmp_path, test, require_all=require_all) == 0) is passes
