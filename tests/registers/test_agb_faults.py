"""Answers of the AGB register that are wrong: all faults at once, with file, line and field, and nothing taken over."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inkoopwijzer.registers import agb_fields
from inkoopwijzer.registers.agb_read import read_agb
from inkoopwijzer.values.fault import Fault, Faults
from tests.registers import agb_files as agb


def faults(folder: Path, files: agb.Files) -> list[Fault]:
    with pytest.raises(Faults) as told:
        agb.read(folder, files)
    return list(told.value.faults)


def one_fault(folder: Path, files: agb.Files) -> Fault:
    (fault,) = faults(folder, files)
    return fault


# --- what the service does differently from its own description ---------------------------------------------


def test_an_empty_description_and_a_long_name_are_accepted(tmp_path: Path) -> None:
    files = agb.changed(agb.example(), agb.ENTERPRISE, Handelsnaam="L" * 255)
    files[agb.ENTERPRISE]["BeheerderVerlenerAGBCode"]["Omschrijving"] = ""
    files[agb.ENTERPRISE]["Zorgsoort"]["Omschrijving"] = None
    found = agb.read(tmp_path, files)
    assert found.tables["praktijken"][0]["naam"] == "L" * 255
    fault = one_fault(tmp_path, agb.changed(files, agb.ENTERPRISE, Handelsnaam="L" * 256))
    assert (fault.code, fault.path) == ("agb.too_long", "Handelsnaam")


def test_fields_that_are_not_known_are_accepted_and_counted(tmp_path: Path) -> None:
    files = agb.changed(agb.example(), agb.OWNER, NieuwVeld=[1, 2])
    for entry in files[agb.OWNER]["Kwalificaties"]:
        entry["Bron"] = {"Diep": "x"}
    found = agb.read(tmp_path, files)
    assert found.extra == {"NieuwVeld": 1, "Kwalificaties[].Bron": 3}
    assert found.tables == agb.read(tmp_path, agb.example()).tables


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-06-30", "2027-06-30"),
        ("2027-06-30T00:00:00", "2027-06-30"),
        ("2027-06-30T23:59:59.9999999", "2027-06-30"),
        ("2027-06-30T00:00:00+02:00", "2027-06-30"),
        ("2027-06-29T22:00:00Z", "2027-06-30"),
        ("2027-01-30T22:59:59Z", "2027-01-30"),
        ("9999-12-31T00:00:00", None),
    ],
)
def test_a_moment_becomes_the_day_it_is_in_the_netherlands(
    tmp_path: Path, moment: str, day: str | None
) -> None:
    files = agb.example()
    files[agb.FIRST_RELATIONS]["Relaties"][1]["Einde"] = moment
    rows = agb.read(tmp_path, files).tables["werkrelaties"]
    assert [r["tot_en_met"] for r in rows if r["therapeut"] == "04990014"] == [day]


# --- faults -------------------------------------------------------------------------------------------------


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    files = agb.example()
    files[agb.OWNER]["AGBCode"] = 4990013
    files[agb.OWNER]["Kwalificaties"][1]["Code"] = "404"
    files[agb.EMPLOYEE]["Erkenningen"][0]["Einde"] = "2017-01-01T00:00:00"
    del files[agb.FIRST]["Naam"]
    files[agb.STRUCTURE]["Vestigingen"][1]["AanvangRelatie"] = "2022-02-30T00:00:00"
    told = {(Path(f.file).name, f.path, f.code, f.line is not None) for f in faults(tmp_path, files)}
    assert told == {
        (agb.OWNER, "AGBCode", "agb.shape", True),
        (agb.OWNER, "Kwalificaties[1].Code", "agb.code", True),
        (agb.EMPLOYEE, "Erkenningen[0].Einde", "agb.period", True),
        (agb.FIRST, "Naam", "agb.missing", True),
        (agb.STRUCTURE, "Vestigingen[1].AanvangRelatie", "agb.date", True),
    }


def test_a_name_in_another_spelling_is_missing_and_the_hint_names_it(tmp_path: Path) -> None:
    files = agb.changed(agb.example(), agb.OWNER, AGBCode=None, agbCode="04990013")
    fault = one_fault(tmp_path, files)
    assert fault.path == "AGBCode"
    assert fault.hint is not None
    assert "agbCode" in fault.hint.nl


@pytest.mark.parametrize("code", ["4990013", "049900131", "0499001A", "٠٤٩٩٠٠١٣", ""])
def test_an_agb_code_is_eight_digits(tmp_path: Path, code: str) -> None:
    files = agb.changed(agb.example(), agb.OWNER, AGBCode=code)
    assert one_fault(tmp_path, files).path == "AGBCode"


@pytest.mark.parametrize(
    "moment",
    ["01-01-2020", "2020-1-1", "2020-01-01T24:00:00", "2020-01-01 00:00", "0001-01-01T00:00:00", 20200101],
)
def test_what_is_no_date_is_told(tmp_path: Path, moment: str | int) -> None:
    fault = one_fault(tmp_path, agb.changed(agb.example(), agb.OWNER, Aanvang=moment))
    assert fault.path == "Aanvang"


def test_two_answers_about_one_party_must_say_the_same(tmp_path: Path) -> None:
    files = agb.example()
    twin = deepcopy(files[agb.OWNER])
    assert agb.read(tmp_path, {**files, "nogmaals.json": twin}).files == 8
    twin["Achternaam"] = "Anders"
    assert one_fault(tmp_path, {**files, "nogmaals.json": twin}).code == "agb.twice"


def test_both_sides_of_a_relation_must_say_the_same(tmp_path: Path) -> None:
    files = agb.example()
    relation = deepcopy(files[agb.FIRST_RELATIONS]["Relaties"][1])
    relation |= {"AGBCode": "71990011", "Naam": "De Linde", "ZorgpartijType": agb.coded("Vestiging")}
    person = {"AGBCode": "04990014", "Naam": "C. Verzonnen", "ZorgpartijType": agb.coded("Zorgverlener")}
    same = {**files, "relaties.json": {**person, "Relaties": [relation]}}
    assert agb.read(tmp_path, same).tables == agb.read(tmp_path, files).tables
    relation["Einde"] = "2027-07-31T00:00:00"
    assert one_fault(tmp_path, {**files, "relaties.json": {**person, "Relaties": [relation]}}).code == (
        "agb.relation_differs"
    )


def test_a_list_of_parties_must_be_whole_and_have_succeeded(tmp_path: Path) -> None:
    party = [agb.listed("04990013", "Zorgverlener")]
    files = agb.example()
    assert one_fault(tmp_path, {**files, "l.json": agb.page(1, party, pages=2)}).code == "agb.pages"
    assert one_fault(tmp_path, {**files, "l.json": agb.page(1, party, records=2)}).code == "agb.pages"
    failed = {**agb.page(1, party), "Succeeded": False}
    assert one_fault(tmp_path, {**files, "l.json": failed}).path == "Succeeded"
    other = [agb.listed("04990014", "Zorgverlener")]
    two = {"l.json": agb.page(1, party), "m.json": agb.page(1, other)}
    assert {f.code for f in faults(tmp_path, {**files, **two})} == {"agb.page"}


def test_a_list_of_mutations_is_refused_with_what_to_do(tmp_path: Path) -> None:
    fault = one_fault(tmp_path, {**agb.example(), "m.json": {"Zorgpartijen": []}})
    assert fault.code == "agb.mutations"
    assert one_fault(tmp_path, {"m.json": {"Iets": "anders"}}).code == "agb.kind"
    assert one_fault(tmp_path, {"m.json": "{}"}).code == "agb.kind"
    assert one_fault(tmp_path, {"m.json": "[1]"}).code == "agb.shape"


def test_a_meaning_must_be_a_fact_that_this_register_can_show(tmp_path: Path) -> None:
    told = {"AGB029": {"012345": ["registratie.irf"], "012346": "verbijzondering_in_vektis.manuel"}}
    found = faults(tmp_path, {**agb.example(), "betekenissen.json": told})
    assert {f.path for f in found} == {"AGB029.012345", "AGB029.012346"}
    assert found[1].hint is not None
    assert "verbijzondering_in_vektis.manueel" in found[1].hint.nl


# --- attacks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '{"AGBCode": "04990013", "AGBCode": "04990014"}',
        '{"AGBCode": "04990013"',
        '{"Relaties": ' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"Naam": "' + "x" * 1_100_000 + '"}',
        '{"AGBCode": "0499\\u202e0013"}',
        '{"Aanvang": NaN}',
        "",
        "PK\x03\x04",
    ],
)
def test_broken_or_hostile_json_is_a_fault_and_not_a_crash(tmp_path: Path, text: str) -> None:
    found = faults(tmp_path, {**agb.example(), "slecht.json": text})
    assert {Path(f.file).name for f in found} == {"slecht.json"}


def test_an_empty_folder_and_an_absent_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="no JSON files"):
        read_agb([tmp_path], agb.SEEN)
    with pytest.raises(Faults, match="cannot be read"):
        read_agb([tmp_path / "weg.json"], agb.SEEN)


STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", 0, -1, 10**30, True, [], {}, [[]], {"Code": 1}, "2020-13-01", "é" * 300]
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(inner for key, item in items for inner in places(item, (*at, key)))]


def unnoticed(folder: Path, files: agb.Files, name: str, path: tuple[Any, ...], value: Any) -> Any:
    """What is read after one value anywhere in the answers was replaced; None when it was refused."""
    made = deepcopy(files)
    target = made[name]
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    try:
        return agb.read(folder, made)
    except Faults as told:
        if not told.faults or not all(f.file.endswith(".json") for f in told.faults):
            raise
        return None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_value_replaced_is_read_or_refused_and_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    files = agb.example()
    name = data.draw(st.sampled_from(sorted(files)))
    path = data.draw(st.sampled_from(places(files[name])[1:]))
    unnoticed(tmp_path, files, name, path, data.draw(STRANGE))


def test_every_code_and_date_is_checked(tmp_path: Path) -> None:
    assert loose(tmp_path) == []


def loose(folder: Path) -> list[str]:
    """The codes and dates of the example that may be replaced by nonsense without a fault."""
    files, found = agb.example(), []
    for name, answer in files.items():
        for path in places(answer):
            if path and path[-1] in CHECKED and path[0] not in UNREAD:
                found += [f"{name} {path}"] if unnoticed(folder, files, name, path, "onzin!") else []
    return found


CHECKED = ("AGBCode", "Aanvang", "Einde", "AanvangRelatie", "AanvangAGBCode")
UNREAD = ("Communicatiegegevens", "Geslacht", "GeboorteDatum")


def test_a_reader_that_checks_no_dates_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agb_fields.Fields, "_day", lambda self, name, required: self._asked.add(name))
    assert loose(tmp_path)


def test_the_example_is_plain_json(tmp_path: Path) -> None:
    for path in agb.EXAMPLES.glob("*.json"):
        assert json.loads(path.read_text("utf-8"))
