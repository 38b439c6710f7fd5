"""Fictional practices: each a plain document, as peers take it, and the same facts as a dossier of ours.

A document has a value for every fact, None where it is not known, and a list of therapists.
"""

from __future__ import annotations

import json
import random
from typing import Any

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import parse_dossier

Document = dict[str, Any]

YES_NO = {
    "wet_en_regels": ("wet_en_regelgeving",),
    "richtlijnen": ("richtlijnen_beroepsgroep",),
    "praktijkruimte": ("praktijkruimte_inrichtingseisen",),
    "patientendossier": ("elektronisch_patientendossier",),
    "website": ("eigen_website",),
    "vecozo": ("declareert_via_vecozo",),
    "verbetercyclus": ("pdca_patientervaringen",),
    "vijf_werkdagen": ("inspanning_vijf_werkdagen",),
    "hkz": ("certificaten", "hkz_fysiotherapiepraktijken"),
    "ldf": ("levert_gegevens_aan", "ldf"),
    "ldk": ("levert_gegevens_aan", "ldk"),
    "overeenkomst_2026": ("overeenkomst", "zorg_en_zekerheid", "fysiotherapie", "2026"),
}
"""Yes/no facts of the practice: their name in a document, and where they stand in a dossier."""
NUMBERS = {"behandelindex": ("behandelindex", "2025"), "verzekerden": ("unieke_verzekerden", "2025")}
"""Numbers of the practice."""
CHOICES = {
    "soort_praktijk": ("vrijgevestigd", "instelling", "ziekenhuis"),
    "skf": ("niet", "aspirant", "keurmerk"),
    "verband_soort": ("monodisciplinair_fysiotherapie", "paramedisch", "gezondheidscentrum", "anders"),
}
"""Facts with a few possible values."""
THERAPIST = {
    "big": ("registratie", "big_artikel_3"),
    "irf": ("registratie", "irf"),
    "kfir": ("registratie", "kfir"),
    "werkzaam_bij": ("werkzaam_bij",),
    "meet_ervaringen": ("meet_patientervaringen",),
    "parkinson": ("levert", "parkinson"),
    "parkinsonnet": ("aangesloten_bij", "parkinsonnet"),
    "manueel": ("biedt_verbijzondering", "manueel"),
    "kinder": ("biedt_verbijzondering", "kinder"),
}
"""Yes/no facts of a therapist."""

_SELDOM = {"parkinson", "manueel", "kinder"}
_SOMETIMES = {"irf", "kfir", "ldf", "ldk", "hkz", "parkinsonnet"}


def documents(count: int, seed: int = 2027) -> list[Document]:
    """So many practices: 1 to 8 therapists, 10 to 25 per cent of the facts unknown."""
    chance = random.Random(seed)
    return [_document(chance) for _ in range(count)]


def _document(chance: random.Random) -> Document:
    wrong = chance.choice((0.0, 0.0, 0.0, 0.005, 0.02, 0.05))
    likely = {**dict.fromkeys([*YES_NO, *THERAPIST, "verband_lid"], 1 - wrong)}
    likely |= dict.fromkeys(_SOMETIMES, 0.7) | dict.fromkeys(_SELDOM, 0.3)

    def yes(name: str) -> bool:
        return chance.random() < likely[name]

    document: Document = {}
    document |= {name: yes(name) for name in YES_NO}
    document["behandelindex"] = chance.choice((112.0, 124.0, 150.0, *(chance.randint(800, 1600) / 10,) * 7))
    document["verzekerden"] = chance.choice((30, 31, *(chance.randint(10, 2500),) * 8))
    document["soort_praktijk"] = "vrijgevestigd" if chance.random() < 0.97 else "instelling"
    document["skf"] = chance.choice(("keurmerk", "keurmerk", "keurmerk", "aspirant", "niet"))
    document["verband_lid"] = yes("verband_lid")
    document["verband_soort"] = chance.choice((*CHOICES["verband_soort"][:2] * 3, *CHOICES["verband_soort"]))
    document["verband_omvang"] = chance.choice((100, 140, 140, 260, 99))
    therapists: list[Document] = [{n: yes(n) for n in THERAPIST} for _ in range(chance.randint(1, 8))]
    for name in chance.sample([*document, *THERAPIST], round(chance.uniform(0.10, 0.25) * 28)):
        if name in document:
            document[name] = None
        else:
            for therapist in chance.sample(therapists, chance.randint(1, len(therapists))):
                therapist[name] = None
    document["therapeuten"] = therapists
    return document


def dossier(document: Document, number: int = 0) -> Dossier:
    """The same facts as our own input, read and checked like any dossier."""
    practice: Document = {"naam": f"Praktijk {number}"}
    for name, path in (YES_NO | NUMBERS).items():
        _put(practice, path, document[name])
    practice["soort_praktijk"] = _said(document["soort_praktijk"])
    practice["skf_praktijkregister"] = _said(document["skf"])
    therapists = []
    for place, facts in enumerate(document["therapeuten"], 1):
        therapist: Document = {"naam": f"Therapeut {place}", "beroep": "fysiotherapeut"}
        for name, path in THERAPIST.items():
            _put(therapist, path, facts[name])
        therapists.append(therapist)
    cooperative = {
        "naam": "Verband",
        "lid": _said(document["verband_lid"]),
        "soort_verband": _said(document["verband_soort"]),
        "aantal_therapeuten": _said(document["verband_omvang"]),
    }
    whole = {
        "dossier": "1",
        "registers": {"eigen_administratie": {"gezien": "2026-10-05", "volledig": "ja"}},
        "praktijk": practice,
        "therapeuten": therapists,
        "samenwerkingsverbanden": [cooperative],
    }
    return parse_dossier(json.dumps(whole).encode(), f"praktijk-{number}.json")


def _put(fields: Document, path: tuple[str, ...], value: object) -> None:
    for name in path[:-1]:
        fields = fields.setdefault(name, {})
    fields[path[-1]] = _said(value)


def _said(value: object) -> str:
    if value is None:
        return "onbekend"
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
