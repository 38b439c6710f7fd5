"""Claim messages (573) to rows: one message after another, each checked against its own total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.gds_fields import Fields
from inkoopwijzer.registers.gds_keys import Key
from inkoopwijzer.registers.gds_lines import CREDIT_COLUMNS, DEBIT_COLUMNS, Cells, Lines, Place, lines_of
from inkoopwijzer.registers.gds_message import (
    CLAIM,
    PERFORMANCE_ELEMENT,
    UNREAD,
    Head,
    Insured,
    claim_shape,
    read_head,
    read_header,
    read_insured,
    read_units,
    refuse,
    total,
)
from inkoopwijzer.registers.gds_xml import Stream
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

CODE: Final = "573"

_AMOUNT, _KIND = DEBIT_COLUMNS.index("bedrag"), DEBIT_COLUMNS.index("soort")
_CREDIT = CREDIT_COLUMNS.index("bedrag")


@dataclass
class Asked:
    """How messages are read: the keys by UZOVI, the key of this run for messages, and what is accepted.

    `run_key` makes the pseudonyms of messages, which only join claim and return within one run.
    """

    keys: Mapping[str, Key]
    run_key: Key
    tests: bool = False
    performance: str = PERFORMANCE_ELEMENT
    unknown: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def message(self, head: Head) -> str:
        """The pseudonym of a message: who claims, under which invoice."""
        return self.run_key.pseudonym("bericht", head.declarant, head.invoice)

    def key_for(self, insured: Insured) -> Key | None:
        """The key of the insurer of this person; None, with a fault, when there is none."""
        key = self.keys.get(insured.uzovi)
        if key is None:
            message = Text(
                f"Er is geen sleutel voor verzekeraar {insured.uzovi}.",
                f"There is no key for insurer {insured.uzovi}.",
            )
            insured.fields.fault("key", message, _GIVE_KEY, "UzoviNummer")
        return key


def read_claim(path: Path, number: int, asked: Asked, keep: Callable[[Lines], None]) -> str:
    """Give the lines of each insured person of the message to `keep`; the pseudonym of the message.

    Raises `Faults` with everything that is wrong with the message.
    """
    faults: list[Fault] = []
    stream = Stream(path, CLAIM, claim_shape(asked.performance), UNREAD)
    header: tuple[int, bool] | None = None
    place: Place | None = None
    sums = {"alles": Decimal(0), "declaraties": Decimal(0)}
    for name, fields in read_units(stream, faults):
        if name == "Header":
            header = read_header(fields, CODE, asked.tests)
        elif name == "DeclaratieContext" and header:
            head = read_head(header, fields)
            place = Place(number, asked.message(head), head, asked.performance, asked.counts)
        elif name == "Verzekerde" and place:
            insured = read_insured(fields)
            key = asked.key_for(insured) if insured else None
            if insured and key:
                lines = lines_of(insured, key, place)
                _add(sums, lines)
                keep(lines)
        elif name == "Overzicht" and not faults:
            _check_total(fields, sums)
        elif name != "Overzicht":
            fields.fault("order", _ORDER)
    refuse(faults)
    asked.unknown += stream.unknown
    assert place is not None
    asked.counts["proefberichten"] += place.head.test
    asked.counts["praktijk_is_persoon"] += place.head.practice_is_person
    return place.message


def _add(sums: dict[str, Decimal], lines: Lines) -> None:
    credit = sum((_money(row[_CREDIT]) for row in lines.credits), Decimal(0))
    debits: list[Cells] = list(lines.debits)
    sums["alles"] += sum((_money(row[_AMOUNT]) for row in debits), Decimal(0)) - credit
    claimed = (_money(row[_AMOUNT]) for row in debits if row[_KIND] == "declaratie")
    sums["declaraties"] += sum(claimed, Decimal(0)) - credit


def _money(cell: object) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(0)


def _check_total(fields: Fields, sums: Mapping[str, Decimal]) -> None:
    """The total is that of all debits less all credits, whether or not lines that only inform are part of it."""
    said = total(fields, "TotaalDeclaratiebedragInclBtw")
    if said is not None and said not in sums.values():
        message = Text(
            f"Het totaal van het bericht is {said}, maar de regels tellen op tot {sums['alles']}.",
            f"The total of the message is {said}, but its lines add up to {sums['alles']}.",
        )
        fields.fault("total", message, _INCOMPLETE, "TotaalDeclaratiebedragInclBtw")


_GIVE_KEY = Text(
    "Noem met --key het sleutelbestand van deze verzekeraar.", "Name the key file of this insurer with --key."
)
_ORDER = Text(
    "Dit deel staat op een plaats waar het niet hoort: eerst Header, dan DeclaratieContext.",
    "This part stands where it does not belong: first Header, then DeclaratieContext.",
)
_INCOMPLETE = Text(
    "Het bericht is niet compleet of veranderd. Haal het opnieuw op.",
    "The message is not whole, or was changed. Fetch it again.",
)
