"""A small, correct, fictional policy package, and ways to spoil it."""

from __future__ import annotations

HASH = "0123456789abcdef"

POLICY = """\
policy: "1"
insurer: zonnewijzer
insurer_name: Zonnewijzer Zorg
year: 2031
title: {nl: Beleid, en: Policy}
document:
  title: Fictief beleid
  version: "1"
  published: 2030-04-01
  lines: 100
  fingerprint: FINGERPRINT

reservations:
  mag_wijzigen:
    says: {nl: Het beleid kan wijzigen., en: The policy may change.}
    cite: {section: Slot, lines: 99}

externals:
  tarieven:
    says: {nl: De tarieven staan elders., en: The tariffs are elsewhere.}
    cite: {section: Slot, lines: 98-99}
""".replace("FINGERPRINT", "a" * 64)

RULES = """\
norms:
  maximum:
    value: "150"
    cite: {section: Norm, lines: 10}
  p70: {fact: behandelindex_percentiel, of: {jaar: 2029, percentiel: 70}}

kinds:
  erkend:
    of: verbijzondering
    options: [manueel, kinder, oedeem]
    cite: {section: Soorten, lines: 12}

readings:
  grens:
    question: {nl: Telt dertig mee?, en: Does thirty count?}
    cite: {section: Grens, lines: 14}
    options:
      wel: {nl: dertig telt, en: thirty counts}
      niet: {nl: dertig telt niet, en: thirty does not count}
    default: wel
    because: {nl: Er staat vanaf., en: It says from.}

conditions:
  vrij:
    says: {nl: De praktijk is vrijgevestigd., en: The practice is independent.}
    cite: {section: Voor wie, lines: 20}
    fact: soort_praktijk
    is: vrijgevestigd

  basis:
    says: {nl: Alle basiseisen., en: All basic requirements.}
    cite: [{section: Basis, lines: 21}, {section: Overzicht, lines: 90-91}]
    evidence: [eigen_opgave, big]
    all:
      - fact: eigen_website
      - not: {fact: skf_praktijkregister, one_of: [keurmerk]}
      - any: [geregistreerd, {has: {certificaten: nen_en_15224}}]
      - at_least: 2
        of: [{fact: vecozo_certificaat}, {fact: eigen_website}, vrij]
      - {has: {overeenkomst: [zorg_en_zekerheid, fysiotherapie, 2030]}}

  geregistreerd:
    says: {nl: Wie behandelt is geregistreerd., en: Who treats is registered.}
    cite: {section: Basis, lines: 22}
    every: fysiotherapeut
    where: {has: {levert: parkinson}, sometime: {from: 2031-01-01}}
    holds:
      some: erkend
      holds: bevoegd

  bevoegd:
    says: {nl: Voor de verbijzondering geregistreerd., en: Registered for the specialisation.}
    cite: {section: Basis, lines: 23}
    all:
      - {has: {deelregister: [irf, verbijzondering]}, throughout: term}
      - {fact: werkzaam_bij, throughout: {from: 2031-01-01, until: 2031-12-31}}

  helft:
    says: {nl: De helft meet., en: Half of them measure.}
    cite: {section: Meten, lines: 24}
    share: therapeut
    holds: {fact: meet_patientervaringen}
    at_least: 50%

  soorten:
    says: {nl: Drie soorten., en: Three kinds.}
    cite: {section: Meten, lines: 25}
    count: verbijzondering
    holds: {some: therapeut, holds: {has: {biedt_verbijzondering: verbijzondering}}}
    at_least: 3

  index:
    says: {nl: De index is niet te hoog., en: The index is not too high.}
    cite: {section: Index, lines: 26}
    force: effort
    when: {fact: unieke_verzekerden, of: {jaar: 2029}, above: 30}
    then:
      by_reading: grens
      options:
        wel: {fact: behandelindex, of: {jaar: 2029}, at_most: norm.maximum}
        niet: {fact: behandelindex, of: {jaar: 2029}, below: norm.p70}

  ruim_open:
    says: {nl: Ruim open., en: Open at wide hours.}
    cite: {section: Tijden, lines: 27}
    blocks: openingstijden
    after: "17:00"
    free_days: [zaterdag, zondag]
    lasting: "03:00"
    counted: per_length
    across: each
    at_least: 2

  oordeel:
    says: {nl: De verzekeraar weegt., en: The insurer weighs.}
    cite: {section: Slot, lines: 28}
    all:
      - judge: {nl: Past het aanbod?, en: Does it fit?}
      - silent: {nl: Hoe lang, en: How long}
      - during: {until: 2031-12-31}
"""

AGREEMENTS = """\
agreements:
  fysiotherapie:
    title: {nl: Fysiotherapie, en: Physiotherapy}
    term: {from: 2031-01-01, until: 2032-12-31}
    cite: {section: Aanbod, lines: 30}
    scope: vrij
    groups:
      A:
        title: {nl: Groep A, en: Group A}
        cite: {section: Aanbod, lines: 31}
        requires: [basis, helft, soorten, ruim_open]
      B:
        title: {nl: Groep B, en: Group B}
        cite: {section: Aanbod, lines: 32}
        requires: [basis]
    caps:
      - {at_most: B, when: oordeel}
    duties: [index]
    changes:
      - to: [A]
        says: {nl: Naar A., en: To A.}
        by: 2031-08-31
        effect: 2032-01-01
        cite: {section: Aanbod, lines: 33}
"""

CITED = ("10", "12", "14", *map(str, range(20, 29)), *map(str, range(30, 34)), "90-91", "98-99", "99")
PASSAGES = "".join(f'"{span}": {HASH}\n' for span in CITED)


def package() -> dict[str, bytes]:
    """The files of the correct package."""
    texts = {
        "policy.yaml": POLICY,
        "regels.yaml": RULES,
        "aanbod.yaml": AGREEMENTS,
        "passages.yaml": PASSAGES,
    }
    return {name: text.encode() for name, text in texts.items()}


def spoil(file: str, old: str, new: str) -> dict[str, bytes]:
    """The package with one piece of text replaced, which must stand there once."""
    files = package()
    text = files[file].decode()
    assert text.count(old) == 1, (file, old, text.count(old))
    files[file] = text.replace(old, new).encode()
    return files


def line_of(file: str, part: str) -> int:
    """The line of the correct package on which this text first stands."""
    text = package()[file].decode()
    return text[: text.index(part)].count("\n") + 1
