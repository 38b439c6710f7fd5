"""`inkoopwijzer register agb`: answers of the AGB consultation service into a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK
from inkoopwijzer.values.text import Text

_MOST: Final = 10


def agb(
    store: Annotated[
        Path,
        typer.Argument(metavar="STORE", help="The folder that keeps the registers; made if there is none."),
    ],
    answers: Annotated[
        list[Path],
        typer.Argument(metavar="ANSWERS", help="Answers of the AGB service (JSON), or folders of them."),
    ],
    seen: Annotated[
        str, typer.Option("--seen", metavar="DATE", help="The day on which the service was asked.")
    ],
    lang: options.LangOption = "nl",
) -> int:
    """Bring answers of the AGB consultation service in, all or nothing: practices, therapists, who works where."""
    from inkoopwijzer.cli.register_view import show_import
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.registering_agb import import_agb

    day = options.day(seen)
    assert day is not None
    found = import_agb(store, answers, day)
    screen = Screen(options.spoken(lang))
    show_import(store, found.brought, screen)
    read = found.read
    if read.gaps:
        screen.blank()
        screen.line(
            Text(
                f"Van {len(read.gaps)} praktijken is niet alles gelezen; hun register telt niet als volledig.",
                f"Of {len(read.gaps)} practices not all was read; their register does not count as complete.",
            )
        )
    if read.left_out:
        names = ", ".join(read.left_out[:_MOST])
        screen.line(
            Text(
                f"Niet opgenomen, van een beroep dat hier niet speelt: {len(read.left_out)} ({names}).",
                f"Left out, of a profession that plays no part here: {len(read.left_out)} ({names}).",
            )
        )
    if read.extra:
        names = ", ".join(list(read.extra)[:_MOST])
        screen.line(Text(f"Velden die dit programma niet kent: {names}.", f"Fields not known here: {names}."))
    screen.print()
    return OK
