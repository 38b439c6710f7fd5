"""`inkoopwijzer calendar`: every date and term of the insurers, and what they mean for one practice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, say, write
from inkoopwijzer.values.text import Text


def calendar(
    dossier: Annotated[
        Path | None,
        typer.Argument(
            metavar="DOSSIER", help="A dossier, for its own agreements and days; may be left out."
        ),
    ] = None,
    insurer: options.InsurersOption = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help="The day to look from, as 2026-10-01; without it today in Amsterdam."
        ),
    ] = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Also write the days as an agenda file (iCalendar)."),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What has passed, what comes next and what waits for something, with where the document says it."""
    from inkoopwijzer.services.calendars import calendar as calendar_of

    spoken = options.spoken(lang)
    found = calendar_of(
        dossier,
        insurers=insurer,
        on=options.day(on),
        readings=options.readings(reading),
        policies=options.policies(package, insurer),
    )
    if ics is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.documents.icalendar import Agenda, icalendar

        agendas = [
            Agenda(of.policy, of.insurer_name, of.agreements, [placed.milestone for placed in of.milestones])
            for of in found.insurers
        ]
        save(ics, icalendar(agendas, spoken, datetime.now(UTC), found.name))
        say(Text(f"Agenda: {ics}", f"Agenda: {ics}").to(spoken))
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(found)))
        return OK
    from inkoopwijzer.cli.calendar_view import show_calendar
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(spoken)
    show_calendar(found, screen)
    screen.print()
    return OK
