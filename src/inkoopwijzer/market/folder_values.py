"""The values that text in a market folder says: choices, hours, days and texts, as strict as in a dossier."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from inkoopwijzer.facts.catalogue import Fact, FactType
from inkoopwijzer.facts.dossier import Hours, Value
from inkoopwijzer.facts.particulars import YEARS
from inkoopwijzer.facts.typed import CLOSED, DIGITS, LONGEST_TEXT, MOST
from inkoopwijzer.values.text import Text

_HOURS: Final = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def expected(fact: Fact) -> Text:
    """How a value of this fact is written."""
    words: dict[FactType, Text] = {
        FactType.yes_no: Text("Schrijf ja of nee.", "Write ja or nee."),
        FactType.whole: Text(
            f"Schrijf een heel getal van 0 tot en met {MOST}.", f"Write a whole number from 0 to {MOST}."
        ),
        FactType.decimal: Text(
            f"Schrijf een getal van ten hoogste {DIGITS} cijfers, met een punt voor de decimalen.",
            f"Write a number of at most {DIGITS} digits, with a decimal point.",
        ),
        FactType.hours: Text(
            f"Schrijf 08:30-17:00,18:00-21:00 of {CLOSED}.", f"Write 08:30-17:00,18:00-21:00 or {CLOSED}."
        ),
        FactType.date: Text(
            "Schrijf jaar-maand-dag, zoals 2027-03-31.", "Write year-month-day, as 2027-03-31."
        ),
        FactType.text: Text(
            f"Schrijf een tekst van ten hoogste {LONGEST_TEXT} tekens.",
            f"Write a text of at most {LONGEST_TEXT} characters.",
        ),
    }
    options = ", ".join(list(fact.options)[:12])
    return words.get(fact.type) or Text(f"Kies uit: {options}.", f"Choose from: {options}.")


def read_value(fact: Fact, text: str) -> Value | None:
    """The value that this text says; None where it says none."""
    if fact.type is FactType.choice:
        return text if text in fact.options else None
    if fact.type is FactType.hours:
        return _read_hours(text)
    if fact.type is FactType.date:
        return _read_day(text)
    return text if text.strip() and len(text) <= LONGEST_TEXT else None


def _read_day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return found if found is not None and YEARS[0] <= found.year <= YEARS[1] else None


def _read_hours(text: str) -> Hours | None:
    if text == CLOSED:
        return ()
    found: list[tuple[int, int]] = []
    for part in text.split(","):
        clock = _HOURS.fullmatch(part)
        if clock is None:
            return None
        h1, m1, h2, m2 = map(int, clock.groups())
        start, end = h1 * 60 + m1, h2 * 60 + m2
        if m1 > 59 or m2 > 59 or start >= end or end > 1440 or (found and start < found[-1][1]):
            return None
        found.append((start, end))
    return tuple(found)
