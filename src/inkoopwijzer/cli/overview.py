"""Several dossiers in one table: a row for each, a column for each agreement, the outcome in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.values.text import Text


def show_overview(found: Sequence[Assessment], screen: Screen) -> None:
    """The outcomes of all dossiers, side by side per insurer."""
    screen.title(Text("Alle dossiers", "All dossiers"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(screen.word(Text("Praktijk", "Practice")), header_style="dim")
    for result in found[0].results:
        table.add_column(f"{result.insurer_name}, {screen.word(result.title).lower()}", header_style="dim")
    for assessment in found:
        cells = [
            screen.rich(
                (wording.capital(phrases.outcomes(result, result.possible)), phrases.standing(result).style)
            )
            for result in assessment.results
        ]
        table.add_row(assessment.name, *cells)
    screen.show(table)
