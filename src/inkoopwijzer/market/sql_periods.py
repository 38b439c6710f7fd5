"""Cells over a period: the parts of the query that do what `assess.case.Case.over_time` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.records import MARKET, PRACTICE
from inkoopwijzer.market.sql_dialect import Dialect, day
from inkoopwijzer.market.sql_sources import Part, level_of
from inkoopwijzer.market.sql_text import Column, Names, Source, lines, listed
from inkoopwijzer.market.steps import IsDuring
from inkoopwijzer.values.text import Text

_Asked = tuple[str, tuple[str, ...] | None, str, date, date, bool]
"""What cells must share to be worked out together: kind, values, mode, first and last day, whether yes or no."""


class Periods:
    """The cells over a period that a policy asks for; `parts` writes what was asked for."""

    def __init__(self, dialect: Dialect, names: Names, on: date) -> None:
        self.dialect = dialect
        self.names = names
        self.on = on
        self._asked: dict[_Asked, tuple[Source, dict[CellKey, Column]]] = {}

    def column(self, leaf: IsDuring) -> Column:
        """The code of a leaf for each subject; NULL where nothing is stated."""
        fact = catalogue().facts[leaf.cell[0]]
        first, last = leaf.period.start or date.min, leaf.period.end or date.max
        asked = (leaf.kind, leaf.values, leaf.mode, first, last, fact.type is FactType.yes_no)
        if asked not in self._asked:
            name = self.names.new(leaf.kind, "periode")
            source = Source(name, level_of(leaf.kind), "cross join" if leaf.kind == MARKET else "left join")
            self._asked[asked] = (source, {})
        source, cells = self._asked[asked]
        if leaf.cell not in cells:
            cells[leaf.cell] = Column(
                self.names.new(*leaf.cell, _MODES[leaf.mode], "stand"), level_of(leaf.kind), source
            )
        return cells[leaf.cell]

    def parts(self) -> Iterator[Part]:
        """The parts of the query that give what was asked for; what is stated of a period stands once."""
        stated: dict[tuple[str, date, date], str] = {}
        found: dict[tuple[str, tuple[str, ...] | None, bool], str] = {}
        for asked, (source, cells) in self._asked.items():
            kind, values, mode, first, last, yes_no = asked
            period = (kind, first, last)
            if period not in stated:
                name = stated[period] = self.names.new(kind, "periode", "gegevens")
                every = [
                    cell
                    for a, (_, those) in self._asked.items()
                    if (a[0], a[3], a[4]) == period
                    for cell in those
                ]
                days = Text(f"{first} tot en met {last}", f"{first} up to and including {last}")
                yield Part(name, _STATED.format(days=days), self._stated(kind, first, last, every))
            group = (stated[period], values, yes_no)
            if group not in found:
                found[group] = self.names.new(kind, "periode", "gevonden")
                query = self._found(stated[period], values, first, last, yes_no=yes_no)
                yield Part(found[group], _FOUND, query)
            yield Part(source.name, _CODES, self._codes(kind, found[group], mode, cells))

    def _stated(self, kind: str, first: date, last: date, cells: list[CellKey]) -> str:
        """Every record of the cells; of those that touch the period the first day not covered before it."""
        before = (
            "max(case when g.raakt = 1 then g.eind end) over (\n"
            "      partition by g.nr, g.gegeven order by g.begin, g.volgorde\n"
            "      rows between unbounded preceding and 1 preceding)"
        )
        return lines(
            "select g.nr, g.gegeven, g.waarde, g.begin, g.eind, g.raakt,",
            f"  case when g.raakt = 1 then greatest({day(first)}, coalesce(",
            f"    {self.dialect.day_after.format(before)},",
            f"    {day(first)})) end as nog_open",
            "from (",
            "  select g.nr, g.gegeven, g.volgorde, g.waarde,",
            f"    coalesce(g.van, {day(date.min)}) as begin,",
            f"    coalesce(g.tot_en_met, {day(date.max)}) as eind,",
            f"    case when (g.van is null or g.van <= {day(last)})",
            f"      and (g.tot_en_met is null or g.tot_en_met >= {day(first)}) then 1 else 0 end as raakt",
            "  from gegevens g",
            f"  where g.soort = {self.dialect.text(kind)}",
            f"    and g.gegeven in {self.dialect.texts(dict.fromkeys('.'.join(cell) for cell in cells))}",
            ") g",
        )

    def _found(
        self, stated: str, values: tuple[str, ...] | None, first: date, last: date, *, yes_no: bool
    ) -> str:
        """By cell: whether it surely has a wanted value, another one, or is open, on some day of the period."""
        wanted = "1 = 0"
        if yes_no and values is None:
            wanted = "g.waarde = 'ja'"
        elif values is not None and not yes_no:
            wanted = f"g.waarde in {self.dialect.texts(values)}"
        all_yes = "min(case when g.waarde = 'ja' then 1 else 0 end)" if yes_no else "0"
        rest = "max(case when g.raakt = 1 then g.eind end)"
        after, before = self.dialect.day_after, self.dialect.day_before
        return lines(
            "select g.nr, g.gegeven, g.goed, g.anders, g.onbekend, g.alles_ja,",
            "  case when g.gat_van <= g.zeker or g.rest_van <= g.zeker then 1 else 0 end as gat_tot_de_dag,",
            f"  case when g.gat_tot > g.zeker or (g.rest_van is not null and {day(last)} > g.zeker)",
            "    then 1 else 0 end as gat_erna,",
            "  case when g.gat_van is not null or g.rest_van is not null then 1 else 0 end as gat",
            "from (",
            "  select g.nr, g.gegeven,",
            f"    max(case when g.raakt = 1 and {wanted} then 1 else 0 end) as goed,",
            f"    max(case when g.raakt = 1 and g.waarde is not null and not ({wanted}) then 1 else 0 end) as anders,",
            "    max(case when g.raakt = 1 and g.waarde is null then 1 else 0 end) as onbekend,",
            f"    {all_yes} as alles_ja,",
            f"    greatest({day(self.on)}, min(g.begin)) as zeker,",
            "    min(case when g.begin > g.nog_open then g.nog_open end) as gat_van,",
            f"    max(case when g.begin > g.nog_open then {before.format('g.begin')} end) as gat_tot,",
            f"    case when {rest} is null then {day(first)}",
            f"      when {rest} < {day(last)}",
            f"        then greatest({day(first)}, {after.format(rest)}) end as rest_van",
            f"  from {self.dialect.named(stated)} g",
            "  group by g.nr, g.gegeven",
            ") g",
        )

    def _codes(self, kind: str, found: str, mode: str, cells: dict[CellKey, Column]) -> str:
        text, named = self.dialect.text, self.dialect.named
        columns = (
            f"max(case when g.gegeven = {text('.'.join(cell))} then g.code end) as {named(column.name)}"
            for cell, column in cells.items()
        )
        row = "g.nr as praktijk" if kind == PRACTICE else "g.nr"
        return lines(
            *(["select"] if kind == MARKET else [f"select {row},"]),
            listed(columns),
            "from (",
            "  select g.nr, g.gegeven,",
            f"    {_CODE[mode]} as code",
            f"  from {named(found)} g",
            ") g",
            *([] if kind == MARKET else ["group by g.nr"]),
        )


_MODES: Final = {"sometime": "ooit", "throughout": "steeds"}
_OTHER: Final = "g.anders = 1 or (g.alles_ja = 1 and g.gat_tot_de_dag = 1)"
_OPEN: Final = "g.onbekend = 1 or (g.alles_ja = 1 and g.gat_erna = 1) or (g.alles_ja = 0 and g.gat = 1)"
_CODE: Final = {
    "throughout": f"case when {_OTHER} then 0\n    when {_OPEN} then 1 else 2 end",
    "sometime": f"case when g.goed = 1 then 2\n    when {_OPEN} then 1 else 0 end",
}
_STATED: Final = Text(
    "alles wat over {days} is opgegeven. nog_open: vanaf wanneer er voor deze opgave niets stond",
    "all that is stated of {days}. nog_open: from when nothing was stated before this",
)
_FOUND: Final = Text(
    "per gegeven: een goede waarde, een andere waarde, onbekend, en dagen waarover niets is opgegeven",
    "for each cell: a wanted value, another value, unknown, and days of which nothing is stated",
)
_CODES: Final = Text(
    "de codes: een ja dat afloopt is tot de dag van vandaag een nee, en daarna onbekend",
    "the codes: a yes that ends is a no up to the day itself, and unknown after it",
)
