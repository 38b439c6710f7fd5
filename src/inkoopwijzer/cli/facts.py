"""`inkoopwijzer facts`: the catalogue of facts that a dossier can hold."""

from __future__ import annotations

from typing import Annotated

import typer

from inkoopwijzer.cli import options


def facts(
    fact: Annotated[
        str | None,
        typer.Argument(
            metavar="FACT",
            autocompletion=options.fact_names,
            help="Only this fact, with everything about it.",
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Every fact a dossier can hold: what it says, how it is written, who supplies it, which rules use it."""
    from inkoopwijzer.cli.facts_view import fact_row, show_fact, show_facts, uses
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.trouble import write
    from inkoopwijzer.facts.catalogue import catalogue
    from inkoopwijzer.policy.package import shipped_policies

    known = catalogue().facts
    if fact is not None:
        options.named("fact", fact, known)
    using = uses(shipped_policies())
    if json:
        from inkoopwijzer.cli.data import as_json

        rows = [fact_row(f, using.get(f.id, [])) for f in known.values() if fact in (None, f.id)]
        write(as_json(rows if fact is None else rows[0]))
        return 0
    screen = Screen(options.spoken(lang))
    if fact is None:
        show_facts(using, screen)
    else:
        show_fact(known[fact], using.get(fact, []), screen)
    screen.print()
    return 0
