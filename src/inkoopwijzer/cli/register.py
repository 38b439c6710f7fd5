"""`inkoopwijzer register`: registers in, what came in, how good it is, and a market out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options, register_agb
from inkoopwijzer.cli.trouble import FOUND, OK, Refusal, plain, write
from inkoopwijzer.values.text import Text

app = typer.Typer(
    no_args_is_help=True,
    help="Registers of practices and therapists: bring files in, look at their quality, make a market of them.",
)

_StoreArgument = Annotated[
    Path, typer.Argument(metavar="STORE", help="The folder in which the registers are kept.")
]
_KnownOnOption = Annotated[
    str | None,
    typer.Option(
        "--known-on",
        metavar="INSTANT",
        help="What was known then, as 2026-11-30T12:00:00+01:00, or at the end of a day (UTC), as 2026-11-30; "
        "without it what is known now.",
    ),
]
_PackageOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--package",
        metavar="PACKAGE_DIR",
        help="Also know the facts that this policy package brings; repeatable.",
    ),
]


def _tables(incomplete: str) -> list[str]:
    """For completion: the standard tables."""
    from inkoopwijzer.registers.layouts import layouts

    return [name for name in layouts() if name.startswith(incomplete)]


def _sources(incomplete: str) -> list[str]:
    """For completion: the sources of the catalogue."""
    from inkoopwijzer.facts.catalogue import catalogue

    return [name for name in catalogue().sources if name.startswith(incomplete)]


@app.command("import")
def import_(
    store: _StoreArgument,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES", help="CSV, XLSX or Parquet files, or dossiers (YAML, JSON)."),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="FILE", help="What the columns and words of these files mean (YAML)."
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            autocompletion=_tables,
            help="The standard table that the files are; without it their names tell.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="ID",
            autocompletion=_sources,
            help="Who supplied this, where a row does not say.",
        ),
    ] = None,
    seen: Annotated[
        str | None,
        typer.Option(
            "--seen", metavar="DATE", help="The day on which this was seen, where a row does not say."
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="This is all there is: it takes the place of what this source delivered before."
        ),
    ] = False,
    package: _PackageOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Bring files in, all or nothing: everything that is wrong is told with file, line and column."""
    from inkoopwijzer.facts.catalogue import catalogue
    from inkoopwijzer.services.registering import import_files

    options.policies(package, ())
    _known("--source", source, catalogue().sources)
    day = options.day(seen)
    found = import_files(store, files, mapping=mapping, table=table, source=source, seen=day, full=full)
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.register_view import import_row

        write(as_json(import_row(found)))
        return OK
    from inkoopwijzer.cli.register_view import show_import
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_import(store, found, screen)
    screen.print()
    return OK


@app.command()
def show(
    store: _StoreArgument,
    known_on: _KnownOnOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What came in, when, from whom, and what later took its place."""
    from inkoopwijzer.services.registering import show_store

    found = show_store(store, _instant(known_on))
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.register_view import store_row

        write(as_json(store_row(found)))
        return OK
    from inkoopwijzer.cli.register_view import show_deliveries
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_deliveries(found, screen)
    screen.print()
    return OK


@app.command()
def quality(
    store: _StoreArgument,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day to look at; without it today.")
    ] = None,
    days: Annotated[
        int,
        typer.Option("--days", metavar="DAYS", min=0, help="What was seen more days ago than this is old."),
    ] = 365,
    postcodes: Annotated[
        Path | None,
        typer.Option(
            "--postcodes", metavar="FILE", help="The postcodes that exist: a CSV file with a column pc4."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Also write every finding to this CSV file.")
    ] = None,
    known_on: _KnownOnOption = None,
    package: _PackageOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What is missing, old, contradictory, or refers to nothing; exit code 1 if anything was found."""
    from inkoopwijzer.services.registering import quality_of

    options.policies(package, ())
    found = quality_of(store, day=_day(on), days=days, known_on=_instant(known_on), postcodes=postcodes)
    if out is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.registers.quality_csv import quality_csv

        save(out, quality_csv(found, options.spoken(lang)).encode())
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.register_view_quality import quality_row

        write(as_json(quality_row(found)))
    else:
        from inkoopwijzer.cli.register_view_quality import show_quality
        from inkoopwijzer.cli.screen import Screen

        screen = Screen(options.spoken(lang))
        show_quality(found, screen)
        screen.print()
    return FOUND if found.count else OK


@app.command()
def market(
    store: _StoreArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of the market to write.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="The day on which practices are there and therapists work at them; without it today.",
        ),
    ] = None,
    known_on: _KnownOnOption = None,
    package: _PackageOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Make a market of the registers: every practice with its facts, each with period, source and day seen."""
    from inkoopwijzer.services.registering import make_market

    options.policies(package, ())
    found = make_market(store, out, day=_day(on), known_on=_instant(known_on))
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.register_view import market_row

        write(as_json(market_row(found)))
        return OK
    from inkoopwijzer.cli.register_view import show_market
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_market(found, screen)
    screen.print()
    return OK


@app.command()
def layout(
    table: Annotated[
        str | None,
        typer.Argument(metavar="TABLE", autocompletion=_tables, help="One table; without it all of them."),
    ] = None,
    package: _PackageOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The standard tables: their columns, what each holds, and which facts they state."""
    from inkoopwijzer.services.registering import tables

    options.policies(package, ())
    found = {one.id: one for one in tables()}
    if table is not None:
        _known("TABLE", table, found)
        found = {table: found[table]}
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.register_view_layout import layout_row

        write(as_json([layout_row(one) for one in found.values()]))
        return OK
    from inkoopwijzer.cli.register_view_layout import show_layouts
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_layouts(list(found.values()), screen, whole=table is not None)
    screen.print()
    return OK


def _day(given: str | None) -> date:
    return options.day(given) or datetime.now(UTC).astimezone().date()


def _instant(given: str | None) -> datetime | None:
    """The instant asked for, with a time zone; of a day alone its last moment, UTC."""
    if given is None:
        return None
    try:
        if len(given) == len("2026-11-30"):
            return datetime.combine(date.fromisoformat(given), datetime.max.time(), UTC)
        found = datetime.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = Text(
            f"'{plain(given)}' is geen tijdstip met een tijdzone.",
            f"'{plain(given)}' is no instant with a time zone.",
        )
        hint = Text(
            "Schrijf 2026-11-30T12:00:00+01:00, of alleen een dag: 2026-11-30.",
            "Write 2026-11-30T12:00:00+01:00, or a day alone: 2026-11-30.",
        )
        raise Refusal(message, hint)
    return found


def _known(what: str, given: str | None, known: Mapping[str, object]) -> None:
    """Refuse a name that is not one of those known, with the near one."""
    from inkoopwijzer.facts.place import choose

    if given is None or given in known:
        return
    message = Text(f"{what}: '{plain(given)}' is niet bekend.", f"{what}: '{plain(given)}' is not known.")
    listed = ", ".join(known)
    raise Refusal(message, choose(given, known) or Text(f"Bekend: {listed}.", f"Known: {listed}."))


app.command("agb")(register_agb.agb)
