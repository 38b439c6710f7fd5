"""A package that was started: what was written and what to do next, on a screen and as data."""

from __future__ import annotations

from typing import Any

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.services.starting import WORKLIST, Started, missing
from inkoopwijzer.values.text import Text


def started_row(started: Started) -> dict[str, Any]:
    """The started package as data."""
    return {
        "directory": str(started.directory),
        "document": str(started.document),
        "written": [str(path) for path in started.written],
        "lines": started.lines,
        "headings": len(started.outline.headings),
        "sentences": len(started.outline.sentences),
        "to_fill_in": missing(started.head),
    }


def show_started(started: Started, screen: Screen) -> None:
    """The files, what the document seems to hold, and the steps to take."""
    for path in started.written:
        screen.line(str(path), lead="+ ", lead_style="green")
    screen.blank()
    n, headings, sentences = started.lines, len(started.outline.headings), len(started.outline.sentences)
    screen.line(
        Text(
            f"{n} regels, {headings} kopjes, {sentences} zinnen die een regel of een klasse vragen: zie {WORKLIST}.",
            f"{n} lines, {headings} headings, {sentences} sentences that ask a rule or a class: see {WORKLIST}.",
        )
    )
    screen.blank()
    for number, step in enumerate(_steps(started), 1):
        screen.line(step, lead=f"{number}. ", lead_style=phrases.DIM)


def _steps(started: Started) -> list[Text]:
    here, document = started.directory, started.document
    fields = ", ".join(missing(started.head))
    return [
        Text(f"Vul in policy.yaml in: {fields}.", f"Fill in, in policy.yaml: {fields}."),
        Text(
            f"Schrijf regels in {here}/regels.yaml, en deel in lines.yaml in wat geen regel is.",
            f"Write rules in {here}/regels.yaml, and classify in lines.yaml what is no rule.",
        ),
        Text(*[f"inkoopwijzer sources stamp {here} {document}"] * 2),
        Text(*[f"inkoopwijzer policy check {here}"] * 2),
        Text(*[f"inkoopwijzer policy coverage {here} {document}"] * 2),
    ]
