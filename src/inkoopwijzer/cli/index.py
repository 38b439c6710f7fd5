"""`inkoopwijzer index`: an approximation of the treatment index from claims, and what can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import FOUND, OK, Refusal, plain, write
from inkoopwijzer.values.fault import near
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.index.engine import Resources

app = typer.Typer(
    no_args_is_help=True,
    help="Approximate the treatment index from claims: compute, explain, percentiles, what may be published.",
)

_ResultArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder that 'index compute' wrote.")
]
_YearOption = Annotated[int, typer.Option("--year", metavar="YEAR", help="The year of treatment, as 2025.")]
_MemoryOption = Annotated[
    str,
    typer.Option("--memory", metavar="SIZE", help="Memory to use, as 4GB; what does not fit goes to disk."),
]
_TempOption = Annotated[
    Path | None, typer.Option("--temp", metavar="DIR", help="Where to put what does not fit in memory.")
]
_AtOption = Annotated[
    str, typer.Option("--at", metavar="P,P", help="Percentiles, as 70,85: above 0, below 100.")
]

_MEMORY: Final = re.compile(r"[1-9][0-9]*(?:\.[0-9]+)?\s?[KMGT]i?B", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?")


@app.command()
def compute(
    claims: Annotated[
        list[Path],
        typer.Argument(metavar="CLAIMS", help="Parquet or CSV files with claimed lines, or folders of them."),
    ],
    year: _YearOption,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The folder to write the result to.")],
    official: Annotated[
        Path | None,
        typer.Option(
            "--official",
            metavar="FILE",
            help="The official index: a CSV or Parquet file, or the folder of a market. It always wins.",
        ),
    ] = None,
    params: Annotated[
        Path | None, typer.Option("--params", metavar="FILE", help="Parameters of the method (YAML or JSON).")
    ] = None,
    memory: _MemoryOption = "2GB",
    temp: _TempOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Approximate the treatment index of every practice in the claims. It is never the official index."""
    from inkoopwijzer.cli.index_bar import Bar
    from inkoopwijzer.cli.index_view import computed_row, show_computed
    from inkoopwijzer.index.method_reading import read_method
    from inkoopwijzer.services.indexing import compute_index

    method = None if params is None else read_method(params)
    with _enough_room(), Bar(options.spoken(lang)) as bar:
        found = compute_index(
            claims,
            _year(year),
            out,
            made_at=datetime.now(UTC),
            method=method,
            official=official,
            resources=_resources(memory, temp),
            tell=bar.tell,
        )
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(computed_row(found)))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_computed(found, screen)
    screen.print()
    return OK


@app.command()
def explain(
    folder: _ResultArgument,
    agb: Annotated[str, typer.Argument(metavar="AGB", help="The AGB code of the practice.")],
    at: _AtOption = "70,85",
    bound: Annotated[
        list[str] | None,
        typer.Option(
            "--bound", metavar="INDEX", help="Also how far this index is; repeatable; without it 150."
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Why the index of one practice is what it is, and how many treatments lie between it and each bound."""
    from inkoopwijzer.services.indexing import NoPractice, explain_index

    bounds = [_number(text) for text in bound or ["150"]]
    try:
        found = explain_index(folder, agb, percents=_percents(at), bounds=bounds)
    except NoPractice as missing:
        message = Text(
            f"Praktijk '{plain(agb)}' komt niet voor in deze uitkomst.", f"No practice '{plain(agb)}' here."
        )
        raise Refusal(message, near(agb, missing.known)) from None
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.index_view import explained_row

        write(as_json(explained_row(found)))
        return OK
    from inkoopwijzer.cli.index_view import show_explained
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_explained(found, screen)
    screen.print()
    return OK


@app.command()
def percentiles(
    folder: _ResultArgument,
    at: _AtOption = "70,85",
    method: Annotated[
        str,
        typer.Option(
            "--method", metavar="NAME", help="nearest_rank, linear, hazen, weibull or median_unbiased."
        ),
    ] = "nearest_rank",
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="SOURCE", help="officieel or benadering; without it the one there is."
        ),
    ] = None,
    mixed: Annotated[
        bool, typer.Option("--mixed", help="Take official figures and approximations as one population.")
    ] = False,
    least: Annotated[
        int | None, typer.Option("--least", metavar="N", help="Only practices with at least so many persons.")
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Percentiles of the index over a population that is said, and what another choice would make of them."""
    from inkoopwijzer.cli.index_view_norms import percentiles_row, show_percentiles
    from inkoopwijzer.index.figures import Source
    from inkoopwijzer.index.percentiles import MixedPopulation, PercentileMethod
    from inkoopwijzer.services.indexing import percentiles_of

    named = _choice(method, [m.value for m in PercentileMethod])
    of = None if source is None else Source(_choice(source, [s.value for s in Source]))
    try:
        found = percentiles_of(
            folder,
            _percents(at),
            method=PercentileMethod(named),
            source=of,
            least_persons=least,
            mixed=mixed,
        )
    except MixedPopulation:
        message = Text(
            "Van sommige praktijken is er een officieel cijfer, van andere alleen onze benadering.",
            "Some practices have an official figure, others only our approximation.",
        )
        hint = Text(
            "Kies met --source officieel of --source benadering, of neem ze bewust samen met --mixed.",
            "Choose with --source officieel or --source benadering, or take them together on purpose with --mixed.",
        )
        raise Refusal(message, hint) from None
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(percentiles_row(found)))
    else:
        from inkoopwijzer.cli.screen import Screen

        screen = Screen(options.spoken(lang))
        show_percentiles(found, screen)
        screen.print()
    return OK if found.norms else FOUND


@app.command()
def publish(
    folder: _ResultArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="OUT", help="The folder for what is public; without it DIR-openbaar."),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(
            "--groups", metavar="FILE", help="Groups of practices (CSV: praktijk, then each level)."
        ),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(
            "--earlier", metavar="DIR", help="Another result of this year that was published; repeatable."
        ),
    ] = None,
    at: _AtOption = "70,85",
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Write what may be made public: nothing about few persons, or that gives away what is kept back.

    Exit code 1 if nothing may be.
    """
    from inkoopwijzer.cli.index_view_norms import published_row, show_published
    from inkoopwijzer.services.indexing import publish_index

    into = out or folder.with_name(f"{folder.resolve().name}-openbaar")
    found = publish_index(
        folder, into, made_at=datetime.now(UTC), groups=groups, earlier=earlier or (), percents=_percents(at)
    )
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(published_row(found)))
    else:
        from inkoopwijzer.cli.screen import Screen

        screen = Screen(options.spoken(lang))
        show_published(found, into, screen)
        screen.print()
    return OK if found.rows or found.norms else FOUND


@app.command()
def claims(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write to.")],
    rows: Annotated[
        int,
        typer.Option("--rows", metavar="N", help="About so many lines; 0 with --market: as the market is."),
    ] = 1_000_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="The same seed gives the same claims.")
    ] = 1,
    year: _YearOption = 2025,
    market: Annotated[
        Path | None, typer.Option("--market", metavar="DIR", help="Claims of the practices of this market.")
    ] = None,
    memory: _MemoryOption = "2GB",
    temp: _TempOption = None,
    lang: options.LangOption = "nl",
) -> int:
    """Invent claims, to try the index on: nobody in them is real, and their true index is written beside them."""
    from inkoopwijzer.cli.index_bar import Bar
    from inkoopwijzer.cli.index_view_norms import show_made
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.index.synthetic import Plan
    from inkoopwijzer.services.indexing import invent_claims

    if rows < 0 or (rows == 0 and market is None):
        message = Text("Het aantal regels moet boven nul zijn.", "The number of lines must be above zero.")
        raise Refusal(
            message, Text("Schrijf bijvoorbeeld --rows 100000.", "Write for example --rows 100000.")
        )
    plan = Plan(rows=rows, seed=seed, year=_year(year))
    with _enough_room(), Bar(options.spoken(lang)) as bar:
        made = invent_claims(out, plan, market=market, resources=_resources(memory, temp), tell=bar.tell)
    screen = Screen(options.spoken(lang))
    show_made(made, out, screen)
    screen.print()
    return OK


@contextmanager
def _enough_room() -> Iterator[None]:
    from inkoopwijzer.index.engine import OutOfRoom

    try:
        yield
    except OutOfRoom:
        message = Text(
            "Het geheugen en de schijf zijn niet groot genoeg voor dit werk.",
            "Memory and disk are not large enough for this work.",
        )
        hint = Text(
            "Geef meer met --memory (zoals 4GB), of een map met meer ruimte met --temp.",
            "Give more with --memory (as 4GB), or a folder with more room with --temp.",
        )
        raise Refusal(message, hint) from None


def _resources(memory: str, temp: Path | None) -> Resources:
    from inkoopwijzer.index.engine import Resources

    if not _MEMORY.fullmatch(memory):
        message = Text(
            f"'{plain(memory)}' is geen hoeveelheid geheugen.", f"'{plain(memory)}' is no amount of memory."
        )
        raise Refusal(message, Text("Schrijf bijvoorbeeld 4GB.", "Write for example 4GB."))
    if temp is not None and not temp.is_dir():
        message = Text(
            f"De map '{plain(str(temp))}' is er niet.", f"There is no folder '{plain(str(temp))}'."
        )
        raise Refusal(message, Text("Maak haar eerst.", "Make it first."))
    return Resources(memory=memory, temp=temp)


def _year(given: int) -> int:
    if not 2000 <= given <= 2100:
        message = Text(f"{given} is geen jaar.", f"{given} is not a year.")
        raise Refusal(message, Text("Schrijf bijvoorbeeld 2025.", "Write for example 2025."))
    return given


def _percents(text: str) -> list[Decimal]:
    found = [_number(part.strip()) for part in text.split(",")]
    if not all(0 < percent < 100 for percent in found):
        message = Text(f"'{plain(text)}' zijn geen percentielen.", f"'{plain(text)}' are no percentiles.")
        raise Refusal(message, Text("Schrijf bijvoorbeeld 70,85.", "Write for example 70,85."))
    return sorted(set(found))


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        message = Text(f"'{plain(text)}' is geen getal.", f"'{plain(text)}' is not a number.")
        raise Refusal(message, Text("Schrijf bijvoorbeeld 105,35.", "Write for example 105.35."))
    return Decimal(text.replace(",", "."))


def _choice(name: str, known: list[str]) -> str:
    if name not in known:
        message = Text(f"'{plain(name)}' is er niet.", f"There is no '{plain(name)}'.")
        names = ", ".join(known)
        raise Refusal(message, near(name, known) or Text(f"Kies uit: {names}.", f"Choose from: {names}."))
    return name
