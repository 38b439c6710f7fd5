"""`inkoopwijzer market adequacy`: is there enough contracted care near enough, by norms that the user sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import FOUND, OK, Refusal, write
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.services.adequacy import SupplyReport

ROWS: Final = 12
_CODES: Final = re.compile(r"\s*[0-9]{8}\s*(?:,\s*[0-9]{8}\s*)*")


def discipline_names(incomplete: str) -> list[str]:
    """For completion: the professions."""
    from inkoopwijzer.facts.catalogue import catalogue

    return [name for name in catalogue().professions if name.startswith(incomplete)]


def adequacy(
    market: Annotated[Path, typer.Argument(metavar="MARKET", help="The folder of a market.")],
    contracts: Annotated[
        Path,
        typer.Option(
            "--contracts",
            metavar="FILE",
            help="Who is contracted (CSV): agb, verzekeraar, overeenkomst, van, tot_en_met and, for a contract "
            "that is not signed yet, stand (open).",
        ),
    ],
    norms: Annotated[
        Path, typer.Option("--norms", metavar="FILE", help="What is called enough, and by whom (YAML).")
    ],
    insured: Annotated[
        Path | None,
        typer.Option(
            "--insured", metavar="FILE", help="Insured per municipality (CSV): gemeente, verzekerden."
        ),
    ] = None,
    leave: Annotated[
        str | None,
        typer.Option(
            "--without",
            metavar="FILE|AGB,...",
            help="What if these practices do not sign: a file (CSV) with a column agb, or their AGB codes.",
        ),
    ] = None,
    instead: Annotated[
        Path | None,
        typer.Option(
            "--instead", metavar="FILE", help="What if these were the contracts: a second file of them."
        ),
    ] = None,
    insurer: Annotated[
        str | None,
        typer.Option(
            "--insurer", metavar="ID", help="Whose contracts count, when the file has several insurers."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day that counts, as 2027-01-01; without it today."),
    ] = None,
    discipline: Annotated[
        list[str] | None,
        typer.Option(
            "--discipline",
            metavar="PROFESSION",
            autocompletion=discipline_names,
            help="Only norms about this profession; may be repeated.",
        ),
    ] = None,
    rows: Annotated[
        int, typer.Option("--rows", metavar="N", min=0, help="Show at most so many rows of each list.")
    ] = ROWS,
    json: options.JsonOption = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Also write every row to this file (CSV).")
    ] = None,
    lang: options.LangOption = "nl",
) -> int:
    """Is there enough contracted care near enough, by whose norm, and what if practices do not sign?"""
    from inkoopwijzer.services.adequacy import NoSuchNorm, SeveralInsurers, hold_supply_of_files

    _check_disciplines(discipline)
    try:
        report = hold_supply_of_files(
            market,
            contracts,
            norms,
            on=options.day(on) or datetime.now(UTC).astimezone().date(),
            insured=insured,
            leave=_leave(leave),
            instead=instead,
            insurer=insurer,
            disciplines=discipline,
        )
    except SeveralInsurers as several:
        known = ", ".join(several.known)
        message = Text(
            "Dit bestand heeft contracten van meer verzekeraars.", "This file has several insurers."
        )
        raise Refusal(
            message, Text(f"Kies met --insurer: {known}.", f"Choose with --insurer: {known}.")
        ) from None
    except NoSuchNorm as none:
        raise _no_norm(none.discipline, none.known) from None
    if csv is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.cli.market_adequacy_csv import as_csv

        save(csv, as_csv(report))
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(report)))
        return _code(report)
    from inkoopwijzer.cli.market_adequacy_view import show_supply
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_supply(report, screen, rows)
    screen.print()
    return _code(report)


def _code(report: SupplyReport) -> int:
    """Something is not as it should be when a norm is not met somewhere."""
    return FOUND if any(norm.not_met for norm in report.norms) else OK


def _leave(given: str | None) -> Path | Sequence[str] | None:
    if given is None or not _CODES.fullmatch(given):
        return Path(given) if given is not None else None
    return [code.strip() for code in given.split(",")]


def _check_disciplines(given: Sequence[str] | None) -> None:
    from inkoopwijzer.facts.catalogue import catalogue
    from inkoopwijzer.facts.place import choose, shown

    for name in given or ():
        if name not in catalogue().professions:
            message = Text(
                f"Het beroep '{shown(name)}' is niet bekend.", f"The profession '{shown(name)}' is not known."
            )
            raise Refusal(message, choose(name, catalogue().professions))


def _no_norm(discipline: str, known: Sequence[str]) -> Refusal:
    listed = ", ".join(known)
    message = Text(f"Geen norm gaat over '{discipline}'.", f"No norm is about '{discipline}'.")
    return Refusal(message, Text(f"Er zijn normen voor: {listed}.", f"There are norms for: {listed}."))
