"""The generated parts of the documentation are what the program now says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs import generated

ROOT = Path(__file__).parent.parent.parent


FILES = generated()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_generated_documentation_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path], "run `make docs`"


def test_the_three_lines_of_python_in_the_readme_work() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code
    run = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [
        "Salland Zorgverzekeraar fysiotherapie ('B',)",
        "Zorg en Zekerheid fysiotherapie ('A',)",
    ]


def test_links_in_the_documentation_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
