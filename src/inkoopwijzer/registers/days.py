"""Days as registers write them: 2027-03-31 or 31-03-2027, or the one form that a mapping file names."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from inkoopwijzer.facts.place import shown
from inkoopwijzer.values.text import Text

DAY_FORMS: Final = {
    "jjjj-mm-dd": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    "dd-mm-jjjj": re.compile(r"(?P<d>[0-9]{2})-(?P<m>[0-9]{2})-(?P<y>[0-9]{4})"),
    "d-m-jjjj": re.compile(r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4})"),
    "jjjjmmdd": re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
}
"""The forms of a day by name; without a mapping the first two, which cannot be mistaken for each other."""
YEARS: Final = (1900, 2100)

_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}")
_SLASHES = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def day_of(text: str, form: str | None = None) -> date | tuple[Text, Text]:
    """The day that `text` names, or what is wrong with it and what to do."""
    forms = (form,) if form else ("jjjj-mm-dd", "dd-mm-jjjj")
    found = next((m for name in forms if (m := DAY_FORMS[name].fullmatch(text))), None)
    if found is None:
        return _no_day(text, forms)
    year, month, number = (int(found[part]) for part in "ymd")
    if not YEARS[0] <= year <= YEARS[1]:
        message = Text(
            f"Het jaar {year} kan niet; een datum ligt hier van {YEARS[0]} tot en met {YEARS[1]}.",
            f"The year {year} is not possible; a date here lies from {YEARS[0]} to {YEARS[1]}.",
        )
        return message, Text(
            "Controleer het jaar. Betekent het 'geen einde', laat de datum dan leeg, of vertaal haar met 'waarden' "
            "in een afbeelding.",
            "Check the year. If it means 'no end', leave the date empty, or translate it with 'waarden' in a mapping.",
        )
    try:
        return date(year, month, number)
    except ValueError:
        message = Text(f"De datum {text} bestaat niet.", f"The date {text} does not exist.")
        return message, Text("Controleer maand en dag.", "Check the month and the day.")


def _no_day(text: str, forms: tuple[str, ...]) -> tuple[Text, Text]:
    message = Text(f"'{shown(text)}' is geen datum.", f"'{shown(text)}' is not a date.")
    if _SHORT_YEAR.fullmatch(text):
        message = Text(
            f"'{text}' noemt het jaar met twee cijfers; dan is niet zeker welk jaar het is.",
            f"'{text}' gives the year in two digits; then it is not certain which year it is.",
        )
    elif _SLASHES.fullmatch(text):
        message = Text(
            f"Van '{text}' is niet zeker wat de maand is en wat de dag.",
            f"It is not certain which part of '{text}' is the month and which the day.",
        )
    asked = Text(" of ".join(forms), " or ".join(forms))
    hint = Text(
        f"Schrijf {asked.nl}, zoals 2027-03-31 of 31-03-2027."
        if len(forms) > 1
        else f"Deze afbeelding vraagt {asked.nl}.",
        f"Write {asked.en}, such as 2027-03-31 or 31-03-2027."
        if len(forms) > 1
        else f"This mapping asks {asked.en}.",
    )
    return message, hint
