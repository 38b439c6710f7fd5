"""`inkoopwijzer market adequacy`, as a purchaser uses it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import typer

from inkoopwijzer.cli import main
from inkoopwijzer.cli.market_adequacy import adequacy
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.synthetic import make_market
from tests.cli.conftest import Command, Said

EXAMPLES = Path(__file__).parents[2] / "examples" / "adequacy"
CONTRACTS, NORMS = EXAMPLES / "contracten.csv", EXAMPLES / "normen.yaml"
INSURED, LEAVE = EXAMPLES / "verzekerden.csv", EXAMPLES / "tekenen-niet.csv"


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("adequacy") / "salland"
    write_market(make_market(150, 1, "salland"), path)
    return path


@pytest.fixture
def ask(command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    group = typer.Typer()
    group.command("adequacy")(adequacy)
    monkeypatch.setitem(main.COMMANDS, "market", (group, "For an insurer"))
    return command


@pytest.fixture
def hold(ask: Command, market: Path) -> Command:
    def asked(*words: object, contracts: Path = CONTRACTS, norms: Path = NORMS) -> Said:
        files = ("--contracts", contracts, "--norms", norms, "--on", "2027-01-01")
        return ask("market", "adequacy", market, *files, *words)

    return asked


def test_it_tells_where_care_falls_short_by_whose_norm(hold: Command) -> None:
    said = hold("--insured", INSURED)
    assert said.code == 1
    assert "Oefennormen bereikbaarheid 2027 (verzonnen), gesteld door de inkopers" in said.out
    worst = said.out.split("Waar het het meest tekortschiet")[1]
    assert worst.index("niet gehaald") < worst.index("Let op")
    assert "postcodegebieden dichtbij genoeg, nodig" in worst
    assert "dichtstbij, zeker: " in worst
    assert "7.800 verzekerden" in said.out
    assert "per 1.000" in said.out


@pytest.mark.parametrize("words", [("--rows", 0), ("--lang", "en", "--without", LEAVE), ("--json",)])
def test_every_output_says_as_the_crow_flies_and_for_own_use(
    hold: Command, words: tuple[object, ...]
) -> None:
    said = " ".join(hold("--insured", INSURED, *words).out.split())
    assert ("as the crow flies" if "--lang" in words else "hemelsbreed") in said
    assert ("own use" if "--lang" in words else "eigen gebruik") in said
    assert "GeoNames" in said


def test_it_says_that_populations_are_not_known_without_a_file(hold: Command, tmp_path: Path) -> None:
    norms = tmp_path / "normen.yaml"
    norms.write_text(
        'aanbodnormen: "1"\nnaam: Genoeg\nvan: wij\nnormen:\n'
        '  - {naam: Genoeg, beroep: fysiotherapeut, therapeuten_per_1000: "1", gemeenten: [Deventer]}\n'
    )
    said = hold(norms=norms)
    text = " ".join(said.out.split())
    assert said.code == 0
    assert "inwonertallen zitten niet in dit programma" in text
    assert "het aantal verzekerden is niet bekend" in text


def test_it_tells_what_becomes_of_it_when_practices_do_not_sign(hold: Command) -> None:
    by_file = hold("--insured", INSURED, "--without", LEAVE)
    assert "Als deze 3 praktijken niet tekenen" in by_file.out
    several = hold("--insured", INSURED, "--without", "04900000, 04900020,04900062")
    assert several.out == by_file.out
    one = hold("--insured", INSURED, "--without", "04900000", "--discipline", "dietist")
    assert "(04900000) niet tekent" in one.out


def test_who_is_critical_is_told_and_loses_the_norm_when_gone(hold: Command) -> None:
    data = json.loads(hold("--insured", INSURED, "--json").out)
    first = data["critical"][0]
    cell = first["cells"][0]
    after = json.loads(hold("--insured", INSURED, "--json", "--without", first["agb"]).out)
    fell = [c["after"] for c in after["otherwise"]["changes"] if c["before"]["verdict"] == "met"]
    assert (cell["norm"], cell["municipality"]) in [
        (f["norm"], f["municipality"]) for f in fell if f["verdict"] != "met"
    ]


def test_other_contracts_are_compared(hold: Command, tmp_path: Path) -> None:
    other = tmp_path / "anders.csv"
    other.write_text(CONTRACTS.read_text().replace(",open", ",getekend"))
    said = hold("--insured", INSURED, "--instead", other, "--discipline", "logopedist")
    assert "Met de andere contracten" in said.out
    same = hold("--insured", INSURED, "--instead", CONTRACTS, "--discipline", "logopedist")
    assert "Geen enkel oordeel verandert." in same.out


def test_data_and_a_table_hold_every_row(hold: Command, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    data = json.loads(hold("--insured", INSURED, "--json", "--csv", out, "--without", LEAVE).out)
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(data["findings"]) == 3 * 10 + 3 * 4
    words = {"met": "gehaald", "not_met": "niet gehaald", "unknown": "onbekend"}
    assert [r["oordeel"] for r in rows] == [words[f["verdict"]] for f in data["findings"]]
    changed = sum(r["oordeel"] != r["oordeel_anders"] for r in rows)
    assert (
        changed
        == sum(c["before"]["verdict"] != c["after"]["verdict"] for c in data["otherwise"]["changes"])
        > 0
    )
    first, finding = rows[0], data["findings"][0]
    assert first["gemeente"] == finding["municipality_name"]
    assert first["therapeuten_mogelijk"] == str(finding["therapists"]["most"])
    assert first["dichtstbij_km_hemelsbreed"] == str(finding["nearest"][0]["km"])


def test_a_norm_that_starts_like_a_formula_is_harmless_in_the_table(hold: Command, tmp_path: Path) -> None:
    norms, out = tmp_path / "normen.yaml", tmp_path / "uit.csv"
    norms.write_text(NORMS.read_text().replace("naam: Parkinson", 'naam: "=1+1"'))
    hold("--csv", out, "--insured", INSURED, norms=norms)
    assert "'=1+1," in out.read_text("utf-8-sig")


def test_only_the_norms_of_one_profession(hold: Command) -> None:
    said = hold("--discipline", "logopedist")
    assert "Overige beroepen (logopedist)" in said.out
    assert "Fysiotherapie" not in said.out.split("Let op")[0]
    none = hold("--discipline", "huidtherapeut")
    assert (none.code, none.out) == (2, "")
    assert "Er zijn normen voor: dietist, ergotherapeut, fysiotherapeut, logopedist." in none.err
    unknown = hold("--discipline", "fysio")
    assert unknown.code == 2
    assert "fysiotherapeut" in unknown.err


def test_where_all_is_well_it_says_so(hold: Command, tmp_path: Path) -> None:
    norms = tmp_path / "normen.yaml"
    norms.write_text(
        'aanbodnormen: "1"\nnaam: Ruim\nvan: wij\nnormen:\n'
        "  - {naam: Ver weg, beroep: fysiotherapeut, hoogstens_km: 400}\n"
    )
    said = hold(norms=norms)
    assert said.code == 0
    assert "Elke norm wordt overal gehaald." in said.out


def test_every_fault_of_a_file_is_told_and_nothing_else(hold: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "fout.csv"
    wrong.write_text("gemeente,verzekerden\nDevnter,1\nRaalte,veel\n")
    said = hold("--insured", wrong)
    assert (said.code, said.out) == (2, "")
    assert f"{wrong}:2: gemeente: De gemeente 'Devnter' is niet bekend. Bedoelde u 'Deventer'?" in said.err
    assert f"{wrong}:3: verzekerden: 'veel' is geen aantal." in said.err
    assert "2 fouten" in said.err


def test_contracts_of_several_insurers_ask_for_a_choice(hold: Command, tmp_path: Path) -> None:
    both = tmp_path / "beide.csv"
    both.write_text(CONTRACTS.read_text() + "05900000,zorg_en_zekerheid,logopedie,,,getekend\n")
    said = hold(contracts=both)
    assert said.code == 2
    assert "Kies met --insurer: salland, zorg_en_zekerheid." in said.err
    chosen = hold("--insurer", "salland", "--discipline", "dietist", contracts=both)
    assert "salland, op 1 januari 2027" in chosen.out
    wrong = hold("--insurer", "sallnd", contracts=both)
    assert wrong.code == 2
    assert "'salland'" in wrong.err


def test_a_folder_that_is_no_market_is_refused(ask: Command, tmp_path: Path) -> None:
    said = ask("market", "adequacy", tmp_path, "--contracts", CONTRACTS, "--norms", NORMS)
    assert (said.code, said.out) == (2, "")
    assert "markt.json" in said.err


def test_before_the_contracts_begin_nobody_is_contracted(hold: Command) -> None:
    said = hold("--on", "2026-12-31", "--json", "--discipline", "logopedist")
    assert {f["verdict"] for f in json.loads(said.out)["findings"]} == {"not_met"}
