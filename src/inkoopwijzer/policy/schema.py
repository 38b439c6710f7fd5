"""A JSON Schema of rule files, so that an editor can complete names and mark mistakes while typing.

The schema sees one file at a time. What needs the whole package (whether a condition exists, whether a
therapist's fact stands inside a quantifier) only `policy.load` can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from inkoopwijzer.facts.catalogue import Catalogue, Dimension, Fact, FactType, catalogue
from inkoopwijzer.policy.fields import LONGEST_TEXT, LONGEST_WORD
from inkoopwijzer.policy.load import HEAD, LANGUAGE
from inkoopwijzer.policy.logic import COMPARES, FORMS, fits

Schema = dict[str, Any]

_ID: Final = "^[a-z][a-z0-9_]{0,59}$"
# An editor reads 144 as a number and "144" as a text; a rule file may have either.
_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"], "maxLength": LONGEST_WORD, "minLength": 1}


def policy_schema() -> Schema:
    """The JSON Schema (2020-12) of one rule file, with the names of the shipped catalogue."""
    known = catalogue()
    head: Schema = {
        "policy": {"enum": [LANGUAGE, int(LANGUAGE)], "description": "The version of the language."},
        "insurer": _of("id"),
        "insurer_name": _SCALAR,
        "year": _pattern("^20[0-9]{2}$", 2000, 2100),
        "title": _of("text"),
        "document": _record(
            {
                "title": _SCALAR,
                "version": _SCALAR,
                "published": _of("date"),
                "lines": _pattern("^[1-9][0-9]*$", 1),
                "fingerprint": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            }
        ),
    }
    sections = {name: _named(_of(name)) for name in ("norms", "kinds", "readings", "conditions")}
    sections |= {name: _named(_of("remark")) for name in ("reservations", "externals")}
    sections["agreements"] = _named(_of("agreements"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inkoopwijzer: a rule file of a policy package",
        **_record(head | sections, required=()),
        "dependentRequired": {name: [other for other in HEAD if other != name] for name in HEAD},
        "$defs": _values(known) | _sections(known) | _logic(known),
    }


def _of(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _record(properties: Schema, required: Iterable[str] | None = None) -> Schema:
    """An object with these fields and no others; all are required unless told otherwise."""
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def _named(entry: Schema) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _ID},
        "additionalProperties": entry,
    }


def _list(item: Schema, unique: bool = False) -> Schema:
    return {"type": "array", "minItems": 1, "items": item} | ({"uniqueItems": True} if unique else {})


def _pattern(pattern: str, least: int | None = None, most: int | None = None) -> Schema:
    """A text of this pattern, or the number that is written so."""
    number: Schema = {"type": ["string", "number"], "pattern": pattern}
    return (
        number | ({} if least is None else {"minimum": least}) | ({} if most is None else {"maximum": most})
    )


def _values(known: Catalogue) -> Schema:
    """The single values."""
    sentence = {**_SCALAR, "maxLength": LONGEST_TEXT}
    period: Schema = {"from": _of("date"), "until": _of("date")}
    return {
        "id": {"type": "string", "pattern": _ID},
        "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "clock": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
        "lines": _pattern("^[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})?$", 1),
        "text": _record({"nl": sentence, "en": sentence}),
        "cite": _one_or_more(_record({"section": _SCALAR, "lines": _of("lines")})),
        "period": {**_record(period, required=()), "minProperties": 1},
        "term": _record(period),
        "throughout": {"anyOf": [{"const": "term"}, _of("period")]},
        "norm_or_number": _pattern(r"^(norm\.[a-z][a-z0-9_]*|[0-9]{1,12}(\.[0-9]{1,6})?)$", 0),
        "source": {"enum": list(known.sources)},
        "selection": {"anyOf": [{"enum": _selections(known)}, _of("id")]},
        "ref": {**_of("id"), "description": "The name of a condition."},
    }


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, _list(item)]}


def _selections(known: Catalogue) -> list[str]:
    kinds = [kind.id for kind in known.subjects.values() if kind.list_name]
    return [*kinds, *known.professions, *(d.id for d in known.dimensions.values() if d.options)]


def _sections(known: Catalogue) -> Schema:
    """The entries of each section."""
    ranges = [d for d in known.dimensions.values() if d.options]
    remarks = {"says": _of("text"), "cite": _of("cite")}
    refs = _list(_of("ref"), unique=True)
    group_id = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,59}$"}
    group = _record({"title": _of("text"), "cite": _of("cite"), "requires": refs})
    change = {"to": _list(group_id), "says": _of("text"), "by": _of("date"), "effect": _of("date")}
    shared = {id_: f for id_, f in known.facts.items() if not known.subjects[f.about].list_name}
    numbers = [f for f in shared.values() if f.type in (FactType.whole, FactType.decimal)]
    value = _record(remarks | {"value": _pattern(r"^[0-9]{1,12}(\.[0-9]{1,6})?$", 0)}, required=["value"])
    held = [
        _record(remarks | {"fact": {"const": f.id}, "of": _keys(f)}, ["fact"] + ["of"] * bool(f.per))
        for f in numbers
    ]
    kinds = [
        _record({"of": {"const": d.id}, "options": _list(_options(d), unique=True), "cite": _of("cite")})
        for d in ranges
    ]
    agreement = {
        "title": _of("text"),
        "term": _of("term"),
        "cite": _of("cite"),
        "scope": _of("ref"),
        "groups": {**_named(group), "propertyNames": group_id},
        "caps": _list(_record({"at_most": group_id, "when": _of("ref")})),
        "duties": refs,
        "changes": _list(_record(change | {"cite": _of("cite")})),
    }
    return {
        "norms": {"anyOf": [value, *held]},
        "kinds": {"anyOf": kinds},
        "readings": _record(
            {
                "question": _of("text"),
                "cite": _of("cite"),
                "options": {**_named(_of("text")), "minProperties": 2},
                "default": _of("id"),
                "because": _of("text"),
            }
        ),
        "remark": _record(remarks),
        "agreements": _record(agreement, required=("title", "term", "cite", "scope", "groups")),
        "conditions": {"oneOf": [_form(name, known, condition=True) for name in FORMS]},
    }


def _logic(known: Catalogue) -> Schema:
    """The forms of logic, and what each fact takes."""
    forms = {f"form_{name}": _form(name, known, condition=False) for name in FORMS}
    node = {"oneOf": [_of("ref"), *(_of(name) for name in forms)]}
    return {"node": node, "facts": {"allOf": [_fact(fact) for fact in known.facts.values()]}} | forms


def _form(main: str, known: Catalogue, condition: bool) -> Schema:
    """One form of logic; with `condition` the fields of a condition stand beside it."""
    required, optional = FORMS[main]
    properties: Schema = {name: _field(main, name, known) for name in (main, *required, *optional)}
    names = [main, *required]
    if condition:
        properties |= {
            "says": _of("text"),
            "cite": _of("cite"),
            "force": {"enum": ["result", "effort"]},
            "evidence": _list(_of("source"), unique=True),
        }
        names += ["says", "cite"]
    schema = _record(properties, names)
    return schema | {"$ref": "#/$defs/facts"} if main == "fact" else schema


def _field(main: str, name: str, known: Catalogue) -> Schema:
    """What one field of a form takes."""
    by_name: Schema = {
        "all": _list(_of("node")),
        "any": _list(_of("node")),
        "by_reading": _of("id"),
        "options": _named(_of("node")),
        "judge": _of("text"),
        "silent": _of("text"),
        "during": _of("period"),
        "sometime": _of("period"),
        "throughout": _of("throughout"),
        "fact": {"enum": [f.id for f in known.facts.values() if f.type is not FactType.hours]},
        "is": _SCALAR,
        "one_of": _list(_SCALAR, unique=True),
        "has": _has(known),
        "blocks": {"enum": [f.id for f in known.facts.values() if f.type is FactType.hours]},
        "after": _of("clock"),
        "lasting": _of("clock"),
        "free_days": _list(_options(known.dimensions["dag"]), unique=True),
        "counted": _word_or_reading("per_block", "per_length"),
        "across": _word_or_reading("together", "each"),
    }
    if name in ("every", "some", "share", "count"):
        return _of("selection")
    if name == "of":
        return _list(_of("node")) if main == "at_least" else {"type": "object"}
    if name in COMPARES and main == "fact":
        return _of("norm_or_number")
    if name == "at_least":
        percentage = {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,4})?%$"}
        return percentage if main == "share" else _pattern("^[1-9][0-9]*$", 1)
    found: Schema = by_name.get(name, _of("node"))
    return found


def _fact(fact: Fact) -> Schema:
    """What stands beside `fact: ...` for this fact."""
    fitting = fits(fact)
    fields: Schema = dict.fromkeys((c for c in ("is", "one_of", *COMPARES) if c not in fitting), False)
    if fact.options:
        values = {"enum": list(fact.options)}
        fields |= {"is": values, "one_of": {"items": values}}
    fields["of"] = _keys(fact) if fact.per else False
    then: Schema = {"properties": fields, "required": ["of"] if fact.per else []}
    if fitting:
        then["oneOf"] = [{"required": [name]} for name in fitting]
    guard = {"properties": {"fact": {"const": fact.id}}, "required": ["fact"]}
    return {"if": guard, "then": then}


def _keys(fact: Fact) -> Schema:
    return _record({dimension.id: _key(dimension) for dimension in fact.per})


def _key(dimension: Dimension) -> Schema:
    """One key of a value: an option, a number, or the dimension itself inside a quantifier over it."""
    if dimension.options is None:
        return _pattern("^[0-9]{1,4}$", 0)
    return {"enum": [*dimension.options, *_alike(dimension)]}


def _alike(dimension: Dimension) -> Collection[str]:
    """The dimensions that share an option with this one: each may stand for the key at hand."""
    options = set(dimension.options or ())
    return [d.id for d in catalogue().dimensions.values() if d.options and options & set(d.options)]


def _options(dimension: Dimension) -> Schema:
    return {"enum": list(dimension.options or ())}


def _has(known: Catalogue) -> Schema:
    """A yes/no fact with its key, or its keys in order."""
    facts: Schema = {}
    for fact in known.facts.values():
        if fact.type is FactType.yes_no and fact.per:
            keys = [_key(dimension) for dimension in fact.per]
            several = {"type": "array", "prefixItems": keys, "minItems": len(keys), "maxItems": len(keys)}
            facts[fact.id] = {"anyOf": [keys[0], several]} if len(keys) == 1 else several
    return {**_record(facts, required=()), "minProperties": 1, "maxProperties": 1}


def _word_or_reading(*words: str) -> Schema:
    """One of these words, or one for each option of a reading."""
    return {
        "anyOf": [
            {"enum": list(words)},
            {
                "type": "object",
                "required": ["by_reading", "options"],
                "additionalProperties": False,
                "properties": {
                    "by_reading": {"type": "string"},
                    "options": {"type": "object", "additionalProperties": {"enum": list(words)}},
                },
            },
        ]
    }
