"""Tariffs and volumes that a user gives, and what a change costs by them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.spend import Spend, Volumes, spend, volumes_by_agb, volumes_by_insured
from inkoopwijzer.market.what_if_answer import Answer
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_BYTES: Final = 50_000_000
CODE: Final = ("agb", "agb_code", "agb-code")
COUNT: Final = ("behandelingen", "treatments")
"""The names of the columns of a file of volumes."""

_EUROS: Final = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}(?:[.,]0+)?")


@dataclass(frozen=True)
class Costs:
    """Tariffs in euro cents per treatment by outcome, and how many treatments each practice gives in a year.

    Of the volumes one is given: a file by AGB code, or so many treatments for each unique insured person of a year.
    """

    tariffs: Mapping[str, int]
    by_agb: Mapping[str, Decimal] | None = None
    per_insured: Decimal | None = None
    year: str = ""


@dataclass(frozen=True)
class Reckoned:
    """What a change costs a year, the volumes it was reckoned with, and what was taken for granted."""

    spend: Spend
    costs: Costs
    volumes: Volumes
    assumptions: tuple[Text, ...]


def read_tariffs(given: Iterable[str]) -> dict[str, int]:
    """Tariffs written as `A=34,50`, in euros per treatment. Raises `Faults`."""
    found: dict[str, int] = {}
    faults = []
    for text in given:
        name, _, amount = text.partition("=")
        if not name or not _EUROS.fullmatch(amount):
            message = Text(f"'{shown(text)}' is geen tarief.", f"'{shown(text)}' is not a tariff.")
            hint = Text("Schrijf GROEP=EURO, zoals A=34,50.", "Write GROUP=EUROS, such as A=34.50.")
            faults.append(Fault("costs.bad_tariff", message, "--tariff", hint=hint))
        elif name in found:
            message = Text(f"'{shown(name)}' heeft twee tarieven.", f"'{shown(name)}' has two tariffs.")
            faults.append(Fault("costs.twice", message, "--tariff", hint=_CHOOSE))
        else:
            found[name] = int(Decimal(amount.replace(",", ".")) * 100)
    if faults:
        raise Faults(faults)
    return found


def read_volumes(path: Path) -> dict[str, Decimal]:
    """The treatments a year by AGB code, from a CSV file with the columns `agb` and `behandelingen`.

    Raises `Faults` with everything that is wrong; columns of other names are left alone.
    """
    try:
        data = path.read_bytes()[: MOST_BYTES + 1]
    except OSError as error:
        raise Faults([_fault(path, None, f"{error.strerror}", f"{error.strerror}")]) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(data) > MOST_BYTES:
        raise Faults([_fault(path, None, "Het bestand is te groot.", "The file is too large.")])
    lines = text.splitlines()
    head = lines[0] if lines else ""
    separator = max(";,\t", key=head.count)
    reader = csv.reader(lines, delimiter=separator)
    names = [name.strip().casefold() for name in next(reader, [])]
    code = next((names.index(n) for n in CODE if n in names), None)
    count = next((names.index(n) for n in COUNT if n in names), None)
    if code is None or count is None:
        raise Faults(
            [
                _fault(
                    path,
                    1,
                    "De kolommen agb en behandelingen ontbreken.",
                    "The columns agb and behandelingen are missing.",
                )
            ]
        )
    return _volumes(path, reader, code, count)


def _volumes(path: Path, rows: Iterable[list[str]], code: int, count: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    faults: list[Fault] = []
    for line, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = [cell.strip() for cell in row] + [""] * (max(code, count) + 1 - len(row))
        agb, number = cells[code], cells[count]
        if not re.fullmatch(r"[0-9]{8}", agb):
            faults.append(
                _fault(
                    path,
                    line,
                    f"'{shown(agb)}' is geen AGB-code van acht cijfers.",
                    f"'{shown(agb)}' is not an AGB code of eight digits.",
                )
            )
        elif agb in found:
            faults.append(
                _fault(path, line, f"AGB-code {agb} komt twee keer voor.", f"AGB code {agb} comes twice.")
            )
        elif not _WHOLE.fullmatch(number):
            faults.append(
                _fault(
                    path,
                    line,
                    f"'{shown(number)}' is geen aantal behandelingen.",
                    f"'{shown(number)}' is not a number of treatments.",
                )
            )
        else:
            found[agb] = Decimal(number.replace(",", "."))
        if len(faults) >= _MOST_FAULTS:
            break
    if faults:
        raise Faults(faults)
    return found


def reckon(answer: Answer, costs: Costs) -> Reckoned:
    """What a change costs. Raises `Faults` for a tariff of no outcome, `MissingTariff` for one that is missing."""
    known = (*answer.moves.groups, NONE)
    faults = []
    for name in costs.tariffs:
        if name not in known:
            message = Text(
                f"De groep '{shown(name)}' is niet bekend.", f"The group '{shown(name)}' is not known."
            )
            faults.append(Fault("costs.unknown_group", message, "--tariff", hint=choose(name, known)))
    if faults:
        raise Faults(faults)
    stand = answer.after.market.arrays.stand
    if costs.by_agb is not None:
        volumes = volumes_by_agb(stand.records, {agb: float(n) for agb, n in costs.by_agb.items()})
    else:
        assert costs.per_insured is not None
        volumes = volumes_by_insured(stand, costs.year, float(costs.per_insured), answer.days[1])
    found = spend(answer.moves, costs.tariffs, volumes.treatments)
    return Reckoned(found, costs, volumes, assumptions(costs, volumes))


def assumptions(costs: Costs, volumes: Volumes) -> tuple[Text, ...]:
    """What was taken for granted."""
    found = [
        Text(
            "Elke praktijk geeft na de wijziging evenveel behandelingen als ervoor; alleen het tarief verandert.",
            "Every practice gives as many treatments after the change as before; only the tariff changes.",
        )
    ]
    if costs.by_agb is not None:
        left = len(costs.by_agb) - volumes.used
        found.append(Text("De aantallen komen uit uw bestand.", "The volumes come from your file."))
        if left:
            found.append(
                Text(
                    f"{left} regels daarvan horen bij geen praktijk in deze markt.",
                    f"{left} of its rows belong to no practice in this market.",
                )
            )
    else:
        per = f"{costs.per_insured:f}".rstrip("0").rstrip(".") if costs.per_insured else ""
        found.append(
            Text(
                f"Gerekend is met {per.replace('.', ',')} behandelingen per unieke verzekerde van {costs.year}. Die "
                "telling gaat over alle verzekeraars samen: het bedrag is dat van de hele markt, niet van deze "
                "verzekeraar.",
                f"Reckoned with {per} treatments per unique insured person of {costs.year}. That count is of all "
                "insurers together: the amount is that of the whole market, not of this insurer.",
            )
        )
    return tuple(found)


def _fault(path: Path, line: int | None, nl: str, en: str) -> Fault:
    return Fault("costs.volumes", Text(nl, en), str(path), line, hint=_AS_FILE)


_MOST_FAULTS: Final = 100
_CHOOSE: Final = Text("Kies er een.", "Choose one.")
_AS_FILE: Final = Text(
    "Geef een CSV-bestand met de kolommen agb en behandelingen (per jaar).",
    "Give a CSV file with the columns agb and behandelingen (treatments a year).",
)
