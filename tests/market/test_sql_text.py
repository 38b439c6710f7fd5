"""What exported SQL looks like: readable, cited, and nothing from a policy that could become more than it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.market import sql_notes
from inkoopwijzer.market.sql import TABLES, export
from inkoopwijzer.market.sql_dialect import DIALECTS, Dialect, DialectName
from inkoopwijzer.market.sql_text import LONGEST_NAME, Names, comment
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from tests.assess.strategies import draw
from tests.engines.compared import differences, market_in
from tests.engines.duck import Duck
from tests.engines.leaf_worlds import WORLDS
from tests.engines.worlds import odd_names

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def test_odd_names_and_texts_change_nothing(tmp_path: Path) -> None:
    asked, dossiers = odd_names()
    duck = Duck()
    duck.load(market_in(tmp_path / "markt", dossiers))
    assert list(differences(duck, asked, dossiers)) == []


@given(ANY)
def test_a_comment_is_one_line_without_signs_that_a_client_may_act_on(text: str) -> None:
    made = comment(text)
    assert made.startswith("--")
    assert len(made.splitlines()) == 1
    assert not set("'\"`;\\$") & set(made)


@given(ANY)
def test_a_text_stays_the_same_as_a_literal(text: str) -> None:
    literal = DIALECTS[DialectName.duckdb].text(text)
    assert duckdb.execute(f"select {literal}").fetchall() == [(text,)]


@settings(max_examples=50)
@given(st.lists(st.lists(ANY, min_size=1, max_size=3), max_size=20))
def test_names_are_all_different_and_short_enough_for_every_engine(words: list[list[str]]) -> None:
    names = Names("praktijk")
    made = [names.new(*one) for one in words]
    assert len({name.lower() for name in (*made, "praktijk")}) == len(made) + 1
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", name) and len(name) <= LONGEST_NAME for name in made)


LINES = (
    "with as materialized select from join left cross on where group by order partition over rows between unbounded",
    "and current preceding case when then else end min max sum mod coalesce least greatest nullif substr cast decimal",
    "integer smallint varchar string date is null in not or values unnest explode string_split string_to_array split",
    "div date_add date_sub praktijk nr id naam agb beroep soort gegeven gegevens onderwerpen registers register",
    "volledig volgorde waarde van tot_en_met nummer code tekst stand begin eind raakt nog_open goed anders onbekend",
    "alles_ja gat gat_van gat_tot zeker rest_van gat_tot_de_dag gat_erna groep dag uren deel nieuw open",
)
WORDS = {word for line in LINES for word in line.split()}
"""Every word that stands in a query outside quotes and comment, but for the aliases of one letter."""


def bare(query: str) -> str:
    """The query without comment, literals and quoted names."""
    query = re.sub(r"--[^\n]*", "", query)
    query = re.sub(r"'(?:[^'\\]|\\.|'')*'", "", query)
    return re.sub(r'"[^"]*"|`[^`]*`', "", query)


def others_words(policy: Policy, agreement: str, dialect: DialectName) -> set[str]:
    """The words outside quotes and comment that are not our own."""
    found = set(re.findall(r"[^\W\d]\w*", bare(export(policy, agreement, dialect).text)))
    return {word for word in found if not re.fullmatch(r"[a-z]\d*|nr\d", word)} - WORDS


@pytest.mark.parametrize("dialect", DialectName)
def test_outside_quotes_and_comment_a_query_holds_our_own_words_only(dialect: DialectName) -> None:
    policies = [(policy, name) for policy in shipped_policies() for name in ("fysiotherapie", "instellingen")]
    policies += [(draw(seed).policy, "fysiotherapie") for seed in range(20)]
    policies += [(one.policy, one.agreement) for world in WORLDS.values() for one in world().asked[:1]]
    for policy, agreement in [*policies, (odd_names()[0].policy, "fysiotherapie")]:
        assert others_words(policy, agreement, dialect) == set()


@pytest.mark.parametrize("dialect", DialectName)
@pytest.mark.parametrize("fault", ["literals", "comments", "names"])
def test_words_of_a_policy_that_become_sql_are_noticed(
    fault: str, dialect: DialectName, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "literals":
        monkeypatch.setattr(Dialect, "text", lambda self, value: f"'{value}'")
    elif fault == "comments":
        monkeypatch.setattr(sql_notes, "_wrapped", lambda text, lang: [f"-- {text}"])
    else:
        monkeypatch.setattr(Dialect, "named", lambda self, name: name)
    assert others_words(odd_names()[0].policy, "fysiotherapie", dialect)


def test_every_condition_stands_under_what_it_says_and_where_the_document_says_so() -> None:
    for policy in shipped_policies():
        for agreement in policy.agreements:
            exported = export(policy, agreement, DialectName.duckdb)
            told = re.sub(r"\n *-- *", " ", exported.text)
            for name, column in exported.conditions.items():
                condition = policy.conditions[name]
                says = comment(condition.says.nl).removeprefix("-- ")
                first = condition.cites[0]
                assert f"{name}: {says} [{policy.id}: {comment(first.section)[3:]}, regel" in told
                assert f'as "{column}"' in exported.text


def test_the_header_tells_the_document_the_day_the_readings_and_the_reservations() -> None:
    policy = next(p for p in shipped_policies() if p.insurer == "zorg_en_zekerheid")
    chosen = {"precies_dertig": "wel_index"}
    text = export(policy, "fysiotherapie", DialectName.spark, date(2027, 7, 1), chosen, "en").text
    head = re.sub(r"\n-- *", " ", text.partition("\nwith\n")[0])
    assert policy.document.title in head
    assert "Facts as they are on 2027-07-01." in head
    assert "Reading precies_dertig = wel_index (chosen)" in head
    assert "Reading meer_locaties = een_locatie (default)" in head
    assert all(comment(remark.says.en)[3:] in head for remark in policy.reservations)


def test_the_same_question_gives_the_same_text() -> None:
    policy = shipped_policies()[0]
    once, again = (export(policy, "instellingen", DialectName.postgres).text for _ in range(2))
    assert once == again


def test_a_query_reads_the_three_tables_of_a_market_and_nothing_else(tmp_path: Path) -> None:
    asked, dossiers = odd_names()
    folder = market_in(tmp_path / "markt", dossiers)
    assert {path.stem for path in folder.glob("*.parquet")} == set(TABLES)
    query = export(asked.policy, asked.agreement, DialectName.duckdb).text
    parts = set(re.findall(r'^"(\w+)" as', query, re.MULTILINE))
    read = {
        name.strip('"') for name in re.findall(r'\b(?:from|join) ("?\w+"?)', re.sub(r"--[^\n]*", "", query))
    }
    assert read - parts == set(TABLES)
