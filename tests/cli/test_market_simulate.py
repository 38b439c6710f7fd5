"""`inkoopwijzer market simulate`, `market diff` and `market sweep`, as a policy maker uses them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inkoopwijzer.cli.market_simulate_data import CURVE_COLUMNS, PRACTICE_COLUMNS
from inkoopwijzer.facts.dossier import Dossier, Record
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.policy.alter_reading import Written, read_changes
from inkoopwijzer.policy.package import shipped
from inkoopwijzer.services.simulating import simulate
from tests.assess.strategies import best_dossier, with_cell
from tests.cli.conftest import Command, Said
from tests.cli.what_if_page import EXAMPLE, PAGE, answered

INDEX = ("behandelindex", "2025")
TARIFFS = ("--tariff", "A=36", "--tariff", "B=34", "--tariff", "C=31", "--tariff", "geen=25")
ZZ = ("--insurer", "zorg_en_zekerheid", "--agreement", "fysiotherapie")


def placed(dossier: Dossier, number: int, place: str, name: str = "Praktijk") -> Dossier:
    practice = replace(dossier.subjects["praktijk"][0], agb=f"0499000{number}", name=f"{name} {number}")
    found = with_cell(dossier, "locatie:1", ("gemeente",), (Record(place),))
    return replace(found, file=f"{number}", subjects={**found.subjects, "praktijk": (practice,)})


def practices() -> list[Dossier]:
    """Five practices: A; B by its index (one with a name like a formula); without an index; none without website."""
    best = best_dossier()
    high = with_cell(best, "praktijk", INDEX, (Record(Decimal(105)),))
    unknown = with_cell(best, "praktijk", INDEX, None)
    dark = with_cell(best, "praktijk", ("eigen_website",), (Record(False),))
    return [
        placed(best, 1, "Raalte"),
        placed(high, 2, "Leiden"),
        placed(high, 3, "Leiden", "=Praktijk"),
        placed(unknown, 4, "Raalte"),
        placed(dark, 5, "Deventer"),
    ]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those five as a market in a folder."""
    path = tmp_path_factory.mktemp("markt") / "vijf"
    write_market(records_of(practices(), name="Vijf praktijken"), path)
    return path


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package of Zorg en Zekerheid in which the index may be 140 at most."""
    (directory,) = (d for insurer, _, d in shipped() if insurer == "zorg_en_zekerheid")
    path = tmp_path_factory.mktemp("pakket") / "zz"
    shutil.copytree(Path(str(directory)), path)
    rules = path / "fysiotherapie.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace('    value: "150"', '    value: "100"', 1), "utf-8")
    return path


def data(said: Said) -> dict[str, Any]:
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


# --- simulate ---------------------------------------------------------------------------------------------------


def test_it_says_who_moves_from_what_to_what_and_by_which_condition(command: Command, market: Path) -> None:
    said = command("market", "simulate", market, "--norm", "p70_2025=110")
    assert said.code == 0, said.err
    assert "De norm p70_2025 was de waarde van het 70e percentiel" in said.out
    assert (
        "Voor 5 praktijken kan deze overeenkomst bedoeld zijn, op 1 januari 2027; 2 krijgen een andere"
        in said.out
    )
    assert re.search(r"A +1 \(\+ 1\) +3 \(\+ 1\) +\+2", said.out)
    assert re.search(r"Zeker verschoven: 2\n +2 +B → A +omhoog", said.out)
    assert re.search(r"2 +B → A +index_tot_p70 valt anders uit", said.out)
    assert "index_tot_p70: De behandelindex over 2025 is hoogstens" in said.out
    assert re.search(r"Per provincie\n +Zuid-Holland +2 van 2 +100,0% +B → A: 2", said.out)
    assert re.search(r"Per gemeente.*\n +Leiden +2 van 2", said.out)
    assert re.search(r"Per beroep.*\n +fysiotherapeut +2 van 5 +40,0%", said.out)
    assert "Bij 1 andere praktijk blijft gelijk wat mogelijk is" in said.out
    assert "Niet geraakt: dietetiek" in said.out
    assert "geen besluit" in said.out


def test_it_speaks_english(command: Command, market: Path) -> None:
    said = command("market", "simulate", market, "--norm", "p70_2025=110", "--lang", "en")
    assert "2 get another outcome" in said.out
    assert "Certainly moved: 2" in said.out
    assert "index_tot_p70 turns out otherwise" in said.out
    assert "physiotherapist" in said.out


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (Written(norms=["p70_2025=90"]), [("A", "B", 1)]),
        (Written(drops=["basisvoorwaarden"]), [("geen", "A", 1)]),
        (Written(drops=["A:data_aanlevering", "website"]), [("geen", "A", 1)]),
        (Written(requires=["A:certificaten.nen_en_15224"]), [("A", "B", 1)]),
        (Written(requires=["A:samenwerking_b", "A:eigen_website"]), []),
        (Written(caps=["website=B"]), [("A", "B", 1)]),
        (Written(no_caps=["te_klein_voor_index"]), []),
        (Written(readings=["meer_locaties=alle_locaties"]), []),
    ],
)
def test_every_kind_of_change(change: Written, moves: list[tuple[str, str, int]]) -> None:
    found = simulate(
        records_of(practices()),
        read_changes(change),
        insurers=["zorg_en_zekerheid"],
        agreements=["fysiotherapie"],
    )
    sure = [(s.before[0], s.after[0], s.practices) for a in found.answers for s in a.moves.shifts() if s.sure]
    assert [move for move in sure if move[0] != move[1]] == moves


def test_every_option_is_a_change(command: Command, market: Path) -> None:
    salland = data(
        command(
            "market", "simulate", market, "--threshold", "drie_verbijzonderingen=1", "--json", "--lang", "en"
        )
    )
    assert [text["en"] for text in salland["changes"]] == ["drie_verbijzonderingen asks 1 instead of 3."]
    options = (
        *("--norm", "p70_2025=90", "--drop", "website", "--require", "A:certificaten.nen_en_15224"),
        *(
            "--to-reading",
            "meer_locaties=alle_locaties",
            "--cap",
            "richtlijnen=B",
            "--no-cap",
            "te_klein_voor_index",
        ),
    )
    found = data(command("market", "simulate", market, *options, *ZZ, "--json"))
    assert len(found["changes"]) == 6


def test_an_edited_package_is_held_against_the_shipped_one(
    command: Command, market: Path, edited: Path
) -> None:
    found = data(command("market", "simulate", market, "--package", edited, "--json"))
    assert found["old"]["policy"] == found["new"]["policy"] == "zorg_en_zekerheid-2027"
    assert found["old"]["hash"] != found["new"]["hash"]
    (one,) = (a for a in found["agreements"] if a["agreement"] == "fysiotherapie")
    moves = [
        (s["before"], s["after"], s["practices"]) for s in one["shifts"] if s["sure"] and s["way"] != "same"
    ]
    assert moves == [(["B"], ["geen"], 2)]
    names = {c["name"] for r in one["reasons"] for c in r["conditions"] if r["before"] == ["B"]}
    assert names == {"index_binnen_150"}
    both = data(
        command("market", "simulate", market, "--package", edited, "--drop", "website", *ZZ, "--json")
    )
    assert [c["nl"] for c in both["changes"]][1:] == ["website wordt niet meer gevraagd."]
    assert str(edited) in both["changes"][0]["nl"]


def test_data_tell_everything_that_the_screen_tells(command: Command, market: Path) -> None:
    found = data(command("market", "simulate", market, "--norm", "p70_2025=110", "--json"))
    (one,) = found["agreements"]
    assert one["practices"] == 5
    assert one["moved"] == 2
    assert one["perhaps"] == one["open"] == one["inexact"] == 1
    assert sum(s["practices"] for s in one["shifts"]) == 5
    assert {(s["way"], s["practices"]) for s in one["shifts"]} == {
        ("up", 2),
        ("same", 1),
        ("perhaps_up", 1),
    } | {("same", 1)}
    assert one["reasons"][0]["conditions"][0]["kind"] == "changed"
    assert [p["part"] for p in one["provinces"]] == ["Zuid-Holland"]
    assert [p["part"] for p in one["municipalities"]] == ["Leiden"]
    assert found["changes"][0]["en"].endswith("becomes 110.")
    assert found["spend"] is None


def test_exact_outcomes_are_looked_into_where_the_change_counts(command: Command, market: Path) -> None:
    found = data(command("market", "simulate", market, "--norm", "p70_2025=110", "--exact", "--json"))
    (one,) = found["agreements"]
    assert one["inexact"] == 0
    said = command("market", "simulate", market, "--norm", "p70_2025=110", "--exact")
    assert "--exact zoekt" not in said.out


def test_every_practice_that_moves_is_written_to_a_file_and_a_formula_stays_text(
    command: Command, market: Path, tmp_path: Path
) -> None:
    out = tmp_path / "wie.csv"
    said = command("market", "simulate", market, "--norm", "p70_2025=110", "--csv", out)
    assert str(out) in said.out
    found = rows(out)
    assert tuple(found[0]) == PRACTICE_COLUMNS
    assert [(r["agb"], r["naam"], r["van"], r["naar"], r["richting"], r["zeker"]) for r in found] == [
        ("04990002", "Praktijk 2", "B", "A", "omhoog", "ja"),
        ("04990003", "'=Praktijk 3", "B", "A", "omhoog", "ja"),
    ]
    assert {r["voorwaarden"] for r in found} == {"index_tot_p70"}
    assert {r["provincie"] for r in found} == {"Zuid-Holland"}


def test_costs_by_treatments_for_each_insured_person(command: Command, market: Path, tmp_path: Path) -> None:
    out = tmp_path / "wie.csv"
    more = (*TARIFFS, "--treatments-per-insured", "10", "--csv", str(out))
    said = command("market", "simulate", market, "--norm", "p70_2025=110", *more)
    assert said.code == 0, said.err
    assert re.search(
        r"verschil +\+ € 16\.480 tot \+ € [0-9.]+", said.out
    )  # two practices, 412 insured, 10, 2 euro
    assert "Waarvan + € 16.480 zeker, bij 4 praktijken" in said.out
    told = " ".join(said.out.split())
    assert "alle verzekeraars samen" in told
    assert "evenveel behandelingen" in told
    assert [r["verschil_laag_euro"] for r in rows(out)] == ["8240.00", "8240.00"]


def test_costs_by_a_file_of_volumes(command: Command, market: Path, tmp_path: Path) -> None:
    volumes = tmp_path / "volumes.csv"
    volumes.write_text("AGB;behandelingen;iets\n04990002;100;x\n04990009;5;y\n", "utf-8")
    found = data(
        command(
            "market", "simulate", market, "--norm", "p70_2025=110", *TARIFFS, "--volumes", volumes, "--json"
        )
    )
    assert found["spend"]["change"] == {"low": 20_000, "high": 20_000}
    assert found["spend"]["without"] == 4
    assert any("1 regels daarvan" in text["nl"] for text in found["spend"]["assumptions"])


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("agb;aantal\n04990002;1\n", ":1:", "agb en behandelingen"),
        ("", ":1:", "agb en behandelingen"),
        ("agb,behandelingen\n4990002,1\n", ":2:", "geen AGB-code van acht cijfers"),
        ("agb,behandelingen\n04990002,1\n\n04990002,2\n", ":4:", "twee keer"),
        ("agb,behandelingen\n04990002,veel\n", ":2:", "'veel' is geen aantal"),
        ("agb,behandelingen\n04990002\n", ":2:", "'' is geen aantal"),
    ],
)
def test_a_file_of_volumes_with_faults_is_refused(
    command: Command, market: Path, tmp_path: Path, text: str, line: str, says: str
) -> None:
    volumes = tmp_path / "volumes.csv"
    volumes.write_text(text, "utf-8")
    said = command("market", "simulate", market, "--norm", "p70_2025=110", *TARIFFS, "--volumes", volumes)
    assert said.code == 2
    assert f"{volumes}{line}" in said.err
    assert says in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Er is geen wijziging gegeven"),
        (("--norm", "p71_2025=1"), "Bedoelde u 'p70_2025'?"),
        (("--norm", "p70_2025"), "Schrijf NORM=GETAL"),
        (("--drop", "praktijkregistr"), "Bedoelde u 'praktijkregister'?"),
        (("--drop", "vrijgevestigd"), "Kies met --insurer: salland, zorg_en_zekerheid"),
        (("--drop", "te_klein_voor_index"), "een van meer mogelijkheden"),
        (("--require", "A:website", "--insurer", "salland"), "fysiotherapie.A, logopedie.A"),
        (("--norm", "p70_2025=1", "--agreement", "fysiotherapi"), "overeenkomst 'fysiotherapi'"),
        (("--norm", "p70_2025=1", "--insurer", "sallant"), "verzekeraar 'sallant'"),
        (("--norm", "p70_2025=1", "--reading", "x=y"), "lezing 'x'"),
        (("--norm", "p70_2025=1", "--on", "2031-01-01"), "na het einde"),
        (("--norm", "p70_2025=1", "--tariff", "A=1"), "aantallen, op één manier"),
        (("--norm", "p70_2025=1", "--treatments-per-insured", "9"), "geen tarieven"),
        (("--norm", "p70_2025=1", *TARIFFS[:2], "--treatments-per-insured", "9"), "geen tarief voor: B"),
        (("--norm", "p70_2025=1", *TARIFFS, "--tariff", "D=1", "--treatments-per-insured", "9"), "groep 'D'"),
        (("--norm", "p70_2025=1", "--tariff", "A", "--treatments-per-insured", "9"), "'A' is geen tarief"),
        (("--norm", "p70_2025=1", *TARIFFS, "--treatments-per-insured", "veel"), "'veel' is geen aantal"),
        (("--norm", "index_maximum=120", *TARIFFS, "--treatments-per-insured", "9"), "Kies met --agreement"),
        (("--package", "nergens"), "nergens"),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_what_to_do(
    command: Command, market: Path, words: tuple[str, ...], says: str
) -> None:
    said = command("market", "simulate", market, *words)
    assert said.code == 2, said.out
    assert says in said.err
    assert said.out == ""


def test_every_wrong_change_is_told_at_once(command: Command, market: Path) -> None:
    said = command("market", "simulate", market, "--norm", "x=1", "--norm", "p70_2025=2", "--drop", "y")
    assert "'x'" in said.err
    assert "'y'" in said.err


def test_a_change_that_touches_nothing_is_told_as_that(command: Command, market: Path) -> None:
    said = command("market", "simulate", market, "--norm", "index_gesprek=140")
    assert said.code == 0
    assert "er verandert niets" in said.out


def test_no_market_is_told_as_that(command: Command, tmp_path: Path) -> None:
    said = command("market", "simulate", tmp_path, "--norm", "p70_2025=1")
    assert said.code == 2
    assert "markt.json" in said.err


# --- diff -------------------------------------------------------------------------------------------------------


def test_two_packages_are_compared_over_a_market(command: Command, market: Path, edited: Path) -> None:
    said = command("market", "diff", market, "zorg_en_zekerheid-2027", edited, "--agreement", "fysiotherapie")
    assert said.code == 0, said.err
    assert re.search(r"2 +B → geen +omlaag", said.out)
    assert "index_binnen_150 valt anders uit" in said.out


def test_a_policy_beside_itself_moves_nobody(command: Command, market: Path) -> None:
    found = data(command("market", "diff", market, "salland", "salland", "--json"))
    assert found["agreements"] == []
    assert len(found["untouched"]) == 8


def test_two_insurers_are_compared_by_the_agreements_that_both_have(command: Command, market: Path) -> None:
    found = data(command("market", "diff", market, "salland", "zorg_en_zekerheid", "--json"))
    names = {one["agreement"] for one in found["agreements"]}
    assert "fysiotherapie" in names
    assert "handspalken_ergotherapie" in found["only_after"]
    (one,) = (a for a in found["agreements"] if a["agreement"] == "fysiotherapie")
    assert one["groups"] == ["A", "B", "C"]
    assert sum(s["practices"] for s in one["shifts"]) == 5


def test_a_renamed_condition_is_the_same_condition(
    command: Command, market: Path, edited: Path, tmp_path: Path
) -> None:
    other = tmp_path / "andere_naam"
    shutil.copytree(edited, other)
    for file in other.glob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\bindex_binnen_150\b", "index_onder_de_grens", text), "utf-8")
    found = data(command("market", "diff", market, edited, other, "--json"))
    assert found["agreements"] == []


# --- sweep ------------------------------------------------------------------------------------------------------


def test_it_shows_how_many_get_what_for_each_value(command: Command, market: Path) -> None:
    said = command(
        "market", "sweep", market, "--norm", "p70_2025", "--from", "90", "--to", "110", "--step", "5"
    )
    assert said.code == 0, said.err
    assert "de grens is nu 100" in said.out
    assert re.search(r"\n +90 +0 \(\+ 1\) +3 \(\+ 1\)", said.out)
    assert re.search(r"\n +105 +3 \(\+ 1\) +0 \(\+ 1\)", said.out)
    assert re.search(r"105 +2 praktijken, van de 2 met deze waarde", said.out)


def test_a_sweep_as_data_and_as_a_file(command: Command, market: Path, tmp_path: Path) -> None:
    out = tmp_path / "curve.csv"
    asked = ("--norm", "p70_2025", "--from", "104,9", "--to", "105", "--step", "0.1")
    found = data(command("market", "sweep", market, *asked, "--json", "--csv", out))
    (one,) = found["agreements"]
    assert one["now"] == 100
    assert [(p["value"], p["outcomes"]["A"]) for p in one["points"]] == [
        (104.9, {"sure": 1, "possible": 1}),
        (105.0, {"sure": 3, "possible": 1}),
    ]
    assert one["jumps"] == [{"value": 105.0, "practices": 2, "moved": 2}]
    curve = rows(out)
    assert tuple(curve[0]) == CURVE_COLUMNS
    assert [(r["waarde"], r["zeker"]) for r in curve if r["uitkomst"] == "A"] == [
        ("104.9", "1"),
        ("105.0", "3"),
    ]


def test_a_share_of_a_condition_can_be_swept_too(command: Command, market: Path) -> None:
    asked = ("--threshold", "helft_verbijzonderd", "--from", "40%", "--to", "60%", "--step", "10%")
    said = command("market", "sweep", market, *asked, "--agreement", "fysiotherapie")
    assert said.code == 0, said.err
    assert "de grens is nu 50%" in said.out
    assert re.search(r"\n +60% ", said.out)


def test_a_sweep_of_many_values_shows_a_part(command: Command, market: Path) -> None:
    said = command(
        "market", "sweep", market, "--norm", "p70_2025", "--from", "0", "--to", "200", "--step", "1"
    )
    assert "Eén op de 4 waarden is getoond" in said.out


def test_a_norm_on_which_nothing_rests_is_told_as_that(command: Command, market: Path) -> None:
    said = command("market", "sweep", market, "--norm", "index_gesprek", "--from", "1", "--to", "2")
    assert said.code == 0
    assert "Geen enkele overeenkomst rust op deze grens" in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--from", "1", "--to", "2"), "Kies één grens"),
        (("--norm", "p70_2025", "--threshold", "website", "--from", "1", "--to", "2"), "Kies één grens"),
        (("--norm", "p70_2025", "--from", "1"), "van waar tot waar"),
        (("--norm", "p70_2025", "--from", "2", "--to", "1"), "deze waarden"),
        (("--norm", "p70_2025", "--from", "1", "--to", "2", "--step", "0"), "deze waarden"),
        (("--norm", "p70_2025", "--from", "1", "--to", "2", "--step", "0.0001"), "deze waarden"),
        (("--norm", "p70_2025", "--from", "a", "--to", "2"), "'a' is geen getal"),
        (("--norm", "p70_2025", "--from", "1%", "--to", "2"), "door elkaar"),
        (("--norm", "p71_2025", "--from", "1", "--to", "2"), "Bedoelde u 'p70_2025'?"),
        (("--threshold", "website", "--from", "1", "--to", "2"), "geen aantal of deel"),
        (
            ("--threshold", "drie_verbijzonderingen", "--from", "1", "--to", "20", "--step", "1"),
            "van 1 tot en met 10",
        ),
        (
            ("--threshold", "drie_verbijzonderingen", "--from", "1", "--to", "2", "--step", "0.001"),
            "deze waarden",
        ),
    ],
)
def test_what_cannot_be_swept_is_refused_with_what_to_do(
    command: Command, market: Path, words: tuple[str, ...], says: str
) -> None:
    said = command("market", "sweep", market, *words)
    assert said.code == 2, said.out
    assert says in said.err


# --- the page ---------------------------------------------------------------------------------------------------


def test_the_examples_of_the_page_are_what_the_commands_answer(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    assert len(EXAMPLE.findall(page)) == 4
    assert answered(page, tmp_path) == page, "run `python -m tests.cli.what_if_page`"


def test_an_example_that_answers_something_else_is_caught(tmp_path: Path) -> None:
    made = "inkoopwijzer market make klein --practices 20 --seed 1 --region demo\n"
    example = "```console\n$ inkoopwijzer market sweep klein --norm p70_2025 --from 100 --to 101\n```\n"
    found = answered(made + example, tmp_path / "een")
    assert found != made + example
    assert answered(found, tmp_path / "twee") == found
