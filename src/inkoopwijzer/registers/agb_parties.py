"""The answers brought together: every party once, by kind and code, with its relations.

One number can be a person and a location, so nothing is looked up by code alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from inkoopwijzer.registers.agb_answers import (
    Answer,
    Entry,
    Page,
    Person,
    Place,
    Relation,
    Relations,
    Structure,
)
from inkoopwijzer.registers.agb_fields import Coded, Span
from inkoopwijzer.registers.agb_meanings import (
    ENTERPRISE,
    LOCATION,
    PERSON,
    CodeLists,
    profession,
    professions,
)
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

Party = tuple[str, str]
"""A kind and a code."""


@dataclass(frozen=True, slots=True)
class Work:
    """A therapist works at a location: which relation, in which role, with which care on offer."""

    person: str
    location: str
    type: Coded | None
    role: Coded | None
    offer: Coded | None
    span: Span


@dataclass
class Parties:
    """Everything the answers say. `asked` holds the parties whose relations were asked for.

    `location_of` holds, by enterprise and location, when the one is of the other; `names` the name of every
    party that is named anywhere; `doubtful` who has a relation that could not be recognised.
    """

    lists: CodeLists
    persons: dict[str, Person] = field(default_factory=dict)
    places: dict[Party, Place] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    asked: set[Party] = field(default_factory=set)
    listed: set[Party] = field(default_factory=set)
    work: dict[tuple[object, ...], Work] = field(default_factory=dict)
    location_of: dict[str, dict[str, list[Span]]] = field(default_factory=dict)
    names: dict[Party, str] = field(default_factory=dict)
    doubtful: set[Party] = field(default_factory=set)
    pages: dict[int, tuple[str, Page]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def practices(self) -> list[str]:
        """The codes of the enterprises of which there is an answer."""
        return sorted({agb for kind, agb in self.places if kind == ENTERPRISE} | set(self.structures))

    def of_known_profession(self, agb: str) -> bool:
        """Whether the catalogue has professions with such a code."""
        return bool(professions(agb))

    def profession(self, agb: str) -> str | None:
        """The profession of a therapist, or None when it is none of the catalogue or does not show."""
        person = self.persons.get(agb)
        return profession(agb, [q.code for q in (person.qualifications or ())] if person else ())

    def qualified(self, entry: Entry) -> tuple[str, ...] | None:
        """The facts that a qualification shows; None when its code is not known."""
        return self.lists.qualified(entry.code)

    def recognised(self, entry: Entry) -> tuple[str, ...] | None:
        """The facts that a recognition shows; None when neither its code nor its label is known."""
        return self.lists.recognised(Coded(entry.code, entry.label))

    @cached_property
    def work_at(self) -> Mapping[str, Sequence[Work]]:
        """By location who works there; to be asked once all answers are in."""
        found: dict[str, list[Work]] = {}
        for work in self.work.values():
            found.setdefault(work.location, []).append(work)
        return found

    def of(self, enterprise: str, day: date | None = None) -> list[str]:
        """The locations of an enterprise, on a day or ever."""
        known = self.location_of.get(enterprise, {})
        return sorted(at for at, spans in known.items() if day is None or any(covers(s, day) for s in spans))


def covers(span: Span, day: date) -> bool:
    """Whether the day lies in the span."""
    return (span.start is None or span.start <= day) and (span.end is None or day <= span.end)


def bring_together(answers: Iterable[tuple[str, Answer]], lists: CodeLists) -> Parties:
    """The parties of all answers, each with the file it came from; what contradicts another is in `faults`."""
    found = Parties(lists)
    seen: dict[tuple[str, Party], tuple[str, Answer]] = {}
    for file, answer in answers:
        if isinstance(answer, Page):
            _page(found, answer, file)
            continue
        party = _party(found, answer, file)
        if party is None:
            continue
        key = (type(answer).__name__, party)
        first, earlier = seen.setdefault(key, (file, answer))
        if earlier != answer:
            found.faults.append(_twice(party, file, first))
            continue
        _add(found, party, answer, file)
    if found.pages:
        _whole_list(found)
    return found


def _party(found: Parties, answer: Person | Place | Relations | Structure, file: str) -> Party | None:
    if isinstance(answer, Person):
        return PERSON, answer.agb
    if isinstance(answer, Structure):
        return ENTERPRISE, answer.agb
    kind = _kind(found, answer.kind, file, "ZorgpartijType")
    if kind == PERSON and isinstance(answer, Place):
        found.faults.append(Fault("agb.party_type", _NO_PERSON, file, path="ZorgpartijType"))
        return None
    return None if kind is None else (kind, answer.agb)


def _kind(found: Parties, coded: Coded | None, file: str, path: str) -> str | None:
    kind = found.lists.kind(coded)
    if kind is None and coded is not None:
        message = Text(
            f"Of dit een zorgverlener, onderneming of vestiging is, blijkt niet uit code '{coded.code}' "
            f"met omschrijving '{coded.label}'.",
            f"Whether this is a zorgverlener, onderneming or vestiging does not show from code '{coded.code}' "
            f"with description '{coded.label}'.",
        )
        found.faults.append(Fault("agb.party_type", message, file, path=path, hint=_WITH_LIST))
    return kind


def _add(found: Parties, party: Party, answer: Person | Place | Relations | Structure, file: str) -> None:
    found.names[party] = answer.name
    if isinstance(answer, Person):
        found.persons[answer.agb] = answer
    elif isinstance(answer, Place):
        found.places[party] = answer
        found.names[party] = answer.trade_name or answer.name
    elif isinstance(answer, Structure):
        found.structures[answer.agb] = answer
        found.asked.add(party)
        for at in answer.locations:
            found.names.setdefault((LOCATION, at.agb), at.name)
            _of(found, at.agb, answer.agb, at.relation)
    else:
        found.asked.add(party)
        for number, relation in enumerate(answer.relations):
            _relate(found, party, relation, file, f"Relaties[{number}]")


def _relate(found: Parties, party: Party, relation: Relation, file: str, path: str) -> None:
    kind = _kind(found, relation.kind, file, f"{path}.ZorgpartijType")
    if kind is None:
        return
    other = (kind, relation.agb)
    found.names.setdefault(other, relation.name)
    by_kind = dict((party, other))
    pair = frozenset(by_kind)
    if pair == {PERSON, LOCATION} and found.lists.is_works_at(relation.type):
        work = Work(
            by_kind[PERSON], by_kind[LOCATION], relation.type, relation.role, relation.offer, relation.span
        )
        role, offer = relation.role, relation.offer
        key = (work.person, work.location, role and role.code, offer and offer.code, work.span.start)
        if found.work.setdefault(key, work).span != work.span:
            found.faults.append(_differs(work, file, path))
    elif pair == {LOCATION, ENTERPRISE} and found.lists.is_location_of(relation.type):
        _of(found, by_kind[LOCATION], by_kind[ENTERPRISE], relation.span)
    elif pair in ({PERSON, LOCATION}, {LOCATION, ENTERPRISE}):
        found.doubtful.update((party, other))


def _of(found: Parties, location: str, enterprise: str, span: Span) -> None:
    spans = found.location_of.setdefault(enterprise, {}).setdefault(location, [])
    if span not in spans:
        spans.append(span)


def _page(found: Parties, page: Page, file: str) -> None:
    if found.pages.setdefault(page.number, (file, page))[1] != page:
        message = Text(
            f"Bladzijde {page.number} van de lijst is er al, met andere inhoud.",
            f"Page {page.number} of the list is there already, with other content.",
        )
        found.faults.append(Fault("agb.page", message, file, path="Paginanummer", hint=_ONE_LIST))
        return
    for number, each in enumerate(page.parties):
        if kind := _kind(found, each.kind, file, f"Data[{number}].Type"):
            found.listed.add((kind, each.agb))


def _whole_list(found: Parties) -> None:
    (file, _), *_ = found.pages.values()
    totals = {(page.pages, page.records) for _, page in found.pages.values()}
    parties = sum(len(page.parties) for _, page in found.pages.values())
    pages, records = max(totals)
    if len(totals) > 1 or len(found.pages) != pages or parties != records:
        message = Text(
            f"De lijst van actieve partijen is niet compleet: {len(found.pages)} van {pages} bladzijden, "
            f"{parties} van {records} partijen.",
            f"The list of active parties is not whole: {len(found.pages)} of {pages} pages, {parties} of "
            f"{records} parties.",
        )
        found.faults.append(Fault("agb.pages", message, file, path="Totaalpaginas", hint=_ONE_LIST))


def _twice(party: Party, file: str, first: str) -> Fault:
    message = Text(
        f"Van {party[0]} {party[1]} staat in {first} een ander antwoord.",
        f"Of {party[0]} {party[1]} there is another answer in {first}.",
    )
    return Fault("agb.twice", message, file, path="AGBCode", hint=_ONE_MOMENT)


def _differs(work: Work, file: str, path: str) -> Fault:
    message = Text(
        f"De relatie van {work.person} met vestiging {work.location} eindigt hier op een andere dag dan in een "
        "ander antwoord.",
        f"The relation of {work.person} with location {work.location} ends here on another day than in another answer.",
    )
    return Fault("agb.relation_differs", message, file, path=path, hint=_ONE_MOMENT)


_NO_PERSON = Text("Een zorgverlener heeft geen handelsnaam.", "A zorgverlener has no trade name.")
_WITH_LIST = Text(
    "Zet de codelijst van de dienst erbij als AGB001.json, een lijst van { Code, Omschrijving }.",
    "Add the code list of the service as AGB001.json, a list of { Code, Omschrijving }.",
)
_ONE_MOMENT = Text(
    "Lees antwoorden van één moment in; vraag beide opnieuw op.",
    "Read answers of one moment; ask for both again.",
)
_ONE_LIST = Text(
    "Vraag alle bladzijden van één lijst op, en geen andere.", "Ask for all pages of one list, and no other."
)
