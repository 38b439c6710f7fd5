"""`inkoopwijzer explain`: the conditions with their value, reason, facts and passages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.values.text import Lang

if TYPE_CHECKING:
    from inkoopwijzer.cli.assess import Asked
    from inkoopwijzer.facts.dossier import Dossier


def explain(
    dossier: options.DossierArgument,
    condition: Annotated[
        str | None,
        typer.Argument(
            metavar="CONDITION",
            autocompletion=options.condition_names,
            help="Only this condition, with all of its facts.",
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
    """Why the outcome is what it is: every condition, on which facts, and where the document says it."""
    from inkoopwijzer.cli.assess import Asked

    asked = Asked(insurer, options.day(on), options.readings(reading), options.policies(package, insurer))
    return tell_why(asked, dossier, condition, document, json=json, lang=options.spoken(lang))


def tell_why(
    asked: Asked,
    dossier: Dossier | Path,
    condition: str | None,
    document: list[Path] | None,
    *,
    json: bool,
    lang: Lang,
) -> int:
    """Print why the outcomes of a dossier are what they are, or those of one condition."""
    from inkoopwijzer.cli.explain_view import conditions_named, show_explanation
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.trouble import write
    from inkoopwijzer.policy.package import shipped_policies

    assessment = asked.answer(dossier)
    policies = [
        p for p in asked.policies or shipped_policies() if p.id in {r.policy for r in assessment.results}
    ]
    if condition is not None:
        options.named("condition", condition, (c for p in policies for c in p.conditions))
    papers = options.papers(document, asked.policies)
    shown = [(r, conditions_named(r, condition)) for r in assessment.shown]
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        rows = [
            {"policy": r.policy, "agreement": r.agreement, "possible": r.possible, "conditions": found}
            for r, found in shown
        ]
        write(as_json(as_data(rows)))
        return 0
    screen = Screen(lang)
    show_explanation(assessment, shown, condition, papers, screen)
    screen.print()
    return 0
