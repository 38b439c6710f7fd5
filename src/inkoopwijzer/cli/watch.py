"""`inkoopwijzer watch`: what becomes of every outcome if nothing is done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, Refusal, write
from inkoopwijzer.values.text import Text


def watch(
    dossier: options.DossierArgument,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day to watch, as 2028-12-31.")
    ],
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day to watch; without it today.")
    ] = None,
    insurer: options.InsurersOption = None,
    reading: options.ReadingsOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """When does which outcome change if nothing is done, and what must be renewed by when."""
    from inkoopwijzer.services.watching import WatchBackwards
    from inkoopwijzer.services.watching import watch as watch_dossier

    last = options.day(until)
    first = options.day(start) or datetime.now(UTC).astimezone().date()
    assert last is not None
    try:
        found = watch_dossier(
            dossier, start=first, until=last, insurers=insurer, readings=options.readings(reading)
        )
    except WatchBackwards:
        message = Text(f"{last} ligt vóór {first}.", f"{last} is before {first}.")
        hint = Text(
            "Kies een latere dag met --until, of een eerdere met --from.",
            "Choose a later day with --until, or an earlier one with --from.",
        )
        raise Refusal(message, hint) from None
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(found)))
        return OK
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.watch_view import show_watch

    screen = Screen(options.spoken(lang))
    show_watch(found, screen)
    screen.print()
    return OK
