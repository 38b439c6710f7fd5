"""`inkoopwijzer index`, as an insurer and a practice use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inkoopwijzer.cli import index, main
from tests.cli.conftest import Command

EXAMPLE = Path(__file__).parents[2] / "examples" / "index"
CLAIMS = EXAMPLE / "declaraties.csv"
PARAMS = EXAMPLE / "methode.yaml"
OFFICIAL = EXAMPLE / "officieel.csv"


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """The group is there, also before it stands in the list of commands."""
    if "index" not in main.COMMANDS:
        monkeypatch.setitem(main.COMMANDS, "index", (index.app, "For an insurer"))
        monkeypatch.setattr(main, "app", main.command_line(main.COMMANDS))


@pytest.fixture
def result(command: Command, tmp_path: Path) -> Path:
    said = command(
        "index",
        "compute",
        CLAIMS,
        "--year",
        2025,
        "--params",
        PARAMS,
        "--official",
        OFFICIAL,
        "--out",
        tmp_path / "uit",
    )
    assert said.code == 0, said.err
    return tmp_path / "uit"


def test_compute_says_what_was_counted_and_that_it_is_an_approximation(
    command: Command, tmp_path: Path
) -> None:
    said = command("index", "compute", CLAIMS, "--year", 2025, "--params", PARAMS, "--out", tmp_path / "uit")
    assert said.code == 0
    assert "niet de landelijke behandelindex" in said.out
    assert "regels gelezen  20" in said.out
    assert "een prestatie die niet meetelt" in said.out
    assert "97,78 tot 102,70" in said.out
    assert "Niet in de bestanden: het geslacht, de sociaaleconomische klasse" in said.out
    assert said.err == ""


def test_compute_gives_data(command: Command, tmp_path: Path) -> None:
    said = command(
        "index", "compute", CLAIMS, "--year", 2025, "--params", PARAMS, "--out", tmp_path / "uit", "--json"
    )
    found = json.loads(said.out)
    assert found["receipt"]["method"]["method"].startswith("benadering")
    assert [p["index"] for p in found["practices"]] == ["97.78", "102.70", "100.00"]


def test_the_official_index_is_set_beside_it(result: Path, command: Command) -> None:
    said = command("index", "explain", result, "04990002")
    assert "Officiële behandelindex: 104,20, 41 verzekerden" in said.out
    assert "Onze benadering: 102,70" in said.out
    only = command("index", "explain", result, "04990004")
    assert "komt deze praktijk niet voor" in only.out


def test_explain_shows_where_it_comes_from_and_how_far_the_bounds_are(result: Path, command: Command) -> None:
    said = command("index", "explain", result, "04990001", "--bound", "96")
    assert "waarschijnlijk tussen 74,82 en 125,56" in said.out
    assert "Naar diagnose" in said.out
    assert "-11,1" in said.out
    assert "P70 (102,70): daaronder of erop; er passen nog 2 behandelingen bij" in said.out
    assert "96,00: daarboven; het is 1 behandeling te veel" in said.out
    assert "van deze praktijk zelf" in said.out


def test_explain_speaks_english_and_gives_data(result: Path, command: Command) -> None:
    assert "never" not in command("index", "explain", result, "04990001", "--lang", "en").out
    assert "Our approximation: 97.78" in command("index", "explain", result, "04990001", "--lang", "en").out
    found = json.loads(command("index", "explain", result, "04990001", "--json").out)
    assert sum(part["points"] for part in found["parts"]["diagnose"]) == pytest.approx(-100 / 45)
    assert [d["bound"] for d in found["distances"]] == ["102.70", "102.70", "150"]


def test_an_unknown_practice_is_refused_with_a_near_one(result: Path, command: Command) -> None:
    said = command("index", "explain", result, "04990011")
    assert said.code == 2
    assert "Bedoelde u '0499000" in said.err


def test_percentiles_never_mix_silently(result: Path, command: Command) -> None:
    refused = command("index", "percentiles", result)
    assert refused.code == 2
    assert "--source" in refused.err
    assert "--mixed" in refused.err
    own = command("index", "percentiles", result, "--source", "benadering", "--at", "50")
    assert own.code == 0
    assert "P50: 100,00" in own.out
    assert "3 praktijken met ten minste 3 verzekerden (3 benadering)" in own.out
    together = command("index", "percentiles", result, "--mixed", "--at", "50", "--least", "1")
    assert "2 officieel, 2 benadering" in together.out


def test_percentiles_name_their_method_and_what_others_give(result: Path, command: Command) -> None:
    said = command(
        "index", "percentiles", result, "--source", "benadering", "--method", "linear", "--at", "70,85"
    )
    assert "zoals spreadsheets" in said.out
    assert "P85: 101,89" in said.out
    assert "102,70" in said.out
    found = json.loads(
        command("index", "percentiles", result, "--source", "benadering", "--method", "hazen", "--json").out
    )
    assert [n["method"] for n in found["norms"]] == ["hazen", "hazen"]
    assert found["practices"] == 3


def test_a_population_without_practices_has_no_percentile(result: Path, command: Command) -> None:
    said = command("index", "percentiles", result, "--source", "benadering", "--least", "1000")
    assert said.code == 1


def test_publish_refuses_what_is_too_small(result: Path, command: Command) -> None:
    said = command("index", "publish", result)
    assert said.code == 1
    assert "kan niets openbaar" in said.out


def test_from_invented_claims_to_what_is_public(command: Command, tmp_path: Path) -> None:
    made = command("index", "claims", tmp_path / "verzonnen", "--rows", "20000", "--seed", "4")
    assert made.code == 0
    assert "verzonnen regels" in made.out
    done = command(
        "index",
        "compute",
        tmp_path / "verzonnen" / "declaraties",
        "--year",
        "2025",
        "--out",
        tmp_path / "uit",
    )
    assert done.code == 0, done.err
    public = command("index", "publish", tmp_path / "uit", "--out", tmp_path / "openbaar")
    assert public.code == 0
    assert "Geen percentielen: te weinig praktijken" in public.out
    assert (tmp_path / "openbaar" / "groepen.csv").is_file()
    assert json.loads(command("index", "publish", tmp_path / "uit", "--json").out)["groups"]
    again = command("index", "claims", tmp_path / "verzonnen")
    assert again.code == 2
    assert "iets anders" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compute", CLAIMS, "--year", "25", "--out", "x"), "25 is geen jaar"),
        (("compute", CLAIMS, "--year", "2024", "--out", "x", "--memory", "veel"), "geheugen"),
        (("compute", CLAIMS, "--year", "2023", "--out", "x"), "Geen enkele regel telt mee"),
        (("compute", "weg.csv", "--year", "2025", "--out", "x"), "Dit bestand is er niet"),
        (("compute", CLAIMS, "--year", "2025", "--out", "x", "--temp", "weg"), "De map 'weg' is er niet"),
        (("compute", CLAIMS, "--year", "2025", "--out", "x", "--params", OFFICIAL), "officieel.csv"),
        (("percentiles", "weg"), "staat geen uitkomst"),
        (("percentiles", "weg", "--at", "0"), "geen percentielen"),
        (("percentiles", "weg", "--at", "zeventig"), "geen getal"),
        (("percentiles", "weg", "--method", "nearest"), "Bedoelde u 'nearest_rank'"),
        (("percentiles", "weg", "--source", "eigen"), "Kies uit: officieel, benadering"),
        (("claims", "x", "--rows", "0"), "boven nul"),
    ],
)
def test_wrong_use_is_told_with_what_to_do(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = command("index", *words)
    assert found.code == 2
    assert said in found.err
    assert list(tmp_path.iterdir()) == []


def test_too_little_memory_says_what_to_give(command: Command, tmp_path: Path) -> None:
    said = command("index", "claims", tmp_path / "x", "--rows", "200000", "--memory", "1MB")
    assert said.code == 2
    assert "--memory" in said.err


def test_there_is_no_bar_where_there_is_no_terminal(command: Command, tmp_path: Path) -> None:
    said = command("index", "compute", CLAIMS, "--year", 2025, "--params", PARAMS, "--out", tmp_path / "uit")
    assert said.err == ""


def test_the_bar_names_every_part_of_the_work() -> None:
    from inkoopwijzer.cli.index_bar import PARTS
    from inkoopwijzer.index.method import Method
    from inkoopwijzer.index.steps import steps, tally
    from inkoopwijzer.index.steps_practices import contributions

    method = Method()
    made = {step.makes for step in (*steps(method, 2025), contributions(), tally(method, 2025))}
    assert made <= set(PARTS)
