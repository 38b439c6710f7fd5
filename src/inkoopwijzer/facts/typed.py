"""Typed values: what the text of a dossier means, given the type that the catalogue states.

Each function notes at its place what is wrong; what it then returns is never used, because a dossier with
a fault is refused as a whole. Nothing is repaired or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType
from inkoopwijzer.facts.dossier import Hours, Value
from inkoopwijzer.facts.located import Node, Scalar, Sequence
from inkoopwijzer.facts.particulars import day
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.values.text import Text

UNKNOWN: Final = "onbekend"
CLOSED: Final = "gesloten"
YES_NO: Final = {"ja": True, "nee": False, "true": True, "false": False}
MOST: Final = 10_000_000
DIGITS: Final = 12
LONGEST_TEXT: Final = 4000
"""Most characters of an explanation in own words."""

_NUMBERS: Final = {"jaar": (2000, 2100), "percentiel": (1, 99)}
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_NEGATIVE = re.compile(r"-[0-9.,]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[., '’][0-9]{3})+(?:[.,][0-9]+)?")
_HOURS = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_ALSO_CALLED: Final = {"den haag": "'s-Gravenhage", "den bosch": "'s-Hertogenbosch"}


def value(fact: Fact, node: Node, at: Place) -> Value | None:
    """The value of `fact`; None is "onbekend"."""
    if fact.type is FactType.hours and isinstance(node, Sequence):
        return hours(node, at)
    text = at.text(node)
    if text is None or text == UNKNOWN:
        return None
    if fact.type is FactType.yes_no:
        return yes_no(text, node, at, unknown=True)
    if fact.type is FactType.whole:
        return whole(text, node, at)
    if fact.type is FactType.decimal:
        return decimal(text, node, at)
    if fact.type is FactType.choice:
        return word(text, fact.options, node, at, "choice")
    if fact.type is FactType.date:
        return day(node, at)
    if fact.type is FactType.text:
        return said(text, node, at)
    if text != CLOSED:
        message = Text(
            f"'{shown(text)}' is geen lijst van tijden.", f"'{shown(text)}' is not a list of hours."
        )
        at.fault("hours", node, message, _AS_HOURS)
    return ()


def said(text: str, node: Node, at: Place) -> str:
    """An explanation in the provider's own words."""
    if len(text) > LONGEST_TEXT:
        message = Text(
            f"Deze tekst heeft {len(text)} tekens; ten hoogste {LONGEST_TEXT} is toegestaan.",
            f"This text has {len(text)} characters; at most {LONGEST_TEXT} are allowed.",
        )
        at.fault("too_long", node, message, Text("Zeg het korter.", "Say it in fewer words."))
    return text


def yes_no(text: str, node: Node, at: Place, *, unknown: bool = False) -> bool:
    """Whether the answer is yes."""
    if text not in YES_NO:
        message = Text(
            f"Hier hoort ja of nee; er staat '{shown(text)}'.", f"Expected ja or nee; found '{shown(text)}'."
        )
        hint = Text("Schrijf ja, nee of onbekend.", "Write ja, nee or onbekend.")
        at.fault("yes_no", node, message, hint if unknown else Text("Schrijf ja of nee.", "Write ja or nee."))
    return YES_NO.get(text, False)


def whole(text: str, node: Node, at: Place) -> int:
    """A whole number from 0 up to and including ten million."""
    if _THOUSANDS.fullmatch(text):
        _thousands(text, node, at, "whole")
    elif not _WHOLE.fullmatch(text):
        message = Text(
            f"Hier hoort een heel getal; er staat '{shown(text)}'.",
            f"Expected a whole number; found '{shown(text)}'.",
        )
        at.fault("whole", node, message, Text("Schrijf alleen cijfers.", "Write digits only."))
    elif len(text) > DIGITS or int(text) > MOST:
        message = Text(
            f"Het getal {shown(text)} is te groot; ten hoogste 10 miljoen is toegestaan.",
            f"The number {shown(text)} is too large; at most 10 million is allowed.",
        )
        at.fault("whole", node, message, _CHECK_NUMBER)
    else:
        return int(text)
    return 0


def decimal(text: str, node: Node, at: Place) -> Decimal:
    """A number of at most twelve digits, not negative, with a decimal point or a single decimal comma."""
    if _THOUSANDS.fullmatch(text) and not _DECIMAL.fullmatch(text):
        _thousands(text, node, at, "decimal")
    elif _NEGATIVE.fullmatch(text):
        message = Text(
            f"Het getal {shown(text)} is kleiner dan nul; dat kan hier niet.",
            f"The number {shown(text)} is below zero; that is impossible here.",
        )
        at.fault("decimal", node, message, _CHECK_NUMBER)
    elif not _DECIMAL.fullmatch(text):
        message = Text(
            f"Hier hoort een getal; er staat '{shown(text)}'.", f"Expected a number; found '{shown(text)}'."
        )
        hint = Text(
            'Schrijf alleen cijfers, met ten hoogste één komma of punt, bijvoorbeeld "101,4".',
            'Write digits only, with at most one comma or point, for example "101.4".',
        )
        at.fault("decimal", node, message, hint)
    elif sum(map(str.isdigit, text)) > DIGITS:
        message = Text(
            f"Het getal heeft meer dan {DIGITS} cijfers.", f"The number has more than {DIGITS} digits."
        )
        at.fault("decimal", node, message, Text("Rond het getal af.", "Round the number."))
    else:
        return Decimal(text.replace(",", "."))
    return Decimal(0)


def _thousands(text: str, node: Node, at: Place, code: str) -> None:
    message = Text(
        f"Van '{shown(text)}' is niet zeker welk getal het is: er staan punten, komma's of spaties tussen de "
        "duizendtallen.",
        f"It is not certain which number '{shown(text)}' is: there are points, commas or spaces between the "
        "thousands.",
    )
    hint = Text(
        "Laat het teken tussen de duizendtallen weg: schrijf 1234 en niet 1.234.",
        "Leave out the sign between the thousands: write 1234, not 1.234.",
    )
    at.fault(code, node, message, hint)


def word(text: str, words: Iterable[str], node: Node, at: Place, code: str) -> str:
    """One of the words that may be chosen here."""
    known = list(words)
    if text not in known:
        also = _ALSO_CALLED.get(text.casefold(), text)
        message = Text(f"'{shown(text)}' kan hier niet.", f"'{shown(text)}' is not possible here.")
        hint = choose(also, known) or Text(
            "Schrijf de officiële naam, zonder afkorting.", "Write the official name, without abbreviation."
        )
        at.fault(code, node, message, hint)
    return text


def hours(node: Sequence, at: Place) -> Hours:
    """Opening hours in order, without overlap; 24:00 is the end of the day."""
    found: list[tuple[int, int]] = []
    if not node.items:
        at.fault(
            "hours", node, Text("De lijst van tijden is leeg.", "The list of hours is empty."), _AS_HOURS
        )
    for item, place in at.items(node):
        text = place.text(item)
        if text is None:
            continue
        parts = _HOURS.fullmatch(text)
        h1, m1, h2, m2 = map(int, parts.groups()) if parts else (99, 99, 99, 99)
        start, end = h1 * 60 + m1, h2 * 60 + m2
        if m1 > 59 or m2 > 59 or start >= 1440 or end > 1440:
            message = Text(
                f"'{shown(text)}' is geen tijd van de dag.", f"'{shown(text)}' is not a time of day."
            )
            place.fault("hours", item, message, _AS_HOURS)
        elif start >= end:
            message = Text(
                f"In '{text}' is het einde niet later dan het begin.",
                f"In '{text}' the end is not later than the start.",
            )
            hint = Text(
                "Gaat u na middernacht door, schrijf dan 24:00 als einde en zet de rest bij de volgende dag.",
                "If you stay open after midnight, end at 24:00 and put the rest under the next day.",
            )
            place.fault("hours", item, message, hint)
        elif found and start < found[-1][1]:
            message = Text(
                f"'{text}' begint voordat de tijden ervoor voorbij zijn.",
                f"'{text}' starts before the hours in front of it are over.",
            )
            hint = Text(
                "Zet de tijden op volgorde en laat ze elkaar niet overlappen.",
                "Put the hours in order, without overlap.",
            )
            place.fault("hours", item, message, hint)
        else:
            found.append((start, end))
    return tuple(found)


def numbers(dimension: Dimension) -> tuple[int, int]:
    """The least and the greatest number that a dimension without options allows."""
    return _NUMBERS.get(dimension.id, (0, 9999))


def key(dimension: Dimension, node: Scalar, at: Place) -> str:
    """What names one value of a fact: a year, a register, a specialisation, ..."""
    text = node.text
    if dimension.options:
        return word(text, dimension.options, node, at, "key")
    low, high = numbers(dimension)
    if not (
        _WHOLE.fullmatch(text) and len(text) <= 4 and low <= int(text) <= high and text == str(int(text))
    ):
        message = Text(
            f"Hier hoort een {dimension.label.nl} van {low} tot en met {high}; er staat '{shown(text)}'.",
            f"Expected a {dimension.label.en} from {low} up to and including {high}; found '{shown(text)}'.",
        )
        hint = Text(
            "Verbeter dit. Hoort dit bij een getal met een komma, zet dat getal dan tussen aanhalingstekens.",
            "Correct this. If this belongs to a number with a comma, put that number in quotes.",
        )
        at.fault("key", node, message, hint)
    return text


_AS_HOURS = Text(
    'Schrijf bijvoorbeeld ["08:00-12:00", "13:00-17:30"], of gesloten.',
    'Write for example ["08:00-12:00", "13:00-17:30"], or gesloten.',
)
_CHECK_NUMBER = Text("Controleer het getal.", "Check the number.")
