"""Numbers that a file holds as numbers, as text that cannot be taken for another number."""

from __future__ import annotations

from decimal import Decimal


def unmistakable(value: int | float | Decimal) -> str:
    """The number in digits with a decimal point.

    A spreadsheet keeps 15 digits, so no more are shown. Three digits after the point get a zero: typed by a person
    1.105 may mean 1105, as a number it cannot.
    """
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    whole, point, rest = text.partition(".")
    if point and not rest.strip("0"):
        return whole
    return f"{text}0" if len(rest) == 3 else text
