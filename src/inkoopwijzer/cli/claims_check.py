"""`inkoopwijzer claims check`: claimed treatments by someone who was not entitled on that day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import FOUND, OK, Refusal, write
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.policy.policy import Policy


def check(
    claims: Annotated[
        list[Path], typer.Argument(metavar="CLAIMS", help="Claims as `claims read` wrote them (Parquet).")
    ],
    market: Annotated[
        Path, typer.Option("--market", metavar="MARKET", help="The market with the recognitions.")
    ],
    insurer: Annotated[
        str,
        typer.Option(
            "--insurer",
            metavar="ID",
            autocompletion=options.insurer_names,
            help="Whose policy the claims are held to.",
        ),
    ],
    codes: Annotated[
        Path,
        typer.Option("--codes", metavar="FILE", help="Which claim codes stand for which treatment (CSV)."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where to write the lines found (Parquet).")
    ],
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day to check, as 2027-01-01.")
    ],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day to check, as 2027-12-31.")
    ],
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Which claimed treatments were delivered by someone not entitled on that day, and which recognition lacked.

    Exit code 1 says that there are such lines.
    """
    from inkoopwijzer.cli.claims_check_view import show_checked
    from inkoopwijzer.cli.data import writing
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.checking_claims import check as check_all

    first, last = options.day(start), options.day(until)
    assert first is not None
    assert last is not None
    if last < first:
        message = Text(f"{last} ligt vóór {first}.", f"{last} is before {first}.")
        raise Refusal(message, Text("Kies een latere dag met --until.", "Choose a later day with --until."))
    spoken = options.spoken(lang)
    policy = _policy(insurer, package, options.readings(reading))
    with progress(spoken) as tell, writing(out):
        found = check_all(
            claims,
            market,
            policy,
            codes,
            out,
            start=first,
            end=last,
            readings=options.readings(reading),
            tell=lambda at: tell(at.part, round(100 * at.share), 100),
        )
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(found.checked)))
    else:
        screen = Screen(spoken)
        show_checked(found, out, screen)
        screen.print()
    return FOUND if found.checked.findings else OK


def _policy(insurer: str, packages: list[Path] | None, readings: dict[str, str]) -> Policy:
    from inkoopwijzer.services.assessing import chosen_policies

    chosen = chosen_policies(options.policies(packages, [insurer]), [insurer], readings)
    return max(chosen, key=lambda policy: policy.year)
