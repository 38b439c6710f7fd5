"""`inkoopwijzer market make`: a market of invented practices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, Refusal, plain, write
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.making_market import MadeMarket

_KINDS: Final = {
    "praktijk": Text("praktijken", "practices"),
    "locatie": Text("locaties", "locations"),
    "therapeut": Text("therapeuten", "therapists"),
    "samenwerkingsafspraak": Text("samenwerkingsafspraken", "cooperation agreements"),
    "samenwerkingsverband": Text(
        "lidmaatschappen van een samenwerkingsverband", "memberships of a cooperative"
    ),
}


def make(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The new folder that the market comes in.")],
    practices: Annotated[
        int,
        typer.Option(
            "--practices", metavar="N", min=1, max=2_000_000, help="How many practices, up to 2 million."
        ),
    ] = 500,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", min=0, help="The same seed gives the same market.")
    ] = 1,
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="NAME",
            help="salland, zorg_en_zekerheid, demo (both), a province or a municipality; without it the country.",
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Make a market of invented practices at real places, to try things on."""
    from inkoopwijzer.services.making_market import UnknownRegion, make_market_folder

    try:
        made = make_market_folder(out, practices=practices, seed=seed, region=region)
    except UnknownRegion as unknown:
        raise _no_such_region(unknown.name, unknown.known) from None
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json({**as_data(made), "path": str(made.path)}))
        return OK
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    _show(made, screen)
    screen.print()
    return OK


def _no_such_region(name: str, known: tuple[str, ...]) -> Refusal:
    from inkoopwijzer.market.synthetic_region import REGION_WORDS
    from inkoopwijzer.values.fault import near

    message = Text(f"De regio '{plain(name)}' is niet bekend.", f"The region '{plain(name)}' is not known.")
    meant = near(name, known)
    return Refusal(
        message,
        REGION_WORDS
        if meant is None
        else Text(f"{meant.nl} {REGION_WORDS.nl}", f"{meant.en} {REGION_WORDS.en}"),
    )


def _show(made: MadeMarket, screen: Screen) -> None:
    """What was made, that it is invented, and what to do with it."""
    screen.title(made.path.name if made.path.name else str(made.path))
    where = made.region or Text("heel Nederland", "the whole country")
    screen.line(
        Text("Een verzonnen markt; regio: ", "An invented market; region: "), where, f"; --seed {made.seed}."
    )
    screen.line(
        Text(
            "Alle praktijken, therapeuten en feiten zijn verzonnen; alleen de plaatsen bestaan.",
            "All practices, therapists and facts are invented; only the places exist.",
        )
    )
    screen.blank()
    rows = [(_number(count, screen), _KINDS[kind]) for kind, count in made.subjects.items()]
    rows.append((_number(made.records, screen), Text("gegevens", "facts")))
    wide = max(len(number) for number, _ in rows)
    for number, kind in rows:
        screen.line(number.rjust(wide), "  ", kind, indent=2)
    screen.blank()
    for year, values in made.percentiles.items():
        said = ", ".join(f"p{p} {_decimal(value, screen)}" for p, value in values.items())
        screen.line(Text(f"Behandelindex {year}: ", f"Treatment index {year}: "), said, ".")
    if not made.percentiles:
        screen.line(
            Text(
                "Te weinig praktijken hebben een behandelindex om percentielen te bepalen.",
                "Too few practices have a treatment index to reckon percentiles.",
            )
        )
    screen.blank()
    screen.line((made.attribution, "dim"))
    screen.blank()
    screen.line(Text("Verder: ", "Next: "), f"inkoopwijzer market assess {made.path}")


def _number(count: int, screen: Screen) -> str:
    text = f"{count:,}"
    return text.replace(",", ".") if screen.lang == "nl" else text


def _decimal(value: float, screen: Screen) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if screen.lang == "nl" else text
