"""A claim message (GDS801, message 573): its head, and each insured person with lines, as typed values.

Only the elements named in `SHAPE` are kept; whatever else a message holds is passed by unread. Every raw number of
a person lives only as long as the lines of that person are being made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from inkoopwijzer.registers.gds_fields import AGB, Fields
from inkoopwijzer.registers.gds_xml import Shape, Stream
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

CLAIM: Final = "http://ei.vektis.nl/declaratiebericht573"
RETURN: Final = "http://ei.vektis.nl/declaratiebericht574"

PERFORMANCE_ELEMENT: Final = "Prestatiecode"
"""The element with the performance code. Its name was not seen in any source; another can be given when reading."""

INSTITUTION, PRACTICE, PERSON = 1, 2, 3
"""ZorgaanbiederSoort: what kind of provider a code belongs to."""
TREATING: Final = 1
"""ZorgaanbiederRol of who gave the treatment."""
CLAIMED: Final = 1
"""InformatieCode of a line that claims; 2 specifies and 3 informs."""

_PROVIDER: Final[Shape] = {"Zorgaanbiedercode": None, "ZorgaanbiederSoort": None}
HEADER: Final[Shape] = dict.fromkeys(
    ("Berichtcode", "Berichtversie", "Berichtsubversie", "Berichtsoort", "Verzenddatum")
)
CONTEXT: Final[Shape] = {
    "Declarant": _PROVIDER,
    "Zorgaanbieder": _PROVIDER,
    "Factuurnummer": None,
    "Valutacode": None,
}
INSURED: Final[Shape] = dict.fromkeys(("BSN", "Verzekerdennummer", "UzoviNummer"))
AMOUNT: Final[Shape] = {"Bedrag": None, "DebetCreditCode": None}

UNREAD: Final = frozenset(
    """Verzender VerzenderRol Ontvanger OntvangerRol Referentienummer BetalingAanServicebureau Factuurdatum
    BtwIdentificatienummer InformatiesysteemCode InformatiesysteemVersie BegindatumDeclaratieperiode
    EinddatumDeclaratieperiode PatientIdentificatienummer BuitenlandVerzekerde AanvullendeVerzekerdegegevens Einddatum
    Begintijd Eindtijd TariefInclBtw BerekendBedragInclBtw PrestatieKoppelnummer PrivacyCode DoorsturenToegestaan
    SoortKosten Verwijzing Diagnosedatum Diagnosesteller ZorgaanbiederSpecificatie LocatiePostcode4 BetrokkenElement
    Retourcode BerekendBedragVerzekeraarInclBtw""".split()  # noqa: SIM905  names, as a list would be forty lines
)
"""Elements that are known and not needed."""


def claim_shape(performance: str) -> Shape:
    """What is kept of a claim message, with the performance code in the element of this name."""
    debit: dict[str, Shape | None] = dict.fromkeys(
        (
            *("Referentienummer", "PrestatieCodelijstCode", performance, "Aantal", "Begindatum"),
            *("DeclaratieBedragInclBtw", "InformatieCode", "Herdeclaratiecode"),
        )
    )
    diagnosis: Shape = {"DiagnoseCodelijstCode": None, "Diagnosecode": None}
    debit |= {
        "AanvullendPrestatieKenmerk": {"ApkCodelijstCode": None, "ApkCode": None},
        "Zorgaanbieder": {**_PROVIDER, "ZorgaanbiederRol": None},
        "AanvullendePrestatiegegevens": {"Diagnose": diagnosis},
    }
    credit: Shape = dict.fromkeys(
        (
            *("Referentienummer", "GerelateerdReferentienummer", "PrestatieCodelijstCode", "Begindatum"),
            "ToegekendBedragInclBtwFinancieel",
        )
    )
    lines: Shape = {"DebetPrestatie": debit, "CreditPrestatie": credit}
    return {
        "Header": HEADER,
        "DeclaratieContext": CONTEXT,
        "Verzekerde": {**INSURED, "Geboortedatum": None, "Prestatie": lines},
        "Overzicht": {"TotaalDeclaratiebedragInclBtw": AMOUNT},
    }


def is_element(name: str) -> bool:
    """Whether an element of this name may hold the performance code."""
    debit = (claim_shape("")["Verzekerde"] or {})["Prestatie"] or {}
    taken = {*UNREAD, *(debit["DebetPrestatie"] or {})}
    return re.fullmatch("[A-Za-z][A-Za-z0-9]{0,59}", name) is not None and name not in taken


@dataclass(frozen=True, slots=True)
class Head:
    """What holds for the whole message; `declarant` and `invoice` identify it."""

    version: int
    test: bool
    declarant: str
    practice: str
    practice_is_person: bool
    invoice: str


@dataclass(frozen=True, slots=True)
class Insured:
    """An insured person, raw: `scheme` tells what kind of number identifies them."""

    scheme: str
    number: str
    uzovi: str
    fields: Fields


def read_units(stream: Stream, faults: list[Fault]) -> Iterator[tuple[str, Fields]]:
    """The units of a message with their names, in order; notes a message without its parts."""
    seen: set[str] = set()
    for part in stream.parts():
        if part.name in seen and part.name != "Verzekerde":
            faults.append(Fault("gds.twice", _TWICE, str(stream.path), part.line, part.name))
        seen.add(part.name)
        yield part.name, Fields(part, part.name, str(stream.path), faults)
    for name in ("Header", "DeclaratieContext", "Overzicht"):
        if name not in seen:
            message = Text(f"Het deel {name} ontbreekt.", f"The part {name} is missing.")
            faults.append(Fault("gds.missing", message, str(stream.path), path=name))


def read_header(fields: Fields, code: str, tests: bool) -> tuple[int, bool]:
    """The version of a message, and whether it is a test message, which is refused unless `tests`."""
    version = fields.number("Berichtversie")
    fields.number("Berichtsubversie")
    if (said := fields.text("Berichtcode", "[0-9]{3}")) and said != code:
        message = Text(
            f"Dit is bericht {said}; verwacht wordt {code}.", f"This is message {said}; expected is {code}."
        )
        fields.fault("kind", message, name="Berichtcode")
    if version > 2:
        message = Text(
            f"Versie {version} van dit bericht is niet bekend.",
            f"Version {version} of this message is not known.",
        )
        fields.fault("version", message, _VERSIONS, "Berichtversie")
    test = fields.text("Berichtsoort", "[PT]") == "T"
    if test and not tests:
        fields.fault("test", _TEST, _ASK_TEST, "Berichtsoort")
    return version, test


def read_head(header: tuple[int, bool], fields: Fields) -> Head:
    """The head of a message: who claims, for which practice, under which invoice."""
    declarant, provider = fields.one("Declarant"), fields.one("Zorgaanbieder", required=False)
    code = declarant.text("Zorgaanbiedercode", AGB) if declarant else ""
    kind = declarant.number("ZorgaanbiederSoort") if declarant else 0
    practice = code
    if provider:
        practice = provider.text("Zorgaanbiedercode", AGB)
        if provider.number("ZorgaanbiederSoort") not in (INSTITUTION, PRACTICE):
            provider.fault("practice", _NO_PRACTICE, name="ZorgaanbiederSoort")
    if (currency := fields.text("Valutacode", "[A-Z]{3}", required=False)) not in ("", "EUR"):
        message = Text(
            f"De bedragen zijn in {currency}, niet in euro's.", f"The amounts are in {currency}, not euros."
        )
        fields.fault("currency", message, name="Valutacode")
    invoice = fields.text("Factuurnummer")
    return Head(*header, code, practice, provider is None and kind == PERSON, invoice)


def read_insured(fields: Fields) -> Insured | None:
    """Who the lines are about; None, with a fault, when no number tells."""
    bsn = fields.text("BSN", "[0-9]{8,9}", required=False)
    number = fields.text("Verzekerdennummer", required=False)
    uzovi = fields.text("UzoviNummer", "[0-9]{4}")
    if not bsn and not number:
        fields.fault("person", _NO_NUMBER, name="BSN")
        return None
    if not uzovi:
        return None
    # A BSN of eight digits lost its zero on the way; the person is the same.
    return Insured("bsn", bsn.zfill(9), uzovi, fields) if bsn else Insured("nummer", number, uzovi, fields)


def total(fields: Fields, name: str) -> Decimal | None:
    """A total of the overview, below zero when it is credit; None when it is absent or wrong."""
    amount = fields.one(name)
    if amount is None:
        return None
    money, sign = amount.money("Bedrag"), amount.text("DebetCreditCode", "[DC]")
    return None if money is None or not sign else money if sign == "D" else -money


def age(birth: date, day: date) -> int:
    """The age in whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def refuse(faults: list[Fault]) -> None:
    """Raise `Faults` if anything was noted."""
    if faults:
        raise Faults(faults)


_TWICE = Text("Dit deel staat er meer dan een keer.", "This part is there more than once.")
_VERSIONS = Text("Gelezen worden versie 1 en 2.", "Versions 1 and 2 are read.")
_TEST = Text("Dit is een testbericht.", "This is a test message.")
_ASK_TEST = Text(
    "Lees testberichten alleen met --test, en nooit samen met echte.", "Read test messages with --test only."
)
_NO_PRACTICE = Text(
    "De zorgaanbieder van een bericht is een instelling (1) of praktijk (2).",
    "The provider of a message is an institution (1) or a practice (2).",
)
_NO_NUMBER = Text(
    "Van deze verzekerde ontbreekt een BSN of verzekerdennummer.", "This insured person has no BSN or number."
)
