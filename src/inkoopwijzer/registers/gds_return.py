"""Return messages (GDS802, message 574): what the insurer did not award, or not in full.

Only lines with feedback come back. What a return code means is not public, so it is not read: a line that came back
is rejected when nothing was awarded for it, and awarded in part otherwise. Whether this reading is right is checked
against the total that the insurer says it awarded.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.gds_claim import Asked
from inkoopwijzer.registers.gds_fields import Fields
from inkoopwijzer.registers.gds_lines import Cells, line_of, person_of
from inkoopwijzer.registers.gds_message import (
    AMOUNT,
    CONTEXT,
    HEADER,
    INSURED,
    RETURN,
    UNREAD,
    Head,
    read_head,
    read_header,
    read_insured,
    read_units,
    refuse,
    total,
)
from inkoopwijzer.registers.gds_xml import Shape, Stream
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

CODE: Final = "574"
COLUMNS: Final = ("bestand", "lijn", "bericht", "niveau", "verzekerde", "regel", "toegekend")
"""`niveau`: `bericht` (toegekend is the total awarded), `verzekerde`, `debet`, `credit`."""

AWARDED: Final = ("ToegekendBedragInclBtwFinancieel", "ToegekendBedragInclBtwNietFinancieel")
CREDITED: Final = ("ToegekendCreditBedragInclBtwFinancieel", "ToegekendCreditBedragInclBtwNietFinancieel")
TOTALS: Final = ("TotaalToegekendBedragInclBtwFinancieel", "TotaalToegekendBedragInclBtwNietFinancieel")

_FEEDBACK: Final[Shape] = {"Feedback": {}}
_DEBIT: Final[Shape] = {"Referentienummer": None, **dict.fromkeys(AWARDED), **_FEEDBACK}
_CREDIT: Final[Shape] = {"Referentienummer": None, **dict.fromkeys(CREDITED), **_FEEDBACK}
SHAPE: Final[Shape] = {
    "Header": {**HEADER, **_FEEDBACK},
    "DeclaratieContext": {**CONTEXT, **_FEEDBACK},
    "Verzekerde": {
        **INSURED,
        **_FEEDBACK,
        "Prestatie": {"DebetPrestatie": _DEBIT, "CreditPrestatie": _CREDIT, **_FEEDBACK},
    },
    "Overzicht": {**dict.fromkeys(TOTALS, AMOUNT), **_FEEDBACK},
    **_FEEDBACK,
}

_UNREAD: Final = UNREAD | frozenset(
    """PrestatieCodelijstCode Prestatiecode Aantal Begindatum DeclaratieBedragInclBtw InformatieCode Herdeclaratiecode
    AanvullendPrestatieKenmerk Zorgaanbieder AanvullendePrestatiegegevens GerelateerdReferentienummer Geboortedatum
    TotaalDeclaratiebedragInclBtw""".split()  # noqa: SIM905  names, as a list would be fifteen lines
)


def read_return(path: Path, number: int, asked: Asked, keep: Callable[[Cells], None]) -> str:
    """Give what came back to `keep`, as rows of `COLUMNS`; the pseudonym of the message. Raises `Faults`."""
    faults: list[Fault] = []
    stream = Stream(path, RETURN, SHAPE, _UNREAD)
    header: tuple[int, bool] | None = None
    head: Head | None = None
    message, whole = "", False
    awarded: Decimal | None = None
    for name, fields in read_units(stream, faults):
        whole = whole or (name != "Verzekerde" and (name == "Feedback" or _came_back(fields)))
        if name == "Header":
            header = read_header(fields, CODE, asked.tests)
        elif name == "DeclaratieContext" and header:
            head = read_head(header, fields)
            message = asked.message(head)
        elif name == "Verzekerde" and head:
            _insured(fields, (number, message), head, asked, keep)
        elif name == "Overzicht":
            found = [total(fields, each) for each in TOTALS if fields.part.all(each)]
            awarded = sum((each for each in found if each is not None), Decimal(0)) if found else None
        elif name != "Feedback":
            fields.fault("order", _ORDER)
    refuse(faults)
    asked.unknown += stream.unknown
    if awarded is not None:
        keep((number, 1, message, "totaal", "", "", awarded))
    if whole and not awarded:
        keep((number, 1, message, "bericht", "", "", Decimal(0)))
    return message


def _insured(
    fields: Fields, at: tuple[int, str], head: Head, asked: Asked, keep: Callable[[Cells], None]
) -> None:
    insured = read_insured(fields)
    key = asked.key_for(insured) if insured else None
    if insured is None or key is None:
        return
    number, message = at
    person = person_of(insured, key)
    if _came_back(fields):
        keep((number, fields.part.line, message, "verzekerde", person, "", None))
    for performance in fields.several("Prestatie"):
        for level, element, amounts in (
            ("debet", "DebetPrestatie", AWARDED),
            ("credit", "CreditPrestatie", CREDITED),
        ):
            for line in performance.several(element):
                own = line_of(line.text("Referentienummer"), head.declarant, key)
                keep((number, line.part.line, message, level, person, own, _awarded(line, amounts)))


def _awarded(line: Fields, amounts: tuple[str, ...]) -> Decimal:
    """What was awarded for a line that came back; nothing when it does not say."""
    found = (line.money(name, required=False) for name in amounts)
    return sum((money for money in found if money is not None), Decimal(0))


def _came_back(fields: Fields) -> bool:
    return bool(fields.part.all("Feedback"))


_ORDER = Text(
    "Dit deel staat op een plaats waar het niet hoort: eerst Header, dan DeclaratieContext.",
    "This part stands where it does not belong: first Header, then DeclaratieContext.",
)
