"""The page of examples: for every profession and insurer a dossier with its outcome, as the program gives it."""

from __future__ import annotations

from pathlib import Path

from inkoopwijzer.assess.result import AgreementResult, Assessment
from inkoopwijzer.cli import phrases
from inkoopwijzer.documents import wording
from inkoopwijzer.documents.agreements import by_care
from inkoopwijzer.services.assessing import assess

HEAD = """# Voorbeelden: voor elk beroep een dossier met zijn uitkomst

Generated from the dossiers in [`examples/`](../examples/) by `make docs`; the practices are made up. Run one yourself:
`inkoopwijzer assess examples/NAME.yaml`. What the words mean: [begrippen](begrippen.md).
"""


def examples_page(directory: Path) -> str:
    """Every example with what it is about and its outcome at each insurer, and an index by care."""
    files = sorted(directory.glob("*.yaml"), key=lambda p: int(p.name.split("-")[0]))
    found = [(path, assess(path)) for path in files]
    parts = [HEAD, _index(found)]
    parts += [_example(path, assessment) for path, assessment in found]
    return "\n".join(parts)


def _index(found: list[tuple[Path, Assessment]]) -> str:
    """By care and insurer: the examples that show it."""
    insurers = {r.insurer: r.insurer_name for _, a in found for r in a.results}
    shown: dict[str, dict[str, list[str]]] = {}
    for path, assessment in found:
        for result in assessment.shown:
            link = f"[{path.name.split('-')[0]}](#{path.stem})"
            shown.setdefault(result.agreement, {}).setdefault(result.insurer, []).append(link)
    lines = ["## Zorg × verzekeraar", "", f"| Overeenkomst | {' | '.join(insurers.values())} |"]
    lines.append("|---" * (len(insurers) + 1) + "|")
    for care in sorted(shown):
        cells = [", ".join(shown[care].get(insurer, ["-"])) for insurer in insurers]
        lines.append(f"| {care.replace('_', ' ')} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _example(path: Path, assessment: Assessment) -> str:
    about = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# Fictional.").strip()
    lines = [f'<a id="{path.stem}"></a>', "", f"## {path.stem.replace('-', '. ', 1).replace('-', ' ')}", ""]
    lines += [
        f"{assessment.name}. {about}",
        "",
        "| Zorg | Verzekeraar | Uitkomst | Waarom |",
        "|---|---|---|---|",
    ]
    for same in by_care(assessment.shown):
        for result in same:
            told = wording.capital(phrases.outcomes(result, result.possible)).nl
            lines.append(f"| {result.title.nl} | {result.insurer_name} | **{told}** | {_why(result)} |")
    return "\n".join(lines) + "\n"


def _why(result: AgreementResult) -> str:
    """In one cell: what rules the next better group out, or what is open."""
    group = phrases.next_better(result)
    if len(result.possible) > 1:
        if result.questions:
            return result.questions[0].ask.nl
        open_ = phrases.weighed(result.conditions)
        return open_[0].says.nl if open_ else ""
    if group is None:
        return "het beste dat er is"
    causes = phrases.failing(result, group)
    if not causes:
        return ""
    told = "; ".join(_cell(cause.says.nl) for cause in causes[:2])
    return f"{result.group_titles[group].nl} valt af; niet voldaan: {told}"


def _cell(text: str) -> str:
    return text.removesuffix(".").replace("|", "/")
