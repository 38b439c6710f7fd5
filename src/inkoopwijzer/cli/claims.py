"""`inkoopwijzer claims`: claims into one checked, pseudonymised file, and the keys of pseudonyms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inkoopwijzer.cli import claims_check, options
from inkoopwijzer.cli.trouble import OK, write

app = typer.Typer(
    no_args_is_help=True, help="Read claims of an insurer, checked and without persons' numbers."
)


@app.command()
def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="Claims: CSV or Parquet in our layout, or GDS801 messages (XML)."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The Parquet file to make.")],
    returns: Annotated[
        list[Path] | None,
        typer.Option("--returns", metavar="FILE", help="A return message (GDS802); may be repeated."),
    ] = None,
    key: Annotated[
        list[Path] | None,
        typer.Option("--key", metavar="FILE", help="The key file of an insurer; may be repeated."),
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="Read test messages too.")] = False,
    performance_element: Annotated[
        str,
        typer.Option(
            "--performance-element",
            metavar="NAME",
            help="The element of a message that holds the performance code, if it is not Prestatiecode.",
        ),
    ] = "",
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Check claims, replace persons by pseudonyms, and write one Parquet file with a manifest beside it."""
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.services.reading_claims import Choices, read_claims

    spoken = options.spoken(lang)
    choices = Choices(tuple(key or ()), test)
    if performance_element:
        choices = Choices(tuple(key or ()), test, performance_element)
    with progress(spoken) as tell:
        made = read_claims(
            files,
            out,
            returns=returns or (),
            choices=choices,
            progress=lambda what, done, of: tell(what.to(spoken), done, of),
        )
    if json:
        from inkoopwijzer.registers.claims_manifest import manifest_text

        write(manifest_text(made.manifest))
        return OK
    from inkoopwijzer.cli.claims_view import show_claims
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(spoken)
    show_claims(made, screen)
    screen.print()
    return OK


@app.command()
def key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The key file to make, apart from the data.")],
    uzovi: Annotated[
        list[str], typer.Option("--uzovi", metavar="NUMBER", help="The insurer's UZOVI; may be repeated.")
    ],
    lang: options.LangOption = "nl",
) -> int:
    """Make the key with which one insurer's persons get pseudonyms; an existing key is never written over."""
    from inkoopwijzer.cli.claims_view import show_key
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.reading_claims import make_key

    made = make_key(file, uzovi)
    screen = Screen(options.spoken(lang))
    show_key(made, file, screen)
    screen.print()
    return OK


app.command("check")(claims_check.check)
