"""A JSON Schema of rule files, so that an editor can complete names and mark mistakes while typing.

The schema sees one file at a time. What needs the whole package (whether a condition exists, whether a
therapist's fact stands inside a quantifier) only `policy.load` can tell.
"""

from __future__ import annotations

from typing import Final

from inkoopwijzer.facts.catalogue import Catalogue, Fact, FactType, catalogue
from inkoopwijzer.policy.fields import LONGEST_TEXT
from inkoopwijzer.policy.load import HEAD, LANGUAGE
from inkoopwijzer.policy.logic import COMPARES, FORMS, fits
from inkoopwijzer.policy.schema_beside import BESIDE, agreement_fields, beside
from inkoopwijzer.policy.schema_parts import (
    ID,
    SCALAR,
    Schema,
    key_schema,
    keys,
    named,
    of,
    one_or_more,
    options,
    pattern,
    record,
    several,
)

_NOT_IN_CONDITIONS: Final = (FactType.hours, FactType.date, FactType.text)


def policy_schema() -> Schema:
    """The JSON Schema (2020-12) of one rule file, with the names of the shipped catalogue."""
    known = catalogue()
    head: Schema = {
        "policy": {"enum": [LANGUAGE, int(LANGUAGE)], "description": "The version of the language."},
        "insurer": of("id"),
        "insurer_name": SCALAR,
        "year": pattern("^20[0-9]{2}$", 2000, 2100),
        "title": of("text"),
        "document": record(
            {
                "title": SCALAR,
                "version": SCALAR,
                "published": of("date"),
                "lines": pattern("^[1-9][0-9]*$", 1),
                "fingerprint": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            }
        ),
    }
    sections = {name: named(of(name)) for name in ("norms", "kinds", "readings", "conditions")}
    sections |= {name: named(of("remark")) for name in ("reservations", "externals")}
    sections["agreements"] = named(of("agreements"))
    sections |= {name: named(of(name)) for name in BESIDE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inkoopwijzer: a rule file of a policy package",
        **record(head | sections, required=()),
        "dependentRequired": {name: [other for other in HEAD if other != name] for name in HEAD},
        "$defs": _values(known) | _sections(known) | beside(known) | _logic(known),
    }


def _values(known: Catalogue) -> Schema:
    """The single values."""
    sentence = {**SCALAR, "maxLength": LONGEST_TEXT}
    period: Schema = {"from": of("date"), "until": of("date")}
    return {
        "id": {"type": "string", "pattern": ID},
        "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "clock": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
        "lines": pattern("^[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})?$", 1),
        "text": record({"nl": sentence, "en": sentence}),
        "cite": one_or_more(record({"section": SCALAR, "lines": of("lines")})),
        "period": {**record(period, required=()), "minProperties": 1},
        "term": record(period),
        "throughout": {"anyOf": [{"const": "term"}, of("period")]},
        "norm_or_number": pattern(r"^(norm\.[a-z][a-z0-9_]*|[0-9]{1,12}(\.[0-9]{1,6})?)$", 0),
        "source": {"enum": list(known.sources)},
        "selection": {"anyOf": [{"enum": _selections(known)}, of("id")]},
        "ref": {**of("id"), "description": "The name of a condition."},
    }


def _selections(known: Catalogue) -> list[str]:
    kinds = [kind.id for kind in known.subjects.values() if kind.list_name]
    return [*kinds, *known.professions, *(d.id for d in known.dimensions.values() if d.options)]


def _sections(known: Catalogue) -> Schema:
    """The entries of each section."""
    ranges = [d for d in known.dimensions.values() if d.options]
    remarks = {"says": of("text"), "cite": of("cite")}
    refs = several(of("ref"), unique=True)
    group_id = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,59}$"}
    group = record({"title": of("text"), "cite": of("cite"), "requires": refs})
    change = {"to": several(group_id), "says": of("text"), "by": of("date"), "effect": of("date")}
    shared = {id_: f for id_, f in known.facts.items() if not known.subjects[f.about].list_name}
    numbers = [f for f in shared.values() if f.type in (FactType.whole, FactType.decimal)]
    value = record(remarks | {"value": pattern(r"^[0-9]{1,12}(\.[0-9]{1,6})?$", 0)}, required=["value"])
    held = [
        record(remarks | {"fact": {"const": f.id}, "of": keys(f)}, ["fact"] + ["of"] * bool(f.per))
        for f in numbers
    ]
    kinds = [
        record({"of": {"const": d.id}, "options": several(options(d), unique=True), "cite": of("cite")})
        for d in ranges
    ]
    agreement: Schema = {
        "title": of("text"),
        "term": of("term"),
        "cite": of("cite"),
        "scope": of("ref"),
        "groups": {**named(group), "propertyNames": group_id},
        "caps": several(record({"at_most": group_id, "when": of("ref")})),
        "duties": refs,
        "changes": several(record(change | {"cite": of("cite")})),
        **agreement_fields(),
    }
    return {
        "norms": {"anyOf": [value, *held]},
        "kinds": {"anyOf": kinds},
        "readings": record(
            {
                "question": of("text"),
                "cite": of("cite"),
                "options": {**named(of("text")), "minProperties": 2},
                "default": of("id"),
                "because": of("text"),
            }
        ),
        "remark": record(remarks),
        "agreements": record(agreement, required=("title", "term", "cite", "scope", "groups")),
        "conditions": {"oneOf": [_form(name, known, condition=True) for name in FORMS]},
    }


def _logic(known: Catalogue) -> Schema:
    """The forms of logic, and what each fact takes."""
    forms = {f"form_{name}": _form(name, known, condition=False) for name in FORMS}
    node = {"oneOf": [of("ref"), *(of(name) for name in forms)]}
    return {"node": node, "facts": {"allOf": [_fact(fact) for fact in known.facts.values()]}} | forms


def _form(main: str, known: Catalogue, condition: bool) -> Schema:
    """One form of logic; with `condition` the fields of a condition stand beside it."""
    required, optional = FORMS[main]
    properties: Schema = {name: _field(main, name, known) for name in (main, *required, *optional)}
    names = [main, *required]
    if condition:
        properties |= {
            "says": of("text"),
            "cite": of("cite"),
            "force": {"enum": ["result", "effort"]},
            "evidence": several(of("source"), unique=True),
        }
        names += ["says", "cite"]
    schema = record(properties, names)
    if main == "some":
        schema["dependentRequired"] = {"where": ["holds"]}
    return schema | {"$ref": "#/$defs/facts"} if main == "fact" else schema


def _field(main: str, name: str, known: Catalogue) -> Schema:
    """What one field of a form takes."""
    by_name: Schema = {
        "all": several(of("node")),
        "any": several(of("node")),
        "by_reading": of("id"),
        "options": named(of("node")),
        "judge": of("text"),
        "grounds": several(of("text")),
        "silent": of("text"),
        "during": of("period"),
        "sometime": of("period"),
        "throughout": of("throughout"),
        "fact": {"enum": [f.id for f in known.facts.values() if f.type not in _NOT_IN_CONDITIONS]},
        "is": SCALAR,
        "one_of": several(SCALAR, unique=True),
        "has": _has(known),
        "blocks": {"enum": [f.id for f in known.facts.values() if f.type is FactType.hours]},
        "after": of("clock"),
        "lasting": of("clock"),
        "free_days": several(options(known.dimensions["dag"]), unique=True),
        "counted": _word_or_reading("per_block", "per_length"),
        "across": _word_or_reading("together", "each"),
    }
    if name in ("every", "some", "share", "count"):
        return of("selection")
    if name == "of":
        return several(of("node")) if main == "at_least" else {"type": "object"}
    if name in COMPARES and main == "fact":
        return of("norm_or_number")
    if name == "at_least":
        percentage = {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,4})?%$"}
        return percentage if main == "share" else pattern("^[1-9][0-9]*$", 1)
    found: Schema = by_name.get(name, of("node"))
    return found


def _fact(fact: Fact) -> Schema:
    """What stands beside `fact: ...` for this fact."""
    fitting = fits(fact)
    fields: Schema = dict.fromkeys((c for c in ("is", "one_of", *COMPARES) if c not in fitting), False)
    if fact.options:
        values = {"enum": list(fact.options)}
        fields |= {"is": values, "one_of": {"items": values}}
    fields["of"] = keys(fact) if fact.per else False
    then: Schema = {"properties": fields, "required": ["of"] if fact.per else []}
    if fitting:
        then["oneOf"] = [{"required": [name]} for name in fitting]
    guard = {"properties": {"fact": {"const": fact.id}}, "required": ["fact"]}
    return {"if": guard, "then": then}


def _has(known: Catalogue) -> Schema:
    """A yes/no fact with its key, or its keys in order."""
    facts: Schema = {}
    for fact in known.facts.values():
        if fact.type is FactType.yes_no and fact.per:
            keys = [key_schema(dimension) for dimension in fact.per]
            several = {"type": "array", "prefixItems": keys, "minItems": len(keys), "maxItems": len(keys)}
            facts[fact.id] = {"anyOf": [keys[0], several]} if len(keys) == 1 else several
    return {**record(facts, required=()), "minProperties": 1, "maxProperties": 1}


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
