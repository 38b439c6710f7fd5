"""`inkoopwijzer policy diff`: two versions of a policy side by side, and whose outcome changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.dossier_files import DossierFilesOption, gathered
from inkoopwijzer.cli.trouble import OK, write

_HELP = "An insurer, an insurer with its year (salland-2027), or the directory of a package."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", autocompletion=options.insurer_names, help=_HELP)],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", autocompletion=options.insurer_names, help="The same, of the new version."
        ),
    ],
    more: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DOSSIER", help="More dossiers, after --dossiers."),
    ] = None,
    dossiers: DossierFilesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What differs between two versions of a policy: rules in words, numbers and dates old and new."""
    from inkoopwijzer.cli.policy_diff_view import comparison_row, show_comparison
    from inkoopwijzer.services.checking import find_package, read_package
    from inkoopwijzer.services.diffing import compare

    practices = gathered(dossiers, more or ())
    before, after = (read_package(find_package(name)) for name in (old, new))
    found = compare(before, after, practices)
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(comparison_row(found)))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_comparison(found, screen)
    screen.print()
    return OK
