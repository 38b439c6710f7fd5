"""The command `expectations`: a questionnaire, and a block to paste in a dossier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.package import shipped_policies
from tests.cli.conftest import Command


def words(text: str) -> str:
    """The text on one line, as a reader sees it."""
    return " ".join(text.split())


@pytest.fixture
def explained(brug: Path, tmp_path: Path) -> Path:
    """A dossier that answers two subjects and leaves a third explicitly open."""
    answers = "duurzaamheid: 'Wij rijden elektrisch.', mantelzorg_balans: 'Wij plannen samen.', ai: onbekend"
    said = f"  toelichting: {{{answers}}}\n"
    path = tmp_path / "uitgelegd.yaml"
    path.write_text(under_practice(brug, said), "utf-8")
    return path


def under_practice(dossier: Path, block: str) -> str:
    return dossier.read_text("utf-8").replace("praktijk:\n", "praktijk:\n" + block, 1)


def test_it_says_first_that_nothing_is_a_condition(command: Command, brug: Path) -> None:
    for said in (
        command("expectations"),
        command("expectations", brug),
        command("expectations", "--template"),
    ):
        assert said.code == 0
        assert said.err == ""
        assert "Niets hiervan is een voorwaarde" in words("\n".join(said.out.splitlines()[:2]))
    assert "Nothing here is a condition" in command("expectations", "--lang", "en").out


def test_every_question_of_every_insurer_is_asked_with_its_passage(command: Command) -> None:
    said = words(command("expectations").out)
    for policy in shipped_policies():
        assert policy.insurer_name in said
        for expectation in policy.expectations.values():
            assert words(expectation.ask.nl) in said
            assert words(expectation.says.nl) in said
            assert (
                f"regel {expectation.cites[0].first}" in said
                or f"regels {expectation.cites[0].first}" in said
            )


def test_without_a_dossier_nobody_is_told_that_answers_are_missing(command: Command, brug: Path) -> None:
    assert "nog geen antwoord" not in command("expectations").out
    assert "nog geen antwoord" in command("expectations", brug).out


def test_answers_are_shown_and_counted(command: Command, explained: Path) -> None:
    said = words(command("expectations", explained, "--insurer", "salland").out)
    assert "34 verwachtingen, 4 tellen mee, 2 beantwoord" in said
    assert "Uw antwoord: Wij rijden elektrisch." in said


def test_what_the_insurer_weighs_is_told_apart_from_what_only_informs(command: Command) -> None:
    said = command("expectations", "--insurer", "salland").out
    assert said.count("telt mee: de verzekeraar weegt uw antwoord zelf") == 4
    assert "telt mee: de" not in command("expectations", "--insurer", "zorg_en_zekerheid").out


def test_json_gives_the_same_as_data(command: Command, explained: Path) -> None:
    data = json.loads(command("expectations", explained, "--json").out)
    assert data["name"] == "Fysio De Brug"
    (salland, _) = data["insurers"]
    answers = {e["key"]: e["answer"] for t in salland["themes"] for e in t["expectations"]}
    assert answers["duurzaamheid"] == "Wij rijden elektrisch."
    assert answers["ai"] is None


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_template_can_be_pasted_in_a_dossier(
    command: Command, brug: Path, tmp_path: Path, lang: str
) -> None:
    said = command("expectations", brug, "--template", "--lang", lang).out
    path = tmp_path / "geplakt.yaml"
    path.write_text(under_practice(brug, said), "utf-8")
    stated = {cell[1] for cell in read_dossier(path).practice.cells if cell[0] == "toelichting"}
    assert stated == {e.answer for p in shipped_policies() for e in p.expectations.values()}
    assert "# " in command("expectations", path, "--template").out


def test_the_template_leaves_out_what_the_dossier_says_already(command: Command, explained: Path) -> None:
    said = command("expectations", explained, "--template").out
    for key in ("duurzaamheid:", "mantelzorg_balans:", " ai:"):
        assert key not in said
    assert "mantelzorg_informeren: onbekend" in said


def test_a_subject_that_two_insurers_ask_about_stands_in_the_template_once(command: Command) -> None:
    lines = command("expectations", "--template").out.splitlines()
    at = lines.index("    regionale_samenwerking: onbekend")
    assert lines[at - 1].startswith("    # Zorg en Zekerheid")
    assert lines[at - 2].startswith("    # Salland")
    assert len({line for line in lines if line.endswith(": onbekend")}) == sum(
        line.endswith(": onbekend") for line in lines
    )


def test_when_all_is_answered_the_template_says_so(command: Command, brug: Path, tmp_path: Path) -> None:
    path = tmp_path / "alles.yaml"
    path.write_text(under_practice(brug, command("expectations", "--template").out), "utf-8")
    said = command("expectations", path, "--template")
    assert (said.code, said.out) == (0, "# Op elke vraag staat al iets in het dossier.\n")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_nothing_is_wider_than_the_terminal(
    command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in command("expectations", brug).out.splitlines():
        assert len(line) <= columns, line


def test_an_answer_cannot_steer_the_terminal(command: Command, brug: Path, tmp_path: Path) -> None:
    path = tmp_path / "stuur.yaml"
    path.write_text(under_practice(brug, '  toelichting: {duurzaamheid: "\\e[31mrood"}\n'), "utf-8")
    assert "\x1b" not in command("expectations", path).out


def test_wrong_use_is_told(command: Command, tmp_path: Path) -> None:
    unknown = command("expectations", "--insurer", "saland")
    assert (unknown.code, unknown.out) == (2, "")
    assert "salland" in unknown.err
    both = command("expectations", "--template", "--json")
    assert (both.code, both.out) == (2, "")
    assert "niet samen" in both.err
    gone = command("expectations", tmp_path / "weg.yaml")
    assert gone.code == 2
    wrong_day = command("expectations", "--on", "31-12-2026")
    assert wrong_day.code == 2
    assert "Traceback" not in unknown.err + both.err + gone.err + wrong_day.err
