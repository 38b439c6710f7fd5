"""A threshold over its values, on a screen: how many practices get what at each, and the largest jumps."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from inkoopwijzer.cli.market_simulate_words import named, practices
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.services.simulating_sweep import Swept, SweptAgreement
from inkoopwijzer.values.text import Lang, Text

DIM: Final = "dim"
MOST_POINTS: Final = 60
"""Of more values not all are shown."""


def show_sweep(found: Swept, rows: int, screen: Screen, *, share: bool = False) -> None:
    """Each agreement that rests on the threshold; with `share` the values are percentages."""
    size = len(found.records)
    screen.line((found.records.name, "bold"), "  ", practices(size))
    for one in found.agreements:
        screen.blank()
        screen.line((found.policy.insurer_name, "bold"), ", ", (one.title, "bold"), f": {found.threshold}")
        _curve(one, screen, share=share)
        _jumps(one, rows, screen)
    if not found.agreements:
        screen.line(_NOTHING)
    screen.blank()
    screen.line((_SOUND, DIM))


def _curve(one: SweptAgreement, screen: Screen, *, share: bool) -> None:
    now = _UNKNOWN.to(screen.lang) if one.now is None else said(one.now, screen.lang, share=share)
    screen.line(
        Text(
            f"Voor {practices(one.meant_for).nl} kan deze overeenkomst bedoeld zijn; de grens is nu {now}.",
            f"This agreement may be meant for {practices(one.meant_for).en}; the threshold now is {now}.",
        )
    )
    names = tuple(one.points[0].practices)
    table: list[tuple[str | tuple[str, str], ...]] = [
        (_VALUE.to(screen.lang), *(named(name).to(screen.lang) for name in names))
    ]
    step = -(-len(one.points) // MOST_POINTS)
    for point in one.points[::step]:
        cells = (f"{sure} (+ {more})" for sure, more in point.practices.values())
        value = said(point.value, screen.lang, share=share)
        table.append(((value, "bold") if point.value == one.now else value, *cells))
    screen.columns(table, indent=2)
    screen.line((_BRACKETS, DIM), indent=2)
    if step > 1:
        screen.line((_PART.format(n=step), DIM), indent=2)


def _jumps(one: SweptAgreement, rows: int, screen: Screen) -> None:
    largest = [jump for jump in sorted(one.jumps, key=lambda j: (-j.moved, j.value)) if jump.moved][:rows]
    if not largest:
        return
    screen.blank()
    screen.title(_JUMPS)
    table = [
        (
            said(Decimal(repr(jump.value)), screen.lang, share=False),
            Text(
                f"{practices(jump.moved).nl}, van de {jump.practices} met deze waarde",
                f"{practices(jump.moved).en}, of the {jump.practices} with this value",
            ),
        )
        for jump in largest
    ]
    screen.columns(table, indent=2)


def said(value: Decimal, lang: Lang, *, share: bool) -> str:
    """A value without idle zeros."""
    text = f"{value * 100 if share else value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return (text.replace(".", ",") if lang == "nl" else text) + ("%" if share else "")


_VALUE = Text("grens", "threshold")
_UNKNOWN = Text("niet bekend", "not known")
_BRACKETS = Text(
    "Bij hoeveel praktijken zeker, en tussen haakjes bij hoeveel meer nog mogelijk.",
    "At how many practices certain, and in brackets at how many more possible.",
)
_PART = Text(
    "Eén op de {n} waarden is getoond; --csv en --json geven ze alle.",
    "One in {n} values is shown; --csv and --json give all.",
)
_JUMPS = Text("Waar de meeste praktijken iets anders krijgen", "Where most practices get something else")
_NOTHING = Text("Geen enkele overeenkomst rust op deze grens.", "No agreement rests on this threshold.")
_SOUND = Text(
    "Mogelijk is ruim gerekend: er kan een uitkomst te veel staan waar meer onbekend is. Zeker is zeker.",
    "Possible is counted widely: there may be one too many where more is unknown. Certain is certain.",
)
