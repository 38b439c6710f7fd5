"""`inkoopwijzer watch`, as a practice uses it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command

IJSSEL = Path(__file__).parents[2] / "examples" / "3-ijssel-in-deventer.yaml"
PERIOD = ("--from", "2026-10-01", "--until", "2028-12-31")


def test_it_says_when_the_outcome_changes_and_why(command: Command) -> None:
    said = command("watch", IJSSEL, *PERIOD, "--insurer", "salland")
    assert said.code == 0
    assert "1 mei 2027: Overeenkomst A  →  Overeenkomst B" in said.out
    assert "verlopen op 30 april 2027" in said.out


def test_it_says_what_to_renew_and_what_that_is_worth(command: Command) -> None:
    said = command("watch", IJSSEL, *PERIOD, "--insurer", "salland")
    renewal = said.out.split("Verlengen")[1]
    assert "vóór of op 30 april 2027" in renewal
    assert "zonder dit Overeenkomst B" in renewal


def test_it_speaks_english(command: Command) -> None:
    said = command("watch", IJSSEL, *PERIOD, "--insurer", "salland", "--lang", "en")
    assert "1 May 2027" in said.out
    assert "To renew" in said.out


def test_it_gives_data(command: Command) -> None:
    said = command("watch", IJSSEL, *PERIOD, "--json")
    found = json.loads(said.out)
    salland = next(a for a in found["agreements"] if a["insurer"] == "salland")
    assert [s["day"] for s in salland["shifts"]] == ["2027-05-01"]


def test_a_quiet_period_is_said_to_be_quiet(command: Command) -> None:
    said = command("watch", IJSSEL, "--from", "2027-06-01", "--until", "2027-07-01", "--insurer", "salland")
    assert "dat blijft zo zolang er niets gebeurt" in said.out


def test_without_a_first_day_it_starts_today(command: Command) -> None:
    said = command("watch", IJSSEL, "--until", "2099-12-31", "--json")
    found = json.loads(said.out)
    assert found["start"] > "2026-01-01"


def test_a_period_that_ends_before_it_begins_is_refused(command: Command) -> None:
    said = command("watch", IJSSEL, "--from", "2027-05-01", "--until", "2027-04-30")
    assert said.code == 2
    assert "2027-04-30 ligt vóór 2027-05-01" in said.err
    assert "--until" in said.err


def test_a_day_that_is_no_day_is_refused(command: Command) -> None:
    said = command("watch", IJSSEL, "--until", "31-12-2028")
    assert said.code == 2
    assert "2028-12-31" in said.err


def test_after_the_end_of_every_term_there_is_nothing_to_watch(command: Command) -> None:
    said = command("watch", IJSSEL, "--from", "2030-01-01", "--until", "2030-12-31")
    assert said.code == 0
    assert "Geen enkele overeenkomst" in said.out
