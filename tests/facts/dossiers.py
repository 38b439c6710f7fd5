"""Dossiers for tests: one written by hand, and any number drawn from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from inkoopwijzer.facts.catalogue import Fact, FactType, SubjectKind, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Snapshot, Subject, Value
from inkoopwijzer.values.period import Period

FULL = """\
dossier: "1"
bron: {soort: eigen_opgave, gezien: 2026-10-05}
registers:
  eigen_administratie: {gezien: 2026-10-05, volledig: ja}
  vektis_agb: {gezien: 2026-10-01, volledig: nee}
praktijk:
  naam: Fysio De Brug
  agb: "04990001"
  soort_praktijk: vrijgevestigd
  eigen_website: true
  declareert_via_vecozo: onbekend
  behandelindex: {2025: "101,4", 2024: 99.50}
  unieke_verzekerden: {2025: 1234}
  website_noemt: [praktijkadres, telefoonnummer]
  certificaten:
    hkz_kleine_organisaties:
      waarde: ja
      tot_en_met: 2027-05-01
      bron: document
      gezien: 2026-09-01
      toelichting: "het certificaat hangt in de gang"
  overeenkomst: {zorg_en_zekerheid: {fysiotherapie: {2026: ja}}}
  skf_praktijkregister:
    - {waarde: keurmerk, van: 2026-07-01}
    - {waarde: aspirant, van: 2025-01-01, tot_en_met: 2026-06-30}
locaties:
  - naam: Centrum
    gemeente: Leiden
    openingstijden:
      maandag: ["08:00-12:00", "13:00-24:00"]
      dinsdag: {waarde: ["08:00-12:00"], van: 2026-01-01}
      zondag: gesloten
therapeuten:
  - naam: A. de Vries
    agb: "04990002"
    beroep: fysiotherapeut
    registratie: {big_artikel_3: ja, irf: {waarde: ja, van: 2022-01-01, tot_en_met: 2027-12-31}}
    deelregister: {irf: [manueel]}
  - naam: B. Yılmaz
    beroep: logopedist
samenwerkingsafspraken:
  - naam: Afspraak met de huisarts
    partner: huisarts
samenwerkingsverbanden: []
markt:
  behandelindex_percentiel: {2025: {70: "104.2", 85: "113"}}
"""


def without_lines(dossier: Dossier) -> Dossier:
    """The same dossier as if it stood on no line."""
    subjects = {
        kind: tuple(
            replace(s, line=0, cells={k: tuple(replace(r, line=0) for r in v) for k, v in s.cells.items()})
            for s in found
        )
        for kind, found in dossier.subjects.items()
    }
    return replace(dossier, subjects=subjects)


def shortened(data: Mapping[str, Any]) -> dict[str, Any]:
    """A canonical form with every fact as short as it can be written."""
    result: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, list):
            result[name] = [{k: _short(v) for k, v in subject.items()} for subject in value]
        elif isinstance(value, Mapping) and name != "registers":
            result[name] = {k: _short(v) for k, v in value.items()}
        else:
            result[name] = value
    return result


def _short(value: Any) -> Any:
    """Of one fact: a value that is only a `waarde` without it, and names that are all "yes" as a list."""
    if not isinstance(value, Mapping):
        return value
    if "waarde" in value:
        return value["waarde"] if len(value) == 1 else value
    result = {name: _short(inside) for name, inside in value.items()}
    if all(v == "ja" for v in result.values()) and not any(n.isdigit() for n in result):
        return list(result)
    return result


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NAMES = (
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
SPANS = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda m: tuple(zip(sorted(m)[: len(m) // 2 * 2 : 2], sorted(m)[1 : len(m) // 2 * 2 : 2], strict=True))
)


def values(fact: Fact) -> st.SearchStrategy[Value | None]:
    """Any value of a fact, or None for "onbekend"."""
    typed: st.SearchStrategy[Any]
    match fact.type:
        case FactType.yes_no:
            typed = st.booleans()
        case FactType.whole:
            typed = st.integers(0, 10_000_000)
        case FactType.decimal:
            typed = st.decimals(Decimal(0), Decimal(99_999_999), places=4)
        case FactType.choice:
            typed = st.sampled_from(sorted(fact.options))
        case FactType.hours:
            typed = st.just(()) | SPANS
        case FactType.date:
            typed = DAYS
        case FactType.text:
            typed = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=40)
    return st.none() | typed


@st.composite
def histories(draw: st.DrawFn, fact: Fact) -> tuple[Record, ...]:
    """One to three records of a fact, in order, without overlap."""
    sources = st.none() | st.sampled_from(sorted(catalogue().sources))
    of_a_year = any(d.id == "jaar" for d in fact.per)
    days = [] if of_a_year else sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
    periods = [Period()]
    if len(days) == 1:
        periods = [draw(st.sampled_from([Period(days[0]), Period(None, days[0]), Period(days[0], days[0])]))]
    elif days:
        periods = [Period(a, b - timedelta(days=1)) for a, b in pairwise(days)]
        if draw(st.booleans()):
            periods[-1] = replace(periods[-1], end=None)
        if draw(st.booleans()):
            periods[0] = replace(periods[0], start=None)
    return tuple(
        Record(draw(values(fact)), period, draw(sources), draw(st.none() | DAYS)) for period in periods
    )


@st.composite
def cells(draw: st.DrawFn, kind: str) -> dict[CellKey, tuple[Record, ...]]:
    """Some facts of one subject."""
    facts = [fact for fact in catalogue().facts.values() if fact.about == kind]
    result: dict[CellKey, tuple[Record, ...]] = {}
    for fact in draw(st.lists(st.sampled_from(facts), max_size=4)):
        key: CellKey = (fact.id,)
        if fact.rises_with and any(cell[0] == fact.id for cell in result):
            continue  # two values at random might fall where they must rise
        for dimension in fact.per:
            low, high = (2000, 2100) if dimension.id == "jaar" else (1, 99)
            words = sorted(dimension.options) if dimension.options else [str(n) for n in range(low, high + 1)]
            key += (draw(st.sampled_from(words)),)
        result[key] = draw(histories(fact))
    return result


@st.composite
def listed(draw: st.DrawFn, kind: SubjectKind) -> tuple[Subject, ...]:
    """The subjects of one kind that has a list."""
    names = draw(st.lists(NAMES, max_size=3, unique_by=lambda name: "".join(name.casefold().split())))
    subjects = []
    for number, name in enumerate(names, 1):
        profession = code = None
        if kind.id == "therapeut":
            profession = draw(st.sampled_from(sorted(catalogue().professions)))
            code = f"{catalogue().professions[profession].agb}{draw(st.integers(0, 9999)):04}{number:02}"
            code = draw(st.sampled_from([code, None]))
        subjects.append(Subject(kind.id, f"{kind.id}:{number}", name, profession, code, draw(cells(kind.id))))
    return tuple(subjects)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Any dossier."""
    known = catalogue()
    name = draw(NAMES)
    subjects: dict[str, tuple[Subject, ...]] = {}
    for kind in known.subjects.values():
        if kind.list_name is not None:
            subjects[kind.id] = draw(listed(kind))
        elif kind.id == "praktijk":
            code = draw(st.none() | st.from_regex("[0-9]{8}", fullmatch=True, alphabet="0123456789"))
            subjects[kind.id] = (Subject(kind.id, kind.id, name, None, code, draw(cells(kind.id))),)
        else:
            subjects[kind.id] = (Subject(kind.id, kind.id, kind.label.nl, cells=draw(cells(kind.id))),)
    registers = {
        source: Snapshot(source, draw(st.none() | DAYS), draw(st.booleans()))
        for source in draw(st.lists(st.sampled_from(sorted(known.sources)), max_size=3, unique=True))
    }
    return Dossier("dossier.yaml", name, subjects, registers)
