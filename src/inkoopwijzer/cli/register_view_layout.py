"""The standard tables on a screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Part, Screen
from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.registers.layout import Column, Holds, States, Table
from inkoopwijzer.values.text import Text

FEW: Final = 8
"""So many words are listed in full."""

_STATES = {
    States.row: Text("Een rij zegt: {facts}.", "A row says: {facts}."),
    States.columns: Text(
        "Elk van deze kolommen is een feit: {facts}.", "Each of these columns is a fact: {facts}."
    ),
    States.chosen: Text(
        "Een rij zegt een van deze feiten, met 'gegeven' en 'sleutel': {facts}.",
        "A row says one of these facts, with 'gegeven' and 'sleutel': {facts}.",
    ),
    States.wide: Text(
        "Elk ander feit van {about} kan een kolom zijn, met de sleutel erachter: {example}.",
        "Any other fact of {about} can be a column, with its key behind it: {example}.",
    ),
    States.any: Text(
        "Een rij zegt een feit van de catalogus: in 'gegeven' zoals registratie.irf.",
        "A row says one fact of the catalogue: in 'gegeven' like registratie.irf.",
    ),
}
_HOLDS = {
    Holds.practice: Text("AGB-code of eigen kenmerk", "AGB code or own reference"),
    Holds.therapist: Text("AGB-code of eigen kenmerk", "AGB code or own reference"),
    Holds.subject: Text("naam of kenmerk", "name or reference"),
    Holds.kind: Text("een woord", "a word"),
    Holds.fact: Text("een feit", "a fact"),
    Holds.key: Text("een of meer woorden met een punt ertussen", "one or more words with a point between"),
    Holds.value: Text("ja, nee, onbekend of een waarde", "ja, nee, onbekend or a value"),
    Holds.agb: Text("AGB-code", "AGB code"),
    Holds.name: Text("tekst op één regel", "text on one line"),
    Holds.profession: Text("een woord", "a word"),
    Holds.postcode: Text("tekst", "text"),
    Holds.day: Text("een dag: 2027-03-31 of 31-03-2027", "a day: 2027-03-31 or 31-03-2027"),
    Holds.source: Text("een bron", "a source"),
    Holds.yes_no: Text("ja of nee", "ja or nee"),
    Holds.note: Text("tekst, beslist niets", "text, decides nothing"),
}
_TYPES = {
    FactType.yes_no: Text("ja, nee of onbekend", "ja, nee or onbekend"),
    FactType.whole: Text("een heel getal", "a whole number"),
    FactType.decimal: Text("een getal: 105,35 of 105.35", "a number: 105,35 or 105.35"),
    FactType.choice: Text("een woord", "a word"),
    FactType.hours: Text("08:30-17:00 of gesloten", "08:30-17:00 or gesloten"),
    FactType.date: Text("een dag", "a day"),
    FactType.text: Text("tekst", "text"),
}


def show_layouts(tables: Sequence[Table], screen: Screen, *, whole: bool) -> None:
    """The tables with their columns; one alone with all the words that can stand in a column."""
    for number, table in enumerate(tables):
        if number:
            screen.blank()
        screen.line((table.id, "bold"), "  ", table.says)
        screen.columns([_column(column, whole) for column in table.columns.values()], indent=2)
        if table.states in _STATES:
            screen.line((_stated(table), phrases.DIM), indent=2)
    if not whole:
        screen.blank()
        more = Text(
            "* moet er zijn. Met een naam erbij staat alles van een tabel er: register layout registraties.",
            "* must be there. With a name everything of one table is shown: register layout registraties.",
        )
        screen.line((more, phrases.DIM))


def _column(column: Column, whole: bool) -> list[Part]:
    mark = "*" if column.required else ""
    holds = held(column)
    words = allowed(column)
    if words and (whole or len(words) <= FEW):
        listed = ", ".join(words)
        holds = Text(f"{holds.nl}: {listed}", f"{holds.en}: {listed}")
    return [
        (column.name + mark, "bold"),
        Text(f"{column.says.nl} ({holds.nl})", f"{column.says.en} ({holds.en})"),
    ]


def held(column: Column) -> Text:
    """What the cells of a column hold."""
    if column.dimension is not None:
        number = Text("een getal", "a number")
        return Text("een woord", "a word") if column.dimension.options else number
    if column.holds is Holds.value and column.fact is not None:
        return _TYPES[column.fact.type]
    return _HOLDS[column.holds]


def allowed(column: Column) -> list[str]:
    """The words that can stand in a column, if they are a list."""
    known = catalogue()
    if column.dimension is not None:
        return list(column.dimension.options or ())
    if column.holds is Holds.value and column.fact is not None:
        return list(column.fact.options)
    lists = {
        Holds.profession: known.professions,
        Holds.source: known.sources,
        Holds.kind: known.subjects,
    }
    return list(lists.get(column.holds, ()))


def _stated(table: Table) -> Text:
    facts = ", ".join(_with_keys(fact) for fact in table.facts)
    kind = catalogue().subjects.get(table.about or "")
    about = kind.label if kind else Text("", "")
    example = next(
        (_with_keys(f) for f in catalogue().facts.values() if f.about == table.about and f.per), ""
    )
    plain = next((f.id for f in catalogue().facts.values() if f.about == table.about and not f.per), "")
    return _STATES[table.states].format(
        facts=facts, about=about, example=", ".join(filter(None, (plain, example)))
    )


def _with_keys(fact: Fact) -> str:
    return ".".join([fact.id, *(f"<{dimension.id}>" for dimension in fact.per)])


def layout_row(table: Table) -> dict[str, Any]:
    """A table as data."""
    return {
        "table": table.id,
        "nl": table.says.nl,
        "en": table.says.en,
        "states": table.states.value,
        "facts": [fact.id for fact in table.facts],
        "must_exist": list(table.must_exist),
        "columns": [
            {
                "name": column.name,
                "required": column.required,
                "holds": column.holds.value,
                "nl": column.says.nl,
                "en": column.says.en,
                "words": allowed(column),
            }
            for column in table.columns.values()
        ],
    }
