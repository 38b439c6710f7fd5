"""CSV as people have it: what is read, and what is refused with file, line and column."""

from __future__ import annotations

import pytest

from inkoopwijzer.registers import opened
from inkoopwijzer.registers.bring_in import Wanted, bring_in
from inkoopwijzer.values.fault import Faults
from tests.registers.register_files import BASIS, PEOPLE, PRACTICES, START, Desk


def names(desk: Desk) -> list[str]:
    return [name for (name,) in desk.table("praktijken", "naam")]


@pytest.mark.parametrize(
    "text",
    [
        PRACTICES,
        PRACTICES.replace(";", ","),
        PRACTICES.replace("\n", "\r\n"),
        "\ufeff" + PRACTICES,
        "sep=;\r\n" + PRACTICES,
        PRACTICES + "\n\n;;\n",
        PRACTICES.replace("De Linde", '"De Linde"'),
        PRACTICES.replace(";De Linde;", ";  De Linde ;"),
        PRACTICES.replace("naam", "Naam").replace("praktijk;", "PRAKTIJK;"),
    ],
)
def test_every_way_in_which_programs_write_a_table_reads_the_same(desk: Desk, text: str) -> None:
    desk.bring({"praktijken.csv": text})
    assert names(desk) == ["De Linde", "De Vaart"]


def test_a_name_may_hold_the_separator_a_quote_and_signs_of_every_kind(desk: Desk) -> None:
    desk.bring({"praktijken.csv": 'praktijk;naam\n04990011;"Zorg; ""De Ëik"", ’s-Graveland"\n'})
    assert names(desk) == ['Zorg; "De Ëik", ’s-Graveland']


def test_a_cell_over_two_lines_does_not_shift_the_lines_of_faults(desk: Desk) -> None:
    text = (
        'soort;praktijk;gegeven;waarde\npraktijk;04990011;toelichting.duurzaamheid;"een\ntwee"\n'
        "praktijk;04990011;eigen_website;misschien\n"
    )
    assert desk.codes({"opgaven.csv": text}) == [("yes_no", 4, "waarde")]


def test_leading_zeros_stay(desk: Desk) -> None:
    desk.bring({"praktijken.csv": PRACTICES})
    assert desk.table("praktijken", "praktijk") == [("04990011",), ("04990021",)]


def test_windows_1252_is_read_only_when_it_is_named(desk: Desk) -> None:
    data = "praktijk;naam\n04990011;Café Zorg\n".encode("cp1252")
    (fault,) = desk.refused({"praktijken.csv": data})
    assert (fault.code, fault.line) == ("register.encoding", 2)
    assert "Caf" in fault.message.nl
    assert fault.hint is not None
    assert "codering: cp1252" in fault.hint.nl
    mapping = 'afbeelding: "1"\ntabellen: {praktijken: {codering: cp1252}}\n'
    desk.bring({"praktijken.csv": data}, mapping=mapping)
    assert names(desk) == ["Café Zorg"]


@pytest.mark.parametrize("data", [b"\xff\xfep\0", "praktijk;naam\n".encode("utf-16-le")])
def test_utf_16_is_named_as_such(desk: Desk, data: bytes) -> None:
    assert desk.codes({"praktijken.csv": data}) == [("encoding", None, "")]


def test_a_file_without_known_columns_is_refused_and_tabs_are_named(desk: Desk) -> None:
    (fault,) = desk.refused({"praktijken.csv": "code\tnaamtje\n1\tx\n"})
    assert fault.code == "register.header"
    assert fault.hint is not None
    assert "tabs" in fault.hint.nl


def test_columns_that_are_unknown_missing_or_double_are_all_told(desk: Desk) -> None:
    found = desk.codes({"therapeuten.csv": "therapeut;naam;naam;geboren\n"})
    assert found == [("duplicate_column", 1, "naam")]
    found = desk.codes({"therapeuten.csv": "therapeut;naam;geboren\n4990012;x;y\n"})
    assert found == [
        ("missing_column", 1, "beroep"),
        ("unknown_column", 1, "geboren"),
        ("agb", 2, "therapeut"),
    ]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\u00a0", "\u200b", "\u202e"])
def test_a_sign_that_nobody_sees_is_refused_wherever_it_stands(desk: Desk, sign: str) -> None:
    for cell in (sign, f"De Lin{sign}de"):
        text = f"praktijk;naam;soort_praktijk\n04990011;{cell};vrijgevestigd\n"
        assert desk.codes({"praktijken.csv": text}) == [("invisible", 2, "naam")]


def test_a_column_without_a_name_may_only_be_empty(desk: Desk) -> None:
    desk.bring({"praktijken.csv": "praktijk;naam;\n04990011;A;\n"})
    assert desk.codes({"praktijken.csv": "praktijk;naam;\n04990011;A;iets\n"}) == [("unnamed", 2, "")]


def test_a_line_of_another_width_is_refused(desk: Desk) -> None:
    text = "praktijk;naam\n04990011;A;B\n04990021\n"
    assert desk.codes({"praktijken.csv": text}) == [("width", 2, ""), ("width", 3, "")]


@pytest.mark.parametrize("row", ['04990011;"A\n', '04990011;"A"B\n', '04990011;"A" \n'])
def test_quotes_that_do_not_fit_are_refused(desk: Desk, row: str) -> None:
    assert desk.codes({"praktijken.csv": "praktijk;naam\n04990021;B\n" + row}) == [("quotes", 3, "")]


def test_an_empty_file_and_one_without_rows_are_refused(desk: Desk) -> None:
    assert desk.codes({"praktijken.csv": ""}) == [("empty", None, "")]
    assert desk.codes({"praktijken.csv": "praktijk;naam\n"}) == [("empty", None, "")]


@pytest.mark.parametrize(
    ("name", "code"),
    [("map.csv", "unreadable"), ("nergens.csv", "unreadable"), ("praktijken.doc", "kind_of_file")],
)
def test_what_is_no_file_of_a_known_kind_is_refused(desk: Desk, name: str, code: str) -> None:
    (desk.folder / "map.csv").mkdir()
    desk.write("praktijken.doc", "x")
    with pytest.raises(Faults) as refused:
        bring_in(desk.store, [desk.folder / name], Wanted(table="praktijken"), START)
    assert [fault.code for fault in refused.value.faults] == [f"register.{code}"]


def test_a_file_whose_name_tells_no_table_is_refused_and_so_is_a_table_that_does_not_exist(
    desk: Desk,
) -> None:
    assert desk.codes({"export.csv": PRACTICES}) == [("table", None, "")]
    (fault,) = desk.refused({"export.csv": PRACTICES}, table="praktijk")
    assert fault.hint is not None
    assert "praktijken" in fault.hint.nl
    desk.bring({"export.csv": PRACTICES}, table="praktijken")
    desk.bring({"Praktijken-2027 (1).csv": PRACTICES})


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("MOST_BYTES", 10, "too_large"),
        ("MOST_ROWS", 1, "too_many_rows"),
        ("MOST_COLUMNS", 2, "too_many_columns"),
    ],
)
def test_a_file_over_a_limit_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str
) -> None:
    monkeypatch.setattr(opened, limit, value)
    monkeypatch.setattr("inkoopwijzer.registers.read_csv.ROWS_AT_ONCE", 2)
    assert [kind for kind, _, _ in desk.codes({"therapeuten.csv": PEOPLE})] == [code]


def test_of_many_faults_of_a_kind_twenty_are_told_and_the_rest_is_counted(desk: Desk) -> None:
    rows = "".join(f"499{at:04d};x;fysiotherapeut\n" for at in range(500))
    faults = desk.refused({"therapeuten.csv": "therapeut;naam;beroep\n" + rows})
    assert len(faults) == 21
    assert faults[-1].code == "register.more"
    assert "nog 480 fouten" in faults[-1].message.nl


def test_the_same_wrong_word_is_told_once_with_how_often_it_stands(desk: Desk) -> None:
    rows = "".join(f"0499{at:04d};x;fysio\n" for at in range(300))
    (fault,) = desk.refused({"therapeuten.csv": "therapeut;naam;beroep\n" + rows})
    assert "ook op 299 andere regels" in fault.message.nl
    assert fault.hint is not None
    assert "fysiotherapeut" in fault.hint.nl


def test_of_several_files_all_faults_are_told_and_nothing_is_kept(desk: Desk) -> None:
    wrong = {**BASIS, "werkrelaties.csv": "praktijk;therapeut\n1;2\n", "volledigheid.csv": "x\n"}
    assert {fault.file.rpartition("/")[2] for fault in desk.refused(wrong)} == {
        "werkrelaties.csv",
        "volledigheid.csv",
    }
    assert not desk.store.exists()
