"""Leaves of a plan as expressions: facts of the day, facts over a period, numbers against norms, opening hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.market.sql_dialect import Dialect, NotExportable
from inkoopwijzer.market.sql_hours import Hours
from inkoopwijzer.market.sql_periods import Periods
from inkoopwijzer.market.sql_sources import Sources, form_of, level_of
from inkoopwijzer.market.sql_text import PRACTICES, PROFESSION, Column, Expression, Names, Said, said
from inkoopwijzer.market.steps import Holds, Is, IsDuring, Leaf, Opened
from inkoopwijzer.policy.tree import Compare
from inkoopwijzer.values.text import Text


class Leaves:
    """A column for each leaf, the same for leaves that ask the same."""

    def __init__(self, dialect: Dialect, names: Names, on: date) -> None:
        self.dialect = dialect
        self.names = names
        self.sources = Sources(dialect, names, on)
        self.periods = Periods(dialect, names, on)
        self.hours = Hours(dialect, names, self.sources)
        self._columns: dict[Leaf, Column] = {}
        self._professions: dict[str, Column] = {}

    def column(self, leaf: Leaf) -> Column:
        """The column with the code of a leaf, for each subject that it is about."""
        if leaf not in self._columns:
            level = PRACTICES if isinstance(leaf, Opened) else level_of(leaf.kind)
            self._columns[leaf] = Column(self.names.new(*_words(leaf)), level, made=self._made(leaf))
        return self._columns[leaf]

    def profession(self, kind: str) -> Column:
        """The column with the profession of each subject of a kind."""
        if kind not in self._professions:
            self._professions[kind] = Column(PROFESSION, (kind,))
        return self._professions[kind]

    def _made(self, leaf: Leaf) -> Expression:
        match leaf:
            case Opened(blocks):
                return self.hours.code(blocks)
            case Holds():
                return self._holds(leaf)
            case IsDuring(kind, cell):
                return self._or_not_stated(self.periods.column(leaf), kind, cell)
            case Is(kind, cell, values):
                if form_of(cell) == "code":
                    return self._or_not_stated(self.sources.cell(kind, cell), kind, cell)
                if values is None or catalogue().facts[cell[0]].type not in (FactType.choice, FactType.text):
                    return "1"
                stated = self.sources.cell(kind, cell)
                wanted = self.dialect.texts(values)
                return said(
                    "case when ", stated, " is null then 1 when ", stated, f" in {wanted} then 2 else 0 end"
                )

    def _or_not_stated(self, code: Column, kind: str, cell: CellKey) -> Expression:
        """The code, or what it means that nothing is stated: no if a complete register should list it."""
        fact = catalogue().facts[cell[0]]
        parts: list[Expression] = ["coalesce(", code]
        owners = [name for name, never in catalogue().never.items() if cell not in never]
        if len(owners) < len(catalogue().professions):
            others = self.dialect.texts(owners) if owners else "('')"
            parts += [", case when ", self.profession(kind), f" not in {others} then 0 end"]
        registers = fact.absent_in(cell[1:]) if fact.type is FactType.yes_no else ()
        return Said((*parts, ", ", self.sources.unless_complete(registers), ")"))

    def _holds(self, leaf: Holds) -> Expression:
        value = self._number(leaf.kind, leaf.cell)
        if isinstance(leaf.norm, Decimal):
            norm: Expression = self.dialect.number(leaf.norm)
            known: tuple[Expression, ...] = (value, " is null")
        else:
            norm = self._number(*leaf.norm)
            known = (value, " is null or ", norm, " is null")
        return said(
            "case when ",
            *known,
            " then 1 when ",
            value,
            f" {SIGN[leaf.compare]} ",
            norm,
            " then 2 else 0 end",
        )

    def _number(self, kind: str, cell: CellKey) -> Column:
        if form_of(cell) != "number":
            raise NotExportable(
                Text(f"'{'.'.join(cell)}' is geen getal.", f"'{'.'.join(cell)}' is not a number.")
            )
        return self.sources.cell(kind, cell)


def _words(leaf: Leaf) -> tuple[str, ...]:
    """What a leaf's column is called."""
    match leaf:
        case Opened():
            return ("openingstijden", "genoeg")
        case Holds(_, cell, compare, norm):
            return (*cell, _COMPARED[compare], f"{norm:f}" if isinstance(norm, Decimal) else norm[1][0])
        case IsDuring(_, cell, values, mode):
            return (*cell, *(values or ())[:1], "ooit" if mode == "sometime" else "steeds")
        case Is(_, cell, values):
            return (*cell, *(values or ())[:1])


SIGN: Final = {
    Compare.at_most: "<=",
    Compare.below: "<",
    Compare.at_least: ">=",
    Compare.above: ">",
}
"""How a number is held against a norm."""
_COMPARED: Final = {
    Compare.at_most: "hoogstens",
    Compare.below: "onder",
    Compare.at_least: "minstens",
    Compare.above: "boven",
}
