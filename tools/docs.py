"""Writes the generated parts of the documentation; `--check` only tells which are out of date.

The pictures in the README need Chromium; they are left as they are where that is absent, and never checked.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from inkoopwijzer.documents.assessment_json import assessment_schema_text
from inkoopwijzer.facts.catalogue import Catalogue, Fact, catalogue
from inkoopwijzer.facts.schema import dossier_schema
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.schema import policy_schema
from inkoopwijzer.policy.words import policy_words
from tools.examples_page import examples_page
from tools.wrong_input import wrong_input_page

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "src" / "inkoopwijzer" / "documents" / "schemas"
SHOWN = ("2-brug-in-leiden", "5-precies-dertig")
"""The examples whose outcome the README shows."""


def generated() -> dict[Path, str]:
    """Every generated file with its text."""
    reference = ROOT / "docs" / "reference"
    files = {
        reference / "facts.md": facts_page(catalogue()),
        reference / "wrong-input.md": wrong_input_page(),
        reference / "dossier.schema.json": _json(dossier_schema()),
        reference / "policy.schema.json": _json(policy_schema()),
        reference / "assessment.schema.json": assessment_schema_text(),
        SHIPPED / "assessment.schema.json": assessment_schema_text(),
        ROOT / "docs" / "voorbeelden.md": examples_page(ROOT / "examples"),
        ROOT / "README.md": readme((ROOT / "README.md").read_text(encoding="utf-8")),
    }
    for policy in shipped_policies():
        files[reference / "policies" / f"{policy.id}.md"] = policy_page(policy)
    return files


def _json(schema: object) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def facts_page(facts: Catalogue) -> str:
    """The catalogue as a page, by subject."""
    lines = [
        "# The facts",
        "",
        "Every fact that a rule uses, defined once for all insurers. Generated from the catalogue;",
        "`inkoopwijzer facts` shows the same, and which rules use a fact.",
        "",
        '*Absent means "no" once seen complete* names the registers that settle it when a dossier marks them complete.',
    ]
    for subject in facts.subjects.values():
        lines += ["", f"## {subject.label.nl} ({subject.label.en})", ""]
        lines += [
            '| Fact | Question | Type | Supplied by | Absent means "no" once seen complete |',
            "|---|---|---|---|---|",
        ]
        lines += [_fact_row(facts, f) for f in facts.facts.values() if f.about == subject.id]
    lines += ["", "## Keys", ""]
    for dimension in facts.dimensions.values():
        options = ", ".join(f"`{o}`" for o in dimension.options or ()) or "a number"
        lines.append(f"- **{dimension.id}** ({dimension.label.en}): {options}")
    return "\n".join(lines) + "\n"


def _fact_row(facts: Catalogue, fact: Fact) -> str:
    keys = {d.id: f"‹{d.label.nl}›" for d in fact.per}
    ask = fact.ask.nl.format(subject=fact.about_label.nl, **keys)
    kind = fact.type.value + (f" per {', '.join(keys)}" if keys else "")
    if 0 < len(fact.options) < 20:
        kind += f": {', '.join(fact.options)}"
    absent = [*fact.absent, *(a for d in fact.per for o in (d.options or {}).values() for a in o.absent)]
    sources = ", ".join(facts.sources[s].label.nl for s in fact.sources)
    return f"| `{fact.id}` | {ask} | {kind} | {sources} | {', '.join(dict.fromkeys(absent))} |"


def policy_page(policy: Policy) -> str:
    """A policy in sentences made from its rules."""
    lines = [
        f"# {policy.insurer_name} {policy.year}: the rules in words",
        "",
        "Generated from the rule files by `inkoopwijzer policy words`. Our own words throughout; the citations",
        "say where the document says it.",
        "",
    ]
    lines += [f"{'  ' * line.depth}- {line.text.nl}" for line in policy_words(policy)]
    return "\n".join(lines) + "\n"


def readme(text: str) -> str:
    """The README with the outcome of two examples as the terminal shows it."""
    files = [f"examples/{name}.yaml" for name in SHOWN]
    command = ["inkoopwijzer", "assess", *files]
    run = subprocess.run(
        [sys.executable, "-c", "from inkoopwijzer.cli.main import run; run()", *command[1:]],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    shown = "\n".join(line.rstrip() for line in run.stdout.strip("\n").splitlines())
    block = f"<!-- generated: assess -->\n```\n$ {' '.join(command)}\n{shown}\n```\n<!-- end -->"
    return re.sub(r"<!-- generated: assess -->.*?<!-- end -->", lambda _: block, text, flags=re.DOTALL)


def pictures() -> None:
    """Pictures of the report of one example and of the demo's market, if there is a browser to take them."""
    browser = shutil.which("chromium")
    if browser is None:
        print("docs/images left as they are: no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    from inkoopwijzer.documents.report import render_report
    from inkoopwijzer.services.assessing import assess

    pages = {
        "report.png": render_report(assess(ROOT / "examples" / f"{SHOWN[0]}.yaml"), "nl"),
        "market.png": market_page(),
    }
    (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        started = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, html in pages.items():
            file = Path(folder) / f"{name}.html"
            file.write_text(html, encoding="utf-8")
            page = started.new_page(viewport={"width": 1100, "height": 900})
            page.goto(file.as_uri())
            page.screenshot(path=ROOT / "docs" / "images" / name)
        started.close()


def market_page() -> str:
    """The report that `make demo` makes of an invented market."""
    from inkoopwijzer.documents.market_report import render_market_report
    from inkoopwijzer.market.synthetic import make_market
    from inkoopwijzer.policy.alter_reading import Written, read_changes
    from inkoopwijzer.services.reporting_market import Wish, report_market

    wish = Wish(
        changes=read_changes(Written(norms=["p70_2025=110"])),
        norm="p70_2025",
        low=Decimal(95),
        high=Decimal(125),
    )
    market = make_market(500, 2027, "demo")
    return render_market_report(report_market(market, wish, agreements=["fysiotherapie"]), "nl")


def main() -> int:
    """Write or check; the exit code is 1 when something is out of date under `--check`."""
    stale = []
    for path, text in generated().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is out of date: run `make docs`")
        return 1 if stale else 0
    print("written:", *map(str, stale) if stale else ["nothing, all up to date"])
    pictures()
    return 0


if __name__ == "__main__":
    sys.exit(main())
