"""`inkoopwijzer treat`: who may deliver which treatment, for which insurer."""

from __future__ import annotations

from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, Refusal, write
from inkoopwijzer.values.text import Text


def treatment_names(incomplete: str) -> list[str]:
    """For completion: the treatments."""
    from inkoopwijzer.assess.treatments import treatment_ids

    return [name for name in treatment_ids() if name.startswith(incomplete)]


def treat(
    dossier: options.DossierArgument,
    treatment: Annotated[
        list[str] | None,
        typer.Option(
            "--treatment",
            metavar="ID",
            autocompletion=treatment_names,
            help="Only this treatment; may be repeated.",
        ),
    ] = None,
    therapist: Annotated[
        list[str] | None,
        typer.Option(
            "--therapist",
            metavar="NAME",
            help="Only this therapist; with --treatment every condition and fact is shown. May be repeated.",
        ),
    ] = None,
    insurer: options.InsurersOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    document: options.DocumentsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Which therapist may deliver which treatment to whom, for which insurer, and why not."""
    from inkoopwijzer.assess.agreement import OutsideTerm
    from inkoopwijzer.services.treating import treat as treat_dossier

    policies = options.policies(package, insurer)
    papers = options.papers(document, policies)
    try:
        found = treat_dossier(
            dossier,
            insurers=insurer,
            on=options.day(on),
            readings=options.readings(reading),
            treatments=treatment,
            therapists=therapist,
            policies=policies,
        )
    except OutsideTerm as error:
        message = Text(
            "{day} ligt na het einde van elke overeenkomst van {policy}.",
            "{day} is after the end of every agreement of {policy}.",
        ).format(**vars(error))
        hint = Text(f"Kies een dag tot en met {error.end}.", f"Choose a day until {error.end}.")
        raise Refusal(message, hint) from None
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.documents.treatments_json import treatments_json

        write(as_json(treatments_json(found)))
        return OK
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.treat_view import show_explained, show_treating

    screen = Screen(options.spoken(lang))
    if treatment and therapist:
        show_explained(found, papers, screen)
    else:
        show_treating(found, screen)
    screen.print()
    return OK
