"""`inkoopwijzer market`: all practices at once."""

from __future__ import annotations

import typer

from inkoopwijzer.cli import (
    market_adequacy,
    market_around,
    market_assess,
    market_make,
    market_report,
    market_simulate,
)

app = typer.Typer(
    no_args_is_help=True,
    help="All practices at once: outcomes, what a change does, who is near, what care is left.",
)
app.command("make")(market_make.make)
app.command("assess")(market_assess.assess)
app.command("explain")(market_assess.explain)
app.command("near")(market_around.near)
app.command("ask")(market_around.ask)
app.command("routes")(market_around.routes)
app.command("simulate")(market_simulate.simulate)
app.command("diff")(market_simulate.diff)
app.command("sweep")(market_simulate.sweep)
app.command("adequacy")(market_adequacy.adequacy)
app.command("report")(market_report.report)
