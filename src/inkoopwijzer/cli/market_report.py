"""`inkoopwijzer market report`: one page with pictures and tables, and the tables as files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.market_assess import AgreementsOption, MarketArgument
from inkoopwijzer.cli.trouble import OK, Refusal, say
from inkoopwijzer.values.text import Text

_OTHERS = Text(
    "In de map {folder} staan bestanden die niet bij dit rapport horen.",
    "The folder {folder} holds files that do not belong to this report.",
)
_EMPTY = Text("Geef een lege map, of maak deze leeg.", "Give an empty folder, or empty this one.")
_RANGE = Text("Bij --sweep horen --from en --to.", "--sweep goes with --from and --to.")


def report(
    market: MarketArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write (HTML).")],
    tables: Annotated[
        Path | None,
        typer.Option(
            "--tables", metavar="DIR", help="Also write every table as CSV and Parquet, and one workbook."
        ),
    ] = None,
    norm: Annotated[
        list[str] | None,
        typer.Option(
            "--norm",
            metavar="NORM=N",
            help="Show who moves if a norm were this, as p70_2025=110; repeatable.",
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="CONDITION",
            autocompletion=options.condition_names,
            help="Show who moves if this were no longer asked; repeatable.",
        ),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option("--sweep", metavar="NORM", help="Draw the outcomes against this norm, as p70_2025."),
    ] = None,
    low: Annotated[
        str | None, typer.Option("--from", metavar="N", help="The first value of the sweep.")
    ] = None,
    high: Annotated[
        str | None, typer.Option("--to", metavar="N", help="The last value of the sweep.")
    ] = None,
    within: Annotated[
        float, typer.Option("--within", metavar="N", min=0, help="How far from a norm a practice is near.")
    ] = 3.0,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Hide what could point at one practice: small numbers, lists of names."
        ),
    ] = False,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    lang: options.LangOption = "nl",
) -> int:
    """One page on a market: outcomes, percentiles, who moves, who is near, what is missing, a map; and its tables."""
    from inkoopwijzer.cli.data import save, writing
    from inkoopwijzer.cli.market_simulate_options import numbers, refusing
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.documents.market_report import render_market_report
    from inkoopwijzer.documents.market_twins import write_twins
    from inkoopwijzer.policy.alter_reading import Written, read_changes
    from inkoopwijzer.services.reporting_market import Wish, report_market

    spoken = options.spoken(lang)
    (first, _), (last, _) = numbers([low, high])
    if sweep is not None and (first is None or last is None):
        raise Refusal(_RANGE, Text("Geef bijvoorbeeld --from 95 --to 125.", "Give, say, --from 95 --to 125."))
    wish = Wish(
        changes=read_changes(Written(norms=norm or (), drops=drop or ())),
        norm=sweep,
        low=first or Wish.low,
        high=last or Wish.high,
        within=within,
        public=public,
    )
    with progress(spoken) as tell, refusing():
        made = report_market(
            market,
            wish,
            insurers=insurer,
            on=options.day(on),
            readings=options.readings(reading),
            policies=options.policies(package, insurer),
            agreements=agreement,
            tell=tell,
        )
    if tables is not None:
        with writing(tables):
            try:
                write_twins(made, tables, spoken)
            except FileExistsError:
                raise Refusal(_OTHERS.format(folder=str(tables)), _EMPTY) from None
    beside = "" if tables is None else _relative(tables, out.parent)
    today = datetime.now(UTC).astimezone().date()
    save(out, render_market_report(made, spoken, today, beside).encode())
    say(Text(f"Rapport: {out}", f"Report: {out}").to(spoken))
    if tables is not None:
        say(Text(f"Tabellen: {tables}", f"Tables: {tables}").to(spoken))
    return OK


def _relative(folder: Path, start: Path) -> str:
    """The folder as a page in `start` links to it."""
    import os

    return Path(os.path.relpath(folder, start)).as_posix()
