"""What a standard table is: what each column holds and which facts of the catalogue a row states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey
from inkoopwijzer.facts.place import Place
from inkoopwijzer.registers.cell_names import cell_of, cells_about
from inkoopwijzer.values.text import Text

PERIOD: Final = ("van", "tot_en_met")
PROVENANCE: Final = ("bron", "gezien")


class Holds(StrEnum):
    """What the cells of a column hold."""

    practice = "practice"
    therapist = "therapist"
    subject = "subject"
    kind = "kind"
    fact = "fact"
    key = "key"
    value = "value"
    agb = "agb"
    name = "name"
    profession = "profession"
    postcode = "postcode"
    day = "day"
    source = "source"
    yes_no = "yes_no"
    note = "note"


class States(StrEnum):
    """How a row of a table states facts."""

    row = "row"
    columns = "columns"
    chosen = "chosen"
    wide = "wide"
    any = "any"
    nothing = "nothing"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a standard table.

    A column of a fact's value has `fact` (and in a wide table the whole `cell`); one of a key has `dimension`.
    """

    name: str
    holds: Holds
    says: Text
    required: bool = False
    fact: Fact | None = None
    cell: CellKey | None = None
    dimension: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One standard table. `about` is the kind of subject, None where each row says its own or has none."""

    id: str
    says: Text
    about: str | None
    states: States
    columns: Mapping[str, Column]
    facts: tuple[Fact, ...]
    must_exist: tuple[str, ...]

    @property
    def subject(self) -> str | None:
        """The column that names the subject besides the practice, if there is one."""
        held = (Holds.therapist, Holds.subject)
        return next((c.name for c in self.columns.values() if c.holds in held), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell two rows of different facts or subjects apart, the period left out."""
        identity = (
            Holds.practice,
            Holds.therapist,
            Holds.subject,
            Holds.kind,
            Holds.fact,
            Holds.key,
            Holds.source,
        )
        return tuple(c.name for c in self.columns.values() if c.holds in identity and c.name != "bron")

    @property
    def has_period(self) -> bool:
        """Whether rows hold from one day to another."""
        return "van" in self.columns

    def column(self, name: str) -> Column | None:
        """The column of this name; in a wide table also one for any fact of the subject, with its keys."""
        found = self.columns.get(name)
        if found is not None or self.states is not States.wide:
            return found
        place = Place(self.id)
        cell = cell_of(name, self.about, place)
        if cell is None:
            return None
        fact = catalogue().facts[cell[0]]
        return Column(name, Holds.value, fact.filled(fact.says, cell[1:]), fact=fact, cell=cell)

    def names(self) -> list[str]:
        """The names that a column can have: those of the layout, and in a wide table the cells of the subject."""
        wide = cells_about(self.about) if self.states is States.wide and self.about else []
        return [*self.columns, *wide]


def is_number(column: Column) -> bool:
    """Whether the cells of a column are numbers, so that a spreadsheet may hold them as such."""
    if column.dimension is not None:
        return column.dimension.options is None
    return column.fact is not None and column.fact.type in (FactType.whole, FactType.decimal)
