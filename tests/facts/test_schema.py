from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from inkoopwijzer.facts.canonical import canonical
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence, read_located
from inkoopwijzer.facts.schema import dossier_schema
from tests.facts.dossiers import FULL, dossiers, shortened
from tests.facts.test_read_faults import WRONG

SCHEMA = dossier_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

# What a schema cannot see: what depends on another value, or on how a text is written.
UNSEEN = {
    "agb_profession",
    "duplicate_name",
    "duplicate_agb",
    "duplicate_item",
    "overlap",
    "period",
    "not_rising",
}
UNSEEN_TOO = ("2027-02-29", "22:00-02:00", "13:00-17:00", "a\\tb", "a\u200bb", "1234567890.123", '" "')


def as_an_editor_sees(node: Node) -> Any:
    """The data as YAML 1.2 has it: numbers and booleans where a text without quotes looks like one."""
    if isinstance(node, Mapping):
        return {key.text: as_an_editor_sees(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_an_editor_sees(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.quoted:
        return node.text
    if node.text in ("true", "false", ""):
        return {"true": True, "false": False, "": None}[node.text]
    try:
        return float(node.text) if "." in node.text else int(node.text)
    except ValueError:
        return node.text


def told(instance: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(instance)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_the_schema_accepts_a_full_dossier() -> None:
    assert told(as_an_editor_sees(read_located(FULL.encode(), "d.yaml"))) == []


@given(dossiers())
@settings(max_examples=60)
def test_the_schema_accepts_what_the_reader_accepts(dossier: Dossier) -> None:
    data = {name: value for name, value in canonical(dossier).items() if name != "bestand"}
    assert told(data) == []
    assert told(shortened(data)) == []


SEEN = [w[0] for w in WRONG if w[1] not in UNSEEN and not any(t in w[0] for t in UNSEEN_TOO)]


@pytest.mark.parametrize("text", SEEN)
def test_the_schema_refuses_what_it_can_see(text: str) -> None:
    assert told(as_an_editor_sees(read_located(text.encode(), "d.yaml")))


def test_every_fact_is_in_the_schema_with_words() -> None:
    found = dict(_titled(SCHEMA))
    for fact in catalogue().facts.values():
        assert found[fact.id]["title"]
        assert found[fact.id]["description"].endswith("?")
        assert "{" not in found[fact.id]["title"] + found[fact.id]["description"]


def _titled(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in schema["properties"].values():
        yield from kind.get("items", kind).get("properties", {}).items()


def test_the_words_with_a_meaning_of_their_own_are_no_options() -> None:
    known = catalogue()
    options = {o for fact in known.facts.values() for o in fact.options}
    assert not options & {"onbekend", "gesloten", "ja", "nee"}
    assert not set(known.facts) & {"naam", "agb", "beroep"}
