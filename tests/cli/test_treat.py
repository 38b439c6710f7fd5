"""The command that says who may deliver which treatment."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from inkoopwijzer.documents.treatments_json import treatments_schema
from tests.cli.conftest import Command


def words(text: str) -> str:
    """The text on one line, as a reader sees it."""
    return " ".join(text.split())


def row(text: str, label: str) -> str:
    return next(line for line in text.splitlines() if label in line)


def test_the_matrix_has_a_row_for_each_treatment_and_a_column_for_each_therapist(
    command: Command, brug: Path
) -> None:
    said = command("treat", brug)
    assert (said.code, said.err) == (0, "")
    heading = row(said.out, "Behandeling")
    assert "Anna" in heading
    assert "Bob" in heading
    assert row(said.out, "Zorg bij COPD").count("✗ mag niet") == 2
    assert "✓ mag" in row(said.out, "Gewone zorg ")


def test_each_refusal_has_its_reason_and_place(command: Command, brug: Path) -> None:
    said = words(command("treat", brug, "--insurer", "zorg_en_zekerheid").out)
    assert "ParkinsonNet, te zien aan de erkenning in het Vektis AGB-register: niet voldaan" in said
    assert "[5.5 Ziekte van Parkinson, regel 220]" in said
    assert "behalve voor wie al onder behandeling is bij de praktijk:" in said


def test_insurers_restrict_other_treatments(command: Command, brug: Path) -> None:
    salland = command("treat", brug, "--insurer", "salland").out
    assert "Gesuperviseerde looptraining" in salland
    ordinary = words(salland).partition("(gewone zorg): ")[2].partition(".")[0]
    assert ordinary.startswith("zorg bij claudicatio intermittens; zorg bij COPD")
    assert "Salland koopt de valrisicobeoordeling bij niemand" in words(salland)
    other = words(command("treat", brug, "--insurer", "zorg_en_zekerheid").out)
    assert "Zorg bij claudicatio intermittens" in other


def test_an_agreement_that_is_not_sure_is_told(command: Command, brug: Path, tmp_path: Path) -> None:
    open_ = tmp_path / "d.yaml"
    open_.write_text(brug.read_text().replace("  eigen_website: ja\n", ""))
    said = words(command("treat", open_).out)
    assert "? Overeenkomst Fysiotherapie: nog niet zeker:" in said
    none = tmp_path / "n.yaml"
    none.write_text(brug.read_text().replace("eigen_website: ja", "eigen_website: nee"))
    assert "✗ Overeenkomst Fysiotherapie: is met deze feiten niet mogelijk" in words(
        command("treat", none).out
    )


def test_english_is_spoken_when_asked(command: Command, brug: Path) -> None:
    said = words(command("treat", brug, "--lang", "en").out)
    assert "✗ may not" in said
    assert "No conditions of its own (ordinary care):" in said
    assert "mag niet" not in said


@pytest.mark.parametrize("columns", [40, 60, 79, 100, 140])
def test_nothing_is_wider_than_the_terminal(
    command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in command("treat", brug).out.splitlines():
        assert len(line) <= columns, line


def many(brug: Path, count: int) -> str:
    head, _, tail = brug.read_text().partition("  - naam: Bob\n")
    one, _, rest = tail.partition("samenwerkingsverbanden:")
    more = "".join(f"  - naam: Therapeut {n:02}\n{one}" for n in range(count))
    return f"{head}{more}samenwerkingsverbanden:{rest}"


def test_many_therapists_stand_in_a_list(command: Command, brug: Path, tmp_path: Path) -> None:
    large = tmp_path / "groot.yaml"
    large.write_text(many(brug, 60))
    said = command("treat", large, "--insurer", "salland").out
    assert max(map(len, said.splitlines())) <= 100
    assert "Behandeling" not in said
    assert "✗ mag niet: Anna, Therapeut 00," in words(said)
    assert "(alle therapeuten)" in words(said)


def test_one_answer_is_explained_in_full(command: Command, brug: Path) -> None:
    asked = ("--treatment", "parkinson", "--therapist", "Anna", "--insurer", "zorg_en_zekerheid")
    said = words(command("treat", brug, *asked).out)
    assert "zorg bij de ziekte van Parkinson, Anna: ✗ mag niet" in said
    assert "beh_parkinsonnet (Anna): niet voldaan" in said
    assert "? Overeenkomst Fysiotherapie: nog niet zeker: A, B, C of geen overeenkomst" in said
    assert "Overeenkomst Paramedische zorg in instellingen: is niet voor deze praktijk." in said
    assert "Uitzondering:" in said
    assert "Bob" not in said


def test_an_explanation_says_that_a_treatment_is_ordinary_care(command: Command, brug: Path) -> None:
    asked = ("--treatment", "copd", "--therapist", "Bob", "--insurer", "salland")
    assert "Geen eigen eisen in dit document" in words(command("treat", brug, *asked).out)


def test_the_passage_is_shown_when_the_document_is_given(
    command: Command, brug: Path, documents: Path
) -> None:
    paper = next(documents.glob("salland*.txt"))
    asked = ("--treatment", "claudicatio_looptraining", "--therapist", "Anna", "--document", paper)
    assert "  │ " in command("treat", brug, *asked, "--insurer", "salland").out


def test_readings_that_matter_are_told(command: Command, brug: Path, tmp_path: Path) -> None:
    member = tmp_path / "d.yaml"
    member.write_text(
        brug.read_text().replace("- naam: Bob\n", "- naam: Bob\n    aangesloten_bij: [parkinsonnet]\n")
    )
    said = words(command("treat", member, "--insurer", "zorg_en_zekerheid").out)
    assert "Lezing: Telt een aansluiting" in said
    chosen = ("--reading", "beh_zichtbaar_in_vektis=aansluiting_beslist")
    found = json.loads(command("treat", member, "--json", "--treatment", "parkinson", *chosen).out)
    (treatment,) = found["results"][1]["treatments"]
    assert {d["therapist"]: d["verdict"] for d in treatment["deliveries"]}["Bob"] == "unknown"


def test_another_day_can_be_asked(command: Command, brug: Path) -> None:
    assert "28 februari 2028" in command("treat", brug, "--on", "2028-02-28").out


def test_the_json_follows_the_published_schema(command: Command, brug: Path) -> None:
    data = json.loads(command("treat", brug, "--json").out)
    jsonschema.validate(data, treatments_schema())
    assert json.loads(command("schema", "treatments").out) == treatments_schema()
    assert [r["insurer"] for r in data["results"]] == ["salland", "zorg_en_zekerheid"]
    (salland, _) = data["results"]
    treatments = {t["id"]: t for t in salland["treatments"]}
    assert not treatments["valrisicobeoordeling"]["bought"]
    assert not treatments["copd"]["named"]
    assert {d["verdict"] for d in treatments["copd"]["deliveries"]} == {"met"}


def test_a_practice_without_therapists_is_told_so(command: Command, tmp_path: Path) -> None:
    empty = tmp_path / "d.yaml"
    empty.write_text('dossier: "1"\npraktijk: {naam: Leeg}\n')
    assert "noemt geen therapeuten" in command("treat", empty).out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--treatment", "parkison"), "De behandeling 'parkison' is niet bekend. Bedoelde u 'parkinson'?"),
        (("--therapist", "Ana"), "De therapeut 'Ana' staat niet in het dossier. Bedoelde u 'Anna'?"),
        (("--insurer", "geen"), "De verzekeraar 'geen' is niet bekend."),
        (("--reading", "x=y"), "De lezing 'x' is niet bekend."),
        (("--on", "1-1-2027"), "Bedoelde u 2027-01-01?"),
        (("--on", "2031-01-01"), "ligt na het einde van elke overeenkomst van salland-2027"),
    ],
)
def test_wrong_input_is_refused(command: Command, brug: Path, options: tuple[str, str], told: str) -> None:
    said = command("treat", brug, *options)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_faulty_dossier_is_refused(command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text('dossier: "1"\npraktijk: {naam: X, eigen_websit: ja}\n')
    said = command("treat", wrong)
    assert said.code == 2
    assert "daarvan is niets overgenomen" in said.err
