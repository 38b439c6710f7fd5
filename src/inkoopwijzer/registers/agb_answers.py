"""The answers of the AGB consultation service that are read, each told apart by its fields.

Source: the service's own description, as held in a public client (see docs/claims.md for what is unverified).
What identifies a person beside name and code (date of birth, sex, name at birth) is not read at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.registers.agb_fields import Coded, Fields, Span
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A qualification (four digits, list AGB018) or recognition (six digits, AGB029) of a party.

    `number` is the registration number of a recognition, "" of a qualification.
    """

    code: str
    label: str
    span: Span
    number: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a party; `kind` tells which (visiting, postal, ...)."""

    kind: Coded | None
    postcode: str
    place: str
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """A therapist. `qualifications` and `recognitions` are None when the answer did not hold the list."""

    agb: str
    name: str
    span: Span
    care: Coded | None
    qualifications: tuple[Entry, ...] | None
    recognitions: tuple[Entry, ...] | None


@dataclass(frozen=True, slots=True)
class Place:
    """An enterprise (onderneming) or location (vestiging): `kind` tells which, by its label."""

    agb: str
    kind: Coded | None
    name: str
    trade_name: str
    span: Span
    care: Coded | None
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with another party: its code, kind and name; what kind of relation, and in which role."""

    agb: str
    kind: Coded | None
    name: str
    type: Coded | None
    role: Coded | None
    offer: Coded | None
    span: Span


@dataclass(frozen=True, slots=True)
class Relations:
    """The relations of one party."""

    agb: str
    kind: Coded | None
    name: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class LocationOf:
    """A location in the structure of an enterprise: the span of its code and that of the relation."""

    agb: str
    name: str
    span: Span
    relation: Span
    address: Address | None


@dataclass(frozen=True, slots=True)
class Structure:
    """An enterprise with all its locations."""

    agb: str
    name: str
    span: Span
    locations: tuple[LocationOf, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A party on a page of active parties."""

    agb: str
    kind: Coded | None
    span: Span
    care: Coded | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list of all active parties: its number, how many there are, and how many parties in all."""

    number: int
    pages: int
    records: int
    parties: tuple[Listed, ...]


Answer = Person | Place | Relations | Structure | Page


def _entry(digits: int) -> Callable[[Fields], Entry]:
    def read(f: Fields) -> Entry:
        code, label = f.digits("Code", digits), f.text("Omschrijving", required=False, empty=True)
        number = f.text("RegistratieNummer", most=32) if digits == 6 else ""
        f.skip("NictizCode", "Patiententerm")
        return Entry(code, label, f.span(), number)

    return read


def _address(f: Fields) -> Address:
    found = Address(f.coded("Type"), f.text("Postcode", most=8), f.text("Plaats"), f.span())
    f.text("Straat")
    f.whole("Huisnummer")
    f.coded("Land")
    f.coded("Provincie", required=False)
    f.skip("HuisnummerToevoeging")
    return found


def _short_address(f: Fields) -> Address:
    found = Address(None, f.text("Postcode", most=8), f.text("Plaats"), Span(None, None))
    f.skip("Straat", "Huisnummer", "HuisnummerToevoeging", "Aanvang", "Einde")
    return found


def _person(f: Fields) -> Person:
    names = (f.text("Voorletters"), f.text("Tussenvoegsel", required=False, empty=True), f.text("Achternaam"))
    f.skip("GeboortenaamTussenvoegsel", "Geboortenaam", "AcademischeTitel", "Geslacht", "GeboorteDatum")
    return Person(
        f.agb(),
        " ".join(name for name in names if name),
        f.span(),
        f.coded("Zorgsoort"),
        f.several("Kwalificaties", _entry(4), required=False),
        f.several("Erkenningen", _entry(6), required=False),
    )


def _place(f: Fields) -> Place:
    f.coded("BeheerderVerlenerAGBCode")
    f.several("Kwalificaties", _entry(4), required=False)
    f.several("Erkenningen", _entry(6), required=False)
    f.skip("StatutaireNaam", "Communicatiegegevens")
    return Place(
        f.agb(),
        f.coded("ZorgpartijType"),
        f.text("Naam"),
        f.text("Handelsnaam"),
        f.span(),
        f.coded("Zorgsoort"),
        f.several("Adressen", _address, required=False) or (),
    )


def _relation(f: Fields) -> Relation:
    return Relation(
        f.agb(),
        f.coded("ZorgpartijType"),
        f.text("Naam"),
        f.coded("Type"),
        f.coded("Rol"),
        f.coded("Zorgaanbod", required=False),
        f.span(),
    )


def _relations(f: Fields) -> Relations:
    found = f.several("Relaties", _relation) or ()
    return Relations(f.agb(), f.coded("ZorgpartijType"), f.text("Naam"), found)


def _location_of(f: Fields) -> LocationOf:
    return LocationOf(
        f.agb(),
        f.text("Naam"),
        f.span("AanvangAGBCode", "EindeAGBCode"),
        f.span("AanvangRelatie", "EindeRelatie"),
        f.one("BezoekAdres", _short_address),
    )


def _structure(f: Fields) -> Structure:
    f.skip("CorrespondentieAdres")
    span = f.span("AanvangAGBCode", "EindeAGBCode")
    return Structure(f.agb(), f.text("Naam"), span, f.several("Vestigingen", _location_of) or ())


def _listed(f: Fields) -> Listed:
    return Listed(f.agb(), f.coded("Type"), f.span(), f.coded("Zorgsoort"))


def _page(f: Fields) -> Page:
    if not f.flag("Succeeded"):
        said = Text(
            "De dienst meldt dat deze vraag mislukt is.", "The service says that this request failed."
        )
        f.fault("failed", 0, said, _AGAIN, "Succeeded")
    f.whole("Paginagrootte")
    f.skip("Errors", "Message")
    parties = f.several("Data", _listed) or ()
    return Page(f.whole("Paginanummer"), f.whole("Totaalpaginas"), f.whole("Totaalrecords"), parties)


_AGAIN = Text("Vraag deze bladzijde opnieuw op.", "Ask for this page again.")

_KINDS: Final[tuple[tuple[frozenset[str], Callable[[Fields], Answer]], ...]] = (
    (frozenset({"Relaties"}), _relations),
    (frozenset({"Vestigingen"}), _structure),
    (frozenset({"Data", "Paginanummer", "Totaalpaginas"}), _page),
    (frozenset({"Handelsnaam", "BeheerderVerlenerAGBCode", "Adressen"}), _place),
    (frozenset({"Achternaam", "Voorletters", "GeboorteDatum"}), _person),
)
"""By any of these fields, in this order, an answer is recognised."""


def read_answer(f: Fields) -> Answer | None:
    """The answer in these fields, or None, with a fault, when it is none that is read."""
    for marks, read in _KINDS:
        if marks & f.names:
            return read(f)
    if "Zorgpartijen" in f.names:
        f.fault("mutations", 0, *_MUTATIONS)
    else:
        f.fault("kind", 0, *_STRANGE)
    return None


_MUTATIONS = (
    Text(
        "Dit is een lijst van mutaties: daarin staan alleen codes, geen gegevens.",
        "This is a list of mutations: it holds codes only, no data.",
    ),
    Text(
        "Vraag van elke genoemde partij de gegevens en relaties op, en lees die in.",
        "Ask for the data and relations of each party named, and read those.",
    ),
)
_STRANGE = (
    Text(
        "Dit is geen antwoord van de AGB-raadpleegdienst dat wordt gelezen.",
        "This is not an answer of the AGB consultation service that is read.",
    ),
    Text(
        "Gelezen worden zorgverlener, onderneming, vestiging, relaties, organisatie en de lijst van actieve partijen.",
        "Read are zorgverlener, onderneming, vestiging, relaties, organisatie and the list of active parties.",
    ),
)
