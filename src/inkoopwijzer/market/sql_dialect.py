"""What differs between the dialects of SQL, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from inkoopwijzer.values.text import Text

WHOLE_DIGITS: Final = 20
FRACTION_DIGITS: Final = 18
NUMBER: Final = f"decimal({WHOLE_DIGITS + FRACTION_DIGITS}, {FRACTION_DIGITS})"
"""Holds every number of a market exactly: those have at most 15 digits."""


class DialectName(StrEnum):
    """The engines that SQL can be written for."""

    duckdb = "duckdb"
    postgres = "postgres"
    spark = "spark"


class NotExportable(ValueError):
    """Something in a policy that cannot be written as SQL: what, and where it stands."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect: how a name is quoted, and the few functions that have another name or form."""

    name: DialectName
    title: str
    quote: str
    text_type: str
    backslash_escapes: bool
    quote_in_text: str
    part_of_query: str  # between the name of a part of the query and its text
    exploded: str  # a row for each piece between commas
    day_after: str
    day_before: str
    divided: str  # whole numbers, rounded down

    def named(self, name: str) -> str:
        """A name, quoted."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """A text as a literal."""
        if self.backslash_escapes:
            value = value.replace("\\", "\\\\")
        return "'" + value.replace("'", self.quote_in_text) + "'"

    def texts(self, values: Iterable[str]) -> str:
        """Texts as a list to choose from."""
        return f"({', '.join(self.text(v) for v in values)})"

    def number(self, value: Decimal) -> str:
        """A number as a literal, exactly. Raises `NotExportable` when it has too many digits."""
        text = f"{value.normalize():f}"
        whole, _, fraction = text.lstrip("-").partition(".")
        if len(whole) > WHOLE_DIGITS or len(fraction) > FRACTION_DIGITS:
            raise NotExportable(
                Text(
                    f"De norm {text} heeft meer cijfers dan SQL precies kan vergelijken.",
                    f"The norm {text} has more digits than SQL can compare exactly.",
                )
            )
        return f"cast('{text}' as {NUMBER})"


def day(value: date) -> str:
    """A day as a literal."""
    return f"date '{value.isoformat()}'"


DIALECTS: Final = {
    DialectName.duckdb: Dialect(
        name=DialectName.duckdb,
        title="DuckDB",
        quote='"',
        text_type="varchar",
        backslash_escapes=False,
        quote_in_text="''",
        part_of_query="as",
        exploded="unnest(string_split({0}, ','))",
        day_after="({0} + 1)",
        day_before="({0} - 1)",
        divided="({0} // {1})",
    ),
    DialectName.postgres: Dialect(
        name=DialectName.postgres,
        title="PostgreSQL",
        quote='"',
        text_type="varchar",
        backslash_escapes=False,
        quote_in_text="''",
        # written into the query that uses it, each part would be worked out again for each use of a column
        part_of_query="as materialized",
        exploded="unnest(string_to_array({0}, ','))",
        day_after="({0} + 1)",
        day_before="({0} - 1)",
        divided="({0} / {1})",
    ),
    DialectName.spark: Dialect(
        name=DialectName.spark,
        title="Spark",
        quote="`",
        text_type="string",
        backslash_escapes=True,
        quote_in_text="\\'",
        part_of_query="as",
        exploded="explode(split({0}, ','))",
        day_after="date_add({0}, 1)",
        day_before="date_sub({0}, 1)",
        divided="({0} div {1})",
    ),
}
"""The dialects by name."""
