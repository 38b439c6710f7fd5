"""`inkoopwijzer policy readings`: everything that a document leaves open, as numbered questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.dossier_files import DossierFilesOption, gathered
from inkoopwijzer.cli.trouble import OK, say, write
from inkoopwijzer.values.text import Text


def readings(
    insurers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INSURER",
            autocompletion=options.insurer_names,
            help="Insurers, or directories of packages; without it all that are shipped.",
        ),
    ] = None,
    dossiers: DossierFilesOption = None,
    markdown: Annotated[
        Path | None,
        typer.Option(
            "--markdown", metavar="FILE", help="Also write the questions as a letter to the insurer."
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Every contradiction, gap and undefined boundary of a document, as numbered questions to the insurer."""
    from inkoopwijzer.cli.policy_readings_view import register_row, show_register
    from inkoopwijzer.services.checking import find_package, read_package, shipped_packages
    from inkoopwijzer.services.reading_register import read_register

    spoken = options.spoken(lang)
    names = list(insurers or ())
    files = [Path(name) for name in names if dossiers and Path(name).is_file()]
    wanted = [find_package(name) for name in names if Path(name) not in files] or list(shipped_packages())
    practices = gathered(dossiers, files)
    found = [read_register(read_package(package), practices) for package in wanted]
    if markdown is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.documents.register_md import register_markdown

        letters = [register_markdown(r.policy, r.questions, spoken, r.assessed, r.changed) for r in found]
        save(markdown, "\n".join(letters).encode())
        say(Text(f"Brief: {markdown}", f"Letter: {markdown}").to(spoken))
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json([register_row(one) for one in found]))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(spoken)
    for number, one in enumerate(found):
        if number:
            screen.blank()
        show_register(one, screen)
    screen.print()
    return OK
