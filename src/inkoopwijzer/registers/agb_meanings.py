"""What the codes of the AGB register mean: party types, relations, professions, and facts of the catalogue.

Only the codes of list AGB018 (qualifications) are known by number. Of party types, relations and recognitions no
list of numbers was found: they are known by their label, or by a code list that is read beside the answers. What
is not recognised gives no fact, and is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.agb_fields import Coded

PERSON: Final = "zorgverlener"
ENTERPRISE: Final = "onderneming"
LOCATION: Final = "vestiging"
KINDS: Final = (PERSON, ENTERPRISE, LOCATION)

PARTY_TYPES: Final = "AGB001"
ROLES: Final = "AGB012"
QUALIFICATIONS: Final = "AGB018"
RELATION_TYPES: Final = "AGB020"
ADDRESS_TYPES: Final = "AGB022"
RECOGNITIONS: Final = "AGB029"

QUALIFICATION_CELLS: Final[Mapping[str, str]] = {
    "0403": "verbijzondering_in_vektis.kinder",
    "0404": "verbijzondering_in_vektis.manueel",
    "0405": "verbijzondering_in_vektis.oedeem",
    "0406": "verbijzondering_in_vektis.bekken",
    "0407": "verbijzondering_in_vektis.geriatrie",
    "0408": "verbijzondering_in_vektis.sport",
    "0409": "verbijzondering_in_vektis.psychosomatisch",
    "0410": "verbijzondering_in_vektis.orofaciaal",
    "0411": "verbijzondering_in_vektis.arbeids",
    "0412": "verbijzondering_in_vektis.oncologie",
    "0478": "verbijzondering_in_vektis.hart_vaat_long",
    "0483": "kwalificatie_in_vektis.valpreventie",
    "0484": "kwalificatie_in_vektis.ra",
    "0485": "kwalificatie_in_vektis.axspa",
    "0503": "specialisatie_in_vektis.stottertherapie",
    "0504": "specialisatie_in_vektis.preverbale_logopedie",
    "0506": "specialisatie_in_vektis.afasietherapie",
    "0507": "specialisatie_in_vektis.hanen_ouderprogramma",
    "0508": "specialisatie_in_vektis.integrale_zorg_stotteren",
    "0703": "specialisatie_in_vektis.kinderoefentherapie",
    "0704": "specialisatie_in_vektis.psychosomatische_oefentherapie",
    "0719": "specialisatie_in_vektis.bekkenoefentherapie",
    "0720": "specialisatie_in_vektis.geriatrische_oefentherapie",
    "0722": "kwalificatie_in_vektis.valpreventie",
    "0723": "kwalificatie_in_vektis.ra",
    "0724": "kwalificatie_in_vektis.axspa",
    "8802": "specialisatie_in_vektis.handergotherapie",
    "8803": "specialisatie_in_vektis.kinderergotherapie",
    "8804": "specialisatie_in_vektis.ouderenergotherapie",
}
"""By code of AGB018 the fact that it shows. Source: the register's own list, copied publicly on 2026-09-12."""

PLAIN_QUALIFICATIONS: Final = frozenset(
    {
        "0400",
        "0401",
        "0477",
        "0479",
        "0480",
        "0481",
        "0482",
        "0500",
        "0501",
        "0700",
        "0701",
        "0702",
        "0725",
        "2400",
        "2405",
        "2600",
        "2605",
        "8800",
        "9013",
        "9015",
        "9031",
        "9036",
    }
)
"""Codes of AGB018 that are known and show no fact of the catalogue beside the profession."""

PLAIN_RECOGNITIONS: Final = ("BIG-registratie", "Inschrijving handelsregister", "WTZA meldplicht")
"""Labels of recognitions that are known and show no fact for which this register is a source."""

VISITING: Final = "bezoekadres"

_PROFESSION_BY_QUALIFICATION: Final = {"9013": "huidtherapeut", "9015": "registerpodoloog"}
_QUALITY_REGISTERS: Final = ("irf", "kfir", "kp", "kabiz")
_QUALITY_CELL: Final = "kwaliteitsregistratie_in_vektis"
_WORKS_AT: Final = "werkzaambij"
_LOCATION_OF: Final = "vestigingvan"


def bare(label: str) -> str:
    """A label without capitals, accents, spaces and signs, to compare by."""
    letters = unicodedata.normalize("NFKD", label).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


@dataclass(frozen=True)
class CodeLists:
    """What was read beside the answers: by list (`AGB001`) and code the label, or the facts that the code shows."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def label(self, name: str, coded: Coded | None) -> str:
        """The label of a code: the one that came with it, or else that of the list; "" when there is none."""
        if coded is None:
            return ""
        return coded.label or self.labels.get(name, {}).get(coded.code, "")

    def kind(self, coded: Coded | None) -> str | None:
        """The kind of party, or None when neither label nor list tells."""
        label = bare(self.label(PARTY_TYPES, coded))
        return label if label in KINDS else None

    def is_works_at(self, coded: Coded | None) -> bool:
        """Whether this type of relation says that a therapist works at a location."""
        return bare(self.label(RELATION_TYPES, coded)).startswith(_WORKS_AT)

    def is_location_of(self, coded: Coded | None) -> bool:
        """Whether this type of relation says that a location is one of an enterprise."""
        return bare(self.label(RELATION_TYPES, coded)).startswith(_LOCATION_OF)

    def qualified(self, code: str) -> tuple[str, ...] | None:
        """The facts that a qualification shows; None when the code is not known."""
        if (told := self.cells.get(QUALIFICATIONS, {}).get(code)) is not None:
            return told
        if code in QUALIFICATION_CELLS:
            return (QUALIFICATION_CELLS[code],)
        return () if code in PLAIN_QUALIFICATIONS else None

    def recognised(self, coded: Coded) -> tuple[str, ...] | None:
        """The facts that a recognition shows; None when neither code nor label is known."""
        if (told := self.cells.get(RECOGNITIONS, {}).get(coded.code)) is not None:
            return told
        return _recognitions().get(bare(self.label(RECOGNITIONS, coded)))


@cache
def _recognitions() -> Mapping[str, tuple[str, ...]]:
    known = catalogue()
    found: dict[str, tuple[str, ...]] = {bare(label): () for label in PLAIN_RECOGNITIONS}
    networks = known.dimensions["netwerk"].options or {}
    for name, option in (known.dimensions["erkenning"].options or {}).items():
        cells = [f"erkenning_in_vektis.{name}"]
        cells += [f"aangesloten_bij.{name}"] if name in networks else []
        found |= dict.fromkeys(_spellings(name, option.label.nl), tuple(cells))
    for name in _QUALITY_REGISTERS:
        found |= dict.fromkeys(_spellings(name, known.sources[name].label.nl), (_QUALITY_CELL,))
    return found


def _spellings(name: str, label: str) -> Iterable[str]:
    """The label with and without what stands in brackets, and the short name alone."""
    return {bare(name), bare(label), bare(re.sub(r"\(.*?\)", "", label))}


def professions(agb: str) -> list[str]:
    """The professions that the first two digits of a code may stand for."""
    return [p.id for p in catalogue().professions.values() if agb.startswith(p.agb)]


def profession(agb: str, qualifications: Iterable[str]) -> str | None:
    """The profession of a therapist by code and qualifications; None when these fit none or several."""
    fit = professions(agb)
    if len(fit) == 1:
        return fit[0]
    shown = {_PROFESSION_BY_QUALIFICATION[c] for c in qualifications if c in _PROFESSION_BY_QUALIFICATION}
    both = shown & set(fit)
    return both.pop() if len(both) == 1 else None
