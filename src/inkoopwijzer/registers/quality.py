"""How good the registers are: what is missing, old, contradictory, or refers to nothing. Nothing is changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.duck import quoted_name
from inkoopwijzer.registers.known import STATED, Known
from inkoopwijzer.registers.layout import Holds, States
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.quality_across import missing_across
from inkoopwijzer.registers.quality_checks import CHECKS, CONTRADICTIONS, Check, prepare
from inkoopwijzer.registers.subjects import THERAPIST
from inkoopwijzer.values.text import Text

_TELLING: Final = (Holds.name, Holds.postcode, Holds.agb, Holds.profession, Holds.value)
"""What columns hold of which it matters that a cell is open."""

LISTED_OF_A_KIND: Final = 100_000
"""Findings of one kind that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: about whom, of which fact, from which table and source."""

    kind: str
    practice: str | None
    subject: str | None
    fact: str | None
    table: str | None
    source: str | None
    says: Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: how many there are, and those that are listed."""

    id: str
    title: Text
    count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """Of one table and source: the rows, how many of them have no day seen or are old, and what is left open.

    `empty` counts the open cells of the columns that say something of everybody: facts, names, postcodes.
    """

    table: str
    source: str | None
    rows: int
    unseen: int
    stale: int
    oldest: date | None
    empty: dict[str, int]


@dataclass(frozen=True, slots=True)
class Covered:
    """Of one fact that somebody states: how many subjects of its kind there are, and of how many nothing is stated."""

    fact: str
    kind: str
    subjects: int
    without: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The report: as it stands on `day`, old being seen more than `days` days before."""

    day: date
    days: int
    tables: tuple[Filled, ...]
    facts: tuple[Covered, ...]
    kinds: tuple[Kind, ...]

    @property
    def count(self) -> int:
        """How many findings there are, old rows left out."""
        return sum(kind.count for kind in self.kinds)


def look_at(
    known: Known, day: date, days: int, postcodes: Collection[str] | None = None, most: int = LISTED_OF_A_KIND
) -> Quality:
    """Look at everything that is known, as on `day`. `postcodes` are the four digits that exist, if they are known."""
    prepare(known, day, postcodes)
    kinds = [_kind(known, check, most) for check in (*CONTRADICTIONS, *CHECKS) if _asked(check, postcodes)]
    kinds.append(_across(known, most))
    tables = tuple(_tables(known, day - timedelta(days=days)))
    return Quality(day, days, tables, tuple(_facts(known)), tuple(kinds))


def _asked(check: Check, postcodes: Collection[str] | None) -> bool:
    return postcodes is not None or not check.needs_postcodes


def _kind(known: Known, check: Check, most: int) -> Kind:
    con = known.con
    ((count,),) = con.execute(f"SELECT count(*) FROM ({check.sql})").fetchall()  # noqa: S608  written in this room
    cursor = con.execute(f"SELECT * FROM ({check.sql}) ORDER BY ALL LIMIT ?", [most])  # noqa: S608
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Kind(check.id, check.title, count, tuple(_finding(check, row) for row in rows))


def _finding(check: Check, row: dict[str, object]) -> Finding:
    shown = {name: _shown(value) for name, value in row.items()}

    def text(name: str) -> str | None:
        value = row.get(name)
        return None if value is None or value == "" else str(value)

    return Finding(
        check.id,
        text("praktijk"),
        text("onderwerp"),
        text("cel"),
        text("tabel"),
        text("bron"),
        check.says.format(**shown),
    )


def _shown(value: object) -> object:
    """A value of a query as it is said: a source by its name, a day, a dash for nothing."""
    if value is None or value == "":
        return "-"
    option = catalogue().sources.get(str(value))
    return option.label if option is not None else str(value)


def _across(known: Known, most: int) -> Kind:
    title = Text(
        "Staat in het ene register en niet in het andere", "In the one register and not in the other"
    )
    found = list(missing_across(known))
    listed = tuple(
        Finding("mist_in_register", None, one.person, one.fact, None, None, one.says) for one in found[:most]
    )
    return Kind("mist_in_register", title, len(found), listed)


def _facts(known: Known) -> Iterator[Covered]:
    """Every fact that is stated at all, of subjects that are in the table of their kind."""
    for table in layouts().values():
        if table.states is not States.wide or not known.rows(table.id):
            continue
        subject = table.subject
        who = f"coalesce({subject}, '')" if subject else "''"
        where = "praktijk" if table.about != THERAPIST else "''"
        counted = f"SELECT count(*) FROM (SELECT DISTINCT {where}, {who} FROM {table.id})"  # noqa: S608
        ((subjects,),) = known.con.execute(counted).fetchall()
        practice = "s.praktijk" if table.about != THERAPIST else "''"
        query = (
            "SELECT split_part(s.cel, '.', 1), count(DISTINCT (" + practice + ", coalesce(s.onderwerp, ''))) "  # noqa: S608
            f"FROM {STATED} s JOIN (SELECT DISTINCT {where} AS p, {who} AS o FROM {table.id}) t "
            f"ON t.p = {practice} AND t.o = coalesce(s.onderwerp, '') WHERE s.soort = ? GROUP BY 1 ORDER BY 1"
        )
        assert table.about is not None
        for fact, count in known.con.execute(query, [table.about]).fetchall():
            yield Covered(fact, table.about, subjects, subjects - count)


def _tables(known: Known, old: date) -> Iterator[Filled]:
    for table in layouts().values():
        if not known.rows(table.id):
            continue
        names = [name for name, column in table.columns.items() if column.holds in _TELLING]
        names = [name for name in names if name != "waarde"]
        names += sorted(
            {n for d in known.deliveries if d.tabel == table.id for n in d.gevuld} - set(table.columns)
        )
        empty = ", ".join(f"count(*) - count({quoted_name(name)})" for name in names) or "0"
        source = "bron" if "bron" in table.columns else "NULL::VARCHAR"
        query = (
            f"SELECT {source} AS bron, count(*), count(*) - count(gezien), "  # noqa: S608  names of the layout
            f"count(*) FILTER (gezien < ?), min(gezien), {empty} FROM {table.id} GROUP BY 1 ORDER BY 1 NULLS LAST"
        )
        for by, rows, unseen, stale, oldest, *left in known.con.execute(query, [old]).fetchall():
            open_ = {name: count for name, count in zip(names, left, strict=False) if count}
            yield Filled(table.id, by, rows, unseen, stale, oldest, open_)
