"""One step of the index: a SELECT with a name, and the names of the tables that steps read and make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DECLARATIES: Final = "declaraties"
"""The claimed lines, with the columns of `LINE`."""
LINE: Final = {
    "praktijk": "varchar",
    "verzekerde": "varchar",
    "codelijst": "varchar",
    "prestatie": "varchar",
    "diagnose": "varchar",
    "begindatum": "date",
    "aantal": "integer",
    "leeftijd": "smallint",
    "geslacht": "varchar",
    "ses": "smallint",
}
"""The columns of a claimed line that the steps read, with their types; `verzekerde` may be a whole number as well."""
DIAGNOSEGROEPEN: Final = "diagnosegroepen"
"""The table of groups: diagnose (unique), groep."""
TRAJECTEN: Final = "trajecten"
BLADCELLEN: Final = "bladcellen"
INDELING: Final = "indeling"
STANDAARD: Final = "standaard"
PRAKTIJKSOMMEN: Final = "praktijksommen"
BENADERING: Final = "benadering"
BIJDRAGEN: Final = "bijdragen"
TELLING: Final = "telling"

CELL: Final = ("groep", "band", "geslacht", "ses")
"""The columns of a cell. Level 4 is a cell by all of them, 3 by the first three, ... 0 all that is left together."""


@dataclass(frozen=True, slots=True)
class Step:
    """One SELECT: `sql` reads the tables `reads` and its rows become the table `makes`."""

    makes: str
    reads: tuple[str, ...]
    sql: str
