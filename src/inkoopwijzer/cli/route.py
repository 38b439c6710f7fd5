"""`inkoopwijzer route`: how to reach a better group, and what stands in the way."""

from __future__ import annotations

from typing import Annotated

import typer

from inkoopwijzer.cli import options


def route(
    dossier: options.DossierArgument,
    to: Annotated[
        str | None, typer.Option("--to", metavar="GROUP", help="Only routes to this group, such as A.")
    ] = None,
    insurer: options.InsurersOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The smallest sets of changes that make a better group sure, with the dates the policy names."""
    from inkoopwijzer.cli.assess import Asked
    from inkoopwijzer.cli.route_view import show_routes
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.trouble import write

    policies = options.policies(package, insurer)
    assessment = Asked(insurer, options.day(on), options.readings(reading), policies).answer(dossier)
    if to is not None:
        options.named("group", to, dict.fromkeys(g.id for r in assessment.shown for g in r.groups))
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        rows = [
            {
                "policy": r.policy,
                "agreement": r.agreement,
                "possible": r.possible,
                "routes": [x for x in r.routes if to in (None, x.group)],
                "barriers": [x for x in r.barriers if to in (None, x.group)],
            }
            for r in assessment.results
        ]
        write(as_json(as_data(rows)))
        return 0
    screen = Screen(options.spoken(lang))
    show_routes(assessment, to, screen)
    screen.print()
    return 0
