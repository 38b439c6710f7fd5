"""Mapping files: other people's columns and words, and what is wrong with a mapping itself."""

from __future__ import annotations

import pytest

from inkoopwijzer.registers.mapping_file import parse_mapping
from inkoopwijzer.values.fault import Faults
from tests.registers.register_files import Desk

HEAD = 'afbeelding: "1"\ntabellen:\n'
MAPPING = (
    HEAD
    + """\
  registraties:
    bestand: uitdraai-*.csv
    datums: d-m-jjjj
    kolommen: {AGB: therapeut, Waar: register, Tot: tot_en_met, Status: waarde}
    overslaan: [Naam]
    waarden:
      register: {BIG: big_artikel_3}
      waarde: {actief: ja, geschorst: nee}
      tot_en_met: {31-12-9999: ""}
    vast: {bron: big}
"""
)
EXPORT = "AGB,Naam,Waar,Tot,Status\n04990012,A,BIG,31-12-9999,actief\n04990013,B,BIG,1-2-2030,geschorst\n"


def test_columns_words_days_and_constants_become_ours(desk: Desk) -> None:
    desk.bring({"uitdraai-nov.csv": EXPORT}, mapping=MAPPING)
    found = desk.table("registraties", "therapeut, register, waarde, tot_en_met::VARCHAR, bron")
    assert found == [
        ("04990012", "big_artikel_3", "ja", None, "big"),
        ("04990013", "big_artikel_3", "nee", "2030-02-01", "big"),
    ]


def test_a_delivery_keeps_the_mapping_that_was_used(desk: Desk) -> None:
    (delivery,) = desk.bring({"uitdraai-nov.csv": EXPORT}, mapping=MAPPING).deliveries
    assert delivery.herkomst.afbeelding_tekst == MAPPING
    assert delivery.herkomst.afbeelding_sha256 == parse_mapping(MAPPING.encode(), "m.yaml").sha256


def test_one_file_can_become_several_tables(desk: Desk) -> None:
    mapping = (
        HEAD
        + "  praktijken: {kolommen: {P: praktijk, PN: naam}, overslaan: [T, TN, B]}\n"
        + "  therapeuten: {kolommen: {T: therapeut, TN: naam, B: beroep}, overslaan: [P, PN]}\n"
        + "  werkrelaties: {kolommen: {P: praktijk, T: therapeut}, overslaan: [PN, TN, B]}\n"
    )
    rows = "P;PN;T;TN;B\n04990011;De Linde;04990012;A;fysiotherapeut\n"
    found = desk.bring({"personeel.csv": rows}, mapping=mapping).deliveries
    assert [d.tabel for d in found] == ["praktijken", "therapeuten", "werkrelaties"]


def test_a_word_that_is_not_translated_is_refused_in_the_words_of_the_file(desk: Desk) -> None:
    text = EXPORT.replace("geschorst", "onderzoek")
    (fault,) = desk.refused({"uitdraai-x.csv": text}, mapping=MAPPING)
    assert (fault.line, fault.path) == (3, "Status")
    assert "onderzoek" in fault.message.nl


def test_a_file_that_the_mapping_does_not_mean_is_refused(desk: Desk) -> None:
    assert desk.codes({"anders.csv": EXPORT}, mapping=MAPPING) == [("no_mapping", None, "")]


def test_a_column_that_the_mapping_names_and_the_file_lacks_is_told(desk: Desk) -> None:
    text = EXPORT.replace("Status", "Stand")
    assert desk.codes({"uitdraai-x.csv": text}, mapping=MAPPING) == [
        ("unknown_column", 1, "Stand"),
        ("missing_column", 1, "Status"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("tabellen: {registraties: {}}\n", "missing_field", 1),
        ('afbeelding: "2"\ntabellen: {praktijken: {codering: cp1252}}\n', "version", 1),
        (HEAD + "  registratie: {codering: cp1252}\n", "table", 3),
        (HEAD + "  registraties: {kolom: {a: b}}\n", "unknown_field", 3),
        (HEAD + "  registraties: {kolommen: {AGB: agb}}\n", "column", 3),
        (HEAD + "  registraties: {kolommen: {A: therapeut, B: therapeut}}\n", "twice", 3),
        (HEAD + "  registraties:\n    kolommen: {A: bron}\n    vast: {bron: big}\n", "twice", 5),
        (HEAD + "  registraties: {waarden: {regster: {a: b}}}\n", "column", 3),
        (HEAD + "  registraties: {codering: latin1}\n", "choice", 3),
        (HEAD + "  registraties: {scheiding: tab}\n", "choice", 3),
        (HEAD + "  registraties: {datums: mm/dd/jjjj}\n", "choice", 3),
        (HEAD + "  registraties: {overslaan: Naam}\n", "shape", 3),
        (HEAD + "  registraties: &a {codering: *a}\n", "alias", 3),
        (HEAD + "  registraties: !!python/object:x {}\n", "tag", 3),
        ("", "empty", None),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(text: str, code: str, line: int | None) -> None:
    with pytest.raises(Faults) as refused:
        parse_mapping(text.encode(), "m.yaml")
    found = [(fault.code.rpartition(".")[2], fault.line) for fault in refused.value.faults]
    assert (code, line) in found, found


def test_two_headers_for_one_column_of_ours_are_refused(desk: Desk) -> None:
    mapping = HEAD + "  praktijken: {kolommen: {Praktijknaam: naam}}\n"
    text = "praktijk;naam;Praktijknaam\n04990011;A;B\n"
    assert desk.codes({"praktijken.csv": text}, mapping=mapping) == [("duplicate_column", 1, "Praktijknaam")]
