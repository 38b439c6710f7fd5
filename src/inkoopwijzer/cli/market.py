"""`inkoopwijzer market`: all practices at once."""

from __future__ import annotations

import typer

from inkoopwijzer.cli import market_around, market_assess

app = typer.Typer(
    no_args_is_help=True, help="All practices at once: outcomes, what a change does, who is near."
)
app.command("assess")(market_assess.assess)
app.command("explain")(market_assess.explain)
app.command("near")(market_around.near)
app.command("ask")(market_around.ask)
app.command("routes")(market_around.routes)
