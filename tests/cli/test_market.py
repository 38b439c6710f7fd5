"""`inkoopwijzer market assess`, `explain`, `near`, `ask` and `routes`, as a purchaser uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.assess.explain import verdict
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.cli.main import run as run_command
from inkoopwijzer.market import outcome_table
from inkoopwijzer.market.folder import read_market, write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.outcome_table import LISTS
from inkoopwijzer.market.records import Records
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.verdict import MET, NOT_MET, Verdict
from tests.cli.conftest import Command, Said
from tests.market.market_cases import EXAMPLES, examples
from tools import tutorial

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "market.md", ROOT / "docs" / "entitlement.md")
PRACTICES = 60
SAMPLE = 60
Row = dict[str, Any]


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("market") / "markt"
    write_market(make_market(PRACTICES, 7, "demo"), path)
    return path


@cache
def read(path: Path) -> Records:
    return read_market(path)


@cache
def policy_of(name: str) -> Policy:
    return next(p for p in shipped_policies() if p.id == name)


def words(text: str) -> str:
    """The text on one line, as a reader sees it."""
    return " ".join(text.split())


def table(file: Path) -> list[Row]:
    """The rows of a Parquet file."""
    with duckdb.connect() as con:
        found = con.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def trace_of(path: Path, policy: Policy, agreement: str, practice: int) -> Trace:
    """The run of the interpreter over one practice, under the default readings on the first day."""
    readings = tuple(sorted((r.id, r.default) for r in policy.readings.values()))
    days = policy.days_of(policy.agreements[agreement])
    assert days.start is not None
    program = compile_agreement(policy, agreement, readings)
    return run(program, Case(dossier_at(read(path), practice), days.start, days))


def differences(path: Path, rows: list[Row]) -> Iterator[str]:
    """What rows of the table say that the interpreter does not."""
    for row in rows:
        policy = policy_of(row["beleid"])
        agreement = policy.agreements[row["overeenkomst"]]
        trace = trace_of(path, policy, agreement.id, row["praktijk"])
        possible, exact = possible_groups(trace)
        if (tuple(row["mogelijk"].split("|")), row["exact"]) != (possible, exact):
            yield f"mogelijk: {row['mogelijk']} ({row['exact']}), not {possible} ({exact})"
        meant = {MET: "ja", NOT_MET: "nee"}.get(trace.code(agreement.scope), "onbekend")
        if row["bedoeld_voor"] != meant:
            yield f"bedoeld_voor: {row['bedoeld_voor']}, not {meant}"
        asked = {
            agreement.scope,
            *(c for g in agreement.groups for c in (*g.requires, *agreement.caps_on(g.id))),
        }
        for column, listed in LISTS_BY_NAME.items():
            expected = {name for name in asked if verdict(trace, name) is listed}
            given = row[column].split("|") if row[column] else []
            if len(given) != len(expected) or set(given) != expected:
                yield f"{column}: {given}, not {expected}"


LISTS_BY_NAME = {
    "niet_voldaan": Verdict.not_met,
    "onbekend": Verdict.unknown,
    "aan_verzekeraar": Verdict.for_insurer,
    "document_zwijgt": Verdict.silent,
}


@pytest.fixture(scope="session")
def answered(market: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, list[Row], Path]:
    """One assessment of everything: what was said, the rows of the table, the folder with the conditions."""
    folder = tmp_path_factory.mktemp("out")
    out, nodes, said = folder / "uit.parquet", folder / "knopen", StringIO()
    with redirect_stdout(said):
        code = run_command(
            ["market", "assess", str(market), "--out", str(out), "--nodes", str(nodes), "--json"]
        )
    return Said(code, said.getvalue(), ""), table(out), nodes


Answered = tuple[Said, list[Row], Path]

# --- assess ---


def test_the_counts_add_up_to_the_practices_and_are_those_of_the_table(answered: Answered) -> None:
    said, rows, _ = answered
    data = json.loads(said.out)
    assert said.code == 0
    assert len(data) == sum(len(p.agreements) for p in shipped_policies())
    for one in data:
        assert one["practices"] == sum(outcome["practices"] for outcome in one["outcomes"]) <= PRACTICES
        mine = [r for r in rows if (r["beleid"], r["overeenkomst"]) == (one["policy"], one["agreement"])]
        assert len(mine) == one["practices"]
        for outcome in one["outcomes"]:
            named = "|".join(outcome["possible"])
            assert sum(r["mogelijk"] == named for r in mine) == outcome["practices"] > 0
        assert one["exact"] == all(r["exact"] for r in mine)


def test_the_screen_tells_the_same_counts(command: Command, market: Path, answered: Answered) -> None:
    said = command("market", "assess", market, "--insurer", "salland", "--agreement", "fysiotherapie")
    rows = [r for r in answered[1] if (r["beleid"], r["overeenkomst"]) == ("salland-2027", "fysiotherapie")]
    assert said.code == 0
    assert f"Kan bedoeld zijn voor {len(rows)} van de {PRACTICES} praktijken" in said.out
    shown = re.findall(r"^ +(\d+) +[\d,]+%  (.+?)(?:  +nog open)?$", said.out, re.MULTILINE)
    told = {words: int(n) for n, words in shown}
    expected: dict[str, int] = {}
    for row in rows:
        names = row["mogelijk"].split("|")
        listed = " of ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        expected[listed] = expected.get(listed, 0) + 1
    assert told == expected
    assert "geen besluit van een verzekeraar" in said.out


def test_every_row_of_the_table_is_what_the_interpreter_says(market: Path, answered: Answered) -> None:
    rows = Random(1).sample(answered[1], SAMPLE)
    assert list(differences(market, rows)) == []
    assert {c for c in LISTS_BY_NAME if any(r[c] for r in rows)} >= {"niet_voldaan", "onbekend"}
    assert LISTS == LISTS_BY_NAME


def test_the_table_says_what_assess_says_of_the_dossier(market: Path, answered: Answered) -> None:
    small = [r for r in answered[1] if r["overeenkomst"] in ("dietetiek", "oefentherapie") and r["exact"]]
    assert len(small) > 6
    for row in small[:6]:
        dossier = dossier_at(read(market), row["praktijk"])
        result = assess_agreement(policy_of(row["beleid"]), row["overeenkomst"], dossier)
        assert (tuple(row["mogelijk"].split("|")), result.exact) == (result.possible, True)
        for column, listed in LISTS_BY_NAME.items():
            told = {c.id for c in result.conditions if c.verdict is listed}
            assert set(filter(None, row[column].split("|"))) == told, column


@pytest.mark.parametrize(("one", "other"), [("niet_voldaan", "onbekend"), ("onbekend", "aan_verzekeraar")])
def test_a_table_with_two_lists_swapped_is_noticed(
    command: Command, market: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    swapped = {**LISTS, one: LISTS[other], other: LISTS[one]}
    monkeypatch.setattr(outcome_table, "LISTS", swapped)
    out = tmp_path / "uit.parquet"
    assert command("market", "assess", market, "--agreement", "fysiotherapie", "--out", out).code == 0
    found = list(differences(market, Random(1).sample(table(out), 20)))
    assert any(told.startswith(one) for told in found)


def test_every_condition_in_the_folder_has_the_verdict_of_the_interpreter(
    market: Path, answered: Answered
) -> None:
    nodes = answered[2]
    assert {f.name for f in nodes.iterdir()} == {
        f"{p.id}.{name}.parquet" for p in shipped_policies() for name in p.agreements
    }
    seen = set()
    for name in ("salland-2027.fysiotherapie", "zorg_en_zekerheid-2027.logopedie"):
        insurer, _, agreement = name.partition(".")
        columns = table(nodes / f"{name}.parquet")
        assert [row["praktijk"] for row in columns] == list(range(PRACTICES))
        for row in Random(2).sample(columns, 12):
            trace = trace_of(market, policy_of(insurer), agreement, row["praktijk"])
            said = {condition: value for condition, value in row.items() if condition != "praktijk"}
            assert said == {condition: verdict(trace, condition).value for condition in said}
            seen |= set(said.values())
    assert seen >= {"met", "not_met", "unknown", "not_applicable"}


def test_agreements_for_others_are_in_the_table_only_when_asked(
    command: Command, market: Path, tmp_path: Path
) -> None:
    some, all_ = tmp_path / "a.parquet", tmp_path / "b.parquet"
    asked = ("market", "assess", market, "--agreement", "dietetiek", "--insurer", "salland", "--out")
    command(*asked, some)
    said = command(*asked, all_, "--everyone")
    assert f"{PRACTICES} regels: {all_}" in words(said.out)
    kept = [row for row in table(all_) if row["bedoeld_voor"] != "nee"]
    assert table(some) == kept
    assert 0 < len(kept) < PRACTICES


def test_without_looking_closer_no_outcome_is_lost(
    command: Command, market: Path, answered: Answered
) -> None:
    said = command("market", "assess", market, "--sound", "--json", "--agreement", "fysiotherapie")
    closer = {(r["beleid"], r["mogelijk"]) for r in answered[1] if r["overeenkomst"] == "fysiotherapie"}
    for one in json.loads(said.out):
        assert not one["exact"]
        sound = [set(outcome["possible"]) for outcome in one["outcomes"]]
        for policy, named in closer:
            assert policy != one["policy"] or any(set(named.split("|")) <= kept for kept in sound)
    told = command("market", "assess", market, "--sound", "--agreement", "fysiotherapie").out
    assert "is niet uitgezocht of elke uitkomst echt nog kan" in words(told)


def test_a_reading_and_a_day_may_be_chosen(command: Command, market: Path) -> None:
    asked = ("market", "assess", market, "--insurer", "salland", "--agreement", "fysiotherapie")
    assert "met de feiten van 1 juli 2027" in command(*asked, "--on", "2027-07-01").out
    ended = command(*asked, "--on", "2031-01-01")
    assert ended.code == 0
    assert "Op deze dag loopt geen van de gevraagde overeenkomsten." in ended.out


def test_it_speaks_english(command: Command, market: Path) -> None:
    said = command("market", "assess", market, "--agreement", "fysiotherapie", "--lang", "en").out
    assert "Physiotherapy" in said
    assert "May be meant for" in said
    assert re.search(r"\d+\.\d%  ", said)
    for dutch in (" of geen", "nog open", "praktijken,"):
        assert dutch not in said


# --- explain ---


def test_explain_says_of_a_practice_what_explain_says_of_its_dossier(
    command: Command, tmp_path: Path
) -> None:
    dossiers = examples()
    write_market(records_of(dossiers, markt=dossiers[0].subjects["markt"][0]), tmp_path / "m")
    for number in (0, 3):
        path = next(p for p in EXAMPLES if p.name == dossiers[number].file)
        agb = dossiers[number].practice.agb
        ours, theirs = command("market", "explain", tmp_path / "m", agb), command("explain", path)
        assert ours.code == theirs.code == 0
        lineless = re.sub(r",? ?regel \d+ van het dossier", "", words(theirs.out))
        assert words(ours.out).split(" ✓ ")[1:] == lineless.split(" ✓ ")[1:]
        assert len(ours.out) > 1_000
        by_id = command("market", "explain", tmp_path / "m", dossiers[number].file)
        assert by_id.out == ours.out


def test_explain_of_one_condition_tells_its_facts_and_where_it_is_said(
    command: Command, market: Path
) -> None:
    agb = next(code for code in read(market).listed["praktijk"].agb if code.startswith("24"))
    asked = ("market", "explain", market, agb, "website")
    said = command(*asked, "--insurer", "salland")
    assert said.code == 0
    assert "website" in said.out
    assert re.search(r"Bron: .*regel", said.out)
    english = command(*asked, "--insurer", "salland", "--lang", "en")
    assert re.search(r"Source: .*line", english.out)
    data = json.loads(command(*asked, "--insurer", "salland", "--json").out)
    assert {c["id"] for one in data for c in one["conditions"]} == {"website"}


# --- near, ask, routes ---


def test_near_lists_who_is_close_and_what_would_follow(command: Command, market: Path) -> None:
    data = json.loads(command("market", "near", market, "--within", "5", "--json").out)
    assert data
    for norm in data:
        gaps = [abs(p["value"] - norm["norm"]) for p in norm["practices"]]
        assert gaps == sorted(gaps)
        assert max(gaps) <= 5
        assert all(p["now"] != p["across"] for p in norm["practices"])
    said = command("market", "near", market, "--within", "5", "--top", "1")
    assert "alleen voor eigen gebruik" in said.out
    most = max(len(norm["practices"]) for norm in data)
    assert most > 1
    assert f"en nog {most - 1} (--top)" in said.out
    assert f"{most} praktijken binnen 5" in words(said.out)
    none = command("market", "near", market, "--within", "0.0001", "--agreement", "dietetiek")
    assert "Geen praktijk staat binnen 0,0001 van een norm" in none.out


def test_ask_orders_the_missing_facts_by_what_they_decide(command: Command, market: Path) -> None:
    data = json.loads(command("market", "ask", market, "--json").out)
    counts = [(m["counts"]["decides"], m["counts"]["may_decide"], m["counts"]["unknown"]) for m in data]
    assert counts == sorted(counts, reverse=True)
    assert all(sure <= perhaps <= unknown for sure, perhaps, unknown in counts)
    said = command("market", "ask", market, "--top", "2")
    assert f"en nog {len(data) - 2} (--top)" in said.out
    sure, perhaps, unknown = counts[0]
    assert f"Onbekend bij {unknown} open uitkomst" in said.out
    assert f"{sure} daarvan beslist het bij elk antwoord, {perhaps} bij minstens één antwoord." in words(
        said.out
    )
    assert "whatever the answer" in command("market", "ask", market, "--lang", "en").out


def test_routes_counts_every_practice_once_per_group(
    command: Command, market: Path, answered: Answered
) -> None:
    data = json.loads(command("market", "routes", market, "--json").out)
    meant = {(one["policy"], one["agreement"]): one["practices"] for one in json.loads(answered[0].out)}
    assert {(way["policy"], way["agreement"]) for way in data} == set(meant)
    for way in data:
        assert sum(way["distances"].values()) == meant[way["policy"], way["agreement"]]
        assert all(0 < step["alone"] <= step["wrong"] for step in way["steps"])


def test_routes_on_the_screen_leave_nobody_out(command: Command, market: Path, answered: Answered) -> None:
    asked = ("market", "routes", market, "--to", "A", "--insurer", "salland", "--agreement", "fysiotherapie")
    said = command(*asked).out
    above = said.split("Met deze ene verandering")[0]
    rows = [r for r in answered[1] if (r["beleid"], r["overeenkomst"]) == ("salland-2027", "fysiotherapie")]
    assert sum(map(int, re.findall(r"^    +(\d+)  ", above, re.MULTILINE))) == len(rows)
    assert above.count("fysiotherapie: ") == 1
    assert "Een ondergrens" in said
    assert "By this one change" in command(*asked, "--lang", "en").out


@pytest.mark.parametrize("columns", [50, 100])
@pytest.mark.parametrize("asked", ["assess", "near", "ask", "routes"])
def test_nothing_is_wider_than_the_terminal_and_nothing_falls_out_of_its_indent(
    command: Command, market: Path, monkeypatch: pytest.MonkeyPatch, columns: int, asked: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = command("market", asked, market, "--agreement", "fysiotherapie").out.splitlines()
    assert max(map(len, lines)) <= columns
    if asked == "ask":
        numbered = [n for n, line in enumerate(lines) if re.match(r" ?\d+\. ", line)]
        for line in lines[numbered[0] : numbered[-1]]:
            assert re.match(r" ?\d+\. |   ", line), line


# --- what is wrong ---


@pytest.mark.parametrize("asked", ["assess", "routes"])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--insurer", "sallnd"), "Bedoelde u 'salland'?"),
        (("--agreement", "fysiotherapi"), "Bedoelde u 'fysiotherapie'?"),
        (("--reading", "bestaat_niet=ja"), "De lezing 'bestaat_niet' is niet bekend."),
        (("--reading", "los"), "Schrijf ID=OPTIE."),
        (("--on", "1-7-2027"), "Bedoelde u 2027-07-01?"),
    ],
)
def test_a_wrong_choice_is_refused_with_a_hint(
    command: Command, market: Path, asked: str, wrong: tuple[str, str], told: str
) -> None:
    said = command("market", asked, market, *wrong)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("routes", "--to", "Z"), "De groep 'Z' is niet bekend. Bekend: A, B, C"),
        (("near", "--within", "-1"), "Geef een getal vanaf 0."),
        (("explain", "04990000"), "De praktijk '04990000' staat niet in deze markt."),
    ],
)
def test_what_is_not_there_is_refused_with_a_hint(
    command: Command, market: Path, wrong: tuple[str, ...], told: str
) -> None:
    said = command("market", wrong[0], market, *wrong[1:])
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize("wrong", [("--insurer", "sallnd"), ("--agreement", "x"), ("--reading", "x=y")])
def test_nothing_is_written_when_the_choice_is_wrong(
    command: Command, market: Path, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    out, nodes = tmp_path / "uit.parquet", tmp_path / "knopen"
    said = command("market", "assess", market, "--out", out, "--nodes", nodes, *wrong)
    assert said.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", ["assess", "near", "ask", "routes", "explain"])
def test_a_folder_that_is_no_market_is_refused(command: Command, tmp_path: Path, asked: str) -> None:
    said = command("market", asked, tmp_path, *(["04990011"] if asked == "explain" else []))
    assert (said.code, said.out) == (2, "")
    assert "markt.json" in said.err
    assert "Controleer de map" in said.err


@pytest.mark.parametrize("option", ["--out", "--nodes"])
def test_a_place_that_cannot_be_written_is_told_and_nothing_stays_behind(
    command: Command, market: Path, tmp_path: Path, option: str
) -> None:
    (tmp_path / "bestand").write_text("niet van ons", encoding="utf-8")
    asked = ("market", "assess", market, "--agreement", "dietetiek", option)
    said = command(*asked, tmp_path / "bestand" / "uit.parquet")
    assert (said.code, said.out) == (2, "")
    assert "niet te schrijven" in said.err
    assert [f.name for f in tmp_path.iterdir()] == ["bestand"]
    assert (tmp_path / "bestand").read_text("utf-8") == "niet van ons"


def test_a_table_of_conditions_that_cannot_be_written_is_told(
    command: Command, market: Path, tmp_path: Path
) -> None:
    (tmp_path / "salland-2027.dietetiek.parquet").mkdir()
    asked = ("market", "assess", market, "--insurer", "salland", "--agreement", "dietetiek")
    said = command(*asked, "--nodes", tmp_path)
    assert said.code == 2
    assert "niet te schrijven" in said.err


# --- the pages that show these commands ---


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.stem)
def test_every_command_on_the_page_says_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = page.read_text("utf-8")
    assert "```console\n$ inkoopwijzer" in text
    assert tutorial.followed(text, tmp_path) == text
