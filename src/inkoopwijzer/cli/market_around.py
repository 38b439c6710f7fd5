"""`inkoopwijzer market near`, `market ask` and `market routes`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.market_assess import AgreementsOption, MarketArgument
from inkoopwijzer.cli.trouble import OK, Refusal, write
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.services.assessing_market import MarketAssessment

TopOption = Annotated[int, typer.Option("--top", metavar="N", min=1, help="Show at most so many of each.")]


def near(
    market: MarketArgument,
    within: Annotated[
        float,
        typer.Option("--within", metavar="N", help="How far from the norm, in the units of the number."),
    ] = 3.0,
    top: TopOption = 10,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Who is just over, or just within, a threshold that decides: the treatment index against its percentiles."""
    from inkoopwijzer.cli.market_around_view import show_near
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.looking_around import near_norms

    if not within >= 0:
        message = Text("De afstand bij --within is negatief.", "The distance with --within is negative.")
        raise Refusal(message, Text("Geef een getal vanaf 0.", "Give a number from 0."))
    found = near_norms(_assessed(market, insurer, agreement, on, reading, package), within)
    if json:
        return _as_json(found)
    screen = Screen(options.spoken(lang))
    show_near(found, within, top, screen)
    screen.print()
    return OK


def ask(
    market: MarketArgument,
    top: TopOption = 15,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Which missing fact, collected, would decide most outcomes."""
    from inkoopwijzer.cli.market_around_view import show_missing
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.looking_around import most_deciding

    found = most_deciding(_assessed(market, insurer, agreement, on, reading, package))
    if json:
        return _as_json(found)
    screen = Screen(options.spoken(lang))
    show_missing(found, top, screen)
    screen.print()
    return OK


def routes(
    market: MarketArgument,
    group: Annotated[
        str | None, typer.Option("--to", metavar="GROUP", help="Only the way to this group, as A.")
    ] = None,
    top: TopOption = 5,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """How many changes the practices are from each group, and which single change would lift most of them."""
    from inkoopwijzer.cli.market_around_view import show_routes
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.looking_around import ways_to

    found = ways_to(_assessed(market, insurer, agreement, on, reading, package), group)
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        rows = [
            {
                "policy": way.policy,
                "agreement": way.agreement,
                "group": way.found.group,
                "distances": {str(n): count for n, count in way.found.distances.items()},
                "steps": [
                    {"fact": ".".join(step.cell), "says": says, "alone": step.alone, "wrong": step.wrong}
                    for step, (says, _, _) in zip(way.found.steps, way.steps, strict=True)
                ],
            }
            for way in found
        ]
        write(as_json(as_data(rows)))
        return OK
    screen = Screen(options.spoken(lang))
    show_routes(found, top, screen)
    screen.print()
    return OK


def _assessed(
    market: Path,
    insurer: list[str] | None,
    agreement: list[str] | None,
    on: str | None,
    reading: list[str] | None,
    package: list[Path] | None,
) -> MarketAssessment:
    from inkoopwijzer.services.assessing_market import assess_market

    return assess_market(
        market,
        insurers=insurer,
        on=options.day(on),
        readings=options.readings(reading),
        policies=options.policies(package, insurer),
        agreements=agreement,
        exact=False,
    )


def _as_json(found: object) -> int:
    from inkoopwijzer.cli.data import as_data, as_json

    write(as_json(as_data(found)))
    return OK
