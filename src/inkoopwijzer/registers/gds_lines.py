"""From one insured person of a claim message to rows of claims: the rules of the message, and nothing raw kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from inkoopwijzer.registers.claims_layout import YEARS
from inkoopwijzer.registers.claims_persons import passes_eleven
from inkoopwijzer.registers.gds_fields import AGB, LIST, Fields
from inkoopwijzer.registers.gds_keys import Key
from inkoopwijzer.registers.gds_message import CLAIMED, PERSON, TREATING, Head, Insured, age
from inkoopwijzer.values.text import Text

KINDS: Final = {CLAIMED: "declaratie", 2: "specificatie", 3: "informatie"}
"""What a line is, by InformatieCode."""

ATTRIBUTE_LISTS: Final = {
    "073": ("004",),
    "074": ("004",),
    "075": ("004", "002"),
    "076": ("003",),
    "077": ("003",),
    "078": ("003",),
}
"""By performance list the attribute lists that are taken over, the first that there is."""
DIAGNOSIS_LISTS: Final = {"076": "025", "077": "013", "078": "012"}
"""By performance list the list of its diagnosis; of others it was not found, and the first diagnosis is taken."""
OLD_VERSION_UNTIL: Final = date(2027, 1, 1)
"""From this day of treatment version 1 of the message is refused."""
OLDEST: Final = 130

DEBIT_COLUMNS: Final = (
    *(
        "bestand",
        "lijn",
        "bericht",
        "soort",
        "regel",
        "verzekerde",
        "praktijk",
        "therapeut",
        "codelijst",
        "prestatie",
    ),
    *(
        "kenmerklijst",
        "kenmerk",
        "diagnoselijst",
        "diagnose",
        "begindatum",
        "aantal",
        "bedrag",
        "leeftijd",
        "uzovi",
    ),
)
CREDIT_COLUMNS: Final = (
    *("bestand", "lijn", "bericht", "regel", "betreft", "verzekerde", "codelijst", "begindatum", "bedrag"),
)

Cells = Sequence[object]


@dataclass(frozen=True)
class Place:
    """Where lines come from: the number of the file, the message as pseudonym, its head, and what was counted."""

    number: int
    message: str
    head: Head
    performance: str
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Lines:
    """The rows of one insured person: claimed lines (`DEBIT_COLUMNS`) and credits (`CREDIT_COLUMNS`)."""

    debits: tuple[Cells, ...]
    credits: tuple[Cells, ...]


def person_of(insured: Insured, key: Key) -> str:
    """The pseudonym of an insured person. Notes a fault for a BSN that cannot be one."""
    if insured.scheme == "bsn" and not passes_eleven(insured.number):
        insured.fields.fault("bsn", _NO_BSN, name="BSN")
    return key.pseudonym("verzekerde", insured.scheme, insured.number)


def line_of(reference: str, declarant: str, key: Key) -> str:
    """The pseudonym of a line: its reference is unique for who claims it."""
    return key.pseudonym("regel", declarant, reference)


def lines_of(insured: Insured, key: Key, place: Place) -> Lines:
    """The lines of an insured person. Notes a fault for whatever is wrong; such a line gives no row."""
    person = person_of(insured, key)
    birth = insured.fields.day("Geboortedatum")
    debits: list[Cells] = []
    credits_: list[Cells] = []
    for performance in insured.fields.several("Prestatie"):
        for line in performance.several("DebetPrestatie"):
            if row := _debit(line, person, birth, insured.uzovi, key, place):
                debits.append(row)
        for line in performance.several("CreditPrestatie"):
            if row := _credit(line, person, key, place):
                credits_.append(row)
    return Lines(tuple(debits), tuple(credits_))


def _debit(line: Fields, person: str, birth: date | None, uzovi: str, key: Key, place: Place) -> Cells | None:
    before = len(line.faults)
    reference = line.text("Referentienummer")
    code_list = line.text("PrestatieCodelijstCode", LIST)
    kind = KINDS.get(line.number("InformatieCode"))
    if kind is None and line.part.all("InformatieCode"):
        line.fault("kind_of_line", _KIND, name="InformatieCode")
    day = _day(line, place)
    years = age(birth, day) if birth and day else 0
    if not 0 <= years <= OLDEST:
        line.fault("age", _AGE, name="Begindatum")
    attribute, diagnosis = _attribute(line, code_list, place), _diagnosis(line, code_list, place)
    if line.text("Herdeclaratiecode", required=False).strip("0"):
        place.counts["herdeclaraties"] += 1
    row = (
        *(place.number, line.part.line, place.message, kind),
        *(
            line_of(reference, place.head.declarant, key),
            person,
            place.head.practice,
            _therapist(line, place),
        ),
        *(code_list, line.text(place.performance, "[0-9A-Za-z]{1,6}").upper(), *attribute, *diagnosis),
        *(day, line.count("Aantal"), line.money("DeclaratieBedragInclBtw"), years, uzovi),
    )
    return row if len(line.faults) == before else None


def _credit(line: Fields, person: str, key: Key, place: Place) -> Cells | None:
    before = len(line.faults)
    own, about = line.text("Referentienummer"), line.text("GerelateerdReferentienummer")
    declarant = place.head.declarant
    row = (
        *(place.number, line.part.line, place.message, line_of(own, declarant, key)),
        *(line_of(about, declarant, key), person, line.text("PrestatieCodelijstCode", LIST)),
        *(line.day("Begindatum"), line.money("ToegekendBedragInclBtwFinancieel")),
    )
    return row if len(line.faults) == before else None


def _day(line: Fields, place: Place) -> date | None:
    day = line.day("Begindatum")
    if day and not YEARS[0] <= day.year <= YEARS[1]:
        message = Text(f"De begindatum {day} kan niet.", f"The date {day} is not possible.")
        line.fault("day", message, name="Begindatum")
    if day and place.head.version == 1 and day >= OLD_VERSION_UNTIL:
        line.fault("version", _OLD_VERSION, name="Begindatum")
    return day


def _therapist(line: Fields, place: Place) -> str:
    """Who treated: the person among the providers of the line with that role."""
    found = {
        provider.text("Zorgaanbiedercode", AGB)
        for provider in line.several("Zorgaanbieder")
        if provider.number("ZorgaanbiederRol") == TREATING and provider.number("ZorgaanbiederSoort") == PERSON
    }
    if len(found) > 1:
        line.fault("therapist", _TWO_THERAPISTS, name="Zorgaanbieder")
    if not found:
        place.counts["regels_zonder_therapeut"] += 1
    return found.pop() if found else ""


def _attribute(line: Fields, code_list: str, place: Place) -> tuple[str, str]:
    found = [
        (each.text("ApkCodelijstCode", LIST), each.text("ApkCode", "[0-9A-Za-z]{1,6}").upper())
        for each in line.several("AanvullendPrestatieKenmerk")
    ]
    wanted = [pair for name in ATTRIBUTE_LISTS.get(code_list, ()) for pair in found if pair[0] == name]
    taken = (wanted or found or [("", "")])[0]
    if len({pair for pair in wanted if pair[0] == taken[0]}) > 1:
        line.fault("attribute", _TWO_ATTRIBUTES, name="AanvullendPrestatieKenmerk")
    place.counts["kenmerken_niet_overgenomen"] += max(0, len(set(found)) - 1)
    return taken


def _diagnosis(line: Fields, code_list: str, place: Place) -> tuple[str, str]:
    extra = line.one("AanvullendePrestatiegegevens", required=False)
    found = [
        (each.text("DiagnoseCodelijstCode", LIST), each.text("Diagnosecode", "[0-9A-Za-z.]{1,8}").upper())
        for each in (extra.several("Diagnose") if extra else ())
    ]
    place.counts["diagnoses_niet_overgenomen"] += max(0, len(found) - 1)
    wanted = [pair for pair in found if pair[0] == DIAGNOSIS_LISTS.get(code_list)]
    return (wanted or found or [("", "")])[0]


_NO_BSN = Text("Dit nummer voldoet niet aan de elfproef.", "This number does not pass the eleven test.")
_KIND = Text("InformatieCode is 1, 2 of 3.", "InformatieCode is 1, 2 or 3.")
_AGE = Text(
    "De begindatum ligt vóór de geboortedatum, of meer dan 130 jaar erna.",
    "The day of treatment is before the date of birth, or more than 130 years after it.",
)
_OLD_VERSION = Text(
    "Versie 1 van dit bericht geldt niet voor zorg vanaf 1 januari 2027.",
    "Version 1 of this message is not for care from 1 January 2027.",
)
_TWO_THERAPISTS = Text(
    "Er staan twee behandelende zorgverleners bij deze regel.",
    "Two treating therapists stand with this line.",
)
_TWO_ATTRIBUTES = Text(
    "Er staan twee kenmerken van dezelfde lijst bij deze regel.",
    "Two attributes of one list stand with this line.",
)
