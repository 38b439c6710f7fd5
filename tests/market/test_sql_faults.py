"""Faults planted in the query, and in what writes it: the comparison with the interpreter must notice each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from inkoopwijzer.market import sql_codes, sql_leaves, sql_quantifiers, sql_text
from inkoopwijzer.market.sql_dialect import DialectName
from inkoopwijzer.market.sql_sources import Sources
from inkoopwijzer.market.sql_text import Expression
from inkoopwijzer.policy.tree import Compare
from tests.engines.compared import Engine, Row, differences, market_in
from tests.engines.duck import Duck
from tests.engines.leaf_worlds import WORLDS, World
from tests.engines.worlds import shipped_agreements, shipped_market


def shipped() -> World:
    asked = next(
        a
        for a in shipped_agreements()
        if a.policy.insurer == "zorg_en_zekerheid" and a.agreement == "fysiotherapie"
    )
    return World(shipped_market(1), (asked,))


@cache
def world(name: str) -> World:
    return shipped() if name == "shipped" else WORLDS[name]()


@pytest.fixture(scope="module")
def ducks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Duck]:
    """A database for each world, loaded once."""

    @cache
    def loaded(name: str) -> Duck:
        duck = Duck()
        duck.load(market_in(tmp_path_factory.mktemp(name) / "markt", world(name).dossiers))
        return duck

    return loaded


def noticed(engine: Engine, world: World) -> bool:
    return any(True for asked in world.asked for _ in differences(engine, asked, world.dossiers))


@dataclass
class Changed:
    """An engine that runs another query than it is given."""

    duck: Duck
    right: str
    wrong: str
    dialect: DialectName = DialectName.duckdb

    def load(self, folder: Path) -> None:
        self.duck.load(folder)

    def rows(self, query: str) -> list[Row]:
        changed = query.replace(self.right, self.wrong)
        assert changed != query, "this fault is nowhere in the query"
        return self.duck.rows(changed)


IN_THE_QUERY = {
    "the last record counts, not the first": ("periods", "mod(min(", "mod(max("),
    "an explicit onbekend is no": ("periods", "when 'nee' then 0 else 1 end", "when 'nee' then 0 else 0 end"),
    "a yes is unknown on a day that it does not cover": ("periods", "1000000004", "1000000005"),
    "a period ends a day early": ("periods", "g.tot_en_met >= date", "g.tot_en_met > date"),
    "gaps before the day are passed over": ("periods", "g.gat_van <= g.zeker", "g.gat_van > g.zeker"),
    "the rest of a period is passed over": ("periods", "or g.rest_van <= g.zeker", ""),
    "a gap after the day is passed over": ("periods", "g.gat_tot > g.zeker or", ""),
    "every gap counts as one before the day": ("periods", "g.zeker", "date '9999-12-31'"),
    "what overlaps leaves a gap": ("periods", "max(case when g.raakt = 1 then g.eind end) over", "min(g.eind) over"),
    "another value does not count": ("periods", "g.anders = 1 or", ""),
    "at most is below": ("numbers", " <= cast(", " < cast("),
    "numbers are rounded": ("numbers", "decimal(38, 18)", "float"),
    "a number not known fails": ("numbers", "is null then 1 when", "is null then 0 when"),
    "hours that touch are apart": ("hours", "t.begin > max(", "t.begin >= max("),
    "days not known hold nothing": ("hours", "when w.open = 1 and", "when w.open = 2 and"),
    "half known days count twice": ("hours", "case when d.open = 0 then", "case when d.open >= 0 then"),
    "free days are like others": ("hours", "then a.begin else", "then greatest(a.begin, 1020) else"),
    "blocks are not rounded down": ("hours", " // ", " / "),
    "all locations are one": ("hours", "s.nr as groep", "s.praktijk as groep"),
    "other professions may": ("professions", "not in ('fysiotherapeut') then 0", "not in ('fysiotherapeut') then 1"),
    "the highest for the lowest": ("quantifiers", "min(", "max("),
    "the lowest for the highest": ("quantifiers", "max(", "min("),
    "and for or": ("quantifiers", "greatest(", "least("),
    "or for and": ("quantifiers", "least(", "greatest("),
    "a share needs more": ("quantifiers", "* 2 >=", "* 2 >"),
    "any profession will do": ("quantifiers", "\"beroep\" = 'fysiotherapeut'", "\"beroep\" is not null"),
    "practices without anybody fall out": ("quantifiers", "left join", "join"),
    "a register seen in part is complete": ("quantifiers", "and r.volledig", "or r.volledig is null"),
    "a group counts on after the first that is certain": ("shipped", "then 'A'", "then 'A,geen'"),
    "the market says nothing": ("shipped", "where g.soort = 'markt'", "where g.soort = 'geen'"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_THE_QUERY)
def test_a_fault_in_the_query_is_noticed(name: str, ducks: Callable[[str], Duck]) -> None:
    where, right, wrong = IN_THE_QUERY[name]
    engine = Changed(ducks(where), right, wrong)
    assert noticed(engine, world(where))


def nobody_will_do(least: Expression, open_: Expression, *, guarded: bool) -> Expression:
    return sql_quantifiers.every_code(least, open_, guarded=True)


Plant = Callable[[pytest.MonkeyPatch], None]

IN_THE_GENERATOR: dict[str, tuple[str, Plant]] = {
    "one connective": ("shipped", lambda patch: patch.setattr(sql_codes, "highest", sql_text.lowest)),
    "the guard is not turned round": ("shipped", lambda patch: patch.setattr(sql_codes, "guarded", sql_text.highest)),
    "closedness": ("shipped", lambda patch: patch.setattr(Sources, "unless_complete", lambda self, names: "1")),
    "open lists": ("quantifiers", lambda patch: patch.setattr(Sources, "list_open", lambda self, kind: "0")),
    "nobody is enough": ("quantifiers", lambda patch: patch.setattr(sql_codes, "every_code", nobody_will_do)),
    "at least is above": ("numbers", lambda patch: patch.setitem(sql_leaves.SIGN, Compare.at_least, ">")),
    "an option too few": (
        "quantifiers",
        lambda patch: patch.setattr(sql_codes, "total", lambda parts: sql_quantifiers.total(parts[1:])),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_THE_GENERATOR)
def test_a_fault_in_the_generator_is_noticed(
    name: str, ducks: Callable[[str], Duck], monkeypatch: pytest.MonkeyPatch
) -> None:
    where, plant = IN_THE_GENERATOR[name]
    duck = ducks(where)
    plant(monkeypatch)
    assert noticed(duck, world(where))
