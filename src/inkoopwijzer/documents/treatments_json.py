"""What may be treated as JSON: in the form of the assessment's JSON, with a schema made from the same types."""

from __future__ import annotations

from typing import Any, Final

from inkoopwijzer.assess.treatment_result import Treating
from inkoopwijzer.documents.assessment_json import Schema, plain_data, record_schema

SCHEMA_ID: Final = "urn:inkoopwijzer:schema:treatments:1"
"""Names the schema and its version; another shape of the JSON gets another version."""


def treatments_json(treating: Treating) -> dict[str, Any]:
    """The answer as plain data, ready for `json.dumps`; the same answer always gives the same."""
    return {"schema": SCHEMA_ID, **plain_data(treating)}


def treatments_schema() -> Schema:
    """The JSON Schema (2020-12) of `treatments_json`, made from the types of the result."""
    found: dict[str, Schema] = {}
    top = record_schema(Treating, found)
    top["properties"] = {"schema": {"const": SCHEMA_ID}, **top["properties"]}
    top["required"] = list(top["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Inkoopwijzer: who may deliver which treatment",
        **top,
        "$defs": dict(sorted(found.items())),
    }
