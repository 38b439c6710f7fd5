"""The commands for a practice: assess, explain, questions, route, facts."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from inkoopwijzer.documents.assessment_json import assessment_schema
from tests.cli.conftest import Command


def words(text: str) -> str:
    """The text on one line, as a reader sees it."""
    return " ".join(text.split())


def test_assess_shows_every_insurer_side_by_side(command: Command, brug: Path) -> None:
    said = command("assess", brug)
    assert said.code == 0
    assert said.err == ""
    row = next(line for line in said.out.splitlines() if "Salland Zorgverzekeraar" in line)
    assert "Zorg en Zekerheid" in row
    for told in ("Overeenkomst B", "Tariefgroep A, B of C", "passende zorg", "behandelindex over 2025?"):
        assert told in words(said.out)


def test_assess_says_that_it_promises_nothing(command: Command, brug: Path) -> None:
    assert "Geen toezegging: Salland Zorgverzekeraar 4 voorbehouden" in words(command("assess", brug).out)
    assert "No promise:" in command("assess", brug, "--lang", "en").out


def test_assess_speaks_english_when_asked(command: Command, brug: Path) -> None:
    said = command("assess", brug, "--lang", "en").out
    assert "Agreement B" in said
    assert "Overeenkomst" not in said


def test_the_language_can_be_a_setting(command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKOOPWIJZER_LANG", "en")
    assert "No promise" in command("assess", brug).out
    assert "There is no command 'asses'" in command("asses").err


@pytest.mark.parametrize("columns", [40, 60, 79, 80, 100, 120, 200])
def test_nothing_is_wider_than_the_terminal(
    command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in ("assess", "questions", "route"):
        for line in command(name, brug).out.splitlines():
            assert len(line) <= columns, line


@pytest.mark.parametrize(("columns", "beside"), [(60, False), (79, False), (80, True), (120, True)])
def test_insurers_stand_side_by_side_from_eighty_columns(
    command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch, columns: int, beside: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = command("assess", brug).out.splitlines()
    assert (
        any("Salland" in row and "Zorg en Zekerheid" in row and "Geen" not in row for row in rows) is beside
    )


def test_a_pipe_gets_clean_text(command: Command, brug: Path) -> None:
    for name in ("assess", "explain", "questions", "route"):
        said = command(name, brug).out
        assert "\x1b" not in said
        assert not [line for line in said.split("\n") if line != line.rstrip()]


def test_one_insurer_can_be_asked(command: Command, brug: Path) -> None:
    said = command("assess", brug, "--insurer", "salland").out
    assert "Zorg en Zekerheid" not in said


def test_another_reading_and_day_can_be_asked(command: Command, brug: Path) -> None:
    said = command("assess", brug, "--reading", "precies_dertig=wel_index", "--on", "2028-01-01")
    assert said.code == 0
    assert "1 januari 2028" in said.out


def test_the_json_follows_the_published_schema(command: Command, brug: Path) -> None:
    data = json.loads(command("assess", brug, "--json").out)
    jsonschema.validate(data, assessment_schema())
    shown = [r["insurer"] for r in data["results"] if r["agreement"] == "fysiotherapie"]
    assert shown == ["salland", "zorg_en_zekerheid"]


def test_a_wrong_dossier_does_not_stop_the_others(command: Command, brug: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("dossier: 1\npraktijk: {naam: X, eigen_websit: ja}\n")
    said = command("assess", wrong, brug)
    assert said.code == 2
    assert "Fysio De Brug" in said.out
    assert f"{wrong}:2: praktijk.eigen_websit:" in said.err
    assert "daarvan is niets overgenomen" in said.err


def test_reports_and_receipts_are_written(command: Command, brug: Path, tmp_path: Path) -> None:
    said = command("assess", brug, "--html", tmp_path / "r.html", "--receipt", tmp_path / "r.json")
    assert said.code == 0
    assert (tmp_path / "r.html").read_text().lower().startswith("<!doctype html")
    assert "Rapport:" in said.err
    assert command("replay", tmp_path / "r.json").code == 0


def test_several_reports_go_to_a_directory(command: Command, brug: Path, tmp_path: Path) -> None:
    other = tmp_path / "b" / "brug.yaml"
    other.parent.mkdir()
    other.write_bytes(brug.read_bytes())
    assert command("assess", brug, other, "--html", tmp_path / "out").code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["brug-2.html", "brug.html"]


def test_explain_shows_the_tree_with_sources_and_lines(command: Command, brug: Path) -> None:
    said = words(command("explain", brug, "--insurer", "salland").out)
    assert "✗ passende_zorg: niet voldaan" in said
    assert "eigen opgave van de praktijk, gezien 5 oktober 2026, regel" in said
    assert "Bron: Passende zorg, regel 434" in said


def test_explain_shows_one_condition_with_all_of_its_facts(command: Command, brug: Path) -> None:
    said = command("explain", brug, "index_tot_p70", "--lang", "en").out
    assert "? index_tot_p70: unknown" in said
    assert "passende_zorg" not in said
    assert json.loads(command("explain", brug, "index_tot_p70", "--json").out)[1]["conditions"]


def test_explain_shows_the_passage_when_it_has_the_document(
    command: Command, brug: Path, documents: Path
) -> None:
    paper = next(documents.glob("salland*.txt"))
    row = paper.read_text("utf-8").split("\n")[433]
    said = command("explain", brug, "passende_zorg", "--document", paper).out
    assert "  │ " in said
    assert row[:40] in words(said)


def test_questions_are_asked_once_with_who_can_answer(command: Command, brug: Path) -> None:
    said = words(command("questions", brug).out)
    assert "1. Wat is uw landelijke behandelindex over 2025?" in said
    assert "Van: spiegelinformatie behandelindex (Vektis)" in said
    rows = json.loads(command("questions", brug, "--json").out)
    asked = [(r["subject"], r["fact"], *r["key"]) for r in rows]
    assert len(asked) == len(set(asked)) >= 1


def test_a_question_that_two_insurers_have_names_both(command: Command, tmp_path: Path, brug: Path) -> None:
    without = tmp_path / "d.yaml"
    without.write_text(brug.read_text().replace("  elektronisch_patientendossier: ja\n", ""))
    rows = json.loads(command("questions", without, "--json").out)
    shared = [r for r in rows if r["fact"] == "elektronisch_patientendossier"]
    assert [len(r["agreements"]) for r in shared] == [2]


def test_routes_name_steps_and_dates(command: Command, brug: Path) -> None:
    said = words(command("route", brug, "--to", "A").out)
    assert "Naar Overeenkomst A → samenwerkingsafspraak erbij" in said
    assert "Uiterlijk 31 augustus 2027, telt vanaf 1 januari 2028." in said
    assert "Tariefgroep B" not in said.replace("nu Tariefgroep A, B", "")


def test_the_catalogue_says_who_supplies_a_fact_and_which_rules_use_it(command: Command) -> None:
    assert "praktijk" in command("facts").out
    said = words(command("facts", "behandelindex").out)
    assert "spiegelinformatie" in said
    assert "zorg_en_zekerheid-2027: index" in said
    assert json.loads(command("facts", "behandelindex", "--json").out)["used_by"]


@pytest.mark.parametrize("kind", ["dossier", "policy", "assessment"])
def test_every_schema_is_a_schema(command: Command, kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(command("schema", kind).out))


# --- a dossier that lists nobody -----------------------------------------------------------------------------


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "leeg.yaml"
    path.write_text('dossier: "1"\npraktijk: {naam: Leeg}\n')
    return path


@pytest.mark.parametrize("asked", ["assess", "questions", "route", "explain"])
def test_an_empty_dossier_is_told_to_list_its_therapists_first(
    command: Command, empty: Path, asked: str
) -> None:
    said = command(asked, empty)
    assert said.code == 0
    told = " ".join(said.out.split())
    assert "zet die dan onder 'therapeuten'" in told
    assert "Geen vragen" not in told


def test_agreements_for_others_are_only_named(command: Command, brug: Path) -> None:
    said = command("assess", brug)
    told = " ".join(said.out.split())
    assert "Niet voor deze praktijk: Salland Zorgverzekeraar diëtetiek" in told
    assert "Huidtherapie, 2027" not in told


def test_an_agreement_that_is_over_is_named_as_ended(command: Command) -> None:
    kade = Path(__file__).parents[2] / "examples" / "9-dietisten-aan-de-kade.yaml"
    told = " ".join(command("assess", kade, "--on", "2028-03-01").out.split())
    assert "Op deze dag al afgelopen: Zorg en Zekerheid diëtetiek." in told


def test_a_day_after_every_term_is_refused(command: Command, brug: Path) -> None:
    said = command("assess", brug, "--on", "2030-01-01")
    assert said.code == 2
    assert "2028-12-31" in said.err
