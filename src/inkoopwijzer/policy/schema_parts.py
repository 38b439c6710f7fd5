"""The pieces that the JSON Schema of rule files is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from inkoopwijzer.facts.catalogue import Dimension, Fact, catalogue
from inkoopwijzer.policy.fields import LONGEST_WORD

Schema = dict[str, Any]

ID: Final = "^[a-z][a-z0-9_]{0,59}$"
# An editor reads 144 as a number and "144" as a text; a rule file may have either.
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"], "maxLength": LONGEST_WORD, "minLength": 1}


def of(name: str) -> Schema:
    """What is described under this name."""
    return {"$ref": f"#/$defs/{name}"}


def record(properties: Schema, required: Iterable[str] | None = None) -> Schema:
    """An object with these fields and no others; all are required unless told otherwise."""
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def named(entry: Schema) -> Schema:
    """Entries of this form, each under a proper name."""
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": ID},
        "additionalProperties": entry,
    }


def several(item: Schema, unique: bool = False) -> Schema:
    """A list with at least one item."""
    return {"type": "array", "minItems": 1, "items": item} | ({"uniqueItems": True} if unique else {})


def pattern(pattern: str, least: int | None = None, most: int | None = None) -> Schema:
    """A text of this pattern, or the number that is written so."""
    number: Schema = {"type": ["string", "number"], "pattern": pattern}
    return (
        number | ({} if least is None else {"minimum": least}) | ({} if most is None else {"maximum": most})
    )


def one_or_more(item: Schema) -> Schema:
    """One of these, or a list of them."""
    return {"anyOf": [item, several(item)]}


def keys(fact: Fact) -> Schema:
    """The keys of a fact's value, by dimension."""
    return record({dimension.id: key_schema(dimension) for dimension in fact.per})


def key_schema(dimension: Dimension) -> Schema:
    """One key of a value: an option, a number, or the dimension itself inside a quantifier over it."""
    if dimension.options is None:
        return pattern("^[0-9]{1,4}$", 0)
    return {"enum": [*dimension.options, *_alike(dimension)]}


def _alike(dimension: Dimension) -> Collection[str]:
    """The dimensions that share an option with this one: each may stand for the key at hand."""
    options = set(dimension.options or ())
    return [d.id for d in catalogue().dimensions.values() if d.options and options & set(d.options)]


def options(dimension: Dimension) -> Schema:
    """One of the options of a dimension."""
    return {"enum": list(dimension.options or ())}
