"""`inkoopwijzer policy coverage`: is every line of the document accounted for?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import FOUND, OK, say, write
from inkoopwijzer.values.text import Text


def coverage(
    insurer: Annotated[
        str,
        typer.Argument(
            metavar="INSURER",
            autocompletion=options.insurer_names,
            help="An insurer, or the directory of a package.",
        ),
    ],
    document: Annotated[
        Path, typer.Argument(metavar="DOCUMENT", help="The policy document as text (UTF-8).")
    ],
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write the document with the rules in its margin."),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What accounts for every line of the document; exit code 1 if a line or a passage is left open."""
    from inkoopwijzer.cli.policy_coverage_view import coverage_row, show_coverage
    from inkoopwijzer.services.checking import cover_package, find_package

    spoken = options.spoken(lang)
    found = cover_package(find_package(insurer), document)
    if html is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.documents.policy_reader import render_policy

        page = render_policy(found.policy, found.document, found.coverage, spoken)
        save(html, page.encode())
        say(Text(f"Beleidslezer: {html}", f"Policy reader: {html}").to(spoken))
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(coverage_row(found)))
    else:
        from inkoopwijzer.cli.screen import Screen

        screen = Screen(spoken)
        show_coverage(found, screen)
        screen.print()
    return OK if found.coverage.complete else FOUND
