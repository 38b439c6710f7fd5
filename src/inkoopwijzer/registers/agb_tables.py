"""The answers of the AGB register as the standard tables, and of which practices the register was seen whole.

The columns are those of `layouts.yaml`. Every value is text; a day is written as 2027-03-31, `tot_en_met` is the
last day included, None is not stated. Each row has `bron` vektis_agb and `gezien`, the day on which it was asked.

- `praktijken`: praktijk, naam, postcode, van, tot_en_met: one row per enterprise (onderneming).
- `locaties`: praktijk, locatie (its AGB code), naam, agb, postcode, van, tot_en_met: one per location (vestiging).
- `therapeuten`: therapeut, naam, beroep, van, tot_en_met: one per person; the period is that of the AGB code.
- `werkrelaties`: praktijk, therapeut, rol, van, tot_en_met: one per period in which somebody works at a practice,
  at whichever of its locations.
- `kwalificaties`, `erkenningen`: therapeut, gegeven, sleutel, nummer, van, tot_en_met: one per fact and period.
- `volledigheid`: praktijk, register, volledig.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from inkoopwijzer.registers.agb_answers import Address, Person
from inkoopwijzer.registers.agb_fields import Span
from inkoopwijzer.registers.agb_gaps import Gap, find_gaps
from inkoopwijzer.registers.agb_meanings import (
    ADDRESS_TYPES,
    ENTERPRISE,
    LOCATION,
    PERSON,
    ROLES,
    VISITING,
    bare,
)
from inkoopwijzer.registers.agb_parties import Parties, covers

Row = dict[str, str | None]
Tables = dict[str, list[Row]]

REGISTER: Final = "vektis_agb"
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


def make_tables(parties: Parties, seen: date) -> tuple[Tables, tuple[Gap, ...]]:
    """The tables, and what is missing of practices that were not seen whole on the day `seen`."""
    practices = parties.practices
    gaps = {agb: tuple(find_gaps(parties, agb, seen)) for agb in practices}
    therapists = [agb for agb in sorted({w.person for w in parties.work.values()}) if parties.profession(agb)]
    known = set(therapists)
    tables: Tables = {
        "praktijken": [_practice(parties, agb, seen) for agb in practices],
        "locaties": [row for agb in practices for row in _locations(parties, agb, seen)],
        "therapeuten": [_therapist(parties, agb) for agb in therapists],
        "werkrelaties": [row for agb in practices for row in _work(parties, agb, known)],
        "kwalificaties": [row for p in _read(parties, therapists) for row in _qualifications(parties, p)],
        "erkenningen": [row for p in _read(parties, therapists) for row in _recognitions(parties, p)],
        "volledigheid": [
            {"praktijk": agb, "register": REGISTER, "volledig": "nee" if gaps[agb] else "ja"}
            for agb in practices
        ],
    }
    for name, rows in tables.items():
        for row in rows:
            row["gezien"] = seen.isoformat()
            if name != "volledigheid":
                row["bron"] = REGISTER
    return tables, tuple(gap for found in gaps.values() for gap in found)


def _practice(parties: Parties, agb: str, seen: date) -> Row:
    place = parties.places.get((ENTERPRISE, agb))
    span = place.span if place else parties.structures[agb].span
    address = _visiting(parties, place.addresses if place else (), seen)
    return {
        "praktijk": agb,
        "naam": parties.names[ENTERPRISE, agb],
        "postcode": _postcode(address),
        **_days(span),
    }


def _locations(parties: Parties, practice: str, seen: date) -> Iterator[Row]:
    structure = parties.structures.get(practice)
    short = {at.agb: at.address for at in structure.locations} if structure else {}
    for agb in parties.of(practice):
        place = parties.places.get((LOCATION, agb))
        address = _visiting(parties, place.addresses if place else (), seen) or short.get(agb)
        *_, last = merged(parties.location_of[practice][agb])
        yield {
            "praktijk": practice,
            "locatie": agb,
            "naam": parties.names[LOCATION, agb],
            "agb": agb,
            "postcode": _postcode(address),
            **_days(last),
        }


def _visiting(parties: Parties, addresses: Sequence[Address], seen: date) -> Address | None:
    """The visiting address on the day; of unnamed addresses only the one that there is."""
    valid = [a for a in addresses if covers(a.span, seen)]
    named = [a for a in valid if bare(parties.lists.label(ADDRESS_TYPES, a.kind)) == VISITING]
    if named:
        return max(named, key=lambda a: a.span.start or date.min)
    return valid[0] if len(valid) == 1 else None


def _postcode(address: Address | None) -> str | None:
    """The postcode without a space; None for one that is not Dutch."""
    code = address.postcode.replace(" ", "").upper() if address else ""
    return code if _POSTCODE.fullmatch(code) else None


def _therapist(parties: Parties, agb: str) -> Row:
    person = parties.persons.get(agb)
    days = _days(person.span if person else Span(None, None))
    return {"therapeut": agb, "naam": parties.names[PERSON, agb], "beroep": parties.profession(agb), **days}


def _work(parties: Parties, practice: str, therapists: set[str]) -> Iterator[Row]:
    works = (w for at in parties.of(practice) for w in parties.work_at.get(at, ()))
    found = [w for w in works if w.person in therapists]
    for agb in sorted({w.person for w in found}):
        own = [w for w in found if w.person == agb]
        roles = {parties.lists.label(ROLES, w.role) for w in own} - {""}
        role = roles.pop() if len(roles) == 1 else None
        for span in merged(w.span for w in own):
            yield {"praktijk": practice, "therapeut": agb, "rol": role, **_days(span)}


def _read(parties: Parties, therapists: Iterable[str]) -> Iterator[Person]:
    return (parties.persons[agb] for agb in therapists if agb in parties.persons)


def _qualifications(parties: Parties, person: Person) -> Iterator[Row]:
    found = [(cell, q.span, "") for q in person.qualifications or () for cell in parties.qualified(q) or ()]
    return _facts(person, found)


def _recognitions(parties: Parties, person: Person) -> Iterator[Row]:
    entries = person.recognitions or ()
    found = [(cell, r.span, r.number) for r in entries for cell in parties.recognised(r) or ()]
    return _facts(person, found)


def _facts(person: Person, found: Sequence[tuple[str, Span, str]]) -> Iterator[Row]:
    for cell in sorted({cell for cell, _, _ in found}):
        fact, _, key = cell.partition(".")
        numbers = {number for each, _, number in found if each == cell} - {""}
        number = numbers.pop() if len(numbers) == 1 else None
        for span in merged(span for each, span, _ in found if each == cell):
            row: Row = {"therapeut": person.agb, "gegeven": fact, "sleutel": key or None, "nummer": number}
            yield {**row, **_days(span)}


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible, in order: what touches or overlaps is one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start or date.min):
        last = found[-1] if found else None
        if last and (last.end is None or (span.start or date.min) <= last.end + timedelta(days=1)):
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            found[-1] = Span(last.start, end)
        else:
            found.append(span)
    return found


def _days(span: Span) -> Row:
    return {
        "van": span.start.isoformat() if span.start else None,
        "tot_en_met": span.end.isoformat() if span.end else None,
    }
