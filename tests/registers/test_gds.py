"""Claim messages become rows of claims by the rules of the message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inkoopwijzer.registers import gds_claim
from inkoopwijzer.values.fault import Fault, Faults
from tests.registers import gds_files as gds
from tests.registers.gds_files import Credit, Debit, Message, Person, message

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "claims"


def only(folder: Path, line: Debit, **changes: Any) -> dict[str, Any]:
    """The one row of a message with this line, an empty cell as None."""
    (row,) = gds.taken(folder, message(line, **changes))
    return {name: None if cell == "" else cell for name, cell in row.items()}


def faults(folder: Path, *messages: Message | str, **how: Any) -> list[Fault]:
    with pytest.raises(Faults) as told:
        gds.read(folder, messages, **how)
    assert not list((folder / "uit").iterdir())
    return list(told.value.faults)


def codes(folder: Path, *messages: Message | str, **how: Any) -> set[tuple[str, str]]:
    return {(f.code, f.path.rpartition("/")[2]) for f in faults(folder, *messages, **how)}


def test_the_example_gives_what_was_approved_and_paid(tmp_path: Path) -> None:
    claim = (EXAMPLES / "gds801-declaratie.xml").read_text("utf-8")
    back = (EXAMPLES / "gds802-retour.xml").read_text("utf-8")
    made = gds.read(tmp_path, [claim], [back])
    assert made.manifest.lines_read == 6
    assert made.manifest.left_out == {"specificatie": 1, "afgewezen": 1}
    assert [(r["prestatie"], r["bedrag"], r["leeftijd"]) for r in gds.rows(made)] == [
        ("1000", Decimal("36.00"), 64),
        ("1100", Decimal("48.50"), 10),
        ("1864", Decimal("50.00"), 77),
        ("1000", Decimal("36.00"), 65),
    ]


def test_every_column_of_the_layout_is_filled_from_its_element(tmp_path: Path) -> None:
    line = Debit("R-1", diagnoses=[("000", "9374")], count="2", amount="73.25")
    (row,) = gds.rows(gds.read(tmp_path, [message(line)]))
    pseudonyms = {row.pop("regel"), row.pop("verzekerde")}
    assert {len(each) for each in pseudonyms} == {32}
    assert row == {
        "praktijk": gds.PRACTICE,
        "therapeut": gds.THERAPIST,
        "codelijst": "073",
        "prestatie": "1000",
        "kenmerklijst": "004",
        "kenmerk": "001",
        "diagnoselijst": "000",
        "diagnose": "9374",
        "begindatum": date(2025, 10, 20),
        "aantal": 2,
        "bedrag": Decimal("73.25"),
        "leeftijd": 64,
        "geslacht": None,
        "ses": None,
        "uzovi": gds.UZOVI,
    }


@pytest.mark.parametrize(
    ("declarant", "provider", "practice"),
    [
        (("04990010", "2"), None, "04990010"),
        (("04990010", "1"), None, "04990010"),
        (("04990013", "3"), ("04990010", "2"), "04990010"),
        (("04990013", "3"), None, "04990013"),
    ],
)
def test_the_practice_is_the_provider_of_the_message_or_else_who_claims(
    tmp_path: Path, declarant: tuple[str, str], provider: tuple[str, str] | None, practice: str
) -> None:
    assert only(tmp_path, Debit("R-1"), declarant=declarant, provider=provider)["praktijk"] == practice


def test_a_person_cannot_be_the_practice_behind_a_person(tmp_path: Path) -> None:
    made = message(Debit("R-1"), declarant=("04990013", "3"), provider=("04990014", "3"))
    assert codes(tmp_path, made) == {("gds.practice", "ZorgaanbiederSoort")}


@pytest.mark.parametrize(
    ("providers", "therapist"),
    [
        ([("04990013", "3", "01"), ("04990014", "3", "02"), ("04990010", "2", "01")], "04990013"),
        ([("04990013", "3", "1")], "04990013"),
        ([("04990014", "3", "02")], None),
        ([], None),
    ],
)
def test_the_therapist_is_the_person_who_treated(
    tmp_path: Path, providers: list[tuple[str, str, str]], therapist: str | None
) -> None:
    assert only(tmp_path, Debit("R-1", providers=providers))["therapeut"] == therapist


@pytest.mark.parametrize(
    ("list_", "attributes", "taken"),
    [
        ("073", [("002", "7"), ("004", "001")], ("004", "001")),
        ("074", [("004", "9")], ("004", "9")),
        ("075", [("002", "7"), ("004", "1")], ("004", "1")),
        ("075", [("002", "7")], ("002", "7")),
        ("077", [("004", "1"), ("003", "01")], ("003", "01")),
        ("080", [], (None, None)),
        ("081", [("005", "x1")], ("005", "X1")),
    ],
)
def test_the_attribute_taken_over_is_that_of_the_list_of_the_performance(
    tmp_path: Path, list_: str, attributes: list[tuple[str, str]], taken: tuple[str | None, str | None]
) -> None:
    row = only(tmp_path, Debit("R-1", list_=list_, attributes=attributes))
    assert (row["kenmerklijst"], row["kenmerk"]) == taken


@pytest.mark.parametrize(
    ("list_", "diagnoses", "taken"),
    [
        ("073", [("000", "9374"), ("111", "1")], ("000", "9374")),
        ("077", [("000", "1"), ("013", "22")], ("013", "22")),
        ("078", [("012", "A1")], ("012", "A1")),
        ("076", [("099", "3")], ("099", "3")),
        ("073", [], (None, None)),
    ],
)
def test_the_diagnosis_taken_over_is_that_of_the_list_of_the_performance(
    tmp_path: Path, list_: str, diagnoses: list[tuple[str, str]], taken: tuple[str | None, str | None]
) -> None:
    row = only(tmp_path, Debit("R-1", list_=list_, diagnoses=diagnoses, attributes=[]))
    assert (row["diagnoselijst"], row["diagnose"]) == taken


@pytest.mark.parametrize(
    ("born", "years"),
    [("1960-10-20", 65), ("1960-10-21", 64), ("1964-02-29", 61), ("2025-10-20", 0)],
)
def test_the_age_is_that_on_the_day_of_the_treatment(tmp_path: Path, born: str, years: int) -> None:
    (row,) = gds.taken(tmp_path, Message((Person((Debit("R-1"),), born=born),)))
    assert row["leeftijd"] == years


def test_the_element_of_the_performance_code_can_be_named(tmp_path: Path) -> None:
    made = message(Debit("R-1", element="AndereNaam"))
    assert codes(tmp_path, made) == {("gds.missing", "Prestatiecode")}
    (row,) = gds.taken(tmp_path, made, "AndereNaam")
    assert row["prestatie"] == "1000"


def test_lines_without_a_therapist_are_counted(tmp_path: Path) -> None:
    made = gds.read(tmp_path, [message(Debit("R-1"), Debit("R-2", providers=[]))])
    assert made.manifest.gds is not None
    assert made.manifest.gds.counts == {"regels_zonder_therapeut": 1}


def test_lines_that_specify_or_inform_do_not_count_again(tmp_path: Path) -> None:
    lines = [
        Debit("R-1"),
        Debit("R-2", kind="2"),
        Debit("R-3", kind="02"),
        Debit("R-4", kind="3"),
        Debit("R-5", kind="1"),
    ]
    made = gds.read(tmp_path, [message(*lines)])
    assert made.manifest.left_out == {"specificatie": 2, "informatie": 1}
    assert made.manifest.rows == 2


@pytest.mark.parametrize("total", ["180.00", "72.00"])
def test_the_total_may_hold_lines_that_only_specify_or_not(tmp_path: Path, total: str) -> None:
    lines = [Debit("R-1"), Debit("R-2"), Debit("R-3", kind="2", amount="108.00")]
    assert len(gds.taken(tmp_path, message(*lines, total=total))) == 3


def test_a_message_whose_total_does_not_agree_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, message(Debit("R-1"), total="36.01")) == {
        ("gds.total", "TotaalDeclaratiebedragInclBtw")
    }


def test_a_reader_that_checks_no_totals_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gds_claim, "_check_total", lambda *_: None)
    assert gds.taken(tmp_path, message(Debit("R-1"), total="36.01"))


def test_a_credit_lowers_the_total_of_its_own_message(tmp_path: Path) -> None:
    first = message(Debit("R-1"), Debit("R-2", amount="10.00"))
    second = message(Debit("R-3", amount="5.00"), Credit("C-1", "R-1"), invoice="F-2")
    assert second.sum() == "-31.00"
    made = gds.read(tmp_path, [first, second])
    assert made.manifest.left_out == {"gecrediteerd": 1}
    assert made.manifest.amount == Decimal("15.00")


# --- what is refused ----------------------------------------------------------------------------------------


def test_test_messages_are_refused_unless_asked_for(tmp_path: Path) -> None:
    test = message(Debit("R-1"), sort="T")
    assert codes(tmp_path, test) == {("gds.test", "Berichtsoort")}
    made = gds.read(tmp_path, [test], tests=True)
    assert made.manifest.gds is not None
    assert made.manifest.gds.counts["proefberichten"] == 1


def test_version_one_is_for_care_before_2027(tmp_path: Path) -> None:
    before, after = Debit("R-1", day="2026-12-31"), Debit("R-1", day="2027-01-01")
    assert gds.taken(tmp_path, message(before, version="1"))
    assert codes(tmp_path, message(after, version="1")) == {("gds.version", "Begindatum")}
    assert codes(tmp_path, message(after, version="3")) == {("gds.version", "Berichtversie")}


def test_a_return_message_is_no_claim_message(tmp_path: Path) -> None:
    back = message(Debit("R-1")).returned([Person((gds.Back("R-1"),))])
    (fault,) = faults(tmp_path, back)
    assert fault.code == "gds.kind"
    assert fault.hint is not None
    assert "--returns" in fault.hint.nl


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"list_": "73"}, "PrestatieCodelijstCode"),
        ({"code": "10-00"}, "Prestatiecode"),
        ({"count": "0"}, "Aantal"),
        ({"count": "1.5"}, "Aantal"),
        ({"count": "-1"}, "Aantal"),
        ({"day": "20-10-2025"}, "Begindatum"),
        ({"day": "2025-02-30"}, "Begindatum"),
        ({"day": "1950-01-01"}, "Begindatum"),
        ({"amount": "36,00"}, "DeclaratieBedragInclBtw"),
        ({"kind": "4"}, "InformatieCode"),
        ({"providers": [("4990013", "3", "01")]}, "Zorgaanbiedercode"),
        ({"providers": [("04990013", "3", "01"), ("04990014", "3", "01")]}, "Zorgaanbieder"),
        ({"attributes": [("004", "001"), ("004", "002")]}, "AanvullendPrestatieKenmerk"),
        ({"attributes": [("04", "001")]}, "ApkCodelijstCode"),
        ({"more": "<Aantal>1</Aantal>"}, "Aantal"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tmp_path: Path, change: dict[str, Any], path: str) -> None:
    made = message(replace(Debit("R-1"), **change), Debit("R-2"), total="72.00")
    found = [f for f in faults(tmp_path, made) if f.path.endswith(path)]
    assert found
    assert all(f.line == 6 for f in found)


def test_all_faults_of_all_messages_are_told_together(tmp_path: Path) -> None:
    one = message(Debit("R-1", count="0"), Debit("R-2", day="x"), total="72.00")
    two = message(Debit("R-3", code=""), invoice="F-2")
    assert codes(tmp_path, one, two, "<html/>") == {
        ("gds.count", "Aantal"),
        ("gds.day", "Begindatum"),
        ("gds.form", "Prestatiecode"),
        ("gds.kind", ""),
    }


def test_a_message_or_line_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, message(Debit("R-1")), message(Debit("R-2"))) == {("gds.message_twice", "")}
    twice = faults(tmp_path, message(Debit("R-1"), Debit("R-2"), Debit("R-1")))
    assert [(f.code, f.path, f.line) for f in twice] == [("claims.repeated", "regel", 8)]
    other = message(Debit("R-1"), invoice="F-2")
    assert codes(tmp_path, message(Debit("R-1")), other) == {("claims.repeated", "regel")}


def test_the_same_reference_of_two_claimants_is_two_lines(tmp_path: Path) -> None:
    other = message(Debit("R-1"), declarant=(gds.OTHER_PRACTICE, "2"))
    assert gds.read(tmp_path, [message(Debit("R-1")), other]).manifest.rows == 2


def test_a_part_on_the_wrong_place_or_missing_is_told(tmp_path: Path) -> None:
    whole = message(Debit("R-1")).xml()
    context = whole[whole.index("<DeclaratieContext>") : whole.index("</DeclaratieContext>") + 20]
    late = whole.replace(context, "").replace("<Overzicht>", f"{context}<Overzicht>")
    assert ("gds.order", "Verzekerde") in codes(tmp_path, late)
    assert ("gds.missing", "DeclaratieContext") in codes(tmp_path, whole.replace(context, ""))
    assert ("gds.twice", "Header") in codes(tmp_path, message(Debit("R-1"), more="<Header/>"))


def test_unknown_elements_are_accepted_and_counted(tmp_path: Path) -> None:
    line = Debit("R-1", more="<Nieuw><Diep>x</Diep></Nieuw><x:Ander xmlns:x='urn:x'>y</x:Ander>")
    made = gds.read(tmp_path, [message(line, header="<Kenmerk>z</Kenmerk>")])
    assert made.manifest.gds is not None
    assert made.manifest.gds.unknown == {
        "Header/Kenmerk": 1,
        "Verzekerde/Prestatie/DebetPrestatie/Ander": 1,
        "Verzekerde/Prestatie/DebetPrestatie/Nieuw": 1,
    }
