"""The file of contracts: which practice is contracted by whom, for what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.adequacy_files import practice_row, unknown_name
from inkoopwijzer.market.adequacy_offer import Bounds
from inkoopwijzer.market.adequacy_table import Noted, read_bytes, rows
from inkoopwijzer.market.records import Records
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text

FEET: Final = ("podotherapeut", "registerpodoloog")
PROFESSIONS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "fysiotherapie": ("fysiotherapeut",),
    "oefentherapie": ("oefentherapeut",),
    "logopedie": ("logopedist",),
    "ergotherapie": ("ergotherapeut",),
    "dietetiek": ("dietist",),
    "huidtherapie": ("huidtherapeut",),
    "podotherapie": ("podotherapeut",),
    "registerpodologie": ("registerpodoloog",),
    "preventieve_voetzorg": FEET,
    "handspalken_ergotherapie": (),
}
"""The professions whose care an agreement buys; that for institutions buys of all. An addendum buys none more."""
INSTITUTIONS: Final = "instellingen"
SIGNED: Final = "getekend"
OPEN: Final = "open"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Contract:
    """One line of a file of contracts: a practice, an insurer, the professions it is for, and when."""

    practice: int
    insurer: str
    professions: tuple[str, ...]
    period: Period
    signed: bool


def professions_of(agreement: str) -> tuple[str, ...] | None:
    """The professions that an agreement (or the name of a profession itself) is for; None if there is none."""
    known = catalogue().professions
    if agreement in known:
        return (agreement,)
    return tuple(known) if agreement == INSTITUTIONS else PROFESSIONS_OF.get(agreement)


def read_contracts(path: Path, records: Records) -> tuple[Contract, ...]:
    """The contracts in a CSV file: `agb,verzekeraar,overeenkomst,van,tot_en_met` and, if need be, `stand`.

    Raises `Faults` with everything that is wrong.
    """
    noted = Noted(str(path))
    found: list[Contract] = []
    seen: dict[tuple[int, str, str], list[tuple[Period, int]]] = {}
    names = [*catalogue().professions, *PROFESSIONS_OF, INSTITUTIONS]
    for line, row in rows(
        read_bytes(path), noted, ("agb", "verzekeraar", "overeenkomst", "van", "tot_en_met"), ("stand",)
    ):
        practice = practice_row(row["agb"], records, line, noted)
        professions = professions_of(row["overeenkomst"])
        if professions is None:
            message = unknown_name("De overeenkomst", "The agreement", row["overeenkomst"])
            noted.note("agreement", line, "overeenkomst", message, choose(row["overeenkomst"], names))
        if not row["verzekeraar"]:
            message = Text("Hier staat geen verzekeraar.", "There is no insurer here.")
            noted.note("insurer", line, "verzekeraar", message, Text("Vul hem in.", "Fill it in."))
        if row["stand"] not in ("", SIGNED, OPEN):
            message = unknown_name("De stand", "The state", row["stand"])
            noted.note("state", line, "stand", message, choose(row["stand"], (SIGNED, OPEN)))
        period = _period(row["van"], row["tot_en_met"], line, noted)
        if practice is None or professions is None or period is None:
            continue
        same = seen.setdefault((practice, row["verzekeraar"], row["overeenkomst"]), [])
        for other, at in same:
            if other.overlaps(period):
                message = Text(
                    f"Dit contract loopt tegelijk met dat op regel {at}.",
                    f"This contract runs at the same time as the one on line {at}.",
                )
                noted.note("overlap", line, "van", message, Text("Laat er één staan.", "Keep one of them."))
        same.append((period, line))
        found.append(Contract(practice, row["verzekeraar"], professions, period, row["stand"] != OPEN))
    noted.finish()
    return tuple(found)


def contracted_on(
    contracts: tuple[Contract, ...], insurer: str, on: date, practices: int
) -> dict[str, Bounds]:
    """Per profession which practices are contracted on a day: surely (signed), and possibly (open too)."""
    found: dict[str, Bounds] = {}
    for contract in contracts:
        if contract.insurer != insurer or not contract.period.covers(on):
            continue
        for profession in contract.professions:
            if profession not in found:
                none = np.zeros(practices, np.bool_)
                found[profession] = Bounds(none, none.copy())
            found[profession].possible[contract.practice] = True
            found[profession].sure[contract.practice] |= contract.signed
    return found


def _period(start: str, end: str, line: int, noted: Noted) -> Period | None:
    days = []
    for name, text in (("van", start), ("tot_en_met", end)):
        day = _day(text)
        if text and day is None:
            message = Text(f"'{shown(text)}' is geen datum.", f"'{shown(text)}' is not a date.")
            hint = Text(
                "Schrijf jaar-maand-dag, zoals 2027-03-31.", "Write year-month-day, such as 2027-03-31."
            )
            noted.note("date", line, name, message, hint)
            return None
        days.append(day)
    if days[0] and days[1] and days[1] < days[0]:
        message = Text("Het contract eindigt voordat het begint.", "The contract ends before it starts.")
        hint = Text("Controleer 'van' en 'tot_en_met'.", "Check 'van' and 'tot_en_met'.")
        noted.note("period", line, "tot_en_met", message, hint)
        return None
    return Period(*days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
