"""What must hold between the cells of a row and between rows: periods, whose fact it is, nothing said twice."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.registers.check_columns import Checked
from inkoopwijzer.registers.check_rows import check_rows
from inkoopwijzer.registers.coded import coded
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layouts import layouts
from tests.registers.register_files import BASIS, Desk

HEAD = "therapeut;register;van;tot_en_met;waarde\n"
STATED = "soort;praktijk;onderwerp;gegeven;waarde;van;tot_en_met\n"


def registrations(*rows: str) -> dict[str, str | bytes]:
    return {"registraties.csv": HEAD + "".join(f"{row}\n" for row in rows)}


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    assert desk.codes(registrations("04990012;kp;2027-01-01;2026-12-31;ja")) == [("period", 2, "tot_en_met")]


def test_periods_that_follow_each_other_are_a_history(desk: Desk) -> None:
    desk.bring(
        registrations(
            "04990012;kp;;2025-12-31;ja",
            "04990012;kp;2026-01-01;2026-06-30;nee",
            "04990012;kp;2026-07-01;;ja",
        )
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("04990012;kp;;;ja", "04990012;kp;;;nee"), "contradiction"),
        (("04990012;kp;2020-01-01;2027-12-31;ja", "04990012;kp;2025-01-01;2025-01-01;nee"), "contradiction"),
        (("04990012;kp;2025-01-01;;onbekend", "04990012;kp;;2025-01-01;ja"), "contradiction"),
        (("04990012;kp;;;ja", "04990012;kp;;;ja"), "duplicate"),
        (("04990012;kp;2020-01-01;2024-12-31;ja", "04990012;kp;2020-01-01;2026-12-31;ja"), "duplicate"),
    ],
)
def test_two_rows_about_the_same_days_are_refused(desk: Desk, rows: tuple[str, ...], code: str) -> None:
    for order in (rows, rows[::-1]):
        (fault,) = desk.refused(registrations(*order))
        assert (fault.code, fault.line) == (f"register.{code}", 3)
        assert "regel 2" in fault.message.nl


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("04990012;kp;2027-01-01;2026-12-31;ja", "period"),
        ("04990012;kp;;;ja", "duplicate"),
        ("04990012;kp;;;{}", "contradiction"),
    ],
)
def test_of_many_rows_that_are_wrong_in_one_way_twenty_are_told_and_the_rest_is_counted(
    desk: Desk, row: str, code: str
) -> None:
    rows = [row.format(("ja", "nee")[at % 2]) for at in range(60)]
    faults = [
        f for f in desk.refused(registrations(*rows)) if f.code in (f"register.{code}", "register.more")
    ]
    same = [fault for fault in faults if fault.code == f"register.{code}"]
    assert len(same) == 20
    (more,) = (fault for fault in faults if f"({same[0].code})" in fault.message.nl)
    total = {"period": 60, "duplicate": 59, "contradiction": 59}[code]
    assert f"nog {total - 20} fouten" in more.message.nl


def test_what_two_sources_say_differently_is_no_fault_of_a_file(desk: Desk) -> None:
    head = HEAD.strip() + ";bron\n"
    desk.bring({"registraties.csv": head + "04990012;kp;;;ja;kp\n04990012;kp;;;nee;vektis_agb\n"})


def test_a_subject_is_listed_once(desk: Desk) -> None:
    text = "praktijk;naam;eigen_website\n04990011;A;\n04990011;A;ja\n"
    assert desk.codes({"praktijken.csv": text}) == [("duplicate", 3, "praktijk")]


def test_two_files_of_an_import_may_not_say_the_same_thing_twice(desk: Desk) -> None:
    (fault,) = desk.refused(
        {
            "registraties-a.csv": HEAD + "04990012;kp;;;nee\n",
            "registraties-b.csv": "therapeut;register\n04990012;kp\n",
        }
    )
    assert (fault.code, fault.line) == ("register.contradiction", 2)
    assert "registraties-a.csv op regel 2 nee" in fault.message.nl
    assert not desk.store.exists()
    desk.bring(
        {"registraties-a.csv": HEAD + "04990012;kp;;;ja\n", "registraties-b.csv": HEAD + "04990013;kp;;;ja\n"}
    )


DAYS = st.integers(0, 30)
SPANS = st.tuples(
    st.sampled_from(["a", "b"]),
    st.none() | DAYS,
    st.none() | st.integers(0, 12),
    st.sampled_from(["ja", "nee"]),
)


def day(number: int) -> str:
    return (date(2026, 1, 1) + timedelta(days=number)).isoformat()


@given(st.lists(SPANS, max_size=8))
def test_two_rows_overlap_with_another_value_exactly_when_a_contradiction_is_found(
    spans: list[tuple[str, int | None, int | None, str]],
) -> None:
    rows = [
        (
            who,
            "" if start is None else day(start),
            "" if length is None else day((start or 0) + length),
            value,
        )
        for who, start, length, value in spans
    ]
    cells = {
        name: coded(row[at] for row in rows)
        for at, name in enumerate(("therapeut", "van", "tot_en_met", "waarde"))
    }
    cells["register"] = coded("kp" for _ in rows)
    lines = np.arange(2, len(rows) + 2, dtype=np.int32)
    made = Checked(layouts()["registraties"], "f.csv", lines, cells, {}, np.zeros(len(rows), dtype=np.bool_))
    faults = FaultList("f.csv")
    check_rows(made, faults)
    clash = any(
        a[0] == b[0] and a[3] != b[3] and (a[1] or "0") <= (b[2] or "9") and (b[1] or "0") <= (a[2] or "9")
        for at, a in enumerate(rows)
        for b in rows[at + 1 :]
    )
    assert bool(faults.counts["register.contradiction"]) == clash


def test_the_property_notices_when_only_neighbours_are_compared(
    monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    rows = (
        "04990012;kp;2020-01-01;;ja",
        "04990012;kp;2021-01-01;2021-12-31;ja",
        "04990012;kp;2023-01-01;;nee",
    )
    assert [code for code, _, _ in desk.codes(registrations(*rows))] == ["contradiction"]
    monkeypatch.setattr(np, "maximum", type("Blind", (), {"accumulate": staticmethod(lambda given: given)}))
    desk.bring(registrations(*rows))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("praktijk;;;eigen_website;ja;;", ("subject", "praktijk")),
        ("praktijk;04990011;04990012;eigen_website;ja;;", ("subject", "onderwerp")),
        ("therapeut;04990011;;werkzaam_bij;ja;;", ("subject", "onderwerp")),
        ("locatie;;Centrum;gemeente;Leiden;;", ("subject", "praktijk")),
        ("markt;04990011;;behandelindex_percentiel.2025.70;104;;", ("subject", "praktijk")),
        ("markt;;X;behandelindex_percentiel.2025.70;104;;", ("subject", "onderwerp")),
        ("praktijk;04990011;;registratie.kp;ja;;", ("wrong_subject", "gegeven")),
        ("therapeut;;04990012;registratie;ja;;", ("key", "gegeven")),
        ("therapeut;;04990012;registratie.kp.kp;ja;;", ("key", "gegeven")),
        ("therapeut;;04990012;registratie.krf;ja;;", ("key", "gegeven")),
        ("therapeut;;04990012;registraties;ja;;", ("fact", "gegeven")),
        ("therapeut;;04990012;registratie.kp;;;", ("missing_value", "waarde")),
        ("praktijk;04990011;;behandelindex.2025;101,4;2026-01-01;", ("period_of_year", "van")),
        ("praktijken;04990011;;eigen_website;ja;;", ("kind", "soort")),
    ],
)
def test_a_statement_names_its_subject_a_fact_of_it_and_a_value(
    filled: Desk, row: str, found: tuple[str, str]
) -> None:
    code, column = found
    assert filled.codes({"opgaven.csv": f"{STATED}{row}\n"}) == [(code, 2, column)]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("04990012;cht_nl;;ja", None),
        ("04990012;aangesloten_bij;parkinsonnet;ja", None),
        ("04990012;aangesloten_bij;;ja", ("key", "sleutel")),
        ("04990012;cht_nl;parkinsonnet;ja", ("key", "sleutel")),
        ("04990012;aangesloten_bij;parkinson;ja", ("key", "sleutel")),
        ("04990012;registratie;kp;ja", ("fact", "gegeven")),
        ("04990012;cht_nl;;misschien", ("yes_no", "waarde")),
    ],
)
def test_a_recognition_names_one_of_its_facts_with_its_key(
    filled: Desk, row: str, found: tuple[str, str] | None
) -> None:
    files = {"erkenningen.csv": f"therapeut;gegeven;sleutel;waarde\n{row}\n"}
    if found is None:
        filled.bring(files)
    else:
        assert filled.codes(files) == [(found[0], 2, found[1])]


def test_a_qualification_with_two_keys_has_a_point_between_them(filled: Desk) -> None:
    filled.bring({"kwalificaties.csv": "therapeut;gegeven;sleutel\n04990012;deelregister;kfir.manueel\n"})
    assert ("therapeut", ("deelregister", "kfir", "manueel")) in filled.made().records.cells


def test_a_year_is_a_year(filled: Desk) -> None:
    text = "praktijk;jaar;behandelindex\n04990011;25;101,4\n"
    assert filled.codes({"behandelindex.csv": text}) == [("key", 2, "jaar")]


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [
        ("werkrelaties.csv", "praktijk;therapeut\n04990099;04990012\n", "praktijk"),
        ("werkrelaties.csv", "praktijk;therapeut\n04990011;04990099\n", "therapeut"),
        ("locaties.csv", "praktijk;locatie\n04990099;Centrum\n", "praktijk"),
        (
            "therapeuten.csv",
            "therapeut;naam;beroep;praktijk\n04990014;D;fysiotherapeut;04990099\n",
            "praktijk",
        ),
        ("volledigheid.csv", "register;volledig;praktijk\nkp;ja;04990099\n", "praktijk"),
        ("opgaven.csv", f"{STATED}praktijk;04990099;;eigen_website;ja;;\n", "praktijk"),
        ("opgaven.csv", f"{STATED}therapeut;;04990099;registratie.kp;ja;;\n", "onderwerp"),
        (
            "opgaven.csv",
            f"{STATED}therapeut;04990021;04990012;biedt_verbijzondering.sport;ja;;\n",
            "onderwerp",
        ),
        ("opgaven.csv", f"{STATED}locatie;04990011;Centrum;gemeente;Leiden;;\n", "onderwerp"),
    ],
)
def test_what_a_row_refers_to_must_be_known(filled: Desk, name: str, text: str, column: str) -> None:
    assert filled.codes({name: text}) == [("reference", 2, column)]


def test_it_is_known_from_this_import_or_from_one_before(filled: Desk) -> None:
    locations = "praktijk;locatie\n04990011;Centrum\n"
    stated = f"{STATED}locatie;04990011;Centrum;gemeente;Leiden;;\n"
    filled.bring({"locaties.csv": locations, "opgaven.csv": stated})
    filled.bring({"opgaven.csv": stated.replace("Leiden", "Zwolle")})


def test_what_a_complete_delivery_replaces_is_not_known_any_more(filled: Desk) -> None:
    smaller = BASIS["praktijken.csv"].replace("04990021;De Vaart;2312 ZZ\n", "")
    relations = "praktijk;therapeut\n04990021;04990012\n"
    files = {"praktijken.csv": smaller, "werkrelaties.csv": relations}
    assert filled.codes(files, source="vektis_agb", full=True) == [("reference", 2, "praktijk")]


def test_a_register_of_more_people_is_taken_and_those_unknown_are_counted(filled: Desk) -> None:
    found = filled.bring(registrations("04990012;kp;;;ja", "04990098;kp;;;ja", "04990099;kp;;;ja"))
    assert found.loose == (2,)
