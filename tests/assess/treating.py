"""A small fictional policy with treatments, dossiers for it, and every completion of what a dossier leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from inkoopwijzer.assess.treatments import treatment_run
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record
from inkoopwijzer.facts.located import read_located
from inkoopwijzer.facts.read import build_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import Verdict
from tests.assess.strategies import with_cell
from tests.policy.packages import POLICY

Cell = tuple[str, CellKey]
Who = tuple[str, str, str | None]
"""A treatment, a therapist and an option."""

CONDITIONS = """\
  vrij:
    says: {nl: Vrijgevestigd., en: Independent.}
    cite: {section: S, lines: 1}
    fact: soort_praktijk
    is: vrijgevestigd
  instelling:
    says: {nl: Een instelling., en: An institution.}
    cite: {section: S, lines: 1}
    fact: soort_praktijk
    is: instelling
  site:
    says: {nl: Een eigen website., en: A website of its own.}
    cite: {section: S, lines: 2}
    fact: eigen_website
  weging:
    says: {nl: De verzekeraar weegt., en: The insurer weighs.}
    cite: {section: S, lines: 2}
    any:
      - fact: elektronisch_patientendossier
      - judge: {nl: Past de praktijk?, en: Does the practice fit?}
  alleen_netwerk:
    says: {nl: Wie Parkinson behandelt zit in het netwerk., en: Who treats Parkinson is in the network.}
    cite: {section: S, lines: 3}
    every: fysiotherapeut
    where: {has: {levert: parkinson}}
    holds: in_netwerk
  in_netwerk:
    says: {nl: In het netwerk., en: In the network.}
    cite: {section: S, lines: 3}
    has: {aangesloten_bij: parkinsonnet}
  geen_dossier_of_site:
    says: {nl: Zonder website of dossier., en: Without website or record.}
    cite: {section: S, lines: 4}
    any: [{not: {fact: eigen_website}}, {not: {fact: elektronisch_patientendossier}}]
  site_en_dossier:
    says: {nl: Website en dossier., en: Website and record.}
    cite: {section: S, lines: 4}
    all: [{fact: eigen_website}, {fact: elektronisch_patientendossier}]
  geen_site:
    says: {nl: Geen website., en: No website.}
    cite: {section: S, lines: 4}
    not: {fact: eigen_website}
  geschoold:
    says: {nl: Geschoold., en: Trained.}
    cite: {section: S, lines: 5}
    has: {scholing_interventie: interventie}
  keten:
    says: {nl: In de keten., en: In the chain.}
    cite: {section: S, lines: 5}
    by_reading: ketens
    options: {een: {fact: ketenaanpak_valpreventie}, geen: {fact: elektronisch_patientendossier}}
  overbrugd:
    says: {nl: Overbrugd., en: Bridged.}
    cite: {section: S, lines: 6}
    has: {erkenning_in_vektis: overbrugging_parkinsonnet}
  toestemming:
    says: {nl: Toestemming., en: Permission.}
    cite: {section: S, lines: 6}
    has: {toestemming_coulance: [salland, parkinson]}
"""
READINGS = """\
readings:
  ketens:
    question: {nl: Telt de keten?, en: Does the chain count?}
    cite: {section: S, lines: 7}
    options: {een: {nl: wel, en: yes}, geen: {nl: niet, en: no}}
    default: een
    because: {nl: Zo staat het er., en: So it says.}
  breed:
    question: {nl: Ook voor oefentherapie?, en: For exercise therapy too?}
    cite: {section: S, lines: 7}
    options: {nee: {nl: niet, en: no}, ja_ook: {nl: wel, en: yes}}
    default: nee
    because: {nl: Zo staat het er., en: So it says.}
"""


def _agreement(name: str, scope: str, requires: str, until: str = "2032-12-31", more: str = "") -> str:
    return f"""\
  {name}:
    title: {{nl: {name}, en: {name}}}
    term: {{from: 2031-01-01, until: {until}}}
    cite: {{section: S, lines: 8}}
    scope: {scope}
{more}    groups:
      A: {{title: {{nl: A, en: A}}, cite: {{section: S, lines: 8}}, requires: [{requires}]}}
"""


AGREEMENTS = (
    "agreements:\n"
    + _agreement("fysiotherapie", "vrij", "site, weging, alleen_netwerk")
    + _agreement("oefentherapie", "vrij", "site", "2031-12-31")
    + _agreement("instellingen", "instelling", "site")
    + _agreement("handspalken_ergotherapie", "vrij", "weging", more="    addendum_to: oefentherapie\n")
)
CITE = "says: {nl: Zo mag het., en: So it may.}\n    cite: {section: S, lines: 9}"
TREATMENTS = f"""\
treatments:
  gewone_zorg:
    {CITE}
    others: not_bought
    by:
      fysiotherapeut: {{under: [fysiotherapie, instellingen]}}
      oefentherapeut: {{under: [oefentherapie]}}
      ergotherapeut: {{under: [handspalken_ergotherapie]}}
  parkinson:
    {CITE}
    insured: {{nl: mensen met Parkinson, en: people with Parkinson}}
    others: ordinary
    by:
      fysiotherapeut: {{under: [fysiotherapie, instellingen], therapist: [in_netwerk]}}
      oefentherapeut:
        under: [oefentherapie]
        therapist: [in_netwerk]
        reading: {{breed: ja_ook}}
    exemptions:
      overbrugging:
        {CITE.replace("    cite", "        cite")}
        therapist: [overbrugd]
      coulance:
        {CITE.replace("    cite", "        cite")}
        insured: {{nl: wie al komt, en: who comes already}}
        professions: [fysiotherapeut]
        practice: [toestemming]
  copd:
    {CITE}
    others: not_bought
    by:
      fysiotherapeut: {{under: [fysiotherapie], practice: [geen_site]}}
  claudicatio:
    {CITE}
    others: not_bought
    by:
      fysiotherapeut: {{under: [handspalken_ergotherapie], practice: [site_en_dossier, geen_dossier_of_site]}}
  handspalken:
    {CITE}
    others: not_bought
    by:
      ergotherapeut: {{under: [handspalken_ergotherapie]}}
  valpreventie:
    {CITE}
    others: not_bought
    by:
      fysiotherapeut: {{under: [fysiotherapie], per: interventie, therapist: [geschoold], practice: [keten]}}
  valrisicobeoordeling:
    {CITE}
    others: not_bought
"""


def package(treatments: str = TREATMENTS) -> dict[str, bytes]:
    """The files of the policy, without hashes."""
    rules = f"{READINGS}\nconditions:\n{CONDITIONS}\n{AGREEMENTS}\n{treatments}"
    head = POLICY.replace("lines: 98-99", "lines: 98")
    return {"policy.yaml": head.encode(), "regels.yaml": rules.encode()}


def policy(treatments: str = TREATMENTS) -> Policy:
    """The policy with these treatments."""
    return parse_policy(package(treatments), stamped=False)


DOSSIER = """\
dossier: "1"
registers:
  eigen_administratie: {gezien: 2030-10-01, volledig: ja}
  vektis_agb: {gezien: 2030-10-01, volledig: ja}
praktijk:
  naam: De Wilg
  soort_praktijk: vrijgevestigd
  eigen_website: ja
  elektronisch_patientendossier: ja
  ketenaanpak_valpreventie: ja
therapeuten:
  - {naam: Anna, beroep: fysiotherapeut, aangesloten_bij: {parkinsonnet: ja}, scholing_interventie: {in_balans: ja}}
  - {naam: Bob, beroep: fysiotherapeut, aangesloten_bij: {parkinsonnet: nee}}
  - {naam: Olga, beroep: oefentherapeut, aangesloten_bij: {parkinsonnet: nee}}
  - {naam: Eva, beroep: ergotherapeut}
"""


def dossier(**practice: str) -> Dossier:
    """The dossier, with other values of facts of the practice."""
    text = DOSSIER
    for fact, value in practice.items():
        lines = [f"  {fact}: {value}" if li.startswith(f"  {fact}:") else li for li in text.split("\n")]
        assert lines != text.split("\n") or f"  {fact}: {value}" in lines
        text = "\n".join(lines)
    return read(text)


def read(text: str) -> Dossier:
    """The dossier that this text is."""
    return build_dossier(read_located(text.encode(), "d.yaml"), "d.yaml")


def with_yes(given: Dossier, subject: str, cell: CellKey) -> Dossier:
    """The dossier with a yes for one cell."""
    return with_cell(given, subject, cell, (Record(True),))


def changed(text: str, old: str, new: str) -> str:
    """The text with one piece replaced, which must stand there once."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def answers(
    asked: Policy, given: Dossier, on: date | None = None, readings: Mapping[str, str] | None = None
) -> dict[Who, tuple[Verdict, bool]]:
    """The verdict on everyone for everything the policy names, and whether it is exact."""
    run = treatment_run(asked, given, on, readings or {})
    found = {}
    for treatment in asked.treatments.values():
        for therapist in run.therapists:
            part = treatment.provision(therapist.subject.profession or "", run.readings)
            for option in part.per.options if part and part.per else (None,):
                answer = run.find(treatment.id, therapist, option)
                key = (treatment.id, therapist.subject.name, option)
                found[key] = (answer.whole.verdict, answer.whole.exact)
                for name, way in answer.exemptions.items():
                    found[(f"{treatment.id}.{name}", *key[1:])] = (way.verdict, way.exact)
    return found


def completions(given: Dossier, cells: tuple[Cell, ...]) -> Iterator[Dossier]:
    """The dossier with every combination of yes and no for these cells."""
    for values in product((False, True), repeat=len(cells)):
        complete = given
        for (subject, cell), value in zip(cells, values, strict=True):
            complete = with_cell(complete, subject, cell, (Record(value),))
        yield complete


def without(given: Dossier, cells: tuple[Cell, ...]) -> Dossier:
    """The dossier with these cells explicitly unknown."""
    for subject, cell in cells:
        given = with_cell(given, subject, cell, (Record(None),))
    return given
