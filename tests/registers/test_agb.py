"""Answers of the AGB register become the standard tables, and say honestly what was not seen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.registers import agb_lists, agb_meanings, agb_tables
from inkoopwijzer.registers.agb_fields import Coded, Span
from inkoopwijzer.registers.agb_parties import covers
from inkoopwijzer.registers.agb_read import AgbRead, read_agb
from inkoopwijzer.registers.agb_tables import merged
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.values.fault import Faults
from tests.registers import agb_files as agb

PRACTICE, PERSON, COLLEAGUE = "04990010", "04990013", "04990014"


def cells(found: AgbRead, table: str, therapist: str) -> set[str]:
    return {
        ".".join(filter(None, (row["gegeven"], row["sleutel"])))
        for row in found.tables[table]
        if row["therapeut"] == therapist
    }


def test_the_example_tells_who_works_where_and_what_they_are_listed_for() -> None:
    found = read_agb([agb.EXAMPLES], agb.SEEN)
    assert [(row["praktijk"], row["naam"]) for row in found.tables["praktijken"]] == [
        (PRACTICE, "De Linde Fysiotherapie")
    ]
    assert [(row["agb"], row["postcode"]) for row in found.tables["locaties"]] == [
        ("71990011", "9999ZZ"),
        ("71990012", "9998YY"),
    ]
    work = [(r["therapeut"], r["rol"], r["van"], r["tot_en_met"]) for r in found.tables["werkrelaties"]]
    assert work == [
        (PERSON, "Eigenaar", "2016-09-01", None),
        (COLLEAGUE, "Medewerker", "2019-01-01", "2027-06-30"),
    ]
    assert cells(found, "kwalificaties", PERSON) == {
        "verbijzondering_in_vektis.manueel",
        "kwalificatie_in_vektis.valpreventie",
    }
    assert cells(found, "erkenningen", PERSON) == {
        "erkenning_in_vektis.parkinsonnet",
        "aangesloten_bij.parkinsonnet",
        "kwaliteitsregistratie_in_vektis",
    }
    assert not cells(found, "kwalificaties", COLLEAGUE) | cells(found, "erkenningen", COLLEAGUE)
    assert agb.whole(found) == {PRACTICE: "ja"}
    assert {row["gezien"] for rows in found.tables.values() for row in rows} == {"2026-11-01"}


def test_the_rows_fit_the_standard_tables() -> None:
    tables = read_agb([agb.EXAMPLES], agb.SEEN).tables
    for name, rows in tables.items():
        columns = layouts()[name].columns
        assert rows
        for row in rows:
            assert set(row) <= set(columns)
            assert all(row.get(column.name) for column in columns.values() if column.required)


def test_what_identifies_a_therapist_beside_name_and_code_is_not_taken_over() -> None:
    said = json.dumps(read_agb([agb.EXAMPLES], agb.SEEN).tables)
    person = agb.example()[agb.OWNER]
    assert person["GeboorteDatum"][:10] == "1990-02-03"
    assert "1990-02-03" not in said
    assert "Geslacht" not in said


# --- seen whole ---------------------------------------------------------------------------------------------

NEEDED = (agb.STRUCTURE, agb.FIRST_RELATIONS, agb.SECOND_RELATIONS, agb.OWNER, agb.EMPLOYEE)


def wrongly_whole(folder: Path) -> list[tuple[str, ...]]:
    """Which answers can be left out while the register still counts as seen whole."""
    files = agb.example()
    return [
        gone
        for count in (1, 2)
        for gone in combinations(NEEDED, count)
        if "ja" in agb.whole(agb.read(folder, {n: a for n, a in files.items() if n not in gone})).values()
    ]


def test_a_register_is_seen_whole_only_when_every_answer_about_the_practice_is_there(tmp_path: Path) -> None:
    assert wrongly_whole(tmp_path) == []


def test_a_reader_that_sees_no_gaps_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agb_tables, "find_gaps", lambda *_: ())
    assert wrongly_whole(tmp_path)


@pytest.mark.parametrize("field", ["Kwalificaties", "Erkenningen"])
def test_a_list_that_is_absent_is_not_an_empty_list(tmp_path: Path, field: str) -> None:
    absent = agb.read(tmp_path, agb.changed(agb.example(), agb.EMPLOYEE, **{field: None}))
    assert agb.whole(absent) == {PRACTICE: "nee"}
    assert [gap.party for gap in absent.gaps] == [("zorgverlener", COLLEAGUE)]
    empty = agb.read(tmp_path, agb.changed(agb.example(), agb.EMPLOYEE, **{field: []}))
    assert agb.whole(empty) == {PRACTICE: "ja"}


def test_a_recognition_of_unknown_meaning_keeps_the_register_from_counting_as_whole(tmp_path: Path) -> None:
    files = agb.example()
    entry = {"Aanvang": "2024-01-01T00:00:00", "Code": "012345", "RegistratieNummer": "V-9"}
    files[agb.EMPLOYEE]["Erkenningen"].append({**entry, "Omschrijving": "Verzonnen netwerk"})
    found = agb.read(tmp_path, files)
    assert agb.whole(found) == {PRACTICE: "nee"}
    assert "012345 Verzonnen netwerk" in found.gaps[0].lacks.nl
    told = {"AGB029": {"012345": ["erkenning_in_vektis.chronisch_zorgnet"]}}
    found = agb.read(tmp_path, {**files, "betekenissen.json": told})
    assert agb.whole(found) == {PRACTICE: "ja"}
    assert cells(found, "erkenningen", COLLEAGUE) == {"erkenning_in_vektis.chronisch_zorgnet"}
    found = agb.read(tmp_path, {**files, "betekenissen.json": {"AGB029": {"012345": []}}})
    assert agb.whole(found) == {PRACTICE: "ja"}
    assert cells(found, "erkenningen", COLLEAGUE) == set()


def test_a_relation_of_unknown_type_keeps_the_register_from_counting_as_whole(tmp_path: Path) -> None:
    files = agb.example()
    files[agb.FIRST_RELATIONS]["Relaties"][1]["Type"] = agb.coded("Verzonnen relatie")
    found = agb.read(tmp_path, files)
    assert agb.whole(found) == {PRACTICE: "nee"}
    assert COLLEAGUE not in {row["therapeut"] for row in found.tables["werkrelaties"]}


def test_who_stopped_working_before_the_register_was_seen_need_not_be_asked(tmp_path: Path) -> None:
    files = agb.example()
    files[agb.FIRST_RELATIONS]["Relaties"][1]["Einde"] = "2026-10-31T00:00:00"
    del files[agb.EMPLOYEE]
    assert agb.whole(agb.read(tmp_path, files)) == {PRACTICE: "ja"}
    files[agb.FIRST_RELATIONS]["Relaties"][1]["Einde"] = "2026-11-01T00:00:00"
    assert agb.whole(agb.read(tmp_path, files)) == {PRACTICE: "nee"}


# --- parties, codes, meanings -------------------------------------------------------------------------------


def test_a_person_and_a_location_may_share_a_number(tmp_path: Path) -> None:
    files = agb.example()
    text = json.dumps(files).replace("71990011", PERSON)
    found = agb.read(tmp_path, json.loads(text))
    assert {row["agb"] for row in found.tables["locaties"]} == {PERSON, "71990012"}
    assert {row["therapeut"] for row in found.tables["therapeuten"]} == {PERSON, COLLEAGUE}
    assert agb.whole(found) == {PRACTICE: "ja"}


def test_without_descriptions_a_code_list_tells_what_the_codes_mean(tmp_path: Path) -> None:
    files = agb.example()
    numbered = {"Zorgverlener": "7", "Onderneming": "8", "Vestiging": "9"}
    relations = {"Werkzaam bij vestiging": "41", "Vestiging van onderneming": "42"}
    text = json.dumps(files)
    for label, code in (numbered | relations).items():
        text = text.replace(
            f'"Code": "?", "Omschrijving": "{label}"', f'"Code": "{code}", "Omschrijving": ""'
        )
    bare = json.loads(text)
    with pytest.raises(Faults) as told:
        agb.read(tmp_path, bare)
    assert {f.code for f in told.value.faults} == {"agb.party_type"}
    lists = {
        "AGB001.json": [agb.coded(label, code) for label, code in numbered.items()],
        "AGB020.json": [agb.coded(label, code) for label, code in relations.items()],
    }
    assert agb.read(tmp_path, {**bare, **lists}).tables == agb.read(tmp_path, files).tables


def test_every_fact_that_a_code_shows_is_one_of_the_catalogue() -> None:
    known = set(agb_lists.shown_cells())
    assert set(agb_meanings.QUALIFICATION_CELLS.values()) <= known
    recognised = {
        cell for label in LABELS for cell in agb_meanings.CodeLists().recognised(_entry(label)) or ()
    }
    assert recognised <= known
    assert len(recognised) == 6
    assert {"0483", "0722", "0484", "0723", "0485", "0724"} == {
        code
        for code, cell in agb_meanings.QUALIFICATION_CELLS.items()
        if cell.startswith("kwalificatie_in_vektis")
    }
    assert not set(agb_meanings.QUALIFICATION_CELLS) & agb_meanings.PLAIN_QUALIFICATIONS


LABELS = (
    "ParkinsonNet",
    "chronisch zorgnet",
    "Tijdelijke overbrugging ParkinsonNet",
    "Kwaliteitsregister Paramedici",
    "Keurmerk Fysiotherapie Individueel Register (KFIR)",
    "BIG-registratie",
)


def _entry(label: str) -> Coded:
    return Coded("999999", label)


@pytest.mark.parametrize(
    ("code", "qualifications", "profession"),
    [
        ("04990001", [], "fysiotherapeut"),
        ("90990001", ["9013"], "huidtherapeut"),
        ("90990001", ["9015"], "registerpodoloog"),
        ("90990001", ["9013", "9015"], None),
        ("90990001", [], None),
        ("01990001", [], None),
    ],
)
def test_the_profession_shows_from_the_code_or_from_the_qualification(
    code: str, qualifications: list[str], profession: str | None
) -> None:
    assert agb_meanings.profession(code, qualifications) == profession


def test_who_has_a_profession_outside_the_catalogue_is_left_out_and_told(tmp_path: Path) -> None:
    text = json.dumps(agb.example()).replace(COLLEAGUE, "01990014")
    found = agb.read(tmp_path, json.loads(text))
    assert found.left_out == ("01990014",)
    assert agb.whole(found) == {PRACTICE: "ja"}
    assert {row["therapeut"] for row in found.tables["therapeuten"]} == {PERSON}


def test_parties_on_the_list_without_an_answer_are_told(tmp_path: Path) -> None:
    parties = [agb.listed(PERSON, "Zorgverlener"), agb.listed("04990099", "Zorgverlener")]
    found = agb.read(tmp_path, {**agb.example(), "lijst-1.json": agb.page(1, parties)})
    assert found.unread == (("zorgverlener", "04990099"),)


# --- days ---------------------------------------------------------------------------------------------------


def spans() -> st.SearchStrategy[list[Span]]:
    base = date(2026, 1, 1)
    day = st.integers(0, 60).map(lambda n: base + timedelta(days=n))
    pair = st.tuples(st.none() | day, st.none() | day).filter(lambda p: not (p[0] and p[1] and p[1] < p[0]))
    return st.lists(pair.map(lambda p: Span(*p)), max_size=6)


@given(spans())
def test_spans_brought_together_hold_the_same_days_and_never_touch(given_: list[Span]) -> None:
    found = merged(given_)
    for number in range(-5, 70):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert any(covers(s, day) for s in found) == any(covers(s, day) for s in given_)
    for one, two in pairwise(found):
        assert one.end is not None
        assert two.start is not None
        assert one.end + timedelta(days=1) < two.start


def test_somebody_who_works_at_two_locations_works_at_the_practice_once(tmp_path: Path) -> None:
    files = agb.example()
    first, second = files[agb.FIRST_RELATIONS]["Relaties"][0], files[agb.SECOND_RELATIONS]["Relaties"][0]
    first["Einde"], second["Aanvang"] = "2021-12-31T00:00:00", "2023-01-01T00:00:00"
    found = agb.read(tmp_path, files)
    rows = [r for r in found.tables["werkrelaties"] if r["therapeut"] == PERSON]
    assert [(r["van"], r["tot_en_met"]) for r in rows] == [("2016-09-01", "2021-12-31"), ("2023-01-01", None)]
