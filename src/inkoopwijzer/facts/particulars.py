"""What a dossier says besides facts: names, AGB codes, days. Like typed values, nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from inkoopwijzer.facts.catalogue import Profession
from inkoopwijzer.facts.located import Node, Scalar
from inkoopwijzer.facts.place import Place, shown
from inkoopwijzer.values.text import Text

NAME_LENGTH: Final = 200
YEARS: Final = (1990, 2100)

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_AGB = re.compile(r"[0-9]{8}")
_AGB_SHORT = re.compile(r"[0-9]{7}")
_AS_DATE = Text("Schrijf jaar-maand-dag, zoals 2027-03-31.", "Write year-month-day, such as 2027-03-31.")
_AS_AGB = Text(
    'Neem de code over uit het AGB-register en zet haar tussen aanhalingstekens, zoals "04123456".',
    'Copy the code from the AGB register and put it in quotes, such as "04123456".',
)


def name(node: Node, at: Place) -> str:
    """A name as people write it, on one line."""
    text = (at.text(node) or "").strip()
    if len(text) > NAME_LENGTH:
        message = Text(
            f"Deze naam heeft {len(text)} tekens; ten hoogste {NAME_LENGTH} is toegestaan.",
            f"This name has {len(text)} characters; at most {NAME_LENGTH} is allowed.",
        )
        at.fault("name", node, message, Text("Kort de naam in.", "Shorten the name."))
    elif any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in text):
        message = Text(
            "In deze naam staat een onzichtbaar teken of een nieuwe regel.",
            "There is an invisible character or a new line in this name.",
        )
        at.fault("name", node, message, Text("Typ de naam opnieuw.", "Type the name again."))
    return text


def agb(node: Node, at: Place, profession: Profession | None = None) -> str:
    """An AGB code: exactly eight digits as text, starting with the two digits of the profession."""
    text = at.text(node)
    if text is None or not isinstance(node, Scalar):
        return ""
    if _AGB_SHORT.fullmatch(text):
        message = Text(
            f"De AGB-code {text} heeft 7 cijfers en geen 8; waarschijnlijk is een nul vooraan weggevallen.",
            f"The AGB code {text} has 7 digits, not 8; a leading zero was probably lost.",
        )
        at.fault("agb", node, message, _AS_AGB)
    elif not _AGB.fullmatch(text):
        message = Text(
            f"Een AGB-code heeft precies 8 cijfers; er staat '{shown(text)}'.",
            f"An AGB code has exactly 8 digits; found '{shown(text)}'.",
        )
        at.fault("agb", node, message, _AS_AGB)
    elif not node.quoted:
        message = Text(
            f"De AGB-code {text} staat zonder aanhalingstekens; zo kan een nul vooraan wegvallen.",
            f"The AGB code {text} is not in quotes; a leading zero can be lost that way.",
        )
        at.fault("agb", node, message, _AS_AGB)
    elif profession is not None and not text.startswith(profession.agb):
        message = Text(
            f"De AGB-code van een {profession.label.nl} begint met {profession.agb}; deze is {text}.",
            f"The AGB code of a {profession.label.en} starts with {profession.agb}; this one is {text}.",
        )
        hint = Text("Controleer de code en het beroep.", "Check the code and the profession.")
        at.fault("agb_profession", node, message, hint)
    return text


def day(node: Node, at: Place) -> date | None:
    """A calendar day, written as 2027-03-31."""
    text = at.text(node)
    if text is None:
        return None
    parts = _DATE.fullmatch(text)
    if not parts:
        message = Text(f"'{shown(text)}' is geen datum.", f"'{shown(text)}' is not a date.")
        at.fault("date", node, message, _AS_DATE)
        return None
    year, month, number = map(int, parts.groups())
    if not YEARS[0] <= year <= YEARS[1]:
        message = Text(
            f"Het jaar {year} kan niet; een datum ligt hier van {YEARS[0]} tot en met {YEARS[1]}.",
            f"The year {year} is not possible; a date here lies from {YEARS[0]} to {YEARS[1]}.",
        )
        hint = Text(
            "Controleer het jaar. Ligt het begin langer geleden, laat de begindatum dan weg.",
            "Check the year. If the start is longer ago, leave the start date out.",
        )
        at.fault("date", node, message, hint)
        return None
    try:
        return date(year, month, number)
    except ValueError:
        message = Text(f"De datum {text} bestaat niet.", f"The date {text} does not exist.")
        at.fault("date", node, message, Text("Controleer maand en dag.", "Check the month and the day."))
        return None
