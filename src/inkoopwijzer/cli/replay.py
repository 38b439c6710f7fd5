"""`inkoopwijzer replay`: make the decisions of a receipt again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.services.receipts import Receipt

READ_AT_MOST: Final = 100_000_000
"""Enough of a file to tell that it is too large for a receipt."""


def replay(
    receipt: Annotated[
        Path, typer.Argument(metavar="RECEIPT", help="A receipt that `assess --receipt` wrote.")
    ],
    installed: Annotated[
        bool,
        typer.Option("--installed", help="Decide by the rules installed now, not by those in the receipt."),
    ] = False,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Decide again on the facts and rules of a receipt; exit code 1 if anything differs."""
    from inkoopwijzer.cli.replay_view import as_row, show_replay
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.trouble import FOUND, OK, write
    from inkoopwijzer.services.receipts import replay as decide_again

    spoken = options.spoken(lang)
    found = decide_again(_read(receipt), installed, options.policies(package))
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(as_row(found)))
    else:
        screen = Screen(spoken)
        show_replay(found, screen)
        screen.print()
    return OK if found.same else FOUND


def _read(path: Path) -> Receipt:
    from inkoopwijzer.services.receipts import read_receipt
    from inkoopwijzer.values.fault import Fault, Faults

    try:
        with path.open("rb") as file:
            data = file.read(READ_AT_MOST)
    except (OSError, ValueError) as error:
        why = str(getattr(error, "strerror", None) or error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
        raise Faults([Fault("file.unreadable", message, str(path), hint=hint)]) from None
    return read_receipt(data, str(path))
