"""Wrong dossiers: what each is told, on which line, in Dutch and in English."""

from __future__ import annotations

import pytest

from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.values.fault import Fault, Faults

P = 'dossier: "1"\npraktijk:\n  naam: De Brug\n'  # what follows is line 4
T = P + "therapeuten:\n  - naam: A\n    beroep: fysiotherapeut\n"  # line 7
L = P + "locaties:\n  - naam: Centrum\n"  # line 6

Wrong = tuple[str, str, int, str | None, str, str]
# The dossier; the code; the line; the field; a part of the message in Dutch; and in English.
WRONG: list[Wrong] = [
    # --- the whole ---
    (
        "ja\n",
        "shape",
        1,
        "",
        "Hier hoort een groep velden; er staat één losse waarde",
        "found a single value",
    ),
    ("[]\n", "shape", 1, "", "er staat een lijst", "found a list"),
    ("{}\n", "shape", 1, "", "er staat niets", "found nothing"),
    ("praktijk: {naam: B}\n", "missing_field", 1, "", "'dossier' ontbreekt", "'dossier' is missing"),
    ('dossier: "1"\n', "missing_field", 1, "", "'praktijk' ontbreekt", "'praktijk' is missing"),
    ("dossier: 2\npraktijk: {nam: B}\n", "version", 1, "dossier", "alleen versie 1", "only version 1"),
    ("dossier:\npraktijk: {naam: B}\n", "missing_value", 1, "dossier", "geen waarde", "no value"),
    (
        P + "therapeut: []\n",
        "unknown_field",
        4,
        "therapeut",
        "Bedoelde u 'therapeuten'?",
        "mean 'therapeuten'?",
    ),
    (P + "zzz: 1\n", "unknown_field", 4, "zzz", "Kies uit: dossier, bron, registers", "Choose from: dossier"),
    (
        P + "  locaties: []\n",
        "wrong_subject",
        4,
        "praktijk.locaties",
        "vooraan op de regel",
        "start of the line",
    ),
    (
        P + "registratie: {irf: ja}\n",
        "wrong_subject",
        4,
        "registratie",
        "onder 'therapeuten'",
        "under 'therapeuten'",
    ),
    ('dossier: "1"\npraktijk:\n', "missing_value", 2, "praktijk", "haal het veld weg", "remove the field"),
    ('dossier: "1"\npraktijk: {}\n', "shape", 2, "praktijk", "er staat niets", "found nothing"),
    (
        P + "  unieke_verzekerden: {2025: {waarde: 40, van: 2025-01-01}}\n",
        "period_of_year",
        4,
        "praktijk.unieke_verzekerden.2025",
        "geen periode daarnaast",
        "no period besides",
    ),
    (
        P + "markt:\n  behandelindex_percentiel: {2025: {70: 112, 85: 104}}\n",
        "not_rising",
        5,
        "markt.behandelindex_percentiel",
        "niet lager is dan die bij 70",
        "cannot be lower than at 70",
    ),
    # --- names, codes, professions ---
    (
        'dossier: "1"\npraktijk:\n  agb: "04990001"\n',
        "missing_field",
        3,
        "praktijk",
        "'naam' ontbreekt",
        "'naam' is",
    ),
    (L.replace("Centrum", "x" * 201), "name", 5, "locaties[0].naam", "201 tekens", "201 characters"),
    (
        L.replace("Centrum", '"a\\tb"'),
        "name",
        5,
        "locaties[0].naam",
        "onzichtbaar teken",
        "invisible character",
    ),
    (
        L.replace("Centrum", "a\u200bb"),
        "name",
        5,
        "locaties[0].naam",
        "onzichtbaar teken",
        "invisible character",
    ),
    (L.replace("Centrum", '" "'), "missing_value", 5, "locaties[0].naam", "geen waarde", "no value"),
    (
        L + "  - naam: centrum\n",
        "duplicate_name",
        6,
        "locaties[1].naam",
        "naam staat al op regel 5",
        "on line 5",
    ),
    (
        P + "  agb: 4990001\n",
        "agb",
        4,
        "praktijk.agb",
        "een nul vooraan weggevallen",
        "leading zero was probably lost",
    ),
    (P + '  agb: "4990001"\n', "agb", 4, "praktijk.agb", "heeft 7 cijfers", "has 7 digits"),
    (P + "  agb: 04990001\n", "agb", 4, "praktijk.agb", "zonder aanhalingstekens", "not in quotes"),
    (P + '  agb: "0499 0001"\n', "agb", 4, "praktijk.agb", "precies 8 cijfers", "exactly 8 digits"),
    (P + '  agb: "٠٤٩٩٠٠٠١"\n', "agb", 4, "praktijk.agb", "precies 8 cijfers", "exactly 8 digits"),
    (P + "  agb: 4.990001E6\n", "agb", 4, "praktijk.agb", "er staat '4.990001E6'", "found '4.990001E6'"),
    (
        T + '    agb: "07990001"\n',
        "agb_profession",
        7,
        "therapeuten[0].agb",
        "begint met 04",
        "starts with 04",
    ),
    (
        T + '    agb: "04990001"\n  - {naam: B, beroep: fysiotherapeut, agb: "04990001"}\n',
        "duplicate_agb",
        8,
        "therapeuten[1].agb",
        "AGB-code staat al op regel 7",
        "already on line 7",
    ),
    (
        P + "therapeuten:\n  - naam: A\n",
        "missing_field",
        5,
        "therapeuten[0]",
        "'beroep' ontbreekt",
        "'beroep' is",
    ),
    (
        T.replace("beroep: fysio", "beroep: Fysio"),
        "profession",
        6,
        "therapeuten[0].beroep",
        "Bedoelde u 'fysiotherapeut'?",
        "Did you mean 'fysiotherapeut'?",
    ),
    (
        P + "  beroep: logopedist\n",
        "wrong_subject",
        4,
        "praktijk.beroep",
        "maar bij de therapeut",
        "the therapist",
    ),
    (P + "therapeuten: {naam: A}\n", "shape", 4, "therapeuten", "Hier hoort een lijst", "Expected a list"),
    (P + "therapeuten:\n", "missing_value", 4, "therapeuten", "geen waarde", "no value"),
    (P + "therapeuten: [A]\n", "shape", 4, "therapeuten[0]", "een groep velden", "a group of fields"),
    (
        P + "locaties: [" + ", ".join(f"{{naam: L{n}}}" for n in range(1001)) + "]\n",
        "too_many",
        4,
        "locaties",
        "1001 onderdelen",
        "1001 items",
    ),
    # --- registers and the default source ---
    (
        P + "registers: {vektis: {volledig: ja}}\n",
        "source",
        4,
        "registers.vektis",
        "'vektis_agb'?",
        "'vektis_agb'?",
    ),
    (
        P + "registers: {big: {gezien: 2026-01-01}}\n",
        "missing_field",
        4,
        "registers.big",
        "'volledig'",
        "'volledig'",
    ),
    (P + "registers: {big: ja}\n", "shape", 4, "registers.big", "een groep velden", "a group of fields"),
    (
        P + "registers: {big: {volledig: onbekend}}\n",
        "yes_no",
        4,
        "registers.big.volledig",
        "ja of nee",
        "ja or nee",
    ),
    (
        P + "registers: {big: {volledig: ja, gezeen: 2026-01-01}}\n",
        "unknown_field",
        4,
        "registers.big.gezeen",
        "'gezien'",
        "'gezien'",
    ),
    (
        P + "bron: {gezien: 2026-01-01}\n",
        "missing_field",
        4,
        "bron",
        "'soort' ontbreekt",
        "'soort' is missing",
    ),
    (P + "bron: {soort: eigen opgave}\n", "source", 4, "bron.soort", "'eigen_opgave'?", "'eigen_opgave'?"),
    (
        P + "bron: {soort: big, datum: x}\n",
        "unknown_field",
        4,
        "bron.datum",
        "Kies uit: soort, gezien",
        "Choose",
    ),
    # --- facts and their keys ---
    (
        P + "  eigen_websit: ja\n",
        "unknown_field",
        4,
        "praktijk.eigen_websit",
        "'eigen_website'?",
        "'eigen_website'?",
    ),
    (
        P + "  registratie: {irf: ja}\n",
        "wrong_subject",
        4,
        "praktijk.registratie",
        "hoort niet bij de praktijk maar bij de therapeut",
        "does not belong to the practice but to the therapist",
    ),
    (
        T + "    gemeente: Leiden\n",
        "wrong_subject",
        7,
        "therapeuten[0].gemeente",
        "onder 'locaties'",
        "under 'locaties'",
    ),
    (P + "markt: {naam: x}\n", "unknown_field", 4, "markt.naam", "niet bekend", "not known"),
    (P + "  eigen_website: Ja\n", "yes_no", 4, "praktijk.eigen_website", "er staat 'Ja'", "found 'Ja'"),
    (
        P + "  eigen_website: yes\n",
        "yes_no",
        4,
        "praktijk.eigen_website",
        "Schrijf ja, nee of",
        "Write ja, nee",
    ),
    (
        P + "  eigen_website:\n",
        "missing_value",
        4,
        "praktijk.eigen_website",
        "schrijf dan onbekend",
        "write onbekend",
    ),
    (
        P + "  eigen_website: [ja]\n",
        "shape",
        4,
        "praktijk.eigen_website[0]",
        "heeft elke waarde een periode",
        "a period",
    ),
    (
        P + "  eigen_website: []\n",
        "empty_list",
        4,
        "praktijk.eigen_website",
        "De lijst is leeg",
        "list is empty",
    ),
    (
        P + "  certificaten: ja\n",
        "shape",
        4,
        "praktijk.certificaten",
        "per certificaat een antwoord",
        "each certificate",
    ),
    (
        P + "  certificaten: onbekend\n",
        "shape",
        4,
        "praktijk.certificaten",
        "haal het veld weg",
        "remove the field",
    ),
    (
        P + "  certificaten: []\n",
        "empty_list",
        4,
        "praktijk.certificaten",
        "nee is of onbekend",
        "no or unknown",
    ),
    (
        P + "  certificaten: [nen_en_15224, nen_en_15224]\n",
        "duplicate_item",
        4,
        "praktijk.certificaten[1]",
        "twee keer",
        "twice",
    ),
    (
        P + "  certificaten: {hkz_kleine_organisatie: ja}\n",
        "key",
        4,
        "praktijk.certificaten.hkz_kleine_organisatie",
        "'hkz_kleine_organisaties'?",
        "'hkz_kleine_organisaties'?",
    ),
    (
        P + "  behandelindex: 101\n",
        "shape",
        4,
        "praktijk.behandelindex",
        "per jaar een antwoord",
        "for each year",
    ),
    (
        P + "  behandelindex: [101]\n",
        "shape",
        4,
        "praktijk.behandelindex",
        "per jaar een antwoord",
        "for each year",
    ),
    (
        P + "  behandelindex: {1999: 1}\n",
        "key",
        4,
        "praktijk.behandelindex.1999",
        "van 2000 tot en met 2100",
        "2000",
    ),
    (P + "  behandelindex: {25: 1}\n", "key", 4, "praktijk.behandelindex.25", "een jaar van", "a year from"),
    (
        P + "  behandelindex: {2025: 101,4}\n",
        "key",
        4,
        "praktijk.behandelindex.4",
        "getal met een komma",
        "a comma",
    ),
    (
        P + "markt: {behandelindex_percentiel: {2025: {150: 1}}}\n",
        "key",
        4,
        None,
        "percentiel van 1",
        "percentile from",
    ),
    # --- numbers ---
    (
        P + '  behandelindex: {2025: "1.234,5"}\n',
        "decimal",
        4,
        "praktijk.behandelindex.2025",
        "duizendtallen",
        "thousands",
    ),
    (
        P + "  behandelindex: {2025: -3}\n",
        "decimal",
        4,
        "praktijk.behandelindex.2025",
        "kleiner dan nul",
        "below zero",
    ),
    (
        P + "  behandelindex: {2025: 1e2}\n",
        "decimal",
        4,
        "praktijk.behandelindex.2025",
        "alleen cijfers",
        "digits only",
    ),
    (
        P + "  behandelindex: {2025: .nan}\n",
        "decimal",
        4,
        "praktijk.behandelindex.2025",
        "Hier hoort een getal",
        "number",
    ),
    (
        P + "  behandelindex: {2025: 1234567890.123}\n",
        "decimal",
        4,
        None,
        "meer dan 12 cijfers",
        "more than 12 digits",
    ),
    (
        P + "  unieke_verzekerden: {2025: 1.234}\n",
        "whole",
        4,
        "praktijk.unieke_verzekerden.2025",
        "niet 1.234",
        "1.234",
    ),
    (
        P + "  unieke_verzekerden: {2025: veel}\n",
        "whole",
        4,
        "praktijk.unieke_verzekerden.2025",
        "heel getal",
        "whole",
    ),
    (P + "  unieke_verzekerden: {2025: 10000001}\n", "whole", 4, None, "te groot", "too large"),
    (P + "  unieke_verzekerden: {2025: " + "9" * 5000 + "}\n", "whole", 4, None, "te groot", "too large"),
    # --- choices and hours ---
    (
        P + "  soort_praktijk: vrij\n",
        "choice",
        4,
        "praktijk.soort_praktijk",
        "vrijgevestigd",
        "vrijgevestigd",
    ),
    (
        L + "    gemeente: leiden\n",
        "choice",
        6,
        "locaties[0].gemeente",
        "Bedoelde u 'Leiden'?",
        "mean 'Leiden'?",
    ),
    (
        L + "    gemeente: Den Haag\n",
        "choice",
        6,
        "locaties[0].gemeente",
        '"\'s-Gravenhage"?',
        '"\'s-Gravenhage"?',
    ),
    (L + "    gemeente: Xxxxxx\n", "choice", 6, "locaties[0].gemeente", "officiële naam", "official name"),
    (
        L + "    openingstijden: {maandag: dicht}\n",
        "hours",
        6,
        "locaties[0].openingstijden.maandag",
        "gesloten",
        "hours",
    ),
    (
        L + '    openingstijden: {maandag: "08:00-12:00"}\n',
        "hours",
        6,
        None,
        "geen lijst van tijden",
        "a list of hours",
    ),
    (L + "    openingstijden: {maandag: []}\n", "hours", 6, None, "tijden is leeg", "hours is empty"),
    (
        L + '    openingstijden: {zondag: ["8:00-12:00"]}\n',
        "hours",
        6,
        None,
        "geen tijd van de dag",
        "time of day",
    ),
    (
        L + '    openingstijden: {zondag: ["24:00-24:00"]}\n',
        "hours",
        6,
        None,
        "geen tijd van de dag",
        "time of day",
    ),
    (
        L + '    openingstijden: {zondag: ["08:00-24:01"]}\n',
        "hours",
        6,
        None,
        "geen tijd van de dag",
        "time of day",
    ),
    (
        L + '    openingstijden: {zondag: ["22:00-02:00"]}\n',
        "hours",
        6,
        None,
        "niet later dan",
        "not later than",
    ),
    (
        L + '    openingstijden: {zondag: ["13:00-17:00", "08:00-12:00"]}\n',
        "hours",
        6,
        None,
        "volgorde",
        "in order",
    ),
    (
        L + "    openingstijden: {zonday: gesloten}\n",
        "key",
        6,
        "locaties[0].openingstijden.zonday",
        "'zondag'?",
        "'zondag'?",
    ),
    # --- the long form, days and periods ---
    (
        P + "  eigen_website: {van: 2026-01-01}\n",
        "missing_field",
        4,
        "praktijk.eigen_website",
        "'waarde'",
        "'waarde'",
    ),
    (P + "  eigen_website: {}\n", "shape", 4, "praktijk.eigen_website", "er staat niets", "found nothing"),
    (
        P + "  eigen_website: {waarde: ja, tot: 2026-01-01}\n",
        "unknown_field",
        4,
        "praktijk.eigen_website.tot",
        "niet bekend",
        "not known",
    ),
    (
        P + "  eigen_website: {waarde: ja, bron: brief}\n",
        "source",
        4,
        "praktijk.eigen_website.bron",
        "'brief' kan",
        "'brief' is",
    ),
    (
        P + "  eigen_website: {waarde: ja, toelichting: [x]}\n",
        "shape",
        4,
        "praktijk.eigen_website.toelichting",
        "losse",
        "single",
    ),
    (
        P + "  eigen_website: {waarde: ja, van: 2027-02-29}\n",
        "date",
        4,
        "praktijk.eigen_website.van",
        "bestaat niet",
        "not exist",
    ),
    (
        P + "  eigen_website: {waarde: ja, van: 1-2-2026}\n",
        "date",
        4,
        "praktijk.eigen_website.van",
        "jaar-maand-dag",
        "year-month",
    ),
    (
        P + "  eigen_website: {waarde: ja, van: 1989-12-31}\n",
        "date",
        4,
        "praktijk.eigen_website.van",
        "1990 tot en met 2100",
        "1990 to 2100",
    ),
    (
        P + "  eigen_website: {waarde: ja, van: 2026-02-02, tot_en_met: 2026-02-01}\n",
        "period",
        4,
        "praktijk.eigen_website",
        "voordat zij begint",
        "before it starts",
    ),
    (
        P
        + "  skf_praktijkregister:\n    - {waarde: aspirant, tot_en_met: 2026-07-01}\n"
        + "    - {waarde: keurmerk, van: 2026-07-01}\n",
        "overlap",
        6,
        "praktijk.skf_praktijkregister[1]",
        "overlapt met die op regel 5",
        "overlaps with the one on line 5",
    ),
    (
        P + "  skf_praktijkregister: [{waarde: niet}, {waarde: niet}]\n",
        "overlap",
        4,
        None,
        "overlapt",
        "overlaps",
    ),
]


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        parse_dossier(text.encode(), "d.yaml")
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "code", "line", "path", "nl", "en"), WRONG, ids=[f"{n}-{w[1]}" for n, w in enumerate(WRONG)]
)
def test_a_wrong_dossier_is_told_what_where_and_how(
    text: str, code: str, line: int, path: str | None, nl: str, en: str
) -> None:
    (fault,) = (f for f in faults_of(text) if f.code == f"dossier.{code}")
    assert (fault.file, fault.line) == ("d.yaml", line)
    assert path in (None, fault.path)
    assert nl in fault.show("nl")
    assert en in fault.show("en")
    assert fault.hint is not None


@pytest.mark.parametrize("text", [w[0] for w in WRONG], ids=[f"{n}-{w[1]}" for n, w in enumerate(WRONG)])
def test_a_dossier_with_one_mistake_gets_one_fault(text: str) -> None:
    assert len(faults_of(text)) == (
        2 if text in ("{2025: 101,4}", P + "  behandelindex: {2025: 101,4}\n") else 1
    )


def test_every_mistake_is_told_at_once() -> None:
    text = """\
dossier: "1"
bron: {soort: krant}
registers: {big: {volledig: misschien}}
praktijk:
  agb: 4990001
  eigen_website: misschien
  certificaten: {hkz: ja, nen_en_15224: {van: 2026-13-01}}
therapeuten:
  - naam: A
    beroep: dokter
  - naam: A
    beroep: logopedist
    registratie: {irf: {waarde: wel, van: 2026-02-30, bron: krant}}
locaties:
  - naam: Centrum
    openingstijden: {maandag: ["25:00-26:00", "12:00-11:00"]}
extra: ja
"""
    assert [(f.line, f.code.removeprefix("dossier.")) for f in faults_of(text)] == [
        (2, "source"),
        (3, "yes_no"),
        (5, "missing_field"),
        (5, "agb"),
        (6, "yes_no"),
        (7, "key"),
        (7, "missing_field"),
        (7, "date"),
        (10, "profession"),
        (11, "duplicate_name"),
        (13, "source"),
        (13, "date"),
        (13, "yes_no"),
        (16, "hours"),
        (16, "hours"),
        (17, "unknown_field"),
    ]


def test_reading_stops_at_a_hundred_faults() -> None:
    assert len(faults_of(P + "".join(f"  veld_{n}: ja\n" for n in range(20_000)))) == 100


def test_another_version_is_the_only_thing_told() -> None:
    assert [f.code for f in faults_of("dossier: 3\nonbekend: ja\n")] == ["dossier.version"]


@pytest.mark.parametrize("text", [w[0] for w in WRONG], ids=[f"{n}-{w[1]}" for n, w in enumerate(WRONG)])
def test_a_message_is_short_plain_and_ends(text: str) -> None:
    for fault in faults_of(text):
        for lang, told in (("nl", fault.message.nl), ("en", fault.message.en)):
            assert told.endswith("."), (lang, told)
            assert len(told) < 180, (lang, told)
            assert "{" not in told or "{" in text
