"""The JSON Schema of dossiers, made from the catalogue, so that an editor helps while somebody writes one.

A schema sees less than the reader: no order of dates, no overlap, no double names. What the reader accepts
the schema accepts too; the reader has the last word.
"""

from __future__ import annotations

from typing import Any, Final

from inkoopwijzer.facts import typed
from inkoopwijzer.facts.catalogue import Catalogue, Dimension, Fact, FactType, SubjectKind, catalogue
from inkoopwijzer.facts.particulars import NAME_LENGTH
from inkoopwijzer.facts.read import MAX_SUBJECTS, PARTICULARS, VERSION

Schema = dict[str, Any]

OF_A_YEAR: Final = "_van_een_jaar"
"""Ends the name of a value that belongs to a year and so has no period."""


def dossier_schema() -> Schema:
    """The JSON Schema (2020-12) of a dossier, with titles and descriptions in Dutch."""
    known = catalogue()
    fields: Schema = {
        "dossier": {
            "enum": [VERSION, int(VERSION)],
            "title": "versie van dit formaat",
            "description": f'Altijd "{VERSION}".',
        },
        "bron": _object(
            {"soort": _ref("bron"), "gezien": _ref("datum")},
            ("soort",),
            "bron van alle feiten",
            "Geldt voor elk feit dat zelf geen bron noemt.",
        ),
        "registers": _object(
            {id_: _ref("register") | {"title": s.label.nl} for id_, s in known.sources.items()},
            (),
            "geraadpleegde registers",
            "Wat niet in een volledig register staat, is een nee.",
        ),
    }
    for kind in known.subjects.values():
        subject = _subject(kind, known)
        if kind.list_name is None:
            fields[kind.id] = subject
        else:
            fields[kind.list_name] = {"type": "array", "maxItems": MAX_SUBJECTS, "items": subject}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_object(
            fields, ("dossier", "praktijk"), "dossier van een praktijk", "Feiten over één zorgaanbieder."
        ),
        "$defs": _definitions(known),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(fields: Schema, required: tuple[str, ...], title: str, description: str = "") -> Schema:
    told: Schema = {"title": title, "description": description} if description else {"title": title}
    must: Schema = {"required": list(required)} if required else {}
    return told | {
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
        "minProperties": 1,
        **must,
    }


def _words(words: dict[str, str], title: str) -> Schema:
    """A choice of words; editors that know `enumDescriptions` show what each of them means."""
    return {"title": title, "enum": list(words), "enumDescriptions": list(words.values())}


def _definitions(known: Catalogue) -> Schema:
    sources = {id_: source.label.nl for id_, source in known.sources.items()}
    unknown = {"const": typed.UNKNOWN, "description": "Het antwoord is niet bekend."}
    yes_no: Schema = {"enum": [*typed.YES_NO, True, False], "title": "ja of nee"}
    number: Schema = {"type": "number", "minimum": 0, "exclusiveMaximum": 10**typed.DIGITS}
    hours = {
        "type": "string",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
    }
    values: dict[str, Schema] = {
        FactType.yes_no.value: {"anyOf": [yes_no, unknown]},
        FactType.whole.value: {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": typed.MOST},
                {"type": "string", "pattern": f"^[0-9]{{1,{typed.DIGITS}}}$"},
                unknown,
            ]
        },
        FactType.decimal.value: {
            "anyOf": [number, {"type": "string", "pattern": r"^[0-9]{1,12}([.,][0-9]{1,12})?$"}, unknown]
        },
        FactType.date.value: {"anyOf": [_ref("datum"), unknown]},
        FactType.text.value: {"type": "string", "minLength": 1, "maxLength": typed.LONGEST_TEXT},
        FactType.hours.value: {
            "anyOf": [
                {"type": "array", "minItems": 1, "items": hours},
                {"const": typed.CLOSED, "description": "De hele dag gesloten."},
                unknown,
            ]
        },
    }
    return {
        "naam": {
            "type": "string",
            "pattern": r"\S",
            "maxLength": NAME_LENGTH,
            "title": "naam",
            "description": "De naam zoals mensen die gebruiken; uniek in de lijst.",
        },
        "agb": {
            "type": "string",
            "pattern": "^[0-9]{8}$",
            "title": "AGB-code",
            "description": "Acht cijfers tussen aanhalingstekens, zodat een nul vooraan blijft staan.",
        },
        "beroep": _words({id_: p.label.nl for id_, p in known.professions.items()}, "beroep"),
        "bron": _words(sources, "wie dit opgaf"),
        "datum": {
            "type": "string",
            "pattern": "^(199[0-9]|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "title": "datum",
            "description": "Jaar-maand-dag, zoals 2027-03-31.",
        },
        "register": _object({"gezien": _ref("datum"), "volledig": yes_no}, ("volledig",), "register"),
    } | {name + more: cell for name, value in values.items() for more, cell in _cells_of(value)}


def _subject(kind: SubjectKind, known: Catalogue) -> Schema:
    fields: Schema = {
        word: _ref(word)
        for word, kinds in PARTICULARS.items()
        if kind.id in kinds or (not kinds and kind.id != "markt")
    }
    required = tuple(word for word in fields if word != "agb")
    for fact in known.facts.values():
        if fact.about == kind.id:
            fields[fact.id] = _fact(fact, kind)
    return _object(fields, required, kind.label.nl)


def _fact(fact: Fact, kind: SubjectKind) -> Schema:
    words: dict[str, object] = {d.id: f"[{d.label.nl}]" for d in fact.per}
    schema = _cells(fact, fact.per)
    return {
        "title": fact.says.format(subject=kind.label.nl, **words).nl,
        "description": fact.ask.format(subject=kind.label.nl, **words).nl,
    } | schema


def _cells(fact: Fact, per: tuple[Dimension, ...]) -> Schema:
    if not per:
        if fact.type is not FactType.choice:
            of_a_year = any(d.id == "jaar" for d in fact.per)
            return _ref(fact.type.value + (OF_A_YEAR if of_a_year else ""))
        options = {o.id: o.label.nl for o in fact.options.values()}
        return _cell(_words({typed.UNKNOWN: "onbekend", **options}, "keuze"))
    dimension, inside = per[0], _cells(fact, per[1:])
    named: Schema = {"type": "object", "minProperties": 1, "additionalProperties": False}
    if dimension.options:
        named["properties"] = {id_: {"title": o.label.nl} | inside for id_, o in dimension.options.items()}
    else:
        low, high = typed.numbers(dimension)
        named["propertyNames"] = {"enum": [str(n) for n in range(low, high + 1)]}
        named["additionalProperties"] = {"title": dimension.label.nl} | inside
    if len(per) > 1 or fact.type is not FactType.yes_no or not dimension.options:
        return named
    words = _words({id_: o.label.nl for id_, o in dimension.options.items()}, dimension.label.nl)
    return {"anyOf": [named, {"type": "array", "items": words, "minItems": 1, "uniqueItems": True}]}


def _cells_of(value: Schema) -> list[tuple[str, Schema]]:
    """How a value is written: with its period and source, or a list of those; of a year, with its source only."""
    about: Schema = {
        "bron": _ref("bron"),
        "gezien": _ref("datum"),
        "toelichting": {"type": ["string", "number", "boolean", "null"]},
    }
    dated = {"waarde": value, "van": _ref("datum"), "tot_en_met": _ref("datum")} | about
    long = _object(dated, ("waarde",), "waarde met periode en bron")
    of_a_year = _object({"waarde": value} | about, ("waarde",), "waarde met bron")
    return [
        ("", {"anyOf": [value, long, {"type": "array", "items": long, "minItems": 1}]}),
        (OF_A_YEAR, {"anyOf": [value, of_a_year]}),
    ]


def _cell(value: Schema) -> Schema:
    return _cells_of(value)[0][1]
