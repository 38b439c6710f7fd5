"""The files beside a market: read strictly, every fault with its line and column, all of them at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market import adequacy_table
from inkoopwijzer.market.adequacy_contracts import (
    PROFESSIONS_OF,
    contracted_on,
    professions_of,
    read_contracts,
)
from inkoopwijzer.market.adequacy_files import named_practices, read_insured, read_practices
from inkoopwijzer.market.adequacy_norms_file import read_norms
from inkoopwijzer.market.adequacy_sites import netherlands
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.values.fault import Faults
from tests.market.adequacy_made import COUNTRY, DAY, Made, records

MARKET = records(Made(), Made(), Made())
HEAD = "agb,verzekeraar,overeenkomst,van,tot_en_met\n"
EXAMPLES = Path(__file__).parents[2] / "examples" / "adequacy"


def write(folder: Path, text: str | bytes, name: str = "bestand.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(caught: pytest.ExceptionInfo[Faults]) -> list[tuple[str, int | None, str]]:
    return [(f.code.removeprefix("adequacy."), f.line, f.path) for f in caught.value.faults]


# --- contracts --------------------------------------------------------------------------------------------------


def test_contracts_say_who_is_contracted_for_what_on_a_day(tmp_path: Path) -> None:
    rows = (
        "04990000,a,fysiotherapie,2027-01-01,2027-12-31\n"
        "04990001,a,fysiotherapeut,,\n"
        "04990002,b,fysiotherapie,2027-01-01,\n"
        "04990000,a,fysiotherapie,2028-01-01,\n"
    )
    found = read_contracts(write(tmp_path, HEAD + rows), MARKET)
    assert contracted_on(found, "a", DAY, 3)["fysiotherapeut"].sure.tolist() == [True, True, False]
    before = contracted_on(found, "a", date(2026, 12, 31), 3)["fysiotherapeut"]
    assert before.sure.tolist() == [False, True, False]
    assert contracted_on(found, "b", DAY, 3)["fysiotherapeut"].sure.tolist() == [False, False, True]
    assert contracted_on(found, "c", DAY, 3) == {}


def test_a_contract_that_is_not_signed_is_possible_and_not_sure(tmp_path: Path) -> None:
    text = (
        "agb;verzekeraar;overeenkomst;van;tot_en_met;stand\n"
        "04990000;a;logopedie;;;open\n04990001;a;logopedie;;;getekend\n04990001;a;instellingen;;;open\n"
    )
    found = contracted_on(read_contracts(write(tmp_path, text), MARKET), "a", DAY, 3)
    assert found["logopedist"].sure.tolist() == [False, True, False]
    assert found["logopedist"].possible.tolist() == [True, True, False]
    assert set(found) == set(catalogue().professions)
    assert found["dietist"].possible.tolist() == [False, True, False]
    assert not found["dietist"].sure.any()


def test_every_agreement_of_the_catalogue_is_known() -> None:
    options = catalogue().dimensions["beroep"].options
    assert options is not None
    assert {name for name in options if professions_of(name) is None} == set()
    assert {p for each in PROFESSIONS_OF.values() for p in each} == set(catalogue().professions)


def test_all_faults_of_a_file_of_contracts_are_told_at_once(tmp_path: Path) -> None:
    rows = (
        "4990000,a,fysiotherapie,,\n"
        "04999999,a,fysiotherapie,,\n"
        "04990000,,fysio,01-01-2027,\n"
        "04990001,a,fysiotherapie,2027-02-30,\n"
        "04990001,a,fysiotherapie,2027-02-01,2027-01-01\n"
        "04990002,a,fysiotherapie,2027-01-01,2027-06-30\n"
        "04990002,a,fysiotherapie,2027-06-30,\n"
        "04990002,a,fysiotherapie\n"
    )
    with pytest.raises(Faults) as caught:
        read_contracts(write(tmp_path, HEAD + rows), MARKET)
    assert told(caught) == [
        ("agb", 2, "agb"),
        ("not_in_market", 3, "agb"),
        ("agreement", 4, "overeenkomst"),
        ("date", 4, "van"),
        ("insurer", 4, "verzekeraar"),
        ("date", 5, "van"),
        ("period", 6, "tot_en_met"),
        ("overlap", 8, "van"),
        ("values", 9, ""),
    ]
    assert all(f.hint and f.hint.nl and f.hint.en for f in caught.value.faults)


def test_a_state_that_is_not_known_is_refused(tmp_path: Path) -> None:
    text = "agb,verzekeraar,overeenkomst,van,tot_en_met,stand\n04990000,a,fysiotherapie,,,getekent\n"
    with pytest.raises(Faults) as caught:
        read_contracts(write(tmp_path, text), MARKET)
    assert told(caught) == [("state", 2, "stand")]
    assert "'getekend'" in caught.value.faults[0].show("nl")


# --- tables -----------------------------------------------------------------------------------------------------


def test_wrong_columns_are_told_before_any_row(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_contracts(write(tmp_path, "agb,agb,verzekeraar,overeenkomst,vanaf\nx\n"), MARKET)
    assert told(caught) == [
        ("column", 1, "agb"),
        ("column", 1, "tot_en_met"),
        ("column", 1, "van"),
        ("column", 1, "vanaf"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"agb\n0499\x00000\n", "encoding"),
        ("agb,toelichting\n04990000,Caf\xe9\n".encode("cp1252"), "encoding"),
        ('agb\n"04990000\n', "csv"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(Faults) as caught:
        read_practices(write(tmp_path, content), MARKET)
    assert [found for found, _, _ in told(caught)] == [code]


def test_a_file_that_is_not_there_or_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Faults) as caught:
        read_practices(tmp_path / "weg.csv", MARKET)
    assert told(caught) == [("unreadable", None, "")]
    monkeypatch.setattr(adequacy_table, "MOST_BYTES", 10)
    with pytest.raises(Faults) as caught:
        read_practices(write(tmp_path, "agb\n04990000\n"), MARKET)
    assert told(caught) == [("too_large", None, "")]


def test_a_file_full_of_faults_stops_in_time(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_practices(write(tmp_path, "agb\n" + "x\n" * 5000), MARKET)
    assert len(caught.value.faults) == 100


def test_practices_that_do_not_sign_are_named_by_code(tmp_path: Path) -> None:
    path = write(tmp_path, b'\xef\xbb\xbfagb,toelichting\r\n04990002,"stopt, verzonnen"\r\n\r\n')
    assert read_practices(path, MARKET).tolist() == [False, False, True]
    assert named_practices(["04990000"], MARKET, "--without").tolist() == [True, False, False]
    with pytest.raises(Faults) as caught:
        named_practices(["04990000", "04990000", "04999999"], MARKET, "--without")
    assert told(caught) == [("not_in_market", None, "agb"), ("twice", None, "agb")]


# --- insured ----------------------------------------------------------------------------------------------------


def test_insured_are_per_municipality_by_name_or_code(tmp_path: Path) -> None:
    path = write(tmp_path, "verzekerden,gemeente\n1200,Noord\n0,9002\n7,GM9004\n")
    assert read_insured(path, COUNTRY).tolist() == [1200, 0, -1, 7]


def test_all_faults_of_a_file_of_insured_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_insured(
            write(
                tmp_path, "gemeente,verzekerden\nDevnter,5\nRaalte,1.200\nRaalte,\n0177,-3\nRaalte,1\n0177,2"
            ),
            netherlands(),
        )
    assert told(caught) == [
        ("municipality", 2, "gemeente"),
        ("number", 3, "verzekerden"),
        ("number", 4, "verzekerden"),
        ("number", 5, "verzekerden"),
        ("twice", 7, "gemeente"),
    ]
    assert "Deventer" in caught.value.faults[0].show("nl")


# --- norms ------------------------------------------------------------------------------------------------------

TOP = 'aanbodnormen: "1"\nnaam: Proef\nvan: wij\nnormen:\n'


def test_norms_are_read_with_whose_they_are(tmp_path: Path) -> None:
    text = TOP.replace("normen:\n", "zonder_plaats: telt_niet_mee\nnormen:\n") + (
        "  - naam: Dichtbij\n    beroep: [fysiotherapeut, logopedist]\n    behandeling: parkinson\n"
        '    hoogstens_km: "7,5"\n    aandeel_gebieden: 92,5 %\n    keuze_uit: 2\n    gemeenten: [Raalte, "0150"]\n'
        "  - {naam: Genoeg, beroep: dietist, therapeuten_per_1000: 0.8, praktijken: 3}\n"
    )
    found = read_norms(write(tmp_path, text, "normen.yaml"), netherlands())
    assert (found.name, found.whose, found.anywhere) == ("Proef", "wij", False)
    near, speech, enough = found.norms
    assert (near.discipline, speech.discipline, near.treatment) == (
        "fysiotherapeut",
        "logopedist",
        "parkinson",
    )
    assert (near.most_km, near.share, near.choice) == (Decimal("7.5"), Fraction(925, 1000), 2)
    assert near.municipalities == ("0177", "0150")
    assert (enough.per_thousand, enough.practices, enough.choice) == (Decimal("0.8"), 3, 1)


def test_all_faults_of_a_file_of_norms_are_told_at_once(tmp_path: Path) -> None:
    text = (
        'aanbodnormen: "2"\nnaam: Proef\nkleur: rood\nzonder_plaats: soms\nnormen:\n'
        "  - {naam: A, beroep: fysio, hoogstens_km: ver, aandeel_gebieden: 0.9, keuze_uit: 4}\n"
        "  - {naam: A, beroep: logopedist, behandeling: hoofdpijn, gemeenten: [Raalte, Raalte, Devnter]}\n"
        "  - {beroep: [dietist, dietist], aandeel_gebieden: 90%, praktijken: 0, therapeuten_per_1000: -1}\n"
        "  - {naam: D, beroep: [], praktijken: 1, km: 3}\n"
        "  - los\n"
    )
    with pytest.raises(Faults) as caught:
        read_norms(write(tmp_path, text, "normen.yaml"), netherlands())
    assert told(caught) == [
        ("version", 1, "aanbodnormen"),
        ("missing", 1, "van"),
        ("field", 3, "kleur"),
        ("choice", 4, "zonder_plaats"),
        ("value", 6, "normen[0].aandeel_gebieden"),
        ("name", 6, "normen[0].beroep"),
        ("value", 6, "normen[0].hoogstens_km"),
        ("value", 6, "normen[0].keuze_uit"),
        ("no_demand", 7, "normen[1]"),
        ("name", 7, "normen[1].behandeling"),
        ("municipality", 7, "normen[1].gemeenten"),
        ("municipality", 7, "normen[1].gemeenten"),
        ("twice", 7, "normen[1].naam"),
        ("no_distance", 8, "normen[2].aandeel_gebieden"),
        ("name", 8, "normen[2].beroep"),
        ("missing", 8, "normen[2].naam"),
        ("value", 8, "normen[2].praktijken"),
        ("value", 8, "normen[2].therapeuten_per_1000"),
        ("missing", 9, "normen[3].beroep"),
        ("field", 9, "normen[3].km"),
        ("shape", 10, "normen[4]"),
    ]


@pytest.mark.parametrize(
    "text", ["- los\n", "los\n", 'aanbodnormen: "1"\nnaam: a\nvan: b\n', TOP, TOP + "  {}\n"]
)
def test_a_file_without_norms_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Faults) as caught:
        read_norms(write(tmp_path, text, "normen.yaml"), netherlands())
    assert told(caught)[0][0] == "shape"


@pytest.mark.parametrize("value", ["0", "501", "1e3", "vijf", "-2"])
def test_a_distance_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    text = TOP + f"  - {{naam: A, beroep: dietist, hoogstens_km: {value}}}\n"
    with pytest.raises(Faults) as caught:
        read_norms(write(tmp_path, text, "normen.yaml"), netherlands())
    assert told(caught) == [("value", 5, "normen[0].hoogstens_km")]


def test_the_examples_are_read() -> None:
    norms = read_norms(EXAMPLES / "normen.yaml", netherlands())
    assert [norm.discipline for norm in norms.norms] == ["fysiotherapeut"] * 3 + [
        "logopedist",
        "dietist",
        "ergotherapeut",
    ]
    assert (read_insured(EXAMPLES / "verzekerden.csv", netherlands()) > 0).sum() == 10


def test_the_norms_in_the_documentation_are_read(tmp_path: Path) -> None:
    page = (EXAMPLES.parents[1] / "docs" / "adequacy.md").read_text("utf-8")
    block = page.split("```yaml\n")[1].split("```")[0]
    found = read_norms(write(tmp_path, block, "normen.yaml"), netherlands())
    assert [norm.name for norm in found.norms] == ["Fysiotherapie dichtbij", "Parkinson", "Genoeg", "Genoeg"]


def test_the_example_contracts_fit_the_market_that_the_documentation_makes() -> None:
    market = make_market(150, 1, "salland")
    found = read_contracts(EXAMPLES / "contracten.csv", market)
    assert {contract.insurer for contract in found} == {"salland"}
    assert read_practices(EXAMPLES / "tekenen-niet.csv", market).sum() == 3
