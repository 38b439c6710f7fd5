"""`inkoopwijzer expectations`: what insurers expect without making it a condition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, Refusal, write
from inkoopwijzer.values.text import Text


def expectations(
    dossier: Annotated[
        Path | None,
        typer.Argument(metavar="DOSSIER", help="A dossier, to show its answers; may be left out."),
    ] = None,
    insurer: options.InsurersOption = None,
    on: options.OnOption = None,
    package: options.PackagesOption = None,
    template: Annotated[
        bool,
        typer.Option("--template", help="Print a block of YAML with the open questions, for in a dossier."),
    ] = False,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What every insurer expects or asks without making it a condition, and your answers so far."""
    from inkoopwijzer.services.expecting import answer_template, expect

    if template and json:
        message = Text("--template en --json gaan niet samen.", "--template and --json do not go together.")
        raise Refusal(message, Text("Kies een van beide.", "Choose one of them."))
    policies = options.policies(package, insurer)
    found = expect(dossier, insurers=insurer, on=options.day(on), policies=policies)
    if template:
        write(answer_template(found, options.spoken(lang)))
        return OK
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(found)))
        return OK
    from inkoopwijzer.cli.expectations_view import show_expectations
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_expectations(found, screen)
    screen.print()
    return OK
