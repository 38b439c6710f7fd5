"""The generated part of docs/expressiveness.md: the table of constructs, the fragments, and what cannot be said.

`python -m tests.expressiveness.page` writes it again.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.expressiveness.cannot import CANNOT
from tests.expressiveness.constructs import CONSTRUCTS, SHIPPED, Construct, directory_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "expressiveness.md"
DROPPED = ("says:", "cite:", "title:")
"""What a fragment leaves out: the sentences and the citations."""
INLINE = re.compile(r"(?:(?<=\{)|, )(?:says|title|cite): \{[^{}]*\}(?:, (?=\w))?")


def block(package: str, rule: str) -> list[str]:
    """The lines of a rule as they stand in its package, the first one its name."""
    for path in sorted(directory_of(package).glob("*.yaml")):
        if path.name.endswith(".scenarios.yaml"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for first, line in enumerate(lines):
            if re.match(rf"  {re.escape(rule)}:(?: |$)", line):
                rest = iter(lines[first + 1 :])
                found = [line]
                for later in rest:
                    if later.strip() and not later.startswith("    "):
                        break
                    found.append(later)
                return [row[2:] for row in found if row.strip()]
    raise LookupError(f"{package}: {rule}")


def fragment(construct: Construct, rule: str) -> str:
    """A rule without its sentences and citations; of an agreement only the parts that matter here."""
    kept: list[str] = []
    skipping: int | None = None
    part = ""
    head, *rest = block(construct.package, rule)
    for line in rest:
        depth = len(line) - len(line.lstrip())
        if skipping is not None and depth > skipping:
            continue
        skipping = None
        if depth == 2:
            part = line.strip().partition(":")[0]
        if line.strip().startswith(DROPPED) or (
            construct.parts and depth >= 2 and not _wanted(part, construct)
        ):
            skipping = depth
            continue
        kept.append(line)
    return "\n".join(INLINE.sub("", row) for row in [head, *kept])


def _wanted(part: str, construct: Construct) -> bool:
    return part in construct.parts or part in ("actor", "days", "for")


def generated() -> str:
    """All that is generated, from the lists in the tests."""
    rows = ["| Construct | How it is written | Where |", "| --- | --- | --- |"]
    for one in CONSTRUCTS:
        rows.append(
            f"| {one.name} | {one.written} | `{one.package}`: {', '.join(f'`{r}`' for r in one.rules)} |"
        )
    text = "\n".join(rows) + "\n\n## The fragments\n\nWithout their sentences (`says`) and citations.\n"
    for one in CONSTRUCTS:
        if one.package == SHIPPED:  # its rules are shown elsewhere, and change with its document
            continue
        shown = [rule for rule in one.rules if fragment(one, rule).count("\n") or "{" in fragment(one, rule)]
        text += (
            f"\n### {one.name}\n\n```yaml\n# {one.package}\n"
            + "\n".join(fragment(one, r) for r in shown)
            + "\n```\n"
        )
    text += (
        "\n## What cannot be said\n\nEach was tried; a test keeps the attempts and the faults that come.\n\n"
    )
    text += "| What cannot be said | What an author does instead |\n| --- | --- |\n"
    text += "".join(f"| {one.name} | {one.instead} |\n" for one in CANNOT)
    return text


BEGIN = "<!-- generated from tests/expressiveness -->\n"
END = "<!-- end -->\n"


def renewed(page: str) -> str:
    """The page with its generated part as it should be now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{generated()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
