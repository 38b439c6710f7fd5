"""`inkoopwijzer market assess` and `market explain`: every outcome for every practice, and why at one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, write
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.services.assessing_market import MarketAssessment

MarketArgument = Annotated[
    Path,
    typer.Argument(
        metavar="MARKET", help="A market: the folder that `market make` or `register market` wrote."
    ),
]
AgreementsOption = Annotated[
    list[str] | None,
    typer.Option("--agreement", metavar="ID", help="Only this agreement, as fysiotherapie; may be repeated."),
]


def assess(
    market: MarketArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Also write a row per practice and agreement (Parquet)."),
    ] = None,
    nodes: Annotated[
        Path | None,
        typer.Option(
            "--nodes",
            metavar="DIR",
            help="Also write the verdict of every condition at every practice (Parquet).",
        ),
    ] = None,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    sound: Annotated[
        bool,
        typer.Option(
            "--sound", help="Do not look into what is open: quicker, and it may keep an outcome too many."
        ),
    ] = False,
    everyone: Annotated[
        bool,
        typer.Option("--everyone", help="In the file, also agreements that are not meant for a practice."),
    ] = False,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The outcome of every agreement for every practice, counted; and with --out each one, with what is in the way."""
    from inkoopwijzer.cli.market_assess_view import show_market
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.assessing_market import assess_market

    spoken = options.spoken(lang)
    with progress(spoken) as tell:
        found = assess_market(
            market,
            insurers=insurer,
            on=options.day(on),
            readings=options.readings(reading),
            policies=options.policies(package, insurer),
            agreements=agreement,
            exact=not sound,
            tell=tell,
        )
    written = _write(found, out, nodes, everyone=everyone)
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json([_counts(one) for one in found.agreements]))
    else:
        screen = Screen(spoken)
        show_market(found, screen)
        for line in written:
            screen.line(line)
        screen.print()
    return OK


def explain(
    market: MarketArgument,
    practice: Annotated[str, typer.Argument(metavar="AGB", help="The AGB code of a practice, or its id.")],
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
    """Why the outcome of one practice is what it is: as `explain` says it of a dossier."""
    from inkoopwijzer.cli.assess import Asked
    from inkoopwijzer.cli.explain import tell_why
    from inkoopwijzer.services.assessing_market import dossier_of

    asked = Asked(insurer, options.day(on), options.readings(reading), options.policies(package, insurer))
    dossier = dossier_of(market, practice)
    return tell_why(asked, dossier, condition, document, json=json, lang=options.spoken(lang))


def _write(found: MarketAssessment, out: Path | None, nodes: Path | None, *, everyone: bool) -> list[Text]:
    from inkoopwijzer.cli.data import writing
    from inkoopwijzer.market.outcome_table import write_nodes, write_outcomes

    lines = []
    if out is not None:
        with writing(out):
            rows = write_outcomes(found.agreements, out, everyone=everyone)
        lines.append(Text(f"{rows} regels: {out}", f"{rows} rows: {out}"))
    if nodes is not None:
        with writing(nodes):
            nodes.mkdir(parents=True, exist_ok=True)
            for one in found.agreements:
                file = nodes / f"{'.'.join(one.assessed.name)}.parquet"
                write_nodes(one.assessed, file)
                lines.append(Text(f"Alle voorwaarden: {file}", f"All conditions: {file}"))
    return lines


def _counts(one: object) -> dict[str, object]:
    from inkoopwijzer.market.exact import ExactOutcomes

    assert isinstance(one, ExactOutcomes)
    policy, agreement = one.assessed.name
    tally = one.tally()
    return {
        "policy": policy,
        "agreement": agreement,
        "practices": sum(tally.counts.values()),
        "exact": bool(one.exact.all()),
        "outcomes": [{"possible": list(names), "practices": n} for names, n in tally.counts.items()],
    }
