"""Blocks of opening hours: the parts of the query that do what `policy.blocks` does.

Hours stand as text in `waarde`. They are cut at the commas, joined where they touch or overlap, and counted by week:
of each location by itself, or of all locations of a practice together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inkoopwijzer.facts.typed import CLOSED
from inkoopwijzer.market.sql_dialect import Dialect
from inkoopwijzer.market.sql_sources import Part, Sources
from inkoopwijzer.market.sql_text import PRACTICES, Column, Expression, Names, Source, lines, listed, said
from inkoopwijzer.policy.blocks import DAYS, most_blocks
from inkoopwijzer.policy.tree import Blocks
from inkoopwijzer.values.text import Text

LOCATION: Final = "locatie"


class Hours:
    """The blocks of opening hours that a policy asks for; `parts` writes what was asked for."""

    def __init__(self, dialect: Dialect, names: Names, sources: Sources) -> None:
        self.dialect = dialect
        self.names = names
        self.sources = sources
        self._asked: dict[tuple[str, bool], tuple[Source, dict[Blocks, Column]]] = {}

    def code(self, rule: Blocks) -> Expression:
        """The code of "enough blocks" for a practice."""
        asked = (rule.fact, rule.together)
        if asked not in self._asked:
            for name in DAYS:
                self.sources.cell(LOCATION, (rule.fact, name))
            source = Source(
                self.names.new(rule.fact, "samen" if rule.together else "apart"), PRACTICES, "left join"
            )
            self._asked[asked] = (source, {})
        source, rules = self._asked[asked]
        if rule not in rules:
            rules[rule] = Column(self.names.new("blokken"), PRACTICES, source)
        nothing = 2 if rule.together and rule.at_least <= 0 else 0
        found = said("coalesce(", rules[rule], f", {nothing})")
        more = 1 if most_blocks(DAYS, rule) >= rule.at_least else 0
        open_ = self.sources.list_open(LOCATION)
        return said("case when ", found, " = 2 then 2 when ", open_, f" = 1 then {more} else ", found, " end")

    def parts(self) -> Iterator[Part]:
        """The parts of the query that give what was asked for."""
        for (fact, together), (source, rules) in self._asked.items():
            days, joined, weeks = (self.names.new(source.name, w) for w in ("dagen", "aaneen", "weken"))
            yield Part(days, _TOGETHER if together else _APART, self._days(fact, together=together))
            yield Part(joined, _JOINED, self._joined(days))
            yield Part(weeks, _WEEKS, self._weeks(days, joined, rules))
            yield Part(source.name, _CODES, self._codes(weeks, rules))

    def _days(self, fact: str, *, together: bool) -> str:
        text, named = self.dialect.text, self.dialect.named
        cells = [(text(day), named(self.sources.cell(LOCATION, (fact, day)).name)) for day in DAYS]
        return lines(
            f"select s.praktijk, s.{'praktijk' if together else 'nr'} as groep, d.dag,",
            "  case d.dag",
            *(f"    when {day} then s.{column}" for day, column in cells),
            "  end as uren",
            f"from {named(self.sources.stand(LOCATION).name)} s",
            f"cross join (values {', '.join(f'({day})' for day, _ in cells)}) as d(dag)",
        )

    def _joined(self, days: str) -> str:
        """By group and day each stretch of time on end, in minutes after midnight."""
        times = (
            f"cast(substr(u.deel, {at}, 2) as integer) * 60 + cast(substr(u.deel, {at + 3}, 2) as integer) as {name}"
            for at, name in ((1, "begin"), (7, "eind"))
        )
        by = "partition by t.groep, t.dag order by t.begin, t.eind rows"
        return lines(
            "select t.groep, t.dag, min(t.begin) as begin, max(t.eind) as eind",
            "from (",
            "  select t.groep, t.dag, t.begin, t.eind,",
            f"    sum(t.nieuw) over ({by} unbounded preceding) as nummer",
            "  from (",
            "    select t.groep, t.dag, t.begin, t.eind,",
            "      case when t.begin > max(t.eind) over (",
            f"        {by} between unbounded preceding and 1 preceding) then 1 else 0 end as nieuw",
            "    from (",
            "      select u.groep, u.dag,",
            listed(times, 8),
            "      from (",
            f"        select d.groep, d.dag, {self.dialect.exploded.format('d.uren')} as deel",
            f"        from {self.dialect.named(days)} d",
            f"        where d.uren is not null and d.uren <> {self.dialect.text(CLOSED)}",
            "      ) u",
            "    ) t",
            "  ) t",
            ") t",
            "group by t.groep, t.dag, t.nummer",
        )

    def _weeks(self, days: str, joined: str, rules: dict[Blocks, Column]) -> str:
        """By group: blocks in all that is stated, in days of which everything is, and how many the rest could hold."""
        text, named = self.dialect.text, self.dialect.named
        blocks, sums = [], []
        for rule, column in rules.items():
            name = named(column.name)
            blocks.append(f"sum({self._blocks(rule)}) as {name}")
            found, sure, most = (named(f"{column.name}_{word}") for word in _COUNTED)
            could = " ".join(f"when {text(day)} then {most_blocks([day], rule)}" for day in DAYS)
            sums += [
                f"sum(coalesce(a.{name}, 0)) as {found}",
                f"sum(case when d.open = 0 then coalesce(a.{name}, 0) else 0 end) as {sure}",
                f"sum(case when d.open = 1 then case d.dag {could} end else 0 end) as {most}",
            ]
        return lines(
            "select d.praktijk, d.groep, max(d.open) as open,",
            listed(sums),
            "from (",
            "  select d.praktijk, d.groep, d.dag, max(case when d.uren is null then 1 else 0 end) as open",
            f"  from {named(days)} d",
            "  group by d.praktijk, d.groep, d.dag",
            ") d",
            "left join (",
            "  select a.groep, a.dag,",
            listed(blocks, 4),
            f"  from {named(joined)} a",
            "  group by a.groep, a.dag",
            ") a on a.groep = d.groep and a.dag = d.dag",
            "group by d.praktijk, d.groep",
        )

    def _blocks(self, rule: Blocks) -> str:
        """The number of blocks in one stretch of time."""
        since = f"greatest(a.begin, {rule.after.hour * 60 + rule.after.minute})"
        if rule.free_days:
            since = f"case when a.dag in {self.dialect.texts(rule.free_days)} then a.begin else {since} end"
        length = f"a.eind - {since}"
        each = self.dialect.divided.format(f"({length})", rule.lasting) if rule.per_length else "1"
        return f"case when {length} >= {rule.lasting} then {each} else 0 end"

    def _codes(self, weeks: str, rules: dict[Blocks, Column]) -> str:
        named = self.dialect.named
        columns = []
        for rule, column in rules.items():
            found, sure, most = (f"w.{named(f'{column.name}_{word}')}" for word in _COUNTED)
            columns.append(
                f"max(case when {found} >= {rule.at_least} then 2\n"
                f"    when w.open = 1 and {sure} + {most} >= {rule.at_least} then 1 else 0 end) as {named(column.name)}"
            )
        return lines("select w.praktijk,", listed(columns), f"from {named(weeks)} w", "group by w.praktijk")


_COUNTED: Final = ("gevonden", "zeker", "hoogstens")
_APART: Final = Text("de openingstijden per locatie en dag", "the opening hours by location and day")
_TOGETHER: Final = Text(
    "de openingstijden per dag van alle locaties samen", "the opening hours by day of all locations together"
)
_JOINED: Final = Text(
    "de tijden als aaneengesloten stukken, in minuten na middernacht",
    "the hours as stretches on end, in minutes after midnight",
)
_WEEKS: Final = Text(
    "de blokken per week: gevonden, zeker (dagen die helemaal bekend zijn), en wat de andere dagen hoogstens geven",
    "the blocks by week: found, sure (days known as a whole), and what the other days give at most",
)
_CODES: Final = Text("de codes per praktijk", "the codes by practice")
