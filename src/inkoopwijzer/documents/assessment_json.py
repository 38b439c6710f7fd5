"""An assessment as JSON: stable and language neutral, with a published schema made from the same types.

Every field is always there: what is absent is null, what is empty is an empty list. Texts are
`{"nl": ..., "en": ...}`, days are written year-month-day, and the outcome `geen` is no agreement.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from inkoopwijzer.assess.result import Assessment, ReadingEffect
from inkoopwijzer.policy.tree import Force
from inkoopwijzer.values.citation import HASH_DIGITS

Schema = dict[str, Any]

SCHEMA_ID: Final = "urn:inkoopwijzer:schema:assessment:1"
"""Names the schema and its version; another shape of the JSON gets another version."""
SCHEMA_FILE: Final = "schemas/assessment.schema.json"
"""Where the schema stands in this room; the reference holds a copy."""

_OF_A_FACT: Final[Schema] = {"enum": ["met", "not_met", "unknown"]}
_CLOSER: Final[Mapping[tuple[str, str], Schema]] = {
    ("AgreementResult", "policy_hash"): {"pattern": "^[0-9a-f]{64}$"},
    ("AgreementResult", "possible"): {"minItems": 1, "uniqueItems": True},
    ("Citation", "first"): {"minimum": 1},
    ("Citation", "last"): {"minimum": 1},
    ("Citation", "hash"): {"pattern": f"^[0-9a-f]{{{HASH_DIGITS}}}$"},
    ("ConditionResult", "force"): {"enum": list(get_args(Force))},
    ("FactSeen", "verdict"): _OF_A_FACT,
    ("FactSeen", "line"): {"minimum": 0},
    ("GroupResult", "verdict"): _OF_A_FACT,
    ("Question", "narrows"): {"minimum": 0, "maximum": 1},
}
"""What a field holds, where that is less than its type allows."""

_SINGLE: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    },
}


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data, ready for `json.dumps`; the same assessment always gives the same."""
    return {"schema": SCHEMA_ID, **plain_data(assessment)}


def plain_data(value: Any) -> Any:
    """A result as plain data: every field of its types, under its own name."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain_data(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain_data(item) for name, item in value.items()}
    if is_dataclass(value):
        told = {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
        return told | {"matters": value.matters} if isinstance(value, ReadingEffect) else told
    return value


def assessment_schema() -> Schema:
    """The JSON Schema (2020-12) of `assessment_json`, made from the types of the result."""
    found: dict[str, Schema] = {}
    top = record_schema(Assessment, found)
    top["properties"] = {"schema": {"const": SCHEMA_ID}, **top["properties"]}
    top["required"] = list(top["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Inkoopwijzer: an assessment",
        **top,
        "$defs": dict(sorted(found.items())),
    }


def assessment_schema_text() -> str:
    """The schema as it is published: what `SCHEMA_FILE` and its copy in the reference hold."""
    return json.dumps(assessment_schema(), ensure_ascii=False, indent=2) + "\n"


def record_schema(kind: type[Any], found: dict[str, Schema]) -> Schema:
    """An object with the fields of a dataclass and no others, all of them required."""
    hints = get_type_hints(kind)
    properties = {
        field.name: _of(hints[field.name], found) | _CLOSER.get((kind.__name__, field.name), {})
        for field in fields(kind)
    }
    if kind is ReadingEffect:
        properties["matters"] = _SINGLE[bool]
    told = " ".join((inspect.getdoc(kind) or "").split())
    return {
        "description": told,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(hint: Any, found: dict[str, Schema]) -> Schema:
    """The schema of a type; dataclasses and enumerations are put in `found` and referred to."""
    arguments = get_args(hint)
    if hint in _SINGLE:
        return _SINGLE[hint]
    if isinstance(hint, UnionType):
        return {"anyOf": [_of(option, found) for option in arguments]}
    if get_origin(hint) is tuple:
        return _list(arguments, found)
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _of(arguments[1], found)}
    if hint.__name__ not in found:
        found[hint.__name__] = {}  # so that a type that holds itself is not entered twice
        found[hint.__name__] = _words(hint) if issubclass(hint, Enum) else record_schema(hint, found)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _words(kind: type[Enum]) -> Schema:
    return {"description": inspect.getdoc(kind) or "", "enum": [word.value for word in kind]}


def _list(items: tuple[Any, ...], found: dict[str, Schema]) -> Schema:
    if items[-1] is Ellipsis:
        return {"type": "array", "items": _of(items[0], found)}
    fixed = [_of(item, found) for item in items]
    return {"type": "array", "prefixItems": fixed, "items": False, "minItems": len(fixed)}
