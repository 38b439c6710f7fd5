"""`inkoopwijzer calendar` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def offered(brug: Path, tmp_path: Path) -> Path:
    """The practice after it received both proposals."""
    days = "{salland: {fysiotherapie: 2026-09-24}, zorg_en_zekerheid: {fysiotherapie: 2026-10-05}}"
    path = tmp_path / "brug.yaml"
    text = brug.read_text("utf-8").replace(
        "  naam: Fysio De Brug\n", f"  naam: Fysio De Brug\n  voorstel_ontvangen: {days}\n"
    )
    path.write_text(text, "utf-8")
    return path


def part(text: str, title: str, until: str) -> str:
    return text.partition(title)[2].partition(until)[0]


def test_the_general_calendar_shows_what_passed_what_comes_and_what_waits(command: Command) -> None:
    said = command("calendar", "--on", "2026-10-20", "--insurer", "salland")
    assert (said.code, said.err) == (0, "")
    assert "gezien op 20 oktober 2026" in said.out
    assert "31 augustus 2026 · voorbij · aan u" in part(said.out, "Voorbij", "Nu en straks")
    coming = part(said.out, "Nu en straks", "Wacht op iets")
    assert "uiterlijk 12 november 2026 · nog 23 dagen · aan u" in coming
    assert "Op welke dag ontving u het contractvoorstel voor ‹beroep›" in " ".join(coming.split())
    assert "offerte" in said.out.partition("Wacht op iets")[2]


def test_every_milestone_says_where_the_document_says_it(command: Command) -> None:
    said = command("calendar", "--on", "2026-10-20")
    states = ("· voorbij ·", "· nog ", "· loopt ", "· begint ", "· wacht ·", "· vandaag ·")
    heads = sum(any(state in line for state in states) for line in said.out.splitlines())
    assert heads > 30
    assert said.out.count("§ ") == heads


def test_with_a_dossier_both_days_that_collide_are_shown_and_which_counts(
    command: Command, offered: Path
) -> None:
    said = command("calendar", offered, "--on", "2026-10-20", "--insurer", "salland")
    told = " ".join(said.out.split())
    assert "→ 24 september 2026 tot en met 5 november 2026 · loopt nog 16 dagen · aan u" in told
    assert "tot en met 5 november 2026, en dat telt" in told
    assert "in VECOZO: tot en met 12 november 2026" in told
    assert "--reading zes_weken_of_12_november=twaalf_november" in told


def test_another_reading_decides_otherwise(command: Command, offered: Path) -> None:
    chosen = "zes_weken_of_12_november=twaalf_november"
    said = command("calendar", offered, "--on", "2026-11-06", "--insurer", "salland", "--reading", chosen)
    told = " ".join(said.out.split())
    assert "→ tot en met 11 november 2026" in told
    assert "tot en met 12 november 2026 · nog 6 dagen · aan u" in told


def test_the_day_after_the_last_one_it_has_passed(command: Command, offered: Path) -> None:
    for day, title in (("2026-11-05", "Nu en straks"), ("2026-11-06", "Voorbij")):
        said = command("calendar", offered, "--on", day, "--insurer", "salland")
        rest = said.out.partition(title)[2]
        passage = rest if title == "Nu en straks" else rest.partition("Nu en straks")[0]
        assert "24 september 2026 tot en met 5 november 2026" in passage


def test_only_the_agreements_of_the_practice_are_shown(command: Command, brug: Path) -> None:
    said = command("calendar", brug, "--on", "2026-10-20")
    assert "Fysiotherapie" in said.out
    assert "Logopedie" not in said.out


def test_an_institution_gets_no_calendar_of_practices(command: Command, brug: Path, tmp_path: Path) -> None:
    path = tmp_path / "instelling.yaml"
    text = brug.read_text("utf-8").replace("soort_praktijk: vrijgevestigd", "soort_praktijk: ziekenhuis")
    path.write_text(text.partition("therapeuten:")[0] + "therapeuten: []\n", "utf-8")
    said = command("calendar", path, "--on", "2026-10-20")
    assert said.code == 0
    assert "Fysiotherapie" not in said.out


def test_data_for_programs(command: Command, offered: Path) -> None:
    said = command("calendar", offered, "--on", "2026-10-20", "--json")
    data = json.loads(said.out)
    assert (data["on"], [i["insurer"] for i in data["insurers"]]) == (
        "2026-10-20",
        ["salland", "zorg_en_zekerheid"],
    )
    rows = {row["milestone"]["id"]: row for row in data["insurers"][0]["milestones"]}
    sign = rows["ondertekenen"]
    assert sign["milestone"]["last"] == "2026-11-05"
    assert sign["milestone"]["until"] == "2026-11-05T23:00:00+00:00"
    assert sign["standing"] == {"state": "running", "days_left": 16}
    assert [c["decides"] for c in sign["milestone"]["compared"]] == [True, False]
    assert rows["voorstel_vervalt"]["milestone"]["part_of"] == ["ondertekenen"]


def test_an_agenda_file_is_written_beside_the_answer(command: Command, offered: Path, tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    said = command("calendar", offered, "--on", "2026-10-20", "--ics", path)
    assert (said.code, said.err) == (0, f"Agenda: {path}\n")
    data = path.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20261105\r\nDTEND;VALUE=DATE:20261106\r\n" in data
    assert b"geen toezegging" in data.replace(b"\r\n ", b"")


def test_english_when_asked(command: Command, offered: Path, tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    said = command("calendar", offered, "--on", "2026-10-20", "--ics", path, "--lang", "en")
    for word in (
        "Calendar, seen on 20 October 2026",
        "Passed",
        "Now and next",
        "your move",
        "and that counts",
    ):
        assert word in said.out
    for word in ("oorbij", "· aan u", "dagen", "Wacht", "regel ", "anders gelezen", "daarna"):
        assert word not in said.out
    assert b"Your move" in path.read_bytes()


WRONG = [
    (["calendar", "nope.yaml"], "niet te lezen"),
    (["calendar", "/"], "niet te lezen"),
    (["calendar", "BRUG", "BRUG"], "te veel"),
    (["calendar", "--on", "12-11-2026"], "Bedoelde u 2026-11-12?"),
    (["calendar", "--on", "2026-02-30"], "bestaat niet"),
    (["calendar", "--on"], "ontbreekt een waarde"),
    (["calendar", "--insurer", "saland"], "Bedoelde u 'salland'?"),
    (["calendar", "--reading", "zes_weken_vanf=ontvangst"], "Bedoelde u 'zes_weken_vanaf'?"),
    (["calendar", "--reading", "zes_weken_vanaf=ontvngst"], "Bedoelde u 'ontvangst'?"),
    (["calendar", "--reading", "zes_weken_vanaf"], "ID=OPTIE"),
    (["calendar", "--ics", "no/such/folder/x.ics"], "niet te schrijven"),
    (["calendar", "--icz", "x"], "Bedoelde u '--ics'?"),
    (["calendar", "--lang", "fr"], "Kies nl of en."),
    (["calender"], "Bedoelde u 'calendar'?"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_wrong_use_gets_what_to_do(command: Command, brug: Path, given: list[str], told: str) -> None:
    said = command(*(str(brug) if word == "BRUG" else word for word in given))
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_day_that_does_not_exist_in_the_dossier_is_refused(
    command: Command, brug: Path, tmp_path: Path
) -> None:
    path = tmp_path / "fout.yaml"
    days = "  voorstel_ontvangen: {salland: {fysiotherapie: 2026-09-31}}\n"
    path.write_text(brug.read_text("utf-8").replace("praktijk:\n", f"praktijk:\n{days}", 1), "utf-8")
    said = command("calendar", path)
    assert (said.code, said.out) == (2, "")
    assert "De datum 2026-09-31 bestaat niet." in said.err
