"""The files beside a market: numbers of insured, and practices that do not sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.adequacy_sites import Country
from inkoopwijzer.market.adequacy_table import Noted, read_bytes, rows
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY, PRACTICE, Flags, Records
from inkoopwijzer.values.text import Text

_AGB: Final = re.compile(r"[0-9]{8}")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_IN_MARKET: Final = Text(
    "Controleer de code, of neem de praktijk op in de markt.",
    "Check the code, or add the practice to the market.",
)


def read_insured(path: Path, country: Country) -> Positions:
    """The number of insured per municipality, NOBODY where the file does not tell: `gemeente,verzekerden`.

    A municipality is named by its official name or its CBS code. Raises `Faults` with everything that is wrong.
    """
    noted = Noted(str(path))
    found = np.full(len(country.codes), NOBODY, np.int64)
    lines: dict[int, int] = {}
    for line, row in rows(read_bytes(path), noted, ("gemeente", "verzekerden")):
        at = country.by_name.get(row["gemeente"])
        if at is None:
            message = unknown_name("De gemeente", "The municipality", row["gemeente"])
            noted.note("municipality", line, "gemeente", message, near_municipality(row["gemeente"], country))
        elif at in lines:
            message = Text(
                f"Deze gemeente staat al op regel {lines[at]}.",
                f"This municipality is already on line {lines[at]}.",
            )
            noted.note("twice", line, "gemeente", message, Text("Laat er één staan.", "Keep one of them."))
        if not _WHOLE.fullmatch(row["verzekerden"]):
            message = Text(
                f"'{shown(row['verzekerden'])}' is geen aantal.",
                f"'{shown(row['verzekerden'])}' is not a number.",
            )
            hint = Text(
                "Schrijf alleen cijfers, zonder punt of komma, zoals 12500.",
                "Write digits only, without a point or comma, such as 12500.",
            )
            noted.note("number", line, "verzekerden", message, hint)
        elif at is not None:
            lines[at] = line
            found[at] = int(row["verzekerden"])
    noted.finish()
    return found


def read_practices(path: Path, records: Records) -> Flags:
    """The practices that a CSV file names: a column `agb`, and beside it a remark (`toelichting`) if wanted.

    Raises `Faults` with everything that is wrong.
    """
    noted = Noted(str(path))
    lines = ((line, row["agb"]) for line, row in rows(read_bytes(path), noted, ("agb",), ("toelichting",)))
    return _named(lines, records, noted)


def named_practices(codes: Iterable[str], records: Records, where: str) -> Flags:
    """The practices with these AGB codes, which stand in `where`. Raises `Faults` with everything that is wrong."""
    return _named(((None, code) for code in codes), records, Noted(where))


def _named(codes: Iterable[tuple[int | None, str]], records: Records, noted: Noted) -> Flags:
    found = np.zeros(len(records), np.bool_)
    for line, code in codes:
        practice = practice_row(code, records, line, noted)
        if practice is not None:
            if found[practice]:
                message = Text(f"De praktijk {code} staat er al.", f"The practice {code} is there already.")
                noted.note("twice", line, "agb", message, Text("Laat er één staan.", "Keep one of them."))
            found[practice] = True
    noted.finish()
    return found


def near_municipality(name: str, country: Country) -> Text:
    """What to write instead of a name that is none of a municipality."""
    hint = choose(name, country.names)
    official = Text(
        "Schrijf de officiële naam of de CBS-code (vier cijfers).",
        "Write the official name or the CBS code (four digits).",
    )
    return Text(f"{hint.nl} {official.nl}", f"{hint.en} {official.en}") if hint else official


def practice_row(agb: str, records: Records, line: int | None, noted: Noted) -> int | None:
    """The row of the practice with this AGB code; None, with a fault noted, when there is none."""
    if not _AGB.fullmatch(agb):
        message = Text(
            f"Een AGB-code heeft precies 8 cijfers; er staat '{shown(agb)}'.",
            f"An AGB code has exactly 8 digits; found '{shown(agb)}'.",
        )
        hint = Text(
            "Is een nul vooraan weggevallen, bewaar de kolom dan als tekst.",
            "If a leading zero was lost, keep the column as text.",
        )
        noted.note("agb", line, "agb", message, hint)
        return None
    found = records.numbers.get(agb)
    if found is None or records.listed[PRACTICE].agb[found] != agb:
        message = Text(
            f"De praktijk {agb} staat niet in deze markt.", f"The practice {agb} is not in this market."
        )
        noted.note("not_in_market", line, "agb", message, _IN_MARKET)
        return None
    return found


def unknown_name(nl: str, en: str, name: str) -> Text:
    """That a name is not known; `nl` and `en` say of what."""
    return Text(f"{nl} '{shown(name)}' is niet bekend.", f"{en} '{shown(name)}' is not known.")
