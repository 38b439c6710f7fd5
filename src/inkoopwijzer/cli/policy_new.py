"""`inkoopwijzer policy new`: start a policy package from a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, write


def new(
    directory: Annotated[
        Path, typer.Argument(metavar="DIRECTORY", help="Where the package comes, such as zorgsaam/2027.")
    ],
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="The policy document: text or PDF.")],
    insurer: Annotated[
        str,
        typer.Option(
            "--insurer", metavar="ID", help="The insurer's id, as zorgsaam; without it that of the directory."
        ),
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The insurer's name.")] = "",
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="YEAR", min=2000, max=2100, help="The policy's year; or that of the directory."
        ),
    ] = None,
    title: Annotated[
        str,
        typer.Option("--title", metavar="TITLE", help="The title; without it the document's first line."),
    ] = "",
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="The day of publication, as 2026-04-01."),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Start a package: head, first rule file, headings, and a worklist of what looks normative."""
    from inkoopwijzer.cli.policy_new_view import show_started, started_row
    from inkoopwijzer.services.starting import Head, start_package

    spoken = options.spoken(lang)
    head = Head(insurer=insurer, name=name, year=year, title=title, published=options.day(published))
    started = start_package(directory, document, head, spoken)
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(started_row(started))))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(spoken)
    show_started(started, screen)
    screen.print()
    return OK
