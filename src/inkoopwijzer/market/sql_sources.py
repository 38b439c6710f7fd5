"""The first parts of the query: what every subject's cells hold on the day, and which registers were seen whole.

A cell that says yes or no becomes 0 no, 1 an explicit "onbekend" (or no stated day), 2 yes, and NULL when nothing
is stated; other cells become their text or number, and NULL when that is not known. As `facts.dossier.value_during`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.records import MARKET, PRACTICE
from inkoopwijzer.market.sql_dialect import NUMBER, Dialect, day
from inkoopwijzer.market.sql_text import (
    PRACTICES,
    Column,
    Expression,
    Level,
    Names,
    Source,
    lines,
    listed,
    lowest,
)
from inkoopwijzer.values.text import Text

NOT_COVERED: Final = 1_000_000_000
"""More than four times any `volgorde`: a record that does not cover the day counts after all that do."""
FIRST_TEXT: Final = 11
"""Where the value begins in a text that starts with ten digits for its order."""

Form = Literal["code", "text", "number"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the query: its name, what it is for, and its text."""

    name: str
    about: Text
    text: str


@dataclass(slots=True)
class _Stand:
    """The cells asked for of one kind of subject."""

    source: Source
    cells: dict[CellKey, Column] = field(default_factory=dict)


class Sources:
    """What the leaves of a policy read, asked for by name; `parts` then writes what was asked for."""

    def __init__(self, dialect: Dialect, names: Names, on: date) -> None:
        self.dialect = dialect
        self.names = names
        self.on = on
        self.registers = Source(names.new("registers_volledig"), PRACTICES)
        self._registers: dict[str, Column] = {}
        self._stands: dict[str, _Stand] = {}

    def stand(self, kind: str) -> Source:
        """The subjects of a kind with their cells."""
        return self._stand(kind).source

    def _stand(self, kind: str) -> _Stand:
        if kind not in self._stands:
            source = Source(
                self.names.new(kind, "stand"), level_of(kind), "cross join" if kind == MARKET else "join"
            )
            self._stands[kind] = _Stand(source)
        return self._stands[kind]

    def cell(self, kind: str, cell: CellKey) -> Column:
        """The column of a cell of a kind."""
        stand = self._stand(kind)
        if cell not in stand.cells:
            stand.cells[cell] = Column(self.names.new(*cell, "stand"), level_of(kind), stand.source)
        return stand.cells[cell]

    def unless_complete(self, registers: Sequence[str]) -> Expression:
        """0 where one of these registers was seen complete, so that what it does not list is not so; otherwise 1."""
        return lowest(*(self._register(name) for name in registers)) if registers else "1"

    def list_open(self, kind: str) -> Expression:
        """1 where there may be more subjects of a kind than are listed, otherwise 0."""
        return self.unless_complete(catalogue().subjects[kind].absent)

    def _register(self, name: str) -> Column:
        if name not in self._registers:
            self._registers[name] = Column(self.names.new("zonder", name), PRACTICES, self.registers)
        return self._registers[name]

    # --- the parts ---

    def parts(self) -> Iterator[Part]:
        """The parts of the query that give what was asked for; practices always."""
        self._stand(PRACTICE)
        if self._registers:
            yield self._registers_part()
        for kind, stand in sorted(self._stands.items(), key=lambda item: level_of(item[0])):
            codes = [c for c in stand.cells if form_of(c) == "code"]
            others = [c for c in stand.cells if form_of(c) != "code"]
            records = self.names.new(kind, "gegevens")
            if stand.cells:
                yield Part(records, _RECORDS, self._records(kind, codes, others))
            yield Part(stand.source.name, _STAND, self._pivot(kind, records, [*codes, *others]))

    def _registers_part(self) -> Part:
        text, named = self.dialect.text, self.dialect.named
        columns = (
            f"min(case when r.register = {text(name)} and r.volledig then 0 else 1 end) as {named(column.name)}"
            for name, column in self._registers.items()
        )
        query = lines(
            "select o.praktijk,",
            listed(columns),
            "from onderwerpen o",
            "left join registers r on r.praktijk = o.praktijk",
            f"where o.soort = {text(PRACTICE)}",
            "group by o.praktijk",
        )
        return Part(self.registers.name, _REGISTERS, query)

    def _records(self, kind: str, codes: list[CellKey], others: list[CellKey]) -> str:
        on, text = day(self.on), self.dialect.text
        covers = f"(g.van is null or g.van <= {on})\n    and (g.tot_en_met is null or g.tot_en_met >= {on})"
        columns = []
        if codes:
            columns.append(
                f"case when {covers}\n"
                "    then g.volgorde * 4 + case g.waarde when 'ja' then 2 when 'nee' then 0 else 1 end\n"
                f"    when g.waarde = 'ja' then {NOT_COVERED + 4} else {NOT_COVERED + 1} end as code"
            )
        if others:
            columns.append(
                f"case when c.nummer > {len(codes)} and {covers}\n"
                f"    then cast({NOT_COVERED} + g.volgorde as {self.dialect.text_type}) || "
                "coalesce(g.waarde, '') end as tekst"
            )
        cells = (f"({text('.'.join(cell))}, {number})" for number, cell in enumerate([*codes, *others], 1))
        return lines(
            "select g.nr, c.nummer,",
            listed(columns),
            "from gegevens g",
            "join (values",
            listed(cells),
            ") as c(gegeven, nummer) on c.gegeven = g.gegeven",
            f"where g.soort = {text(kind)}",
        )

    def _pivot(self, kind: str, records: str, cells: list[CellKey]) -> str:
        named = self.dialect.named
        columns = [
            f"{_PIVOTED[form_of(cell)].format(number)} as {named(self.cell(kind, cell).name)}"
            for number, cell in enumerate(cells, 1)
        ]
        if kind == MARKET:  # one row, also of a market of which nothing is stated
            return lines("select", listed(columns), f"from {named(records)} g")
        keys = "o.praktijk, o.nr, o.id, o.naam, o.agb" if kind == PRACTICE else "o.praktijk, o.nr, o.beroep"
        where = f"where o.soort = {self.dialect.text(kind)}"
        if not cells:
            return lines(f"select {keys}", "from onderwerpen o", where)
        return lines(
            f"select {keys},",
            listed(f"g.{named(self.cell(kind, cell).name)}" for cell in cells),
            "from onderwerpen o",
            "left join (",
            "  select g.nr,",
            listed(columns, 4),
            f"  from {named(records)} g",
            "  group by g.nr",
            ") g on g.nr = o.nr",
            where,
        )


def level_of(kind: str) -> Level:
    """The level of what is said of a kind of subject: of the practice and the market one for each practice."""
    return PRACTICES if kind in (PRACTICE, MARKET) else (kind,)


def form_of(cell: CellKey) -> Form:
    """How a cell stands in its column."""
    type_ = catalogue().facts[cell[0]].type
    if type_ is FactType.yes_no:
        return "code"
    return "number" if type_ in (FactType.whole, FactType.decimal) else "text"


_TEXT: Final = f"nullif(substr(min(case when g.nummer = {{0}} then g.tekst end), {FIRST_TEXT}), '')"
_PIVOTED: Final[dict[Form, str]] = {
    "code": "mod(min(case when g.nummer = {0} then g.code end), 4)",
    "text": _TEXT,
    "number": f"cast({_TEXT} as {NUMBER})",
}

_REGISTERS: Final = Text(
    "per register: 0 als het volledig is gezien (wat er niet in staat, is er niet), anders 1",
    "by register: 0 when it was seen complete (what it does not list, is not so), otherwise 1",
)
_RECORDS: Final = Text(
    "wat op de dag geldt, het eerste eerst: code is 4 x volgorde + 0 nee, 1 onbekend, 2 ja",
    "what counts on the day, first come first: code is 4 x volgorde + 0 no, 1 unknown, 2 yes",
)
_STAND: Final = Text(
    "per onderwerp wat elk gegeven op de dag zegt (NULL: er staat niets)",
    "for each subject what each cell says on the day (NULL: nothing is stated)",
)
