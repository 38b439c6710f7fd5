"""The layout of claims: one row per claimed line, pseudonymised, the same in CSV and Parquet.

Of each column: its type, whether it must have a value, the form of that value as text, and what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inkoopwijzer.values.text import Text


class Holds(StrEnum):
    """What kind of value a column holds; it decides which Parquet types are accepted."""

    reference = "reference"
    code = "code"
    day = "day"
    whole = "whole"
    money = "money"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `sql` is its type in the Parquet file made, `form` what its text must match as a whole (RE2)."""

    name: str
    holds: Holds
    sql: str
    required: bool
    form: str
    says: Text


_REFERENCE: Final = "[A-Za-z0-9._:/+=-]{1,128}"
_AGB: Final = "[0-9]{8}"
_LIST: Final = "[0-9]{3}"

COLUMNS: Final = (
    Column(
        "regel",
        Holds.reference,
        "VARCHAR",
        True,
        _REFERENCE,
        Text(
            "de eigen, unieke verwijzing van deze regel (pseudoniem)",
            "the own, unique reference of this line",
        ),
    ),
    Column(
        "verzekerde",
        Holds.reference,
        "VARCHAR",
        True,
        _REFERENCE,
        Text(
            "het pseudoniem van de verzekerde, nooit een BSN",
            "the pseudonym of the insured person, never a BSN",
        ),
    ),
    Column(
        "praktijk",
        Holds.code,
        "VARCHAR",
        True,
        _AGB,
        Text("AGB-code van de praktijk", "the practice's AGB code"),
    ),
    Column(
        "therapeut",
        Holds.code,
        "VARCHAR",
        False,
        _AGB,
        Text("AGB-code van de therapeut", "the therapist's AGB code"),
    ),
    Column(
        "codelijst",
        Holds.code,
        "VARCHAR",
        True,
        _LIST,
        Text("prestatiecodelijst, zoals 073", "code list, as 073"),
    ),
    Column(
        "prestatie",
        Holds.code,
        "VARCHAR",
        True,
        "[0-9A-Z]{1,6}",
        Text("prestatiecode, zoals 1000", "code, as 1000"),
    ),
    Column(
        "kenmerklijst",
        Holds.code,
        "VARCHAR",
        False,
        _LIST,
        Text(
            "lijst van het kenmerk: 004 is de aanspraakcode", "list of the attribute: 004 is the entitlement"
        ),
    ),
    Column("kenmerk", Holds.code, "VARCHAR", False, "[0-9A-Z]{1,6}", Text("het kenmerk", "the attribute")),
    Column(
        "diagnoselijst",
        Holds.code,
        "VARCHAR",
        False,
        _LIST,
        Text("lijst van de diagnose", "list of the diagnosis"),
    ),
    Column(
        "diagnose",
        Holds.code,
        "VARCHAR",
        False,
        "[0-9A-Z.]{1,8}",
        Text("de diagnosecode", "the diagnosis code"),
    ),
    Column(
        "begindatum",
        Holds.day,
        "DATE",
        True,
        "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4}",
        Text("de dag van de behandeling", "the day of the treatment"),
    ),
    Column(
        "aantal",
        Holds.whole,
        "INTEGER",
        True,
        "0*[1-9][0-9]{0,4}",
        Text("het aantal, ten minste 1", "at least 1"),
    ),
    Column(
        "bedrag",
        Holds.money,
        "DECIMAL(12,2)",
        False,
        "[0-9]{1,10}([.,][0-9]{1,2})?",
        Text("het bedrag in euro's", "the amount in euros"),
    ),
    Column(
        "leeftijd",
        Holds.whole,
        "SMALLINT",
        True,
        "[0-9]{1,2}|1[0-2][0-9]|130",
        Text("de leeftijd in jaren op de begindatum", "the age in years on the day of the treatment"),
    ),
    Column(
        "geslacht",
        Holds.code,
        "VARCHAR",
        False,
        "[mvo]",
        Text("m, v of o", "m (male), v (female) or o (other)"),
    ),
    Column(
        "ses",
        Holds.whole,
        "SMALLINT",
        False,
        "-?[0-9]{1,4}",
        Text("sociaaleconomische klasse van de buurt", "socioeconomic class of the neighbourhood"),
    ),
    Column(
        "uzovi",
        Holds.code,
        "VARCHAR",
        False,
        "[0-9]{4}",
        Text("UZOVI van de verzekeraar", "the insurer's UZOVI"),
    ),
)

NAMES: Final = tuple(column.name for column in COLUMNS)
REQUIRED: Final = tuple(column.name for column in COLUMNS if column.required)
PAIRS: Final = (("kenmerklijst", "kenmerk"), ("diagnoselijst", "diagnose"))
"""Columns that come together: both have a value, or neither."""
PERSONS: Final = ("regel", "verzekerde")
"""Columns in which a number that identifies a person could stand."""
YEARS: Final = (2006, 2100)
"""The years of treatment that are accepted: from the start of the Zorgverzekeringswet."""
ORDER: Final = ("praktijk", "begindatum", "regel")
"""The order of the rows made: the same claims give the same file, in whatever order they were read."""
