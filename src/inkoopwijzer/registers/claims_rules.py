"""The rules that every row of claims must keep, as SQL over text columns."""

from __future__ import annotations

from dataclasses import dataclass

from inkoopwijzer.registers.claims_layout import COLUMNS, PAIRS, PERSONS, YEARS, Column, Holds
from inkoopwijzer.registers.claims_persons import REFUSED
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `wrong` is SQL that is true of a row that breaks it; `says` may show the {value} of the column."""

    code: str
    column: str
    wrong: str
    says: Text
    hint: Text | None = None


def rules() -> tuple[Rule, ...]:
    """Every rule of a single row."""
    found = [_missing(column) for column in COLUMNS if column.required]
    found += [_form(column) for column in COLUMNS]
    found += [_day(column) for column in COLUMNS if column.holds is Holds.day]
    found += [_pair(one, other) for pair in PAIRS for one, other in (pair, pair[::-1])]
    found += [_bsn(name) for name in PERSONS]
    return tuple(found)


def day_sql(column: str) -> str:
    """The day that a text names, as year-month-day or day-month-year; NULL when there is no such day."""
    return f"coalesce(try_strptime({column}, '%Y-%m-%d'), try_strptime({column}, '%d-%m-%Y'))::DATE"


def money_sql(column: str) -> str:
    """An amount with a decimal comma or point, as text with a point."""
    return f"replace({column}, ',', '.')"


def _missing(column: Column) -> Rule:
    says = Text(f"Hier ontbreekt {column.says.nl}.", f"Missing here: {column.says.en}.")
    return Rule("claims.missing", column.name, f"{column.name} IS NULL", says)


def _form(column: Column) -> Rule:
    form = f"{column.form}|{REFUSED}" if column.name in PERSONS else column.form
    wrong = f"NOT coalesce(regexp_full_match({column.name}, '{form}'), true)"
    told = "" if column.name in PERSONS else "; '{value}' past daar niet op"
    told_en = "" if column.name in PERSONS else "; '{value}' does not fit"
    says = Text(f"Hier hoort {column.says.nl}{told}.", f"Expected: {column.says.en}{told_en}.")
    return Rule("claims.form", column.name, wrong, says, _HINTS.get(column.name))


def _day(column: Column) -> Rule:
    wrong = (
        f"coalesce(regexp_full_match({column.name}, '{column.form}') AND "
        f"NOT coalesce(year({day_sql(column.name)}) BETWEEN {YEARS[0]} AND {YEARS[1]}, false), false)"
    )
    says = Text(
        f"De datum '{{value}}' bestaat niet, of ligt niet van {YEARS[0]} tot en met {YEARS[1]}.",
        f"The date '{{value}}' does not exist, or does not lie from {YEARS[0]} to {YEARS[1]}.",
    )
    return Rule("claims.day", column.name, wrong, says)


def _pair(one: str, other: str) -> Rule:
    says = Text(
        f"Hier ontbreekt '{other}', dat bij '{one}' hoort.",
        f"'{other}', which goes with '{one}', is missing.",
    )
    return Rule("claims.pair", other, f"{one} IS NOT NULL AND {other} IS NULL", says)


def _bsn(name: str) -> Rule:
    return Rule("claims.bsn", name, f"coalesce({name} = '{REFUSED}', false)", _BSN, _REFUSED)


_BSN = Text(
    "Dit nummer kan een burgerservicenummer zijn (negen cijfers die aan de elfproef voldoen).",
    "This number can be a citizen service number (nine digits that pass the eleven test).",
)
_REFUSED = Text(
    "Het bestand is geweigerd. Vervang nummers van personen door pseudoniemen van een andere vorm.",
    "The file is refused. Replace numbers of persons by pseudonyms of another form.",
)
_HINTS = {
    "praktijk": Text(
        "Een AGB-code heeft acht cijfers, met de nul vooraan.", "An AGB code has eight digits, zeros too."
    ),
    "therapeut": Text(
        "Een AGB-code heeft acht cijfers, met de nul vooraan.", "An AGB code has eight digits, zeros too."
    ),
    "begindatum": Text("Schrijf 2027-03-31 of 31-03-2027.", "Write 2027-03-31 or 31-03-2027."),
    "bedrag": Text("Schrijf 1234,50 of 1234.50, zonder duizendtallen.", "Write 1234.50, without thousands."),
}
