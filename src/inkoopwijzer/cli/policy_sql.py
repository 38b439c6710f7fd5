"""`inkoopwijzer policy sql`: an agreement as SQL, to assess a market where its data is."""

from __future__ import annotations

from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, Refusal, plain, say, write
from inkoopwijzer.values.fault import near
from inkoopwijzer.values.text import Text


def sql(
    insurer: Annotated[
        str,
        typer.Argument(
            metavar="INSURER",
            autocompletion=options.insurer_names,
            help="An insurer, or the directory of a package.",
        ),
    ],
    agreement: Annotated[
        str | None,
        typer.Option("--agreement", metavar="ID", help="Only this agreement; without it a query for each."),
    ] = None,
    dialect: Annotated[
        str, typer.Option("--dialect", metavar="duckdb|postgres|spark", help="The engine that will run it.")
    ] = "duckdb",
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    lang: options.LangOption = "nl",
) -> int:
    """Write an agreement as SQL over the tables of a market: a code for each condition, and what is possible."""
    from inkoopwijzer.services.checking import find_package, read_package
    from inkoopwijzer.services.sql_export import DIALECTS, NotExportable, OutsideTerm, sql_script

    spoken = options.spoken(lang)
    day, readings = options.day(on), options.readings(reading)
    if dialect not in DIALECTS:
        raise _unknown(Text("Het dialect", "The dialect"), dialect, DIALECTS)
    policy = read_package(find_package(insurer))
    if agreement is not None and agreement not in policy.agreements:
        raise _unknown(Text("De overeenkomst", "The agreement"), agreement, tuple(policy.agreements))
    try:
        found = sql_script(policy, dialect, agreement, day, readings, spoken)
    except OutsideTerm as error:
        message = Text(
            "{day} ligt na het einde van de overeenkomst {agreement} van {policy} ({end}).",
            "{day} is after the end of the agreement {agreement} of {policy} ({end}).",
        ).format(**vars(error))
        hint = Text(f"Kies een dag tot en met {error.end}.", f"Choose a day until {error.end}.")
        raise Refusal(message, hint) from None
    except NotExportable as error:
        hint = Text(
            "Gebruik 'inkoopwijzer market assess': dat rekent zonder SQL.",
            "Use 'inkoopwijzer market assess': that works without SQL.",
        )
        raise Refusal(error.message, hint) from None
    if found.ended:
        names = ", ".join(found.ended)
        say(Text(f"Al geëindigd op {day}: {names}.", f"Already ended on {day}: {names}.").to(spoken))
    write(found.text)
    return OK


def _unknown(what: Text, name: str, known: tuple[str, ...]) -> Refusal:
    message = Text(f"{what.nl} '{plain(name)}' is niet bekend.", f"{what.en} '{plain(name)}' is not known.")
    listed = ", ".join(known)
    there = Text(f"Bekend: {listed}.", f"Known: {listed}.")
    hint = near(name, known)
    return Refusal(message, there if hint is None else Text(f"{hint.nl} {there.nl}", f"{hint.en} {there.en}"))
