"""Several dossiers in one table: a row for each dossier and care, a column for each insurer, the outcome in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.documents.agreements import by_care
from inkoopwijzer.values.text import Text


def show_overview(found: Sequence[Assessment], screen: Screen) -> None:
    """The outcomes of all dossiers, side by side per insurer."""
    insurers = {r.insurer: r.insurer_name for a in found for r in a.results}
    screen.title(Text("Alle dossiers", "All dossiers"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(screen.word(Text("Praktijk", "Practice")), header_style="dim")
    table.add_column(screen.word(Text("Zorg", "Care")), header_style="dim")
    for name in insurers.values():
        table.add_column(name, header_style="dim")
    for assessment in found:
        for number, same in enumerate(by_care(assessment.shown)):
            cells = {
                result.insurer: screen.rich(
                    (
                        wording.capital(phrases.outcomes(result, result.possible)),
                        phrases.standing(result).style,
                    )
                )
                for result in same
            }
            table.add_row(
                "" if number else assessment.name,
                screen.word(same[0].title).lower(),
                *(cells.get(insurer, screen.rich(("-", phrases.DIM))) for insurer in insurers),
            )
    screen.show(table)
