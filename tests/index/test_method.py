"""The parameters: all of them in the output, all of them from a file, and nothing in it taken for something else."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from inkoopwijzer.index.method import METHOD, VERSION, Method
from inkoopwijzer.index.method_reading import FIELDS, read_groups, read_method
from inkoopwijzer.values.fault import Fault, Faults

FULL = """
codelijst: "074"
prestaties: [2000, 2001]
zonder_prestaties: []
leeftijdsgrenzen: [12, 70]
kenmerken: [diagnose, ses]
diagnosegroepen: groepen.csv
hoogstens_per_traject: 60
minste_trajecten_per_cel: 25
betrouwbaarheid: 0,9
steun_verzekerden: 20
minste_verzekerden: 31
"""


def written(folder: Path, text: str) -> Path:
    (folder / "groepen.csv").write_text("diagnose;groep\n2131;knie\n0131;hand\n", "utf-8")
    (folder / "methode.yaml").write_text(text, "utf-8")
    return folder / "methode.yaml"


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        read_method(path)
    return caught.value.faults


def test_every_parameter_can_be_given(tmp_path: Path) -> None:
    assert set(FIELDS.values()) == {f.name for f in fields(Method)}
    assert read_method(written(tmp_path, FULL)) == Method(
        code_list="074",
        performances=("2000", "2001"),
        except_performances=(),
        age_bounds=(12, 70),
        traits=("diagnose", "ses"),
        diagnosis_groups={"2131": "knie", "0131": "hand"},
        most_treatments=60,
        least_trajectories=25,
        confidence=0.9,
        support=20,
        least_persons=31,
    )


def test_what_is_not_given_is_as_by_default(tmp_path: Path) -> None:
    assert read_method(written(tmp_path, "minste_verzekerden: 31\n")) == Method(least_persons=31)


def test_the_output_says_every_parameter_and_gives_the_method_back(tmp_path: Path) -> None:
    method = read_method(written(tmp_path, FULL))
    said = method.plain()
    assert (said["method"], said["version"]) == (METHOD, VERSION)
    assert {f.name for f in fields(Method)} <= set(said)
    assert Method.of_plain(said) == method
    assert Method.of_plain(Method().plain()) == Method()


def test_figures_of_another_version_are_not_taken_for_these() -> None:
    with pytest.raises(ValueError, match="0"):
        Method.of_plain({**Method().plain(), "version": "0"})


def test_it_is_never_called_the_official_index() -> None:
    assert METHOD.startswith("benadering")


@pytest.mark.parametrize(
    "wrong",
    [
        "codelijst: [073]",
        "codelijst: '07 3'",
        "prestaties: [1000, 'x;y']",
        "leeftijdsgrenzen: [65, 18]",
        "leeftijdsgrenzen: [200]",
        "leeftijdsgrenzen: [acht]",
        "kenmerken: [ses, diagnose]",
        "kenmerken: []",
        "kenmerken: [gewicht]",
        "betrouwbaarheid: 95",
        "betrouwbaarheid: 0.4",
        "steun_verzekerden: 0",
        "minste_verzekerden: -1",
        "minste_verzekerden: 1.5",
        "hoogstens_per_traject: geen",
        "diagnosegroepen: weg.csv",
        "onzin: 1",
        "- 1",
    ],
)
def test_a_value_that_cannot_be_is_told(tmp_path: Path, wrong: str) -> None:
    assert faults(written(tmp_path, f"{wrong}\n"))


def test_everything_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "codelijst: '07 3'\nminste_verzekerdn: 3\nsteun_verzekerden: nul\n"))
    assert [(f.line, f.path) for f in found] == [
        (1, "codelijst"),
        (2, "minste_verzekerdn"),
        (3, "steun_verzekerden"),
    ]
    assert "minste_verzekerden" in found[1].show("nl")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path / "weg.yaml")] == ["method.unreadable"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code;groep\n2131;knie\n", 1),
        ("diagnose;groep\n2131;\n", 2),
        ("diagnose;groep\n2131;knie\n2131;rug\n", 3),
        ("diagnose;groep\n21 31;knie\n", 2),
    ],
)
def test_a_table_of_groups_that_is_wrong_is_told(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "g.csv").write_text(text, "utf-8")
    with pytest.raises(Faults) as caught:
        read_groups(tmp_path / "g.csv")
    assert [f.line for f in caught.value.faults] == [line]


def test_age_bands_have_the_names_that_people_use() -> None:
    method = replace(Method(), age_bounds=(18, 65))
    assert [method.band_name(n) for n in (-1, 0, 1, 2)] == ["onbekend", "0-17", "18-64", "65+"]


def test_the_deviate_is_that_of_the_level() -> None:
    assert Method().deviate == pytest.approx(1.959964)
    assert Method(confidence=0.9).deviate == pytest.approx(1.644854)
