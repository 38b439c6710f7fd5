"""`inkoopwijzer policy changes`: what the document itself says that changed, and which rules that touches."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, write
from inkoopwijzer.policy import entries
from inkoopwijzer.policy.matters import Amendment, AmendmentKind
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.text import Text

KINDS: Final[dict[AmendmentKind, tuple[str, str, Text]]] = {
    "added": ("+ ", "green", Text("nieuw", "added")),
    "removed": ("- ", "red", Text("geschrapt", "removed")),
    "changed": ("~ ", "yellow", Text("gewijzigd", "changed")),
    "moved": ("= ", "cyan", Text("verplaatst", "moved")),
    "worded": ("= ", "cyan", Text("anders verwoord", "worded otherwise")),
}
"""The sign, style and word of each kind of change."""


def changes(
    insurer: Annotated[
        str,
        typer.Argument(
            metavar="INSURER",
            autocompletion=options.insurer_names,
            help="An insurer, or the directory of a package.",
        ),
    ],
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The list of changes in the document itself, each with the rules that it touches."""
    from inkoopwijzer.services.checking import find_package, read_package

    policy = read_package(find_package(insurer))
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json([_row(amendment, policy) for amendment in policy.amendments.values()]))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    _show(policy, screen)
    screen.print()
    return OK


def _row(amendment: Amendment, policy: Policy) -> dict[str, Any]:
    from inkoopwijzer.cli.data import as_data

    touched = [
        {"name": name, "section": found[0], "says": as_data(entries.says(found[1]))}
        for name in amendment.about
        if (found := entries.named(policy, name))
    ]
    row: dict[str, Any] = as_data(amendment)
    return row | {"about": touched}


def _show(policy: Policy, screen: Any) -> None:
    from inkoopwijzer.cli import phrases

    screen.line((policy.insurer_name, "bold"), ": ", policy.title, (f"  {policy.id}", phrases.DIM))
    if not policy.amendments:
        none = Text("Het document noemt geen wijzigingen.", "The document lists no changes.")
        screen.line(none)
    for amendment in policy.amendments.values():
        screen.blank()
        sign, style, word = KINDS[amendment.kind]
        screen.line((word, style), ": ", (amendment.says, "bold"), lead=sign, lead_style=style)
        old, new = amendment.old, amendment.new
        if old is not None and new is not None:
            screen.line(old, " → ", new, indent=4)
        elif old is not None:
            screen.line((Text("was: ", "was: "), phrases.DIM), old, indent=4)
        elif new is not None:
            screen.line((Text("wordt: ", "becomes: "), phrases.DIM), new, indent=4)
        for name in amendment.about:
            found = entries.named(policy, name)
            if found is not None:
                screen.line(
                    (name, "bold"),
                    ": ",
                    entries.says(found[1]),
                    indent=4,
                    lead="· ",
                    lead_style="dim",
                    hang=0,
                )
        where = phrases.join([phrases.lines_of(cite) for cite in amendment.cites], "; ")
        screen.line((where, phrases.DIM), indent=4)
