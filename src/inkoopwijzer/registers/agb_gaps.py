"""What the answers lack of a practice, so that the register was not seen whole.

A register that was seen whole turns "not listed" into "no". So it counts as whole only when the answers hold the
locations of the practice, who works at each of them, and of each of those therapists every qualification and
recognition, and when each of these was recognised: a recognition under a name that is not known may be the very
one that a rule asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.registers.agb_meanings import ENTERPRISE, LOCATION, PERSON
from inkoopwijzer.registers.agb_parties import Parties, Party, covers
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a practice that the answers lack, and the party whose answer would tell it."""

    practice: str
    party: Party
    lacks: Text


def find_gaps(parties: Parties, practice: str, seen: date) -> Iterator[Gap]:
    """What is missing of a practice, on the day the register was seen."""
    own = (ENTERPRISE, practice)
    if own not in parties.asked:
        yield Gap(practice, own, _LOCATIONS)
    if own in parties.doubtful:
        yield Gap(practice, own, _RELATION)
    places = parties.of(practice, seen)
    for agb in places:
        if (LOCATION, agb) not in parties.asked:
            yield Gap(practice, (LOCATION, agb), _WORKERS)
        if (LOCATION, agb) in parties.doubtful:
            yield Gap(practice, (LOCATION, agb), _RELATION)
    here = {w.person for at in places for w in parties.work_at.get(at, ()) if covers(w.span, seen)}
    for agb in sorted(here):
        yield from (Gap(practice, (PERSON, agb), lacks) for lacks in _of_therapist(parties, agb))


def _of_therapist(parties: Parties, agb: str) -> Iterator[Text]:
    person = parties.persons.get(agb)
    if not parties.of_known_profession(agb):
        return
    if person is None:
        yield _PERSON
        return
    if parties.profession(agb) is None:
        yield _PROFESSION
    if person.qualifications is None:
        yield _QUALIFICATIONS
    if person.recognitions is None:
        yield _RECOGNITIONS
    for entry in person.qualifications or ():
        if parties.qualified(entry) is None:
            yield _unknown(f"{entry.code} {entry.label}".strip())
    for entry in person.recognitions or ():
        if parties.recognised(entry) is None:
            yield _unknown(f"{entry.code} {entry.label}".strip())


def _unknown(name: str) -> Text:
    return Text(f"wat '{name}' betekent, is niet bekend", f"what '{name}' means is not known")


_LOCATIONS = Text("de lijst van vestigingen", "the list of locations")
_WORKERS = Text("wie er op deze vestiging werkt", "who works at this location")
_RELATION = Text("een soort relatie is niet herkend", "a type of relation was not recognised")
_PERSON = Text("het antwoord over deze zorgverlener", "the answer about this therapist")
_PROFESSION = Text("welk beroep deze zorgverlener heeft", "which profession this therapist has")
_QUALIFICATIONS = Text("de kwalificaties", "the qualifications")
_RECOGNITIONS = Text("de erkenningen", "the recognitions")
